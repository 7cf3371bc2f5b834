"""The picture of a trail as data: boxes and arrows from a claim outwards, to the ends of its chains.

Every way is followed to its end, and counted; what is drawn is cut at so many
boxes and steps, and the rest stands as one box that says how much it is.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from testimonia.infer.chains import End, Ending, Roots
from testimonia.infer.derivations import question_of
from testimonia.infer.facts import Call, ClaimFact, Facts
from testimonia.infer.roots_words import entry
from testimonia.infer.source_graph import SourceGraph, source_graph
from testimonia.infer.trail_boxes import argument_box, claim_box, more_box, reference_box, source_box, word_box
from testimonia.infer.trail_ground import roots_of
from testimonia.infer.trail_parts import Argued, Edge, Net, Node, Record
from testimonia.infer.trail_record import named
from testimonia.infer.trail_words import EDGES, KINDS

BOXES: Final = 48
STEPS: Final = 7
SMALL: Final = 12
"""So many boxes of the ground are drawn, and so many steps; all of them where no chain is longer than ``SMALL``."""

STARTS: Final = 16
ARGUMENTS: Final = 12
ENDS: Final = 3
MORE: Final = "more"
MORE_STARTS: Final = "more/starts"
MORE_OTHERS: Final = "more/others"
MORE_ARGUMENTS: Final = "more/arguments"


class Drawing:
    """Boxes and arrows in the making.

    Args:
        facts: The archive.
        roots: The roots of the claims whose ground is drawn.
    """

    def __init__(self, facts: Facts, roots: Sequence[Roots]) -> None:
        self._facts = facts
        self._graph = source_graph(facts)
        self._starts = roots
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str], Edge] = {}
        self._left_out = 0
        self._endings = _states(self._graph, roots)
        self._through: set[str] = set()
        self._questions: set[str] = set()
        self._told_by: set[str] = set()
        for found in roots:
            self._ask(found)

    def net(self) -> Net:
        """All that was drawn."""
        return Net(tuple(self._nodes.values()), tuple(self._edges.values()), self._left_out)

    def node(self, node: Node) -> None:
        """A box; one that is there already stays."""
        self._nodes.setdefault(node.path, node)

    def edge(self, source: str, target: str, kind: str) -> None:
        """An arrow, one for each pair of boxes."""
        self._edges.setdefault((source, target), Edge(source, target, kind, EDGES[kind], kind == "mayCite"))

    def claim(self, path: str, *, is_subject: bool = False) -> None:
        """The box of a claim."""
        self.node(claim_box(self._facts, path, is_subject=is_subject))

    def voices(self, path: str, record: Record) -> None:
        """From a claim through those who pass it on to the document where it stands."""
        last = path
        for voice in record.through:
            self.node(Node(voice.path, "voice", voice.name))
            self.edge(last, voice.path, "reportedBy")
            last = voice.path
        self._source(record.document.path, is_document=True)
        self.edge(last, record.document.path, "standsIn")

    def starts(self, origin: str, kind: str) -> None:
        """The claims from which the ground is drawn, beside what leads to them; so many, the rest counted."""
        for found in self._starts[:STARTS]:
            self.claim(found.claim.path)
            self.edge(origin, found.claim.path, kind)
        self._more(MORE_STARTS, origin, len(self._starts) - STARTS)

    def others(self, origin: str, paths: Sequence[str]) -> None:
        """What a finding rests on besides claims, and how it hangs together; so many, the rest counted."""
        joined = {end for edge in self._edges for end in edge}
        apart = [path for path in paths if path not in joined and f"word/{path}" not in joined]
        for path in apart[:STARTS]:
            self._any(path)
        for path in apart[:STARTS]:
            self._links(path)
        entered = {target for _, target in self._edges}
        reached = self._reached(origin)
        for path in sorted(apart[:STARTS], key=lambda path: path in entered):
            if path not in reached:
                self.edge(origin, path, "restsOn")
                reached |= self._reached(path)
        self._more(MORE_OTHERS, origin, len(apart) - STARTS)

    def _links(self, path: str) -> None:
        """How a work or reference is joined with others that are drawn."""
        work = self._graph.works.get(path)
        links = [("dependsOn", other) for other in work.depends_on] if work else []
        links += [("isPartOf", work.part_of)] if work else []
        call = _calls(self._facts).get(path) or _entries(self._facts).get(path)
        links += [("leadsTo", call.work)] if call else []
        for kind, other in links:
            if other in self._nodes:
                self.edge(path, other, kind)
        if call and (document := f"source/{path.split('/')[1]}") in self._nodes:
            self.edge(document, path, "cites")

    def _reached(self, start: str) -> set[str]:
        """All boxes to which arrows lead from one."""
        after: dict[str, list[str]] = defaultdict(list)
        for source, target in self._edges:
            after[source].append(target)
        reached, waiting = {start}, [start]
        while waiting:
            new = set(after[waiting.pop()]) - reached
            reached |= new
            waiting += new
        return reached

    def _any(self, path: str) -> None:
        if path in self._graph.works:
            self._source(path)
        elif path not in self._nodes:
            found = named(self._facts, path)
            kind = path.partition("/")[0]
            self.node(Node(path, kind if kind in KINDS else "work", found.name))

    def arguments(self, argued: Sequence[Argued], left_out: int) -> None:
        """Arguments, each with an arrow to what it speaks for or against."""
        for one in argued[:ARGUMENTS]:
            self.argument(one)
        drawn = {one.path for one in argued[:ARGUMENTS]}
        for one in argued[:ARGUMENTS]:
            if one.target in self._nodes or one.target in drawn:
                self.edge(one.path, one.target, one.kind)
        rest = max(0, len(argued) - ARGUMENTS) + left_out
        if rest and argued:
            self._left_out += rest
            self.node(more_box(MORE_ARGUMENTS, rest))
            self.edge(MORE_ARGUMENTS, argued[0].target, "more")

    def argument(self, one: Argued, *, is_subject: bool = False) -> None:
        """The box of an argument."""
        self.node(argument_box(one, is_subject=is_subject))

    def ground(self) -> None:
        """References, works and what they rest on, breadth first; what is cut is counted, and its ends are kept."""
        steps = {found.claim.path: 0 for found in self._starts[:STARTS]}
        ways: list[tuple[str, str, str]] = []
        waiting = deque(steps)
        while waiting:
            path = waiting.popleft()
            for kind, other in self._after(path):
                ways.append((path, kind, other))
                if other not in steps:
                    steps[other] = steps[path] + 1
                    waiting.append(other)
        cut = _cut(steps)
        for path, kind, other in ways:
            self._draw(path, kind, other, cut)
        self._end(cut)

    def _draw(self, path: str, kind: str, other: str, cut: set[str]) -> None:
        if path not in cut and other not in cut:
            self._box(other)
            self.edge(path, other, kind)
        elif path not in cut:
            self.edge(path, MORE, kind)
        elif other not in cut and self._is_circular(other):
            self.edge(MORE, other, "more")

    def _end(self, cut: set[str]) -> None:
        """The one box for all that is cut, and the first of the ends that lie behind it."""
        if not cut:
            return
        ends = sorted(path for path in cut & set(self._endings) if not self._is_circular(path))[:ENDS]
        self._left_out += len(cut) - len(ends)
        self.node(more_box(MORE, len(cut) - len(ends)))
        for path in ends:
            self._box(path)
            self.edge(MORE, path, "more")

    def _more(self, path: str, origin: str, number: int) -> None:
        if number > 0:
            self._left_out += number
            self.node(more_box(path, number))
            self.edge(origin, path, "more")

    def _box(self, path: str) -> None:
        kind = path.partition("/")[0]
        if path in self._facts.claims:
            self.claim(path)
        elif kind == "reference":
            self.node(reference_box(self._facts, _calls(self._facts)[path]))
        elif kind == "word":
            self.node(word_box(self._facts, path))
        else:
            self._source(path)

    def _source(self, path: str, *, is_document: bool = False) -> None:
        self.node(source_box(self._facts, path, self._endings.get(path), is_document=is_document))

    def _after(self, path: str) -> Iterator[tuple[str, str]]:
        """What a claim, reference or source leads to, one step on."""
        if path in self._facts.claims:
            yield from self._after_claim(self._facts.claims[path])
        elif path.startswith("reference/"):
            yield from self._after_reference(path)
        elif path in self._graph.works:
            yield from (("dependsOn", other) for other in self._graph.followed(path))
            yield from (("says", other) for other in self._told(path))

    def _after_claim(self, claim: ClaimFact) -> Iterator[tuple[str, str]]:
        for call in claim.calls:
            yield ("mayCite" if call.is_doubtful else "cites"), call.reference
        for base in claim.derived_from:
            if base in self._facts.claims:
                self._ask(roots_of(self._facts, base))
                yield "derivedFrom", base
        if claim.calls or claim.derived_from:
            return
        if claim.voices:
            yield "restsOn", f"word/{claim.holder}"
        elif claim.path not in self._told_by:
            yield "standsIn", claim.source

    def _after_reference(self, path: str) -> Iterator[tuple[str, str]]:
        call = _calls(self._facts).get(path)
        if call is not None and call.work:
            yield "leadsTo", call.work

    def _told(self, source: str) -> list[str]:
        """The claims of a cited document that was read, on the questions asked."""
        if source not in self._through:
            return []
        told = (claim for claim in self._graph.told.get(source, ()) if not claim.derived_from)
        found = sorted(claim.path for claim in told if question_of(self._facts, claim) in self._questions)
        self._told_by.update(found)
        return found

    def _ask(self, roots: Roots) -> None:
        """The documents that a claim is followed into, and the question on which they are asked."""
        self._through.update(roots.through)
        self._questions.add(question_of(self._facts, roots.claim))

    def _is_circular(self, path: str) -> bool:
        bit = self._graph.bit.get(path, 0)
        return bool(bit & self._graph.circular)


def _states(graph: SourceGraph, roots: Iterable[Roots]) -> Mapping[str, End]:
    """How the chains end at each source where one ends."""
    endings: set[Ending] = {ending for found in roots for ending in found.every_ending(graph)}
    return {ending.path: ending.state for ending in sorted(endings) if ending.path in graph.works}


def _cut(steps: Mapping[str, int]) -> set[str]:
    """What is not drawn: nothing of a small ground; of a large one all that is too far, and too much."""
    if len(steps) <= BOXES and max(steps.values(), default=0) <= SMALL:
        return set()
    return {path for place, (path, step) in enumerate(steps.items()) if step > STEPS or place >= BOXES}


@lru_cache(maxsize=1)
def _calls(facts: Facts) -> Mapping[str, Call]:
    """The references of an archive, as claims call them."""
    return {call.reference: call for claim in facts.claims.values() for call in claim.calls}


@lru_cache(maxsize=1)
def _entries(facts: Facts) -> Mapping[str, Call]:
    """The same by their entries, pages left out."""
    return {entry(reference): call for reference, call in _calls(facts).items()}
