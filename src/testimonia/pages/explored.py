"""What the views of the explore page share: the results, the names of values, rows of claims and of events."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.entries import ClaimFact, Period
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.pages.archive import Archive
from testimonia.pages.axis import year_words
from testimonia.pages.names import Name
from testimonia.pages.rows import Brief, brief
from testimonia.pages.words import words
from testimonia.query.facets import NOT_SAID, Found, Table

ROWS: Final = 50
DATING: Final = ("date", "startDate", "endDate")
_OF_THINGS: Final = {"place": "place", "holder": "actor", "source": "source"}


@dataclass(frozen=True)
class Results:
    """What a choice holds: claims or events, the table they are of, and the parameters of the choice."""

    shown: str
    table: Table
    found: Found
    kept: tuple[tuple[str, str], ...] = ()

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return self.found.total


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that a claim gives: the words, its bounds, which end of an event it is, and whose claim."""

    words: Pair
    period: Period
    aspect: str
    claim: str
    holder: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim among results: in short, its value as worded, and the states that facets tell."""

    brief: Brief
    about: Name
    aspect: Pair
    value: Pair
    is_figure: bool
    base: Pair
    cited: tuple[Name, ...]
    roots: str
    flags: tuple[Pair, ...]
    findings: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event among results: its name and kind, the times and places that claims give it, and how much is said."""

    name: Name
    kind: str
    times: tuple[Dated, ...]
    places: tuple[Name, ...]
    statements: int
    questions: int
    holders: int


def value_name(archive: Archive, facet: str, value: str, language: str) -> str:
    """What a value of a facet is called."""
    said = words(language)
    if value == NOT_SAID:
        return str(said(f"explore.none.{facet}"))
    if facet in _OF_THINGS:
        return archive.name(f"{_OF_THINGS[facet]}/{value}", language).text
    if facet == "period":
        return period_name(value, language)
    if facet == "unit":
        return said.say(phrase.unit(value))
    return str(said(f"roots.{value}")) if facet == "roots" else archive.word(value, language)


def period_name(value: str, language: str) -> str:
    """The years of a decade or century as EDTF writes it: ``194X`` is 1940 to 1949."""
    digits = value.lstrip("-")
    years = [int(digits.replace("X", digit)) for digit in "09"]
    first, last = (-years[1], min(-years[0], -1)) if value.startswith("-") else years
    said = words(language)
    return f"{said.say(year_words(first))}–{said.say(year_words(last))}"  # noqa: RUF001  (a dash between years)


def claim_row(archive: Archive, table: Table, path: str, language: str) -> ClaimRow:
    """A claim as a row."""
    claim = archive.facts.claims[path]
    answer = archive.facts.answers.get(claim.answer)
    about, aspect = archive.asked(archive.question(claim))
    state = next(iter(table.values(path, "roots")), "")
    findings = [kind for kind in table.values(path, "finding") if kind != NOT_SAID]
    figure = answer.figures[0] if answer and answer.figures else None
    people = (figure.population or answer.population) if figure and answer else ""
    return ClaimRow(
        brief=brief(archive, path, language),
        about=archive.name(about, language),
        aspect=archive.label(aspect),
        value=wording(archive.facts, answer) if answer else Pair("", ""),
        is_figure=bool(answer and (answer.figures or (answer.time and not answer.values))),
        base=phrase.name(archive.facts, people) if people else Pair("", ""),
        cited=tuple(archive.name(work, language) for work in works(claim)),
        roots=state,
        flags=tuple(phrase.word(flag) for flag in archive.facts.flags.get(path, ())),
        findings=tuple(phrase.word(kind) for kind in findings),
    )


def works(claim: ClaimFact) -> tuple[str, ...]:
    """The works that a claim cites, each once."""
    return tuple(dict.fromkeys(call.work for call in claim.calls if call.work))


def event_row(archive: Archive, path: str, language: str) -> EventRow:
    """An event as a row."""
    asked = archive.by_about.get(path, ())
    claims = archive.claims_about(path)
    return EventRow(
        name=archive.name(path, language),
        kind=archive.kind(path, language),
        times=event_times(archive, claims, language),
        places=_places(archive, claims, language),
        statements=len(claims),
        questions=len(asked),
        holders=len({claim.holder for claim in claims}),
    )


def event_times(archive: Archive, claims: Iterable[ClaimFact], language: str) -> tuple[Dated, ...]:
    """The times that claims give an event, in the order of their aspects and bounds."""
    found = []
    for claim in claims:
        answer = archive.facts.answers.get(claim.answer)
        if answer and answer.time and answer.aspect in DATING:
            found.append(dated(archive, claim, answer.time, answer.aspect, language))
    return tuple(sorted(found, key=lambda one: (DATING.index(one.aspect), one.period.earliest_begin or 0, one.claim)))


def dated(archive: Archive, claim: ClaimFact, time: Period, aspect: str, language: str) -> Dated:
    """A time with the claim that gives it."""
    return Dated(phrase.period(time), time, aspect, claim.path, archive.name(claim.holder, language))


def _places(archive: Archive, claims: Iterable[ClaimFact], language: str) -> tuple[Name, ...]:
    """The places in which claims put an event."""
    answers = (archive.facts.answers.get(claim.answer) for claim in claims)
    found = {value for answer in answers if answer and answer.aspect == "location" for value in answer.values}
    return tuple(archive.name(path, language) for path in sorted(found) if path.startswith("place/"))
