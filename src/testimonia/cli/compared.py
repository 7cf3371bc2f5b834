"""Two holders side by side, in words: sections with headings, each claim with its key and paraphrase."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final, NamedTuple

from testimonia.infer import phrase
from testimonia.infer.arguments import Attack
from testimonia.infer.classings import Class, Classing
from testimonia.infer.compare import Asked, Comparison, Meeting, Side
from testimonia.infer.entailed import Entailed
from testimonia.infer.facts import Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.premises import Premise

LISTED: Final = 8
"""How many things that only one of them classes or leans on are listed unasked."""

_TITLE: Final = Pair("{} and {}", "{} und {}")
_COUNTS: Final = Pair("{} and {}; {}", "{} und {}; {}")
_CLAIMS: Final = (Pair("{} claim", "{} Aussage"), Pair("{} claims", "{} Aussagen"))
_QUESTIONS: Final = (Pair("{} question", "{} Frage"), Pair("{} questions", "{} Fragen"))
_COMMON: Final = (
    Pair("{} question that both speak to", "{} Frage, zu der beide etwas sagen"),
    Pair("{} questions that both speak to", "{} Fragen, zu denen beide etwas sagen"),
)
_NO_COMMON: Final = Pair("no question that both speak to", "keine Frage, zu der beide etwas sagen")
_PREMISES: Final = (Pair("{} premise", "{} Prämisse"), Pair("{} premises", "{} Prämissen"))
_HOLDS_NOTHING: Final = Pair(
    "{} holds no claim in this archive, so there is nothing to compare.",
    "Von {} steht keine Aussage in diesem Archiv, es gibt also nichts zu vergleichen.",
)
_NOTHING_SHARED: Final = Pair(
    "The two share nothing: no statement, nothing that follows from what each says, and no premise.",
    "Die beiden teilen nichts: keine Aussage, nichts, was aus dem folgt, was sie sagen, und keine Prämisse.",
)
_SHARED: Final = Pair("Shared ground", "Gemeinsamer Boden")
_CONTRARY: Final = Pair("Disagreements", "Gegensätze")
_CLASSES: Final = Pair("Classes and definitions", "Einordnungen und Definitionen")
_LEANED_ON: Final = Pair("Premises", "Prämissen")
_ALONE: Final = Pair("What only one of them speaks to", "Wozu nur eine Seite etwas sagt")
_OF_OTHER: Final = Pair("What one says of the other", "Was eine Seite über die andere sagt")
_SAID: Final = Pair("Both say", "Beide sagen")
_FOLLOWS: Final = Pair("Follows from what each of them says", "Folgt aus dem, was beide je für sich sagen")
_TOGETHER: Final = Pair("May hold together", "Kann zusammen zutreffen")
_SUPPORTS: Final = Pair("One argues for what the other says", "Eine Seite stützt, was die andere sagt")
_OPPOSED: Final = Pair("Contrary", "Gegensätzlich")
_ELSEWHERE: Final = Pair(
    "Looks contrary or alike, and means something else", "Sieht gegensätzlich oder gleich aus, meint aber anderes"
)
_ATTACKS: Final = Pair("One argues against the other", "Eine Seite argumentiert gegen die andere")
_BESIDE: Final = Pair("Other answers to questions that both speak to", "Andere Antworten auf gemeinsame Fragen")
_NONE: Final = Pair("none", "keine")
_NO_DEFINITION: Final = Pair("no definition named", "keine Definition genannt")
_BY: Final = Pair("definition: {}", "Definition: {}")
_SCOPES: Final = Pair("their scopes differ: {}", "ihr Umfang ist verschieden: {}")
_CLASSED: Final = Pair("{} {}: {}", "{} {}: {}")
_OF_CLASS: Final = Pair("{}: {} “{}” ({})", "{}: {} „{}“ ({})")
_ARGUMENTS: Final = (Pair("{} argument", "{} Argument"), Pair("{} arguments", "{} Argumenten"))
_RELATIONS: Final = {
    "both": Pair("both lean on it", "beide stützen sich darauf"),
    "held": Pair("the other says it too", "die andere Seite sagt es auch"),
    "rejected": Pair("the other denies or doubts it", "die andere Seite bestreitet oder bezweifelt es"),
}
_IN_ALL: Final = Pair("{}: {} in {}", "{}: {} in {}")
_ON: Final = Pair("{}: {} on {}", "{}: {} zu {}")
_MORE: Final = Pair("and {} more; --all lists them", "und {} weitere; --all zählt sie auf")
_PASSED_ON: Final = Pair("{} passes on {} of {}", "{} gibt {} weiter, von {}")
_CUT: Final = Pair("Not every pair is listed: {}", "Nicht jedes Paar ist aufgeführt: {}")


class Tree(NamedTuple):
    """A line, and the lines that stand under it."""

    line: Pair
    under: tuple["Tree", ...] = ()


def lines(facts: Facts, found: Comparison, language: str, *, show_all: bool) -> Iterator[str]:
    """A comparison in one language; with ``show_all`` each claim on which the other holder is silent."""
    sides = (found.one, found.other)
    title = _in(language, _TITLE.filled(*(_name(facts, side) for side in sides)))
    yield from (title, "=" * len(title))
    silent = [side for side in sides if not side.claims]
    if silent:
        yield from (_in(language, _HOLDS_NOTHING.filled(_name(facts, side))) for side in silent)
        return
    yield from (_in(language, line) for line in _summary(facts, found))
    for heading, parts in _sections(facts, found, show_all=show_all):
        told = _in(language, heading)
        yield from ("", told, "-" * len(told))
        yield from _indented(parts or [Tree(_NONE)], language)


def _in(language: str, words: Pair) -> str:
    return words.german if language == "de" else words.english


def _indented(trees: Iterable[Tree], language: str) -> Iterator[str]:
    """The lines of some trees, each level two blanks further in."""
    waiting = [(tree, 0) for tree in reversed(list(trees))]
    while waiting:
        tree, depth = waiting.pop()
        yield "  " * depth + _in(language, tree.line)
        waiting += [(under, depth + 1) for under in reversed(tree.under)]


def _summary(facts: Facts, found: Comparison) -> Iterator[Pair]:
    one, other = found.one, found.other
    counts = (_number(_CLAIMS, side.claims) for side in (one, other))
    yield _COUNTS.filled(*counts, _number(_COMMON, found.questions) if found.questions else _NO_COMMON)
    for side, whose in ((one, other), (other, one)):
        if side.passed_on:
            number = _number(_CLAIMS, side.passed_on)
            yield _PASSED_ON.filled(_name(facts, side), number, _name(facts, whose))
    if found.shares_nothing:
        yield _NOTHING_SHARED
    if found.cut:
        yield _CUT.filled(phrase.joined(found.cut, "; "))


def _sections(facts: Facts, found: Comparison, *, show_all: bool) -> Iterator[tuple[Pair, list[Tree]]]:
    meeting, argument = partial(_meeting, facts, found), partial(_argument, facts)
    shared = [
        _part(_SAID, map(meeting, found.shared)),
        _part(_FOLLOWS, (_follows(facts, found, row) for row in found.entailed)),
        _part(_TOGETHER, map(meeting, found.together)),
        _part(_SUPPORTS, map(argument, found.supports)),
    ]
    contrary = [
        _part(_OPPOSED, map(meeting, found.contrary)),
        _part(_ELSEWHERE, map(meeting, found.elsewhere)),
        _part(_ATTACKS, map(argument, found.attacks)),
    ]
    beside = [_asked(facts, found, row) for row in found.beside]
    yield _SHARED, [part for part in shared if part.under]
    yield _CONTRARY, [part for part in contrary if part.under]
    yield _CLASSES, _classes(facts, found, show_all=show_all)
    yield _LEANED_ON, [_premises(facts, side, show_all=show_all) for side in (found.one, found.other) if side.premises]
    of_other = [_side(facts, side, side.of_other) for side in (found.one, found.other) if side.of_other]
    if of_other:
        yield _OF_OTHER, of_other
    if beside:
        yield _BESIDE, beside
    yield _ALONE, [_alone(facts, side, show_all=show_all) for side in (found.one, found.other)]


def _part(heading: Pair, trees: Iterable[Tree]) -> Tree:
    return Tree(heading, tuple(trees))


def _meeting(facts: Facts, found: Comparison, row: Meeting) -> Tree:
    kind = Pair(*(f"{word}: " for word in phrase.word(row.kind)))
    return Tree(phrase.joined([kind, row.sentence], ""), _both(facts, found, row.one, row.other))


def _follows(facts: Facts, found: Comparison, row: Entailed) -> Tree:
    limits = (Tree(_SCOPES.filled(row.limits)),) if row.limits.english else ()
    return Tree(row.sentence, (*limits, *_both(facts, found, row.one, row.other)))


def _asked(facts: Facts, found: Comparison, row: Asked) -> Tree:
    return Tree(row.title, _both(facts, found, row.one, row.other))


def _both(facts: Facts, found: Comparison, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Tree, ...]:
    """The claims of either, under their holder."""
    sides = ((found.one, one), (found.other, other))
    return tuple(_side(facts, side, paths) for side, paths in sides if paths)


def _side(facts: Facts, side: Side, paths: Iterable[str]) -> Tree:
    return Tree(_name(facts, side), tuple(Tree(_claim(facts, path)) for path in paths))


def _argument(facts: Facts, row: Attack) -> Tree:
    """An argument by the claim that it speaks for or against, with its premises."""
    words = (phrase.name(facts, row.holder), phrase.word(row.kind), _claim(facts, row.target))
    return Tree(_CLASSED.filled(*words), tuple(Tree(_claim(facts, path)) for path in row.premises))


def _classes(facts: Facts, found: Comparison, *, show_all: bool) -> list[Tree]:
    """What both class, in full; of what only one classes, the first few unless all is asked for."""
    both = [row for row in found.classings if row.one and row.other]
    single = [row for row in found.classings if not (row.one and row.other)]
    trees = [_classing(facts, found, row) for row in (*both, *single)]
    return trees if show_all else _cut(trees, len(both) + LISTED)


def _cut(trees: list[Tree], number: int) -> list[Tree]:
    """The first trees, and how many more there are."""
    left = len(trees) - number
    return [*trees[:number], Tree(_MORE.filled(phrase.number(left)))] if left > 0 else trees


def _classing(facts: Facts, found: Comparison, row: Classing) -> Tree:
    sides = ((found.one, row.one), (found.other, row.other))
    held = (Tree(_name(facts, side), tuple(_class(facts, item) for item in rows)) for side, rows in sides if rows)
    return Tree(row.title, (*held, *map(Tree, row.notes)))


def _class(facts: Facts, row: Class) -> Tree:
    names = phrase.joined(phrase.name(facts, path) for path in row.classes)
    by = phrase.joined(phrase.name(facts, path) for path in row.definitions)
    told = _BY.filled(by) if row.definitions else _NO_DEFINITION
    return Tree(_OF_CLASS.filled(Pair(row.claim, row.claim), phrase.word(row.stance), names, told))


def _premises(facts: Facts, side: Side, *, show_all: bool) -> Tree:
    """What a holder's arguments lean on; what the other has a part in stands first and is never cut."""
    arguments = {path for premise in side.premises for path in premise.arguments}
    numbers = (_number(_PREMISES, len(side.premises)), _number(_ARGUMENTS, len(arguments)))
    ordered = sorted(side.premises, key=lambda row: not row.relation)
    trees = [_premise(facts, row) for row in ordered]
    met = sum(bool(row.relation) for row in ordered)
    under = trees if show_all else _cut(trees, met + LISTED)
    return Tree(_IN_ALL.filled(_name(facts, side), *numbers), tuple(under))


def _premise(facts: Facts, row: Premise) -> Tree:
    if not row.relation:
        return Tree(_claim(facts, row.claim))
    met_by = tuple(Tree(_claim(facts, path)) for path in row.met_by if path != row.claim)
    return Tree(_claim(facts, row.claim), (Tree(_RELATIONS[row.relation], met_by),))


def _alone(facts: Facts, side: Side, *, show_all: bool) -> Tree:
    """How much only one of them speaks to; with ``show_all`` the claims, by question."""
    number = sum(len(row.one) + len(row.other) for row in side.alone)
    line = _ON.filled(_name(facts, side), _number(_CLAIMS, number), _number(_QUESTIONS, len(side.alone)))
    rows = side.alone if show_all else ()
    under = (Tree(row.title, tuple(Tree(_claim(facts, path)) for path in (*row.one, *row.other))) for row in rows)
    return Tree(line, tuple(under))


def _name(facts: Facts, side: Side) -> Pair:
    return phrase.name(facts, side.holder)


def _claim(facts: Facts, path: str) -> Pair:
    """A claim by its key and paraphrase, which says the stance too."""
    return Pair(*(f"{path}: {words}" for words in phrase.name(facts, path)))


def _number(forms: tuple[Pair, Pair], number: int) -> Pair:
    """``1 claim``, ``2 claims``."""
    return forms[number != 1].filled(phrase.number(number))
