"""A field as a cell, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.read.cells import from_cell, to_cell
from testimonia.read.fields import CLAIM, ENTRIES, LIST, NUMBER, TEXT


@pytest.mark.parametrize(
    ("name", "cell", "form", "value"),
    [
        pytest.param("note", "as it is", TEXT, "as it is", id="text"),
        pytest.param("references", "none", LIST, [], id="none is the empty list"),
        pytest.param("references", "41 ; 72?", LIST, ["41", "72?"], id="list"),
        pytest.param("references", "41;72", LIST, ["41;72"], id="parted by a semicolon between spaces only"),
        pytest.param("code-points", "255", NUMBER, 255, id="number"),
        pytest.param("code-points", "255.0", NUMBER, "255.0", id="no whole number is left as it is"),
        pytest.param("names", "Wort@de ; a@b@ru", ENTRIES, {"de": "Wort", "ru": "a@b"}, id="names"),
        pytest.param(
            "sections",
            "A | 0-90 | the fight",
            ENTRIES,
            [{"key": "A", "passage": "0-90", "name": "the fight"}],
            id="sections",
        ),
    ],
)
def test_from_cell(name: str, cell: str, form: str, value: object) -> None:
    assert from_cell(name, cell, form) == value
    assert to_cell(name, value) == cell


WORDS = st.from_regex(r"[A-Za-zäöü0-9?.-]{1,12}( [A-Za-zäöü0-9?.-]{1,12}){0,2}", fullmatch=True)


@given(items=st.lists(WORDS, max_size=4).filter(lambda items: items != ["none"]))
def test_a_list_reads_back_the_same(items: list[str]) -> None:
    assert from_cell("references", to_cell("references", items), LIST) == items


@given(names=st.dictionaries(st.sampled_from(["de", "ru", "zh-hant"]), WORDS, min_size=1))
def test_names_read_back_the_same(names: dict[str, str]) -> None:
    assert from_cell("names", to_cell("names", names), ENTRIES) == names


def test_every_field_of_a_claim_can_stand_in_a_cell() -> None:
    assert set(CLAIM.values()) <= {TEXT, LIST}
