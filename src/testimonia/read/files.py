"""The files of an archive, in order, and their text."""

from collections.abc import Iterator
from pathlib import Path

from testimonia.model.problem import Location, Problem
from testimonia.read.rdf import FORMATS

SETTINGS = "archive.toml"
_NOT_OURS = (".", "~$")
"""Hidden files, and the locks that spreadsheet programs leave beside an open workbook."""
_FOLDERS = ("entities", "sources", "claims")
_ENDINGS = (".toml", ".csv", ".tsv", ".xlsx", *FORMATS)


def data_files(root: Path) -> Iterator[Path]:
    """The authored files of an archive, settings first, in a stable order."""
    yield root / SETTINGS
    yield from sorted(path for path in root.glob("*.xlsx") if not path.name.startswith(_NOT_OURS))
    for folder in _FOLDERS:
        paths = (root / folder).rglob("*")
        yield from sorted(p for p in paths if p.suffix in _ENDINGS and not p.name.startswith(_NOT_OURS))


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file, or why it cannot be read; a byte order mark is passed over."""
    location = Location(str(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(location, "the file is missing")]
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02X} is not UTF-8; save the file as UTF-8 (it may be in Latin-1)"
        return None, [Problem(location.at(line), message)]
