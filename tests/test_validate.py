"""Shapes against the graph: what pyshacl is asked about, and how its answer is told."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import SH, URIRef
from rdflib import Literal as RdfLiteral

from testimonia.model.problem import Location
from testimonia.validate.reference import aimed_at, rdflib_graph, rdflib_term, shapes_graph, validate
from testimonia.vocabulary import DCT, RDF, RDFS, SKOS, TM, XSD, V

BASE = "https://example.org/small/"
GRAPH = NamedNode(f"{BASE}graph/entities")
HOLM, ANSELM = NamedNode(f"{BASE}actor/holm"), NamedNode(f"{BASE}actor/anselm")
SHAPE = "https://w3id.org/testimonia/shapes#"


def quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, predicate, value, GRAPH)


def actor(node: NamedNode, *, kind: NamedNode | None = V.person, of: NamedNode = TM.Actor) -> list[Quad]:
    found = [quad(node, RDF.type, of), quad(node, SKOS.prefLabel, Literal("Holm", language="en"))]
    return found + ([quad(node, DCT.type, kind)] if kind else [])


def targets(focus: list[NamedNode], quads: list[Quad]) -> set[tuple[str, str]]:
    """Which shape is aimed at which node."""
    aimed = aimed_at([node.value for node in focus], rdflib_graph(quads))
    found = aimed.subject_objects(SH.targetNode)
    return {(str(shape).removeprefix(SHAPE), str(node).removeprefix(BASE)) for shape, node in found}


def test_a_node_is_aimed_at_by_its_class() -> None:
    found = targets([HOLM], [*actor(HOLM), *actor(ANSELM)])

    assert ("Actor", "actor/holm") in found
    assert {node for _, node in found} == {"actor/holm"}
    assert not {shape for shape, _ in found if shape.startswith("Claim")}


def test_a_node_of_a_subclass_is_aimed_at_by_the_shapes_of_its_class() -> None:
    bishop = NamedNode("https://example.org/terms#Bishop")
    subclass = quad(bishop, RDFS.subClassOf, TM.Actor)

    assert ("Actor", "actor/holm") in targets([HOLM], [*actor(HOLM, of=bishop), subclass])
    assert targets([HOLM], actor(HOLM, of=bishop)) == set()


def test_no_class_is_left_as_a_target() -> None:
    aimed = aimed_at([HOLM.value], rdflib_graph(actor(HOLM)))

    assert not list(aimed.subject_objects(SH.targetClass))
    assert len(aimed) > len(shapes_graph()) / 2


def test_only_the_nodes_in_focus_are_told_of() -> None:
    quads = [*actor(HOLM, kind=None), *actor(ANSELM, kind=None)]

    assert {problem.location.path for problem in validate(quads, {}, focus=[HOLM.value])} == {HOLM.value}
    assert {problem.location.path for problem in validate(quads, {})} == {HOLM.value, ANSELM.value}
    assert validate(quads, {}, focus=[]) == []


def test_nested_shapes_still_look_at_values_out_of_focus() -> None:
    """What a claim's holder is, is asked of the holder, which is no focus node."""
    claim = NamedNode(f"{BASE}claim/vey-chronicle/one")
    claims = [quad(claim, RDF.type, TM.Claim), quad(claim, TM.holder, HOLM)]
    message = "A claim has exactly one holder, an actor of the register."

    with_actor = validate([*claims, *actor(HOLM)], {}, focus=[claim.value])
    with_place = validate([*claims, *actor(HOLM, of=TM.Place)], {}, focus=[claim.value])

    assert not [problem for problem in with_actor if problem.message.startswith(message)]
    assert [problem for problem in with_place if problem.message.startswith(message)]


def test_a_word_is_looked_up_in_the_vocabulary_itself() -> None:
    assert validate(actor(HOLM, kind=V.person), {}, focus=[HOLM.value]) == []
    assert validate(actor(HOLM, kind=V.deaths), {}, focus=[HOLM.value])


def test_a_fault_is_told_where_the_node_is_authored() -> None:
    place = Location("actors.toml", 7)

    (problem,) = validate(actor(HOLM, kind=None), {HOLM.value: place})

    assert problem.location == place


@pytest.mark.parametrize("language", ["en", "de"])
def test_messages_are_in_the_reader_s_language(language: str) -> None:
    (problem,) = validate(actor(HOLM, kind=None), {}, language=language)

    assert ("Akteur" in problem.message) == (language == "de")


def test_every_message_of_the_shapes_is_in_both_languages() -> None:
    languages: dict[object, set[str | None]] = {}
    for shape, message in shapes_graph().subject_objects(SH.message):
        if isinstance(message, RdfLiteral):
            languages.setdefault(shape, set()).add(message.language)

    assert languages
    assert all(found == {"en", "de"} for found in languages.values())


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param(HOLM, URIRef(HOLM.value), id="a node"),
        pytest.param(Literal("слово", language="ru"), RdfLiteral("слово", lang="ru"), id="words"),
        pytest.param(Literal("x"), RdfLiteral("x", datatype=URIRef(XSD.string.value)), id="text"),
    ],
)
def test_terms_for_rdflib(term: NamedNode | Literal, expected: object) -> None:
    assert rdflib_term(term) == expected


@pytest.mark.parametrize("text", ["0.50", "01", "2024-01-01T12:00:00Z"])
def test_the_text_of_a_literal_is_kept(text: str) -> None:
    for datatype in (XSD.decimal, XSD.integer, XSD.dateTime):
        assert str(rdflib_term(Literal(text, datatype=datatype))) == text


def test_a_quoted_triple_is_refused() -> None:
    triple = Triple(HOLM, RDF.type, TM.Actor)

    with pytest.raises(TypeError, match="rdflib has no term"):
        rdflib_term(triple)
    assert str(rdflib_term(BlankNode("a"))) == "a"
