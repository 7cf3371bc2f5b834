"""The references of a document as a list: which numbers are one work, which meet at one root, which lead nowhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.infer.finding import Finding
from testimonia.infer.found import FINDING
from testimonia.infer.phrase import Pair, word
from testimonia.model.passage import offsets
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name
from testimonia.pages.reader import ROWS, Slice, cut
from testimonia.vocabulary import CITO, DCT, OA, SKOS, TM, V

CELLS: Final = 300
"""So many references stand in one grid; where there are more, the drawing shows those alone that belong together."""

BROKEN: Final = frozenset({"citationError", "resolvedDespiteMarkup"})
_SHORT: Final = 4
_NO_WORDS: Final = Pair("", "")
_PLAIN: Final = frozenset({"resolved", "duplicateEntry", ""})


@dataclass(frozen=True, slots=True)
class Cell:
    """A reference: its place in the list from 0, its mark, its state, and what else is to be said of it."""

    path: str
    mark: str
    at: int
    state: str
    work: str
    written: str
    is_broken: bool
    leads_back: bool

    @property
    def short(self) -> str:
        """The mark where it is short enough for a cell, else a dot; its page has the whole of it."""
        return self.mark if len(self.mark) <= _SHORT else "•"


@dataclass(frozen=True, slots=True)
class Group:
    """References that belong together, or one that does not resolve plainly.

    ``kind`` is *work*, *root*, *back* or *state*; ``path`` leads to a work, or to the finding that says it.
    ``words`` say how it resolves, ``written`` what the document writes.
    """

    kind: str
    cells: tuple[Cell, ...]
    path: str
    words: Pair
    written: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """The references of a document: all of them, and where the list shrinks or breaks."""

    cells: tuple[Cell, ...]
    groups: tuple[Group, ...]

    def count(self, *states: str) -> int:
        """How many references are in some states."""
        return sum(cell.state in states for cell in self.cells)

    @property
    def resolved(self) -> int:
        """How many lead to a work."""
        return self.count("resolved", "work", "root")

    @property
    def broken(self) -> int:
        """How many have broken mark-up."""
        return sum(cell.is_broken for cell in self.cells)

    @property
    def is_numbered(self) -> bool:
        """Whether most references have a number or another short mark; else they are known by what is written."""
        return 2 * sum(cell.short == cell.mark for cell in self.cells) >= len(self.cells)

    @property
    def joined(self) -> tuple[Group, ...]:
        """The groups of several references."""
        return tuple(group for group in self.groups if len(group.cells) > 1)

    def grid(self, number: int) -> tuple[tuple[Cell, ...], Slice]:
        """The references of one page of the grid."""
        part = cut(len(self.cells), number, CELLS)
        return tuple(part.of(self.cells)), part

    def shown(self, number: int) -> tuple[tuple[Group, ...], Slice]:
        """The groups of one page of their table."""
        part = cut(len(self.groups), number, ROWS)
        return tuple(part.of(self.groups)), part


def natural(path: str) -> tuple[bool, int, str]:
    """The order of references: by number where the key is one, else by key."""
    key = path.rpartition("/")[2]
    digits = "".join(character for character in key if character.isdecimal())
    starts = key[:1].isdecimal()
    return (not starts, int(digits[:9]) if starts and digits else 0, key)


def references(archive: Archive, path: str) -> list[str]:
    """The entries and calls by which a document cites, in the order of their numbers."""
    return sorted(archive.subjects(CITO.hasCitingEntity, path), key=natural)


@lru_cache(maxsize=32)
def listing(archive: Archive, path: str) -> List:
    """The references of a document; pages of an entry that are cited apart fall to the entry."""
    entries = [one for one in references(archive, path) if not archive.facts.linked(one, DCT.isPartOf)]
    by_work: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for work in archive.facts.linked(entry, CITO.hasCitedEntity):
            by_work[work].append(entry)
    works = {work: tuple(of_it) for work, of_it in by_work.items() if len(of_it) > 1}
    met = {found: one for found, one in _findings(archive, "referencesMeet", path) if _is_root(one, works)}
    back = dict(_findings(archive, "circularSourcing", path))
    cells = _cells(archive, path, entries, works, met.values(), back.values())
    return List(cells=tuple(cells.values()), groups=tuple(_groups(archive, cells, works, met, back)))


def _findings(archive: Archive, kind: str, document: str) -> Iterator[tuple[str, Finding]]:
    """The findings of a kind that rest on a document."""
    for path in archive.findings.of_kind(kind):
        found = archive.findings.finding(path)
        if found and document in found.inputs:
            yield path, found


def _is_root(found: Finding, works: Mapping[str, Sequence[str]]) -> bool:
    """Whether references meet at a root, and not because they are one work."""
    entries = set(_entries(found))
    return not any(entries <= set(of_it) for of_it in works.values())


def _entries(found: Finding) -> list[str]:
    return [path for path in found.inputs if path.startswith("reference/")]


def _cells(
    archive: Archive,
    path: str,
    entries: Sequence[str],
    works: Mapping[str, Sequence[str]],
    met: Iterable[Finding],
    back: Iterable[Finding],
) -> dict[str, Cell]:
    one_work = {entry for of_it in works.values() for entry in of_it}
    one_root = {entry for found in met for entry in _entries(found)}
    circular = {entry for found in back for entry in _entries(found)}
    marked = _marked(archive, path)
    cells = {}
    for at, entry in enumerate(entries):
        resolution = archive.facts.text(entry, TM.resolution).removeprefix(V.base)
        cited = next(iter(archive.facts.linked(entry, CITO.hasCitedEntity)), "")
        state = "work" if entry in one_work else "root" if entry in one_root else "resolved" if cited else ""
        state = "ambiguous" if resolution == "ambiguous" else state or "unresolved"
        written = archive.facts.text(entry, SKOS.notation)
        is_broken = resolution in BROKEN or bool(marked & set(archive.facts.linked(entry, TM.attestedIn)))
        cells[entry] = Cell(entry, entry.rpartition("/")[2], at, state, cited, written, is_broken, entry in circular)
    return cells


def _marked(archive: Archive, path: str) -> set[str]:
    """The passages of a document's references that its own software marks as broken."""
    facts = archive.facts
    errors = [one for one in archive.flags_in(path) if facts.text(one, OA.hasBody).removeprefix(V.base) in BROKEN]
    at = [offsets(passage) for flag in errors for passage in facts.linked(flag, TM.attestedIn)]
    passages = {passage for entry in references(archive, path) for passage in facts.linked(entry, TM.attestedIn)}
    return {one for one in passages if any(offsets(one)[0] <= begin < offsets(one)[1] for begin, _ in at)}


def _groups(
    archive: Archive,
    cells: Mapping[str, Cell],
    works: Mapping[str, Sequence[str]],
    met: Mapping[str, Finding],
    back: Mapping[str, Finding],
) -> list[Group]:
    found = [_group(archive, "work", [cells[one] for one in of_it], work) for work, of_it in works.items()]
    for kind, of_kind in (("root", met), ("back", back)):
        for path, one in of_kind.items():
            of_it = [cells[entry] for entry in _entries(one) if entry in cells]
            if of_it:
                found.append(_group(archive, kind, of_it, path, Pair(one.english, one.german)))
    found += [_single(archive, cell) for cell in cells.values() if _is_odd(archive, cell)]
    return sorted(found, key=lambda group: (group.cells[0].at, group.kind, group.path))


def _is_odd(archive: Archive, cell: Cell) -> bool:
    resolution = archive.facts.text(cell.path, TM.resolution).removeprefix(V.base)
    return cell.is_broken or resolution not in _PLAIN or cell.state in ("ambiguous", "unresolved")


def _single(archive: Archive, cell: Cell) -> Group:
    resolution = archive.facts.text(cell.path, TM.resolution).removeprefix(V.base)
    return _group(archive, "state", [cell], cell.work, word(resolution) if resolution else _NO_WORDS)


def _group(archive: Archive, kind: str, cells: Sequence[Cell], path: str, words: Pair = _NO_WORDS) -> Group:
    claims = {claim for cell in cells for claim in archive.by_work.get(cell.path, ())}
    ordered = tuple(sorted(cells, key=lambda cell: cell.at))
    return Group(kind, ordered, path, words, archive.facts.text(ordered[0].path, SKOS.notation), len(claims))


def name(archive: Archive, path: str, language: str) -> Name:
    """The name of a work, or of what a finding is about."""
    found = archive.findings.finding(path) if path.startswith(FINDING) else None
    return archive.name(found.about if found else path, language)
