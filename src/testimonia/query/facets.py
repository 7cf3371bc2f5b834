"""Facets over claims and events: what a choice holds, and how many every other choice would.

Within a facet values are joined by *or*, between facets by *and*; the counts of
a facet leave out its own choice. Sets are whole numbers, one bit for each claim
or event, so that joining two of a hundred thousand takes microseconds.
"""

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final, TypeAlias

from testimonia.query.facets_index import FACETS, LAYOUT, NOT_SAID, SHOWN, as_bits
from testimonia.query.index_file import opened

__all__ = ["FACETS", "NOT_SAID", "SHOWN", "Choice", "Facets", "Found", "Table", "numbers"]

_ONE: Final = ord("1")
_ZERO: Final = ord("0")

Members: TypeAlias = "int | array[int]"
"""A set: as bits, or as the numbers in order where these are few."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose: values by facet, and words to be found, which leave only some numbers (as bits)."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a choice holds.

    ``counts`` gives, for each facet and value, how many there would be with this
    value and the choices of the other facets; ``of`` how many these others leave.
    ``back`` names each single choice (a facet, or ``q`` for the words) that
    brings results back where there are none, with their number.
    """

    total: int
    bits: int
    counts: Mapping[str, Mapping[str, int]]
    of: Mapping[str, int]
    back: tuple[tuple[str, int], ...] = ()


class Table:
    """The claims, or the events, with the sets of all values."""

    def __init__(
        self,
        paths: Sequence[str],
        begins: Sequence[int | None],
        sets: Mapping[str, dict[str, Members]],
        figures: Sequence[tuple[str, int, float, float]] = (),
    ) -> None:
        self.paths = paths
        self.begins = begins
        self.sets = sets
        self._figures = figures
        self.all = (1 << len(paths)) - 1

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each path."""
        return {path: number for number, path in enumerate(self.paths)}

    @cached_property
    def by_date(self) -> Sequence[int]:
        """The numbers of those with a time, the earliest first."""
        dated = [(begin, number) for number, begin in enumerate(self.begins) if begin is not None]
        return array("I", [number for _, number in sorted(dated)])

    @cached_property
    def dated(self) -> int:
        """Those with a time, as bits."""
        return as_bits(number for number, begin in enumerate(self.begins) if begin is not None)

    def find(self, choice: Choice) -> Found:
        """What a choice holds.

        Raises:
            KeyError: A facet has no such value; its arguments are the facet and the value.
        """
        parts = {facet: self._any(facet, values) for facet, values in choice.values.items() if values}
        if choice.within is not None:
            parts["q"] = choice.within
        without = {name: self._every(parts, name) for name in parts}
        bits = self._every(parts)
        counter = _Counter(len(self.paths))
        counts, of = {}, {}
        for facet, sets in self.sets.items():
            mask = without.get(facet, bits)
            counts[facet] = counter.counts(mask, sets)
            of[facet] = counter.size(mask)
        total = bits.bit_count()
        back = () if total else tuple((name, found.bit_count()) for name, found in without.items() if found)
        return Found(total, bits, counts, of, tuple(sorted(back, key=lambda one: (-one[1], one[0]))))

    def _any(self, facet: str, values: Sequence[str]) -> int:
        found = 0
        for value in values:
            members = self.sets.get(facet, {}).get(value)
            if members is None:
                raise KeyError(facet, value)
            found |= members if isinstance(members, int) else as_bits(members)
        return found

    def _every(self, parts: Mapping[str, int], left_out: str = "") -> int:
        found = self.all
        for name, bits in parts.items():
            if name != left_out:
                found &= bits
        return found

    def members(self, facet: str, value: str) -> int:
        """Those that have a value, as bits.

        Raises:
            KeyError: The facet has no such value; its arguments are the facet and the value.
        """
        return self._any(facet, (value,))

    def counts(self, bits: int, facet: str) -> dict[str, int]:
        """How many of a set each value of a facet holds."""
        return _Counter(len(self.paths)).counts(bits, self.sets[facet])

    def values(self, path: str, facet: str) -> tuple[str, ...]:
        """The values that one claim or event has of a facet."""
        number = self.number_of[path]
        return tuple(value for value, members in self.sets[facet].items() if _holds(members, number))

    def numbered(self, unit: str) -> int:
        """Those with a number in a unit, as bits."""
        return as_bits(sorted({number for of, number, _, _ in self._figures if of == unit}))

    def span(self, bits: int, unit: str) -> tuple[float, float] | None:
        """The least and the greatest number of a set in a unit; None where it has none."""
        chosen = _flags(bits, len(self.paths))
        ends = [(low, high) for of, number, low, high in self._figures if of == unit and chosen[number] == _ONE]
        return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None

    def page(self, bits: int, first: int, most: int) -> list[str]:
        """The paths of a set from one place on, in the order in which they are shown."""
        found = []
        for place, number in enumerate(numbers(bits)):
            if place >= first + most:
                break
            if place >= first:
                found.append(self.paths[number])
        return found

    def dated_page(self, bits: int, first: int, most: int) -> list[str]:
        """The same of those with a time, the earliest first."""
        chosen = _flags(bits, len(self.paths))
        ordered = [number for number in self.by_date if chosen[number] == _ONE]
        return [self.paths[number] for number in ordered[first : first + most]]


class _Counter:
    """Counts how many of a set each value of a facet holds; what one set needs is made once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._made: dict[int, tuple[int, bytes]] = {}

    def size(self, mask: int) -> int:
        """How many there are in a set."""
        return self._of(mask)[0]

    def counts(self, mask: int, sets: Mapping[str, Members]) -> dict[str, int]:
        """How many of the set each value holds."""
        size, flags = self._of(mask)
        if size in (0, self._size):
            return {value: _size(members) if size else 0 for value, members in sets.items()}
        return {value: _shared(members, mask, flags) for value, members in sets.items()}

    def _of(self, mask: int) -> tuple[int, bytes]:
        known = self._made.get(id(mask))
        if known is None:  # the sets live as long as this counter, so that none takes the place of another
            known = self._made[id(mask)] = (mask.bit_count(), _flags(mask, self._size))
        return known


def _shared(members: Members, mask: int, flags: bytes) -> int:
    if isinstance(members, int):
        return (members & mask).bit_count()
    if len(members) == 1:
        return flags[members[0]] - _ZERO
    return int(sum(itemgetter(*members)(flags))) - _ZERO * len(members)


def _holds(members: Members, number: int) -> bool:
    if isinstance(members, int):
        return bool(members >> number & 1)
    at = bisect_left(members, number)
    return at < len(members) and members[at] == number


def _size(members: Members) -> int:
    return members.bit_count() if isinstance(members, int) else len(members)


def _flags(bits: int, size: int) -> bytes:
    """A character for each number, ``1`` for those of the set."""
    return f"{bits:0{size}b}"[::-1].encode() if size else b""


def numbers(bits: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    written = bin(bits)[:1:-1]
    at = written.find("1")
    while at >= 0:
        yield at
        at = written.find("1", at + 1)


class Facets:
    """Reads an index, whole; any thread may ask.

    Raises:
        FileNotFoundError: There is no index at the path.
        LayoutError: It was written by another version; a build makes it anew.
    """

    def __init__(self, path: Path) -> None:
        with closing(opened(path, LAYOUT, "the facets")) as database:
            self.tables = {shown: _table(database, number) for number, shown in enumerate(SHOWN)}

    def table(self, shown: str) -> Table:
        """The claims, or the events."""
        return self.tables[shown]

    def within(self, shown: str, found: Collection[str], path_of: Callable[[str], str] = str) -> int:
        """Those of some nodes that are shown here, as bits; ``path_of`` makes a path of what names a node."""
        known = self.tables[shown].number_of
        return as_bits(number for node in found if (number := known.get(path_of(node))) is not None)


def _table(database: sqlite3.Connection, shown: int) -> Table:
    rows = database.execute("SELECT path, begin FROM item WHERE shown = ? ORDER BY id", (shown,)).fetchall()
    sets: dict[str, dict[str, Members]] = {facet: {} for facet in FACETS}
    values = "SELECT facet, value, is_list, members FROM value WHERE shown = ? ORDER BY facet, value"
    for facet, value, is_list, members in database.execute(values, (shown,)):
        sets[FACETS[facet]][value] = _listed(members) if is_list else int.from_bytes(members, "little")
    figures = database.execute("SELECT unit, id, low, high FROM figure WHERE shown = ?", (shown,)).fetchall()
    return Table([path for path, _ in rows], [begin for _, begin in rows], sets, figures)


def _listed(written: bytes) -> "array[int]":
    found = array("I", written)
    if sys.byteorder == "big":
        found.byteswap()
    return found
