"""What the endpoint says of itself (SPARQL 1.1 Service Description): its language, forms and graphs.

Every node has an IRI below that of the endpoint, as everything in the archive.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat

from testimonia.query.run import UNION
from testimonia.serve.snapshot import Snapshot
from testimonia.vocabulary import DCT, RDF, RDFS, XSD, Namespace

_SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
_VOID: Final = Namespace("http://rdfs.org/ns/void#")
_FORMS: Final = (
    *(
        form.iri
        for form in (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
    ),
    *(
        form.iri
        for form in (RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.TRIG)
    ),
    RdfFormat.N_QUADS.iri,
)
_ABOUT: Final = (
    "Without a dataset of its own a query sees the authored graphs laid together, and every graph by name. "
    "SERVICE, LOAD and graphs from elsewhere are refused."
)


def description(snapshot: Snapshot, address: str, *, takes_updates: bool) -> list[Quad]:
    """The description of the endpoint at an address."""
    service = NamedNode(f"{snapshot.base}sparql")
    quads = [
        Quad(service, RDF.type, _SD.Service),
        Quad(service, _SD.endpoint, NamedNode(address)),
        Quad(service, _SD.supportedLanguage, _SD.SPARQL11Query),
        Quad(service, RDFS.comment, Literal(_ABOUT, language="en")),
        *(Quad(service, _SD.resultFormat, NamedNode(form)) for form in _FORMS),
    ]
    if takes_updates:
        quads.append(Quad(service, _SD.supportedLanguage, _SD.SPARQL11Update))
    return [*quads, *_dataset(snapshot, service)]


def _dataset(snapshot: Snapshot, service: NamedNode) -> Iterator[Quad]:
    """The dataset that a query sees, with each graph and the number of its triples."""
    dataset, default = NamedNode(f"{service.value}#dataset"), NamedNode(f"{service.value}#default")
    yield Quad(service, _SD.defaultDataset, dataset)
    yield Quad(dataset, RDF.type, _SD.Dataset)
    yield Quad(dataset, DCT.title, Literal(str(snapshot.manifest["title"]), language="en"))
    yield Quad(dataset, DCT.license, NamedNode(str(snapshot.manifest["licence"])))
    yield Quad(dataset, _SD.defaultGraph, default)
    yield Quad(default, RDF.type, _SD.Graph)
    for name in UNION:
        yield Quad(default, DCT.hasPart, NamedNode(f"{snapshot.base}graph/{name}"))
    counts = snapshot.manifest["graphs"]
    for iri, number in sorted(counts.items()) if isinstance(counts, dict) else ():
        named = NamedNode(f"{service.value}#{iri.removeprefix(snapshot.base).replace('/', '-')}")
        graph = NamedNode(f"{named.value}-content")
        yield Quad(dataset, _SD.namedGraph, named)
        yield Quad(named, RDF.type, _SD.NamedGraph)
        yield Quad(named, _SD.name, NamedNode(iri))
        yield Quad(named, _SD.graph, graph)
        yield Quad(graph, RDF.type, _SD.Graph)
        yield Quad(graph, _VOID.triples, Literal(str(number), datatype=XSD.integer))
