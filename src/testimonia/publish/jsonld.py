"""JSON-LD 1.1, compacted with the context that we publish.

Every node has an IRI and stands once in its graph, so compaction needs no
framing: one object a subject, terms from the context. The context stands in the
file itself, so that nobody who parses it has to fetch anything.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from testimonia.publish.syntaxes import in_order
from testimonia.vocabulary import OWL, PREFIXES, RDF, RDFS, TM, XSD, turtle_quads

Json = dict[str, Any]

_LINKS = (
    "cito:hasCitedEntity",
    "cito:hasCitingEntity",
    "cito:qualifies",
    "dct:creator",
    "dct:isPartOf",
    "dct:references",
    "dct:relation",
    "dct:type",
    "oa:hasBody",
    "oa:hasSelector",
    "oa:hasSource",
    "oa:hasTarget",
    "oa:motivatedBy",
    "prov:agent",
    "prov:qualifiedAttribution",
    "prov:used",
    "prov:wasAssociatedWith",
    "prov:wasAttributedTo",
    "prov:wasGeneratedBy",
    "skos:broader",
    "skos:related",
)
"""Others' properties that lead to a node."""


@lru_cache(maxsize=1)
def context() -> Json:
    """The published context: our terms by their names, others' by prefix.

    A term that has the name of a prefix (``edtf``) stands by its own prefix: as
    one word it would be defined by itself.
    """
    terms: Json = {"id": "@id", "type": "@type", **PREFIXES}
    terms |= {name: {"@type": "@id"} for name in _LINKS}
    quads = turtle_quads("ontology")
    kinds = {(quad.subject, quad.object) for quad in quads if quad.predicate == RDF.type}
    ranges = {quad.subject: quad.object for quad in quads if quad.predicate == RDFS.range}
    for subject in sorted(iri for iri in {_iri(subject) for subject, _ in kinds} if iri.startswith(TM.base)):
        node, short = NamedNode(subject), _short(subject)
        name = subject.removeprefix(TM.base)
        term = short if name in PREFIXES else name
        if (node, OWL.ObjectProperty) in kinds:
            terms[term] = {"@id": short, "@type": "@id"}
        elif (node, OWL.DatatypeProperty) in kinds and ranges.get(node) not in (None, RDF.langString):
            terms[term] = {"@id": short, "@type": _short(_iri(ranges[node]))}
        else:
            terms[term] = short
    return terms


def write(quads: Iterable[Quad], base: str) -> bytes:
    """The quads as one document; the archive's own IRIs are relative to its base."""
    ordered = in_order(quads)
    graphs: list[Json] = []
    for graph, members in groupby(ordered, key=lambda quad: quad.graph_name):
        subjects = groupby(members, key=lambda quad: quad.subject)
        nodes = [_node(_iri(subject), list(of_it), base) for subject, of_it in subjects]
        named = {"id": _relative(_iri(graph), base), "@graph": nodes} if graph != DefaultGraph() else {}
        graphs += [named] if named else nodes
    rest = json.dumps({"@graph": graphs}, ensure_ascii=False, indent=1).removeprefix("{\n")
    return f"{_head(base)},\n{rest}\n".encode()


@lru_cache(maxsize=8)
def _head(base: str) -> str:
    """The beginning of each document: the context takes longer to write than most documents."""
    head = {"@context": [context(), {"@base": base}]}
    return json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")


def pieces(quads: Iterable[Quad], base: str) -> Iterator[bytes]:
    """The same document bit by bit, from quads that come by graph and subject; one node is held at a time."""
    head = {"@context": [context(), {"@base": base}]}
    yield (json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "@graph": [').encode()
    between = ""
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        opening = f'{{"id": {json.dumps(_relative(_iri(graph), base))}, "@graph": ['
        yield f"{between}\n{opening}".encode()
        inner = ""
        for subject, of_it in groupby(members, key=lambda quad: quad.subject):
            node = json.dumps(_node(_iri(subject), in_order(of_it), base), ensure_ascii=False)
            yield f"{inner}\n{node}".encode()
            inner = ","
        yield b"]}"
        between = ","
    yield b"]\n}\n"


def _node(subject: str, quads: list[Quad], base: str) -> Json:
    node: Json = {"id": _relative(subject, base)}
    for predicate, members in groupby(quads, key=lambda quad: quad.predicate):
        if predicate == RDF.type:
            values: list[Any] = [_term(_iri(quad.object)) for quad in members]
            name = "type"
        else:
            name = _term(predicate.value)
            values = [_value(quad.object, name, base) for quad in members]
        node[name] = values[0] if len(values) == 1 else values
    return node


def _iri(term: object) -> str:
    """The IRI of a node.

    Raises:
        TypeError: A blank node or a quoted triple, which no archive holds.
    """
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} has no IRI")
    return term.value


def _value(value: object, name: str, base: str) -> object:
    coerced = context().get(name)
    wanted = coerced.get("@type") if isinstance(coerced, dict) else None
    if not isinstance(value, Literal):
        link = _relative(_iri(value), base)
        return link if wanted == "@id" else {"id": link}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    kind = _short(value.datatype.value)
    if wanted == kind or (wanted is None and value.datatype == XSD.string):
        return value.value
    return {"@value": value.value, "@type": kind}


@lru_cache(maxsize=1024)
def _term(iri: str) -> str:
    """The context's own term, else a compact IRI."""
    name = iri.removeprefix(TM.base)
    return name if name != iri and name in context() and name not in PREFIXES else _short(iri)


def _short(iri: str) -> str:
    for prefix, beginning in PREFIXES.items():
        if iri.startswith(beginning):
            return f"{prefix}:{iri[len(beginning) :]}"
    return iri


def _relative(iri: str, base: str) -> str:
    """Relative to the base where that is safe: a first segment with a colon would read as a scheme."""
    rest = iri.removeprefix(base)
    return rest if rest and rest != iri and ":" not in rest.partition("/")[0] else _short(iri)
