"""Pairs of statements on one question, told in words: what conflicts or agrees, and what counts different things.

No sentence says which of two statements is right, and none says that a view
is shared by many.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from testimonia.infer.finding import Finding
from testimonia.infer.phrase import Pair, joined, metres, number, unit
from testimonia.infer.readings import ABOUT, WORDS, Question, Reading, Statement
from testimonia.infer.scope import Scope, differences

NONE: Final = Pair("", "")
_BOTH: Final = Pair("{}: {} and {} {}", "{}: {} und {} {}")
_CONFLICT: Final = Pair("cannot both hold as worded; {}", "können dem Wortlaut nach nicht beide zutreffen; {}")
_EXCLUDE: Final = Pair(
    "exclude each other, of one time and scope", "schließen sich für dieselbe Zeit und denselben Umfang aus"
)
_UNDECIDED: Final = Pair(
    "lie apart, but the wording does not tell whether both can hold: {}",
    "liegen auseinander, doch sagt der Wortlaut nicht, ob beide zutreffen können: {}",
)
_ORDER_ONLY: Final = Pair(
    "cannot be set against each other: an order of size sets no bounds",
    "lassen sich nicht aneinander messen: eine Größenordnung setzt keine Grenzen",
)
_COMPATIBLE: Final = Pair("may both be true", "können beide zutreffen")
_COMPARABLE: Final = Pair(
    "answer in the same scope, and nothing in their wording sets one against the other",
    "antworten im selben Umfang, und nichts im Wortlaut stellt sie gegeneinander",
)
_SCOPE: Final = {
    "contrary": Pair("they are not comparable", "sie sind nicht vergleichbar"),
    "alike": Pair("equal numbers are no agreement here", "gleiche Zahlen sind hier keine Übereinstimmung"),
    "meeting": Pair("the numbers alone would allow both", "die Zahlen allein ließen beide zu"),
}
_COUNT: Final = Pair("count different things: {}; {}", "zählen Verschiedenes: {}; {}")
_SPEAK: Final = Pair("speak of different things: {}; {}", "sprechen von Verschiedenem: {}; {}")
_POSSIBLE_ONLY: Final = Pair("not both are asserted", "nicht beide werden behauptet")
_ABOUT_SETS_NONE: Final = Pair(
    "“about” and the like set no bounds; {}", "„etwa“ und dergleichen setzen keine Grenzen; {}"
)
_DISTANCE: Final = Pair("the gap is {}", "der Abstand beträgt {}")
_SPOTS_APART: Final = Pair(
    "the points are {} apart, more than both may be off",
    "die Punkte liegen {} auseinander, mehr als beide abweichen dürfen",
)
_SPOTS_IN_PLACE: Final = Pair(
    "the points are {} apart, and a place is wider than a point",
    "die Punkte liegen {} auseinander, und ein Ort ist größer als ein Punkt",
)
_NONE_AND_SOME: Final = Pair("one says none, the other some", "eine sagt keine, die andere einige")
_VERBS: Final = {
    "asserts": Pair("asserted by {}", "vertreten ({})"),
    "suggests": Pair("called possible by {}", "für möglich gehalten ({})"),
    "partly": Pair("accepted in part by {}", "teilweise angenommen ({})"),
    "denies": Pair("denied by {}", "bestritten ({})"),
    "doubts": Pair("doubted by {}", "bezweifelt ({})"),
}
"""In German the name stands in brackets, since names have no article that would bend."""
_SIDES: Final = Pair("{}: the answer “{}” is {}", "{}: Die Antwort „{}“ wird {}")
_AND: Final = Pair("{} and {}", "{} und {}")
_SAME_HOLDER: Final = Pair("; both statements are the same holder's", "; beide Aussagen stammen von derselben Stimme")
_NO_DEFINITION: Final = Pair("; neither names a definition", "; keine der beiden nennt eine Definition")
_APPARENT: Final = Pair(", so the conflict may be only apparent", ", der Konflikt kann also bloßer Anschein sein")
_NOT_OF_ONE: Final = Pair("; but they speak of different things: {}", "; doch sprechen sie von Verschiedenem: {}")
_POSSIBLE: Final = Pair("{} ({}, as possible)", "{} ({}, als möglich)")
_HELD: Final = Pair("{} ({})", "{} ({})")
_PARTS: Final = {"": NONE, "begin": Pair(" (beginning)", " (Beginn)"), "end": Pair(" (end)", " (Ende)")}
_MORE: Final = Pair(
    "{}: {} pairs of comparable statements, {} of which lie apart, "
    "and {} pairs that lie apart in different scopes; {} are listed.",
    "{}: {} Paare vergleichbarer Aussagen, davon {} auseinanderliegend, "
    "und {} auseinanderliegende Paare verschiedenen Umfangs; {} sind aufgeführt.",
)
LINKED: Final = frozenset(
    {"conflict", "undecided", "compatible", "comparable", "agreement", "partialAgreement", "opposition"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of two statements: the kind, both in the order of their paths, the gap, the sentence."""

    kind: str
    one: Statement
    other: Statement
    sentence: Pair
    gap: Pair = NONE
    is_comparable: bool = True

    def finding(self, about: str) -> Finding:
        """As a finding, with its links in both directions, so that no query need know which."""
        return Finding(
            rule="comparable",
            kind=self.kind,
            about=about,
            inputs=(self.one.claim, self.other.claim),
            english=f"{self.sentence.english}.",
            german=f"{self.sentence.german}.",
            links=tuple(self._links()),
        )

    def _links(self) -> Iterable[tuple[str, str, str]]:
        names = ["comparableWith"] if self.is_comparable and self.kind in LINKED else []
        if self.kind == "conflict" or (
            self.kind == "opposition" and {self.one.stance, self.other.stance} == {"asserts", "denies"}
        ):
            names.append("conflictsWith")
        for name in names:
            yield self.one.claim, name, self.other.claim
            yield self.other.claim, name, self.one.claim


Held = tuple[Statement, Reading]


def apart(question: Question, first: Held, second: Held) -> Found:
    """Two comparable answers without a number or day in common."""
    (one, left), (other, right) = _in_order(first, second)
    grades = {left.grade, right.grade}
    gap = NONE if WORDS in grades else _gap(left, right)
    distance = _NONE_AND_SOME if WORDS in grades else _DISTANCE.filled(gap)
    kind, told = "conflict", _CONFLICT.filled(distance)
    if ABOUT in grades:
        kind, told = "undecided", _UNDECIDED.filled(_ABOUT_SETS_NONE.filled(distance))
    elif {one.stance, other.stance} != {"asserts"}:
        kind, told = "undecided", _UNDECIDED.filled(_POSSIBLE_ONLY)
    return _found(kind, question, (one, left), (other, right), told, gap)


def spots_apart(question: Question, first: Held, second: Held) -> Found:
    """Two points further apart than both may be off.

    Only where both sources say how far off theirs may be can the two not both
    hold: a place is wider than a point, and may be shown by any spot in it.
    """
    (one, left), (other, right) = _in_order(first, second)
    if left.point is None or right.point is None:
        raise TypeError("readings of this grade have a point")
    gap = metres(left.point.distance(right.point))
    are_bounded = left.point.within is not None and right.point.within is not None
    if not are_bounded:
        kind, told = "undecided", _UNDECIDED.filled(_SPOTS_IN_PLACE.filled(gap))
    elif {one.stance, other.stance} != {"asserts"}:
        kind, told = "undecided", _UNDECIDED.filled(_POSSIBLE_ONLY)
    else:
        kind, told = "conflict", _CONFLICT.filled(_SPOTS_APART.filled(gap))
    return _found(kind, question, (one, left), (other, right), told, gap)


def exclusive(question: Question, first: Held, second: Held) -> Found:
    """Two words where only one can hold."""
    kind = "conflict" if {first[0].stance, second[0].stance} == {"asserts"} else "undecided"
    told = _EXCLUDE if kind == "conflict" else _UNDECIDED.filled(_POSSIBLE_ONLY)
    return _found(kind, question, *_in_order(first, second), told)


def by_magnitude(question: Question, first: Held, second: Held) -> Found:
    """An order of size in words, beside any number: whether they overlap is arithmetic only."""
    return _found("undecided", question, *_in_order(first, second), _ORDER_ONLY)


def compatible(question: Question, first: Held, second: Held) -> Found:
    """Two comparable answers that share a number or a day."""
    return _found("compatible", question, *_in_order(first, second), _COMPATIBLE)


def comparable(question: Question, first: Held, second: Held) -> Found:
    """Two answers in one scope, one of them without a number."""
    return _found("comparable", question, *_in_order(first, second), _COMPARABLE)


def different_scope(question: Question, first: Held, second: Held, look: str) -> Found:
    """Two answers that look contrary or alike, and what differs in their scope."""
    (one, left), (other, right) = _in_order(first, second)
    figures = (next(iter(left.figures), ""), next(iter(right.figures), ""))
    told = differences(left.scope, right.scope, question.name, figures)
    form = _COUNT if left.figures else _SPEAK
    return _found(
        "differentScope", question, (one, left), (other, right), form.filled(joined(told, "; "), _SCOPE[look])
    )


def stances(kind: str, question: Question, one: Statement, other: Statement) -> Found:
    """Two statements of one answer: agreement, opposition, or what lies between."""
    one, other = sorted((one, other))
    scope = question.scopes[one.answer]
    told = _sides(question, one, other)
    has_yardstick = scope.aspect != "qualification" or bool(scope.definitions)
    if not has_yardstick:
        told = joined([told, _NO_DEFINITION, _APPARENT if kind == "apparentConflict" else NONE], "")
    return Found(kind, one, other, told, is_comparable=has_yardstick)


def opposed_elsewhere(question: Question, one: Statement, other: Statement) -> Found:
    """One word accepted in one scope and rejected in another."""
    one, other = sorted((one, other))
    left, right = (question.scopes[statement.answer] for statement in _as_told(one, other))
    told = differences(left, right, question.name)
    if is_apparent(left, right):
        note = Pair("; {}", "; {}").filled(joined(told, "; "))
        return Found("apparentConflict", one, other, joined([_sides(question, one, other), note, _APPARENT], ""))
    sentence = joined([_sides(question, one, other), _NOT_OF_ONE.filled(joined(told, "; "))], "")
    return Found("differentScope", one, other, sentence)


def is_apparent(left: Scope, right: Scope) -> bool:
    """Whether two classings differ in nothing but that one of them names no definition."""
    is_classing = left.aspect == right.aspect == "qualification"
    is_all = left.without("definitions") == right.without("definitions")
    return is_classing and is_all and not (left.definitions and right.definitions)


def more(question: Question, counts: tuple[int, int, int, int]) -> Finding:
    """How many pairs there are in all where not every pair is listed."""
    told = _MORE.filled(question.title, *map(number, counts))
    inputs = tuple(statement.claim for statement in question.statements)
    return Finding(
        rule="comparable",
        kind="notListed",
        about=question.about,
        inputs=inputs,
        english=told.english,
        german=told.german,
    )


def _in_order(first: Held, second: Held) -> tuple[Held, Held]:
    return (first, second) if first[0] <= second[0] else (second, first)


def _found(kind: str, question: Question, first: Held, second: Held, told: Pair, gap: Pair = NONE) -> Found:
    (one, left), (other, right) = first, second
    part = left.scope.part if left.scope.part == right.scope.part else ""
    title = joined([question.title, _PARTS[part]], "")
    return Found(
        kind, one, other, _BOTH.filled(title, _held(question, one, left), _held(question, other, right), told), gap
    )


def _held(question: Question, statement: Statement, reading: Reading) -> Pair:
    form = _POSSIBLE if statement.stance == "suggests" else _HELD
    return form.filled(reading.text, question.name(statement.holder))


def _sides(question: Question, one: Statement, other: Statement) -> Pair:
    one, other = _as_told(one, other)
    left, right = question.name(one.holder), question.name(other.holder)
    if one.stance == other.stance:
        said = _VERBS[one.stance].filled(_AND.filled(left, right))
    else:
        said = _AND.filled(_VERBS[one.stance].filled(left), _VERBS[other.stance].filled(right))
    told = _SIDES.filled(question.title, question.texts[one.answer], said)
    return joined([told, _SAME_HOLDER], "") if one.holder == other.holder else told


def _as_told(one: Statement, other: Statement) -> list[Statement]:
    """Two statements in the order in which a sentence names their holders: from assertion to doubt."""
    return sorted((one, other), key=lambda statement: (tuple(_VERBS).index(statement.stance), statement))


def _gap(left: Reading, right: Reading) -> Pair:
    """How far two readings lie apart at the least, in their unit."""
    low, high = sorted((left, right), key=lambda reading: reading.low)
    distance = high.low[0] - low.high[0]
    if not left.figures:
        return _time(int(distance))
    in_unit = _POINTS if left.scope.unit == "%" else unit(left.scope.unit)
    form = Pair("{} {}", "{} {}")
    if low.high[1] or high.low[1]:
        form = Pair("more than {} {}", "mehr als {} {}")
    elif not (low.low == low.high and high.low == high.high):
        form = Pair("at least {} {}", "mindestens {} {}")
    return form.filled(number(Decimal(distance)), in_unit)


def _time(days: int) -> Pair:
    """A gap between days: in whole years where it is that long."""
    years = int(days / _DAYS_IN_A_YEAR)
    if years:
        return _YEAR if years == 1 else _YEARS.filled(number(years))
    return _DAY if days == 1 else _DAYS.filled(number(days))


_DAYS_IN_A_YEAR: Final = 365.2425
_YEARS: Final = Pair("at least {} years", "mindestens {} Jahre")
_YEAR: Final = Pair("at least 1 year", "mindestens 1 Jahr")
_DAYS: Final = Pair("at least {} days", "mindestens {} Tage")
_DAY: Final = Pair("at least 1 day", "mindestens 1 Tag")
_POINTS: Final = Pair("percentage points", "Prozentpunkte")
