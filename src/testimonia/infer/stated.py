"""Figures with the claims that state them: what the arithmetic of the sources is done on."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TypeVar

from testimonia.infer import phrase
from testimonia.infer.facts import Answer, Facts, Figure
from testimonia.infer.intervals import ANY_AMOUNT, Interval

HELD = ("asserts", "suggests", "partly", "reportsOnly")
"""The stances in which a figure is put forward; who denies, doubts or demands one does not put it forward."""

PERCENT = "%"
CURATOR = "actor/curator"
_LOOSE = ("approx", "nearly", "implied")
_LONGEST = 60
"""Digits of the longest number that is worked with; no source counts further."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Stated:
    """A figure, the answer it stands in, and who states it.

    ``names`` is what it is about, ``people`` of whom it speaks and ``topic``
    what is counted, each in English and German; ``order`` is where it first
    stands in a source.

    A whole made of people, which no claim counts, has neither answer nor claims.
    """

    path: str
    figure: Figure
    answer: Answer | None
    claims: tuple[str, ...]
    holders: tuple[str, ...]
    names: tuple[str, str]
    people: tuple[str, str]
    topic: tuple[str, str]
    order: tuple[str, int]

    @property
    def amount(self) -> Interval:
        """The numbers that the wording allows."""
        return amount(self.figure)

    @property
    def about(self) -> str:
        """What the answer is about."""
        return self.answer.about if self.answer else ""

    @property
    def is_curators(self) -> bool:
        """Whether it is the curator's reckoning alone, and so no figure of a source."""
        return self.holders == (CURATOR,)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The claims, or the figure itself where no claim states it."""
        return self.claims or (self.path,)


class Statements:
    """Every figure that is put forward in an archive, and the wholes they are shares of."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._wholes: dict[str, Stated | None] = {}

    @cached_property
    def held(self) -> list[Stated]:
        """The figures put forward, by path."""
        found = [
            self._stated(answer, figure, claims)
            for answer in self._facts.answers.values()
            if answer.figures and (claims := self._claims(answer.path, HELD))
            for figure in {figure.path: figure for figure in answer.figures}.values()
        ]
        return sorted(found, key=lambda stated: stated.path)

    @cached_property
    def by_whole(self) -> Mapping[str, tuple[Stated, ...]]:
        """The figures put forward as shares, by the path of the whole."""
        return _grouped((stated.figure.whole, stated) for stated in self.held if stated.figure.whole)

    @cached_property
    def _by_scope(self) -> Mapping[tuple[object, ...], tuple[Stated, ...]]:
        """The figures put forward that are numbers, by question and all that narrows it, unit and whole."""
        return _grouped(
            ((scope(stated.answer), stated.figure.unit, stated.figure.whole), stated)
            for stated in self.held
            if stated.answer and has_number(stated.figure)
        )

    @cached_property
    def by_subject(self) -> Mapping[tuple[str, str], tuple[Stated, ...]]:
        """The figures put forward, by aspect and what they are about or of whom they speak."""
        return _grouped(
            ((stated.answer.aspect, path), stated)
            for stated in self.held
            if stated.answer
            for path in {stated.answer.about, stated.answer.population} - {""}
        )

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """What an event is said to be part of, and a place to lie in."""
        return _grouped(
            (answer.about, value)
            for answer in self._facts.answers.values()
            if answer.aspect in ("partOf", "within") and self._claims(answer.path, HELD)
            for value in answer.values
        )

    def counts(self, stated: Stated, unit: str, whole: str) -> tuple[Stated, ...]:
        """All numbers of the same thing in a unit, each of no whole or of this one, by path."""
        if stated.answer is None:
            return ()
        within = scope(stated.answer)
        found = [count for of in {"", whole} for count in self._by_scope.get((within, unit, of), ())]
        return tuple(sorted(found, key=lambda count: count.path))

    def whole(self, path: str) -> Stated | None:
        """The whole at a path, whoever states it; None where the data names one that is not there."""
        if path not in self._wholes:
            self._wholes[path] = self._whole(path)
        return self._wholes[path]

    def _whole(self, path: str) -> Stated | None:
        figure = self._facts.figures.get(path)
        if figure is None:
            return None
        answer = self._answers.get(path)
        if answer is None:
            names = self.names(figure.population)
            return Stated(path, figure, None, (), (), names, names, names, ("", 0))
        claims = self._claims(answer.path, HELD) or self._facts.stated_by.get(answer.path, ())
        return self._stated(answer, figure, claims) if claims else None

    def names(self, path: str) -> tuple[str, str]:
        """What a thing is called, in English and German."""
        groups = self._facts.broader(path) if path.startswith("population/") else ()
        named = [phrase.name(self._facts, group) for group in groups or (path,)]
        return phrase.joined(named)

    @cached_property
    def _answers(self) -> Mapping[str, Answer]:
        return {figure.path: answer for answer in self._facts.answers.values() for figure in answer.figures}

    def _claims(self, answer: str, stances: tuple[str, ...]) -> tuple[str, ...]:
        claims = self._facts.stated_by.get(answer, ())
        return tuple(path for path in claims if self._facts.claims[path].stance in stances)

    def _stated(self, answer: Answer, figure: Figure, claims: tuple[str, ...]) -> Stated:
        holders = tuple(sorted({self._facts.claims[path].holder for path in claims}))
        names = self.names(answer.about)
        people = self.names(answer.population) if answer.population else ("", "")
        aspect = phrase.word(answer.aspect)
        topic = (f"{aspect.english}, {names[0]}", f"{aspect.german}, {names[1]}")
        order = min((path.split("/")[1], self._facts.stands_at(path)) for path in claims)
        return Stated(figure.path, figure, answer, claims, holders, names, people, topic, order)


def scope(answer: Answer) -> tuple[object, ...]:
    """Question, people, time, place and exclusions: figures that agree in all of these are of the same thing."""
    time = answer.time.edtf if answer.time else ""
    return answer.question, answer.population, time, answer.place, answer.excludes


@lru_cache(maxsize=4096)
def amount(figure: Figure) -> Interval:
    """The numbers that a wording allows; any, where it gives none that can be worked with."""
    if figure.bound == "none":
        return Interval.of(0)
    fraction = _fraction(figure)
    ends = (figure.least, figure.most) if figure.value is None else (figure.value, figure.value)
    low, high = (fraction if end is not None and fraction is not None else _number(end) for end in ends)
    low = Fraction(0) if low is None else low
    try:
        return Interval(
            low,
            high,
            has_low=figure.bound != "moreThan",
            has_high=figure.bound != "lessThan",
            is_loose=figure.bound in _LOOSE,
        )
    except ValueError:
        return ANY_AMOUNT


def has_number(figure: Figure) -> bool:
    """Whether there is a number to work with, and not words alone."""
    found = amount(figure)
    return found.high is not None or found.low != 0


def components(population: str) -> frozenset[str]:
    """The groups, of all of which someone counted in this population is one."""
    return frozenset(population.rpartition("/")[2].split("+")) - {""}


def _fraction(figure: Figure) -> Fraction | None:
    """A fraction such as ``1/3``, which the digits only approach, in per cent."""
    match = re.search(r"(\d{1,9})/(\d{1,9})$", figure.wording) if figure.unit == PERCENT else None
    return Fraction(int(match[1]) * 100, int(match[2])) if match and int(match[2]) else None


def _number(number: Decimal | None) -> Fraction | None:
    if number is None or not number.is_finite() or number < 0:
        return None
    if abs(number.adjusted()) > _LONGEST or len(number.as_tuple().digits) > _LONGEST:
        return None
    return Fraction(number)


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
