"""A query and what becomes of it: looked at, asked of a worker, and its whole answer sent, or an error in words.

Nothing is sent before the answer is there to its end, so that 200 always means
a whole one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from testimonia.isolation.pool import BusyError, PoolError, RefusedError, UnwritableError
from testimonia.query.guard import Looked, RefusedQueryError, look_at
from testimonia.query.run import UNION
from testimonia.serve.answers import early, entity_tag, negotiated, plain
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot
from testimonia.serve.waiting import Waiting

TABLES: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""Forms of a table, by the end of a file name, as they are sent."""
TRUTHS: Final = {form: TABLES[form] for form in ("json", "xml")}
"""Forms of yes or no: CSV and TSV have none (SPARQL 1.1 Query Results CSV and TSV Formats, section 1)."""
GRAPHS: Final = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
"""Forms of a graph, as they are sent."""
_ALSO: Final = {"json": ("application/json",), "xml": ("application/xml", "text/xml"), "jsonld": ("application/json",)}
"""What clients ask for who mean one of these forms; it is what they get."""
_OF_GRAPHS: Final = {"xml": "rdf", "json": "jsonld"}
"""What clients mean who ask for a graph by the name of a table's form."""
_CHUNK: Final = 1 << 18
_SHORT: Final = 5_000
"""A query of so many characters is looked at in less than five milliseconds."""
_SOON: Final = {"Retry-After": "2"}


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the dataset that the request gives it; without one, its own or the archive's holds."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def names_graphs(self) -> bool:
        """Whether the request says which graphs there are."""
        return bool(self.default or self.named)


def forms_of(looked: Looked) -> Mapping[str, str]:
    """The forms in which the answer to a query can be sent."""
    if looked.form in ("CONSTRUCT", "DESCRIBE"):
        return GRAPHS
    return TRUTHS if looked.form == "ASK" else TABLES


def looked_at(question: Question, snapshot: Snapshot, limits: Limits) -> Looked | Response:
    """What the guard sees in a query, or the refusal."""
    if not snapshot.graphs.issuperset((*question.default, *question.named)):
        return plain(
            400, "The request names a graph that this archive does not have. /sparql without a query lists them."
        )
    try:
        return look_at(question.text, limits.query_bounds(), snapshot.graphs)
    except RefusedQueryError as error:
        return plain(400, sentence(str(error)))


async def looked_at_aside(question: Question, snapshot: Snapshot, limits: Limits) -> Looked | Response:
    """The same; a long query is looked at in a thread, so that others need not wait for it."""
    if len(question.text) < _SHORT:
        return looked_at(question, snapshot, limits)
    return await to_thread.run_sync(looked_at, question, snapshot, limits)


def chosen(request: Request, wanted: str, looked: Looked) -> tuple[str, str] | Response:
    """The form of the answer and its media type: what ``format`` names, or else what Accept asks for."""
    forms = forms_of(looked)
    if wanted:
        wanted = _OF_GRAPHS.get(wanted, wanted) if forms is GRAPHS else wanted
        if wanted in forms:
            return wanted, forms[wanted]
        return plain(400, f"A query of this kind can be answered as {', '.join(forms)}; format names none of these.")
    offered = {form: (media_type.partition(";")[0],) for form, media_type in forms.items()}
    offered |= {media_type: (media_type,) for form in forms for media_type in _ALSO.get(form, ())}
    name = negotiated(request, offered)
    if isinstance(name, Response):
        return name
    if name in forms:
        return name, forms[name]
    return next(form for form in forms if name in _ALSO.get(form, ())), name


async def answered(request: Request, service: Service, question: Question, wanted: str = "") -> Response:
    """The answer to a query from outside.

    Args:
        request: Who asks; its Accept and conditions count.
        service: Whose archive is asked.
        question: What is asked.
        wanted: A form by name, which Accept then has no say in.
    """
    snapshot = service.snapshot
    looked = await looked_at_aside(question, snapshot, service.limits)
    if isinstance(looked, Response):
        return looked
    form = chosen(request, wanted, looked)
    if isinstance(form, Response):
        return form
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if request.method in ("GET", "HEAD") and not looked.is_volatile:
        headers["ETag"] = entity_tag(snapshot.version, repr(question), form[1])
        unchanged = early(request, headers["ETag"], headers)
        if unchanged is not None:
            return unchanged
    try:
        body = await asked(service, snapshot, question, looked, form[0])
    except PoolError as error:
        return refusal(error)
    return sent(body, form[1], headers, service.waiting)


async def asked(service: Service, snapshot: Snapshot, question: Question, looked: Looked, form: str) -> IO[bytes]:
    """The answer of a worker, whole.

    Raises:
        PoolError: There is none, and why.
    """
    settings = {"form": form, **dataset(question, looked, snapshot)}
    text = question.text.encode()
    return await to_thread.run_sync(lambda: snapshot.pool.ask(settings, text), limiter=service.asking)


def dataset(question: Question, looked: Looked, snapshot: Snapshot) -> dict[str, list[str]]:
    """The graphs that a query sees: those of the request, else its own, else the authored ones as one."""
    if question.names_graphs:
        return {"default": list(question.default), "named": list(question.named)}
    if looked.names_graphs:
        return {}
    return {"default": [f"{snapshot.base}graph/{name}" for name in UNION], "named": sorted(snapshot.graphs)}


def refusal(error: PoolError) -> Response:
    """What a client is told of a job that came to no answer."""
    words = sentence(error.words)
    if isinstance(error, RefusedError):
        return plain(400, words)
    if isinstance(error, UnwritableError):
        return plain(406, words, {"Vary": "Accept"})
    return plain(503, words, _SOON if isinstance(error, BusyError) else None)


def sentence(words: str) -> str:
    """The words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def sent(body: IO[bytes], media_type: str, headers: Mapping[str, str], waiting: Waiting) -> Response:
    """A gathered answer; a short one in one piece, a long one from the file that holds it, if there is room for it."""
    length = body.seek(0, 2)
    body.seek(0)
    if length <= _CHUNK:
        with body:
            return Response(body.read(), 200, {**headers, "Content-Type": media_type})
    if not waiting.begin(length):
        body.close()
        return plain(503, "Too many long answers wait for their readers; try again in a moment.", _SOON)

    def end() -> None:
        body.close()
        waiting.end(length)

    full = {**headers, "Content-Type": media_type, "Content-Length": str(length)}
    return Held(_pieces(body), full, end)


class Held(StreamingResponse):
    """An answer that is read from a file; however it ends, the file is closed."""

    def __init__(self, pieces: Iterator[bytes], headers: Mapping[str, str], end: Callable[[], None]) -> None:
        super().__init__(pieces, 200, headers)
        self._end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._end()


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(_CHUNK):
        yield piece
