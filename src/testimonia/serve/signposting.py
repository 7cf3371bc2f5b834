"""Links in headers, by which programs find their way without reading a page (signposting.org, level 1)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from testimonia.publish import FORMATS
from testimonia.serve.answers import link
from testimonia.vocabulary import RDF, SCHEMA, TM

Link = tuple[str, Mapping[str, str]]

SUFFIXES: Final = {"ttl": "ttl", "jsonld": "jsonld", "nt": "nt", "nq": "nq", "trig": "trig", "rdfxml": "rdf"}
"""Forms of data, in the order in which we like to give them, each with the end of its address."""

_KINDS: Final = {
    TM.Event: SCHEMA.Event,
    TM.Place: SCHEMA.Place,
    TM.Source: SCHEMA.CreativeWork,
    TM.Claim: SCHEMA.Claim,
    TM.Quantity: SCHEMA.QuantitativeValue,
    NamedNode("http://www.w3.org/ns/dcat#Dataset"): SCHEMA.Dataset,
}
"""Our classes by what search engines call them; what has no such class goes by its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signposts:
    """What the links of one node need.

    ``iri`` is the node's own, ``path`` its address here, ``kinds`` the IRIs of
    what it is, ``query`` the part of a document (``?page=2``) or nothing.
    """

    iri: str
    path: str
    kinds: tuple[str, ...]
    licence: str
    home: str
    query: str = ""

    def of_thing(self) -> str:
        """The links of the thing, which answers with a redirect."""
        return link([*self._told(), *self._data("describedby")])

    def of_page(self, items: Iterable[Link] = ()) -> str:
        """The links of the page about it, its landing page; ``items`` lead to its content where it has any."""
        about = (SCHEMA.AboutPage.value, {"rel": "type"})
        return link([*self._told(), about, *self._data("describedby"), *items])

    def of_data(self, form: str, parts: Iterable[Link]) -> str:
        """The links of a document of data: what it describes, its other forms, and the parts before and after it."""
        page = {"rel": "alternate", "type": "text/html"}
        described = (self.iri, {"rel": "describes"})
        licence = (self.licence, {"rel": "license"})
        others = [*self._data("alternate", without=form), (f"{self.path}.html", page)]
        return link([described, (self.home, {"rel": "collection"}), licence, *others, *parts])

    def _told(self) -> Iterator[Link]:
        yield self.iri, {"rel": "cite-as"}
        yield from ((kind, {"rel": "type"}) for kind in self.kinds)
        yield self.licence, {"rel": "license"}
        if self.path != self.home:
            yield self.home, {"rel": "collection"}

    def _data(self, relation: str, without: str = "") -> Iterator[Link]:
        for form, suffix in SUFFIXES.items():
            if form != without:
                at = f"{self.home}catalog" if self.path == self.home else self.path
                yield f"{at}.{suffix}{self.query}", {"rel": relation, "type": FORMATS[form].media_type}


def kinds_of(store: Store, node: NamedNode) -> tuple[str, ...]:
    """What a node is, by schema.org where it knows such a thing, else by our own class."""
    found = (quad.object for quad in store.quads_for_pattern(node, RDF.type, None))
    return tuple(sorted({_KINDS.get(kind, kind).value for kind in found if isinstance(kind, NamedNode)}))
