"""SSSOM tables of identity links to blocks, and blocks to records.

Source:
    A Simple Standard for Sharing Ontological Mappings (SSSOM) 1.0, TSV
    serialisation: metadata in ``#`` lines of YAML, then tab-separated columns.
    ``status`` is an extension column (adms:status).
"""

import csv
import re
from collections.abc import Sequence
from datetime import date

from testimonia.model.mapping import Mapping
from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, Entry
from testimonia.read.fields import MAPPING_COLUMNS, suggestion
from testimonia.read.lookup import Lookup

_PREDICATES = ("owl:sameAs", *(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")))
_STATUS = ("accepted", "candidate", "rejected")
_REGISTERS = ("actor", "place", "event", "concept", "source")
_PREFIX = re.compile(r"""#\s+["']?([A-Za-z][\w.-]*)["']?:\s*["']?([a-z]+:[^\s"']+)["']?\s*$""")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
}
_SAME = ("subject_id", "predicate_id", "object_id")
"""What names a mapping: a row with the same three is the same mapping."""


def mapping_blocks(text: str, location: Location) -> tuple[list[Block], list[Problem]]:
    """The rows of an SSSOM table; row numbers are the file's lines."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    prefixes = _BUILT_IN | {match[1]: match[2] for line in lines[:start] if (match := _PREFIX.match(line))}
    table = Location(location.path, is_table=True)
    rows, problems = _rows(lines, start, table)
    (names, first), *body = rows or [([], 0)]
    problems = problems or _header_problems(names, table.at(first))
    if problems:
        return [], problems
    blocks = []
    seen: dict[tuple[str, ...], int] = {}
    for cells, number in body:
        if len(cells) > len(names):
            problems.append(Problem(table.at(number), f"the row has {len(cells)} cells, the header {len(names)}"))
            continue
        row = {name: value.strip() for name, value in zip(names, cells, strict=False) if value.strip()}
        same = tuple(row.get(name, "") for name in _SAME)
        if seen.setdefault(same, number) != number:
            message = f"row {seen[same]} already links these two in this way; one row says it, with its status"
            problems.append(Problem(table.at(number), message))
            continue
        key = f"{row.get('subject_id', '')}-{row.get('object_id', '')}"
        blocks.append(Block(kind="mapping", key=key, fields={**row, "curie-map": prefixes}, location=table.at(number)))
    return blocks, problems


def _rows(lines: Sequence[str], start: int, table: Location) -> tuple[list[tuple[list[str], int]], list[Problem]]:
    """Cells and line of the header and of each row that is filled."""
    rows = []
    number = start
    reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter="\t", strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((cells, number + 1))
            number = start + reader.line_num
    except csv.Error:
        message = "a quotation mark opens in this row and is not closed before the next tab; double it or take it out"
        return rows, [Problem(table.at(number + 1), message)]
    return rows, []


def _header_problems(names: list[str], header: Location) -> list[Problem]:
    known = list(MAPPING_COLUMNS)
    problems = {
        Problem(header.at(0, name), f"unknown column '{name}'{suggestion(name, known)}")
        for name in names
        if name not in MAPPING_COLUMNS
    }
    problems |= {
        Problem(header.at(0, name), f"the column '{name}' stands here more than once")
        for name in names
        if names.count(name) > 1
    }
    lacking = [name for name, is_required in MAPPING_COLUMNS.items() if is_required and name not in names]
    return sorted(problems) + [Problem(header, f"the column '{name}' is missing") for name in lacking]


def read_mapping(entry: Entry, lookup: Lookup) -> Mapping | None:
    """One row as a record; None where it is at fault."""
    for name, is_required in MAPPING_COLUMNS.items():
        if is_required and not entry.has(name):
            entry.fault(name, f"'{name}' is empty")
    if not entry.is_sound:
        return None
    _check_words(entry)
    subject = entry.attempt("subject_id", lambda key: lookup.path(key, _REGISTERS))
    iris = {
        name: entry.attempt(name, lambda text: _expanded(text, entry.block.fields.get("curie-map")))
        for name in ("predicate_id", "object_id", "mapping_justification")
    }
    confidence = entry.attempt("confidence", _confidence) if entry.has("confidence") else ""
    mapped = entry.attempt("mapping_date", _day) if entry.has("mapping_date") else ""
    author = entry.attempt("author_id", lambda key: lookup.path(key, ("actor",)))
    if not entry.is_sound:
        return None
    return Mapping(
        subject=subject or "",
        predicate=iris["predicate_id"] or "",
        is_negative=entry.text("predicate_modifier") == "Not",
        object=iris["object_id"] or "",
        object_label=entry.text("object_label"),
        justification=iris["mapping_justification"] or "",
        confidence=confidence or "",
        author=author or "",
        mapped=mapped or "",
        status=entry.text("status", "accepted"),
        comment=entry.text("comment"),
        written_at=entry.block.location,
    )


def _check_words(entry: Entry) -> None:
    """Columns that take one of a few words."""
    predicate, status = entry.text("predicate_id"), entry.text("status", "accepted")
    if predicate not in _PREDICATES:
        entry.fault("predicate_id", f"'{predicate}' is no word for a match; write one of {', '.join(_PREDICATES)}")
    if status not in _STATUS:
        entry.fault("status", f"the status '{status}' is not one of {', '.join(_STATUS)}")
    modifier = entry.text("predicate_modifier")
    if modifier not in ("", "Not"):
        entry.fault("predicate_modifier", f"the modifier '{modifier}' is not known; write Not, or nothing")


def _expanded(written: str, prefixes: object) -> str:
    """The IRI behind a CURIE.

    Raises:
        ValueError: The prefix is not in the table's curie_map, or no IRI comes of it.
    """
    prefix, _, rest = written.partition(":")
    known = prefixes if isinstance(prefixes, dict) else {}
    if prefix not in known and not rest.startswith("//") and prefix != "urn":
        raise ValueError(f"the prefix '{prefix}' is not in the curie_map at the head of the table")
    iri = f"{known[prefix]}{rest}" if prefix in known else written
    if not rest or not _IRI.fullmatch(iri):
        raise ValueError(f"'{written}' is no address: {iri}")
    return iri


def _confidence(written: str) -> str:
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", written, re.ASCII):
        raise ValueError(f"the confidence '{written}' is not a number from 0 to 1, such as 0.9")
    return written


def _day(written: str) -> str:
    try:
        is_day = date.fromisoformat(written).isoformat() == written
    except ValueError:
        is_day = False
    if not is_day:
        raise ValueError(f"'{written}' is not a day; write for example 2026-11-22")
    return written
