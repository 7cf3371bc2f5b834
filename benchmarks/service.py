"""The service, timed: its endpoint beside Oxigraph's own server on the same store, and documents by negotiation.

    python benchmarks/service.py [--archive data] [--requests 640]

Both are asked the same saved questions over the same graphs, in turn, by 1, 8
and 32 clients at once, and have to give the same answers before they are
timed. Clients are threads of one process with connections that are kept; what
they cost is in the figures of both. A client that is told to come back later
does so, and what it waited is in its time; how often is told. A question that
takes either of them longer than two seconds, or that our service ends at its
limit, is told with the times of both and is no part of the load.
"""

import argparse
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from built import TESTIMONIA, Built, chosen
from measure import ROOT
from testimonia.query.run import UNION
from testimonia.query.saved import saved_questions

CLIENTS = (1, 8, 32)
QUESTIONS = 20
_REQUESTS = 640
_TURNS = 4
_NODES = 200
_FORMS = ("text/html", "text/turtle", "application/ld+json")
_PATIENCE = 600
_SLOW_SECONDS = 2
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *(\S+)", re.IGNORECASE)
_AFTER = re.compile(rb"\r\nretry-after: *(\d+)", re.IGNORECASE)
COME_BACK = "told to come back"
ENDED = "ended at the limit"
_OK, _SEE_OTHER, _UNAVAILABLE = b"200", b"303", b"503"

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Timed:
    """What clients saw: seconds of each request, of all of them together, and what else they were told how often."""

    seconds: Sequence[float]
    wall: float
    told: Counter[str] = field(default_factory=Counter)

    def at(self, part: float) -> float:
        """Milliseconds that this part of the requests took at most."""
        return 1000 * sorted(self.seconds)[min(int(part * len(self.seconds)), len(self.seconds) - 1)]

    def __add__(self, other: "Timed") -> "Timed":
        return Timed([*self.seconds, *other.seconds], self.wall + other.wall, self.told + other.told)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.wall


class Connection:
    """A connection that is kept, as far as the server keeps it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._socket = socket.create_connection(place, timeout=_PATIENCE)

    def ask(self, request: bytes) -> tuple[bytes, bytes, bytes]:
        """Status, head and body of an answer."""
        try:
            return self._ask(request)
        except ConnectionError:  # it was kept as long as the server keeps any
            self._socket.close()
            self._socket = socket.create_connection(self._place, timeout=_PATIENCE)
            return self._ask(request)

    def close(self) -> None:
        """End it."""
        self._socket.close()

    def _ask(self, request: bytes) -> tuple[bytes, bytes, bytes]:
        self._socket.sendall(request)
        content = self._more(b"")
        while b"\r\n\r\n" not in content:
            content = self._more(content)
        head, _, body = content.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body = self._more(body)
        return head.split(b" ", 2)[1], head, body if length else _without_chunks(body)

    def _more(self, content: bytes) -> bytes:
        found = self._socket.recv(1 << 18)
        if not found:
            raise ConnectionResetError
        return content + found


def _without_chunks(body: bytes) -> bytes:
    content = b""
    while True:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return content
        content += rest[:length]
        body = rest[length + 2 :]


def service(found: Built, requests: int = _REQUESTS) -> None:
    """Endpoint and documents of an archive under service, beside Oxigraph's server.

    Args:
        found: The archive, built.
        requests: How many are sent at each number of clients.
    """
    name, manifest = found.name, found.manifest
    with tempfile.TemporaryDirectory() as folder, ours(found) as (place, start):
        print(f"{name}: service, built already: first answer after {start:.2f} s")
        _wait_for_pages(name, place)
        store = Path(shutil.copytree(found.folder / "store", Path(folder) / "store"))
        with oxigraph(store) as peer:
            asked = _comparable(name, place, peer, _questions(manifest))
            for clients in CLIENTS:
                mine, other = _in_turn(place, peer, asked, clients, requests)
                _tell(f"{name}: {len(asked)} saved questions, {clients} clients", mine, other)
        _documents(name, place, manifest)


def _wait_for_pages(name: str, place: Place) -> None:
    """What is asked meanwhile shares the processor with the reading of all facts; that is told, and not measured."""
    begun = time.perf_counter()
    with closing(Connection(place)) as connection:
        connection.ask(_get("/", "text/html"))
    print(f"{name}: pages are ready {time.perf_counter() - begun:.1f} s later")


def _in_turn(place: Place, peer: Place, asked: Sequence[bytes], clients: int, requests: int) -> tuple[Timed, Timed]:
    """Both under the same load, several times in turn, so that what else the machine does falls on both."""
    mine = other = Timed((), 0)
    for _ in range(_TURNS):
        mine += load(place, [_post("/sparql", body) for body in asked], clients, requests // _TURNS)
        other += load(peer, [_post("/query", body) for body in asked], clients, requests // _TURNS)
    return mine, other


def _tell(what: str, mine: Timed, other: Timed) -> None:
    half, most = mine.at(0.5) / other.at(0.5), mine.at(0.95) / other.at(0.95)
    print(
        f"{what}: p50 {mine.at(0.5):.1f} ms, p95 {mine.at(0.95):.1f} ms, {mine.rate:.0f} a second; "
        f"oxigraph serve-read-only: {other.at(0.5):.1f} ms, {other.at(0.95):.1f} ms, {other.rate:.0f} a second; "
        f"{half:.2f} and {most:.2f} times its times, {mine.rate / other.rate:.2f} times its rate"
        + "".join(f"; {what} {count} times" for what, count in sorted(mine.told.items()))
    )


def _questions(manifest: dict[str, Any]) -> dict[str, bytes]:
    """The bodies of so many questions by name, taken evenly from all, with the graphs that they expect."""
    questions = list(saved_questions().items())
    base, graphs = manifest["base"], manifest["graphs"]
    dataset = [("default-graph-uri", f"{base}graph/{name}") for name in UNION]
    dataset += [("named-graph-uri", graph) for graph in graphs]
    chosen = islice(questions, 0, None, max(1, len(questions) // QUESTIONS))
    return {
        name: urlencode([("query", question.sparql), *dataset]).encode() for name, question in islice(chosen, QUESTIONS)
    }


def _post(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/sparql-results+json\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _get(path: str, accept: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()


def _comparable(name: str, place: Place, peer: Place, asked: Mapping[str, bytes]) -> list[bytes]:
    """The questions to time under load: the quick ones. Stops where the two do not give the same answers."""
    found = []
    with closing(Connection(place)) as mine, closing(Connection(peer)) as other:
        for question, body in asked.items():
            seconds, answer = _timed(mine, _post("/sparql", body))
            if answer[0] == _UNAVAILABLE:
                print(f"{name}: {question}: ended at the limit of the service after {seconds:.1f} s")
                continue
            theirs, expected = _timed(other, _post("/query", body))
            if _rows(answer) != _rows(expected):
                raise SystemExit(f"the answers differ: {question}")
            if max(seconds, theirs) > _SLOW_SECONDS:
                print(f"{name}: {question}: {seconds:.1f} s; oxigraph serve-read-only: {theirs:.1f} s")
                continue
            found.append(body)
    return found


def _timed(connection: Connection, request: bytes) -> tuple[float, tuple[bytes, bytes, bytes]]:
    begun = time.perf_counter()
    answer = connection.ask(request)
    return time.perf_counter() - begun, answer


def _rows(answer: tuple[bytes, bytes, bytes]) -> Counter[str]:
    status, _, body = answer
    if status != _OK:
        raise SystemExit(f"no answer: {status!r} {body[:300]!r}")
    return Counter(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


@dataclass(slots=True)
class Seen:
    """What clients together saw so far; ``others`` are answers that nobody expects."""

    times: list[float] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    others: list[bytes] = field(default_factory=list)

    def ask(self, connection: Connection, request: bytes) -> None:
        """Send a request, again when told to come back, until there is an answer."""
        begun = time.perf_counter()
        status, head, body = connection.ask(request)
        while status == _UNAVAILABLE and (after := _AFTER.search(head)):
            self.told[COME_BACK] += 1
            time.sleep(int(after[1]))
            status, head, body = connection.ask(request)
        self.times.append(time.perf_counter() - begun)
        if status == _UNAVAILABLE:
            self.told[ENDED] += 1
        elif status != _OK:
            self.others.append(body[:300])


def load(place: Place, requests: Sequence[bytes], clients: int, number: int) -> Timed:
    """So many clients that send a number of requests in all, each beginning at another one.

    Raises:
        SystemExit: One of them was answered by something else than 200 or 503.
    """
    seen = Seen()
    barrier = threading.Barrier(clients + 1)

    def work(first: int) -> None:
        with closing(Connection(place)) as connection:
            barrier.wait()
            for request in islice(cycle([*requests[first:], *requests[:first]]), max(1, number // clients)):
                seen.ask(connection, request)

    threads = [threading.Thread(target=work, args=(i * len(requests) // clients,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    barrier.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if seen.others:
        raise SystemExit(f"{len(seen.others)} requests failed: {seen.others[0]!r}")
    return Timed(seen.times, time.perf_counter() - begun, seen.told)


def _documents(name: str, place: Place, manifest: dict[str, Any]) -> None:
    """Nodes asked for in three forms: the redirect to the document, and the document, each once."""
    base = manifest["base"]
    query = f"SELECT ?c WHERE {{ ?c a <https://w3id.org/testimonia/ns#Claim> }} LIMIT {_NODES}"
    with closing(Connection(place)) as connection:
        body = connection.ask(_post("/sparql", urlencode([("query", query)]).encode()))[2]
    iris = [row["c"]["value"] for row in json.loads(body)["results"]["bindings"]]
    paths = ["/" + quote(iri.removeprefix(base), safe="/") for iri in iris]
    for form in _FORMS:
        before = time.perf_counter()
        with closing(Connection(place)) as connection:
            for path in paths:
                status, head, _ = connection.ask(_get(path, form))
                target = _LOCATION.search(head)
                if status != _SEE_OTHER or target is None:
                    raise SystemExit(f"{path} as {form}: {status!r}")
                status, _, _ = connection.ask(_get(urlsplit(target[1].decode()).path, form))
                if status != _OK:
                    raise SystemExit(f"{path} as {form}: {status!r}")
        each = (time.perf_counter() - before) / len(paths)
        print(f"{name}: claims as {form}, redirect and document, 1 client: {1 / each:.0f} a second")


@contextmanager
def ours(found: Built) -> Iterator[tuple[Place, float]]:
    """Our service on an archive that is built, and how long it took to answer."""
    command = [*TESTIMONIA, "--archive", str(found.archive), "--build", str(found.out), "serve", "--port", "0"]
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  (our own program)
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            line = next(line for line in process.stdout or () if line.strip().startswith("http://"))
            seconds = time.perf_counter() - begun
            parts = urlsplit(line.split()[0])
            yield (str(parts.hostname), int(parts.port or 80)), seconds
        finally:
            process.terminate()


@contextmanager
def oxigraph(store: Path) -> Iterator[Place]:
    """Oxigraph's own server on a store."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = ("127.0.0.1", int(free.getsockname()[1]))
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "--location", str(store), "--bind", f"{place[0]}:{place[1]}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait_for(place)
            yield place
        finally:
            process.terminate()


def _wait_for(place: Place) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            Connection(place).close()
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("Oxigraph's server does not answer")


def main() -> None:
    """Time one archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=_REQUESTS)
    with chosen(parser) as (found, options):
        service(found, options.requests)


if __name__ == "__main__":
    main()
