"""Claims and events chosen by facets: ``/explore`` as page, the same as JSON, and the results as files."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from testimonia import pages
from testimonia.pages.archive import Archive
from testimonia.pages.explore import VIEWS, Asked, explore_sheet
from testimonia.pages.reader import Reader
from testimonia.query.facets import FACETS, SHOWN, Choice, Facets
from testimonia.serve.answers import early, entity_tag, plain
from testimonia.serve.explore_files import csv_lines, features, graph, turtle
from testimonia.serve.explore_json import as_json
from testimonia.serve.origin import OPEN
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

_KIND: Final = {"claims": "claim", "events": "event"}
_WITHIN: Final = tuple(f"in-{facet}" for facet in FACETS)
_PARAMETERS: Final = ("show", *FACETS, "q", *_WITHIN, "as", "page", "lang")
_NAMED: Final = 20
_LONGEST: Final = 1000

Pieces = Callable[[Archive, Asked, Sequence[str], Reader], Iterator[bytes]]

FILES: Final[Mapping[str, tuple[str, Pieces]]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "jsonld": ("application/ld+json", graph),
    "ttl": ("text/turtle; charset=utf-8", turtle),
    "geojson": ("application/geo+json", features),
}
"""The files in which all results can be had, by the ends of the addresses."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What one request asks for, of which build, and those with its words (as bits; None where no words are asked)."""

    snapshot: Snapshot
    archive: Archive
    reader: Reader
    asked: Asked
    within: int | None

    @property
    def facets(self) -> Facets:
        """The facets of the build."""
        return self.snapshot.facets


class Exploring:
    """Answers for everything about facets."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def page(self, request: Request) -> Response:
        """The page."""

        def made(question: _Question) -> Response:
            archive, asked, reader = question.archive, question.asked, question.reader
            sheet = explore_sheet(archive, question.facets.tables, asked, reader, question.within)
            if sheet.slice and reader.number > sheet.slice.pages:
                return plain(404, "These results have fewer pages.", OPEN)
            html = pages.html_of(archive, sheet, "explore", reader, "")
            return Response(html, media_type="text/html; charset=utf-8", headers={"Content-Language": reader.language})

        return self._answer(request, made)

    def data(self, request: Request) -> Response:
        """The same as JSON, with more options of each facet."""

        def made(question: _Question) -> Response:
            told = as_json(question.archive, question.facets.tables, question.asked, question.reader, question.within)
            if told is None:
                return plain(404, "These results have fewer pages.", OPEN)
            return Response(json.dumps(told, ensure_ascii=False), media_type="application/json")

        return self._answer(request, made)

    def file(self, request: Request) -> Response:
        """All results as a file, piece by piece."""
        media_type, pieces = FILES[request.url.path.rpartition(".")[2]]

        def made(question: _Question) -> Response:
            table = question.facets.table(question.asked.shown)
            found = table.find(Choice(question.asked.values, question.within))
            paths = table.page(found.bits, 0, found.total)
            name = request.url.path.rpartition("/")[2].replace("explore", question.asked.shown)
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            if request.method == "HEAD":
                return Response(None, media_type=media_type, headers=headers)
            content = pieces(question.archive, question.asked, paths, question.reader)
            return StreamingResponse(content, media_type=media_type, headers=headers)

        return self._answer(request, made)

    def _answer(self, request: Request, made: Callable[[_Question], Response]) -> Response:
        """An answer with its headers; 400 with what is wrong with the question; 304 where it is still the same."""
        snapshot = self._service.snapshot
        try:
            reader, asked = replace(reader_of(request), version=snapshot.version), asked_of(request)
            _check(snapshot.facets, asked)
        except ValueError as error:
            return plain(400, f"{error}.", OPEN)
        at = f"{request.url.path}?{request.url.query}"
        tag = entity_tag(snapshot.version, at, f"{reader.language} {request.scope.get('root_path', '')}")
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language", **OPEN}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged
        archive = pages.opened(snapshot.store, snapshot.base)
        response = made(_Question(snapshot, archive, reader, asked, _within(snapshot, asked)))
        if response.status_code == 200:  # noqa: PLR2004  (the number is the name)
            response.headers.update(headers)
        return response


def asked_of(request: Request) -> Asked:
    """What a request asks to see.

    Raises:
        ValueError: There is no such parameter, nothing of that kind to show, or no such view; with what there is.
    """
    given = request.query_params
    if not set(given) <= set(_PARAMETERS):
        raise ValueError(f"There is no such choice here. Known are {', '.join(_PARAMETERS)}")
    shown, view = given.get("show") or SHOWN[0], given.get("as") or VIEWS[0]
    if shown not in SHOWN:
        raise ValueError(f"What 'show' names is not known. It is one of {', '.join(SHOWN)}")
    if view not in VIEWS:
        raise ValueError(f"What 'as' names is not known. It is one of {', '.join(VIEWS)}")
    values = {facet: tuple(dict.fromkeys(filter(None, given.getlist(facet)))) for facet in FACETS}
    within = {facet: given.get(f"in-{facet}", "")[:_LONGEST] for facet in FACETS}
    return Asked(
        shown=shown,
        values={facet: found for facet, found in values.items() if found},
        typed=given.get("q", "").strip()[:_LONGEST],
        view=view,
        within={facet: typed for facet, typed in within.items() if typed},
    )


def _check(facets: Facets, asked: Asked) -> None:
    """Refuse a value that no claim or event has, and say which there are."""
    sets = facets.table(asked.shown).sets
    for facet, values in asked.values.items():
        if not set(values) <= sets[facet].keys():
            known = sorted(sets[facet])
            more = f" and {len(known) - _NAMED} more, which /explore.json tells" if len(known) > _NAMED else ""
            words = f"No {_KIND[asked.shown]} has one of the values given for '{facet}'. Known are "
            raise ValueError(words + ", ".join(known[:_NAMED]) + more)


def _within(snapshot: Snapshot, asked: Asked) -> int | None:
    """Those with the words that are asked for, as bits; None where there are none."""
    if not asked.typed:
        return None
    found = snapshot.search.nodes(asked.typed, _KIND[asked.shown])
    return snapshot.facets.within(asked.shown, found, lambda iri: iri.removeprefix(snapshot.base))


def routes(service: Service) -> Sequence[BaseRoute]:
    """The page, the same as JSON, and the files."""
    exploring = Exploring(service)
    return [
        Route("/explore", exploring.page),
        Route("/explore.json", exploring.data),
        *(Route(f"/explore.{form}", exploring.file) for form in FILES),
    ]
