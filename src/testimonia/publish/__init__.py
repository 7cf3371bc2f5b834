"""Stage 6: quads to files. One module for each format, listed once, here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat

from testimonia.publish import jsonld, syntaxes


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which RDF leaves the archive.

    ``write`` takes sorted quads and the archive's base, and gives the bytes of a file.
    """

    media_type: str
    write: Callable[[Iterable[Quad], str], bytes]


FORMATS: dict[str, Format] = {
    "ttl": Format("text/turtle", syntaxes.triples(RdfFormat.TURTLE)),
    "trig": Format("application/trig", syntaxes.quads(RdfFormat.TRIG)),
    "nt": Format("application/n-triples", syntaxes.triples(RdfFormat.N_TRIPLES)),
    "nq": Format("application/n-quads", syntaxes.quads(RdfFormat.N_QUADS)),
    "jsonld": Format("application/ld+json", jsonld.write),
    "rdfxml": Format("application/rdf+xml", syntaxes.triples(RdfFormat.RDF_XML)),
}
