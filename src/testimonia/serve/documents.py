"""Things and the documents about them: 303 from the one to the other, in the form that the client asks for.

``/claim/s/k`` is a thing and has no content of its own; ``/claim/s/k.ttl`` is a
document about it (W3C, Cool URIs for the Semantic Web, 4.2). A path that is the
name of a node stands for the node, even if it ends like a form.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from testimonia import pages
from testimonia.pages.reader import Reader
from testimonia.publish import FORMATS
from testimonia.publish.documents import fit_for, part
from testimonia.publish.released import release
from testimonia.publish.withdrawn import Withdrawal, withdrawal
from testimonia.serve.addresses import node_at, path_of_request, path_to
from testimonia.serve.answers import coding_of, conditional, early, entity_tag, is_for_any, negotiated, plain
from testimonia.serve.kept import Kept, Made
from testimonia.serve.readers import reader_of
from testimonia.serve.service import Service
from testimonia.serve.signposting import SUFFIXES, Link, Signposts, kinds_of
from testimonia.serve.snapshot import Snapshot

OFFERED: Final = {
    "html": ("text/html", "application/xhtml+xml"),
    "ttl": ("text/turtle", "application/x-turtle", "text/n3"),
    "jsonld": ("application/ld+json", "application/json"),
    "nt": ("application/n-triples",),
    "nq": ("application/n-quads",),
    "trig": ("application/trig",),
    "rdfxml": ("application/rdf+xml",),
}
"""The forms of a document, the one we like best first, with the media types that ask for them."""

_FORMS_BY_SUFFIX: Final = {"html": "html", **{suffix: form for form, suffix in SUFFIXES.items()}}
_OK: Final = 200
_GONE: Final = 410
_FRESH: Final = {"Cache-Control": "no-cache"}
"""Caches ask again each time, which costs a 304: a build may be replaced at any moment."""
_KEPT_BYTES: Final = 32_000_000
_WORTH_PACKING: Final = 1_000
_PACKING: Final = 5
_UNKNOWN: Final = "The archive holds nothing by this name. Look at /search, or at / for what there is."
_NO_PAGE: Final = "There is no such page. The thing itself may still be had as data: add .ttl or .jsonld."
_FEWER: Final = "This document has fewer parts. Its first part links to the others."


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request for a node: the build that answers it, the node, and who reads (which part, in which language)."""

    request: Request
    snapshot: Snapshot
    node: NamedNode
    reader: Reader

    @property
    def root(self) -> str:
        """The path at which the service stands, without a slash at its end."""
        return str(self.request.scope.get("root_path", ""))

    @property
    def path(self) -> str:
        """The address of the node here."""
        return self.root + (path_to(self.snapshot.base, self.node) or "/")

    @property
    def query(self) -> str:
        """The part, and the language that was chosen, as they stand in an address."""
        number, language = self.reader.number, self.reader.language
        asked = [f"page={number}"] * (number > 1) + [f"lang={language}"] * self.reader.is_chosen
        return "?" + "&".join(asked) if asked else ""

    def address(self, form: str) -> str:
        """The address of the document in a form."""
        if form == "html" and self.path == f"{self.root}/":
            return f"{self.path}index.html{self.query}"
        return f"{self.path}.{SUFFIXES.get(form, form)}{self.query}"

    def signposts(self, number: int = 1) -> Signposts:
        """The links of the node, to a part of its documents of data."""
        return Signposts(
            iri=self.node.value,
            path=self.path,
            kinds=kinds_of(self.snapshot.store, self.node),
            licence=str(self.snapshot.manifest["licence"]),
            home=f"{self.root}/",
            query=f"?page={number}" if number > 1 else "",
        )


class Documents:
    """Answers for every node of the archive, its ontology and its vocabulary."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept = Kept(_KEPT_BYTES)

    def answer(self, request: Request) -> Response:
        """A thing, or a document about it."""
        snapshot, path = self._service.snapshot, path_of_request(request)
        try:
            reader = replace(
                reader_of(request), version=snapshot.version, read_here=self._service.texts.sources(snapshot)
            )
        except ValueError as error:
            return _refused(400, f"{error}.")
        if path in ("", "index.html"):
            return self._home(_Asked(request, snapshot, snapshot.node(""), reader), is_thing=not path)
        found = _named(snapshot, path) if path else None
        if found is None:
            return _refused(404, _UNKNOWN)
        node, form = found
        asked = _Asked(request, snapshot, node, reader)
        return self._document(asked, form) if form else self._thing(asked)

    def _home(self, asked: _Asked, *, is_thing: bool) -> Response:
        """The archive itself: its first page for people, its catalogue as data."""
        form = negotiated(asked.request, OFFERED) if is_thing else "html"
        if isinstance(form, Response):
            return form
        if form == "html":
            files = release(asked.snapshot.manifest)
            items = [(f"{asked.root}/{file.href}", {"rel": "item", "type": file.media_type}) for file in files]
            return self._page(asked, "Accept, Accept-Language" if is_thing else "Accept-Language", items)
        headers = {"Vary": "Accept", "Link": asked.signposts().of_thing(), **_FRESH}
        return RedirectResponse(f"{asked.root}/catalog.{SUFFIXES[form]}", 303, headers)

    def _thing(self, asked: _Asked) -> Response:
        """To the document in the form that is asked for; or to what has taken the place of the thing."""
        ended = withdrawal(asked.snapshot.store, asked.node)
        successor = path_to(asked.snapshot.base, ended.successor) if ended and ended.successor else None
        if successor:
            return RedirectResponse(asked.root + successor, 301, _FRESH)
        form = negotiated(asked.request, OFFERED)
        if isinstance(form, Response):
            return form
        if ended:
            return self._remains(asked, form, ended, {"Vary": "Accept"})
        headers = {"Vary": "Accept", "Link": asked.signposts(asked.reader.number).of_thing(), **_FRESH}
        return RedirectResponse(asked.address(form), 303, headers)

    def _document(self, asked: _Asked, form: str) -> Response:
        ended = withdrawal(asked.snapshot.store, asked.node)
        if ended:
            return self._remains(asked, form, ended, {})
        return self._page(asked, "Accept-Language") if form == "html" else self._data(asked, form)

    def _remains(self, asked: _Asked, form: str, ended: Withdrawal, headers: dict[str, str]) -> Response:
        """410: why the node was withdrawn as a page or in words, or as data all that is still recorded of it."""
        if form == "html" and "text/html" not in asked.request.headers.get("accept", "").lower():
            return plain(_GONE, ended.words(), {"Vary": "Accept"})
        if form == "html":
            answer = self._page(asked, "Accept, Accept-Language", is_conditional=False)
        else:
            answer = self._data(asked, form, is_conditional=False)
        if answer.status_code == _OK:
            answer.status_code = _GONE
            del answer.headers["ETag"]
            answer.headers.update({} if form == "html" else headers)
        return answer

    def _page(self, asked: _Asked, varies: str, items: Sequence[Link] = (), *, is_conditional: bool = True) -> Response:
        """The page about a node; ``items`` are links to what it holds."""
        reader, snapshot = asked.reader, asked.snapshot
        path = unquote((path_to(snapshot.base, asked.node) or "/").removeprefix("/"))

        def make() -> Made:
            return Made((pages.page(snapshot.store, snapshot.base, path, reader) or "").encode())

        headers = {"Vary": f"{varies}, Accept-Encoding", "Content-Language": reader.language, **_FRESH}
        tag = entity_tag(snapshot.version, asked.path, f"{reader} {coding_of(asked.request)}")
        headers |= {"Content-Location": asked.address("html"), "ETag": tag}
        unchanged = early(asked.request, tag, headers) if is_conditional and not is_for_any(asked.request) else None
        if unchanged is not None:
            return unchanged
        content = self._kept.get((snapshot.version, path, reader), make).content
        if not content:
            return _refused(404, _NO_PAGE)
        headers |= {"Link": asked.signposts().of_page(items)}
        answer = _sent(asked.request, content, "text/html; charset=utf-8", headers)
        return conditional(asked.request, answer, tag) if is_conditional else answer

    def _data(self, asked: _Asked, form: str, *, is_conditional: bool = True) -> Response:
        """The document in a form of data: 200, 304, or 404 where it has fewer parts."""
        number, at = asked.reader.number, asked.address(form)
        tag = entity_tag(asked.snapshot.version, at, coding_of(asked.request))
        headers = {"Content-Location": at, "Vary": "Accept-Encoding", "ETag": tag, **_FRESH}
        unchanged = early(asked.request, tag, headers) if is_conditional and not is_for_any(asked.request) else None
        if unchanged is not None:
            return unchanged
        try:
            made = self._kept.get((asked.snapshot.version, asked.node, number, form), lambda: _written(asked, form))
        except LookupError:
            return _refused(404, _FEWER)
        whole = f"{asked.path}.{SUFFIXES[form]}"
        parts = [(f"{whole}?page={other}", {"rel": name}) for name, other in _others(number, made.of).items()]
        headers |= {"Link": asked.signposts(number).of_data(form, parts)}
        answer = _sent(asked.request, made.content, _content_type(form), headers)
        return conditional(asked.request, answer, tag) if is_conditional else answer


def _refused(status: int, words: str) -> Response:
    """An error in words, which becomes a page for a browser."""
    return plain(status, words, {"Vary": "Accept"})


def _named(snapshot: Snapshot, path: str) -> tuple[NamedNode, str] | None:
    """The node that a path names, and the form that it ends in; without a form it is the thing."""
    node = node_at(snapshot.store, snapshot.base, path)
    if node is not None:
        return node, ""
    name, _, suffix = path.rpartition(".")
    node = node_at(snapshot.store, snapshot.base, name) if name and suffix in _FORMS_BY_SUFFIX else None
    return (node, _FORMS_BY_SUFFIX[suffix]) if node else None


def _written(asked: _Asked, form: str) -> Made:
    """A part of the document about a node, in a form.

    Raises:
        LookupError: The document has fewer parts.
    """
    found = part(asked.snapshot.store, asked.snapshot.base, asked.node, asked.reader.number)
    if found is None:
        raise LookupError(asked.reader.number)
    return Made(FORMATS[form].write(fit_for(form, asked.node, found.quads), asked.snapshot.base), found.of)


def _sent(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Content, packed where the client takes it so and it is worth while."""
    if coding_of(request) == "gzip" and len(content) > _WORTH_PACKING:
        packed = gzip.compress(content, _PACKING, mtime=0)
        return Response(packed, _OK, {**headers, "Content-Encoding": "gzip"}, media_type)
    return Response(content, _OK, headers, media_type)


def _others(number: int, of: int) -> dict[str, int]:
    """The parts to which one links, by the names of IANA's link relations."""
    if of == 1:
        return {}
    around = {"prev": number - 1, "next": number + 1}
    return {"first": 1, "last": of} | {name: other for name, other in around.items() if 1 <= other <= of}


def _content_type(form: str) -> str:
    media_type = FORMATS[form].media_type
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def routes(service: Service) -> list[Route]:
    """All other paths: whatever they name, if the archive holds it."""
    return [Route("/{path:path}", Documents(service).answer, methods=["GET"])]
