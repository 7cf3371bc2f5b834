"""Claims that were worked out from others: the net of what each was derived from, across questions.

A derived claim is no further witness. It rests on the claims that it was
worked out from, and on what these were worked out from in turn.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

from testimonia.infer.entries import ClaimFact
from testimonia.infer.facts import Facts
from testimonia.infer.levels import Levels


class Derivations:
    """All derived claims of an archive, with the claims that they rest on, as one net."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.from_ = {
            path: tuple(base for base in claim.derived_from if base in facts.claims)
            for path, claim in facts.claims.items()
            if claim.derived_from
        }
        self.claims = sorted({*self.from_, *(base for bases in self.from_.values() for base in bases)})

    @cached_property
    def levels(self) -> Levels:
        """The net in groups, each after all that it rests on."""
        return Levels(self.claims, self.from_)

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """For each claim of the net the set of claims that it rests on, itself among them, as bits."""
        return self.levels.gathered({path: 1 << index for index, path in enumerate(self.claims)})

    @cached_property
    def by_question(self) -> Mapping[str, tuple[str, ...]]:
        """The claims of the net on each question."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.claims:
            found[question_of(self.facts, self.facts.claims[path])].append(path)
        return {question: tuple(paths) for question, paths in found.items()}

    def digests(self, described: Callable[[str], object]) -> Mapping[str, str]:
        """For each claim of the net a digest that changes with anything that it rests on."""
        return self.levels.digests(described)


@lru_cache(maxsize=1)
def derivations(facts: Facts) -> Derivations:
    """The net of derivations of an archive, made once."""
    return Derivations(facts)


def question_of(facts: Facts, claim: ClaimFact) -> str:
    """The path of the question that a claim answers, or of what it states where that is a question itself."""
    answer = facts.answers.get(claim.answer)
    return answer.question if answer else claim.answer


@lru_cache(maxsize=1)
def questions(facts: Facts) -> Mapping[str, tuple[ClaimFact, ...]]:
    """The claims on each question, whatever they say to it."""
    found: dict[str, list[ClaimFact]] = defaultdict(list)
    for _, claim in sorted(facts.claims.items()):
        found[question_of(facts, claim)].append(claim)
    return {question: tuple(claims) for question, claims in sorted(found.items())}
