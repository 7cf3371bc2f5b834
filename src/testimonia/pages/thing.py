"""An event, actor, place, concept or work: everything that is claimed of it, by it, or with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.pages.according import According, according
from testimonia.pages.archive import Archive
from testimonia.pages.aspects import kind_of, order
from testimonia.pages.called import NameUse, names_used
from testimonia.pages.event import Head, Links, head, links
from testimonia.pages.meeting import Met, met
from testimonia.pages.names import Name, Text, texts
from testimonia.pages.question import SHOWN, Dispute, dispute
from testimonia.pages.reader import ROWS, Reader, Slice, cut
from testimonia.pages.rows import Brief, Row, briefs
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import SKOS

LISTS: Final[Mapping[str, str]] = {
    "event": "events",
    "actor": "actors",
    "place": "places",
    "concept": "concepts",
    "population": "populations",
    "source": "works",
}
"""The kinds that have this page, each with the list that names them all."""

_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of claims below a heading (a key of the words): those on this page, and how many there are."""

    key: str
    claims: tuple[Brief, ...]
    part: Slice


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in short: its title, how many statements, by how many holders, and on which page of the thing."""

    title: Name
    statements: int
    holders: int
    number: int


@dataclass(frozen=True, slots=True)
class Kind:
    """The questions of one kind of aspect (a key of the words), in short."""

    key: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind that stand on this page: those with a dispute table, and the statements that are alone.

    ``alone`` are the rows of questions that have one statement and no argument on it.
    """

    key: str
    disputes: tuple[Dispute, ...]
    alone: tuple[tuple[Name, Row], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing and what is claimed of it.

    ``head`` and ``names_used`` stand on the first page alone. ``kinds`` lists
    every question, ``sections`` those that stand on this page.
    """

    name: Name
    kind_words: str
    labels: tuple[Text, ...]
    notes: tuple[Text, ...]
    matches: tuple[tuple[str, str], ...]
    related: tuple[Name, ...]
    broader: tuple[Name, ...]
    head: Head | None
    kinds: tuple[Kind, ...]
    names_used: tuple[NameUse, ...]
    sections: tuple[Section, ...]
    links: tuple[Links, ...]
    according: According | None
    met: tuple[Met, ...]
    lists: tuple[Listed, ...]


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a thing."""
    kind = path.partition("/")[0]
    if kind not in LISTS or not archive.has(path):
        return None
    name = archive.name(path, reader.language)
    found, part = thing(archive, path, reader)
    return Sheet(
        template="thing.html",
        path=path,
        title=name.text,
        kind=kind,
        crumbs=(Crumb(f"nav.{LISTS[kind]}", site=LISTS[kind], is_key=True), Crumb(name.text)),
        slice=part,
        language=name.language,
        values={"thing": found, "word": archive.label},
    )


def thing(archive: Archive, path: str, reader: Reader) -> tuple[Thing, Slice]:
    """A thing, and the page of its longest list."""
    language, is_first = reader.language, reader.number == 1
    asked = in_order(archive, archive.by_about.get(path, ()))
    pages = _pages(archive, asked)
    lists = [_listed(archive, key, claims, reader) for key, claims in _lists(archive, path) if claims]
    found_links = links(archive, path, reader)
    holds = according(archive, path, reader)
    parts = [one.part for one in (*lists, *found_links, *((holds,) if holds else ()))]
    shown = pages[reader.number - 1] if reader.number <= len(pages) else ()
    names = [question for question in asked if archive.asked(question)[1] == "name"]
    found = Thing(
        name=archive.name(path, language),
        kind_words=archive.kind(path, language),
        labels=tuple(text for text in _labels(archive, path) if text.text != archive.name(path, language).text),
        notes=archive.notes(path, language),
        matches=_matches(archive, path),
        related=_named(archive, path, "related", language),
        broader=_named(archive, path, "broader", language),
        head=head(archive, path, language) if is_first else None,
        kinds=tuple(_kinds(archive, pages, language)),
        names_used=tuple(use for one in names for use in names_used(archive, one, language)) if is_first else (),
        sections=tuple(_sections(archive, [one for one in shown if one not in names], language)),
        links=tuple(one for one in found_links if one.rows),
        according=holds if holds and (holds.links or is_first) else None,
        met=met(archive, path, language) if is_first else (),
        lists=tuple(one for one in lists if one.claims),
    )
    return found, Slice(reader.number, max([len(pages), *(part.pages for part in parts)]), 0, 0, 0)


def in_order(archive: Archive, asked: Iterable[str]) -> list[str]:
    """Questions by the kind of aspect, which is the same order on every page; it says nothing of weight."""
    return sorted(asked, key=lambda question: (order(archive.asked(question)[1]), question))


def _pages(archive: Archive, asked: Sequence[str]) -> list[tuple[str, ...]]:
    """The questions page by page, each page with about as many statements as it has rows."""
    pages: list[list[str]] = [[]]
    rows = 0
    for question in asked:
        if rows >= ROWS:
            pages.append([])
            rows = 0
        pages[-1].append(question)
        rows += min(len(questions(archive.facts)[question]), SHOWN)
    return [tuple(page) for page in pages]


def _kinds(archive: Archive, pages: Sequence[Sequence[str]], language: str) -> Iterator[Kind]:
    """All questions in short, kind by kind."""
    numbered = [(question, number) for number, page in enumerate(pages, 1) for question in page]
    for key, of_it in groupby(numbered, key=lambda item: _kind(archive, item[0])):
        yield Kind(key, tuple(_asked(archive, question, number, language) for question, number in of_it))


def _kind(archive: Archive, question: str) -> str:
    return kind_of(archive.asked(question)[1])


def _asked(archive: Archive, question: str, number: int, language: str) -> Asked:
    claims = questions(archive.facts)[question]
    title = Name(question, archive.word(archive.asked(question)[1], language))
    return Asked(title, len(claims), len({claim.holder for claim in claims}), number)


def _sections(archive: Archive, asked: Sequence[str], language: str) -> Iterator[Section]:
    """The questions of a page kind by kind; a question with one statement needs no table of its own."""
    for key, of_it in groupby(asked, key=lambda question: _kind(archive, question)):
        disputes, alone = [], []
        for found in [dispute(archive, question, language) for question in of_it]:
            if found.total == 1 and not found.arguments:
                alone.append((Name(found.path, archive.word(found.aspect, language)), found.rows[0]))
            else:
                disputes.append(found)
        yield Section(key, tuple(disputes), tuple(alone))


def _lists(archive: Archive, path: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The lists of claims of a thing, each with the key of its heading."""
    yield "list.holds", archive.by_holder.get(path, ())
    yield "list.passes-on", archive.by_voice.get(path, ())
    yield "list.stands-in", archive.by_source.get(path, ())
    yield "list.cites", archive.by_work.get(path, ())
    yield "list.named-in", archive.by_mention.get(path, ())


def _listed(archive: Archive, key: str, claims: Sequence[str], reader: Reader) -> Listed:
    part = cut(len(claims), reader.number)
    return Listed(key, briefs(archive, part.of(claims), reader.language), part)


def _labels(archive: Archive, path: str) -> tuple[Text, ...]:
    """The archive's own names for it in all languages, and the spellings by which it is found."""
    found = [
        label
        for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in texts(archive.store, archive.node(path), p)
    ]
    return tuple(dict.fromkeys(Text(label.value, label.language or "") for label in found))


def _matches(archive: Archive, path: str) -> tuple[tuple[str, str], ...]:
    """Records elsewhere that were judged to be the same or nearly: how near, and the IRI."""
    return tuple((kind, iri) for kind in _MATCHES for iri in archive.facts.linked(path, SKOS[kind]))


def _named(archive: Archive, path: str, predicate: str, language: str) -> tuple[Name, ...]:
    return tuple(archive.name(other, language) for other in archive.facts.linked(path, SKOS[predicate]))
