import pytest

from testimonia.model.edtf_key import iri_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("1944-02-23", "1944-02-23", id="day"),
        pytest.param("1944/1948", "1944--1948", id="interval"),
        pytest.param("1944-02-23/..", "1944-02-23--open", id="end open"),
        pytest.param("/1955", "unknown--1955", id="start unknown"),
        pytest.param("1955~", "1955-approx", id="approximate"),
        pytest.param("1955?", "1955-uncertain", id="uncertain"),
        pytest.param("2004-06~-11%", "2004-06-approx-11-approx-uncertain", id="marks after parts"),
        pytest.param("?2004-06-~11", "uncertain.2004-06-approx.11", id="marks before parts"),
        pytest.param("2004-%06", "2004-approx.uncertain.06", id="both marks before a part"),
        pytest.param("2004~-?06", "2004-approx-uncertain.06", id="a mark after and a mark before"),
        pytest.param("-0044/-0043", "minus-0044--minus-0043", id="before year 0"),
        pytest.param("~-0043", "approx.minus-0043", id="approximate and before year 0"),
        pytest.param("Y-17E7", "Y-17E7", id="power of ten"),
        pytest.param("[1944-03-01,1944-03-02]", "one-of-1944-03-01-or-1944-03-02", id="one of"),
        pytest.param("{1960,1961-12}", "all-of-1960-and-1961-12", id="all of"),
        pytest.param("[1667,1670..1672]", "one-of-1667-or-1670-to-1672", id="range in a set"),
        pytest.param("{..1984}", "all-of-open-to-1984", id="and all earlier"),
        pytest.param("1985-04-12T23:20:30+04:30", "1985-04-12T23.20.30plus04.30", id="time of day"),
    ],
)
def test_key(text: str, key: str) -> None:
    assert iri_key(text) == key


def test_a_text_that_is_no_date_has_no_key() -> None:
    with pytest.raises(ValueError, match="is not a date in EDTF"):
        iri_key("<script>")
