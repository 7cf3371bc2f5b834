"""The claims on a question in the order of its table, each with its letter and what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.derivations import questions
from testimonia.infer.entries import Answer, ClaimFact
from testimonia.infer.facts import Facts
from testimonia.infer.phrase import Pair

_SHARE: Final = Pair("share of {}", "Anteil an: {}")
_OF: Final = Pair("{}: {}", "{}: {}")


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with its letter; ``answer`` is None where that is a question itself, ``base`` empty without a figure."""

    siglum: str
    claim: ClaimFact
    answer: Answer | None
    base: Pair


def letter(index: int) -> str:
    """The siglum of a row, from 0: A to Z, then AA, AB and so on."""
    rest, at = divmod(index, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + at)


@lru_cache(maxsize=64)
def lines(facts: Facts, question: str) -> tuple[Line, ...]:
    """The claims on a question in an order without merit: by base, then lower bound, then holder."""
    found = (_line(facts, claim) for claim in questions(facts).get(question, ()))
    ordered = sorted(found, key=lambda line: _order(facts, line))
    return tuple(Line(letter(index), line.claim, line.answer, line.base) for index, line in enumerate(ordered))


def _line(facts: Facts, claim: ClaimFact) -> Line:
    answer = facts.answers.get(claim.answer)
    return Line("", claim, answer, base(facts, answer) if answer else Pair("", ""))


def _order(facts: Facts, line: Line) -> tuple[bool, str, bool, Decimal, str, str]:
    low = _low(line.answer) if line.answer else None
    group = line.base.english
    return (not group, group, low is None, low or Decimal(0), facts.label(line.claim.holder), line.claim.path)


def _low(answer: Answer) -> Decimal | None:
    if answer.figures:
        ends = [figure.least if figure.value is None else figure.value for figure in answer.figures]
        most = [figure.most for figure in answer.figures]
        return min(_known(ends), default=min(_known(most), default=None))
    if answer.time and answer.time.earliest_begin is not None:
        return Decimal(answer.time.earliest_begin)
    return None


def _known(ends: Sequence[Decimal | None]) -> list[Decimal]:
    return [end for end in ends if end is not None]


def base(facts: Facts, answer: Answer) -> Pair:
    """What a figure counts: its unit, of whom, or what it is a share of. Nothing for answers without a figure."""
    if not answer.figures:
        return Pair("", "")
    first = min(answer.figures, key=lambda figure: figure.path)
    people = first.population or answer.population
    what = _SHARE.filled(phrase.whole(facts, first.whole)) if first.whole else phrase.unit(first.unit)
    counted = phrase.name(facts, people) if people else Pair("", "")
    is_told = not people or (bool(first.whole) and counted == phrase.whole(facts, first.whole))
    return what if is_told else _OF.filled(what, counted)
