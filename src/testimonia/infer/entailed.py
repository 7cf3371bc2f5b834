"""What follows alike from what each of two holders says, though they do not say it in the same words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad

from testimonia.infer import phrase
from testimonia.infer.closure import closure
from testimonia.infer.facts import Facts
from testimonia.infer.grounds import grounds
from testimonia.infer.phrase import Pair
from testimonia.infer.scope import differences, key_of, scope_of
from testimonia.infer.views import View, view, view_properties
from testimonia.vocabulary import RDFS, turtle_quads

_SENTENCE: Final = Pair("{}: {} {}", "{}: {} {}")


@dataclass(frozen=True, slots=True)
class Entailed:
    """A link between two things that both views hold, and the claims on either side from which it follows.

    ``limits`` says how the two claims differ in scope, where each side rests
    on one: a plain triple does not hold the limits of its claim.
    """

    subject: str
    link: str
    value: str
    sentence: Pair
    one: tuple[str, ...]
    other: tuple[str, ...]
    limits: Pair


def entailed(facts: Facts, one: str, other: str) -> tuple[Entailed, ...]:
    """What both views hold beyond what both holders say alike; of what includes one another, the most exact."""
    left, right = view(facts, one), view(facts, other)
    both = {_bare(quad) for quad in left.closed} & {_bare(quad) for quad in right.closed}
    said = {answer for paths in left.claims.values() for answer in _answers(facts, paths)}
    said &= {answer for paths in right.claims.values() for answer in _answers(facts, paths)}
    agreed = [_bare(quad) for quad, paths in left.claims.items() if said & _answers(facts, paths)]
    known = {_bare(quad) for quad in closure(agreed)} if agreed else set()
    return tuple(_entailed(facts, link, left, right) for link in _most_exact(both - known))


def _bare(quad: Quad) -> Quad:
    """A triple without its graph."""
    return Quad(quad.subject, quad.predicate, quad.object)


def _answers(facts: Facts, paths: Iterable[str]) -> set[str]:
    return {facts.claims[path].answer for path in paths}


def _most_exact(links: Iterable[Quad]) -> list[Quad]:
    """Links in the direction that a view states them, without those that a narrower one includes."""
    wanted = [link for link in sorted(links, key=str) if link.predicate in _stated()]
    by_ends: dict[frozenset[str], list[Quad]] = defaultdict(list)
    for link in wanted:
        by_ends[_ends(link)].append(link)
    return [link for link in wanted if not any(_includes(other, link) for other in by_ends[_ends(link)])]


def _ends(link: Quad) -> frozenset[str]:
    return frozenset((str(link.subject), str(link.object)))


def _includes(one: Quad, other: Quad) -> bool:
    """Whether one link says what another says, and more; of two that say the same, the first does."""
    return one != other and bool(grounds([one], other)) and (str(one) < str(other) or not grounds([other], one))


@lru_cache(maxsize=1)
def _stated() -> frozenset[object]:
    """The properties that a view states answers with, and the wider ones that these come under."""
    wider = nx.DiGraph((q.subject, q.object) for q in turtle_quads("ontology") if q.predicate == RDFS.subPropertyOf)
    stated = set(view_properties().values())
    return frozenset(stated.union(*(nx.descendants(wider, name) for name in stated if name in wider)))


def _entailed(facts: Facts, link: Quad, left: View, right: View) -> Entailed:
    subject, value = (str(node).strip("<>").removeprefix(facts.base) for node in (link.subject, link.object))
    one, other = (_claims(side, link) for side in (left, right))
    return Entailed(
        subject=subject,
        link=link.predicate.value,
        value=value,
        sentence=_SENTENCE.filled(phrase.name(facts, subject), _labels()[link.predicate], _value(facts, value)),
        one=one,
        other=other,
        limits=_limits(facts, one[0], other[0]) if len(one) == len(other) == 1 else Pair("", ""),
    )


def _claims(side: View, link: Quad) -> tuple[str, ...]:
    """The claims of a view from which a link follows."""
    by_triple = {_bare(quad): paths for quad, paths in side.claims.items()}
    return tuple(sorted({path for ground in grounds(by_triple, link) for path in by_triple[ground]}))


def _value(facts: Facts, path: str) -> Pair:
    """A thing by its name, a figure as worded, a time or a point in words."""
    if path in facts.figures:
        return phrase.figure(facts.figures[path])
    for answer in facts.answers.values():
        if answer.time and answer.time.path == path:
            return phrase.period(answer.time)
        if answer.spot and answer.spot.path == path:
            return phrase.point(answer.spot.point)
    return phrase.name(facts, path)


@lru_cache(maxsize=1)
def _labels() -> dict[NamedNode, Pair]:
    """The labels of the properties, as a sentence has them."""
    found: dict[NamedNode, dict[str, str]] = defaultdict(dict)
    for quad in turtle_quads("ontology"):
        if quad.predicate == RDFS.label and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            found[quad.subject][quad.object.language or "en"] = quad.object.value
    return {node: Pair(words["en"], words.get("de", words["en"])) for node, words in found.items() if "en" in words}


def _limits(facts: Facts, one: str, other: str) -> Pair:
    """How the scopes of two claims differ."""
    left, right = (facts.answers[facts.claims[path].answer] for path in (one, other))
    periods = {key_of(answer.time): phrase.period(answer.time) for answer in (left, right) if answer.time}
    one_scope, other_scope = (replace(scope_of(answer), aspect="") for answer in (left, right))
    return phrase.joined(
        differences(one_scope, other_scope, lambda path: periods.get(path) or phrase.name(facts, path)), "; "
    )
