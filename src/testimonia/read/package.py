"""Whether a file may be opened as a workbook, and which of its cells are merged.

An XLSX file is a zip archive of XML. What claims to be one may be made to fill
the machine, so sizes and heads are looked at before anything is unpacked.
"""

import re
import zipfile
import zlib
from pathlib import Path

DAMAGED = "the workbook is damaged and cannot be read to its end; open it in a spreadsheet program and save it anew"

_NO_WORKBOOK = "this is no XLSX workbook; an old XLS file, or one with a password, has to be saved as plain XLSX"
_MOST_BYTES = 500_000_000
_MOST_RATIO = 500
_MOST_PARTS = 2_000
_HEAD = 4_096
_TAIL = 1_000_000
_PICTURES = "xl/media/"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_BROKEN = (EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)


def why_unreadable(path: Path) -> str:
    """Why a file is not opened at all; empty where it may be."""
    if not zipfile.is_zipfile(path):
        return _NO_WORKBOOK
    try:
        with zipfile.ZipFile(path) as package:
            return _too_large(package.infolist()) or _entities(package)
    except _BROKEN:
        return DAMAGED


def _too_large(parts: list[zipfile.ZipInfo]) -> str:
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES or size > _MOST_RATIO * max(packed, 1):
        return f"the file unpacks to {size:,} bytes in {len(parts):,} parts, more than a workbook has; it is not opened"
    return ""


def _entities(package: zipfile.ZipFile) -> str:
    """Entities can multiply a few bytes to gigabytes; in UTF-16 every other byte is nought."""
    for part in package.infolist():
        if part.filename.startswith(_PICTURES):
            continue
        with package.open(part) as stream:
            head = stream.read(_HEAD).replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            return f"its part '{part.filename}' declares entities, which no spreadsheet does; it is not opened"
    return ""


def merged_cells(package: zipfile.ZipFile, part: str) -> list[str]:
    """The merged cells of a sheet, such as ``A1:B2``; they are told at the end of its part."""
    if part not in package.namelist():
        return []
    with package.open(part) as stream:
        stream.seek(max(0, package.getinfo(part).file_size - _TAIL))
        return [match.decode() for match in _MERGED.findall(stream.read())]
