"""SPARQL 1.1 Graph Store HTTP Protocol, the read side: what names a graph, what is sent, what is refused."""

import hashlib

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from testimonia.query.run import UNION
from testimonia.serve.service import Service

MEDIA_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def triples(service: Service, *names: str) -> set[str]:
    store = service.snapshot.store
    graphs = [NamedNode(f"{service.snapshot.base}graph/{name}") for name in names]
    return {str(quad.triple) for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@pytest.mark.parametrize("name", ["claims", "meta", "default"])
def test_a_graph_in_each_form(client: TestClient, service: Service, base: str, name: str, media_type: str) -> None:
    """5.2, HTTP GET."""
    params = {"default": ""} if name == "default" else {"graph": f"{base}graph/{name}"}

    answer = client.get("/graphs", params=params, headers={"Accept": media_type})
    quads = list(parse(answer.content, format=MEDIA_TYPES[media_type]))

    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert {str(quad.triple) for quad in quads} == triples(service, *(UNION if name == "default" else [name]))
    assert {str(quad.graph_name) for quad in quads} == {"DEFAULT"}


def test_rdflib_reads_what_is_sent(client: TestClient, service: Service, base: str) -> None:
    answer = client.get("/graphs", params={"graph": f"{base}graph/claims"})

    assert len(rdflib.Graph().parse(data=answer.content, format="turtle")) == len(triples(service, "claims"))


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        pytest.param("", 400, "Name one graph", id="neither"),
        pytest.param("default&graph={base}graph/claims", 400, "Name one graph", id="both"),
        pytest.param("graph={base}graph/claims&graph={base}graph/meta", 400, "Name one graph", id="two"),
        pytest.param("graph={base}graph/nothing", 404, "no graph of this name", id="unknown"),
        pytest.param("graph=", 404, "no graph of this name", id="empty"),
        pytest.param("graph=graph/claims", 404, "no graph of this name", id="relative"),
        pytest.param("graph=file:///etc/passwd", 404, "no graph of this name", id="a file"),
        pytest.param("graph=http://127.0.0.1:1/", 404, "no graph of this name", id="elsewhere"),
        pytest.param("graph={base}graph/../graph/claims", 404, "no graph of this name", id="by another way"),
        pytest.param("graph=%FF", 400, "not in UTF-8", id="not UTF-8"),
        pytest.param("default=", 200, "", id="default with a value"),
        pytest.param("default", 200, "", id="default"),
    ],
)
def test_which_graph(client: TestClient, base: str, query: str, status: int, words: str) -> None:
    answer = client.get(f"/graphs?{query.format(base=base)}")

    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_is_changed(client: TestClient, base: str, method: str) -> None:
    """5.3 to 5.7 need not be offered; 405 says so (5.1)."""
    answer = client.request(method, "/graphs", params={"graph": f"{base}graph/claims"}, content=b"<x:s> <x:p> 1 .")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head(client: TestClient, base: str) -> None:
    params = {"graph": f"{base}graph/claims"}

    head, full = client.head("/graphs", params=params), client.get("/graphs", params=params)

    assert head.content == b""
    assert head.headers["content-length"] == str(len(full.content))
    assert head.headers["etag"] == full.headers["etag"]
    assert client.head("/graphs", params={"graph": "x:y"}).status_code == 404


def test_what_is_not_offered(client: TestClient) -> None:
    answer = client.get("/graphs?default", headers={"Accept": "text/csv"})

    assert answer.status_code == 406
    assert "text/turtle" in answer.text


def test_a_graph_that_the_client_has(client: TestClient) -> None:
    first = client.get("/graphs?default")

    again = client.get("/graphs?default", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["vary"] == "Accept"
    assert first.headers["etag"].strip('"') == hashlib.sha256(first.content).hexdigest()[:32]


def test_forms_have_tags_of_their_own(client: TestClient) -> None:
    tags = [client.get("/graphs?default", headers={"Accept": one}).headers["etag"] for one in MEDIA_TYPES]

    assert len(set(tags)) == len(MEDIA_TYPES)


def test_any_page_may_read(client: TestClient) -> None:
    assert client.options("/graphs").headers["access-control-allow-origin"] == "*"
    assert client.get("/graphs?default").headers["access-control-allow-origin"] == "*"
