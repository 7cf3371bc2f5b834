"""One date of EDTF: the part that intervals and sets are made of.

The date as written becomes the first and the last day on which it may fall,
and the precision with which it is written.

Parts of a year are whole months. Spring is March to May, winter December to
February of the next year, so that the seasons of a year follow each other.
Codes 21 to 24 name no hemisphere and are read as northern; whoever means the
southern writes 29 to 32.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Final, Literal, NamedTuple

from testimonia.model.calendar import days_in_month, julian_day_number, no_such_day
from testimonia.model.edtf_bounds import Span

Precision = Literal["day", "month", "part of a year", "year"]

LONGEST_YEAR: Final = 1000
"""Digits of the longest year that is reckoned.

Y1E999999999 would fill the memory, and Python writes out no number of more
than 4300 digits.
"""

_MARK: Final = r"[?~%]?"
_DATE: Final = re.compile(
    rf"{_MARK}((?!-0000)-?[0-9X]{{4}}){_MARK}"
    rf"(?:-{_MARK}([0-9X]{{2}}){_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK})?)?"
)
_LONG_YEAR: Final = re.compile(
    rf"{_MARK}(?:(?P<short>(?!-0000)-?[0-9]{{4}})(?=S)|Y(?P<long>-?[1-9][0-9]*)(?:E(?P<power>[1-9][0-9]*))?)"
    rf"(?:S(?P<digits>[1-9][0-9]*))?{_MARK}"
)
_TIME_OF_DAY: Final = re.compile(
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|(?!-00(?::00)?$)[+-](?:(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|14(?::00)?))?"
)

_EVERY_MONTH: Final = tuple(range(1, 13))
_EVERY_DAY: Final = tuple(range(1, 32))
# First month, and number of months, of each part of a year.
_PARTS_OF_YEAR: Final = {
    **dict.fromkeys((21, 25, 31), (3, 3)),
    **dict.fromkeys((22, 26, 32), (6, 3)),
    **dict.fromkeys((23, 27, 29), (9, 3)),
    **dict.fromkeys((24, 28, 30), (12, 3)),
    **{33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)},
    **{37 + third: (1 + 4 * third, 4) for third in range(3)},
    **{40 + half: (1 + 6 * half, 6) for half in range(2)},
}


class Date(NamedTuple):
    """The days among which a date falls, and how finely it is written."""

    span: Span
    precision: Precision


def read_date(text: str) -> Date:
    """Read a date without time of day.

    Raises:
        ValueError: It is not written as a date, or there is no such day.
    """
    if match := _DATE.fullmatch(text):
        year, month, day = match.groups()
        return _of_calendar(_values(year, -9999, 9999), month, day, text)
    if (match := _LONG_YEAR.fullmatch(text)) and (years := _long_years(match, text)):
        return Date(_span(years, _EVERY_MONTH, _EVERY_DAY), "year")
    raise ValueError(f"'{text}' is not a date in EDTF; {_advice(text)}")


def read_date_and_time(text: str) -> Date:
    """Read a date with a time of day, which is checked and then left out.

    The day is the one written, at the place of the clock: an offset does not
    move it into the day of Greenwich.
    """
    date, _, time_of_day = text.partition("T")
    if not re.fullmatch(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
        raise ValueError(
            f"'{text}' gives a time of day to '{date}'; write year, month and day before it, as in 1944-02-23T05:00:00"
        )
    if not _TIME_OF_DAY.fullmatch(time_of_day):
        raise ValueError(
            f"'{time_of_day}' is not a time of day in EDTF; write for example 05:00:00, 05:00:00Z or 05:00:00+03:00"
        )
    return read_date(date)


def _of_calendar(years: Sequence[int], month: str | None, day: str | None, text: str) -> Date:
    if month is None:
        return Date(_span(years, _EVERY_MONTH, _EVERY_DAY), "year")
    if "X" not in month and int(month) in _PARTS_OF_YEAR:
        if day is not None:
            raise ValueError(f"'{text}' gives a day to a part of a year; leave the day out")
        return Date(_part_of_year(years, int(month)), "part of a year")
    months = _values(month, 1, 12)
    if not months:
        raise ValueError(
            f"month {month} in '{text}' does not exist; months are 01 to 12, seasons and other parts of a year 21 to 41"
        )
    if day is None:
        return Date(_span(years, months, _EVERY_DAY), "month")
    try:
        return Date(_span(years, months, _values(day, 1, 31)), "day")
    except LookupError:
        if len(years) == len(months) == 1 and "X" not in day:
            raise ValueError(no_such_day(years[0], months[0], int(day))) from None
        raise ValueError(f"no day of the calendar can be '{text}'") from None


def _span(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Span:
    return Span(
        _first_existing(years, months, days),
        _first_existing(years[::-1], months[::-1], days[::-1]),
    )


def _first_existing(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> int:
    """Number the first day, in the order given, that the calendar has."""
    for year, month, day in product(years, months, days):
        if day <= days_in_month(year, month):
            return julian_day_number(year, month, day)
    raise LookupError


def _part_of_year(years: Sequence[int], part: int) -> Span:
    first_month, months = _PARTS_OF_YEAR[part]
    years_on, month_after = divmod(first_month - 1 + months, 12)
    return Span(
        julian_day_number(years[0], first_month, 1),
        julian_day_number(years[-1] + years_on, month_after + 1, 1) - 1,
    )


def _long_years(match: re.Match[str], text: str) -> tuple[int, int] | None:
    """First and last year written with Y, a power of ten or significant digits."""
    short, long, power, digits = match.group("short", "long", "power", "digits")
    number = (short or long).removeprefix("-")
    size = len(number) + (int(power[:6]) if power else 0)
    if long and not power and size <= 4:  # noqa: PLR2004 -- the four digits of a year
        return None
    if size > LONGEST_YEAR:
        raise ValueError(f"the year in '{text}' has more than {LONGEST_YEAR} digits")
    first, last = _with_significant_digits(int(number.ljust(size, "0")), digits)
    return (-last, -first) if (short or long).startswith("-") else (first, last)


def _with_significant_digits(year: int, digits: str | None) -> tuple[int, int]:
    """First and last year that share the digits that count.

    Digits are counted from the first that is not zero: 0050S1 is 50 to 59.
    """
    if digits is None:
        return year, year
    left_open = len(str(year)) - int(digits[:6])
    if left_open < 0:
        raise ValueError(f"S{digits} asks for {digits} significant digits, but the year {year} has {len(str(year))}")
    step = 10**left_open
    first = year // step * step
    return first, first + step - 1


@lru_cache(maxsize=1024)
def _values(mask: str, low: int, high: int) -> tuple[int, ...]:
    """Every number from low to high that a mask such as 19XX can stand for."""
    choices = ["0123456789" if digit == "X" else digit for digit in mask.removeprefix("-")]
    numbers = [int("".join(digits)) for digits in product(*choices)]
    if mask.startswith("-"):
        numbers = [-number for number in reversed(numbers) if number]
    return tuple(number for number in numbers if low <= number <= high)


def _advice(text: str) -> str:
    """Tell how to write what was probably meant."""
    for form, advice in _ADVICE.items():
        if re.fullmatch(form, text):
            return advice.format(text)
    return "write for example 1944-02-23, 1944/1948 or ../1955"


_ADVICE: Final = {
    r"[^a-z]*\s[^a-z]*": "leave out the spaces",
    r"[0-9]{3}": "write the year with four digits, and a decade as {}X",
    r"[0-9]{2}": "write the year with four digits, and a century as {}XX",
    r"-?[1-9][0-9]{4,}": "write Y before a year of more than four digits, Y{}",
    r"[~?%]?Y-?[0-9].*": "Y stands only before years of five digits or more, and other years have four",
    r"[~?%]?-0000.*": "the year 0 has no sign, write 0000 for the year 1 BC",
    r"[0-9u]{4}(-[0-9u]{2}){0,2}": "write X for a digit that is left open",
    r"(?i)unknown": "leave an end empty that is not known, as in 1944/",
    r"(?i)open": "write .. for an end that is open, as in 1944/..",
}
