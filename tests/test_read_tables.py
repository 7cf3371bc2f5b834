"""CSV to blocks: the same fields as in TOML, rows as a spreadsheet counts them."""

import pytest

from testimonia.model.problem import Location
from testimonia.read.tables import table_blocks

HERE = Location("b.csv")
HEADER = "key,paraphrase,passage,time,references\n"


def messages(text: str) -> list[str]:
    _, problems = table_blocks(text, HERE, "claim")
    return [str(problem) for problem in problems]


def test_a_row_is_a_block() -> None:
    (claim,), problems = table_blocks(f"{HEADER}one,Some fell.,0-10 ; 20-30,1431,none\n", HERE, "claim")

    assert problems == []
    assert (claim.kind, claim.key) == ("claim", "one")
    assert claim.fields == {
        "paraphrase": "Some fell.",
        "passage": ["0-10", "20-30"],
        "time": "1431",
        "references": [],
    }
    assert str(claim.problem("time", "is wrong")) == "b.csv, row 2, column time: claim 'one': is wrong"


def test_an_empty_cell_is_a_field_left_out_and_spaces_around_a_cell_are_nothing() -> None:
    (claim,), _ = table_blocks(f"{HEADER} one , Some fell. ,,  ,\n", HERE, "claim")

    assert claim.key == "one"
    assert claim.fields == {"paraphrase": "Some fell."}


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    text = f'{HEADER}one,"two\nlines",0-10,,none\n\n,,,,\nlast,x,0-10,,none\n'

    blocks, problems = table_blocks(text, HERE, "claim")

    assert problems == []
    assert [(block.key, block.location.line) for block in blocks] == [("one", 2), ("last", 5)]


def test_line_ends_of_windows_and_quotes() -> None:
    text = HEADER.replace("\n", "\r\n") + 'one,"He said ""none"", twice",0-10,,none\r\n'

    (claim,), problems = table_blocks(text, HERE, "claim")

    assert problems == []
    assert claim.fields["paraphrase"] == 'He said "none", twice'


@pytest.mark.parametrize("cell", ["12.06.1431", "12/06/1431", "1.6.31", "12-Jun", "12-Jun-31", "Jun-31"])
def test_a_date_made_by_a_spreadsheet_is_never_guessed(cell: str) -> None:
    (message,) = messages(f"{HEADER}one,x,0-10,{cell},none\n")

    assert message.startswith(f"b.csv, row 2, column time: the spreadsheet has made a date of this cell, '{cell}'")


@pytest.mark.parametrize("cell", ["1431-06-12", "1431", "../1955", "1944-02"])
def test_a_date_as_it_should_be_is_none_of_the_spreadsheet_s(cell: str) -> None:
    assert messages(f"{HEADER}one,x,0-10,{cell},none\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "key;paraphrase\none;x\n",
            "b.csv, row 1: a spreadsheet has put ';' between the cells; save it as comma-separated CSV in UTF-8",
            id="semicolons",
        ),
        pytest.param(
            "key,passages\none,0-10\n",
            "b.csv, row 1, column passages: unknown column 'passages'; did you mean 'passage'?",
            id="unknown column",
        ),
        pytest.param(
            "key,note,note\none,a,b\n",
            "b.csv, row 1, column note: the column 'note' stands here more than once",
            id="column twice",
        ),
        pytest.param(
            "key,note\none,a,b\n",
            "b.csv, row 2: the row has 3 cells, the header 2; quote a cell that holds a comma",
            id="too many cells",
        ),
        pytest.param(
            "key,note\n\none\n",
            "b.csv, row 3: the row has 1 cells, the header 2; quote a cell that holds a comma",
            id="too few cells",
        ),
        pytest.param(
            'key,note\none,a\ntwo,"b\nthree,c\n',
            "b.csv, row 3: a quotation mark opens in this row and is never closed",
            id="open quote",
        ),
        pytest.param(
            'key,note\none,"a" b\n',
            "b.csv, row 2: this is not comma-separated CSV: ',' expected after '\"'",
            id="words after a quote",
        ),
        pytest.param(
            "key,note\rone,a\r",
            "b.csv, row 1: the lines end in carriage returns alone; save the file as comma-separated CSV in UTF-8",
            id="carriage returns",
        ),
    ],
)
def test_a_table_in_another_form(text: str, expected: str) -> None:
    assert messages(text) == [expected]


def test_a_bad_row_is_told_and_the_next_still_read() -> None:
    blocks, problems = table_blocks(f"{HEADER}one,x\ntwo,x,0-10,,none\n", HERE, "claim")

    assert [block.key for block in blocks] == ["two"]
    assert [problem.location.line for problem in problems] == [2]


def test_registers_and_references_are_tables_too() -> None:
    text = "key,name,kind,names,spelt\nquill,Tobias Quill,person,Quill@de ; Квилл@ru,Quil | vey-chronicle | 419-423\n"

    (quill,), problems = table_blocks(text, HERE, "actor")

    assert problems == []
    assert quill.path == "actor/quill"
    assert quill.fields["names"] == {"de": "Quill", "ru": "Квилл"}
    assert quill.fields["spelt"] == [{"as": "Quil", "in": "vey-chronicle", "passage": "419-423"}]


def test_an_empty_file_holds_nothing() -> None:
    assert table_blocks("", HERE, "claim") == ([], [])
