from datetime import date

import pytest

from testimonia.model.calendar import (
    gregorian_from_julian_calendar,
    gregorian_from_julian_day,
    julian_day_number,
    xsd_date,
)

# From a printed table or another library, never from the code under test.
KNOWN_DAYS = [
    pytest.param((2000, 1, 1), 2_451_545, id="first day of 2000, by which the count is set"),
    pytest.param((1944, 2, 23), 2_431_144, id="a day of our time"),
    pytest.param((1858, 11, 17), 2_400_001, id="zero of the modified count"),
    pytest.param((1582, 10, 15), 2_299_161, id="first day of the Gregorian calendar"),
    pytest.param((1, 1, 1), 1_721_426, id="first day of the year 1"),
    pytest.param((0, 12, 31), 1_721_425, id="last day of the year 0"),
    pytest.param((0, 2, 29), 1_721_119, id="leap day of the year 0"),
    pytest.param((0, 1, 1), 1_721_060, id="first day of the year 0"),
    pytest.param((-43, 3, 13), 1_705_426, id="ides of March of 44 BC"),
    pytest.param((-4713, 11, 24), 0, id="day zero"),
    pytest.param((-4713, 11, 23), -1, id="day before day zero"),
]


@pytest.mark.parametrize(("day", "number"), KNOWN_DAYS)
def test_a_day_has_its_number(day: tuple[int, int, int], number: int) -> None:
    assert julian_day_number(*day) == number
    assert gregorian_from_julian_day(number) == day


@pytest.mark.parametrize(
    ("year", "is_leap"),
    [
        pytest.param(2000, True, id="four hundredth year"),
        pytest.param(1900, False, id="hundredth year"),
        pytest.param(1944, True, id="fourth year"),
        pytest.param(1945, False, id="year after a leap year"),
        pytest.param(0, True, id="year 0"),
        pytest.param(-4, True, id="5 BC"),
        pytest.param(-1, False, id="2 BC"),
        pytest.param(-100, False, id="101 BC"),
        pytest.param(-400, True, id="401 BC"),
        pytest.param(10**30, True, id="a year of thirty zeros"),
    ],
)
def test_a_leap_year_is_a_day_longer(year: int, is_leap: bool) -> None:  # noqa: FBT001
    days = julian_day_number(year + 1, 1, 1) - julian_day_number(year, 1, 1)

    assert days == (366 if is_leap else 365)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        pytest.param((1348, 2, 30), "30 February 1348 does not exist", id="30 February"),
        pytest.param((1944, 2, 0), "0 February 1944 does not exist", id="day 0"),
        pytest.param((-43, 4, 31), "31 April -0043 does not exist", id="31 April before the year 1"),
        pytest.param(
            (1700, 2, 29),
            "29 February 1700 does not exist in the Gregorian calendar, which EDTF uses",
            id="leap day of the Julian calendar alone",
        ),
        pytest.param((1944, 13, 1), "month 13 does not exist", id="month 13"),
    ],
)
def test_a_day_that_the_calendar_has_not_is_refused(day: tuple[int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        julian_day_number(*day)


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        pytest.param((1917, 10, 25), (1917, 11, 7), id="October revolution"),
        pytest.param((1582, 10, 5), (1582, 10, 15), id="the day that Rome skipped to"),
        pytest.param((1066, 10, 14), (1066, 10, 20), id="Hastings"),
        pytest.param((1700, 2, 29), (1700, 3, 11), id="leap day of the Julian calendar alone"),
        pytest.param((200, 3, 1), (200, 3, 1), id="century of no difference"),
        pytest.param((-43, 3, 15), (-43, 3, 13), id="ides of March of 44 BC"),
    ],
)
def test_a_julian_date_has_a_gregorian_name(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> None:
    assert gregorian_from_julian_calendar(*julian) == gregorian


@pytest.mark.parametrize(
    ("day", "message"),
    [
        pytest.param((1701, 2, 29), "29 February 1701 does not exist", id="no leap year"),
        pytest.param((1700, 0, 1), "month 0 does not exist", id="month 0"),
    ],
)
def test_a_day_that_the_julian_calendar_has_not_is_refused(day: tuple[int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        gregorian_from_julian_calendar(*day)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        pytest.param((1, 1, 1), "0001-01-01", id="first day that XML libraries know"),
        pytest.param((0, 12, 31), None, id="the day before it"),
        pytest.param((9999, 12, 31), "9999-12-31", id="last day that they know"),
        pytest.param((10_000, 1, 1), None, id="the day after it"),
    ],
)
def test_xsd_dates_end_where_libraries_end(day: tuple[int, int, int], written: str | None) -> None:
    assert xsd_date(julian_day_number(*day)) == written


def test_every_day_of_four_centuries_agrees_with_the_standard_library() -> None:
    for ordinal in range(date(1600, 1, 1).toordinal(), date(2000, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        number = julian_day_number(day.year, day.month, day.day)

        assert number == ordinal + 1_721_425
        assert xsd_date(number) == day.isoformat()
