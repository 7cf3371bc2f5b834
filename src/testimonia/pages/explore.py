"""The page on which claims and events are chosen by facets: what was asked, every option with its number, the views.

Every state of the page is an address; what the views show stands in modules of their own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from testimonia.pages import explore_map, explore_net, explore_rows, explore_time
from testimonia.pages.archive import Archive
from testimonia.pages.explored import Results, value_name
from testimonia.pages.reader import Reader, Slice
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.query.facets import FACETS, NOT_SAID, Choice, Found, Table
from testimonia.query.folding import folded

VIEWS: Final = ("table", "axis", "map", "timeline", "network")
FILES: Final = ("csv", "jsonld", "ttl", "geojson", "json")
LISTED: Final = 10
"""So many options of a facet are listed; the others are found by their names."""

_IDLE: Final = 5
"""Of a long facet options that would show nothing stand only where the list is shorter than this."""

_STEP: Final = 5
_MOST_DECADES: Final = 30

Pairs = tuple[tuple[str, str], ...]
View = Callable[[Archive, Results, Reader], tuple[Slice | None, Mapping[str, object]]]

_VIEWS: Final[Mapping[str, View]] = {
    "table": explore_rows.table,
    "axis": explore_rows.axis,
    "map": explore_map.view,
    "timeline": explore_time.view,
    "network": explore_net.view,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks to see: claims or events, values by facet, words, a view, and words within long facets."""

    shown: str = "claims"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: str = ""
    view: str = "table"
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> Pairs:
        """The parameters of the address, in a fixed order; what is so by default stays out."""
        found = [("show", self.shown)] if self.shown != "claims" else []
        found += [(facet, value) for facet in FACETS for value in self.values.get(facet, ())]
        found += [("q", self.typed)] if self.typed else []
        found += [(f"in-{facet}", self.within[facet]) for facet in FACETS if self.within.get(facet)]
        return (*found, *([("as", self.view)] if self.view != "table" else []))

    @property
    def kept(self) -> Pairs:
        """The parameters that hold for downloads: no view, and no words within a facet."""
        return replace(self, view="table", within={}).pairs

    def without(self, name: str, value: str = "") -> "Asked":
        """The same without one value, without all values of a facet, or without words (``q``)."""
        if name == "q":
            return replace(self, typed="")
        left = tuple(one for one in self.values.get(name, ()) if value and one != value)
        return replace(self, values={**self.values, name: left})

    def known_to(self, table: Table) -> "Asked":
        """The same with only those values that a table has."""
        kept = {
            facet: tuple(value for value in values if value in table.sets[facet])
            for facet, values in self.values.items()
        }
        return replace(self, values=kept)


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen: its name, how many there would be, that in steps of five per cent, and its state."""

    value: str
    name: str
    count: int
    width: int
    is_chosen: bool

    @property
    def is_idle(self) -> bool:
        """Whether choosing it would show nothing."""
        return not self.count and not self.is_chosen


@dataclass(frozen=True, slots=True)
class Group:
    """A facet with its options; ``left_out`` are so many more, ``within`` the words by which they were narrowed."""

    facet: str
    options: tuple[Option, ...]
    left_out: int
    is_long: bool
    within: str

    @property
    def chosen(self) -> int:
        """How many of its options are chosen."""
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that was made, by its name, and the address without it; ``back`` tells how many there are then."""

    facet: str
    name: str
    pairs: Pairs
    back: int = 0


def explore_sheet(
    archive: Archive, tables: Mapping[str, Table], asked: Asked, reader: Reader, within: int | None = None
) -> Sheet:
    """The page for what is asked; ``within`` are those with the words, as bits.

    Raises:
        KeyError: A facet has no such value; its arguments are the facet and the value.
    """
    table = tables[asked.shown]
    found = table.find(Choice(asked.values, within))
    part, values = _VIEWS[asked.view](archive, Results(asked.shown, table, found, asked.kept), reader)
    return Sheet(
        template="explore.html",
        path="",
        title="explore.title",
        kind="explore",
        crumbs=(Crumb("explore.title", is_key=True),),
        slice=part,
        values={
            "asked": asked,
            "address_values": asked.pairs,
            "found": found,
            "all": len(table.paths),
            "groups": groups(archive, table, found, asked, reader.language),
            "chips": chips(archive, asked, reader.language),
            "back": _back(archive, found, asked, reader.language),
            "views": [(view, replace(asked, view=view).pairs) for view in VIEWS],
            "shows": [(shown, replace(asked, shown=shown).known_to(tables[shown]).pairs) for shown in tables],
            "files": FILES,
            "view": values,
        },
    )


def groups(
    archive: Archive, table: Table, found: Found, asked: Asked, language: str, *, most: int = LISTED
) -> tuple[Group, ...]:
    """The facets with their options; one that tells nothing apart is left out, unless something of it is chosen."""
    naming = _Naming(archive, language)
    made = (_group(naming, table, found, asked, facet, most) for facet in FACETS)
    return tuple(group for group in made if len(table.sets[group.facet]) > 1 or group.chosen)


def _group(naming: "_Naming", table: Table, found: Found, asked: Asked, facet: str, most: int) -> Group:
    chosen, counts = asked.values.get(facet, ()), found.counts[facet]
    offered = offered_values(facet, table.sets[facet])
    typed = asked.within.get(facet, "")
    left = [value for value in offered if not typed or naming.is_named(facet, value, typed)]
    ranked = sorted(left, key=lambda value: (-counts[value], value))[:most]
    if len(left) > most:
        ranked = [value for place, value in enumerate(ranked) if counts[value] or place < _IDLE]
    listed = [*ranked, *(value for value in chosen if value not in ranked)]
    options = [_option(naming, found, facet, value, is_chosen=value in chosen) for value in listed]
    return Group(facet, tuple(_ordered(facet, options)), len(left) - len(ranked), len(offered) > most, typed)


def offered_values(facet: str, values: Sequence[str] | Mapping[str, object]) -> list[str]:
    """The values of a facet that are listed: of periods the decades, of very many of these the centuries."""
    if facet != "period":
        return list(values)
    decades = [value for value in values if not value.endswith("XX")]
    return decades if len(decades) <= _MOST_DECADES else [v for v in values if v.endswith("XX") or v == NOT_SAID]


@dataclass(frozen=True, slots=True)
class _Naming:
    """Names of values in one language."""

    archive: Archive
    language: str

    def name(self, facet: str, value: str) -> str:
        return value_name(self.archive, facet, value, self.language)

    def is_named(self, facet: str, value: str, typed: str) -> bool:
        """Whether the name of a value holds what was typed."""
        return folded(typed) in folded(self.name(facet, value))


def _option(naming: _Naming, found: Found, facet: str, value: str, *, is_chosen: bool) -> Option:
    count, of = found.counts[facet][value], found.of[facet]
    width = max(_STEP, _STEP * round(100 / _STEP * count / of)) if count else 0
    return Option(value, naming.name(facet, value), count, width, is_chosen)


def _ordered(facet: str, options: Sequence[Option]) -> list[Option]:
    """By number, then by name; periods in time; *not said* comes last."""
    if facet == "period":
        return sorted(options, key=lambda option: (option.value == NOT_SAID, _year(option.value)))
    return sorted(options, key=lambda option: (option.value == NOT_SAID, -option.count, option.name.casefold()))


def _year(period: str) -> int:
    digits = period.lstrip("-").replace("X", "0")
    year = int(digits) if digits.isdecimal() else 0
    return -year - 1 if period.startswith("-") else year


def chips(archive: Archive, asked: Asked, language: str) -> tuple[Chip, ...]:
    """The choices that were made, each with the address without it."""
    return tuple(_chips(archive, asked, language))


def _chips(archive: Archive, asked: Asked, language: str) -> Iterator[Chip]:
    for facet in FACETS:
        for value in asked.values.get(facet, ()):
            yield Chip(facet, value_name(archive, facet, value, language), asked.without(facet, value).pairs)
    if asked.typed:
        yield Chip("q", asked.typed, asked.without("q").pairs)


def _back(archive: Archive, found: Found, asked: Asked, language: str) -> Chip | None:
    """The one choice without which there are results again; of several that without which there are most."""
    for facet, number in found.back[:1]:
        names = [value_name(archive, facet, value, language) for value in asked.values.get(facet, ())]
        return Chip(facet, ", ".join(names) or asked.typed, asked.without(facet).pairs, number)
    return None
