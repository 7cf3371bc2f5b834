"""What a holder's arguments lean on, and how another stands to it."""

from collections import defaultdict
from dataclasses import dataclass

from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.readings import ACCEPTS, AGAINST


@dataclass(frozen=True, slots=True)
class Premise:
    """A claim that a holder's arguments rest on, whoever holds it.

    ``relation`` says how the other stands to what it says: *both*, where the
    other rests arguments on the same; *rejected*, where the other denies or
    doubts it; *held*, where the other says it too; nothing where the other is
    silent. ``met_by`` are the other's claims, or the premises of the other.
    """

    claim: str
    arguments: tuple[str, ...]
    relation: str
    met_by: tuple[str, ...]


def premises(facts: Facts, holder: str, other: str) -> tuple[Premise, ...]:
    """The premises of a holder's arguments, beside those and the claims of another."""
    theirs = _leaned_on(facts, other)
    return tuple(
        _premise(facts, facts.claims[path], arguments, other, theirs)
        for path, arguments in sorted(_leaned_on(facts, holder).items())
    )


def _leaned_on(facts: Facts, holder: str) -> dict[str, tuple[str, ...]]:
    """The claims that a holder's arguments rest on, with these arguments."""
    found: dict[str, list[str]] = defaultdict(list)
    for argument in facts.arguments.values():
        for premise in argument.premises if argument.holder == holder else ():
            if premise in facts.claims:
                found[premise].append(argument.path)
    return {path: tuple(sorted(arguments)) for path, arguments in found.items()}


def _premise(
    facts: Facts, claim: ClaimFact, arguments: tuple[str, ...], other: str, theirs: dict[str, tuple[str, ...]]
) -> Premise:
    alike = [facts.claims[path] for path in facts.stated_by[claim.answer]]
    said = [one for one in alike if one.holder == other]
    found = {
        "both": [one for one in alike if one.path in theirs and _side(one) == _side(claim)],
        "rejected": [one for one in said if {_side(one), _side(claim)} == {"for", "against"}],
        "held": [one for one in said if _side(one) == _side(claim)],
    }
    relation = next((word for word, claims in found.items() if claims), "")
    return Premise(claim.path, arguments, relation, tuple(one.path for one in found.get(relation, ())))


def _side(claim: ClaimFact) -> str:
    """Whether a stance is for or against what is stated; else the stance itself."""
    return "for" if claim.stance in ACCEPTS else "against" if claim.stance in AGAINST else claim.stance
