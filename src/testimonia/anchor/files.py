"""The source files of documents, and where words stand in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from testimonia.model.passage import Passage
from testimonia.model.source import Document

_FOLDED = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x00A0: " "}


@dataclass(frozen=True, slots=True)
class Found:
    """A place where words stand; ``words`` is the text there."""

    passage: Passage
    words: str


def source_files(documents: Iterable[Document], *folders: Path) -> dict[str, Path]:
    """Each document's file in some folders: by its digest, else by its name; the first folder goes before the next."""
    there = dict.fromkeys(folder.resolve() for folder in reversed(folders) if folder.is_dir())
    files = [path for folder in there for path in sorted(folder.iterdir()) if path.is_file()]
    by_digest = {sha256(path.read_bytes()).hexdigest(): path for path in files}
    by_name = {path.name: path for path in files}
    found = {d.source: by_digest.get(d.sha256) or by_name.get(Path(d.file).name) for d in documents}
    return {source: path for source, path in found.items() if path is not None}


def listed(folders: Iterable[Path]) -> str:
    """Folders as a message names them: those that are there, or the last of them."""
    named = {folder.resolve(): folder for folder in reversed([*folders])}
    there = [str(folder) for path, folder in named.items() if path.is_dir()]
    return " or ".join(reversed(there)) or str(next(iter(named.values())))


def file_text(path: Path) -> str:
    """The text in which offsets count: line ends stay as they are, and a byte that is not UTF-8 is one character."""
    return path.read_bytes().decode("utf-8", errors="replace")


def misfit(document: Document, path: Path, text: str) -> str:
    """How a file differs from what the document's snapshot says of it; empty where it is the one that was read."""
    if sha256(path.read_bytes()).hexdigest() != document.sha256:
        return f"'{path.name}' is not the file that was read: its SHA-256 differs"
    if len(text) != document.code_points:
        return f"'{path.name}' has {len(text)} characters, not {document.code_points}; mend 'code-points'"
    return ""


def passage_hash(text: str, passage: Passage) -> str:
    """SHA-256, in hex, of the passage's UTF-8 bytes."""
    return sha256(text[passage.start : passage.end].encode()).hexdigest()


def locate(words: str, text: str, source: str) -> list[Found]:
    """Where words stand in a text, passing over differences of case, spaces and quotes.

    Returns:
        Every occurrence, in order; offsets in Unicode code points.
    """
    parts = [re.escape(part) for part in _folded(words).split()]
    if not parts:
        return []
    matches = re.finditer(r"\s+".join(parts), _folded(text))
    return [Found(Passage(source, m.start(), m.end()), text[m.start() : m.end()]) for m in matches]


def _folded(text: str) -> str:
    """Case and typographic quotes folded, one character for one, so that offsets stay."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text.translate(_FOLDED))
