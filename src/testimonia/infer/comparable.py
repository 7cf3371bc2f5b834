"""Which statements are comparable, which of them conflict or agree, and what sets apart those that only look so.

Two answers to one question are comparable when population, scope in time and
place, exclusions, base and definition agree, and the unit. Answers are grouped
by these, and intervals swept in each group, so that the work grows with the
answers and the pairs listed; at most ``LISTED`` pairs of a sort are listed for
a question, and the rest counted.

Only who asserts an answer, or calls it possible, is held against others. Who
denies or doubts is opposed to those that state the same proposition: a dispute,
and no conflict of numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import Final

from testimonia.infer import conflicts, overlap
from testimonia.infer.conflicts import Found
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import (
    ABOUT,
    ACCEPTS,
    AGAINST,
    FIRM,
    FOR,
    MAGNITUDE,
    POINT,
    VALUE,
    WORDS,
    Question,
    Reading,
    Statement,
    questions,
)
from testimonia.infer.rules import Rule, Unit
from testimonia.infer.scope import Scope

LISTED: Final = 250
"""How many pairs of one sort are listed for a question."""

_SCOPES: Final = ("population", "time", "place", "excludes", "definitions", "whole", "taken", "aspect")

Pairs = Iterator[tuple[Reading, Reading]]
Teller = Callable[[Question, tuple[Statement, Reading], tuple[Statement, Reading]], Found]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of conflicts: two claims on one thing, what is found of them, and the gap."""

    kind: str
    about: str
    one: str
    other: str
    gap: Pair
    sentence: Pair


def units(facts: Facts) -> Iterator[Unit]:
    """The questions that have two statements or more."""
    return (Unit(key, question) for key, question in questions(facts))


def find(_facts: Facts, unit: Unit) -> list[Finding]:
    """All that is found on one question."""
    question = unit.content
    if not isinstance(question, Question):
        raise TypeError("a unit of this rule is a question")
    found, is_cut = pairs_of(question)
    findings = [item.finding(question.about) for item in found]
    return [*findings, conflicts.more(question, _counts(question, len(found)))] if is_cut else findings


RULE: Final = Rule(
    name="comparable",
    summary="Which statements on one question are comparable, which conflict or agree, and what only looks so.",
    units=units,
    find=find,
)


def conflict_table(facts: Facts, about: str | None = None) -> list[Row]:
    """Every pair found, all of them or those on one thing, by its path or its key; conflicts stand first."""
    order = ("conflict", "apparentConflict", "opposition", "undecided", "differentScope")
    rows = [
        Row(item.kind, question.about, item.one.claim, item.other.claim, item.gap, item.sentence)
        for _, question in questions(facts)
        if not about or about in (question.about, question.about.rpartition("/")[2])
        for item in pairs_of(question)[0]
    ]
    places = {kind: place for place, kind in enumerate(order)}
    return sorted(rows, key=lambda row: (places.get(row.kind, len(order)), row.about, row.one, row.other))


def pairs_of(question: Question) -> tuple[list[Found], bool]:
    """What is found, each pair of claims once, by the first that applies; and whether pairs were left out."""
    found: dict[tuple[str, str], Found] = {}
    is_cut = False
    for stream in (*_of_stances(question), *_of_readings(question)):
        items = list(islice(stream, LISTED + 1))
        is_cut = is_cut or len(items) > LISTED
        for item in items[:LISTED]:
            found.setdefault((item.one.claim, item.other.claim), item)
    return list(found.values()), is_cut


def _of_stances(question: Question) -> Iterator[Iterator[Found]]:
    """Disputes first, then agreement, then one word accepted and rejected in different scopes."""
    yield chain.from_iterable(_disputes(question, answer) for answer in sorted(question.by_answer))
    yield chain.from_iterable(_agreements(question, answer) for answer in sorted(question.by_answer))
    yield _opposed_elsewhere(question)


def _disputes(question: Question, answer: str) -> Iterator[Found]:
    scope = question.scopes[answer]
    is_unclear = scope.aspect == "qualification" and not scope.definitions
    kind = "apparentConflict" if is_unclear else "opposition"
    for one, other in product(question.side(answer, ACCEPTS), question.side(answer, AGAINST)):
        yield conflicts.stances(kind, question, one, other)


def _agreements(question: Question, answer: str) -> Iterator[Found]:
    """Different holders on one side; to accept in part agrees in part."""
    for side in (ACCEPTS, AGAINST):
        statements = sorted(question.side(answer, side), key=lambda s: (s.holder, s))
        for one, other in overlap.across(statements, lambda statement: statement.holder):
            is_whole = (one.stance == "partly") == (other.stance == "partly")
            yield conflicts.stances("agreement" if is_whole else "partialAgreement", question, one, other)


def _opposed_elsewhere(question: Question) -> Iterator[Found]:
    by_content: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for answer, scope, content, _ in question.answers:
        if content:
            by_content[scope.aspect, *content].append(answer)
    for answers in by_content.values():
        accepted = [statement for answer in answers for statement in question.side(answer, ACCEPTS)]
        rejected = [statement for answer in answers for statement in question.side(answer, AGAINST)]
        for one, other in product(accepted, rejected):
            if one.answer != other.answer:
                yield conflicts.opposed_elsewhere(question, one, other)


def _of_readings(question: Question) -> Iterator[Iterator[Found]]:
    """Pairs in one scope, then pairs in different ones."""
    held = [reading for reading in question.readings if reading.weight]
    groups = _grouped(held, lambda reading: reading.scope)
    for teller, pairs in _IN_SCOPE:
        yield _told(question, chain.from_iterable(map(pairs, groups)), teller)
    for look, across in _ACROSS:
        yield _told(question, across(held), _teller(look))


def _teller(look: str) -> Teller:
    return lambda question, one, other: conflicts.different_scope(question, one, other, look)


def _told(question: Question, pairs: Pairs, teller: Teller) -> Iterator[Found]:
    for left, right in pairs:
        for one, other in product(question.side(left.answer, FOR), question.side(right.answer, FOR)):
            yield teller(question, (one, left), (other, right))


def _grouped(readings: Iterable[Reading], key: Callable[[Reading], Hashable]) -> list[list[Reading]]:
    groups: dict[Hashable, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[key(reading)].append(reading)
    return [group for group in groups.values() if len(group) > 1]


def _scope(reading: Reading) -> Scope:
    return reading.scope


def _answer(reading: Reading) -> str:
    return reading.answer


def _graded(readings: Iterable[Reading], *grades: str) -> list[Reading]:
    return [reading for reading in readings if reading.grade in grades]


def _set_apart(group: list[Reading]) -> Pairs:
    """Both wordings set bounds, or one says none and the other some."""
    return overlap.apart(_graded(group, FIRM, WORDS), _answer)


def _loosely_apart(group: list[Reading]) -> Pairs:
    """One of the two wordings, at least, sets no bounds."""
    return overlap.apart(_graded(group, FIRM, ABOUT), lambda reading: (reading.grade == ABOUT) and reading.answer)


def _exclusive(group: list[Reading]) -> Pairs:
    words = sorted(_graded(group, VALUE), key=lambda reading: (reading.content, reading.answer))
    pairs = overlap.across(words, lambda reading: reading.content)
    return (pair for pair in pairs if not set(pair[0].content[1:]) & set(pair[1].content[1:]))


def _beside(group: list[Reading], grade: str, *others: str) -> Pairs:
    """Pairs of which one at least is of a grade."""
    line = sorted(_graded(group, grade, *others), key=lambda r: (r.grade != grade, r.answer))
    return overlap.across(line, lambda reading: (reading.grade == grade) and reading.answer)


def _meeting(group: list[Reading]) -> Pairs:
    return overlap.meeting(_graded(group, FIRM, ABOUT), _answer)


def _spots(group: list[Reading], *, are_meeting: bool) -> Pairs:
    """Pairs of points that may mean one spot, or that cannot."""
    for one, other in overlap.across(_graded(group, POINT), _answer):
        if one.point and other.point and one.point.meets(other.point) == are_meeting:
            yield one, other


_IN_SCOPE: Final[tuple[tuple[Teller, Callable[[list[Reading]], Pairs]], ...]] = (
    (conflicts.apart, _set_apart),
    (conflicts.exclusive, _exclusive),
    (conflicts.apart, _loosely_apart),
    (conflicts.by_magnitude, lambda group: _beside(group, MAGNITUDE, FIRM, ABOUT)),
    (conflicts.spots_apart, lambda group: _spots(group, are_meeting=False)),
    (conflicts.compatible, _meeting),
    (conflicts.compatible, lambda group: _spots(group, are_meeting=True)),
    (conflicts.comparable, lambda group: _beside(group, WORDS, FIRM, ABOUT, MAGNITUDE)),
)


def _contrary_elsewhere(held: list[Reading]) -> Pairs:
    """Numbers or days of one unit that lie apart, in different scopes."""
    for group in _grouped((r for r in held if r.has_number), lambda r: (r.scope.unit, r.scope.part)):
        yield from overlap.apart(group, _scope)
    for group in _grouped(_graded(held, VALUE), lambda reading: reading.scope.aspect):
        pairs = overlap.across(group, _scope)
        yield from (pair for pair in pairs if not set(pair[0].content[1:]) & set(pair[1].content[1:]))


def _alike_elsewhere(held: list[Reading]) -> Pairs:
    """One number in different scopes."""
    figures = (reading for reading in held if reading.has_number and reading.figures)
    for group in _grouped(figures, lambda r: (r.scope.unit, r.low, r.high)):
        yield from overlap.across(group, _scope)


def _unit_elsewhere(held: list[Reading]) -> Pairs:
    """Numbers whose scopes differ in the unit alone."""
    for group in _grouped((r for r in held if r.has_number), lambda r: r.scope.without("unit")):
        yield from overlap.across(group, _scope)


def _near_elsewhere(held: list[Reading]) -> Pairs:
    """Numbers that meet, whose scopes differ in one field alone."""
    figures = [reading for reading in held if reading.has_number and reading.figures]
    for field in _SCOPES:
        for group in _grouped(figures, lambda reading: reading.scope.without(field)):  # noqa: B023  (used at once)
            yield from overlap.meeting(group, _scope)


_ACROSS: Final[tuple[tuple[str, Callable[[list[Reading]], Pairs]], ...]] = (
    ("contrary", _contrary_elsewhere),
    ("alike", _alike_elsewhere),
    ("contrary", _unit_elsewhere),
    ("meeting", _near_elsewhere),
)


def _counts(question: Question, listed: int) -> tuple[int, int, int, int]:
    """Pairs of comparable statements, how many lie apart, how many lie apart across scopes, and how many are listed."""
    held = [reading for reading in question.readings if reading.weight]
    scopes = _grouped(held, _scope)
    units = _grouped((r for r in held if r.has_number), lambda r: (r.scope.unit, r.scope.part))
    comparable = sum(overlap.count_across(reading.weight for reading in group) for group in scopes)
    inside = sum(overlap.count_apart(_graded(group, FIRM, ABOUT, WORDS), _answer) for group in scopes)
    across = sum(overlap.count_apart(group, _scope) for group in units)
    return comparable + sum(map(_agreeing, _sides(question))), inside, across, listed


def _sides(question: Question) -> Iterator[list[Statement]]:
    return (question.side(answer, side) for answer in question.by_answer for side in (ACCEPTS, AGAINST))


def _agreeing(side: list[Statement]) -> int:
    """How many pairs of different holders there are on one side."""
    return overlap.count_across(Counter(statement.holder for statement in side).values())
