"""The days between which a time begins and ends.

Four bounds, as CIDOC CRM has them for a time-span:

=====================  ===========================  =====================
Bound                  CIDOC CRM                    For "1944-02"
=====================  ===========================  =====================
``earliest_begin_day`` P82a begin of the begin      1 February
``latest_begin_day``   P81a end of the begin        29 February
``earliest_end_day``   P81b begin of the end        1 February
``latest_end_day``     P82b end of the end          29 February
=====================  ===========================  =====================

One rule gives them all: a date coarser than a day says that the time lies
somewhere within it, not that it fills it. What began and ended "in February"
may have begun on any day of February, and ended on any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Edge(Enum):
    """Whether a time has a beginning (an end), and if not, why not."""

    GIVEN = "given"
    OPEN = "open"
    """Written "..": there is none, or the author leaves it unsaid."""
    UNKNOWN = "unknown"
    """Written as nothing ("1985/"): there is one, but nobody knows it."""


class Span(NamedTuple):
    """First and last day on which something may be; None for no limit."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Four Julian day numbers around a beginning and an end.

    A bound is None where the time is open or unknown on that side; ``begin``
    and ``end`` say which of the two.

    "Approximately" and "uncertain" do not widen the bounds. The source does
    not say by how much, and any width would be ours: read the bounds of such
    a time as those of the date that the source names.
    """

    earliest_begin_day: int | None
    latest_begin_day: int | None
    earliest_end_day: int | None
    latest_end_day: int | None
    begin: Edge = Edge.GIVEN
    end: Edge = Edge.GIVEN


def within(span: Span) -> Bounds:
    """Bounds of a time that lies somewhere in a span: a date, or one of a set."""
    return Bounds(
        earliest_begin_day=span.first,
        latest_begin_day=span.last,
        earliest_end_day=span.first,
        latest_end_day=span.last,
        begin=_open_if_none(span.first),
        end=_open_if_none(span.last),
    )


def from_to(start: Span | Edge, end: Span | Edge) -> Bounds:
    """Bounds of an interval: it begins within one span and ends within another.

    Each end speaks for itself. "1944/1944-02-23" leaves the whole of 1944 for
    the beginning, although it cannot follow the end.
    """
    first, last = _span(start), _span(end)
    return Bounds(
        earliest_begin_day=first.first,
        latest_begin_day=first.last,
        earliest_end_day=last.first,
        latest_end_day=last.last,
        begin=start if isinstance(start, Edge) else Edge.GIVEN,
        end=end if isinstance(end, Edge) else Edge.GIVEN,
    )


def one_of(spans: Sequence[Span]) -> Bounds:
    """Bounds of a time that is one of several dates: somewhere in their reach."""
    return within(Span(_least(spans), _greatest(spans)))


def all_of(spans: Sequence[Span]) -> Bounds:
    """Bounds of a time that takes in all of several dates.

    It has begun when the first of them is over, and ends no sooner than the
    last of them begins.
    """
    starts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    least, greatest = _least(spans), _greatest(spans)
    return Bounds(
        earliest_begin_day=least,
        latest_begin_day=None if least is None else min(lasts, default=None),
        earliest_end_day=None if greatest is None else max(starts, default=None),
        latest_end_day=greatest,
        begin=_open_if_none(least),
        end=_open_if_none(greatest),
    )


def _span(end: Span | Edge) -> Span:
    return end if isinstance(end, Span) else Span(None, None)


def _open_if_none(day: int | None) -> Edge:
    return Edge.OPEN if day is None else Edge.GIVEN


def _least(spans: Sequence[Span]) -> int | None:
    firsts = [span.first for span in spans if span.first is not None]
    return min(firsts) if len(firsts) == len(spans) else None


def _greatest(spans: Sequence[Span]) -> int | None:
    lasts = [span.last for span in spans if span.last is not None]
    return max(lasts) if len(lasts) == len(spans) else None
