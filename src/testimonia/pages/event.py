"""What stands at the head of the page of an event, an actor or a place, and the things that are linked to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from testimonia.infer.phrase import Pair
from testimonia.pages.archive import Archive
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.pages.record import Record, record
from testimonia.pages.summary import SHOWN, Computed, Line, Linked, Value, computed, lines, linked

_DATES: Final = ("date", "startDate", "duration", "endDate", "existence")
_PLACES: Final = ("location", "origin", "destination", "within", "coordinates")
_WHOLES: Final = ("partOf", "membership", "succeededBy", "precedence", "during")
_PEOPLE: Final = ("participation", "responsibility", "office", "kinship")
_COURSE: Final = frozenset(
    {"endImplied", "datesConsistent", "datesInconsistent", "datesOpen", "endBeforeStart", "partOutsideWhole"}
    | {"notBefore", "partOfItself"}
)

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "dates": _DATES,
    "places": _PLACES,
    "parts": _WHOLES,
    "people": _PEOPLE,
}
"""The columns of the head, each with its aspects in order."""

LINKS: Final[Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "event": (("linked.parts", "event", ("partOf",)), ("linked.during", "event", ("during",))),
    "actor": (
        ("linked.roles", "event", ("participation", "responsibility", "recognises")),
        ("linked.works", "source", ("author", "participation", "addressee", "heldIn")),
        ("linked.members", "actor", ("membership", "composition", "office")),
    ),
    "place": (
        ("linked.happened", "event", ("location", "origin", "destination")),
        ("linked.lies-in", "place", ("within",)),
        ("linked.came-from", "actor", ("originOfPeople",)),
    ),
}
"""For each kind of thing the lists of what is linked to it: the heading, the kind of what is listed, the aspects."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the head: its heading as a key of the words, the lines, and what a rule worked out of them."""

    key: str
    lines: tuple[Line, ...]
    computed: tuple[Computed, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a page: the columns that say something, and how far the record goes."""

    columns: tuple[Column, ...]
    record: Record


@dataclass(frozen=True, slots=True)
class Links:
    """Things that are said to be linked to another, below a heading: those on this page, and how many there are."""

    key: str
    rows: tuple[Linked, ...]
    part: Slice


def head(archive: Archive, path: str, language: str) -> Head | None:
    """The head of a thing; None for what has none, and where nothing is said of it."""
    if path.partition("/")[0] not in LINKS:
        return None
    found = record(archive, path, language)
    reckoned = computed(archive, path, _COURSE) if found.statements else ()
    columns = (Column(key, _lines(archive, path, key, language), reckoned if key == "dates" else ()) for key in COLUMNS)
    return Head(tuple(column for column in columns if column.lines or column.computed), found)


def _lines(archive: Archive, path: str, key: str, language: str) -> tuple[Line, ...]:
    found = lines(archive, path, COLUMNS[key], language)
    return _with_parts(archive, path, found, language) if key == "parts" else found


def _with_parts(archive: Archive, path: str, found: tuple[Line, ...], language: str) -> tuple[Line, ...]:
    """What a thing is part of, and what is said to be part of it."""
    rows = linked(archive, path, ("partOf",), "event", language)
    if not rows:
        return found
    values = tuple(Value(row.name, row.words, (), row.voices) for row in rows[:SHOWN])
    number = sum(row.voices.statements for row in rows)
    return (*found, Line(Pair("", ""), values, len(rows[SHOWN:]), number, "", "", key="linked.parts"))


def links(archive: Archive, path: str, reader: Reader) -> tuple[Links, ...]:
    """What is linked to a thing, list by list; lists without a row on this page are kept, so that pages count them."""
    found = []
    for key, about, aspects in LINKS.get(path.partition("/")[0], ()):
        rows = linked(archive, path, aspects, about, reader.language)
        part = cut(0 if key == "linked.parts" and len(rows) <= SHOWN else len(rows), reader.number)
        found.append(Links(key, tuple(part.of(rows)), part))
    return tuple(one for one in found if one.part.total)
