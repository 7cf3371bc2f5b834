"""Saved questions at ``/query/<name>``, with their parameters, in each form of an answer; and the list of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from pyoxigraph import NamedNode, Store
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.isolation.pool import PoolError
from testimonia.pages import render
from testimonia.pages.names import name_of
from testimonia.publish.described import find, is_described, keys
from testimonia.query.saved import SavedQuestion, saved_questions
from testimonia.serve.answers import early, entity_tag, negotiated, plain
from testimonia.serve.asking import GRAPHS, TABLES, Question, answered, asked, chosen, looked_at, refusal
from testimonia.serve.origin import OPEN
from testimonia.serve.pages import SitePages
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

_KINDS: Final = ("actor", "event", "place", "concept", "source", "population")
"""Where a bare key is looked for first."""
_LISTED: Final = {"html": ("text/html", "application/xhtml+xml"), "json": ("application/json",)}
_READERS_OWN: Final = ("lang", "page", "format")
"""Fields of the address that are no parameters of a question."""
_LONGEST: Final = 100
_VARY: Final = "Accept, Accept-Language"
_HTML: Final = "text/html; charset=utf-8"


_Results = dict[str, Any]
"""An answer in the JSON form of SPARQL results."""


class ParameterError(Exception):
    """A parameter that the question does not have, or a value that names nothing; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers to saved questions."""

    service: Service
    site: SitePages = field(repr=False)

    async def listing(self, request: Request) -> Response:
        """What can be asked: as JSON, or as the page that has the form for queries too."""
        is_json = request.url.path.endswith(".json")
        form = "json" if is_json else negotiated(request, _LISTED, depends_on=_VARY)
        if isinstance(form, Response):
            return form
        if form == "html":
            answer = await to_thread.run_sync(self.site.query, request)
            answer.headers["Vary"] = _VARY
            return answer
        tag = entity_tag(self.service.snapshot.version, "query", "json")
        headers = {"Cache-Control": "no-cache", "ETag": tag, **OPEN} | ({} if is_json else {"Vary": _VARY})
        told = {"questions": [_told(one) for one in saved_questions().values()]}
        content = json.dumps(told, ensure_ascii=False, indent=1)
        return early(request, tag, headers) or Response(content, 200, headers, "application/json")

    async def answer(self, request: Request) -> Response:
        """The answer to one, or its text."""
        name, _, suffix = str(request.path_params["name"]).partition(".")
        question = saved_questions().get(name)
        if question is None or suffix not in ("", "html", "rq", *TABLES, *GRAPHS):
            return plain(404, f"There is no such question.{_near(name, saved_questions())} /query lists what there is.")
        if suffix == "rq":
            return Response(question.sparql, 200, {"Cache-Control": "no-cache"}, "application/sparql-query")
        try:
            given = _given(request)
            text = await to_thread.run_sync(_filled, self.service.snapshot, question, given)
        except ParameterError as error:
            return plain(400, str(error))
        if suffix == "html" or (not suffix and _wants_page(request)):
            return await self._page(request, question, given, text)
        answer = await answered(request, self.service, Question(text), suffix or given.get("format", ""))
        if not suffix:
            answer.headers["Vary"] = _VARY
        answer.headers.update(OPEN)
        return answer

    async def _page(self, request: Request, question: SavedQuestion, given: Mapping[str, str], text: str) -> Response:
        """The answer as a page, no longer than a page may be."""
        snapshot, asking = self.service.snapshot, Question(text)
        try:
            reader = reader_of(request)
        except ValueError as error:
            return plain(400, f"{error}.")
        looked = looked_at(asking, snapshot, self.service.limits)
        if isinstance(looked, Response):
            return looked
        form = chosen(request, next(iter(TABLES)), looked)
        if isinstance(form, Response):
            return form
        tag = entity_tag(snapshot.version, text, repr(reader))
        headers = {"Cache-Control": "no-cache", "Vary": _VARY, "ETag": tag, "Content-Language": reader.language}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged
        try:
            with await asked(self.service, snapshot, asking, looked, form[0]) as body:
                found = json.load(body)
        except PoolError as error:
            return refusal(error)
        values = _shown(snapshot, found, int(self.service.limits.page_rows), reader.language)
        parameters = {name: value for name, value in given.items() if name in question.parameters}
        values |= {
            "given": parameters,
            "query_string": f"?{urlencode(parameters)}" if parameters else "",
            "problem": "",
        }
        values |= {"archive_title": str(snapshot.manifest["title"]), "address": f"query/{question.name}"}
        values |= {"address_values": tuple(parameters.items()), "title": question.summary}
        content = render("saved", reader, base=snapshot.base, kind="query", question=question, **values)
        return Response(content, 200, headers, _HTML)


def _told(question: SavedQuestion) -> dict[str, object]:
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "parameters": question.parameters,
        "tags": list(question.tags),
        "path": f"query/{question.name}",
    }


def _wants_page(request: Request) -> bool:
    """Whether a client likes a page better than data."""
    offered = {"data": tuple(media_type.partition(";")[0] for media_type in TABLES.values()), "html": _LISTED["html"]}
    return "format" not in request.query_params and negotiated(request, offered) == "html"


def _given(request: Request) -> dict[str, str]:
    """The parameters in the address.

    Raises:
        ParameterError: They are not in UTF-8, or one is there twice.
    """
    try:
        text = bytes(request.scope.get("query_string", b"")).decode()
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise ParameterError("The address is not in UTF-8, or has too many fields.") from None
    if len({name for name, _ in fields}) < len(fields):
        raise ParameterError("A parameter stands twice in the address. Give each once.")
    return dict(fields)


def _filled(snapshot: Snapshot, question: SavedQuestion, given: Mapping[str, str]) -> str:
    """The question with its parameters filled in; one without a value stays open.

    Raises:
        ParameterError: It has no such parameter, or the archive has nothing of that name.
    """
    nodes = {}
    for name, written in given.items():
        if name in question.parameters:
            if written:
                nodes[name] = _node(snapshot, name, written)
        elif name not in _READERS_OWN:
            known = ", ".join(question.parameters) or "none"
            raise ParameterError(
                f"This question has no such parameter. It has: {known}.{_near(name, question.parameters)}"
            )
    return question.asked_of(nodes)


def _node(snapshot: Snapshot, name: str, written: str) -> NamedNode:
    """The node that a value means: an IRI, a path such as ``actor/holm``, or a bare key."""
    store, base = snapshot.store, snapshot.base
    for iri in (written, f"{base}{written}", *(f"{base}{kind}/{written}" for kind in _KINDS)):
        node = _described(store, iri)
        if node is not None:
            return node
    found = find(store, written, base) if _is_key(written) else []
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(node.value.removeprefix(base) for node in found[:5])
        raise ParameterError(f"The value of {name} could mean several things. Write one of: {paths}.")
    near = _near(written, keys(store, base)) if _is_key(written) else ""
    raise ParameterError(f"The archive has nothing of the name given as {name}.{near}")


def _described(store: Store, iri: str) -> NamedNode | None:
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    return node if is_described(store, node) else None


def _is_key(written: str) -> bool:
    return len(written) < _LONGEST and all(character.isalnum() or character in "-._~/" for character in written)


def _near(written: str, known: Mapping[str, object] | Sequence[str]) -> str:
    near = get_close_matches(written[:_LONGEST], known, n=3)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _shown(snapshot: Snapshot, found: _Results, most: int, language: str) -> dict[str, Any]:
    """Columns and rows for the page: each cell a text, with the IRI behind it where there is one."""

    @cache
    def named(iri: str) -> str:
        path = iri.removeprefix(snapshot.base)
        name = name_of(snapshot.store, NamedNode(iri), path, language)
        return name.text if name else path

    def cell(value: Mapping[str, str] | None) -> dict[str, str]:
        if value is None:
            return {"iri": "", "text": ""}
        is_iri = value["type"] == "uri"
        return {"iri": value["value"] if is_iri else "", "text": named(value["value"]) if is_iri else value["value"]}

    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    rows = [[cell(row.get(column)) for column in columns] for row in bindings[:most]]
    return {"columns": columns, "rows": rows, "total": len(bindings)}


def routes(service: Service) -> Sequence[BaseRoute]:
    """Saved questions; they come before the pages, whose form for queries they use."""
    saved = Saved(service, SitePages(service))
    return [
        Route("/query", saved.listing),
        Route("/query.json", saved.listing),
        Route("/query/{name}", saved.answer),
    ]
