"""What a work takes from others, and who leans on it: works that depend on it, holders whose statements cite it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.pages.archive import Archive
from testimonia.pages.listed import references
from testimonia.pages.names import Name
from testimonia.vocabulary import CITO, DCT, TM

HOLDERS: Final = 12
"""So many holders are named, those with most statements on it first; the rest are counted."""

_SHARED: Final = 6


@dataclass(frozen=True, slots=True)
class Shared:
    """Another document that cites some of the same works."""

    document: Name
    works: tuple[Name, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """What a work draws on, each with whether it was read; and what draws on it."""

    draws_on: tuple[tuple[Name, bool], ...]
    drawn_on_by: tuple[Name, ...]
    holders: tuple[tuple[Name, int], ...]
    holders_left_out: int
    helps: tuple[tuple[Name, Name], ...]
    shared: tuple[Shared, ...]


def leaning(archive: Archive, path: str, language: str) -> Leaning:
    """What leans on what, as far as the archive records it."""
    holders = Counter(archive.facts.claims[claim].holder for claim in archive.by_work.get(path, ()))
    ordered = sorted(holders.items(), key=lambda row: (-row[1], row[0]))
    sources = archive.facts.sources
    return Leaning(
        draws_on=tuple(
            (archive.name(one, language), one in sources and sources[one].is_read)
            for one in archive.facts.linked(path, TM.dependsOn)
        ),
        drawn_on_by=tuple(archive.name(one, language) for one in archive.subjects(TM.dependsOn, path)),
        holders=tuple((archive.name(holder, language), number) for holder, number in ordered[:HOLDERS]),
        holders_left_out=max(0, len(ordered) - HOLDERS),
        helps=tuple(
            (archive.name(document, language), archive.name(reference, language))
            for document, reference in _helped(archive, path)
        ),
        shared=tuple(
            Shared(
                archive.name(document, language),
                tuple(archive.name(work, language) for work in works[:_SHARED]),
                max(0, len(works) - _SHARED),
            )
            for document, works in _shared(archive, path)
        ),
    )


def _helped(archive: Archive, path: str) -> Iterator[tuple[str, str]]:
    """The references of other documents that were resolved with the help of this one or of its references."""
    for own in (path, *references(archive, path)):
        for reference in archive.subjects(DCT.relation, own):
            for document in archive.facts.linked(reference, CITO.hasCitingEntity):
                if document != path:
                    yield document, reference


@lru_cache(maxsize=32)
def _shared(archive: Archive, path: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Other documents with the works that both cite, by the document's path."""
    facts = archive.facts
    cited = {work for one in references(archive, path) for work in facts.linked(one, CITO.hasCitedEntity)}
    found: dict[str, set[str]] = defaultdict(set)
    for work in cited:
        for reference in archive.subjects(CITO.hasCitedEntity, work):
            for document in facts.linked(reference, CITO.hasCitingEntity):
                found[document].add(work)
    return tuple((document, tuple(sorted(works))) for document, works in sorted(found.items()) if document != path)
