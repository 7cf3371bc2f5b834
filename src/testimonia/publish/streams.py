"""Graphs of a store written piece by piece, so that their size does not matter.

Statements stand in the order in which the store holds them: by subject, and the
same for the same data.
"""

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from testimonia.publish import jsonld
from testimonia.publish.syntaxes import prefixes

_TRIPLES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}
_QUADS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
SUFFIXES = ("ttl", "jsonld", "nt", "nq", "trig", "rdf")
"""The forms, by the ends of file names."""


def graphs_of(store: Store, *, with_inferred: bool) -> list[NamedNode]:
    """The named graphs of a store, in order."""
    graphs = (node for node in store.named_graphs() if isinstance(node, NamedNode))
    kept = (node for node in graphs if with_inferred or "/graph/inferred/" not in node.value)
    return sorted(kept, key=lambda node: node.value)


def write_graphs(store: Store, graphs: list[NamedNode], suffix: str, base: str, out: BinaryIO) -> None:
    """Write some graphs to a file that is open for writing; forms of triples lay them together.

    Raises:
        KeyError: There is no such form.
        OSError: The file cannot be written.
    """
    if suffix == "jsonld":
        out.writelines(jsonld.pieces(_quads(store, graphs), base))
    elif suffix in _TRIPLES:
        serialize(_triples(store, graphs), out, format=_TRIPLES[suffix], prefixes=prefixes(base))
    else:
        serialize(_quads(store, graphs), out, format=_QUADS[suffix], prefixes=prefixes(base))


def _quads(store: Store, graphs: list[NamedNode]) -> Iterator[Quad]:
    return (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))


def _triples(store: Store, graphs: list[NamedNode]) -> Iterator[Triple]:
    return (quad.triple for quad in _quads(store, graphs))
