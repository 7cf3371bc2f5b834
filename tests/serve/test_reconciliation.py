"""The Reconciliation API 0.2: every answer valid under its schemas, and what is weighed told with every candidate.

The schemas are others' and stand beside the project, in ``../shared/schemas``; where they are not there, the tests
that need them are skipped and say so.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7
from starlette.testclient import TestClient

from testimonia.query.likeness import Likeness
from testimonia.vocabulary import SKOS, TM, V

Json = dict[str, Any]
Valid = Callable[[str, object], None]

SCHEMAS = Path(__file__).parents[3] / "shared/schemas/reconciliation-0.2"
SPEC = "https://reconciliation-api.github.io/specs/0.2/schemas/"
BATTLE = "event/battle-of-alder-ford"
DEATHS, PART_OF, START, TAKING_PART = V.deaths.value, V.partOf.value, V.startDate.value, V.participation.value
EVENT = TM.Event.value


@pytest.fixture(scope="module")
def valid() -> Valid:
    """Holds a document against one of the schemas, and fails with all that is wrong."""
    if not SCHEMAS.is_dir():
        pytest.skip(f"THE RECONCILIATION SCHEMAS ARE NOT HERE ({SCHEMAS}): the answers are not held against them")
    contents = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    resources = [(SPEC + name, DRAFT7.create_resource(content)) for name, content in contents.items()]
    swagger = ("http://swagger.io/v2/schema.json", DRAFT7.create_resource(contents["openapi.json"]))
    registry: Registry[Any] = Registry().with_resources([*resources, swagger])

    def hold(name: str, document: object) -> None:
        schema = {**contents[f"{name}.json"], "$id": f"{SPEC}{name}.json"}
        faults = [
            f"{list(e.path)}: {e.message}" for e in Draft7Validator(schema, registry=registry).iter_errors(document)
        ]
        assert faults == []

    return hold


def batch(client: TestClient, queries: object) -> Json:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def results(client: TestClient, query: object) -> list[Json]:
    found: list[Json] = batch(client, {"q": query})["q"]["result"]
    return found


def test_the_schemas_refuse_what_is_wrong(valid: Valid) -> None:
    with pytest.raises(AssertionError):
        valid("manifest", {"versions": ["0.1"]})
    with pytest.raises(AssertionError):
        valid("reconciliation-result-batch", {"q": {}})


def test_the_manifest(client: TestClient, base: str, valid: Valid) -> None:
    answer = client.get("/reconcile")
    manifest = answer.json()

    valid("manifest", manifest)
    assert manifest["identifierSpace"] == base
    assert manifest["batchSize"] == 50
    assert answer.headers["access-control-allow-origin"] == "*"
    assert [one["name"] for one in manifest["defaultTypes"]] == ["event", "actor", "place", "source", "concept"]


def test_all_that_the_manifest_names_is_there(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    path = quote("actor/anselm", safe="")
    addresses = [manifest[name]["url"].replace("{{id}}", path) for name in ("view", "preview")]
    for kind, entry in manifest["suggest"].items():
        addresses.append(f"{entry['service_url']}{entry['service_path']}?prefix=a")
        id_of_it = {"entity": path, "type": quote(EVENT, safe=""), "property": quote(DEATHS, safe="")}[kind]
        addresses.append(entry["flyout_service_url"] + entry["flyout_service_path"].replace("${id}", id_of_it))
    propose = manifest["extend"]["propose_properties"]
    addresses.append(f"{propose['service_url']}{propose['service_path']}?type={quote(EVENT, safe='')}")

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 303), address
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "first", "is_match"),
    [
        ({"query": "Battle of Alder Ford"}, BATTLE, True),
        ({"query": "battle of alder ford  "}, BATTLE, True),
        ({"query": "Schlacht an der Erlenfurt"}, BATTLE, True),
        ({"query": "Batle of Aldr Ford"}, BATTLE, False),
        ({"query": "Quill, Tobias"}, "actor/quill", False),
        ({"query": "Tobias Quill", "type": TM.Actor.value}, "actor/quill", True),
        ({"query": "Tobias Quill", "type": [TM.Actor.value, EVENT]}, "actor/quill", True),
        ({"query": "Tobias Quill", "type": ""}, "actor/quill", True),
        ({"query": "Tobias Quill", "type": EVENT}, None, False),
        ({"query": "Tobias Quill", "type": EVENT, "type_strict": "should"}, "actor/quill", False),
        ({"query": "Tobias Quill", "type": [TM.Actor.value, EVENT], "type_strict": "all"}, None, False),
        (
            {"query": "Tobias Quill", "type": [TM.Actor.value, V.person.value], "type_strict": "all"},
            "actor/quill",
            True,
        ),
        ({"query": "Battle of Alder Ford", "type": V.battleOrSiege.value}, BATTLE, True),
        ({"query": "actor/anselm"}, "actor/anselm", True),
        ({"query": "https://example.org/alder-ford/actor/anselm"}, "actor/anselm", True),
        ({"query": "zzzz qqqq"}, None, False),
        ({"query": "\x00 ' \" * NEAR(zzqx"}, None, False),
        ({"query": "some villagers"}, None, False),
        ({"properties": [{"pid": PART_OF, "v": "War of Vey and Lowmere"}]}, BATTLE, False),
        ({"properties": [{"pid": PART_OF, "v": {"id": "event/war-of-vey-and-lowmere"}}]}, BATTLE, False),
        ({"properties": [{"pid": DEATHS, "v": ["many", "300 to 900 persons"]}]}, BATTLE, False),
        ({"properties": [{"pid": "deaths", "v": "300 to 900 persons"}]}, BATTLE, False),
        ({"properties": [{"pid": DEATHS, "v": 900}]}, None, False),
        ({"query": "Alder Ford", "type": EVENT, "properties": [{"pid": START, "v": "1431-06-12"}]}, BATTLE, False),
        ({"query": "Battle of Alder Ford", "properties": [{"pid": START, "v": "1431-06-12"}]}, BATTLE, True),
        ({"query": "Battle of Alder Ford", "properties": [{"pid": START, "v": "1431-06-13"}]}, BATTLE, False),
        ({"properties": [{"pid": SKOS.prefLabel.value, "v": "Erlenfurt"}]}, "place/alder-ford", False),
    ],
)
def test_candidates(client: TestClient, valid: Valid, query: Json, first: str | None, *, is_match: bool) -> None:
    valid("reconciliation-query-batch", {"q": query})
    answer = batch(client, {"q": query})
    found = answer["q"]["result"]

    valid("reconciliation-result-batch", answer)
    assert "error" not in answer["q"]
    assert (found[0]["id"] if found else None) == first
    assert [one["match"] for one in found] == [is_match and not n for n in range(len(found))]
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


def test_what_was_weighed_is_told(client: TestClient) -> None:
    found = results(client, {"query": "Alder Ford", "properties": [{"pid": START, "v": "1431-06-12"}]})
    features = {one["id"]: {f["id"]: f["value"] for f in one["features"]} for one in found}

    assert features["place/alder-ford"] == {
        "name_equal": True, "name_similarity": 1.0, "type_match": True, "values_claimed": 0.0,
    }  # fmt: skip
    assert features["event/battle-of-alder-ford"]["values_claimed"] == 1.0
    assert not features["event/battle-of-alder-ford"]["name_equal"]


def test_two_of_one_name_are_no_match(client: TestClient) -> None:
    found = results(client, {"query": "Alder Ford"})

    assert [one["id"] for one in found[:2]] == ["place/alder-ford", "source/lowmere-wiki"]
    assert not any(one["match"] for one in found)


@pytest.mark.parametrize("limit", [1, 2, 2.9, 1e9])
def test_a_limit_is_kept(client: TestClient, limit: float) -> None:
    assert 1 <= len(results(client, {"query": "Battle of Alder Ford", "limit": limit})) <= limit


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (5, "an object"),
        (None, "an object"),
        ([], "an object"),
        ({}, "not empty"),
        ({"query": ""}, "not empty"),
        ({"query": "   "}, "not empty"),
        ({"query": 5}, "'query' is text"),
        ({"query": "a", "limit": 0}, "'limit'"),
        ({"query": "a", "limit": "5"}, "'limit'"),
        ({"query": "a", "limit": True}, "'limit'"),
        ({"query": "a", "type": "https://example.org/Thing"}, "'type' names"),
        ({"query": "a", "type": {"id": EVENT}}, "'type' is"),
        ({"query": "a", "type_strict": "never"}, "'type_strict'"),
        ({"query": "a", "type_strict": []}, "'type_strict'"),
        ({"query": "a", "surprise": 1}, "no other"),
        ({"query": "a", "properties": {}}, "'properties'"),
        ({"query": "a", "properties": [1]}, "'pid'"),
        ({"query": "a", "properties": [{"pid": "verdict", "v": 1}]}, "'pid' names"),
        ({"query": "a", "properties": [{"pid": DEATHS}]}, "'v'"),
        ({"query": "a", "properties": [{"pid": DEATHS, "v": {"name": "x"}}]}, "a value is"),
        ({"query": "a", "properties": [{"pid": DEATHS, "v": None}]}, "a value is"),
        ({"query": "a", "properties": [{"pid": DEATHS, "v": ["x"] * 21}]}, "up to 20"),
    ],
)
def test_a_query_at_fault_is_told_and_the_others_are_answered(
    client: TestClient, valid: Valid, query: object, words: str
) -> None:
    answer = batch(client, {"bad": query, "good": {"query": "Anselm of Vey"}})

    valid("reconciliation-result-batch", answer)
    assert answer["bad"]["result"] == []
    assert words in answer["bad"]["error"]
    assert answer["good"]["result"][0]["id"] == "actor/anselm"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"queries": "not json"}, 400),
        ({"queries": "[]"}, 400),
        ({"queries": '{"q": {"query": "a", "limit": NaN}}'}, 400),
        ({"queries": "[" * 5_000}, 400),
        ({"queries": '{"\\ud800": {"query": "\\udfff"}}'}, 200),
        ({"extend": f'{{"ids": ["\\ud800"], "properties": [{{"id": "{DEATHS}"}}]}}'}, 200),
        ({"queries": '{"q":' * 900 + "1" + "}" * 900}, 200),
        ({"queries": json.dumps({str(n): {"query": "a"} for n in range(51)})}, 413),
        ({"queries": "1" * 5_000}, 400),
        ({"extend": "[]"}, 400),
        ({"extend": '{"ids": ["a"]}'}, 400),
        ({"extend": '{"ids": [1], "properties": []}'}, 400),
        ({"extend": '{"ids": [], "properties": [{"id": "verdict"}]}'}, 400),
        ({"extend": json.dumps({"ids": ["a"] * 20_001, "properties": [{"id": DEATHS}]})}, 413),
        ({"other": "x"}, 400),
        ({"queries": '{"q": {"query": "a"}}', "callback": "alert"}, 400),
    ],
)
def test_batches_that_are_none(client: TestClient, fields: dict[str, str], status: int) -> None:
    answer = client.post("/reconcile", data=fields)

    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(answer.content) < 300


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"queries=%7B%7D", "application/x-www-form-urlencoded", 200),
        (b"queries=%7B%7D", "application/x-www-form-urlencoded; charset=utf-8", 200),
        (b"queries=%FF", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 60, "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
        (b"", "", 415),
        (b"x" * 6_000_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_bodies(client: TestClient, content: bytes, media_type: str, status: int) -> None:
    assert client.post("/reconcile", content=content, headers={"content-type": media_type}).status_code == status


def test_get_does_what_post_does(client: TestClient) -> None:
    queries = json.dumps({"q": {"query": "Anselm of Vey"}})
    by_get, by_post = (
        client.get("/reconcile", params={"queries": queries}),
        client.post("/reconcile", data={"queries": queries}),
    )

    assert by_get.json() == by_post.json()


def test_any_page_may_ask_first(client: TestClient) -> None:
    answer = client.options(
        "/reconcile", headers={"origin": "https://example.org", "access-control-request-method": "POST"}
    )

    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("kind", "prefix", "first", "schema"),
    [
        ("entity", "battle of", "event/battle-of-alder-ford", "entities"),
        ("entity", "erlenf", "place/alder-ford", "entities"),
        ("entity", "actor/anselm", "actor/anselm", "entities"),
        ("entity", "", None, "entities"),
        ("entity", "zzz", None, "entities"),
        ("type", "batt", V.battleOrSiege.value, "types"),
        ("type", EVENT, EVENT, "types"),
        ("type", "schlacht", V.battleOrSiege.value, "types"),
        ("property", "deaths", DEATHS, "properties"),
        ("property", DEATHS, DEATHS, "properties"),
        ("property", "zzz", None, "properties"),
    ],
)
def test_suggestions(client: TestClient, valid: Valid, kind: str, prefix: str, first: str | None, schema: str) -> None:
    found = client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}).json()

    valid(f"suggest-{schema}-response", found)
    assert (found["result"][0]["id"] if found["result"] else None) == first


def test_a_cursor_passes_over(client: TestClient) -> None:
    whole = client.get("/reconcile/suggest/entity?prefix=v").json()["result"]
    rest = client.get("/reconcile/suggest/entity?prefix=v&cursor=2").json()["result"]

    assert rest == whole[2:]
    assert client.get("/reconcile/suggest/entity?prefix=v&cursor=-1").status_code == 400
    assert client.get("/reconcile/suggest/type?prefix=v&cursor=x").status_code == 400


def test_properties_for_a_type(client: TestClient, valid: Valid) -> None:
    for address, count in ((f"?type={quote(EVENT, safe='')}", None), ("?type=none", None), ("", None), ("?limit=3", 3)):
        found = client.get(f"/reconcile/properties{address}").json()
        valid("data-extension-property-proposal", found)
        assert count is None or len(found["properties"]) == count
    place = {
        one["id"] for one in client.get(f"/reconcile/properties?type={quote(TM.Place.value)}").json()["properties"]
    }
    assert DEATHS not in place
    assert client.get("/reconcile/properties?limit=0").status_code == 400


def extension(client: TestClient, property_id: str, **settings_of_it: object) -> list[Json]:
    query = {"ids": ["event/battle-of-alder-ford"], "properties": [{"id": property_id, "settings": settings_of_it}]}
    answer = client.post("/reconcile", data={"extend": json.dumps(query)})
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["rows"]["event/battle-of-alder-ford"][property_id]
    return found


def test_a_table_is_filled_with_claims_and_their_holders(client: TestClient, valid: Valid) -> None:
    query = {
        "ids": ["event/battle-of-alder-ford", "place/alder-ford", "no/such"],
        "properties": [
            {"id": DEATHS},
            {"id": TAKING_PART, "settings": {"show": "answers"}},
            {"id": SKOS.prefLabel.value},
        ],
    }
    valid("data-extension-query", query)
    answer = client.post("/reconcile", data={"extend": json.dumps(query)}).json()

    valid("data-extension-response", answer)
    assert [one["id"] for one in answer["meta"]] == [DEATHS, TAKING_PART, SKOS.prefLabel.value]
    assert answer["meta"][1]["type"]["id"] == TM.Actor.value
    deaths = [value["str"] for value in answer["rows"]["event/battle-of-alder-ford"][DEATHS]]
    assert len(deaths) == 9
    assert "more than 3000 persons (Ida Marlow: denies; claim/vey-chronicle/abbey-3000-rejected)" in deaths
    assert any("left out: the drowned" in value for value in deaths)
    taking_part = answer["rows"]["event/battle-of-alder-ford"][TAKING_PART]
    assert taking_part == [{"id": "actor/maud", "name": "Maud of Lowmere"}]
    assert answer["rows"]["no/such"] == {DEATHS: [], TAKING_PART: [], SKOS.prefLabel.value: []}


def test_answers_holders_and_addresses_stand_in_one_order(client: TestClient) -> None:
    answers, holders, addresses = (extension(client, DEATHS, show=show) for show in ("answers", "holders", "addresses"))
    row = next(n for n, one in enumerate(addresses) if one["str"].endswith("/anselm-300-to-900"))

    assert len(answers) == len(holders) == len(addresses) == 9
    assert (answers[row], holders[row]) == ({"str": "300 to 900 persons"}, {"str": "Anselm of Vey"})


def test_settings_narrow_the_values(client: TestClient) -> None:
    assert len(extension(client, DEATHS, holder="actor/anselm")) == 1
    assert extension(client, DEATHS, holder="actor/nobody") == []
    assert len(extension(client, DEATHS, limit=2)) == 2
    assert len(extension(client, DEATHS, limit=0)) == 9


def test_the_preview_runs_nothing_and_may_be_framed(client: TestClient) -> None:
    answer = client.get("/reconcile/preview?id=event/battle-of-alder-ford")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "deaths: 9" in answer.text


@pytest.mark.parametrize(
    "written", ["", "actor/none", "//evil.example", "actor/../..", "claim/vey-chronicle/roll-41", "actor/\x00", "<b>"]
)
@pytest.mark.parametrize("address", ["preview", "view", "flyout/entity"])
def test_an_unknown_id_leads_nowhere(client: TestClient, address: str, written: str) -> None:
    answer = client.get(f"/reconcile/{address}", params={"id": written})

    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_the_view_leads_to_the_thing(client: TestClient) -> None:
    answer = client.get("/reconcile/view?id=actor%2Fanselm")

    assert (answer.status_code, answer.headers["location"]) == (303, "/actor/anselm")


@pytest.mark.parametrize(
    ("typed", "name", "least", "most"),
    [
        ("Königsberg", "koenigsberg", 1, 1),
        ("Łódź", "LODZ", 1, 1),
        ("Speer, Albert", "Albert Speer", 0.97, 0.99),
        ("Alder Frod", "Alder Ford", 0.8, 0.99),
        ("Beria", "Lavrenti Beria", 0.86, 0.88),
        ("Lavrenti Beria", "Lavrenti Pavlovich Beria", 0.9, 0.99),
        ("Beria", "Siberia", 0.83, 0.84),
        ("de", "de Zayas", 0, 0.5),
        ("abc", "xyz", 0, 0),
        ("", "", 0, 0),
    ],
)
def test_likeness(typed: str, name: str, least: float, most: float) -> None:
    assert least <= Likeness(typed).to(name) <= most


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= Likeness(one).to(other) <= 1


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["", EVENT, TM.Actor.value]), st.integers(1, 5))
def test_any_name_gets_a_valid_answer(client: TestClient, valid: Valid, name: str, of_type: str, limit: int) -> None:
    answer = batch(client, {"q": {"query": name, "type": of_type, "limit": limit}})

    valid("reconciliation-result-batch", answer)
    assert len(answer["q"]["result"]) <= limit


SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
FIELDS = st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4), max_leaves=9
    )
)
def test_no_query_breaks_the_batch(client: TestClient, valid: Valid, query: object) -> None:
    valid("reconciliation-result-batch", batch(client, {"q": query}))
