"""Two holders side by side: what they share, where they differ, by which definitions and premises.

It says nothing of who is right. What two claims are to one another is what the
rule on comparison finds, asked about these two holders alone; every claim of
both stands somewhere in the result.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer.arguments import Attack, argument_table
from testimonia.infer.between import between
from testimonia.infer.classings import Classing, classings
from testimonia.infer.conflicts import Found
from testimonia.infer.entailed import Entailed, entailed
from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.premises import Premise, premises
from testimonia.infer.readings import key_of_question, title_of

SHARED: Final = ("agreement", "partialAgreement")
CONTRARY: Final = ("opposition", "apparentConflict", "conflict", "undecided")
TOGETHER: Final = ("compatible", "comparable")
ELSEWHERE: Final = ("differentScope",)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was found between claims of the one and claims of the other on one question."""

    kind: str
    about: str
    sentence: Pair
    gap: Pair
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with the claims of the one and of the other that are spoken of here."""

    question: str
    title: Pair
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how many claims they hold, how many of the other's they pass on, and what concerns them alone.

    ``of_other`` are their claims about the other, or about the other's claims.
    """

    holder: str
    claims: int
    passed_on: int
    premises: tuple[Premise, ...]
    of_other: tuple[str, ...]
    alone: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two holders side by side.

    ``shared``, ``together``, ``contrary`` and ``elsewhere`` are what both say,
    what may hold together, what is contrary, and what only looks so because
    its scope differs. ``supports`` and ``attacks`` lead from an argument of the
    one to a claim or argument of the other. ``classings`` are the things that
    either puts in a class or measures by a definition. ``beside`` are questions
    that both speak to, with the claims that nothing sets against one another.
    ``cut`` are the questions with more pairs than are listed.
    """

    one: Side
    other: Side
    questions: int
    shared: tuple[Meeting, ...]
    entailed: tuple[Entailed, ...]
    together: tuple[Meeting, ...]
    supports: tuple[Attack, ...]
    contrary: tuple[Meeting, ...]
    elsewhere: tuple[Meeting, ...]
    attacks: tuple[Attack, ...]
    classings: tuple[Classing, ...]
    beside: tuple[Asked, ...]
    cut: tuple[Pair, ...]

    @property
    def shares_nothing(self) -> bool:
        """Whether there is no common ground: nothing said, entailed, allowed, argued for or leaned on by both."""
        leaned_on = any(
            premise.relation in ("both", "held") for side in (self.one, self.other) for premise in side.premises
        )
        return not (self.shared or self.entailed or self.together or self.supports or leaned_on)


def compare(facts: Facts, one: str, other: str) -> Comparison:
    """What two holders share and where they differ, by the actors' paths.

    Raises:
        ValueError: Both are the same.
    """
    if one == other:
        raise ValueError(f"'{one}' stands on both sides; name two holders")
    left, right = _claims(facts, one), _claims(facts, other)
    asked = _asked(facts, left, right)
    found = _found(facts, one, other)
    classed = classings(facts, left, right)
    follows = entailed(facts, one, other)
    placed = _placed((*found.meetings, *follows))
    arguments = _between_arguments(facts, one, other)
    return Comparison(
        one=_side(facts, (one, left), (other, right), _without(asked, placed)),
        other=_side(facts, (other, right), (one, left), _without(asked, placed)),
        questions=sum(bool(row.one and row.other) for row in asked),
        shared=_of_kind(found.meetings, SHARED),
        entailed=follows,
        together=_of_kind(found.meetings, TOGETHER),
        supports=tuple(row for row in arguments if row.kind == "supports"),
        contrary=_of_kind(found.meetings, CONTRARY),
        elsewhere=_of_kind(found.meetings, ELSEWHERE),
        attacks=tuple(row for row in arguments if row.kind != "supports"),
        classings=classed,
        beside=tuple(_beside(asked, placed | _classed(classed))),
        cut=found.cut,
    )


def _claims(facts: Facts, holder: str) -> list[ClaimFact]:
    return sorted((c for c in facts.claims.values() if c.holder == holder), key=lambda claim: claim.path)


def _asked(facts: Facts, left: Iterable[ClaimFact], right: Iterable[ClaimFact]) -> list[Asked]:
    """The questions that either speaks to, with all their claims."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, claims in enumerate((left, right)):
        for claim in claims:
            found[_question(facts, claim)][side].append(claim.path)
    return [
        Asked(f"{about}/{aspect}", title_of(facts, about, aspect), tuple(one), tuple(other))
        for (about, aspect), (one, other) in sorted(found.items())
    ]


def _question(facts: Facts, claim: ClaimFact) -> tuple[str, str]:
    """What a claim speaks of, and the aspect; aspects that are read side by side count as one."""
    answer = facts.answers.get(claim.answer)
    if answer is None:
        return claim.answer.removeprefix("proposition/").rpartition("/")[0], claim.answer.rpartition("/")[2]
    return key_of_question(answer)


@dataclass(frozen=True, slots=True)
class _Found:
    meetings: tuple[Meeting, ...]
    cut: tuple[Pair, ...]


def _found(facts: Facts, one: str, other: str) -> _Found:
    """What the rule on comparison finds between the two, and the questions where some pairs are not listed.

    Pairs of the same stances to the same answers are told once, in the words of the first.
    """
    pairs: dict[tuple[object, ...], list[Found]] = defaultdict(list)
    about: dict[tuple[object, ...], str] = {}
    cut = []
    for question, found, is_cut in between(facts, {one, other}):
        for pair in found:
            if pair.one.holder != pair.other.holder:
                sides = frozenset((side.holder, side.stance, side.answer) for side in (pair.one, pair.other))
                pairs[pair.kind, sides].append(pair)
                about[pair.kind, sides] = question.about
        cut += [question.title] if is_cut else []
    meetings = (_meeting(about[key], found, one) for key, found in pairs.items())
    return _Found(tuple(sorted(meetings, key=_order)), tuple(cut))


def _meeting(about: str, pairs: Sequence[Found], one: str) -> Meeting:
    first = min(pairs, key=lambda pair: (pair.one, pair.other))
    statements = {statement for pair in pairs for statement in (pair.one, pair.other)}
    left = sorted(statement.claim for statement in statements if statement.holder == one)
    right = sorted(statement.claim for statement in statements if statement.holder != one)
    return Meeting(first.kind, about, first.sentence, first.gap, tuple(left), tuple(right))


def _order(meeting: Meeting) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
    """Firm ones first, then by what they speak of."""
    order = (*SHARED, *TOGETHER, *CONTRARY, *ELSEWHERE)
    return order.index(meeting.kind), meeting.about, meeting.one, meeting.other


def _of_kind(meetings: Iterable[Meeting], kinds: Sequence[str]) -> tuple[Meeting, ...]:
    return tuple(meeting for meeting in meetings if meeting.kind in kinds)


def _placed(rows: Iterable[Meeting | Entailed]) -> set[str]:
    """The claims that stand beside some of the other's."""
    return {path for row in rows for path in (*row.one, *row.other)}


def _classed(classed: Iterable[Classing]) -> set[str]:
    return {row.claim for classing in classed for row in (*classing.one, *classing.other)}


def _without(asked: Iterable[Asked], placed: set[str]) -> list[Asked]:
    """Questions that only one speaks to, without the claims that stand elsewhere."""
    single = [row for row in asked if not (row.one and row.other)]
    rows = (Asked(row.question, row.title, *_outside(row, placed)) for row in single)
    return [row for row in rows if row.one or row.other]


def _beside(asked: Iterable[Asked], placed: set[str]) -> Iterator[Asked]:
    """The questions that both speak to, with those claims that stand nowhere else, or all of a side that has none."""
    for row in asked:
        one, other = _outside(row, placed)
        if row.one and row.other and (one or other):
            yield Asked(row.question, row.title, one or row.one, other or row.other)


def _outside(row: Asked, placed: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims of either side that are not placed."""
    one, other = (tuple(path for path in paths if path not in placed) for paths in (row.one, row.other))
    return one, other


def _between_arguments(facts: Facts, one: str, other: str) -> list[Attack]:
    """The arguments of either that speak for or against a claim or an argument of the other."""
    return [row for row in argument_table(facts) if {row.holder, _holder(facts, row.target)} == {one, other}]


def _holder(facts: Facts, path: str) -> str:
    """Whose a claim or an argument is."""
    found = facts.claims.get(path) or facts.arguments.get(path)
    return found.holder if found else ""


def _side(
    facts: Facts, own: tuple[str, Sequence[ClaimFact]], others: tuple[str, Sequence[ClaimFact]], alone: Iterable[Asked]
) -> Side:
    """One of the two, with those questions of theirs that the other is silent on."""
    holder, claims = own
    other = others[0]
    spoken_of = [claim.path for claim in claims if _is_of(facts, claim, other)]
    mine = {claim.path for claim in claims}
    return Side(
        holder=holder,
        claims=len(claims),
        passed_on=sum(holder in claim.voices for claim in others[1]),
        premises=premises(facts, holder, other),
        of_other=tuple(spoken_of),
        alone=tuple(row for row in alone if mine >= {*row.one, *row.other}),
    )


def _is_of(facts: Facts, claim: ClaimFact, other: str) -> bool:
    """Whether a claim speaks of another holder, or of a claim or an argument of theirs."""
    answer = facts.answers.get(claim.answer)
    return answer is not None and (answer.about == other or _holder(facts, answer.about) == other)
