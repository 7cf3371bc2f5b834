"""The quads under construction: IRIs from paths, literals in one form, and where each node was authored."""

from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.model.problem import Location
from testimonia.model.quantity import plain
from testimonia.model.text import Text
from testimonia.vocabulary import RDF, XSD, Vocabulary

GRAPHS = ("ontology", "vocabulary", "entities", "sources", "claims", "provenance", "meta")
"""The authored graphs; the inferred ones and the views are made from them later."""

Term = NamedNode | Literal


class Assembly:
    """Quads of one archive.

    ``places`` tells for each node where authors wrote it, so that a fault found
    in the graph is shown where it is mended; what several claims share has
    several places. ``labels`` are the names of
    the entities by language, for nodes that are named after several of them.
    """

    def __init__(self, base: str, vocabulary: Vocabulary) -> None:
        self.base = base
        self.vocabulary = vocabulary
        self.quads: list[Quad] = []
        self.places: dict[str, set[Location]] = {}
        self.labels: dict[str, dict[str, str]] = {}
        self._graphs = {name: NamedNode(f"{base}graph/{name}") for name in GRAPHS}
        self._location = Location("")
        self._seen: set[str] = set()

    def written_at(self, location: Location) -> None:
        """From here on, new nodes are authored at this place."""
        self._location = location

    def node(self, path: str) -> NamedNode:
        """The IRI of a path under the archive's base."""
        return NamedNode(self.base + path)

    def word(self, scheme: str, word: str) -> NamedNode:
        """The vocabulary's concept for a word."""
        return self.vocabulary.concept(scheme, word)

    def is_new(self, path: str) -> bool:
        """True the first time that a shared node (a time, a passage) is asked about."""
        if path in self._seen:
            return False
        self._seen.add(path)
        return True

    def add(self, graph: str, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """One triple for each object."""
        self.quads += [Quad(subject, predicate, value, self._graphs[graph]) for value in objects]

    def declare(self, graph: str, path: str, kind: NamedNode) -> NamedNode:
        """A node of a class, authored at the present place."""
        node = self.node(path)
        self.places.setdefault(node.value, set()).add(self._location)
        self.add(graph, node, RDF.type, kind)
        return node

    def links(self, graph: str, subject: NamedNode, predicate: NamedNode, paths: tuple[str, ...]) -> None:
        """One triple to each path."""
        self.add(graph, subject, predicate, *(self.node(path) for path in paths))


def text(value: Text) -> Literal:
    """Words with their language."""
    return Literal(value.words, language=value.language)


def english(words: str) -> Literal:
    """Words of ours, in English."""
    return Literal(words, language="en")


def number(value: Decimal) -> Literal:
    """xsd:integer where it is whole, else xsd:decimal without trailing zeros (the form every store keeps)."""
    written = plain(value)
    return Literal(written, datatype=XSD.decimal if "." in written else XSD.integer)


def double(value: Decimal) -> Literal:
    """An xsd:double without exponent or trailing zeros (the form every store keeps)."""
    return Literal(plain(value), datatype=XSD.double)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)
