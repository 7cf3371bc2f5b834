import pytest

from testimonia.model.calendar import gregorian_from_julian_day, xsd_date
from testimonia.model.edtf import Edtf, SetKind
from testimonia.model.edtf_bounds import Bounds, Edge

# Every example of the specification, in its order, with the first day and the
# last on which the time can have been. A dash: no limit.
LEVEL_0 = [
    pytest.param("1985-04-12", "1985-04-12 1985-04-12", id="day"),
    pytest.param("1985-04", "1985-04-01 1985-04-30", id="month"),
    pytest.param("1985", "1985-01-01 1985-12-31", id="year"),
    pytest.param("1985-04-12T23:20:30", "1985-04-12 1985-04-12", id="local time of day"),
    pytest.param("1985-04-12T23:20:30Z", "1985-04-12 1985-04-12", id="time of day in UTC"),
    pytest.param("1985-04-12T23:20:30-04", "1985-04-12 1985-04-12", id="offset in hours"),
    pytest.param("1985-04-12T23:20:30+04:30", "1985-04-12 1985-04-12", id="offset in hours and minutes"),
    pytest.param("1964/2008", "1964-01-01 2008-12-31", id="interval of years"),
    pytest.param("2004-06/2006-08", "2004-06-01 2006-08-31", id="interval of months"),
    pytest.param("2004-02-01/2005-02-08", "2004-02-01 2005-02-08", id="interval of days"),
    pytest.param("2004-02-01/2005-02", "2004-02-01 2005-02-28", id="interval from day to month"),
    pytest.param("2004-02-01/2005", "2004-02-01 2005-12-31", id="interval from day to year"),
    pytest.param("2005/2006-02", "2005-01-01 2006-02-28", id="interval from year to month"),
]
LEVEL_1 = [
    pytest.param("Y170000002", "Y170000002-01-01 Y170000002-12-31", id="year of nine digits"),
    pytest.param("Y-170000002", "Y-170000002-01-01 Y-170000002-12-31", id="year of nine digits before year 0"),
    pytest.param("2001-21", "2001-03-01 2001-05-31", id="spring"),
    pytest.param("1984?", "1984-01-01 1984-12-31", id="uncertain year"),
    pytest.param("2004-06~", "2004-06-01 2004-06-30", id="approximate month"),
    pytest.param("2004-06-11%", "2004-06-11 2004-06-11", id="uncertain and approximate day"),
    pytest.param("201X", "2010-01-01 2019-12-31", id="some year of a decade"),
    pytest.param("20XX", "2000-01-01 2099-12-31", id="some year of a century"),
    pytest.param("2004-XX", "2004-01-01 2004-12-31", id="some month of a year"),
    pytest.param("1985-04-XX", "1985-04-01 1985-04-30", id="some day of a month"),
    pytest.param("1985-XX-XX", "1985-01-01 1985-12-31", id="some day of a year"),
    pytest.param("1985-04-12/..", "1985-04-12 -", id="from a day, end open"),
    pytest.param("1985-04/..", "1985-04-01 -", id="from a month, end open"),
    pytest.param("1985/..", "1985-01-01 -", id="from a year, end open"),
    pytest.param("../1985-04-12", "- 1985-04-12", id="to a day, start open"),
    pytest.param("../1985-04", "- 1985-04-30", id="to a month, start open"),
    pytest.param("../1985", "- 1985-12-31", id="to a year, start open"),
    pytest.param("1985-04-12/", "1985-04-12 -", id="from a day, end unknown"),
    pytest.param("1985-04/", "1985-04-01 -", id="from a month, end unknown"),
    pytest.param("1985/", "1985-01-01 -", id="from a year, end unknown"),
    pytest.param("/1985-04-12", "- 1985-04-12", id="to a day, start unknown"),
    pytest.param("/1985-04", "- 1985-04-30", id="to a month, start unknown"),
    pytest.param("/1985", "- 1985-12-31", id="to a year, start unknown"),
    pytest.param("-1985", "-1985-01-01 -1985-12-31", id="year before year 0"),
]
LEVEL_2 = [
    pytest.param("Y-17E7", "Y-170000000-01-01 Y-170000000-12-31", id="power of ten"),
    pytest.param("1950S2", "1900-01-01 1999-12-31", id="two significant digits"),
    pytest.param("Y171010000S3", "Y171000000-01-01 Y171999999-12-31", id="three significant digits of nine"),
    pytest.param("Y3388E2S3", "Y338000-01-01 Y338999-12-31", id="three significant digits and a power"),
    pytest.param("2001-34", "2001-04-01 2001-06-30", id="second quarter"),
    pytest.param("[1667,1668,1670..1672]", "1667-01-01 1672-12-31", id="one of some years"),
    pytest.param("[..1760-12-03]", "- 1760-12-03", id="a day or earlier"),
    pytest.param("[1760-12..]", "1760-12-01 -", id="a month or later"),
    pytest.param("[1760-01,1760-02,1760-12..]", "1760-01-01 -", id="one of some months or later"),
    pytest.param("[1667,1760-12]", "1667-01-01 1760-12-31", id="a year or a month"),
    pytest.param("[..1984]", "- 1984-12-31", id="a year or earlier"),
    pytest.param("{1667,1668,1670..1672}", "1667-01-01 1672-12-31", id="all of some years"),
    pytest.param("{1960,1961-12}", "1960-01-01 1961-12-31", id="a year and a month"),
    pytest.param("{..1984}", "- 1984-12-31", id="a year and all earlier"),
    pytest.param("2004-06~-11", "2004-06-11 2004-06-11", id="approximate year and month"),
    pytest.param("2004?-06-11", "2004-06-11 2004-06-11", id="uncertain year of a day"),
    pytest.param("?2004-06-~11", "2004-06-11 2004-06-11", id="uncertain year, approximate day"),
    pytest.param("2004-%06-11", "2004-06-11 2004-06-11", id="uncertain and approximate month of a day"),
    pytest.param("156X-12-25", "1560-12-25 1569-12-25", id="a feast in some year of a decade"),
    pytest.param("15XX-12-25", "1500-12-25 1599-12-25", id="a feast in some year of a century"),
    pytest.param("XXXX-12-XX", "0000-12-01 9999-12-31", id="some day of December"),
    pytest.param("1XXX-XX", "1000-01-01 1999-12-31", id="some month of a millennium"),
    pytest.param("1XXX-12", "1000-12-01 1999-12-31", id="some December of a millennium"),
    pytest.param("1984-1X", "1984-10-01 1984-12-31", id="one of the last three months"),
    pytest.param("2004-06-~01/2004-06-~20", "2004-06-01 2004-06-20", id="interval of approximate days"),
    pytest.param("2004-06-XX/2004-07-03", "2004-06-01 2004-07-03", id="interval from some day of a month"),
]
# What the specification leaves to its readers.
BEYOND = [
    pytest.param("0000-02", "0000-02-01 0000-02-29", id="February of the year 0"),
    pytest.param("-0004-02", "-0004-02-01 -0004-02-29", id="February of a leap year before year 0"),
    pytest.param("1900-02", "1900-02-01 1900-02-28", id="February of a hundredth year"),
    pytest.param("2000-02", "2000-02-01 2000-02-29", id="February of a four hundredth year"),
    pytest.param("-0043-03-15", "-0043-03-15 -0043-03-15", id="a day before year 0"),
    pytest.param("-19XX", "-1999-01-01 -1900-12-31", id="some year of a century before year 0"),
    pytest.param("-000X", "-0009-01-01 -0001-12-31", id="no year 0 with a sign"),
    pytest.param("-1950S2", "-1999-01-01 -1900-12-31", id="significant digits before year 0"),
    pytest.param("1950S4", "1950-01-01 1950-12-31", id="all digits significant"),
    pytest.param("0050S1", "0050-01-01 0059-12-31", id="leading zeros are not significant"),
    pytest.param("Y1E20", f"Y1{'0' * 20}-01-01 Y1{'0' * 20}-12-31", id="a year of twenty zeros"),
    pytest.param("2001-22", "2001-06-01 2001-08-31", id="summer"),
    pytest.param("2001-23", "2001-09-01 2001-11-30", id="autumn"),
    pytest.param("2003-24", "2003-12-01 2004-02-29", id="winter, into a leap year"),
    pytest.param("-0001-24", "-0001-12-01 0000-02-29", id="winter, into the year 0"),
    pytest.param("2001-25", "2001-03-01 2001-05-31", id="northern spring"),
    pytest.param("2001-26", "2001-06-01 2001-08-31", id="northern summer"),
    pytest.param("2001-27", "2001-09-01 2001-11-30", id="northern autumn"),
    pytest.param("2001-28", "2001-12-01 2002-02-28", id="northern winter"),
    pytest.param("2001-29", "2001-09-01 2001-11-30", id="southern spring"),
    pytest.param("2001-30", "2001-12-01 2002-02-28", id="southern summer"),
    pytest.param("2001-31", "2001-03-01 2001-05-31", id="southern autumn"),
    pytest.param("2001-32", "2001-06-01 2001-08-31", id="southern winter"),
    pytest.param("2000-33", "2000-01-01 2000-03-31", id="first quarter"),
    pytest.param("2001-35", "2001-07-01 2001-09-30", id="third quarter"),
    pytest.param("2001-36", "2001-10-01 2001-12-31", id="fourth quarter"),
    pytest.param("2001-37", "2001-01-01 2001-04-30", id="first third of a year"),
    pytest.param("2001-38", "2001-05-01 2001-08-31", id="second third of a year"),
    pytest.param("2001-39", "2001-09-01 2001-12-31", id="last third of a year"),
    pytest.param("2001-40", "2001-01-01 2001-06-30", id="first half of a year"),
    pytest.param("2001-41", "2001-07-01 2001-12-31", id="second half of a year"),
    pytest.param("194X-24~", "1940-12-01 1950-02-28", id="about some winter of a decade"),
    pytest.param("1984-X1", "1984-01-01 1984-11-30", id="January or November"),
    pytest.param("1984-XX-31", "1984-01-31 1984-12-31", id="last day of some long month"),
    pytest.param("1985-02-X9", "1985-02-09 1985-02-19", id="no 29th in a common year"),
    pytest.param("190X-02-29", "1904-02-29 1908-02-29", id="leap days of a decade"),
    pytest.param("1984-02-2X", "1984-02-20 1984-02-29", id="one of the last days of February"),
    pytest.param("1985-04-12T24:00:00", "1985-04-12 1985-04-12", id="end of a day"),
    pytest.param("1985-04-12T00:00:00+00:00", "1985-04-12 1985-04-12", id="no offset"),
    pytest.param("-0043-03-15T12:00:00", "-0043-03-15 -0043-03-15", id="time of day before year 0"),
    pytest.param("Y-12000~/-0043", "Y-12000-01-01 -0043-12-31", id="interval from a long year"),
    pytest.param("1945-21/1945-24", "1945-03-01 1946-02-28", id="interval of seasons"),
    pytest.param("1944/1944", "1944-01-01 1944-12-31", id="interval within one year"),
    pytest.param("1944-12-30/1944", "1944-12-30 1944-12-31", id="interval that ends in the year it begins"),
    pytest.param("../..", "- -", id="open on both sides"),
    pytest.param("[1667]", "1667-01-01 1667-12-31", id="set of one"),
    pytest.param("[..1944,1946,1948..]", "- -", id="set open on both sides"),
    pytest.param("?2004~-06", "2004-06-01 2004-06-30", id="marks before and after a part"),
]


@pytest.mark.parametrize(("text", "days"), LEVEL_0 + LEVEL_1 + LEVEL_2 + BEYOND)
def test_first_and_last_day(text: str, days: str) -> None:
    bounds = Edtf.parse(text).bounds

    assert f"{_written(bounds.earliest_begin_day)} {_written(bounds.latest_end_day)}" == days


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        pytest.param("1944-02-23", "1944-02-23 1944-02-23", "1944-02-23 1944-02-23", id="day"),
        pytest.param("1944-02", "1944-02-01 1944-02-29", "1944-02-01 1944-02-29", id="somewhere in a month"),
        pytest.param("1944/1948", "1944-01-01 1944-12-31", "1948-01-01 1948-12-31", id="interval"),
        pytest.param("1936/..", "1936-01-01 1936-12-31", "- -", id="end open"),
        pytest.param("/1955", "- -", "1955-01-01 1955-12-31", id="start unknown"),
        pytest.param("[1944-03-01,1944-03-02]", "1944-03-01 1944-03-02", "1944-03-01 1944-03-02", id="one of two"),
        pytest.param("[1670..1672]", "1670-01-01 1672-12-31", "1670-01-01 1672-12-31", id="one of a range"),
        pytest.param("[..1760-12-03]", "- 1760-12-03", "- 1760-12-03", id="that day or earlier"),
        pytest.param("[1760-12..]", "1760-12-01 -", "1760-12-01 -", id="that month or later"),
        pytest.param("{1960,1961-12}", "1960-01-01 1960-12-31", "1961-12-01 1961-12-31", id="both of two"),
        pytest.param("{1670..1672}", "1670-01-01 1670-12-31", "1672-01-01 1672-12-31", id="all of a range"),
        pytest.param("{..1984}", "- -", "1984-01-01 1984-12-31", id="that year and all earlier"),
        pytest.param("{1984,1990..}", "1984-01-01 1984-12-31", "- -", id="a year, another and all later"),
        pytest.param("1944/1944-02-23", "1944-01-01 1944-12-31", "1944-02-23 1944-02-23", id="each end for itself"),
    ],
)
def test_four_bounds(text: str, begin: str, end: str) -> None:
    bounds = Edtf.parse(text).bounds

    assert f"{_written(bounds.earliest_begin_day)} {_written(bounds.latest_begin_day)}" == begin
    assert f"{_written(bounds.earliest_end_day)} {_written(bounds.latest_end_day)}" == end


def test_bounds_are_julian_day_numbers() -> None:
    assert Edtf.parse("1944-02").bounds == Bounds(
        earliest_begin_day=2_431_122,
        latest_begin_day=2_431_150,
        earliest_end_day=2_431_122,
        latest_end_day=2_431_150,
    )


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        pytest.param("1944", Edge.GIVEN, Edge.GIVEN, id="date"),
        pytest.param("1944/..", Edge.GIVEN, Edge.OPEN, id="end open"),
        pytest.param("1944/", Edge.GIVEN, Edge.UNKNOWN, id="end unknown"),
        pytest.param("../1944", Edge.OPEN, Edge.GIVEN, id="start open"),
        pytest.param("/1944", Edge.UNKNOWN, Edge.GIVEN, id="start unknown"),
        pytest.param("/..", Edge.UNKNOWN, Edge.OPEN, id="start unknown, end open"),
        pytest.param("[..1944]", Edge.OPEN, Edge.GIVEN, id="one of them, or earlier"),
        pytest.param("{1944..}", Edge.GIVEN, Edge.OPEN, id="all of them, and later"),
    ],
)
def test_open_is_told_from_unknown(text: str, begin: Edge, end: Edge) -> None:
    bounds = Edtf.parse(text).bounds

    assert (bounds.begin, bounds.end) == (begin, end)


@pytest.mark.parametrize(
    ("text", "is_approximate", "is_uncertain"),
    [
        pytest.param("1984", False, False, id="no mark"),
        pytest.param("1984?", False, True, id="uncertain"),
        pytest.param("1984~", True, False, id="approximate"),
        pytest.param("1984%", True, True, id="both in one mark"),
        pytest.param("?2004-06-~11", True, True, id="each for one part"),
        pytest.param("1941/~1942", True, False, id="one end of an interval"),
        pytest.param("[1667?,1668]", False, True, id="one member of a set"),
    ],
)
def test_marks(text: str, is_approximate: bool, is_uncertain: bool) -> None:  # noqa: FBT001
    time = Edtf.parse(text)

    assert (time.is_approximate, time.is_uncertain) == (is_approximate, is_uncertain)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("[1667,1668]", SetKind.ONE_OF, id="one of"),
        pytest.param("{1667,1668}", SetKind.ALL_OF, id="all of"),
        pytest.param("1667/1668", None, id="interval"),
    ],
)
def test_sets(text: str, kind: SetKind | None) -> None:
    time = Edtf.parse(text)

    assert time.set_kind is kind
    assert time.is_set is (kind is not None)


def _written(julian_day: int | None) -> str:
    """Write a day as EDTF does, in years of any length."""
    if julian_day is None:
        return "-"
    year, month, day = gregorian_from_julian_day(julian_day)
    if abs(year) > 9999:
        return f"Y{year}-{month:02d}-{day:02d}"
    return xsd_date(julian_day) or f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"
