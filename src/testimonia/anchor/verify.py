"""Whether the passages still read as they did, and whether our words are our own."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testimonia.anchor.files import file_text, misfit, passage_hash, source_files
from testimonia.anchor.lock import attested
from testimonia.model.archive import Records
from testimonia.model.claim import Argument, Claim
from testimonia.model.passage import Passage
from testimonia.model.problem import Location, Problem
from testimonia.model.source import Document

OVERLAP_WORDS = 8
"""A paraphrase that shares this many consecutive words with its source is refused."""


@dataclass(slots=True)
class Verification:
    """What was found: faults, documents whose file is not here, and how much was checked."""

    problems: list[Problem] = field(default_factory=list)
    absent: list[Document] = field(default_factory=list)
    passages: int = 0
    texts: int = 0


def verify(records: Records, anchors: Mapping[str, str], *folders: Path) -> Verification:
    """Hash every passage anew, and compare every text of ours with its source."""
    found = Verification()
    files = source_files(records.documents, *folders)
    for document in records.documents:
        if document.source not in files:
            found.absent.append(document)
            continue
        text = file_text(files[document.source])
        touched = _compare_passages(records, document, text, anchors, found)
        fault = misfit(document, files[document.source], text)
        if fault:
            rest = "" if touched else "; no passage of a claim is touched"
            found.problems.append(Problem(document.written_at, f"{fault}{rest}"))
        _compare_words(records, document, text, found)
    return found


def _compare_passages(
    records: Records, document: Document, text: str, anchors: Mapping[str, str], found: Verification
) -> bool:
    """Whether any passage is touched; each claim that it carries is named."""
    moved = touched = 0
    shift = len(text) - document.code_points
    for passage, name, location in _named_passages(records, document.source):
        found.passages += 1
        expected = anchors.get(passage.row)
        if expected == passage_hash(text, passage):
            continue
        if expected is None:
            message = f"the passage {passage.key} was never anchored; run `testimonia anchor`"
        elif _stands_at(text, passage, shift, expected):
            moved += 1
            continue
        else:
            touched += 1
            message = f"the passage {passage.key} no longer reads as it did when it was anchored"
        found.problems.append(Problem(location, f"{name}: {message}"))
    if moved:
        subject = "1 passage reads as before but stands" if moved == 1 else f"{moved} passages read as before but stand"
        message = f"{subject} {shift:+d} character{'' if abs(shift) == 1 else 's'} away"
        found.problems.append(Problem(document.written_at, message))
    return bool(touched or moved)


def _stands_at(text: str, passage: Passage, shift: int, expected: str) -> bool:
    """Whether the passage reads as before where an insertion or deletion before it has moved it."""
    if not shift or passage.start + shift < 0:
        return False
    return passage_hash(text, Passage(passage.source, passage.start + shift, passage.end + shift)) == expected


def _named_passages(records: Records, source: str) -> Iterator[tuple[Passage, str, Location]]:
    for item in attested(records):
        kind = "claim" if isinstance(item, Claim) else "argument" if isinstance(item, Argument) else "reference"
        for passage in item.passages:
            if passage.source == source:
                yield passage, f"{kind} '{item.key}'", item.written_at
    for flag in records.flags:
        if flag.source == source:
            yield flag.passage, f"flag '{flag.key}'", flag.written_at
    for silence in records.without_claim:
        if silence.passage.source == source:
            yield silence.passage, "without-claim", silence.written_at


def _compare_words(records: Records, document: Document, text: str, found: Verification) -> None:
    runs = set(_runs(text))
    for name, words, location in _own_words(records, document.source):
        found.texts += 1
        if any(run in runs for run in _runs(words)):
            message = f"shares {OVERLAP_WORDS} consecutive words or more with '{document.source}'; use your own words"
            found.problems.append(Problem(location, f"{name} {message}"))


def _own_words(records: Records, source: str) -> Iterator[tuple[str, str, Location]]:
    for claim in records.claims:
        if claim.source == source:
            yield f"claim '{claim.key}': the paraphrase", claim.paraphrase.words, claim.written_at
    for kind, items in (
        ("claim", records.claims),
        ("argument", records.arguments),
        ("flag", records.flags),
        ("reference", records.references),
    ):
        for item in items:
            if item.source == source and item.note:
                yield f"{kind} '{item.key}': the note", item.note, item.written_at
    for silence in records.without_claim:
        if silence.passage.source == source:
            yield "without-claim: the reason", silence.reason, silence.written_at


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return (tuple(words[i : i + OVERLAP_WORDS]) for i in range(len(words) - OVERLAP_WORDS + 1))
