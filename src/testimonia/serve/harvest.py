"""What programs look for that go from site to site: the catalogue (DCAT, VoID), the map of the site, robots.txt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode, Store
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from testimonia.publish import FORMATS
from testimonia.publish.catalogue import catalogue
from testimonia.publish.described import subjects
from testimonia.serve import files
from testimonia.serve.addresses import path_to
from testimonia.serve.answers import coding_of, early, entity_tag, link, negotiated, plain
from testimonia.serve.documents import OFFERED
from testimonia.serve.kept import Kept, Made
from testimonia.serve.origin import origin
from testimonia.serve.service import Service
from testimonia.serve.signposting import SUFFIXES
from testimonia.serve.snapshot import Snapshot
from testimonia.vocabulary import RDF, TM

_DATA: Final = {name: media_types for name, media_types in OFFERED.items() if name != "html"}
_MAPPED: Final = (TM.Event, TM.Actor, TM.Place, TM.Source, TM.Claim, TM.Argument)
_CONTENT_DIGITS: Final = re.compile(r"/[0-9a-f]{8}$")
ADDRESSES: Final = 50_000
"""So many addresses stand in one file of a map of a site (sitemaps.org)."""
_NOT_FOR_ROBOTS: Final = ("sparql", "graphs", "query/", "search", "suggest", "reconcile", "check")


@dataclass(frozen=True, slots=True)
class Harvest:
    """Answers for harvesters and crawlers."""

    service: Service
    kept: Kept

    def catalogue(self, request: Request) -> Response:
        """To the catalogue in the form that is asked for; to the page of downloads for people."""
        return _to_catalogue(request, "/catalog", OFFERED)

    def void(self, request: Request) -> Response:
        """The same from the place where VoID is looked for (VoID, 7.2), as data."""
        return _to_catalogue(request, "/.well-known/void", _DATA)

    def described(self, request: Request) -> Response:
        """The catalogue in one form."""
        snapshot, suffix = self.service.snapshot, request.scope["path"].rpartition(".")[2]
        form = next(name for name, ending in SUFFIXES.items() if ending == suffix)

        def write(out: BinaryIO) -> None:
            out.write(FORMATS[form].write(catalogue(snapshot.store, snapshot.manifest), snapshot.base))

        headers = {"Vary": "Accept-Encoding", "Link": _links(request, snapshot, form)}
        try:
            path = files.made(snapshot.folder, f"catalog.{suffix}", write)
            if coding_of(request) == "gzip":
                path = files.compressed(snapshot.folder, path, f"catalog.{suffix}")
                headers["Content-Encoding"] = "gzip"
        except OSError:
            return plain(503, "The catalogue cannot be written now. Try later.", {"Retry-After": "60"})
        return files.sent(request, path, FORMATS[form].media_type, headers)

    def site(self, request: Request) -> Response:
        """The map of the site; with more addresses than one file may hold, a map of maps."""
        snapshot = self.service.snapshot
        addresses = self._addresses(snapshot)
        number = request.path_params.get("number", 0)
        files_needed = -(-len(addresses) // ADDRESSES)
        if number > files_needed:
            return plain(404, "The map of the site has fewer parts. /sitemap.xml names them.")
        root = origin(request)
        tag = entity_tag(snapshot.version, request.scope["path"], root)
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        if number == 0 and files_needed > 1:
            parts = [f"{root}sitemap-{part}.xml" for part in range(1, files_needed + 1)]
            content = _map("sitemapindex", "sitemap", parts)
        else:
            first = (max(number, 1) - 1) * ADDRESSES
            content = _map("urlset", "url", [root + address for address in addresses[first : first + ADDRESSES]])
        return early(request, tag, headers) or Response(content, 200, headers, "application/xml")

    def _addresses(self, snapshot: Snapshot) -> list[str]:
        """The addresses of all pages, below the root."""

        def make() -> Made:
            paths = (path_to(snapshot.base, node) for node in mapped(snapshot.store))
            pages = [f"{path.removeprefix('/')}.html" for path in paths if path]
            return Made("\n".join(["", *pages]).encode())

        return self.kept.get(snapshot.version, make).content.decode().split("\n")

    def robots(self, request: Request) -> Response:
        """What crawlers should leave alone: whatever is worked out anew for each question."""
        root = request.scope.get("root_path", "")
        lines = ["User-agent: *", *(f"Disallow: {root}/{path}" for path in _NOT_FOR_ROBOTS)]
        return Response("\n".join([*lines, "", f"Sitemap: {origin(request)}sitemap.xml", ""]), 200, {}, "text/plain")


def mapped(store: Store) -> list[NamedNode]:
    """What has a page that people may look for: all things, claims and arguments, and the questions with claims."""
    things = {node for kind in _MAPPED for node in subjects(store, RDF.type, kind)}
    stated = {quad.object for quad in store.quads_for_pattern(None, TM.states, None)}
    answers = (node.value for node in stated if isinstance(node, NamedNode))
    questions = {NamedNode(_CONTENT_DIGITS.sub("", iri)) for iri in answers}
    return sorted(things | questions, key=lambda node: node.value)


def _map(outer: str, inner: str, addresses: Sequence[str]) -> str:
    entries = "".join(f"<{inner}><loc>{escape(address)}</loc></{inner}>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</{outer}>\n'


def _to_catalogue(request: Request, path: str, offered: dict[str, tuple[str, ...]]) -> Response:
    form = negotiated(request, offered)
    if isinstance(form, Response):
        return form
    root = request.scope["path"].removesuffix(path)
    at = f"{root}/download" if form == "html" else f"{root}/catalog.{SUFFIXES[form]}"
    return RedirectResponse(at, 303, {"Vary": "Accept", "Cache-Control": "no-cache"})


def _links(request: Request, snapshot: Snapshot, form: str) -> str:
    root = request.scope.get("root_path", "")
    others = [
        (f"{root}/catalog.{suffix}", {"rel": "alternate", "type": FORMATS[name].media_type})
        for name, suffix in SUFFIXES.items()
        if name != form
    ]
    licence = (str(snapshot.manifest["licence"]), {"rel": "license"})
    return link([(snapshot.base, {"rel": "describes"}), licence, *others])


_MOST_KEPT: Final = 16_000_000


def routes(service: Service) -> Sequence[BaseRoute]:
    """Catalogue, map and robots.txt."""
    harvest = Harvest(service, Kept(_MOST_KEPT))
    return [
        Route("/catalog", harvest.catalogue),
        Route("/.well-known/void", harvest.void),
        *(Route(f"/catalog.{suffix}", harvest.described) for suffix in SUFFIXES.values()),
        Route("/sitemap.xml", harvest.site),
        Route("/sitemap-{number:int}.xml", harvest.site),
        Route("/robots.txt", harvest.robots),
    ]
