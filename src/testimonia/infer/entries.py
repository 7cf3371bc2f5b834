"""What the rules read of an archive, as plain values: claims, answers, figures, periods, arguments, sources.

Paths stand in place of IRIs (``claim/source/key``, ``event/key``); words of the
vocabulary stand as the ends of their IRIs (``atLeast``, ``personsDeported``).
"""

from dataclasses import dataclass
from decimal import Decimal

from testimonia.model.point import Point


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as worded. ``value`` is one figure, ``least`` and ``most`` bound one; ``whole`` is a figure's path."""

    path: str
    bound: str
    unit: str
    wording: str
    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    whole: str
    excludes: str
    population: str

    @property
    def interval(self) -> tuple[Decimal | None, Decimal | None]:
        """Least and most that the wording allows; None where it sets no bound. *About* and *nearly* set none."""
        if self.bound in ("approx", "nearly", "implied"):
            return None, None
        return (self.least if self.value is None else self.value, self.most if self.value is None else self.value)


@dataclass(frozen=True, slots=True)
class Period:
    """A time: its EDTF text, the four bounds as Julian day numbers (None where there is none), the source's words."""

    path: str
    edtf: str
    earliest_begin: int | None
    latest_begin: int | None
    earliest_end: int | None
    latest_end: int | None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and the path of its node."""

    path: str
    point: Point


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposition: one answer to one question, with its scope."""

    path: str
    about: str
    aspect: str
    values: tuple[str, ...]
    role: str
    figures: tuple[Figure, ...]
    time: Period | None
    place: str
    population: str
    excludes: tuple[str, ...]
    definitions: tuple[str, ...]
    spot: Spot | None = None

    @property
    def question(self) -> str:
        """The path of the question: what it is about, and the aspect."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Call:
    """A reference that a claim calls: the work it leads to, empty where it leads nowhere, and how it resolves."""

    reference: str
    work: str
    resolution: str
    pages: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim as authored; ``derived_from`` are the claims that it was worked out from."""

    path: str
    source: str
    answer: str
    holder: str
    voices: tuple[str, ...]
    stance: str
    sourcing: str
    method: str
    calls: tuple[Call, ...]
    qualifies: tuple[str, ...]
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArgumentFact:
    """An argument: who puts it, which premises, what for or against."""

    path: str
    holder: str
    kind: str
    premises: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A work: its kind, what it takes content from, whether its bytes were read, and its authors."""

    path: str
    kind: str
    depends_on: tuple[str, ...]
    part_of: str
    is_read: bool
    creators: tuple[str, ...] = ()
