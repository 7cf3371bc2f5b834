"""Results as a table, and the figures of results on one axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from testimonia.infer import phrase
from testimonia.infer.phrase import Pair
from testimonia.pages.archive import Archive
from testimonia.pages.axis import Axis, axis_of
from testimonia.pages.explored import ROWS, ClaimRow, EventRow, Results, claim_row, event_row
from testimonia.pages.figure import Mark, mark, span_of
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.query.facets import NOT_SAID

_SHARE = "%"


@dataclass(frozen=True, slots=True)
class OfThing:
    """Claims about one thing, one after another."""

    about: Name
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim with the marks of its figures, each with its words."""

    row: ClaimRow
    marks: tuple[tuple[Mark, Pair], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, how many results count in it, and the parameters by which these are shown."""

    unit: Pair
    count: int
    pairs: tuple[tuple[str, str], ...]


def table(archive: Archive, results: Results, reader: Reader) -> tuple[Slice, Mapping[str, object]]:
    """A page of the results."""
    part = cut(results.total, reader.number, ROWS)
    paths = results.table.page(results.found.bits, part.before, ROWS)
    if results.shown == "events":
        return part, {"events": event_rows(archive, paths, reader.language)}
    rows = [claim_row(archive, results.table, path, reader.language) for path in paths]
    return part, {"things": things(rows)}


def event_rows(archive: Archive, paths: Sequence[str], language: str) -> list[EventRow]:
    """Events as rows."""
    return [event_row(archive, path, language) for path in paths]


def things(rows: Sequence[ClaimRow]) -> list[OfThing]:
    """Rows under what they are about; they come in that order."""
    return [OfThing(about, tuple(of_it)) for about, of_it in groupby(rows, key=lambda row: row.about)]


def axis(archive: Archive, results: Results, reader: Reader) -> tuple[Slice | None, Mapping[str, object]]:
    """The figures of the results that count in one unit: the one that was chosen, else the one with most of them."""
    if results.shown == "events":
        return None, {"is_for_claims": True}
    counts = results.table.counts(results.found.bits, "unit")
    units = sorted((-number, unit) for unit, number in counts.items() if number and unit != NOT_SAID)
    if not units:
        return None, {"unit": None, "without": results.total}
    unit = units[0][1]
    bits = results.found.bits & results.table.numbered(unit)
    part = cut(bits.bit_count(), reader.number, ROWS)
    ends = results.table.span(bits, unit) or ()
    scale = axis_of((Decimal(str(end)) for end in ends), is_share=unit == _SHARE)
    paths = results.table.page(bits, part.before, ROWS)
    drawn = [_drawn(archive, results, path, unit, scale, reader.language) for path in paths]
    of_things = [(about, list(of_it)) for about, of_it in groupby(drawn, key=lambda one: one.row.about)]
    return part, {
        "axis": scale,
        "low": phrase.number(scale.low),
        "high": phrase.number(scale.high),
        "unit": phrase.unit(unit),
        "without": results.total - part.total,
        "units": [_unit(results, other, -number) for number, other in units[1:]],
        "drawn": of_things,
    }


def _unit(results: Results, unit: str, count: int) -> Unit:
    left = [(name, value) for name, value in results.kept if name != "unit"]
    return Unit(phrase.unit(unit), count, (*left, ("unit", unit), ("as", "axis")))


def _drawn(archive: Archive, results: Results, path: str, unit: str, scale: Axis, language: str) -> Drawn:
    answer = archive.facts.answers[archive.facts.claims[path].answer]
    figures = [figure for figure in answer.figures if figure.unit == unit]
    marks = tuple((mark(span_of(figure), scale, phrase.figure(figure)), phrase.figure(figure)) for figure in figures)
    return Drawn(claim_row(archive, results.table, path, language), marks)


__all__ = ["Drawn", "OfThing", "Unit", "axis", "event_rows", "table", "things"]
