"""Facets as a page, as JSON and as files: every state is an address, and what is not known is refused in words."""

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from pyld import jsonld
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from testimonia.query.facets import FACETS, NOT_SAID, SHOWN, Choice
from testimonia.serve.service import Service

VIEWS = ("table", "axis", "map", "timeline", "network")


class Controls(HTMLParser):
    """The links and the boxes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.boxes: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))
        if tag == "input" and told.get("type") == "checkbox":
            self.boxes.append(told)


def controls(html: str) -> Controls:
    """The controls of a page."""
    found = Controls()
    found.feed(html)
    return found


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_view_answers(client: TestClient, shown: str, view: str, language: str) -> None:
    response = client.get("/explore", params={"show": shown, "as": view, "lang": language})

    assert response.status_code == 200
    assert response.headers["content-language"] == language
    assert " style=" not in response.text


@pytest.mark.parametrize("shown", SHOWN)
def test_every_box_leads_to_as_many_results_as_it_says(client: TestClient, service: Service, shown: str) -> None:
    boxes = controls(client.get("/explore", params={"show": shown}).text).boxes
    table = service.snapshot.facets.table(shown)

    assert {box["name"] for box in boxes} <= set(FACETS)
    for box in boxes:
        found = client.get("/explore.json", params={"show": shown, str(box["name"]): str(box["value"])}).json()
        assert found["total"] == table.find(Choice({str(box["name"]): [str(box["value"])]})).total
        assert ("disabled" in box) == (found["total"] == 0)


def test_within_a_facet_or_and_between_facets_and(client: TestClient) -> None:
    def total(address: str) -> int:
        return int(client.get(f"/explore.json?{address}").json()["total"])

    both = total("aspect=deaths&aspect=participants")
    assert both == total("aspect=deaths") + total("aspect=participants")
    assert 0 < total("aspect=deaths&aspect=participants&stance=denies") < both


def test_a_facet_counts_without_its_own_choice(client: TestClient) -> None:
    def options(address: str, facet: str) -> dict[str, int]:
        found = client.get(f"/explore.json?{address}").json()["facets"]
        return next({one["value"]: one["total"] for one in of["options"]} for of in found if of["facet"] == facet)

    assert options("aspect=deaths", "aspect") == options("", "aspect")
    assert options("aspect=deaths", "stance") != options("", "stance")


def test_words_narrow_the_results(client: TestClient) -> None:
    everything = client.get("/explore.json").json()["total"]
    found = client.get("/explore.json", params={"q": "levy"}).json()

    assert 0 < found["total"] < everything
    assert client.get("/explore.json", params={"q": "zzz"}).json()["total"] == 0


def test_an_empty_result_names_the_choice_that_would_bring_results_back(client: TestClient) -> None:
    everyone = client.get("/explore.json?aspect=date").json()["facets"]
    units = next(of["options"] for of in everyone if of["facet"] == "unit")
    idle = next(one["value"] for one in units if one["total"] == 0)

    html = client.get("/explore", params={"aspect": "date", "unit": idle, "lang": "en"}).text
    told = client.get("/explore.json", params={"aspect": "date", "unit": idle}).json()

    assert told["total"] == 0
    assert {one["facet"] for one in told["back"]} == {"aspect", "unit"}
    assert f"there are {told['back'][0]['total']}" in html


def test_each_chip_leads_to_the_page_without_its_choice(client: TestClient) -> None:
    html = client.get("/explore?aspect=deaths&stance=asserts&as=axis&lang=en").text

    states = [dict(parse_qsl(urlsplit(link).query)) for link in controls(html).links if "/explore?" in link]
    assert {"stance": "asserts", "as": "axis", "lang": "en"} in states
    assert {"aspect": "deaths", "as": "axis", "lang": "en"} in states
    assert {"aspect": "deaths", "stance": "asserts", "as": "map", "lang": "en"} in states


def test_long_facets_are_narrowed_by_name(client: TestClient) -> None:
    found = client.get("/explore.json", params={"in-holder": "levy", "lang": "en"}).json()
    holders = next(of["options"] for of in found["facets"] if of["facet"] == "holder")

    assert all("levy" in one["name"].casefold() for one in holders)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/explore?aspect=nothing", "deaths"),
        ("/explore.json?holder=nobody", "No claim has one of the values given for 'holder'. Known are"),
        ("/explore.csv?show=events&stance=nothing", "No event has one of the values"),
        ("/explore?show=places", "one of claims, events"),
        ("/explore?as=pie", "one of table, axis, map, timeline, network"),
        ("/explore?holders=x", "Known are show, type, place"),
        ("/explore?page=0", "page is a whole number"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(client: TestClient, address: str, words: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert words in response.text
    assert "nobody" not in response.text


@pytest.mark.parametrize("address", ["/explore?page=99", "/explore.json?page=99", "/explore?as=network&page=99"])
def test_there_are_no_pages_past_the_last(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/explore", "/explore.json", "/explore.csv", "/explore.ttl?show=events"])
def test_what_a_client_holds_already_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).headers["etag"] == first.headers["etag"]
    assert client.head(address).content == b""


@pytest.mark.parametrize("shown", SHOWN)
def test_csv_holds_all_results(client: TestClient, service: Service, shown: str) -> None:
    response = client.get("/explore.csv", params={"show": shown, "lang": "en"})

    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    table = service.snapshot.facets.table(shown)
    assert [row[shown.removesuffix("s")] for row in rows] == [service.snapshot.base + path for path in table.paths]
    assert all(None not in row and None not in row.values() for row in rows)
    assert response.headers["content-type"].startswith("text/csv")
    assert f'filename="{shown}.csv"' in response.headers["content-disposition"]


@pytest.mark.parametrize("shown", SHOWN)
def test_turtle_and_json_ld_hold_the_same_triples(client: TestClient, base: str, shown: str) -> None:
    turtle = client.get("/explore.ttl", params={"show": shown, "stance": "denies"}).content
    linked = client.get("/explore.jsonld", params={"show": shown, "stance": "denies"}).content
    wanted = client.get("/explore.json", params={"show": shown, "stance": "denies"}).json()["results"]

    triples = {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(turtle, format=RdfFormat.TURTLE)}
    quads = parse(linked, format=RdfFormat.JSON_LD)
    assert triples == {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    graph = Graph().parse(data=turtle, format="turtle")
    assert len(graph) == len(triples)
    assert wanted
    assert all((URIRef(one["iri"]), None, None) in graph for one in wanted)
    assert len(jsonld.to_rdf(json.loads(linked))) > 1
    assert base in linked.decode()


@pytest.mark.parametrize("shown", SHOWN)
def test_geojson_has_a_feature_for_every_result(client: TestClient, service: Service, shown: str) -> None:
    found: Any = client.get("/explore.geojson", params={"show": shown}).json()

    table = service.snapshot.facets.table(shown)
    assert found["type"] == "FeatureCollection"
    assert {one["properties"]["iri"] for one in found["features"]} == {
        service.snapshot.base + path for path in table.paths
    }
    located = [one for one in found["features"] if one["geometry"]]
    for one in located:
        longitude, latitude = one["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert one["properties"]["radius_metres"] > 0
        assert one["properties"]["pointHolder"].startswith(service.snapshot.base + "actor/")
    assert located or shown == "events"


def test_a_choice_that_holds_nothing_has_files_that_are_whole(client: TestClient) -> None:
    assert list(csv.reader(io.StringIO(client.get("/explore.csv?q=zzz").text, newline="")))[1:] == []
    assert list(parse(client.get("/explore.ttl?q=zzz").content, format=RdfFormat.TURTLE)) == []
    assert list(parse(client.get("/explore.jsonld?q=zzz").content, format=RdfFormat.JSON_LD)) == []
    assert client.get("/explore.geojson?q=zzz").json()["features"] == []


def test_pages_of_json_lead_on(client: TestClient, service: Service) -> None:
    address, seen = "/explore.json", []
    while address:
        page = client.get(address).json()
        seen += [one["iri"].removeprefix(service.snapshot.base) for one in page["results"]]
        address = page.get("next", "")

    assert seen == service.snapshot.facets.table("claims").paths


def test_what_has_no_value_can_be_chosen(client: TestClient) -> None:
    found = client.get(f"/explore.json?unit={NOT_SAID}").json()

    assert found["total"]
    assert not any(one["figures"] for one in found["results"])


def test_json_tells_what_drawings_are_made_of(client: TestClient) -> None:
    places = client.get("/explore.json?as=map").json()
    times = client.get("/explore.json?as=timeline&show=events").json()
    net = client.get("/explore.json?as=network&aspect=deaths").json()

    assert places["type"] == "FeatureCollection"
    assert all(one["properties"]["radius_metres"] > 0 for one in places["features"])
    assert places["features"]
    assert times["items"]
    assert all(one["from"] is None or one["to"] is None or one["from"] <= one["to"] for one in times["items"])
    marks = {node["id"] for node in net["nodes"]}
    assert {end for edge in net["edges"] for end in (edge["source"], edge["target"])} == marks
    assert {"actor", "claim"} <= {node["kind"] for node in net["nodes"]}
    assert {(node["id"][0], node["column"]) for node in net["nodes"]} == {("H", 0), ("S", 1), ("W", 2)}
