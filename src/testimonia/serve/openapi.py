"""What programs can ask of the service, as an OpenAPI 3.1 document at ``/openapi.json``."""

import json
from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import testimonia
from testimonia.query.saved import saved_questions
from testimonia.query.search import KINDS, ROLES
from testimonia.serve.answers import early, entity_tag
from testimonia.serve.asking import GRAPHS, TABLES
from testimonia.serve.checks import FORMS, OFFERED
from testimonia.serve.openapi_explore import explore, explored
from testimonia.serve.openapi_parts import COUNT, TEXT, TRUTH, Json, answers, object_of, of_schema, parameter, ref
from testimonia.serve.origin import OPEN
from testimonia.serve.service import Service

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
            "/explore.json": {"get": explore()},
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


_LOOKED_FOR: Final = (
    parameter("q", {"type": "string", "maxLength": 1000}, "what to look for; every word has to occur"),
    parameter("kind", {"type": "array", "items": {"enum": list(KINDS)}}, "kinds of things; all if left out"),
    parameter("lang", {"enum": ["en", "de"]}, "in which language things are named"),
)
_PREFIX: Final = parameter("prefix", {"type": "string", "maxLength": 1000}, "how a name begins, or an id")
_CURSOR: Final = parameter("cursor", {"type": "integer", "minimum": 0, "maximum": 10_000}, "how many to pass over")


def _search() -> Json:
    page = parameter("page", {"type": "integer", "minimum": 1, "maximum": 999_999}, "which page of the results")
    return {
        "operationId": "search",
        "summary": "Names in every language, paraphrases, values and notes",
        "parameters": [*_LOOKED_FOR, page],
        "responses": answers(of_schema("Results"), not_a_page_or_kind="400", no_such_page="404"),
    }


def _suggest() -> Json:
    return {
        "operationId": "suggest",
        "summary": "Names that begin so",
        "parameters": list(_LOOKED_FOR),
        "responses": answers(of_schema("Suggestions"), not_a_kind="400"),
    }


def _opensearch() -> Json:
    schema = {"type": "array", "minItems": 4, "maxItems": 4}
    return {
        "operationId": "suggestForBrowsers",
        "summary": "The same as OpenSearch suggestions",
        "parameters": list(_LOOKED_FOR),
        "responses": answers(
            {"application/x-suggestions+json": {"schema": schema}, **of_schema("Suggestions")},
            not_a_kind="400",
            no_such_form="406",
        ),
    }


def _manifest() -> Json:
    batch = parameter("queries", TEXT, "a query batch of the Reconciliation API 0.2, as JSON")
    table = parameter("extend", TEXT, "a data extension query, as JSON")
    return {
        "operationId": "reconciliation",
        "summary": "The manifest of the reconciliation service; with a parameter the same as POST",
        "parameters": [batch, table],
        "responses": answers(of_schema("Object"), not_such_a_document="400", too_much_at_once="413"),
    }


def _reconcile() -> Json:
    form = {"type": "object", "properties": {"queries": TEXT, "extend": TEXT}}
    errors = {"not_such_a_document": "400", "too_much_at_once": "413", "not_a_form": "415"}
    return {
        "operationId": "reconcile",
        "summary": "Reconciliation API 0.2: candidates for names, or values for a table",
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": answers(of_schema("Object"), **errors),
    }


def _suggested(kind: str) -> Json:
    return {
        "operationId": f"suggest{kind.capitalize()}",
        "summary": f"Reconciliation API 0.2: names of the kind '{kind}' that begin so",
        "parameters": [_PREFIX, _CURSOR],
        "responses": answers(of_schema("Suggested"), not_a_cursor="400"),
    }


def _proposed() -> Json:
    limit = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 10_000}, "how many at most")
    return {
        "operationId": "proposeProperties",
        "summary": "Reconciliation API 0.2: what can be fetched for a type",
        "parameters": [parameter("type", TEXT, "the id of a type"), limit],
        "responses": answers(of_schema("Proposed"), not_a_limit="400"),
    }


def _flyout() -> Json:
    kind = parameter("kind", {"enum": ["entity", "type", "property"]}, "what the id is of", place="path")
    return {
        "operationId": "flyout",
        "summary": "Reconciliation API 0.2: a few words on an entity, type or property",
        "parameters": [kind, parameter("id", TEXT, "the id")],
        "responses": answers(of_schema("Flyout"), no_such_id="404"),
    }


def _check() -> Json:
    files = {name: {"schema": TEXT} for names in FORMS.values() for name in names}
    multipart = object_of(["file"], file={"type": "string", "format": "binary"}, form={"enum": [*FORMS]})
    content = {OFFERED["json"][0]: {"schema": ref("Check")}}
    content |= {OFFERED[form][0]: {"schema": TEXT} for form in ("html", "ttl", "jsonld")}
    return {
        "operationId": "check",
        "summary": "Holds a file against the shapes of the archive; nothing is kept",
        "parameters": [parameter("form", {"enum": [*FORMS]}, "what the file is, before its media type")],
        "requestBody": {"required": True, "content": {**files, "multipart/form-data": {"schema": multipart}}},
        "responses": answers(
            content,
            not_looked_at="400",
            no_such_form="406",
            too_large="413",
            not_of_a_form_that_is_checked="415",
            too_long_or_too_many="503",
        ),
    }


def _saved() -> Json:
    name = parameter("name", {"enum": [*saved_questions()]}, "a saved question", place="path")
    return {
        "operationId": "ask",
        "summary": "A saved question; its parameters are parameters of the address",
        "parameters": [name],
        "responses": answers(
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
        "responses": answers({"application/json": {"schema": {}}, "text/plain": {"schema": {}}}),
    }


def _schemas() -> Json:
    piece = object_of(["text", "hit"], text=TEXT, hit=TRUTH)
    hit = object_of(
        ["iri", "href", "kind", "name", "language", "role", "text", "textLanguage", "snippet"],
        iri=TEXT,
        href=TEXT,
        kind={"enum": [*KINDS]},
        name=TEXT,
        language=TEXT,
        role={"enum": [*ROLES]},
        text=TEXT,
        textLanguage=TEXT,
        snippet={"type": "array", "items": piece},
    )
    near = object_of(["iri", "href", "name"], iri=TEXT, href=TEXT, name=TEXT)
    entry = object_of(["id", "name"], id=TEXT, name=TEXT, description=TEXT)
    return {
        "Object": {"type": "object"},
        "Hit": hit,
        "Results": object_of(
            ["query", "kinds", "total", "isMore", "page", "pages", "results"],
            query=TEXT,
            kinds={"type": "array", "items": {"enum": [*KINDS]}},
            total=COUNT,
            isMore=TRUTH,
            page={"type": "integer", "minimum": 1},
            pages={"type": "integer", "minimum": 1},
            results={"type": "array", "items": ref("Hit")},
            next=TEXT,
            near={"type": "array", "items": near},
        ),
        "Explored": explored(),
        "Suggestions": object_of(
            ["query", "suggestions"], query=TEXT, suggestions={"type": "array", "items": ref("Hit")}
        ),
        "Suggested": object_of(["result"], result={"type": "array", "items": entry}),
        "Proposed": object_of(["properties"], properties={"type": "array", "items": entry}, type=TEXT),
        "Flyout": object_of(["id", "html"], id=TEXT, html=TEXT),
        **_check_schemas(),
    }


def _check_schemas() -> Json:
    finding = object_of(
        ["severity", "messages", "from"],
        severity={"enum": ["Violation", "Warning", "Info"]},
        messages={"type": "object", "additionalProperties": TEXT},
        node=TEXT,
        path=TEXT,
        value=TEXT,
        shape=TEXT,
        component=TEXT,
        line=COUNT,
        row=COUNT,
        column=TEXT,
    )
    finding["properties"]["from"] = {"enum": ["form", "shapes"]}
    named = object_of(["node"], node=TEXT, by=TEXT, property=TEXT)
    many = {"type": "array", "items": named}
    counts = ("triples", "nodes", "checked", "total", "knownTotal", "unknownTotal", "notLookedAt")
    check = object_of(
        ["form", "isReadable", "conforms", "findings", "known", "unknown", "notes", *counts],
        form={"enum": [*FORMS]},
        isReadable=TRUTH,
        conforms={"type": ["boolean", "null"]},
        findings={"type": "array", "items": ref("Finding")},
        known=many,
        unknown=many,
        notes={"type": "array", "items": {"type": "object", "additionalProperties": TEXT}},
        **dict.fromkeys(counts, COUNT),
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
