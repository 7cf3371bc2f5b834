"""Watching is a process that lives beside an editor: it says soon what a saved file has changed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

DATA = Path(__file__).parent.parent / "data"
SOON_SECONDS = 10
"""A tenth of a second would do; a busy machine may take longer."""


class Watcher:
    """The command `check --watch`, and the lines that it says."""

    def __init__(self, root: Path, *options: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (our own command)
            [sys.executable, "-m", "testimonia", "--archive", str(root), "check", "--watch", *options],
            cwd=root.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def said(self, words: str, within: float = SOON_SECONDS) -> str:
        """The next line that holds the words."""
        heard: list[str] = []
        end = time.monotonic() + within
        while True:
            try:
                line = self._lines.get(timeout=max(0.01, end - time.monotonic()))
            except Empty:
                raise AssertionError(f"'{words}' was not said within {within} s, but {heard}") from None
            if words in line:
                return line
            heard.append(line)

    def end(self, how: int = signal.SIGINT) -> int:
        """Interrupt it; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(SOON_SECONDS)


@pytest.fixture
def watcher(small: Path) -> Iterator[Watcher]:
    yield from watching(small)


@pytest.fixture
def watcher_of_the_archive(tmp_path: Path) -> Iterator[Watcher]:
    """Beside a copy of the archive that ships."""
    yield from watching(Path(shutil.copytree(DATA, tmp_path / "archive")))


def watching(root: Path) -> Iterator[Watcher]:
    found = Watcher(root)
    found.said("no faults", within=300)
    found.said("watching")
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.wait()


@pytest.fixture
def claims(small: Path) -> Path:
    return small / "claims/vey-chronicle/a.toml"


def save(path: Path, text: str) -> None:
    """As editors do: another file, put in the place of the first."""
    fresh = path.with_name(f".{path.name}.swp")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def test_a_fault_is_told_when_the_file_is_saved_and_gone_when_it_is_mended(watcher: Watcher, claims: Path) -> None:
    text = claims.read_text(encoding="utf-8")

    start = time.monotonic()
    save(claims, text.replace('holder     = "holm"', 'holder     = "hollm"'))

    assert watcher.said("hollm").endswith("'hollm' is in no register of actors; did you mean 'holm'?")
    assert time.monotonic() - start < SOON_SECONDS
    watcher.said("1 fault")
    save(claims, text)
    assert float(watcher.said("---").split()[2]) < SOON_SECONDS
    watcher.said("no faults: 4 claims")
    assert watcher.end() == 0


def test_a_file_that_comes_and_one_that_goes(watcher: Watcher, small: Path, claims: Path) -> None:
    save(small / "claims/vey-chronicle/b.toml", "[[claim]")
    watcher.said("b.toml:1: this is not TOML")

    (small / "claims/vey-chronicle/b.toml").unlink()
    watcher.said("no faults: 4 claims")

    claims.unlink()
    watcher.said("no faults: 0 claims")
    assert watcher.end() == 0


def test_settings_that_break_and_are_mended(watcher: Watcher, small: Path) -> None:
    settings = small / "archive.toml"
    text = settings.read_text(encoding="utf-8")

    settings.unlink()
    watcher.said("archive.toml: the file is missing")

    save(settings, text.replace("curator", "keeper", 1))
    watcher.said("the table [curator] is missing")
    save(settings, text)
    watcher.said("no faults: 4 claims")
    assert watcher.end() == 0


def test_it_ends_with_what_the_last_check_found(watcher: Watcher, claims: Path) -> None:
    save(claims, claims.read_text(encoding="utf-8").replace('"deaths"', '"death"', 1))
    watcher.said("2 faults")

    assert watcher.end() == 1


def test_many_changes_while_it_checks_are_all_seen(watcher: Watcher, claims: Path) -> None:
    text = claims.read_text(encoding="utf-8")
    for number in range(30):
        save(claims, text.replace("900 men", f"{number} men"))
        time.sleep(0.01)
    save(claims, text.replace('"deaths"', '"last"', 1))

    watcher.said("'last' is not in the vocabulary")
    assert watcher.end() == 1


def test_an_edit_of_the_real_archive_is_checked_soon(watcher_of_the_archive: Watcher, tmp_path: Path) -> None:
    path = min((tmp_path / "archive/claims").rglob("*.toml"))
    save(path, path.read_text(encoding="utf-8").replace('paraphrase = "', 'paraphrase = "Once more. ', 1))

    seconds = float(watcher_of_the_archive.said("---").split()[2])

    watcher_of_the_archive.said("no faults")
    assert seconds < SOON_SECONDS / 2
    assert watcher_of_the_archive.end() == 0
