"""TOML files to blocks, each field with its line.

``tomllib`` gives the values but no lines, so the text is walked a second time
for where tables and fields begin.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block

HEADER = ("source", "section", "narrator", "recorded")
_BLOCKS = ("claim", "argument", "flag", "concept", "without-claim")
_TABLE = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]")
_FIELD = re.compile(r"""\s*([\w-]+|"[^"]*"|'[^']*')\s*=""")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


@dataclass(slots=True)
class _Table:
    name: str
    line: int
    fields: dict[str, int] = field(default_factory=dict)


def settings_blocks(text: str, location: Location) -> tuple[list[Block], list[Problem]]:
    """The archive as a whole, and its curator."""
    data, problems = _parsed(text, location)
    if data is None:
        return [], problems
    places = {table.name: table for table in _tables(text)}
    curator = data.pop("curator", None)
    blocks = [_block("archive", data, places[""], location)]
    if isinstance(curator, dict):
        blocks.append(_block("curator", curator, places.get("curator", places[""]), location))
    else:
        problems.append(
            Problem(location, "the table [curator] is missing; it holds the key and the name of the curator")
        )
    return blocks, problems


def claims_blocks(text: str, location: Location) -> tuple[list[Block], list[Problem]]:
    """The blocks of a claims file; its header holds for each of them."""
    data, problems = _parsed(text, location)
    if data is None:
        return [], problems
    tables = list(_tables(text))
    header = {name: plain(data[name]) for name in HEADER if name in data}
    for name in data.keys() - {*HEADER, *_BLOCKS}:
        line = next((t.fields.get(name, t.line) for t in tables if name in (t.name, *t.fields)), 0)
        problems.append(
            Problem(location.at(line), f"'{name}' is not known here; a claims file holds {', '.join(_BLOCKS)}")
        )
    blocks = []
    for kind in _BLOCKS:
        entries, faults = _entries(data.get(kind, []), kind, tables, location)
        blocks += [_block(kind, {**header, **entry}, place, location) for place, entry in entries]
        problems += faults
    return blocks, problems


def _entries(
    written: object, kind: str, tables: list[_Table], location: Location
) -> tuple[list[tuple[_Table, dict[str, object]]], list[Problem]]:
    """The entries under ``[[kind]]``, each with the place where it stands."""
    places = [table for table in tables if table.name == kind]
    entries = written if isinstance(written, list) else [written]
    if isinstance(written, list) and len(places) == len(entries):
        return list(zip(places, entries, strict=True)), []
    line = next((t.fields.get(kind, t.line) for t in tables if kind in (t.name, *t.fields)), 0)
    return [], [Problem(location.at(line), f"write each {kind} as a table of its own, under [[{kind}]]")]


def register_blocks(text: str, location: Location, kind: str) -> tuple[list[Block], list[Problem]]:
    """The entries of a register: one table a key."""
    data, problems = _parsed(text, location)
    tables = {table.name: table for table in _tables(text)} if data is not None else {}
    blocks = []
    for key, entry in (data or {}).items():
        table = tables.get(key, _Table(key, 0))
        if isinstance(entry, dict):
            blocks.append(_block(kind, {"key": key, **entry}, table, location))
        else:
            line = tables[key].line if key in tables else tables[""].fields.get(key, 0)
            problems.append(
                Problem(location.at(line), f"'{key}' stands outside of any entry; begin one with [its-key]")
            )
    return blocks, problems


def document_blocks(text: str, location: Location, key: str) -> tuple[list[Block], list[Problem]]:
    """A document that is read: its work, its snapshot with sections, its references."""
    data, problems = _parsed(text, location)
    if data is None:
        return [], problems
    tables = list(_tables(text))
    places = {table.name: table for table in tables}
    for name in ("work", "snapshot"):
        if not isinstance(data.get(name), dict):
            problems.append(Problem(location, f"the table [{name}] is missing"))
            return [], problems
    sections, faults = _entries(data.get("section", []), "section", tables, location)
    problems += faults
    work = _block("work", {"key": key, **data["work"]}, places["work"], location)
    snapshot = {
        "key": key,
        "narrator": data["work"].get("narrator", ""),
        **data["snapshot"],
        "sections": [entry for _, entry in sections],
    }
    blocks = [work, _block("document", snapshot, places["snapshot"], location)]
    work.fields.pop("narrator", None)
    references, faults = _entries(data.get("reference", []), "reference", tables, location)
    problems += faults
    blocks += [_block("reference", {"source": key, **entry}, place, location) for place, entry in references]
    for name in data.keys() - {"work", "snapshot", "section", "reference"}:
        line = places[name].line if name in places else 0
        problems.append(
            Problem(
                location.at(line),
                f"'{name}' is not known here; a source file holds work, snapshot, section, reference",
            )
        )
    return blocks, problems


def _block(kind: str, fields: dict[str, object], table: _Table, location: Location) -> Block:
    values = {name: plain(value) for name, value in fields.items()}
    key = values.pop("key", "")
    return Block(
        kind=kind,
        key=key if isinstance(key, str) else "",
        fields=values,
        location=location.at(table.line),
        lines=table.fields,
    )


def plain(value: object) -> object:
    """TOML's own date-times as xsd:dateTime in UTC; all else as it is."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value


def _parsed(text: str, location: Location) -> tuple[dict[str, Any] | None, list[Problem]]:
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        words, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        number = int(line[1]) if line else text.count("\n") + 1
        return None, [Problem(location.at(number), f"this is not TOML: {words[0].lower()}{words[1:]}")]


def _tables(text: str) -> Iterator[_Table]:
    """Where tables and their fields begin; the first table is the file's head."""
    table, inside, depth = _Table("", 1), "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if not inside and not depth:
            if match := _TABLE.match(line):
                yield table
                table = _Table(match[2].strip("\"'"), number)
                continue
            if match := _FIELD.match(line):
                table.fields.setdefault(match[1].strip("\"'"), number)
        inside, depth = after_line(line, inside, depth)
    yield table


def after_line(line: str, inside: str, depth: int) -> tuple[str, int]:
    """The open multi-line quote, if any, and the depth of brackets at the end of a line."""
    position = 0
    while True:
        if inside:
            end = line.find(inside, position)
            if end < 0:
                return inside, depth
            position, inside = end + 3, ""
        match = _TOKEN.search(line, position)
        if match is None:
            return "", depth
        token, position = match[0], match.end()
        if token in ('"""', "'''"):
            inside = token
        elif token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
