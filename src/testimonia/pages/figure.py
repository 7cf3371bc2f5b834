"""The mark of a figure or a time on an axis: its shape from the kind of bound, its place, and where its label stands.

An arrow has a fixed length, since nothing tells how far it reaches; so have
the dots of *about* and the tail of *nearly*, whose width is not stated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.entries import Figure, Period
from testimonia.infer.phrase import Pair
from testimonia.pages.axis import Axis

LONGEST: Final = 34
"""Characters of the longest label over a mark; a longer one stands beside the holder."""

TURNS_AT: Final = 58
"""Per cent of the width from which a label ends at its mark, and does not begin there."""

_NARROWEST: Final = 290
_CHARACTER: Final = 7.6
"""Width in pixels of the narrowest track, and of a character of a label."""

_UNSURE: Final = frozenset("~?%")


class Shape(StrEnum):
    """The shapes of marks. *Least* and *most* point away from the one bound that is stated."""

    DOT = "dot"
    ABOUT = "about"
    NEARLY = "nearly"
    RANGE = "range"
    LEAST = "least"
    MOST = "most"
    VAGUE = "vague"
    NONE = "none"


_SHAPES: Final = {
    "exact": Shape.DOT,
    "none": Shape.DOT,
    "approx": Shape.ABOUT,
    "implied": Shape.ABOUT,
    "nearly": Shape.NEARLY,
    "range": Shape.RANGE,
    "magnitude": Shape.VAGUE,
    "atLeast": Shape.LEAST,
    "moreThan": Shape.LEAST,
    "atMost": Shape.MOST,
    "lessThan": Shape.MOST,
    "upTo": Shape.MOST,
}
_TWO_ENDS: Final = frozenset({Shape.RANGE, Shape.VAGUE})


@dataclass(frozen=True, slots=True)
class Span:
    """What a wording sets: a shape, its lower and its upper end. A shape of one point has it in both."""

    shape: Shape
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    @property
    def ends(self) -> Iterator[Decimal]:
        """The values that must have room on the axis."""
        if self.shape != Shape.NONE:
            yield from (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a track. Places are per cent of the width.

    ``label_at`` and ``anchor`` (*start* or *end*) place the label; an empty
    anchor tells that the label is too long to stand over the mark.
    """

    shape: Shape
    low: float = 0.0
    high: float = 0.0
    label_at: float = 0.0
    anchor: str = ""


def span_of(figure: Figure) -> Span:
    """What a figure as worded sets. Nothing where it has no number, or ends in the wrong order."""
    if figure.bound == "none":
        return Span(Shape.DOT)
    low = figure.least if figure.value is None else figure.value
    high = figure.most if figure.value is None else figure.value
    if low is None and high is None:
        return Span(Shape.NONE)
    ends = (_known(low, high), _known(high, low))
    if ends[0] < 0 or ends[0] > ends[1]:
        return Span(Shape.NONE)
    return Span(_shape(figure.bound, has_low=low is not None, has_high=high is not None), *ends)


def _known(one: Decimal | None, other: Decimal | None) -> Decimal:
    return one if one is not None else other if other is not None else Decimal(0)


def _shape(bound: str, *, has_low: bool, has_high: bool) -> Shape:
    """By the bound, where its ends are as it wants them; else by the ends."""
    told = _SHAPES.get(bound)
    if has_low and has_high:
        is_worded = told in _TWO_ENDS or told in (Shape.DOT, Shape.ABOUT, Shape.NEARLY, Shape.LEAST, Shape.MOST)
        return told if told and is_worded else Shape.RANGE
    return Shape.LEAST if has_low else Shape.MOST


def span_of_time(period: Period) -> Span:
    """What a time sets, in Julian days: a day, a stretch, or what is known of one that is open."""
    first, last = period.earliest_begin, period.latest_end
    if first is None and last is None:
        return Span(Shape.NONE)
    if first is None or last is None:
        # An open stretch has a bound of its own where it begins or ends; the earliest or latest day of that is drawn.
        day = Decimal(first if first is not None else last or 0)
        return Span(Shape.LEAST if first is not None else Shape.MOST, day, day)
    if first > last:
        return Span(Shape.NONE)
    is_day = first == last
    if _UNSURE & set(period.edtf):
        return Span(Shape.ABOUT if is_day else Shape.VAGUE, Decimal(first), Decimal(last))
    return Span(Shape.DOT if is_day else Shape.RANGE, Decimal(first), Decimal(last))


def mark(span: Span, axis: Axis, label: Pair) -> Mark:
    """A span on an axis, with its label."""
    if span.shape == Shape.NONE:
        return Mark(span.shape)
    low, high = axis.at(span.low), axis.at(span.high)
    length = max(map(len, label))
    at, anchor = _labelled(low, high, length)
    return Mark(span.shape, low, high, at, anchor if length <= LONGEST else "")


def _labelled(low: float, high: float, length: int) -> tuple[float, str]:
    """Where a label of so many characters begins or ends, so that it has room in the narrowest track."""
    needs = min(length * _CHARACTER / _NARROWEST * 100, 100.0)
    if low <= TURNS_AT and low + needs <= 100:  # noqa: PLR2004  (the whole width)
        return low, "start"
    if high >= needs:
        return high, "end"
    return (0.0, "start") if low <= TURNS_AT else (100.0, "end")


def label_of(figure: Figure) -> Pair:
    """A figure as worded, without its unit where that is a word: the axis names it."""
    said = phrase.figure(figure)
    unit = phrase.unit(figure.unit)
    if figure.unit == "%":
        return Pair(*(text.replace(" %", "\u00a0%") for text in said))
    english = said.english.removesuffix(f" {figure.unit}").removesuffix(f" {unit.english}")
    english = english.removesuffix(" of")
    return Pair(english or said.english, said.german.removesuffix(f" {unit.german}") or said.german)
