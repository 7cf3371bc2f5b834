"""What a build was made from, held against the files as they are now."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from testimonia import pipeline
from testimonia.read import inputs
from testimonia.read.inputs import Change, Changes, Inputs, Kind
from testimonia.read.settings import read_settings

CLAIMS = "claims/vey-chronicle/a.toml"
Look = Callable[[], Changes]


@pytest.fixture
def look(alder_ford: Path, tmp_path: Path) -> Look:
    """What has changed in the example since it was built."""
    made = pipeline.build(alder_ford, tmp_path / "build")
    assert made.folder is not None, made.problems
    folder = made.folder

    def changes() -> Changes:
        settings, _ = read_settings(alder_ford)
        assert settings is not None
        with closing(Inputs(folder / inputs.FILE, alder_ford)) as held:
            return held.changes(settings)

    return changes


def told(changes: Changes) -> list[tuple[str, str]]:
    return [(change.kind.value, change.path) for change in changes.changes]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_has_changed_after_a_build(look: Look) -> None:
    assert not look()


def test_a_file_that_was_only_touched_is_as_it_was(look: Look, alder_ford: Path) -> None:
    for path in alder_ford.rglob("*.toml"):
        os.utime(path, (1, 1))

    assert not look()


def test_lines_that_move_change_nothing(look: Look, alder_ford: Path) -> None:
    replace(alder_ford / CLAIMS, "[[claim]]", "# a remark\n\n[[claim]]")

    assert not look()


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "entities/actors.toml", "[marlow]", "[marlow-2]", ("added", "actor/marlow-2"), id="an actor with a new key"
        ),
        pytest.param(
            "entities/actors.toml", "[marlow]", "[marlow-2]", ("removed", "actor/marlow"), id="an actor that is gone"
        ),
        pytest.param(
            "claims/vey-chronicle/b.csv",
            "41 persons",
            "43 persons",
            ("changed", "claim/vey-chronicle/roll-41"),
            id="a row",
        ),
    ],
)
def test_tells_what_became_of_an_entry(
    look: Look, alder_ford: Path, file: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    text = (alder_ford / file).read_text(encoding="utf-8")
    (alder_ford / file).write_text(text.replace(old, new), encoding="utf-8")
    found = told(look())

    assert expected in found


def test_a_claim_that_moves_to_another_file_is_changed_and_not_removed(look: Look, alder_ford: Path) -> None:
    first = alder_ford / CLAIMS
    (alder_ford / "claims/vey-chronicle/z.toml").write_bytes(first.read_bytes())
    first.unlink()
    found = told(look())

    assert found
    assert {kind for kind, _ in found} == {"changed"}


def test_a_file_that_is_gone_takes_its_claims_with_it(look: Look, alder_ford: Path) -> None:
    (alder_ford / CLAIMS).unlink()
    found = told(look())

    assert {kind for kind, _ in found} == {"removed"}
    assert ("removed", "claim/vey-chronicle/took-three-days") in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"[[claim]\n", "page.toml", id="no TOML"),
        pytest.param(b"\xff\xfe", "not UTF-8", id="no text"),
    ],
)
def test_what_cannot_be_read_is_told_and_counts_as_not_readable(
    look: Look, alder_ford: Path, content: bytes, said: str
) -> None:
    (alder_ford / "claims/lowmere-wiki/page.toml").write_bytes(content)
    found = look()

    assert {kind for kind, _ in told(found)} == {"unreadable"}
    assert said in str(found.problems[0])


def test_a_file_that_is_closed_to_us_is_told(look: Look, alder_ford: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    replace(alder_ford / CLAIMS, "[[claim]]", "# a remark\n[[claim]]")
    monkeypatch.setattr(inputs, "read_file", closed)
    found = look()

    assert {change.kind for change in found.changes} == {Kind.UNREADABLE}
    assert "cannot be read: Permission denied" in str(found.problems[0])


def test_a_workbook_is_held_against_its_rows(
    alder_ford: Path, tmp_path: Path, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--archive", str(alder_ford), "sheet", "-o", str(tmp_path / "sheets.xlsx"))
    book = tmp_path / "book"
    book.mkdir()
    for name in ("archive.toml", "anchors.csv"):
        (book / name).write_bytes((alder_ford / name).read_bytes())
    (book / "sheets.xlsx").write_bytes((tmp_path / "sheets.xlsx").read_bytes())
    monkeypatch.chdir(tmp_path)
    made = pipeline.build(Path("book"), tmp_path / "build")
    assert made.folder is not None, made.problems
    os.utime(book / "sheets.xlsx", (1, 1))
    settings, _ = read_settings(Path("book"))
    assert settings is not None
    with closing(Inputs(made.folder / inputs.FILE, book)) as held:
        assert not held.changes(settings)
        (book / "sheets.xlsx").unlink()
        assert (
            Change("claim/vey-chronicle/roll-41", Kind.REMOVED, "sheets.xlsx, sheet claims")
            in held.changes(settings).changes
        )
