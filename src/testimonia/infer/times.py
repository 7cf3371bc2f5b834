"""Order in time: what certainly contradicts it, and how two periods may lie to each other.

All times are whole days, as Julian day numbers; a period runs from the start
of its first day to the end of its last. A contradiction is told only where no
reading of the bounds avoids it.

Source:
    J. F. Allen, Maintaining knowledge about temporal intervals, Communications
    of the ACM 26 (1983), for the thirteen relations.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from testimonia.infer.facts import Facts, Period
from testimonia.infer.finding import Finding
from testimonia.infer.phrase import period
from testimonia.infer.rules import Rule, Unit

Points = tuple[str, ...]

_ALLEN: dict[str, tuple[tuple[str, ...], ...]] = {
    "before": (("s1",), ("e1",), ("s2",), ("e2",)),
    "meets": (("s1",), ("e1", "s2"), ("e2",)),
    "overlaps": (("s1",), ("s2",), ("e1",), ("e2",)),
    "starts": (("s1", "s2"), ("e1",), ("e2",)),
    "during": (("s2",), ("s1",), ("e1",), ("e2",)),
    "finishes": (("s2",), ("s1",), ("e1", "e2")),
    "equals": (("s1", "s2"), ("e1", "e2")),
    "finishedBy": (("s1",), ("s2",), ("e1", "e2")),
    "contains": (("s1",), ("s2",), ("e2",), ("e1",)),
    "startedBy": (("s1", "s2"), ("e2",), ("e1",)),
    "overlappedBy": (("s2",), ("s1",), ("e2",), ("e1",)),
    "metBy": (("s2",), ("e2", "s1"), ("e1",)),
    "after": (("s2",), ("e2",), ("s1",), ("e1",)),
}
"""Each relation as the order of the four ends, those that fall together in one group."""

_DATED = ("startDate", "endDate", "date")


@dataclass(frozen=True, slots=True)
class Dated:
    """An event's date as one claim gives it: which of its ends, and the period."""

    claim: str
    event: str
    aspect: str
    period: Period

    @property
    def earliest(self) -> int | None:
        """The first day on which any of the event can lie, as far as this claim tells."""
        return None if self.aspect == "endDate" else self.period.earliest_begin

    @property
    def latest(self) -> int | None:
        """The last day on which any of the event can lie, as far as this claim tells."""
        return None if self.aspect == "startDate" else self.period.latest_end


def allen(one: Period, other: Period) -> tuple[str, ...]:
    """The relations of Allen that two periods may stand in, given the bounds of each; one where they are certain."""
    bounds = {
        "s1": (one.earliest_begin, one.latest_begin),
        "e1": (_after(one.earliest_end), _after(one.latest_end)),
        "s2": (other.earliest_begin, other.latest_begin),
        "e2": (_after(other.earliest_end), _after(other.latest_end)),
    }
    return tuple(name for name, order in _ALLEN.items() if _can_be(order, bounds))


def _after(day: int | None) -> int | None:
    return None if day is None else day + 1


def _can_be(order: Iterable[Points], bounds: Mapping[str, tuple[int | None, int | None]]) -> bool:
    """Whether the ends can be put in an order: each group as early as it can, after the one before."""
    last: int | None = None
    for group in order:
        lows = [low for point in group if (low := bounds[point][0]) is not None]
        highs = [high for point in group if (high := bounds[point][1]) is not None]
        if last is not None:
            lows.append(last + 1)
        if lows and highs and max(lows) > min(highs):
            return False
        last = max(lows) if lows else last
    return True


def dates(facts: Facts) -> dict[str, list[Dated]]:
    """The dates that claims assert of each event."""
    found: dict[str, list[Dated]] = defaultdict(list)
    for claim in facts.claims.values():
        answer = facts.answers.get(claim.answer)
        if claim.stance == "asserts" and answer and answer.aspect in _DATED and answer.time:
            found[answer.about].append(Dated(claim.path, answer.about, answer.aspect, answer.time))
    return {event: sorted(given, key=lambda one: one.claim) for event, given in found.items()}


def _links(facts: Facts, aspect: str) -> dict[str, list[tuple[str, str]]]:
    """What claims assert of an aspect between things: subject to (object, claim)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim in facts.claims.values():
        answer = facts.answers.get(claim.answer)
        if claim.stance == "asserts" and answer and answer.aspect == aspect:
            found[answer.about] += [(value, claim.path) for value in answer.values]
    return found


def units(facts: Facts) -> list[Unit]:
    """Each dated event with what it is part of and what it came before; each circle of parts."""
    dated, wholes, later = dates(facts), _links(facts, "partOf"), _links(facts, "precedence")
    found = []
    for event in sorted({*dated, *wholes, *later}):
        around = [
            (kind, other, claim, tuple(dated.get(other, ())))
            for kind, links in (("partOf", wholes), ("precedence", later))
            for other, claim in sorted(links.get(event, ()))
        ]
        names = tuple((path, facts.label(path), facts.label(path, "de")) for path in (event, *(a[1] for a in around)))
        if len(dated.get(event, ())) > 1 or around:
            found.append(Unit(event, (tuple(dated.get(event, ())), tuple(around), names)))
    net = nx.DiGraph((event, whole) for event, links in wholes.items() for whole, _ in links)
    for circle in nx.strongly_connected_components(net):
        members = tuple(sorted(circle))
        if len(members) > 1 or net.has_edge(members[0], members[0]):
            claims = tuple(sorted(c for m in members for whole, c in wholes[m] if whole in circle))
            found.append(Unit(f"circle {members[0]}", (members, claims, facts.label(members[0]))))
    return found


def find(facts: Facts, unit: Unit) -> list[Finding]:
    """Contradictions of order: an end before its start, a part outside its whole, what came before and yet after."""
    content = unit.content if isinstance(unit.content, tuple) else ()
    if unit.key.startswith("circle "):
        return [_circle(facts, content[0], content[1])]
    own, around, _ = content
    found = [_backwards(facts, start, end) for start in own for end in own if _ends_before(start, end)]
    for kind, other, claim, given in around:
        for one in own:
            for another in given:
                if kind == "partOf" and _lie_apart(one, another):
                    found.append(_outside(facts, one, another, other, claim))
                elif kind == "precedence" and _begins_after(one, another):
                    found.append(_not_before(facts, one, another, other, claim))
    return found


def _ends_before(start: Dated, end: Dated) -> bool:
    begins, ends = start.period.earliest_begin, end.period.latest_end
    return start.aspect == "startDate" and end.aspect == "endDate" and None not in (begins, ends) and begins > ends  # type: ignore[operator]


def _lie_apart(part: Dated, whole: Dated) -> bool:
    part_first, part_last = part.earliest, part.latest
    too_late = part_first is not None and whole.latest is not None and part_first > whole.latest
    too_early = part_last is not None and whole.earliest is not None and part_last < whole.earliest
    return too_late or too_early


def _begins_after(one: Dated, other: Dated) -> bool:
    return one.earliest is not None and other.latest is not None and one.earliest > other.latest


def _backwards(facts: Facts, start: Dated, end: Dated) -> Finding:
    name, name_de = facts.label(start.event), facts.label(start.event, "de")
    begin, ending = period(start.period), period(end.period)
    return Finding(
        rule=RULE.name,
        kind="endBeforeStart",
        about=start.event,
        inputs=(start.claim, end.claim),
        english=f"{name}: by one claim it began {begin.english}, by another it ended {ending.english}.",
        german=f"{name_de}: Beginn nach einer Aussage {begin.german}, Ende nach einer anderen {ending.german}.",
    )


def _outside(facts: Facts, part: Dated, whole: Dated, other: str, claim: str) -> Finding:
    one, of = period(part.period), period(whole.period)
    return Finding(
        rule=RULE.name,
        kind="partOutsideWhole",
        about=part.event,
        inputs=(part.claim, whole.claim, claim),
        english=f"{facts.label(part.event)} is said to be part of {facts.label(other)}, "
        f"but is dated {one.english}, and that {of.english}.",
        german=f"{facts.label(part.event, 'de')} soll Teil sein von: {facts.label(other, 'de')}; "
        f"datiert ist es aber: {one.german}, jenes: {of.german}.",
    )


def _not_before(facts: Facts, one: Dated, other_dated: Dated, other: str, claim: str) -> Finding:
    dated, later = period(one.period), period(other_dated.period)
    return Finding(
        rule=RULE.name,
        kind="notBefore",
        about=one.event,
        inputs=(one.claim, other_dated.claim, claim),
        english=f"{facts.label(one.event)} is said to have come before {facts.label(other)}, "
        f"but is dated {dated.english}, and that {later.english}.",
        german=f"{facts.label(one.event, 'de')} soll vorausgegangen sein: {facts.label(other, 'de')}; "
        f"datiert ist es aber: {dated.german}, jenes: {later.german}.",
    )


def _circle(facts: Facts, members: tuple[str, ...], claims: tuple[str, ...]) -> Finding:
    name, name_de, number = facts.label(members[0]), facts.label(members[0], "de"), len(members)
    english = f"by way of {number} events" if number > 1 else "directly"
    german = f"über {number} Ereignisse" if number > 1 else "unmittelbar"
    return Finding(
        rule=RULE.name,
        kind="partOfItself",
        about=members[0],
        inputs=claims,
        english=f"{name} is said to be a part of itself, {english}.",
        german=f"{name_de} soll, {german}, Teil seiner selbst sein.",
    )


RULE = Rule("times", "what contradicts the order in time", units, find)
