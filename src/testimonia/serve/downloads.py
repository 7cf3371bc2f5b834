"""What can be taken away whole: the release, each named graph, their digests; and how to cite and reuse it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from testimonia.pages import Reader, render
from testimonia.publish.citation import citation
from testimonia.publish.released import graphs, media_type, release
from testimonia.publish.streams import SUFFIXES, graphs_of, write_graphs
from testimonia.serve import files
from testimonia.serve.answers import coding_of, early, entity_tag, link, negotiated, plain
from testimonia.serve.readers import language_reader
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

_LISTED: Final = {"html": ("text/html", "application/xhtml+xml"), "json": ("application/json",)}
_WITH_INFERRED: Final = ("nq", "trig", "jsonld")
"""Forms of the whole archive that keep graphs apart, and so hold what rules found."""
_NOT_NOW: Final = "This file is made when it is first asked for, and the service cannot write it now. Try later."


@dataclass(frozen=True, slots=True)
class Downloads:
    """Answers for files."""

    service: Service

    def listing(self, request: Request) -> Response:
        """All of them, as a page or as JSON."""
        is_json = request.scope["path"].endswith(".json")
        form = "json" if is_json else negotiated(request, _LISTED, depends_on="Accept, Accept-Language")
        if isinstance(form, Response):
            return form
        snapshot, reader = self.service.snapshot, language_reader(request)
        tag = entity_tag(snapshot.version, f"{reader.root}download", form if form == "json" else repr(reader))
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        headers |= {} if is_json else {"Vary": "Accept, Accept-Language"}
        unchanged = early(request, tag, headers)
        if unchanged is not None:
            return unchanged
        content = _json(snapshot) if form == "json" else _page(snapshot, reader)
        headers |= {"Content-Language": reader.language} if form == "html" else {}
        return Response(content, 200, headers, "application/json" if form == "json" else "text/html; charset=utf-8")

    def file(self, request: Request) -> Response:
        """A file of the release, or the whole archive in a form that the release does not hold."""
        snapshot, name = self.service.snapshot, str(request.path_params["name"])
        stem, _, suffix = name.removesuffix(".gz").rpartition(".")
        if f"{stem}.{suffix}" in {"manifest.json", *(file.name for file in release(snapshot.manifest))}:
            return _sent(request, snapshot, snapshot.folder / "release" / f"{stem}.{suffix}", name)
        if stem != "archive" or suffix not in SUFFIXES:
            return plain(404, "There is no such file. /download lists what there is.")
        return _made(request, snapshot, graphs_of(snapshot.store, with_inferred=suffix in _WITH_INFERRED), name)

    def graph(self, request: Request) -> Response:
        """A named graph as a file."""
        snapshot = self.service.snapshot
        path = f"graph/{request.path_params['name']}"
        if snapshot.base + path not in snapshot.graphs:
            return plain(404, "There is no such graph. /download lists those that there are.")
        ending = request.scope["path"].rpartition(path)[2]
        return _made(request, snapshot, [snapshot.node(path)], path + ending)

    def licence(self, request: Request) -> Response:
        """Under which licence the archive may be used."""
        manifest, root = self.service.snapshot.manifest, request.scope.get("root_path", "")
        words = (
            f"{manifest['title']}\n\nThe data of this archive may be used under {manifest['licence']}\n"
            f"How to cite it: {root}/CITATION.cff\n"
        )
        return _text(request, self.service.snapshot, words, "text/plain; charset=utf-8")

    def cited(self, request: Request) -> Response:
        """How to cite it."""
        snapshot = self.service.snapshot
        words = citation(snapshot.store, snapshot.manifest, snapshot.version)
        return _text(request, snapshot, words, "application/yaml; charset=utf-8")


def _json(snapshot: Snapshot) -> str:
    manifest = snapshot.manifest
    told = {"version": snapshot.version, "licence": manifest["licence"]}
    listed = {"files": [asdict(one) for one in release(manifest)], "graphs": [asdict(one) for one in graphs(manifest)]}
    return json.dumps({**told, **listed}, ensure_ascii=False, indent=1)


def _page(snapshot: Snapshot, reader: Reader) -> str:
    return render(
        "download",
        reader,
        base=snapshot.base,
        archive_title=str(snapshot.manifest["title"]),
        address="download",
        kind="download",
        version=snapshot.version,
        licence=snapshot.manifest["licence"],
        files=release(snapshot.manifest),
        graphs=graphs(snapshot.manifest),
    )


def _made(request: Request, snapshot: Snapshot, chosen: list[NamedNode], name: str) -> Response:
    """A file that is made of graphs when it is first asked for."""
    plain_name = name.removesuffix(".gz")

    def write(out: BinaryIO) -> None:
        write_graphs(snapshot.store, chosen, plain_name.rpartition(".")[2], snapshot.base, out)

    try:
        path = files.made(snapshot.folder, plain_name, write)
    except OSError:
        return plain(503, _NOT_NOW, {"Retry-After": "60"})
    return _sent(request, snapshot, path, name)


def _sent(request: Request, snapshot: Snapshot, path: Path, name: str) -> Response:
    """A file; packed where its name says so (then that is what it is), or where the client takes it so."""
    saved_as, is_packed = name.rpartition("/")[2], name.endswith(".gz")
    headers = {"Link": _links(snapshot)} | ({} if is_packed else {"Vary": "Accept-Encoding"})
    if is_packed or coding_of(request) == "gzip":
        try:
            packed = files.compressed(snapshot.folder, path, name.removesuffix(".gz"))
        except OSError:
            return plain(503, _NOT_NOW, {"Retry-After": "60"})
        if is_packed:
            return files.sent(request, packed, "application/gzip", headers, name=saved_as)
        return files.sent(request, packed, media_type(name), {**headers, "Content-Encoding": "gzip"}, name=saved_as)
    return files.sent(request, path, media_type(name), headers, name=saved_as)


def _text(request: Request, snapshot: Snapshot, text: str, media_type: str) -> Response:
    tag = entity_tag(snapshot.version, request.scope["path"], media_type)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Link": _links(snapshot)}
    return early(request, tag, headers) or Response(text, 200, headers, media_type)


def _links(snapshot: Snapshot) -> str:
    licence = (str(snapshot.manifest["licence"]), {"rel": "license"})
    return link([licence, (snapshot.base, {"rel": "collection"})])


def routes(service: Service) -> Sequence[BaseRoute]:
    """Files; they come before the documents, which take any path."""
    downloads = Downloads(service)
    endings = [f".{suffix}{coding}" for suffix in SUFFIXES for coding in ("", ".gz")]
    return [
        Route("/download", downloads.listing),
        Route("/download.json", downloads.listing),
        Route("/download/{name}", downloads.file),
        *(Route(f"/graph/{{name:path}}{ending}", downloads.graph) for ending in endings),
        Route("/licence", downloads.licence),
        Route("/CITATION.cff", downloads.cited),
    ]
