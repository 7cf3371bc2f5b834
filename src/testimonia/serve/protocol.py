"""What a request to ``/sparql`` asks for: SPARQL 1.1 Protocol, sections 2.1 and 2.2."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

import anyio
from starlette.requests import ClientDisconnect, Request

from testimonia.serve.limits import Limits
from testimonia.serve.uploads import UploadError, body_of

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 1_000
_UTF8: Final = ("utf-8", "utf8", "us-ascii")
_USING: Final = ("using-graph-uri", "using-named-graph-uri")
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_OF_OPERATIONS: Final = ("query", "update", *_USING, *_DATASET)
_ALSO_CALLED: Final = {
    "turtle": "ttl",
    "n3": "ttl",
    "text/turtle": "ttl",
    "text/n3": "ttl",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
    "application/rdf+xml": "rdf",
    "json-ld": "jsonld",
    "application/ld+json": "jsonld",
    "ntriples": "nt",
    "application/n-triples": "nt",
    "application/trig": "trig",
    "application/n-quads": "nq",
    "application/json": "json",
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Names that clients have for our forms: SPARQLWrapper sends its own and a media type, other clients one of them."""


class ProtocolError(Exception):
    """The request is at fault: the status of the answer, words for who sent it, and headers."""

    def __init__(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, an update, or neither; the graphs that the request names, and the form that it names."""

    query: str | None = None
    update: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""


async def operation(request: Request, limits: Limits) -> Operation:
    """What a GET, HEAD or POST asks for.

    Raises:
        ProtocolError: It cannot be told: two queries, no form of ours, not UTF-8, too long, never sent to its end.
    """
    fields = _fields(bytes(request.scope.get("query_string", b"")))
    if request.method != "POST":
        if any(name == "update" for name, _ in fields):
            raise ProtocolError(400, "An update is sent by POST.")
        return _operation(fields)
    media_type, charset = _content_type(request)
    if media_type not in (FORM, QUERY, UPDATE):
        words = f"Send a query as {QUERY}, or as the field query of a form ({FORM})."
        raise ProtocolError(415, words, {"Accept-Post": f"{FORM}, {QUERY}"})
    if charset not in _UTF8:
        raise ProtocolError(415, "Send it in UTF-8.", {"Accept-Post": f"{FORM}, {QUERY}"})
    body = await _body(request, limits)
    if media_type == FORM:
        return _operation([*fields, *_fields(body)])
    return _operation([*fields, ("query" if media_type == QUERY else "update", _text(body))])


def _content_type(request: Request) -> tuple[str, str]:
    media_type, *parameters = request.headers.get("content-type", "").lower().split(";")
    pairs = [parameter.partition("=") for parameter in parameters]
    charsets = [value.strip(' "') for name, _, value in pairs if name.strip() == "charset"]
    return media_type.strip(), charsets[0] if charsets else "utf-8"


async def _body(request: Request, limits: Limits) -> bytes:
    try:
        with anyio.fail_after(limits.upload_seconds):
            return await body_of(request, int(limits.upload_bytes))
    except UploadError as error:
        raise ProtocolError(error.status, error.words) from None
    except TimeoutError:
        words = f"The request did not come to its end within {limits.upload_seconds:g} seconds."
        raise ProtocolError(408, words, {"Connection": "close"}) from None
    except ClientDisconnect:
        raise ProtocolError(400, "The request did not come to its end.") from None


def _fields(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _text(content), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise ProtocolError(400, _NOT_UTF8) from None
    except ValueError:
        raise ProtocolError(400, f"The request has more than {_MOST_FIELDS:,} fields.") from None


_NOT_UTF8: Final = "The request is not in UTF-8."


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, _NOT_UTF8) from None
    return text.removeprefix("\ufeff")


def _operation(fields: list[tuple[str, str]]) -> Operation:
    """One operation from the fields of address and body; what is not the protocol's own is passed over."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    if any(len(found.get(name, ())) > 1 for name in ("query", "update")):
        raise ProtocolError(400, "There is more than one query or update in the request. Send one.")
    query, update = (next(iter(found.get(name, ())), None) for name in ("query", "update"))
    if query is not None and update is not None:
        raise ProtocolError(400, "There are a query and an update in the request. Send one.")
    if query is None and update is None and any(name in found for name in _OF_OPERATIONS):
        raise ProtocolError(400, "The request names graphs and has no query.")
    if update is not None and any(name in found for name in (*_USING, *_DATASET)):
        raise ProtocolError(400, "An update names its graphs itself: with GRAPH, WITH or USING.")
    if any(name in found for name in _USING):
        raise ProtocolError(400, "A query is given its graphs with default-graph-uri and named-graph-uri.")
    default, named = (tuple(found.get(name, ())) for name in _DATASET)
    return Operation(query, update, default, named, _form(found.get("format", [])))


def _form(written: list[str]) -> str:
    """The form that is named, perhaps by several of its names; one that we do not know as it is written."""
    names = [value.partition(",")[0].strip().lower() for value in written if value]
    forms = {_ALSO_CALLED.get(name, name) for name in names}
    if len(forms) > 1:
        raise ProtocolError(400, "There is more than one format in the request. Send one.")
    return next(iter(forms), "")
