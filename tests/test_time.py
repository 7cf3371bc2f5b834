import re

import pytest

from testimonia.model.edtf import Edtf
from testimonia.model.time import TimeExtent


@pytest.mark.parametrize(
    ("text", "edtf", "wording", "key"),
    [
        pytest.param("1944-02-23", "1944-02-23", None, "1944-02-23", id="date alone"),
        pytest.param(
            "1941-12/1942-02 (winter of 1941 to 1942)",
            "1941-12/1942-02",
            "winter of 1941 to 1942",
            "1941-12--1942-02-67fc2f90",
            id="interval with words",
        ),
        pytest.param(
            "1431 (in harvest (late))",
            "1431",
            "in harvest (late)",
            "1431-e8c1aca4",
            id="brackets in brackets",
        ),
    ],
)
def test_dates_and_words_are_parted(text: str, edtf: str, wording: str | None, key: str) -> None:
    time = TimeExtent.parse(text)

    assert time == TimeExtent(edtf=Edtf.parse(edtf), wording=wording)
    assert time.written() == text
    assert time.key == key


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("  1431 ", "1431", id="spaces around"),
        pytest.param("1431(harvest)", "1431 (harvest)", id="no space between"),
        pytest.param("1431  ( harvest )", "1431 (harvest)", id="many spaces"),
    ],
)
def test_spaces_are_set_right(text: str, written: str) -> None:
    assert TimeExtent.parse(text).written() == written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "1431 harvest",
            "'1431 harvest' has words that are not in brackets; write 1431 (harvest)",
            id="no brackets",
        ),
        pytest.param(
            "1431 (harvest",
            "'1431 (harvest' has words that are not in brackets; write 1431 (harvest)",
            id="bracket not closed",
        ),
        pytest.param(
            "1431 ()",
            "the brackets after the date are empty; write words in them or leave them out",
            id="empty",
        ),
        pytest.param(
            "harvest 1431",
            "'harvest 1431' is not a date in EDTF; write for example 1944-02-23, 1944/1948 or ../1955",
            id="words first",
        ),
        pytest.param("1431 / 1432", "'1431 ' is not a date in EDTF; leave out the spaces", id="spaces in the date"),
        pytest.param(
            "1432/1431 (harvest)",
            "the interval 1432/1431 runs backwards; write the earlier date first",
            id="backwards",
        ),
        pytest.param(
            "(harvest)",
            "'' is not a date in EDTF; write for example 1944-02-23, 1944/1948 or ../1955",
            id="words alone",
        ),
    ],
)
def test_a_text_out_of_form_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        TimeExtent.parse(text)
