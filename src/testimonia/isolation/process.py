"""One worker process as its parent sees it: started, given a job, listened to, ended."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import IO, Final

from testimonia.isolation.frames import LENGTH, write_frame, write_message

_IN_MEMORY: Final = 1 << 20
_START_SECONDS: Final = 30
_LAST_WORDS_SECONDS: Final = 2
_NEEDS_MORE: Final = "it needs more memory than it may take, or is nested too deeply; ask for less at once"
_CAUSES: Final = {
    -signal.SIGABRT: _NEEDS_MORE,
    -signal.SIGSEGV: _NEEDS_MORE,
    -signal.SIGALRM: "it took too long; ask for less at once",
    -signal.SIGKILL: "it was ended from outside, as happens where the machine runs out of memory; try again",
}


class GoneError(Exception):
    """The worker's pipe has ended."""


class Worker:
    """One process, and the pipes to it.

    Args:
        command: Module and arguments, as after ``python -m``.

    Raises:
        OSError: The system starts no more processes.
    """

    def __init__(self, command: Sequence[str]) -> None:
        path = os.pathsep.join(folder for folder in sys.path if folder)
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": path, "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-P", "-m", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # an interrupt at the keyboard is for the service alone
        )
        self.is_ready = False

    @property
    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self.process.poll() is None

    def wait_until_ready(self) -> Mapping[str, object]:
        """What the worker says when it is warm: its walls.

        Raises:
            GoneError, TimeoutError: It does not get so far.
        """
        ready = self._message(time.monotonic() + _START_SECONDS)
        self.is_ready = True
        return ready

    def run(
        self, settings: Mapping[str, object], text: bytes, deadline: float
    ) -> tuple[IO[bytes], Mapping[str, object]]:
        """Send a job and gather its answer, and how it ended.

        Raises:
            GoneError, TimeoutError: There is none; the process is to be ended.
            OSError: There is no room for it.
        """
        jobs = self.process.stdin
        if jobs is None:
            raise GoneError
        try:
            write_message(jobs, settings)
            write_frame(jobs, text)
        except OSError as error:
            raise GoneError from error
        body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (the caller closes it)
        try:
            while chunk := self._frame(deadline):
                body.write(chunk)
            return body, self._message(deadline)
        except BaseException:
            body.close()
            raise

    def cause(self) -> str:
        """Why the process has ended, in words, from the signal that ended it."""
        try:
            status = self.process.wait(_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            status = 0
        return _CAUSES.get(status, "try again, or ask more simply")

    def end(self) -> None:
        """End the process at once."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue
        self.process.wait()

    def _message(self, deadline: float) -> Mapping[str, object]:
        found = json.loads(self._frame(deadline))
        return found if isinstance(found, dict) else {}

    def _frame(self, deadline: float) -> bytes:
        return self._exactly(LENGTH.unpack(self._exactly(LENGTH.size, deadline))[0], deadline)

    def _exactly(self, length: int, deadline: float) -> bytes:
        """So many bytes, or an error at the deadline; read without Python's buffer, so that they can be waited for."""
        pipe = self.process.stdout
        if pipe is None:
            raise GoneError
        waiting = select.poll()
        waiting.register(pipe.fileno(), select.POLLIN)
        content = bytearray()
        while len(content) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not waiting.poll(1000 * left):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), length - len(content))
            if not chunk:
                raise GoneError
            content += chunk
        return bytes(content)
