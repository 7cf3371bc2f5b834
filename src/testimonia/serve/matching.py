"""Which entities of the archive could be meant by a name, and how well each fits: the heart of reconciliation.

What is weighed is told with every candidate, as features: whether a name is
equal, how alike the names are, whether the type fits, and how many of the
values asked for some claim gives. A score is no verdict on history: that two
records mean one thing is for whoever matches them to decide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from testimonia.query.claimed import Answer, Claims
from testimonia.query.folding import folded
from testimonia.query.likeness import Likeness
from testimonia.query.search import Name, Search
from testimonia.vocabulary import DCT, RDF, SKOS, TM, V, vocabulary

ENTITIES: Final = {
    "event": TM.Event,
    "actor": TM.Actor,
    "place": TM.Place,
    "source": TM.Source,
    "concept": SKOS.Concept,
}
"""Kinds of entities that can be matched, with their classes."""

SCHEMES: Final = {"event": "eventTypes", "actor": "actorKinds", "place": "placeKinds", "source": "sourceKinds"}
"""The schemes whose words tell what sort of such an entity it is."""

PLAIN: Final = {
    SKOS.prefLabel: "name",
    SKOS.altLabel: "other name",
    SKOS.exactMatch: "the same elsewhere",
    SKOS.closeMatch: "nearly the same elsewhere",
    DCT.type: "kind",
    DCT.identifier: "identifier",
}
"""Properties that the registers themselves give an entity; all else is said in claims."""

_UNNAMED: Final = "actor/unnamed/"
"""Holders whom a document leaves without a name: one for each claim, so nobody can be matched with them."""
_NAME_SHARE, _TYPE_FACTOR, _HUNDRED = 0.8, 0.8, 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """One property of a query, an aspect or one of :data:`PLAIN`, and the values of which it should have one."""

    node: NamedNode
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A reconciliation query, read; ``types`` are IRIs, ``strictness`` is ``any``, ``all`` or ``should``."""

    name: str = ""
    types: tuple[str, ...] = ()
    strictness: str = "any"
    properties: tuple[Wanted, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that could be meant, with what was weighed."""

    path: str
    name: Name
    matched: Name
    types: tuple[str, ...]
    is_equal: bool
    similarity: float
    fits_type: bool
    share: float | None
    score: float


class Matching:
    """Finds candidates in one build."""

    def __init__(self, store: Store, search: Search, base: str) -> None:
        self.store = store
        self.search = search
        self.base = base
        self.claims = Claims(store, search, base)

    def candidates(self, query: Query) -> tuple[list[Candidate], bool]:
        """The best candidates for a query, best first, and whether the first is a match.

        It is one if a name of it and of no other candidate is equal, its type
        fits, and every value asked for is claimed; or if its own path was asked for.
        """
        if query.name and (path := self.path(query.name)):
            found = self._candidate(path, query, Likeness(""), is_named=True)
            return ([found], True) if found else ([], False)
        paths = self._found_by_name(query) if query.name else self._found_by_values(query)
        likeness = Likeness(query.name)
        weighed = [found for path in paths if (found := self._candidate(path, query, likeness)) is not None]
        ranked = sorted(weighed, key=lambda found: (-found.score, not found.is_equal, found.path))
        best = ranked[: query.limit]
        equal = [found for found in weighed if found.is_equal and found.fits_type and found.share in (None, 1.0)]
        return best, bool(query.name and len(equal) == 1 and best[0] == equal[0])

    def path(self, written: str) -> str:
        """The path of an entity that somebody writes as such, or as its IRI; empty where it is none."""
        path = written.strip().removeprefix(self.base)
        kind, _, key = path.partition("/")
        if kind not in ENTITIES or not key or path.startswith(_UNNAMED):
            return ""
        try:
            node = NamedNode(self.base + path)
        except ValueError:
            return ""
        is_there = next(self.store.quads_for_pattern(node, RDF.type, None), None) is not None
        return path if is_there else ""

    def types(self, path: str) -> tuple[str, ...]:
        """The class of an entity, and its kind in the archive's own words."""
        node = NamedNode(self.base + path)
        kinds = (quad.object for quad in self.store.quads_for_pattern(node, DCT.type, None))
        named = sorted(kind.value for kind in kinds if isinstance(kind, NamedNode) and kind.value.startswith(V.base))
        return (ENTITIES[path.partition("/")[0]].value, *named)

    def _found_by_name(self, query: Query) -> Iterator[str]:
        kinds = [kind for kind, of_it in ENTITIES.items() if not query.types or _may_be(kind, of_it, query)]
        for iri in self.search.like(query.name, kinds=kinds or list(ENTITIES)):
            path = iri.removeprefix(self.base)
            if path != iri and not path.startswith(_UNNAMED):
                yield path

    def _found_by_values(self, query: Query) -> list[str]:
        """Entities of which some claim gives a value asked for."""
        found: dict[str, None] = {}
        for wanted in query.properties:
            for iri, answer in self._all_answers(wanted.node):
                if self._is_wanted(answer, wanted.values):
                    found[iri.removeprefix(self.base)] = None
        return [path for path in found if self.path(path)]

    def _candidate(self, path: str, query: Query, likeness: Likeness, *, is_named: bool = False) -> Candidate | None:
        names = self.search.names(self.base + path)
        if not names:
            return None
        similarity, matched = max(((likeness.to(name.text), name) for name in names), key=lambda pair: pair[0])
        is_equal = is_named or similarity == 1
        types = self.types(path)
        fits = is_named or _fits(types, query)
        if (query.name and not is_named and not similarity) or (not fits and query.strictness != "should"):
            return None
        share = self._share(path, query.properties)
        score = _score(1.0 if is_named else similarity if query.name else None, share, fits=fits)
        own = Name(self.search.name(self.base + path), "en")
        return Candidate(path, own, matched, types, is_equal, 1.0 if is_named else similarity, fits, share, score)

    def _share(self, path: str, properties: Sequence[Wanted]) -> float | None:
        """Of the properties asked for, the share with a value that some claim gives; None if none is asked for."""
        if not properties:
            return None
        thing = NamedNode(self.base + path)
        return sum(self._claims_it(thing, wanted) for wanted in properties) / len(properties)

    def _claims_it(self, thing: NamedNode, wanted: Wanted) -> bool:
        return any(self._is_wanted(answer, wanted.values) for answer in self._answers(thing, wanted.node))

    def _answers(self, thing: NamedNode, node: NamedNode) -> Iterator[Answer]:
        if node in PLAIN:
            yield from (_plain(quad.object) for quad in self.store.quads_for_pattern(thing, node, None))
        else:
            yield from (answer for claim in self.claims.of(thing, node) for answer in claim.answers)

    def _all_answers(self, node: NamedNode) -> Iterator[tuple[str, Answer]]:
        if node not in PLAIN:
            yield from self.claims.answering(node)
            return
        for quad in self.store.quads_for_pattern(None, node, None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, _plain(quad.object)

    def _is_wanted(self, answer: Answer, values: Iterable[str]) -> bool:
        """Whether an answer is one of some values: the same thing, a name of it, or the same words."""
        for value in values:
            if answer.iri and answer.iri in (value, self.base + self.path(value)):
                return True
            names = [name.text for name in self.search.names(answer.iri)] if answer.iri else []
            if folded(value) in {folded(name) for name in (answer.words, *names)}:
                return True
        return False


def _plain(value: object) -> Answer:
    if isinstance(value, Literal):
        return Answer(value.value)
    return Answer("", value.value) if isinstance(value, NamedNode) else Answer("")


def _score(similarity: float | None, share: float | None, *, fits: bool) -> float:
    """From 0 to 100: the name's likeness and the share of values as 4 to 1; four fifths of that for another type."""
    if similarity is None:
        whole = share or 0.0
    elif share is None:
        whole = similarity
    else:
        whole = _NAME_SHARE * similarity + (1 - _NAME_SHARE) * share
    return round(_HUNDRED * whole * (1 if fits else _TYPE_FACTOR), 1)


def _fits(types: Sequence[str], query: Query) -> bool:
    wanted = set(query.types)
    if query.strictness == "all":
        return wanted <= set(types)
    return not wanted or bool(wanted & set(types))


def _may_be(kind: str, of_it: NamedNode, query: Query) -> bool:
    """Whether entities of a kind could fit the types that are asked for."""
    if query.strictness == "should":
        return True
    words = vocabulary().schemes.get(SCHEMES.get(kind, ""), {})
    known = {of_it.value, *(word.value for word in words.values())}
    return bool(known & set(query.types))
