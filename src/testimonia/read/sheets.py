"""The sheets of a workbook: their names, and what their rows are; known without opening one."""

from pathlib import Path

SHEETS = {
    "claims": "claim",
    "arguments": "argument",
    "flags": "flag",
    "without-claim": "without-claim",
    "concepts": "concept",
    "events": "event",
    "actors": "actor",
    "places": "place",
    "works": "work",
    "documents": "document",
    "references": "reference",
}
"""Each sheet with the kind of block that its rows are."""

FILE_COLUMN = "toml-file"
"""The column that names the TOML file which a row belongs to; only there so that nothing is lost on the way back."""

WITHOUT_KEY = ("flag", "without-claim")
"""The kinds of block that need no key."""


def place(path: Path, sheet: str) -> str:
    """How the faults of a sheet name it."""
    return f"{path}, sheet {sheet}"
