"""What each row of a figure takes in: boxes for years and for what is left out, drawn only where two rows differ.

A box says *taken in*, *left out* or *not said*; nothing is guessed. A row that
names no period is silent on every year, and one that does not exclude a thing
does not say that it includes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from testimonia.infer.entries import Period
from testimonia.infer.phrase import Pair
from testimonia.model.calendar import gregorian_from_julian_day
from testimonia.pages.axis import year_words

MOST: Final = 20
"""So many boxes for years; a longer time takes boxes of five, ten or more years."""

THINGS: Final = 6
"""So many things left out have a box; the words under the boxes name them all."""

_STEPS: Final = (1, 5, *(step * 10**power for power in range(1, 12) for step in (1, 2, 5)))
_EACH_LABELLED: Final = 10
_CENTURY: Final = 100


class Box(StrEnum):
    """What a box says."""

    TAKEN_IN = "y"
    LEFT_OUT = "n"
    NOT_SAID = "q"


@dataclass(frozen=True, slots=True)
class Scoped:
    """What a row takes in: the first and the last year, None where it names none, and what it leaves out."""

    first: int | None = None
    last: int | None = None
    excludes: tuple[str, ...] = ()
    place: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Boxes for the rows of a figure. ``years`` labels them, ``things`` are left out by some row.

    ``rows`` holds for each row its boxes, those of the years first.
    """

    years: tuple[Pair, ...]
    things: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...]


def scoped(time: Period | None, excludes: Sequence[str], place: str) -> Scoped:
    """What the scope of an answer takes in."""
    if time is None:
        return Scoped(excludes=tuple(excludes), place=place)
    return Scoped(_year(time.earliest_begin), _year(time.latest_end), tuple(excludes), place, time.edtf)


def _year(day: int | None) -> int | None:
    return None if day is None else gregorian_from_julian_day(day)[0]


def coverage(rows: Sequence[Scoped]) -> Coverage | None:
    """The boxes of rows; None where no two of them differ."""
    if len(set(rows)) < len(("one", "other")):
        return None
    starts, step = _boxes(rows)
    every = sorted({thing for row in rows for thing in row.excludes})
    things = tuple(every[:THINGS])
    boxes = tuple((*(_in_years(row, start, step) for start in starts), *_of_things(row, things)) for row in rows)
    return Coverage(_labels(starts, step), things, boxes)


def _boxes(rows: Sequence[Scoped]) -> tuple[list[int], int]:
    """The first years of the boxes, and how many years one holds."""
    years = [year for row in rows for year in (row.first, row.last) if year is not None]
    if not years:
        return [], 1
    first, last = min(years), max(years)
    step = next(step for step in _STEPS if last // step - first // step < MOST)
    return list(range(first - first % step, last + 1, step)), step


def _in_years(row: Scoped, start: int, step: int) -> Box:
    """Whether a row takes in the years of a box; an open end says nothing of the years beyond the one it names."""
    end = start + step - 1
    if row.first is None and row.last is None:
        return Box.NOT_SAID
    if row.first is None or row.last is None:
        named = row.first if row.first is not None else row.last or 0
        if start <= named <= end:
            return Box.TAKEN_IN
        is_beyond = start > named if row.last is None else end < named
        return Box.NOT_SAID if is_beyond else Box.LEFT_OUT
    return Box.TAKEN_IN if start <= row.last and row.first <= end else Box.LEFT_OUT


def _of_things(row: Scoped, things: Sequence[str]) -> list[Box]:
    return [Box.LEFT_OUT if thing in row.excludes else Box.NOT_SAID for thing in things]


def _labels(starts: Sequence[int], step: int) -> tuple[Pair, ...]:
    """Short years where each box has room for one, else the first and the last in full."""
    if not starts:
        return ()
    is_short = step == 1 and len(starts) <= _EACH_LABELLED and starts[0] // _CENTURY == starts[-1] // _CENTURY
    if is_short and starts[0] > 0 and len(starts) > 1:
        return tuple(Pair(f"{year % _CENTURY:02d}", f"{year % _CENTURY:02d}") for year in starts)
    inner = [Pair("", "")] * (len(starts) - 2)
    ends = [year_words(starts[0]), *inner, year_words(starts[-1])] if len(starts) > 1 else [year_words(starts[0])]
    return tuple(ends)
