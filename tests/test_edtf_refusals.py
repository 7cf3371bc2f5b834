import re

import pytest

from testimonia.model.edtf import Edtf


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "23.2.1944",
            "'23.2.1944' is not a date in EDTF; write for example 1944-02-23, 1944/1948 or ../1955",
            id="day first",
        ),
        pytest.param(
            "",
            "'' is not a date in EDTF; write for example 1944-02-23, 1944/1948 or ../1955",
            id="empty",
        ),
        pytest.param(
            "1944-2-23",
            "'1944-2-23' is not a date in EDTF; write for example 1944-02-23, 1944/1948 or ../1955",
            id="month of one digit",
        ),
        pytest.param("1348-02-30", "30 February 1348 does not exist", id="30 February"),
        pytest.param("2004-06~-31", "31 June 2004 does not exist", id="31 June, with a mark"),
        pytest.param("1984-02-3X", "no day of the calendar can be '1984-02-3X'", id="30 or 31 February"),
        pytest.param("19X1-02-29", "no day of the calendar can be '19X1-02-29'", id="leap day of no leap year"),
        pytest.param(
            "1944-13",
            "month 13 in '1944-13' does not exist; months are 01 to 12, seasons and other parts of a year 21 to 41",
            id="month 13",
        ),
        pytest.param(
            "1066/1060", "the interval 1066/1060 runs backwards; write the earlier date first", id="backwards"
        ),
        pytest.param(
            "-0043/-0044",
            "the interval -0043/-0044 runs backwards; write the earlier date first",
            id="44 BC last",
        ),
        pytest.param(
            "[1667,1672..1670]",
            "the range 1672..1670 runs backwards; write the earlier date first",
            id="range",
        ),
        pytest.param(
            "{1670..1672-05}",
            "the range 1670..1672-05 goes from a year to a month; write both alike",
            id="uneven",
        ),
        pytest.param(
            "[1667,..1670]",
            "'..1670' stands wrong in a set; ..1944 comes first in it and 1944.. comes last",
            id="earlier, not first",
        ),
        pytest.param("[1667,1668}", "the set [1667,1668} is not closed; end it with ']'", id="wrong bracket"),
        pytest.param(
            "[1667/1670,1680]",
            "'1667/1670' cannot stand in a set; write dates, and 1944..1948 for all from one to another",
            id="interval in a set",
        ),
        pytest.param(
            "197",
            "'197' is not a date in EDTF; write the year with four digits, and a decade as 197X",
            id="three digits",
        ),
        pytest.param(
            "19",
            "'19' is not a date in EDTF; write the year with four digits, and a century as 19XX",
            id="two digits",
        ),
        pytest.param(
            "12000",
            "'12000' is not a date in EDTF; write Y before a year of more than four digits, Y12000",
            id="five digits",
        ),
        pytest.param(
            "Y1985",
            "'Y1985' is not a date in EDTF; "
            "Y stands only before years of five digits or more, and other years have four",
            id="letter before four digits",
        ),
        pytest.param(
            "-0000",
            "'-0000' is not a date in EDTF; the year 0 has no sign, write 0000 for the year 1 BC",
            id="year 0 with a sign",
        ),
        pytest.param(
            "1950S5",
            "S5 asks for 5 significant digits, but the year 1950 has 4",
            id="too many significant digits",
        ),
        pytest.param(
            "Y1E999999999", "the year in 'Y1E999999999' has more than 1000 digits", id="year beyond reckoning"
        ),
        pytest.param(
            "1944 / 1948", "'1944 ' is not a date in EDTF; leave out the spaces", id="spaces round the stroke"
        ),
        pytest.param("194u", "'194u' is not a date in EDTF; write X for a digit that is left open", id="draft of 2012"),
        pytest.param(
            "1944/open",
            "'open' is not a date in EDTF; write .. for an end that is open, as in 1944/..",
            id="open end in words",
        ),
        pytest.param(
            "1944/unknown",
            "'unknown' is not a date in EDTF; leave an end empty that is not known, as in 1944/",
            id="unknown end in words",
        ),
        pytest.param(
            "/",
            "the interval '/' has neither beginning nor end; write at least one, as in 1944/ or /1948",
            id="nothing on either side",
        ),
        pytest.param(
            "1944/1946/1948",
            "'1944/1946/1948' is not a date in EDTF; an interval has one '/', as in 1944/1948",
            id="two strokes",
        ),
        pytest.param(
            "1944-02-23T05:00:00/1944-02-24",
            "the interval 1944-02-23T05:00:00/1944-02-24 has a time of day; EDTF gives intervals in days, leave it out",
            id="time of day in an interval",
        ),
        pytest.param(
            "1944-02T05:00:00",
            "'1944-02T05:00:00' gives a time of day to '1944-02'; "
            "write year, month and day before it, as in 1944-02-23T05:00:00",
            id="time of day of a month",
        ),
        pytest.param(
            "1944-02-23T5:00",
            "'5:00' is not a time of day in EDTF; write for example 05:00:00, 05:00:00Z or 05:00:00+03:00",
            id="hour of one digit",
        ),
        pytest.param(
            "1945-21-05",
            "'1945-21-05' gives a day to a part of a year; leave the day out",
            id="a day of spring",
        ),
    ],
)
def test_a_text_that_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Edtf.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1984\n", id="line end after it"),
        pytest.param("\uff11\uff19\uff18\uff14", id="digits of another script"),
        pytest.param("+1984", id="plus"),
        pytest.param("1984-06-11~?", id="two marks in one place"),
        pytest.param("Y0E3", id="power of zero"),
        pytest.param("Y17E0", id="power zero"),
        pytest.param("1950S0", id="no significant digits"),
        pytest.param("1984-2X", id="some season"),
        pytest.param("1985-04-12T23:20:30-00:00", id="minus nothing"),
        pytest.param("1985-04-12T23:20:30+14:30", id="offset that no place has"),
        pytest.param("1985-04-12T24:00:01", id="beyond the end of a day"),
        pytest.param("19850412", id="without hyphens"),
        pytest.param("..1984", id="earlier, outside a set"),
        pytest.param("[]", id="empty set"),
        pytest.param("[1667, 1668]", id="space in a set"),
        pytest.param("[", id="bracket alone"),
        pytest.param("[..]", id="dots alone"),
        pytest.param("[1667....1670]", id="four dots"),
        pytest.param("y17e7", id="small letters"),
        pytest.param("(1984)?", id="round brackets of the draft of 2012"),
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        Edtf.parse(text)
