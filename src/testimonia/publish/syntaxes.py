"""RDF in the syntaxes that Oxigraph writes, in a stable order."""

from collections.abc import Callable, Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from testimonia.vocabulary import PREFIXES, RDF

_TYPE = RDF.type


class Ordered(list[Quad]):
    """Quads that are in order and stay as they are, so that none of several writers orders them again."""


def in_order(quads: Iterable[Quad]) -> Ordered:
    """Each quad once, by graph, subject, predicate (types first) and object: the same data give the same bytes."""
    return quads if isinstance(quads, Ordered) else Ordered(sorted(set(quads), key=_order))


def _order(quad: Quad) -> tuple[str, str, str, str]:
    predicate = "" if quad.predicate == _TYPE else quad.predicate.value
    return str(quad.graph_name), str(quad.subject), predicate, str(quad.object)


def quads(syntax: RdfFormat) -> Callable[[Iterable[Quad], str], bytes]:
    """A writer of quads with their graphs."""

    def write(found: Iterable[Quad], base: str) -> bytes:
        if syntax == RdfFormat.N_QUADS:
            return "".join(sorted({f"{quad} .\n" for quad in found})).encode()
        return serialized(in_order(found), syntax, base)

    return write


def triples(syntax: RdfFormat) -> Callable[[Iterable[Quad], str], bytes]:
    """A writer of triples, the graphs laid together."""

    def write(found: Iterable[Quad], base: str) -> bytes:
        if syntax == RdfFormat.N_TRIPLES:
            return "".join(sorted({f"{quad.triple} .\n" for quad in found})).encode()
        return serialized(_merged(found), syntax, base)

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
