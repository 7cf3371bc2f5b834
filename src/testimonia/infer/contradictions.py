"""Where one holder contradicts themselves: between their own claims, and by what follows from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad

from testimonia.infer import phrase
from testimonia.infer.between import between
from testimonia.infer.conflicts import Found
from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.grounds import equivalents, grounds
from testimonia.infer.phrase import Pair

_KINDS: Final = ("conflict", "opposition", "apparentConflict")
_FOLLOWS: Final = Pair(
    "{} denies what follows from other claims of the same holder: “{}”",
    "{} bestreitet, was aus anderen Aussagen derselben Stimme folgt: „{}“",
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims of one holder that do not go together, and why.

    ``kind`` is one of the rule on comparison, or *followsAndDenied*: the first
    claim then denies what follows from the others.
    """

    kind: str
    claims: tuple[str, ...]
    sentence: Pair


def against_each_other(facts: Facts, holder: str) -> tuple[Contradiction, ...]:
    """The claims of one holder on one question that conflict, or seem to; the same stances to the same answers once."""
    found: dict[tuple[object, ...], list[Found]] = defaultdict(list)
    for _, pairs, _ in between(facts, {holder}):
        for pair in pairs:
            if pair.kind in _KINDS:
                sides = frozenset((side.stance, side.answer) for side in (pair.one, pair.other))
                found[pair.kind, sides].append(pair)
    return tuple(sorted(map(_contradiction, found.values()), key=lambda row: (_KINDS.index(row.kind), row.claims)))


def _contradiction(pairs: Sequence[Found]) -> Contradiction:
    first = min(pairs, key=lambda pair: (pair.one, pair.other))
    claims = {side.claim for pair in pairs for side in (pair.one, pair.other)}
    return Contradiction(first.kind, tuple(sorted(claims)), first.sentence)


def follows_and_denied(
    facts: Facts,
    unlimited: Mapping[Quad, Sequence[str]],
    follows: Iterable[Quad],
    denied: Mapping[Quad, Sequence[ClaimFact]],
) -> tuple[list[Contradiction], set[object]]:
    """What a holder denies although it follows, and the triples that are therefore not in their view.

    Args:
        facts: The archive.
        unlimited: The plain triples that are asserted without limits, with their claims. What follows only from
            limited ones is no contradiction, since its limits are lost.
        follows: All that follows from what is asserted.
        denied: The plain triples that are denied without limits, with their claims.
    """
    contradictions, refused = [], set()
    for link in sorted({*follows} & denied.keys(), key=str):
        refused |= equivalents(link)
        led = {path for ground in grounds(unlimited, link) for path in unlimited[ground]}
        for claim in denied[link] if led else ():
            names = phrase.name(facts, claim.holder), phrase.name(facts, claim.path)
            row = Contradiction("followsAndDenied", (claim.path, *sorted(led)), _FOLLOWS.filled(*names))
            contradictions.append(row)
    return contradictions, refused
