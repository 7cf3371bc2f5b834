"""Every fault that an author can make is told in the author's words, at the author's line.

A case is a folder tests/errors/<case>/: files that are laid over the small
archive, and ``expected.txt``, the exact text of ``testimonia check``.
"""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

CASES = Path(__file__).parent / "errors"
EXPECTED = "expected.txt"

Run = Callable[..., Result]


def faulty_files(case: Path) -> dict[Path, bytes]:
    """The files of a case, by their place in an archive."""
    files = sorted(path for path in case.rglob("*") if path.is_file() and path.name != EXPECTED)
    return {path.relative_to(case): path.read_bytes() for path in files}


@pytest.fixture
def listener() -> socket.socket:
    """A socket that would see whoever calls."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0)
    return server


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_the_fault_is_told(case: Path, small: Path, run: Run) -> None:
    files = faulty_files(case)
    assert files, "a case holds at least one faulty file"
    for path, content in files.items():
        (small / path).parent.mkdir(parents=True, exist_ok=True)
        (small / path).write_bytes(content)

    result = run("check")

    assert result.stderr == (case / EXPECTED).read_text(encoding="utf-8")
    assert result.stdout == ""
    assert result.exit_code == 1


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_the_message_names_no_class_and_no_exception(case: Path) -> None:
    text = (case / EXPECTED).read_text(encoding="utf-8")

    assert "Error" not in text
    assert "tm:" not in text.replace("such as tm:Claim or tm:Actor", "")
    assert "Traceback" not in text


def test_the_small_archive_has_no_fault(small: Path, run: Run) -> None:
    result = run("check")

    assert result.output.startswith("no faults: 4 claims, 0 arguments, 0 flags, 2 references")
    assert result.exit_code == 0
    assert small.name == "data"


def test_nothing_is_fetched_for_a_remote_context(small: Path, run: Run, listener: socket.socket) -> None:
    case = CASES / "json-ld-remote-context"
    port = listener.getsockname()[1]
    (path, content), *_ = faulty_files(case).items()
    (small / path).write_bytes(content.replace(b"PORT", str(port).encode()))

    result = run("check")

    assert result.exit_code == 1
    with pytest.raises(BlockingIOError):
        listener.accept()
