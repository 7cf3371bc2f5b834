"""Whole archives: blocks to the files they belong in, and an empty archive to begin with."""

from collections.abc import Sequence
from pathlib import Path

from testimonia.model.problem import Problem
from testimonia.read.block import Block, Entry, is_key
from testimonia.read.fields import block_entry
from testimonia.vocabulary import Vocabulary
from testimonia.write.toml import claims_text, document_text, register_text
from testimonia.write.workbook import write_workbook

_REGISTERS = {"actor": "actors", "place": "places", "event": "events", "concept": "concepts"}
_OF_CLAIMS = ("claim", "argument", "flag", "without-claim")


def texts(blocks: Sequence[Block], default: str) -> dict[str, str]:
    """The TOML files of an archive, by their path below its folder.

    Args:
        blocks: What is to be written, in the order it should stand.
        default: Name of the file of claims for blocks that come from none.
    """
    found: dict[str, str] = {}
    for kind, name in _REGISTERS.items():
        entries = [block for block in blocks if block.kind == kind and not _is_beside_claims(block)]
        if entries:
            found[f"entities/{name}.toml"] = register_text(entries)
    documents = [block for block in blocks if block.kind == "document"]
    works = [block for block in blocks if block.kind == "work"]
    read = {block.key for block in documents}
    for document in documents:
        work = next((block for block in works if block.key == document.key), None)
        references = [b for b in blocks if b.kind == "reference" and b.fields.get("source") == document.key]
        if work is not None:
            found[f"sources/{document.key}.toml"] = document_text(work, document, references)
    others = [block for block in works if block.key not in read]
    if others:
        found["sources/works.toml"] = register_text(others)
    for (source, name), members in _files(blocks, default).items():
        found[f"claims/{source}/{name}.toml"] = claims_text(members)
    return found


def unwritable(blocks: Sequence[Block]) -> list[Problem]:
    """Why blocks cannot be written as TOML files, or as a workbook, so that all of each comes back."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Block] = {}
    works = {block.key for block in blocks if block.kind == "work"}
    documents = {block.key for block in blocks if block.kind == "document"}
    for block in blocks:
        entry = Entry(block, problems)
        block_entry(entry)
        source = entry.text("source")
        if source and not is_key(source):
            entry.fault("source", f"'{source}' is no document that is read here")
        first = seen.setdefault((block.kind, block.path or str(block.location)), block)
        if first is not block:
            entry.fault("key", f"the key '{block.key}' is already used at {first.location}")
        if block.kind == "document" and block.key not in works:
            entry.fault("key", f"'{block.key}' is in no register of works; a document has an entry there as well")
        if block.kind == "reference" and source not in documents:
            entry.fault("source", f"'{source}' is no document that is read here")
    return problems


def _is_beside_claims(block: Block) -> bool:
    return block.kind == "concept" and bool(block.fields.get("source"))


def _files(blocks: Sequence[Block], default: str) -> dict[tuple[str, str], list[Block]]:
    found: dict[tuple[str, str], list[Block]] = {}
    for block in blocks:
        if block.kind in _OF_CLAIMS or _is_beside_claims(block):
            name = (str(block.fields.get("source", "")), block.curation or default)
            found.setdefault(name, []).append(block)
    return found


def new_archive(folder: Path, vocabulary: Vocabulary) -> list[Path]:
    """An empty archive: settings, registers, a workbook, a README; the paths written."""
    written = {"archive.toml": _SETTINGS, "README.md": _README}
    for below in ("entities", "sources", "claims", "documents"):
        (folder / below).mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_workbook(folder / "archive.xlsx", [], vocabulary)
    return [folder / name for name in (*written, "archive.xlsx")]


_SETTINGS = """\
# The archive as a whole.

title    = "My archive"
base     = "https://example.org/my-archive/"
licence  = "https://creativecommons.org/licenses/by/4.0/"
coverage = 0

[curator]
key  = "curator"
name = "The curator of this archive"
"""
_README = """\
# My archive

- `archive.toml`: title, base address, licence, and who curates. Begin here.
- `archive.xlsx`: a sheet for each kind of entry; the second row says what belongs in a column.
  Write there, or in TOML files below `entities/`, `sources/` and `claims/`, or in both.
- `documents/`: the texts that are read. They are never part of what is published.

    testimonia snapshot documents/your-text.txt                # what to write of a document
    testimonia --archive . locate "a few words" --sources documents
    testimonia --archive . anchor --sources documents          # after new passages
    testimonia --archive . check                               # every fault, with its row
    testimonia --archive . build

To go on in text files: `testimonia --archive . read archive.xlsx`, then take the workbook away.
"""
