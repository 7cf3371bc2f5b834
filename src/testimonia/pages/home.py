"""The first page: questions that are contested, each with a small drawing; events in time; what was entered last."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.infer.entries import ClaimFact
from testimonia.infer.faceted import compared
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.pages.archive import Archive
from testimonia.pages.aspects import kind_of
from testimonia.pages.drawing import Drawing
from testimonia.pages.names import Name
from testimonia.pages.question import dispute
from testimonia.pages.standing import Standing
from testimonia.pages.summary import CONTRARY
from testimonia.vocabulary import PROV

MULTIPLES: Final = 8
"""So many contested questions stand on the first page."""

TALLIED: Final = 3
DOTS: Final = 12
_LAST: Final = 6
_ELSEWHERE: Final = "differentScope"


@dataclass(frozen=True, slots=True)
class Tally:
    """An answer in words, with the stances to it, one for each statement, and how many more there are."""

    words: Pair
    stances: tuple[str, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """A contested question in small: a drawing where it has numbers, else how many stand how to its main answers.

    ``values`` are the answers as worded; ``answers`` counts those that are not told.
    """

    title: Name
    statements: int
    holders: int
    stances: tuple[tuple[str, Pair, int], ...]
    drawing: Drawing | None
    tallies: tuple[Tally, ...]
    answers: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Entered:
    """A recording of statements: when, from which document, how many, and where to read of it."""

    path: str
    when: str
    document: Name
    statements: int


def multiples(archive: Archive, language: str, most: int = MULTIPLES) -> tuple[Multiple, ...]:
    """The contested questions in small."""
    return tuple(_multiple(archive, question, language) for question in contested(archive, most))


def contested(archive: Archive, most: int) -> list[str]:
    """The questions on which statements are contrary, those with most holders first; all, where none are contrary."""
    asked = questions(archive.facts)
    disputed = _disputed(archive) or frozenset(asked)
    ordered = sorted(disputed, key=lambda one: (-len({claim.holder for claim in asked[one]}), -len(asked[one]), one))
    return ordered[:most]


@lru_cache(maxsize=2)
def _disputed(archive: Archive) -> frozenset[str]:
    """The questions on which two statements are opposed, or conflict, or seem to, if only as figures that differ."""
    graph = archive.node("graph/inferred/comparable")
    kinds = compared(archive.store.quads_for_pattern(None, None, None, graph), archive.base)
    asked = ((archive.question(claim), found) for path, found in kinds.items() if (claim := _claim(archive, path)))
    return frozenset(
        one for one, found in asked if found & CONTRARY or (_ELSEWHERE in found and _is_size(archive, one))
    )


def _claim(archive: Archive, path: str) -> ClaimFact | None:
    return archive.facts.claims.get(path)


def _is_size(archive: Archive, question: str) -> bool:
    return kind_of(archive.asked(question)[1]) == "figures"


def _multiple(archive: Archive, question: str, language: str) -> Multiple:
    found = dispute(archive, question, language, (0, 0))
    drawing = next((one for one in found.figures.drawings if one.form == "rows"), None)
    claims = questions(archive.facts)[question]
    tallies = [] if drawing else _tallies(archive, claims)
    return Multiple(
        title=archive.name(question, language),
        statements=found.total,
        holders=found.holders,
        stances=found.stances,
        drawing=drawing,
        tallies=tuple(tallies[:TALLIED]),
        answers=len(tallies[TALLIED:]),
        standing=found.standing,
    )


def _tallies(archive: Archive, claims: Sequence[ClaimFact]) -> list[Tally]:
    """The answers with the stances to each, those with most statements first, then by name."""
    stances: dict[Pair, list[str]] = {}
    for claim in claims:
        answer = archive.facts.answers.get(claim.answer)
        if answer:
            stances.setdefault(_words(archive, claim), []).append(claim.stance)
    ordered = sorted(stances.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Tally(words, tuple(sorted(found)[:DOTS]), len(found[DOTS:])) for words, found in ordered]


def _words(archive: Archive, claim: ClaimFact) -> Pair:
    return wording(archive.facts, archive.facts.answers[claim.answer])


def entered(archive: Archive, language: str, most: int = _LAST) -> tuple[Entered, ...]:
    """The recordings of statements, the last first."""
    found = _recordings(archive)
    return tuple(
        Entered(path, when, archive.name(document, language), number) for when, path, document, number in found[:most]
    )


@lru_cache(maxsize=2)
def _recordings(archive: Archive) -> Sequence[tuple[str, str, str, int]]:
    """Each recording: when, its path, the document, and how many statements."""
    facts = archive.facts
    made: Counter[tuple[str, str]] = Counter(
        (recording, claim.source) for claim in facts.claims.values() for recording in _made_by(archive, claim)
    )
    rows = ((facts.text(path, PROV.endedAtTime), path, source, number) for (path, source), number in made.items())
    return sorted(sorted(rows, key=lambda row: row[1:]), key=lambda row: row[0], reverse=True)


def _made_by(archive: Archive, claim: ClaimFact) -> Iterable[str]:
    return archive.facts.linked(claim.path, PROV.wasGeneratedBy)


def events_linked(archive: Archive) -> Mapping[str, tuple[str, ...]]:
    """The events that are said to have happened at a place, by the place."""
    found: dict[str, set[str]] = {}
    for answer in archive.facts.answers.values():
        if answer.aspect in ("location", "origin", "destination") and answer.about.startswith("event/"):
            for place in answer.values:
                found.setdefault(place, set()).add(answer.about)
    return {place: tuple(sorted(events)) for place, events in sorted(found.items())}
