"""Times as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.infer.entries import Period
from testimonia.infer.period_words import worded
from testimonia.infer.phrase import period, periods


@pytest.mark.parametrize(
    ("edtf", "english", "german"),
    [
        ("1944", "1944", "1944"),
        ("0800", "800", "800"),
        ("-0043", "44 BCE", "44 v. u. Z."),
        ("0000", "1 BCE", "1 v. u. Z."),
        ("1944-02", "February 1944", "Februar 1944"),
        ("1944-02-23", "23 February 1944", "23. Februar 1944"),
        ("-0043-03-15", "15 March 44 BCE", "15. März 44 v. u. Z."),
        ("194X", "1940s", "1940er Jahre"),
        ("19XX", "a year from 1900 to 1999", "ein Jahr von 1900 bis 1999"),
        ("1944-XX", "a month in 1944", "ein Monat 1944"),
        ("1944-02-XX", "a day in February 1944", "ein Tag im Februar 1944"),
        ("1944-XX-XX", "a day in 1944", "ein Tag 1944"),
        ("1944-21", "spring 1944", "Frühling 1944"),
        ("1947-24", "winter 1947/48", "Winter 1947/48"),
        ("1999-28", "winter 1999/00 (northern)", "Winter 1999/00 (nördlich)"),
        ("1944-30", "summer 1944/45 (southern)", "Sommer 1944/45 (südlich)"),
        ("1944-32", "winter 1944 (southern)", "Winter 1944 (südlich)"),
        ("1944-34", "second quarter of 1944", "2. Quartal 1944"),
        ("1944-39", "third third of 1944", "3. Drittel 1944"),
        ("1944-40", "first half of 1944", "1. Hälfte 1944"),
        ("1941-06~", "about June 1941", "etwa Juni 1941"),
        ("1944-?02-23", "23 February 1944 (uncertain)", "23. Februar 1944 (unsicher)"),
        ("1944%", "about 1944 (uncertain)", "etwa 1944 (unsicher)"),
        ("1944/1948", "1944 to 1948", "1944 bis 1948"),
        ("1944-02-23/1944-03-09", "23 February to 9 March 1944", "23. Februar bis 9. März 1944"),
        ("1944-03-01/1944-03-03", "1 to 3 March 1944", "1. bis 3. März 1944"),
        ("1944-02/1944-02-03", "February 1944 to 3 February 1944", "Februar 1944 bis 3. Februar 1944"),
        ("1943-10/1944-10", "October 1943 to October 1944", "Oktober 1943 bis Oktober 1944"),
        ("1944~/1945~", "about 1944 to about 1945", "etwa 1944 bis etwa 1945"),
        ("1944-02-23/..", "from 23 February 1944 on", "ab 23. Februar 1944"),
        ("../1959", "up to 1959", "bis 1959"),
        ("[1431-06-14,1431-06-15]", "14 or 15 June 1431", "14. oder 15. Juni 1431"),
        ("{1955,1957}", "1955 and 1957", "1955 und 1957"),
        ("[1955..1959]", "some time from 1955 to 1959", "irgendwann von 1955 bis 1959"),
        ("[..1944]", "1944 or earlier", "1944 oder früher"),
        ("[1944..]", "1944 or later", "1944 oder später"),
    ],
)
def test_a_time_in_words(edtf: str, english: str, german: str) -> None:
    assert worded(edtf) == (english, german)


@pytest.mark.parametrize(
    "edtf", ["Y17E7", "1950S2", "1X44", "1944-1X", "1944-02-1X", "194X-02", "1944-02-23T10:00:00Z"]
)
def test_what_has_no_plain_words_stays_as_written(edtf: str) -> None:
    assert worded(edtf) == (edtf, edtf)


YEARS = st.integers(1, 9999).map("{:04}".format)
DATES = st.one_of(
    YEARS,
    st.tuples(YEARS, st.integers(1, 12)).map(lambda date: f"{date[0]}-{date[1]:02}"),
    st.tuples(YEARS, st.integers(1, 12), st.integers(1, 28)).map(lambda date: f"{date[0]}-{date[1]:02}-{date[2]:02}"),
)


@given(DATES, DATES)
def test_two_different_dates_have_different_words(one: str, other: str) -> None:
    assert (worded(one) == worded(other)) == (one == other)


@given(DATES, DATES, DATES)
def test_two_different_intervals_have_different_words(begin: str, one: str, other: str) -> None:
    assert (worded(f"{begin}/{one}") == worded(f"{begin}/{other}")) == (one == other)


def at(edtf: str, wording: str = "") -> Period:
    return Period("time/x", edtf, None, None, None, None, wording)


def test_the_words_of_the_source_stand_beside_in_english() -> None:
    assert period(at("1941-12/1942-02", "winter of 1941 to 1942")) == (
        "December 1941 to February 1942 (winter of 1941 to 1942)",
        "Dezember 1941 bis Februar 1942",
    )


def test_words_of_one_source_are_not_put_in_the_mouth_of_another() -> None:
    found = periods(
        [at("1945", "the war's end"), at("1945"), at("1944", "by then"), at("1944", "by then")], lambda p: p.edtf
    )

    assert {name: pair.english for name, pair in found.items()} == {"1945": "1945", "1944": "1944 (by then)"}
