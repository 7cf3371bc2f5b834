"""What answers of all routes share: plain errors, entity tags, conditional requests, no body after HEAD.

After RFC 9110: strong entity tags (8.8.3), preconditions (13), 304 (15.4.5), HEAD (9.3.2).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import testimonia
from testimonia.serve.negotiation import choose

_OF_THE_PROGRAM: Final = ("*.py", "*/*.py", "pages/templates/*", "pages/words/*", "pages/static/**/*")
"""What answers are made by."""
_TAG: Final = re.compile(r'(?P<weak>W/)?(?P<tag>"[\x21\x23-\x7e\x80-\xff]*")\s*(?:,[\s,]*|$)')
_QUALITY: Final = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_IN_URIS: Final = ":/?#[]@!$&'()*+,;=~-._%"
_MOST_CODINGS: Final = 50
_MOST_WORDS_BYTES: Final = 4000
"""An error is for a person to read; what is longer is somebody's input thrown back."""
_KEPT_BY_304: Final = ("cache-control", "content-location", "date", "etag", "expires", "vary")
"""RFC 9110, 15.4.5."""


def plain(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error in words: text/plain in UTF-8, under 4 KiB, not to be stored.

    ``words`` say what is wrong and what to do; they never hold what the client sent.
    """
    content = words.encode("utf-8", "replace")[:_MOST_WORDS_BYTES].decode("utf-8", "ignore").rstrip() + "\n"
    fixed = {"Cache-Control": "no-store", **(headers or {})}
    return Response(content, status, fixed, "text/plain; charset=utf-8")


def negotiated(request: Request, offered: Mapping[str, Sequence[str]], *, depends_on: str = "Accept") -> str | Response:
    """The name of the form that the Accept header asks for, or the answer that there is none (406).

    Args:
        request: Whose Accept header is read.
        offered: Forms by name, the one we like best first, each with its media types.
        depends_on: What the whole answer varies by.
    """
    name = choose(", ".join(request.headers.getlist("accept")) or None, offered)
    if name is not None:
        return name
    there_are = "\n".join(f"  {media_types[0]}" for media_types in offered.values())
    words = f"There is no form of this that your Accept header asks for. There are:\n{there_are}"
    return plain(406, words, {"Vary": depends_on})


def coding_of(request: Request) -> str:
    """``gzip`` where the client takes it at least as gladly as the plain content, else nothing (RFC 9110, 12.5.3)."""
    likings: dict[str, float] = {}
    for entry in ",".join(request.headers.getlist("accept-encoding")).lower().split(",")[:_MOST_CODINGS]:
        name, _, quality = (part.strip() for part in entry.partition(";"))
        match = _QUALITY.fullmatch(quality)
        likings[name] = float(match[1]) if match else 0.0 if quality else 1.0
    packed = likings.get("gzip", likings.get("x-gzip", likings.get("*", 0.0)))
    return "gzip" if packed and packed >= likings.get("identity", 0.0) else ""


def entity_tag(version: str, path: str, form: str) -> str:
    """A strong entity tag: the same program, build, path and form are the same bytes, and of any other they may not be.

    Args:
        version: The build's digest (``snapshot.version``).
        path: What is asked for, with all of the query that matters to the answer.
        form: Media type, language and content coding, as far as one path has several.
    """
    parts = f"{_program()}\n{version}\n{path}\n{form}"
    return f'"{hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


@cache
def _program() -> str:
    """The digest of the program with its templates and words: a page mended is not the one that clients hold."""
    home = Path(testimonia.__file__).parent
    files = (path for part in _OF_THE_PROGRAM for path in home.glob(part))
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def vary(*names: str) -> dict[str, str]:
    """The header that tells caches on what an answer hangs."""
    return {"Vary": ", ".join(names)}


def link(links: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """The value of a Link header (RFC 8288): targets, each with its parameters, ``rel`` first.

    Headers are ASCII: a target with other letters is written as a URI (RFC 3987, 3.1).
    """
    written = []
    for target, parameters in links:
        attributes = "".join(f'; {name}="{value}"' for name, value in parameters.items())
        written.append(f"<{quote(target, safe=_IN_URIS)}>{attributes}")
    return ", ".join(written)


def is_unchanged(request: Request, tag: str) -> bool:
    """Whether the client holds this very form already (If-None-Match, compared weakly as 13.1.2 asks)."""
    written = request.headers.getlist("if-none-match")
    return bool(written) and request.method in ("GET", "HEAD") and _names(", ".join(written), tag, is_weak=True)


def is_for_any(request: Request) -> bool:
    """Whether the condition is that there be any content (``If-None-Match: *``), so that it has to be made first."""
    return ", ".join(request.headers.getlist("if-none-match")).strip(" \t,") == "*"


def is_other(request: Request, tag: str) -> bool:
    """Whether the client wants one form only, and this is another (If-Match, compared strongly as 13.1.1 asks)."""
    written = request.headers.getlist("if-match")
    return bool(written) and not _names(", ".join(written), tag, is_weak=False)


def _names(written: str, tag: str, *, is_weak: bool) -> bool:
    """Whether a list of entity tags names one; a list that cannot be read names none."""
    rest = written.strip(" \t,")
    if rest == "*":
        return True
    found = set()
    while rest:
        match = _TAG.match(rest)
        if match is None:
            return False
        found |= {match["tag"]} if is_weak or not match["weak"] else set()
        rest = rest[match.end() :]
    return tag in found


def early(request: Request, tag: str, headers: Mapping[str, str] | None = None) -> Response | None:
    """The answer to a conditional request that needs no content, so that it need not be made: 304, 412 or None.

    ``headers`` are those that the full answer would have; 304 keeps the ones that caches need.
    """
    if is_other(request, tag):
        return plain(412, "This address holds another version now than the one that If-Match names. Ask without it.")
    if not is_unchanged(request, tag):
        return None
    kept = {name: value for name, value in (headers or {}).items() if name.lower() in _KEPT_BY_304}
    return Response(None, 304, {**kept, "ETag": tag})


def conditional(request: Request, response: Response, tag: str) -> Response:
    """An answer with its entity tag; or 304 or 412, if the client's conditions say so. Only a 200 is conditional."""
    if response.status_code != 200:  # noqa: PLR2004  (the number is the name)
        return response
    response.headers["ETag"] = tag
    return early(request, tag, response.headers) or response


class NoBodyAfterHead:
    """Stands around the application and keeps back every body that would follow HEAD; lengths are told as for GET.

    A body there would be read as the beginning of the next answer on the same connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, without a body where the method is HEAD."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, sent)
