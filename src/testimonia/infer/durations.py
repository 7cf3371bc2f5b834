"""Start plus duration against end, in days: the first day may be counted or not, so there are two possible ends."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.facts import Facts, Period
from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, OPEN
from testimonia.infer.rules import Unit
from testimonia.infer.stated import CURATOR, HELD, Stated, Statements, has_number
from testimonia.infer.wording import RULE_NAME, Said, days, said, sentence, worded
from testimonia.model.calendar import days_in_month, gregorian_from_julian_day, julian_day_number

_DAYS: Final = {"days": 1, "weeks": 7}
_MONTHS: Final = {"months": 1, "years": 12}
_MONTHS_IN_YEAR: Final = 12
_LONGEST: Final = 10_000_000
"""A duration beyond this is none that a date can be reckoned with."""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A time that begins or ends something, and the claims that state it."""

    period: Period
    claims: tuple[str, ...]
    is_curators: bool


@dataclass(frozen=True, slots=True)
class Course:
    """An event with what is said of its start, its duration and its end."""

    event: str
    names: Said
    starts: tuple[Dated, ...]
    durations: tuple[Stated, ...]
    ends: tuple[Dated, ...]


def units(statements: Statements, facts: Facts) -> Iterable[Unit]:
    """One unit for each event with a start and a duration."""
    durations: dict[str, list[Stated]] = defaultdict(list)
    for stated in statements.held:
        if stated.answer and stated.answer.aspect == "duration" and _can_be_added(stated):
            durations[stated.about].append(stated)
    dates: dict[tuple[str, str], list[Dated]] = defaultdict(list)
    for answer in facts.answers.values():
        if answer.about in durations and answer.time and answer.aspect in ("startDate", "endDate", "date"):
            claims = [facts.claims[path] for path in facts.stated_by.get(answer.path, ())]
            held = [claim for claim in claims if claim.stance in HELD]
            if held:
                is_curators = all(claim.holder == CURATOR for claim in held)
                dated = Dated(answer.time, tuple(claim.path for claim in held), is_curators)
                dates[answer.about, answer.aspect].append(dated)
    for event, found in sorted(durations.items()):
        spans = [dated for dated in dates[event, "date"] if "/" in dated.period.edtf]
        starts, ends = (tuple(sorted({*dates[event, aspect], *spans}, key=repr)) for aspect in ("startDate", "endDate"))
        if starts:
            yield Unit(f"days:{event}", Course(event, statements.names(event), starts, tuple(found), ends))


def find(content: Course) -> list[Finding]:
    """Each start and duration against each end; without any end, the end that follows."""
    found = []
    for start, duration in product(content.starts, content.durations):
        ends = _ends(start.period, duration)
        if ends is None:
            continue
        if content.ends:
            found += [_compared(content, start, duration, end, ends) for end in content.ends]
        else:
            found.append(_implied(content, start, duration, ends))
    return found


def _can_be_added(stated: Stated) -> bool:
    high = stated.amount.high
    is_short = (stated.amount.low or 0) <= _LONGEST and (high is None or high <= _LONGEST)
    return has_number(stated.figure) and is_short and stated.figure.unit in (*_DAYS, *_MONTHS)


def _ends(start: Period, duration: Stated) -> tuple[int | None, int | None] | None:
    """The first and last day on which it may have ended: the first day counted, and the first day not counted."""
    first, last = _begin(start)
    amount, unit = duration.amount, duration.figure.unit
    if first is None and last is None:
        return None
    earliest = None if first is None else _later(first, floor(amount.low or 0), unit) - 1
    latest = None if last is None or amount.high is None else _later(last, ceil(amount.high), unit)
    return (earliest if earliest is None or first is None else max(earliest, first)), latest


def _later(day: int, count: int, unit: str) -> int:
    """The day that many days, weeks, months or years on; the last of the month where it has no such day."""
    if unit in _DAYS:
        return day + count * _DAYS[unit]
    year, month, in_month = gregorian_from_julian_day(day)
    years, months = divmod(year * _MONTHS_IN_YEAR + month - 1 + count * _MONTHS[unit], _MONTHS_IN_YEAR)
    return julian_day_number(years, months + 1, min(in_month, days_in_month(years, months + 1)))


def _begin(period: Period) -> tuple[int | None, int | None]:
    """The days between which it began; a stretch of time is where it lies, or else runs from its begin."""
    if "/" in period.edtf:
        return period.earliest_begin, period.latest_begin
    return period.earliest_begin, period.latest_end


def _end(period: Period) -> tuple[int | None, int | None]:
    if "/" in period.edtf:
        return period.earliest_end, period.latest_end
    return period.earliest_begin, period.latest_end


def _compared(
    content: Course, start: Dated, duration: Stated, end: Dated, ends: tuple[int | None, int | None]
) -> Finding:
    stated = _end(end.period)
    loose = duration.amount.is_loose or any(mark in dated.period.edtf for mark in "~?%" for dated in (start, end))
    state = INCONSISTENT if _misses(ends, stated) else CONSISTENT
    state = OPEN if loose or None in stated else state
    kinds = {CONSISTENT: "datesConsistent", INCONSISTENT: "datesInconsistent", OPEN: "datesOpen"}
    words = said(
        "{sum}; the end {whose} is {end} ({name}){why}.",
        "{sum}; das Ende {whose} ist {end} ({name}){why}.",
        sum=_sum(start, duration, ends), end=days(*stated), name=content.names,
        whose=("in the curator's reading", "nach der Lesart der Kuratierung") if end.is_curators
        else ("stated", "laut Angabe"),
        why=("; about, nearly or an open end set no bound", "; etwa, fast oder ein offenes Ende setzen keine Grenze")
        if state == OPEN else ("", ""),
    )  # fmt: skip
    return _finding(kinds[state], state, content.event, (*start.claims, *duration.claims, *end.claims), words)


def _implied(content: Course, start: Dated, duration: Stated, ends: tuple[int | None, int | None]) -> Finding:
    words = said(
        "{sum} ({name}); computed here, no source states an end.",
        "{sum} ({name}); hier berechnet, keine Quelle gibt ein Ende an.",
        sum=_sum(start, duration, ends), name=content.names,
    )  # fmt: skip
    return _finding("endImplied", OPEN, content.event, (*start.claims, *duration.claims), words)


def _finding(kind: str, state: str, event: str, inputs: Sequence[str], words: Said) -> Finding:
    english, german = sentence(state, words)
    return Finding(
        rule=RULE_NAME, kind=kind, about=event, inputs=tuple(sorted(set(inputs))), english=english, german=german
    )


def _misses(ends: tuple[int | None, int | None], stated: tuple[int | None, int | None]) -> bool:
    """Whether no possible end is a stated one."""
    (earliest, latest), (first, last) = ends, stated
    is_after = earliest is not None and last is not None and earliest > last
    return is_after or (latest is not None and first is not None and latest < first)


def _sum(start: Dated, duration: Stated, ends: tuple[int | None, int | None]) -> Said:
    words = {
        "start": days(*_begin(start.period)),
        "length": worded(duration.figure),
        "unit": phrase.unit(duration.figure.unit),
    }
    first, last = ends
    if first is not None and last == first + 1:
        return said(
            "{start} + {length} {unit} = {one} if the first day counts, {other} if not",
            "{start} + {length} {unit} = {one}, wenn der erste Tag zählt, {other}, wenn nicht",
            **words, one=days(first, first), other=days(last, last),
        )  # fmt: skip
    return said("{start} + {length} {unit} = {ends}", "{start} + {length} {unit} = {ends}", **words, ends=days(*ends))
