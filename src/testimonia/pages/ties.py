"""Which claims on a question lead to one root, and so are really one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from testimonia.infer.chains import Relation, Roots, relation, shared
from testimonia.infer.facts import Facts
from testimonia.infer.source_graph import source_graph

COMPARED: Final = 60
"""On a question with more statements the roots of each are told, and not what any two share."""

_NAMED: Final = 8
"""So many of the sources that two claims share are looked at; those furthest back stand first."""

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """Claims that lead to the same sources.

    None is named where they are one holder's word in one document
    (``is_word``), or where one was worked out from others.
    """

    claims: tuple[str, ...]
    sources: tuple[str, ...]
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """How the roots of the claims on a question stand to each other.

    ``dependent`` holds for each claim those that share a root with it, and
    ``sources`` what it shares; ``independent`` are claims of which it is known
    that no other shares a root; ``known`` are those whose chains were read to
    their end. ``groups`` are the largest sets of claims with one root.
    """

    dependent: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    independent: frozenset[str]
    known: frozenset[str]
    groups: tuple[Tie, ...]


def ties(facts: Facts, roots: Sequence[Roots]) -> Ties:
    """What is known of the roots of claims; of many claims only which are known."""
    graph = source_graph(facts)
    known = frozenset(one.claim.path for one in roots if one.is_known(graph))
    if len(roots) > COMPARED:
        return Ties({}, {}, frozenset(), known, ())
    both: dict[tuple[str, str], tuple[str, ...]] = {}
    apart: dict[str, int] = defaultdict(int)
    bits: dict[str, int] = defaultdict(int)
    for one, other in combinations(roots, 2):
        state = relation(graph, one, other)
        pair = (one.claim.path, other.claim.path)
        if state == Relation.DEPENDENT:
            shares = shared(graph, one, other)
            both[pair] = graph.paths(shares, _NAMED)
            for path in pair:
                bits[path] |= shares
        elif state == Relation.INDEPENDENT:
            for path in pair:
                apart[path] += 1
    return Ties(
        dependent=_beside(both),
        sources={path: graph.paths(shares, _NAMED) for path, shares in bits.items()},
        independent=frozenset(path for path, number in apart.items() if number == len(roots) - 1),
        known=known,
        groups=_groups(both, {one.claim.path: one.word for one in roots}),
    )


def _beside(pairs: Mapping[tuple[str, str], object]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return {path: tuple(others) for path, others in found.items()}


def _groups(
    pairs: Mapping[tuple[str, str], tuple[str, ...]], words: Mapping[str, tuple[str, str] | None]
) -> tuple[Tie, ...]:
    """The claims that lead to each source, those of the same sources together, without sets within larger ones."""
    leading: dict[str, set[str]] = defaultdict(set)
    for pair, sources in pairs.items():
        for source in sources:
            leading[source].update(pair)
    by_claims: dict[frozenset[str], list[str]] = defaultdict(list)
    for source, claims in leading.items():
        by_claims[frozenset(claims)].append(source)
    for joined in _joined([pair for pair, sources in pairs.items() if not sources]):
        by_claims.setdefault(joined, [])
    largest = sorted(by_claims, key=lambda claims: (-len(claims), sorted(claims)))
    whole = [claims for at, claims in enumerate(largest) if not any(claims < other for other in largest[:at])]
    return tuple(_tie(claims, by_claims[claims], {words[claim] for claim in claims}) for claims in whole[:_SHOWN])


def _tie(claims: frozenset[str], sources: Sequence[str], words: set[tuple[str, str] | None]) -> Tie:
    return Tie(tuple(sorted(claims)), tuple(sources), is_word=not sources and len(words) == 1 and None not in words)


def _joined(pairs: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
    """The sets of claims that pairs join, one to the next."""
    found: list[frozenset[str]] = []
    for pair in pairs:
        met = [one for one in found if not one.isdisjoint(pair)]
        found = [*(one for one in found if one not in met), frozenset(pair).union(*met)]
    return found
