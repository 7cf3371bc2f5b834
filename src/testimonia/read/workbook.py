"""Workbooks (XLSX) to blocks: a sheet for each kind, a row for each block.

Every cell is text. What a spreadsheet has made of it, a date, a formula, a
percentage, a merged cell, is a fault and never a guess. Rows that begin with
``#`` are remarks for people. Every other cell is read, or told as a fault.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, is_key
from testimonia.read.cells import from_cell
from testimonia.read.fields import FIELDS, REQUIRED, TEXT, suggestion
from testimonia.read.package import DAMAGED, merged_cells, why_unreadable
from testimonia.read.sheets import FILE_COLUMN, SHEETS, WITHOUT_KEY, place

_LISTS = "lists"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 1_000
_NEVER_NUMBERS = ("held", "issued", "point", "recorded", "time")
_ADVICE = "set the cell to text and write it again"

SheetRead = tuple[list[Block], list[Problem]]
Row = Sequence[Any]
"""The cells of a row, as openpyxl has them."""


def workbook_blocks(path: Path) -> dict[str, SheetRead]:
    """The blocks of each sheet, by the place that its faults are told at: the file, or ``file, sheet name``."""
    whole: list[Problem] = []
    found: dict[str, SheetRead] = {str(path): ([], whole), **{place(path, sheet): ([], []) for sheet in SHEETS}}
    fault = why_unreadable(path)
    if not fault:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of looks and filters that it leaves out
            fault = _read(path, found)
    if fault:
        whole.append(Problem(Location(str(path)), fault))
    return found


def _read(path: Path, found: dict[str, SheetRead]) -> str:
    """Read every sheet; why that could not be done."""
    whole = Location(str(path))
    try:
        book = load_workbook(path, read_only=True, data_only=False)
        with zipfile.ZipFile(path) as package:
            for sheet in book.worksheets:
                if sheet.title in SHEETS:
                    sheet.reset_dimensions()  # some programs write a size that is too small
                    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                    merged = merged_cells(package, part)
                    where = Location(place(path, sheet.title), is_table=True)
                    found[where.path] = _sheet(sheet.iter_rows(), where, SHEETS[sheet.title], merged)
                elif sheet.title != _LISTS and not sheet.title.startswith("#"):
                    near = suggestion(sheet.title.strip().lower(), list(SHEETS))
                    advice = near or f"; the sheets are {', '.join(SHEETS)}"
                    found[str(path)][1].append(Problem(whole, f"the sheet '{sheet.title}' is not known{advice}"))
        book.close()
    except Exception:  # noqa: BLE001  (openpyxl ends in any of a dozen ways on a file that is broken)
        return DAMAGED
    return ""


def _sheet(rows: Iterable[Row], where: Location, kind: str, merged: list[str]) -> SheetRead:
    numbered = enumerate(rows, 1)
    header, problems = _header(next(numbered, (1, ()))[1], where, kind)
    problems += [Problem(where.at(_row(ref)), f"the cells {ref} are merged; part them") for ref in merged]
    blocks: list[Block] = []
    if not any(header):
        filled = next((number for number, cells in numbered if _is_filled(cells)), 0)
        if filled:
            problems.append(Problem(where.at(1), f"the columns have no names, but row {filled} holds something"))
        return blocks, problems
    if problems:
        return blocks, problems
    for number, cells in _within(numbered, where, problems):
        fields, faults = _fields(header, cells, where.at(number), kind)
        problems += faults
        if fields:
            key, file = str(fields.pop("key", "")), str(fields.pop(FILE_COLUMN, ""))
            if file and not is_key(file):
                message = f"'{file}' cannot name a file; small letters a to z, digits, hyphens and dots can"
                problems.append(Problem(where.at(number, FILE_COLUMN), message))
            blocks.append(Block(kind=kind, key=key, fields=fields, location=where.at(number), curation=file))
    return blocks, problems


def _within(rows: Iterator[tuple[int, Row]], where: Location, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """The rows that are filled, as long as they lie within what a spreadsheet can hold."""
    for number, cells in rows:
        if number > _MOST_ROWS or len(cells) > _MOST_COLUMNS:
            column = get_column_letter(len(cells)) if cells else "A"
            message = f"the sheet is filled as far as column {column} of this row; clear what lies so far out"
            problems.append(Problem(where.at(number), message))
            return
        if _is_filled(cells):
            yield number, cells


def _is_filled(cells: Row) -> bool:
    return any(cell.value is not None and cell.value != "" for cell in cells)


def _row(reference: str) -> int:
    digits = re.search(r"\d+", reference)
    return int(digits[0]) if digits else 0


def _header(cells: Row, where: Location, kind: str) -> tuple[list[str], list[Problem]]:
    names = [str(cell.value).strip() if cell.value is not None else "" for cell in cells[:_MOST_COLUMNS]]
    known = [*FIELDS[kind], "key", FILE_COLUMN]
    problems = []
    for name in filter(None, names):
        if name not in known:
            problems.append(Problem(where.at(1, name), f"unknown column '{name}'{suggestion(name, known)}"))
        elif names.count(name) > 1:
            problems.append(Problem(where.at(1, name), f"the column '{name}' stands here more than once"))
    if any(names):
        wanted = REQUIRED[kind] if kind in WITHOUT_KEY else (*REQUIRED[kind], "key")
        lacking = [name for name in wanted if name not in names]
        problems += [Problem(where.at(1, name), f"the column '{name}' is missing") for name in lacking]
    return names, sorted(set(problems))


def _fields(header: list[str], cells: Row, where: Location, kind: str) -> tuple[dict[str, object], list[Problem]]:
    first = cells[0].value
    if isinstance(first, str) and first.startswith("#") and cells[0].data_type == "s":
        return {}, []
    fields: dict[str, object] = {}
    problems = []
    known = {"key": TEXT, FILE_COLUMN: TEXT, **FIELDS[kind]}
    for index, cell in enumerate(cells):
        name = header[index] if index < len(header) else ""
        if cell.value is None or cell.value == "":
            continue
        try:
            text = _text(cell, name)
            if text and name:
                fields[name] = from_cell(name, text, known[name])
            elif text:
                column = get_column_letter(index + 1)
                problems.append(Problem(where.at(0, column), f"'{text}' stands in a column without a name"))
        except ValueError as error:
            problems.append(Problem(where.at(0, name or get_column_letter(index + 1)), str(error)))
    if fields and all(value in (name, [name]) for name, value in fields.items()):
        return {}, [Problem(where, "the row repeats the names of the columns; take it out")]
    return fields, problems


def _text(cell: Any, name: str) -> str:  # noqa: ANN401  (a cell of openpyxl, which has no types)
    """The text of a cell.

    Raises:
        ValueError: A spreadsheet has made something else of it.
    """
    value = cell.value
    if cell.data_type == "f":
        formula = value if isinstance(value, str) else getattr(value, "text", None) or "="
        raise ValueError(f"the cell holds the formula '{formula}'; write its result as text")
    if cell.data_type == "e":
        raise ValueError(f"the cell holds the error '{value}' of the spreadsheet; {_ADVICE}")
    if isinstance(value, datetime | date | time | timedelta):
        shown = str(value).removesuffix(" 00:00:00")
        raise ValueError(f"the spreadsheet has made a date of this cell, '{shown}'; {_ADVICE}")
    if isinstance(value, bool):
        raise ValueError(f"the spreadsheet has made a truth value of this cell; {_ADVICE}")
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format), name)
    return str(value).strip()


def _number(value: float, form: str, name: str) -> str:
    """A whole number as text; a year might as well be a day counted from 1900, a point a number without its comma."""
    if "%" in form:
        raise ValueError(f"the spreadsheet has made a percentage of this cell, '{value}'; {_ADVICE}")
    if name in _NEVER_NUMBERS or value != int(value):
        raise ValueError(f"the spreadsheet has made a number of this cell, '{value}'; {_ADVICE}")
    return str(int(value))
