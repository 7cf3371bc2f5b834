"""The words of the pages: one file for each language, ``words/<language>.toml``. A third language is one file more.

A text may hold ``{gaps}``; one that counts has the forms ``one`` and ``other``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from testimonia.infer.phrase import Pair

_FOLDER: Final = Path(__file__).parent / "words"
_FIRST: Final = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages in which there are pages, English first."""
    found = {path.stem for path in _FOLDER.glob("*.toml")}
    return (_FIRST, *sorted(found - {_FIRST}))


class Words:
    """The words of one language."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, **values: object) -> Markup:
        """A text with its gaps filled; what fills them is escaped unless it is markup already.

        Raises:
            KeyError: The language has no such text.
        """
        return Markup(escape(self.texts[key])).format(**values)  # noqa: S704  (escaped one call earlier)

    def table(self, name: str) -> dict[str, str]:
        """All texts of a table, such as ``drawing``, by their keys: words for a script."""
        return {key.removeprefix(f"{name}."): text for key, text in self.texts.items() if key.startswith(f"{name}.")}

    def counted(self, key: str, number: int, **values: object) -> Markup:
        """A text that counts: ``1 statement``, ``2 statements``."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", n=self.number(number), **values)

    def number(self, value: int) -> str:
        """A number with its thousands set apart."""
        return f"{value:,}".replace(",", self.texts["thousands"])

    def day(self, written: str) -> str:
        """A day as in XSD (``2026-11-22T09:00:00Z``) as a reader would write it; anything else as it is."""
        year, _, rest = written.partition("T")[0].partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12):  # noqa: PLR2004
            return written
        name = self.texts["months"].split()[int(month) - 1]
        return self.texts["day"].format(day=int(day), month=name, year=year)

    def say(self, pair: Pair) -> str:
        """A phrase in this language, in English where it has none."""
        return pair.german if self.language == "de" and pair.german else pair.english

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts


@cache
def words(language: str) -> Words:
    """The words of a language; of English where there is no file for it."""
    known = language if language in languages() else _FIRST
    table = tomllib.loads((_FOLDER / f"{known}.toml").read_text(encoding="utf-8"))
    return Words(known, dict(_flat(table)))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
