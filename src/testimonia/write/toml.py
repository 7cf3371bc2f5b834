"""Blocks to TOML, in one canonical form: fields in the order of the form, equals signs in a column."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from testimonia.model.point import Point
from testimonia.model.quantity import Quantity
from testimonia.model.time import TimeExtent
from testimonia.read.block import Block
from testimonia.read.fields import FIELDS, recorded
from testimonia.read.toml import HEADER

_ALWAYS_LISTS = ("references", "creators", "identifiers", "premises", "on", "calls", "candidates", "broader")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def claims_text(blocks: Sequence[Block]) -> str:
    """A claims file: what all blocks share stands once in the head."""
    shared = {name: value for name in HEADER if (value := _shared(name, blocks)) is not None}
    tables = [_table(f"[[{block.kind}]]", block, leave_out=shared) for block in blocks]
    return "\n".join([*([_lines(shared)] if shared else []), *tables])


def register_text(blocks: Iterable[Block]) -> str:
    """A register: a table for each key."""
    return "\n".join(_table(f"[{_key(block.key)}]", block, leave_out={}, with_key=False) for block in blocks)


def document_text(work: Block, document: Block, references: Iterable[Block]) -> str:
    """A document that is read: work, snapshot, sections, references."""
    narrator = {"narrator": document.fields["narrator"]}
    parts = ["[work]\n" + _lines({**_ordered(work), **narrator})]
    snapshot = {name: value for name, value in _ordered(document).items() if name not in ("narrator", "sections")}
    parts.append("[snapshot]\n" + _lines(snapshot))
    sections = document.fields.get("sections", [])
    for section in sections if isinstance(sections, list) else []:
        fields = {name: section[name] for name in ("key", "passage", "name", "units") if name in section}
        parts.append("[[section]]\n" + _lines(fields))
    parts += [_table("[[reference]]", block, leave_out={"source": work.key}) for block in references]
    return "\n".join(parts)


def canonical(name: str, value: object) -> object:
    """A field's value as the form writes it; what cannot be read stays as it is."""
    read = {"quantity": _quantity, "time": _time, "held": _time, "point": _point}.get(name)
    if read is None:
        return value
    if isinstance(value, list):
        return [read(item) if isinstance(item, str) else item for item in value]
    return read(value) if isinstance(value, str) else value


def _quantity(written: str) -> str:
    try:
        return Quantity.parse(written).written()
    except ValueError:
        return written


def _time(written: str) -> str:
    try:
        return TimeExtent.parse(written).written()
    except ValueError:
        return written


def _point(written: str) -> str:
    try:
        return Point.parse(written).written()
    except ValueError:
        return written


def _shared(name: str, blocks: Sequence[Block]) -> object | None:
    """A field's value where every block that may have it has the same."""
    values = [block.fields.get(name) for block in blocks]
    return values[0] if values and all(value == values[0] for value in values) else None


def _ordered(block: Block) -> dict[str, object]:
    order = list(FIELDS[block.kind])
    return {name: canonical(name, block.fields[name]) for name in order if name in block.fields}


def _table(head: str, block: Block, *, leave_out: Mapping[str, object], with_key: bool = True) -> str:
    fields = _ordered(block)
    if with_key and block.key:
        fields = {"key": block.key, **fields}
    kept = {name: value for name, value in fields.items() if leave_out.get(name) != value}
    return f"{head}\n{_lines(kept)}"


def _lines(fields: Mapping[str, object]) -> str:
    width = max(map(len, fields), default=0)
    return "".join(f"{name.ljust(width)} = {_value(name, value)}\n" for name, value in fields.items())


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], str) and name not in _ALWAYS_LISTS:
            return quoted(value[0])
        return "[" + ", ".join(_value("", item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value('', item)}" for key, item in value.items()) + " }"
    if isinstance(value, str):
        return value if name == "recorded" and _is_moment(value) else quoted(value)
    return str(value)


def _is_moment(written: str) -> bool:
    """Whether a text is a date and time that TOML can hold without quotes."""
    try:
        return recorded(written) == written
    except ValueError:
        return False


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else quoted(name)


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
