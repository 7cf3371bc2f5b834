"""One question with all its answers as they can be held against one another: numbers and times as intervals, in scope.

A question is what is asked about, and the aspect; aspects whose figures are
easily taken for one another (deaths, demographic loss) are looked at together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.facts import Answer, ClaimFact, Facts, Figure, Period
from testimonia.infer.overlap import HIGHEST, LOWEST, End
from testimonia.infer.phrase import Pair
from testimonia.infer.scope import MEASURES, Scope, key_of, scope_of
from testimonia.model.point import Point

FOR: Final = ("asserts", "suggests")
ACCEPTS: Final = (*FOR, "partly")
AGAINST: Final = ("denies", "doubts")

ONE_TIME: Final = frozenset({"date", "startDate", "endDate", "publicationDate"})
"""Aspects that one time answers; two that share a day may both be true, as *1940* and *April 1940*."""

ONE_SPAN: Final = frozenset({"existence"})
"""Aspects that a beginning and an end answer; each of the two is held against its like."""

ONE_VALUE: Final = frozenset({"access"})
"""Aspects of which one word holds at a time. All others take several, and differing words are not contrary.

Under *qualification*, too, several words may hold of one thing; what is
contrary there is to assert a word and to deny it. Two classings are comparable
where both name the same definition.
"""

FIRM, ABOUT, MAGNITUDE, WORDS, VALUE, POINT = "firm", "about", "magnitude", "words", "value", "point"
_ABOUT: Final = frozenset({"approx", "nearly", "implied"})
_SOME: Final = frozenset({"some", "few", "many", "most", "nearlyAll", "all"})
_UNSURE: Final = frozenset("~?%")


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """A claim on the question: whose it is, how firmly, and which answer it states."""

    claim: str
    holder: str
    stance: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as an interval in its scope; ``grade`` tells how far its wording sets the ends.

    *Firm* sets them. *About* gives a point without ends. A *magnitude* is an
    order of size, whose ends serve sums only. *Words* give no number, *value*
    is no number at all, a *point* lies on no axis. ``weight`` counts the
    statements for it.
    """

    answer: str
    scope: Scope
    grade: str
    low: End
    high: End
    text: Pair
    weight: int
    content: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    point: Point | None = None

    @property
    def has_number(self) -> bool:
        """Whether it can be set on an axis."""
        return self.grade in (FIRM, ABOUT, MAGNITUDE)


@dataclass(frozen=True)
class Question:
    """All that findings on one question rest on, names included."""

    about: str
    title: Pair
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]
    answers: tuple[tuple[str, Scope, tuple[str, ...], Pair], ...]
    names: tuple[tuple[str, Pair], ...]

    @cached_property
    def by_answer(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of each answer."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.answer].append(statement)
        return {answer: tuple(statements) for answer, statements in found.items()}

    @cached_property
    def texts(self) -> Mapping[str, Pair]:
        """The wording of each answer."""
        return {answer: text for answer, _, _, text in self.answers}

    @cached_property
    def scopes(self) -> Mapping[str, Scope]:
        """The scope of each answer as a whole."""
        return {answer: scope for answer, scope, _, _ in self.answers}

    @cached_property
    def _names(self) -> Mapping[str, Pair]:
        return dict(self.names)

    def name(self, path: str) -> Pair:
        """The name of a thing or word that a scope or a statement holds."""
        return self._names[path]

    def side(self, answer: str, stances: Iterable[str]) -> list[Statement]:
        """The statements of an answer with one of these stances."""
        wanted = frozenset(stances)
        return [statement for statement in self.by_answer.get(answer, ()) if statement.stance in wanted]


def questions(facts: Facts, keys: Collection[tuple[str, str]] | None = None) -> Iterator[tuple[str, Question]]:
    """Each question that two statements or more answer, with its key; of some questions only, where these are named.

    A key is what is asked about, and the aspect; of aspects that are read side by side the one they are read with.
    """
    groups = _by_question(facts)
    for about, aspect in groups if keys is None else sorted(key for key in keys if key in groups):
        answers = groups[about, aspect]
        claims = [facts.claims[path] for answer in answers for path in facts.stated_by.get(answer.path, ())]
        if len(claims) > 1:
            yield f"{about}/{aspect}", _question(facts, about, aspect, answers, claims)


def key_of_question(answer: Answer) -> tuple[str, str]:
    """The key of the question that an answer is given to."""
    return answer.about, MEASURES.get(answer.aspect, answer.aspect)


@lru_cache(maxsize=1)
def _by_question(facts: Facts) -> Mapping[tuple[str, str], list[Answer]]:
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for _, answer in sorted(facts.answers.items()):
        groups[key_of_question(answer)].append(answer)
    return dict(sorted(groups.items()))


def _question(facts: Facts, about: str, aspect: str, answers: list[Answer], claims: list[ClaimFact]) -> Question:
    statements = sorted(Statement(claim.path, claim.holder, claim.stance, claim.answer) for claim in claims)
    weights: dict[str, int] = defaultdict(int)
    for statement in statements:
        weights[statement.answer] += statement.stance in FOR
    readings = [reading for answer in answers for reading in _readings(facts, answer, weights[answer.path])]
    return Question(
        about=about,
        title=title_of(facts, about, aspect),
        statements=tuple(statements),
        readings=tuple(sorted(readings, key=lambda reading: (reading.scope, reading.answer))),
        answers=tuple((a.path, scope_of(a), _content(a), wording(facts, a)) for a in answers),
        names=tuple(sorted(_names(facts, answers, statements, readings).items())),
    )


def title_of(facts: Facts, about: str, aspect: str) -> Pair:
    """A question in words: the aspect, and what is asked about."""
    asked, subject = phrase.word(aspect), phrase.name(facts, about)
    return Pair(*(f"{first[:1].upper()}{first[1:]}, {last}" for first, last in zip(asked, subject, strict=True)))


def _content(answer: Answer) -> tuple[str, ...]:
    """What an answer by values says, whatever its scope."""
    return (answer.role, *sorted(set(answer.values))) if answer.values else ()


def wording(facts: Facts, answer: Answer) -> Pair:
    """An answer in words: values, figures or a time, and a role."""
    if answer.figures:
        return phrase.joined(phrase.figure(figure) for figure in _figures(answer))
    if answer.spot:
        return phrase.point(answer.spot.point)
    if not answer.values and answer.time:
        return phrase.period(answer.time)
    values = phrase.joined(phrase.name(facts, value) for value in sorted(set(answer.values)))
    return phrase.joined([values, phrase.word(answer.role)]) if answer.role else values


def _figures(answer: Answer) -> list[Figure]:
    return sorted({figure.path: figure for figure in answer.figures}.values(), key=lambda figure: figure.path)


def _readings(facts: Facts, answer: Answer, weight: int) -> Iterator[Reading]:
    by_scope: dict[Scope, list[Figure]] = defaultdict(list)
    for figure in _figures(answer):
        by_scope[scope_of(answer, figure)].append(figure)
    for scope, figures in by_scope.items():
        yield _of_figures(answer, scope, figures, weight)
    if answer.figures:
        return
    if answer.spot:
        text, point = wording(facts, answer), answer.spot.point
        yield Reading(answer.path, scope_of(answer), POINT, LOWEST, HIGHEST, text, weight, point=point)
        return
    if answer.values and (answer.aspect in ONE_VALUE or (answer.aspect == "qualification" and answer.definitions)):
        grade = VALUE if answer.aspect in ONE_VALUE else WORDS
        text = wording(facts, answer)
        yield Reading(answer.path, scope_of(answer), grade, LOWEST, HIGHEST, text, weight, _content(answer))
    elif answer.time and not answer.values:
        yield from _of_time(answer, answer.time, weight)


def _of_figures(answer: Answer, scope: Scope, figures: list[Figure], weight: int) -> Reading:
    """One figure, or several of one unit and base: estimates that spread from the least to the most."""
    spans = [_span(figure) for figure in figures]
    grades = {grade for grade, _, _ in spans}
    grade = next(known for known in (WORDS, MAGNITUDE, ABOUT, FIRM) if known in grades)
    low, high = min(low for _, low, _ in spans), max(high for _, _, high in spans)
    text = phrase.joined(phrase.figure(figure) for figure in figures)
    paths = tuple(figure.path for figure in figures)
    return Reading(answer.path, scope, grade, low, high, text, weight, figures=paths)


def _span(figure: Figure) -> tuple[str, End, End]:
    """How firmly a figure is worded, and its two ends."""
    if figure.bound == "none":
        return FIRM, (Decimal(0), 0), (Decimal(0), 0)
    least = figure.least if figure.value is None else figure.value
    most = figure.most if figure.value is None else figure.value
    if least is None and most is None:
        return WORDS, ((Decimal(0), 1) if figure.bound in _SOME else LOWEST), HIGHEST
    low = LOWEST if least is None else (least, 1 if figure.bound == "moreThan" else 0)
    high = HIGHEST if most is None else (most, -1 if figure.bound == "lessThan" else 0)
    if low > high:
        return WORDS, LOWEST, HIGHEST
    return ABOUT if figure.bound in _ABOUT else MAGNITUDE if figure.bound == "magnitude" else FIRM, low, high


def _of_time(answer: Answer, time: Period, weight: int) -> Iterator[Reading]:
    if answer.aspect in ONE_TIME:
        spans = {"": (time.earliest_begin, time.latest_end)}
    elif answer.aspect in ONE_SPAN:
        spans = {"begin": (time.earliest_begin, time.latest_begin), "end": (time.earliest_end, time.latest_end)}
    else:
        return
    for part, (first, last) in spans.items():
        low = LOWEST if first is None else (Decimal(first), 0)
        high = HIGHEST if last is None else (Decimal(last), 0)
        if low > high:
            low, high = LOWEST, HIGHEST
        is_open = low == LOWEST and high == HIGHEST
        grade = WORDS if is_open else ABOUT if _UNSURE & set(time.edtf) else FIRM
        text = phrase.period(time)
        yield Reading(answer.path, scope_of(answer, part=part), grade, low, high, text, weight)


def _names(
    facts: Facts, answers: list[Answer], statements: list[Statement], readings: list[Reading]
) -> dict[str, Pair]:
    """The names of all that a sentence may name."""
    scopes = {*(reading.scope for reading in readings), *(scope_of(answer) for answer in answers)}
    paths = {path for scope in scopes for path in (scope.population, scope.place, *scope.excludes, *scope.definitions)}
    names = {path: phrase.name(facts, path) for path in {*paths, *(s.holder for s in statements)}}
    names |= {scope.whole: phrase.whole(facts, scope.whole) for scope in scopes}
    names |= {scope.taken: phrase.whole(facts, scope.taken) for scope in scopes}
    names |= {scope.unit: phrase.unit(scope.unit) for scope in scopes}
    names |= {answer.aspect: phrase.word(answer.aspect) for answer in answers}
    names |= phrase.periods((answer.time for answer in answers if answer.time), key_of)
    names.pop("", None)
    return names
