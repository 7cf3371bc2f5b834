"""The index behind the facets: which claims and events there are, and which of them each choice holds.

A build writes it beside the store, as one SQLite file. Claims and events have
numbers from 0, in the order in which they are shown; of each value of a facet
the file keeps the set of numbers, as bits or as a list, whichever is shorter.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LAYOUT: Final = 2
"""Raised whenever the tables change; a build with another layout has to be made again."""

SHOWN: Final = ("claims", "events")

FACETS: Final = (
    "type", "place", "period", "role", "holder", "source", "aspect", "unit", "flag", "finding", "stance", "roots",
)  # fmt: skip
"""What can be chosen by, in the order in which it is shown."""

NOT_SAID: Final = "-"
"""The value of a facet for whatever has none of the others."""

_BITS: Final = 8
_BYTES_OF_A_NUMBER: Final = 4

_TABLES: Final = f"""
PRAGMA page_size = 4096;
PRAGMA user_version = {LAYOUT};
CREATE TABLE item (shown INTEGER, id INTEGER, path TEXT, begin INTEGER, PRIMARY KEY (shown, id)) WITHOUT ROWID;
CREATE TABLE value (
    shown INTEGER, facet INTEGER, value TEXT, count INTEGER, is_list INTEGER, members BLOB,
    PRIMARY KEY (shown, facet, value));
CREATE TABLE figure (shown INTEGER, unit TEXT, id INTEGER, low REAL, high REAL);
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim or an event: its path, its values by facet, and the first day of its time as a Julian day number.

    ``figures`` are its numbers: the unit, the least and the greatest number of each.
    """

    path: str
    values: Mapping[str, Iterable[str]] = field(default_factory=dict)
    begin: int | None = None
    figures: Sequence[tuple[str, float, float]] = ()


def write_facets(path: Path, items: Mapping[str, Sequence[Item]]) -> None:
    """Write the index to a new file.

    Args:
        path: The file; it must not exist.
        items: The claims and the events (:data:`SHOWN`), each in the order in which they are shown.
    """
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        database.execute("BEGIN")
        for number, shown in enumerate(SHOWN):
            _write(database, number, items.get(shown, ()))
        database.execute("COMMIT")
    finally:
        database.close()


def _write(database: sqlite3.Connection, shown: int, items: Sequence[Item]) -> None:
    rows = ((shown, number, item.path, item.begin) for number, item in enumerate(items))
    database.executemany("INSERT INTO item VALUES (?, ?, ?, ?)", rows)
    figures = ((shown, unit, number, *ends) for number, item in enumerate(items) for unit, *ends in item.figures)
    database.executemany("INSERT INTO figure VALUES (?, ?, ?, ?, ?)", figures)
    for number, facet in enumerate(FACETS):
        members: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for item_number, item in enumerate(items):
            for value in sorted(set(item.values.get(facet, ()))) or (NOT_SAID,):
                members[value].append(item_number)
        values = ((shown, number, value, len(found), *packed(found)) for value, found in sorted(members.items()))
        database.executemany("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", values)


def packed(numbers: Sequence[int]) -> tuple[bool, bytes]:
    """A set of numbers, in order and not empty: whether it is written as a list, and its bytes (little end first)."""
    if len(numbers) * _BYTES_OF_A_NUMBER * _BITS < numbers[-1]:
        return True, b"".join(number.to_bytes(_BYTES_OF_A_NUMBER, "little") for number in numbers)
    return False, as_bits(numbers).to_bytes(numbers[-1] // _BITS + 1, "little")


def as_bits(numbers: Iterable[int]) -> int:
    """A set of numbers as one whole number, a bit for each."""
    found = bytearray()
    for number in numbers:
        if number // _BITS >= len(found):
            found.extend(bytes(number // _BITS + 1 - len(found)))
        found[number // _BITS] |= 1 << number % _BITS
    return int.from_bytes(found, "little")
