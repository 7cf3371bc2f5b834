"""What a figure on a page is made of: drawings, bands by base, rows with their marks; plain values."""

from dataclasses import dataclass
from typing import Final

from testimonia.infer.entries import Figure as Quantity
from testimonia.infer.phrase import Pair, period
from testimonia.pages.axis import Axis
from testimonia.pages.coverage import Box, Coverage
from testimonia.pages.figure import Mark, Shape, Span, label_of
from testimonia.pages.lines import Line
from testimonia.pages.names import Name

_NO_WORDS: Final = Pair("", "")
_ARROW: Final = 18
"""Per cent of the narrowest track that an arrow takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number or a time in a claim, before it has a place on an axis. ``aspect`` tells what is measured."""

    line: Line
    aspect: str
    is_own: bool
    unit: str
    span: Span
    figure: Quantity | None = None

    @property
    def label(self) -> Pair:
        """The number or the time as worded."""
        if self.figure:
            return label_of(self.figure)
        time = self.line.answer.time if self.line.answer else None
        return period(time, has_wording=False) if time else _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a figure.

    ``siglum`` is empty where the claim stands on another question's page.
    What is computed has no holder. ``words`` tell the stance, or how it was
    computed; ``inputs`` are the letters of the claims from which.
    ``ended`` is the day on which the claim was withdrawn, None while it stands.
    ``against`` are arguments against it: the kind, and who holds it. Lines in
    the margin join rows of one root: for each of them *first*, *in*, *by*,
    *last* or nothing.
    """

    siglum: str
    path: str
    mark: Mark
    label: Pair
    holder: Name | None = None
    stance: str = "asserts"
    words: Pair = _NO_WORDS
    against: tuple[tuple[str, Name], ...] = ()
    is_loss: bool = False
    ended: str | None = None
    inputs: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    period: Pair = _NO_WORDS
    place: Pair = _NO_WORDS
    leaves_out: tuple[Name, ...] = ()
    rails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The statements of one base; ``measure`` is named where it is another than the question's."""

    base: Pair
    measure: Pair
    entries: tuple[Entry, ...]
    total: int
    known: int
    thin: tuple[Mark, ...] = ()
    is_computed: bool = False
    rails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure of one unit. ``form`` is *row*, *rows*, *thin* (lines, and some rows) or *counts*."""

    unit: str
    unit_words: Pair
    form: str
    axis: Axis
    bands: tuple[Band, ...]
    left_out: int
    coverage: Coverage | None
    things: tuple[Name, ...]

    @property
    def entries(self) -> list[Entry]:
        """The rows drawn in full."""
        return [entry for band in self.bands for entry in band.entries]

    @property
    def reaches_right(self) -> bool:
        """Whether an arrow needs room beyond the end of the axis."""
        return any(one.mark.shape == Shape.LEAST and one.mark.low > 100 - _ARROW for one in self.entries)

    @property
    def reaches_left(self) -> bool:
        """Whether an arrow needs room before the beginning of the axis."""
        return any(one.mark.shape == Shape.MOST and one.mark.high < _ARROW for one in self.entries)

    @property
    def shapes(self) -> list[str]:
        """The shapes that the key explains."""
        return sorted({entry.mark.shape.value for entry in self.entries})


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a question, and the letters of statements that give no number; ``silent`` counts them."""

    drawings: tuple[Drawing, ...]
    silent: int = 0
    letters: tuple[str, ...] = ()
