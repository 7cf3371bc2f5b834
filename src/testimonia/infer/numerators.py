"""One number of people over two totals: the same figure, given as a part of wholes that differ.

Equal numbers meet by chance, so the criterion is narrow: one exact figure of
1,000 or more, of one aspect and unit, about the same event or the same people,
over totals that are exact and unequal. A figure that is not authored as a
share is set over the one total that its own holder gives for that event and
those people, if there is just one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from testimonia.infer.finding import Finding
from testimonia.infer.intervals import OPEN
from testimonia.infer.rules import Unit
from testimonia.infer.stated import PERCENT, Stated, Statements
from testimonia.infer.wording import Said, finding, joined, number, said, worded

LEAST: Final = 1000
TOTALS: Final = (
    "participants",
    "personsCaptured",
    "personsDeported",
    "personsArrested",
    "personsDrafted",
    "personsAffected",
    "personsDisplaced",
    "personsSentenced",
    "members",
    "inhabitants",
)  # fmt: skip
_NEAR = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Rates:
    """Equal figures, each with a whole."""

    pairs: tuple[tuple[Stated, Stated], ...]


def units(statements: Statements) -> Iterable[Unit]:
    """One unit for each number that is given twice or more, by event or by people, over totals that differ."""
    groups: dict[tuple[str, str, Fraction, str], list[Stated]] = defaultdict(list)
    for stated in statements.held:
        size = stated.amount.point
        if stated.answer and size is not None and size >= LEAST and _is_exact(stated):
            for path in {stated.answer.about, stated.answer.population} - {""}:
                groups[stated.answer.aspect, stated.figure.unit, size, path].append(stated)
    seen = set()
    for key, parts in sorted(groups.items()):
        if len(parts) > 1 and not all(part.is_curators for part in parts):
            pairs = tuple((part, total) for part in parts if (total := _total(part, statements)))
            if len({total.amount.point for _, total in pairs}) > 1 and pairs not in seen:
                seen.add(pairs)
                yield Unit("numerator:" + "|".join(map(str, key)), Rates(pairs))


def find(content: Rates) -> list[Finding]:
    """The rates, one beside the other."""
    by_total = {total.amount.point: (part, total) for part, total in content.pairs}
    rows = [by_total[size] for size in sorted(by_total, key=lambda size: -(size or 0))]
    words = said(
        "the same number over different totals: {rates} ({name}){gap}.",
        "dieselbe Zahl über verschiedenen Gesamtzahlen: {rates} ({name}){gap}.",
        rates=joined([_rate(part, total) for part, total in rows], "; "),
        name=rows[0][0].topic, gap=_gap(rows),
    )  # fmt: skip
    used = [stated for pair in content.pairs for stated in pair]
    return [finding("oneNumeratorTwoTotals", OPEN, rows[0][0].about, used, words)]


def _is_exact(stated: Stated) -> bool:
    return stated.figure.bound == "exact" and stated.figure.unit != PERCENT


def _total(stated: Stated, statements: Statements) -> Stated | None:
    """The whole as authored, or else the one total that the same holder gives of the same people in the same event."""
    answer = stated.answer
    if stated.figure.whole:
        whole = statements.whole(stated.figure.whole)
        return whole if whole and _is_total(stated, whole) else None
    if answer is None or not answer.population:
        return None
    found = [
        other
        for aspect in TOTALS
        if aspect != answer.aspect
        for other in statements.by_subject.get((aspect, answer.about), ())
        if other.answer and other.answer.population == answer.population and other.answer.place == answer.place
        if set(other.holders) & set(stated.holders) and not other.figure.whole and _is_total(stated, other)
    ]
    return found[0] if len(found) == 1 else None


def _is_total(part: Stated, whole: Stated) -> bool:
    size, least = whole.amount.point, part.amount.point
    return _is_exact(whole) and whole.figure.unit == part.figure.unit and bool(size and least and size > least)


def _rate(part: Stated, total: Stated) -> Said:
    share = number(part.amount.share_of(total.amount).point or Fraction(0), PERCENT)
    words = {"part": worded(part.figure), "total": worded(total.figure), "share": share}
    return said("{part} of {total} = {share}", "{part} von {total} = {share}", **words)


def _gap(rows: list[tuple[Stated, Stated]]) -> Said:
    """Where two totals differ by nearly the number itself, that is said, since one may leave it out."""
    sizes = [total.amount.point or Fraction(0) for _, total in rows]
    part = rows[0][0].amount.point or Fraction(0)
    apart = sizes[0] - sizes[1]
    if len(sizes) != len(("one", "other")) or abs(apart - part) > part * _NEAR:
        return "", ""
    return said(
        "; the totals are {apart} apart, {off} from the number itself",
        "; die Gesamtzahlen liegen {apart} auseinander, {off} neben der Zahl selbst",
        apart=number(apart), off=number(abs(apart - part)),
    )  # fmt: skip
