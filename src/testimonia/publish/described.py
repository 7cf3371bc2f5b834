"""What belongs to a thing: the quads that a document about it holds.

A claim carries what it states, its passages, its references and its
provenance; an event, actor, place or source carries every claim that speaks of
it, with the arguments and flags on those. Nothing comes along without its claim.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from testimonia.vocabulary import CITO, OA, OWL, PROV, RDF, TM

AUTHORED = ("entities", "sources", "claims", "provenance")
"""The graphs that hold what is authored about the archive's things."""

_NAMED_BY = (
    TM.about,
    TM.value,
    TM.population,
    TM.place,
    TM.excludes,
    TM.underDefinition,
    TM.quantity,
    TM.time,
    TM.point,
    PROV.wasGeneratedBy,
)
_SPEAKS_OF_CLAIMS = (TM.premise, TM.supports, TM.attacks, OA.hasTarget, OWL.annotatedSource)
_REACHING = (TM.states, TM.holder, TM.reportedBy, TM.time, PROV.wasGeneratedBy)


def described(store: Store, nodes: Iterable[NamedNode], base: str) -> list[Quad]:
    """The quads of some nodes, of the claims that speak of them, and of all that those lean on.

    Args:
        store: The archive.
        nodes: The things to be described.
        base: The archive's base; what lies outside is named and not followed.
    """
    wanted = set(nodes)
    claims = claims_on(store, wanted)
    return leaned_on(store, wanted | claims | said_of(store, wanted | claims), base)


def leaned_on(store: Store, nodes: Iterable[NamedNode], base: str, *, with_links: bool = False) -> list[Quad]:
    """The authored quads of some nodes, and of every node of the archive that they lead to.

    ``with_links`` keeps what rules have found about those nodes too, in its own graphs; it leads nowhere.
    """
    authored = {NamedNode(f"{base}graph/{name}") for name in AUTHORED}
    wanted, seen = set(nodes), set(nodes)
    quads: list[Quad] = []
    while wanted:
        for quad in store.quads_for_pattern(wanted.pop(), None, None):
            if quad.graph_name in authored:
                quads.append(quad)
                target = quad.object
                if isinstance(target, NamedNode) and target not in seen and target.value.startswith(base):
                    seen.add(target)
                    wanted.add(target)
            elif with_links:
                quads.append(quad)
    return quads


def walked(store: Store, nodes: Iterable[NamedNode], base: str) -> Iterator[Quad]:
    """The same authored quads as :func:`leaned_on`, one node after another, each by graph; none is held but the last.

    Args:
        store: The archive.
        nodes: Where to begin.
        base: The archive's base; what lies outside is named and not followed.
    """
    authored = {NamedNode(f"{base}graph/{name}") for name in AUTHORED}
    seen: set[NamedNode] = set()
    for start in nodes:
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            quads = [quad for quad in store.quads_for_pattern(node, None, None) if quad.graph_name in authored]
            yield from sorted(quads, key=_graph_of)
            targets = [quad.object for quad in quads if isinstance(quad.object, NamedNode)]
            waiting += [target for target in targets if target not in seen and target.value.startswith(base)]


def _graph_of(quad: Quad) -> str:
    return str(quad.graph_name)


def claims_on(store: Store, nodes: set[NamedNode]) -> set[NamedNode]:
    """The claims that speak of some nodes, are held or passed on by them, state the same, or rest on them."""
    stated = {quad.object for node in nodes for quad in store.quads_for_pattern(node, TM.states, None)}
    propositions = nodes | {node for node in stated if isinstance(node, NamedNode)}
    propositions |= {s for node in nodes for p in _NAMED_BY for s in subjects(store, p, node)}
    claims = {s for node in propositions for p in _REACHING for s in subjects(store, p, node)}
    claims |= {s for node in nodes for s in subjects(store, TM.attestedIn, node)}
    return claims | {s for node in nodes for s in _citing(store, node)}


def said_of(store: Store, nodes: Iterable[NamedNode]) -> set[NamedNode]:
    """The arguments, flags and identity links on some nodes."""
    return {s for node in nodes for p in _SPEAKS_OF_CLAIMS for s in subjects(store, p, node)}


def _citing(store: Store, node: NamedNode) -> set[NamedNode]:
    """The claims that rest on a reference, or on a work through one."""
    references = {node, *subjects(store, CITO.hasCitedEntity, node)}
    return {s for reference in references for s in subjects(store, TM.supportedBy, reference)}


def subjects(store: Store, predicate: NamedNode, node: NamedNode) -> set[NamedNode]:
    """The nodes that lead to a node by a property."""
    quads = store.quads_for_pattern(None, predicate, node)
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def find(store: Store, written: str, base: str) -> list[NamedNode]:
    """The nodes behind an IRI, a path such as ``claim/source/key``, or a bare key.

    Returns:
        Every node that it could mean: none, one, or several with the same key.
    """
    for iri in (written, f"{base}{written}"):
        node = _node(iri)
        if written and node and is_described(store, node):
            return [node]
    ends = f"/{written}"
    return sorted((node for node in _things(store) if node.value.endswith(ends)), key=lambda node: node.value)


def keys(store: Store, base: str) -> list[str]:
    """The last part of the path of every thing that may be asked for."""
    return sorted({node.value.removeprefix(base).rpartition("/")[2] for node in _things(store)})


def _things(store: Store) -> set[NamedNode]:
    kinds = (TM.Event, TM.Actor, TM.Place, TM.Source, TM.Claim, TM.Argument)
    return {node for kind in kinds for node in subjects(store, RDF.type, kind)}


def _node(iri: str) -> NamedNode | None:
    """The node of an IRI; None where it is none, as with ``<`` or a blank in it."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def is_described(store: Store, node: NamedNode) -> bool:
    """Whether anything is said of a node."""
    return next(iter(store.quads_for_pattern(node, None, None)), None) is not None
