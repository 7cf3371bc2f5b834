"""Clients that others wrote ask the endpoint as they ask any other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import POSTDIRECTLY, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from serving import Server, running
from testimonia.vocabulary import TM


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    with running(built) as one:
        yield one


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("returned", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_by_each_method(server: Server, method: str, returned: str) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=returned)
    graph = rdflib.Graph(store=store)

    rows = list(
        graph.query(
            "SELECT ?claim ?words { ?claim tm:paraphrase ?words } ORDER BY ?claim LIMIT 3", initNs={"tm": TM.base}
        )
    )

    assert len(rows) == 3


def test_rdflib_reads_triples_one_by_one(server: Server, base: str) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{server.url}/sparql"))
    holder = rdflib.URIRef(f"{base}actor/holm")

    claims = set(graph.subjects(rdflib.URIRef(TM.holder.value), holder))

    assert len(claims) > 2
    assert all(isinstance(claim, rdflib.URIRef) for claim in claims)


def test_rdflib_asks_and_constructs(server: Server) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{server.url}/sparql"))

    assert graph.query("ASK { ?claim <https://w3id.org/testimonia/ns#holder> ?holder }").askAnswer is True
    made = graph.query("CONSTRUCT { ?c a <x:c> } WHERE { ?c <https://w3id.org/testimonia/ns#holder> ?h } LIMIT 3").graph
    assert made is not None
    assert len(made) == 3


def wrapped(server: Server, query: str, returned: str, method: str, request: str) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(f"PREFIX tm: <{TM.base}>\n{query}")
    client.setReturnFormat(returned)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client


@pytest.mark.parametrize(
    ("method", "request_method"), [("GET", URLENCODED), ("POST", URLENCODED), ("POST", POSTDIRECTLY)]
)
def test_sparqlwrapper_asks_by_each_method(server: Server, method: str, request_method: str) -> None:
    def found(query: str, returned: str) -> Any:  # noqa: ANN401  (whatever the client makes of it)
        return wrapped(server, query, returned, method, request_method).queryAndConvert()

    select = "SELECT ?claim { ?claim tm:holder ?holder } LIMIT 2"
    construct = "CONSTRUCT { ?claim tm:holder ?holder } WHERE { ?claim tm:holder ?holder } LIMIT 2"

    assert len(found(select, "json")["results"]["bindings"]) == 2
    assert len(found(select, "xml").getElementsByTagName("result")) == 2
    assert found(select, "csv").startswith(b"claim\r\n")
    assert found("ASK {}", "json")["boolean"] is True
    assert len(found(construct, "rdf+xml")) == 2
    assert len(rdflib.Graph().parse(data=found(construct, "turtle"), format="turtle")) == 2
    assert len(found(construct, "json-ld")) == 2


@pytest.mark.parametrize("client", ["rdflib", "SPARQLWrapper"])
def test_clients_are_told_what_is_wrong(server: Server, client: str) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1/> {} }"

    def ask() -> None:
        if client == "rdflib":
            rdflib.Graph(store=SPARQLStore(f"{server.url}/sparql")).query(query)
        else:
            wrapped(server, query, "json", "GET", URLENCODED).query()

    with pytest.raises(QueryBadFormed if client == "SPARQLWrapper" else Exception, match=r"wrong|badly|bad"):
        ask()
