"""An event, actor, place, concept or work: everything that is claimed of it, by it, or with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name, Text, texts
from testimonia.pages.question import SHOWN, Dispute, dispute
from testimonia.pages.reader import ROWS, Reader, Slice, cut
from testimonia.pages.rows import Brief, briefs
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
    """A question in short: its title, how many statements, by how many holders."""

    title: Name
    statements: int
    holders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing and what is claimed of it.

    ``names_used`` is the dispute on its name, which stands apart. ``asked``
    lists every question, ``disputes`` those that stand on this page.
    """

    name: Name
    kind_words: str
    labels: tuple[Text, ...]
    notes: tuple[Text, ...]
    matches: tuple[tuple[str, str], ...]
    related: tuple[Name, ...]
    broader: tuple[Name, ...]
    asked: tuple[Asked, ...]
    names_used: Dispute | None
    disputes: tuple[Dispute, ...]
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
    language = reader.language
    asked = _in_order(archive, archive.by_about.get(path, ()))
    sections = _sections(archive, asked)
    lists = [_listed(archive, key, claims, reader) for key, claims in _lists(archive, path) if claims]
    number = max([len(sections), *(one.part.pages for one in lists)], default=1)
    shown = sections[reader.number - 1] if reader.number <= len(sections) else ()
    names_used = next((one for one in asked if archive.asked(one)[1] == "name"), "")
    found = Thing(
        name=archive.name(path, language),
        kind_words=archive.kind(path, language),
        labels=tuple(text for text in _labels(archive, path) if text.text != archive.name(path, language).text),
        notes=archive.notes(path, language),
        matches=_matches(archive, path),
        related=_named(archive, path, "related", language),
        broader=_named(archive, path, "broader", language),
        asked=tuple(_asked(archive, question, language) for question in asked),
        names_used=dispute(archive, names_used, language, (0, ROWS)) if names_used and reader.number == 1 else None,
        disputes=tuple(dispute(archive, question, language) for question in shown if question != names_used),
        lists=tuple(one for one in lists if one.claims),
    )
    return found, Slice(reader.number, number, 0, 0, 0)


def _in_order(archive: Archive, asked: Sequence[str]) -> list[str]:
    """Questions: those with most statements first, then by name."""
    return sorted(asked, key=lambda question: (-len(questions(archive.facts)[question]), question))


def _sections(archive: Archive, asked: Sequence[str]) -> list[tuple[str, ...]]:
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


def _asked(archive: Archive, question: str, language: str) -> Asked:
    claims = questions(archive.facts)[question]
    _, aspect = archive.asked(question)
    title = Name(question, archive.word(aspect, language))
    return Asked(title, len(claims), len({claim.holder for claim in claims}))


def _lists(archive: Archive, path: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The lists of claims of a thing, each with the key of its heading."""
    yield "list.holds", archive.by_holder.get(path, ())
    yield "list.passes-on", archive.by_voice.get(path, ())
    yield "list.stands-in", archive.by_source.get(path, ())
    yield "list.cites", archive.by_work.get(path, ())
    yield "list.named-in", archive.by_mention.get(path, ())


def _listed(archive: Archive, key: str, claims: Sequence[str], reader: Reader) -> Listed:
    part = cut(len(claims), reader.number)
    return Listed(key, briefs(archive, claims[part.first - 1 : part.last], reader.language), part)


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
