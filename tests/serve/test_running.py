"""The service as a process: it starts, stops, takes up what is saved, and outlives what is done to it."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from processes import PATIENCE, ROOT, Served, serving, started, waited
from testimonia import builds, pipeline

SMALL = ROOT / "tests/archive"
CLAIMS = "claims/vey-chronicle/a.toml"
BEFORE = "300 to 900"
READERS = 4
EDITS = (901, 902, 903)


@pytest.fixture(scope="module")
def of_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small archive and its build; to be copied."""
    folder = tmp_path_factory.mktemp("of-small")
    shutil.copytree(SMALL, folder / "data")
    assert pipeline.build(folder / "data", folder / "build").problems == []
    return folder


@pytest.fixture
def place(of_small: Path, tmp_path: Path) -> Path:
    """The small archive and its build, free to be changed; a build belongs to the place where it was made."""
    shutil.copytree(of_small, tmp_path / "place", symlinks=True)
    return tmp_path / "place"


@pytest.fixture(scope="module")
def shared(of_small: Path) -> Iterator[Served]:
    """One running service, for tests that leave it as it is."""
    options = ("head_seconds=1", "reading_seconds=1", "query_seconds=1")
    settings = [part for option in options for part in ("--setting", option)]
    with serving(of_small / "data", of_small / "build", *settings) as served:
        yield served


def edit(root: Path, number: int) -> None:
    path = root / CLAIMS
    path.write_text(re.sub("300 to 90[0-9]", f"300 to {number}", path.read_text()))


def build_of(served: Served) -> str:
    return str(json.loads(served.get("/health")[1])["build"])


def holds(served: Served, number: int) -> bool:
    status, body = served.get(f"/sparql?query={quote(ASK % number)}")
    assert status == 200
    return bool(json.loads(body)["boolean"])


ASK = 'ASK { ?s ?p "%d"^^<http://www.w3.org/2001/XMLSchema#integer> }'


def assert_calm(served: Served) -> None:
    assert "Traceback" not in "".join(served.errors)


# Starting


def test_the_addresses_are_told_once_they_answer(place: Path) -> None:
    with serving(place / "data", place / "build") as served:
        told = [line.split()[0] for line in served.said if line.strip().startswith("http")]
        assert len(told) >= 4
        for address in told:
            path = address.removeprefix(served.address.rstrip("/"))
            assert served.get(path)[0] == 200, address


def test_what_is_built_is_not_built_again(of_small: Path, shared: Served) -> None:
    before = builds.current(of_small / "build").stat().st_mtime_ns

    with serving(of_small / "data", of_small / "build") as second:
        assert not [line for line in second.errors if "building" in line]
        assert build_of(second) == build_of(shared)

    assert builds.current(of_small / "build").stat().st_mtime_ns == before


def test_what_was_saved_since_is_built_first(place: Path) -> None:
    edit(place / "data", 905)

    with serving(place / "data", place / "build") as served:
        assert holds(served, 905)


def test_faults_leave_the_last_good_build_under_service(place: Path) -> None:
    before = builds.current(place / "build").name
    path = place / "data" / CLAIMS
    path.write_text(path.read_text() + "\n[nonsense\n")

    with serving(place / "data", place / "build") as served:
        assert build_of(served) == before
        assert any(CLAIMS in line for line in served.errors)
        assert any("last good build is served" in line for line in served.errors)


def test_a_damaged_build_is_made_anew(place: Path) -> None:
    with serving(place / "data", place / "build"):
        pass
    (builds.current(place / "build") / "search.sqlite").unlink()

    with serving(place / "data", place / "build") as served:
        assert any("building it anew" in line for line in served.errors)
        assert served.get("/search?q=abbey")[0] == 200


def test_a_port_that_is_taken_is_told(of_small: Path, shared: Served) -> None:
    served = started(of_small / "data", of_small / "build", "--port", str(shared.place[1]))

    assert served.process.wait(PATIENCE) == 1
    for thread in served.threads:
        thread.join()

    assert f"port {shared.place[1]}: Address already in use; choose another with --host or --port" in served.errors[-1]
    assert_calm(served)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "192.0.2.1"], "cannot listen at 192.0.2.1"),
        (["--setting", "query_minutes=1"], "there is no limit 'query_minutes'"),
        (["--setting", "query_seconds=-1"], "a number above zero"),
        (["--base", "archive.example.org"], "begin it with https://"),
        (["--tokens", "missing.txt"], "cannot be read"),
    ],
)
def test_what_cannot_be_is_told(of_small: Path, options: list[str], words: str) -> None:
    served = started(of_small / "data", of_small / "build", *options)

    assert served.process.wait(PATIENCE) != 0
    for thread in served.threads:
        thread.join()

    assert words in " ".join(line.strip() for line in served.errors)
    assert_calm(served)


# Health


def test_health_and_measures(of_small: Path, shared: Served) -> None:
    status, body = shared.get("/health")

    told = json.loads(body)
    assert status == 200
    assert told["ok"] is True
    assert told["build"] == builds.current(of_small / "build").name
    assert told["workers"]["all"] == 4
    assert shared.get("/sparql?query=ASK%7B%7D")[0] == 200
    walls = json.loads(shared.get("/health")[1])["workers"]["walls"]
    assert {"memory", "open files"} <= set(walls)
    assert ("system calls" in walls) == (sys.platform == "linux")
    text = shared.get("/metrics")[1].decode()
    sample = re.compile(r'testimonia_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')
    assert all(line.startswith("# ") or sample.fullmatch(line) for line in text.splitlines())
    assert 'testimonia_requests_total{route="/health",status="200"}' in text
    assert "testimonia_workers 4" in text.splitlines()


# Stopping


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_well_and_soon(place: Path, how: signal.Signals) -> None:
    with serving(place / "data", place / "build") as served:
        idle = served.connect()
        begun = time.monotonic()

        assert served.stop(how) == 0

        assert time.monotonic() - begun < 10
        assert_calm(served)
        idle.close()


def test_a_request_that_runs_is_finished_first(place: Path) -> None:
    query = f"query={quote(ASK % 900)}".encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(query)}\r\n\r\n"
    )
    with serving(place / "data", place / "build") as served, served.connect() as running:
        running.sendall(head.encode() + query[:10])
        served.get("/health")
        served.process.send_signal(signal.SIGTERM)
        waited(lambda: _refuses(served), "the end of new connections")
        running.sendall(query[10:])

        answer = http.client.HTTPResponse(running)
        answer.begin()

        assert answer.status == 200
        assert json.loads(answer.read())["boolean"] is True
        assert served.process.wait(PATIENCE) == 0
        assert_calm(served)


def _refuses(served: Served) -> bool | None:
    try:
        served.connect().close()
    except ConnectionError:
        return True
    return None


def test_workers_end_with_the_service_however_it_ends(place: Path) -> None:
    with serving(place / "data", place / "build") as served:
        assert served.get(f"/sparql?query={quote(ASK % 900)}")[0] == 200
        workers = _children(served.process.pid)
        assert len(workers) >= 2

        served.process.kill()
        served.process.wait()

        waited(lambda: True if not any(map(_is_alive, workers)) else None, "the end of the workers")


def _children(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(folder.name))
    return found


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# Taking up what is saved


def test_what_is_saved_is_taken_up_without_a_failed_request(place: Path) -> None:
    with serving(place / "data", place / "build", "--reload") as served:
        ended, failures, numbers = threading.Event(), [], [0] * READERS

        def read(reader: int) -> None:
            paths = ("/", "/event/battle.ttl", f"/sparql?query={quote(ASK % 900)}", "/events", "/download/archive.nq")
            while not ended.is_set():
                path = paths[numbers[reader] % len(paths)]
                try:
                    status, body = served.get(path)
                except (OSError, http.client.HTTPException) as error:
                    status, body = 0, repr(error).encode()
                numbers[reader] += 1
                if status != 200 or not body:
                    failures.append((path, status, body[:200]))

        threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
        for thread in threads:
            thread.start()
        seen = [build_of(served)]
        for number in EDITS:
            edit(place / "data", number)
            waited(lambda: True if build_of(served) != seen[-1] else None, "the next build")
            seen.append(build_of(served))
            assert holds(served, number)
        ended.set()
        for thread in threads:
            thread.join()

        assert failures == []
        assert all(number > 20 for number in numbers)
        assert len(set(seen)) == len(EDITS) + 1
        assert not holds(served, EDITS[0])
        assert served.stop() == 0
        assert_calm(served)


def test_a_fault_that_is_saved_changes_nothing_until_it_is_mended(place: Path) -> None:
    path = place / "data" / CLAIMS
    good = path.read_text()
    with serving(place / "data", place / "build", "--reload") as served:
        before = build_of(served)

        path.write_text(good + "\n[nonsense\n")
        served.wait_for("the last good build is served on")

        assert build_of(served) == before
        path.write_text(good.replace(BEFORE, "300 to 904"))
        waited(lambda: True if build_of(served) != before else None, "the next build")
        assert holds(served, 904)


def test_a_build_made_beside_the_service_is_taken_up(place: Path) -> None:
    with serving(place / "data", place / "build") as served:
        before = build_of(served)
        edit(place / "data", 906)
        assert pipeline.build(place / "data", place / "build").problems == []

        waited(lambda: True if build_of(served) != before else None, "the next build")

        assert holds(served, 906)
        assert (place / "build" / before).is_dir(), "requests that began with it may still read from it"


# Faults


@pytest.mark.parametrize("wait", [0.2, 1.5])
def test_killed_while_it_rebuilds_it_starts_again(place: Path, wait: float) -> None:
    with serving(place / "data", place / "build", "--reload") as served:
        edit(place / "data", 907)
        served.wait_for("building what was saved")
        time.sleep(wait)
        served.process.kill()
        served.process.wait()

    with serving(place / "data", place / "build") as again:
        assert holds(again, 907)
        assert again.stop() == 0


BUILT = """
import resource, sys
from testimonia.cli import main

limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.argv = ["testimonia", *sys.argv[2:]]
main()
"""


@pytest.mark.parametrize("limit", [20_000, 300_000, 700_000])
def test_where_files_cannot_be_written_the_last_good_build_stays(place: Path, limit: int) -> None:
    """No file may become longer than the limit, which fails as a full disk does; the service reads on."""
    before = builds.current(place / "build").name
    with serving(place / "data", place / "build") as served:
        edit(place / "data", 908)
        command = ["--archive", str(place / "data"), "--build", str(place / "build"), "build"]
        done = subprocess.run(  # noqa: S603  (our own program)
            [sys.executable, "-c", BUILT, str(limit), *command],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )

        assert done.returncode == 1
        assert "cannot be written" in done.stderr
        assert "the last good build is untouched" in done.stderr
        assert "Traceback" not in done.stderr
        assert build_of(served) == before
        assert not holds(served, 908)
    assert not [path for path in (place / "build").iterdir() if path.name.startswith(".making")]
    assert pipeline.build(place / "data", place / "build").problems == []
    assert builds.current(place / "build").name != before


def test_clients_that_do_not_read_are_let_go(shared: Served) -> None:
    asked = b"GET /download/archive.nq HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(_narrow(shared)) for _ in range(10)]
        for client in clients:
            client.sendall(asked * 20)
        begun = time.monotonic()
        assert shared.get("/health")[0] == 200
        assert time.monotonic() - begun < 5
        time.sleep(3)

        assert all(_is_cut_off(client) for client in clients)
    assert shared.get("/health")[0] == 200


def _narrow(served: Served) -> socket.socket:
    """A connection that takes little before it is read from."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(PATIENCE)
    client.connect(served.place)
    return client


def _is_cut_off(client: socket.socket) -> bool:
    """Whether the other side has ended the connection before it sent twenty answers."""
    received = 0
    try:
        while content := client.recv(1 << 16):
            received += len(content)
    except ConnectionError:
        return True
    return received < 20_000_000


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "])
def test_half_sent_requests_are_let_go(shared: Served, sent: bytes) -> None:
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(shared.connect()) for _ in range(50)]
        for client in clients:
            client.sendall(sent)
        assert shared.get("/health")[0] == 200
        begun = time.monotonic()

        for client in clients:
            with contextlib.suppress(ConnectionError):
                assert client.recv(1000) == b""

        assert time.monotonic() - begun < 20
    assert shared.get("/health")[0] == 200


def test_a_head_that_trickles_in_is_let_go(shared: Served) -> None:
    with shared.connect() as client:
        begun = time.monotonic()
        with contextlib.suppress(ConnectionError):
            client.sendall(b"GET / HTTP/1.1\r\n")
            while time.monotonic() - begun < 20:
                client.sendall(b"X-Slow: 1\r\n")
                time.sleep(0.1)

        assert time.monotonic() - begun < 20
    assert shared.get("/health")[0] == 200


def test_a_connection_may_ask_again_after_a_while(shared: Served) -> None:
    """The deadline for a head counts from its own beginning, not from the connection's."""
    connection = http.client.HTTPConnection(*shared.place, timeout=PATIENCE)
    for _ in range(3):
        connection.request("GET", "/health")
        assert connection.getresponse().read()
        time.sleep(0.8)
    assert connection.sock is not None
    connection.close()


@pytest.mark.parametrize("line", [b"X-Long: " + b"a" * 10_000_000, b"X: y\r\n" * 2_000_000])
def test_heads_of_ten_megabytes_are_refused(shared: Served, line: bytes) -> None:
    with shared.connect() as client:
        with contextlib.suppress(ConnectionError):
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + line + b"\r\n\r\n")
        answer = b""
        with contextlib.suppress(ConnectionError):
            answer = client.recv(12)
        assert answer in (b"", b"HTTP/1.1 400", b"HTTP/1.1 431")

    begun = time.monotonic()
    assert shared.get("/health")[0] == 200
    assert time.monotonic() - begun < 5
    assert_calm(shared)


def test_signs_that_are_no_http_are_refused(shared: Served) -> None:
    with shared.connect() as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)))
        answer = client.recv(1000)

    assert answer.startswith(b"HTTP/1.1 400")
    assert shared.get("/health")[0] == 200
    assert_calm(shared)


def test_the_record_tells_nothing_of_who_asks(shared: Served) -> None:
    shared.get("/search?q=secretword", **{"User-Agent": "agent-of-theirs", "Referer": "http://elsewhere.example/"})

    line = waited(lambda: next((x for x in shared.errors if '"/search"' in x), None), "a line about the request")

    told = json.loads(line)
    assert set(told) == {"time", "method", "path", "status", "bytes", "milliseconds"}
    record = "".join(shared.errors)
    assert not any(word in record for word in ("secretword", "agent-of-theirs", "elsewhere", "127.0.0.1"))
