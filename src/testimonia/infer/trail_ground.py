"""What a claim of a trail rests on: its roots, and where its chains end."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from testimonia.infer.chains import End, Roots, question_roots
from testimonia.infer.derivations import question_of, questions
from testimonia.infer.facts import Facts
from testimonia.infer.source_graph import SourceGraph, source_graph
from testimonia.infer.trail_parts import Ground, Named, RootEnd
from testimonia.infer.trail_record import named
from testimonia.infer.trail_words import state

ENDS: Final = 24
"""So many ends of a chain, works on the way, members of a circle are listed; the rest are counted."""


@lru_cache(maxsize=256)
def roots_on(facts: Facts, question: str) -> tuple[Roots, ...]:
    """The roots of all claims on a question."""
    return tuple(question_roots(source_graph(facts), questions(facts)[question]))


def roots_of(facts: Facts, claim: str) -> Roots:
    """The roots of one claim."""
    return _by_claim(facts, question_of(facts, facts.claims[claim]))[claim]


@lru_cache(maxsize=256)
def _by_claim(facts: Facts, question: str) -> dict[str, Roots]:
    return {roots.claim.path: roots for roots in roots_on(facts, question)}


def ground(facts: Facts, roots: Roots) -> Ground:
    """Where the chains of a claim end, and what on the way was not read."""
    graph = source_graph(facts)
    endings = roots.every_ending(graph)
    unread = graph.paths(roots.chain & ~roots.ends & ~graph.read, ENDS)
    return Ground(
        ends=tuple(
            RootEnd(named(facts, end.path), end.state, state(end.state), end.state == End.READ)
            for end in endings[:ENDS]
        ),
        is_known=roots.is_known(graph),
        unread=tuple(named(facts, path) for path in unread),
        circles=tuple(_circles(facts, graph, roots)),
        left_out=max(0, len(endings) - ENDS),
    )


def _circles(facts: Facts, graph: SourceGraph, roots: Roots) -> Iterator[tuple[Named, ...]]:
    """The circles of sources that a claim leads into; of a long one the first members."""
    for circle in graph.circles:
        if graph.bits(circle) & roots.chain:
            yield tuple(named(facts, path) for path in circle[:ENDS])
