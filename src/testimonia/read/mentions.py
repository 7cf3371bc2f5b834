"""Which keys a block names, so that a change is followed to what leans on it."""

import re
from collections.abc import Iterable, Iterator

from testimonia.read.block import Block
from testimonia.read.fields import ATTACKS

_WORDS_ONLY = frozenset(
    (
        "paraphrase",
        "note",
        "reason",
        "section",
        "recorded",
        "aspect",
        "role",
        "stance",
        "method",
        "kind",
        "resolution",
        "key",
        "passage",
        "calls",
        "time",
        "point",
        "held",
        "issued",
        "name",
        "names",
        "language",
        "written",
        "pages",
        "identifiers",
        "volume",
        "issue",
        "edition",
        "publisher",
        "place-of-publication",
        "file",
        "sha256",
        "code-points",
        "text-form",
        "sections",
    )
)
_REGISTERS = ("event", "actor", "place", "concept", "source")
_WITHIN_A_DOCUMENT = ("claim", "argument", "reference")


def mentions(block: Block) -> set[str]:
    """The keys that a block's fields name, without register; a superset, never less."""
    found: set[str] = set()
    for name, value in block.fields.items():
        if name in _WORDS_ONLY:
            continue
        if name == "spelt":
            found |= {str(item.get("in", "")) for item in _items(value) if isinstance(item, dict)}
        for written in [value] if isinstance(value, str) else _items(value):
            if isinstance(written, str):
                found |= set(_keys(name, written))
    if block.kind == "argument":
        found |= {block.key.removesuffix(f"-{kind}") for kind in ATTACKS} - {block.key}
    return found - {""}


def paths_named(block: Block, keys: Iterable[str]) -> list[str]:
    """Every path that one of the keys could mean in the block's document."""
    source = block.fields.get("source", "")
    found = []
    for key in keys:
        found += [f"{register}/{key}" for register in _REGISTERS]
        within = key if "/" in key else f"{source}/{key}"
        found += [f"{kind}/{within}" for kind in _WITHIN_A_DOCUMENT]
    return found


def names_of(path: str) -> tuple[str, ...]:
    """The keys by which other blocks may name a path: bare, and with its document."""
    kind, _, rest = path.partition("/")
    return (rest.rpartition("/")[2], rest) if kind in _WITHIN_A_DOCUMENT else (rest,)


def takes_content(block: Block) -> bool:
    """Whether what the block says, or who says it, hangs on what another claim says."""
    holder, quantities = str(block.fields.get("holder", "")), str(block.fields.get("quantity", ""))
    return "states" in block.fields or " of " in quantities or holder.startswith("as in ")


def passages_of(block: Block) -> Iterator[str]:
    """The passages that a block names, as ``source,start,end``; a superset, as authored."""
    source = str(block.fields.get("source", "") or block.key)
    for name in ("passage", "calls"):
        value = block.fields.get(name, [])
        for written in [value] if isinstance(value, str) else _items(value):
            yield _row(source, written)
    for name, within in (("sections", ""), ("spelt", "in")):
        for item in _items(block.fields.get(name)):
            if isinstance(item, dict):
                yield _row(str(item.get(within, source)), item.get("passage", ""))


def _row(source: str, written: object) -> str:
    return f"{source},{str(written).strip().replace('-', ',')}"


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _keys(field: str, written: str) -> Iterator[str]:
    if field == "quantity":
        _, _, whole = re.sub(r" \([^()]*\)$", "", written).partition(" of ")
        yield from (_bare(key) for part in whole.split(" of ") for key in part.split(" + "))
    elif field == "references":
        yield written.removesuffix("?").strip().partition(" p. ")[0]
    elif written.startswith("unnamed:"):
        yield from (_bare(key) for key in written.rpartition("(")[2].rstrip(")").split(","))
    elif written.startswith("question:"):
        yield _bare(written.removeprefix("question:").rpartition("/")[0])
    else:
        yield _bare(written.removeprefix("as in "))


def _bare(written: str) -> str:
    """A key without the register before it."""
    return written.strip().rpartition(":")[2]
