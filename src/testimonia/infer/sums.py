"""Parts and their total: do they come to it, exceed it, or leave something, and is anything counted twice?

Two parts are added only where they are apart: about different events, people
or places, or about times that do not touch, and neither within the other.
Answers to one question that are not apart are rivals, not parts of a sum; and
what the curator reckoned from the others is no part beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, permutations

from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, NOTHING, OPEN, Interval
from testimonia.infer.parts import MOST_PARTS, Parts, are_apart, lies_in, nested
from testimonia.infer.rules import Unit
from testimonia.infer.stated import PERCENT, Stated, Statements, has_number
from testimonia.infer.wording import Said, finding, joined, said, spelt, worded

ONCE = ("deaths", "survivors", "inhabitants", "demographicLoss", "populationLoss")
"""Aspects under which a person is counted once, whatever the event."""

_ALL = Interval.of(100)
_CASES = {
    "equal": (
        "sumConsistent",
        CONSISTENT,
        "{shown} = {whole}, as stated ({name}: {about}).",
        "{shown} = {whole}, wie angegeben ({name}: {about}).",
    ),
    "all": (
        "sumConsistent",
        CONSISTENT,
        "{shown} = 100 %, the whole ({name}: {about}).",
        "{shown} = 100 %, das Ganze ({name}: {about}).",
    ),
    "less": (
        "sumLeavesRest",
        CONSISTENT,
        "{shown} = {result} of {whole}; {rest} are not among these parts ({name}: {about}).",
        "{shown} = {result} von {whole}; {rest} stehen nicht unter diesen Teilen ({name}: {about}).",
    ),
    "more": (
        "sumInconsistent",
        INCONSISTENT,
        "{shown} = {result}, more than {whole} ({name}: {about}).",
        "{shown} = {result}, mehr als {whole} ({name}: {about}).",
    ),
    "more, perhaps shared": (
        "sumOpen",
        OPEN,
        "{shown} = {result}, more than {whole}; some may be in several parts ({name}: {about}).",
        "{shown} = {result}, mehr als {whole}; manche können in mehreren Teilen stehen ({name}: {about}).",
    ),
    "more or less": (
        "sumOpen",
        OPEN,
        "{shown} = {result}, beside {whole}; the bounds allow for both more and less ({name}: {about}).",
        "{shown} = {result}, neben {whole}; die Grenzen lassen mehr wie weniger zu ({name}: {about}).",
    ),
    "loose": (
        "sumOpen",
        OPEN,
        "{shown} = {result}, beside {whole}; about and nearly set no bound ({name}: {about}).",
        "{shown} = {result}, neben {whole}; etwa und fast setzen keine Grenze ({name}: {about}).",
    ),
}
"""Each case with its kind, its state and its sentence."""


def units(statements: Statements) -> Iterable[Unit]:
    """One unit a whole."""
    for path, parts in sorted(statements.by_whole.items()):
        whole = statements.whole(path)
        if whole is not None:
            within = tuple(sorted(nested(parts, statements)))
            yield Unit(f"sum:{path}", Parts(whole, tuple(sorted(parts, key=_in_reading_order)), within))


def _in_reading_order(part: Stated) -> tuple[tuple[str, int], Fraction, str]:
    """As they stand in the source; in one passage the larger first."""
    return part.order, -(part.amount.high or part.amount.low or Fraction(0)), part.path


def find(content: Parts) -> list[Finding]:
    """What follows for the parts of one whole, each aspect for itself."""
    found = [twice for part in content.parts for twice in _excluded_part(content.whole, part)]
    found += [rest for part in content.parts for rest in _rest(content, part)]
    by_aspect: dict[str, list[Stated]] = defaultdict(list)
    for part in content.parts:
        if part.answer and _fits(content, part) and not part.is_curators:
            by_aspect[part.answer.aspect].append(part)
    for _, parts in sorted(by_aspect.items()):
        found += _of_aspect(content, parts)
    return found


def _of_aspect(content: Parts, parts: Sequence[Stated]) -> list[Finding]:
    found = [over for part in parts for over in _alone(content.whole, part)]
    if len(parts) > MOST_PARTS:
        return [*found, _too_many(content.whole, parts)]
    inner = {one for one, other in permutations(parts, 2) if lies_in(content, one, other)}
    found += [_inside(content, one, parts) for one in sorted(inner)]
    outer = [part for part in parts if part not in inner]
    if all(are_apart(content, one, other) for one, other in combinations(outer, 2)):
        return found + _sum(content.whole, outer)
    for holder in sorted({holder for part in outer for holder in part.holders}):
        own = [part for part in outer if holder in part.holders]
        if all(are_apart(content, one, other) for one, other in combinations(own, 2)):
            found += _sum(content.whole, own)
    return found


def _fits(content: Parts, part: Stated) -> bool:
    """Whether the part has a number in a measure that can be set against the whole."""
    figure, whole = part.figure, content.whole.figure
    return has_number(figure) and (figure.unit == PERCENT or (figure.unit == whole.unit and has_number(whole)))


def _sum(whole: Stated, parts: Sequence[Stated]) -> list[Finding]:
    """The parts added up, beside the whole: in per cent where all of them are, else in the whole's measure."""
    in_percent = all(part.figure.unit == PERCENT for part in parts)
    if len(parts) <= 1 or not (in_percent or has_number(whole.figure)):
        return []
    total, unit = (_ALL, PERCENT) if in_percent else (whole.amount, whole.figure.unit)
    amounts = (part.amount if in_percent else _in_measure(part, whole) for part in parts)
    result = sum(amounts, NOTHING)
    kind, state, *templates = _CASES[_case(result, total, parts)]
    words = said(
        *templates,
        shown=joined([worded(part.figure) for part in parts], " + "),
        result=spelt(result, unit),
        whole=("100 %", "100 %") if in_percent else worded(whole.figure),
        rest=_remainder(result, total, unit),
        name=whole.topic,
        about=_names(parts),
    )
    return [finding(kind, state, whole.about, [whole, *parts], words)]


def _in_measure(part: Stated, whole: Stated) -> Interval:
    return part.amount.percent_of(whole.amount) if part.figure.unit == PERCENT else part.amount


def _case(result: Interval, total: Interval, parts: Sequence[Stated]) -> str:
    """How a sum stands to its total; of the sum only, never of who is right."""
    if result.is_loose or total.is_loose:
        return "loose"
    if total.is_below(result):
        answers = [part.answer for part in parts if part.answer]
        is_shared = len({answer.about for answer in answers}) > 1 and answers[0].aspect not in ONCE
        return "more, perhaps shared" if is_shared else "more"
    if result.point is not None and result.point == total.point:
        return "all" if total == _ALL and all(part.figure.unit == PERCENT for part in parts) else "equal"
    return "less" if result.is_within_reach_of(total) else "more or less"


def _remainder(result: Interval, total: Interval, unit: str) -> Said:
    rest = total - result
    return spelt(rest, unit) if rest.low is not None and rest.low >= 0 else ("", "")


def _alone(whole: Stated, part: Stated) -> list[Finding]:
    """One part that is more than its whole."""
    total = _ALL if part.figure.unit == PERCENT else whole.amount
    if total.is_loose or part.amount.is_loose or not total.is_below(part.amount):
        return []
    stated = ("100 %", "100 %") if part.figure.unit == PERCENT else worded(whole.figure)
    words = said(
        "{part} ({name}) is more than {whole}, of which it is given as a part.",
        "{part} ({name}) ist mehr als {whole}, wovon es als Teil angegeben ist.",
        part=worded(part.figure), name=part.topic, whole=stated,
    )  # fmt: skip
    return [finding("sumInconsistent", INCONSISTENT, whole.about, [whole, part], words)]


def _rest(content: Parts, part: Stated) -> list[Finding]:
    """What *the rest* comes to: the whole without the part that is taken away."""
    whole = content.whole
    taken = next((other for other in content.parts if other.path == part.figure.excludes), None)
    if part.figure.bound != "rest" or taken is None or not _fits(content, taken):
        return []
    in_percent = taken.figure.unit == PERCENT
    total, unit = (_ALL, PERCENT) if in_percent else (whole.amount, whole.figure.unit)
    left = total - taken.amount.up_to(100) if in_percent else total - taken.amount
    if left.low is None or left.low < 0:
        return []
    words = said(
        "The rest ({name}) is {whole} - {taken} = {left}; computed here, no source states it.",
        "Der Rest ({name}) ist {whole} - {taken} = {left}; hier berechnet, keine Quelle gibt ihn an.",
        name=part.topic, whole=("100 %", "100 %") if in_percent else worded(whole.figure),
        taken=worded(taken.figure), left=spelt(left, unit),
    )  # fmt: skip
    return [finding("restImplied", OPEN, whole.about, [whole, taken, part], words)]


def _excluded_part(whole: Stated, part: Stated) -> list[Finding]:
    """A part of a total that leaves out just what the part is about."""
    if whole.answer is None or part.answer is None:
        return []
    both = {part.answer.about, part.answer.population} & set(whole.answer.excludes)
    if not both:
        return []
    words = said(
        "{part} ({name}) is given as part of {whole} ({total}), and {whole} leaves it out.",
        "{part} ({name}) ist als Teil von {whole} ({total}) angegeben, und {whole} schließt es aus.",
        part=worded(part.figure), name=part.topic, whole=worded(whole.figure), total=whole.topic,
    )  # fmt: skip
    return [finding("countedTwice", INCONSISTENT, whole.about, [whole, part], words)]


def _inside(content: Parts, inner: Stated, parts: Sequence[Stated]) -> Finding:
    outer = min(other for other in parts if other != inner and lies_in(content, inner, other))
    words = said(
        "{inner} ({one}) lies within {outer} ({other}), and both are parts of {whole}; added up, it would count twice.",
        "{inner} ({one}) liegt in {outer} ({other}), und beide sind Teile von {whole}; addiert zählte es doppelt.",
        inner=worded(inner.figure), one=inner.people if inner.about == outer.about else inner.names,
        outer=worded(outer.figure), other=outer.people if inner.about == outer.about else outer.names,
        whole=worded(content.whole.figure),
    )  # fmt: skip
    return finding("countedTwice", OPEN, content.whole.about, [content.whole, inner, outer], words)


def _too_many(whole: Stated, parts: Sequence[Stated]) -> Finding:
    count = (str(len(parts)), str(len(parts)))
    words = said(
        "{count} parts of {whole} ({name}) were not added up: too many to look for overlaps.",
        "{count} Teile von {whole} ({name}) wurden nicht addiert: zu viele, um nach Überschneidungen zu sehen.",
        count=count, whole=worded(whole.figure), name=whole.topic,
    )  # fmt: skip
    return finding("sumOpen", OPEN, whole.about, [whole, *parts], words)


def _names(parts: Sequence[Stated]) -> Said:
    """What tells the parts apart: events, or else people."""
    by_event = len({part.about for part in parts}) > 1
    return joined([part.names if by_event or not part.people[0] else part.people for part in parts], "; ")
