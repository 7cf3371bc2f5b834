"""Results on a line of time: those that a claim dates, the earliest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from testimonia.pages.archive import Archive
from testimonia.pages.axis import Axis, time_axis
from testimonia.pages.explored import ROWS, Dated, Results, dated, event_times
from testimonia.pages.figure import Mark, mark, span_of_time
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut


@dataclass(frozen=True, slots=True)
class Timed:
    """A result with its times and their marks; ``is_disputed`` where claims give it different ones of one kind."""

    name: Name
    times: tuple[Dated, ...]
    marks: tuple[Mark, ...]
    is_disputed: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Where the first and the last of the marks lie."""
        return min(mark.low for mark in self.marks), max(mark.high for mark in self.marks)


def view(archive: Archive, results: Results, reader: Reader) -> tuple[Slice | None, Mapping[str, object]]:
    """A page of the results that have a time."""
    table = results.table
    bits = results.found.bits & table.dated
    total = bits.bit_count()
    if not total:
        return None, {"rows": [], "without": results.total}
    part = cut(total, reader.number, ROWS)
    paths = table.dated_page(bits, part.before, ROWS)
    found = [(path, _times(archive, path, reader.language)) for path in paths]
    days = [int(end) for _, times in found for one in times for end in span_of_time(one.period).ends]
    axis = time_axis(days) if days else None
    rows = [_timed(archive, path, times, axis, reader.language) for path, times in found]
    return part, {"rows": rows, "axis": axis, "without": results.total - total}


def _times(archive: Archive, path: str, language: str) -> tuple[Dated, ...]:
    facts = archive.facts
    if path.startswith("event/"):
        return event_times(archive, archive.claims_about(path), language)
    claim = facts.claims[path]
    answer = facts.answers[claim.answer]
    return (dated(archive, claim, answer.time, answer.aspect, language),) if answer.time else ()


def _timed(archive: Archive, path: str, times: tuple[Dated, ...], axis: Axis | None, language: str) -> Timed:
    by_aspect: dict[str, set[str]] = {}
    for one in times:
        by_aspect.setdefault(one.aspect, set()).add(one.period.edtf)
    is_disputed = any(len(given) > 1 for given in by_aspect.values())
    marks = tuple(mark(span_of_time(one.period), axis, one.words) for one in times) if axis else ()
    return Timed(archive.name(path, language), times, marks, is_disputed)
