"""The text of a passage, for the reader whose own server holds the file: never kept, never on another page.

The archive holds offsets and hashes alone. A folder named with ``--sources`` is
looked through for files whose SHA-256 is that of a document that was read; a
passage is shown where its own hash fits too. No other site may read it: these
answers are for this origin and for hosts that are this service's own.
"""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from testimonia import pages
from testimonia.serve.addresses import path_of_request
from testimonia.serve.answers import plain
from testimonia.serve.readers import language_reader
from testimonia.serve.service import Service

PREFIX: Final = "text/"
_NOT_KEPT: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
}
_UNKNOWN: Final = "No file that is here has this passage as it was read."


def is_own(request: Request, base: str) -> bool:
    """Whether the client names this service by an address of its own: another name may lead here by a trick of DNS."""
    host = request.url.hostname or ""
    if host == "localhost" or (base and host == urlsplit(base).hostname):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class PassageTexts:
    """Answers with the text of a passage as a page."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def answer(self, request: Request) -> Response:
        """The text; 404 where it is not here, 403 where another name was used for this service."""
        snapshot, asked = self._service.snapshot, path_of_request(request)
        if not is_own(request, self._service.base):
            return plain(403, "Ask for texts by the address of this service itself.", _NOT_KEPT)
        passage = (asked or "").removeprefix(PREFIX)
        text = self._service.texts.text(snapshot, passage)
        if text is None:
            return plain(404, _UNKNOWN, _NOT_KEPT)
        reader = language_reader(request)
        title = str(snapshot.manifest["title"])
        page = pages.render("passage-text", reader, base=snapshot.base, passage=passage, text=text, archive_title=title)
        headers = {**_NOT_KEPT, "Vary": "Accept-Language", "Content-Language": reader.language}
        return Response(page, 200, headers, "text/html; charset=utf-8")


def routes(service: Service) -> list[Route]:
    """Texts of passages."""
    return [Route("/text/{path:path}", PassageTexts(service).answer, methods=["GET"])]
