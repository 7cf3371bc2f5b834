"""What each claim and each event can be chosen by: type, place, period, role, holder, source and so on.

A claim has the values that it gives itself. An event has the type that its
register gives, and whatever any claim about it gives; its periods are those of
the claims that date it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode, Quad

from testimonia.infer.derivations import question_of, questions
from testimonia.infer.entries import Answer, ClaimFact, Period
from testimonia.infer.facts import Facts
from testimonia.infer.witnesses import root_states
from testimonia.model.calendar import gregorian_from_julian_day
from testimonia.query.facets_index import Item
from testimonia.vocabulary import DCT, PROV, TM, V

_DATING: Final = frozenset({"date", "startDate", "endDate"})
_COMPARING: Final = "graph/inferred/comparable"
_MOST_DECADES: Final = 40
_MOST_CENTURIES: Final = 100

Values = dict[str, set[str]]


def compared(quads: Iterable[Quad], base: str) -> dict[str, set[str]]:
    """The kinds of findings in which comparing has put each claim, by the claim's path."""
    graph = NamedNode(base + _COMPARING)
    kinds: dict[str, str] = {}
    used: list[tuple[str, str]] = []
    for quad in quads:
        if quad.graph_name == graph and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            if quad.predicate == DCT.type:
                kinds[quad.subject.value] = quad.object.value.removeprefix(V.base)
            elif quad.predicate == PROV.used:
                used.append((quad.subject.value, quad.object.value.removeprefix(base)))
    found: dict[str, set[str]] = defaultdict(set)
    for finding, path in used:
        if path.startswith("claim/") and finding in kinds:
            found[path].add(kinds[finding])
    return found


def faceted(facts: Facts, findings: Mapping[str, set[str]]) -> dict[str, list[Item]]:
    """The claims and the events of an archive, each in the order in which they are shown.

    Args:
        facts: The authored graph.
        findings: What :func:`compared` gives.
    """
    roots = root_states(facts)
    claims, about_events = [], defaultdict(list)
    for question, on_it in questions(facts).items():
        about, aspect = _asked(facts, question)
        for claim in on_it:
            values = _values(facts, claim, about, aspect)
            values |= {"finding": findings.get(claim.path, set()), "roots": {roots[claim.path]}}
            answer = facts.answers.get(claim.answer)
            begin = _begin(answer.time) if answer and answer.time else None
            item = Item(claim.path, values, begin, tuple(_figures(answer)) if answer else ())
            claims.append((_order(facts, claim, about, aspect), item))
            if about.startswith("event/"):
                about_events[about].append((aspect, item))
    events = facts.of_class(TM.Event)
    made = [_event(facts, path, about_events.get(path, ())) for path in events if path.startswith("event/")]
    return {
        "claims": [item for _, item in sorted(claims, key=lambda pair: pair[0])],
        "events": sorted(made, key=lambda item: (facts.label(item.path).casefold(), item.path)),
    }


def _asked(facts: Facts, question: str) -> tuple[str, str]:
    """What a question is about, and its aspect."""
    about = next(iter(facts.linked(question, TM.about)), "")
    return about, facts.text(question, TM.aspect).removeprefix(V.base)


def _types(facts: Facts, path: str) -> set[str]:
    return {kind.removeprefix(V.base) for kind in facts.linked(path, DCT.type)}


def _values(facts: Facts, claim: ClaimFact, about: str, aspect: str) -> Values:
    """What a claim gives for each facet, but for what rules have found."""
    answer = facts.answers.get(claim.answer)
    return {
        "type": _types(facts, about) if about.startswith("event/") else set(),
        "place": _keys("place", {about, *(_named(answer) if answer else ())}),
        "period": set(periods(answer.time)) if answer and answer.time else set(),
        "role": {answer.role} - {""} if answer else set(),
        "holder": _keys("actor", {claim.holder}),
        "source": _keys("source", {claim.source}),
        "aspect": {aspect} - {""},
        "unit": {figure.unit for figure in answer.figures if figure.unit} if answer else set(),
        "flag": set(facts.flags.get(claim.path, ())),
        "stance": {claim.stance} - {""},
    }


def _named(answer: Answer) -> Iterator[str]:
    yield answer.place
    yield from answer.values


def _keys(kind: str, paths: Iterable[str]) -> set[str]:
    return {path.removeprefix(f"{kind}/") for path in paths if path.startswith(f"{kind}/")}


def _event(facts: Facts, path: str, on_it: Iterable[tuple[str, Item]]) -> Item:
    """An event with all that any claim about it gives."""
    values: Values = defaultdict(set)
    begins = []
    for aspect, item in on_it:
        for facet, given in item.values.items():
            if facet != "period" or aspect in _DATING:
                values[facet] |= set(given)
        if aspect in _DATING and item.begin is not None:
            begins.append(item.begin)
    values["type"] = _types(facts, path)
    return Item(path, values, min(begins, default=None))


def _order(facts: Facts, claim: ClaimFact, about: str, aspect: str) -> tuple[object, ...]:
    """By what a claim is about, aspect, base, lower bound, and the holder's name: no order hints at merit."""
    answer = facts.answers.get(claim.answer)
    figure = min(answer.figures, key=lambda figure: figure.path) if answer and answer.figures else None
    low = None
    if figure is not None:
        low = next((end for end in (figure.value, figure.least, figure.most) if end is not None), None)
    base = (figure.unit, figure.whole, figure.population) if figure else ("", "", "")
    of_it = (question_of(facts, claim), figure is None, base, low is None, low or Decimal(0))
    return (facts.label(about).casefold(), about, aspect, *of_it, facts.label(claim.holder), claim.path)


def _figures(answer: Answer) -> Iterator[tuple[str, float, float]]:
    for figure in answer.figures:
        ends = [float(end) for end in (figure.value, figure.least, figure.most) if end is not None]
        if ends:
            yield figure.unit, min(ends), max(ends)


def _begin(time: Period) -> int | None:
    return min(_known(time), default=None)


def _known(time: Period) -> list[int]:
    """The bounds of a time that are known, as Julian day numbers."""
    bounds = (time.earliest_begin, time.latest_begin, time.earliest_end, time.latest_end)
    return [day for day in bounds if day is not None]


def periods(time: Period) -> Iterator[str]:
    """The decades and centuries that a time may touch, in EDTF (``194X``, ``19XX``); of very long ones centuries.

    An end that is open or unknown reaches no further than the bounds that are known.
    """
    days = _known(time)
    if not days:
        return
    first, last = (gregorian_from_julian_day(day)[0] for day in (min(days), max(days)))
    for unknown, most in ((2, _MOST_CENTURIES), (1, _MOST_DECADES)):
        begin, end = _number(first, 10**unknown), _number(last, 10**unknown)
        if end - begin <= most:
            yield from (_edtf(number, unknown) for number in range(begin, end + 1))
        elif unknown > 1:
            yield from (_edtf(number, unknown) for number in (begin, end))


def _number(year: int, years: int) -> int:
    """The number of a decade or century: 0 for that of the year 0, below nothing for the years before it."""
    return year // years if year >= 0 else -(-year // years) - 1


def _edtf(number: int, unknown: int) -> str:
    """A decade or century as EDTF writes it, whose digits before the year 0 are those of the years without the sign."""
    digits = number if number >= 0 else -number - 1
    sign = "-" if number < 0 else ""
    return f"{sign}{digits:0{4 - unknown}d}{'X' * unknown}"
