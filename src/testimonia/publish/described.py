"""What belongs to a thing: the quads that a document about it holds.

A claim carries what it states, its passages, its references and its
provenance; an event, actor, place or source carries every claim that speaks of
it, with the arguments and flags on those. Nothing comes along without its claim.
"""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Store

from testimonia.vocabulary import CITO, OA, RDF, TM

_NAMED_BY = (TM.about, TM.value, TM.population, TM.place, TM.excludes, TM.underDefinition)
_SPEAKS_OF_CLAIMS = (TM.premise, TM.supports, TM.attacks, OA.hasTarget)
_REACHING = (TM.states, TM.holder, TM.reportedBy)


def described(store: Store, nodes: Iterable[NamedNode], base: str) -> list[Quad]:
    """The quads of some nodes, of the claims that speak of them, and of all that those lean on.

    Args:
        store: The archive.
        nodes: The things to be described.
        base: The archive's base; what lies outside is named and not followed.
    """
    authored = {NamedNode(f"{base}graph/{name}") for name in ("entities", "sources", "claims", "provenance")}
    wanted = _with_claims(store, set(nodes))
    quads: list[Quad] = []
    seen: set[NamedNode] = set()
    while wanted:
        node = wanted.pop()
        seen.add(node)
        for quad in store.quads_for_pattern(node, None, None):
            if quad.graph_name in authored:
                quads.append(quad)
                target = quad.object
                if isinstance(target, NamedNode) and target.value.startswith(base) and target not in seen:
                    wanted.add(target)
    return quads


def _with_claims(store: Store, nodes: set[NamedNode]) -> set[NamedNode]:
    """The nodes, the claims that speak of them or of the same, and what is said of those claims."""
    stated = {quad.object for node in nodes for quad in store.quads_for_pattern(node, TM.states, None)}
    propositions = nodes | {node for node in stated if isinstance(node, NamedNode)}
    propositions |= {s for node in nodes for p in _NAMED_BY for s in _subjects(store, p, node)}
    claims = {s for node in propositions for p in _REACHING for s in _subjects(store, p, node)}
    claims |= {s for node in nodes for s in _subjects(store, TM.attestedIn, node)}
    claims |= {s for node in nodes for s in _citing(store, node)}
    said = {s for node in nodes | claims for p in _SPEAKS_OF_CLAIMS for s in _subjects(store, p, node)}
    return nodes | claims | said


def _citing(store: Store, node: NamedNode) -> set[NamedNode]:
    """The claims that rest on a reference, or on a work through one."""
    references = {node, *_subjects(store, CITO.hasCitedEntity, node)}
    return {s for reference in references for s in _subjects(store, TM.supportedBy, reference)}


def _subjects(store: Store, predicate: NamedNode, node: NamedNode) -> set[NamedNode]:
    quads = store.quads_for_pattern(None, predicate, node)
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def find(store: Store, written: str, base: str) -> list[NamedNode]:
    """The nodes behind an IRI, a path such as ``claim/source/key``, or a bare key.

    Returns:
        Every node that it could mean: none, one, or several with the same key.
    """
    for iri in (written, f"{base}{written}"):
        node = _node(iri)
        if written and node and _is_described(store, node):
            return [node]
    ends = f"/{written}"
    return sorted((node for node in _things(store) if node.value.endswith(ends)), key=lambda node: node.value)


def keys(store: Store, base: str) -> list[str]:
    """The last part of the path of every thing that may be asked for."""
    return sorted({node.value.removeprefix(base).rpartition("/")[2] for node in _things(store)})


def _things(store: Store) -> set[NamedNode]:
    kinds = (TM.Event, TM.Actor, TM.Place, TM.Source, TM.Claim, TM.Argument)
    return {node for kind in kinds for node in _subjects(store, RDF.type, kind)}


def _node(iri: str) -> NamedNode | None:
    """The node of an IRI; None where it is none, as with ``<`` or a blank in it."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _is_described(store: Store, node: NamedNode) -> bool:
    return next(iter(store.quads_for_pattern(node, None, None)), None) is not None
