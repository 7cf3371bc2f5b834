"""Files that partners send to be checked: what is found, how it is told, and what no file can do to the service."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, Store
from starlette.testclient import TestClient

from testimonia.isolation.pool import BusyError
from testimonia.serve.check_guard import Bounds, RefusedUploadError, look_at_json, look_at_turtle
from testimonia.serve.check_read import RDF_FORMS, lines_of, read_rdf
from testimonia.serve.checker import Checker
from testimonia.serve.limits import Limits
from testimonia.vocabulary import RDF, SH

Json = dict[str, Any]
Opened = Callable[..., Any]

CLAIMS = Path(__file__).parents[2] / "examples/alder-ford/claims/vey-chronicle"
HEAD = "PREFIX tm: <https://w3id.org/testimonia/ns#>\nPREFIX a: <https://example.org/alder-ford/>\nBASE <https://partner.example/>\n"
TYPES = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
}


def check(client: TestClient, content: str | bytes, form: str = "ttl", **headers: str) -> Json:
    answer = client.post("/check", content=content, headers={"content-type": TYPES[form], **headers})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def refused(client: TestClient, content: str | bytes, form: str = "ttl") -> tuple[int, str]:
    answer = client.post("/check", content=content, headers={"content-type": TYPES[form]})
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(answer.content) < 1_000
    return answer.status_code, answer.text


def released(built: Path, name: str) -> bytes:
    return (built / "current/release" / f"archive.{name}").read_bytes()


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld"])
def test_a_release_conforms(client: TestClient, built: Path, form: str) -> None:
    found = check(client, released(built, form), form)

    assert found["conforms"] is True
    assert found["findings"] == []
    assert found["checked"] > 500
    assert bool(found["notes"]) == (form != "ttl")
    assert all("/graph/inferred/" in note["en"] and "/graph/inferred/" in note["de"] for note in found["notes"])


def test_one_fault_in_a_release_is_found_where_it_stands(client: TestClient, built: Path) -> None:
    text = released(built, "ttl").decode()
    broken = text.replace("tm:stance v:asserts ;", "tm:stance v:deaths ;", 1)
    found = check(client, broken)
    line = broken[: broken.index("tm:stance v:deaths")].count("\n") + 1

    assert {finding["path"] for finding in found["findings"]} == {"tm:stance"}
    assert found["findings"][0]["messages"].keys() == {"en", "de"}
    assert found["findings"][0]["severity"] == "Violation"
    assert 0 < line - found["findings"][0]["line"] < 12


def test_what_a_file_leans_on_is_taken_from_the_archive(client: TestClient) -> None:
    found = check(
        client,
        f"{HEAD}<c> a tm:Claim ; tm:holder a:actor/anselm ; tm:reportedBy <stranger> .".replace(
            "a:actor/anselm", "<https://example.org/alder-ford/actor/anselm>"
        ),
    )

    assert [one["node"] for one in found["known"]] == ["https://example.org/alder-ford/actor/anselm"]
    assert [(one["node"], one["by"], one["property"]) for one in found["unknown"]] == [
        ("https://partner.example/stranger", "https://partner.example/c", "tm:reportedBy")
    ]
    paths = {finding.get("path") for finding in found["findings"]}
    assert "tm:holder" not in paths
    assert {"tm:reportedBy", "tm:paraphrase"} <= paths


def test_an_unknown_word_of_the_vocabulary_is_unknown(client: TestClient) -> None:
    found = check(client, f"{HEAD}<c> a tm:Claim ; tm:stance <https://w3id.org/testimonia/vocab/shouts> .")

    assert [one["node"] for one in found["unknown"]] == ["https://w3id.org/testimonia/vocab/shouts"]


def test_nodes_without_an_iri_are_told_once(client: TestClient) -> None:
    found = check(client, f"{HEAD}<c> a tm:Claim ; tm:holder [ a tm:Actor ] ; tm:states [ a tm:Proposition ] .")
    of_form = [finding for finding in found["findings"] if finding["from"] == "form"]

    assert [finding["messages"]["en"] for finding in of_form] == [
        "2 nodes have no IRI. Give each one, so that it can be cited."
    ]
    assert any(finding.get("node", "").startswith("_:") for finding in found["findings"])


@pytest.mark.parametrize("form", sorted(RDF_FORMS))
def test_a_file_of_which_the_shapes_do_not_speak_is_not_said_to_conform(client: TestClient, form: str) -> None:
    triple = "<https://x.example/a> <https://x.example/b> <https://x.example/c> ."
    found = check(client, '{"@id": "x:a", "x:b": "c"}' if form == "jsonld" else triple, form)

    assert found["conforms"] is None
    assert found["checked"] == 0
    assert found["notes"][0].keys() == {"en", "de"}


@pytest.mark.parametrize(
    ("form", "content", "line"),
    [
        ("ttl", "<a> <b> <c> .\n\n<a> <b> .", 3),
        ("trig", "<g> { <a> <b> }", 1),
        ("nt", "<http://a> <http://b>", 1),
        ("nq", "\n\nnonsense", 3),
        ("jsonld", '{"@id": []}', 1),
    ],
)
def test_what_cannot_be_parsed_is_told_with_its_line(client: TestClient, form: str, content: str, line: int) -> None:
    found = check(client, content, form)
    (finding,) = found["findings"]

    assert (found["isReadable"], found["conforms"]) == (False, False)
    assert finding["line"] == line
    assert finding["messages"]["en"].startswith("this is not ")


def test_a_table_of_the_archive_s_own_conforms(client: TestClient) -> None:
    found = check(client, (CLAIMS / "b.csv").read_bytes(), "csv")

    assert found["conforms"] is True
    assert found["unknown"] == []


TABLE = "source,narrator,section,key,paraphrase,passage,holder,about,aspect,value,quantity,references\n"
ROW = "vey-chronicle,marlow,B,{key},Something is said.,799-826,{holder},{about},{aspect},{value},{quantity},none\n"
GOOD = {
    "key": "new-one",
    "holder": "anselm",
    "about": "battle-of-alder-ford",
    "aspect": "deaths",
    "value": "",
    "quantity": "300 persons",
}


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({}, None, ""),
        ({"holder": "anselmo"}, "holder", "did you mean 'anselm'?"),
        ({"about": "battle-of-alder-frod"}, "about", "did you mean 'battle-of-alder-ford'?"),
        ({"aspect": "deths"}, "aspect", "did you mean 'deaths'?"),
        ({"quantity": "300 person"}, "quantity", "did you mean 'persons'?"),
        ({"quantity": "three persons"}, "quantity", ""),
        ({"quantity": "30 % of levy-900"}, None, ""),
        ({"quantity": "", "value": "anselm"}, "value", "answered by 'quantity'"),
        ({"key": "Not A Key"}, "key", "may hold small letters"),
        ({"key": "massacre-claim"}, "", "takes a side"),
    ],
)
def test_faults_of_a_table_are_told_by_row_and_column(
    client: TestClient, changed: dict[str, str], column: str | None, words: str
) -> None:
    found = check(client, TABLE + ROW.format(**GOOD | {"key": "first"}) + ROW.format(**GOOD | changed), "csv")

    if column is None:
        assert found["conforms"] is True, found["findings"]
        return
    assert found["conforms"] is False
    assert {finding["row"] for finding in found["findings"]} == {3}
    assert column in [finding.get("column", "") for finding in found["findings"]]
    assert any(words in finding["messages"]["en"] for finding in found["findings"])


def test_a_claim_may_deny_what_a_claim_of_the_archive_states(client: TestClient) -> None:
    head = "source,narrator,section,key,paraphrase,passage,holder,stance,states,references\n"
    row = "vey-chronicle,marlow,B,new,It is denied.,799-826,anselm,denies,{states},none\n"

    assert check(client, head + row.format(states="abbey-3000"), "csv")["conforms"] is True
    assert check(client, head + row.format(states="roll-41"), "csv")["conforms"] is True
    (finding,) = check(client, head + row.format(states="abbey-300"), "csv")["findings"]
    assert (finding["row"], finding["column"]) == (2, "states")


def test_a_document_that_is_not_here_is_named_and_its_references_taken_as_they_are(client: TestClient) -> None:
    row = ROW.format(**GOOD).replace("vey-chronicle", "partner-book").replace("none", "note-7 p. 12")
    found = check(client, TABLE + row, "csv")

    assert [one["node"] for one in found["unknown"]] == ["https://example.org/alder-ford/source/partner-book"]
    assert found["conforms"] is True, found["findings"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a;b;c\n1;2;3\n", "';' between the cells"),
        (TABLE + '"never closed\n', "never closed"),
        (TABLE + "too,few\n", "the row has 2 cells"),
        ("source,colour\nx,y\n", "unknown column 'colour'"),
        (TABLE + ROW.format(**GOOD) + ROW.format(**GOOD), "already used"),
        (TABLE + "vey-chronicle,marlow,B,x," + "y" * 200_000 + ",,,,,,,\n", "not comma-separated"),
    ],
)
def test_tables_that_cannot_be_read(client: TestClient, content: str, words: str) -> None:
    found = check(client, content, "csv")

    assert found["conforms"] is False
    assert any(words in finding["messages"]["en"] for finding in found["findings"])


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_findings_as_a_validation_report(client: TestClient, media_type: str) -> None:
    headers = {"content-type": "text/turtle", "accept": media_type}
    answer = client.post("/check", content=f"{HEAD}<c> a tm:Claim .", headers=headers)
    store = Store()
    store.load(answer.content, format=RdfFormat.from_media_type(media_type))

    assert answer.headers["content-type"].startswith(media_type)
    (conforms,) = (quad.object for quad in store.quads_for_pattern(None, SH.conforms, None))
    assert isinstance(conforms, Literal)
    assert conforms.value == "false"
    results = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, SH.ValidationResult)]
    assert len(results) > 5
    for predicate in (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent, SH.resultMessage):
        assert all(list(store.quads_for_pattern(result, predicate, None)) for result in results)


@pytest.mark.parametrize(("language", "words"), [("en", "What was found"), ("de", "Was gefunden wurde")])
def test_findings_as_a_page(client: TestClient, language: str, words: str) -> None:
    files = {
        "file": (
            "claims.ttl",
            f"{HEAD}<c> a tm:Claim ; tm:holder <x\\u0022onclick\\u003d> .",
            "application/octet-stream",
        )
    }
    answer = client.post("/check", files=files, headers={"accept": "text/html", "accept-language": language})

    assert answer.status_code == 200
    assert words in answer.text
    assert 'onclick="' not in answer.text


def test_the_page_has_a_form(client: TestClient) -> None:
    answer = client.get("/check", headers={"accept": "text/html"})

    assert answer.status_code == 200
    assert 'enctype="multipart/form-data"' in answer.text


@pytest.mark.parametrize(
    ("files", "fields", "status", "form"),
    [
        ({"file": ("c.ttl", b"<a> <b> <c> .")}, {}, 200, "ttl"),
        ({"file": ("../../etc/c.TTL", b"<a> <b> <c> .")}, {}, 200, "ttl"),
        ({"file": ("c.dat", b"<a> <b> <c> .", "text/turtle")}, {}, 200, "ttl"),
        ({"file": ("c.ttl", b"a,b\n1,2\n")}, {"form": "csv"}, 200, "csv"),
        ({"other": b""}, {"text": "<a> <b> <c> .", "form": "ttl"}, 200, "ttl"),
        ({"file": ("c.dat", b"<a> <b> <c> .")}, {}, 415, ""),
        ({"file": ("c.rdf", b"<x/>", "application/rdf+xml")}, {}, 415, ""),
        ({"file": ("c.ttl", b"")}, {}, 400, ""),
        ({"wrong": ("c.ttl", b"<a> <b> <c> .")}, {}, 400, ""),
        ({"file": ("a.ttl", b"x"), "more": ("b.ttl", b"y")}, {}, 400, ""),
        ({"file": ("c.ttl", b"#" * 5_000_001)}, {}, 413, ""),
        ({"file": ("c.ttl", b"x")}, {str(n): "x" for n in range(20)}, 400, ""),
    ],
)
def test_forms(client: TestClient, files: Any, fields: dict[str, str], status: int, form: str) -> None:  # noqa: ANN401
    answer = client.post("/check", files=files, data=fields)

    assert answer.status_code == status
    if status == 200:
        assert answer.json()["form"] == form


@pytest.mark.parametrize(
    ("media_type", "query", "content", "status"),
    [
        ("", "", b"<a> <b> <c> .", 415),
        ("", "?form=ttl", b"<a> <b> <c> .", 200),
        ("application/octet-stream", "?form=verdict", b"<a> <b> <c> .", 415),
        ("TEXT/TURTLE; charset=UTF-8", "", b"<a> <b> <c> .", 200),
        ("text/turtle", "", "\ufeff<a> <b> <c> .".encode(), 200),
        ("text/turtle", "", "<a> <b> 'ä' .".encode("latin-1"), 400),
        ("text/turtle", "", b" \n ", 400),
        ("application/rdf+xml", "", b"<x/>", 415),
        ("text/html", "", b"<html>", 415),
        ("multipart/form-data", "", b"x", 400),
        ("multipart/form-data; boundary=b", "", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", 400),
        ("text/turtle", "", b"#" * 5_000_001, 413),
    ],
)
def test_bodies(client: TestClient, media_type: str, query: str, content: bytes, status: int) -> None:
    answer = client.post(f"/check{query}", content=content, headers={"content-type": media_type})

    assert answer.status_code == status


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]><rdf>&j;</rdf>"
)
TRIPLE_TERMS = "<a> <b> " + "<<( <a> <b> " * 20_000 + "<c>" + " )>>" * 20_000 + " ."
DEEP_JSON = '{"@id":"x:a","x:b":' * 4_000 + "1" + "}" * 4_000

REFUSED = {
    "a billion laughs": (BILLION_LAUGHS, "ttl", 415, "XML is not taken"),
    "a billion laughs after spaces": ("\n\n  " + BILLION_LAUGHS, "jsonld", 415, "XML is not taken"),
    "an internal entity as Turtle": ('<!DOCTYPE x [<!ENTITY a "b">]>', "ttl", 415, "XML is not taken"),
    "20,000 triple terms": (TRIPLE_TERMS, "ttl", 400, "line 1, column"),
    "20,000 triple terms in N-Triples": (TRIPLE_TERMS, "nt", 400, "line 1, column"),
    "101 lists": ("<a> <b> " + "(" * 101 + ")" * 101 + " .", "ttl", 400, "more than 100 deep"),
    "101 blank nodes": ("<a> <b> " + "[ <c> " * 101 + "1" + " ]" * 101 + " .", "trig", 400, "more than 100 deep"),
    "4,000 levels of JSON": (DEEP_JSON, "jsonld", 400, "more than 100 deep"),
    "100,000 arrays": ("[" * 100_000, "jsonld", 400, "more than 100 deep"),
    "a triple term": ("<a> <b> <<( <a> <b> <c> )>> .", "ttl", 400, "speaks of triples"),
    "a literal of 2 MB": (f'<a> <b> "{"x" * 2_000_000}" .', "ttl", 413, "more than 1,000,000 bytes"),
    "a long literal of 2 MB": (f'<a> <b> """{"x" * 2_000_000}""" .', "ttl", 413, "more than 1,000,000 bytes"),
    "a literal of 2 MB in JSON": (
        json.dumps({"x:a": "é" * 600_000}, ensure_ascii=False),
        "jsonld",
        413,
        "1,000,000 bytes",
    ),
    "an IRI of 5,000 characters": (f"<http://a/{'crime-' * 900}> <b> <c> .", "ttl", 400, "an IRI of more than"),
    "an IRI made of a long prefix": (
        f"PREFIX p: <http://a/{'x' * 4_000}> p:{'y' * 400} p:b p:c .",
        "ttl",
        400,
        "an IRI",
    ),
    "a remote context": ('{"@context": "https://schema.org/"}', "jsonld", 400, "https://schema.org/"),
    "a remote context in a list": ('{"@context": [{}, "http://127.0.0.1:1/x"]}', "jsonld", 400, "http://127.0.0.1:1/x"),
    "a remote context in a term": (
        '{"@context": {"a": {"@id": "x:a", "@context": "file:///etc/passwd"}}}',
        "jsonld",
        400,
        "file:///etc/passwd",
    ),
    "an import": ('{"@context": {"@import": "http://a.example/"}}', "jsonld", 400, "http://a.example/"),
    "an escaped context": ('{"\\u0040context": "http://a.example/"}', "jsonld", 400, "http://a.example/"),
    "a number of 5,000 digits": (f'{{"x:a": {"9" * 5_000}}}', "jsonld", 400, "not JSON"),
    "half of a JSON document": ('{"a": ', "jsonld", 400, "not JSON at line 1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_looked_at(client: TestClient, name: str) -> None:
    content, form, status, words = REFUSED[name]
    start = time.perf_counter()
    answer = refused(client, content, form)

    assert answer[0] == status, answer
    assert words in answer[1]
    assert time.perf_counter() - start < 5


def test_300_megabytes_are_not_even_read(client: TestClient) -> None:
    def endless() -> Any:  # noqa: ANN401
        for _ in range(300):
            yield b"x" * 1_000_000

    start = time.perf_counter()
    headers = {"content-type": "text/turtle"}

    assert client.post("/check", content=endless(), headers=headers).status_code == 413
    assert client.post("/check", content=b"x", headers={**headers, "content-length": "300000000"}).status_code == 413
    assert time.perf_counter() - start < 5


def test_shapes_of_a_file_are_data(client: TestClient) -> None:
    shapes = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX x: <https://x.example/>
    x:s a sh:NodeShape ; sh:targetNode x:n ; sh:property x:p .
    x:p sh:path x:v ; sh:pattern "^(a+)+$" .
    x:n x:v "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" ."""
    start = time.perf_counter()

    assert check(client, shapes)["findings"] == []
    assert time.perf_counter() - start < 5


def test_hostile_files_leave_the_others_unharmed(client: TestClient) -> None:
    """While files are refused or end their worker, a search is answered within a second; and the next check too."""
    check(client, "<a> <b> <c> .")
    many = "".join(f"<c{n}> a tm:Claim ; tm:paraphrase 'x{n}'@en .\n" for n in range(20_000))
    contents = [TRIPLE_TERMS, f"{HEAD}{many}", "<a> <b> " + '"' * 4_000_000, "<" * 4_000_000]
    statuses: list[int] = []

    def send(content: str) -> None:
        answer = client.post("/check", content=content, headers={"content-type": "text/turtle"})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    slowest = 0.0
    while any(thread.is_alive() for thread in threads):
        start = time.perf_counter()
        assert client.get("/search.json?q=alder").status_code == 200
        slowest = max(slowest, time.perf_counter() - start)
        time.sleep(0.05)

    assert slowest < 1
    assert len(statuses) == 4
    assert set(statuses) <= {200, 400, 503}
    assert check(client, "<a> <b> <c> .")["isReadable"]


def test_a_check_that_takes_too_long_is_ended(opened: Opened) -> None:
    many = "".join(f"<c{n}> a tm:Claim ; tm:paraphrase 'x{n}'@en .\n" for n in range(3_000))
    with opened(check_seconds=1.5, workers=1) as client:
        headers = {"content-type": "text/turtle"}
        client.get("/check")
        answers = [client.post("/check", content=f"{HEAD}{many}", headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [503, 503]
        assert "longer than" in answers[1].text


def test_a_check_that_needs_too_much_memory_is_ended(opened: Opened) -> None:
    many = "".join(f"<c{n}> <p{n % 7}> <d{n}> .\n" for n in range(200_000))
    with opened(check_memory_megabytes=64, workers=1) as client:
        answer = client.post("/check", content=many, headers={"content-type": "text/turtle"})
        assert answer.status_code in (413, 503)
        assert check(client, "<a> <b> <c> .")["isReadable"]


@pytest.mark.parametrize("accept", ["image/png", "text/csv"])
def test_forms_that_there_are_not(client: TestClient, accept: str) -> None:
    assert (
        client.post(
            "/check", content="<a> <b> <c> .", headers={"content-type": "text/turtle", "accept": accept}
        ).status_code
        == 406
    )


def test_any_page_may_send_a_file(client: TestClient) -> None:
    preflight = client.options(
        "/check", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )

    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    answer = client.post(
        "/check", content="<a> <b> <c> .", headers={"content-type": "text/turtle", "origin": "https://a.example"}
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"


@settings(max_examples=300)
@given(st.text(alphabet="<>()[]{}\"'\\#^@|abc:. \n", max_size=120))
def test_the_guard_lets_no_deep_file_pass(text: str) -> None:
    """Whatever stands in a file: if the guard lets it pass, the parser meets no more brackets than the bound."""
    bounds = Bounds(nesting=5, literal=50)
    try:
        look_at_turtle(text, bounds)
    except RefusedUploadError:
        return
    read_rdf(text, "ttl", "https://example.org/", bounds)


@pytest.mark.parametrize("depth", [1, 99, 100, 101, 500])
@pytest.mark.parametrize(
    ("opening", "closing"), [("[ <p> ", " ]"), ("( ", " )"), ("<<( <a> <b> ", " )>>"), ("{ ", " }")]
)
@pytest.mark.parametrize("noise", ["", '"[[["', "'''(( ' \" ((\n'''", "<http://a/(((>", "# [[[[\n", "a:b\\(\\(\\["])
def test_depth_is_counted_past_noise(depth: int, opening: str, closing: str, noise: str) -> None:
    text = (opening + noise + " ") * depth + "<c>" + closing * depth
    if depth <= 100:
        look_at_turtle(text, Bounds())
    else:
        with pytest.raises(RefusedUploadError, match="more than 100 deep"):
            look_at_turtle(text, Bounds())


DOCUMENTS = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(DOCUMENTS)
def test_the_depth_of_json_is_counted_past_strings(document: object) -> None:
    def depth(value: object) -> int:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
        return 0 if inner is None else 1 + max(map(depth, inner), default=0)

    text = json.dumps(document, ensure_ascii=False)
    bound = depth(document)
    look_at_json(text, Bounds(nesting=max(bound, 1)))
    if bound > 1:
        with pytest.raises(RefusedUploadError, match="deep in one another"):
            look_at_json(text, Bounds(nesting=bound - 1))


def test_lines_of_nodes() -> None:
    text = "PREFIX x: <https://a.example/>\n\nx:one a x:Thing .\n<https://a.example/two#b> x:p 'three' .\n"

    assert lines_of(text, ["https://a.example/one", "https://a.example/two#b", "https://a.example/three"]) == {
        "https://a.example/one": 3,
        "https://a.example/two#b": 4,
    }


def test_a_build_that_has_been_replaced_begins_no_worker(built: Path, base: str) -> None:
    checker = Checker(built / "current/store", base, Limits())
    checker.close()
    checker.warm()

    with pytest.raises(BusyError, match="renewed"):
        checker.ask({"form": "ttl"}, b"")
