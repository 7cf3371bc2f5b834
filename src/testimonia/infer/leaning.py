"""What an archive leans on: which claims lose their only root if a source falls, and which sources carry most.

Roots flow from one imagined spring to the sources at the ends of the chains,
and through works to claims; a source without which a claim is cut off from the
spring dominates it. A circle of sources falls as one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.levels import Levels
from testimonia.infer.source_graph import source_graph

_SPRING = ""


@dataclass(frozen=True, slots=True)
class Fall:
    """What a source carries: claims that lose their only root with it, and others that only it tells of."""

    source: str
    lost: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """A source with the number of claims that have it as their only root, and of those that cite it or stand in it."""

    source: str
    only_root: int
    cited_by: int


def fallen(facts: Facts, source: str) -> Fall:
    """What would be lost if a source fell.

    Raises:
        ValueError: The archive has no such source.
    """
    graph = source_graph(facts)
    if source not in graph.works:
        raise ValueError(f"the archive has no source '{source.removeprefix('source/')}'")
    children, group = _dominated(facts)
    lost, waiting = set(), [group[source]]
    while waiting:
        node = waiting.pop()
        if node in facts.claims:
            lost.add(node)
        waiting += children.get(node, [])
    told = {claim.path for claim in graph.told.get(source, [])} - lost
    return Fall(source, tuple(sorted(lost)), tuple(sorted(told)))


def leaning(facts: Facts) -> list[Load]:
    """The sources that claims rest on, those first that most claims have as their only root."""
    graph = source_graph(facts)
    children, group = _dominated(facts)
    carried = _carried(children, set(facts.claims))
    cited = Counter(path for claim in facts.claims.values() for path in _rests_on(claim))
    loads = (Load(path, carried[group[path]], cited[path]) for path in graph.works)
    used = (load for load in loads if load.only_root or load.cited_by)
    return sorted(used, key=lambda load: (-load.only_root, -load.cited_by, load.source))


def _rests_on(claim: ClaimFact) -> set[str]:
    """The works that a claim cites for sure, or the document where it stands; for one worked out from others, none."""
    works = {call.work for call in claim.calls if call.work and not call.is_doubtful}
    return works if claim.calls or claim.derived_from else {claim.source}


@lru_cache(maxsize=1)
def _dominated(facts: Facts) -> tuple[dict[str, list[str]], dict[str, str]]:
    """What each node dominates first, and the node that stands for each source."""
    graph = source_graph(facts)
    levels = Levels(graph.works, {path: graph.followed(path) for path in graph.works})
    group = {path: levels.groups[index][0] for path, index in levels.group.items()}
    flow = nx.DiGraph()
    flow.add_node(_SPRING)
    for members, after in zip(levels.groups, levels.after, strict=True):
        flow.add_edges_from((levels.groups[other][0], members[0]) for other in after)
        if not after:
            flow.add_edge(_SPRING, members[0])
    for claim in facts.claims.values():
        flow.add_edges_from((group.get(path, path), claim.path) for path in _rests_on(claim))
        flow.add_edges_from((base, claim.path) for base in claim.derived_from if base in facts.claims)
        flow.add_edges_from(edge for end in _open_ends(claim) for edge in ((_SPRING, end), (end, claim.path)))
    children: dict[str, list[str]] = {}
    for node, above in sorted(nx.immediate_dominators(flow, _SPRING).items()):
        if node not in (_SPRING, above):
            children.setdefault(above or _SPRING, []).append(node)
    return children, group


def _open_ends(claim: ClaimFact) -> Iterator[str]:
    """References of which it is not known where they lead, or whether they are meant: another root, perhaps."""
    return (call.reference for call in claim.calls if call.is_doubtful or not call.work)


def _carried(children: dict[str, list[str]], claims: set[str]) -> Counter[str]:
    """The number of claims below each node of the tree."""
    order, waiting = [], [_SPRING]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += children.get(node, [])
    carried: Counter[str] = Counter()
    for node in reversed(order):
        carried[node] = (node in claims) + sum(carried[child] for child in children.get(node, []))
    return carried
