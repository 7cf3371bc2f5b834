"""The stance matrix: who puts a thing in which class, and by which definition.

Definitions that are not named have a column of their own. Nothing is inferred
from an empty cell.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.period_words import worded
from testimonia.infer.phrase import Pair
from testimonia.pages.archive import Archive
from testimonia.pages.lines import Line
from testimonia.pages.names import Name
from testimonia.pages.ties import COMPARED
from testimonia.vocabulary import TM

ASPECTS: Final = frozenset({"qualification", "legalStatus"})
MOST: Final = 6
"""With more definitions the matrix is turned: they are its rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A class, and the definitions by which a thing is put in it; ``definitions`` is empty where none is named."""

    label: Name
    definitions: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder says of one class: the letter and the claim, the stance and its words, arguments against it."""

    siglum: str
    path: str
    stance: str
    words: Pair
    holder: Name
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A row: whose it is, when it was held, of whom it speaks, and what it says in each column."""

    holder: Name
    times: tuple[Pair, ...]
    speaks_of: tuple[Pair, ...]
    cells: tuple[tuple[Cell, ...], ...]
    by_class: Mapping[str, int]

    @property
    def is_split(self) -> bool:
        """Whether the holder speaks of one class twice: by two definitions, or with two stances."""
        return any(number > 1 for number in self.by_class.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders by classes; ``heads`` joins columns of one class, ``is_turned`` where there are more than six columns."""

    columns: tuple[Column, ...]
    heads: tuple[tuple[Name, int], ...]
    rows: tuple[Holder, ...]
    is_turned: bool

    @property
    def gaps(self) -> frozenset[int]:
        """The columns at which another class begins."""
        return frozenset(
            at for at in range(1, len(self.columns)) if self.columns[at].label != self.columns[at - 1].label
        )

    @property
    def by_column(self) -> list[tuple[Column, list[Cell]]]:
        """The matrix turned: each column with all that is said of it."""
        cells = [[cell for row in self.rows for cell in row.cells[at]] for at in range(len(self.columns))]
        return list(zip(self.columns, cells, strict=True))


_Key = tuple[str, tuple[str, ...]]


def matrix(archive: Archive, every: Sequence[Line], language: str) -> Matrix | None:
    """The matrix of a question that classes; None for other questions, one statement, or more than can be compared."""
    held = [(line, key) for line in every for key in _keys(line)]
    if not held or len({line.claim.path for line, _ in held}) <= 1 or len(every) > COMPARED:
        return None
    keys = _in_order(archive, [key for _, key in held], language)
    holders = dict.fromkeys(line.claim.holder for line, _ in held)
    rows = tuple(_row(archive, holder, held, keys, language) for holder in holders)
    columns = tuple(_column(archive, key, language) for key in keys)
    return Matrix(columns, tuple(_heads(columns)), rows, len(columns) > MOST)


def _keys(line: Line) -> Iterator[_Key]:
    """The columns of a claim: each class with the definitions named."""
    if line.answer and line.answer.aspect in ASPECTS and not line.answer.figures:
        for value in dict.fromkeys(line.answer.values):
            yield value, tuple(sorted(set(line.answer.definitions)))


def _in_order(archive: Archive, keys: Sequence[_Key], language: str) -> list[_Key]:
    """By the name of the class; within one, named definitions stand before none."""
    return sorted(
        dict.fromkeys(keys),
        key=lambda key: (archive.name(key[0], language).text.casefold(), key[0], not key[1], key[1]),
    )


def _column(archive: Archive, key: _Key, language: str) -> Column:
    return Column(archive.name(key[0], language), tuple(archive.name(path, language) for path in key[1]))


def _heads(columns: Sequence[Column]) -> Iterator[tuple[Name, int]]:
    """The classes over the columns, each with the number of columns that it spans."""
    seen: dict[Name, int] = {}
    for column in columns:
        seen[column.label] = seen.get(column.label, 0) + 1
    yield from seen.items()


def _row(
    archive: Archive, holder: str, held: Sequence[tuple[Line, _Key]], keys: Sequence[_Key], language: str
) -> Holder:
    own = [(line, key) for line, key in held if line.claim.holder == holder]
    lines = list(dict.fromkeys(line for line, _ in own))
    return Holder(
        holder=archive.name(holder, language),
        times=tuple(dict.fromkeys(filter(any, (_held_at(archive, line) for line in lines)))),
        speaks_of=tuple(dict.fromkeys(filter(any, (_scope(archive, line) for line in lines)))),
        cells=tuple(tuple(_cell(archive, line, language) for line, of in own if of == key) for key in keys),
        by_class=Counter(key[0] for _, key in own),
    )


def _held_at(archive: Archive, line: Line) -> Pair:
    held = next(iter(archive.facts.linked(line.claim.path, TM.time)), "")
    return Pair(*worded(archive.facts.text(held, TM.edtf))) if held else Pair("", "")


def _scope(archive: Archive, line: Line) -> Pair:
    """Of whom, where and when a statement speaks."""
    answer = line.answer
    if answer is None:
        return Pair("", "")
    named = [phrase.name(archive.facts, path) for path in (answer.population, answer.place) if path]
    return phrase.joined([*named, *([phrase.period(answer.time, has_wording=False)] if answer.time else [])])


def _cell(archive: Archive, line: Line, language: str) -> Cell:
    claim = line.claim
    arguments = archive.arguments_on.get(claim.path, ())
    against = tuple(one.path for one in arguments if one.kind in ("rebuts", "undercuts"))
    return Cell(
        line.siglum, claim.path, claim.stance, phrase.word(claim.stance), archive.name(claim.holder, language), against
    )
