"""A block is what an author wrote about one thing: fields by name, and where they stand."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from testimonia.model.problem import Location, Problem

T = TypeVar("T")

REGISTERS = ("event", "actor", "place", "concept")
_OF_A_DOCUMENT = ("claim", "argument", "flag", "reference")
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def is_key(written: str) -> bool:
    """Whether a key may end an IRI: small letters, digits, and within it hyphens and dots."""
    return _KEY.fullmatch(written) is not None


@dataclass(slots=True, kw_only=True)
class Block:
    """One ``[[claim]]``, one row of a table, one entry of a register.

    ``fields`` holds text or lists of text, as authored; ``lines`` the line of
    each field. ``kind`` is claim, argument, flag, without-claim, reference,
    work, document, event, actor, place or concept. ``curation`` names the
    file, below the folder of its document, in which the block was recorded.
    """

    kind: str
    key: str
    fields: dict[str, object]
    location: Location
    lines: Mapping[str, int] = field(default_factory=dict)
    curation: str = ""

    @property
    def path(self) -> str:
        """Where the thing stands under the archive's base; empty where it has no name fit for that.

        A flag without a key is named by its passage.
        """
        source = str(self.fields.get("source", ""))
        key = self.key or (str(self.fields.get("passage", "")).strip() if self.kind == "flag" else "")
        if not is_key(key) or (self.kind in _OF_A_DOCUMENT and not is_key(source)):
            return ""
        if self.kind in _OF_A_DOCUMENT:
            return f"{self.kind}/{source}/{key}"
        if self.kind in ("work", "document"):
            return f"source/{self.key}"
        return f"{self.kind}/{self.key}"

    @property
    def digest(self) -> str:
        """Changes with what the block says, and not with where in its file it stands."""
        content = json.dumps([self.kind, self.key, self.fields, self.curation], ensure_ascii=False, sort_keys=True)
        return sha256(content.encode()).hexdigest()

    @property
    def text(self) -> str:
        """All of it but kind, file and line, as text from which :func:`block_of` makes it again."""
        parts = [self.key, self.fields, dict(self.lines), self.curation, self.location.is_table]
        return json.dumps(parts, ensure_ascii=False)

    def at(self, name: str) -> Location:
        """The place of a field, or of the block where the field is missing."""
        return self.location.at(self.lines.get(name, 0), name)

    def problem(self, name: str, message: str) -> Problem:
        """A fault of one field, in the words ``claim 'key': message``."""
        subject = f"{self.kind} '{self.key}'" if self.key else self.kind
        return Problem(self.at(name), f"{subject}: {message}")


def block_of(number: int, file: str, line: int, kind: str, text: str) -> Block:
    """The block behind a text, known by a number."""
    key, fields, lines, curation, is_table = json.loads(text)
    location = Location(file, line, is_table=bool(is_table), entry=str(number))
    return Block(kind=kind, key=key, fields=fields, location=location, lines=lines, curation=curation)


class Entry:
    """A block while it is read: gives its fields, collects its faults."""

    def __init__(self, block: Block, problems: list[Problem]) -> None:
        self.block = block
        self.problems = problems
        self.is_sound = True

    def fault(self, name: str, message: str) -> None:
        """Note a fault of one field; the block yields no record then."""
        self.is_sound = False
        self.problems.append(self.block.problem(name, message))

    def has(self, name: str) -> bool:
        """Whether the author wrote the field."""
        return name in self.block.fields

    def text(self, name: str, default: str = "") -> str:
        """A field of one text."""
        value = self.block.fields.get(name, default)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """A field of one or several texts."""
        value = self.block.fields.get(name, [])
        return [value] if isinstance(value, str) else [v for v in value if isinstance(v, str)]  # type: ignore[attr-defined]

    def attempt(self, name: str, read: Callable[[str], T], written: str | None = None) -> T | None:
        """What ``read`` makes of a field, or of the text given; a ValueError becomes a fault of the field."""
        try:
            return read(self.text(name) if written is None else written)
        except ValueError as error:
            self.fault(name, str(error))
            return None

    def attempts(self, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """The same for every text of a field, leaving out those at fault."""
        found = [self.attempt(name, read, written) for written in self.texts(name)]
        return tuple(value for value in found if value is not None)
