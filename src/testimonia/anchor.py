"""Passages against the source files: where words stand, what a passage hashes to, and whether it still does.

The archive keeps digests and offsets, never the words. The lock file
``anchors.csv`` holds the hash of every passage; whoever has the source files
can check it against them.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from testimonia.model.archive import Records
from testimonia.model.passage import Passage
from testimonia.model.problem import Location, Problem
from testimonia.model.source import Document

OVERLAP_WORDS = 8
"""A paraphrase that shares this many consecutive words with its source is refused."""

_HEADER = ("source", "start", "end", "sha256")


@dataclass(slots=True)
class Verification:
    """What ``verify`` found: faults, documents whose file is not here, and how much was checked."""

    problems: list[Problem] = field(default_factory=list)
    absent: list[Document] = field(default_factory=list)
    passages: int = 0
    paraphrases: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A place where words stand; ``words`` is the text there."""

    passage: Passage
    words: str


def source_files(documents: Iterable[Document], folder: Path) -> dict[str, Path]:
    """Each document's file in a folder: by its name, else by its digest."""
    by_digest = {}
    documents = list(documents)
    for path in sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []:
        by_digest[sha256(path.read_bytes()).hexdigest()] = path
    found = {}
    for document in documents:
        named = folder / document.file
        path = by_digest.get(document.sha256) or (named if named.is_file() else None)
        if path is not None:
            found[document.source] = path
    return found


def passage_hash(text: str, passage: Passage) -> str:
    """SHA-256, in hex, of the passage's UTF-8 bytes."""
    return sha256(text[passage.start : passage.end].encode()).hexdigest()


def locate(words: str, text: str, source: str) -> list[Found]:
    """Where words stand in a text, passing over differences of case, spaces and quotes.

    Returns:
        Every occurrence, in order; offsets in Unicode code points.
    """
    parts = [re.escape(part) for part in _folded(words).split()]
    if not parts:
        return []
    folded = _folded(text)
    matches = re.finditer(r"\s+".join(parts), folded)
    return [Found(Passage(source, m.start(), m.end()), text[m.start() : m.end()]) for m in matches]


def _folded(text: str) -> str:
    """Case and typographic quotes folded, one character for one, so that offsets stay."""
    plain = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x00A0: " "})
    return "".join(low if len(low := c.lower()) == 1 else c for c in plain)


def passages(records: Records) -> Iterator[tuple[Passage, Location]]:
    """Every passage that anything is attested in, with the place where it is authored."""
    for document in records.documents:
        yield from ((section.passage, document.written_at) for section in document.sections)
    for entity in records.entities:
        yield from ((spelling.passage, entity.written_at) for spelling in entity.spelt)
    for item in (*records.references, *records.claims, *records.arguments):
        yield from ((passage, item.written_at) for passage in item.passages)
    for single in (*records.flags, *records.without_claim):
        yield single.passage, single.written_at


def read_anchors(path: Path) -> tuple[dict[Passage, str], list[Problem]]:
    """The lock file: each passage with its hash. A missing file holds none."""
    if not path.is_file():
        return {}, []
    anchors, problems = {}, []
    for row, cells in enumerate(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))), 1):
        if row == 1 and tuple(cells) == _HEADER:
            continue
        try:
            source, start, end, digest = cells
            anchors[Passage(source, int(start), int(end))] = digest
        except ValueError:
            where = Location(str(path), row, is_table=True)
            problems.append(Problem(where, "this row is no anchor; write the file anew with `testimonia anchor --sources DIR`"))
    return anchors, problems


def anchors_text(anchors: Mapping[Passage, str]) -> str:
    """The lock file's text, sorted."""
    lines = [",".join(_HEADER), *(f"{p.source},{p.start},{p.end},{anchors[p]}" for p in sorted(anchors))]
    return "\n".join(lines) + "\n"


def missing_anchors(records: Records, anchors: Mapping[Passage, str]) -> list[Problem]:
    """Passages that the lock file does not know yet."""
    lacking: dict[Passage, Location] = {}
    for passage, location in passages(records):
        if passage not in anchors:
            lacking.setdefault(passage, location)
    return [_lacking(source, lacking) for source in sorted({passage.source for passage in lacking})]


def _lacking(source: str, lacking: Mapping[Passage, Location]) -> Problem:
    """One fault a document, however many of its passages are new."""
    first, *others = sorted(passage for passage in lacking if passage.source == source)
    count = f"the passage {first.key} and {len(others)} more" if others else f"the passage {first.key}"
    verb = "are" if others else "is"
    advice = "run `testimonia anchor --sources DIR` where the source files are"
    return Problem(lacking[first], f"{count} of '{source}' {verb} not in anchors.csv yet; {advice}")


def anchor(records: Records, folder: Path, known: Mapping[Passage, str]) -> tuple[dict[Passage, str], list[Problem]]:
    """The hash of every passage, for the lock file.

    A passage of a document whose file is not here keeps the hash that is known.
    A file with other bytes than the snapshot's is refused: its offsets may have moved.
    """
    files = source_files(records.documents, folder)
    anchors: dict[Passage, str] = {}
    problems = []
    texts = {}
    for document in records.documents:
        if document.source in files:
            content = files[document.source].read_bytes()
            if sha256(content).hexdigest() != document.sha256:
                problems.append(Problem(document.written_at, f"'{document.file}' has other bytes than the snapshot; nothing was anchored from it"))
            else:
                texts[document.source] = content.decode("utf-8")
    for passage, location in passages(records):
        if passage.source in texts:
            anchors[passage] = passage_hash(texts[passage.source], passage)
        elif passage in known:
            anchors[passage] = known[passage]
        elif not problems:
            problems.append(Problem(location, f"the passage {passage.key} cannot be anchored: the file of '{passage.source}' is not in {folder}"))
    return anchors, problems


def verify(records: Records, anchors: Mapping[Passage, str], folder: Path) -> Verification:
    """Hash every passage anew, and compare every paraphrase with its source."""
    found = Verification()
    files = source_files(records.documents, folder)
    for document in records.documents:
        path = files.get(document.source)
        if path is None:
            found.absent.append(document)
            continue
        content = path.read_bytes()
        text = content.decode("utf-8", errors="replace")
        touched = _touched(records, document, text, anchors, found)
        if sha256(content).hexdigest() != document.sha256:
            rest = "" if touched else "; no anchored passage is touched"
            found.problems.append(Problem(document.written_at, f"the file '{path.name}' is not the one that was read: its SHA-256 differs{rest}"))
        _compare_paraphrases(records, document, text, found)
    return found


def _touched(
    records: Records, document: Document, text: str, anchors: Mapping[Passage, str], found: Verification
) -> bool:
    """Whether any passage reads otherwise than when it was anchored; each such claim is named."""
    moved, changed = 0, False
    shift = len(text) - document.code_points
    for passage, (name, location) in _named_passages(records, document.source):
        found.passages += 1
        expected = anchors.get(passage)
        if expected is None:
            found.problems.append(Problem(location, f"{name}: the passage {passage.key} was never anchored; run `testimonia anchor`"))
        elif passage_hash(text, passage) != expected:
            later = Passage(passage.source, passage.start + shift, passage.end + shift) if passage.start + shift >= 0 else passage
            if shift and passage_hash(text, later) == expected:
                moved += 1
                continue
            changed = True
            found.problems.append(Problem(location, f"{name}: the passage {passage.key} no longer reads as it did when it was anchored"))
    if moved:
        found.problems.append(Problem(document.written_at, f"{moved} passages read as before but stand {shift:+d} characters away"))
    return changed or bool(moved)


def _named_passages(records: Records, source: str) -> Iterator[tuple[Passage, tuple[str, Location]]]:
    for kind, items in (("claim", records.claims), ("argument", records.arguments), ("reference", records.references)):
        for item in items:
            for passage in item.passages:
                if passage.source == source:
                    yield passage, (f"{kind} '{item.key}'", item.written_at)
    for flag in records.flags:
        if flag.source == source:
            yield flag.passage, (f"flag '{flag.key}'", flag.written_at)
    for item in records.without_claim:
        if item.passage.source == source:
            yield item.passage, (f"without-claim {item.passage.key}", item.written_at)


def _compare_paraphrases(records: Records, document: Document, text: str, found: Verification) -> None:
    runs = set(_runs(text))
    for name, words, location in _own_words(records, document.source):
        found.paraphrases += 1
        shared = next((run for run in _runs(words) if run in runs), None)
        if shared is not None:
            message = f"{name} shares {OVERLAP_WORDS} consecutive words or more with '{document.source}'; say it in your own words"
            found.problems.append(Problem(location, message))


def _own_words(records: Records, source: str) -> Iterator[tuple[str, str, Location]]:
    for claim in records.claims:
        if claim.source == source:
            yield f"claim '{claim.key}': the paraphrase", claim.paraphrase.words, claim.written_at
            if claim.note:
                yield f"claim '{claim.key}': the note", claim.note, claim.written_at
    for item in records.without_claim:
        if item.passage.source == source:
            yield f"without-claim {item.passage.key}: the reason", item.reason, item.written_at


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return (tuple(words[i : i + OVERLAP_WORDS]) for i in range(len(words) - OVERLAP_WORDS + 1))


