"""A server of its own for a test: ``python -m serving OUT PORT SETTINGS`` (limits and a token, as JSON)."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import uvicorn

from testimonia.serve.app import application
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.snapshot import open_snapshot


class Server:
    """A server that runs in a process of its own."""

    def __init__(self, out: Path, settings: dict[str, object]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
        self.process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-m", "serving", str(out), str(self.port), json.dumps(settings)],
            env={**os.environ, "PYTHONPATH": path},
            stderr=subprocess.DEVNULL,
        )
        self.url = f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(300):
            try:
                if httpx.get(f"{self.url}/query.json", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError

    def ask(self, query: str) -> httpx.Response:
        return httpx.post(f"{self.url}/sparql", data={"query": query}, timeout=60)

    def fetch(self, path: str, query: str = "") -> tuple[int, bytes, bool]:
        """The status of an answer, its body, and whether it says when to come again; at little cost for the client."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/sparql-query"} if query else {}
        connection.request("POST" if query else "GET", path, query.encode() or None, headers)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read(), "retry-after" in answer.headers
        finally:
            connection.close()

    def next(self) -> float:
        """Ask something small, and tell how many seconds it took."""
        begun = time.monotonic()
        assert self.ask("ASK {}").json()["boolean"] is True
        return time.monotonic() - begun

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 30)


@contextmanager
def running(out: Path, **settings: object) -> Iterator[Server]:
    server = Server(out, settings)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def main() -> None:
    out, port, written = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
    token = written.pop("token", "")
    limits = Limits(**written)
    service = Service(out, limits, open_snapshot(out, limits), token=token)
    uvicorn.run(application(service), port=port, log_level="error", http="h11", access_log=False)


if __name__ == "__main__":
    main()
