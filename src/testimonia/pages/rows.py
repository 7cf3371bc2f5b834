"""Claims as rows: in full for a dispute table, in short for a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.infer.trail_beside import as_argued
from testimonia.infer.trail_ground import ground, roots_of
from testimonia.infer.trail_parts import Argued, Cited, Fact
from testimonia.infer.trail_record import cited, stated
from testimonia.model.passage import offsets
from testimonia.pages.archive import Archive
from testimonia.pages.ended import day_of_end
from testimonia.pages.lines import Line, letter
from testimonia.pages.names import Name
from testimonia.pages.ties import COMPARED, Ties
from testimonia.vocabulary import TM

_NAMES: Final = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: the section by its key and by its name, and offsets in code points."""

    path: str
    section: str
    section_name: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class RootState:
    """What is known of a claim's roots beside those of the other claims on the question.

    ``state`` is *independent*, *dependent* or *unknown*; ``shared`` names what
    is shared, ``others`` with which letters; ``ends`` tells where chains end
    that are not known.
    """

    state: str
    shared: tuple[Name, ...] = ()
    others: tuple[str, ...] = ()
    ends: tuple[tuple[Name, Pair], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A claim in short. ``ended`` is the day on which it was withdrawn, None while it stands."""

    path: str
    paraphrase: Name
    stance: str
    stance_words: Pair
    holder: Name
    through: tuple[Name, ...]
    question: Name
    document: Name
    spots: tuple[Spot, ...]
    ended: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim in full, as a line of a dispute table."""

    siglum: str
    brief: Brief
    value: Pair
    is_figure: bool
    names: tuple[Name, ...]
    base: Pair
    scope: tuple[Fact, ...]
    cited: tuple[Cited, ...]
    roots: RootState
    flags: tuple[Pair, ...]
    arguments: tuple[tuple[Argued, Name], ...]
    has_note: bool


def runs(letters: Sequence[str]) -> tuple[str, ...]:
    """Sigla in order, three or more in a row as the first and the last."""
    ordered = sorted(letters, key=lambda one: (len(one), one))
    places = {letter(index): index for index in range(COMPARED)}
    groups: list[list[str]] = []
    for one in ordered:
        if groups and places[one] == places[groups[-1][-1]] + 1:
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(part for of_it in groups for part in ([f"{of_it[0]}–{of_it[-1]}"] if len(of_it) > 2 else of_it))  # noqa: PLR2004, RUF001


def brief(archive: Archive, path: str, language: str) -> Brief:
    """A claim in short."""
    claim = archive.facts.claims[path]
    question = archive.question(claim)
    return Brief(
        path=path,
        paraphrase=archive.name(path, language),
        stance=claim.stance,
        stance_words=phrase.word(claim.stance),
        holder=archive.name(claim.holder, language),
        through=tuple(archive.name(voice, language) for voice in claim.voices),
        question=archive.name(question, language),
        document=archive.name(claim.source, language),
        spots=spots(archive, path),
        ended=day_of_end(archive, path),
    )


def briefs(archive: Archive, paths: Iterable[str], language: str) -> tuple[Brief, ...]:
    """Claims in short, in the order given; what is no claim is left out."""
    return tuple(brief(archive, path, language) for path in paths if path in archive.facts.claims)


def spots(archive: Archive, path: str) -> tuple[Spot, ...]:
    """Where a claim, an argument or a flag stands, in the order of the text."""
    found = (_spot(archive, passage) for passage in archive.facts.linked(path, TM.attestedIn))
    return tuple(sorted(found, key=lambda spot: (spot.begin, spot.end, spot.path)))


def _spot(archive: Archive, passage: str) -> Spot:
    return Spot(passage, archive.facts.text(passage, TM.section), archive.section(passage), *offsets(passage))


def rows(archive: Archive, listed: Sequence[Line], every: Sequence[Line], found: Ties, language: str) -> list[Row]:
    """Claims on one question as rows; ``every`` claim on it has a letter, also where it is not listed."""
    letters = {line.claim.path: line.siglum for line in every}
    return [_row(archive, line, letters, found, language) for line in listed]


def _row(archive: Archive, line: Line, letters: dict[str, str], found: Ties, language: str) -> Row:
    facts, claim, answer = archive.facts, line.claim, line.answer
    values = answer.values if answer and not answer.figures else ()
    return Row(
        siglum=line.siglum,
        brief=brief(archive, claim.path, language),
        value=wording(facts, answer) if answer else Pair("", ""),
        is_figure=bool(answer and (answer.figures or (answer.time and not answer.values))),
        names=tuple(archive.name(value, language) for value in values if not value.startswith('"')),
        base=line.base,
        scope=tuple(fact for fact in stated(facts, claim) if fact.heading.english in _SCOPE),
        cited=tuple(cited(facts, call) for call in claim.calls),
        roots=_root_state(archive, claim.path, found, letters, language),
        flags=tuple(phrase.word(flag) for flag in facts.flags.get(claim.path, ())),
        arguments=tuple(
            (as_argued(facts, one, claim.path), archive.name(one.holder, language))
            for one in archive.arguments_on.get(claim.path, ())
        ),
        has_note=bool(archive.notes(claim.path, language)),
    )


def _root_state(archive: Archive, claim: str, found: Ties, letters: dict[str, str], language: str) -> RootState:
    if claim in found.dependent:
        names = tuple(archive.name(path, language) for path in found.sources[claim][:_NAMES])
        return RootState("dependent", names, runs([letters[other] for other in found.dependent[claim]]))
    if claim in found.independent:
        return RootState("independent")
    if claim in found.known:
        return RootState("known")
    told = ground(archive.facts, roots_of(archive.facts, claim))
    ends = [end for end in told.ends if not end.is_known][:_NAMES]
    return RootState("unknown", ends=tuple((archive.name(end.thing.path, language), end.words) for end in ends))


_SCOPE: Final = frozenset({"less", "period", "place", "leaves out", "by the definition of", "method", "held at"})
