"""Files of the release and of graphs, their digests and parts; the map of the site, robots.txt, licence."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from starlette.testclient import TestClient

from testimonia.publish.streams import SUFFIXES
from testimonia.query.run import GRAPH_FORMATS
from testimonia.serve import harvest
from testimonia.serve.app import application
from testimonia.serve.files import made
from testimonia.serve.service import Service

PLAIN = {"accept-encoding": "identity"}
GRAPHS = ["claims", "entities", "sources", "provenance", "meta", "ontology", "vocabulary", "inferred/roots"]


def sha256(digest: str) -> str:
    """The digest of a Repr-Digest field (RFC 9530), in hexadecimal."""
    return base64.b64decode(digest.removeprefix("sha-256=:").removesuffix(":")).hex()


def test_every_file_of_the_list_is_there_as_told(client: TestClient) -> None:
    listed = client.get("/download.json").json()
    assert {"archive.ttl", "archive.nq", "archive.trig", "archive.jsonld"} <= {file["name"] for file in listed["files"]}

    for file in listed["files"]:
        answer = client.get(f"/{file['href']}", headers=PLAIN)
        assert answer.status_code == 200
        assert len(answer.content) == int(answer.headers["content-length"]) == file["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"] == sha256(answer.headers["repr-digest"])
        assert answer.headers["content-type"] == file["media_type"]
        assert answer.headers["content-disposition"] == f'attachment; filename="{file["name"]}"'


def test_the_list_is_a_page_too(client: TestClient) -> None:
    page = client.get("/download", headers={"accept": "text/html"})
    data = client.get("/download", headers={"accept": "application/json"})

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "archive.nq" in page.text
    assert data.json() == client.get("/download.json").json()
    assert page.headers["etag"] != data.headers["etag"]
    assert "accept" in {name.strip().lower() for name in page.headers["vary"].split(",")}
    assert client.get("/download", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/download.json", headers={"if-none-match": data.headers["etag"]}).status_code == 304


def test_the_manifest_can_be_had(client: TestClient) -> None:
    manifest = client.get("/download/manifest.json")

    assert manifest.headers["content-type"] == "application/json"
    assert [file["name"] for file in manifest.json()["files"]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_whole_archive_in_every_form(service: Service, client: TestClient, base: str, suffix: str) -> None:
    """Forms that keep graphs apart hold everything; all others what is authored."""
    content = client.get(f"/download/archive.{suffix}", headers=PLAIN).content
    quads = set(parse(content, format=GRAPH_FORMATS[suffix], base_iri=base))

    everything = set(service.snapshot.store)
    authored = {quad.triple for quad in everything if "/graph/inferred/" not in str(quad.graph_name)}
    if suffix in ("nq", "trig", "jsonld"):
        assert quads == everything
    else:
        assert {quad.triple for quad in quads} == authored


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_graph_in_each_form(service: Service, client: TestClient, base: str, name: str, suffix: str) -> None:
    answer = client.get(f"/graph/{name}.{suffix}", headers=PLAIN)
    graph = NamedNode(f"{base}graph/{name}")
    held = set(service.snapshot.store.quads_for_pattern(None, None, None, graph))

    assert answer.status_code == 200
    assert sha256(answer.headers["repr-digest"]) == hashlib.sha256(answer.content).hexdigest()
    found = set(parse(answer.content, format=GRAPH_FORMATS[suffix], base_iri=base))
    keeps_graphs = suffix in ("nq", "trig", "jsonld")
    assert found == {
        quad if keeps_graphs else Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in held
    }
    assert len(found) > 10


def test_a_packed_file_is_the_file(client: TestClient) -> None:
    plain = client.get("/download/archive.nt", headers=PLAIN).content
    packed = client.get("/download/archive.nt.gz", headers=PLAIN)
    coded = client.get("/download/archive.nt", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain == coded.content
    assert packed.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in packed.headers
    assert coded.headers["content-encoding"] == "gzip"
    assert coded.headers["content-type"].startswith("application/n-triples")
    assert coded.headers["vary"] == "Accept-Encoding"
    assert sha256(coded.headers["repr-digest"]) == hashlib.sha256(packed.content).hexdigest()
    assert coded.headers["etag"] != client.get("/download/archive.nt", headers=PLAIN).headers["etag"]
    assert client.get("/graph/claims.ttl.gz", headers=PLAIN).headers["content-disposition"].endswith('"claims.ttl.gz"')


def test_a_download_that_broke_off_is_taken_up_again(client: TestClient) -> None:
    whole = client.get("/download/archive.nq", headers=PLAIN)
    assert whole.headers["accept-ranges"] == "bytes"
    half = len(whole.content) // 2
    again = {**PLAIN, "range": f"bytes={half}-", "if-range": whole.headers["etag"]}

    rest = client.get("/download/archive.nq", headers=again)
    assert rest.status_code == 206
    assert rest.content == whole.content[half:]
    assert rest.headers["content-range"] == f"bytes {half}-{len(whole.content) - 1}/{len(whole.content)}"
    assert rest.headers["repr-digest"] == whole.headers["repr-digest"], "the digest is that of the whole"
    other = client.get("/download/archive.nq", headers={**again, "if-range": '"another"'})
    assert other.status_code == 200
    beyond = client.get("/download/archive.nq", headers={**PLAIN, "range": "bytes=999999999-"})
    assert beyond.status_code == 416


def test_nothing_is_sent_twice(client: TestClient) -> None:
    for path in (
        "/download/archive.ttl",
        "/graph/claims.nt",
        "/catalog.ttl",
        "/CITATION.cff",
        "/licence",
        "/sitemap.xml",
    ):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        head = client.head(path)

        assert (again.status_code, again.content) == (304, b""), path
        assert (head.status_code, head.content) == (200, b""), path
        assert head.headers["etag"] == first.headers["etag"], path


@pytest.mark.parametrize(
    "path",
    [
        "/download/nothing.ttl",
        "/download/archive.csv",
        "/download/archive.ttl.gz.gz",
        "/download/..%2F..%2Fetc%2Fpasswd",
        "/download/%2e%2e",
        "/download/.gz",
        "/download/archive.",
        "/download/store",
        "/graph/nothing.ttl",
        "/graph/inferred.ttl",
        "/graph/claims.csv",
        "/sitemap-2.xml",
    ],
)
def test_no_other_file_is_had(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"accept": "*/*"}).status_code == 404


def test_a_file_that_cannot_be_written_is_told(
    service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("testimonia.serve.files._write", full)
    refused = client.get("/graph/inferred/arguments.rdf", headers=PLAIN)
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "60"
    assert client.get("/download/context.jsonld", headers=PLAIN).status_code == 200
    monkeypatch.undo()
    assert client.get("/graph/inferred/arguments.rdf", headers=PLAIN).status_code == 200
    left = [path.name for path in service.snapshot.folder.rglob(".*") if path.is_file() and "in-use" not in path.name]
    assert left == []


def test_a_file_that_was_cut_off_is_never_sent(tmp_path: Path) -> None:
    def broken(out: BinaryIO) -> None:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    def whole(out: BinaryIO) -> None:
        out.write(b"whole")

    with pytest.raises(OSError, match="No space"):
        made(tmp_path, "a.ttl", broken)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert made(tmp_path, "a.ttl", whole).read_bytes() == b"whole"


def test_the_catalogue_is_negotiated(client: TestClient) -> None:
    assert client.get("/catalog", headers={"accept": "text/turtle"}).headers["location"] == "/catalog.ttl"
    assert client.get("/catalog", headers={"accept": "text/html"}).headers["location"] == "/download"
    assert client.get("/.well-known/void", headers={"accept": "*/*"}).headers["location"] == "/catalog.ttl"
    assert client.get("/.well-known/void", headers={"accept": "text/html"}).status_code == 406
    assert client.get("/catalog", headers={"accept": "text/turtle"}).headers["vary"] == "Accept"


def test_the_catalogue_says_the_same_in_every_form(client: TestClient, base: str) -> None:
    said = {
        suffix: {
            quad.triple
            for quad in parse(client.get(f"/catalog.{suffix}").content, format=GRAPH_FORMATS[suffix], base_iri=base)
        }
        for suffix in GRAPH_FORMATS
    }

    assert len(said["nt"]) > 400
    assert all(triples == said["nt"] for triples in said.values())


def test_all_that_the_catalogue_links_to_is_there(client: TestClient, base: str) -> None:
    quads = list(parse(client.get("/catalog.nt").content, format=RdfFormat.N_TRIPLES))
    leading = ("downloadURL", "dataDump", "exampleResource", "landingPage", "subset")
    targets = {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, NamedNode) and re.split(r"[/#]", quad.predicate.value)[-1] in leading
    }

    assert len(targets) > 20
    for target in targets:
        assert client.get("/" + target.removeprefix(base), follow_redirects=True).status_code == 200, target


def located(content: bytes) -> list[str]:
    """The addresses of a map of the site."""
    root = ET.fromstring(content)  # noqa: S314  (our own)
    return [entry.text or "" for entry in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_map_leads_to_every_thing_and_question(client: TestClient) -> None:
    addresses = located(client.get("/sitemap.xml").content)

    assert len(addresses) == len(set(addresses)) > 100
    paths = [address.removeprefix("http://testserver/") for address in addresses]
    assert "" in paths
    assert "claim/vey-chronicle/abbey-3000.html" in paths
    assert "proposition/event/battle-of-alder-ford/deaths.html" in paths
    for path in paths:
        assert client.get(f"/{path}", headers={"accept": "text/html"}).status_code == 200, path


def test_a_long_map_is_split(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = located(client.get("/sitemap.xml").content)
    monkeypatch.setattr(harvest, "ADDRESSES", 40)

    parts = located(client.get("/sitemap.xml").content)
    assert len(parts) == -(-len(whole) // 40)
    inside = [located(client.get(part.removeprefix("http://testserver")).content) for part in parts]
    assert max(map(len, inside)) == 40
    assert [address for one in inside for address in one] == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_are_kept_from_what_costs(client: TestClient) -> None:
    text = client.get("/robots.txt").text

    assert "Disallow: /sparql\n" in text
    assert text.rstrip().endswith("Sitemap: http://testserver/sitemap.xml")
    assert "Disallow: /\n" not in text


def test_the_licence_and_how_to_cite(client: TestClient) -> None:
    assert "https://creativecommons.org/licenses/by/4.0/" in client.get("/licence").text
    cited = client.get("/CITATION.cff")
    assert cited.text.startswith('cff-version: "1.2.0"')
    assert 'rel="license"' in cited.headers["link"]


@pytest.fixture(scope="module")
def below(service: Service) -> TestClient:
    """The service below a path of its host; not opened, since closing it would end the workers that others use."""
    return TestClient(application(service), root_path="/archive", follow_redirects=False)


def test_the_service_may_stand_below_a_path(below: TestClient) -> None:
    thing = below.get("/archive/claim/vey-chronicle/abbey-3000", headers={"accept": "text/turtle"})
    assert thing.headers["location"] == "/archive/claim/vey-chronicle/abbey-3000.ttl"
    assert below.get(thing.headers["location"]).status_code == 200
    assert "http://testserver/archive/actor/holm.html" in below.get("/archive/sitemap.xml").text
    catalogue = below.get("/archive/catalog", headers={"accept": "text/turtle"})
    assert catalogue.headers["location"] == "/archive/catalog.ttl"
    assert "Disallow: /archive/sparql" in below.get("/archive/robots.txt").text
    assert json.loads(below.get("/archive/download.json").content)["files"]
