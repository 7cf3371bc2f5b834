"""The arithmetic of the sources: parts and totals, shares and bases, starts and ends.

Every finding says that figures are consistent, inconsistent, or that it is
open, and shows the sum. It speaks of the figures as worded: it says of none
that it is right, and offers no number as the best. What is computed here and
stated by no source is called so, and is open.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from testimonia.infer import durations, exclusions, numerators, parts, shares, sums
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Rule, Unit
from testimonia.infer.stated import Statements
from testimonia.infer.wording import RULE_NAME, state_of

_FIND: dict[type, Callable[[Any], list[Finding]]] = {
    parts.Parts: sums.find,
    shares.Measures: shares.find_measures,
    shares.Bases: shares.find_bases,
    numerators.Rates: numerators.find,
    durations.Course: durations.find,
    exclusions.KeptOut: exclusions.find,
}


@dataclass(frozen=True, slots=True, order=True)
class Sum:
    """One row of the table of sums: state and kind, the sentence in both languages, the claims, the finding's path."""

    state: str
    kind: str
    about: str
    english: str
    german: str
    inputs: tuple[str, ...]
    finding: str


def units(facts: Facts) -> Iterable[Unit]:
    """Each whole with its parts, each share with its base, each event with its days."""
    statements = Statements(facts)
    yield from sums.units(statements)
    yield from shares.units(statements)
    yield from numerators.units(statements)
    yield from durations.units(statements, facts)
    yield from exclusions.units(statements)


def find(_facts: Facts, unit: Unit) -> list[Finding]:
    """What follows in one unit, from its content alone."""
    return sorted(set(_FIND[type(unit.content)](unit.content)))


RULE = Rule(
    name=RULE_NAME,
    summary="Whether parts come to their totals, shares to their bases, and durations to their ends, as worded.",
    units=units,
    find=find,
)


def sum_table(facts: Facts, about: str | None = None) -> list[Sum]:
    """Every sum, or those that rest on a claim, or on what is said about a thing: a path, or the key that ends one.

    The inconsistent ones stand first, then the open ones.
    """
    order = ("inconsistent", "open", "consistent")
    found = {one for unit in units(facts) for one in find(facts, unit)}
    rows = [
        Sum(state_of(one), one.kind, one.about, one.english, one.german, one.inputs, one.path)
        for one in found
        if not about or _concerns(facts, one, about)
    ]
    return sorted(rows, key=lambda row: (order.index(row.state), row.kind, row.about, row.english))


def _concerns(facts: Facts, one: Finding, about: str) -> bool:
    subjects = {one.about, *one.inputs}
    for path in one.inputs:
        answer = facts.answers.get(facts.claims[path].answer) if path in facts.claims else None
        if answer:
            subjects |= {answer.about, answer.population, answer.place}
    return any(
        subject in (about, f"claim/{about}") or subject.rpartition("/")[2] == about for subject in subjects - {""}
    )
