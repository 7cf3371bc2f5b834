"""Parts and their total: do they come to it, exceed it, or leave something, and is anything counted twice?

Two parts are added only where they are apart: about different events, people
or places, or about times that do not touch, and neither within the other.
Answers to one question that are not apart are rivals, not parts of a sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, NOTHING, OPEN, Interval
from testimonia.infer.nesting import ancestors_among
from testimonia.infer.rules import Unit
from testimonia.infer.stated import PERCENT, Stated, Statements, components, has_number
from testimonia.infer.wording import Said, finding, joined, said, spelt, worded

ONCE = ("deaths", "survivors", "inhabitants", "demographicLoss", "populationLoss")
"""Aspects under which a person is counted once, whatever the event."""

MOST_PARTS = 300
"""More parts of one total than this are not compared pair by pair."""

_ALL = Interval.of(100)


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and the figures given as parts of it, with the pairs of paths of which the first lies in the second."""

    whole: Stated
    parts: tuple[Stated, ...]
    within: tuple[tuple[str, str], ...]

    def are_nested(self, one: str, other: str) -> bool:
        """Whether one of two events or places lies within the other."""
        return (one, other) in self.within or (other, one) in self.within


def units(statements: Statements) -> Iterable[Unit]:
    """One unit a whole."""
    for path, parts in sorted(statements.by_whole.items()):
        whole = statements.whole(path)
        if whole is not None:
            yield Unit(f"sum:{path}", Parts(whole, parts, tuple(sorted(_within(parts, statements)))))


def _within(parts: Sequence[Stated], statements: Statements) -> set[tuple[str, str]]:
    """Which event or place of a part lies within that of another part with the same aspect."""
    found: set[tuple[str, str]] = set()
    for aspect in {part.answer.aspect for part in parts if part.answer}:
        answers = [part.answer for part in parts if part.answer and part.answer.aspect == aspect]
        if len(answers) <= MOST_PARTS:
            paths = {path for answer in answers for path in (answer.about, answer.place)}
            found.update(ancestors_among(paths, statements.parents))
    return found


def find(content: Parts) -> list[Finding]:
    """What follows for the parts of one whole, each aspect for itself."""
    found = [twice for part in content.parts for twice in _excluded_part(content.whole, part)]
    found += [rest for part in content.parts for rest in _rest(content, part)]
    aspects = sorted({part.answer.aspect for part in content.parts if part.answer})
    for aspect in aspects:
        parts = [
            part for part in content.parts if part.answer and part.answer.aspect == aspect and _fits(content, part)
        ]
        found += _of_aspect(content, parts)
    return found


def _of_aspect(content: Parts, parts: Sequence[Stated]) -> list[Finding]:
    found = [over for part in parts for over in _alone(content.whole, part)]
    if len(parts) > MOST_PARTS:
        return [*found, _too_many(content.whole, parts)]
    inner = {one for one, other in _ordered(parts) if _lies_in(content, one, other)}
    found += [_nested(content, one, parts) for one in sorted(inner)]
    outer = [part for part in parts if part not in inner]
    if all(_apart(content, one, other) for one, other in combinations(outer, 2)):
        return found + _sum(content.whole, outer)
    for holder in sorted({holder for part in outer for holder in part.holders}):
        own = [part for part in outer if holder in part.holders]
        if all(_apart(content, one, other) for one, other in combinations(own, 2)):
            found += _sum(content.whole, own)
    return found


def _fits(content: Parts, part: Stated) -> bool:
    """Whether the part has a number in a measure that can be set against the whole."""
    figure, whole = part.figure, content.whole.figure
    return has_number(figure) and (figure.unit == PERCENT or (figure.unit == whole.unit and has_number(whole)))


def _sum(whole: Stated, parts: Sequence[Stated]) -> list[Finding]:
    if len(parts) <= 1:
        return []
    in_percent = all(part.figure.unit == PERCENT for part in parts)
    total, unit = (_ALL, PERCENT) if in_percent else (whole.amount, whole.figure.unit)
    if not in_percent and not has_number(whole.figure):
        return []
    result = NOTHING
    for part in parts:
        is_share = part.figure.unit == PERCENT and not in_percent
        result += part.amount.percent_of(whole.amount) if is_share else part.amount
    shown = joined([worded(part.figure) for part in parts], " + ")
    about = _names(parts)
    stated = ("100 %", "100 %") if in_percent else worded(whole.figure)
    parts_words = {"shown": shown, "result": spelt(result, unit), "whole": stated, "about": about, "name": whole.names}
    kind, state, words = _comparison(result, total, parts)
    return [
        finding(
            kind, state, whole.about, [whole, *parts], said(*words, **parts_words, rest=_remainder(result, total, unit))
        )
    ]


def _comparison(result: Interval, total: Interval, parts: Sequence[Stated]) -> tuple[str, str, Said]:
    """Kind, state and sentence; of the sum only, never of who is right."""
    if result.is_loose or total.is_loose:
        return (
            "sumOpen",
            OPEN,
            (
                "{shown} = {result}, beside {whole} for {name}; about and nearly set no bound ({about}).",
                "{shown} = {result}, neben {whole} für {name}; etwa und fast setzen keine Grenze ({about}).",
            ),
        )
    if result.point is not None and result.point == total.point:
        return (
            "sumConsistent",
            CONSISTENT,
            (
                "{shown} = {whole}, as stated for {name} ({about}).",
                "{shown} = {whole}, wie für {name} angegeben ({about}).",
            ),
        )
    if total.is_below(result):
        return _exceeding(parts)
    if result.is_within_reach_of(total):
        return (
            "sumLeavesRest",
            CONSISTENT,
            (
                "{shown} = {result} of {whole} for {name}; {rest} are not among these parts ({about}).",
                "{shown} = {result} von {whole} für {name}; {rest} stehen nicht unter diesen Teilen ({about}).",
            ),
        )
    return (
        "sumOpen",
        OPEN,
        (
            "{shown} = {result}, beside {whole} for {name}; the bounds allow for both more and less ({about}).",
            "{shown} = {result}, neben {whole} für {name}; die Grenzen lassen mehr wie weniger zu ({about}).",
        ),
    )


def _exceeding(parts: Sequence[Stated]) -> tuple[str, str, Said]:
    """Parts that come to more than the whole; where persons may be in several parts, that is open."""
    answers = [part.answer for part in parts if part.answer]
    events, aspect = {answer.about for answer in answers}, answers[0].aspect
    if len(events) > 1 and aspect not in ONCE:
        return (
            "sumOpen",
            OPEN,
            (
                "{shown} = {result}, more than {whole} for {name}; some may be in several parts ({about}).",
                "{shown} = {result}, mehr als {whole} für {name}; manche können in mehreren Teilen stehen ({about}).",
            ),
        )
    return (
        "sumInconsistent",
        INCONSISTENT,
        (
            "{shown} = {result}, more than {whole} for {name} ({about}).",
            "{shown} = {result}, mehr als {whole} für {name} ({about}).",
        ),
    )


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
        part=worded(part.figure), name=part.names, whole=stated,
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
        name=part.names, whole=("100 %", "100 %") if in_percent else worded(whole.figure),
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
        part=worded(part.figure), name=part.names, whole=worded(whole.figure), total=whole.names,
    )  # fmt: skip
    return [finding("countedTwice", INCONSISTENT, whole.about, [whole, part], words)]


def _nested(content: Parts, inner: Stated, parts: Sequence[Stated]) -> Finding:
    outer = min(other for other in parts if other != inner and _lies_in(content, inner, other))
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
        count=count, whole=worded(whole.figure), name=whole.names,
    )  # fmt: skip
    return finding("sumOpen", OPEN, whole.about, [whole, *parts], words)


def _ordered(parts: Sequence[Stated]) -> Iterable[tuple[Stated, Stated]]:
    return ((one, other) for one in parts for other in parts if one is not other)


def _lies_in(content: Parts, one: Stated, other: Stated) -> bool:
    """Whether one part is a part of the other too: the same but for an event, a place or people within."""
    a, b = one.answer, other.answer
    if a is None or b is None or a.path == b.path or _separate(content, one, other):
        return False
    smaller = [
        (a.about, b.about) in content.within,
        (a.place, b.place) in content.within or (bool(a.place) and not b.place),
        components(a.population) > components(b.population),
    ]
    same = [a.about == b.about, a.place == b.place, components(a.population) == components(b.population)]
    return any(smaller) and all(less or equal for less, equal in zip(smaller, same, strict=True))


def _apart(content: Parts, one: Stated, other: Stated) -> bool:
    """Whether two parts may be added."""
    return one.answer != other.answer and _separate(content, one, other)


def _separate(content: Parts, one: Stated, other: Stated) -> bool:
    a, b = one.answer, other.answer
    if a is None or b is None:
        return False
    people, others = components(a.population), components(b.population)
    return (
        (a.about != b.about and not content.are_nested(a.about, b.about))
        or (bool(people and others) and not (people <= others or others <= people))
        or (bool(a.place and b.place) and a.place != b.place and not content.are_nested(a.place, b.place))
        or _at_other_times(one, other)
    )


def _at_other_times(one: Stated, other: Stated) -> bool:
    times = sorted(
        (time.earliest_begin, time.latest_end)
        for stated in (one, other)
        if stated.answer
        and (time := stated.answer.time)
        and time.earliest_begin is not None
        and time.latest_end is not None
    )
    return len(times) > 1 and times[0][1] < times[1][0]


def _names(parts: Sequence[Stated]) -> Said:
    """What tells the parts apart: events, or else people."""
    by_event = len({part.about for part in parts}) > 1
    return joined([part.names if by_event or not part.people[0] else part.people for part in parts], ", ")
