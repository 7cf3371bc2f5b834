"""What the document about a node of the archive holds, in parts where it would grow long.

The authored quads are those of :mod:`testimonia.publish.described`: a thing with
the claims that speak of it and their provenance. Beside them, in the graphs of
the rules, stands what was found about the thing and about those claims. Where a
form lays all graphs together, what was found is left out (:func:`fit_for`), as
in the release: in one heap nobody could tell it from what a source says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.publish.described import claims_on, is_described, leaned_on, said_of, subjects
from testimonia.vocabulary import DCT, PROV, RDF, SCHEMA, SKOS, TM, XSD, Namespace, V

ITEMS = 250
"""How many claims and findings stand in one part: about 9,000 quads, a tenth of a second."""

ONTOLOGY = NamedNode(TM.base.rstrip("#"))
QUAD_FORMS = ("nq", "trig", "jsonld")
"""Forms that keep graphs apart."""

_HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
_FOAF = Namespace("http://xmlns.com/foaf/0.1/")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document, counted from 1; a short document is one part."""

    quads: list[Quad]
    number: int
    of: int


def document(store: Store, base: str, node: NamedNode) -> list[Quad]:
    """All quads of the document about a node, with what rules found in graphs of its own; none if it is unknown."""
    found = part(store, base, node, 1, items=0)
    return found.quads if found else []


def part(store: Store, base: str, node: NamedNode, number: int, *, items: int = ITEMS) -> Part | None:
    """A part of the document about a node, or None where there is no such node or part.

    Args:
        store: The archive.
        base: The archive's base.
        node: What the document is about.
        number: Which part, from 1.
        items: How many claims and findings a part holds at most; 0 for all in one part.
    """
    whole = _of_graph(store, base, node)
    if whole is not None:
        return Part(whole, 1, 1) if whole and number == 1 else None
    if not is_described(store, node):
        return None
    listed = _listed(store, base, node)
    size = items or max(len(listed), 1)
    parts = max(-(-len(listed) // size), 1)
    if not 1 <= number <= parts:
        return None
    chosen = listed[(number - 1) * size : number * size]
    quads = _quads(store, base, node, chosen)
    return Part([*quads, *_neighbours(base, node, number, parts)], number, parts)


def fit_for(form: str, node: NamedNode, quads: Iterable[Quad]) -> list[Quad]:
    """What of a document a form may hold: forms of triples leave out what rules found, but for a finding itself.

    The document about a finding says that a rule found it and from what, so nobody takes it for a source.
    """
    kept = list(quads)
    if form in QUAD_FORMS or node.value.partition("graph/")[2].startswith("inferred/"):
        return kept
    is_found = any(_is_inferred(quad) for quad in kept if quad.subject == node and quad.predicate == RDF.type)
    return [quad for quad in kept if not _is_inferred(quad) or (is_found and quad.subject == node)]


def _is_inferred(quad: Quad) -> bool:
    return "/graph/inferred/" in str(quad.graph_name)


def _of_graph(store: Store, base: str, node: NamedNode) -> list[Quad] | None:
    """The document of what fills a graph: the ontology, a word of the vocabulary, a named graph; None for the rest."""
    if node == ONTOLOGY or node.value.startswith(TM.base):
        return list(store.quads_for_pattern(None, None, None, NamedNode(f"{base}graph/ontology")))
    if node.value.startswith(V.base):
        return _word(store, node, NamedNode(f"{base}graph/vocabulary"))
    if node.value.startswith(f"{base}graph/"):
        return list(store.quads_for_pattern(None, None, None, node))
    return None


def _word(store: Store, node: NamedNode, graph: NamedNode) -> list[Quad]:
    """A concept with those below it, or a scheme with its concepts."""
    found = list(store.quads_for_pattern(node, None, None, graph))
    under = subjects(store, SKOS.inScheme, node) | subjects(store, SKOS.broader, node) if found else set()
    return found + [quad for one in _in_order(under) for quad in store.quads_for_pattern(one, None, None, graph)]


def _listed(store: Store, base: str, node: NamedNode) -> Sequence[NamedNode]:
    """What is counted out over the parts: claims that speak of a node, findings that rest on it; in a fixed order."""
    found = f"{base}finding/"
    if node.value.startswith(found):
        used = (quad.object for quad in store.quads_for_pattern(node, PROV.used, None))
        return _in_order(target for target in used if isinstance(target, NamedNode))
    findings = {s for p in (PROV.used, PROV.hadPlan) for s in subjects(store, p, node) if s.value.startswith(found)}
    return _in_order(claims_on(store, {node}) | findings | _found_about(store, base, [node]) - {node})


def _in_order(nodes: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(set(nodes), key=lambda node: node.value)


def _quads(store: Store, base: str, node: NamedNode, chosen: Sequence[NamedNode]) -> list[Quad]:
    """The node itself, and the chosen claims and findings with all that belongs to them."""
    findings = {one for one in chosen if one.value.startswith(f"{base}finding/")}
    claims = {one for one in chosen if one not in findings}
    things = {node} | claims | said_of(store, claims | {node})
    quads = leaned_on(store, things, base, with_links=True)
    findings |= _found_about(store, base, claims | _stated(quads))
    quads += [quad for one in sorted(findings, key=str) for quad in store.quads_for_pattern(one, None, None)]
    quads += store.quads_for_pattern(None, DCT.isReplacedBy, node)
    return list(dict.fromkeys(quads))


def _stated(quads: Iterable[Quad]) -> set[NamedNode]:
    return {quad.object for quad in quads if quad.predicate == TM.states and isinstance(quad.object, NamedNode)}


def _found_about(store: Store, base: str, nodes: Iterable[NamedNode]) -> set[NamedNode]:
    """The findings of rules about some nodes."""
    found = f"{base}finding/"
    return {s for node in nodes for s in subjects(store, TM.about, node) if s.value.startswith(found)}


def _neighbours(base: str, node: NamedNode, number: int, of: int) -> list[Quad]:
    """That this is a part, and which come before and after it (Hydra's views of a collection)."""
    if of == 1:
        return []
    graph, view = NamedNode(f"{base}graph/meta"), _view(node, number)
    links = {"first": 1, "last": of} | ({"previous": number - 1} if number > 1 else {})
    links |= {"next": number + 1} if number < of else {}
    return [
        Quad(view, RDF.type, _HYDRA.PartialCollectionView, graph),
        Quad(view, _FOAF.primaryTopic, node, graph),
        Quad(view, SCHEMA.position, Literal(str(number), datatype=XSD.integer), graph),
        *(Quad(view, _HYDRA[name], _view(node, other), graph) for name, other in links.items()),
    ]


def _view(node: NamedNode, number: int) -> NamedNode:
    return NamedNode(f"{node.value}?page={number}")
