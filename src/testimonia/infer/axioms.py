"""The rules of OWL 2 RL that the axioms of an ontology call for: one SPARQL query an axiom.

Source:
    W3C, OWL 2 Web Ontology Language Profiles (2012), section 4.3, rules
    cax-sco, prp-spo1, prp-dom, prp-rng, prp-inv1, prp-inv2, prp-symp, prp-trp,
    prp-spo2, cax-eqc1, cax-eqc2, prp-eqp1, prp-eqp2.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.vocabulary import OWL, RDF, RDFS, turtle_quads

_CLASSES = {RDFS.subClassOf: ((0, 1),), OWL.equivalentClass: ((0, 1), (1, 0))}
_PROPERTIES = {RDFS.subPropertyOf: ((0, 1),), OWL.equivalentProperty: ((0, 1), (1, 0))}
_TYPE = str(RDF.type)
_IS_THING = " FILTER(!isLiteral(?y))"

_Triples = Mapping[tuple[object, NamedNode], list[object]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from an axiom: a conclusion from premises, all of them triple patterns.

    ``is_of_things`` passes over literals, of which nothing can be told.
    """

    conclusion: str
    premises: tuple[str, ...]
    is_of_things: bool = False

    @property
    def is_on_class(self) -> bool:
        """Whether it tells of what class a thing is."""
        return f" {RDF.type} " in self.conclusion

    @property
    def is_transitive(self) -> bool:
        """Whether it joins triples of the property that it concludes on, and of no other."""
        return len(self.premises) > 1 and {*map(kind_of, self.premises)} == {kind_of(self.conclusion)}

    @property
    def query(self) -> str:
        """The rule as a query."""
        variables = " ".join(word for word in self.conclusion.split() if word.startswith("?"))
        where = " . ".join(self.premises) + (_IS_THING if self.is_of_things else "")
        return f"CONSTRUCT {{ {self.conclusion} }} WHERE {{ SELECT DISTINCT {variables} WHERE {{ {where} }} }}"


class Rules:
    """Rules, and which of them a triple may be a premise of."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

    @cached_property
    def by_kind(self) -> Mapping[str, list[Rule]]:
        """The rules by what a premise looks for: a property, or a class in the case of ``rdf:type``."""
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for kind in dict.fromkeys(map(kind_of, rule.premises)):
                found[kind].append(rule)
        return found


def kind_of(pattern: str) -> str:
    """The property of a pattern or of a line of N-Triples, or the class where the property is ``rdf:type``."""
    _, predicate, value = pattern.split(" ", 2)
    return value.removesuffix(" .") if predicate == _TYPE else predicate


@lru_cache(maxsize=1)
def ontology_rules() -> Rules:
    """The rules of our ontology."""
    return rules_of(turtle_quads("ontology"))


def rules_of(ontology: Iterable[Quad]) -> Rules:
    """A rule for each axiom of an ontology that OWL 2 RL knows a rule for."""
    axioms = list(ontology)
    triples: dict[tuple[object, NamedNode], list[object]] = {}
    for quad in axioms:
        triples.setdefault((quad.subject, quad.predicate), []).append(quad.object)
    return Rules(sorted({rule for quad in axioms for rule in _rules(quad, triples)}, key=repr))


def _rules(quad: Quad, triples: _Triples) -> Iterator[Rule]:
    one, predicate, other = quad.subject, quad.predicate, quad.object
    if isinstance(other, Literal) or not isinstance(one, NamedNode):
        return
    ends = (one, other)
    for first, second in _CLASSES.get(predicate, ()):
        yield Rule(f"?x {RDF.type} {ends[second]}", (f"?x {RDF.type} {ends[first]}",))
    for first, second in _PROPERTIES.get(predicate, ()):
        yield Rule(f"?x {ends[second]} ?y", (f"?x {ends[first]} ?y",))
    if predicate == RDFS.domain:
        yield Rule(f"?x {RDF.type} {other}", (f"?x {one} ?y",))
    elif predicate == RDFS.range:
        yield Rule(f"?y {RDF.type} {other}", (f"?x {one} ?y",), is_of_things=True)
    elif predicate == OWL.inverseOf:
        yield Rule(f"?y {other} ?x", (f"?x {one} ?y",), is_of_things=True)
        yield Rule(f"?y {one} ?x", (f"?x {other} ?y",), is_of_things=True)
    elif predicate == OWL.propertyChainAxiom:
        yield Rule(f"?x {one} ?y", _path(_list(other, triples)))
    elif predicate == RDF.type and other == OWL.SymmetricProperty:
        yield Rule(f"?y {one} ?x", (f"?x {one} ?y",), is_of_things=True)
    elif predicate == RDF.type and other == OWL.TransitiveProperty:
        yield Rule(f"?x {one} ?y", _path([one, one]))


def _path(properties: list[object]) -> tuple[str, ...]:
    """The patterns of a path from ?x to ?y."""
    nodes = ["?x", *(f"?between{number}" for number in range(1, len(properties))), "?y"]
    return tuple(f"{nodes[at]} {name} {nodes[at + 1]}" for at, name in enumerate(properties))


def _list(head: object, triples: _Triples) -> list[object]:
    items = []
    while head != RDF.nil:
        items += triples[head, RDF.first]
        head = triples[head, RDF.rest][0]
    return items
