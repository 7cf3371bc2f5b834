"""The chains of sources behind the claims on one question, where they end, and what two claims share.

A claim rests on the works that it cites for sure. One that cites nothing
rests on the word of the document where it stands; if it passes on another's
view, on that holder's word, of which no document is known. A cited document
that is read is followed into its own claims on the same question. A claim
that was worked out from others rests on what these rest on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from testimonia.infer.derivations import derivations, questions
from testimonia.infer.facts import Call, ClaimFact
from testimonia.infer.levels import Levels
from testimonia.infer.source_graph import SourceGraph


class End(StrEnum):
    """How a chain ends; only *read* is an end that is known."""

    READ = "read"
    UNREAD = "unread"
    RECORDS = "records"
    UNRESOLVED = "unresolved"
    NEARBY = "nearby"
    WORD = "word"
    READING = "reading"
    SILENT = "silent"
    CIRCLE = "circle"


class Relation(StrEnum):
    """Whether two claims on one question are two witnesses."""

    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Ending:
    """The end of a chain that is no source known by name, or no end to rely on: how, and at what."""

    state: End
    path: str


@dataclass(frozen=True, slots=True)
class Roots:
    """What a claim rests on. The sets are bits of the graph of sources, as told there.

    ``near`` are the works that the claim itself cites, or its own document;
    ``own`` is that document, where nothing is cited; ``word`` says whose word
    in which document is passed on; ``through`` are the read documents whose
    claims on the question were followed. ``derived`` is the set of claims that
    it was worked out from, itself among them, as bits of the net of derivations.
    """

    claim: ClaimFact
    near: int
    chain: int
    wholes: int
    ends: int
    endings: frozenset[Ending]
    own: str = ""
    word: tuple[str, str] | None = None
    through: tuple[str, ...] = ()
    derived: int = 0

    def is_known(self, graph: SourceGraph) -> bool:
        """Whether every chain ends, and every work on it is read: one that is not may rest on more than is known."""
        return not self.endings and bool(self.ends) and not self.chain & (~graph.read | graph.circular)

    def every_ending(self, graph: SourceGraph) -> tuple[Ending, ...]:
        """Where the chains end, sources by name included."""
        told = {ending.path for ending in self.endings}
        sources = (Ending(_state(graph, path), path) for path in graph.paths(self.ends) if path not in told)
        return tuple(sorted({*sources, *self.endings}))


def relation(graph: SourceGraph, one: Roots, other: Roots) -> Relation:
    """What is known of the independence of two claims; the same in both directions.

    A work and what it is a part of, or two parts of one whole, count as the
    same, save for pieces by several hands that stand in one volume or paper.
    A claim is never a witness beside those that it was worked out from.
    """
    both = shared(graph, one, other)
    if both & graph.one or one.derived & other.derived or (one.word is not None and one.word == other.word):
        return Relation.DEPENDENT
    if both or is_told_by_one(one, other) or not (one.is_known(graph) and other.is_known(graph)):
        return Relation.UNKNOWN
    return Relation.INDEPENDENT


def shared(graph: SourceGraph, one: Roots, other: Roots) -> int:
    """The sources that two claims have in common, as bits."""
    return (one.chain & other.wholes) | (one.wholes & other.chain) | (one.wholes & other.wholes & graph.joint)


def is_told_by_one(one: Roots, other: Roots) -> bool:
    """Whether one of two claims is its document's own word, and the other stands in the same document."""
    return bool((one.own and one.own == other.claim.source) or (other.own and other.own == one.claim.source))


def question_roots(graph: SourceGraph, claims: Sequence[ClaimFact]) -> list[Roots]:
    """The roots of each claim on one question."""
    stated = _stated_roots(graph, claims)
    net = derivations(graph.facts).bits
    if not any(claim.path in net for claim in claims):
        return stated
    derived = _derived_roots(graph)
    return [
        derived[found.claim.path] if found.claim.derived_from else replace(found, derived=net.get(found.claim.path, 0))
        for found in stated
    ]


@lru_cache(maxsize=1)
def _derived_roots(graph: SourceGraph) -> Mapping[str, Roots]:
    """The roots of every claim that was worked out from others, and of those others."""
    net, asked = derivations(graph.facts), questions(graph.facts)
    stated = {
        found.claim.path: found for question in net.by_question for found in _stated_roots(graph, asked[question])
    }
    begun = {path: stated[path] for path in net.claims}
    near, chain, wholes, ends = (
        net.levels.gathered({path: getattr(found, name) for path, found in begun.items()})
        for name in ("near", "chain", "wholes", "ends")
    )
    endings = _endings(net.levels, begun)
    return {
        path: replace(
            found,
            near=near[path],
            chain=chain[path],
            wholes=wholes[path],
            ends=ends[path],
            endings=endings[path],
            derived=net.bits[path],
        )
        for path, found in begun.items()
    }


def _stated_roots(graph: SourceGraph, claims: Sequence[ClaimFact]) -> list[Roots]:
    """The roots of each claim by what it cites; what it was worked out from is left aside."""
    told: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if not claim.derived_from:
            told[claim.source].append(claim.path)
    speaking = graph.bits(told)
    starts = [_silent(graph, _start(graph, claim), speaking) for claim in claims]
    through = {start.claim.path: graph.paths(start.chain & speaking & ~_own_bit(graph, start)) for start in starts}
    if not any(through.values()):
        return starts
    return _followed(graph, starts, {**told, **through})


def question_circles(roots: Sequence[Roots]) -> list[tuple[str, ...]]:
    """Documents and claims that lead back to each other on one question."""
    if not any(found.through for found in roots):
        return []
    told: dict[str, list[str]] = defaultdict(list)
    for found in roots:
        told[found.claim.source].append(found.claim.path)
    return Levels(*_network({**told, **{found.claim.path: found.through for found in roots}})).circles


def _followed(graph: SourceGraph, starts: list[Roots], edges: dict[str, Iterable[str]]) -> list[Roots]:
    """The roots where read documents are followed into their own claims."""
    levels = Levels(*_network(edges))
    begun = {start.claim.path: start for start in starts}
    passed = {path: graph.bits(edges[path]) for path in begun}
    chain, wholes, ends = (
        levels.gathered({node: sets.get(node, 0) for node in levels.group})
        for sets in (
            {path: start.chain for path, start in begun.items()},
            {path: start.wholes for path, start in begun.items()},
            {path: start.ends & ~passed[path] for path, start in begun.items()},
        )
    )
    endings = _endings(levels, begun)
    return [
        replace(
            start,
            chain=chain[path],
            wholes=wholes[path],
            ends=ends[path],
            endings=endings[path],
            through=tuple(edges[path]),
        )
        for path, start in begun.items()
    ]


def _endings(levels: Levels, begun: Mapping[str, Roots]) -> dict[str, frozenset[Ending]]:
    circular = {node: circle[-1] for circle in levels.circles for node in circle}
    held: list[frozenset[Ending]] = []
    for members, after in zip(levels.groups, levels.after, strict=True):
        own = {ending for node in members if node in begun for ending in begun[node].endings}
        own |= {Ending(End.CIRCLE, circular[node]) for node in members if node in circular}
        held.append(frozenset(own).union(*(held[other] for other in after)))
    return {node: held[index] for node, index in levels.group.items()}


def _start(graph: SourceGraph, claim: ClaimFact) -> Roots:
    """The roots of a claim as far as sources alone tell."""
    sure = {call.work for call in claim.calls if call.work and not call.is_doubtful}
    endings = {_open_end(call) for call in claim.calls if call.is_doubtful or not call.work}
    own, word = "", None
    if claim.derived_from:
        chain, wholes, ends = (_union(sets, sure) for sets in (graph.chain, graph.wholes, graph.ends))
        return Roots(claim, graph.bits(sure), chain, wholes, ends, frozenset(endings))
    if claim.sourcing == "ownAuthority":
        endings.add(Ending(End.READING, claim.source))
    if not claim.calls and claim.voices:
        endings.add(Ending(End.WORD, claim.holder))
        word = (claim.holder, claim.source)
    elif not claim.calls:
        own, sure = claim.source, {claim.source}
    chain, wholes, ends = (_union(sets, sure) for sets in (graph.chain, graph.wholes, graph.ends))
    return Roots(claim, graph.bits(sure), chain, wholes, ends, frozenset(endings), own, word)


def _silent(graph: SourceGraph, start: Roots, speaking: int) -> Roots:
    """Marks read documents on the way that cite works and say nothing on the question: on which they rest is open."""
    silent = start.chain & graph.citing & ~speaking
    if not silent:
        return start
    endings = start.endings | {Ending(End.SILENT, path) for path in graph.paths(silent)}
    return replace(start, endings=endings)


def _open_end(call: Call) -> Ending:
    return Ending(End.NEARBY if call.work else End.UNRESOLVED, call.reference)


def _union(sets: dict[str, int], paths: Iterable[str]) -> int:
    union = 0
    for path in paths:
        union |= sets[path]
    return union


def _own_bit(graph: SourceGraph, start: Roots) -> int:
    return graph.bit[start.own] if start.own else 0


def _network(edges: dict[str, Iterable[str]]) -> tuple[set[str], dict[str, Iterable[str]]]:
    return {*edges, *(other for others in edges.values() for other in others)}, edges


def _state(graph: SourceGraph, path: str) -> End:
    bit = graph.bit[path]
    states = {End.CIRCLE: graph.circular, End.READ: graph.read, End.RECORDS: graph.several}
    return next((state for state, sources in states.items() if sources & bit), End.UNREAD)
