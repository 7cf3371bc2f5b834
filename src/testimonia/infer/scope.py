"""What a figure or an answer counts: the scope that two answers must share to be comparable, and how two scopes differ.

Nothing is guessed: where only one of two answers names a period or a base,
that is a difference, told as such.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import starmap
from operator import attrgetter
from typing import Final

from testimonia.infer.facts import Answer, Figure, Period
from testimonia.infer.phrase import Pair, joined

MEASURES: Final[Mapping[str, str]] = {"demographicLoss": "deaths", "populationLoss": "deaths"}
"""Aspects that are read side by side with another, because their figures are easily taken for its figures."""

_KINDS: Final[Mapping[str, Pair]] = {
    "aspect": Pair("other measure: {} here, {} there", "anderes Maß: hier {}, dort {}"),
    "unit": Pair("other unit: {} here, {} there", "andere Einheit: hier {}, dort {}"),
    "whole": Pair("other base: {} here, {} there", "andere Bezugsgröße: hier {}, dort {}"),
    "population": Pair("other population: {} here, {} there", "andere Personengruppe: hier {}, dort {}"),
    "time": Pair("other period: {} here, {} there", "anderer Zeitraum: hier {}, dort {}"),
    "place": Pair("other place: {} here, {} there", "anderer Ort: hier {}, dort {}"),
    "definitions": Pair("other definition: {} here, {} there", "andere Definition: hier {}, dort {}"),
    "taken": Pair("what is taken away differs: {} here, {} there", "abgezogen wird anderes: hier {}, dort {}"),
}
_ONLY: Final[Mapping[str, Pair]] = {
    "unit": Pair("only the {} has a unit: {}", "nur die {} hat eine Einheit: {}"),
    "whole": Pair("only the {} names a base: {}", "nur die {} nennt eine Bezugsgröße: {}"),
    "population": Pair("only the {} names a population: {}", "nur die {} nennt eine Personengruppe: {}"),
    "time": Pair("only the {} names a period: {}", "nur die {} nennt einen Zeitraum: {}"),
    "place": Pair("only the {} names a place: {}", "nur die {} nennt einen Ort: {}"),
    "definitions": Pair("only the {} names a definition: {}", "nur die {} nennt eine Definition: {}"),
    "taken": Pair("only the {} takes something away: {}", "nur die {} zieht etwas ab: {}"),
}
_ORDINALS: Final = (Pair("first", "erste"), Pair("second", "zweite"))
_LEAVES_OUT: Final = Pair("the {} leaves out: {}", "die {} lässt aus: {}")
_IS_PART: Final = Pair("the {} counts a part of the other", "die {} zählt einen Teil der anderen")


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """All that must agree for two answers to one question to be comparable.

    ``part`` tells beginnings from ends where an answer has both. ``time`` is the
    four bounds of a period, so that two wordings of one period agree.
    """

    aspect: str
    part: str = ""
    unit: str = ""
    whole: str = ""
    population: str = ""
    time: tuple[str, ...] = ()
    place: str = ""
    excludes: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    taken: str = ""

    def without(self, name: str) -> object:
        """The scope less one of its fields, to find scopes that differ in this alone."""
        return _WITHOUT[name](self)


_FIELDS: Final = tuple(field.name for field in fields(Scope))
_WITHOUT: Final = {name: attrgetter(*(field for field in _FIELDS if field != name)) for name in _FIELDS}


def scope_of(answer: Answer, figure: Figure | None = None, part: str = "") -> Scope:
    """The scope of an answer, or of one of its figures. A time that is itself the answer is no scope."""
    is_scoped_by_time = bool(answer.values or answer.figures or answer.spot)
    return Scope(
        aspect=answer.aspect,
        part=part,
        unit=figure.unit if figure else "",
        whole=figure.whole if figure else "",
        population=(figure.population if figure else "") or answer.population,
        time=_bounds(answer.time) if answer.time and is_scoped_by_time else (),
        place=answer.place,
        excludes=tuple(sorted(set(answer.excludes))),
        definitions=tuple(sorted(set(answer.definitions))),
        taken=figure.excludes if figure else "",
    )


def is_limited(answer: Answer) -> bool:
    """Whether an answer holds within some limits, which a plain triple cannot tell."""
    return scope_of(answer) != Scope(answer.aspect)


def differences(
    one: Scope, other: Scope, name: Callable[[str], Pair], figures: tuple[str, str] = ("", "")
) -> list[Pair]:
    """In plain words, how the first scope differs from the second; empty only where they are the same.

    Args:
        one: The first scope.
        other: The second scope.
        name: The name of a path, word, or of a period's bounds joined by blanks.
        figures: The paths of the two figures, to see that one is a part of the other.
    """
    told = [_IS_PART.filled(_ORDINALS[at]) for at in _parts(one, other, figures)]
    for field in _KINDS:
        left, right = getattr(one, field), getattr(other, field)
        if left == right or (field == "whole" and told):
            continue
        told.append(_difference(field, _named(left, name), _named(right, name)))
    told += [
        _LEAVES_OUT.filled(_ORDINALS[at], joined([name(path) for path in left_out]))
        for at, left_out in enumerate(starmap(_less, ((one, other), (other, one))))
        if left_out
    ]
    return told


def _parts(one: Scope, other: Scope, figures: tuple[str, str]) -> list[int]:
    wholes = (one.whole, other.whole)
    return [at for at in (0, 1) if wholes[at] and wholes[at] == figures[1 - at]]


def _difference(field: str, left: Pair, right: Pair) -> Pair:
    if left.english and right.english:
        return _KINDS[field].filled(left, right)
    at = 0 if left.english else 1
    return _ONLY[field].filled(_ORDINALS[at], (left, right)[at])


def _named(value: str | tuple[str, ...], name: Callable[[str], Pair]) -> Pair:
    """What a field of a scope holds, in words; nothing where it is empty."""
    if isinstance(value, str):
        return name(value) if value else Pair("", "")
    if value and ":" in value[0]:
        return name(" ".join(value))
    return joined([name(path) for path in value])


def _less(one: Scope, other: Scope) -> list[str]:
    return [path for path in one.excludes if path not in other.excludes]


def _bounds(period: Period) -> tuple[str, ...]:
    """The four bounds, each with a letter; the text where there is none of them, as with an unknown time."""
    days = (period.earliest_begin, period.latest_begin, period.earliest_end, period.latest_end)
    if not any(day is not None for day in days):
        return ("edtf:" + period.edtf,)
    return tuple(f"{letter}:{'' if day is None else day}" for letter, day in zip("abcd", days, strict=True))


def key_of(period: Period) -> str:
    """The key under which a period is named."""
    return " ".join(_bounds(period))
