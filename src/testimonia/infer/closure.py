"""OWL 2 RL closure of instance triples under the ontology: one SPARQL update an axiom, run until nothing is new.

The same triples as owlrl gives, less its axiomatic ones (everything the same
as itself, datatypes of literals, classes of the ontology), in a fraction of
the time. Consistency is not checked here: contradictions have findings of
their own, with their claims.

Source:
    W3C, OWL 2 Web Ontology Language Profiles (2012), section 4.3, rules
    cax-sco, prp-spo1, prp-dom, prp-rng, prp-inv1, prp-inv2, prp-symp, prp-trp,
    prp-spo2, cax-eqc1, cax-eqc2, prp-eqp1, prp-eqp2.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.vocabulary import OWL, RDF, RDFS, turtle_quads

_CLASSES = {RDFS.subClassOf: ((0, 1),), OWL.equivalentClass: ((0, 1), (1, 0))}
_PROPERTIES = {RDFS.subPropertyOf: ((0, 1),), OWL.equivalentProperty: ((0, 1), (1, 0))}


def closure(quads: Iterable[Quad], rules: Iterable[str] | None = None) -> list[Quad]:
    """The triples of quads with all that follows from them, in the default graph.

    Args:
        quads: Instance triples; their graphs are laid together.
        rules: Updates, one an axiom; those of our ontology if left out.
    """
    store = Store()
    store.extend(Quad(*quad.triple) for quad in quads)
    updates = list(ontology_rules() if rules is None else rules)
    before = -1
    while len(store) != before:
        before = len(store)
        for update in updates:
            store.update(update)
    return list(store)


@lru_cache(maxsize=1)
def ontology_rules() -> tuple[str, ...]:
    """The rules of our ontology."""
    return tuple(rules_of(turtle_quads("ontology")))


def rules_of(ontology: Iterable[Quad]) -> list[str]:
    """One SPARQL update for each axiom of an ontology that OWL 2 RL knows a rule for."""
    axioms = list(ontology)
    triples: dict[tuple[object, NamedNode], list[object]] = {}
    for quad in axioms:
        triples.setdefault((quad.subject, quad.predicate), []).append(quad.object)
    return sorted({rule for quad in axioms for rule in _rules(quad, triples)})


def _rules(quad: Quad, triples: dict[tuple[object, NamedNode], list[object]]) -> Iterator[str]:
    one, predicate, other = quad.subject, quad.predicate, quad.object
    if isinstance(other, Literal) or not isinstance(one, NamedNode):
        return
    ends = (one, other)
    for first, second in _CLASSES.get(predicate, ()):
        yield _rule(f"?x {RDF.type} {ends[second]}", f"?x {RDF.type} {ends[first]}")
    for first, second in _PROPERTIES.get(predicate, ()):
        yield _rule(f"?x {ends[second]} ?y", f"?x {ends[first]} ?y")
    if predicate == RDFS.domain:
        yield _rule(f"?x {RDF.type} {other}", f"?x {one} ?y")
    elif predicate == RDFS.range:
        yield _rule(f"?y {RDF.type} {other}", f"?x {one} ?y FILTER(!isLiteral(?y))")
    elif predicate == OWL.inverseOf:
        yield _rule(f"?y {other} ?x", f"?x {one} ?y FILTER(!isLiteral(?y))")
        yield _rule(f"?y {one} ?x", f"?x {other} ?y FILTER(!isLiteral(?y))")
    elif predicate == OWL.propertyChainAxiom:
        yield _rule(f"?x {one} ?y", f"?x {'/'.join(map(str, _list(other, triples)))} ?y")
    elif predicate == RDF.type and other == OWL.SymmetricProperty:
        yield _rule(f"?y {one} ?x", f"?x {one} ?y FILTER(!isLiteral(?y))")
    elif predicate == RDF.type and other == OWL.TransitiveProperty:
        yield _rule(f"?x {one} ?y", f"?x {one}/{one}+ ?y")


def _rule(conclusion: str, premises: str) -> str:
    return f"INSERT {{ {conclusion} }} WHERE {{ {premises} FILTER NOT EXISTS {{ {conclusion} }} }}"


def _list(head: object, triples: dict[tuple[object, NamedNode], list[object]]) -> list[object]:
    items = []
    while head != RDF.nil:
        items += triples[head, RDF.first]
        head = triples[head, RDF.rest][0]
    return items
