"""A thing in short: line by line what is said of it, and which other things are said to be linked to it.

Every line counts its statements and leads to them. A value that someone denies
or doubts stands in its line like the rest, with the stance beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.derivations import questions
from testimonia.infer.entries import Answer, ClaimFact
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.pages.archive import Archive
from testimonia.pages.aspects import order
from testimonia.pages.names import Name

SHOWN: Final = 8
"""So many values stand in a line; the rest are counted."""

WEIGHED: Final = 60
"""Whether the statements of a line agree is told up to this number."""

_NAMED: Final = 2
_COMPARED: Final = "finding/comparable/"
_RECKONED: Final = ("finding/arithmetic/", "finding/times/")
CONTRARY: Final = frozenset({"conflict", "opposition", "apparentConflict"})
"""What the comparison finds where two statements do not go together, or seem not to."""
_ALIKE: Final = frozenset({"agreement", "partialAgreement", "compatible"})


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says something: how many statements, the first holders by name, how many more, stances other than *asserts*.

    ``target`` is what the number leads to: the claim where there is one, else the question.
    """

    statements: int
    holders: tuple[Name, ...]
    others: int
    stances: tuple[tuple[str, Pair, int], ...]
    target: str


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that is said: a thing by its name, or words; of whom and where, if the statement is limited."""

    name: Name | None
    words: Pair
    limits: tuple[Name, ...]
    voices: Voices


@dataclass(frozen=True, slots=True)
class Line:
    """What is said on one question, or of one role: ``state`` is *agree*, *disagree* or nothing.

    ``key`` names the words that stand for the label where that is no word of the vocabulary.
    """

    label: Pair
    values: tuple[Value, ...]
    left_out: int
    statements: int
    state: str
    target: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing that is said to be linked to another, and as what: a role, or an aspect."""

    name: Name
    words: Pair
    voices: Voices


@dataclass(frozen=True, slots=True)
class Computed:
    """A finding on a thing: what a rule found, as label and sentence."""

    path: str
    label: Pair
    sentence: Pair


def lines(archive: Archive, path: str, aspects: Collection[str], language: str) -> tuple[Line, ...]:
    """What is said of a thing on some aspects, each role on a line of its own."""
    asked = [(archive.asked(question)[1], question) for question in archive.by_about.get(path, ())]
    chosen = sorted((order(aspect), aspect, question) for aspect, question in asked if aspect in aspects)
    return tuple(line for _, aspect, question in chosen for line in _lines(archive, aspect, question, language))


def _lines(archive: Archive, aspect: str, question: str, language: str) -> Iterator[Line]:
    by_role: dict[str, list[tuple[ClaimFact, Answer]]] = defaultdict(list)
    for claim in questions(archive.facts)[question]:
        answer = archive.facts.answers.get(claim.answer)
        if answer:
            by_role[answer.role].append((claim, answer))
    for role, stated in sorted(by_role.items(), key=lambda item: phrase.word(item[0] or aspect).english):
        claims = [claim for claim, _ in stated]
        values = _values(archive, question, stated, language)
        yield Line(
            label=phrase.word(role or aspect),
            values=tuple(values[:SHOWN]),
            left_out=len(values[SHOWN:]),
            statements=len(claims),
            state="" if role else _state(archive, claims),
            target=_target(question, claims),
        )


def _values(archive: Archive, question: str, stated: Sequence[tuple[ClaimFact, Answer]], language: str) -> list[Value]:
    """What is said, each once, in order of time, then by name."""
    found: dict[tuple[str, str, str], list[ClaimFact]] = defaultdict(list)
    words: dict[tuple[str, str, str], tuple[tuple[int, str], str, Pair]] = {}
    for claim, answer in stated:
        for thing, said in _said(archive, answer):
            key = (thing or said.english, answer.population, answer.place)
            begin = answer.time.earliest_begin if answer.time and not answer.values else None
            words[key] = ((begin or 0, said.english.casefold()), thing, said)
            found[key].append(claim)
    made = []
    for key in sorted(found, key=lambda key: (words[key][0], key)):
        _, thing, said = words[key]
        limits = tuple(archive.name(limit, language) for limit in key[1:] if limit)
        name = archive.name(thing, language) if thing else None
        made.append(Value(name, said, limits, voices(archive, question, found[key], language)))
    return made


def _said(archive: Archive, answer: Answer) -> Iterator[tuple[str, Pair]]:
    """The things that an answer names, each for itself; else the answer as it is worded."""
    things = [value for value in dict.fromkeys(answer.values) if not value.startswith('"')]
    if not things or answer.figures:
        yield "", wording(archive.facts, answer)
        return
    yield from ((thing, phrase.name(archive.facts, thing)) for thing in things)


def voices(archive: Archive, question: str, claims: Sequence[ClaimFact], language: str) -> Voices:
    """Who makes some statements on a question."""
    unique = {claim.path: claim for claim in claims}
    holders = sorted({archive.name(claim.holder, language) for claim in unique.values()}, key=lambda name: name.text)
    stances = Counter(claim.stance for claim in unique.values() if claim.stance != "asserts")
    return Voices(
        statements=len(unique),
        holders=tuple(holders[:_NAMED]),
        others=len(holders[_NAMED:]),
        stances=tuple((stance, phrase.word(stance), number) for stance, number in sorted(stances.items())),
        target=_target(question, list(unique.values())),
    )


def _target(question: str, claims: Sequence[ClaimFact]) -> str:
    return claims[0].path if len(claims) == 1 else question


def _state(archive: Archive, claims: Sequence[ClaimFact]) -> str:
    """Whether statements disagree anywhere, or each of them agrees with another."""
    if not 1 < len(claims) <= WEIGHED:
        return ""
    kinds: dict[str, set[str]] = {claim.path: set() for claim in claims}
    for path in {found for claim in kinds for found in archive.findings.on(claim) if found.startswith(_COMPARED)}:
        finding = archive.findings.finding(path)
        for claim in finding.inputs if finding else ():
            if finding and claim in kinds:
                kinds[claim].add(finding.kind)
    if any(found & CONTRARY for found in kinds.values()):
        return "disagree"
    return "agree" if all(found & _ALIKE for found in kinds.values()) else ""


def linked(archive: Archive, path: str, aspects: Collection[str], about: str, language: str) -> list[Linked]:
    """The things of a kind of which a thing is said to be the answer on some aspects, by name."""
    found: dict[tuple[str, str], list[ClaimFact]] = defaultdict(list)
    for claim in _mentions(archive, path):
        answer = archive.facts.answers[claim.answer]
        if answer.aspect in aspects and path in answer.values and answer.about.startswith(f"{about}/"):
            found[answer.question, answer.role or answer.aspect].append(claim)
    rows = [
        Linked(
            archive.name(archive.asked(question)[0], language),
            phrase.word(word),
            voices(archive, question, claims, language),
        )
        for (question, word), claims in found.items()
    ]
    return sorted(rows, key=lambda row: (row.name.text.casefold(), row.words.english, row.name.path))


def _mentions(archive: Archive, path: str) -> Iterable[ClaimFact]:
    claims = (archive.facts.claims[claim] for claim in archive.by_mention.get(path, ()))
    return (claim for claim in claims if claim.answer in archive.facts.answers)


def computed(archive: Archive, path: str, kinds: Collection[str]) -> tuple[Computed, ...]:
    """What the rules on sums and on time found of a thing."""
    paths = (found for found in archive.findings.on(path) if found.startswith(_RECKONED))
    findings = [finding for found in paths if (finding := archive.findings.finding(found))]
    return tuple(
        Computed(finding.path, archive.label(finding.kind), Pair(finding.english, finding.german))
        for finding in findings
        if finding.kind in kinds and finding.about == path
    )
