"""Stage 3: shapes against the graph, results as problems at the author's line.

pyshacl is the reference. It looks at rdflib memory graphs only, since it asks
thousands of tiny questions of them; the quads come from the assembler.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from testimonia.model.problem import Location, Problem
from testimonia.vocabulary import RDF as RDF_
from testimonia.vocabulary import RDFS as RDFS_
from testimonia.vocabulary import SCHEMA, SKOS, TM, turtle_quads

_LOOKED_UP = (
    RDF_.type,
    RDFS_.subClassOf,
    SCHEMA.domainIncludes,
    SCHEMA.rangeIncludes,
    SKOS.broader,
    SKOS.inScheme,
    SKOS.notation,
    SKOS.prefLabel,
    TM.takes,
    TM.viewProperty,
)


def rdflib_graph(quads: Iterable[Quad | Triple]) -> Graph:
    """The triples of quads as an rdflib memory graph, literals kept as they are written."""
    graph = Graph()
    add = graph.store.add
    terms: dict[object, Node] = {}

    def term(value: NamedNode | BlankNode | Literal | Triple) -> Node:
        known = terms.get(value)
        if known is None:
            known = terms[value] = rdflib_term(value)
        return known

    for quad in quads:
        add((term(quad.subject), term(quad.predicate), term(quad.object)), graph)
    return graph


def rdflib_term(value: NamedNode | BlankNode | Literal | Triple) -> Node:
    """One term for rdflib.

    Raises:
        TypeError: A quoted triple, which rdflib does not have.
    """
    if isinstance(value, NamedNode):
        return URIRef(value.value)
    if isinstance(value, BlankNode):
        return BNode(value.value)
    if isinstance(value, Literal):
        if value.language:
            return RdfLiteral(value.value, lang=value.language)
        return RdfLiteral(value.value, datatype=URIRef(value.datatype.value), normalize=False)
    raise TypeError(f"rdflib has no term for {value}")


@lru_cache(maxsize=1)
def shapes_graph() -> Graph:
    """The shapes for archives; those for the ontology itself stand in a file of their own."""
    return rdflib_graph(turtle_quads("shapes", without="ontology.ttl"))


@lru_cache(maxsize=1)
def vocabulary_quads() -> list[Quad]:
    """What the shapes look up in ontology and vocabularies: classes, schemes, and what an aspect or bound asks for."""
    return [quad for quad in turtle_quads("ontology") if quad.predicate in _LOOKED_UP]


def validate(
    quads: Iterable[Quad],
    places: Mapping[str, Location],
    *,
    focus: Iterable[str] | None = None,
    language: str = "en",
) -> list[Problem]:
    """Faults that the shapes find in quads.

    Args:
        quads: The authored graphs, or an extract of them.
        places: Where each node was authored.
        focus: IRIs of the nodes to look at; all nodes if left out.
        language: Of the messages; English where a shape has no other.
    """
    report = report_graph(quads, focus)
    return sorted({_problem(report, result, places, language) for result in report.objects(None, SH.result)})


def focus_nodes_at_fault(quads: Iterable[Quad]) -> set[str]:
    """The IRIs of the nodes in which the shapes find any fault."""
    report = report_graph(quads, None)
    nodes = (report.value(result, SH.focusNode) for result in report.objects(None, SH.result))
    return {str(node) for node in nodes if isinstance(node, URIRef)}


def report_graph(quads: Iterable[Quad], focus: Iterable[str] | None) -> Graph:
    """Pyshacl's report on quads, or on some of their nodes."""
    data = rdflib_graph([*quads, *vocabulary_quads()])
    shapes = shapes_graph() if focus is None else aimed_at(focus, data)
    _, report, _ = pyshacl_validate(data, shacl_graph=shapes, inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl gave no report: {report!r}")
    return report


def aimed_at(focus: Iterable[str], data: Graph) -> Graph:
    """The shapes with the nodes of each class named one by one (``sh:targetNode``) instead of the class.

    pyshacl's own option ``focus_nodes`` is not used: in 0.40.1 it also passes
    over the values that a nested shape should look at, and so finds faults
    where there are none and misses others.
    """
    nodes = [URIRef(iri) for iri in focus]
    aimed = Graph()
    for triple in shapes_graph():
        if triple[1] != SH.targetClass:
            aimed.add(triple)
    for shape, kind in shapes_graph().subject_objects(SH.targetClass):
        kinds = set(data.transitive_subjects(RDFS.subClassOf, kind))
        for node in nodes:
            if kinds.intersection(data.objects(node, RDF.type)):
                aimed.add((shape, SH.targetNode, node))
    return aimed


def _problem(report: Graph, result: Node, places: Mapping[str, Location], language: str) -> Problem:
    focus = str(report.value(result, SH.focusNode))
    return Problem(places.get(focus, Location(focus)), _message(report, result, language))


def _message(report: Graph, result: Node, language: str) -> str:
    literals = (m for m in report.objects(result, SH.resultMessage) if isinstance(m, RdfLiteral))
    messages = {message.language: str(message) for message in literals}
    return messages.get(language) or messages.get("en") or next(iter(messages.values()), "breaks a rule")
