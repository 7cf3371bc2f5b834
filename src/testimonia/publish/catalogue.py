"""The archive as others' catalogues want it: DCAT (with DCAT-AP 3.0.1) and VoID, in one description.

Everything is taken from the build: counts from its store, sizes and digests from
its manifest, dates from its curations, the publisher from those who curated.
The same build has the same description, whenever it is asked for. Every node has
an IRI; what is only a part of the description has one with a hash.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from testimonia.publish import FORMATS
from testimonia.vocabulary import DCT, PROV, RDF, RDFS, SKOS, TM, XSD, Namespace, short

DCAT = Namespace("http://www.w3.org/ns/dcat#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")

_MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
_FILE_TYPES = Namespace("http://publications.europa.eu/resource/authority/file-type/")
_LANGUAGES = Namespace("http://publications.europa.eu/resource/authority/language/")
_THEMES = Namespace("http://publications.europa.eu/resource/authority/data-theme/")
_FORMATS_W3C = Namespace("http://www.w3.org/ns/formats/")

_KINDS = {
    "ttl": ("RDF_TURTLE", "Turtle"),
    "trig": ("RDF_TRIG", "TriG"),
    "nt": ("RDF_N_TRIPLES", "N-Triples"),
    "nq": ("RDF_N_QUADS", "N-Quads"),
    "jsonld": ("JSON_LD", "JSON-LD"),
    "rdf": ("RDF_XML", "RDF_XML"),
}
"""Suffix to the EU's name of a file type and to W3C's of a format."""

Term = NamedNode | Literal
Pairs = Iterator[tuple[NamedNode, NamedNode, Term]]


@dataclass(frozen=True, slots=True)
class Archive:
    """What is told of an archive as a whole. ``first`` and ``last`` are the days of the first and last curation."""

    base: str
    title: str
    description: str
    licence: str
    publisher: NamedNode
    publisher_name: str
    first: str
    last: str


def archive_of(store: Store, manifest: Mapping[str, Any]) -> Archive:
    """What a build tells of its archive."""
    base = str(manifest["base"])
    days = sorted(
        row[0] for row in _rows(store, "SELECT DISTINCT ?t { GRAPH ?g { ?c a tm:Curation ; prov:endedAtTime ?t } }")
    )
    publisher, name = _publisher(store, base)
    return Archive(
        base=base,
        title=str(manifest["title"]),
        description=_text(store, NamedNode(base), DCT.description) or str(manifest["title"]),
        licence=str(manifest["licence"]),
        publisher=publisher,
        publisher_name=name,
        first=days[0][:10] if days else "",
        last=days[-1][:10] if days else "",
    )


def _publisher(store: Store, base: str) -> tuple[NamedNode, str]:
    """Who curated most of the archive, with their name; the archive itself where nobody is named."""
    asked = """
        SELECT ?a (COUNT(*) AS ?n) { GRAPH ?g { ?c a tm:Curation ; prov:wasAssociatedWith ?a } }
        GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT 1"""
    for iri, _ in _rows(store, asked):
        return NamedNode(iri), _text(store, NamedNode(iri), SKOS.prefLabel) or iri.rpartition("/")[2]
    return NamedNode(base), _text(store, NamedNode(base), DCT.title)


def catalogue(store: Store, manifest: Mapping[str, Any]) -> list[Quad]:
    """The description of a build, in the graph that holds what is said of the archive."""
    archive = archive_of(store, manifest)
    graph = NamedNode(f"{archive.base}graph/meta")
    triples = [*_catalogue(archive), *_dataset(store, archive), *_distributions(archive, manifest), *_service(archive)]
    triples += [*_statistics(store, archive, manifest), *_subsets(archive, manifest)]
    return list(dict.fromkeys(Quad(*triple, graph) for triple in triples))


def _catalogue(archive: Archive) -> Pairs:
    node, base = NamedNode(f"{archive.base}catalog"), NamedNode(archive.base)
    yield node, RDF.type, DCAT.Catalog
    yield node, DCT.title, _english(f"Catalogue of {archive.title}")
    yield node, DCT.description, _english("One data set, its files and its SPARQL endpoint.")
    yield node, DCAT.dataset, base
    yield node, DCAT.service, NamedNode(f"{archive.base}sparql")
    yield node, DCAT.themeTaxonomy, _THEMES_SCHEME
    yield _THEMES_SCHEME, RDF.type, SKOS.ConceptScheme
    yield _THEMES_SCHEME, DCT.title, _english("Data theme")
    yield node, FOAF.homepage, base
    yield base, RDF.type, FOAF.Document
    yield from _common(archive, node)


_THEMES_SCHEME = NamedNode("http://publications.europa.eu/resource/authority/data-theme")


def _common(archive: Archive, node: NamedNode) -> Pairs:
    """Licence, publisher, language and dates, as catalogue and data set both have them."""
    licence, english = NamedNode(archive.licence), _LANGUAGES.ENG
    yield node, DCT.license, licence
    yield licence, RDF.type, DCT.LicenseDocument
    yield node, DCT.publisher, archive.publisher
    yield archive.publisher, RDF.type, FOAF.Agent
    yield archive.publisher, FOAF.name, Literal(archive.publisher_name)
    yield node, DCT.language, english
    yield english, RDF.type, DCT.LinguisticSystem
    if archive.first:
        yield node, DCT.issued, Literal(archive.first, datatype=XSD.date)
        yield node, DCT.modified, Literal(archive.last, datatype=XSD.date)


def _dataset(store: Store, archive: Archive) -> Pairs:
    node = NamedNode(archive.base)
    yield node, RDF.type, DCAT.Dataset
    yield node, RDF.type, VOID.Dataset
    yield node, DCT.title, _english(archive.title)
    yield node, DCT.description, _english(archive.description)
    yield node, DCT.identifier, Literal(archive.base)
    yield node, DCAT.landingPage, node
    theme = _THEMES.EDUC
    yield node, DCAT.theme, theme
    yield theme, RDF.type, SKOS.Concept
    yield theme, SKOS.prefLabel, _english("Education, culture and sport")
    for word in ("history", "claims", "provenance", "disagreement"):
        yield node, DCAT.keyword, _english(word)
    yield node, VOID.uriSpace, Literal(archive.base)
    yield node, VOID.sparqlEndpoint, NamedNode(f"{archive.base}sparql")
    for vocabulary in (TM, SKOS, PROV, DCT):
        yield node, VOID.vocabulary, NamedNode(vocabulary.base)
    for kind in (TM.Event, TM.Claim, TM.Source):
        for (iri,) in _rows(store, f"SELECT (MIN(?s) AS ?first) {{ GRAPH ?g {{ ?s a {kind} }} }}"):
            yield node, VOID.exampleResource, NamedNode(iri)
    yield from _common(archive, node)


def _distributions(archive: Archive, manifest: Mapping[str, Any]) -> Pairs:
    """The release files: what, how large, and with which digest."""
    for file in manifest["files"]:
        suffix = file["name"].rpartition(".")[2]
        if not file["name"].startswith("archive.") or suffix not in _KINDS:
            continue
        node, at = _part(archive, file["name"]), NamedNode(f"{archive.base}download/{file['name']}")
        yield NamedNode(archive.base), DCAT.distribution, node
        yield NamedNode(archive.base), VOID.dataDump, at
        yield from _distribution(archive, node, at, suffix)
        yield node, DCT.title, _english(f"{archive.title}: {file['name']}")
        yield node, DCAT.byteSize, Literal(str(file["bytes"]), datatype=XSD.nonNegativeInteger)
        checksum = _part(archive, f"{file['name']}-sha256")
        yield node, SPDX.checksum, checksum
        yield checksum, RDF.type, SPDX.Checksum
        yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
        yield checksum, SPDX.checksumValue, Literal(file["sha256"], datatype=XSD.hexBinary)


def _distribution(archive: Archive, node: NamedNode, at: NamedNode, suffix: str) -> Pairs:
    file_type, name = _KINDS[suffix]
    media = _MEDIA[FORMATS["rdfxml" if suffix == "rdf" else suffix].media_type]
    yield node, RDF.type, DCAT.Distribution
    yield node, DCAT.accessURL, at
    yield node, DCAT.downloadURL, at
    yield node, DCAT.mediaType, media
    yield media, RDF.type, DCT.MediaType
    yield node, DCT.format, _FILE_TYPES[file_type]
    yield _FILE_TYPES[file_type], RDF.type, DCT.MediaTypeOrExtent
    yield node, DCT.license, NamedNode(archive.licence)
    yield NamedNode(archive.base), VOID.feature, _FORMATS_W3C[name]
    if archive.last:
        yield node, DCT.modified, Literal(archive.last, datatype=XSD.date)


def _service(archive: Archive) -> Pairs:
    node = NamedNode(f"{archive.base}sparql")
    yield node, RDF.type, DCAT.DataService
    yield node, DCT.title, _english(f"{archive.title}: SPARQL endpoint")
    yield node, DCT.description, _english("SPARQL 1.1 queries over the whole archive, read only.")
    yield node, DCAT.endpointURL, node
    yield node, DCAT.endpointDescription, node
    yield node, DCAT.servesDataset, NamedNode(archive.base)
    yield node, DCT.conformsTo, _PROTOCOL
    yield _PROTOCOL, RDF.type, DCT.Standard
    yield node, DCT.license, NamedNode(archive.licence)
    yield node, DCT.publisher, archive.publisher
    yield node, DCAT.theme, _THEMES.EDUC


_PROTOCOL = NamedNode("https://www.w3.org/TR/sparql11-protocol/")


def _statistics(store: Store, archive: Archive, manifest: Mapping[str, Any]) -> Pairs:
    """How much there is, by class and by property (VoID, 4.6)."""
    node = NamedNode(archive.base)
    yield node, VOID.triples, _number(manifest["quads"])
    for (number,) in _rows(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } }"):
        yield node, VOID.distinctSubjects, _number(number)
    for (number,) in _rows(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }"):
        yield node, VOID.distinctObjects, _number(number)
    classes = _rows(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?c")
    yield node, VOID.classes, _number(len(classes))
    for iri, number in classes:
        part = _part(archive, f"class-{short(iri)}")
        yield node, VOID.classPartition, part
        yield part, VOID["class"], NamedNode(iri)
        yield part, VOID.entities, _number(number)
    properties = _rows(store, "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p")
    yield node, VOID.properties, _number(len(properties))
    for iri, number in properties:
        part = _part(archive, f"property-{short(iri)}")
        yield node, VOID.propertyPartition, part
        yield part, VOID.property, NamedNode(iri)
        yield part, VOID.triples, _number(number)


def _subsets(archive: Archive, manifest: Mapping[str, Any]) -> Pairs:
    """Each named graph as a part that can be had alone."""
    for iri, number in manifest["graphs"].items():
        graph = NamedNode(iri)
        yield NamedNode(archive.base), VOID.subset, graph
        yield graph, RDF.type, VOID.Dataset
        yield graph, RDF.type, SD.NamedGraph
        yield graph, SD.name, graph
        yield graph, RDFS.label, Literal(iri.removeprefix(f"{archive.base}graph/"))
        yield graph, VOID.triples, _number(number)
        yield graph, VOID.dataDump, NamedNode(f"{iri}.nt")
        yield graph, DCT.license, NamedNode(archive.licence)


def _part(archive: Archive, name: str) -> NamedNode:
    """A node that lives in the description alone."""
    return NamedNode(f"{archive.base}catalog#{name.replace(':', '-').replace('/', '-').replace('#', '-')}")


def _rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """The rows of a query of our own, as text; those with a gap left out."""
    found = store.query(sparql, prefixes={"tm": TM.base, "prov": PROV.base})
    assert isinstance(found, QuerySolutions)  # noqa: S101  (all of ours are SELECT)
    rows = [[term.value for term in row if isinstance(term, Term)] for row in found]
    return sorted(tuple(row) for row in rows if len(row) == len(found.variables))


def _text(store: Store, node: NamedNode, predicate: NamedNode) -> str:
    """A text of a node, in English if there is one."""
    values = [
        quad.object for quad in store.quads_for_pattern(node, predicate, None) if isinstance(quad.object, Literal)
    ]
    values.sort(key=lambda value: (value.language != "en", str(value)))
    return values[0].value if values else ""


def _english(words: str) -> Literal:
    return Literal(words, language="en")


def _number(value: object) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
