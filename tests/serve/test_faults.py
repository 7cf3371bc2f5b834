"""What strangers do, by mistake or on purpose: the service stays, and answers the next request within a second.

Limits are lower than by default, so that the tests are quick.
"""

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from serving import Server, running

LIMITS = {"query_seconds": 1.0, "query_memory_megabytes": 256, "upload_seconds": 1.0, "wait_seconds": 1.0, "queue": 6}
JOIN = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }"
VALUES = (
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8))
    + " }"
)
GROWING = "REPLACE(" * 9 + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 9
BOUND = 'BIND("aaaaaaaaaa" AS ?x0) ' + " ".join(
    f"BIND(REPLACE(?x{i}, 'a', 'aaaaaaaaaa') AS ?x{i + 1})" for i in range(10)
)


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    with running(built, **LIMITS) as one:
        one.next()
        yield one


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        pytest.param("ASK " + "{" * 1_000 + "}" * 1_000, 400, "brackets in one another", id="1,000 nested groups"),
        pytest.param("ASK { " + "?s ?p ?o . " * 20_000 + "}", 400, "longer than", id="20,000 patterns"),
        pytest.param("ASK { " + "?s ?p ?o." * 10_000 + "}", 400, "patterns", id="10,000 patterns"),
        pytest.param("ASK { ?s " + "tm:a/" * 1_000 + "tm:a ?o }", 400, "patterns", id="1,000 steps"),
        pytest.param("ASK { ?s ?p (" + "1 " * 1_000 + ") }", 400, "patterns", id="1,000 items"),
        pytest.param("ASK { ?s ?p " + "[]," * 1_000 + "[] }", 400, "patterns", id="1,000 nodes"),
        pytest.param(
            "ASK { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }", 400, "brackets", id="5,000 round brackets"
        ),
        pytest.param("ASK { FILTER(" + "!" * 50_000 + "1) }", 400, "operators", id="50,000 negations"),
        pytest.param(
            "ASK { FILTER(" + "REGEX(" * 40 + "'a'" + ",'b')" * 40 + ") }", 400, "REGEX", id="40 regexes in one another"
        ),
        pytest.param(JOIN, 503, "longer than 1 seconds", id="a join of billions"),
        pytest.param(VALUES, 503, "longer than 1 seconds", id="a join of values"),
        pytest.param(
            "SELECT * { ?s (tm:holder|^tm:holder|tm:states|^tm:states|!tm:x)* ?o }", 503, "", id="a closure over all"
        ),
        pytest.param(
            "SELECT (REGEX('" + "a" * 40 + "!', '^(a+)+$') AS ?x) {}", 200, "", id="a regex that others fall for"
        ),
        pytest.param("SELECT (REGEX('a', '" + "(a{1000})" * 50 + "') AS ?x) {}", 200, "", id="a regex that is large"),
        pytest.param(f"SELECT (STRLEN({GROWING}) AS ?x) {{}}", 503, "", id="a text that grows"),
        pytest.param(f"SELECT (STRLEN(?x10) AS ?n) {{ {BOUND} }}", 503, "", id="a text that grows step by step"),
        pytest.param(
            "SELECT (GROUP_CONCAT(?t) AS ?x) { GRAPH ?g { ?a ?b ?t } GRAPH ?h { ?d ?e ?f } }",
            503,
            "",
            id="one long text",
        ),
        pytest.param(
            "SELECT DISTINCT * { GRAPH ?g { ?a ?b ?t } GRAPH ?h { ?d ?e ?f } }", 503, "", id="too much to remember"
        ),
        pytest.param("SELECT * { ?a ?b ?c . ?d ?e ?f }", 503, "", id="an answer without end"),
    ],
)
def test_a_heavy_query_ends_and_the_next_is_answered(server: Server, query: str, status: int, words: str) -> None:
    begun = time.monotonic()

    answer = server.ask(query)

    assert time.monotonic() - begun < LIMITS["query_seconds"] + 1.5
    assert answer.status_code == status, answer.text[:200]
    assert words in answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(answer.content) < 4096
    assert server.next() < 1


def test_an_answer_that_is_too_long_is_not_sent_in_part(built: Path) -> None:
    with running(built, result_bytes=10_000) as server:
        answer = server.ask("SELECT * { ?s ?p ?o }")

        assert (answer.status_code, answer.text) == (
            503,
            "The answer is longer than this service sends; ask for less, or add a LIMIT.\n",
        )
        assert server.ask("SELECT * { ?s ?p ?o } LIMIT 10").status_code == 200


def test_a_hundred_heavy_queries_leave_the_pages_alone(server: Server) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    flood = [server.connect() for _ in range(100)]
    for one in flood:
        one.sendall(f"{head}Content-Length: {len(JOIN)}\r\n\r\n{JOIN}".encode())
    waits = []
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        for path, status in (("/query.json", 200), ("/graphs?graph=x:y", 404)):
            begun = time.monotonic()
            assert server.fetch(path)[0] == status
            waits.append(time.monotonic() - begun)
        time.sleep(0.02)
    answers = [answered(one) for one in flood]
    for one in flood:
        one.close()

    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 503"}
    assert sum(b"retry-after" in answer for answer in answers) >= 80
    assert len(waits) > 10
    assert max(waits) < 1
    assert server.next() < 1


def workers(server: Server) -> list[int]:
    """The numbers of the processes that answer queries."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, state = (folder / "cmdline").read_bytes(), (folder / "stat").read_text(encoding="utf-8")
        except OSError:
            continue
        if b"testimonia.query.worker" in command and int(state.rpartition(")")[2].split()[1]) == server.process.pid:
            found.append(int(folder.name))
    return found


def test_workers_that_are_killed_are_replaced(server: Server) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(server.ask, JOIN)
        time.sleep(0.3)
        for worker in workers(server):
            os.kill(worker, signal.SIGKILL)
        answer = asked.result()

    assert answer.status_code == 503
    assert "ended" in answer.text
    assert server.next() < 5  # none is left, so one has to start: a tenth of a second where nothing else runs
    assert server.next() < 1
    with ThreadPoolExecutor(4) as threads:  # all have to work, on queries of which nobody knows yet how long they take
        told = [answer.text for answer in threads.map(server.ask, [f"{JOIN} # {number}" for number in range(4)])]
    assert [("longer than 1 seconds" in text) for text in told] == [True] * 4
    until = time.monotonic() + 5
    while len(workers(server)) != 4 and time.monotonic() < until:  # one that begins has no name for a moment
        time.sleep(0.05)
    assert len(workers(server)) == 4


def test_clients_that_read_slowly_hold_nobody_up(server: Server) -> None:
    query = b"query=SELECT+*+%7B+GRAPH+%3Fg+%7B+%3Fs+%3Fp+%3Fo+%7D+%7D"
    request = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(query), query)
    )
    slow = [server.connect() for _ in range(50)]
    try:
        for one in slow[:3]:
            one.sendall(request)
        for one in slow[3:]:
            one.sendall(request[:40])
        for one in slow[:3]:
            assert one.recv(12) in (b"HTTP/1.1 200", b"HTTP/1.1 503")

        assert server.next() < 1
        assert httpx.get(f"{server.url}/query.json", timeout=5).status_code == 200
    finally:
        for one in slow:
            one.close()
    assert server.next() < 1


def test_long_answers_that_wait_have_a_bound_together(built: Path) -> None:
    query = {"query": "SELECT * { VALUES ?n { 1 2 3 4 5 6 7 8 } GRAPH ?g { ?s ?p ?o } }"}  # more than a socket takes
    with running(built, waiting_bytes=40_000_000) as server:
        with httpx.stream("GET", f"{server.url}/sparql", params=query, timeout=30) as first:
            assert 20_000_000 < int(first.headers["content-length"]) < 40_000_000
            refused = httpx.get(f"{server.url}/sparql", params=query, timeout=30)
            short = httpx.get(f"{server.url}/sparql", params={"query": "ASK {}"}, timeout=30)

            assert (refused.status_code, refused.headers.get("retry-after")) == (503, "2")
            assert "long answers" in refused.text
            assert short.status_code == 200
        until = time.monotonic() + 5
        while (again := httpx.get(f"{server.url}/sparql", params=query, timeout=30)).status_code == 503:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert again.status_code == 200


def test_a_slow_reader_gets_the_whole_answer(built: Path) -> None:
    query = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}
    with running(built) as server, httpx.stream("GET", f"{server.url}/sparql", params=query, timeout=30) as answer:
        size = 0
        for number, chunk in enumerate(answer.iter_raw(100_000)):
            size += len(chunk)
            time.sleep(0.05 if number < 10 else 0)

        assert answer.status_code == 200
        assert size == int(answer.headers["content-length"]) > 1_000_000


def answered(connection: socket.socket) -> bytes:
    connection.settimeout(10)
    content = b""
    try:
        while chunk := connection.recv(65_536):
            content += chunk
            if b"\r\n\r\n" in content:
                break
    except (ConnectionError, TimeoutError):
        pass
    return content


def test_a_body_that_never_ends_is_given_up(server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
    with server.connect() as connection:
        begun = time.monotonic()
        connection.sendall(head + b"ASK {")
        found = answered(connection)

        assert found.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - begun < LIMITS["upload_seconds"] + 1
    assert server.next() < 1


def test_clients_that_leave_in_the_middle(server: Server) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
    for sent in (b"", b"GET", b"GET / HTTP/1.1\r\nHost", head, head + b"ASK {"):
        with server.connect() as connection:
            connection.sendall(sent)

    assert server.next() < 1


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 10_000_000, id="one header"),
        pytest.param(b"GET /sparql HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 1_500_000, id="many headers"),
        pytest.param(b"GET /sparql?" + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: x\r\n", id="a long address"),
        pytest.param(b"\x00" * 10_000_000, id="no head at all"),
    ],
)
def test_ten_megabytes_of_headers(server: Server, head: bytes) -> None:
    with server.connect() as connection:
        found = b""
        try:
            connection.sendall(head + b"\r\n\r\n")
            found = answered(connection)
        except (ConnectionError, TimeoutError):
            pass

    assert not found.startswith(b"HTTP/1.1 200")
    assert server.next() < 1


def test_a_head_and_an_error_leave_the_connection_clean(server: Server) -> None:
    with server.connect() as connection:
        for line in (b"HEAD /sparql?query=no", b"HEAD /sparql?query=ASK%7B%7D", b"HEAD /graphs", b"HEAD /sparql"):
            connection.sendall(line + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert answered(connection).partition(b"\r\n\r\n")[2] == b""
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answered(connection).startswith(b"HTTP/1.1 200")


def test_workers_end_with_a_server_that_is_killed(built: Path) -> None:
    with running(built, **LIMITS) as server, ThreadPoolExecutor(1) as threads:
        server.next()
        left = workers(server)
        asked = threads.submit(server.ask, JOIN)
        time.sleep(0.3)
        server.process.kill()
        server.process.wait()
        with pytest.raises(httpx.TransportError):
            asked.result()
    for _ in range(50):
        if not any(_is_working(worker) for worker in left):
            break
        time.sleep(0.1)

    assert len(left) == 4
    assert [worker for worker in left if _is_working(worker)] == []


def _is_working(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
