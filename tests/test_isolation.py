"""Workers behind walls, and the pool that ends and replaces them."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from naughty_worker import ACTIONS, attempt
from testimonia.isolation import process
from testimonia.isolation.long_jobs import LONG_SECONDS, LongJobs, name_of
from testimonia.isolation.pool import (
    Bounds,
    BrokenError,
    BusyError,
    Pool,
    PoolError,
    RefusedError,
    TooLargeError,
    TooLongError,
    UnwritableError,
)

MEMORY = 256 << 20
Make = Callable[..., Pool]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes pools of workers that do what they are told."""
    pools = []
    (tmp_path / "own").mkdir()
    (tmp_path / "own/file").write_text("own", encoding="utf-8")
    (tmp_path / "other").write_text("other", encoding="utf-8")

    def made(*, how: str = "well", **bounds: float) -> Pool:
        wanted = {"workers": 1, "queue": 4, "wait_seconds": 5, "job_seconds": 5, "answer_bytes": 10_000_000, **bounds}
        pools.append(Pool(["naughty_worker", str(tmp_path / "own"), str(MEMORY), how], Bounds(**wanted)))  # type: ignore[arg-type]
        return pools[-1]

    yield made
    for pool in pools:
        pool.close()


def idle(pool: Pool) -> list[process.Worker]:
    """The workers that have nothing to do."""
    return list(pool._idle.queue)  # noqa: SLF001  (nobody else needs to know them)


def echo(pool: Pool, text: bytes = b"hello", **settings: object) -> bytes:
    with pool.ask(settings, text) as body:
        return body.read()


def test_an_answer(make: Make) -> None:
    pool = make()

    assert echo(pool) == b"hello"
    assert echo(pool, b"") == b""
    assert echo(pool, b"x" * 1000, times=9_000) == b"x" * 9_000_000


@pytest.mark.parametrize(
    ("do", "where"),
    [
        ("connect", "port"),
        ("datagram", "port"),
        ("local socket", "socket"),
        ("read", "other"),
        ("read", "/etc/passwd"),
        ("write", "new"),
        ("write", "own/new"),
        ("write", "own/file"),
        ("append", "own/file"),
        ("remove", "own/file"),
        ("remove", "other"),
        ("rename", "own/file"),
        ("folder", "own/new"),
        ("link", "own/new"),
        ("run", ""),
        ("fork", ""),
        ("exec", ""),
        ("kill", "process"),
        ("thread", ""),
    ],
)
def test_walls(make: Make, tmp_path: Path, do: str, where: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as heard, socket.socket(socket.AF_UNIX) as local:
        local.bind(str(tmp_path / "socket"))
        local.listen()
        heard.settimeout(0.1)
        places = {"port": str(heard.getsockname()[1]), "process": str(os.getpid())}
        value = places.get(where, where if where.startswith("/") else str(tmp_path / where))

        found = echo(make(), do=do, value=value)

        assert found.startswith(b"no ")
        with pytest.raises(TimeoutError):
            heard.accept()
    assert (tmp_path / "own/file").read_text(encoding="utf-8") == "own"
    assert not (tmp_path / "own/new").exists()


def test_a_worker_may_read_its_own_folder(make: Make, tmp_path: Path) -> None:
    assert echo(make(), do="read", value=str(tmp_path / "own/file")) == b"yes own"


def test_the_same_is_possible_where_no_walls_stand(tmp_path: Path) -> None:
    """Else the walls would have shown nothing."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as heard:
        assert attempt(ACTIONS["connect"](str(heard.getsockname()[1])))().startswith("yes")
    for do in ("read", "write", "append", "kill", "run", "thread"):
        value = str(os.getpid()) if do == "kill" else str(tmp_path / "file")
        assert attempt(ACTIONS[do](value))().startswith("yes"), do


def test_the_walls_that_stand_are_told(make: Make) -> None:
    worker = idle(make())[0]

    assert worker.wait_until_ready() == {"walls": ["memory", "open files", "folder", "system calls"]}


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        pytest.param({"do": "refuse", "value": "no"}, RefusedError, "no", id="refused"),
        pytest.param({"do": "cannot write", "value": "no"}, UnwritableError, "no", id="unwritable"),
        pytest.param({"do": "trickle"}, TooLargeError, "the answer is longer than this service sends", id="too large"),
        pytest.param({"do": "memory", "value": str(MEMORY * 2)}, TooLargeError, "this needs more memory", id="memory"),
    ],
)
def test_a_job_that_fails_leaves_its_worker(
    make: Make, settings: dict[str, str], error: type[PoolError], words: str
) -> None:
    pool = make()

    with pytest.raises(error, match=words):
        echo(pool, b"hello", **settings)

    assert echo(pool) == b"hello"
    assert pool.ended == 0


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        pytest.param({"do": "sleep", "value": "60"}, TooLongError, "longer than 0.5 seconds", id="too long"),
        pytest.param({"do": "trickle"}, (TooLongError, TooLargeError), "longer than", id="no end"),
        pytest.param({"do": "abort"}, BrokenError, "more memory than it may take", id="aborted"),
        pytest.param({"do": "deep"}, BrokenError, "nested too deeply", id="stack"),
        pytest.param({"do": "garbage"}, (TooLongError, BrokenError), "ended", id="garbage"),
    ],
)
def test_a_worker_that_ends_is_replaced(
    make: Make, settings: dict[str, str], error: type[PoolError], words: str
) -> None:
    pool = make(job_seconds=0.5 if settings["do"] in ("sleep", "trickle", "garbage") else 10)
    echo(pool)
    worker = idle(pool)[0]

    with pytest.raises(error, match=words):
        echo(pool, b"hello", **settings)

    assert pool.ended == 1
    assert not worker.is_alive
    assert pool.ask({}, b"hello", seconds=10).read() == b"hello"
    assert pool.waiting == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (signal.SIGKILL, "ended from outside"),
        (signal.SIGSEGV, "more memory than it may take"),
        (signal.SIGALRM, "took too long"),
        (signal.SIGTERM, "try again"),
    ],
)
def test_a_worker_that_is_killed_is_replaced(make: Make, sent: signal.Signals, words: str) -> None:
    pool = make()
    echo(pool)
    killer = threading.Timer(0.3, os.kill, (idle(pool)[0].process.pid, sent))
    killer.start()

    with pytest.raises(BrokenError, match=words):
        echo(pool, do="sleep", value="60")

    assert echo(pool) == b"hello"
    assert pool.ended == 1


def test_a_worker_that_died_while_idle_is_replaced(make: Make) -> None:
    pool = make()
    echo(pool)
    worker = idle(pool)[0]
    worker.process.kill()
    worker.process.wait()

    assert echo(pool) == b"hello"


@pytest.mark.parametrize("how", ["dead", "mute"])
def test_workers_that_never_get_ready_leave_nothing_behind(
    make: Make, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(process, "_START_SECONDS", 0.3)
    begun: list[process.Worker] = []
    start = process.Worker.__init__

    def noted(self: process.Worker, command: list[str]) -> None:
        start(self, command)
        begun.append(self)

    monkeypatch.setattr(process.Worker, "__init__", noted)
    pool = make(how=how)

    with pytest.raises(BrokenError, match="no worker can be started"):
        echo(pool)
    pool.close()

    assert len(begun) > 1
    assert [worker for worker in begun if worker.is_alive] == []


def test_an_error_of_the_parent_ends_the_worker(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be in the middle of an answer, which the next job must not get."""
    pool = make()
    echo(pool)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(process.Worker, "_message", full)
        with pytest.raises(BrokenError, match="no room"):
            echo(pool, b"one")

    assert echo(pool, b"two") == b"two"
    assert pool.ended == 1


def test_neighbours_never_notice(make: Make) -> None:
    pool = make(workers=2, queue=50, job_seconds=10)

    def job(number: int) -> bytes:
        with suppress(BrokenError):
            return echo(pool, str(number).encode(), **({"do": "abort"} if number % 5 == 0 else {}))
        return b"ended"

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(job, range(40)))

    assert answers == [b"ended" if number % 5 == 0 else str(number).encode() for number in range(40)]
    assert pool.ended == 8


def test_a_full_queue_turns_away_at_once(make: Make) -> None:
    pool = make(workers=1, queue=1)
    echo(pool)
    errors: list[PoolError] = []
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            threads.submit(echo, pool, do="sleep", value="1")
        time.sleep(0.3)
        begun = time.monotonic()
        with pytest.raises(BusyError, match="too many queries are waiting") as caught:
            echo(pool)
        errors.append(caught.value)

        assert time.monotonic() - begun < 0.1
    assert echo(pool) == b"hello"


def test_a_wait_that_is_too_long_ends(make: Make) -> None:
    pool = make(workers=1, queue=5, wait_seconds=0.2)
    echo(pool)
    with ThreadPoolExecutor(1) as threads:
        threads.submit(echo, pool, do="sleep", value="1")
        time.sleep(0.3)
        with pytest.raises(BusyError, match="all workers are busy"):
            echo(pool)


def test_jobs_that_took_long_before_leave_a_worker_to_others(make: Make) -> None:
    pool = make(workers=2, queue=10, wait_seconds=10)
    echo(pool, do="sleep", value="0.5")
    with ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(echo, pool, do="sleep", value="0.5") for _ in range(4)]
        time.sleep(0.1)
        begun = time.monotonic()
        assert echo(pool) == b"hello"
        waited = time.monotonic() - begun

        assert waited < 0.3
        assert [job.result() for job in slow] == [b""] * 4


def test_a_long_job_that_finds_no_place_in_time_is_turned_away(make: Make) -> None:
    pool = make(workers=2, queue=10, wait_seconds=0.2)
    echo(pool, do="sleep", value="1")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(echo, pool, do="sleep", value="1")
        time.sleep(0.1)
        with pytest.raises(BusyError, match="all workers are busy"):
            echo(pool, do="sleep", value="1")
        assert echo(pool) == b"hello"


def test_which_jobs_took_long_is_remembered_until_they_do_not() -> None:
    jobs, one, other = LongJobs(), name_of({"form": "csv"}, b"text"), name_of({"form": "json"}, b"text")
    jobs.note(one, 2 * LONG_SECONDS)
    jobs.note(other, LONG_SECONDS / 2)
    assert (one in jobs, other in jobs) == (True, False)

    jobs.note(one, LONG_SECONDS / 2)
    assert one not in jobs


def test_of_very_many_long_jobs_the_last_are_remembered() -> None:
    jobs, names = LongJobs(), [name_of({}, str(number).encode()) for number in range(5_000)]
    for name in names:
        jobs.note(name, 1)

    assert names[0] not in jobs
    assert all(name in jobs for name in names[-4_000:])


def test_a_worker_whose_parent_is_gone_ends_by_itself(make: Make) -> None:
    pool = make()
    echo(pool)
    worker = idle(pool)[0]

    with pytest.raises(TimeoutError):
        worker.run({"do": "sleep", "value": "60", "alarm": 0.3}, b"", time.monotonic() + 0.1)

    assert worker.process.wait(5) == -signal.SIGALRM


def test_close_ends_all(make: Make) -> None:
    pool = make(workers=2)
    echo(pool)
    workers = idle(pool)
    busy = threading.Thread(target=lambda: echo(pool, do="sleep", value="0.5"))
    busy.start()
    time.sleep(0.2)

    pool.close()
    busy.join()

    assert [worker for worker in workers if worker.is_alive] == []
