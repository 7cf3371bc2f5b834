"""An empty archive is without fault, and can be filled in the workbook alone, with no text file beside it."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

Run = Callable[..., Result]
TEXT = "The fight at Alder Ford\n\nAnselm writes that between 300 and 900 fell. The roll names 41.\n"
DIGEST = sha256(TEXT.encode()).hexdigest()

ROWS: dict[str, list[dict[str, str]]] = {
    "events": [{"key": "battle", "name": "Battle of Alder Ford", "kind": "battle-or-siege"}],
    "actors": [
        {"key": "marlow", "name": "Ida Marlow", "kind": "person"},
        {"key": "anselm", "name": "Anselm", "kind": "person", "names": "Anselm von Vey@de ; Ансельм@ru"},
    ],
    "places": [{"key": "alder-ford", "name": "Alder Ford", "kind": "crossing"}],
    "works": [
        {
            "key": "bulletin",
            "name": "The fight at Alder Ford",
            "kind": "article",
            "creators": "marlow",
            "issued": "2004",
        }
    ],
    "documents": [
        {
            "key": "bulletin",
            "file": "bulletin.txt",
            "sha256": DIGEST,
            "code-points": str(len(TEXT)),
            "text-form": "UTF-8, LF",
            "narrator": "marlow",
            "sections": f"A | 0-{len(TEXT)} | the whole",
        }
    ],
    "claims": [
        {
            "source": "bulletin",
            "narrator": "marlow",
            "recorded": "2026-11-22T09:00:00Z",
            "section": "A",
            "key": "anselm-300-to-900",
            "paraphrase": "Anselm gives a range.",
            "passage": "25-69",
            "holder": "anselm",
            "about": "battle",
            "aspect": "deaths",
            "quantity": "300 to 900 persons",
            "references": "none",
        }
    ],
    "without-claim": [{"source": "bulletin", "section": "A", "passage": "0-23", "reason": "title"}],
}


def fill(path: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    """Type rows into a workbook, below what stands there."""
    book = load_workbook(path)
    for sheet, entries in rows.items():
        names = [cell.value for cell in next(book[sheet].iter_rows())]
        for entry in entries:
            book[sheet].append([entry.get(str(name)) for name in names])
    book.save(path)


@pytest.fixture
def fresh(tmp_path: Path, run: Run) -> Path:
    """An empty archive, and a document to read."""
    result = run("new", "fresh")
    assert result.exit_code == 0
    (tmp_path / "fresh/documents/bulletin.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "fresh"


def test_it_says_what_it_made(run: Run, tmp_path: Path) -> None:
    result = run("new", "my archive")

    assert result.stdout.splitlines() == ["my archive/archive.toml", "my archive/README.md", "my archive/archive.xlsx"]
    made = {path.relative_to(tmp_path / "my archive").as_posix() for path in tmp_path.glob("my archive/*")}
    assert made == {"archive.toml", "README.md", "archive.xlsx", "entities", "sources", "claims", "documents"}


def test_a_folder_that_holds_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")

    result = run("new", "full")

    assert result.stderr == "Error: 'full' is not empty; nothing was written\n"
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes.txt"]


@pytest.mark.usefixtures("fresh")
def test_it_has_no_fault(run: Run) -> None:
    assert run("--archive", "fresh", "check").stdout.startswith("no faults: 0 claims")
    assert run("--archive", "fresh", "format", "--check").exit_code == 0


def test_every_command_of_its_readme_is_one(fresh: Path, run: Run) -> None:
    text = (fresh / "README.md").read_text(encoding="utf-8")
    commands = {
        line.split("testimonia ")[1].replace("--archive . ", "").split()[0]
        for line in text.splitlines()
        if "    testimonia " in line
    }

    assert commands == {"snapshot", "locate", "anchor", "check", "build"}
    assert all(run(command, "--help").exit_code == 0 for command in commands)


def test_it_can_be_filled_in_the_workbook_alone(fresh: Path, run: Run) -> None:
    fill(fresh / "archive.xlsx", ROWS)
    archive = ("--archive", "fresh")

    assert run(*archive, "anchor", "--sources", "fresh/documents").stdout.endswith("passages in fresh/anchors.csv\n")
    assert run(*archive, "check").stdout.startswith("no faults: 1 claim,")
    assert run(*archive, "verify", "--sources", "fresh/documents").exit_code == 0
    assert run(*archive, "build").exit_code == 0
    answer = run(*archive, "query", "death-tolls", "-f", "csv").stdout
    assert ",300,900," in answer


def test_the_workbook_becomes_text_files_and_says_that_it_should_go(fresh: Path, run: Run) -> None:
    fill(fresh / "archive.xlsx", ROWS)
    archive = ("--archive", "fresh")
    run(*archive, "anchor", "--sources", "fresh/documents")

    result = run(*archive, "read", "fresh/archive.xlsx")

    assert result.stdout == "8 rows in 5 files below fresh\n"
    assert result.stderr == "take fresh/archive.xlsx away now; where it is, it is read as part of the archive\n"
    assert "is already used at" in run(*archive, "check").stderr
    (fresh / "archive.xlsx").unlink()
    assert run(*archive, "check").stdout.startswith("no faults: 1 claim,")
    assert run(*archive, "format", "--check").stdout == ""


def test_the_snapshot_to_paste(fresh: Path, run: Run) -> None:
    result = run("snapshot", str(fresh / "documents/bulletin.txt"))

    assert result.stdout == (
        f'[snapshot]\nfile        = "bulletin.txt"\nsha256      = "{DIGEST}"\ncode-points = {len(TEXT)}\n'
        'text-form   = "UTF-8, LF; offsets count Unicode code points from 0"\n'
    )


def test_a_snapshot_of_windows_lines_and_of_another_encoding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "crlf.txt").write_bytes(b"one\r\ntwo\r\n")
    (tmp_path / "latin.txt").write_bytes("Vögel".encode("latin-1"))

    assert "code-points = 10\n" in run("snapshot", "crlf.txt").stdout
    assert "UTF-8, CRLF" in run("snapshot", "crlf.txt").stdout
    refused = run("snapshot", "latin.txt")
    assert refused.stderr == "Error: latin.txt is not UTF-8 (byte 1); a document is read as UTF-8\n"
    assert refused.exit_code == 1
