"""Namespaces, the IRIs that we mint, and the words that authors may use.

The words come from ``ontology/vocabularies``: reader, assembler and shapes take
them from there, so a new aspect or role is one concept in one file.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse


class Namespace:
    """IRIs that share a beginning: ``TM.Claim`` or ``TM["Claim"]``."""

    def __init__(self, base: str) -> None:
        self.base = base

    @cache  # noqa: B019  (a handful of namespaces that live as long as the program)
    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.base + name)

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        node = self[name]
        self.__dict__[name] = node  # the next time it is an attribute like any other, and this is not called
        return node


TM = Namespace("https://w3id.org/testimonia/ns#")
V = Namespace("https://w3id.org/testimonia/vocab/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
CITO = Namespace("http://purl.org/spar/cito/")
CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
DCT = Namespace("http://purl.org/dc/terms/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SSSOM = Namespace("https://w3id.org/sssom/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES = {
    "adms": ADMS.base,
    "bibo": BIBO.base,
    "cito": CITO.base,
    "crm": CRM.base,
    "dct": DCT.base,
    "edtf": EDTF.base,
    "geo": GEO.base,
    "oa": OA.base,
    "owl": OWL.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SCHEMA.base,
    "skos": SKOS.base,
    "sssom": SSSOM.base,
    "tm": TM.base,
    "v": V.base,
    "xsd": XSD.base,
}

OWN_FIELDS = ("quantity", "time", "point")
"""Answers with a field of their own; all others stand in ``value``."""

_ANSWERS = {
    TM.Quantity: "quantity",
    TM.TimeExtent: "time",
    GEO.Geometry: "point",
    RDF.langString: "text",
    TM.Event: "event",
    TM.Actor: "actor",
    TM.Place: "place",
    TM.Source: "source",
    TM.Claim: "claim",
    TM.Proposition: "question",
    SKOS.Concept: "concept",
}


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a question may be about, and what answers it: words such as ``event`` or ``quantity``."""

    about: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def fields(self) -> list[str]:
        """The fields of a claim that may hold the answer."""
        return sorted({answer if answer in OWN_FIELDS else "value" for answer in self.answers})

    def takes(self, field: str) -> bool:
        """Whether the answer may stand in a field."""
        return field in self.fields


class Vocabulary:
    """The concept schemes, by the words that authors write (``skos:notation``)."""

    def __init__(self, quads: list[Quad]) -> None:
        self._values: dict[NamedNode, dict[NamedNode, list[str]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                of_it = self._values.setdefault(quad.subject, {})
                of_it.setdefault(quad.predicate, []).append(quad.object.value)

    @cached_property
    def schemes(self) -> dict[str, dict[str, NamedNode]]:
        """Scheme name (``aspects``) to word to concept."""
        found: dict[str, dict[str, NamedNode]] = {}
        for node, values in self._values.items():
            for scheme in values.get(SKOS.inScheme, []):
                for word in values.get(SKOS.notation, []):
                    found.setdefault(scheme.removeprefix(V.base), {})[word] = node
        return found

    @cached_property
    def aspects(self) -> dict[str, Aspect]:
        """Each aspect with what it may be about and what answers it."""
        return {
            word: Aspect(self._kinds(node, SCHEMA.domainIncludes), self._kinds(node, SCHEMA.rangeIncludes))
            for word, node in self.schemes["aspects"].items()
        }

    @cached_property
    def words(self) -> dict[tuple[str, str], str]:
        """Scheme and concept IRI to the word that authors write."""
        return {(scheme, node.value): word for scheme, words in self.schemes.items() for word, node in words.items()}

    def concept(self, scheme: str, word: str) -> NamedNode:
        """The concept behind a word."""
        return self.schemes[scheme][word]

    def _kinds(self, node: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        named = self._values[node].get(predicate, [])
        return tuple(word for iri, word in _ANSWERS.items() if iri.value in named)


def short(iri: str) -> str:
    """An IRI by a known prefix, else as it is."""
    for prefix, beginning in PREFIXES.items():
        if iri.startswith(beginning):
            return f"{prefix}:{iri.removeprefix(beginning)}"
    return iri


def home(folder: str) -> Path:
    """``ontology``, ``shapes`` or ``queries``: in the installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    installed = package / folder
    return installed if installed.is_dir() else package.parent.parent / folder


def turtle_quads(folder: str, without: str = "") -> list[Quad]:
    """All triples of the Turtle files below one of our own folders, in the order of the file names."""
    paths = (path for path in sorted(home(folder).rglob("*.ttl")) if path.name != without)
    return [quad for path in paths for quad in parse(path=str(path), format=RdfFormat.TURTLE)]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program."""
    return Vocabulary(turtle_quads("ontology/vocabularies"))
