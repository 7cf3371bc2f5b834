"""Axes of figures: which scale a set of numbers or days takes, its ticks, and where on it a value stands.

Shares stand on a line from 0 to 100 per cent. Counts stand on a line from 0
where the largest is at most twenty times the smallest, else on a logarithmic
one over whole decades. Days stand on a line from one tick to another. No axis
is ever broken, and none has more than six labels.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from testimonia.infer.period_words import MONATE
from testimonia.infer.phrase import Pair, number
from testimonia.model.calendar import MONTHS, gregorian_from_julian_day, julian_day_number

LABELS: Final = 6
"""At most so many labels on an axis."""

WIDEST: Final = 20
"""Counts further apart than this ratio stand on a logarithmic axis."""

_WHOLE: Final = 100
_DIGITS: Final = 3
_STEPS: Final = (1, 2, 5)
_MONTHS: Final = 12
_DAYS_OF_MONTHS: Final = 62
_DAYS_OF_YEARS: Final = 1100
_DAYS_A_YEAR: Final = 365.2425
_DAY_STEPS: Final = (1, 2, 5, 10, 20)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12)


class Scale(StrEnum):
    """How an axis runs."""

    SHARE = "share"
    LINEAR = "linear"
    LOGARITHMIC = "logarithmic"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid at so many per cent of the width; the label is empty where there is no room for one."""

    at: float
    label: Pair


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from one value to another; on an axis of days the values are Julian day numbers."""

    scale: Scale
    low: Decimal
    high: Decimal
    ticks: tuple[Tick, ...] = ()

    def at(self, value: Decimal | int) -> float:
        """Where a value stands, in per cent of the width; what lies beyond an end stands at that end."""
        return _place(self.scale, self.low, self.high, Decimal(value))


def axis_of(values: Iterable[Decimal], *, is_share: bool) -> Axis:
    """The axis for shares in per cent, or for counts; an axis to 1 where there are no values."""
    found = list(values)
    highest = max(found, default=Decimal(1))
    if is_share and highest <= _WHOLE:
        return _with_ticks(Scale.SHARE, [Decimal(step) for step in (0, 25, 50, 75, _WHOLE)])
    lowest = min(found, default=highest)
    if lowest <= 0 or highest <= lowest * WIDEST:
        return _with_ticks(Scale.LINEAR, _linear(highest if highest > 0 else Decimal(1)))
    return _with_ticks(Scale.LOGARITHMIC, _decades(lowest, highest))


def time_axis(days: Sequence[int]) -> Axis:
    """The axis for days, from the last tick before the first of them to the first tick after the last."""
    first, last = min(days), max(days)
    ends = list(_calendar(first, last))
    labels = _day_labels(ends)
    low, high = Decimal(ends[0]), Decimal(ends[-1])
    ticks = zip(ends, labels, strict=True)
    return Axis(
        Scale.TIME, low, high, tuple(Tick(_place(Scale.TIME, low, high, Decimal(day)), said) for day, said in ticks)
    )


def _place(scale: Scale, low: Decimal, high: Decimal, value: Decimal) -> float:
    if value <= low:
        return 0.0
    if value >= high:
        return 100.0
    if scale == Scale.LOGARITHMIC:
        share = float((value.log10() - low.log10()) / (high.log10() - low.log10()))
    else:
        share = float((value - low) / (high - low))
    return round(min(max(share, 0.0), 1.0) * _WHOLE, _DIGITS)


def _with_ticks(scale: Scale, values: Sequence[Decimal]) -> Axis:
    every = -(-len(values) // LABELS)
    ticks = tuple(
        Tick(
            _place(scale, values[0], values[-1], value),
            number(value) if index % every == 0 else Pair("", ""),
        )
        for index, value in enumerate(values)
    )
    return Axis(scale, values[0], values[-1], ticks)


def _linear(highest: Decimal) -> list[Decimal]:
    """From 0 in even steps to the first at or above the highest."""
    step = next(step for step in _even(highest / _WHOLE) if highest / step <= LABELS - 1)
    return [step * index for index in range(max(1, math.ceil(highest / step)) + 1)]


def _even(least: Decimal) -> Iterator[Decimal]:
    """1, 2, 5, 10, 20, 50 and so on, from below a number."""
    power = least.adjusted()
    while True:
        yield from (Decimal(step).scaleb(power) for step in _STEPS)
        power += 1


def _decades(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    first = lowest.adjusted()
    last = highest.adjusted() + (highest != Decimal(1).scaleb(highest.adjusted()))
    return [Decimal(1).scaleb(power) for power in range(first, max(last, first + 1) + 1)]


def _calendar(first: int, last: int) -> Iterator[int]:
    """Days, beginnings of months, or of years, that enclose two days, as few as have room for labels."""
    if last - first < _DAYS_OF_MONTHS:
        step = next((s for s in _DAY_STEPS if (last - first) / s <= LABELS - 2), _DAY_STEPS[-1])
        yield from range(first, last + step + (first == last), step)
    elif last - first < _DAYS_OF_YEARS:
        yield from _months(first, last)
    else:
        yield from _years(first, last)


def _months(first: int, last: int) -> Iterator[int]:
    begin, end = (year * _MONTHS + month - 1 for year, month, _ in map(gregorian_from_julian_day, (first, last)))
    step = next(s for s in (*_MONTH_STEPS, 24) if (end - begin) / s <= LABELS - 2)
    begin -= begin % step
    for month in range(begin, end + step + 1, step):
        yield julian_day_number(month // _MONTHS, month % _MONTHS + 1, 1)
        if month > end:
            return


def _years(first: int, last: int) -> Iterator[int]:
    begin, end = (gregorian_from_julian_day(day)[0] for day in (first, last))
    step = int(next(s for s in _even(Decimal(1)) if (end - begin) / s <= LABELS - 2))
    begin -= begin % step
    for year in range(begin, end + step + 1, step):
        yield julian_day_number(year, 1, 1)
        if year > end:
            return


def _day_labels(days: Sequence[int]) -> list[Pair]:
    dates = [gregorian_from_julian_day(day) for day in days]
    if all((month, day) == (1, 1) for _, month, day in dates):
        return [year_words(year) for year, _, _ in dates]
    is_months = all(day == 1 for _, _, day in dates)
    new_year = {0} | {index for index, (one, other) in enumerate(pairwise(dates), 1) if one[0] != other[0]}
    return [_day_label(date, is_month=is_months, has_year=index in new_year) for index, date in enumerate(dates)]


def _day_label(date: tuple[int, int, int], *, is_month: bool, has_year: bool) -> Pair:
    year, month, day = date
    english, german = MONTHS[month - 1][:3], MONATE[month - 1][:3]
    if not is_month:
        english, german = f"{day} {english}", f"{day}. {german}"
    told = year_words(year) if has_year else Pair("", "")
    return Pair(f"{english} {told.english}".strip(), f"{german} {told.german}".strip())


def year_words(year: int) -> Pair:
    """A year as people write it, counted as astronomers do: 0 is 1 BCE."""
    return Pair(str(year), str(year)) if year > 0 else Pair(f"{1 - year} BCE", f"{1 - year} v. u. Z.")
