"""The part of a text that shows why it was found."""

from collections.abc import Sequence
from typing import Final

from testimonia.query.folding import pieces, second_words, words

_LENGTH: Final = 160
"""Characters, about: a snippet is cut between words."""
_BEFORE: Final = 40
"""So many of them stand before the first hit."""
_CUT: Final = "…"


def snippet(text: str, asked: Sequence[str]) -> list[tuple[str, bool]]:
    """A text, or its part around the first hit, in pieces; ``True`` for a word that one of those asked for begins.

    The pieces are text, never markup; whoever shows them escapes them.
    """
    marked = [(piece, is_word and _is_hit(piece, asked)) for piece, is_word in pieces(text)]
    if len(text) <= _LENGTH:
        return marked
    start = first = next((index for index, (_, is_hit) in enumerate(marked) if is_hit), 0)
    room = _BEFORE
    while start and len(marked[start - 1][0]) <= room:
        start -= 1
        room -= len(marked[start][0])
    end, length = start, 0
    while end < len(marked) and (length < _LENGTH or end <= first):
        length += len(marked[end][0])
        end += 1
    before = [(f"{_CUT} ", False)] if start else []
    return [*before, *marked[start:end], *([(f" {_CUT}", False)] if end < len(marked) else [])]


def _is_hit(piece: str, asked: Sequence[str]) -> bool:
    of_it = [*words(piece), *second_words(piece)]
    return any(word.startswith(one) for word in of_it for one in asked)
