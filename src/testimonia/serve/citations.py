"""Citations as files: ``/cite/<path>.bib``, ``.ris`` and ``.csl.json``, apart from the documents in RDF."""

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from testimonia import pages
from testimonia.publish.cite import FORMS, Form
from testimonia.serve.addresses import path_of_request
from testimonia.serve.answers import early, entity_tag, plain
from testimonia.serve.service import Service

_PREFIX: Final = "cite/"
_UNKNOWN: Final = (
    "There is no such citation. Statements, events, questions and works have one: add .bib, .ris or .csl.json."
)


class Citations:
    """Answers for the citation of a thing."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def answer(self, request: Request) -> Response:
        """The citation in the form that the address ends in."""
        snapshot = self._service.snapshot
        asked = path_of_request(request)
        path, form = _parted(asked.removeprefix(_PREFIX)) if asked else ("", None)
        found = pages.cited(pages.opened(snapshot.store, snapshot.base), path, snapshot.version) if form else None
        if form is None or found is None:
            return plain(404, _UNKNOWN)
        tag = entity_tag(snapshot.version, request.url.path, form.suffix)
        name = quote(f"{path.replace('/', '-')}.{form.suffix}", safe="")
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        headers |= {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        media_type = form.media_type if form.suffix == "csl.json" else f"{form.media_type}; charset=utf-8"
        return early(request, tag, headers) or Response(form.write(found).encode(), 200, headers, media_type)


def _parted(asked: str) -> tuple[str, Form | None]:
    """The path of the thing, and the form."""
    for form in FORMS:
        if asked.endswith(f".{form.suffix}"):
            return asked.removesuffix(f".{form.suffix}"), form
    return asked, None


def routes(service: Service) -> list[Route]:
    """Citations of things."""
    return [Route("/cite/{path:path}", Citations(service).answer, methods=["GET"])]
