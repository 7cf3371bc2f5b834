"""Authored files in one canonical form, so that differences show meaning.

TOML keeps its comments: a block's fields are put in the order of the form,
their equals signs in a column, quantities and times in words. Turtle is
rdflib's ``longturtle``, sorted, with the comment at the head of the file.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from rdflib import Graph

from testimonia.read.fields import FIELDS
from testimonia.read.toml import after_line
from testimonia.write.toml import canonical, quoted

_TABLE = re.compile(r"\s*\[\[?\s*(.+?)\s*\]\]?\s*(#.*)?$")
_FIELD = re.compile(r"""\s*([\w-]+|"[^"]*"|'[^']*')\s*=\s*(.*)$""", re.DOTALL)


@dataclass(slots=True)
class _Chunk:
    """A field as written, with the comment lines above it; without a name, lines that belong to no field."""

    lines: list[str]
    name: str = ""
    comments: list[str] = field(default_factory=list)


def toml(text: str, kind: str = "") -> str:
    """A TOML file in canonical form.

    Args:
        text: The file.
        kind: What its tables are where their names are keys: actor, work …

    Raises:
        tomllib.TOMLDecodeError: The text is not TOML.
    """
    tomllib.loads(text)
    parts = [_table(head, lines, kind) for head, lines in _tables(text)]
    result = re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip("\n") + "\n"
    if tomllib.loads(result).keys() != tomllib.loads(text).keys():
        raise AssertionError("formatting lost a table")
    return result


def turtle(text: str) -> str:
    """A Turtle file in canonical form; the comment at its head stays, others do not."""
    head = list(takewhile(lambda line: line.startswith("#"), text.splitlines()))
    graph = Graph().parse(data=text, format="turtle")
    body = graph.serialize(format="longturtle").strip("\n")
    return "\n".join([*head, *([""] if head else []), body]) + "\n"


def _tables(text: str) -> Iterator[tuple[str, list[str]]]:
    """The header line of each table, empty for the file's head, with the lines that follow it."""
    head, inside, depth = "", "", 0
    lines: list[str] = []
    for line in text.splitlines():
        if not inside and not depth and _TABLE.match(line) and not _FIELD.match(line):
            yield head, lines
            head, lines = line.strip(), []
            continue
        inside, depth = after_line(line, inside, depth)
        lines.append(line)
    yield head, lines


def _table(head: str, lines: list[str], kind: str) -> str:
    chunks = _chunks(lines)
    name = head.strip("[] ").split("]")[0]
    order = list(FIELDS.get(name if head.startswith("[[") else kind or name, {}))
    order = ["key", *(item for item in order if item != "key")]
    fields = [chunk for chunk in chunks if chunk.name]
    rest = [line for chunk in chunks if not chunk.name for line in chunk.comments + chunk.lines]
    fields.sort(key=lambda chunk: order.index(chunk.name) if chunk.name in order else len(order))
    width = max((len(chunk.name) for chunk in fields), default=0)
    body = [line for chunk in fields for line in [*chunk.comments, *_written(chunk, width)]]
    ending = [line for line in rest if line.strip()]
    after = ["", *ending] if ending and fields else ending
    return "\n".join([*([head] if head else []), *body, *after, "", ""])


def _chunks(lines: list[str]) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    comments: list[str] = []
    inside, depth = "", 0
    for line in lines:
        if inside or depth:
            chunks[-1].lines.append(line)
        elif match := _FIELD.match(line):
            chunks.append(_Chunk([line], match[1].strip("\"'"), comments))
            comments = []
        elif line.strip():
            comments.append(line)
        elif comments:
            chunks.append(_Chunk([*comments, ""]))
            comments = []
        inside, depth = after_line(line, inside, depth)
    if comments:
        chunks.append(_Chunk(comments))
    return chunks


def _written(chunk: _Chunk, width: int) -> list[str]:
    match = _FIELD.match(chunk.lines[0])
    value = match[2] if match else ""
    if len(chunk.lines) == 1:
        value = _value(chunk.name, value)
    return [f"{chunk.name.ljust(width)} = {value}", *chunk.lines[1:]]


def _value(name: str, written: str) -> str:
    """A quantity or time in words; everything else as the author has it."""
    if name not in ("quantity", "time", "held"):
        return written
    value = tomllib.loads(f"value = {written}")["value"]
    fresh = canonical(name, value)
    if fresh == value:
        return written
    text = "[" + ", ".join(quoted(item) for item in fresh) + "]" if isinstance(fresh, list) else quoted(str(fresh))
    comment = re.search(r"\s+#[^\"']*$", written)
    return text + (comment[0] if comment else "")
