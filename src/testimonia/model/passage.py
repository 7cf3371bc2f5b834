"""Stretches of a document, given by their offsets and never by their words."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"(\d+)-(\d+)")


def offsets(path: str) -> tuple[int, int]:
    """The offsets with which the path of a passage ends; two noughts where it does not end so."""
    begin, _, end = path.rpartition("/")[2].partition("-")
    return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else (0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of one source.

    ``start`` and ``end`` count Unicode code points from 0, ``end`` is the
    first one after the passage (Web Annotation, TextPositionSelector).
    """

    source: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(
                f"the passage {self.start}-{self.end} has no length; write the offset of its first character, "
                "a hyphen, and the offset after its last"
            )

    @classmethod
    def parse(cls, source: str, written: str) -> "Passage":
        """Read ``start-end``.

        Raises:
            ValueError: The text is not two numbers, or they run backwards.
        """
        match = _WRITTEN.fullmatch(written.strip())
        if match is None:
            raise ValueError(f"'{written}' is not a passage; write two offsets, for example 3588-3678")
        return cls(source, int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        """``start-end``, as authors write it and as the IRI ends."""
        return f"{self.start}-{self.end}"

    @property
    def path(self) -> str:
        """Where the passage stands under the archive's base."""
        return f"passage/{self.source}/{self.key}"

    @property
    def row(self) -> str:
        """``source,start,end``, as the lock file of hashes has it."""
        return f"{self.source},{self.start},{self.end}"
