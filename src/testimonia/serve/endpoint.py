"""The endpoint: queries, and updates where they are allowed, at ``/sparql``; its description where nothing is asked.

After SPARQL 1.1 Protocol and SPARQL 1.1 Service Description.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.publish import FORMATS
from testimonia.serve.answers import early, entity_tag, negotiated, plain
from testimonia.serve.asking import GRAPHS, Question, answered
from testimonia.serve.description import description
from testimonia.serve.origin import OPEN, origin
from testimonia.serve.protocol import Operation, ProtocolError, operation
from testimonia.serve.service import Service
from testimonia.serve.updating import updated

_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_REFUSED_METHODS: Final = ("PUT", "DELETE", "PATCH")
_ALLOW: Final = {"Allow": ", ".join(_METHODS)}
_PREFLIGHT: Final = {
    **OPEN,
    **_ALLOW,
    "Access-Control-Allow-Methods": ", ".join(_METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The endpoint of a service."""

    service: Service

    async def __call__(self, request: Request) -> Response:
        """The answer to any request."""
        if request.method == "OPTIONS":
            return Response(None, 204, _PREFLIGHT)
        if request.method in _REFUSED_METHODS:
            return plain(405, "Ask with GET or POST.", _ALLOW)
        try:
            asked = await operation(request, self.service.limits)
        except ProtocolError as error:
            return plain(error.status, error.words, {**OPEN, **error.headers})
        if asked.update is not None:
            return await updated(request, self.service, asked.update)
        answer = await self._reading(request, asked)
        answer.headers.update(OPEN)
        return answer

    async def _reading(self, request: Request, asked: Operation) -> Response:
        if asked.query is not None:
            question = Question(asked.query, asked.default, asked.named)
            return await answered(request, self.service, question, asked.form)
        if request.method == "POST":
            return plain(400, "There is no query in the request. Send one in the field query.")
        return self._description(request, asked.form)

    def _description(self, request: Request, wanted: str) -> Response:
        """What the endpoint says of itself."""
        offered = {form: (media_type.partition(";")[0],) for form, media_type in GRAPHS.items()}
        if wanted and wanted not in offered:
            return plain(400, f"The description can be had as {', '.join(offered)}; format names none of these.")
        form = wanted or negotiated(request, offered)
        if isinstance(form, Response):
            return form
        snapshot, address = self.service.snapshot, f"{origin(request)}sparql"
        tag = entity_tag(snapshot.version, address, form)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": tag, "Content-Type": GRAPHS[form]}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged
        quads = description(snapshot, address, takes_updates=bool(self.service.token))
        return Response(FORMATS["rdfxml" if form == "rdf" else form].write(quads, snapshot.base), 200, headers)


def routes(service: Service) -> Sequence[BaseRoute]:
    """The endpoint."""
    endpoint = Endpoint(service)

    async def answer(request: Request) -> Response:
        return await endpoint(request)

    return [Route("/sparql", answer, methods=[*_METHODS, *_REFUSED_METHODS])]
