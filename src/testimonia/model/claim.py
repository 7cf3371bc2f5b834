"""Propositions, and what people make of them: claims, arguments and editors' flags."""

from dataclasses import dataclass
from hashlib import sha256

from testimonia.model.passage import Passage
from testimonia.model.point import Point
from testimonia.model.problem import Location
from testimonia.model.quantity import Quantity
from testimonia.model.text import Text
from testimonia.model.time import TimeExtent


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """Content that may be held, denied or argued; never asserted by itself.

    Every name is a path under the archive's base, ``aspect`` and ``role`` are
    words of the vocabulary. Without an answer the proposition is the question
    itself. Two claims with the same content share one proposition, so stance,
    holder, method and wording are no part of it.
    """

    about: str
    aspect: str
    values: tuple[str | Text, ...] = ()
    role: str = ""
    quantities: tuple[Quantity, ...] = ()
    time: TimeExtent | None = None
    point: Point | None = None
    place: str = ""
    populations: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """Path of the question that this answers."""
        return f"proposition/{self.about}/{self.aspect}"

    @property
    def path(self) -> str:
        """The question's path, and eight hex digits of the content's digest."""
        return f"{self.question}/{sha256(self.canonical().encode()).hexdigest()[:8]}"

    def quantity_path(self, index: int = 0) -> str:
        """Path of one of the quantities; a second measure is numbered from 2."""
        path = "quantity" + self.path.removeprefix("proposition")
        return f"{path}/{index + 1}" if index else path

    @property
    def geometry_path(self) -> str:
        """Path of the point."""
        return "geometry" + self.path.removeprefix("proposition")

    def canonical(self) -> str:
        """The content as sorted lines, the same for all who say the same."""
        lines = [f"about {self.about}", f"aspect {self.aspect}", f"role {self.role}", f"place {self.place}"]
        lines += [f"value {value}" for value in self.values]
        lines += [f"quantity {quantity.canonical()}" for quantity in self.quantities]
        lines += [f"time {self.time.key}"] if self.time else []
        lines += [f"point {self.point.written()}"] if self.point else []
        lines += [f"population {path}" for path in self.populations]
        lines += [f"excludes {path}" for path in self.excludes]
        lines += [f"definition {path}" for path in self.definitions]
        return "\n".join(sorted(lines))


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A reference as one claim calls it: its path, the pages at the call, and whether it is surely meant."""

    reference: str
    pages: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A holder's stance to one proposition, attested in a passage.

    Three voices: ``holder`` has the view, ``voices`` pass it on (from the
    holder outwards), ``curation`` recorded it. ``written_at`` is where the
    claim is authored, so that every problem found later, even in the graph,
    can be shown where it is mended.
    """

    source: str
    key: str
    section: str
    paraphrase: Text
    passages: tuple[Passage, ...]
    proposition: Proposition
    holder: str
    voices: tuple[str, ...] = ()
    stance: str = "asserts"
    held: TimeExtent | None = None
    method: str = ""
    citations: tuple[Citation, ...] = ()
    sourcing: str
    derived_from: tuple[str, ...] = ()
    qualifies: tuple[str, ...] = ()
    note: str = ""
    curation: str
    written_at: Location

    @property
    def path(self) -> str:
        """Where the claim stands under the archive's base."""
        return f"claim/{self.source}/{self.key}"

    @property
    def derivation_path(self) -> str:
        """The path of the derivation by which the curator came to the claim."""
        return f"derivation/{self.source}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Premises that together speak for or against a claim or an argument.

    ``kind`` is supports, rebuts (the opposite is true), undercuts (the ground
    does not carry it) or narrows (it holds for less than it says).
    """

    source: str
    key: str
    holder: str
    premises: tuple[str, ...]
    kind: str
    targets: tuple[str, ...]
    section: str
    passages: tuple[Passage, ...]
    note: str = ""
    curation: str
    written_at: Location

    @property
    def path(self) -> str:
        """Where the argument stands under the archive's base."""
        return f"argument/{self.source}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A mark set by the document's own editors, and the claims that they meant by it."""

    source: str
    key: str
    kind: str
    section: str
    passage: Passage
    targets: tuple[str, ...]
    note: str = ""
    curation: str
    written_at: Location

    @property
    def path(self) -> str:
        """Where the flag stands under the archive's base."""
        return f"flag/{self.source}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutClaim:
    """A stretch of a document that was read and carries no claim, and why."""

    section: str
    passage: Passage
    reason: str
    written_at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """The recording of one file of claims: from which document, by whom, when.

    ``recorded`` is an xsd:dateTime in UTC, with ``Z``.
    """

    source: str
    key: str
    curator: str
    recorded: str
    written_at: Location

    @property
    def path(self) -> str:
        """Where the activity stands under the archive's base."""
        return f"curation/{self.source}/{self.key}"
