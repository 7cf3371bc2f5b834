"""Search, suggestions and their description over HTTP."""

from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("address", "accept", "status", "media_type"),
    [
        ("/search?q=alder", "text/html", 200, "text/html; charset=utf-8"),
        ("/search?q=alder", "*/*", 200, "text/html; charset=utf-8"),
        ("/search?q=alder", "application/json", 200, "application/json"),
        ("/search?q=alder", "application/json;q=0.5, text/html;q=0.4", 200, "application/json"),
        ("/search?q=alder", "image/png", 406, "text/plain; charset=utf-8"),
        ("/search.json?q=alder", "image/png", 200, "application/json"),
        ("/search.json", "*/*", 200, "application/json"),
        ("/search.json?q=alder&kind=event&kind=place", "*/*", 200, "application/json"),
        ("/search.json?q=alder&kind=verdict", "*/*", 400, "text/plain; charset=utf-8"),
        ("/search.json?q=alder&page=0", "*/*", 400, "text/plain; charset=utf-8"),
        ("/search.json?q=alder&page=1e3", "*/*", 400, "text/plain; charset=utf-8"),
        ("/search.json?q=alder&page=999", "*/*", 404, "text/plain; charset=utf-8"),
        ("/suggest?q=ald", "*/*", 200, "application/x-suggestions+json"),
        ("/suggest?q=ald", "application/json", 200, "application/json"),
        ("/suggest.json?q=ald", "*/*", 200, "application/json"),
        ("/suggest?q=ald", "text/turtle", 406, "text/plain; charset=utf-8"),
        ("/opensearch.xml", "*/*", 200, "application/opensearchdescription+xml; charset=utf-8"),
    ],
)
def test_each_form_has_its_address(client: TestClient, address: str, accept: str, status: int, media_type: str) -> None:
    answer = client.get(address, headers={"accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (status, media_type)


def test_results_as_json(client: TestClient, base: str) -> None:
    found = client.get("/search.json", params={"q": "alder ford", "kind": "event"}).json()
    first = found["results"][0]

    assert found["total"] == len(found["results"])
    assert not found["isMore"]
    assert first["iri"] == f"{base}event/battle-of-alder-ford"
    assert first["href"] == "/event/battle-of-alder-ford"
    assert {piece["text"] for piece in first["snippet"] if piece["hit"]} == {"Alder", "Ford"}


def test_a_node_s_address_finds_the_node(client: TestClient, base: str) -> None:
    found = client.get("/search.json", params={"q": f"{base}claim/vey-chronicle/abbey-3000"}).json()

    assert found["results"][0]["iri"] == f"{base}claim/vey-chronicle/abbey-3000"


def test_pages_lead_on(client: TestClient) -> None:
    first = client.get("/search.json", params={"q": "the"}).json()
    second = client.get(first["next"]).json()

    assert first["pages"] > 1
    assert second["page"] == 2
    assert not {hit["iri"] for hit in first["results"]} & {hit["iri"] for hit in second["results"]}


def test_where_nothing_is_found_like_names_are_told(client: TestClient, base: str) -> None:
    found = client.get("/search.json", params={"q": "Batle of Aldar Ford"}).json()

    assert found["total"] == 0
    assert f"{base}event/battle-of-alder-ford" in [one["iri"] for one in found["near"]]
    page = client.get("/search", params={"q": "Batle of Aldar Ford"}, headers=BROWSER).text
    assert "Battle of Alder Ford" in page


def test_names_that_are_not_alike_are_not_told(client: TestClient) -> None:
    assert client.get("/search.json", params={"q": "zzqxv wrpt"}).json()["near"] == []


@pytest.mark.parametrize(("language", "name"), [("en", "Battle of Alder Ford"), ("de", "Schlacht an der Erlenfurt")])
def test_names_are_in_the_language_asked_for(client: TestClient, language: str, name: str) -> None:
    for headers, query in (({"accept-language": language}, ""), ({}, f"&lang={language}")):
        found = client.get(f"/search.json?q=schlacht{query}", headers=headers).json()
        assert name in [hit["name"] for hit in found["results"]]


def test_the_page_marks_what_was_hit_and_shows_no_markup_of_others(client: TestClient) -> None:
    page = client.get("/search", params={"q": "abbey <script>alert(1)</script>"}, headers=BROWSER).text

    assert "<script>alert" not in page
    page = client.get("/search", params={"q": "abbey dead"}, headers=BROWSER).text
    assert "<mark>abbey</mark>" in page


def test_suggestions_for_browsers(client: TestClient) -> None:
    query, names, kinds, addresses = client.get("/suggest", params={"q": "battle of"}).json()

    assert query == "battle of"
    assert names[0] == "Battle of Alder Ford"
    assert kinds[0] == "event"
    assert addresses[0] == "http://testserver/event/battle-of-alder-ford"


@pytest.mark.parametrize("host", ["example.org:8000", "[::1]:80", 'x"><script>', "a/b", ""])
def test_the_description_names_this_host_and_no_nonsense(client: TestClient, host: str) -> None:
    answer = client.get("/opensearch.xml", headers={"host": host})
    root = ET.fromstring(answer.text)  # noqa: S314  (our own document)
    templates = [url.attrib["template"] for url in root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]

    assert len(templates) == 3
    is_host = host in ("example.org:8000", "[::1]:80")
    assert all(template.startswith(f"http://{host}/" if is_host else "http://testserver") for template in templates)


@pytest.mark.parametrize("address", ["/search.json?q=alder", "/search?q=alder", "/suggest?q=al", "/opensearch.xml"])
def test_what_is_unchanged_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address, headers=BROWSER if address.startswith("/search?") else {})
    headers = {"if-none-match": first.headers["etag"], "accept": first.headers["content-type"]}
    again = client.get(address, headers=headers)

    assert again.status_code == 304
    assert not again.content
    assert again.headers["access-control-allow-origin"] == "*"


def test_tags_differ_by_what_the_answer_depends_on(client: TestClient) -> None:
    asked = [
        ("/search.json?q=alder", {}),
        ("/search.json?q=ford", {}),
        ("/search.json?q=alder", {"accept-language": "de"}),
        ("/search?q=alder", {"accept": "application/json"}),
        ("/search?q=alder", {"accept": "text/html"}),
        ("/suggest?q=alder", {}),
        ("/suggest?q=alder", {"host": "other.example"}),
    ]
    tags = [client.get(address, headers=headers).headers["etag"] for address, headers in asked]

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_searching_changes_nothing(client: TestClient, method: str) -> None:
    assert client.request(method, "/search").status_code == 405


def test_head_has_no_body(client: TestClient) -> None:
    answer = client.head("/search.json?q=alder")

    assert answer.status_code == 200
    assert not answer.content
