"""Where the compiled shapes choose whom pyshacl is asked about, an author reads what pyshacl alone would say."""

import shutil
from pathlib import Path

import pytest

from testimonia import validate
from testimonia.checking import Task, check

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests/errors").iterdir())


@pytest.fixture(autouse=True)
def _always_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few nodes would go to pyshacl at once."""
    monkeypatch.setattr(validate, "_FEW", 0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_told_in_the_same_words(case: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is expected of the case was said by pyshacl."""
    monkeypatch.chdir(small.parent)
    shutil.copytree(case, small, dirs_exist_ok=True)

    problems = check(Task(Path("data"), Path("build"))).problems

    *expected, count = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line for problem in problems for line in str(problem).splitlines()] == expected
    assert count.startswith(str(len(problems)))


@pytest.mark.parametrize("root", ["examples/alder-ford", "tests/archive"])
def test_an_archive_without_fault_has_none_either_way(root: str, tmp_path: Path) -> None:
    compiled = check(Task(ROOT / root, tmp_path / "compiled"))
    reference = check(Task(ROOT / root, tmp_path / "reference", is_reference=True))

    assert compiled == reference
    assert compiled.problems == []
    assert compiled.looked_at > 0
