"""Letters of a drawing that knows no font: how wide a text may become, where it breaks, which characters it may hold.

Widths are those of a wide sans serif, so that a text set in a narrower one
stays inside its box. They are in parts of the font's size.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("iljftIr.,:;'|!()[]/·- \u00a0`\"\u2010\u2018\u2019\u201a\u201c\u201d\u201e")
_WIDE: Final = frozenset("mwMW@%&\u2014\u2026")
_NARROW_WIDTH, _USUAL_WIDTH, _UPPER_WIDTH, _WIDE_WIDTH, _FULL_WIDTH = 0.42, 0.64, 0.76, 1.0, 1.05

_UNFIT: Final = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ufdd0-\ufdef]")
"""What turns the direction of the text around it, and what is no character at all."""


def cleaned(text: str) -> str:
    """A text that XML may hold and that stays on its line: control characters are blanks, directions are not turned."""
    visible = (" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text)
    return re.sub("[ \t]+", " ", _UNFIT.sub("", "".join(visible))).strip()


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if letter in _NARROW:
        return _NARROW_WIDTH
    if letter in _WIDE:
        return _WIDE_WIDTH
    if unicodedata.east_asian_width(letter) in ("W", "F") or ord(letter) > 0x2000:  # noqa: PLR2004  (beyond the alphabets)
        return _FULL_WIDTH
    if letter.isupper() or letter.isdecimal() or ord(letter) > 0x24F:  # noqa: PLR2004  (beyond Latin)
        return _UPPER_WIDTH
    return _USUAL_WIDTH


def width(text: str, size: float) -> float:
    """How wide a text may become at a size, in the same unit."""
    return size * sum(map(_letter, text))


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """A text in lines that fit a room; beyond so many lines it ends in dots.

    Words are kept whole where they fit; a longer one breaks anywhere.
    """
    lines = list(_lines(cleaned(text), size, room))
    if len(lines) <= most:
        return lines or [""]
    last = lines[most - 1]
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined, size) <= room:
            line = joined
            continue
        if line:
            yield line
        *whole, line = _broken(word, size, room)
        yield from whole
    if line:
        yield line


def _broken(word: str, size: float, room: float) -> list[str]:
    """A word in pieces that fit; at least one letter each."""
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
