"""What the arithmetic found on a question, as numbers again: sums of parts, shares of a whole, counts from shares.

A finding holds its sentence and its inputs; the number is worked out anew from
the figures of these, by the same rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from testimonia.infer.entries import Figure
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.found import Findings
from testimonia.infer.intervals import NOTHING, Interval
from testimonia.infer.phrase import Pair
from testimonia.infer.stated import PERCENT, amount, has_number
from testimonia.infer.wording import spelt
from testimonia.pages.figure import Shape, Span

_SUMS: Final = frozenset({"sumConsistent", "sumInconsistent", "sumLeavesRest", "sumOpen"})
_FROM_SHARE: Final = "shareImpliesCount"
_FROM_COUNT: Final = "countImpliesShare"
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that follows from claims and that nobody holds: the finding, its kind, from which claims, what it is."""

    path: str
    kind: str
    inputs: tuple[str, ...]
    unit: str
    span: Span
    label: Pair


def computed(facts: Facts, findings: Findings, claims: Sequence[str]) -> list[Computed]:
    """The numbers that follow for some claims, each once, in the order of their findings."""
    paths = {path for claim in claims for path in findings.on(claim) if path.startswith("finding/arithmetic/")}
    found = ((path, findings.finding(path)) for path in sorted(paths))
    return [one for path, finding in found if finding for one in _numbers(facts, path, finding, frozenset(claims))]


def _numbers(facts: Facts, path: str, finding: Finding, claims: frozenset[str]) -> Iterator[Computed]:
    figures = list(_figures(facts, finding))
    wholes = {figure.path: figure for _, figure in figures}
    parts = [(claim, figure) for claim, figure in figures if figure.whole in wholes and has_number(figure)]
    result: tuple[Interval, str] | None = None
    if finding.kind in _SUMS:
        result = _sum([figure for _, figure in parts], wholes)
        is_here = any(claim in claims for claim, figure in figures if figure.path in {f.whole for _, f in parts})
    else:
        parts = [(claim, part) for claim, part in parts if (part.unit == PERCENT) == (finding.kind == _FROM_SHARE)]
        is_here = len(parts) == 1 and parts[0][0] in claims
        result = _share(finding.kind, parts[0][1], wholes[parts[0][1].whole]) if is_here else None
    if result and is_here:
        interval, unit = result
        yield Computed(path, finding.kind, finding.inputs, unit, _span(interval, unit), Pair(*spelt(interval, unit)))


def _figures(facts: Facts, finding: Finding) -> Iterator[tuple[str, Figure]]:
    """The figures that a finding rests on, each with its claim; a whole that no claim counts stands for itself."""
    for path in finding.inputs:
        claim = facts.claims.get(path)
        answer = facts.answers.get(claim.answer) if claim else None
        if answer:
            yield from ((path, figure) for figure in answer.figures)
        elif path in facts.figures:
            yield path, facts.figures[path]


def _share(kind: str, part: Figure, whole: Figure) -> tuple[Interval, str] | None:
    if not has_number(whole):
        return None
    if kind == _FROM_SHARE:
        return amount(part).percent_of(amount(whole)), whole.unit
    if kind == _FROM_COUNT and part.unit == whole.unit and amount(whole).high != 0:
        return amount(part).share_of(amount(whole)).up_to(_WHOLE), PERCENT
    return None


def _sum(parts: Sequence[Figure], wholes: dict[str, Figure]) -> tuple[Interval, str] | None:
    """The parts of one whole added up; None where there is but one, or more wholes."""
    if len(parts) <= 1 or len({part.whole for part in parts}) != 1:
        return None
    whole = wholes[parts[0].whole]
    if all(part.unit == PERCENT for part in parts):
        return sum((amount(part) for part in parts), NOTHING), PERCENT
    if not has_number(whole) or any(part.unit not in (PERCENT, whole.unit) for part in parts):
        return None
    measured = (amount(part).percent_of(amount(whole)) if part.unit == PERCENT else amount(part) for part in parts)
    return sum(measured, NOTHING), whole.unit


def _span(interval: Interval, unit: str) -> Span:
    low, high = _decimal(interval.low or Fraction(0)), _decimal(interval.high or interval.low or Fraction(0))
    if interval.point is not None:
        return Span(Shape.ABOUT if interval.is_loose else Shape.DOT, low, low)
    if interval.high is None or (unit == PERCENT and interval.high == _WHOLE and interval.low):
        return Span(Shape.LEAST, low, low)
    return Span(Shape.RANGE, low, high) if interval.low else Span(Shape.MOST, high, high)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
