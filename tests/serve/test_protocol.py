"""SPARQL 1.1 Protocol: each clause of sections 2.1 and 2.2 that applies, as requests and their answers.

The names of the cases of the W3C's own protocol tests stand in the ids where they are the same.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field

import pytest
import rdflib
from starlette.testclient import TestClient

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
SELECT = "SELECT ?claim { ?claim tm:holder ?holder } ORDER BY ?claim LIMIT 2"
ASK = "ASK { ?claim tm:holder ?holder }"
CONSTRUCT = "CONSTRUCT { ?claim tm:holder ?holder } WHERE { ?claim tm:holder ?holder } LIMIT 2"
DESCRIBE = "DESCRIBE ?claim WHERE { ?claim tm:holder ?holder } LIMIT 1"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A request, and what must come back."""

    method: str = "GET"
    params: list[tuple[str, str]] | str = ""
    body: bytes | str = b""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    media_type: str = ""
    holds: str = ""

    def sent(self, client: TestClient, path: str = "/sparql") -> tuple[int, str, str]:
        if isinstance(self.params, str):  # as it stands, without another escape
            path, params = f"{path}?{self.params}", None
        else:
            params = self.params
        answer = client.request(self.method, path, params=params, content=self.body, headers=self.headers)
        return answer.status_code, answer.headers.get("content-type", "").partition(";")[0], answer.text


def get(query: str, *more: tuple[str, str], accept: str = "", **expected: object) -> Case:
    headers = {"Accept": accept} if accept else {}
    return Case(params=[("query", query), *more], headers=headers, **expected)  # type: ignore[arg-type]


def post(body: bytes | str, sent_as: str, params: list[tuple[str, str]] | str = "", **expected: object) -> Case:
    headers = {"Content-Type": sent_as} if sent_as else {}
    return Case(method="POST", body=body, params=params, headers=headers, **expected)  # type: ignore[arg-type]


CASES = {
    # 2.1.1 query via GET, 2.1.2 via POST with parameters, 2.1.3 via POST directly
    "query_get": get(ASK, media_type=JSON, holds="true"),
    "query_post_form": post("query=ASK+%7B%7D", FORM, media_type=JSON, holds="true"),
    "query_post_direct": post("ASK {}", QUERY, media_type=JSON, holds="true"),
    "form with a charset": post("query=ASK+%7B%7D", f"{FORM}; charset=UTF-8", holds="true"),
    "direct with a quoted charset": post("ASK {}", f'{QUERY}; charset="utf-8"', holds="true"),
    "media type in capitals": post("ASK {}", QUERY.upper(), holds="true"),
    "a plus is a space in a form": post("query=ASK{FILTER('a+b'='a b')}", FORM, holds="true"),
    "percent signs in a form": post("query=ASK%7BFILTER('%2B'='\\u002B')%7D", FORM, holds="true"),
    "letters beyond ASCII by GET": get("ASK { FILTER(STRLEN('größe 語') = 7) }", holds="true"),
    "letters beyond ASCII directly": post("ASK { FILTER(STRLEN('größe 語') = 7) }".encode(), QUERY, holds="true"),
    "a mark of byte order": post(b"\xef\xbb\xbfASK {}", QUERY, holds="true"),
    "an empty dataset given": get(ASK, ("default-graph-uri", ""), status=400, holds="does not have"),
    "other fields are passed over": get(ASK, ("timeout", "1"), ("x", "y"), holds="true"),
    # 2.1.4 the dataset: the request's before the query's
    "query_dataset_default_graph": get(ASK, ("default-graph-uri", "{graph/claims}"), holds="true"),
    "a default graph without claims": get(ASK, ("default-graph-uri", "{graph/meta}"), holds="false"),
    "query_dataset_default_graphs_get": get(
        "ASK { ?c tm:holder ?h . ?h skos:prefLabel ?l }",
        ("default-graph-uri", "{graph/claims}"),
        ("default-graph-uri", "{graph/entities}"),
        holds="true",
    ),
    "one of two default graphs is not enough": get(
        "ASK { ?c tm:holder ?h . ?h skos:prefLabel ?l }", ("default-graph-uri", "{graph/claims}"), holds="false"
    ),
    "query_dataset_default_graphs_post": post(
        "ASK { ?c tm:holder ?h . ?h skos:prefLabel ?l }",
        QUERY,
        [("default-graph-uri", "{graph/claims}"), ("default-graph-uri", "{graph/entities}")],
        holds="true",
    ),
    "graphs in the form": post("query=ASK{?c+tm:holder+?h}&default-graph-uri={graph/meta}", FORM, holds="false"),
    "query_dataset_named_graphs_get": get(
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        ("named-graph-uri", "{graph/claims}"),
        ("named-graph-uri", "{graph/entities}"),
        ("format", "csv"),
        holds="\r\n2\r\n",
    ),
    "named graphs alone leave no default graph": get(ASK, ("named-graph-uri", "{graph/claims}"), holds="false"),
    "a default graph alone leaves no named ones": get(
        "ASK { GRAPH ?g { ?s ?p ?o } }", ("default-graph-uri", "{graph/claims}"), holds="false"
    ),
    "query_dataset_full": get(
        "ASK { ?c tm:holder ?h . GRAPH ?g { ?h skos:prefLabel ?l } }",
        ("default-graph-uri", "{graph/claims}"),
        ("named-graph-uri", "{graph/entities}"),
        holds="true",
    ),
    "query_multiple_dataset": get(
        "ASK FROM <{graph/meta}> { ?c tm:holder ?h }", ("default-graph-uri", "{graph/claims}"), holds="true"
    ),
    "FROM without graphs in the request": get("ASK FROM <{graph/meta}> { ?c tm:holder ?h }", holds="false"),
    "FROM NAMED leaves no default graph": get("ASK FROM NAMED <{graph/claims}> { ?c tm:holder ?h }", holds="false"),
    "without a dataset the authored graphs are one": get(
        "ASK { ?c tm:holder ?h . ?h skos:prefLabel ?l . ?w tm:snapshot ?s . ?c tm:passage ?p }", status=200
    ),
    "without a dataset all graphs have names": get(
        "ASK { GRAPH <{graph/meta}> { ?s ?p ?o } GRAPH <{graph/ontology}> { ?a ?b ?c } }", holds="true"
    ),
    "a graph of the request that is not there": get(
        ASK,
        ("default-graph-uri", "http://x.example/"),
        status=400,
        holds="names a graph that this archive does not have",
    ),
    "a named graph that is not there": get(
        ASK, ("named-graph-uri", "file:///etc/passwd"), status=400, holds="does not have"
    ),
    "a graph of the query that is not there": get(
        "ASK FROM <http://x.example/> {}", status=400, holds="FROM names a graph"
    ),
    # 2.1.5 and 2.1.6 forms of answers
    "query_content_type_select": get(SELECT, accept=f"{XML}, {JSON}, text/csv", media_type=JSON),
    "query_content_type_ask": get(ASK, accept=f"{XML}, {JSON};q=0.5", media_type=XML, holds="<boolean>true"),
    "query_content_type_construct": get(CONSTRUCT, accept="application/rdf+xml", media_type="application/rdf+xml"),
    "query_content_type_describe": get(DESCRIBE, accept="application/n-triples", media_type="application/n-triples"),
    "a table without wishes": get(SELECT, media_type=JSON),
    "a table, anything": get(SELECT, accept="*/*", media_type=JSON),
    "a table as CSV": get(SELECT, accept="text/csv", media_type="text/csv", holds="claim\r\n"),
    "a table as TSV": get(
        SELECT, accept="text/tab-separated-values", media_type="text/tab-separated-values", holds="?claim\n<"
    ),
    "a table as plain JSON": get(SELECT, accept="application/json", media_type="application/json"),
    "a table as plain XML": get(SELECT, accept="application/xml", media_type="application/xml"),
    "a table as text of any kind": get(SELECT, accept="text/*", media_type="text/csv"),
    "a table by quality": get(SELECT, accept="text/csv;q=0.1, */*;q=0", media_type="text/csv"),
    "a table as Turtle": get(SELECT, accept="text/turtle", status=406, holds="text/csv"),
    "truth as CSV": get(ASK, accept="text/csv", status=406, holds=XML),
    "truth as CSV by format": get(ASK, ("format", "csv"), status=400, holds="json, xml"),
    "a graph without wishes": get(CONSTRUCT, media_type="text/turtle"),
    "a graph as JSON-LD": get(CONSTRUCT, accept="application/ld+json", media_type="application/ld+json"),
    "a graph as JSON": get(CONSTRUCT, accept="application/json", media_type="application/json"),
    "a graph as TriG": get(CONSTRUCT, accept="application/trig", media_type="application/trig"),
    "a graph as N-Quads": get(CONSTRUCT, accept="application/n-quads", media_type="application/n-quads"),
    "a graph as results": get(CONSTRUCT, accept=JSON, status=406, holds="text/turtle"),
    "format goes before Accept": get(SELECT, ("format", "csv"), accept="text/turtle", media_type="text/csv"),
    "format in a form": post("query=SELECT*{}&format=tsv", FORM, media_type="text/tab-separated-values"),
    "format that there is not": get(SELECT, ("format", "pdf"), status=400, holds="json, xml, csv, tsv"),
    "format of another kind": get(CONSTRUCT, ("format", "csv"), status=400, holds="ttl, jsonld, nt, rdf, trig, nq"),
    "two formats": get(SELECT, ("format", "csv"), ("format", "json"), status=400, holds="more than one"),
    "a format by two of its names": get(SELECT, ("format", "csv"), ("format", "text/csv"), media_type="text/csv"),
    "a format by its media type": get(CONSTRUCT, ("format", "text/turtle"), media_type="text/turtle"),
    "XML of a graph": get(CONSTRUCT, ("format", "xml"), media_type="application/rdf+xml"),
    "a character that XML cannot hold": get("SELECT ('\\u0001' AS ?x) {}", accept=XML, status=406, holds="cannot hold"),
    "the same as JSON": get("SELECT ('\\u0001' AS ?x) {}", accept=JSON, holds="\\u0001"),
    "the same in a graph": get(
        "CONSTRUCT { <x:s> <x:p> '\\uFFFF' } {}", ("format", "rdf"), status=406, holds="cannot hold"
    ),
    "a property without a name in XML": get(
        "CONSTRUCT { <x:s> <http://x/1> 1 } {}", ("format", "rdf"), status=406, holds="Turtle"
    ),
    # 2.1.7 and the ways to go wrong
    "bad_query_method": Case(method="PUT", params=[("query", ASK)], status=405, holds="GET or POST"),
    "bad_query_method, DELETE": Case(method="DELETE", params=[("query", ASK)], status=405),
    "bad_query_method, PATCH": Case(method="PATCH", body="ASK {}", headers={"Content-Type": QUERY}, status=405),
    "bad_multiple_queries": get(ASK, ("query", ASK), status=400, holds="more than one query"),
    "two queries in a form": post("query=ASK{}&query=ASK{}", FORM, status=400, holds="more than one query"),
    "a query in address and body": post("ASK {}", QUERY, [("query", ASK)], status=400, holds="more than one query"),
    "a query in address and form": post("query=ASK{}", FORM, [("query", ASK)], status=400, holds="more than one query"),
    "bad_query_wrong_media_type": post("ASK {}", "text/plain", status=415, holds=QUERY),
    "JSON": post('{"query": "ASK {}"}', "application/json", status=415, holds=QUERY),
    "bad_query_missing_form_type": post("query=ASK{}", "", status=415),
    "bad_query_missing_direct_type": post("ASK {}", "", status=415),
    "parts of a form": post("--x\r\n", "multipart/form-data; boundary=x", status=415),
    "bad_query_non_utf8": post("ASK { FILTER('ö' = 'ö') }".encode("latin-1"), QUERY, status=400, holds="not in UTF-8"),
    "not UTF-8 in a form": post("query=ASK%7B%7D%FF", FORM, status=400, holds="not in UTF-8"),
    "raw bytes in a form": post(b"query=ASK{}\xff", FORM, status=400, holds="not in UTF-8"),
    "not UTF-8 in the address": Case(params="query=ASK%7B%7D%20%23%C3", status=400, holds="not in UTF-8"),
    "UTF-8 that is too long": post(b"ASK {} #\xc0\xaf", QUERY, status=400, holds="not in UTF-8"),
    "half of a pair": post(b"ASK {} #\xed\xa0\x80", QUERY, status=400, holds="not in UTF-8"),
    "UTF-16": post("ASK {}".encode("utf-16"), f"{QUERY}; charset=utf-16", status=415, holds="UTF-8"),
    "bad_query_syntax": get("ASK { ?s ?p }", status=400, holds="This is not SPARQL: line 1, column 14."),
    "an undeclared prefix": get("ASK { ?s no:p ?o }", status=400, holds="prefix of this name is not declared"),
    "a variable that is not bound": get("SELECT ?x { ?s ?p ?o } GROUP BY ?s", status=400, holds="unbound"),
    "an unknown function": get(
        "SELECT (<x:f>(1) AS ?x) {}", status=400, holds="a function that this service does not have"
    ),
    "an empty query": get("", status=400, holds="no query"),
    "no query in a form": post("", FORM, status=400, holds="no query"),
    "an empty body": post("", QUERY, status=400, holds="no query"),
    "graphs without a query": Case(params=[("default-graph-uri", "x:y")], status=400, holds="has no query"),
    "too many fields": Case(
        params="&".join(f"x{i}=1" for i in range(1_001)), status=400, holds="more than 1,000 fields"
    ),
    "SERVICE": get("SELECT * { SERVICE <http://127.0.0.1/> {} }", status=400, holds="SERVICE asks another server"),
    "too long": post("ASK {}".ljust(100_001), QUERY, status=400, holds="longer than 100,000 characters"),
    "much too long": post(b" " * 5_000_001, QUERY, status=413, holds="5,000,000 bytes"),
    # 2.2 update, which is refused
    "bad_update_get": Case(params=[("update", "CLEAR ALL")], status=400, holds="POST"),
    "update by form": post("update=CLEAR+ALL", FORM, status=403, holds="changes nothing"),
    "update directly": post("CLEAR ALL", UPDATE, status=403, holds="changes nothing"),
    "update as a query": get("CLEAR ALL", status=400, holds="CLEAR changes data"),
    "update as a query, directly": post(
        "INSERT DATA { <x:a> <x:b> 1 }", QUERY, status=400, holds="INSERT changes data"
    ),
    "bad_multiple_updates": post("update=CLEAR+ALL&update=CLEAR+ALL", FORM, status=400, holds="more than one"),
    "a query and an update": post("update=CLEAR+ALL&query=ASK{}", FORM, status=400, holds="a query and an update"),
    "bad_update_dataset_conflict": post(
        "update=CLEAR+ALL&using-graph-uri=x:y", FORM, status=400, holds="WITH or USING"
    ),
    "graphs of an update with a query": get(ASK, ("using-graph-uri", "x:y"), status=400, holds="default-graph-uri"),
    "bad_update_non_utf8": post(b"CLEAR ALL #\xff", UPDATE, status=400, holds="not in UTF-8"),
}


def with_graphs(case: Case, base: str) -> Case:
    """The case with ``{graph/…}`` written out."""

    def full(text: str) -> str:
        return re.sub(r"\{(graph/[a-z]+)\}", rf"{base}\1", text)

    params = case.params if isinstance(case.params, str) else [(name, full(value)) for name, value in case.params]
    body = full(case.body) if isinstance(case.body, str) else case.body
    return Case(**{**case.__dict__, "params": params, "body": body})


@pytest.mark.parametrize("name", CASES)
def test_protocol(client: TestClient, base: str, name: str) -> None:
    case = with_graphs(CASES[name], base)

    status, media_type, text = case.sent(client)

    assert status == case.status, text
    assert case.holds in text
    if case.media_type:
        assert media_type == case.media_type
    if status >= 400:
        assert media_type == "text/plain"
        assert len(text.encode()) < 4096


def test_there_is_a_case_for_every_clause() -> None:
    assert len(CASES) > 90


@pytest.mark.parametrize("secret", ["geheim_geheim", "<http://geheim.example/geheim>", "'geheim'", "geheim:geheim"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ ?s ?p {} }} geheim",
        "SELECT * {{ ?s {} }}",
        "SELECT ({}(1) AS ?x) {{}}",
        "SELECT ?x {{ BIND({} AS ?geheim) BIND(1 AS ?geheim) }}",
        "SELECT * FROM {} {{}}",
        "SELECT * {{ SERVICE {} {{}} }}",
        "{} geheim",
    ],
)
def test_errors_do_not_repeat_the_query(client: TestClient, query: str, secret: str) -> None:
    answer = client.get("/sparql", params={"query": query.format(secret)})

    assert answer.status_code == 400
    assert "geheim" not in answer.text


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_tables_say_the_same_in_each_form(client: TestClient, form: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT, "format": form})
    expected = client.get("/sparql", params={"query": SELECT, "format": "csv"}).text.splitlines()[1:]

    if form == "csv":
        found = [row["claim"] for row in csv.DictReader(io.StringIO(answer.text))]
    elif form == "tsv":
        found = [line.strip("<>") for line in answer.text.splitlines()[1:]]
    else:
        results = rdflib.query.Result.parse(io.BytesIO(answer.content), format=form)
        found = [str(row[rdflib.Variable("claim")]) for row in results.bindings]
    assert found == expected
    assert len(found) == 2


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt", "rdf", "trig", "nq"])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_graphs_say_the_same_in_each_form(client: TestClient, query: str, form: str) -> None:
    def graph(wanted: str) -> set[object]:
        answer = client.get("/sparql", params={"query": query, "format": wanted})
        syntaxes = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}
        found = rdflib.Dataset()
        found.parse(data=answer.content, format=syntaxes.get(wanted, wanted))
        return set(found.default_graph)

    assert graph(form) == graph("nt")
    assert len(graph(form)) >= 2


def test_a_graph_holds_each_triple_once(client: TestClient) -> None:
    query = "CONSTRUCT { <x:s> <x:p> ?stance } WHERE { ?claim tm:stance ?stance }"

    lines = client.get("/sparql", params={"query": query, "format": "nt"}).text.splitlines()

    assert len(lines) == len(set(lines)) > 1


def test_a_table_takes_what_csv_must_escape(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ('a,\"b\"\\n' AS ?x) ('=1+1' AS ?y) {}", "format": "csv"})

    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert list(csv.reader(io.StringIO(answer.text, newline=""))) == [["x", "y"], ['a,"b"\n', "=1+1"]]


@pytest.mark.parametrize("params", [{"query": SELECT}, {}, {"query": "no"}, {"query": SELECT, "format": "no"}])
def test_head_is_get_without_a_body(client: TestClient, params: dict[str, str]) -> None:
    head, full = client.head("/sparql", params=params), client.get("/sparql", params=params)

    assert head.status_code == full.status_code
    assert head.content == b""
    assert {name: value for name, value in head.headers.items() if name != "date"} == dict(full.headers)


def test_headers_of_an_answer(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_browser_may_ask_from_anywhere(client: TestClient) -> None:
    asked = {"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}

    answer = client.options("/sparql", headers={**asked, "Access-Control-Request-Headers": "content-type"})

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "authorization" not in answer.headers["access-control-allow-headers"].lower()
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_told_the_right_ones(client: TestClient, method: str) -> None:
    assert client.request(method, "/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_wrong_media_type_is_told_the_right_ones(client: TestClient) -> None:
    assert client.post("/sparql", content="x").headers["accept-post"] == f"{FORM}, {QUERY}"


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    tag = {"If-None-Match": first.headers["etag"]}

    again = client.get("/sparql", params={"query": SELECT}, headers=tag)
    other = client.get("/sparql", params={"query": SELECT}, headers={**tag, "Accept": "text/csv"})
    another = client.get("/sparql", params={"query": f"{SELECT} OFFSET 1"}, headers=tag)

    assert (again.status_code, again.content, again.headers["vary"]) == (304, b"", "Accept")
    assert (other.status_code, another.status_code) == (200, 200)


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "struuid()", "BNODE()"])
def test_what_changes_has_no_tag(client: TestClient, function: str) -> None:
    assert "etag" not in client.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"}).headers


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nt", "rdf"])
def test_the_service_describes_itself(client: TestClient, base: str, form: str) -> None:
    answer = client.get("/sparql", params={"format": form})
    graph = rdflib.Graph()
    graph.parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}.get(form, form))
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    dataset = graph.value(service, sd.defaultDataset)
    named = {str(graph.value(node, sd.name)) for node in graph.objects(dataset, sd.namedGraph)}

    assert str(graph.value(service, sd.endpoint)) == "http://testserver/sparql"
    assert list(graph.objects(service, sd.supportedLanguage)) == [sd.SPARQL11Query]
    assert rdflib.URIRef("http://www.w3.org/ns/formats/SPARQL_Results_JSON") in set(
        graph.objects(service, sd.resultFormat)
    )
    assert len(set(graph.objects(service, sd.resultFormat))) == 10
    assert {f"{base}graph/claims", f"{base}graph/meta"} < named
    assert graph.value(dataset, sd.defaultGraph) is not None


def test_the_numbers_of_the_description_are_true(client: TestClient, base: str) -> None:
    told = client.get("/sparql", params={"format": "nt"}).text
    counted = client.get(
        "/sparql",
        params={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{base}graph/claims> {{ ?s ?p ?o }} }}", "format": "csv"},
    ).text.split()[1]

    assert f'sparql#graph-claims-content> <http://rdfs.org/ns/void#triples> "{counted}"' in told


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/turtle;q=0.1, application/ld+json", "application/ld+json"),
    ],
)
def test_the_description_is_negotiated(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})

    assert answer.headers["content-type"].partition(";")[0] == media_type
    again = client.get("/sparql", headers={"Accept": accept, "If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_description_that_there_is_not(client: TestClient) -> None:
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"format": "csv"}).status_code == 400


def test_json_is_json(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK})

    assert json.loads(answer.content) == {"head": {}, "boolean": True}
