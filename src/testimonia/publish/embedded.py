"""The small description that stands in a page, for programs that read pages: JSON-LD with schema.org's words.

schema.org has no word for a claim's holder or stance, so those go by our own.
Nothing about the world is said here: an event has a name and no date, since each
date is somebody's. There is no rating; a ClaimReview would be a verdict.
"""

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from testimonia.publish.described import claims_on
from testimonia.vocabulary import DCT, OA, RDF, RDFS, SCHEMA, SKOS, TM, V

Json = dict[str, Any]

_CONTEXT: Json = {"@vocab": SCHEMA.base, "tm": TM.base, "v": V.base}
_KINDS = {
    TM.Event: "Event",
    TM.Place: "Place",
    TM.Source: "CreativeWork",
    TM.Claim: "Claim",
    NamedNode("http://www.w3.org/ns/dcat#Dataset"): "Dataset",
    SKOS.Concept: "DefinedTerm",
    SKOS.ConceptScheme: "DefinedTermSet",
}
_NAMES = (SKOS.prefLabel, DCT.title, RDFS.label)
_MOST_CLAIMS = 20
"""A page may show thousands; all of them stand in the documents that it links to."""
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def jsonld_for_page(store: Store, base: str, node: NamedNode) -> str:
    """What a page about a node says to programs: the text of a ``script`` element, safe to stand there as it is."""
    said = {"@context": _CONTEXT, **_thing(store, node)}
    if "Claim" in said["@type"]:
        said |= {**_claim(store, node), "isPartOf": {"@id": base, "@type": "Dataset"}}
    else:
        said |= _claims(store, node)
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(character, character) for character in text)


def _thing(store: Store, node: NamedNode) -> Json:
    """A node with its kinds and its names."""
    kinds = _linked(store, node, RDF.type)
    words = [_KINDS[kind] for kind in kinds if kind in _KINDS]
    words += [f"tm:{kind.value.removeprefix(TM.base)}" for kind in kinds if kind.value.startswith(TM.base)]
    said: Json = {"@id": node.value, "@type": words or ["Thing"]}
    names = next((found for predicate in _NAMES if (found := _texts(store, node, predicate))), [])
    if names:
        said["name"] = _one(names)
    others = _texts(store, node, SKOS.altLabel)
    return said | ({"alternateName": _one(others)} if others else {})


def _claim(store: Store, node: NamedNode) -> Json:
    """Whose claim it is, how firmly it is held, in our words, and in which work it stands."""
    said: Json = {}
    if words := _texts(store, node, TM.paraphrase):
        said["abstract"] = _one(words)
    for name, predicate in (("tm:holder", TM.holder), ("tm:reportedBy", TM.reportedBy)):
        if voices := [_named(store, voice) for voice in _linked(store, node, predicate)]:
            said[name] = _one(voices)
    if stances := _linked(store, node, TM.stance):
        said["tm:stance"] = {"@id": stances[0].value}
    passages = _linked(store, node, TM.attestedIn)
    snapshots = {snapshot for passage in passages for snapshot in _linked(store, passage, OA.hasSource)}
    works = {work for snapshot in snapshots for work in _linked(store, snapshot, TM.snapshotOf)}
    if works:
        said["appearance"] = _one([{**_named(store, work), "@type": "CreativeWork"} for work in sorted(works, key=str)])
    return said


def _claims(store: Store, node: NamedNode) -> Json:
    """The first of the claims that speak of a thing."""
    found = sorted(claims_on(store, {node}), key=str)
    claims = [one for one in found if TM.Claim in _linked(store, one, RDF.type)][:_MOST_CLAIMS]
    told = [{"@id": one.value, "@type": "Claim", "abstract": _one(_texts(store, one, TM.paraphrase))} for one in claims]
    return {"subjectOf": told} if told else {}


def _named(store: Store, node: NamedNode) -> Json:
    names = _texts(store, node, SKOS.prefLabel) or _texts(store, node, DCT.title)
    return {"@id": node.value} | ({"name": _one(names)} if names else {})


def _texts(store: Store, node: NamedNode, predicate: NamedNode) -> list[object]:
    values = [
        quad.object for quad in store.quads_for_pattern(node, predicate, None) if isinstance(quad.object, Literal)
    ]
    ordered = sorted(set(values), key=lambda value: (value.language != "en", str(value)))
    return [{"@value": v.value, "@language": v.language} if v.language else v.value for v in ordered]


def _linked(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    found = {quad.object for quad in store.quads_for_pattern(node, predicate, None)}
    return sorted((value for value in found if isinstance(value, NamedNode)), key=str)


def _one(values: Iterable[object]) -> object:
    """One value as itself, several as a list."""
    listed = list(values)
    return listed[0] if len(listed) == 1 else listed
