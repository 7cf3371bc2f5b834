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
_FORMS = {
    "spelt": "printed form | document | start-end",
    "sections": "code | start-end | label",
    "names": "Erlenfurt@de",
}
_OPTIONAL = ("units",)
_NONE = "none"
_BETWEEN_ITEMS, _BETWEEN_PARTS = " ; ", " | "


def from_cell(name: str, text: str, form: str) -> object:
    """The value of a field that stands in a cell as text.

    Raises:
        ValueError: The text has not the parts that the field asks for.
    """
    if text == _NONE and (form == LIST or name in _PARTS):
        return []
    if form == LIST:
        return _items(text)
    if form == NUMBER:
        return int(text) if text.isdecimal() else text
    if form == ENTRIES:
        return _rows(name, text) if name in _PARTS else _names(name, text)
    return text


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(_BETWEEN_ITEMS)]


def _rows(name: str, text: str) -> list[dict[str, str]]:
    rows = []
    for item in _items(text):
        parts = [part.strip() for part in item.split(_BETWEEN_PARTS)]
        asked = [part for part in _PARTS[name] if part not in _OPTIONAL]
        if not len(asked) <= len(parts) <= len(_PARTS[name]) or not all(parts):
            raise ValueError(f"'{item}' is not written as '{_FORMS[name]}'")
        rows.append(dict(zip(_PARTS[name], parts, strict=False)))
    return rows


def _names(name: str, text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in _items(text):
        words, _, language = (part.strip() for part in item.rpartition("@"))
        if not words or not language:
            raise ValueError(f"'{item}' is not written as '{_FORMS[name]}'")
        if language in names:
            raise ValueError(f"'{names[language]}' and '{words}' are both the name in '{language}'")
        names[language] = words
    return names


def to_cell(name: str, value: object) -> str:
    """The text of a cell, from which :func:`from_cell` makes the same value where :func:`fits` says so."""
    if isinstance(value, dict):
        return _BETWEEN_ITEMS.join(f"{words}@{language}" for language, words in value.items())
    if not isinstance(value, list):
        return str(value)
    if not value:
        return _NONE
    if all(isinstance(item, dict) for item in value):
        parts = _PARTS.get(name, ())
        return _BETWEEN_ITEMS.join(
            _BETWEEN_PARTS.join(str(item[part]) for part in parts if part in item) for item in value
        )
    return _BETWEEN_ITEMS.join(str(item) for item in value)


def fits(name: str, value: object, form: str) -> bool:
    """Whether a cell can hold a value so that nothing is lost on the way back."""
    listed = [value] if form == LIST and isinstance(value, str) else value
    text = to_cell(name, value)
    try:
        return value == {} or (text != "" and text == text.strip() and from_cell(name, text, form) == listed)
    except ValueError:
        return False
