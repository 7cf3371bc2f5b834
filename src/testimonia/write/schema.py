"""A JSON Schema of the TOML form, for editors that complete and check while one types."""

from typing import Any

from testimonia.read.fields import FIELDS, LIST, NUMBER, REQUIRED, TEXT
from testimonia.read.toml import HEADER
from testimonia.vocabulary import Vocabulary
from testimonia.write.help import HELP

Json = dict[str, Any]

_SCHEMES = {
    ("claim", "stance"): "stances",
    ("claim", "aspect"): "aspects",
    ("claim", "role"): "roles",
    ("claim", "method"): "methods",
    ("flag", "kind"): "flags",
    ("concept", "aspect"): "aspects",
    ("event", "kind"): "eventTypes",
    ("actor", "kind"): "actorKinds",
    ("place", "kind"): "placeKinds",
    ("work", "kind"): "sourceKinds",
    ("reference", "resolution"): "resolutions",
}
"""The scheme whose words a field takes."""

_BLOCKS = ("claim", "argument", "flag", "concept", "without-claim")
_REGISTERS = {"events": "event", "actors": "actor", "places": "place", "concepts": "concept", "works": "work"}


def scheme_of(kind: str, name: str) -> str:
    """The scheme from which a field takes its words; empty where it takes others."""
    return _SCHEMES.get((kind, name), "")


def json_schemas(vocabulary: Vocabulary) -> dict[str, Json]:
    """A schema for each form of file, by name: claims, source, and each register."""
    claims = {kind: {"type": "array", "items": _block(kind, vocabulary)} for kind in _BLOCKS}
    header = {name: _field("", name, TEXT, vocabulary) for name in HEADER}
    source = {
        "work": _block("work", vocabulary),
        "snapshot": _block("document", vocabulary),
        "section": {"type": "array", "items": {"type": "object", "required": ["key", "passage", "name"]}},
        "reference": {"type": "array", "items": _block("reference", vocabulary)},
    }
    source["work"]["properties"]["narrator"] = {"type": "string", "description": HELP["", "narrator"]}
    schemas = {
        "claims": _schema("A claims file", {**header, **claims}),
        "source": _schema("A document that is read", source),
    }
    for register, kind in _REGISTERS.items():
        entries = {**_schema(f"The register of {register}", {}), "additionalProperties": _block(kind, vocabulary)}
        schemas[register] = entries
    return schemas


def _schema(title: str, properties: Json) -> Json:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _block(kind: str, vocabulary: Vocabulary) -> Json:
    fields = {name: _field(kind, name, form, vocabulary) for name, form in FIELDS[kind].items()}
    inherited = {*HEADER, "sections"}
    required = [name for name in REQUIRED[kind] if name not in inherited]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _field(kind: str, name: str, form: str, vocabulary: Vocabulary) -> Json:
    field: Json = {"description": HELP.get((kind, name)) or HELP.get(("", name), "")}
    scheme = scheme_of(kind, name)
    if name == "recorded":
        return field
    if form == NUMBER:
        return {**field, "type": "integer"}
    if form == TEXT:
        words = {"enum": sorted(vocabulary.schemes[scheme])} if scheme else {}
        return {**field, "type": "string", **words}
    if form == LIST:
        return {**field, "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    return {**field, "type": ["object", "array"]}
