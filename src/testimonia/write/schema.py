"""A JSON Schema of the TOML form, for editors that complete and check while one types."""

from typing import Any

from testimonia.read.fields import ENTRIES, FIELDS, LIST, NUMBER, REQUIRED, TEXT
from testimonia.read.sheets import WITHOUT_KEY
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
REGISTERS = {"events": "event", "actors": "actor", "places": "place", "concepts": "concept", "works": "work"}
"""Each register by the name of its file, with the kind of its entries."""

FORMS = ("archive", "claims", "source", *REGISTERS)
"""The forms of file that have a schema."""

_PATTERNS = {
    "key": r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
    "point": r"^\s*[+-]?[0-9]+(\.[0-9]+)?\s*,\s*[+-]?[0-9]+(\.[0-9]+)?(\s+within\s+[0-9]+(\.[0-9]+)?\s*k?m)?\s*$",
    "passage": r"^\s*\d+-\d+\s*$",
    "sha256": r"^[0-9a-f]{64}$",
}


def scheme_of(kind: str, name: str) -> str:
    """The scheme from which a field takes its words; empty where it takes others."""
    return _SCHEMES.get((kind, name), "")


def json_schemas(vocabulary: Vocabulary) -> dict[str, Json]:
    """A schema for each form of file, by its name."""
    claims = {kind: _many(_block(kind, vocabulary)) for kind in _BLOCKS}
    header = {name: _field("", name, TEXT, vocabulary) for name in HEADER}
    return {
        "archive": _archive(vocabulary),
        "claims": _schema("A claims file", {**header, **claims}),
        "source": _source(vocabulary),
        **{register: _register(register, kind, vocabulary) for register, kind in REGISTERS.items()},
    }


def _archive(vocabulary: Vocabulary) -> Json:
    whole = _block("archive", vocabulary)
    whole["properties"]["coverage"] |= {"minimum": 0, "maximum": 100}
    properties = {**whole["properties"], "curator": _block("curator", vocabulary)}
    return {**_schema("The archive as a whole", properties), "required": [*whole["required"], "curator"]}


def _source(vocabulary: Vocabulary) -> Json:
    """A document that is read; its narrator is written in [work], its sections are tables of their own."""
    work, snapshot = _block("work", vocabulary), _block("document", vocabulary)
    work["properties"]["narrator"] = snapshot["properties"].pop("narrator")
    work["required"].append("narrator")
    snapshot["required"].remove("narrator")
    del snapshot["properties"]["sections"]
    section: Json = {name: _field("", name, TEXT, vocabulary) for name in ("key", "name", "passage")}
    section["key"] = {"type": "string", "description": HELP["", "section"]}
    section["units"] = {"enum": ["sentences", "entries"], "description": HELP["", "units"]}
    properties = {
        "work": work,
        "snapshot": snapshot,
        "section": _many(_object(section, ["key", "name", "passage"])),
        "reference": _many(_block("reference", vocabulary)),
    }
    return {**_schema("A document that is read", properties), "required": ["work", "snapshot"]}


def _register(register: str, kind: str, vocabulary: Vocabulary) -> Json:
    """One table a key: what stands in the head of a claims file has no place here."""
    block = _block(kind, vocabulary)
    names = [name for name in block["properties"] if name not in (*HEADER, "key")]
    entry = _object({name: block["properties"][name] for name in names}, [n for n in block["required"] if n in names])
    keys = {"propertyNames": {"pattern": _PATTERNS["key"]}, "additionalProperties": entry}
    return {**_schema(f"The register of {register}", {}), **keys}


def _schema(title: str, properties: Json) -> Json:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_object(properties, [])}


def _object(properties: Json, required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _many(block: Json) -> Json:
    return {"type": "array", "items": block}


def _block(kind: str, vocabulary: Vocabulary) -> Json:
    fields = {name: _field(kind, name, form, vocabulary) for name, form in FIELDS[kind].items()}
    in_the_head = HEADER if "section" in fields else ("source",)
    required = [name for name in REQUIRED[kind] if name not in in_the_head]
    if "key" in fields and kind not in WITHOUT_KEY:
        required.append("key")
    return _object(fields, required)


def _field(kind: str, name: str, form: str, vocabulary: Vocabulary) -> Json:
    field: Json = {"description": HELP.get((kind, name)) or HELP.get(("", name), "")}
    scheme = scheme_of(kind, name)
    if name == "recorded":
        return field  # a date and time of TOML, which JSON does not have, or text
    if form == NUMBER:
        return {**field, "type": "integer"}
    text: Json = {"type": "string", **({"pattern": _PATTERNS[name]} if name in _PATTERNS else {})}
    if form == TEXT:
        return {**field, **text, **({"enum": sorted(vocabulary.schemes[scheme])} if scheme else {})}
    if form == LIST:
        return {**field, "anyOf": [text, _many(text)]}
    return {**field, **(_SPELT if name == "spelt" else _NAMES if form == ENTRIES else {})}


_NAMES: Json = {"type": "object", "additionalProperties": {"type": "string"}}
_SPELT: Json = _many(
    _object(
        {"as": {"type": "string"}, "in": {"type": "string"}, "passage": {"type": "string"}}, ["as", "in", "passage"]
    )
)
