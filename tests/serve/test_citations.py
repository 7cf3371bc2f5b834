"""Citations over the web: three forms at addresses of their own, kept apart from the documents in RDF."""

import json

import pytest
from starlette.testclient import TestClient

CLAIM = "claim/lowmere-wiki/lowmere-30-percent"


@pytest.mark.parametrize(
    ("suffix", "media_type", "begins"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{testimonia-claim-lowmere-wiki"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - DATA\r\n"),
        ("csl.json", "application/vnd.citationstyles.csl+json", "[\n"),
    ],
)
def test_each_form_is_a_file(client: TestClient, suffix: str, media_type: str, begins: str) -> None:
    answer = client.get(f"/cite/{CLAIM}.{suffix}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].endswith(f"lowmere-30-percent.{suffix}")
    assert answer.text.startswith(begins)
    again = client.get(f"/cite/{CLAIM}.{suffix}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["event/battle-of-alder-ford", "source/vey-chronicle"])
def test_events_and_works_too(client: TestClient, path: str) -> None:
    (item,) = json.loads(client.get(f"/cite/{path}.csl.json").text)
    assert item["URL"].endswith(path)
    assert item["version"]


@pytest.mark.parametrize(
    "path", ["", "claim", CLAIM, f"{CLAIM}.ttl", "event/nothing.bib", ".bib", "snapshot/0b4ae142.bib", "../ns.bib"]
)
def test_what_has_none_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/cite/{path}").status_code == 404


def test_the_page_names_what_the_service_answers(client: TestClient) -> None:
    page = client.get(f"/{CLAIM}.html").text
    for suffix in ("bib", "ris", "csl.json"):
        assert f'href="/cite/{CLAIM}.{suffix}"' in page
