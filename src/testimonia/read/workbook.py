"""Workbooks (XLSX) to blocks: a sheet for each kind, a row for each block.

Every cell is text. What a spreadsheet has made of it, a date, a formula, a
percentage, a merged cell, is a fault and never a guess. Rows that begin with
``#`` are remarks for people.
"""

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block
from testimonia.read.cells import from_cell
from testimonia.read.fields import FIELDS, REQUIRED, suggestion

SHEETS = {
    "claims": "claim",
    "arguments": "argument",
    "flags": "flag",
    "without-claim": "without-claim",
    "concepts": "concept",
    "events": "event",
    "actors": "actor",
    "places": "place",
    "works": "work",
    "documents": "document",
    "references": "reference",
}
"""Each sheet with the kind of block that its rows are."""

FILE_COLUMN = "toml-file"
"""The column that names the TOML file which a row belongs to; only there so that nothing is lost on the way back."""

_LISTS = "lists"
_MOST_BYTES = 1_000_000_000
_MOST_RATIO = 500
_MOST_MEMBERS = 2_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_HEAD = 4_096

SheetRead = tuple[list[Block], list[Problem]]


def workbook_blocks(path: Path) -> dict[str, SheetRead]:
    """The blocks of each sheet, by ``file, sheet name``: the place that its faults are told at."""
    found: dict[str, SheetRead] = {place(path, sheet): ([], []) for sheet in SHEETS}
    fault = _unsafe(path)
    if fault:
        return {**found, str(path): ([], [Problem(Location(str(path)), fault)])}
    try:
        book = load_workbook(path, read_only=True, data_only=False)
    except (InvalidFileException, KeyError, OSError, ValueError, zipfile.BadZipFile) as error:
        message = f"this is not a workbook that can be read: {error}; save it as XLSX"
        return {**found, str(path): ([], [Problem(Location(str(path)), message)])}
    merged = _merged_cells(path)
    for sheet in book.worksheets:
        where = Location(place(path, sheet.title), is_table=True)
        if sheet.title in SHEETS:
            blocks, problems = _sheet(sheet.iter_rows(), where, SHEETS[sheet.title])
            problems += [
                Problem(where.at(_row(ref)), f"the cells {ref} are merged; part them")
                for ref in merged.get(sheet.title, [])
            ]
            found[where.path] = (blocks, problems)
        elif sheet.title != _LISTS and not sheet.title.startswith("#"):
            known = suggestion(sheet.title, list(SHEETS))
            found[where.path] = ([], [Problem(where, f"the sheet '{sheet.title}' is not known{known}")])
    book.close()
    return found


def place(path: Path, sheet: str) -> str:
    """How the faults of a sheet name it."""
    return f"{path}, sheet {sheet}"


def _unsafe(path: Path) -> str:
    """Why a file is not opened at all: what claims to be a workbook may be made to fill the machine."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
            if len(members) > _MOST_MEMBERS or size > _MOST_BYTES or size > _MOST_RATIO * max(packed, 1):
                return f"the file unpacks to {size:,} bytes in {len(members)} parts, more than a workbook needs"
            for member in members:
                with package.open(member) as part:
                    head = part.read(_HEAD)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    return f"its part '{member.filename}' declares entities, which no spreadsheet does"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return f"this is not a workbook that can be read: {error}; save it as XLSX"
    return ""


def _merged_cells(path: Path) -> dict[str, list[str]]:
    """Merged cells by the title of their sheet; the streaming reader does not tell them."""
    found = {}
    book = load_workbook(path, read_only=True)
    with zipfile.ZipFile(path) as package:
        for sheet in book.worksheets:
            part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
            if part in package.namelist():
                with package.open(part) as stream:
                    stream.seek(max(0, package.getinfo(part).file_size - 1_000_000))
                    refs = [match.decode() for match in _MERGED.findall(stream.read())]
                found[sheet.title] = refs
    book.close()
    return found


def _row(reference: str) -> int:
    digits = re.search(r"\d+", reference)
    return int(digits[0]) if digits else 0


def _sheet(rows: Iterable[tuple[object, ...]], where: Location, kind: str) -> SheetRead:
    numbered = enumerate(rows, 1)
    header, problems = _header(next(numbered, (1, ()))[1], where, kind)
    blocks: list[Block] = []
    if problems:
        return blocks, problems
    for number, cells in numbered:
        fields, faults = _fields(header, cells, where.at(number), kind)
        problems += faults
        if fields:
            key, file = fields.pop("key", ""), fields.pop(FILE_COLUMN, "")
            lines = dict.fromkeys(header, number)
            blocks.append(
                Block(
                    kind=kind, key=str(key), fields=fields, location=where.at(number), lines=lines, curation=str(file)
                )
            )
    return blocks, problems


def _header(cells: Iterable[object], where: Location, kind: str) -> tuple[list[str], list[Problem]]:
    names = [str(value).strip() if (value := getattr(cell, "value", None)) is not None else "" for cell in cells]
    known = [*FIELDS[kind], "key", FILE_COLUMN]
    problems = []
    for name in filter(None, names):
        if name not in known:
            problems.append(Problem(where.at(1, name), f"unknown column '{name}'{suggestion(name, known)}"))
        elif names.count(name) > 1:
            problems.append(Problem(where.at(1, name), f"the column '{name}' stands here more than once"))
    if any(names):
        lacking = [name for name in REQUIRED[kind] if name not in names]
        problems += [Problem(where.at(1, name), f"the column '{name}' is missing") for name in lacking]
    return names, sorted(set(problems))


def _fields(
    header: list[str], cells: tuple[object, ...], where: Location, kind: str
) -> tuple[dict[str, object], list[Problem]]:
    texts, problems = {}, []
    for name, cell in zip(header, cells, strict=False):
        value = getattr(cell, "value", None)
        if value is None or value == "" or not name:
            continue
        if name == header[0] and isinstance(value, str) and value.startswith("#"):
            return {}, []
        fault = _not_text(value, cell)
        if fault:
            problems.append(Problem(where.at(0, name), fault))
        else:
            texts[name] = str(value).strip()
    known = {"key": "text", FILE_COLUMN: "text", **FIELDS[kind]}
    return {name: from_cell(name, text, known[name]) for name, text in texts.items() if text}, problems


def _not_text(value: object, cell: object) -> str:
    """What a spreadsheet has made of a cell that should be text."""
    advice = "set the cell to text and write it again"
    if isinstance(value, datetime | date | time):
        return f"the spreadsheet has made a date of this cell, '{value}'; {advice}"
    if isinstance(value, bool):
        return f"the spreadsheet has made a truth value of this cell; {advice}"
    if isinstance(value, str) and value.startswith("=") and getattr(cell, "data_type", "") == "f":
        return f"the cell holds the formula '{value}'; write its result as text"
    if isinstance(value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        return f"the spreadsheet has made a percentage of this cell, '{value}'; {advice}"
    if isinstance(value, float) and not value.is_integer():
        return f"the spreadsheet has made a number of this cell, '{value}'; {advice}"
    return ""
