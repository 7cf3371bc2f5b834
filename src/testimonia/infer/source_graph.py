"""The graph of sources: what each takes its content from, where its chains end, which of them run in a circle.

Sets of sources are whole numbers, one bit for each source. A read document
that cites works tells at each place what it takes from them; of the sources
that it depends on, only those that it does not cite, whole or in part, are
sources of its text as a whole, and only these are followed where it cites nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from testimonia.infer.facts import ClaimFact, Facts, SourceFact
from testimonia.infer.levels import Levels

SERIAL = frozenset({"collection", "journal", "newspaper", "newsletter"})
"""Kinds in which pieces by different hands stand side by side: two pieces of one share nothing but the cover."""

SEVERAL = SERIAL | {"recordSeries", "encyclopaedia"}
"""Kinds that are no one document: to lead to the same one is not yet to lead to the same witness."""

TESTIMONY = "testimonySourceKind"
"""One document where a witness is named as its author, else testimonies of no one in particular."""


class SourceGraph:
    """All works of an archive; ``chain``, ``wholes`` and ``ends`` hold, for each, a set of sources as bits.

    ``chain``: the work and all that it rests on. ``wholes``: these, and what
    each is a part of. ``ends``: those of the chain that rest on nothing else.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.told: dict[str, list[ClaimFact]] = defaultdict(list)
        self.cited: dict[str, set[str]] = defaultdict(set)
        self._calling: set[str] = {claim.source for claim in facts.claims.values() if claim.calls}
        for claim in facts.claims.values():
            self.told[claim.source].append(claim)
            self.cited[claim.source].update(call.work for call in claim.calls if call.work)
        self.works = self._all_works()
        followed = Levels(self.works, {path: self.followed(path) for path in self.works})
        within = Levels(self.works, {path: _whole(work) for path, work in self.works.items()})
        self._order = [path for members in followed.groups for path in members]
        self.bit = {path: 1 << index for index, path in enumerate(self._order)}
        last = {path: 0 if followed.after[followed.group[path]] else self.bit[path] for path in self.works}
        self.chain, self.ends = followed.gathered(self.bit), followed.gathered(last)
        self.wholes = followed.gathered(within.gathered(self.bit))
        parts = within.digests(self._described)
        self.digest = followed.digests(lambda path: (self._described(path), parts[path]))
        self._mark(followed)

    def paths(self, sources: int, first: int | None = None) -> tuple[str, ...]:
        """The sources of a set, or the first of them, those furthest back before the others."""
        found: list[str] = []
        while sources and len(found) != first:
            low = sources & -sources
            found.append(self._order[low.bit_length() - 1])
            sources ^= low
        return tuple(found)

    def bits(self, paths: Iterable[str]) -> int:
        """The set of these sources."""
        sources = 0
        for path in paths:
            sources |= self.bit[path]
        return sources

    def encyclopaedias(self, source: str) -> set[str]:
        """The encyclopaedias that a work, or what it rests on, belongs to; an article in none stands for itself."""
        work = self.works[source]
        alone = {source} if work.kind == "encyclopaediaArticle" and not work.part_of else set()
        return alone.union(self.paths(self.wholes[source] & self._encyclopaedias))

    def is_read(self, source: str) -> bool:
        """Whether its bytes were read, as they were where claims stand in it."""
        return self.works[source].is_read or source in self.told

    def followed(self, source: str) -> tuple[str, ...]:
        """The sources that a source takes its text from, as a whole."""
        cited = self.cited.get(source, set()) if self.is_read(source) else set()
        volumes = {whole for path in cited for whole in _whole(self.works[path])}
        apart = cited | {path for path in volumes if self.works[path].kind != "encyclopaedia"}
        return tuple(path for path in self.works[source].depends_on if path not in apart)

    @cached_property
    def circles(self) -> list[tuple[str, ...]]:
        """The groups of sources that rest on each other in a circle."""
        return sorted(Levels(self.works, {path: work.depends_on for path, work in self.works.items()}).circles)

    def _all_works(self) -> dict[str, SourceFact]:
        """The works as authored, and a bare one for whatever is mentioned but not described."""
        works = dict(self.facts.sources)
        mentioned = set(self.told).union(*self.cited.values())
        for work in self.facts.sources.values():
            mentioned.update(work.depends_on, _whole(work))
        for path in mentioned - set(works):
            works[path] = SourceFact(path, "", (), "", is_read=False)
        return dict(sorted(works.items()))

    def _described(self, path: str) -> object:
        names = (self.facts.label(path), self.facts.label(path, "de"))
        return (self.works[path], self.is_read(path), path in self._calling, names)

    def _mark(self, followed: Levels) -> None:
        """The sets that decide what a shared source means."""
        works = self.works
        self.read = self.bits(path for path in works if self.is_read(path))
        self.citing = self.bits(self._calling)
        self.circular = self.bits(path for circle in followed.circles for path in circle)
        several = self.bits(path for path, work in works.items() if _is_several(work))
        self.several = several & ~self.read & ~self.circular
        self.one = self.bits(works) & ~self.several
        self._encyclopaedias = self.bits(path for path, work in works.items() if work.kind == "encyclopaedia")
        self.joint = self.bits(path for path, work in works.items() if work.kind not in SERIAL)


@lru_cache(maxsize=1)
def source_graph(facts: Facts) -> SourceGraph:
    """The graph of sources of an archive, made once."""
    return SourceGraph(facts)


def _whole(work: SourceFact) -> tuple[str, ...]:
    return (work.part_of,) if work.part_of else ()


def _is_several(work: SourceFact) -> bool:
    return work.kind in SEVERAL or (work.kind == TESTIMONY and not work.creators)
