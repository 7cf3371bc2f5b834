# ruff: noqa: RUF001  (letters that look alike are what this is about)
"""Words as they are looked for: without case, without marks, letters of one family made one.

What somebody types and what stands in the archive are folded alike, so that
``lodz`` finds *Łódź*, ``koenigsberg`` and ``konigsberg`` find *Königsberg*, and
a word in the old Russian spelling finds the new one.

Source:
    Unicode Standard Annex 15 (NFKD), and the Unicode Character Database for
    marks (category Mn) and case folding. The table adds what has no
    decomposition there.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe",
    "ə": "e", "і": "и", "ї": "и", "є": "е", "ґ": "г", "ѣ": "е", "ѳ": "ф", "ѵ": "и", "ъ": "", "ь": "", "ӏ": "",
    "ς": "σ", "ʼ": "", "ʹ": "", "ʻ": "", "’": "", "‘": "", "'": "", "`": "", "´": "", "ʺ": "",
}  # fmt: skip
"""Letters that NFKD leaves whole, and signs within words that some write and some do not."""

_UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
"""The second way of writing a letter, used where its mark cannot be typed."""

_TABLE: Final = str.maketrans(_LETTERS)
_SECOND: Final = str.maketrans(_UMLAUTS)
_WORD: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]|[^\W_\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]+")
"""A run of letters and digits; Chinese and Japanese are written without spaces, so each of their signs is a word."""

_PIECE: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036fʼʹʻ’‘'`´ʺ])+")
_IS_PLAIN: Final = re.compile(r"[a-z0-9 ]*", re.ASCII)


def folded(text: str) -> str:
    """The words of a text, folded, with single spaces between them.

    >>> folded("Łódź, Königsberg & Чёрное море")
    'lodz konigsberg черное море'
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(_fold(text))


def second_words(text: str) -> list[str]:
    """The same words with umlauts written as two letters; none where that changes nothing.

    >>> second_words("Königsberg")
    ['koenigsberg']
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    written = lower.translate(_SECOND)
    return words(written) if written != lower else []


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    lower = text.casefold()
    if _IS_PLAIN.fullmatch(lower):
        return lower
    decomposed = unicodedata.normalize("NFKD", lower).translate(_TABLE)
    bare = "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
    return unicodedata.normalize("NFKC", bare).casefold().translate(_TABLE)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut into words and what lies between them; ``True`` marks a word."""
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match.group(), True
        end = match.end()
    if end < len(text):
        yield text[end:], False
