"""CSV tables to blocks: one row a block, the same fields as in TOML.

Lists are parted by `` ; ``, ``none`` is the empty list, an empty cell is a
field left out. Rows are counted as a spreadsheet shows them: the header is row 1.
"""

import csv
import io
import re

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block
from testimonia.read.cells import from_cell
from testimonia.read.fields import FIELDS, TEXT, suggestion

_MANGLED_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}-[A-Z][a-z]{2}(-\d{2,4})?|[A-Z][a-z]{2}-\d{2}")


def table_blocks(text: str, location: Location, kind: str) -> tuple[list[Block], list[Problem]]:
    """The rows of a comma-separated table, each as a block of the given kind."""
    table = Location(location.path, is_table=True)
    known = {"key": TEXT, **FIELDS[kind]}
    rows, faults = _rows(text, table)
    header = rows[0][0] if rows else []
    if len(header) < 2 and ";" in text.partition("\n")[0]:  # noqa: PLR2004  (a table has at least two columns)
        return [], [
            Problem(
                table.at(1),
                "a spreadsheet has put ';' between the cells; save it as comma-separated CSV in UTF-8",
            )
        ]
    problems = faults or _header_problems(header, table, known)
    if problems:
        return [], problems
    blocks = []
    for cells, row in rows[1:]:
        if len(cells) != len(header):
            problems.append(
                Problem(
                    table.at(row),
                    f"the row has {len(cells)} cells, the header {len(header)}; quote a cell that holds a comma",
                )
            )
            continue
        fields, faults = _fields(dict(zip(header, cells, strict=True)), table.at(row), known)
        problems += faults
        key = fields.pop("key", "")
        blocks.append(
            Block(
                kind=kind,
                key=str(key),
                fields=fields,
                location=table.at(row),
                lines=dict.fromkeys(header, row),
            )
        )
    return blocks, problems


def _rows(text: str, table: Location) -> tuple[list[tuple[list[str], int]], list[Problem]]:
    """Cells and row number of the header and of each row with any content; a cell may hold line breaks."""
    rows: list[tuple[list[str], int]] = []
    row = 0
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text), strict=True), 1):
            if row == 1 or any(cell.strip() for cell in cells):
                rows.append((cells, row))
    except csv.Error as error:
        return rows, [Problem(table.at(row + 1), _broken(str(error)))]
    return rows, []


def _broken(error: str) -> str:
    if "end of data" in error:
        return "a quotation mark opens in this row and is never closed"
    if "new-line" in error:
        return "the lines end in carriage returns alone; save the file as comma-separated CSV in UTF-8"
    return f"this is not comma-separated CSV: {error}"


def _header_problems(header: list[str], table: Location, known: dict[str, str]) -> list[Problem]:
    problems = []
    for name in header:
        if name not in known:
            problems.append(Problem(table.at(1, name), f"unknown column '{name}'{suggestion(name, list(known))}"))
        elif header.count(name) > 1:
            problems.append(Problem(table.at(1, name), f"the column '{name}' stands here more than once"))
    return sorted(set(problems))


def _fields(row: dict[str, str], location: Location, known: dict[str, str]) -> tuple[dict[str, object], list[Problem]]:
    fields: dict[str, object] = {}
    problems = []
    for name, cell in row.items():
        text = cell.strip()
        if not text:
            continue
        if name in ("time", "held", "issued") and _MANGLED_DATE.fullmatch(text):
            problems.append(
                Problem(
                    location.at(0, name),
                    f"the spreadsheet has made a date of this cell, '{text}'; set the cell to text and write it again",
                )
            )
            continue
        try:
            fields[name] = from_cell(name, text, known[name])
        except ValueError as error:
            problems.append(Problem(location.at(0, name), str(error)))
    return fields, problems
