"""Days as whole numbers, in any year.

A day is its Julian day number: the count of days in which 1 January 2000 is
2451545. Whole numbers order days before the year 1 and beyond 9999, which
``datetime`` and ``xsd:date`` libraries do not.

Years are counted as astronomers do: 0 is 1 BC, -43 is 44 BC. The Gregorian
calendar is carried back before 1582 (proleptic), as EDTF prescribes.

Source:
    Arithmetic after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms":
    years begin in March, so that a leap day is the last day of its year, and
    400 years make an era of 146,097 days.
"""

from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FEBRUARY: Final = 2
_DAYS_IN_MONTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_ERA: Final = 146_097
# The day numbers of 1 March of the year 0, in either calendar.
_GREGORIAN_MARCH_0: Final = 1_721_120
_JULIAN_MARCH_0: Final = 1_721_118
_LAST_YEAR_OF_XSD_DATE: Final = 9999


def julian_day_number(year: int, month: int, day: int) -> int:
    """Count the days up to a day of the Gregorian calendar.

    Raises:
        ValueError: The day is not in the calendar (30 February).
    """
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"month {month} does not exist")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError(no_such_day(year, month, day))
    march_year = _march_year(year, month)
    era, year_of_era = divmod(march_year, 400)
    days_before = 365 * year_of_era + year_of_era // 4 - year_of_era // 100
    in_year = _day_of_march_year(month, day)
    return _GREGORIAN_MARCH_0 + era * _DAYS_IN_ERA + days_before + in_year


def gregorian_from_julian_day(julian_day: int) -> tuple[int, int, int]:
    """Year, month and day of a Julian day number, in the Gregorian calendar."""
    era, day_of_era = divmod(julian_day - _GREGORIAN_MARCH_0, _DAYS_IN_ERA)
    leap_days = day_of_era // 1460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leap_days) // 365
    days_before = 365 * year_of_era + year_of_era // 4 - year_of_era // 100
    day_of_year = day_of_era - days_before
    months_since_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * months_since_march + 2) // 5 + 1
    month = (months_since_march + 2) % 12 + 1
    year = 400 * era + year_of_era
    return (year + 1 if month <= _FEBRUARY else year), month, day


def gregorian_from_julian_calendar(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Name, in the Gregorian calendar, a day that a source dates in the Julian.

    Years run from 1 January. A source that starts its year on another day
    (25 March in England before 1752, 1 September in Byzantium) is put right
    before it comes here.

    Raises:
        ValueError: The day is not in the Julian calendar (30 February).
    """
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"month {month} does not exist")
    if not 1 <= day <= _days_in_julian_month(year, month):
        raise ValueError(f"{_written(year, month, day)} does not exist")
    march_year = _march_year(year, month)
    days_before = 365 * march_year + march_year // 4
    in_year = _day_of_march_year(month, day)
    return gregorian_from_julian_day(_JULIAN_MARCH_0 + days_before + in_year)


def xsd_date(julian_day: int) -> str | None:
    """Write a day as ``xsd:date``, or None outside the years 1 to 9999.

    XML Schema has dates beyond, but rdflib and pySHACL cannot read them:
    one such date would break every query over the archive.
    """
    year, month, day = gregorian_from_julian_day(julian_day)
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= year <= _LAST_YEAR_OF_XSD_DATE else None


def days_in_month(year: int, month: int) -> int:
    """Count the days of a month of the Gregorian calendar."""
    return 29 if month == _FEBRUARY and _is_leap(year) else _DAYS_IN_MONTH[month - 1]


def no_such_day(year: int, month: int, day: int) -> str:
    """Say that a day does not exist, and whether it did in the Julian calendar."""
    if 1 <= day <= _days_in_julian_month(year, month):
        return f"{_written(year, month, day)} does not exist in the Gregorian calendar, which EDTF uses"
    return f"{_written(year, month, day)} does not exist"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_julian_month(year: int, month: int) -> int:
    return 29 if month == _FEBRUARY and year % 4 == 0 else _DAYS_IN_MONTH[month - 1]


def _march_year(year: int, month: int) -> int:
    return year - 1 if month <= _FEBRUARY else year


def _day_of_march_year(month: int, day: int) -> int:
    return (153 * ((month + 9) % 12) + 2) // 5 + day - 1


def _written(year: int, month: int, day: int) -> str:
    return f"{day} {MONTHS[month - 1]} {'-' if year < 0 else ''}{abs(year):04d}"
