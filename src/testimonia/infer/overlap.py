"""Pairs of intervals that meet or lie apart, found by sorting, and counted without listing them.

An end is a number and -1, 0 or 1: *less than 9* ends just below 9, *more than
9* begins just above. Pairs of one group are left out. Listing takes time for
the pairs that are asked for, not for those that are passed over.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final, Protocol, TypeVar

End = tuple[Decimal, int]
LOWEST: Final[End] = (Decimal("-Infinity"), 0)
HIGHEST: Final[End] = (Decimal("Infinity"), 0)


class Interval(Protocol):
    """Anything between two ends; ``weight`` is how many statements stand behind it."""

    @property
    def low(self) -> End:
        """Where it begins."""

    @property
    def high(self) -> End:
        """Where it ends."""

    @property
    def weight(self) -> int:
        """How often it counts."""


T = TypeVar("T")
I = TypeVar("I", bound=Interval)  # noqa: E741  (an interval)


class _Line(list[T]):
    """Items in a row, with the way from each to the next that is of another group."""

    def __init__(self, items: Iterable[T], group: Callable[[T], Hashable]) -> None:
        super().__init__(items)
        self.groups = [group(item) for item in self]
        self.leap = [len(self)] * len(self)
        for at in range(len(self) - 2, -1, -1):
            self.leap[at] = self.leap[at + 1] if self.groups[at] == self.groups[at + 1] else at + 1

    def others(self, group: Hashable, start: int, stop: int) -> Iterator[T]:
        """The items from one place to another that are not of a group."""
        at = start
        while at < stop:
            if self.groups[at] == group:
                at = self.leap[at]
            else:
                yield self[at]
                at += 1


def apart(items: Sequence[I], group: Callable[[I], Hashable]) -> Iterator[tuple[I, I]]:
    """Pairs of two groups where one ends before the other begins, the lower one first."""
    line = _Line(sorted(items, key=lambda item: item.low), group)
    lows = [item.low for item in line]
    for item in sorted(items, key=lambda item: item.high):
        for other in line.others(group(item), bisect_right(lows, item.high), len(line)):
            yield item, other


def meeting(items: Sequence[I], group: Callable[[I], Hashable]) -> Iterator[tuple[I, I]]:
    """Pairs of two groups that have a number in common."""
    line = _Line(sorted(items, key=lambda item: item.low), group)
    lows = [item.low for item in line]
    for at, item in enumerate(line):
        for other in line.others(line.groups[at], at + 1, bisect_right(lows, item.high)):
            yield item, other


def across(items: Iterable[T], group: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """All pairs of two groups; the items come sorted by group."""
    line = _Line(items, group)
    for at, item in enumerate(line):
        for there in range(line.leap[at], len(line)):
            yield item, line[there]


def count_apart(items: Sequence[I], group: Callable[[I], Hashable]) -> int:
    """How many pairs of statements ``apart`` would list."""
    groups: dict[Hashable, list[I]] = defaultdict(list)
    for item in items:
        groups[group(item)].append(item)
    return _count_apart(items) - sum(_count_apart(members) for members in groups.values())


def _count_apart(items: Sequence[I]) -> int:
    by_low = sorted(items, key=lambda item: item.low)
    lows = [item.low for item in by_low]
    before = [0, *accumulate(item.weight for item in by_low)]
    return sum(item.weight * (before[-1] - before[bisect_right(lows, item.high)]) for item in items)


def count_across(weights: Iterable[int]) -> int:
    """How many pairs there are of members of different groups, by the sizes of the groups."""
    listed = list(weights)
    return (sum(listed) ** 2 - sum(weight**2 for weight in listed)) // 2
