"""Search at ``/search`` as page and as JSON, suggestions at ``/suggest``, and ``/opensearch.xml`` for browsers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.pages import render
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.pages.words import words
from testimonia.query.likeness import words_alike
from testimonia.query.search import KINDS, Hit, Hits
from testimonia.serve.addresses import path_to
from testimonia.serve.answers import early, entity_tag, negotiated, plain
from testimonia.serve.origin import OPEN, origin
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

ROWS: Final = 20
"""So many nodes stand on one page of results."""
_SUGGESTIONS: Final = 10
_NEAR: Final = 5
_ALIKE: Final = 0.75
_MOST_TYPED: Final = 100
"""Where nothing was found: so many names are told, of words at least so alike to so many of the characters typed."""
_OPENSEARCH_LENGTH: Final = 16
"""The longest short name that OpenSearch 1.1 allows."""

_RESULTS: Final = {"html": ("text/html", "application/xhtml+xml"), "json": ("application/json",)}
_SUGGESTED: Final = {"opensearch": ("application/x-suggestions+json",), "json": ("application/json",)}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody looks for, and in which kinds."""

    request: Request
    snapshot: Snapshot
    reader: Reader
    typed: str
    kinds: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is looked for: the IRI of a node of ours stands for its path."""
        return self.typed.strip().removeprefix(self.snapshot.base)

    def found(self) -> Hits:
        """The page of results that is asked for."""
        offset = (self.reader.number - 1) * ROWS
        return self.snapshot.search.find(
            self.words, kinds=self.kinds, limit=ROWS, offset=offset, language=self.reader.language
        )

    def near(self) -> list[str]:
        """IRIs of what has a name whose words are like these."""
        search, likeness = self.snapshot.search, {}
        for iri in search.like(self.words[:_MOST_TYPED], kinds=self.kinds):
            likeness[iri] = max(
                (words_alike(self.words[:_MOST_TYPED], one.text) for one in search.names(iri)), default=0
            )
        alike = sorted((iri for iri in likeness if likeness[iri] >= _ALIKE), key=lambda iri: -likeness[iri])
        return alike[:_NEAR]

    def href(self, iri: str) -> str:
        """Where a node is found here."""
        root = str(self.request.scope.get("root_path", ""))
        return root + (path_to(self.snapshot.base, NamedNode(iri)) or "/")

    def address(self, number: int) -> str:
        """A page of these results as JSON."""
        root = str(self.request.scope.get("root_path", ""))
        pairs = [("q", self.typed), *(("kind", kind) for kind in self.kinds)]
        pairs += [("lang", self.reader.language)] if self.reader.is_chosen else []
        return f"{root}/search.json?{urlencode([*pairs, ('page', str(number))])}"


class Searching:
    """Answers for everything about search."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def _asked(self, request: Request) -> _Asked | Response:
        """What is asked for, or 400 with what is wrong with it."""
        try:
            reader = reader_of(request)
        except ValueError as error:
            return plain(400, f"{error}.", OPEN)
        kinds = tuple(dict.fromkeys(kind for kind in request.query_params.getlist("kind") if kind))
        if not set(kinds) <= set(KINDS):
            return plain(400, f"There is no such kind. The kinds are {', '.join(KINDS)}.", OPEN)
        return _Asked(request, self._service.snapshot, reader, request.query_params.get("q", ""), kinds)

    def results(self, request: Request) -> Response:
        """What was found, as page or as JSON."""
        begun = self._begun(request, _RESULTS)
        if isinstance(begun, Response):
            return begun
        asked, form, headers = begun
        hits = asked.found()
        part = cut(hits.total, asked.reader.number, ROWS)
        if asked.reader.number > part.pages:
            return plain(404, "These results have fewer pages.", OPEN)
        if form == "json":
            return _json(_as_json(asked, hits, part), "application/json", headers)
        return Response(_as_page(asked, hits, part), 200, headers, "text/html; charset=utf-8")

    def suggestions(self, request: Request) -> Response:
        """Names that begin so, in the form of browsers (OpenSearch Suggestions 1.0) or in our own."""
        begun = self._begun(request, _SUGGESTED)
        if isinstance(begun, Response):
            return begun
        asked, form, headers = begun
        search, language = asked.snapshot.search, asked.reader.language
        found = search.suggest(asked.words, _SUGGESTIONS, kinds=asked.kinds, language=language)
        if form == "json":
            told: object = {"query": asked.typed, "suggestions": [_hit(asked, hit) for hit in found]}
            return _json(told, "application/json", headers)
        addresses = [origin(request).rstrip("/") + asked.href(hit.iri) for hit in found]
        told = [asked.typed, [hit.text for hit in found], [hit.kind for hit in found], addresses]
        return _json(told, "application/x-suggestions+json", headers)

    def description(self, request: Request) -> Response:
        """The description of this search for browsers (OpenSearch 1.1)."""
        root, snapshot = origin(request), self._service.snapshot
        title = str(snapshot.manifest["title"])
        content = _DESCRIPTION.format(
            root=escape(root, {'"': "&quot;"}),
            name=escape(title[:_OPENSEARCH_LENGTH].strip()),
            title=escape(title),
        )
        headers = {"ETag": entity_tag(snapshot.version, "/opensearch.xml", root), "Cache-Control": "no-cache", **OPEN}
        media_type = "application/opensearchdescription+xml; charset=utf-8"
        return early(request, headers["ETag"], headers) or Response(content, 200, headers, media_type)

    def _begun(
        self, request: Request, forms: Mapping[str, tuple[str, ...]]
    ) -> tuple[_Asked, str, dict[str, str]] | Response:
        """What is asked, the form of the answer and its headers; or an answer, where nothing has to be looked up."""
        asked = self._asked(request)
        is_named = request.url.path.endswith(".json")
        form = "json" if is_named else negotiated(request, forms)
        if isinstance(asked, Response):
            return asked
        if isinstance(form, Response):
            return form
        headers = self._headers(asked, form, "Accept-Language" if is_named else "Accept, Accept-Language")
        return early(request, headers["ETag"], headers) or (asked, form, headers)

    @staticmethod
    def _headers(asked: _Asked, form: str, depends_on: str) -> dict[str, str]:
        language = f"{form} {asked.reader.language} {asked.reader.is_chosen} {origin(asked.request)}"
        at = f"{asked.request.url.path}?{asked.request.url.query}"
        tag = entity_tag(asked.snapshot.version, at, language)
        return {"ETag": tag, "Cache-Control": "no-cache", "Vary": depends_on, **OPEN}


def _as_json(asked: _Asked, hits: Hits, part: Slice) -> dict[str, object]:
    told: dict[str, object] = {
        "query": asked.typed,
        "kinds": list(asked.kinds),
        "total": hits.total,
        "isMore": hits.is_more,
        "page": part.number,
        "pages": part.pages,
        "results": [_hit(asked, hit) for hit in hits.rows],
    }
    if part.number < part.pages:
        told["next"] = asked.address(part.number + 1)
    if not hits.total:
        search = asked.snapshot.search
        told["near"] = [
            {"iri": iri, "href": asked.href(iri), "name": search.name(iri, asked.reader.language)}
            for iri in asked.near()
        ]
    return told


def _hit(asked: _Asked, hit: Hit) -> dict[str, object]:
    return {
        "iri": hit.iri,
        "href": asked.href(hit.iri),
        "kind": hit.kind,
        "name": hit.name.text,
        "language": hit.name.language,
        "role": hit.role,
        "text": hit.text,
        "textLanguage": hit.language,
        "snippet": [{"text": text, "hit": is_hit} for text, is_hit in hit.snippet],
    }


def _as_page(asked: _Asked, hits: Hits, part: Slice) -> str:
    """The page: a form, the results with what was hit marked, and what has a like name where nothing was found."""
    snapshot, language = asked.snapshot, asked.reader.language
    near = [] if hits.total else [(iri, snapshot.search.named(iri, language)) for iri in asked.near()]
    return render(
        "search",
        asked.reader,
        base=snapshot.base,
        archive_title=str(snapshot.manifest["title"]),
        title=words(language)("search.search"),
        kind="search",
        address="search",
        query=asked.typed,
        kinds=KINDS,
        chosen=asked.kinds,
        hits=hits,
        near=near,
        slice=part,
    )


def _json(content: object, media_type: str, headers: dict[str, str]) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), 200, headers, media_type)


def routes(service: Service) -> Sequence[BaseRoute]:
    """Search and suggestions; each also by an address that ends in ``.json``."""
    search = Searching(service)
    return [
        Route("/search", search.results),
        Route("/search.json", search.results),
        Route("/suggest", search.suggestions),
        Route("/suggest.json", search.suggestions),
        Route("/opensearch.xml", search.description),
    ]


_DESCRIPTION: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{name}</ShortName>
<Description>{title}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{root}search?q={{searchTerms}}"/>
<Url type="application/json" template="{root}search.json?q={{searchTerms}}"/>
<Url type="application/x-suggestions+json" template="{root}suggest?q={{searchTerms}}"/>
</OpenSearchDescription>
"""
