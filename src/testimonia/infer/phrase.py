"""Words of findings in English and German: figures, times and names as a sentence holds them."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, NamedTuple

from testimonia.infer.facts import Facts, Figure, Period
from testimonia.infer.period_words import worded
from testimonia.model.point import Point
from testimonia.vocabulary import V, turtle_quads, vocabulary

_ORDERS: Final = {
    Decimal(100): "Hunderte",
    Decimal(1000): "Tausende",
    Decimal(10_000): "Zehntausende",
    Decimal(100_000): "Hunderttausende",
    Decimal(1_000_000): "Millionen",
}
_LONG: Final = re.compile(r"(?<![\d.,])[1-9][0-9]{3,}(?![\d,])")
_PLAIN: Final = frozenset({"exact", "range", "magnitude"})


class Pair(NamedTuple):
    """A phrase in both languages."""

    english: str
    german: str

    def filled(self, *values: "Pair") -> "Pair":
        """The phrase with others in its gaps."""
        english = self.english.format(*(value.english for value in values))
        return Pair(english, self.german.format(*(value.german for value in values)))

    def with_unit(self, sign: str) -> "Pair":
        """The phrase with the sign of a unit after it."""
        return Pair(f"{self.english} {sign}", f"{self.german} {sign}")


def joined(phrases: Iterable[Pair], separator: str = ", ") -> Pair:
    """Phrases in a row."""
    listed = list(phrases)
    return Pair(separator.join(p.english for p in listed), separator.join(p.german for p in listed))


_WITHIN: Final = Pair("{} within {}", "{}, auf {} genau")
_KILOMETRE: Final = 1000


@lru_cache(maxsize=1)
def _words() -> Facts:
    return Facts(turtle_quads("ontology/vocabularies"), V.base)


@lru_cache(maxsize=1)
def _units() -> Mapping[str, str]:
    return {word: node.value.removeprefix(V.base) for word, node in vocabulary().schemes["units"].items()}


@cache
def word(end: str) -> Pair:
    """The label of a word of the vocabulary, by the end of its IRI."""
    return Pair(_words().label(end, "en"), _words().label(end, "de"))


def unit(written: str) -> Pair:
    """A unit as a sentence has it."""
    if written == "%":
        return Pair("%", "%")
    return word(_units()[written]) if written in _units() else Pair(written, written)


def number(value: Decimal | int) -> Pair:
    """A number with its thousands marked."""
    english = f"{Decimal(value).normalize():,f}"
    return Pair(english, english.translate(str.maketrans(",.", ".,")))


def metres(value: float) -> Pair:
    """A distance as fine as is worth saying: two digits, in kilometres from one on."""
    rounded = Decimal(f"{value:.2g}")
    return number(rounded / _KILOMETRE).with_unit("km") if rounded >= _KILOMETRE else number(rounded).with_unit("m")


def point(value: Point) -> Pair:
    """A point with its sides of the compass, and how far off the source says that it may be."""
    north, east = "S" if value.latitude < 0 else "N", "W" if value.longitude < 0 else "E"
    english = f"{abs(value.latitude):f}° {north}, {abs(value.longitude):f}° {east}"
    german = english.replace(".", ",").replace("° E", "° O")
    if value.within is None:
        return Pair(english, german)
    return _WITHIN.filled(Pair(english, german), metres(float(value.within)))


def name(facts: Facts, path: str) -> Pair:
    """The name of a thing in both languages; a text in an answer stands for itself."""
    if path.startswith('"'):
        text = path[1 : path.rindex('"')]
        return Pair(text, text)
    return Pair(facts.label(path, "en"), facts.label(path, "de"))


def figure(value: Figure) -> Pair:
    """A number as worded, the thousands of long ones marked; in German from the kind of bound."""
    numbers = _order(value) or _numbers(value)
    german = " ".join(part for part in (_bound(value), numbers, unit(value.unit).german) if part)
    return Pair(_LONG.sub(lambda found: f"{int(found[0]):,}", value.wording) or word(value.bound).english, german)


def _bound(value: Figure) -> str:
    return "" if value.bound in _PLAIN else word(value.bound).german


def _order(value: Figure) -> str:
    """An order of size as a word, where the ends are those of one."""
    is_order = value.bound == "magnitude" and value.least in _ORDERS and value.most == value.least * 10 - 1
    return _ORDERS[value.least] if is_order and value.least is not None else ""


def _numbers(value: Figure) -> str:
    ends = (value.value,) if value.value is not None else (value.least, value.most)
    return " bis ".join(number(end).german for end in ends if end is not None)


def whole(facts: Facts, path: str) -> Pair:
    """A base: the people or things that it counts, else its number as worded."""
    base = facts.figures.get(path)
    if base is None or (not base.wording and not base.population):
        return name(facts, path)
    return figure(base) if base.wording else name(facts, base.population)


def period(value: Period, *, has_wording: bool = True) -> Pair:
    """A time as people write it; in English with the source's words, which are in English, in brackets."""
    english, german = worded(value.edtf)
    return Pair(f"{english} ({value.wording})" if value.wording and has_wording else english, german)


def periods(values: Iterable[Period], key: Callable[[Period], str]) -> dict[str, Pair]:
    """Times by a key; the source's words stand only where all times of one key have the same."""
    alike: dict[str, dict[str, Period]] = {}
    for value in values:
        alike.setdefault(key(value), {})[value.wording] = value
    return {
        name: period(min(found.values(), key=lambda value: value.edtf), has_wording=len(found) == 1)
        for name, found in alike.items()
    }
