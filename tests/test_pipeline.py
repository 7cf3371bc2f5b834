"""The path from authored files to a store and a release, and what survives when it is cut off."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from testimonia.checking import Task, check, read
from testimonia.pipeline import RELEASED, build
from testimonia.store import open_store

SMALL = Path(__file__).parent / "archive"
FAULT = '\n[[claim]]\nkey = "faulty"\n'


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.name.startswith("."))


def break_it(root: Path) -> None:
    path = root / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text() + FAULT)


def test_two_builds_of_the_same_data_are_the_same_bytes(small: Path, tmp_path: Path) -> None:
    one, other = build(small, tmp_path / "one"), build(small, tmp_path / "other")

    assert one.folder is not None
    assert other.folder is not None
    assert files(one.folder / "release") == files(other.folder / "release")
    assert one.manifest == other.manifest
    assert one.folder.name == other.folder.name


def test_another_place_and_another_order_of_writing_change_no_byte(alder_ford: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere/archive"
    for path in sorted((p for p in alder_ford.rglob("*") if p.is_file()), reverse=True):
        target = elsewhere / path.relative_to(alder_ford)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)

    one, other = build(alder_ford, tmp_path / "one"), build(elsewhere, tmp_path / "other")

    assert one.folder is not None
    assert other.folder is not None
    assert files(one.folder / "release") == files(other.folder / "release")


def test_a_second_build_changes_nothing(small: Path, tmp_path: Path) -> None:
    first = build(small, tmp_path / "build")
    before = files(tmp_path / "build/current/release")

    second = build(small, tmp_path / "build")

    assert second.folder == first.folder
    assert files(tmp_path / "build/current/release") == before
    assert leftovers(tmp_path / "build") == []


def test_an_edit_makes_another_release_and_removes_the_last(small: Path, tmp_path: Path) -> None:
    first = build(small, tmp_path / "build")
    edit(small)

    second = build(small, tmp_path / "build")

    assert first.folder is not None
    assert second.folder is not None
    assert not first.folder.exists()
    assert (tmp_path / "build/current").resolve() == second.folder.resolve()


def test_the_manifest_tells_what_the_files_are(small: Path, tmp_path: Path) -> None:
    made = build(small, tmp_path / "build")
    release = tmp_path / "build/current/release"

    manifest = json.loads((release / "manifest.json").read_text())

    assert manifest == made.manifest
    listed = {entry["name"]: entry for entry in manifest["files"]}
    assert set(listed) == {f"archive.{name}" for name in RELEASED} | {"context.jsonld"}
    for name, entry in listed.items():
        content = (release / name).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert sum(manifest["graphs"].values()) == manifest["quads"]


def test_store_and_release_hold_the_same_quads(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "build")
    current = tmp_path / "build/current"

    released = set(parse(path=str(current / "release/archive.nq"), format=RdfFormat.N_QUADS))

    assert set(open_store(current / "store")) == released


def test_the_release_holds_no_blank_node(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "build")

    text = (tmp_path / "build/current/release/archive.nq").read_text()

    assert "_:" not in text.replace('"_:', "")
    assert text.splitlines() == sorted(text.splitlines())


def test_a_fault_leaves_the_last_good_build_untouched(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "build")
    before = files(tmp_path / "build/current")
    break_it(small)

    made = build(small, tmp_path / "build")

    assert made.problems
    assert made.folder is None
    assert made.manifest is None
    assert files(tmp_path / "build/current") == before


def test_a_fault_on_the_first_build_makes_nothing(small: Path, tmp_path: Path) -> None:
    break_it(small)

    build(small, tmp_path / "build")

    assert not (tmp_path / "build/current").exists()
    assert leftovers(tmp_path / "build") == []


def test_build_and_check_find_the_same_faults(small: Path, tmp_path: Path) -> None:
    break_it(small)

    assert build(small, tmp_path / "one").problems == check(Task(small, tmp_path / "other")).problems


def test_an_open_store_outlives_the_next_build(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "build")
    store = open_store(tmp_path / "build/current/store")
    before = set(store)
    edit(small)

    build(small, tmp_path / "build")

    assert set(store) == before


MOMENTS = [
    "_release",
    "write_store",
    "point",
    "forget",
]
"""The steps of a build; it is killed before and after each."""

KILLED = """
import os, signal, sys
from pathlib import Path
from testimonia import pipeline

step, when = sys.argv[3:]
real = getattr(pipeline, step)

def killed(*arguments):
    if when == "after":
        real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(pipeline, step, killed)
pipeline.build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def edit(root: Path) -> None:
    path = root / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text().replace("300 to 900", "300 to 901"))


@pytest.fixture(scope="module")
def good_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the small archive."""
    out = tmp_path_factory.mktemp("good")
    build(SMALL, out)
    return out


@pytest.fixture(scope="module")
def next_release(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The release of the archive as edited, never interrupted."""
    folder = tmp_path_factory.mktemp("next")
    edit(Path(shutil.copytree(SMALL, folder / "data")))
    made = build(folder / "data", folder / "build")
    assert made.folder is not None
    return files(made.folder / "release")


@pytest.fixture
def built(small: Path, good_build: Path, tmp_path: Path) -> Path:
    """The folder of a good build, and an archive that has changed since."""
    shutil.copytree(good_build, tmp_path / "build", symlinks=True)
    edit(small)
    return tmp_path / "build"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", MOMENTS)
def test_a_build_killed_at_any_step_leaves_a_good_one(
    small: Path, built: Path, next_release: dict[str, bytes], step: str, when: str
) -> None:
    command = [sys.executable, "-c", KILLED, str(small), str(built), step, when]

    done = subprocess.run(command, check=False)  # noqa: S603  (our own program)

    assert done.returncode == -signal.SIGKILL
    assert_good(built)
    assert_cleaned_by_the_next(small, built, next_release)


@pytest.mark.parametrize("seed", range(4))
def test_a_build_killed_at_a_random_moment_leaves_a_good_one(
    small: Path, built: Path, next_release: dict[str, bytes], seed: int
) -> None:
    moments = random.Random(seed)  # noqa: S311  (the same moments on every run)
    command = [sys.executable, "-m", "testimonia", "--archive", str(small), "--build", str(built), "build"]
    started = time.monotonic()
    subprocess.run([*command[:-1], "--help"], check=True, capture_output=True)  # noqa: S603  (our own program)
    start_up = time.monotonic() - started
    building = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    time.sleep(start_up * moments.uniform(0.8, 3))
    building.kill()
    building.wait()

    assert_good(built)
    assert_cleaned_by_the_next(small, built, next_release)


def assert_good(built: Path) -> None:
    """The build in place opens, answers, and is whole."""
    store = open_store(built / "current/store")
    quads = set(parse(path=str(built / "current/release/archive.nq"), format=RdfFormat.N_QUADS))
    assert bool(store.query("ASK { GRAPH ?g { ?claim a <https://w3id.org/testimonia/ns#Claim> } }"))
    assert set(store) == quads
    manifest = json.loads((built / "current/release/manifest.json").read_text())
    for entry in manifest["files"]:
        content = (built / "current/release" / entry["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def assert_cleaned_by_the_next(small: Path, built: Path, release: dict[str, bytes]) -> None:
    """The next build is that of an archive never interrupted, and what was left is gone."""
    made = build(small, built)

    assert made.folder is not None
    assert files(made.folder / "release") == release
    assert leftovers(built) == []
    folders = [path for path in built.iterdir() if path.is_dir() and not path.is_symlink()]
    assert folders == [made.folder]


def test_what_a_running_build_makes_is_left_alone(small: Path, tmp_path: Path) -> None:
    running = tmp_path / f"build/.making-{os.getppid()}"
    running.mkdir(parents=True)
    dead = tmp_path / "build/.making-999999999"
    dead.mkdir()

    build(small, tmp_path / "build")

    assert running.exists()
    assert not dead.exists()


def test_folders_of_others_are_left_alone(small: Path, tmp_path: Path) -> None:
    (tmp_path / "build/notes").mkdir(parents=True)
    (tmp_path / "build/.making-of-the-film").mkdir()

    build(small, tmp_path / "build")

    assert (tmp_path / "build/notes").exists()
    assert (tmp_path / "build/.making-of-the-film").exists()


@pytest.fixture
def killed_check(small: Path, tmp_path: Path) -> Path:
    """A check that was killed in the midst of looking, and the archive edited after it."""
    path = small / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text().replace("900 persons", "900 person"))
    script = """
import os, signal, sys
from pathlib import Path
from testimonia import checking

checking._PART = 8
looks = []
class Killed(checking._Look):
    def at(self, ids):
        looks.append(ids)
        if len(looks) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().at(ids)
def one_by_one(state, task, parts):
    look = Killed(task, state)
    yield from ((part, look.at(part)) for part in parts)
checking._results = one_by_one
checking.check(checking.Task(Path(sys.argv[1]), Path(sys.argv[2])))
"""
    command = [sys.executable, "-c", script, str(small), str(tmp_path / "build")]
    done = subprocess.run(command, check=False)  # noqa: S603  (our own program)
    assert done.returncode == -signal.SIGKILL
    return small


@pytest.mark.parametrize("edits", [False, True], ids=["taken up again", "edited in between"])
def test_a_killed_check_is_taken_up_again(killed_check: Path, tmp_path: Path, edits: bool) -> None:  # noqa: FBT001
    if edits:
        path = killed_check / "claims/vey-chronicle/a.toml"
        path.write_text("# a remark\n" + path.read_text().replace("three in ten", "a third"))

    found = check(Task(killed_check, tmp_path / "build")).problems

    assert found
    assert found == check(Task(killed_check, tmp_path / "fresh")).problems


def test_reading_reports_missing_anchors(small: Path) -> None:
    (small / "anchors.csv").unlink()

    problems = read(small).problems

    assert len(problems) == 1
    assert "and 3 more of 'vey-chronicle' are not in anchors.csv yet" in problems[0].message
