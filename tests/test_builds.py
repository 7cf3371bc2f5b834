"""The folder of builds: what is used stays, what nobody uses goes, however a user ended."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from testimonia import builds
from testimonia.pipeline import build, rewrite
from testimonia.store import open_store

HELD = """
import sys, time
from pathlib import Path
from testimonia import builds

held = builds.use(Path(sys.argv[1]))
print(held.folder.name, flush=True)
time.sleep(600)
"""


def edit(root: Path, number: int) -> None:
    path = root / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text().replace("300 to 900", f"300 to {number}"))


def folders(out: Path) -> set[str]:
    return {path.name for path in out.iterdir() if path.is_dir() and not path.is_symlink()}


def test_a_build_in_use_stays_until_it_is_let_go(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    first = build(small, out).folder
    assert first is not None
    held, again = builds.use(out), builds.use(out)
    edit(small, 901)

    second = build(small, out).folder

    assert second is not None
    assert folders(out) == {first.name, second.name}
    held.end()
    builds.forget(out, second)
    assert folders(out) == {first.name, second.name}, "a second user still holds it"
    again.end()
    builds.forget(out, second)
    assert folders(out) == {second.name}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_build_of_a_process_that_ended_goes(small: Path, tmp_path: Path, how: signal.Signals) -> None:
    out = tmp_path / "build"
    first = build(small, out).folder
    assert first is not None
    with subprocess.Popen([sys.executable, "-c", HELD, str(out)], stdout=subprocess.PIPE, text=True) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == first.name
        edit(small, 901)
        second = build(small, out).folder
        assert second is not None
        assert folders(out) == {first.name, second.name}

        os.kill(holder.pid, how)

    builds.forget(out, second)
    assert folders(out) == {second.name}


def test_a_build_that_is_replaced_while_it_is_taken_is_not_taken(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link is read before the lock is there; a build that comes in between may have removed the folder."""
    out = tmp_path / "build"
    build(small, out)
    edit(small, 901)
    replaced: list[Path | None] = []

    def read(folder: Path) -> Path:
        found = (folder / "current").resolve(strict=True)
        if not replaced:
            replaced.append(build(small, out).folder)
        return found

    monkeypatch.setattr(builds, "current", read)

    held = builds.use(out)

    assert held.folder == replaced[0]
    assert folders(out) == {held.folder.name}
    held.end()


def test_nothing_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        builds.use(tmp_path)


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    order = []
    inside = threading.Event()

    def other() -> None:
        inside.wait()
        with builds.alone(tmp_path):
            order.append("other")

    thread = threading.Thread(target=other)
    thread.start()
    with builds.alone(tmp_path):
        inside.set()
        thread.join(0.3)
        order.append("first")
    thread.join()

    assert order == ["first", "other"]


def test_a_rewritten_build_is_told_to_be_of_the_same_files(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    first = build(small, out).folder
    assert first is not None
    origin = {
        path.name: path.read_bytes() for path in first.iterdir() if path.is_file() and path.name != "search.sqlite"
    }
    quads = sorted(open_store(first / "store"), key=str)

    second = rewrite(builds.current(out), quads[1:]).folder

    assert second is not None
    assert second != first
    assert origin
    assert {name: (second / name).read_bytes() for name in origin} == origin


def test_a_build_that_was_replaced_is_not_rewritten(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    build(small, out)
    first = builds.use(out)
    quads = list(open_store(first.folder / "store"))
    edit(small, 901)
    second = build(small, out).folder

    with pytest.raises(builds.ReplacedError):
        rewrite(first.folder, quads[1:])

    first.end()
    assert second is not None
    assert builds.current(out) == second.resolve()
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
