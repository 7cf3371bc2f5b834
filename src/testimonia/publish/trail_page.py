"""Lines of plain text in one language: headings, rows, and paragraphs that are wrapped."""

import textwrap
from collections.abc import Set as AbstractSet
from typing import Final

from testimonia.infer.phrase import Pair, number
from testimonia.publish.lettering import cleaned
from testimonia.publish.trail_labels import LABELS

_INDENT: Final = "  "


class Page:
    """Lines of text in one language."""

    def __init__(self, language: int, width: int, stale: AbstractSet[str] = frozenset()) -> None:
        self._language, self._width, self._stale = language, width, stale
        self._lines: list[str] = []

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines) + "\n"

    def say(self, pair: Pair) -> str:
        """A phrase in the page's language."""
        return cleaned(pair[self._language])

    def label(self, key: str, *values: Pair | str) -> str:
        """A fixed phrase, filled in."""
        return LABELS[key][self._language].format(*(v if isinstance(v, str) else self.say(v) for v in values))

    def head(self, path: str, title: str) -> None:
        """The first lines: the path, and what it is in a sentence."""
        self._lines.append(self.mark(path) + cleaned(path))
        self.line(title, 0)

    def mark(self, path: str) -> str:
        """The mark of what rests on something that has changed since."""
        return "* " if path in self._stale else ""

    def heading(self, key: str) -> None:
        """A heading with a blank line before it."""
        self._lines += ["", self.label(key)]

    def line(self, text: str, depth: int = 1) -> None:
        """A paragraph at a depth; further lines stand two blanks deeper."""
        indent = _INDENT * depth
        hanging = indent + _INDENT if depth else indent
        wrapped = textwrap.wrap(
            cleaned(text),
            self._width,
            initial_indent=indent,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self._lines += (row.replace("\u00a0", " ") for row in wrapped)

    def row(self, heading: str, text: str, depth: int = 1) -> None:
        """A heading and what belongs to it, on one line where it fits."""
        self.line(f"{heading}: {text}", depth)

    def more(self, left_out: int, depth: int = 1) -> None:
        """How many more there are, where there are more."""
        if left_out:
            self.line(self.label("more", number(left_out)), depth)
