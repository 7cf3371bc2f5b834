"""The classes of the ontology and the properties between them, as a table and as arcs between rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from testimonia.pages.archive import Archive
from testimonia.vocabulary import OWL, RDF, RDFS, SCHEMA, TM

ROW: Final = 26
_LEFT: Final = 190
_WIDEST: Final = 260


@dataclass(frozen=True, slots=True)
class Between:
    """A property that leads from one class to another, all by the end of their IRI."""

    source: str
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc between two rows: the path of an SVG, where its arrow lies, and the properties that it stands for."""

    line: str
    x: float
    y: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """The classes with the heights at which they stand, and what lies between them."""

    classes: tuple[tuple[str, float], ...]
    links: tuple[Between, ...]
    arcs: tuple[Arc, ...]
    left: int = _LEFT
    width: int = _LEFT + _WIDEST

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return ROW * (len(self.classes) + 1)


@lru_cache(maxsize=2)
def model(archive: Archive) -> Model:
    """The model as the ontology in the archive has it: its own classes that a property joins, by name."""
    links = tuple(sorted(set(_links(archive)), key=lambda one: (one.source, one.name, one.target)))
    names = sorted({end for one in links for end in (one.source, one.target)})
    heights = {name: ROW * (index + 1.0) for index, name in enumerate(names)}
    pairs = sorted({(one.source, one.target) for one in links})
    arcs = tuple(
        _arc(heights[a], heights[b], [one.name for one in links if (one.source, one.target) == (a, b)], len(names))
        for a, b in pairs
    )
    return Model(tuple(heights.items()), links, arcs)


def _links(archive: Archive) -> list[Between]:
    found = []
    views = set(_of(archive, TM.ViewProperty))
    for name in _of(archive, OWL.ObjectProperty):
        if name in views:  # what a view says without its claim is no part of the model
            continue
        domains = _ends(archive, name, RDFS.domain) or _ends(archive, name, SCHEMA.domainIncludes)
        ranges = _ends(archive, name, RDFS.range) or _ends(archive, name, SCHEMA.rangeIncludes)
        found += [Between(one, name, other) for one in domains for other in ranges]
    return found


def _of(archive: Archive, kind: NamedNode) -> list[str]:
    quads = archive.store.quads_for_pattern(None, RDF.type, kind)
    iris = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(iri.removeprefix(TM.base) for iri in iris if iri.startswith(TM.base))


def _ends(archive: Archive, name: str, predicate: NamedNode) -> list[str]:
    quads = archive.store.quads_for_pattern(TM[name], predicate, None)
    iris = (quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
    return sorted(iri.removeprefix(TM.base) for iri in iris if iri.startswith(TM.base))


def _arc(start: float, end: float, names: Sequence[str], rows: int) -> Arc:
    """An arc to the right of the names, the wider the further apart the rows; a loop where a class leads to itself."""
    out = _WIDEST * (0.15 + 0.8 * abs(end - start) / (ROW * rows))
    x, lift = _LEFT + 6.0, 8 if start == end else 0
    line = f"M{x} {start - lift:g}C{x + out:g} {start - lift:g} {x + out:g} {end + lift:g} {x} {end + lift:g}"
    return Arc(line, x, end + lift, tuple(names))
