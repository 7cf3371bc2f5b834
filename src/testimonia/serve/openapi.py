"""What programs can ask of the service, as an OpenAPI 3.1 document at ``/openapi.json``."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import testimonia
from testimonia.query.saved import saved_questions
from testimonia.query.search import KINDS, ROLES
from testimonia.serve.answers import early, entity_tag
from testimonia.serve.asking import GRAPHS, TABLES
from testimonia.serve.checks import FORMS, OFFERED
from testimonia.serve.origin import OPEN
from testimonia.serve.service import Service

Json = dict[str, Any]

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_TRUTH: Final = {"type": "boolean"}
_WORDS: Final = {"text/plain": {"schema": {"type": "string", "maxLength": 4096}}}
_SAVED_TYPES: Final = (
    "text/html",
    *(media_type.partition(";")[0] for media_type in (*TABLES.values(), *GRAPHS.values())),
)


def document(service: Service) -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(service.snapshot.manifest["title"]),
            "version": testimonia.__version__,
            "description": "Contested history as linked data: every statement a claim, with its holder and passage.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/search.json": {"get": _search()},
            "/suggest.json": {"get": _suggest()},
            "/suggest": {"get": _opensearch()},
            "/reconcile": {"get": _manifest(), "post": _reconcile()},
            **{f"/reconcile/suggest/{kind}": {"get": _suggested(kind)} for kind in ("entity", "type", "property")},
            "/reconcile/properties": {"get": _proposed()},
            "/reconcile/flyout/{kind}": {"get": _flyout()},
            "/check": {"post": _check()},
            "/query/{name}": {"get": _saved()},
            "/health": {"get": _health()},
        },
        "components": {"schemas": _schemas()},
    }


def _parameter(name: str, schema: Mapping[str, Any], words: str, *, place: str = "query") -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": dict(schema), "description": words}


def _answers(content: Mapping[str, Any], **errors: str) -> Json:
    """200 with its content, and errors in plain words: ``bad="400"`` names a status that is possible."""
    return {
        "200": {"description": "the answer", "content": dict(content)},
        "304": {"description": "what the client holds is still the same"},
        **{status: {"description": words.replace("_", " "), "content": _WORDS} for words, status in errors.items()},
    }


def _object(required: Sequence[str], **properties: Any) -> Json:  # noqa: ANN401  (parts of a schema)
    return {"type": "object", "required": list(required), "properties": properties}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _of(name: str, media_type: str = "application/json") -> Json:
    return {media_type: {"schema": _ref(name)}}


_LOOKED_FOR: Final = (
    _parameter("q", {"type": "string", "maxLength": 1000}, "what to look for; every word has to occur"),
    _parameter("kind", {"type": "array", "items": {"enum": list(KINDS)}}, "kinds of things; all if left out"),
    _parameter("lang", {"enum": ["en", "de"]}, "in which language things are named"),
)
_PREFIX: Final = _parameter("prefix", {"type": "string", "maxLength": 1000}, "how a name begins, or an id")
_CURSOR: Final = _parameter("cursor", {"type": "integer", "minimum": 0, "maximum": 10_000}, "how many to pass over")


def _search() -> Json:
    page = _parameter("page", {"type": "integer", "minimum": 1, "maximum": 999_999}, "which page of the results")
    return {
        "operationId": "search",
        "summary": "Names in every language, paraphrases, values and notes",
        "parameters": [*_LOOKED_FOR, page],
        "responses": _answers(_of("Results"), not_a_page_or_kind="400", no_such_page="404"),
    }


def _suggest() -> Json:
    return {
        "operationId": "suggest",
        "summary": "Names that begin so",
        "parameters": list(_LOOKED_FOR),
        "responses": _answers(_of("Suggestions"), not_a_kind="400"),
    }


def _opensearch() -> Json:
    schema = {"type": "array", "minItems": 4, "maxItems": 4}
    return {
        "operationId": "suggestForBrowsers",
        "summary": "The same as OpenSearch suggestions",
        "parameters": list(_LOOKED_FOR),
        "responses": _answers(
            {"application/x-suggestions+json": {"schema": schema}, **_of("Suggestions")},
            not_a_kind="400",
            no_such_form="406",
        ),
    }


def _manifest() -> Json:
    batch = _parameter("queries", _TEXT, "a query batch of the Reconciliation API 0.2, as JSON")
    table = _parameter("extend", _TEXT, "a data extension query, as JSON")
    return {
        "operationId": "reconciliation",
        "summary": "The manifest of the reconciliation service; with a parameter the same as POST",
        "parameters": [batch, table],
        "responses": _answers(_of("Object"), not_such_a_document="400", too_much_at_once="413"),
    }


def _reconcile() -> Json:
    form = {"type": "object", "properties": {"queries": _TEXT, "extend": _TEXT}}
    errors = {"not_such_a_document": "400", "too_much_at_once": "413", "not_a_form": "415"}
    return {
        "operationId": "reconcile",
        "summary": "Reconciliation API 0.2: candidates for names, or values for a table",
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": _answers(_of("Object"), **errors),
    }


def _suggested(kind: str) -> Json:
    return {
        "operationId": f"suggest{kind.capitalize()}",
        "summary": f"Reconciliation API 0.2: names of the kind '{kind}' that begin so",
        "parameters": [_PREFIX, _CURSOR],
        "responses": _answers(_of("Suggested"), not_a_cursor="400"),
    }


def _proposed() -> Json:
    limit = _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 10_000}, "how many at most")
    return {
        "operationId": "proposeProperties",
        "summary": "Reconciliation API 0.2: what can be fetched for a type",
        "parameters": [_parameter("type", _TEXT, "the id of a type"), limit],
        "responses": _answers(_of("Proposed"), not_a_limit="400"),
    }


def _flyout() -> Json:
    kind = _parameter("kind", {"enum": ["entity", "type", "property"]}, "what the id is of", place="path")
    return {
        "operationId": "flyout",
        "summary": "Reconciliation API 0.2: a few words on an entity, type or property",
        "parameters": [kind, _parameter("id", _TEXT, "the id")],
        "responses": _answers(_of("Flyout"), no_such_id="404"),
    }


def _check() -> Json:
    files = {name: {"schema": _TEXT} for names in FORMS.values() for name in names}
    multipart = _object(["file"], file={"type": "string", "format": "binary"}, form={"enum": [*FORMS]})
    content = {OFFERED["json"][0]: {"schema": _ref("Check")}}
    content |= {OFFERED[form][0]: {"schema": _TEXT} for form in ("html", "ttl", "jsonld")}
    return {
        "operationId": "check",
        "summary": "Holds a file against the shapes of the archive; nothing is kept",
        "parameters": [_parameter("form", {"enum": [*FORMS]}, "what the file is, before its media type")],
        "requestBody": {"required": True, "content": {**files, "multipart/form-data": {"schema": multipart}}},
        "responses": _answers(
            content,
            not_looked_at="400",
            no_such_form="406",
            too_large="413",
            not_of_a_form_that_is_checked="415",
            too_long_or_too_many="503",
        ),
    }


def _saved() -> Json:
    name = _parameter("name", {"enum": [*saved_questions()]}, "a saved question", place="path")
    return {
        "operationId": "ask",
        "summary": "A saved question; its parameters are parameters of the address",
        "parameters": [name],
        "responses": _answers(
            {media_type: {"schema": {}} for media_type in _SAVED_TYPES},
            not_a_parameter="400",
            no_such_question="404",
            no_such_form="406",
            too_long_or_too_many="503",
        ),
    }


def _health() -> Json:
    return {
        "operationId": "health",
        "summary": "Whether the service answers",
        "responses": _answers({"application/json": {"schema": {}}, "text/plain": {"schema": {}}}),
    }


def _schemas() -> Json:
    piece = _object(["text", "hit"], text=_TEXT, hit=_TRUTH)
    hit = _object(
        ["iri", "href", "kind", "name", "language", "role", "text", "textLanguage", "snippet"],
        iri=_TEXT,
        href=_TEXT,
        kind={"enum": [*KINDS]},
        name=_TEXT,
        language=_TEXT,
        role={"enum": [*ROLES]},
        text=_TEXT,
        textLanguage=_TEXT,
        snippet={"type": "array", "items": piece},
    )
    near = _object(["iri", "href", "name"], iri=_TEXT, href=_TEXT, name=_TEXT)
    entry = _object(["id", "name"], id=_TEXT, name=_TEXT, description=_TEXT)
    return {
        "Object": {"type": "object"},
        "Hit": hit,
        "Results": _object(
            ["query", "kinds", "total", "isMore", "page", "pages", "results"],
            query=_TEXT,
            kinds={"type": "array", "items": {"enum": [*KINDS]}},
            total=_COUNT,
            isMore=_TRUTH,
            page={"type": "integer", "minimum": 1},
            pages={"type": "integer", "minimum": 1},
            results={"type": "array", "items": _ref("Hit")},
            next=_TEXT,
            near={"type": "array", "items": near},
        ),
        "Suggestions": _object(
            ["query", "suggestions"], query=_TEXT, suggestions={"type": "array", "items": _ref("Hit")}
        ),
        "Suggested": _object(["result"], result={"type": "array", "items": entry}),
        "Proposed": _object(["properties"], properties={"type": "array", "items": entry}, type=_TEXT),
        "Flyout": _object(["id", "html"], id=_TEXT, html=_TEXT),
        **_check_schemas(),
    }


def _check_schemas() -> Json:
    finding = _object(
        ["severity", "messages", "from"],
        severity={"enum": ["Violation", "Warning", "Info"]},
        messages={"type": "object", "additionalProperties": _TEXT},
        node=_TEXT,
        path=_TEXT,
        value=_TEXT,
        shape=_TEXT,
        component=_TEXT,
        line=_COUNT,
        row=_COUNT,
        column=_TEXT,
    )
    finding["properties"]["from"] = {"enum": ["form", "shapes"]}
    named = _object(["node"], node=_TEXT, by=_TEXT, property=_TEXT)
    many = {"type": "array", "items": named}
    counts = ("triples", "nodes", "checked", "total", "knownTotal", "unknownTotal", "notLookedAt")
    check = _object(
        ["form", "isReadable", "conforms", "findings", "known", "unknown", "notes", *counts],
        form={"enum": [*FORMS]},
        isReadable=_TRUTH,
        conforms={"type": ["boolean", "null"]},
        findings={"type": "array", "items": _ref("Finding")},
        known=many,
        unknown=many,
        notes={"type": "array", "items": {"type": "object", "additionalProperties": _TEXT}},
        **dict.fromkeys(counts, _COUNT),
    )
    return {"Finding": finding, "Check": check}


def routes(service: Service) -> Sequence[BaseRoute]:
    """The document."""

    def answer(request: Request) -> Response:
        tag = entity_tag(service.snapshot.version, "/openapi.json", "")
        headers = {"ETag": tag, "Cache-Control": "no-cache", **OPEN}
        content = json.dumps(document(service), ensure_ascii=False, indent=1)
        return early(request, tag, headers) or Response(content, 200, headers, "application/json")

    return [Route("/openapi.json", answer)]
