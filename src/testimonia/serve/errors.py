"""Errors as pages, for people in a browser; programs keep the plain words. And a last wall behind all routes."""

import logging
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from testimonia.pages import render
from testimonia.serve.answers import plain
from testimonia.serve.readers import language_reader
from testimonia.serve.service import Service

_PLAIN: Final = ("/sparql", "/graphs", "/metrics", "/health")
"""Addresses of programs, whose errors stay plain whoever asks."""

_FIRST_ERROR: Final = 400
_MADE_ANEW: Final = frozenset({b"content-type", b"content-length", b"content-language", b"cache-control"})
_WRONG: Final = "Something went wrong here. It has been noted."
_log = logging.getLogger(__name__)


class ErrorPages:
    """Stands around the application and gives browsers a page in place of a line of text.

    Args:
        app: What answers.
        service: Whose archive the page names.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; an error that nobody caught is noted and becomes 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(self.service, Request(scope), send)
        try:
            await self.app(scope, receive, answer.sent)
        except ClientDisconnect:
            return
        except Exception:
            if answer.has_begun:
                raise
            _log.exception("an error that no route caught")
            await answer.failed(scope, receive)


class _Answer:
    """One answer on its way: an error in plain words is held back until its words are known."""

    def __init__(self, service: Service, request: Request, send: Send) -> None:
        self._service = service
        self._request = request
        self._send = send
        self._held: Message | None = None
        self._words = b""
        self.has_begun = False

    async def sent(self, message: Message) -> None:
        """Pass a message on, or hold it back."""
        if message["type"] == "http.response.start" and self._is_for_a_page(message):
            self._held = message
        elif self._held is None:
            self.has_begun = True
            await self._send(message)
        else:
            self._words += message.get("body", b"")
            if not message.get("more_body", False):
                await self._page(self._held, self._words.decode("utf-8", "replace"))

    async def failed(self, scope: Scope, receive: Receive) -> None:
        """Answer with 500."""
        if _is_browser(self._request):
            await self._page({"status": 500, "headers": []}, "")
        else:
            await plain(500, _WRONG)(scope, receive, self._send)

    def _is_for_a_page(self, message: Message) -> bool:
        kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
        is_plain = not kinds or kinds[0].startswith(b"text/plain")
        return message["status"] >= _FIRST_ERROR and is_plain and _is_browser(self._request)

    async def _page(self, start: Message, words: str) -> None:
        status, snapshot = start["status"], self._service.snapshot
        reader = language_reader(self._request)
        title = str(snapshot.manifest["title"])
        values = {"status": str(status), "words": words.strip(), "title": str(status), "archive_title": title}
        page = render("error", reader, base=snapshot.base, **values)
        kept = {n.decode(): v.decode() for n, v in start["headers"] if n.lower() not in _MADE_ANEW}
        headers = {**kept, "Cache-Control": "no-store", "Content-Language": reader.language}
        response = Response(page, status, headers, "text/html; charset=utf-8")
        self.has_begun = True
        await response(self._request.scope, self._request.receive, self._send)


def _is_browser(request: Request) -> bool:
    """Whether the client names HTML among what it takes, as browsers do, and asks for no address of programs."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return "text/html" in request.headers.get("accept", "").lower() and not path.startswith(_PLAIN)
