"""Into which class two holders put a thing, and by which definition.

One may speak of genocide and go by a convention, the other of ethnic cleansing
and name no definition: then they do not speak of one thing, and are not set
against each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.facts import Answer, ClaimFact, Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import title_of

_ASPECTS: Final = ("qualification", "definition")
_NAMES_NONE: Final = Pair("{} names no definition", "{} nennt keine Definition")
_GOES_BY: Final = Pair("{} goes by: {}", "{} legt zugrunde: {}")
_WITH_AND_WITHOUT: Final = Pair("{} goes by: {}, and once names none", "{} legt zugrunde: {}, und nennt einmal keine")
_OF_CLASS: Final = Pair("“{}”: {}; {}", "„{}“: {}; {}")
_ONLY: Final = Pair("only {} speaks of: {}", "nur bei {}: {}")
_QUOTED: Final = Pair("“{}”", "„{}“")


@dataclass(frozen=True, slots=True)
class Class:
    """One claim that puts a thing in classes, accepts them or rejects them, with the definitions that it names."""

    claim: str
    stance: str
    classes: tuple[str, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classing:
    """A thing that either of two holders classes, or measures by a definition, and how their definitions compare."""

    question: str
    title: Pair
    one: tuple[Class, ...]
    other: tuple[Class, ...]
    notes: tuple[Pair, ...]


def classings(facts: Facts, one: Sequence[ClaimFact], other: Sequence[ClaimFact]) -> tuple[Classing, ...]:
    """All that two holders class, by their claims; what both class stands first."""
    sides = [_by_question(facts, claims) for claims in (one, other)]
    found = []
    for about, aspect in sorted({*sides[0], *sides[1]}):
        left, right = (tuple(side.get((about, aspect), ())) for side in sides)
        notes = tuple(_notes(facts, left, right)) if left and right else ()
        found.append(Classing(f"{about}/{aspect}", title_of(facts, about, aspect), left, right, notes))
    return tuple(sorted(found, key=lambda row: (not (row.one and row.other), row.question)))


def _by_question(facts: Facts, claims: Iterable[ClaimFact]) -> dict[tuple[str, str], list[Class]]:
    found: dict[tuple[str, str], list[Class]] = defaultdict(list)
    for claim in claims:
        answer = facts.answers.get(claim.answer)
        if answer is not None and is_classing(answer):
            row = Class(claim.path, claim.stance, answer.values, answer.definitions)
            found[answer.about, answer.aspect].append(row)
    return found


def is_classing(answer: Answer) -> bool:
    """Whether an answer puts something in a class, says what a word means, or goes by a definition."""
    return answer.aspect in _ASPECTS or bool(answer.definitions)


def _notes(facts: Facts, left: Sequence[Class], right: Sequence[Class]) -> Iterator[Pair]:
    """For each class that both speak of, by which definitions; then what only one of them speaks of."""
    ours, theirs = (sorted({name for row in rows for name in row.classes}) for rows in (left, right))
    for name in ours:
        if name in theirs:
            goes_by = [_goes_by(facts, [row for row in rows if name in row.classes]) for rows in (left, right)]
            yield _OF_CLASS.filled(phrase.name(facts, name), *goes_by)
    for rows, names, others in ((left, ours, theirs), (right, theirs, ours)):
        alone = [_QUOTED.filled(phrase.name(facts, name)) for name in names if name not in others]
        if alone:
            yield _ONLY.filled(_holder(facts, rows), phrase.joined(alone))


def _goes_by(facts: Facts, rows: Sequence[Class]) -> Pair:
    holder = _holder(facts, rows)
    named = sorted({path for row in rows for path in row.definitions})
    if not named:
        return _NAMES_NONE.filled(holder)
    form = _GOES_BY if all(row.definitions for row in rows) else _WITH_AND_WITHOUT
    return form.filled(holder, phrase.joined(phrase.name(facts, path) for path in named))


def _holder(facts: Facts, rows: Sequence[Class]) -> Pair:
    return phrase.name(facts, facts.claims[rows[0].claim].holder)
