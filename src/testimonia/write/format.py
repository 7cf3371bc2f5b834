"""Authored files in one canonical form, so that differences show meaning.

TOML keeps its comments: a block's fields are put in the order of the form,
their equals signs in a column, quantities, times and points in one form. Turtle is
rdflib's ``longturtle``, sorted, with the comment at the head of the file.
What comes out is read again: it says the same, or nothing is written.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from rdflib import Graph
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from testimonia.read.fields import FIELDS
from testimonia.read.toml import after_line
from testimonia.validate.reference import rdflib_term
from testimonia.vocabulary import XSD
from testimonia.write.toml import canonical, quoted

_TABLE = re.compile(r"\s*\[\[?\s*(.+?)\s*\]\]?\s*(#.*)?$")
_NAME = r"""(?:[\w-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_FIELD = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=\s*(.*)$", re.DOTALL)
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')
_IN_TURTLE = re.compile(r'"""(?s:.*?)"""|"(?:\\.|[^"\\])*"|<(?P<iri>[^>\s]*)>|(?P<comment>#.*)')
_PROLOGUE = re.compile(r"(?i)#|@?prefix\b|@?base\b|\s*$")
_STAND_IN = "https://base.invalid/"
"""In place of the base of a file that names none, and so takes the archive's."""


@dataclass(slots=True)
class _Field:
    """A field as written, with the comments above it."""

    name: str
    lines: list[str]
    comments: list[str]


@dataclass(slots=True)
class _Table:
    """A table: the comments right above its header, comments of its own before and after its fields."""

    above: list[str] = field(default_factory=list)
    head: str = ""
    opening: list[str] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)


def toml(text: str, kind: str = "") -> str:
    """A TOML file in canonical form.

    Args:
        text: The file.
        kind: What its tables are where their names are keys: actor, work …

    Raises:
        tomllib.TOMLDecodeError: The text is not TOML.
        ValueError: It would say something else afterwards.
    """
    before = _data(text)
    parts = [_written(table, kind) for table in _tables(text)]
    result = "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"
    if _data(result) != before:
        raise ValueError("putting it in order would change what it says, so it is left as it is")
    return result


def turtle(text: str) -> str:
    """A Turtle file in canonical form; the comment at its head stays.

    Raises:
        SyntaxError: The text is not Turtle.
        ValueError: It has other comments, or would say something else afterwards.
    """
    lines = text.split("\n")
    start = len(list(takewhile(_PROLOGUE.match, lines)))
    head = [line for line in lines[:start] if line.startswith("#")]
    rest = [line for line in lines[:start] if not line.startswith("#")] + lines[start:]
    if any(match["comment"] for match in _IN_TURTLE.finditer("\n".join(rest))):
        raise ValueError("comments below the head of the file would be lost; put them at its head, or into notes")
    reader = parse(text, format=RdfFormat.TURTLE, base_iri=_STAND_IN)
    before = _canonical(reader)
    graph = _graph(before, reader.prefixes)
    written = _relative(graph.serialize(format="longturtle"), reader.base_iri or "")
    base = [f"BASE <{reader.base_iri}>"] if reader.base_iri != _STAND_IN else []
    result = "\n".join([*head, *([""] if head else []), *base, written.strip("\n")]) + "\n"
    if _canonical(parse(result, format=RdfFormat.TURTLE, base_iri=_STAND_IN)) != before:
        raise ValueError("putting it in order would change what it says, so it is left as it is")
    return result


def _canonical(quads: Iterable[Quad]) -> Dataset:
    """Quads whose blank nodes are named by what is said of them, so that their order does not depend on the file's."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _relative(text: str, base: str) -> str:
    """The IRIs under the base without it."""
    return _IN_TURTLE.sub(lambda match: match[0].replace(f"<{base}", "<", 1) if match["iri"] else match[0], text)


def _graph(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Graph:
    graph = Graph()
    for quad in quads:
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), _object(quad.object)))
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def _object(value: NamedNode | BlankNode | Literal | Triple) -> Node:
    """A term for rdflib; plain text without its datatype, which it would write out."""
    if isinstance(value, Literal) and value.datatype == XSD.string:
        return RdfLiteral(value.value)
    return rdflib_term(value)


def _data(text: str) -> object:
    """What a TOML file says, its quantities and times in words."""
    return _in_words("", tomllib.loads(text))


def _in_words(name: str, value: object) -> object:
    if isinstance(value, dict):
        return {key: _in_words(key, item) for key, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return [_in_words(name, item) for item in value]
    return canonical(name, value)


def _tables(text: str) -> list[_Table]:
    """The tables of a file, the first one without a header; every comment belongs to one of them."""
    tables = [_Table()]
    comments: list[str] = []
    inside, depth = "", 0
    for line in text.split("\n"):
        table = tables[-1]
        if inside or depth:
            table.fields[-1].lines.append(line)
        elif match := _FIELD.match(line):
            comments = _placed(table, comments)
            table.fields.append(_Field(match[1], [line], comments))
            comments = []
        elif _TABLE.match(line):
            above = _last_paragraph(comments)
            table.ending = comments[: len(comments) - len(above)]
            tables.append(_Table(above, line.strip()))
            comments = []
            continue
        elif line.strip() or (comments and comments[-1]):
            comments.append(line.strip())
        inside, depth = after_line(line, inside, depth)
    tables[-1].ending = comments
    return tables


def _placed(table: _Table, comments: list[str]) -> list[str]:
    """The comments that belong to the next field; those at the head of the file stand by themselves."""
    if table.head or table.fields:
        return [line for line in comments if line]
    near = _last_paragraph(comments)
    table.opening = comments[: len(comments) - len(near)]
    return near


def _last_paragraph(comments: list[str]) -> list[str]:
    """The comments after the last blank line."""
    return list(takewhile(bool, reversed(comments)))[::-1]


def _written(table: _Table, kind: str) -> list[str]:
    """The lines of a table in canonical form."""
    name = table.head.partition("#")[0].strip("[] ")
    order = ["key", *FIELDS.get(name if table.head.startswith("[[") else kind or name, {})]
    fields = sorted(table.fields, key=lambda one: order.index(_plain(one)) if _plain(one) in order else len(order))
    width = max((len(one.name) for one in fields), default=0)
    body = [line for one in fields for line in [*one.comments, *_field_lines(one, width)]]
    main = [*table.above, *([table.head] if table.head else []), *body]
    paragraphs = [_trimmed(table.opening), main, _trimmed(table.ending)]
    lines = [line for paragraph in paragraphs if paragraph for line in ["", *paragraph]]
    return lines[1:]


def _plain(one: _Field) -> str:
    """The name of a field without quotes; of one with dots, its first part."""
    match = re.match(_NAME, one.name)
    return match[0].strip("\"'") if match else one.name


def _trimmed(comments: list[str]) -> list[str]:
    return comments[:-1] if comments and not comments[-1] else comments


def _field_lines(one: _Field, width: int) -> list[str]:
    match = _FIELD.match(one.lines[0])
    value = match[2] if match else ""
    if len(one.lines) == 1:
        value = _value(_plain(one), value)
    return [f"{one.name.ljust(width)} = {value}", *one.lines[1:]]


def _value(name: str, written: str) -> str:
    """A quantity, time or point in its one form; everything else as the author has it."""
    comment = next((m.start() for m in _TOKEN.finditer(written) if m[0].startswith("#")), len(written))
    if name not in ("quantity", "time", "held", "point"):
        return written.rstrip()
    value = tomllib.loads(f"value = {written}")["value"]
    fresh = canonical(name, value)
    if fresh == value:
        return written.rstrip()
    text = "[" + ", ".join(quoted(item) for item in fresh) + "]" if isinstance(fresh, list) else quoted(str(fresh))
    return (text + "  " + written[comment:]).rstrip()
