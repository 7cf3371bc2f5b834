"""Blocks to a workbook (XLSX): a sheet for each kind, drop-down lists from the vocabularies, a row of help."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from testimonia.model.problem import Problem
from testimonia.read.block import Block
from testimonia.read.cells import fits, to_cell
from testimonia.read.fields import FIELDS, TEXT
from testimonia.read.sheets import FILE_COLUMN, SHEETS
from testimonia.vocabulary import Vocabulary
from testimonia.write.help import HELP
from testimonia.write.schema import scheme_of
from testimonia.write.toml import canonical

_REGISTERS = {("claim", "place"): "places", ("claim", "source"): "documents"}
_FIRST_ROW, _LAST_ROW = 3, 200_000
_LONGEST = 32_767
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters that XML has no place for, and the carriage return, which it makes a line break."""
_WIDTHS = {"paraphrase": 60, "note": 40, "name": 40, "key": 28, "quantity": 28, "about": 28, "reason": 40}
_BOLD = Font(bold=True)
_PALE = PatternFill("solid", fgColor="EEEEE8")


def unwritable(block: Block) -> list[Problem]:
    """Why a row cannot hold all of a block: a cell has no room for some texts, and parts others at its own marks."""
    problems = []
    for name, value in block.fields.items():
        form = FIELDS[block.kind].get(name, TEXT)
        text = to_cell(name, value)
        if len(text) > _LONGEST:
            problems.append(block.problem(name, f"'{name}' has {len(text):,} characters, a cell holds {_LONGEST:,}"))
        elif _NOT_IN_XML.search(text):
            problems.append(block.problem(name, f"'{name}' holds a control character, which no workbook can"))
        elif not fits(name, value, form):
            marks = "spaces at its ends, or ' ; ', ' | ', '@' or none, which mean something there"
            problems.append(block.problem(name, f"'{name}' would not come back the same from a sheet: it has {marks}"))
    return problems


def write_workbook(path: Path, blocks: Iterable[Block], vocabulary: Vocabulary) -> int:
    """Write a workbook that reads back to the same blocks; the number of rows written."""
    by_kind: dict[str, list[Block]] = {}
    for block in blocks:
        by_kind.setdefault(block.kind, []).append(block)
    book = Workbook(write_only=True)
    schemes = {name: sorted(words) for name, words in vocabulary.schemes.items()}
    for sheet, kind in SHEETS.items():
        _write_sheet(book, sheet, kind, by_kind.get(kind, []), schemes)
    _write_lists(book, schemes)
    book.save(path)
    return sum(len(by_kind.get(kind, [])) for kind in SHEETS.values())


def columns(kind: str) -> list[str]:
    """The columns of a sheet, in the order of the form."""
    names = [name for name in FIELDS[kind] if name != "key"]
    at = names.index("section") + 1 if kind == "claim" else 0
    with_key = names if kind == "without-claim" else [*names[:at], "key", *names[at:]]
    return [*with_key, FILE_COLUMN]


def _write_sheet(book: Workbook, title: str, kind: str, blocks: list[Block], schemes: Mapping[str, list[str]]) -> None:
    sheet = book.create_sheet(title)
    names = columns(kind)
    for index, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(name, 18)
        validation = _choices(kind, name, schemes)
        if validation:
            letter = get_column_letter(index)
            validation.add(f"{letter}{_FIRST_ROW}:{letter}{_LAST_ROW}")
            sheet.data_validations.append(validation)
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.append([_styled(sheet, name, bold=True) for name in names])
    helps = [HELP.get((kind, name)) or HELP.get(("", name), "") for name in names]
    sheet.append([_styled(sheet, f"# {text}" if index == 0 else text) for index, text in enumerate(helps)])
    for block in blocks:
        fields = {"key": block.key, **block.fields, FILE_COLUMN: block.curation}
        sheet.append(
            [_text(sheet, to_cell(name, canonical(name, fields[name]))) if name in fields else None for name in names]
        )


def _choices(kind: str, name: str, schemes: Mapping[str, list[str]]) -> DataValidation | None:
    """The drop-down list of a column; a register's keys are offered, not demanded."""
    scheme = scheme_of(kind, name)
    if scheme:
        letter = get_column_letter(sorted(schemes).index(scheme) + 1)
        formula = f"lists!${letter}$2:${letter}${len(schemes[scheme]) + 1}"
        choices = DataValidation(type="list", formula1=formula, allow_blank=True)
        choices.error = f"choose a word of the list {scheme}"
        choices.showErrorMessage = True
        return choices
    register = _REGISTERS.get((kind, name))
    if register:
        letter = get_column_letter(columns(SHEETS[register]).index("key") + 1)
        choices = DataValidation(
            type="list", formula1=f"{register}!${letter}${_FIRST_ROW}:${letter}$5000", allow_blank=True
        )
        choices.showErrorMessage = False
        return choices
    return None


def _write_lists(book: Workbook, schemes: Mapping[str, list[str]]) -> None:
    sheet = book.create_sheet("lists")
    names = sorted(schemes)
    sheet.append([_styled(sheet, name, bold=True) for name in names])
    for row in range(max(map(len, schemes.values()), default=0)):
        sheet.append([schemes[name][row] if row < len(schemes[name]) else None for name in names])


def _styled(sheet: object, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = _BOLD if bold else Font(italic=True, color="55595D")
    cell.fill = _PALE
    cell.alignment = Alignment(wrap_text=not bold, vertical="top")
    return cell


def _text(sheet: object, text: str) -> WriteOnlyCell:
    """A cell of text, so that no spreadsheet makes a date or a formula of it."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
