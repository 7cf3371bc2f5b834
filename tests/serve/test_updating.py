"""Updates: only with the token, whole or not at all, one at a time, and kept in the record of edits."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Quad, RdfFormat, parse
from starlette.testclient import TestClient

from serving import running
from testimonia import pipeline
from testimonia.serve import updating
from testimonia.serve.app import application
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.snapshot import open_snapshot

TOKEN = "a-token-of-some-length"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {"Content-Type": "application/sparql-update"}
ADD = "INSERT DATA { GRAPH <https://example.org/alder-ford/graph/entities> { <x:one> <x:p> 1 } }"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """A folder of builds of its own."""
    return Path(shutil.copytree(built, tmp_path / "builds", symlinks=True, ignore=shutil.ignore_patterns(".in-use-*")))


@contextmanager
def served(out: Path) -> Iterator[tuple[TestClient, Service]]:
    limits = Limits()
    service = Service(out, limits, open_snapshot(out, limits), token=TOKEN)
    with TestClient(application(service)) as client:
        yield client, service


def update(client: TestClient, text: str) -> tuple[int, str]:
    answer = client.post("/sparql", content=text, headers={**UPDATE, **BEARER})
    return answer.status_code, answer.text


def one(client: TestClient) -> int:
    """How many triples there are of the thing that the tests add."""
    query = "SELECT (COUNT(*) AS ?n) { <x:one> ?p ?o }"
    return int(client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1])


def test_an_update_changes_everything_that_is_served(out: Path) -> None:
    with served(out) as (client, service):
        before = service.snapshot.version
        graph = f"{service.snapshot.base}graph/entities"

        status, text = update(client, ADD)

        assert (status, '"added":1,"removed":0' in text) == (200, True)
        assert service.snapshot.version != before
        assert one(client) == 1
        assert (
            "<x:one>"
            in client.get("/graphs", params={"graph": graph}, headers={"Accept": "application/n-triples"}).text
        )
        assert "<x:one>" in (out / "current/release/archive.nq").read_text(encoding="utf-8")


def test_it_is_there_after_a_new_start_and_gone_after_a_build(out: Path) -> None:
    with served(out) as (client, service):
        update(client, ADD)
        before = service.snapshot.version
    with served(out) as (client, service):
        assert (one(client), service.snapshot.version) == (1, before)
        pipeline.build(Path(__file__).parents[2] / "examples/alder-ford", out)
        assert service.renew() is True
        assert one(client) == 0

    assert "A <x:one> <x:p>" in (out / updating.RECORD).read_text(encoding="utf-8")


@pytest.mark.parametrize("media_type", ["application/sparql-update", "application/x-www-form-urlencoded"])
def test_both_ways_to_send_one(out: Path, media_type: str) -> None:
    with served(out) as (client, _):
        if media_type.endswith("update"):
            answer = client.post("/sparql", content=ADD, headers={**UPDATE, **BEARER})
        else:
            answer = client.post("/sparql", data={"update": ADD}, headers=BEARER)

        assert (answer.status_code, one(client)) == (200, 1)
        assert answer.json()["added"] == 1
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": TOKEN},
    ],
)
def test_without_the_token_nothing_is_changed(out: Path, headers: dict[str, str]) -> None:
    with served(out) as (client, _):
        answer = client.post("/sparql", content=ADD, headers={**UPDATE, **headers})

        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="updates"')
        assert one(client) == 0
        assert not (out / updating.RECORD).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(f"{ADD} ; LOAD <http://127.0.0.1/>", "LOAD fetches", id="load"),
        pytest.param(f"{ADD} ; INSERT {{}} WHERE {{ SERVICE <x:y> {{}} }}", "SERVICE asks", id="service"),
        pytest.param(f"{ADD} ; INSERT DATA {{", "never closed", id="not SPARQL"),
        pytest.param(f"{ADD} ; INSERT DATA {{ ?s ?p ?o }}", "not SPARQL", id="variables in data"),
        pytest.param(
            f"{ADD} ; CREATE GRAPH <https://example.org/alder-ford/graph/claims>", "cannot be worked out", id="fails"
        ),
        pytest.param(
            f"{ADD} ; INSERT DATA {{ <x:a> <x:b> 1 }}", "Every graph of the archive has a name", id="no graph"
        ),
        pytest.param("INSERT DATA { GRAPH <x:g> { [] <x:b> 1 } }", "no blank nodes", id="blank node"),
        pytest.param("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> [] } }", "no blank nodes", id="blank object"),
        pytest.param(
            "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> <<( <x:a> <x:b> 1 )>> } }", "no triples as terms", id="triple"
        ),
        pytest.param("ASK {}", "This is no update", id="a query"),
    ],
)
def test_an_update_that_fails_changes_nothing(out: Path, text: str, words: str) -> None:
    with served(out) as (client, service):
        before = service.snapshot.version

        status, told = update(client, text)

        assert (status, words in told) == (400, True), told
        assert (one(client), service.snapshot.version) == (0, before)
        assert not (out / updating.RECORD).exists()


def test_an_update_that_changes_nothing_makes_no_build(out: Path) -> None:
    with served(out) as (client, service):
        before = service.snapshot.version

        assert update(client, "DELETE WHERE { <x:none> ?p ?o }")[0] == 200
        assert service.snapshot.version == before
        assert not (out / updating.RECORD).exists()


def test_a_full_disk_changes_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with served(out) as (client, service):
        before = service.snapshot.version
        monkeypatch.setattr(pipeline, "write_store", full)

        status, told = update(client, ADD)

        assert (status, told) == (503, "The update could not be written, and nothing is changed. Try again later.\n")
        assert (one(client), service.snapshot.version) == (0, before)
        assert (out / updating.RECORD).read_text(encoding="utf-8").endswith("TA .\n")
        monkeypatch.undo()
        assert update(client, ADD)[0] == 200


def test_the_record_is_an_rdf_patch_that_leads_from_build_to_build(out: Path) -> None:
    def quads() -> set[Quad]:
        return {*parse((out / "current/release/archive.nq").read_bytes(), format=RdfFormat.N_QUADS)}

    with served(out) as (client, _):
        before = quads()
        update(client, ADD)
        update(
            client,
            "WITH <https://example.org/alder-ford/graph/claims> DELETE { ?s ?p ?o } INSERT { ?s ?p 'a\\n\u2028' } "
            "WHERE { ?s ?p ?o FILTER(?p = tm:paraphrase) }",
        )
        after = quads()

    now = set(before)
    for line in (out / updating.RECORD).read_text(encoding="utf-8").split("\n"):
        if line[:2] in ("A ", "D "):
            changed = {*parse(line[2:], format=RdfFormat.N_QUADS)}
            now = now | changed if line[0] == "A" else now - changed
    assert now == after != before
    lines = [line for line in (out / updating.RECORD).read_text(encoding="utf-8").splitlines() if line[:1] in "HT"]
    assert [line[:2] for line in lines] == ["H ", "TX", "TC", "H ", "TX", "TC"]


def test_one_update_at_a_time(out: Path) -> None:
    with served(out) as (client, service):
        service.writing.acquire()
        try:
            status, told = update(client, ADD)
        finally:
            service.writing.release()

        assert (status, "another update is at work" in told.lower()) == (503, True)
        assert update(client, ADD)[0] == 200


def test_queries_are_answered_while_an_update_is_at_work(out: Path) -> None:
    with served(out) as (client, _):
        counts: list[int] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                counts.append(one(client))

        reader = threading.Thread(target=read)
        reader.start()
        assert update(client, ADD)[0] == 200
        done.set()
        reader.join()

        assert set(counts) <= {0, 1}
        assert one(client) == 1


@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.0])
def test_a_server_that_is_killed_in_the_middle_has_lost_nothing(out: Path, seconds: float) -> None:
    first = (out / "current").resolve().name
    with running(out, token=TOKEN) as server:
        many = " ".join(f"<x:one> <x:p> {number} ." for number in range(20_000))
        text = f"INSERT DATA {{ GRAPH <https://example.org/alder-ford/graph/entities> {{ {many} }} }}"
        acknowledged: list[int] = []

        def send() -> None:
            try:
                answer = httpx.post(f"{server.url}/sparql", content=text, headers={**UPDATE, **BEARER}, timeout=60)
                acknowledged.append(answer.status_code)
            except httpx.TransportError:
                return

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(seconds)
        server.process.kill()
        sender.join()
    is_old = (out / "current").resolve().name == first

    with served(out) as (client, _):
        assert one(client) == (0 if is_old else 20_000)
        assert acknowledged == [] or not is_old
        assert update(client, ADD)[0] == 200
        assert one(client) >= 1
