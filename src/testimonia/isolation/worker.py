"""The worker's side: one job after another from standard input, each answer to standard output."""

import io
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import BinaryIO, Final

from testimonia.isolation.frames import CHUNK, read_frame, write_frame, write_message

_NICENESS: Final = 5
_STACK: Final = 64 << 20
"""Bytes. A parser that calls itself has its threshold here, whatever the system gives the main thread."""


class JobError(Exception):
    """The job cannot be done, for a reason that its sender should read: a fault in the query or file."""


class UnwritableError(JobError):
    """There is an answer, but not in the form that was asked for."""


class TooLargeError(JobError):
    """The answer is longer than the sender allows."""


class Body(io.RawIOBase):
    """Where an answer is written: it goes out in frames, and no further than its limit."""

    def __init__(self, pipe: BinaryIO, limit: int) -> None:
        self._pipe = pipe
        self._left = limit
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, content: object) -> int:
        """Take bytes.

        Raises:
            TooLargeError: The answer is longer than its limit.
        """
        taken = bytes(content)  # type: ignore[call-overload]
        self._left -= len(taken)
        if self._left < 0:
            raise TooLargeError("the answer is longer than this service sends; ask for less, or add a LIMIT")
        self._waiting += taken
        if len(self._waiting) >= CHUNK:
            self.send()
        return len(taken)

    def send(self) -> None:
        """Pass on what has been written so far."""
        if self._waiting:
            write_frame(self._pipe, bytes(self._waiting))
            self._waiting.clear()


def with_deep_stack(work: Callable[[], None]) -> None:
    """Do all of a worker's work in a thread whose stack is known to be deep; its errors end the process.

    The process stands back behind its parent, so that pages are served even while every core has a query.
    """
    os.nice(_NICENESS)
    threading.stack_size(_STACK)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def do_jobs(answer: Callable[[Mapping[str, object], bytes, Body], None], ready: Mapping[str, object]) -> None:
    """Do one job after another until the parent closes the pipe.

    Args:
        answer: Does a job: its settings, its text, and where the answer goes.
        ready: Sent once, when the worker is warm and its walls stand.
    """
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    write_message(answers, ready)
    while True:
        try:
            settings, text = json_of(read_frame(jobs)), read_frame(jobs)
        except EOFError:
            return
        _do(answer, settings, text, answers)


def _do(
    answer: Callable[[Mapping[str, object], bytes, Body], None],
    settings: Mapping[str, object],
    text: bytes,
    answers: BinaryIO,
) -> None:
    """One job; the frames of its answer, an empty one, and how it ended."""
    limit = settings.get("bytes")
    body = Body(answers, limit if isinstance(limit, int) else sys.maxsize)
    end: dict[str, object] = {"ended": "well"}
    _end_after(settings.get("alarm"))
    try:
        answer(settings, text, body)
        body.send()
    except TooLargeError as error:
        end = {"ended": "too large", "words": str(error)}
    except UnwritableError as error:
        end = {"ended": "unwritable", "words": str(error)}
    except JobError as error:
        end = {"ended": "refused", "words": str(error)}
    except MemoryError:
        end = {"ended": "memory"}
    _end_after(None)
    write_frame(answers, b"")
    write_message(answers, end)


def _end_after(seconds: object) -> None:
    """Have the system end this process, should the parent no longer be there to do it; None takes it back."""
    signal.setitimer(signal.ITIMER_REAL, seconds if isinstance(seconds, int | float) else 0)


def json_of(frame: bytes) -> Mapping[str, object]:
    """The settings of a job."""
    found = json.loads(frame)
    return found if isinstance(found, dict) else {}
