"""How far the record of a thing goes: the documents that were read, the roots behind, and what no source gives."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer.chains import Roots
from testimonia.infer.derivations import questions
from testimonia.infer.entries import ClaimFact
from testimonia.infer.roots import count_pairs
from testimonia.infer.source_graph import source_graph
from testimonia.infer.stated import has_number
from testimonia.infer.trail_ground import roots_on
from testimonia.pages.archive import Archive
from testimonia.pages.aspects import kind_of
from testimonia.pages.names import Name

EXPECTED: Final = {
    "dates": ("date", "startDate", "endDate"),
    "places": ("location", "origin", "destination"),
    "people": ("participation", "responsibility"),
}
"""What one would ask of any event, with the aspects that answer it."""

_COUNTED: Final = 400
"""On a thing with more statements the roots are told on the pages of its questions only."""


@dataclass(frozen=True, slots=True)
class RootCount:
    """Statements with all chains read to the end, of how many; and pairs on one question by their independence.

    ``shared`` are the first roots that several statements come down to.
    """

    known: int
    statements: int
    independent: int
    dependent: int
    unknown: int
    shared: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """How far the record goes.

    ``documents`` are those in which the statements stand, with their numbers.
    ``roots`` is None where there are too many statements to count them here.
    ``without_number`` are questions of size that nobody answers with a number,
    ``not_said`` the keys of what no statement speaks of.
    """

    documents: tuple[tuple[Name, int], ...]
    statements: int
    holders: int
    roots: RootCount | None
    without_number: tuple[Name, ...]
    not_said: tuple[str, ...]


def record(archive: Archive, path: str, language: str) -> Record:
    """How far the record of a thing goes, by the statements that are about it."""
    asked = archive.by_about.get(path, ())
    claims = archive.claims_about(path)
    documents = Counter(claim.source for claim in claims)
    aspects = {archive.asked(question)[1] for question in asked}
    return Record(
        documents=tuple((archive.name(source, language), number) for source, number in sorted(documents.items())),
        statements=len(claims),
        holders=len({claim.holder for claim in claims}),
        roots=_roots(archive, asked, language) if 0 < len(claims) <= _COUNTED else None,
        without_number=tuple(_without_number(archive, asked, language)),
        not_said=tuple(key for key, found in EXPECTED.items() if not aspects & set(found)) if asked else (),
    )


def _roots(archive: Archive, asked: Sequence[str], language: str) -> RootCount:
    graph = source_graph(archive.facts)
    every = [roots_on(archive.facts, question) for question in asked]
    counts = [(roots, count) for roots in every if len(roots) > 1 and (count := count_pairs(graph, roots))]
    both = {path for roots, count in counts if count.dependent for path in _shared(archive, roots)}
    named = sorted((archive.name(path, language) for path in both), key=lambda name: name.text)
    return RootCount(
        known=sum(found.is_known(graph) for roots in every for found in roots),
        statements=sum(map(len, every)),
        independent=sum(count.independent for _, count in counts),
        dependent=sum(count.dependent for _, count in counts),
        unknown=sum(count.unknown for _, count in counts),
        shared=tuple(named[:_NAMED]),
    )


_NAMED: Final = 3


def _shared(archive: Archive, roots: Sequence[Roots]) -> set[str]:
    """The ends that the chains of two statements or more have in common, and that are one work each."""
    graph = source_graph(archive.facts)
    met = Counter(path for found in roots for path in graph.paths(found.ends & graph.one))
    return {path for path, number in met.items() if number > 1}


def _without_number(archive: Archive, asked: Sequence[str], language: str) -> list[Name]:
    """The questions of size whose answers hold no number."""
    found = []
    for question in asked:
        aspect, claims = archive.asked(question)[1], questions(archive.facts)[question]
        if kind_of(aspect) == "figures" and not any(_is_numbered(archive, claim) for claim in claims):
            found.append(Name(question, archive.word(aspect, language)))
    return sorted(found, key=lambda name: name.text)


def _is_numbered(archive: Archive, claim: ClaimFact) -> bool:
    answer = archive.facts.answers.get(claim.answer)
    return bool(answer and any(has_number(figure) for figure in answer.figures))
