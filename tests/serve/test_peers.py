"""Stores of others load our downloads and give the same answers; clients that know nothing of us get whole answers."""

import json
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from rdflib import Graph, URIRef
from SPARQLWrapper import GET, JSON, JSONLD, N3, POST, RDFXML, TURTLE, XML, SPARQLWrapper, SPARQLWrapper2
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

from engines import load_into_oxigraph, oxigraph, virtuoso
from processes import ROOT, Served, serving
from testimonia.query.run import UNION
from testimonia.query.saved import saved_questions
from testimonia.vocabulary import TM

EXAMPLE = ROOT / "examples/alder-ford"
CLAIMS = f"SELECT ?claim ?holder {{ ?claim {TM.holder} ?holder }} ORDER BY ?claim"
BUILT = f"CONSTRUCT {{ ?claim {TM.holder} ?holder }} WHERE {{ ?claim {TM.holder} ?holder }}"
STRING = "http://www.w3.org/2001/XMLSchema#string"
QUESTIONS = sorted(saved_questions())

Row = tuple[tuple[str, str, str, str, str], ...]
Ask = Callable[[str], Counter[Row]]


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[Served]:
    """The example under service, in a process of its own."""
    with serving(EXAMPLE, built, "--setting", "query_seconds=60") as running:
        yield running


@pytest.fixture(scope="module")
def manifest(served: Served) -> dict[str, Any]:
    """What the archive says of itself: its base, its graphs."""
    found: dict[str, Any] = json.loads(served.get("/download/manifest.json")[1])
    return found


# The same answers from other stores


def asking(address: str, manifest: dict[str, Any]) -> Ask:
    """Asks another endpoint, with the default graph that the saved questions expect."""
    dataset = [("default-graph-uri", f"{manifest['base']}graph/{name}") for name in UNION]
    dataset += [("named-graph-uri", graph) for graph in manifest["graphs"]]

    def ask(query: str) -> Counter[Row]:
        body = urllib.parse.urlencode([("query", query), *dataset]).encode()
        accept = {"Accept": "application/sparql-results+json"}
        with urllib.request.urlopen(urllib.request.Request(address, body, accept)) as answer:  # noqa: S310  (loopback)
            return counted(json.load(answer))

    return ask


def counted(results: Any) -> Counter[Row]:  # noqa: ANN401  (JSON)
    """Each row of an answer with how often it is there: names, kinds of terms, and every letter of their values."""
    return Counter(
        tuple(sorted(_term(name, term) for name, term in row.items())) for row in results["results"]["bindings"]
    )


def _term(name: str, term: dict[str, str]) -> tuple[str, str, str, str, str]:
    kind = "literal" if term["type"] == "typed-literal" else term["type"]  # the name that early drafts had for it
    datatype = term.get("datatype", "")
    return name, kind, term["value"], "" if datatype == STRING else datatype, term.get("xml:lang", "").lower()


def downloaded(served: Served, name: str, folder: Path) -> Path:
    """A file of ours as anybody would fetch it."""
    status, content = served.get(f"/download/{name}")
    assert status == 200
    (folder / name).write_bytes(content)
    return folder / name


@pytest.fixture(scope="module")
def oxigraph_asked(served: Served, manifest: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Oxigraph's own server, which has loaded our TriG."""
    folder = tmp_path_factory.mktemp("oxigraph")
    load_into_oxigraph(downloaded(served, "archive.trig", folder), folder / "store")
    with oxigraph(folder / "store") as address:
        yield asking(address, manifest)


@pytest.fixture(scope="module")
def virtuoso_asked(served: Served, manifest: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Virtuoso, which has loaded our N-Quads."""
    folder = tmp_path_factory.mktemp("virtuoso")
    with virtuoso(downloaded(served, "archive.nq", folder), folder / "db") as address:
        yield asking(address, manifest)


def ours(served: Served, name: str) -> Counter[Row]:
    status, body = served.get(f"/query/{name}.json")
    assert status == 200
    return counted(json.loads(body))


@pytest.mark.parametrize("name", QUESTIONS)
def test_oxigraph_gives_the_same_answer(served: Served, oxigraph_asked: Ask, name: str) -> None:
    assert oxigraph_asked(saved_questions()[name].sparql) == ours(served, name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_virtuoso_gives_the_same_answer(served: Served, virtuoso_asked: Ask, name: str) -> None:
    assert virtuoso_asked(saved_questions()[name].sparql) == ours(served, name)


@pytest.mark.parametrize("engine", ["oxigraph_asked", "virtuoso_asked"])
def test_every_graph_arrives_whole(request: pytest.FixtureRequest, manifest: dict[str, Any], engine: str) -> None:
    ask: Ask = request.getfixturevalue(engine)

    rows = ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")

    assert {row[0][2]: int(row[1][2]) for row in rows} == manifest["graphs"]


def test_answers_are_worth_comparing(served: Served) -> None:
    """Nearly every question has an answer in the example, or nothing would be compared."""
    assert sum(bool(ours(served, name)) for name in QUESTIONS) > 0.9 * len(QUESTIONS)


# SPARQLWrapper, which names the form three times, by its own names


@pytest.fixture(scope="module")
def claims(served: Served) -> set[tuple[str, str]]:
    """Every claim with its holder, as the endpoint tells them in CSV."""
    status, body = served.get(f"/sparql?query={urllib.parse.quote(CLAIMS)}", Accept="text/csv")
    assert status == 200
    found = {(claim, holder) for claim, holder in (line.split(",") for line in body.decode().splitlines()[1:])}
    assert len(found) > 20
    return found


def wrapper(served: Served, query: str, form: str, method: str = GET) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{served.address}sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    return client


@pytest.mark.parametrize("form", [TURTLE, RDFXML, N3, JSONLD, XML])
@pytest.mark.parametrize("method", [GET, POST])
def test_a_graph_is_whole_in_each_form(served: Served, claims: set[tuple[str, str]], form: str, method: str) -> None:
    """XML is what SPARQLWrapper asks for by itself, also of graphs."""
    answer = wrapper(served, BUILT, form, method).query()

    kinds = {RDFXML: "xml", XML: "xml", JSONLD: "json-ld"}
    graph = Graph().parse(data=answer.response.read(), format=kinds.get(form, "turtle"))
    assert {(str(claim), str(holder)) for claim, _, holder in graph} == claims


def test_a_description_holds_the_claim(served: Served, claims: set[tuple[str, str]]) -> None:
    claim, holder = min(claims)

    found: Any = wrapper(served, f"DESCRIBE <{claim}>", RDFXML).queryAndConvert()

    assert (URIRef(claim), URIRef(TM.holder.value), URIRef(holder)) in found


def test_bindings(served: Served, claims: set[tuple[str, str]]) -> None:
    client = SPARQLWrapper2(f"{served.address}sparql")
    client.setQuery(CLAIMS)

    found: Any = client.query()

    assert {(row["claim"].value, row["holder"].value) for row in found.bindings} == claims


def test_graphs_that_are_named(served: Served, manifest: dict[str, Any], claims: set[tuple[str, str]]) -> None:
    client = wrapper(served, CLAIMS, JSON)
    client.addDefaultGraph(f"{manifest['base']}graph/entities")
    found: Any = client.queryAndConvert()
    assert found["results"]["bindings"] == []

    client.addDefaultGraph(f"{manifest['base']}graph/claims")
    found = client.queryAndConvert()

    assert len(found["results"]["bindings"]) == len(claims)


def test_what_is_no_sparql_is_told_with_its_place(served: Served) -> None:
    with pytest.raises(QueryBadFormed) as told:
        wrapper(served, "SELECT ?claim { ?claim }", JSON).query()

    assert "line 1, column" in str(told.value)


def test_what_takes_too_long_is_told_and_the_next_is_answered(built: Path) -> None:
    numbers = " ".join(map(str, range(1000)))
    blocks = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
    with serving(EXAMPLE, built, "--setting", "query_seconds=1") as short:
        with pytest.raises((EndPointInternalError, HTTPError)) as told:
            wrapper(short, f"SELECT (COUNT(*) AS ?n) {{ {blocks} }}", JSON, POST).query()

        found: Any = wrapper(short, "ASK {}", JSON).queryAndConvert()

    assert getattr(told.value, "code", 500) in (500, 503)
    assert found["boolean"] is True
