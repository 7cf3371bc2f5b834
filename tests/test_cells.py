"""A cell holds all of a field, or says that it cannot."""

import pytest

from testimonia.read.cells import fits, from_cell, to_cell
from testimonia.read.fields import ENTRIES, LIST, NUMBER, TEXT

SPELT = [
    {"as": "Tobias Quil", "in": "vey-chronicle", "passage": "419-423"},
    {"as": "T. Quill", "in": "lowmere-wiki", "passage": "0-8"},
]
SECTIONS = [
    {"key": "A", "passage": "0-90", "name": "the fight", "units": "sentences"},
    {"key": "list", "passage": "91-99", "name": "works"},
]


@pytest.mark.parametrize(
    ("name", "value", "form", "cell"),
    [
        pytest.param("spelt", SPELT, ENTRIES, "Tobias Quil | vey-chronicle | 419-423 ; T. Quill | lowmere-wiki | 0-8"),
        pytest.param("sections", SECTIONS, ENTRIES, "A | 0-90 | the fight | sentences ; list | 91-99 | works"),
        pytest.param("names", {"de": "Furt", "ru": "Брод"}, ENTRIES, "Furt@de ; Брод@ru"),
        pytest.param("references", [], LIST, "none"),
        pytest.param("sections", [], ENTRIES, "none"),
        pytest.param("code-points", 255, NUMBER, "255"),
        pytest.param("note", "two\nlines", TEXT, "two\nlines"),
    ],
)
def test_there_and_back(name: str, value: object, form: str, cell: str) -> None:
    assert to_cell(name, value) == cell
    assert from_cell(name, cell, form) == value
    assert fits(name, value, form)


def test_one_text_may_stand_where_a_list_may() -> None:
    assert fits("passage", "0-10", LIST)
    assert from_cell("passage", to_cell("passage", "0-10"), LIST) == ["0-10"]


@pytest.mark.parametrize(
    ("name", "cell", "message"),
    [
        pytest.param("names", "Erlenfurt", "'Erlenfurt' is not written as 'Erlenfurt@de'", id="no language"),
        pytest.param("names", "@de", "'@de' is not written as 'Erlenfurt@de'", id="no name"),
        pytest.param("names", "Furt@de ; Erlenfurt@de", "'Furt' and 'Erlenfurt' are both the name in 'de'", id="twice"),
        pytest.param("spelt", "Quil | vey", "'Quil | vey' is not written as 'printed form | document | start-end'"),
        pytest.param(
            "spelt",
            "Quil | vey | 0-4 | more",
            "'Quil | vey | 0-4 | more' is not written as 'printed form | document | start-end'",
            id="a part too many",
        ),
        pytest.param("sections", "A | 0-90", "'A | 0-90' is not written as 'code | start-end | label'"),
        pytest.param("sections", "A |  | label", "'A |  | label' is not written as 'code | start-end | label'"),
    ],
)
def test_what_has_not_its_parts_is_refused(name: str, cell: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"is not written|both the name") as caught:
        from_cell(name, cell, ENTRIES)

    assert str(caught.value) == message


@pytest.mark.parametrize("cell", ["²", "-5", "1e3", "12,5"])
def test_what_is_no_number_stays_text(cell: str) -> None:
    assert from_cell("code-points", cell, NUMBER) == cell


@pytest.mark.parametrize(
    ("name", "value", "form"),
    [
        pytest.param("note", " space before", TEXT, id="space before"),
        pytest.param("note", "line after\n", TEXT, id="line break after"),
        pytest.param("note", "", TEXT, id="empty text"),
        pytest.param("value", "none", LIST, id="the word none"),
        pytest.param("value", ["a ; b", "c"], LIST, id="a list's own mark"),
        pytest.param("value", ["a", ""], LIST, id="an empty item"),
        pytest.param("names", {"de": "a ; b"}, ENTRIES, id="a list's own mark in a name"),
        pytest.param("spelt", [{"as": "a | b", "in": "c", "passage": "0-1"}], ENTRIES, id="the mark of parts"),
        pytest.param("spelt", [{**SPELT[0], "note": "x"}], ENTRIES, id="a part that has no place"),
        pytest.param("sections", [{"key": "A", "name": "x"}], ENTRIES, id="a part missing"),
    ],
)
def test_what_would_come_back_otherwise_does_not_fit(name: str, value: object, form: str) -> None:
    assert not fits(name, value, form)
