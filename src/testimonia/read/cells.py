"""A field as the cell of a table, and back: one text, lists parted by `` ; ``.

``none`` is the empty list, an empty cell a field left out. Names are written
``Wort@de ; слово@ru``; spellings ``Quil | vey-chronicle | 419-423``; sections
``A | 457-7309 | Background | sentences``.
"""

from testimonia.read.fields import ENTRIES, LIST, NUMBER

_PARTS = {
    "spelt": ("as", "in", "passage"),
    "sections": ("key", "passage", "name", "units"),
}
_NONE = "none"


def from_cell(name: str, text: str, form: str) -> object:
    """The value of a field that stands in a cell as text."""
    if form == LIST:
        return [] if text == _NONE else [item.strip() for item in text.split(" ; ")]
    if form == NUMBER:
        return int(text) if text.isdigit() else text
    if form == ENTRIES and name in _PARTS:
        rows = ([part.strip() for part in item.split(" | ")] for item in text.split(" ; "))
        return [dict(zip(_PARTS[name], row, strict=False)) for row in rows]
    if form == ENTRIES:
        pairs = (item.rpartition("@") for item in text.split(" ; "))
        return {language.strip(): words.strip() for words, _, language in pairs}
    return text


def to_cell(name: str, value: object) -> str:
    """The text of a cell from which :func:`from_cell` makes the same value."""
    if isinstance(value, dict):
        return " ; ".join(f"{words}@{language}" for language, words in value.items())
    if not isinstance(value, list):
        return str(value)
    if not value:
        return _NONE
    if all(isinstance(item, dict) for item in value):
        parts = _PARTS.get(name, ())
        return " ; ".join(" | ".join(str(item[part]) for part in parts if part in item) for item in value)
    return " ; ".join(str(item) for item in value)
