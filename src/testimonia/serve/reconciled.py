"""What comes and goes in reconciliation, as JSON: queries that are read strictly, candidates with what was weighed."""

from collections.abc import Mapping
from math import isfinite
from typing import Final

from testimonia.serve.extending import Json, properties, property_of, types
from testimonia.serve.matching import Candidate, Query, Wanted
from testimonia.serve.uploads import UploadError

MOST_CANDIDATES: Final = 100
_MOST_PROPERTIES: Final = 20
_MOST_VALUES: Final = 20
_MOST_CELLS: Final = 20_000
"""Entities times properties of one table."""
_KNOWN: Final = frozenset(("query", "type", "limit", "properties", "type_strict"))
_STRICTNESS: Final = ("any", "all", "should")


class BadQueryError(ValueError):
    """One query of a batch is at fault; the others are answered."""


def read_query(written: object) -> Query:
    """A query of a batch.

    Raises:
        BadQueryError: It is none of version 0.2, or names a type or property that this service does not have.
    """
    if not isinstance(written, dict):
        raise BadQueryError("a query is an object with 'query' or 'properties'")
    unknown = sorted(written.keys() - _KNOWN)
    if unknown:
        raise BadQueryError(f"a query has the fields {', '.join(sorted(_KNOWN))} and no other")
    name = written.get("query", "")
    if not isinstance(name, str):
        raise BadQueryError("'query' is text")
    wanted = _properties(written.get("properties", []))
    if not name.strip() and not wanted:
        raise BadQueryError("give 'query', a name that is not empty, or 'properties'")
    return Query(
        name=name.strip(),
        types=_types(written.get("type", [])),
        strictness=_strictness(written.get("type_strict", "any")),
        properties=wanted,
        limit=_limit(written.get("limit", 10)),
    )


def _strictness(written: object) -> str:
    if written not in _STRICTNESS:
        raise BadQueryError(f"'type_strict' is one of {', '.join(_STRICTNESS)}")
    return str(written)


def _types(written: object) -> tuple[str, ...]:
    named = [written] if isinstance(written, str) else written
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise BadQueryError("'type' is the id of a type, or a list of such")
    asked = [one for one in named if one]
    if not all(one in types() for one in asked):
        raise BadQueryError("'type' names a type that this service does not have; /reconcile/suggest/type knows them")
    return tuple(asked)


def _limit(written: object) -> int:
    is_number = isinstance(written, int | float) and not isinstance(written, bool) and isfinite(written)
    if not is_number or not isinstance(written, int | float) or written < 1:
        raise BadQueryError("'limit' is a whole number above zero")
    return int(min(written, MOST_CANDIDATES))


def _properties(written: object) -> tuple[Wanted, ...]:
    if not isinstance(written, list) or len(written) > _MOST_PROPERTIES:
        raise BadQueryError(f"'properties' is a list of up to {_MOST_PROPERTIES} objects with 'pid' and 'v'")
    return tuple(_property(one) for one in written)


def _property(written: object) -> Wanted:
    if not isinstance(written, dict) or not isinstance(written.get("pid"), str) or "v" not in written:
        raise BadQueryError("each of 'properties' has 'pid', the id of a property, and 'v', its value or values")
    node = property_of(written["pid"])
    if node is None:
        raise BadQueryError("'pid' names no property of this service; /reconcile/suggest/property knows them")
    values = written["v"] if isinstance(written["v"], list) else [written["v"]]
    if len(values) > _MOST_VALUES:
        raise BadQueryError(f"a property has up to {_MOST_VALUES} values")
    return Wanted(node, tuple(_value(value) for value in values))


def _value(written: object) -> str:
    if isinstance(written, dict) and isinstance(written.get("id"), str):
        return str(written["id"])
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, str | int | float):
        return str(written)
    raise BadQueryError("a value is text, a number, true or false, or an object with 'id'")


def candidate_as_json(found: Candidate, *, is_match: bool) -> Json:
    """A candidate with its features, by which clients may reckon a score of their own."""
    features: list[Json] = [
        {"id": "name_equal", "value": found.is_equal},
        {"id": "name_similarity", "value": round(found.similarity, 3)},
        {"id": "type_match", "value": found.fits_type},
    ]
    if found.share is not None:
        features.append({"id": "values_claimed", "value": round(found.share, 3)})
    told: Json = {
        "id": found.path,
        "name": found.name.text or found.path,
        "score": found.score,
        "match": is_match,
        "type": [{"id": iri, "name": types()[iri]["name"]} for iri in found.types if iri in types()],
        "features": features,
    }
    if found.matched.text != found.name.text:
        told["description"] = f"{found.matched.text} ({found.matched.language})"
    return told


def read_extension(written: object) -> tuple[list[str], list[tuple[str, Mapping[str, object]]]]:
    """The entities and properties of a table to be filled, each property with its settings.

    Raises:
        UploadError: It is no data extension query of version 0.2 (400), or asks for too much at once (413).
    """
    if not isinstance(written, dict):
        raise UploadError(400, "'extend' is an object with 'ids' and 'properties'.")
    ids, asked = written.get("ids"), written.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise UploadError(400, "'ids' is a list of the ids of entities.")
    if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
        raise UploadError(400, "'properties' is a list of objects with the id of a property.")
    if len(ids) * len(asked) > _MOST_CELLS:
        raise UploadError(413, f"There may be {_MOST_CELLS:,} cells at once; ask for fewer entities or properties.")
    return ids, [_asked_property(one) for one in asked]


def _asked_property(written: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    named, settings = written.get("id"), written.get("settings", {})
    if not isinstance(named, str) or named not in properties():
        raise UploadError(400, "A property is not one of this service's; /reconcile/properties lists them.")
    if not isinstance(settings, dict):
        raise UploadError(400, "The settings of a property are an object.")
    return named, settings
