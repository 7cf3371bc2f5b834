"""Saved questions: each answers, in each form; parameters are looked up, and what there is not is told."""

import csv
import io
import json

import pytest
import rdflib
from pyoxigraph import QuerySolutions
from starlette.testclient import TestClient

from testimonia.query.run import answer
from testimonia.query.saved import saved_questions
from testimonia.serve.service import Service

QUESTIONS = saved_questions()
HOLDER = "/query/claims-of-a-holder"


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_gives_what_the_command_line_gives(client: TestClient, service: Service, base: str, name: str) -> None:
    sent = client.get(f"/query/{name}.json")
    expected = answer(service.snapshot.store, QUESTIONS[name].sparql, base)

    assert sent.status_code == 200
    assert isinstance(expected, QuerySolutions)
    rows = [{variable.value for variable in expected.variables if row[variable.value]} for row in expected]
    assert [set(row) for row in json.loads(sent.content)["results"]["bindings"]] == rows


@pytest.mark.parametrize(
    ("suffix", "accept", "media_type"),
    [
        (".csv", "", "text/csv"),
        (".tsv", "", "text/tab-separated-values"),
        (".json", "", "application/sparql-results+json"),
        (".xml", "", "application/sparql-results+xml"),
        (".html", "", "text/html"),
        (".csv", "application/json", "text/csv"),
        ("", "", "application/sparql-results+json"),
        ("", "*/*", "application/sparql-results+json"),
        ("", "text/csv", "text/csv"),
        ("", "application/json", "application/json"),
        ("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("", "text/html;q=0.5, text/csv", "text/csv"),
        ("?format=csv", "text/html", "text/csv"),
    ],
)
def test_forms(client: TestClient, suffix: str, accept: str, media_type: str) -> None:
    sent = client.get(f"{HOLDER}{suffix}", headers={"Accept": accept})

    assert sent.status_code == 200
    assert sent.headers["content-type"].partition(";")[0] == media_type
    assert sent.headers["access-control-allow-origin"] == "*"
    assert ("accept" in sent.headers["vary"].lower()) is True


@pytest.mark.parametrize(
    ("suffix", "accept", "status"),
    [
        (".pdf", "", 404),
        (".ttl", "", 400),
        (".tar.gz", "", 404),
        ("?format=no", "", 400),
        ("", "image/png", 406),
        (".html?page=x", "", 400),
    ],
)
def test_forms_that_there_are_not(client: TestClient, suffix: str, accept: str, status: int) -> None:
    sent = client.get(f"{HOLDER}{suffix}", headers={"Accept": accept} if accept else {})

    assert sent.status_code == status
    assert len(sent.content) < 4096


def holders(client: TestClient, value: str) -> set[str]:
    sent = client.get(f"{HOLDER}.csv", params={"holder": value} if value else {})
    assert sent.status_code == 200, sent.text
    return {row["holder"] for row in csv.DictReader(io.StringIO(sent.text))}


@pytest.mark.parametrize("value", ["holm", "actor/holm", "{base}actor/holm"])
def test_a_parameter_is_a_key_a_path_or_an_iri(client: TestClient, base: str, value: str) -> None:
    assert holders(client, value.format(base=base)) == {f"{base}actor/holm"}


def test_without_a_value_a_parameter_is_open(client: TestClient) -> None:
    everybody = holders(client, "")

    assert len(everybody) > 3
    sent = client.get(f"{HOLDER}.csv?holder=")
    assert {row["holder"] for row in csv.DictReader(io.StringIO(sent.text))} == everybody


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param("holder=hollm", "nothing of the name given as holder. Did you mean holm or ", id="a slip"),
        pytest.param("holder=actor/nobody", "nothing of the name given as holder.", id="nobody"),
        pytest.param("holder=<x:y>%20UNION", "nothing of the name given as holder.", id="an attempt to write SPARQL"),
        pytest.param("holder=%7D%20%7D%20DROP%20ALL", "nothing of the name given as holder.", id="brackets"),
        pytest.param("holder=http://x.example/", "nothing of the name given as holder.", id="another archive's"),
        pytest.param("hodler=holm", "no such parameter. It has: holder. Did you mean holder?", id="a slip in the name"),
        pytest.param("holder=holm&holder=vey", "stands twice", id="twice"),
        pytest.param("holder=%FF", "not in UTF-8", id="not UTF-8"),
    ],
)
def test_parameters_that_there_are_not(client: TestClient, query: str, words: str) -> None:
    sent = client.get(f"{HOLDER}.csv?{query}")

    assert sent.status_code == 400
    assert words in sent.text
    assert "DROP" not in sent.text


def test_a_question_that_there_is_not(client: TestClient) -> None:
    sent = client.get("/query/claims-of-a-holdr.csv")

    assert sent.status_code == 404
    assert "Did you mean claims-of-a-holder" in sent.text


def test_the_list(client: TestClient) -> None:
    listed = client.get("/query.json").json()["questions"]

    assert {one["name"] for one in listed} == set(QUESTIONS)
    assert next(one for one in listed if one["name"] == "claims-of-a-holder")["parameters"].keys() == {"holder"}
    assert all(client.get(f"/{one['path']}", headers={"Accept": "text/csv"}).status_code == 200 for one in listed[:3])


def test_the_list_as_a_page_and_as_json(client: TestClient) -> None:
    page = client.get("/query", headers={"Accept": "text/html"})
    data = client.get("/query", headers={"Accept": "application/json"})

    assert "claims-of-a-holder" in page.text
    assert page.headers["vary"] == data.headers["vary"] == "Accept, Accept-Language"
    assert len(data.json()["questions"]) == len(QUESTIONS)
    assert client.get("/query.json", headers={"If-None-Match": data.headers["etag"]}).status_code == 304


def test_the_text_of_a_question(client: TestClient) -> None:
    sent = client.get("/query/claims-of-a-holder.rq")

    assert sent.headers["content-type"].partition(";")[0] == "application/sparql-query"
    assert sent.text == QUESTIONS["claims-of-a-holder"].sparql


def test_the_page_shows_names_and_keeps_parameters(client: TestClient) -> None:
    page = client.get(f"{HOLDER}.html?holder=holm&lang=de")

    assert "Gerta Holm" in page.text
    assert 'value="holm"' in page.text
    assert "claims-of-a-holder.csv?holder=holm" in page.text
    assert page.headers["content-language"] == "de"
    again = client.get(f"{HOLDER}.html?holder=holm&lang=de", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304


def test_xml_is_read_by_rdflib(client: TestClient) -> None:
    sent = client.get(f"{HOLDER}.xml?holder=holm")

    assert len(rdflib.query.Result.parse(io.BytesIO(sent.content), format="xml").bindings) > 0
