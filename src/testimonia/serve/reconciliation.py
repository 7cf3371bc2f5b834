"""The Reconciliation Service API 0.2 at ``/reconcile``, for OpenRefine and its like.

Source:
    W3C Entity Reconciliation Community Group, Reconciliation Service API v0.2,
    final report of 2023-04-10. JSONP, which that version leaves open, is not
    offered: it lets a service run script in its clients.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

import anyio.to_thread
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import testimonia
from testimonia.serve.addresses import path_to
from testimonia.serve.answers import plain
from testimonia.serve.extending import (
    SETTINGS,
    Extending,
    Json,
    meta,
    properties,
    proposed,
    suggested,
    type_of,
    types,
)
from testimonia.serve.matching import ENTITIES, Matching
from testimonia.serve.origin import OPEN, origin
from testimonia.serve.reconciled import BadQueryError, candidate_as_json, read_extension, read_query
from testimonia.serve.service import Service
from testimonia.serve.uploads import UploadError, form_of, json_of
from testimonia.vocabulary import TM

BATCH: Final = 50
"""So many queries may come at once; OpenRefine sends ten unless it is told."""
_SUGGESTIONS: Final = 20
_MOST_CURSOR: Final = 10_000
_WIDTH, _HEIGHT = 420, 220
_UNKNOWN: Final = "There is no such entity in this archive."
_NO_SCRIPT: Final = (
    "This service does not offer JSONP. It may be read from any page (CORS): take OpenRefine 3.3 or later, "
    "and leave 'callback' out."
)
_FRAMED: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors *", **OPEN}
"""A preview is shown in a frame of whoever asks, and runs nothing."""


class Reconciliation:
    """Answers for everything below ``/reconcile``."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def _matching(self) -> Matching:
        snapshot = self._service.snapshot
        return Matching(snapshot.store, snapshot.search, snapshot.base)

    async def endpoint(self, request: Request) -> Response:
        """The manifest, a batch of queries, or a table to be filled."""
        if request.method == "OPTIONS":
            return Response(None, 204, {"Allow": "GET, HEAD, POST, OPTIONS", **_PREFLIGHT})
        try:
            fields = await form_of(request, int(self._service.limits.upload_bytes))
            return await anyio.to_thread.run_sync(self._answer, request, fields)
        except UploadError as error:
            return plain(error.status, error.words, OPEN)

    def _answer(self, request: Request, fields: Mapping[str, str]) -> Response:
        if "callback" in fields:
            return plain(400, _NO_SCRIPT, OPEN)
        if "queries" in fields:
            return _json(self._batch(json_of(fields["queries"])))
        if "extend" in fields:
            return _json(self._extension(json_of(fields["extend"])))
        if request.method == "POST":
            return plain(400, "Send the field 'queries' or 'extend', each with a JSON document.", OPEN)
        return _json(self._manifest(request))

    def _batch(self, queries: object) -> Json:
        """A result for each query; one that is at fault has none, and says why."""
        if not isinstance(queries, dict):
            raise UploadError(400, "'queries' is an object: each query under a name of its own.")
        if len(queries) > BATCH:
            raise UploadError(413, f"There may be {BATCH} queries at once; send the others after these.")
        matching = self._matching()
        return {name: self._result(matching, query) for name, query in queries.items()}

    @staticmethod
    def _result(matching: Matching, written: object) -> Json:
        try:
            query = read_query(written)
        except BadQueryError as error:
            return {"result": [], "error": str(error)}
        found, is_match = matching.candidates(query)
        return {"result": [candidate_as_json(one, is_match=is_match and not n) for n, one in enumerate(found)]}

    def _extension(self, written: object) -> Json:
        asked = read_extension(written)
        extending = Extending(self._matching())
        rows = {
            entity: {property_id: extending.values(entity, property_id, settings) for property_id, settings in asked[1]}
            for entity in asked[0]
        }
        return {"meta": [meta(property_id, settings) for property_id, settings in asked[1]], "rows": rows}

    def _manifest(self, request: Request) -> Json:
        """What the service offers, and where."""
        snapshot, root = self._service.snapshot, origin(request)
        return {
            "versions": ["0.2"],
            "name": str(snapshot.manifest["title"]),
            "identifierSpace": snapshot.base,
            "schemaSpace": TM.base,
            "defaultTypes": [type_of(kind) for kind in ENTITIES],
            "documentation": root,
            "serviceVersion": testimonia.__version__,
            "batchSize": BATCH,
            "view": {"url": f"{root}reconcile/view?id={{{{id}}}}"},
            "preview": {"url": f"{root}reconcile/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
            "suggest": {
                kind: {
                    "service_url": root.rstrip("/"),
                    "service_path": f"/reconcile/suggest/{kind}",
                    "flyout_service_url": root.rstrip("/"),
                    "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
                }
                for kind in ("entity", "type", "property")
            },
            "extend": {
                "propose_properties": {"service_url": root.rstrip("/"), "service_path": "/reconcile/properties"},
                "property_settings": SETTINGS,
            },
        }

    def suggest_entity(self, request: Request) -> Response:
        """Entities with a name that begins so, or the one whose id is written."""
        prefix, cursor = request.query_params.get("prefix", ""), _whole(request, "cursor", 0, _MOST_CURSOR)
        if cursor is None:
            return plain(400, f"cursor is a whole number, from 0 to {_MOST_CURSOR:,}.", OPEN)
        matching = self._matching()
        path = matching.path(prefix)
        if path:
            return _json({"result": [_suggestion(matching, path)] if not cursor else []})
        found = matching.search.suggest(prefix, _SUGGESTIONS, kinds=tuple(ENTITIES), offset=cursor)
        paths = [matching.path(hit.iri) for hit in found]
        return _json({"result": [_suggestion(matching, path) for path in paths if path]})

    def suggest_type(self, request: Request) -> Response:
        """Types with a name that begins so."""
        return self._suggest(request, types())

    def suggest_property(self, request: Request) -> Response:
        """Properties with a name that begins so."""
        return self._suggest(request, properties())

    @staticmethod
    def _suggest(request: Request, known: Mapping[str, Json]) -> Response:
        cursor = _whole(request, "cursor", 0, _MOST_CURSOR)
        if cursor is None:
            return plain(400, f"cursor is a whole number, from 0 to {_MOST_CURSOR:,}.", OPEN)
        found = suggested(known, request.query_params.get("prefix", ""))
        return _json({"result": found[cursor : cursor + _SUGGESTIONS]})

    def properties(self, request: Request) -> Response:
        """The properties that could be fetched for a type."""
        limit = _whole(request, "limit", 1, _MOST_CURSOR) if "limit" in request.query_params else _MOST_CURSOR
        if limit is None:
            return plain(400, f"limit is a whole number, from 1 to {_MOST_CURSOR:,}.", OPEN)
        of_type = request.query_params.get("type", "")
        told: Json = {"properties": proposed(of_type)[:limit], "type": of_type}
        return _json(told | ({"limit": limit} if "limit" in request.query_params else {}))

    def flyout(self, request: Request) -> Response:
        """A few words on an entity, type or property, as HTML within JSON."""
        written, kind = request.query_params.get("id", ""), request.path_params["kind"]
        if kind == "entity":
            matching = self._matching()
            path = matching.path(written)
            entry = _suggestion(matching, path) if path else None
        else:
            entry = {"type": types, "property": properties}.get(kind, dict)().get(written)
        if entry is None:
            return plain(404, "There is nothing here under this id.", OPEN)
        words = f"<p><strong>{escape(str(entry['name']))}</strong></p>"
        if entry.get("description"):
            words += f"<p>{escape(str(entry['description']))}</p>"
        return _json({"id": written, "html": words})

    def view(self, request: Request) -> Response:
        """To the entity itself. Its id comes as a parameter: many servers refuse an escaped slash in a path."""
        snapshot = self._service.snapshot
        path = self._matching().path(request.query_params.get("id", ""))
        target = path_to(snapshot.base, NamedNode(snapshot.base + path)) if path else None
        if target is None:
            return plain(404, _UNKNOWN, OPEN)
        return RedirectResponse(str(request.scope.get("root_path", "")) + target, 303, OPEN)

    def preview(self, request: Request) -> Response:
        """A small page about an entity, to be shown in a frame."""
        matching = self._matching()
        path = matching.path(request.query_params.get("id", ""))
        if not path:
            return plain(404, _UNKNOWN, OPEN)
        content = _preview(matching, path, str(request.scope.get("root_path", "")))
        return Response(content, 200, _FRAMED, "text/html; charset=utf-8")


_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept, Accept-Language",
    "Access-Control-Max-Age": "86400",
    **OPEN,
}


def _json(content: Mapping[str, object]) -> Response:
    headers = {"Cache-Control": "no-cache", **OPEN}
    return Response(json.dumps(content), 200, headers, "application/json")  # in ASCII: names may hold half of a pair


def _whole(request: Request, name: str, least: int, most: int) -> int | None:
    """A parameter that is a whole number within bounds; None where it is not."""
    written = request.query_params.get(name, str(least))
    is_number = written.isascii() and written.isdecimal() and len(written) <= len(str(most))
    return int(written) if is_number and least <= int(written) <= most else None


def _suggestion(matching: Matching, path: str) -> Json:
    notable = [types()[iri] for iri in matching.types(path) if iri in types()]
    named = [{"id": entry["id"], "name": entry["name"]} for entry in notable]
    name = matching.search.name(matching.base + path)
    return {"id": path, "name": name or path, "description": _description(matching, path), "notable": named}


def _description(matching: Matching, path: str) -> str:
    """The kind, and names in other languages, by which namesakes are told apart."""
    iri = matching.base + path
    own = matching.search.name(iri)
    kind = [str(types()[of_it]["name"]) for of_it in matching.types(path) if of_it in types()][-1:]
    others = [f"{name.text} ({name.language})" for name in matching.search.names(iri) if name.text != own]
    return "; ".join([*kind, *others[:4]])


def _preview(matching: Matching, path: str, root: str) -> str:
    """Name, kind, and how many claims answer which question about it."""
    iri = matching.base + path
    counts = matching.claims.questions(NamedNode(iri))
    listed = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    named = [(str(properties()[aspect]["name"]), number) for aspect, number in listed if aspect in properties()]
    rows = "".join(f"<li>{escape(name)}: {number}</li>" for name, number in named)
    said = f"<p>Claims about it, by what they answer:</p><ul>{rows}</ul>" if rows else "<p>No claim is about it.</p>"
    name = escape(matching.search.name(iri) or path)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="stylesheet" href="{root}/static/reading-room.css"></head><body><main class="preview">'
        f"<h1>{name}</h1><p>{escape(_description(matching, path))}</p>{said}"
        f"<p><code>{escape(path)}</code></p></main></body></html>"
    )


def routes(service: Service) -> Sequence[BaseRoute]:
    """The endpoint, and the services that its manifest names."""
    found = Reconciliation(service)
    read: Sequence[tuple[str, Callable[[Request], Response]]] = (
        ("/reconcile/suggest/entity", found.suggest_entity),
        ("/reconcile/suggest/type", found.suggest_type),
        ("/reconcile/suggest/property", found.suggest_property),
        ("/reconcile/properties", found.properties),
        ("/reconcile/flyout/{kind}", found.flyout),
        ("/reconcile/view", found.view),
        ("/reconcile/preview", found.preview),
    )
    return [
        Route("/reconcile", found.endpoint, methods=["GET", "HEAD", "POST", "OPTIONS"]),
        *(Route(path, endpoint) for path, endpoint in read),
    ]
