"""All dated events on one line of time, and all places at which events are said to have happened on one map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.infer.entries import Period
from testimonia.infer.phrase import Pair, joined, period
from testimonia.pages.archive import Archive
from testimonia.pages.axis import Axis, time_axis
from testimonia.pages.explore_map import Map, Placed, drawn, points
from testimonia.pages.figure import Mark, Shape, Span, mark, span_of_time
from testimonia.pages.home import events_linked
from testimonia.pages.names import Name

DRAWN: Final = 400
"""So many events at most are drawn."""

LISTED: Final = 100
"""So many events, or places, are listed beside the drawing; the rest is counted."""

LANES: Final = 30
_GAP: Final = 1.2
_FAR_OFF: Final = 12
"""One event in so many may be left out of the drawing, where it lies far from the others."""

_NONE: Final = Pair("", "")


@dataclass(frozen=True, slots=True)
class Dated:
    """An event on the line of time: its mark, the lane, the time as worded, and whether claims date it differently."""

    name: Name
    mark: Mark
    lane: int
    words: Pair
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The line of time: axis, lanes, the events drawn, and how many are not."""

    axis: Axis
    lanes: int
    events: tuple[Dated, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class When:
    """The times of an event: one for each claim that tells when it was, began or ended."""

    event: str
    span: Span
    periods: tuple[Period, ...]
    is_disputed: bool


def strip(archive: Archive, language: str) -> Strip | None:
    """All dated events, the earliest first; None where no event is dated."""
    found = _dated(archive)
    if not found:
        return None
    shown = framed(found[:DRAWN])
    axis = time_axis([int(end) for one in shown for end in one.span.ends])
    marks = [mark(one.span, axis, _NONE) for one in shown]
    lanes = lanes_of(marks)
    events = (
        Dated(archive.name(one.event, language), where, lane, _worded(one.periods), one.is_disputed)
        for one, where, lane in zip(shown, marks, lanes, strict=True)
    )
    return Strip(axis, max(lanes) + 1, tuple(events), len(found) - len(shown))


def framed(found: Sequence[When]) -> Sequence[When]:
    """Those to be drawn: without the few that lie so far off that the others would be pressed into half the width."""
    middle = sorted(one.span.low for one in found)[len(found) // 2]
    nearest = sorted(found, key=lambda one: max(abs(one.span.low - middle), abs(one.span.high - middle)))
    for left_out in range(1, len(found) // _FAR_OFF + 1):
        near = nearest[:-left_out]
        if _width(near) * 2 < _width(found):
            return [one for one in found if one in near]
    return found


def _width(found: Sequence[When]) -> int:
    return int(max(one.span.high for one in found) - min(one.span.low for one in found))


def _worded(periods: Sequence[Period]) -> Pair:
    return joined(dict.fromkeys(period(one, has_wording=False) for one in periods), "; ")


@lru_cache(maxsize=2)
def _dated(archive: Archive) -> Sequence[When]:
    events = (path for path in archive.by_about if path.startswith("event/"))
    found = [when for path in events if (when := _when(archive, path))]
    return sorted(found, key=lambda one: (one.span.low, one.span.high, one.event))


def _when(archive: Archive, path: str) -> When | None:
    """The whole time of an event: from the first day on which it can have begun to the last on which it was over."""
    by_aspect: dict[str, list[Period]] = {}
    for question in archive.by_about[path]:
        aspect = archive.asked(question)[1]
        if aspect in ("date", "startDate", "endDate"):
            for claim in questions(archive.facts)[question]:
                answer = archive.facts.answers.get(claim.answer)
                if answer and answer.time and claim.stance == "asserts":
                    by_aspect.setdefault(aspect, []).append(answer.time)
    periods = [one for aspect in ("date", "startDate", "endDate") for one in by_aspect.get(aspect, ())]
    spans = [span for one in periods if (span := span_of_time(one)).shape != Shape.NONE]
    if not spans:
        return None
    is_open = "startDate" in by_aspect and not {"date", "endDate"} & set(by_aspect)
    whole = _whole(spans, is_open=is_open)
    return When(path, whole, tuple(periods), any(lie_apart(found) for found in by_aspect.values()))


def _whole(spans: Sequence[Span], *, is_open: bool) -> Span:
    low, high = min(span.low for span in spans), max(span.high for span in spans)
    if is_open:
        return Span(Shape.LEAST, low, low)
    if len({span.shape for span in spans}) == 1 and (low, high) == (spans[0].low, spans[0].high):
        return spans[0]
    return Span(Shape.DOT if low == high else Shape.RANGE, low, high)


def lie_apart(periods: Sequence[Period]) -> bool:
    """Whether two times of one kind have no day in common."""
    begins = [one.earliest_begin for one in periods if one.earliest_begin is not None]
    ends = [one.latest_end for one in periods if one.latest_end is not None]
    return len(periods) > 1 and bool(begins and ends) and max(begins) > min(ends)


def lanes_of(marks: Sequence[Mark]) -> list[int]:
    """For each mark the first lane in which it has room; where all are full, the last."""
    ends: list[float] = []
    lanes = []
    for one in marks:
        free = next((lane for lane, end in enumerate(ends) if end + _GAP <= one.low), len(ends))
        free = min(free, LANES - 1)
        ends[free : free + 1] = [max(one.high, one.low) + (_GAP if one.shape == Shape.LEAST else 0)]
        lanes.append(free)
    return lanes


@dataclass(frozen=True, slots=True)
class Places:
    """The map of places with events, places whose point no claim gives, and how many places are not listed."""

    map: Map | None
    unplaced: tuple[tuple[Name, int], ...]
    left_out: int


def places(archive: Archive, language: str) -> Places:
    """The places at which events are said to have happened, or from or to which they led, by name."""
    found = _places(archive)
    named = sorted(((archive.name(path, language), len(events)) for path, events in found), key=_by_name)
    spots = [(name, number, tuple(points(archive, name.path, language))) for name, number in named]
    on_it = [Placed(0, name, number, (), given) for name, number, given in spots if given]
    unplaced = [(name, number) for name, number, given in spots if not given]
    shown = on_it[:DRAWN]
    return Places(
        drawn(shown) if shown else None, tuple(unplaced[:LISTED]), len(on_it[DRAWN:]) + len(unplaced[LISTED:])
    )


def _by_name(item: tuple[Name, int]) -> tuple[str, str]:
    return item[0].text.casefold(), item[0].path


@lru_cache(maxsize=2)
def _places(archive: Archive) -> Sequence[tuple[str, Sequence[str]]]:
    return [(place, events) for place, events in events_linked(archive).items() if place.startswith("place/")]
