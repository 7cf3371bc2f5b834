"""What the editor of queries offers while somebody types, at ``/completions.json``: the archive's own terms alone.

Classes and properties are those of the ontology and of the shapes, which name
every term of others that the data use; words are those of the vocabulary.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.pages.names import best
from testimonia.publish.syntaxes import prefixes
from testimonia.serve.answers import early, entity_tag
from testimonia.serve.origin import OPEN
from testimonia.serve.readers import language_reader
from testimonia.serve.service import Service
from testimonia.vocabulary import OWL, RDF, RDFS, SH, SKOS, V, turtle_quads

_CLASSES: Final = frozenset({OWL.Class, RDFS.Class})
_PROPERTIES: Final = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property})
_CLASS_IN_SHAPES: Final = frozenset({SH.targetClass, SH["class"]})
_LABELS: Final = (SKOS.prefLabel, RDFS.label)

Terms = list[dict[str, str]]


@lru_cache(maxsize=8)
def terms(language: str) -> dict[str, Terms]:
    """Classes, properties and words with their labels in a language, each list in the order of the IRIs."""
    ontology, shapes = turtle_quads("ontology"), turtle_quads("shapes")
    labels = _labels(ontology, language)
    typed = [(quad.subject, quad.object) for quad in ontology if quad.predicate == RDF.type]
    classes: set[object] = {node for node, kind in typed if kind in _CLASSES}
    properties: set[object] = {node for node, kind in typed if kind in _PROPERTIES} | {RDF.type}
    classes |= {quad.object for quad in shapes if quad.predicate in _CLASS_IN_SHAPES}
    properties |= {quad.object for quad in shapes if quad.predicate == SH.path}
    words = {node for node, kind in typed if kind == SKOS.Concept}
    found: dict[str, set[Any]] = {"classes": classes, "properties": properties, "words": words}
    return {name: _told(nodes, labels) for name, nodes in found.items()}


def _labels(quads: Iterable[Quad], language: str) -> dict[object, str]:
    texts: dict[object, list[Literal]] = {}
    for quad in quads:
        if quad.predicate in _LABELS and isinstance(quad.object, Literal):
            texts.setdefault(quad.subject, []).append(quad.object)
    chosen = {node: best(found, language) for node, found in texts.items()}
    return {node: text.text for node, text in chosen.items() if text}


def _told(nodes: Iterable[object], labels: dict[object, str]) -> Terms:
    iris = sorted(node.value for node in nodes if isinstance(node, NamedNode))
    return [{"iri": iri, "label": labels.get(NamedNode(iri), "")} for iri in iris]


def routes(service: Service) -> Sequence[BaseRoute]:
    """The one file."""

    def completions(request: Request) -> Response:
        snapshot, reader = service.snapshot, language_reader(request)
        tag = entity_tag(snapshot.version, "/completions.json", f"{reader.root}{reader.language}")
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language", "ETag": tag, **OPEN}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged
        told = {
            "base": snapshot.base,
            "root": reader.root,
            "vocabulary": V.base,
            "prefixes": prefixes(snapshot.base),
            "graphs": sorted(snapshot.graphs),
            **terms(reader.language),
        }
        return Response(json.dumps(told, ensure_ascii=False), 200, headers, "application/json")

    return [Route("/completions.json", completions)]
