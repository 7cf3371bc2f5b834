"""The lock file: every passage that anything is attested in, with its hash."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from testimonia.anchor.files import file_text, listed, misfit, passage_hash, source_files
from testimonia.model.archive import Records
from testimonia.model.claim import Argument, Claim
from testimonia.model.passage import Passage
from testimonia.model.problem import Location, Problem
from testimonia.model.source import Reference

FILE = "anchors.csv"
_HEADER = "source,start,end,sha256"
_DIGEST_LENGTH = 64
_REMEDY = "testimonia anchor --sources DIR"


def passages(records: Records) -> Iterator[tuple[Passage, Location]]:
    """Every passage that anything is attested in, with the place where it is authored."""
    for document in records.documents:
        yield from ((section.passage, document.written_at) for section in document.sections)
    for entity in records.entities:
        yield from ((spelling.passage, entity.written_at) for spelling in entity.spelt)
    for item in attested(records):
        yield from ((passage, item.written_at) for passage in item.passages)
    for flag in records.flags:
        yield flag.passage, flag.written_at
    for silence in records.without_claim:
        yield silence.passage, silence.written_at


def attested(records: Records) -> Iterator[Claim | Argument | Reference]:
    """What may stand in several passages at once."""
    yield from records.references
    yield from records.claims
    yield from records.arguments


def read_anchors(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """The lock file: each passage, as ``source,start,end``, with its hash. A missing file holds none."""
    if not path.is_file():
        return {}, []
    anchors, faulty = {}, []
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if header != _HEADER:
        faulty.append(1)
    for row, line in enumerate(lines, 2):
        passage, _, digest = line.rpartition(",")
        if passage.count(",") != _HEADER.count(",") - 1 or len(digest) != _DIGEST_LENGTH:
            faulty.append(row)
        anchors[passage] = digest
    message = f"this row is no anchor; write the file anew with `{_REMEDY}`"
    return anchors, [Problem(Location(str(path), row, is_table=True), message) for row in faulty]


def anchors_text(anchors: Mapping[Passage, str]) -> str:
    """The lock file's text, sorted."""
    lines = [_HEADER, *(f"{passage.row},{anchors[passage]}" for passage in sorted(anchors))]
    return "\n".join(lines) + "\n"


def missing_anchors(written: Iterable[tuple[str, Location]], anchors: Mapping[str, str]) -> list[Problem]:
    """Passages, as ``source,start,end``, that the lock file does not know; one fault a document."""
    lacking: dict[str, dict[str, Location]] = {}
    for row, location in written:
        if row not in anchors:
            lacking.setdefault(row.partition(",")[0], {}).setdefault(row, location)
    return [_lacking(source, rows) for source, rows in sorted(lacking.items())]


def _lacking(source: str, rows: Mapping[str, Location]) -> Problem:
    first = min(rows, key=lambda row: rows[row])
    passage = "-".join(first.split(",")[1:])
    subject, verb = f"the passage {passage}", "is"
    if len(rows) > 1:
        subject, verb = f"{subject} and {len(rows) - 1} more", "are"
    message = f"{subject} of '{source}' {verb} not in {FILE} yet; run `{_REMEDY}` where the source files are"
    return Problem(rows[first], message)


def anchor(records: Records, known: Mapping[str, str], *folders: Path) -> tuple[dict[Passage, str], list[Problem]]:
    """The hash of every passage, for the lock file.

    A passage of a document whose file is not here keeps the hash that is known.
    A file with other bytes than the snapshot's is refused: its offsets may have moved.
    """
    texts, problems = _texts(records, folders)
    anchors: dict[Passage, str] = {}
    for passage, location in passages(records):
        if passage.source in texts:
            anchors[passage] = passage_hash(texts[passage.source], passage)
        elif passage.row in known:
            anchors[passage] = known[passage.row]
        elif not problems:
            place = f"the file of '{passage.source}' is not in {listed(folders)}"
            message = f"the passage {passage.key} cannot be anchored: {place}"
            problems.append(Problem(location, message))
    return anchors, problems


def _texts(records: Records, folders: Sequence[Path]) -> tuple[dict[str, str], list[Problem]]:
    files = source_files(records.documents, *folders)
    texts, problems = {}, []
    for document in records.documents:
        if document.source in files:
            text = file_text(files[document.source])
            fault = misfit(document, files[document.source], text)
            if fault:
                problems.append(Problem(document.written_at, f"{fault}; nothing was anchored from it"))
            else:
                texts[document.source] = text
    return texts, problems
