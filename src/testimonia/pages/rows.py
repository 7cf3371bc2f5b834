"""Claims as rows: in full for a dispute table, in short for a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.chains import Relation, Roots, relation, shared
from testimonia.infer.entries import Answer, ClaimFact
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.infer.source_graph import source_graph
from testimonia.infer.trail_beside import as_argued
from testimonia.infer.trail_ground import ground
from testimonia.infer.trail_parts import Argued, Cited, Fact
from testimonia.infer.trail_record import cited, stated
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name
from testimonia.vocabulary import TM

COMPARED: Final = 60
"""On a question with more statements the roots of each are told, and not what any two share."""

_NAMES: Final = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: section and offsets in code points."""

    path: str
    section: str
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
    """A claim in short."""

    path: str
    paraphrase: Name
    stance: str
    stance_words: Pair
    holder: Name
    through: tuple[Name, ...]
    question: Name
    document: Name
    spots: tuple[Spot, ...]


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


def letter(index: int) -> str:
    """The siglum of a row, from 0: A to Z, then AA, AB and so on."""
    rest, at = divmod(index, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + at)


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
    )


def briefs(archive: Archive, paths: Iterable[str], language: str) -> tuple[Brief, ...]:
    """Claims in short, in the order given; what is no claim is left out."""
    return tuple(brief(archive, path, language) for path in paths if path in archive.facts.claims)


def spots(archive: Archive, path: str) -> tuple[Spot, ...]:
    """Where a claim, an argument or a flag stands, in the order of the text."""
    found = (_spot(archive, passage) for passage in archive.facts.linked(path, TM.attestedIn))
    return tuple(sorted(found, key=lambda spot: (spot.begin, spot.end, spot.path)))


def _spot(archive: Archive, passage: str) -> Spot:
    begin, _, end = passage.rpartition("/")[2].partition("-")
    offsets = [int(part) if part.isdecimal() else 0 for part in (begin, end)]
    return Spot(passage, archive.facts.text(passage, TM.section), offsets[0], offsets[1])


def in_order(archive: Archive, claims: Sequence[ClaimFact]) -> list[ClaimFact]:
    """Claims in an order without merit: by base, then lower bound, then holder."""
    return sorted(claims, key=lambda claim: _order(archive, claim))


def _order(archive: Archive, claim: ClaimFact) -> tuple[bool, str, bool, Decimal, str, str]:
    answer = archive.facts.answers.get(claim.answer)
    low = _low(answer) if answer else None
    group = base(archive, answer).english if answer else ""
    holder = archive.facts.label(claim.holder)
    return (not group, group, low is None, low or Decimal(0), holder, claim.path)


def _low(answer: Answer) -> Decimal | None:
    if answer.figures:
        ends = [figure.least if figure.value is None else figure.value for figure in answer.figures]
        most = [figure.most for figure in answer.figures]
        return min(
            (end for end in ends if end is not None),
            default=min((end for end in most if end is not None), default=None),
        )
    if answer.time and answer.time.earliest_begin is not None:
        return Decimal(answer.time.earliest_begin)
    return None


def base(archive: Archive, answer: Answer) -> Pair:
    """What a figure counts: its unit, of whom, or what it is a share of. Nothing for answers without a figure."""
    if not answer.figures:
        return Pair("", "")
    first = min(answer.figures, key=lambda figure: figure.path)
    people = first.population or answer.population
    what = _SHARE.filled(phrase.whole(archive.facts, first.whole)) if first.whole else phrase.unit(first.unit)
    counted = phrase.name(archive.facts, people) if people else Pair("", "")
    is_told = not people or (bool(first.whole) and counted == phrase.whole(archive.facts, first.whole))
    return what if is_told else _OF.filled(what, counted)


def rows(archive: Archive, claims: Sequence[ClaimFact], roots: Sequence[Roots], language: str) -> list[Row]:
    """Claims on one question as rows with letters, in order."""
    ordered = in_order(archive, claims)
    letters = {claim.path: letter(index) for index, claim in enumerate(ordered)}
    by_claim = {found.claim.path: found for found in roots}
    return [_row(archive, claim, letters, by_claim, language) for claim in ordered]


def _row(archive: Archive, claim: ClaimFact, letters: dict[str, str], roots: dict[str, Roots], language: str) -> Row:
    facts = archive.facts
    answer = facts.answers.get(claim.answer)
    values = answer.values if answer and not answer.figures else ()
    return Row(
        siglum=letters[claim.path],
        brief=brief(archive, claim.path, language),
        value=wording(facts, answer) if answer else Pair("", ""),
        is_figure=bool(answer and (answer.figures or (answer.time and not answer.values))),
        names=tuple(archive.name(value, language) for value in values if not value.startswith('"')),
        base=base(archive, answer) if answer else Pair("", ""),
        scope=tuple(fact for fact in stated(facts, claim) if fact.heading.english in _SCOPE),
        cited=tuple(cited(facts, call) for call in claim.calls),
        roots=_root_state(archive, roots[claim.path], roots, letters, language),
        flags=tuple(phrase.word(flag) for flag in facts.flags.get(claim.path, ())),
        arguments=tuple(
            (as_argued(facts, one, claim.path), archive.name(one.holder, language))
            for one in archive.arguments_on.get(claim.path, ())
        ),
        has_note=bool(archive.notes(claim.path, language)),
    )


def _root_state(
    archive: Archive, own: Roots, roots: dict[str, Roots], letters: dict[str, str], language: str
) -> RootState:
    graph = source_graph(archive.facts)
    others = [found for path, found in roots.items() if path != own.claim.path] if len(roots) <= COMPARED else []
    related = {found.claim.path: relation(graph, own, found) for found in others}
    dependent = [found for found in others if related[found.claim.path] == Relation.DEPENDENT]
    if dependent:
        both = 0
        for found in dependent:
            both |= shared(graph, own, found)
        names = tuple(archive.name(path, language) for path in graph.paths(both, _NAMES))
        return RootState("dependent", names, runs([letters[found.claim.path] for found in dependent]))
    if others and all(state == Relation.INDEPENDENT for state in related.values()):
        return RootState("independent")
    told = ground(archive.facts, own)
    if told.is_known:
        return RootState("known")
    ends = [end for end in told.ends if not end.is_known][:_NAMES]
    return RootState("unknown", ends=tuple((archive.name(end.thing.path, language), end.words) for end in ends))


_SHARE: Final = Pair("share of {}", "Anteil an: {}")
_OF: Final = Pair("{}: {}", "{}: {}")
_SCOPE: Final = frozenset({"less", "period", "place", "leaves out", "by the definition of", "method", "held at"})
