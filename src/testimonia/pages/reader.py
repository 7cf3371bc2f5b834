"""Who reads a page: the language, where the page stands, and so what its links begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self, TypeVar

T = TypeVar("T")

ROWS: Final = 50
"""So many rows of a long list stand on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The reader of one page.

    ``root`` leads from the page to the start of the site in the reader's
    language, ``top`` to the start of the whole site, where files and downloads
    stand; a server answers both at ``/``. ``is_chosen`` tells that the address
    names the language, so that links carry it on. ``is_static`` tells that the
    pages are files, so that every link ends in the name of one; ``languages`` are then
    those in which there are files, the first of them at the top. ``version`` is
    the digest of the build, which a printed page tells. ``read_here`` are the documents whose files the
    reader's own server holds, so that a page may lead to the words of a passage. ``number`` is
    the page of a list that has several, from 1. ``forms`` are the ends of the
    addresses at which documents stand in RDF.
    """

    language: str = "en"
    root: str = "/"
    top: str = ""
    number: int = 1
    is_chosen: bool = False
    is_static: bool = False
    languages: tuple[str, ...] = ()
    version: str = ""
    read_here: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("ttl", "jsonld", "nt", "nq", "trig", "rdf")

    @property
    def files(self) -> str:
        """What leads to the files that all languages share."""
        return self.top or self.root

    def on_page(self, number: int) -> Self:
        """The same reader on another page of the list."""
        return replace(self, number=number)


@dataclass(frozen=True, slots=True)
class Slice:
    """The page of a list: which it is, of how many, and which rows of all are on it (counted from 1)."""

    number: int
    pages: int
    first: int
    last: int
    total: int

    @property
    def before(self) -> int:
        """How many rows stand before those of this page."""
        return max(0, self.first - 1)

    def of(self, rows: Sequence[T]) -> Sequence[T]:
        """Those of all rows that stand on this page."""
        return rows[self.before : self.last]


def cut(total: int, number: int, rows: int = ROWS) -> Slice:
    """The rows that stand on a page; past the last page there are none."""
    pages = max(1, -(-total // rows))
    first = (number - 1) * rows
    begin = total + 1 if first >= total > 0 else min(first + 1, total)
    return Slice(number, pages, begin, min(first + rows, total), total)
