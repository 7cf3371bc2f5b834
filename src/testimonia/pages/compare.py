"""Two holders side by side, question by question, with how their statements stand to each other; and who may be chosen.

What two statements are to each other is what the rule on comparison finds; the
page says nothing of who is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer.compare import Asked, Comparison, Meeting, Side, compare
from testimonia.infer.phrase import Pair
from testimonia.infer.premises import Premise
from testimonia.infer.readings import wording
from testimonia.pages.archive import Archive
from testimonia.pages.meeting import most, pair_of
from testimonia.pages.names import Name
from testimonia.pages.reader import ROWS, Reader, cut
from testimonia.pages.rows import Brief, brief
from testimonia.pages.sheet import Crumb, Sheet

CHOSEN_FROM: Final = 300
"""Up to so many holders are offered to choose from; of more a name is asked for."""

SIDE: Final = 6
"""So many statements of one holder stand in a row; the rest are counted."""

_RELATIONS: Final[Mapping[str, str]] = {
    "agreement": "agree",
    "partialAgreement": "agree-in-part",
    "compatible": "compatible",
    "comparable": "compatible",
    "opposition": "differ",
    "conflict": "differ",
    "apparentConflict": "seem-to-differ",
    "undecided": "undecided",
    "differentScope": "elsewhere",
}
"""The relation of two statements, by what the rule found, as keys of the words."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of one of the two: in short, its value, and by which definition or of whom it speaks."""

    brief: Brief
    value: Pair
    limits: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The statements of one holder in a row."""

    said: tuple[Said, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what either says to it, the relation (a key of the words), and the sentences that tell why."""

    question: Name
    one: Cell
    other: Cell
    relation: str
    sentences: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows below a heading (a key of the words)."""

    key: str
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Leaned:
    """A claim that a holder's arguments rest on, and how the other stands to it (a key of the words)."""

    brief: Brief
    relation: str
    arguments: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """One of the two: how many statements, how many of the other's passed on, premises, statements on the other."""

    name: Name
    claims: int
    passed_on: int
    premises: tuple[Leaned, ...]
    of_other: tuple[Brief, ...]


def sheet(archive: Archive, reader: Reader, one: str = "", other: str = "") -> Sheet:
    """The page of two holders, or, where they are not both named and known, the page on which they are chosen."""
    left, right = (chosen(archive, text, reader.language) for text in (one, other))
    fixed = {
        "left": left,
        "right": right,
        "holders": _choices(archive, reader.language),
        "met": most(archive, reader.language),
        "comparison": None,
        "parts": (),
    }
    if not left.path or not right.path or left.path == right.path:
        return Sheet(
            template="compare.html",
            path="",
            title="nav.compare",
            kind="compare",
            crumbs=(Crumb("nav.compare", is_key=True),),
            values=fixed,
        )
    return _pair(archive, reader, fixed, left.path, right.path)


def static_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of one of the pairs that are listed, by the name of its file."""
    pair = pair_of(archive, path)
    return sheet(archive, reader, *pair) if pair else None


def _pair(archive: Archive, reader: Reader, fixed: dict[str, object], one: str, other: str) -> Sheet:
    found = compare(archive.facts, one, other)
    alone = sorted((*found.one.alone, *found.other.alone), key=lambda row: (row.title.english.casefold(), row.question))
    part = cut(len(alone), reader.number)
    rows = part.of(alone)
    last = Part("alone", tuple(_beside(archive, row, "one-side", reader.language) for row in rows), 0)
    sides = tuple(_holder(archive, side, reader.language) for side in (found.one, found.other))
    parts = _parts(archive, found, reader.language) if reader.number == 1 else []
    return Sheet(
        template="compare.html",
        path="",
        title=" · ".join(side.name.text for side in sides),
        kind="compare",
        crumbs=(Crumb("nav.compare", site="compare", is_key=True), Crumb(" · ".join(side.name.text for side in sides))),
        slice=part,
        values=fixed
        | {
            "comparison": found,
            "sides": sides,
            "parts": tuple(one for one in (*parts, last) if one.rows),
            "alone": part,
            "arguments": _arguments(archive, found, reader.language),
            "address_values": () if reader.is_static else (("a", one), ("b", other)),
        },
    )


def _parts(archive: Archive, found: Comparison, language: str) -> list[Part]:
    """The rows where both speak, in the order of the comparison."""
    follows = [
        Row(
            Name("", row.sentence.german if language == "de" else row.sentence.english),
            _cell(archive, row.one, language),
            _cell(archive, row.other, language),
            "follows",
            (),
        )
        for row in found.entailed
    ]
    parts = {
        "shared": [*(_meeting(archive, row, language) for row in found.shared), *follows],
        "together": [_meeting(archive, row, language) for row in found.together],
        "contrary": [_meeting(archive, row, language) for row in found.contrary],
        "elsewhere": [_meeting(archive, row, language) for row in found.elsewhere],
        "classings": [*_classings(archive, found, language)],
        "beside": [_beside(archive, row, "not-compared", language) for row in found.beside],
    }
    return [Part(key, tuple(rows[:ROWS]), len(rows[ROWS:])) for key, rows in parts.items()]


def _meeting(archive: Archive, row: Meeting, language: str) -> Row:
    question = archive.question(archive.facts.claims[(*row.one, *row.other)[0]])
    return Row(
        archive.name(question, language),
        _cell(archive, row.one, language),
        _cell(archive, row.other, language),
        _RELATIONS[row.kind],
        (archive.untitled(question, row.sentence),),
    )


def _beside(archive: Archive, row: Asked, relation: str, language: str) -> Row:
    question = archive.question(archive.facts.claims[(*row.one, *row.other)[0]])
    title = archive.name(question, language)
    return Row(title, _cell(archive, row.one, language), _cell(archive, row.other, language), relation, ())


def _classings(archive: Archive, found: Comparison, language: str) -> Iterable[Row]:
    """What both put into classes, with the definitions that they name."""
    for row in found.classings:
        if row.one and row.other:
            sides = [[one.claim for one in side] for side in (row.one, row.other)]
            name = archive.name(archive.question(archive.facts.claims[sides[0][0]]), language)
            one, other = (_cell(archive, side, language) for side in sides)
            yield Row(name, one, other, "definitions", row.notes)


def _cell(archive: Archive, claims: Sequence[str], language: str) -> Cell:
    return Cell(tuple(_said(archive, path, language) for path in claims[:SIDE]), len(claims[SIDE:]))


def _said(archive: Archive, path: str, language: str) -> Said:
    answer = archive.facts.answers.get(archive.facts.claims[path].answer)
    limits = (answer.population, answer.place, *answer.definitions) if answer else ()
    value = wording(archive.facts, answer) if answer else Pair("", "")
    return Said(brief(archive, path, language), value, tuple(archive.name(one, language) for one in limits if one))


def _holder(archive: Archive, side: Side, language: str) -> Holder:
    return Holder(
        name=archive.name(side.holder, language),
        claims=side.claims,
        passed_on=side.passed_on,
        premises=tuple(_leaned(archive, one, language) for one in side.premises[:ROWS]),
        of_other=tuple(brief(archive, path, language) for path in side.of_other[:ROWS]),
    )


def _leaned(archive: Archive, premise: Premise, language: str) -> Leaned:
    names = tuple(archive.name(path, language) for path in premise.arguments)
    return Leaned(brief(archive, premise.claim, language), premise.relation or "silent", names)


def _arguments(archive: Archive, found: Comparison, language: str) -> tuple[tuple[str | Name, ...], ...]:
    """The arguments between the two: the kind, whose, the argument, and what it speaks of."""
    return tuple(
        (row.kind, *(archive.name(path, language) for path in (row.holder, row.argument, row.target)))
        for row in (*found.supports, *found.attacks)
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for as one of the two: the text, the holder that it names, else those whose names hold it."""

    text: str
    path: str
    candidates: tuple[Name, ...]


def _choices(archive: Archive, language: str) -> tuple[Name, ...]:
    """All holders by name, where they are not too many to choose from."""
    if len(archive.by_holder) > CHOSEN_FROM:
        return ()
    return tuple(sorted((archive.name(path, language) for path in archive.by_holder), key=_by_name))


def _by_name(name: Name) -> tuple[str, str]:
    return name.text.casefold(), name.path


def chosen(archive: Archive, text: str, language: str) -> Choice:
    """A holder by path or key, else by name."""
    wanted = text.strip()[:200]
    for path in (wanted, f"actor/{wanted}"):
        if path in archive.by_holder:
            return Choice(archive.name(path, language).text, path, ())
    if not wanted:
        return Choice("", "", ())
    folded = wanted.casefold()
    named = sorted((archive.name(path, language) for path in archive.by_holder), key=_by_name)
    exact = [name for name in named if name.text.casefold() == folded]
    if len(exact) == 1:
        return Choice(exact[0].text, exact[0].path, ())
    return Choice(wanted, "", tuple(exact or [name for name in named if folded in name.text.casefold()])[:12])
