"""A work: what it is, what it takes from others, its references and how they resolve, and who leans on it."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from testimonia.infer import phrase
from testimonia.infer.phrase import Pair
from testimonia.pages.archive import Archive
from testimonia.pages.arcs import Arcs, arcs, labelled
from testimonia.pages.leaning import Leaning, leaning
from testimonia.pages.length import Length, length
from testimonia.pages.listed import Cell, Group, listing, name, references
from testimonia.pages.listed import List as References
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.pages.rows import briefs, spots
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.pages.thing import thing
from testimonia.vocabulary import BIBO, CITO, DCT, OA, PROV, SKOS, TM, V

_DESCRIBED_BY: Final = (
    (DCT.creator, "creator"),
    (DCT.issued, "issued"),
    (DCT.publisher, "publisher"),
    (BIBO.edition, "edition"),
    (BIBO.volume, "volume"),
    (BIBO.issue, "issue"),
    (BIBO.pages, "pages"),
    (DCT.isPartOf, "part-of"),
    (DCT.identifier, "identifier"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reference: its number or mark, what is written, how it resolves, the works it leads to, and who calls it."""

    path: str
    mark: str
    written: str
    pages: str
    resolution: str
    resolution_words: Pair
    works: tuple[Name, ...]
    maybe: tuple[Name, ...]
    claims: int
    has_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work. ``facts`` are rows of a key of the words and names; ``snapshots`` the bytes that were read.

    The first page alone has ``arcs``; each page has its own part of the ``grid``,
    of the ``groups`` (with the name of each) and of the ``entries``.
    """

    facts: tuple[tuple[str, tuple[Name, ...]], ...]
    snapshots: tuple[tuple[str, str, str, str, str], ...]
    parts: tuple[Name, ...]
    cited_in: tuple[tuple[Name, Name], ...]
    leaning: Leaning
    length: Length | None
    references: References
    arcs: Arcs | None
    arc_names: tuple[str, ...]
    grid: tuple[Cell, ...]
    grid_part: Slice
    groups: tuple[tuple[Group, Name], ...]
    groups_part: Slice
    entries: tuple[Entry, ...]
    entries_part: Slice
    resolutions: tuple[tuple[str, Pair, int], ...]


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a work."""
    if not path.startswith("source/") or not archive.has(path):
        return None
    called = archive.name(path, reader.language)
    found, part = thing(archive, path, reader)
    own = work(archive, path, reader)
    pages = max(part.pages, own.entries_part.pages, own.grid_part.pages, own.groups_part.pages)
    return Sheet(
        template="work.html",
        path=path,
        title=called.text,
        kind="source",
        crumbs=(Crumb("nav.works", site="works", is_key=True), Crumb(called.text)),
        slice=Slice(reader.number, pages, 0, 0, 0),
        language=called.language,
        values={"thing": found, "work": own, "word": archive.label},
    )


def work(archive: Archive, path: str, reader: Reader) -> Work:
    """What is known of a work as a work."""
    language, number = reader.language, reader.number
    entries = references(archive, path)
    part = cut(len(entries), number)
    resolutions = Counter(archive.facts.text(entry, TM.resolution).removeprefix(V.base) for entry in entries)
    found = listing(archive, path)
    (grid, grid_part), (groups, groups_part) = found.grid(number), found.shown(number)
    arc_names = tuple(group.written for group in labelled(found))
    return Work(
        facts=tuple(
            (key, names) for predicate, key in _DESCRIBED_BY if (names := _values(archive, path, predicate, language))
        ),
        snapshots=tuple(_snapshot(archive, node) for node in archive.subjects(TM.snapshotOf, path)),
        parts=tuple(
            archive.name(node, language) for node in archive.subjects(DCT.isPartOf, path) if node.startswith("source/")
        ),
        cited_in=tuple(_cited_in(archive, node, language) for node in archive.subjects(CITO.hasCitedEntity, path)),
        leaning=leaning(archive, path, language),
        length=length(archive, path),
        references=found,
        arcs=arcs(found, arc_names) if number == 1 else None,
        arc_names=arc_names,
        grid=grid,
        grid_part=grid_part,
        groups=tuple((group, _named(archive, group, language)) for group in groups),
        groups_part=groups_part,
        entries=tuple(entry(archive, node, language) for node in part.of(entries)),
        entries_part=part,
        resolutions=tuple((word, phrase.word(word), number) for word, number in sorted(resolutions.items()) if word),
    )


def _named(archive: Archive, group: Group, language: str) -> Name:
    """The work that a group is about; one without a work is called as the document writes it."""
    return name(archive, group.path, language) if group.path else Name("", group.written)


def entry(archive: Archive, path: str, language: str) -> Entry:
    """One reference."""
    facts = archive.facts
    resolution = facts.text(path, TM.resolution).removeprefix(V.base)
    return Entry(
        path=path,
        mark=path.rpartition("/")[2],
        written=facts.text(path, SKOS.notation),
        pages=facts.text(path, BIBO.locator),
        resolution=resolution,
        resolution_words=phrase.word(resolution) if resolution else Pair("", ""),
        works=tuple(archive.name(work, language) for work in facts.linked(path, CITO.hasCitedEntity)),
        maybe=tuple(
            archive.name(work, language) for p in (DCT.references, DCT.relation) for work in facts.linked(path, p)
        ),
        claims=len(archive.by_work.get(path, ())),
        has_note=bool(archive.notes(path, language)),
    )


def _values(archive: Archive, path: str, predicate: NamedNode, language: str) -> tuple[Name, ...]:
    quads = archive.store.quads_for_pattern(archive.node(path), predicate, None)
    found = sorted({quad.object for quad in quads}, key=str)
    named = (value for value in found if isinstance(value, Literal | NamedNode))
    return tuple(_shown(archive, value, language) for value in named)


def _shown(archive: Archive, value: Literal | NamedNode, language: str) -> Name:
    if isinstance(value, Literal):
        return Name("", value.value)
    return archive.name(value.value.removeprefix(archive.base), language)


def _snapshot(archive: Archive, path: str) -> tuple[str, str, str, str, str]:
    """Path, file, length in characters, digest and form of the bytes that were read."""
    facts = archive.facts
    extent = facts.text(path, DCT.extent).partition(" ")[0]
    return path, facts.text(path, DCT.identifier), extent, facts.text(path, TM.sha256), facts.text(path, TM.textForm)


def _cited_in(archive: Archive, reference: str, language: str) -> tuple[Name, Name]:
    document = next(iter(archive.facts.linked(reference, CITO.hasCitingEntity)), "")
    return archive.name(document, language), Name(reference, f"[{reference.rpartition('/')[2]}]")


def reference_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a reference."""
    if "Reference" not in archive.classes(path):
        return None
    language = reader.language
    found = entry(archive, path, language)
    document = next(iter(archive.facts.linked(path, CITO.hasCitingEntity)), "")
    claims = archive.by_work.get(path, ())
    part = cut(len(claims), reader.number)
    citing = archive.name(document, language)
    whole = next(iter(archive.facts.linked(path, DCT.isPartOf)), "")
    return Sheet(
        template="reference.html",
        path=path,
        title=found.written or f"[{found.mark}]",
        kind="reference",
        crumbs=(
            Crumb("nav.works", site="works", is_key=True),
            Crumb(citing.text, thing=document),
            Crumb(f"[{found.mark}]"),
        ),
        slice=part,
        values={
            "entry": found,
            "document": citing,
            "whole": archive.name(whole, language) if whole else None,
            "calls": tuple(archive.name(node, language) for node in archive.subjects(DCT.isPartOf, path)),
            "spots": spots(archive, path),
            "notes_of_it": archive.notes(path, language),
            "claims": briefs(archive, part.of(claims), language),
        },
    )


def flag_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of an editors' flag."""
    if "EditorialFlag" not in archive.classes(path):
        return None
    facts, language = archive.facts, reader.language
    body = facts.text(path, OA.hasBody).removeprefix(V.base)
    targets = facts.linked(path, OA.hasTarget)
    part = cut(len(targets), reader.number)
    label = archive.word(body, language)
    document = f"source/{path.split('/')[1]}"
    return Sheet(
        template="flag.html",
        path=path,
        title=label[:1].upper() + label[1:],
        kind="flag",
        crumbs=(
            Crumb("nav.works", site="works", is_key=True),
            Crumb(archive.name(document, language).text, thing=document),
            Crumb("kind.flag", is_key=True),
        ),
        slice=part,
        values={
            "body": body,
            "editors": tuple(archive.name(actor, language) for actor in facts.linked(path, PROV.wasAttributedTo)),
            "document": archive.name(document, language),
            "spots": spots(archive, path),
            "notes_of_it": archive.notes(path, language),
            "claims": briefs(archive, part.of(targets), language),
        },
    )
