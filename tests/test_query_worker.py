"""The process that answers queries: its forms, its words, and stores of any size."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.isolation.frames import read_frame
from testimonia.isolation.pool import Bounds, Pool
from testimonia.isolation.worker import Body, JobError, TooLargeError, UnwritableError
from testimonia.query.worker import Answering, told
from testimonia.store import memory_store

GRAPH = NamedNode("https://example.org/graph/claims")
QUADS = [Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(text), GRAPH) for text in ("a", "\x01", "\ufffe")]


def answer(query: str, *, size: int = 1 << 20, **settings: object) -> bytes:
    pipe = BytesIO()
    body = Body(pipe, size)
    Answering(memory_store(QUADS)).answer({"form": "json", **settings}, query.encode(), body)
    body.send()
    pipe.seek(0)
    return read_frame(pipe)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, b"n\r\n0\r\n", id="the store's own, which has no nameless graph"),
        pytest.param({"default": [GRAPH.value], "named": []}, b"n\r\n3\r\n", id="a default graph"),
        pytest.param({"default": [], "named": [GRAPH.value]}, b"n\r\n0\r\n", id="a named graph"),
    ],
)
def test_the_dataset(settings: Mapping[str, object], expected: bytes) -> None:
    assert answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", size=1_000, form="csv", **settings) == expected


@pytest.mark.parametrize("character", ["\\u0001", "\\uFFFE", "\\uFFFF", "\\u0008", "\\u001F"])
@pytest.mark.parametrize("padding", [0, 1, 8_191, 65_535])
def test_what_xml_cannot_hold_is_refused_wherever_it_stands(character: str, padding: int) -> None:
    query = f"SELECT ('{'x' * padding}{character}' AS ?x) {{}}"

    with pytest.raises(UnwritableError, match="a character that XML cannot hold"):
        answer(query, form="xml")
    with pytest.raises(UnwritableError, match="a character that XML cannot hold"):
        answer(f"CONSTRUCT {{ <x:s> <x:p> '{character}' }} WHERE {{}}", form="rdf")
    assert answer(query, form="json")


@pytest.mark.parametrize("character", ["\\t", "\\n", "\\u0085", "\\uE000", "\\uFFFD", "\\U0001F600", "\\uD7FF"])
def test_what_xml_can_hold_is_written(character: str) -> None:
    assert answer(f"SELECT ('{character}' AS ?x) {{}}", form="xml")


@pytest.mark.parametrize(
    ("query", "form", "error", "words"),
    [
        ("ASK {}", "ttl", UnwritableError, "this query makes a table; it can be written as csv, tsv, json, xml"),
        ("DESCRIBE <x:s>", "csv", UnwritableError, "this query makes a graph; it can be written as ttl, nt"),
        ("CONSTRUCT { <x:s> <x:p> <<( <x:s> <x:p> 1 )>> } {}", "jsonld", JobError, "triples as terms"),
        ("CONSTRUCT { <x:s> <http://x/> 1 } {}", "rdf", UnwritableError, "no name for"),
        ("SELECT (<x:f>(1) AS ?x) {}", "json", JobError, "a function that this service does not have"),
        ("SELECT * { SERVICE <http://0.0.0.1:1/geheim> {} }", "json", JobError, "cannot be worked out here"),
        ("SELECT * {", "json", JobError, "this is not SPARQL: line 1, column 11"),
    ],
)
def test_what_cannot_be_answered(query: str, form: str, error: type[JobError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        answer(query, form=form)

    assert "geheim" not in str(caught.value)


def test_a_long_answer_ends_at_its_limit() -> None:
    with pytest.raises(TooLargeError):
        answer("SELECT * { VALUES ?x { " + "1 " * 1_000 + "} }", size=1_000)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?p", "line 1, column 35; The SELECT contains a variable that is unbound"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "line 1, column 30; Duplicated variable name in SELECT"),
        ("SELECT * { ?s ?p <a b> }", "line 1, column 23; IRI parsing failed"),
        ("SELECT * {\n?s ?p geheim }", "line 2, column 13"),
    ],
)
def test_where_and_why_a_query_is_not_sparql(query: str, expected: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)

    assert told(caught.value) == expected


def test_a_store_of_many_files_is_read_behind_walls(tmp_path: Path) -> None:
    """RocksDB opens sixteen tables with the store, and the others when they are needed."""
    store = Store(str(tmp_path / "store"))
    for part in range(8):
        store.bulk_extend(
            Quad(NamedNode(f"x:s{part}/{number}"), NamedNode(f"x:p{number % 7}"), Literal(f"{part} {number}"), GRAPH)
            for number in range(2_000)
        )
    store.flush()
    del store
    assert len(list((tmp_path / "store").glob("*.sst"))) > 16
    pool = Pool(["testimonia.query.worker", str(tmp_path / "store"), str(1 << 29)], Bounds(workers=1))

    query = b"SELECT (COUNT(?o) AS ?n) (MAX(STRLEN(?o)) AS ?m) { GRAPH ?g { ?s ?p ?o . ?t ?p ?o } }"
    try:
        assert pool.ask({"form": "csv"}, query).read() == b"n,m\r\n16000,6\r\n"
        for pattern in (b"<x:s7/1999> ?p ?o", b"?s <x:p3> '3 3'", b"?s ?p '5 1234'"):
            assert (
                len(pool.ask({"form": "csv"}, b"SELECT * { GRAPH ?g { " + pattern + b" } }").read().splitlines()) == 2
            )
        assert pool.ended == 0
    finally:
        pool.close()
