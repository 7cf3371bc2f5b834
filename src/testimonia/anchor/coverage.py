"""What of a document is accounted for: its sentences and entries, and which of them carry claims.

A sentence is touched by a passage that shares a character with it. Touched by
none, it is open: nobody has yet said what it claims, or that it claims nothing.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from testimonia.model.archive import Records
from testimonia.model.passage import Passage
from testimonia.model.source import Document

CLAIMS, REFERENCE, NO_CLAIM, OPEN = "claims", "reference", "no claim", "open"
STATES = (CLAIMS, REFERENCE, NO_CLAIM, OPEN)

_ABBREVIATIONS = (
    "Dr|Mr|Mrs|Ms|Prof|St|[Vv]ol|[Nn]os?|pp|ff|fols?|[Ff]igs?|[Cc]h|[Aa]rt|[Ee]ds?|cf|e\\.g|i\\.e|etc|ca|approx|vs|"
    "Jr|Sr|Inc|Co|(?:[A-Z]\\.)*[A-Z]|[a-z]"
)
_END = re.compile(r"[.!?\u2026]+[\u201d\"\u2019')\]]*(?:\[[^\]\n]{1,40}\](?::\d[\d\u2013-]*)?)*(?=\s)")
_NEAR = 80
"""So many characters after a full stop tell whether a sentence begins there."""
_ABBREVIATED = re.compile(rf"(?:^|[\s(\u201c\"])(?:{_ABBREVIATIONS})\.$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, heading or entry of a document, and how it is accounted for."""

    passage: Passage
    section: str
    state: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The units of one document."""

    source: str
    units: tuple[Unit, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many units there are in each state."""
        return Counter(unit.state for unit in self.units)

    @property
    def share(self) -> float:
        """The part of the units that is accounted for, in per cent; 100 for a document without any."""
        if not self.units:
            return 100.0
        return 100.0 * (len(self.units) - self.counts.get(OPEN, 0)) / len(self.units)


class _Stretches:
    """Passages, so kept that one look tells whether any of them shares a character with another."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        found = sorted((passage.start, passage.end) for passage in passages)
        self._starts = [start for start, _ in found]
        self._furthest = list(accumulate((end for _, end in found), max))

    def touch(self, passage: Passage) -> bool:
        """Whether one of them shares a character with a passage."""
        before = bisect_left(self._starts, passage.end)
        return before > 0 and self._furthest[before - 1] > passage.start


def coverage(records: Records, document: Document, text: str) -> Coverage:
    """How each sentence and entry of a document is accounted for.

    Args:
        records: The archive.
        document: The document; a section of it whose units are *entries* is
            taken line by line.
        text: The document's text.
    """
    touched = _touched(records, document.source)
    units = []
    for start, end in _units(document, text):
        passage = Passage(document.source, start, end)
        section = next((s.key for s in document.sections if s.passage.start <= start < s.passage.end), "")
        units.append(Unit(passage, section, _state(passage, touched)))
    return Coverage(document.source, tuple(units))


def _units(document: Document, text: str) -> Iterator[tuple[int, int]]:
    entries = [(s.passage.start, s.passage.end) for s in document.sections if s.units == "entries"]
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        is_entry = any(first <= start < last for first, last in entries)
        for one in [(start, end)] if is_entry else sentences(text, start, end):
            trimmed = _trimmed(text, *one)
            if trimmed[0] < trimmed[1]:
                yield trimmed


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line of text; an abbreviation or an initial ends none."""
    begin = start
    for match in _END.finditer(text, start, end):
        following = text[match.end() : min(end, match.end() + _NEAR)].lstrip()
        if _ABBREVIATED.search(text[begin : match.start() + 1]) or not _begins(following):
            continue
        yield begin, match.end()
        begin = match.end()
    yield begin, end


def _begins(following: str) -> bool:
    """Whether a text can be the beginning of a sentence."""
    first = following.lstrip("\u201c\"\u2018'([")[:1]
    return bool(first) and (first.isupper() or first.isdigit())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _touched(records: Records, source: str) -> dict[str, _Stretches]:
    """The stretches that claims, references, and blocks without a claim stand in."""
    claims = [passage for claim in records.claims for passage in claim.passages]
    claims += [passage for argument in records.arguments for passage in argument.passages]
    claims += [flag.passage for flag in records.flags]
    references = [passage for reference in records.references for passage in reference.passages]
    silences = [item.passage for item in records.without_claim]
    found = {CLAIMS: claims, REFERENCE: references, NO_CLAIM: silences}
    return {state: _Stretches([p for p in passages if p.source == source]) for state, passages in found.items()}


def _state(unit: Passage, touched: Mapping[str, _Stretches]) -> str:
    return next((state for state in (CLAIMS, REFERENCE, NO_CLAIM) if touched[state].touch(unit)), OPEN)
