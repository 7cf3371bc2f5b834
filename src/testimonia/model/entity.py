"""Events, actors, places and concepts: a name and a kind, and nothing about the world."""

from dataclasses import dataclass

from testimonia.model.passage import Passage
from testimonia.model.problem import Location
from testimonia.model.text import Text


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form of a name that a document prints, and where."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entry of a register.

    ``register`` is event, actor, place or concept; ``kind`` a word of that
    register's vocabulary. ``related`` ties an unnamed holder to actors that it
    may be or belongs to; ``broader`` places a concept under wider ones.
    """

    register: str
    key: str
    names: tuple[Text, ...]
    kind: str = ""
    also_named: tuple[Text, ...] = ()
    spelt: tuple[Spelling, ...] = ()
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    aspect: str = ""
    note: str = ""
    written_at: Location

    @property
    def path(self) -> str:
        """Where the entity stands under the archive's base."""
        return f"{self.register}/{self.key}"
