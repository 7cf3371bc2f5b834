"""A service in a process of its own, started from the command line as a person starts it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
PATIENCE = 240
"""Seconds that a start or a build may take on a busy machine."""
T = TypeVar("T")
_ADDRESS = re.compile(r"http://\S+/(?=\s)")


@dataclass
class Served:
    """A running service: its process, the address that it told, and what it has written so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The address that was printed first."""
        return next(match[0] for line in self.said if (match := _ADDRESS.search(line)))

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 80)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Status and body of an answer, on a connection of its own."""
        connection = http.client.HTTPConnection(*self.place, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(self.place, timeout=PATIENCE)

    def wait_for(self, words: str) -> str:
        """The first line on standard error with the words in it."""
        return waited(lambda: next((line for line in self.errors if words in line), None), words)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        for thread in self.threads:
            thread.join(PATIENCE)
        return code


def waited(look: Callable[[], T | None], words: str) -> T:
    """What a look finds, as soon as it finds something.

    Raises:
        AssertionError: It never does.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for: {words}")


def started(archive: Path, out: Path, *options: str) -> Served:
    """A service that has been started and may not answer yet."""
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    command = ["--archive", str(archive), "--build", str(out), "serve", "--port", "0", *options]
    process = subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, "-m", "testimonia", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    served = Served(process)
    for pipe, lines in ((process.stdout, served.said), (process.stderr, served.errors)):
        thread = threading.Thread(target=lambda pipe=pipe, lines=lines: lines.extend(pipe or ()), daemon=True)
        thread.start()
        served.threads.append(thread)
    return served


@contextmanager
def serving(archive: Path, out: Path, *options: str) -> Iterator[Served]:
    """A service that has said where it answers; killed in the end, should it still be there."""
    served = started(archive, out, *options)
    try:
        waited(lambda: _told(served), "the addresses")
        yield served
    finally:
        served.process.kill()
        served.process.wait()


def _told(served: Served) -> bool | None:
    if served.process.poll() is not None:
        raise AssertionError("".join(served.errors))
    return True if any("Ctrl-C" in line for line in served.said) else None
