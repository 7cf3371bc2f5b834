"""RDF in the syntaxes that Oxigraph writes, in a stable order."""

from collections.abc import Callable, Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from testimonia.vocabulary import PREFIXES, RDF

_TYPE = RDF.type


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, by graph, subject, predicate (types first) and object: the same data give the same bytes."""
    return sorted(set(quads), key=_order)


def _order(quad: Quad) -> tuple[str, str, str, str]:
    predicate = "" if quad.predicate == _TYPE else quad.predicate.value
    return str(quad.graph_name), str(quad.subject), predicate, str(quad.object)


def quads(syntax: RdfFormat) -> Callable[[Iterable[Quad], str], bytes]:
    """A writer of quads with their graphs."""

    def write(found: Iterable[Quad], base: str) -> bytes:
        ordered = in_order(found)
        if syntax == RdfFormat.N_QUADS:
            return "".join(sorted(f"{quad} .\n" for quad in ordered)).encode()
        return serialized(ordered, syntax, base)

    return write


def triples(syntax: RdfFormat) -> Callable[[Iterable[Quad], str], bytes]:
    """A writer of triples, the graphs laid together."""

    def write(found: Iterable[Quad], base: str) -> bytes:
        ordered = _merged(found)
        if syntax == RdfFormat.N_TRIPLES:
            return "".join(sorted(f"{triple} .\n" for triple in ordered)).encode()
        return serialized(ordered, syntax, base)

    return write


def serialized(found: Iterable[Quad] | Iterable[Triple], syntax: RdfFormat, base: str) -> bytes:
    """The file of a syntax, with the prefixes of the archive in its head."""
    return serialize(found, format=syntax, prefixes=prefixes(base)) or b""


def _merged(found: Iterable[Quad]) -> list[Triple]:
    by_triple = {quad.triple: quad for quad in found}
    return [quad.triple for quad in sorted(by_triple.values(), key=lambda quad: _order(quad)[1:])]


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that stand in the head of a file, the archive's own kinds of nodes among them."""
    own = {kind: f"{base}{kind}/" for kind in ("actor", "event", "place", "concept", "source")}
    return {**PREFIXES, **own}
