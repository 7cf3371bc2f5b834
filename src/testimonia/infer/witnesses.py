"""Whether a claim is a witness of its own: what is known of its roots beside those of the others on its question."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from testimonia.infer.chains import Relation, Roots, question_roots, relation
from testimonia.infer.derivations import questions
from testimonia.infer.facts import Facts
from testimonia.infer.source_graph import SourceGraph, source_graph

COMPARED: Final = 60
"""On a question with more claims the roots of each are told, and not what any two share."""

STATES: Final = ("independent", "dependent", "known", "unknown")
"""Independent of all others on the question; sharing a source with one of them; all chains end in works that were
read, but of the others this is not known, or there are none; and the rest."""


def root_states(facts: Facts) -> dict[str, str]:
    """The state of the roots of every claim, by the claim's path."""
    graph = source_graph(facts)
    return {
        path: state
        for claims in questions(facts).values()
        for path, state in _states(graph, question_roots(graph, claims)).items()
    }


def _states(graph: SourceGraph, roots: Sequence[Roots]) -> dict[str, str]:
    related: dict[str, set[Relation]] = defaultdict(set)
    if len(roots) <= COMPARED:
        for index, one in enumerate(roots):
            for other in roots[index + 1 :]:
                found = relation(graph, one, other)
                related[one.claim.path].add(found)
                related[other.claim.path].add(found)
    return {one.claim.path: _state(graph, one, related[one.claim.path]) for one in roots}


def _state(graph: SourceGraph, one: Roots, related: set[Relation]) -> str:
    if Relation.DEPENDENT in related:
        return "dependent"
    if related == {Relation.INDEPENDENT}:
        return "independent"
    return "known" if one.is_known(graph) else "unknown"
