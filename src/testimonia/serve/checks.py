"""Check a file at ``/check``: linked data or a table of claims in, what the shapes find out."""

import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import anyio.to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia import pages
from testimonia.isolation.pool import BusyError, PoolError, RefusedError, TooLargeError
from testimonia.pages.reader import Reader
from testimonia.pages.words import words
from testimonia.serve.answers import negotiated, plain
from testimonia.serve.asking import sentence
from testimonia.serve.check_guard import NO_XML
from testimonia.serve.check_report import report
from testimonia.serve.origin import OPEN
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot
from testimonia.serve.uploads import UploadError, body_of, media_type

FORMS: Final = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "trig": ("application/trig",),
    "nt": ("application/n-triples", "text/plain"),
    "nq": ("application/n-quads",),
    "jsonld": ("application/ld+json", "application/json"),
    "csv": ("text/csv", "application/csv"),
}
"""What can be checked, with the media types that name it."""

OFFERED: Final = {
    "json": ("application/json",),
    "html": ("text/html", "application/xhtml+xml"),
    "ttl": ("text/turtle",),
    "jsonld": ("application/ld+json",),
}
_BY_TYPE: Final = {name: form for form, names in FORMS.items() for name in names}
_MULTIPART: Final = "multipart/form-data"
_XML: Final = ("application/rdf+xml", "application/xml", "text/xml", "text/html", "application/trix")
_AROUND_A_FILE: Final = 65_536
"""Bytes of a form beside its file."""
_MOST_FIELDS: Final = 10
_AT_ONCE: Final = 10
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_PREFLIGHT: Final = {
    **OPEN,
    "Allow": ", ".join(_METHODS),
    "Access-Control-Allow-Methods": ", ".join(_METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_PLACES: Final = {
    "en": {"line": "line", "row": "row", "column": "column"},
    "de": {"line": "Zeile", "row": "Zeile", "column": "Spalte"},
}
_WHICH: Final = "Say what the file is, by Content-Type or the field 'form': " + ", ".join(
    f"{form} ({names[0]})" for form, names in FORMS.items()
)


@dataclass(frozen=True, slots=True)
class _Upload:
    """A file to be checked."""

    form: str
    content: bytes


class Checks:
    """Answers for checks."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._limiter: anyio.CapacityLimiter | None = None

    async def answer(self, request: Request) -> Response:
        """The page with the form, or what was found in a file."""
        if request.method == "OPTIONS":
            return Response(None, 204, _PREFLIGHT)
        snapshot = self._service.snapshot
        try:
            reader = reader_of(request)
        except ValueError as error:
            return plain(400, f"{error}.", OPEN)
        if request.method != "POST":
            await anyio.to_thread.run_sync(snapshot.checks.warm)
            return self._page(snapshot, reader, None)
        form = negotiated(request, OFFERED)
        return form if isinstance(form, Response) else await self._outcome(request, snapshot, reader, form)

    async def _outcome(self, request: Request, snapshot: Snapshot, reader: Reader, form: str) -> Response:
        """What was found in the file of a request, or why it came to nothing."""
        try:
            result = await self._result(request, snapshot)
        except UploadError as error:
            return plain(error.status, error.words, OPEN)
        except PoolError as error:
            return _failure(error)
        return self._page(snapshot, reader, result) if form == "html" else _data(result, form, snapshot.base)

    async def _result(self, request: Request, snapshot: Snapshot) -> Mapping[str, Any]:
        """What a worker found.

        Raises:
            UploadError: The file is none that is checked here.
            PoolError: The worker came to no answer.
        """
        limits = self._service.limits
        upload = await _upload(request, int(limits.upload_bytes))
        settings = {
            "form": upload.form,
            "nesting": int(limits.upload_nesting),
            "literal": int(limits.literal_bytes),
        }
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(_AT_ONCE)
        body = await anyio.to_thread.run_sync(snapshot.checks.ask, settings, upload.content, limiter=self._limiter)
        result: Mapping[str, Any] = json.load(body)
        refused = result.get("refused")
        if refused:
            raise UploadError(int(refused["status"]), str(refused["words"]))
        return result

    def _page(self, snapshot: Snapshot, reader: Reader, result: Mapping[str, Any] | None) -> Response:
        limits = self._service.limits
        content = pages.render(
            "check",
            reader,
            base=snapshot.base,
            archive_title=str(snapshot.manifest["title"]),
            title=words(reader.language)("nav.check"),
            kind="check",
            address="check",
            megabytes=f"{limits.upload_bytes / 1e6:g}",
            seconds=f"{limits.check_seconds:g}",
            result=result,
            findings=None if result is None else [_row(found, reader.language) for found in result["findings"]],
        )
        headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language", **OPEN}
        return Response(content, 200, headers, "text/html; charset=utf-8")


async def _upload(request: Request, most: int) -> _Upload:
    """The file of a request: its body, or a part of a form.

    Raises:
        UploadError: It is too long (413), of no form that is checked (415), or none (400).
    """
    kind = media_type(request)
    if kind == _MULTIPART:
        return await _of_form(request, most)
    content = await body_of(request, most)
    form = request.query_params.get("form", "") or _BY_TYPE.get(kind, "")
    return _checked(form, kind, content)


def _checked(form: str, kind: str, content: bytes) -> _Upload:
    if kind in _XML and form not in FORMS:
        raise UploadError(415, NO_XML)
    if form not in FORMS:
        raise UploadError(415, f"{_WHICH}.")
    if not content.strip():
        raise UploadError(400, "The file is empty.")
    return _Upload(form, content)


async def _of_form(request: Request, most: int) -> _Upload:
    """The field ``file``, or the field ``text``; the field ``form`` says what it is, or else the file's name does."""
    content = await body_of(request, most + _AROUND_A_FILE)

    async def stream() -> AsyncGenerator[bytes, None]:
        yield content

    parser = MultiPartParser(
        request.headers, stream(), max_files=1, max_fields=_MOST_FIELDS, max_part_size=most + _AROUND_A_FILE
    )
    try:
        fields = await parser.parse()
    except (MultiPartException, KeyError, ValueError, LookupError):
        raise UploadError(400, "The form cannot be read; send one file in the field 'file'.") from None
    try:
        return await _part(fields, most)
    finally:
        await fields.close()


async def _part(fields: FormData, most: int) -> _Upload:
    file, text, named = fields.get("file"), fields.get("text"), fields.get("form")
    form = named if isinstance(named, str) else ""
    if isinstance(file, UploadFile):
        content, kind = await file.read(), (file.content_type or "").partition(";")[0].strip().lower()
        suffix = PurePosixPath(file.filename or "").suffix.removeprefix(".").lower()
        form = form or (suffix if suffix in FORMS else _BY_TYPE.get(kind, ""))
    elif isinstance(text, str):
        content, kind = text.encode(), ""
    else:
        raise UploadError(400, "There is no file in the form; send one in the field 'file', or its text in 'text'.")
    if len(content) > most:
        raise UploadError(413, f"The file is longer than {most:,} bytes. Send it in parts.")
    return _checked(form, kind, content)


def _failure(error: PoolError) -> Response:
    """What a client is told of a file that came to no answer."""
    said = sentence(error.words)
    if isinstance(error, RefusedError):
        return plain(400, said, OPEN)
    if isinstance(error, TooLargeError):
        return plain(413, "The check of this file needs more memory than it may take. Send it in parts.", OPEN)
    return plain(503, said, {**OPEN, "Retry-After": "5"} if isinstance(error, BusyError) else OPEN)


def _data(result: Mapping[str, Any], form: str, base: str) -> Response:
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **OPEN}
    if form == "json":
        return Response(json.dumps(result, ensure_ascii=False), 200, headers, "application/json")
    return Response(report(result, form, base), 200, headers, OFFERED[form][0])


def _row(found: Mapping[str, Any], language: str) -> dict[str, str]:
    """A finding as a row of the page: where, and what."""
    named = _PLACES.get(language, _PLACES["en"])
    places = [f"{words_of_it} {found[name]}" for name, words_of_it in named.items() if name in found]
    where = ", ".join([*places, *([str(found["node"])] if "node" in found else [])])
    messages = found["messages"]
    return {
        "where": where,
        "message": messages.get(language) or messages.get("en") or next(iter(messages.values()), ""),
    }


def routes(service: Service) -> Sequence[BaseRoute]:
    """The check."""
    checks = Checks(service)

    async def answer(request: Request) -> Response:
        return await checks.answer(request)

    return [Route("/check", answer, methods=[*_METHODS])]
