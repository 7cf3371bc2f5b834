"""The folder of builds: which build is current, who uses one, and which can go.

Every build stands in a folder named by its digest; ``current`` leads to the
last good one. Whoever serves a build holds a lock on its folder (``flock(2)``),
which ends with the process, however that ends.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CURRENT = "current"
_MADE = re.compile(r"\.(?:making|current)-(?P<process>\d+)")
"""What a build makes before it is in place, by the number of its process."""


class ReplacedError(OSError):
    """The build that was to be changed is not the current one any more."""


@dataclass(frozen=True, slots=True)
class Use:
    """A build that stays where it is until ``end``, or until this process ends."""

    folder: Path
    _lock: int

    def end(self) -> None:
        """Let the build go; to be called once."""
        os.close(self._lock)


def current(out: Path) -> Path:
    """The folder of the last good build.

    Raises:
        FileNotFoundError: Nothing is built yet.
    """
    return (out / CURRENT).resolve(strict=True)


def use(out: Path) -> Use:
    """The last good build, kept from being removed.

    Raises:
        FileNotFoundError: Nothing is built yet.
    """
    while True:
        folder = current(out)
        with suppress(FileNotFoundError):  # a build that takes its place has just removed it
            found = Use(folder, _locked(folder, fcntl.LOCK_SH))
            if current(out) == folder:  # who takes its place from now on sees the lock before removing anything
                return found
            found.end()


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Wait until no other process or thread puts a build in place here, and keep them waiting meanwhile."""
    out.mkdir(parents=True, exist_ok=True)
    lock = _locked(out, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)


def flush(folder: Path) -> None:
    """Have the disk hold every byte of a folder before anything leads to it, so that no power cut can tear a build."""
    for path in (*folder.rglob("*"), folder):
        _flush(path)


def point(out: Path, folder: Path) -> None:
    """Make ``current`` lead to a folder, in one step."""
    fresh = out / f".current-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.name)
    fresh.replace(out / CURRENT)
    _flush(out)


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def forget(out: Path, kept: Path) -> None:
    """Remove builds that nobody uses, and what a build that was killed has left; one that runs keeps its own."""
    for path in out.iterdir():
        if made := _MADE.fullmatch(path.name):
            if not _is_alive(int(made["process"])):
                _remove(path)
        elif path != kept and not path.is_symlink() and (path / "release").is_dir() and not _is_used(path):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


def _locked(folder: Path, kind: int) -> int:
    """A lock on a folder, as the descriptor that holds it; no child of this process gets it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, kind)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _is_used(folder: Path) -> bool:
    try:
        os.close(_locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB))
    except BlockingIOError:
        return True
    except OSError:  # gone meanwhile, or on a file system that knows no locks
        return False
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
