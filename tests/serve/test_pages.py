"""Pages of the site over HTTP: headers, languages, files, errors for people and for programs."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from testimonia.pages.site import LISTS
from testimonia.pages.templating import STATIC, digest
from testimonia.serve.errors import ErrorPages
from testimonia.serve.headers import POLICY, Headers
from testimonia.serve.service import Service

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in LISTS), "/vocab", "/query"])
def test_pages_of_the_site(client: TestClient, path: str) -> None:
    found = client.get(path, headers=BROWSER)
    assert found.status_code == 200
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept-Language" in found.headers["vary"]
    again = client.get(path, headers={**BROWSER, "If-None-Match": found.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [("", "de", "de"), ("", "fr, de;q=0.5", "de"), ("", "", "en"), ("?lang=de", "en", "de"), ("?lang=xx", "en", "en")],
)
def test_the_language_is_the_readers(client: TestClient, query: str, accepted: str, language: str) -> None:
    found = client.get(f"/events{query}", headers={**BROWSER, "Accept-Language": accepted})
    assert found.headers["content-language"] == language
    assert f'<html lang="{language}">' in found.text


def test_each_language_has_its_own_tag(client: TestClient) -> None:
    tags = {client.get("/events", headers={"Accept-Language": code}).headers["etag"] for code in ("en", "de")}
    assert len(tags) == 2


@pytest.mark.parametrize("written", ["0", "-1", "x", "1e3", "99999999", "٣"])
def test_a_page_that_is_no_number(client: TestClient, written: str) -> None:
    assert client.get("/events", params={"page": written}).status_code == 400


def test_a_page_past_the_last(client: TestClient) -> None:
    assert client.get("/events?page=2").status_code == 404


FILES = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.*") if path.suffix != ".sha256"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_files_that_pages_load(client: TestClient, name: str) -> None:
    named = client.get(f"/static/{name}?v={digest(name)}")
    assert named.status_code == 200
    assert named.content == (STATIC / name).read_bytes()
    assert "immutable" in named.headers["cache-control"]
    assert client.get(f"/static/{name}").headers["cache-control"] == "no-cache"
    assert client.get(f"/static/{name}", headers={"If-None-Match": named.headers["etag"]}).status_code == 304


def test_a_packed_file_is_the_same_file(client: TestClient) -> None:
    packed = client.get("/static/reading-room.css", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/reading-room.css", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "Accept-Encoding"


def test_a_query_in_the_address_stands_in_the_form(client: TestClient) -> None:
    shown = client.get("/query", params={"query": "ASK { ?a ?b </textarea><script>1</script> }"}).text

    assert "ASK { ?a ?b &lt;/textarea&gt;&lt;script&gt;" in shown
    assert "ASK {" not in client.get("/query").text


def test_the_query_page_alone_may_write_style_and_no_page_script(client: TestClient) -> None:
    asked, other = (client.get(path).headers["content-security-policy"] for path in ("/query", "/events"))

    assert "style-src 'self' 'unsafe-inline'" in asked
    assert "unsafe-inline" not in other
    assert "script-src 'self';" in asked
    assert asked.replace(" 'unsafe-inline'", "") == other


def test_the_editor_is_offered_the_archives_own_terms(client: TestClient) -> None:
    told = client.get("/completions.json?lang=de").json()

    iris = {name: {term["iri"] for term in told[name]} for name in ("classes", "properties", "words")}
    assert "https://w3id.org/testimonia/ns#Claim" in iris["classes"]
    assert {"https://w3id.org/testimonia/ns#holder", "http://www.w3.org/2004/02/skos/core#prefLabel"} <= iris[
        "properties"
    ]
    assert "https://w3id.org/testimonia/vocab/asserts" in iris["words"]
    assert told["graphs"]
    assert all(graph.startswith(told["base"]) for graph in told["graphs"])
    labels = {term["iri"]: term["label"] for term in told["words"]}
    assert labels["https://w3id.org/testimonia/vocab/asserts"] == "behauptet"


@pytest.mark.parametrize(
    "path",
    ["../pages.py", "..%2f..%2fpyproject.toml", "%2e%2e/reader.py", "none.css", "", "/etc/passwd", "words/en.toml"],
)
def test_no_other_file_is_sent(client: TestClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/events", "/none", "/static/theme.js", "/event/battle-of-alder-ford"])
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=BROWSER).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "strict-transport-security" not in headers


def _echo(_: Request) -> Response:
    return PlainTextResponse("x")


@pytest.mark.parametrize(
    ("method", "path", "shared"),
    [
        ("GET", "/a", True),
        ("HEAD", "/a", True),
        ("POST", "/a", False),
        ("PUT", "/a", False),
        ("DELETE", "/a", False),
        ("POST", "/sparql", True),
        ("POST", "/reconcile", True),
        ("POST", "/check", True),
        ("PUT", "/sparql", False),
    ],
)
def test_only_reading_is_open_to_other_origins(method: str, path: str, *, shared: bool) -> None:
    app = Headers(Starlette(routes=[Route("/{path:path}", _echo, methods=[method])]))
    headers = TestClient(app).request(method, path).headers
    assert ("access-control-allow-origin" in headers) is shared


def test_over_https_it_stays_so() -> None:
    app = Headers(Starlette(routes=[Route("/", _echo)]))
    assert TestClient(app, base_url="https://testserver").get("/").headers["strict-transport-security"]


def test_people_get_a_page_and_programs_a_line(client: TestClient) -> None:
    page = client.get("/event/none", headers={**BROWSER, "Accept-Language": "de"})
    line = client.get("/event/none", headers={"Accept": "text/turtle"})
    assert page.status_code == line.status_code == 404
    assert "Hier ist nichts" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert line.headers["content-type"].startswith("text/plain")
    assert len(line.content) < 4096


def test_an_error_never_says_back_what_was_asked(client: TestClient) -> None:
    for headers in (BROWSER, {"Accept": "text/turtle"}):
        found = client.get("/event/<script>alert(1)</script>", headers=headers)
        assert found.status_code == 404
        assert "alert(1)" not in found.text


async def _fails(_: Scope, __: Receive, ___: Send) -> None:
    raise RuntimeError("secret words")


def test_an_error_of_ours_is_500_without_its_words(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(ErrorPages(_fails, service), raise_server_exceptions=False)
    page, line = client.get("/a", headers=BROWSER), client.get("/sparql", headers=BROWSER)
    assert (page.status_code, line.status_code) == (500, 500)
    assert page.headers["content-type"].startswith("text/html")
    assert line.headers["content-type"].startswith("text/plain")
    assert "secret" not in page.text + line.text
    assert "secret words" in caplog.text


def test_no_body_follows_head(client: TestClient) -> None:
    found = client.head("/events", headers=BROWSER)
    assert found.status_code == 200
    assert found.content == b""
