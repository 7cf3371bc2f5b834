"""Any node: a plain table of all that is said of it, so that every IRI of the archive has a page; and named graphs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.pages.archive import Archive
from testimonia.pages.links import word_path
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import RDF, V, short


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown: text, or a node with its name; ``iri`` is empty for a text."""

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values; ``short`` is its name by prefix, ``iri`` in full."""

    iri: str
    short: str
    values: tuple[Value, ...]


def properties(archive: Archive, quads: Iterable[Quad], language: str) -> tuple[Property, ...]:
    """What some quads of one subject say, property by property, the type first."""
    ordered = sorted(
        {(quad.predicate, quad.object) for quad in quads},
        key=lambda pair: (pair[0] != RDF.type, pair[0].value, str(pair[1])),
    )
    return tuple(
        Property(predicate.value, short(predicate.value), tuple(value(archive, pair[1], language) for pair in of_it))
        for predicate, of_it in groupby(ordered, key=lambda pair: pair[0])
    )


def value(archive: Archive, term: object, language: str) -> Value:
    """A term as it is shown."""
    if isinstance(term, Literal):
        told = term.language or ""
        kind = "" if term.language else short(term.datatype.value)
        return Value(term.value, "", "" if told in (language, "und") else told, "" if kind == "xsd:string" else kind)
    if isinstance(term, NamedNode):
        return Value(short(term.value), term.value, name=_name(archive, term.value, language))
    return Value(str(term))


def _name(archive: Archive, iri: str, language: str) -> Name | None:
    if iri.startswith(V.base) and iri != V.base:
        return Name(word_path(iri), archive.word(iri.removeprefix(V.base), language))
    if not iri.startswith(archive.base):
        return None
    path = iri.removeprefix(archive.base)
    return archive.name(path, language) if path and archive.has(path) else None


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The plain page of a node."""
    if not path or not archive.has(path):
        return None
    kind = path.partition("/")[0]
    language = reader.language
    incoming = _incoming(archive, archive.node(path))
    part = cut(len(incoming), reader.number)
    name = archive.name(path, language)
    return Sheet(
        template="node.html",
        path=path,
        title=name.text or path,
        kind=kind,
        crumbs=(Crumb(f"kind.{kind}", is_key=True), Crumb(path.partition("/")[2] or path)),
        slice=part,
        language=name.language,
        values={
            "properties": properties(
                archive, archive.store.quads_for_pattern(archive.node(path), None, None), language
            ),
            "incoming": [
                (short(predicate), predicate, value(archive, NamedNode(subject), language))
                for predicate, subject in part.of(incoming)
            ],
            "documents": tuple(
                archive.name(f"source/{path.split('/')[1]}", language) for _ in (1,) if _has_document(archive, path)
            ),
        },
    )


def _has_document(archive: Archive, path: str) -> bool:
    parts = path.split("/")
    return len(parts) > 2 and parts[0] in ("passage", "curation", "derivation") and archive.has(f"source/{parts[1]}")  # noqa: PLR2004


def _incoming(archive: Archive, node: NamedNode) -> list[tuple[str, str]]:
    """Property and subject of whatever leads to a node."""
    quads = archive.store.quads_for_pattern(None, None, node)
    return sorted({(quad.predicate.value, quad.subject.value) for quad in quads if isinstance(quad.subject, NamedNode)})


def graph_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a named graph: how much is in it, and its first nodes."""
    if path not in archive.graphs:
        return None
    quads, subjects, kinds = _content(archive, path)
    part: Slice = cut(len(subjects), reader.number)
    return Sheet(
        template="graph.html",
        path=path,
        title=path.removeprefix("graph/"),
        kind="graph",
        crumbs=(Crumb("nav.download", site="download", is_key=True), Crumb(path.removeprefix("graph/"))),
        slice=part,
        values={
            "quads": quads,
            "classes": kinds,
            "nodes": [value(archive, NamedNode(iri), reader.language) for iri in part.of(subjects)],
        },
    )


@lru_cache(maxsize=64)
def _content(archive: Archive, path: str) -> tuple[int, tuple[str, ...], tuple[tuple[int, str, str], ...]]:
    """What is in a graph: how many triples, the IRIs of its nodes, and its classes by how many nodes they have."""
    quads, subjects, classes = 0, set(), Counter[str]()
    for quad in archive.store.quads_for_pattern(None, None, None, archive.node(path)):
        quads += 1
        if isinstance(quad.subject, NamedNode):
            subjects.add(quad.subject.value)
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                classes[quad.object.value] += 1
    kinds = sorted(((number, short(kind), kind) for kind, number in classes.items()), key=lambda row: (-row[0], row[1]))
    return quads, tuple(sorted(subjects)), tuple(kinds)
