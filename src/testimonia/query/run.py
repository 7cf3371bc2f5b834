"""A query on the archive: over the authored graphs laid together, the others by name."""

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from testimonia.vocabulary import PREFIXES

UNION = ("entities", "sources", "claims", "provenance")
"""The graphs that a query sees without naming them."""

RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


class WrongFormError(ValueError):
    """The answer cannot be written in the form asked for."""


def answer(store: Store, sparql: str, base: str) -> QuerySolutions | QueryBoolean | list[Triple]:
    """The answer to a query.

    Raises:
        SyntaxError: The query is not SPARQL 1.1.
    """
    union: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(f"{base}graph/{name}") for name in UNION]
    named = list(store.named_graphs())
    found = store.query(sparql, default_graph=union, named_graphs=named, prefixes=PREFIXES)
    return found if isinstance(found, QuerySolutions | QueryBoolean) else list(found)


def write_answer(found: QuerySolutions | QueryBoolean | list[Triple], form: str) -> bytes:
    """The answer as CSV, TSV, JSON or XML, a graph in the syntaxes of ``GRAPH_FORMATS``.

    Raises:
        WrongFormError: A table was asked of a graph, or a graph of a table.
    """
    if isinstance(found, list):
        if form not in GRAPH_FORMATS:
            raise WrongFormError(f"this query makes a graph; write it as {', '.join(GRAPH_FORMATS)}")
        return serialize(sorted(found, key=str), format=GRAPH_FORMATS[form], prefixes=PREFIXES) or b""
    if form not in RESULT_FORMATS:
        raise WrongFormError(f"this query makes a table; write it as table, {', '.join(RESULT_FORMATS)}")
    return found.serialize(format=RESULT_FORMATS[form]) or b""
