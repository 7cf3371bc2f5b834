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

from testimonia.model.problem import Location
from testimonia.read.block import Block
from testimonia.read.sheets import SHEETS, place
from testimonia.read.workbook import workbook_blocks
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
PART = "xl/worksheets/sheet1.xml"
SHEET = "data/more.xlsx, sheet claims"
NOT_A_SPELLING = "is not written as 'printed form | document | start-end'"
NOT_A_NAME = "cannot name a file; small letters a to z, digits, hyphens and dots can"
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


def changed(name: str, value: object, key: str = "odo-41") -> list[object]:
    """The claim with another value in one column."""
    row: list[object] = [key if column == "key" else cell for column, cell in zip(HEADER, CLAIM, strict=True)]
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
    make(more, claims(CLAIM, changed("aspect", "death", key="odo-42"), CLAIM))

    assert faults() == [
        (
            f"{SHEET}, row 3, column aspect: "
            "claim 'odo-42': aspect 'death' is not in the vocabulary; did you mean 'deaths'?"
        ),
        f"{SHEET}, row 4, column key: claim 'odo-41': the key 'odo-41' is already used at {SHEET}, row 2",
    ]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        pytest.param(
            "passage",
            datetime(1944, 2, 1),  # noqa: DTZ001  (a spreadsheet knows no zones)
            "the spreadsheet has made a date of this cell, '1944-02-01'",
            id="date",
        ),
        pytest.param(
            "passage", date(1431, 6, 12), "the spreadsheet has made a date of this cell, '1431-06-12'", id="old date"
        ),
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


@pytest.mark.parametrize("value", [4331195, 54.61], ids=["comma taken for thousands", "one half of it"])
def test_a_number_is_no_point(more: Path, faults: Faults, value: float) -> None:
    make(more, claims([*CLAIM, value], header=[*HEADER, "point"]))

    message = f"the spreadsheet has made a number of this cell, '{value}'; {TEXT_ADVICE}"
    assert faults() == [f"{SHEET}, row 2, column point: {message}"]


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
    block = Block(kind="event", key="x", fields={"name": "=1+1", "kind": "war"}, location=Location(str(path)))
    write_workbook(path, [block], vocabulary())

    blocks, problems = workbook_blocks(path)[place(path, "events")]

    assert blocks[0].fields["name"] == "=1+1"
    assert problems == []


def test_merged_cells_are_a_fault(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    book = load_workbook(more)
    book["claims"].merge_cells("J2:K2")
    book.save(more)

    assert faults() == [f"{SHEET}, row 2: the cells J2:K2 are merged; part them"]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        pytest.param(
            claims([*CLAIM, "many"], header=[*HEADER, "quantitiy"]),
            [f"{SHEET}, row 1, column quantitiy: unknown column 'quantitiy'; did you mean 'quantity'?"],
            id="extra column",
        ),
        pytest.param(
            claims([*CLAIM, None, "my remark"]),
            [f"{SHEET}, row 2, column L: 'my remark' stands in a column without a name"],
            id="cell outside the columns",
        ),
        pytest.param(
            claims(CLAIM[:-1], header=HEADER[:-1]),
            [f"{SHEET}, row 1, column references: the column 'references' is missing"],
            id="missing column",
        ),
        pytest.param(
            claims([*CLAIM, "none"], header=[*HEADER, "references"]),
            [f"{SHEET}, row 1, column references: the column 'references' stands here more than once"],
            id="column twice",
        ),
        pytest.param(
            claims(CLAIM, HEADER),
            [f"{SHEET}, row 3: the row repeats the names of the columns; take it out"],
            id="header twice",
        ),
        pytest.param(
            {"claims": [(), HEADER, CLAIM]},
            [f"{SHEET}, row 1: the columns have no names, but row 2 holds something"],
            id="header further down",
        ),
        pytest.param(
            claims(["# vey-chronicle", *CLAIM[1:]], ["#", None, "what I still have to do"]),
            [],
            id="remarks",
        ),
        pytest.param(claims(CLAIM, [], [None, "", " "]), [], id="empty rows"),
        pytest.param(
            {"Claims": [HEADER, CLAIM]},
            ["data/more.xlsx: the sheet 'Claims' is not known; did you mean 'claims'?"],
            id="sheet in capitals",
        ),
        pytest.param(
            {"Sheet1": []},
            [f"data/more.xlsx: the sheet 'Sheet1' is not known; the sheets are {', '.join(SHEETS)}"],
            id="unknown sheet",
        ),
        pytest.param({"# my notes": [["anything"]], "lists": [["roles"], ["witness"]]}, [], id="sheet of remarks"),
        pytest.param({"claims": []}, [], id="empty sheet"),
        pytest.param(
            {"references": [("source", "key", "resolution"), (None, "hatch-1922", "unresolved")]},
            ["data/more.xlsx, sheet references, row 2, column source: reference 'hatch-1922': 'source' is missing"],
            id="reference of no document",
        ),
        pytest.param(
            {"actors": [("key", "name", "kind", "names"), ("odo", "Odo", "person", "Odo von Vey")]},
            ["data/more.xlsx, sheet actors, row 2, column names: 'Odo von Vey' is not written as 'Erlenfurt@de'"],
            id="name without a language",
        ),
        pytest.param(
            {"actors": [("key", "name", "kind", "spelt"), ("odo", "Odo", "person", "Oddo | vey-chronicle")]},
            [f"data/more.xlsx, sheet actors, row 2, column spelt: 'Oddo | vey-chronicle' {NOT_A_SPELLING}"],
            id="spelling without its place",
        ),
        pytest.param(
            claims([*CLAIM, "../a"], header=[*HEADER, "toml-file"]),
            [f"{SHEET}, row 2, column toml-file: '../a' {NOT_A_NAME}"],
            id="file outside the folder",
        ),
    ],
)
def test_the_form_of_a_sheet(more: Path, faults: Faults, sheets: Mapping[str, Rows], expected: list[str]) -> None:
    make(more, sheets)

    assert faults() == expected


def test_a_workbook_whose_sheet_tells_too_small_a_size_is_read_whole(more: Path, run: Run) -> None:
    """Some programs write the size A1 whatever there is."""
    make(more, claims(CLAIM))
    alter(more, PART, lambda xml: re.sub(rb'ref="A1:[A-Z]+\d+"', b'ref="A1"', xml))

    assert run("check").output.startswith("no faults: 5 claims")


def test_a_cell_far_out_is_a_fault(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    book = load_workbook(more)
    book["claims"]["XFD3"] = "x"
    book.save(more)

    message = "the sheet is filled as far as column XFD of this row; clear what lies so far out"
    assert faults() == [f"{SHEET}, row 3: {message}"]


def test_rows_past_the_last_one_of_a_spreadsheet_are_not_counted_through(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    far = b'<row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    alter(more, PART, lambda xml: xml.replace(b"</sheetData>", far))

    (found,) = faults()

    assert found.startswith(f"{SHEET}, row 1048577: the sheet is filled as far as")


NO_WORKBOOK = "this is no XLSX workbook; an old XLS file, or one with a password, has to be saved as plain XLSX"
TOO_MUCH = r"bytes in \d+ parts, more than a workbook has; it is not opened"
DAMAGED = "the workbook is damaged and cannot be read to its end; open it in a spreadsheet program and save it anew"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"source,narrator\nvey-chronicle,marlow\n", id="text"),
        pytest.param(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), id="old form, or with a password"),
    ],
)
def test_a_file_that_is_no_workbook(more: Path, faults: Faults, content: bytes) -> None:
    more.write_bytes(content)

    assert faults() == [f"data/more.xlsx: {NO_WORKBOOK}"]


def as_others_save(path: Path) -> None:
    """Put the texts of a workbook into a part of their own, as most programs do."""
    texts: list[bytes] = []

    def shared(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        return b'<c %s t="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    inline = rb'<c ([^>]*?) t="inlineStr"><is>(.*?)</is></c>'
    alter(path, PART, lambda xml: re.sub(inline, shared, xml))
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    strings = head + b"".join(b"<si>%s</si>" % text for text in texts) + b"</sst>"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    alter(path, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", override))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", strings)


def test_texts_in_a_part_of_their_own_are_read(more: Path, run: Run) -> None:
    make(more, claims(CLAIM))
    as_others_save(more)

    assert run("check").output.startswith("no faults: 5 claims")


def test_texts_that_are_not_there(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    as_others_save(more)
    alter(more, "xl/sharedStrings.xml", lambda xml: xml.replace(b"<si>", b"<!--").replace(b"</si>", b"-->"))

    assert faults() == [f"data/more.xlsx: {DAMAGED}"]


def test_a_file_cut_off(more: Path, faults: Faults) -> None:
    content = make(more, claims(CLAIM)).read_bytes()
    more.write_bytes(content[: len(content) // 2])

    assert faults() == [f"data/more.xlsx: {NO_WORKBOOK}"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", PART])
def test_a_part_cut_off(more: Path, faults: Faults, part: str) -> None:
    make(more, claims(CLAIM))
    alter(more, part, lambda xml: xml[: len(xml) // 2])

    assert faults() == [f"data/more.xlsx: {DAMAGED}"]


def test_an_archive_of_something_else(more: Path, faults: Faults) -> None:
    with zipfile.ZipFile(more, "w") as package:
        package.writestr("readme.txt", "no workbook")

    assert faults() == [f"data/more.xlsx: {DAMAGED}"]


@pytest.fixture
def bomb(more: Path) -> Path:
    """A workbook with a part of 80 MB of noughts, which packs a thousandfold."""
    make(more, claims(CLAIM))
    with zipfile.ZipFile(more, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/noughts.bin", bytes(80_000_000))
    return more


def claim_size(path: Path, part: str, size: int) -> None:
    """Let a part claim another size, in its own head and in the list at the end."""
    content = bytearray(path.read_bytes())
    for mark, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        heads = (match.start() for match in re.finditer(re.escape(mark), content))
        (head,) = (at for at in heads if content[at + name_at :].startswith(part.encode()))
        content[head + size_at : head + size_at + 4] = struct.pack("<I", size)
    path.write_bytes(content)


def test_a_file_that_unpacks_a_thousandfold_is_not_unpacked(
    bomb: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "open", never)

    (found,) = faults()

    assert bomb.stat().st_size < 200_000
    assert re.fullmatch(rf"data/more\.xlsx: the file unpacks to 80,[\d,]+ {TOO_MUCH}", found)


def test_a_file_that_claims_gigabytes_is_not_unpacked(
    more: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(more, claims(CLAIM))
    claim_size(more, PART, 4_000_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", never)

    (found,) = faults()

    assert found.startswith("data/more.xlsx: the file unpacks to 4,000,")


def test_a_file_that_claims_little_is_unpacked_as_far_as_it_claims(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    alter(more, PART, lambda xml: xml.replace(b"</sheetData>", b" " * 80_000_000 + b"</sheetData>"))
    claim_size(more, PART, 2_000)

    assert faults() == [f"data/more.xlsx: {DAMAGED}"]


def never(*_: object, **__: object) -> None:
    raise AssertionError("something was unpacked")


ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
DECLARED = f'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'


def with_entities(xml: bytes, padding: str = "", encoding: str = "utf-8") -> bytes:
    """A sheet whose first text is an entity that stands for a billion letters."""
    text = xml.decode().partition("<worksheet")
    body = re.sub(r"<c [^>]*?>.*?</c>", '<c r="A1" t="inlineStr"><is><t>&i;</t></is></c>', "".join(text[1:]), count=1)
    return f'<?xml version="1.0" encoding="{encoding}"?>{padding}{DECLARED}{body}'.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_sheet_that_declares_entities_is_not_read(more: Path, faults: Faults, encoding: str) -> None:
    make(more, claims(CLAIM))
    alter(more, PART, lambda xml: with_entities(xml, encoding=encoding))

    message = f"its part '{PART}' declares entities, which no spreadsheet does; it is not opened"
    assert faults() == [f"data/more.xlsx: {message}"]


def test_entities_behind_a_long_remark_multiply_nothing(more: Path, faults: Faults) -> None:
    make(more, claims(CLAIM))
    padding = f"<!--{' ' * 10_000}-->"
    alter(more, PART, lambda xml: with_entities(xml, padding))

    assert faults() == [f"data/more.xlsx: {DAMAGED}"]


def test_the_name_of_a_workbook_ends_an_iri(small: Path, faults: Faults) -> None:
    make(small / "My Claims.xlsx", claims(CLAIM))

    message = "the name of the file, 'My Claims', may hold small letters a to z, digits, hyphens and dots only"
    assert faults() == [f"data/My Claims.xlsx: {message}"]


def test_the_lock_of_an_open_workbook_is_passed_over(small: Path, faults: Faults) -> None:
    (small / "~$more.xlsx").write_bytes(b"who has it open")

    assert faults() == []


@pytest.mark.parametrize(
    "faulty",
    [
        pytest.param(None, id="no workbook"),
        pytest.param({"Claims": [HEADER]}, id="unknown sheet"),
        pytest.param(claims(changed("aspect", "death")), id="fault in a row"),
        pytest.param({"actors": [("key",)]}, id="missing columns"),
    ],
)
@pytest.mark.parametrize("is_mended", [True, False], ids=["mended", "taken away"])
def test_a_fault_is_gone_with_what_was_at_fault(
    more: Path, faults: Faults, faulty: Mapping[str, Rows] | None, *, is_mended: bool
) -> None:
    if faulty is None:
        more.write_bytes(b"no workbook")
    else:
        make(more, faulty)
    assert faults() != []

    if is_mended:
        make(more, claims(CLAIM))
    else:
        more.unlink()

    assert faults() == []


def test_two_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = [changed("key", f"claim-{number}") for number in range(2_000)]
    path = make(tmp_path / "more.xlsx", claims(*rows))

    blocks, problems = workbook_blocks(path)[place(path, "claims")]

    assert [block.key for block in blocks] == [f"claim-{number}" for number in range(2_000)]
    assert blocks[-1].location.line == 2_001
    assert problems == []


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """An empty workbook as we write it, read as a spreadsheet program would."""
    path = tmp_path_factory.mktemp("empty") / "archive.xlsx"
    write_workbook(path, [], vocabulary())
    return load_workbook(path)


def test_there_is_a_sheet_for_each_kind_and_one_of_lists(empty: Workbook) -> None:
    assert empty.sheetnames == [*SHEETS, "lists"]


@pytest.mark.parametrize(("sheet", "kind"), SHEETS.items())
def test_every_column_says_what_belongs_there(empty: Workbook, sheet: str, kind: str) -> None:
    names, helps = ([cell.value or "" for cell in row] for row in empty[sheet].iter_rows())

    assert names == columns(kind)
    assert helps[0].startswith("# ")
    assert [
        name for name, text in zip(names, helps, strict=True) if not text.strip("# ") and (kind, name) not in PLAIN
    ] == []


PLAIN = {
    (kind, name)
    for kind, names in {
        "work": ("volume", "issue", "pages", "edition", "publisher", "place-of-publication"),
        "reference": ("pages",),
    }.items()
    for name in names
}
"""Columns whose name says all."""


def test_no_help_is_for_a_column_that_does_not_exist() -> None:
    known = {name for kind in SHEETS.values() for name in columns(kind)} | {"units"}
    kinds = {"", "archive", *SHEETS.values()}

    assert {kind for kind, _ in HELP} <= kinds
    assert {name for kind, name in HELP if kind != "archive"} <= known


def test_drop_down_lists_offer_exactly_the_words_of_the_vocabulary(empty: Workbook) -> None:
    offered = {}
    for sheet, kind in SHEETS.items():
        for validation in empty[sheet].data_validations.dataValidation:
            column = columns(kind)[next(iter(validation.sqref.ranges)).min_col - 1]
            name, _, cells = str(validation.formula1).partition("!")
            if name == "lists":
                words = [cell.value for (cell,) in empty["lists"][cells.replace("$", "")]]
                offered[kind, column] = words

    assert offered["claim", "stance"] == sorted(vocabulary().schemes["stances"])
    assert offered["actor", "kind"] == sorted(vocabulary().schemes["actorKinds"])
    assert set(offered) == {
        ("claim", "stance"),
        ("claim", "aspect"),
        ("claim", "role"),
        ("claim", "method"),
        ("flag", "kind"),
        ("concept", "aspect"),
        ("event", "kind"),
        ("actor", "kind"),
        ("place", "kind"),
        ("work", "kind"),
        ("reference", "resolution"),
    }


def test_cells_are_set_to_text(tmp_path: Path) -> None:
    path = tmp_path / "archive.xlsx"
    fields: dict[str, object] = {"time": "1944-02", "references": ["82"]}
    write_workbook(path, [Block(kind="claim", key="x", fields=fields, location=Location("x"))], vocabulary())

    row = load_workbook(path)["claims"][3]

    written = [cell for cell in row if cell.value is not None]
    assert {cell.value for cell in written} >= {"1944-02", "82"}
    assert {(cell.data_type, cell.number_format) for cell in written} == {("s", "@")}
