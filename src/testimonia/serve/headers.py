"""Headers that every answer has: what a page may load, who may read it from elsewhere, and nothing guessed.

The policy lets pages load style, scripts, pictures and data of this service
alone, and nothing that stands inside a page, so that a text of the archive can
never run (W3C, Content Security Policy 3).
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
POLICY_OF_QUERIES: Final = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The policy of the page with the query editor, which writes style into its own elements; scripts stay as strict."""

_ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_QUERIED: Final = frozenset({"/sparql", "/reconcile", "/check"})
"""What reads although it is asked by POST."""

_OWN: Final = "/text/"
"""What stands in files of the reader's own, and is for no other origin."""

_TOLD: Final = "Content-Location, ETag, Link, Location, Retry-After, Repr-Digest"
_A_YEAR: Final = "max-age=31536000"


class Headers:
    """Stands around the application and adds headers to each answer; one that is set already stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers(scope).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sent)


def _headers(scope: Scope) -> dict[str, str]:
    """The headers of an answer. Reading is open to every origin; without credentials, and never writing."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    reads = scope["method"] in _READING or (scope["method"] == "POST" and path in _QUERIED)
    reads = reads and not path.startswith(_OWN)
    shared = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _TOLD} if reads else {}
    is_private = {"Strict-Transport-Security": _A_YEAR} if scope.get("scheme") == "https" else {}
    return {**_ALWAYS, **shared, **is_private}
