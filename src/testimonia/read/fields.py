"""The fields that a block may have: the one list behind TOML, tables and messages."""

import re
from datetime import datetime
from difflib import get_close_matches

from testimonia.read.block import Entry, is_key

TEXT, LIST, ENTRIES, NUMBER = "text", "list", "entries", "number"

_OF_EVERY_BLOCK = {"source": TEXT, "section": TEXT, "narrator": TEXT, "recorded": TEXT}

CLAIM = {
    "source": TEXT,
    "narrator": TEXT,
    "recorded": TEXT,
    "section": TEXT,
    "key": TEXT,
    "paraphrase": TEXT,
    "passage": LIST,
    "holder": TEXT,
    "via": LIST,
    "stance": TEXT,
    "held": TEXT,
    "about": TEXT,
    "aspect": TEXT,
    "value": LIST,
    "role": TEXT,
    "quantity": LIST,
    "population": LIST,
    "time": TEXT,
    "point": TEXT,
    "place": TEXT,
    "excludes": LIST,
    "definition": LIST,
    "states": TEXT,
    "method": TEXT,
    "references": LIST,
    "derived-from": LIST,
    "qualifies": LIST,
    "supports": LIST,
    "rebuts": LIST,
    "undercuts": LIST,
    "narrows": LIST,
    "note": TEXT,
}
CONTENT = (
    "about",
    "aspect",
    "value",
    "role",
    "quantity",
    "population",
    "time",
    "point",
    "place",
    "excludes",
    "definition",
)
ATTACKS = ("supports", "rebuts", "undercuts", "narrows")

_NAMED = {"name": TEXT, "names": ENTRIES, "spelt": ENTRIES, "note": TEXT}
_WORK = {
    "name": TEXT,
    "names": ENTRIES,
    "language": TEXT,
    "kind": TEXT,
    "creators": LIST,
    "issued": TEXT,
    "identifiers": LIST,
    "in": TEXT,
    "volume": TEXT,
    "issue": TEXT,
    "pages": TEXT,
    "edition": TEXT,
    "publisher": TEXT,
    "place-of-publication": TEXT,
    "note": TEXT,
}

MAPPING_COLUMNS = {
    "subject_id": True,
    "subject_label": False,
    "predicate_modifier": False,
    "predicate_id": True,
    "object_id": True,
    "object_label": False,
    "mapping_justification": True,
    "author_id": True,
    "mapping_date": False,
    "confidence": False,
    "status": False,
    "comment": False,
}
"""The columns that are read, and whether each must be filled in."""

FIELDS: dict[str, dict[str, str]] = {
    "mapping": {**dict.fromkeys(MAPPING_COLUMNS, TEXT), "curie-map": ENTRIES},
    "archive": {
        "title": TEXT,
        "base": TEXT,
        "licence": TEXT,
        "recorded": TEXT,
        "description": TEXT,
        "coverage": NUMBER,
    },
    "curator": {"key": TEXT, "name": TEXT},
    "claim": CLAIM,
    "argument": {
        **_OF_EVERY_BLOCK,
        "key": TEXT,
        "holder": TEXT,
        "premises": LIST,
        **dict.fromkeys(ATTACKS, LIST),
        "passage": LIST,
        "note": TEXT,
    },
    "flag": {**_OF_EVERY_BLOCK, "key": TEXT, "kind": TEXT, "passage": TEXT, "on": LIST, "note": TEXT},
    "without-claim": {**_OF_EVERY_BLOCK, "passage": TEXT, "reason": TEXT},
    "concept": {**_OF_EVERY_BLOCK, **_NAMED, "key": TEXT, "aspect": TEXT, "broader": LIST},
    "event": {**_NAMED, "kind": TEXT},
    "actor": {**_NAMED, "kind": TEXT},
    "place": {**_NAMED, "kind": TEXT},
    "work": _WORK,
    "document": {
        "file": TEXT,
        "sha256": TEXT,
        "code-points": NUMBER,
        "text-form": TEXT,
        "narrator": TEXT,
        "sections": ENTRIES,
    },
    "reference": {
        "source": TEXT,
        "key": TEXT,
        "written": TEXT,
        "cites": TEXT,
        "resolution": TEXT,
        "pages": TEXT,
        "candidates": LIST,
        "found-in": TEXT,
        "passage": LIST,
        "calls": LIST,
        "note": TEXT,
    },
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "archive": ("title", "base", "licence"),
    "curator": ("name",),
    "claim": ("source", "narrator", "section", "paraphrase", "passage", "references"),
    "argument": ("source", "narrator", "section", "premises", "passage"),
    "flag": ("source", "narrator", "section", "kind", "passage", "on"),
    "without-claim": ("source", "section", "passage", "reason"),
    "concept": ("name",),
    "event": ("name", "kind"),
    "actor": ("name", "kind"),
    "place": ("name", "kind"),
    "work": ("name", "kind"),
    "document": ("file", "sha256", "code-points", "text-form", "narrator"),
    "reference": ("source", "resolution"),
    "mapping": (),
}
_ADVICE = {"references": "write references = [] if the text gives none"}


def suggestion(written: str, known: list[str]) -> str:
    """``; did you mean 'x'?`` with the nearest known word, or nothing."""
    near = get_close_matches(written, known, n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def check_fields(entry: Entry) -> None:
    """Unknown fields, fields of the wrong form, and missing ones."""
    block = entry.block
    known = FIELDS[block.kind]
    for name, value in block.fields.items():
        if name not in known:
            entry.fault(name, f"unknown field '{name}'{suggestion(name, list(known))}")
        elif message := _wrong_form(name, value, known[name]):
            entry.fault(name, message)
    for name in REQUIRED[block.kind]:
        if name not in block.fields:
            advice = f"; {_ADVICE[name]}" if name in _ADVICE else ""
            entry.fault(name, f"'{name}' is missing{advice}")


def _wrong_form(name: str, value: object, form: str) -> str:
    if form == ENTRIES:
        return "" if isinstance(value, dict | list) else f"'{name}' is a table, for example {name} = {{ de = \"…\" }}"
    if form == NUMBER:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return "" if is_number else f"'{name}' is a whole number, without quotes"
    if form == LIST and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ""
    if isinstance(value, str):
        return "" if value.strip() or form == LIST else f"'{name}' is empty; leave it out or fill it"
    return f"'{name}' must be text in quotes" + (", or a list of such" if form == LIST else "")


def recorded(written: str) -> str:
    """A date and time in UTC.

    Raises:
        ValueError: The text is none, or in another form.
    """
    if not written:
        raise ValueError("'recorded' is missing; say when this was recorded, for example 2026-11-22T09:00:00Z")
    try:
        datetime.fromisoformat(written)
    except ValueError:
        is_moment = False
    else:
        is_moment = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", written) is not None
    if not is_moment:
        raise ValueError(f"'{written}' is not a date and time in UTC; write for example 2026-11-22T09:00:00Z")
    return written


def block_entry(entry: Entry) -> None:
    """The checks that hold for every block: its fields and its key."""
    check_fields(entry)
    if entry.block.kind not in ("without-claim", "mapping") and (entry.block.kind != "flag" or entry.block.key):
        check_key(entry)


def check_key(entry: Entry) -> None:
    """Whether the block has a key that may end an IRI."""
    key = entry.block.key
    if not key:
        entry.fault("key", "'key' is missing")
    elif not is_key(key):
        entry.fault("key", f"the key '{key}' may hold small letters a to z, digits, hyphens and dots only")
