"""The kinds of aspect, and the order in which a page asks: names, dates, places and so on, the same for every thing.

The order says nothing of weight. A page that begins with the names and ends
with the state of the evidence can be read beside any other.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from testimonia.infer import phrase
from testimonia.vocabulary import SCHEMA, TM, V, turtle_quads

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "names": ("name", "identity"),
    "dates": ("date", "startDate", "duration", "endDate", "existence", "publicationDate"),
    "places": ("coordinates", "within", "location", "origin", "destination", "originOfPeople"),
    "parts": ("partOf", "composition", "members", "membership", "content", "dependsOn", "precedence", "during"),
    "people": (
        "participation",
        "responsibility",
        "author",
        "addressee",
        "office",
        "kinship",
        "religion",
        "succeededBy",
    ),
    "figures": ("personsAffected", "participants", "deaths", "populationLoss", "demographicLoss", "survivors"),
    "classing": ("qualification", "legalStatus", "definition", "characterisation", "similarity", "rank", "relation"),
    "causes": ("cause", "condition", "purpose", "motive", "intentionality", "knowledge", "justification"),
    "course": ("manner", "causeOfDeath", "frequency", "obligation", "prohibition"),
    "after": ("outcome", "response", "accusation", "recognises", "reception", "influence", "continuity"),
    "evidence": ("stateOfEvidence", "evidentialBasis", "reliability", "restsOn", "scope", "leavesOut", "prevalence"),
}
"""The kinds in order, each with the aspects that come first in it; those that only a vocabulary knows follow."""

OTHER: Final = "other"
_BY_RANGE: Final = {"TimeExtent": "dates", "Place": "places", "Geometry": "places", "Quantity": "figures"}
_ORDER: Final = (*KINDS, OTHER)
_PLACES: Final = {aspect: (kind, index) for kind, aspects in KINDS.items() for index, aspect in enumerate(aspects)}
_LAST: Final = 1000


@cache
def kind_of(aspect: str) -> str:
    """The kind of an aspect: as listed here, else by what answers it."""
    if aspect in _PLACES:
        return _PLACES[aspect][0]
    return next((_BY_RANGE[end] for end in _ranges().get(aspect, ()) if end in _BY_RANGE), OTHER)


def order(aspect: str) -> tuple[int, int, str]:
    """Where an aspect stands among others: by kind, then as listed, then by its name."""
    kind = kind_of(aspect)
    place = _PLACES.get(aspect, (kind, _LAST))[1]
    return _ORDER.index(kind), place, phrase.word(aspect).english


@cache
def _ranges() -> Mapping[str, tuple[str, ...]]:
    """What answers each aspect, as the ends of classes of the ontology."""
    found: dict[str, list[str]] = {}
    for quad in turtle_quads("ontology/vocabularies"):
        if quad.predicate == SCHEMA.rangeIncludes and isinstance(quad.object, NamedNode):
            aspect = str(quad.subject).strip("<>").removeprefix(V.base)
            found.setdefault(aspect, []).append(quad.object.value.removeprefix(TM.base))
    return {aspect: tuple(sorted(ends)) for aspect, ends in found.items()}
