"""The parent's side: a pool of warm workers, each of which can be ended without the others noticing."""

import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Final

from testimonia.isolation.long_jobs import LongJobs, name_of
from testimonia.isolation.process import GoneError, Worker

_STARTS: Final = 3
"""How often a worker is started for one job before that is given up."""
_BUSY: Final = "all workers are busy; try again in a moment"


class PoolError(Exception):
    """A job that came to no answer. ``words`` are for whoever sent it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class BusyError(PoolError):
    """All workers are at work and the queue is full, or the wait was too long."""


class TooLongError(PoolError):
    """The job took longer than it may; its worker was ended."""


class TooLargeError(PoolError):
    """The answer would be longer than it may be, or the job needed more memory than it may take."""


class RefusedError(PoolError):
    """The job itself is at fault: a query that is not SPARQL, a file that cannot be parsed."""


class UnwritableError(PoolError):
    """The answer is there and cannot be written in the form that was asked for."""


class BrokenError(PoolError):
    """The worker ended while it was at work, or none could be started."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many workers and how many may wait, and what a job may take (seconds, bytes)."""

    workers: int = 4
    queue: int = 32
    wait_seconds: float = 5
    job_seconds: float = 10
    answer_bytes: int = 50_000_000


class Pool:
    """Warm workers that do jobs, so many at once; one that is ended is replaced.

    Jobs that took long when they were last asked for leave one worker free for the others.

    Args:
        command: Module and arguments of the worker, as after ``python -m``.
        bounds: How many, and what a job may take.

    Attributes:
        ended: How many workers were ended or died, and were replaced.
        walls: What stands around a worker, in the words of :func:`testimonia.isolation.walls.raise_walls`; nothing
            before the first one is warm.
    """

    def __init__(self, command: Sequence[str], bounds: Bounds) -> None:
        self.bounds = bounds
        self.ended = 0
        self.walls: tuple[str, ...] = ()
        self._command = list(command)
        self._places = threading.BoundedSemaphore(bounds.workers + bounds.queue)
        self._long = LongJobs()
        self._for_long = threading.BoundedSemaphore(max(1, bounds.workers - 1))
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._closed = threading.Event()
        for _ in range(bounds.workers):
            self._idle.put(Worker(self._command))

    def ask(self, settings: Mapping[str, object], text: bytes, *, seconds: float | None = None) -> IO[bytes]:
        """Have a job done; safe to call from many threads at once.

        Args:
            settings: What the worker needs to know beside the text.
            text: What it works on.
            seconds: How long it may take, where that is not what the pool's bounds say.

        Returns:
            The answer, whole, at its beginning.

        Raises:
            BusyError, TooLongError, TooLargeError, RefusedError, UnwritableError, BrokenError: There is no
                answer, and why.
        """
        limit = seconds or self.bounds.job_seconds
        full = {"bytes": self.bounds.answer_bytes, "alarm": limit + 1, **settings}
        name, until = name_of(settings, text), time.monotonic() + self.bounds.wait_seconds
        with self._place(), self._share(name, until), self._worker(until) as worker, self._noted(name):
            try:
                body, end = worker.run(full, text, time.monotonic() + limit)
            except TimeoutError:
                raise TooLongError(
                    f"this took longer than {limit:g} seconds and was ended; ask for less at once"
                ) from None
            except GoneError:
                raise BrokenError(f"the process that worked on this has ended: {worker.cause()}") from None
            except OSError:
                raise BrokenError("the service has no room for the answer just now; try again later") from None
        return _outcome(body, end)

    @property
    def waiting(self) -> int:
        """How many workers have nothing to do."""
        return self._idle.qsize()

    def close(self) -> None:
        """End the workers that are idle now, and each of the others when its job is done."""
        self._closed.set()
        while True:
            try:
                self._idle.get_nowait().end()
            except queue.Empty:
                return

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those who work or wait."""
        if not self._places.acquire(blocking=False):
            raise BusyError("too many queries are waiting; try again in a moment")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _share(self, name: bytes, until: float) -> Iterator[None]:
        """A place among the long jobs at work, if this is one."""
        if name not in self._long:
            yield
            return
        if not self._for_long.acquire(timeout=max(0, until - time.monotonic())):
            raise BusyError(_BUSY)
        try:
            yield
        finally:
            self._for_long.release()

    @contextmanager
    def _noted(self, name: bytes) -> Iterator[None]:
        """Remember how long a job takes, however it ends."""
        begin = time.monotonic()
        try:
            yield
        finally:
            self._long.note(name, time.monotonic() - begin)

    @contextmanager
    def _worker(self, until: float) -> Iterator[Worker]:
        """A warm worker, given back afterwards; after an error it is replaced, since it may still be at work."""
        try:
            worker = self._idle.get(timeout=max(0, until - time.monotonic()))
        except queue.Empty:
            raise BusyError(_BUSY) from None
        worker = self._preferred(worker)
        try:
            worker = self._warm(worker)
            yield worker
        except BaseException:
            worker.end()
            raise
        finally:
            self._give_back(worker)

    def _preferred(self, worker: Worker) -> Worker:
        """A worker that is warm, where one is idle beside this one that has only begun."""
        if not worker.is_ready:
            with suppress(queue.Empty):
                other = self._idle.get_nowait()
                self._idle.put(worker)
                return other
        return worker

    def _warm(self, worker: Worker) -> Worker:
        """The worker, ready; one that has died while it was idle, or never gets ready, is replaced."""
        for _ in range(_STARTS):
            with suppress(GoneError, TimeoutError):
                if worker.is_alive:
                    if not worker.is_ready:
                        self.walls = _walls(worker.wait_until_ready())
                    return worker
            worker.end()
            with suppress(OSError):
                worker = Worker(self._command)
        worker.end()
        raise BrokenError("no worker can be started just now; try again later")

    def _give_back(self, worker: Worker) -> None:
        if not worker.is_alive:
            self.ended += 1
            with suppress(OSError):  # the dead one stands in for it, until there is room to start another
                worker = Worker(self._command)
        self._idle.put(worker)
        if self._closed.is_set():
            self.close()


def _walls(ready: Mapping[str, object]) -> tuple[str, ...]:
    walls = ready.get("walls")
    return tuple(map(str, walls)) if isinstance(walls, list) else ()


def _outcome(body: IO[bytes], end: Mapping[str, object]) -> IO[bytes]:
    """The answer from its beginning, or the error that stands in its place."""
    if end.get("ended") == "well":
        body.seek(0)
        return body
    body.close()
    words = str(end.get("words", ""))
    match end.get("ended"):
        case "too large":
            raise TooLargeError(words)
        case "memory":
            raise TooLargeError("this needs more memory than a query may take; ask for less at once")
        case "unwritable":
            raise UnwritableError(words)
        case _:
            raise RefusedError(words)
