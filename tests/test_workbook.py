"""Workbooks as people and spreadsheet programs leave them: each is read rightly, or told as a fault of one cell.

The workbooks are made here, cell by cell, since a spreadsheet's own form of a
date or a formula is what is tried.
"""

import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from testimonia.read.block import Block
from testimonia.read.workbook import SHEETS, place, workbook_blocks
from testimonia.vocabulary import vocabulary
from testimonia.write.help import HELP
from testimonia.write.workbook import columns, write_workbook

Run = Callable[..., Result]
Rows = Sequence[Sequence[object]]

HEADER = ("source", "narrator", "section", "key", "paraphrase", "passage", "about", "aspect", "quantity", "references")
CLAIM = (
    "vey-chronicle",
    "marlow",
    "A",
    "odo-41",
    "Odo counts 41.",
    "0-10",
    "battle",
    "deaths",
    "41 persons",
    "none",
)
SHEET = "data/more.xlsx, sheet claims"
TEXT_ADVICE = "set the cell to text and write it again"


def make(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook as a spreadsheet program would save it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def claims(*rows: Sequence[object], header: Sequence[object] = HEADER) -> dict[str, Rows]:
    return {"claims": [header, *rows]}


def changed(name: str, value: object) -> list[object]:
    """The claim with another value in one column."""
    row: list[object] = list(CLAIM)
    row[HEADER.index(name)] = value
    return row


def alter(path: Path, part: str, edit: Callable[[bytes], bytes]) -> None:
    """Change the XML of one part."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = edit(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.fixture
def more(small: Path) -> Path:
    """Where a workbook stands to be part of the small archive."""
    return small / "more.xlsx"


@pytest.fixture
def faults(run: Run) -> Callable[[], list[str]]:
    """What `check` says is wrong, line by line, without the count."""

    def check() -> list[str]:
        result = run("check")
        lines = result.stderr.splitlines()
        assert result.exit_code == (1 if lines else 0)
        assert lines or result.stdout.startswith("no faults")
        return lines[:-1]

    return check


Faults = Callable[[], list[str]]


def test_a_workbook_is_part_of_the_archive(more: Path, run: Run) -> None:
    make(more, claims(CLAIM))

    result = run("check")

    assert result.output.startswith("no faults: 5 claims")
    assert result.exit_code == 0


def test_a_fault_of_the_content_names_file_sheet_row_and_column(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM, changed("aspect", "death"), changed("quantity", "900 to 300 persons")))

    found = faults()

    assert found[0].startswith(f"{SHEET}, row 3, column aspect: claim 'odo-41': aspect 'death' is not in the vocab")
    assert f"{SHEET}, row 3, column key: claim 'odo-41': the key 'odo-41' is already used at {SHEET}, row 2" in found


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        pytest.param(
            "passage",
            datetime(1944, 2, 1),  # noqa: DTZ001  (a spreadsheet knows no zones)
            "the spreadsheet has made a date of this cell, '1944-02-01'",
            id="date",
        ),
        pytest.param("passage", date(1431, 6, 12), "the spreadsheet has made a date of this cell, '1431-06-12'", id="old date"),
        pytest.param("references", time(8, 34), "the spreadsheet has made a date of this cell, '08:34:00'", id="time"),
        pytest.param(
            "references",
            timedelta(hours=82, minutes=34),
            "the spreadsheet has made a date of this cell, '3 days, 10:34:00'",
            id="hours of more than a day",
        ),
        pytest.param("section", True, "the spreadsheet has made a truth value of this cell", id="truth value"),
        pytest.param("quantity", 0.5, "the spreadsheet has made a number of this cell, '0.5'", id="fraction"),
    ],
)
def test_what_a_spreadsheet_has_made_of_a_cell_is_a_fault(
    more: Path, faults: Faults, column: str, value: object, message: str
) -> None:
    make(more, claims(changed(column, value)))

    assert f"{SHEET}, row 2, column {column}: {message}; {TEXT_ADVICE}" in faults()


def test_a_percentage_is_a_fault(more: Path, faults: Faults) -> None:
    make(more, claims(changed("quantity", 0.3)))
    book = load_workbook(more)
    book["claims"]["I2"].number_format = "0%"
    book.save(more)

    message = f"the spreadsheet has made a percentage of this cell, '0.3'; {TEXT_ADVICE}"
    assert f"{SHEET}, row 2, column quantity: {message}" in faults()


@pytest.mark.parametrize("value", [16103, 1431])
def test_a_number_where_a_date_is_due_may_be_a_counted_day(more: Path, faults: Faults, value: int) -> None:
    """Day 16103 of a spreadsheet is in February 1944; and whether 1431 is a year or a day, nobody can tell."""
    make(more, claims([*CLAIM, value], header=[*HEADER, "time"]))

    message = f"the spreadsheet has made a number of this cell, '{value}'; {TEXT_ADVICE}"
    assert faults() == [f"{SHEET}, row 2, column time: {message}"]


@pytest.mark.parametrize("value", [41, 41.0], ids=["whole", "with a point"])
def test_a_whole_number_elsewhere_is_the_text_that_was_typed(tmp_path: Path, value: float) -> None:
    path = make(tmp_path / "more.xlsx", claims(changed("references", value)))

    blocks, problems = workbook_blocks(path)[place(path, "claims")]

    assert blocks[0].fields["references"] == ["41"]
    assert problems == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param('=CONCATENATE("41"," persons")', '=CONCATENATE("41"," persons")', id="formula"),
        pytest.param(ArrayFormula("I2:I2", "=SUM(A1:A2)"), "=SUM(A1:A2)", id="formula over an array"),
    ],
)
def test_a_formula_is_a_fault(more: Path, faults: Faults, value: object, shown: str) -> None:
    make(more, claims(changed("quantity", value)))

    message = f"the cell holds the formula '{shown}'; write its result as text"
    assert f"{SHEET}, row 2, column quantity: {message}" in faults()


def test_an_error_of_the_spreadsheet_is_a_fault_and_no_remark(more: Path, faults: Faults) -> None:
    """Such a cell begins with # as a remark does."""
    make(more, claims(changed("source", "#REF!")))

    message = f"the cell holds the error '#REF!' of the spreadsheet; {TEXT_ADVICE}"
    assert f"{SHEET}, row 2, column source: {message}" in faults()


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "more.xlsx"
    block = Block(kind="event", key="x", fields={"name": "=1+1", "kind": "war"}, location=workbook_location(path))
    write_workbook(path, [block], vocabulary())

    blocks, problems = workbook_blocks(path)[place(path, "events")]

    assert blocks[0].fields["name"] == "=1+1"
    assert problems == []


def workbook_location(path: Path):  # noqa: ANN201  (only its path matters)
    from testimonia.model.problem import Location

    return Location(str(path))
