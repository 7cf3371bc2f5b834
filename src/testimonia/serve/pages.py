"""Pages that are about no one node: lists of names, vocabulary, query; and the files that pages load."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia import pages
from testimonia.pages.reader import Reader
from testimonia.pages.site import LISTS, topics
from testimonia.pages.templating import STATIC, digest
from testimonia.serve.answers import coding_of, early, entity_tag, plain
from testimonia.serve.headers import POLICY_OF_QUERIES
from testimonia.serve.kept import Kept, Made
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

_KEPT_BYTES: Final = 8_000_000
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_LONGEST_NAME: Final = 300
_LONGEST_WRITTEN: Final = 20_000
"""So many characters of a query may stand in an address."""
_EXAMPLE: Final = """\
PREFIX tm: <https://w3id.org/testimonia/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?holder ?stance ?claim ?paraphrase
WHERE {
  ?claim tm:holder ?holder ; tm:stance ?stance ; tm:paraphrase ?paraphrase .
}
ORDER BY ?claim
LIMIT 50
"""

Writer = Callable[[Snapshot, Reader], str | None]


class SitePages:
    """Answers for pages of the site; each is made once for a build, a language and a number."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept = Kept(_KEPT_BYTES)

    def listing(self, request: Request) -> Response:
        """A page that names all things of a kind, or all schemes."""
        name = request.url.path.rpartition("/")[2]
        return self._page(request, name, _of_archive(name))

    def quality(self, request: Request) -> Response:
        """What work is left, or one of its lists."""
        name = request.url.path.removeprefix("/")
        return self._page(request, name, _of_archive(name))

    def query(self, request: Request) -> Response:
        """The form for queries, and the saved questions by topic; a query in the address stands in the form."""
        limits = self._service.limits
        written = request.query_params.get("query", "")[:_LONGEST_WRITTEN]

        def write(snapshot: Snapshot, reader: Reader) -> str:
            values = {
                "example": written or _EXAMPLE,
                "seconds": f"{limits.query_seconds:g}",
                "rows": int(limits.page_rows),
            }
            title = str(snapshot.manifest["title"])
            values |= {"archive_title": title, "kind": "query", "address": "query", "topics": topics()}
            values |= {"address_values": (("query", written),) if written else ()}
            return pages.render("query", reader, base=snapshot.base, **values)

        answer = self._page(request, f"query?{written}", write)
        answer.headers["Content-Security-Policy"] = POLICY_OF_QUERIES
        return answer

    def compare(self, request: Request) -> Response:
        """Two holders side by side, or the page on which they are chosen."""
        one, other = (request.query_params.get(name, "")[:_LONGEST_NAME] for name in ("a", "b"))

        def write(snapshot: Snapshot, reader: Reader) -> str | None:
            return pages.comparison(snapshot.store, snapshot.base, (one, other), reader)

        return self._page(request, f"compare?{urlencode([('a', one), ('b', other)])}", write)

    def _page(self, request: Request, name: str, write: Writer, depends_on: str = "Accept-Language") -> Response:
        snapshot = self._service.snapshot
        try:
            reader = replace(reader_of(request), version=snapshot.version)
        except ValueError as error:
            return plain(400, f"{error}.")
        tag = entity_tag(snapshot.version, f"/{name}", repr(reader))
        headers = {"Cache-Control": "no-cache", "Vary": depends_on, "ETag": tag, "Content-Language": reader.language}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged

        def made() -> Made:
            return Made((write(snapshot, reader) or "").encode())

        content = self._kept.get((snapshot.version, name, reader), made).content
        if not content:
            return plain(404, "This list has fewer pages.")
        return Response(content, 200, headers, "text/html; charset=utf-8")


def _of_archive(name: str) -> Writer:
    def write(snapshot: Snapshot, reader: Reader) -> str | None:
        return pages.page(snapshot.store, snapshot.base, name, reader)

    return write


def static(request: Request) -> Response:
    """A file that pages load. With its digest in the address it may be kept for ever."""
    name = str(request.path_params["name"])
    if name not in _files():
        return plain(404, "There is no such file.")
    is_named = request.query_params.get("v") == digest(name)
    coding = coding_of(request)
    headers = {"Cache-Control": _FOR_EVER if is_named else "no-cache", "Vary": "Accept-Encoding"}
    headers["ETag"] = f'"{digest(name)}{"-" if coding else ""}{coding}"'
    unchanged = early(request, headers["ETag"], headers)
    if unchanged is not None:
        return unchanged
    if coding:
        headers["Content-Encoding"] = coding
    content = _packed(name) if coding else (STATIC / name).read_bytes()
    return Response(content, 200, headers, _MEDIA_TYPES[PurePosixPath(name).suffix])


@lru_cache(maxsize=64)
def _packed(name: str) -> bytes:
    """A file with gzip, which is packed once; the same content gives the same bytes, since no time stands in it."""
    return gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)


def _files() -> frozenset[str]:
    """The files that there are: no path from outside is ever joined to a folder before it is found here."""
    found = (path for path in STATIC.rglob("*") if path.suffix in _MEDIA_TYPES and path.is_file())
    return frozenset(path.relative_to(STATIC).as_posix() for path in found)


def routes(service: Service) -> Sequence[BaseRoute]:
    """Pages of the site; they come before the documents, which take any path."""
    site = SitePages(service)
    return [
        *(Route(f"/{name}", site.listing) for name in (*LISTS, "vocab", "shapes")),
        Route("/quality", site.quality),
        Route("/quality/{key}", site.quality),
        Route("/query", site.query),
        Route("/compare", site.compare),
        Route("/static/{name:path}", static),
    ]
