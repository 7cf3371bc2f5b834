"""The world according to a holder: plain triples of what they assert, minus what they deny, closed under the ontology.

A view is made on demand and stands in a graph of its own, ``view/<holder>``.
It is not what the archive says. Beside each plain triple stands a note of the
claim that it comes from, since a plain triple cannot hold the time, the people
or the definition that its claim is limited to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from testimonia.infer.closure import closure
from testimonia.infer.facts import Answer, ClaimFact, Facts
from testimonia.vocabulary import OWL, PROV, RDF, SKOS, TM, V, turtle_quads

_CLASSES = {"event": TM.Event, "actor": TM.Actor, "place": TM.Place, "source": TM.Source, "concept": SKOS.Concept}


@dataclass(frozen=True, slots=True)
class View:
    """What one holder asserts: the plain triples, all that follows, and where they contradict themselves.

    ``contradictions`` are pairs of claims of the same holder of which one
    asserts what the other denies, by itself or by what follows from the rest.
    """

    holder: str
    plain: tuple[Quad, ...]
    closed: tuple[Quad, ...]
    contradictions: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def view_properties() -> dict[str, NamedNode]:
    """For each aspect and role, by the end of its IRI, the property that a view states it with."""
    return {
        str(quad.subject).strip("<>").removeprefix(V.base): quad.object
        for quad in turtle_quads("ontology/vocabularies")
        if quad.predicate == TM.viewProperty and isinstance(quad.object, NamedNode)
    }


def view(facts: Facts, holder: str) -> View:
    """The view of one holder, by the actor's path."""
    own = [claim for claim in facts.claims.values() if claim.holder == holder]
    asserted = [claim for claim in own if claim.stance == "asserts"]
    denied = [claim for claim in own if claim.stance == "denies"]
    refused = {claim.answer for claim in denied}
    plain: set[Quad] = set()
    origins: set[Quad] = set()
    for claim in asserted:
        if claim.answer not in refused:
            triples = list(_plain(facts, facts.answers.get(claim.answer), holder))
            plain.update(triples)
            origins.update(_origins(facts, claim, triples))
    graph = _graph(facts, holder)
    closed = [Quad(q.subject, q.predicate, q.object, graph) for q in (closure(plain) if plain else [])]
    contradictions = tuple(sorted(_contradictions(facts, asserted, denied, closed)))
    return View(holder, _ordered(plain), _ordered([*closed, *origins]), contradictions)


def _ordered(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=str))


def _graph(facts: Facts, holder: str) -> NamedNode:
    return NamedNode(f"{facts.base}graph/view/{holder.removeprefix('actor/')}")


def _origins(facts: Facts, claim: ClaimFact, triples: Iterable[Quad]) -> Iterator[Quad]:
    """For each plain triple, the claim that it comes from."""
    for quad in triples:
        if quad.predicate != RDF.type:
            content = f"{quad.subject} {quad.predicate} {quad.object} {claim.path}"
            name = sha256(content.encode()).hexdigest()[:12]
            node = NamedNode(f"{facts.base}view/{claim.holder.removeprefix('actor/')}/{name}")
            yield Quad(node, RDF.type, OWL.Axiom, quad.graph_name)
            yield Quad(node, OWL.annotatedSource, quad.subject, quad.graph_name)
            yield Quad(node, OWL.annotatedProperty, quad.predicate, quad.graph_name)
            yield Quad(node, OWL.annotatedTarget, quad.object, quad.graph_name)
            yield Quad(node, PROV.wasDerivedFrom, NamedNode(facts.base + claim.path), quad.graph_name)


def _plain(facts: Facts, answer: Answer | None, holder: str) -> Iterator[Quad]:
    """An answer as plain triples; what is about a claim or a question is no part of the world."""
    if answer is None or answer.about.partition("/")[0] not in _CLASSES:
        return
    name = view_properties().get(answer.role or answer.aspect)
    if name is None:
        return
    graph = _graph(facts, holder)
    subject = NamedNode(facts.base + answer.about)
    yield Quad(subject, RDF.type, _CLASSES[answer.about.partition("/")[0]], graph)
    for path in _objects(answer):
        yield Quad(subject, name, NamedNode(facts.base + path), graph)
        kind = _CLASSES.get(path.partition("/")[0])
        if kind is not None:
            yield Quad(NamedNode(facts.base + path), RDF.type, kind, graph)


def _objects(answer: Answer) -> list[str]:
    """What answers: things, figures, times; names stand with their claims, as words have no IRI."""
    things = [value for value in answer.values if value.partition("/")[0] in _CLASSES]
    figures = [figure.path for figure in answer.figures]
    asks_for_time = not things and not figures
    return things + figures + ([answer.time.path] if asks_for_time and answer.time else [])


def _contradictions(
    facts: Facts, asserted: Iterable[ClaimFact], denied: Iterable[ClaimFact], closed: Iterable[Quad]
) -> Iterator[tuple[str, str]]:
    by_answer: dict[str, list[str]] = {}
    for claim in asserted:
        by_answer.setdefault(claim.answer, []).append(claim.path)
    follows = {quad.triple for quad in closed}
    for claim in denied:
        for other in by_answer.get(claim.answer, ()):
            yield other, claim.path
        if claim.answer not in by_answer:
            links = [quad.triple for quad in _plain(facts, facts.answers.get(claim.answer), claim.holder)]
            meant = [triple for triple in links if triple.predicate != RDF.type]
            if meant and _is_unscoped(facts.answers[claim.answer]) and follows.issuperset(meant):
                yield "", claim.path


def _is_unscoped(answer: Answer) -> bool:
    """Whether the answer is limited in no way, so that a plain triple can contradict it."""
    return not (answer.population or answer.place or answer.excludes or answer.definitions)
