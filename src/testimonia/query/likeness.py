"""How alike two names are: as a whole, or word by word."""

from difflib import SequenceMatcher
from typing import Final

from testimonia.query.folding import folded, second_words

_LEAST: Final = 0.5
_NOT_EQUAL: Final = 0.99
"""The most for names that are not equal."""
_IN_ANOTHER_ORDER: Final = 0.98
"""How alike names are whose words are the same in another order."""
_PART: Final = 0.8
"""How alike a name is, at least, of which whole words were typed, such as a family name."""
_SHORTEST: Final = 3


class Likeness:
    """How alike names are to one that was typed, from 0 to 1: the longest runs of letters that they share, folded.

    The order of words counts for little, and umlauts may be written as two
    letters. A name of which all that was typed are whole words is alike by four
    fifths at least. Others less alike than a half are told as 0, which spares
    the work.

    Source:
        Ratcliff and Metzener, *Pattern matching: the Gestalt approach*, Dr. Dobb's
        Journal, July 1988, as in :mod:`difflib`.
    """

    def __init__(self, typed: str) -> None:
        self._forms = _forms(typed)
        self._matchers = [(SequenceMatcher(None, "", form, autojunk=False), form) for form in sorted(self._forms)]

    def to(self, name: str) -> float:
        """How alike a name is."""
        known = _forms(name)
        if self._forms & known:
            return 1.0
        pairs = [(matcher, typed, form) for matcher, typed in self._matchers for form in known]
        return max((max(self._ratio(*pair), _part(*pair[1:])) for pair in pairs), default=0.0)

    @staticmethod
    def _ratio(matcher: SequenceMatcher[str], typed: str, name: str) -> float:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST:
            return 0.0
        best = matcher.ratio()
        turned = _turned(name), _turned(typed)
        if turned != (name, typed) and set(name.split()) & set(typed.split()):
            best = max(best, _IN_ANOTHER_ORDER * SequenceMatcher(None, *turned, autojunk=False).ratio())
        return min(best, _NOT_EQUAL) if best >= _LEAST else 0.0


def _part(typed: str, name: str) -> float:
    """How alike a name is that holds every word that was typed: more, the more of it they are."""
    if len(typed) < _SHORTEST or not set(typed.split()) <= set(name.split()):
        return 0.0
    return _PART + (_NOT_EQUAL - _PART) * len(typed) / len(name)


def words_alike(typed: str, name: str) -> float:
    """How alike each word that was typed is to some word of a name, from 0 to 1, on the average."""
    asked, known = folded(typed).split(), {*folded(name).split(), *second_words(name)}
    best = [max((SequenceMatcher(None, one, word).ratio() for word in known), default=0.0) for one in asked]
    return sum(best) / len(best) if best else 0.0


def _forms(text: str) -> set[str]:
    return {folded(text), " ".join(second_words(text))} - {""}


def _turned(form: str) -> str:
    """The words of a name in one order, whatever order they were written in."""
    return " ".join(sorted(form.split()))
