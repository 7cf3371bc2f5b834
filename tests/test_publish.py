"""Each format leads back to the same dataset, in every library that people read it with."""

import json
import random
import re
import sys
from collections.abc import Iterable

import pytest
import rdflib
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from testimonia import checking, pipeline
from testimonia.assemble import assemble
from testimonia.publish import FORMATS
from testimonia.publish.jsonld import context
from testimonia.vocabulary import XSD, vocabulary

PYOXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}
WITH_GRAPHS = ("trig", "nq", "jsonld")

Lines = set[str]


@pytest.fixture(scope="module")
def base(example: checking.Reading) -> str:
    assert example.records is not None
    return example.records.settings.base


@pytest.fixture(scope="module")
def quads(example: checking.Reading) -> list[Quad]:
    """The whole dataset of a release: the example, the ontology and the vocabularies."""
    assert example.records is not None
    assembly = assemble(example.records, example.anchors, vocabulary())
    return pipeline.all_quads(example.records.settings, assembly)


_DOUBLE = re.compile(rf'"([^"]*)"(\^\^<{re.escape(XSD.double.value)}>)')


def lines(found: Iterable[Quad | Triple]) -> Lines:
    """Quads or triples as lines of N-Quads; an xsd:double by its value, since every engine writes it in its own way."""
    return {_DOUBLE.sub(lambda match: f'"{float(match[1])}"{match[2]}', str(item)) for item in found}


def expected(quads: Iterable[Quad], name: str) -> Lines:
    return lines(quads if name in WITH_GRAPHS else (quad.triple for quad in quads))


def from_rdflib(graph: rdflib.Graph) -> Lines:
    """What rdflib read, by way of its own N-Quads."""
    syntax = ("nquads", RdfFormat.N_QUADS) if isinstance(graph, rdflib.Dataset) else ("nt", RdfFormat.N_TRIPLES)
    text = graph.serialize(format=syntax[0])
    return lines(quad if syntax[0] == "nquads" else quad.triple for quad in parse(text, format=syntax[1]))


@pytest.mark.parametrize("name", FORMATS)
def test_oxigraph_reads_back_the_same(name: str, quads: list[Quad], base: str) -> None:
    content = FORMATS[name].write(quads, base)

    found = list(parse(content, format=PYOXIGRAPH[name]))

    assert expected(quads, name) == lines(quad if name in WITH_GRAPHS else quad.triple for quad in found)


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_back_the_same(name: str, quads: list[Quad], base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    content = FORMATS[name].write(quads, base)
    graph = rdflib.Dataset() if name in WITH_GRAPHS else rdflib.Graph()

    graph.parse(data=content, format=RDFLIB[name])

    assert from_rdflib(graph) == expected(quads, name)


@pytest.fixture
def no_documents() -> Iterable[None]:
    """PyLD with a loader that refuses to fetch anything."""

    def refuse(url: str, _options: object = None) -> None:
        raise AssertionError(f"something asked for {url}")

    before = pyld.get_document_loader()
    pyld.set_document_loader(refuse)
    yield
    pyld.set_document_loader(before)


@pytest.mark.usefixtures("no_documents")
def test_pyld_reads_back_the_same_and_fetches_nothing(quads: list[Quad], base: str) -> None:
    document = json.loads(FORMATS["jsonld"].write(quads, base))

    text = pyld.to_rdf(document, {"format": "application/n-quads"})

    assert lines(parse(text, format=RdfFormat.N_QUADS)) == lines(quads)


def in_one_order(value: object) -> object:
    """JSON-LD with every list sorted, for it has no order of its own, and ``type`` of a value by its full name."""
    if isinstance(value, list):
        return sorted((in_one_order(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, dict):
        value = {("@type" if "@value" in value and name == "type" else name): inner for name, inner in value.items()}
        return {name: in_one_order(item) for name, item in value.items()}
    return value


@pytest.mark.usefixtures("no_documents")
def test_pyld_finds_the_document_compacted_as_we_do(example_quads: tuple[Quad, ...], base: str) -> None:
    document = json.loads(FORMATS["jsonld"].write(example_quads, base))
    options = {"base": base, "compactArrays": True, "graph": True}

    compacted = pyld.compact(pyld.expand(document, {"base": base}), document["@context"], options)

    assert in_one_order(compacted["@graph"]) == in_one_order(document["@graph"])


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_quads_changes_no_byte(name: str, quads: list[Quad], base: str) -> None:
    shuffled = [*quads, *quads[:50]]
    random.Random(7).shuffle(shuffled)  # noqa: S311  (the same order on every run)

    assert FORMATS[name].write(shuffled, base) == FORMATS[name].write(quads, base)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_archive_can_be_written(name: str, base: str) -> None:
    content = FORMATS[name].write([], base)

    assert list(parse(content, format=PYOXIGRAPH[name])) == []


def test_n_quads_are_canonical(quads: list[Quad], base: str) -> None:
    written = FORMATS["nq"].write(quads, base).decode().splitlines(keepends=True)

    assert written == sorted(written)
    assert len(written) == len(set(written))
    assert {line.removesuffix(" .\n") for line in written} == {str(quad) for quad in quads}


def test_nothing_is_a_blank_node(quads: list[Quad]) -> None:
    terms = {term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)}

    assert not [term for term in terms if isinstance(term, BlankNode | Triple | DefaultGraph)]


def literals(quads: Iterable[Quad]) -> list[Literal]:
    found = {quad.object for quad in quads if isinstance(quad.object, Literal)}
    return sorted(found, key=str)


def test_the_store_keeps_every_literal_as_it_is_written(quads: list[Quad]) -> None:
    store = Store()
    store.bulk_extend(quads)

    kept = literals(store)

    assert kept == literals(quads)


def test_rdflib_and_oxigraph_agree_on_every_literal(quads: list[Quad]) -> None:
    """Decimals, whole numbers, dates and language tags: the same text, even when rdflib writes values its own way."""
    for literal in literals(quads):
        datatype = None if literal.language else rdflib.URIRef(literal.datatype.value)
        theirs = rdflib.Literal(literal.value, lang=literal.language, datatype=datatype, normalize=True)
        if literal.datatype == XSD.dateTime:
            assert str(theirs) == literal.value.replace("Z", "+00:00")
        elif literal.datatype == XSD.double:
            assert float(theirs) == float(literal.value)
        else:
            assert str(theirs) == literal.value
        assert theirs.language == literal.language
        assert not theirs.ill_typed


def test_the_example_has_a_literal_of_each_kind(quads: list[Quad]) -> None:
    """Or the agreement above would say nothing."""
    kinds = {literal.datatype for literal in literals(quads)}

    assert {XSD.integer, XSD.date, XSD.dateTime, XSD.string} <= kinds
    assert "de" in {literal.language for literal in literals(quads)}


def test_every_word_of_the_context_is_defined_by_another(base: str) -> None:
    """A term that begins with its own name as a prefix is a circle, and refused by strict readers."""
    for term, definition in context().items():
        inner = definition if isinstance(definition, dict) else {"@id": definition}
        for value in inner.values():
            assert value.partition(":")[0] != term
    assert base.endswith("/")


def test_the_published_context_serves_the_document_by_itself(example_quads: tuple[Quad, ...], base: str) -> None:
    document = json.loads(FORMATS["jsonld"].write(example_quads, base))

    own, of_the_archive = document["@context"]

    assert own == context()
    assert of_the_archive == {"@base": base}


def test_an_iri_that_would_read_as_a_scheme_is_written_in_full(base: str) -> None:
    odd = NamedNode(f"{base}a:b/c")
    quad = Quad(odd, NamedNode("http://purl.org/dc/terms/relation"), odd, NamedNode(f"{base}graph/claims"))

    content = FORMATS["jsonld"].write([quad], base)

    assert list(parse(content, format=RdfFormat.JSON_LD)) == [quad]


def test_quads_without_a_graph_keep_none(base: str) -> None:
    node = NamedNode(f"{base}actor/holm")
    quad = Quad(node, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal("Gerta Holm", language="en"))

    content = FORMATS["jsonld"].write([quad], base)

    assert list(parse(content, format=RdfFormat.JSON_LD)) == [quad]


def test_a_blank_node_is_refused(base: str) -> None:
    quad = Quad(BlankNode(), NamedNode("http://purl.org/dc/terms/relation"), NamedNode(base))

    with pytest.raises(TypeError, match="has no IRI"):
        FORMATS["jsonld"].write([quad], base)


def test_numbers_are_not_json_numbers(quads: list[Quad], base: str) -> None:
    """A reader of JSON would write 0.1 or 1e21 in its own way."""
    document = json.loads(FORMATS["jsonld"].write(quads, base), parse_float=sys.exit, parse_int=sys.exit)

    assert document["@graph"]
