"""The closure by SPARQL rules holds the same triples as owlrl's, less the axiomatic ones."""

import owlrl
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import Graph, URIRef

from testimonia.infer.axioms import rules_of
from testimonia.infer.closure import TooMuchError, closure
from testimonia.validate.reference import rdflib_graph
from testimonia.vocabulary import OWL, RDF, TM, turtle_quads

HEAD = """
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GRAPHS = {
    "places within places": "ex:ford tm:within ex:vale . ex:vale tm:within ex:land . ex:land tm:within ex:world .",
    "an event in a place in a place": "ex:battle tm:tookPlaceAt ex:ford . ex:ford tm:within ex:vale .",
    "parts of parts": "ex:rout tm:partOf ex:battle . ex:battle tm:partOf ex:war . ex:war tm:hasPart ex:siege .",
    "members": "ex:maud tm:memberOf ex:band . ex:band tm:hasMember ex:rask .",
    "roles under roles": "ex:battle tm:decidedBy ex:maud . ex:battle tm:witnessedBy ex:perrin .",
    "what resembles": "ex:battle tm:resembles ex:fight .",
}


def quads_of(text: str) -> list[Quad]:
    return list(parse((HEAD + text).encode(), format=RdfFormat.TURTLE))


def ours(graph: Graph) -> set[tuple[object, object, object]]:
    """Triples about the example's things, with our terms: what is left without owlrl's axiomatic ones."""
    return {
        (s, p, o)
        for s, p, o in graph
        if str(s).startswith("https://example.org/")
        and (str(p).startswith(TM.base) or (p == URIRef(RDF.type.value) and str(o).startswith(TM.base)))
    }


@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS.keys())
def test_agrees_with_owlrl(text: str) -> None:
    quads = quads_of(text)
    reference = rdflib_graph([*quads, *(q for q in turtle_quads("ontology") if "vocab/" not in str(q.subject))])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(reference)

    found = rdflib_graph(closure(quads))

    assert ours(found) == ours(reference)
    assert len(found) > len(quads)


def test_adds_nothing_the_second_time() -> None:
    once = closure(quads_of(GRAPHS["an event in a place in a place"]))

    assert set(closure(once)) == set(once)


def test_knows_equivalent_and_symmetric_properties() -> None:
    ontology = quads_of(
        "ex:near owl:equivalentProperty ex:by . ex:by a owl:SymmetricProperty . ex:A owl:equivalentClass ex:B ."
    )
    found = closure(quads_of("ex:ford ex:near ex:mill . ex:ford a ex:A ."), rules_of(ontology))

    written = {str(quad.triple) for quad in found}
    assert "<https://example.org/mill> <https://example.org/near> <https://example.org/ford>" in written
    assert f"<https://example.org/ford> {RDF.type} <https://example.org/B>" in written


def test_every_axiom_of_the_ontology_has_its_rule() -> None:
    known = {OWL.inverseOf, OWL.propertyChainAxiom, OWL.equivalentClass, OWL.equivalentProperty}
    ontology = turtle_quads("ontology")
    used = {quad.predicate for quad in ontology if quad.predicate.value.startswith(OWL.base)}
    annotations = {OWL.versionIRI, OWL.versionInfo}

    assert used <= known | annotations


def test_a_way_is_walked_in_steps_of_three_properties() -> None:
    ontology = quads_of("ex:near owl:propertyChainAxiom ( ex:by ex:on ex:at ) .")
    found = closure(quads_of("ex:a ex:by ex:b . ex:b ex:on ex:c , ex:d . ex:c ex:at ex:e ."), rules_of(ontology))

    near = [str(quad.triple) for quad in found if quad.predicate.value == "https://example.org/near"]
    assert near == ["<https://example.org/a> <https://example.org/near> <https://example.org/e>"]


def test_keeps_texts_as_they_are_and_infers_nothing_of_them() -> None:
    text = quads_of('ex:ford tm:within "a \\"long\\"\\n vale . <x>"@en , ex:vale .')
    found = closure(text)

    assert {quad.triple for quad in text} <= {quad.triple for quad in found}
    assert all(isinstance(quad.subject, NamedNode) for quad in found)


@pytest.mark.parametrize("length", [pytest.param(2, id="of two"), pytest.param(50, id="of fifty")])
def test_a_circle_of_parts_ends(length: int) -> None:
    circle = "".join(f"ex:e{n} tm:partOf ex:e{(n + 1) % length} . " for n in range(length))
    found = closure(quads_of(circle))

    parts = [quad for quad in found if quad.predicate == TM.partOf]
    assert len(parts) == length * length


def test_more_than_can_be_written_out_is_an_error() -> None:
    chain = "".join(f"ex:e{n} tm:partOf ex:e{n + 1} . " for n in range(100))

    assert len(closure(quads_of(chain), limit=20_000)) < 20_000
    with pytest.raises(TooMuchError, match=r"more than 5,000 triples follow.*long chain of parts"):
        closure(quads_of(chain), limit=5_000)
