"""The parts of which the OpenAPI document is put together."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Json = dict[str, Any]

TEXT: Final = {"type": "string"}
COUNT: Final = {"type": "integer", "minimum": 0}
TRUTH: Final = {"type": "boolean"}
WORDS: Final = {"text/plain": {"schema": {"type": "string", "maxLength": 4096}}}


def parameter(name: str, schema: Mapping[str, Any], words: str, *, place: str = "query") -> Json:
    """A parameter of the address, or a part of the path."""
    return {"name": name, "in": place, "required": place == "path", "schema": dict(schema), "description": words}


def answers(content: Mapping[str, Any], **errors: str) -> Json:
    """200 with its content, and errors in plain words: ``bad="400"`` names a status that is possible."""
    return {
        "200": {"description": "the answer", "content": dict(content)},
        "304": {"description": "what the client holds is still the same"},
        **{status: {"description": words.replace("_", " "), "content": WORDS} for words, status in errors.items()},
    }


def object_of(required: Sequence[str], **properties: Any) -> Json:  # noqa: ANN401  (parts of a schema)
    """The schema of an object with these properties."""
    return {"type": "object", "required": list(required), "properties": properties}


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def of_schema(name: str, media_type: str = "application/json") -> Json:
    """Content of a media type with a schema by its name."""
    return {media_type: {"schema": ref(name)}}
