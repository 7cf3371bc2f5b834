"""What work is left, as lists: what the build's graphs record and nothing else. Nothing is worked out from files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from testimonia.infer import phrase
from testimonia.infer.chains import End, Roots, question_roots
from testimonia.infer.derivations import questions
from testimonia.infer.facts import Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.roots_words import STATES
from testimonia.infer.source_graph import SourceGraph, source_graph
from testimonia.model.passage import offsets
from testimonia.pages.archive import Archive
from testimonia.pages.length import covering
from testimonia.vocabulary import ADMS, DCT, OA, OWL, SKOS, TM, V

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sums": (
        *("sumInconsistent", "sumLeavesRest", "sumOpen", "measuresInconsistent", "measuresOpen"),
        *("impliedBasesDiffer", "impliedBasesOpen", "oneNumeratorTwoTotals", "countedTwice", "notListed"),
    ),
    "dates": ("datesInconsistent", "datesOpen", "endBeforeStart", "partOutsideWhole", "partOfItself"),
    "comparisons": ("undecided", "apparentConflict"),
    "chains": ("circularSourcing", "attackOpen", "attacksItself"),
}
"""The kinds of findings that leave something open, by the part of the page in which they are counted."""

_UNDECIDED: Final = ("candidate", "rejected")
_NO_NUMBER: Final = frozenset({"unknown", "unstated"})
_ATTESTED: Final = (TM.Argument, TM.EditorialFlag, TM.Reference)
_SLASHES: Final = 2
"""An entry is ``reference/document/key``; a call with pages of its own has one part more."""
BY_THE_WAY: Final = "on-the-way"
"""Every chain ends in a work that was read, and one before the end was not, or they run in a circle."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list of things that wait for somebody: in which part, its key, its words, and the paths of the things.

    The words are a pair where the vocabulary has them, else empty: then the
    page has words under the key.
    """

    part: str
    key: str
    words: Pair
    paths: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many things wait."""
        return len(self.paths)


@lru_cache(maxsize=2)
def open_lists(archive: Archive) -> Mapping[str, OpenList]:
    """All lists of an archive by key; made once for a build."""
    found = (
        *_flags(archive),
        *_references(archive),
        *_roots(archive),
        *_findings(archive),
        *_questions(archive),
        *_mappings(archive),
    )
    return {one.key: one for one in found}


def _flags(archive: Archive) -> Iterator[OpenList]:
    """Editors' flags, by what they say."""
    nodes = archive.facts.of_class(TM.EditorialFlag)
    yield from _by_word("flags", ((archive.facts.text(node, OA.hasBody), node) for node in nodes))


def _references(archive: Archive) -> Iterator[OpenList]:
    """References of documents that are not resolved, by how; a call with pages counts with its entry."""
    told = ((archive.facts.text(node, TM.resolution), node) for node in archive.facts.of_class(TM.Reference))
    done = {V.resolved.value, *_narrower(archive, V.resolved)}
    entries = ((word, node) for word, node in told if word not in done and node.count("/") == _SLASHES)
    yield from _by_word("references", entries)


def _narrower(archive: Archive, word: NamedNode) -> set[str]:
    quads = archive.store.quads_for_pattern(None, SKOS.broader, word)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def _by_word(part: str, found: Iterable[tuple[str, str]]) -> Iterator[OpenList]:
    groups: dict[str, list[str]] = defaultdict(list)
    for iri, path in found:
        if word := iri.removeprefix(V.base):
            groups[word].append(path)
    for word, paths in sorted(groups.items()):
        yield OpenList(part, f"{part}-{word}", phrase.word(word), tuple(sorted(paths)))


def _roots(archive: Archive) -> Iterator[OpenList]:
    """Statements whose roots are not all known, by how their chains end; one may stand in several lists."""
    graph = source_graph(archive.facts)
    groups: dict[str, list[str]] = defaultdict(list)
    for claims in questions(archive.facts).values():
        for one in question_roots(graph, claims):
            for reason in _reasons(graph, one):
                groups[reason].append(one.claim.path)
    for reason in (*End, BY_THE_WAY):
        if groups.get(reason):
            words = Pair(*STATES[End(reason)]) if reason != BY_THE_WAY else Pair("", "")
            yield OpenList("roots", f"roots-{reason}", words, tuple(sorted(groups[reason])))


def _reasons(graph: SourceGraph, roots: Roots) -> set[str]:
    if roots.is_known(graph):
        return set()
    return {ending.state for ending in roots.every_ending(graph) if ending.state != End.READ} or {BY_THE_WAY}


def _findings(archive: Archive) -> Iterator[OpenList]:
    """Findings of the rules that leave something open."""
    for part, kinds in _KINDS.items():
        for kind in kinds:
            paths = tuple(archive.findings.of_kind(kind))
            if paths:
                yield OpenList(part, f"{part}-{kind}", phrase.word(kind), paths)


def _questions(archive: Archive) -> Iterator[OpenList]:
    """Questions with one statement, and questions that ask for a number and have none."""
    asked = questions(archive.facts)
    alone = tuple(sorted(path for path, claims in asked.items() if len(claims) == 1))
    none = tuple(sorted(path for path in asked if _has_no_number(archive, path)))
    for key, paths in (("alone", alone), ("no-number", none)):
        if paths:
            yield OpenList("questions", f"questions-{key}", Pair("", ""), paths)


def _has_no_number(archive: Archive, question: str) -> bool:
    facts = archive.facts
    answers = (facts.answers.get(claim.answer) for claim in questions(facts)[question])
    figures = [figure for answer in answers if answer for figure in answer.figures]
    return bool(figures) and all(figure.bound in _NO_NUMBER for figure in figures)


def _mappings(archive: Archive) -> Iterator[OpenList]:
    """Links to other catalogues that nobody has accepted."""
    nodes = archive.facts.of_class(OWL.Axiom)
    for status in _UNDECIDED:
        paths = tuple(sorted(node for node in nodes if archive.facts.text(node, ADMS.status) == status))
        if paths:
            yield OpenList("mappings", f"mappings-{status}", Pair("", ""), paths)


@dataclass(frozen=True, slots=True)
class Covered:
    """A document in characters: how many it has, in passages of statements, in other passages, and in none."""

    path: str
    characters: int
    stated: int
    other: int

    @property
    def none(self) -> int:
        """Characters in no passage."""
        return self.characters - self.stated - self.other


@lru_cache(maxsize=2)
def covered(archive: Archive) -> tuple[Covered, ...]:
    """Every document that was read, in characters (code points) as its snapshot tells them, by path.

    A section is a passage too; it counts for nothing here, since it holds whatever stands in it.
    """
    facts = archive.facts
    stated = _stretches(facts, facts.claims)
    nodes = (node for kind in _ATTESTED for node in facts.of_class(kind))
    every = _stretches(facts, chain(facts.claims, nodes))
    for path in facts.of_class(TM.Passage):
        if facts.text(path, SKOS.editorialNote):
            every[path.split("/")[1]].append(offsets(path))
    found = []
    for snapshot in facts.of_class(TM.Snapshot):
        extent = facts.text(snapshot, DCT.extent).partition(" ")[0]
        for document in facts.linked(snapshot, TM.snapshotOf):
            if extent.isdecimal():
                key = document.rpartition("/")[2]
                said, told = covering(stated[key]), covering(every[key])
                found.append(Covered(document, int(extent), said, told - said))
    return tuple(sorted(found, key=lambda one: one.path))


def _stretches(facts: Facts, nodes: Iterable[str]) -> defaultdict[str, list[tuple[int, int]]]:
    """Where these nodes stand, by the key of the document."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for node in nodes:
        for path in facts.linked(node, TM.attestedIn):
            found[path.split("/")[1]].append(offsets(path))
    return found
