"""The sentences of the rule *roots*, in English and German."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypedDict

from testimonia.infer import phrase
from testimonia.infer.chains import End, Ending
from testimonia.infer.facts import ClaimFact, Facts

FIRST = 5
"""So many of a long list are named; the rest are counted."""

MARKS = 20
"""So many reference marks of one list are shown."""

LANGUAGES = ("en", "de")

STATES = {
    End.READ: ("read", "gelesen"),
    End.UNREAD: ("work not read", "Werk nicht gelesen"),
    End.RECORDS: ("many records or pieces, not one document", "viele Aufzeichnungen oder Beiträge, nicht ein Dokument"),
    End.UNRESOLVED: ("reference that leads to no known work", "Verweis, der zu keinem bekannten Werk führt"),
    End.NEARBY: ("reference that stands nearby and may be meant", "Verweis in der Nähe, der gemeint sein kann"),
    End.WORD: ("own word, passed on without a work", "eigenes Wort, ohne Werk weitergegeben"),
    End.READING: ("read out of it by the curator", "vom Kurator daraus gelesen"),
    End.SILENT: ("read, without a statement on this", "gelesen, ohne Aussage hierzu"),
    End.CIRCLE: ("in a circle of sources", "in einem Kreis von Quellen"),
}


class Said(TypedDict):
    """A sentence in both languages, as a finding takes it."""

    english: str
    german: str


class Passed(NamedTuple):
    """Works on the way that were not read: the first of them, and how many there are."""

    first: tuple[str, ...]
    number: int


class Pairs(Protocol):
    """Numbers of pairs of claims."""

    @property
    def independent(self) -> int: ...  # noqa: D102 - the name says it
    @property
    def dependent(self) -> int: ...  # noqa: D102 - the same
    @property
    def unknown(self) -> int: ...  # noqa: D102 - the same


def names(facts: Facts, path: str) -> tuple[str, ...]:
    """The names of a thing, in each language."""
    return tuple(facts.label(path, language) for language in LANGUAGES)


def entry(reference: str) -> str:
    """The entry of a reference; one with pages given at the call is a part of it. Other paths stay as they are."""
    return "/".join(reference.split("/")[:3]) if reference.startswith("reference/") else reference


def subject(facts: Facts, claim: ClaimFact) -> str:
    """The path of what a claim speaks of."""
    answer = facts.answers.get(claim.answer)
    return answer.about if answer else claim.answer


def question(facts: Facts, claim: ClaimFact) -> tuple[str, ...]:
    """The question that a claim answers, in each language."""
    answer = facts.answers.get(claim.answer)
    if answer is None:
        return names(facts, claim.answer)
    pairs = zip(names(facts, answer.about), phrase.word(answer.aspect), strict=True)
    return tuple(f"{about}: {aspect}" for about, aspect in pairs)


def chains(facts: Facts, endings: Sequence[Ending], passed: Passed, *, is_own: bool, derived_from: int = 0) -> Said:
    """Where the chains behind a statement end; ``derived_from`` counts the statements it was worked out from."""
    english, german = (
        _listed(
            [_ending(facts, ending, language) for ending in endings[:FIRST]],
            len(endings),
            language,
        )
        for language in LANGUAGES
    )
    by_way = [
        _listed([facts.label(path, language) for path in passed.first], passed.number, language)
        for language in LANGUAGES
    ]
    opening, beginning = _opening(derived_from, is_own=is_own)
    return Said(
        english=f"{opening}{english}.{f' On the way, not read: {by_way[0]}.' if passed.number else ''}",
        german=f"{beginning}{german}.{f' Auf dem Weg, nicht gelesen: {by_way[1]}.' if passed.number else ''}",
    )


def _opening(derived_from: int, *, is_own: bool) -> tuple[str, str]:
    if derived_from > 1:
        return (
            f"Worked out from {derived_from} other statements, this one leads back with them to: ",
            f"Aus {derived_from} anderen Aussagen hergeleitet, führt diese mit ihnen zurück auf: ",
        )
    if derived_from:
        return (
            "Worked out from another statement, this one leads back with it to: ",
            "Aus einer anderen Aussage hergeleitet, führt diese mit ihr zurück auf: ",
        )
    if is_own:
        return (
            "No work is cited; the statement leads back to: ",
            "Kein Werk ist angegeben; die Aussage führt zurück auf: ",
        )
    return "This statement leads back to: ", "Diese Aussage führt zurück auf: "


def shared(facts: Facts, claim: ClaimFact, source: str, some: int, every: int, *, is_one: bool) -> Said:
    """Several statements on one question that come down to the same source."""
    asked, work = question(facts, claim), names(facts, source)
    means = ("so they do not count as separate witnesses", "zählen also nicht als getrennte Zeugen")
    if not is_one:
        means = (
            "which is no one document, so whether they are separate witnesses is unknown",
            "was nicht ein einzelnes Dokument ist; ob es getrennte Zeugen sind, ist unbekannt",
        )
    return Said(
        english=f"{some} of {every} statements on “{asked[0]}” lead back to {work[0]}, {means[0]}.",
        german=f"{some} von {every} Aussagen zu „{asked[1]}“ führen zurück auf {work[1]}, {means[1]}.",
    )


def independence(facts: Facts, claim: ClaimFact, statements: int, count: Pairs | None) -> Said:
    """How many pairs of statements on a question are separate witnesses, as far as is known."""
    asked = question(facts, claim)
    if count is None:
        return Said(
            english=f"{statements} statements on “{asked[0]}” rest on too many works to be compared in pairs.",
            german=f"{statements} Aussagen zu „{asked[1]}“ beruhen auf zu vielen Werken für einen Vergleich zu zweit.",
        )
    return Said(
        english=f"{statements} statements on “{asked[0]}”: of their pairs, {count.independent} independent, "
        f"{count.dependent} dependent, {count.unknown} unknown.",
        german=f"{statements} Aussagen zu „{asked[1]}“: von ihren Paaren {count.independent} unabhängig, "
        f"{count.dependent} abhängig, {count.unknown} unbekannt.",
    )


def references(facts: Facts, document: str, source: str, entries: Sequence[str]) -> Said:
    """References of one document that lead to one work."""
    own, work = names(facts, document), names(facts, source)
    marks = [f"[{facts.label(path)}]" for path in entries[:MARKS]]
    english, german = (_listed(marks, len(entries), language) for language in LANGUAGES)
    return Said(
        english=f"{len(entries)} references of {own[0]} lead to one work, {work[0]}: {english}.",
        german=f"{len(entries)} Verweise in {own[1]} führen zu einem Werk, {work[1]}: {german}.",
    )


def leads_back(facts: Facts, document: str, reference: str, work: str, whole: str) -> Said:
    """A text from an encyclopaedia that cites the encyclopaedia."""
    own, mark, cited, encyclopaedia = (names(facts, path) for path in (document, reference, work, whole))
    return Said(
        english=f"{own[0]} is text from {encyclopaedia[0]}, and its reference [{mark[0]}], {cited[0]}, "
        f"is {encyclopaedia[0]} again: the chain leads back to where the text comes from.",
        german=f"{own[1]} ist Text aus {encyclopaedia[1]}, und sein Verweis [{mark[1]}], {cited[1]}, "
        f"ist wieder {encyclopaedia[1]}: Die Kette führt dorthin zurück, woher der Text kommt.",
    )


def circle(facts: Facts, sources: Sequence[str]) -> Said:
    """Sources that rest on each other."""
    if len(sources) == 1:
        own = names(facts, sources[0])
        return Said(english=f"{own[0]} gives itself as its source.", german=f"{own[1]} gibt sich selbst als Quelle an.")
    english, german = (
        _listed([facts.label(source, language) for source in sources[:FIRST]], len(sources), language)
        for language in LANGUAGES
    )
    return Said(
        english=f"These {len(sources)} sources rest on each other in a circle: {english}.",
        german=f"Diese {len(sources)} Quellen beruhen im Kreis aufeinander: {german}.",
    )


def _ending(facts: Facts, ending: Ending, language: str) -> str:
    return f"{facts.label(entry(ending.path), language)} ({STATES[ending.state][LANGUAGES.index(language)]})"


def _listed(named: Sequence[str], number: int, language: str) -> str:
    """The first of a list by name, and how many more there are."""
    more = {"en": "more", "de": "weitere"}[language]
    rest = [f"{number - len(named)} {more}"] if number > len(named) else []
    return "; ".join([*named, *rest])
