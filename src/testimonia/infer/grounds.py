"""From which plain triples of a view another follows.

Source:
    U. Junker, QuickXplain: preferred explanations and relaxations for
    over-constrained problems, AAAI 2004, for the division in halves: few
    closures where few triples are needed, however many there are.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import networkx as nx
from pyoxigraph import Quad

from testimonia.infer.axioms import Rules, ontology_rules
from testimonia.infer.closure import closure


def grounds(plain: Iterable[Quad], wanted: Quad) -> tuple[Quad, ...]:
    """Plain triples from which another follows, none of which can be spared; none where it does not follow.

    What links two things follows from what lies on a way between them, so that
    the shortest way is looked at first, and all triples only where it is not enough.
    """
    held = sorted(plain, key=str)
    near = _on_the_way(held, wanted)
    candidates = near if _follows(near, wanted) else held
    if candidates is held and not _follows(held, wanted):
        return ()
    return tuple(sorted(_needed([], candidates, wanted), key=str))


def equivalents(link: Quad) -> set[object]:
    """The triples that say the same as one, itself among them: its inverse, if it has one."""
    return {other.triple for other in _closed([link]) if other.triple == link.triple or _follows([other], link)}


def _on_the_way(held: Sequence[Quad], wanted: Quad) -> list[Quad]:
    """The triples along the shortest way between two things, whichever way they point."""
    net = nx.Graph((str(quad.subject), str(quad.object)) for quad in held)
    ends = (str(wanted.subject), str(wanted.object))
    if not all(end in net for end in ends) or not nx.has_path(net, *ends):
        return []
    way = nx.shortest_path(net, *ends)
    steps = {frozenset(step) for step in pairwise(way)} or {frozenset(ends)}
    return [quad for quad in held if frozenset((str(quad.subject), str(quad.object))) in steps]


def _needed(kept: list[Quad], candidates: list[Quad], wanted: Quad) -> list[Quad]:
    """Those candidates that are needed beside what is kept; halved each time, so never deep."""
    if kept and _follows(kept, wanted):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    of_second = _needed([*kept, *first], second, wanted)
    return [*_needed([*kept, *of_second], first, wanted), *of_second]


def _follows(held: Sequence[Quad], wanted: Quad) -> bool:
    return any(quad.triple == wanted.triple for quad in _closed(held))


def _closed(held: Sequence[Quad]) -> list[Quad]:
    return closure(held, _rules_on_links()) if held else []


@lru_cache(maxsize=1)
def _rules_on_links() -> Rules:
    """The rules of our ontology that lead to something else than a class; no other rule rests on classes."""
    return Rules(rule for rule in ontology_rules().rules if not rule.is_on_class)
