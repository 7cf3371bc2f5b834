"""Finding what a key means: in which register it stands, or which near key was meant."""

from collections.abc import Iterable
from typing import Protocol

from testimonia.read.block import Block
from testimonia.read.fields import suggestion

_PLURALS = {
    "event": "events",
    "actor": "actors",
    "place": "places",
    "concept": "concepts",
    "source": "sources",
    "claim": "claims",
    "argument": "arguments",
    "question": "questions",
}
_ASKED_ABOUT = ("event", "actor", "place", "source", "claim")


class Blocks(Protocol):
    """All blocks of an archive, wherever they are kept."""

    def get(self, path: str) -> Block | None:
        """The block behind a path such as ``actor/x`` or ``claim/source/x``; a work before a document."""

    def keys(self, beginning: str) -> Iterable[str]:
        """What follows ``beginning`` in the paths that start with it."""


class BlocksInMemory:
    """Blocks of one run, by path."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._by_path: dict[str, Block] = {}
        for block in blocks:
            if block.path and block.kind != "document":
                self._by_path.setdefault(block.path, block)

    def get(self, path: str) -> Block | None:
        """See :class:`Blocks`."""
        return self._by_path.get(path)

    def keys(self, beginning: str) -> Iterable[str]:
        """See :class:`Blocks`."""
        return (path[len(beginning) :] for path in self._by_path if path.startswith(beginning))


class Lookup:
    """Keys as authors write them to paths under the archive's base."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks

    def path(self, written: str, registers: Iterable[str], source: str = "") -> str:
        """The path behind a key.

        Args:
            written: A bare key, or ``register:key``; a claim of another
                document is ``source/key``, a question ``question:about/aspect``.
            registers: Where to look, in words such as ``actor``.
            source: The document in which the key is written.

        Raises:
            ValueError: No register, or more than one, holds the key.
        """
        allowed = list(registers)
        register, colon, key = written.partition(":")
        if colon and register in _PLURALS:
            if register not in allowed:
                raise ValueError(f"'{written}' is not allowed here; expected is one of the {_or(allowed)}")
            allowed, written = [register], key
        found = [path for register in allowed for path in self._in(register, written, source)]
        if len(found) == 1:
            return found[0]
        if found:
            both = " or ".join(f"'{path.split('/')[0]}:{written}'" for path in found)
            raise ValueError(f"'{written}' stands in more than one register; write {both}")
        known = [key for register in allowed for key in self._known(register, source, written)]
        raise ValueError(f"'{written}' is in no register of {_or(allowed)}{suggestion(written, known)}")

    def _in(self, register: str, key: str, source: str) -> list[str]:
        if register == "question":
            return self._questions(key, source)
        path = (
            f"{register}/{source}/{key}"
            if register in ("claim", "argument") and "/" not in key
            else f"{register}/{key}"
        )
        return [path] if self.blocks.get(path) else []

    def _questions(self, written: str, source: str) -> list[str]:
        about, _, aspect = written.rpartition("/")
        register, colon, key = about.partition(":")
        registers = (register,) if colon else _ASKED_ABOUT
        paths = [path for name in registers for path in self._in(name, key if colon else about, source)]
        return [f"proposition/{path}/{aspect}" for path in paths if aspect]

    def _known(self, register: str, source: str, written: str) -> list[str]:
        if register == "question":
            aspect = written.rpartition("/")[2]
            return [f"{key}/{aspect}" for name in _ASKED_ABOUT for key in self._known(name, source, "")]
        within = f"{register}/{source}/" if register in ("claim", "argument") else f"{register}/"
        return list(self.blocks.keys(within))


def _or(registers: list[str]) -> str:
    words = [_PLURALS[register] for register in registers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
