"""What an archive knows of the nodes that an uploaded file names but does not bring.

The shapes ask of a holder that it is an actor; an actor of this archive is one,
whether the file says so or not. So the file is looked at with those of the
archive's nodes beside it that it leans on, and what neither of them has is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.model.archive import Settings
from testimonia.model.problem import Location
from testimonia.read import rdf_fields
from testimonia.read.block import Block
from testimonia.read.rdf_nodes import Nodes
from testimonia.vocabulary import CITO, DCT, OA, OWL, PROV, RDF, SKOS, TM, V, turtle_quads, vocabulary

_LEADING: Final = frozenset(
    (
        CITO.hasCitedEntity, CITO.hasCitingEntity, CITO.qualifies, DCT.creator, DCT.isPartOf, DCT.references,
        DCT.relation, DCT.type, OA.hasBody, OA.hasSelector, OA.hasSource, OA.hasTarget, PROV.agent,
        PROV.qualifiedAttribution, PROV.used, PROV.wasAssociatedWith, PROV.wasAttributedTo, PROV.wasGeneratedBy,
        SKOS.broader, SKOS.related, TM.value,
    )
)  # fmt: skip
"""Properties of others by which our model leads from node to node, and ``value``, which may lead to one. Those of our
own that always do come from the ontology."""

_STEPS: Final = 3
_MOST: Final = 20_000
"""So far, and so many nodes, the archive is followed from a node that the file names."""
_FOLLOWED: Final = (
    "claim",
    "proposition",
    "quantity",
    "time",
    "geometry",
    "passage",
    "curation",
    "population",
    "reference",
)
_MOST_SUGGESTIONS: Final = 20
_MOST_KEYS: Final = 20_000
_NO_LENGTH: Final = 10**9
_NO_DIGEST: Final = "0" * 64
RECORDED: Final = "2000-01-01T00:00:00Z"
"""Stands for the day of recording, which a table need not name: an archive sets it as a whole."""

_CLASSES: Final = {
    "event": TM.Event,
    "actor": TM.Actor,
    "place": TM.Place,
    "concept": SKOS.Concept,
    "source": TM.Source,
}
_CLASSES_WITHIN: Final = {"claim": TM.Claim, "argument": TM.Argument}


@dataclass(frozen=True, slots=True)
class Named:
    """A node that a file names by a property of one of its own nodes, and does not bring."""

    iri: str
    by: str
    property: str


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(quad.subject.value for quad in turtle_quads("ontology") if isinstance(quad.subject, NamedNode))


@lru_cache(maxsize=1)
def _leading() -> frozenset[NamedNode]:
    quads = turtle_quads("ontology")
    own = {q.subject for q in quads if q.predicate == RDF.type and q.object == OWL.ObjectProperty}
    return _LEADING | {node for node in own if isinstance(node, NamedNode)}


class Beside:
    """An archive, as far as files that are checked beside it need it."""

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self.base = base
        self.settings = self._settings()

    def _settings(self) -> Settings:
        """The archive's settings, as far as a check hangs on them."""
        kinds = self.store.quads_for_pattern(None, DCT.type, V.curator)
        curators = sorted(quad.subject.value for quad in kinds if isinstance(quad.subject, NamedNode))
        curator = curators[0].rpartition("/")[2] if curators else "curator"
        return Settings(title="", base=self.base, licence="", curator=curator, curator_name=curator, recorded=RECORDED)

    def warm(self) -> None:
        """Read what is read from files, before there are no files any more."""
        _known_words()
        _leading()

    def named(self, quads: Sequence[Quad]) -> tuple[list[Named], list[Named]]:
        """The nodes that a file names and does not bring: those that are known here, and those that are not.

        Words of our vocabulary are neither, so that the two lists hold what there is to be looked at.
        """
        own = {quad.subject for quad in quads}
        found: dict[str, Named] = {}
        for quad in quads:
            node, subject = quad.object, quad.subject
            if isinstance(node, NamedNode) and node not in own and quad.predicate in _leading():
                by = subject.value if isinstance(subject, NamedNode) else str(subject)
                found.setdefault(node.value, Named(node.value, by, quad.predicate.value))
        ordered = [found[iri] for iri in sorted(found.keys() - _known_words())]
        known = {named.iri for named in ordered if self.has(NamedNode(named.iri))}
        return [one for one in ordered if one.iri in known], [one for one in ordered if one.iri not in known]

    def completion(self, iris: Iterable[str]) -> list[Quad]:
        """What the archive says of some nodes, and of those that they lean on in turn."""
        found: dict[NamedNode, list[Quad]] = {}
        wanted = [NamedNode(iri) for iri in iris]
        for _ in range(_STEPS):
            further: dict[NamedNode, None] = {}
            for node in wanted:
                if node not in found and len(found) < _MOST:
                    found[node] = self._authored(node)
                    further |= dict.fromkeys(q.object for q in found[node] if isinstance(q.object, NamedNode))
            wanted = [node for node in further if node.value.startswith(self.base)]
        return [quad for quads in found.values() for quad in quads]

    def _authored(self, node: NamedNode) -> list[Quad]:
        quads = self.store.quads_for_pattern(node, None, None)
        return [quad for quad in quads if "/graph/inferred/" not in str(quad.graph_name)]

    def has(self, node: NamedNode) -> bool:
        """Whether the archive says anything of a node."""
        return next(self.store.quads_for_pattern(node, None, None), None) is not None


class StoredBlocks:
    """The archive's entries as a table of claims looks them up (:class:`testimonia.read.lookup.Blocks`).

    Args:
        beside: The archive.
        own: The blocks of the table itself, by path; they come first.
        strangers: Documents that this archive does not have; their references are taken as they are named.
    """

    def __init__(self, beside: Beside, own: Iterable[Block], strangers: frozenset[str]) -> None:
        self._beside = beside
        self._own = {block.path: block for block in reversed(list(own)) if block.path}
        self._strangers = strangers
        self._suggestions = 0
        self._keys: dict[str, list[str]] = {}

    def get(self, path: str) -> Block | None:
        """The block behind a path, from the table or from the archive."""
        if path in self._own:
            return self._own[path]
        kind, _, key = path.partition("/")
        if kind == "reference" and key.partition("/")[0] in self._strangers:
            return _bare(kind, path)
        try:
            node = NamedNode(self._beside.base + path)
        except ValueError:
            return None
        if not self._beside.has(node):
            return None
        return self._claim(node, path) if kind == "claim" else _bare(kind, path)

    def keys(self, beginning: str) -> Iterator[str]:
        """What follows a beginning in paths; of the archive only for the first few faults, each costs the same."""
        self._suggestions += 1
        yield from (path.removeprefix(beginning) for path in self._own if path.startswith(beginning))
        if self._suggestions <= _MOST_SUGGESTIONS:
            yield from self._stored_keys(beginning)

    def _stored_keys(self, beginning: str) -> list[str]:
        if beginning not in self._keys:
            kind = beginning.partition("/")[0]
            of_it = _CLASSES.get(kind) or _CLASSES_WITHIN.get(kind, TM.Reference)
            start, found = self._beside.base + beginning, []
            for quad in self._beside.store.quads_for_pattern(None, RDF.type, of_it):
                if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start):
                    found.append(quad.subject.value.removeprefix(start))
                if len(found) >= _MOST_KEYS:
                    break
            self._keys[beginning] = found
        return self._keys[beginning]

    def _claim(self, node: NamedNode, path: str) -> Block:
        """A claim of the archive as an author would have written it, so that others can take over what it states."""
        nodes = Nodes(self._around(node), self._beside.settings, vocabulary())
        block = _bare("claim", path)
        try:
            block.fields = {**rdf_fields.claim(nodes, node), "source": path.split("/")[1]}
        except (ValueError, IndexError):
            return block
        return block

    def _around(self, node: NamedNode) -> list[Quad]:
        """The claim, what it states, and the claim that gives the figure of which its own is a part."""
        store, base = self._beside.store, self._beside.base
        found: dict[NamedNode, list[Quad]] = {}
        wanted = [node]
        while wanted and len(found) < _MOST:
            one = wanted.pop()
            if one in found or one.value.removeprefix(base).partition("/")[0] not in _FOLLOWED:
                continue
            found[one] = list(store.quads_for_pattern(one, None, None))
            found[one] += [quad for p in (TM.quantity, TM.states) for quad in store.quads_for_pattern(None, p, one)][:1]
            wanted += [quad.object for quad in found[one] if isinstance(quad.object, NamedNode)]
            wanted += [quad.subject for quad in found[one] if isinstance(quad.subject, NamedNode)]
        return [quad for quads in found.values() for quad in quads]


def _bare(kind: str, path: str) -> Block:
    """A block with its key, and the document that it belongs to."""
    _, within, key = (*path.split("/", 2), "")[:3]
    if kind in ("claim", "argument", "reference") and key:
        return Block(kind=kind, key=key, fields={"source": within}, location=Location(""))
    whole = path.partition("/")[2]
    return Block(kind="work" if kind == "source" else kind, key=whole, fields={}, location=Location(""))


def document_block(beside: Beside, source: str) -> tuple[Block, bool]:
    """The document that claims are from, and whether this archive has it; for a stranger a block without a length."""
    node = NamedNode(f"{beside.base}source/{source}")
    fields: dict[str, object] = {
        "file": source, "sha256": _NO_DIGEST, "code-points": _NO_LENGTH, "text-form": "text",
        "narrator": beside.settings.curator,
    }  # fmt: skip
    snapshots = [quad.subject for quad in beside.store.quads_for_pattern(None, TM.snapshotOf, node)]
    for snapshot in snapshots[:1]:
        for quad in beside.store.quads_for_pattern(snapshot, None, None):
            if quad.predicate == DCT.extent and isinstance(quad.object, Literal):
                fields["code-points"] = int(quad.object.value.partition(" ")[0])
            elif quad.predicate == TM.sha256 and isinstance(quad.object, Literal):
                fields["sha256"] = quad.object.value
    return Block(kind="document", key=source, fields=fields, location=Location("")), bool(snapshots)
