"""The read side of the SPARQL 1.1 Graph Store HTTP Protocol, at ``/graphs``.

``?graph=IRI`` names a graph, ``?default`` the authored graphs laid together,
as queries see them. What is made once stays beside the build as a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import parse_qsl

from anyio import to_thread
from pyoxigraph import NamedNode, Quad, Store
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.publish import jsonld
from testimonia.publish.streams import write_graphs
from testimonia.query.run import UNION
from testimonia.serve import files
from testimonia.serve.answers import negotiated, plain
from testimonia.serve.asking import GRAPHS
from testimonia.serve.origin import OPEN
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_REFUSED_METHODS: Final = ("PUT", "POST", "DELETE", "PATCH")
_ALLOW: Final = {"Allow": ", ".join(_METHODS)}
_FORMS: Final = ("ttl", "jsonld", "nt", "rdf")
"""Forms of one graph; those that hold several are for downloads."""
_OFFERED: Final = {form: (GRAPHS[form].partition(";")[0],) for form in _FORMS}


@dataclass(frozen=True, slots=True)
class GraphStore:
    """The graphs of a service."""

    service: Service

    async def __call__(self, request: Request) -> Response:
        """The answer to any request."""
        if request.method == "OPTIONS":
            return Response(None, 204, {**OPEN, **_ALLOW, "Access-Control-Allow-Methods": ", ".join(_METHODS)})
        if request.method in _REFUSED_METHODS:
            return plain(405, "Graphs can be read here, and not be changed.", _ALLOW)
        snapshot = self.service.snapshot
        chosen = _chosen(request, snapshot)
        if isinstance(chosen, Response):
            return chosen
        form = negotiated(request, _OFFERED)
        if isinstance(form, Response):
            return form
        return await to_thread.run_sync(_sent, request, snapshot, chosen, form)


def _chosen(request: Request, snapshot: Snapshot) -> list[NamedNode] | Response:
    """The graph that a request names, or the graphs of which the default graph is made."""
    try:
        text = bytes(request.scope.get("query_string", b"")).decode()
        fields = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        return plain(400, "The address is not in UTF-8, or has too many fields.")
    named = [value for name, value in fields if name == "graph"]
    is_default = any(name == "default" for name, _ in fields)
    if len(named) + is_default != 1:
        return plain(400, "Name one graph: ?graph= with its IRI, or ?default.")
    if is_default:
        return [snapshot.node(f"graph/{name}") for name in UNION]
    if named[0] not in snapshot.graphs:
        return plain(404, "The archive has no graph of this name. /sparql without a query lists its graphs.")
    return [NamedNode(named[0])]


def _sent(request: Request, snapshot: Snapshot, graphs: list[NamedNode], form: str) -> Response:
    name = graphs[0].value.removeprefix(snapshot.base) if len(graphs) == 1 else "default"

    def write(out: BinaryIO) -> None:
        write_triples(snapshot.store, graphs, form, snapshot.base, out)

    try:
        path = files.made(snapshot.folder, f"graph-store/{name}.{form}", write)
    except OSError:
        return plain(503, "The graph cannot be written just now. Try again later.", {"Retry-After": "60"})
    return files.sent(request, path, GRAPHS[form], {"Vary": "Accept", **OPEN})


def write_triples(store: Store, graphs: list[NamedNode], form: str, base: str, out: BinaryIO) -> None:
    """Write graphs as one heap of triples, also where the form could tell graphs apart.

    Args:
        store: Where they are.
        graphs: Their names.
        form: ``ttl``, ``jsonld``, ``nt`` or ``rdf``.
        base: The archive's base.
        out: A file that is open for writing.
    """
    if form != "jsonld":
        write_graphs(store, graphs, form, base, out)
        return
    quads = (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    out.write(jsonld.write((Quad(quad.subject, quad.predicate, quad.object) for quad in quads), base))


def routes(service: Service) -> Sequence[BaseRoute]:
    """The graph store."""
    store = GraphStore(service)

    async def answer(request: Request) -> Response:
        return await store(request)

    return [Route("/graphs", answer, methods=[*_METHODS, *_REFUSED_METHODS])]
