"""The same pages as files for a plain web host: no program behind them, and links that hold from any folder.

Everything is made in a folder of its own beside the target and put in place by
one rename, so that nobody reads half a site. The same build gives the same
bytes.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, Store

from testimonia import pages
from testimonia.pages.archive import Archive
from testimonia.pages.links import numbered, word_path
from testimonia.pages.meeting import file_of, pairs
from testimonia.pages.quality import addresses
from testimonia.pages.reader import Reader
from testimonia.pages.searched import searched
from testimonia.pages.site import LISTS, title, topics
from testimonia.pages.templating import STATIC, render
from testimonia.publish import FORMATS
from testimonia.publish.citation import citation
from testimonia.publish.cite import FORMS as CITATIONS
from testimonia.publish.documents import document, fit_for
from testimonia.publish.released import graphs as graphs_of
from testimonia.publish.released import release
from testimonia.query.run import answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.vocabulary import RDF, SKOS, TM, V

MARK: Final = "site.json"
"""The file by which a folder is known as a site of ours, that may be replaced."""

FORMS: Final = ("ttl", "jsonld")
SUFFIXES: Final = {"rdf": "rdfxml"}
_OF_THE_SITE: Final = ("", *LISTS, "vocab", "ns", "shapes", "compare", "explore")
_PARTS: Final = frozenset(
    {
        "curation",
        "derivation",
        "finding",
        "geometry",
        "mapping",
        "passage",
        "proposition",
        "quantity",
        "snapshot",
        "time",
        "vocab",
    }
)
"""Kinds that have one form only: there are many of them, and whatever names them tells of them too."""


Progress = Callable[[int, int], None]


class NotOursError(Exception):
    """The folder holds something else."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """What is to be written: a build, and in which languages and forms. The first language stands at the top."""

    store: Store
    release: Path
    version: str
    languages: Sequence[str] = ("en",)
    forms: Sequence[str] = FORMS

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build says of its release."""
        loaded: dict[str, Any] = json.loads((self.release / "manifest.json").read_text(encoding="utf-8"))
        return loaded

    @property
    def base(self) -> str:
        """The archive's base, as the build has it."""
        return str(self.manifest["base"])


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    files: int
    bytes: int


def write_site(site: Site, target: Path, progress: Progress | None = None) -> Written:
    """Write a site into a folder, which must be empty, missing, or a site of ours.

    Raises:
        NotOursError: The folder holds something else.
        OSError: A file cannot be written; the folder stays as it was.
    """
    _refuse(target)
    making = target.parent / f".{target.name}.making-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        for part in _parts(site, making, progress):
            part()
        written = _mark(site, making)
        _put_in_place(making, target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return written


def _refuse(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise NotOursError(f"{target} is a file; name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise NotOursError(f"{target} holds other things; name a folder that is empty, new, or a site written before")


def _parts(site: Site, folder: Path, progress: Progress | None) -> Iterator[Callable[[], None]]:
    archive = pages.opened(site.store, site.base)
    nodes = [*archive.nodes, *_words(site.store)]
    yield lambda: _static(folder)
    yield lambda: _downloads(site, folder)
    yield lambda: _answers(site, folder)
    for language in site.languages:
        yield lambda language=language: _own_pages(site, archive, folder, language)  # type: ignore[misc]
    yield lambda: _write(folder / "static/names.js", searched(archive, site.languages[0]))
    yield lambda: _nodes(site, archive, folder, nodes, progress)


def _words(store: Store) -> list[str]:
    """The words and schemes of the vocabulary, as paths."""
    quads = (
        quad for kind in (SKOS.Concept, SKOS.ConceptScheme) for quad in store.quads_for_pattern(None, RDF.type, kind)
    )
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(word_path(iri) for iri in found if iri.startswith(V.base))


def _static(folder: Path) -> None:
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            _write(folder / "static" / path.relative_to(STATIC), path.read_bytes())


def _downloads(site: Site, folder: Path) -> None:
    for file in sorted(site.release.iterdir()):
        _write(folder / "download" / file.name, file.read_bytes())
    _write(folder / "CITATION.cff", citation(site.store, site.manifest, site.version).encode())


def _answers(site: Site, folder: Path) -> None:
    """The answers to the saved questions, as CSV."""
    for name, question in saved_questions().items():
        _write(folder / "query" / f"{name}.csv", write_answer(answer(site.store, question.sparql, site.base), "csv"))


def _own_pages(site: Site, archive: Archive, folder: Path, language: str) -> None:
    """The pages that are about no one node; each list also as the index of the folder of its things."""
    for name in (*_OF_THE_SITE, *addresses(archive), *(file_of(*pair) for pair in pairs(archive))):
        _pages(site, archive, folder, name, language)
    for name, kind in LISTS.items():
        reader = _reader(site, language, f"{kind}/index.html")
        _write(
            folder / _in_language(site, language, f"{kind}/index.html"),
            (pages.html(archive, name, reader, "") or "").encode(),
        )
    manifest = site.manifest
    files, graphs = release(manifest), graphs_of(manifest, site.forms)
    told: dict[str, dict[str, object]] = {
        "download": {"files": files, "graphs": graphs, "licence": manifest["licence"], "kind": "download"},
        "query": {"topics": topics(), "kind": "query"},
        "search": {"query": "", "chosen": (), "kinds": ()},
    }
    for name, values in told.items():
        reader = _reader(site, language, f"{name}.html")
        fixed = {"base": site.base, "archive_title": title(archive, language).text, "address": f"{name}.html"}
        html = render(name, reader, **{**fixed, **values})
        _write(folder / _in_language(site, language, f"{name}.html"), html.encode())


def _nodes(site: Site, archive: Archive, folder: Path, nodes: Iterable[str], progress: Progress | None) -> None:
    listed_nodes = list(nodes)
    for done, path in enumerate(listed_nodes, 1):
        for language in site.languages:
            _pages(site, archive, folder, path, language)
        _forms(site, folder, path)
        _citations(site, archive, folder, path)
        if progress:
            progress(done, len(listed_nodes))
    _forms(site, folder, "ns")


def _pages(site: Site, archive: Archive, folder: Path, path: str, language: str) -> None:
    """All pages about a node, or of a list, in a language."""
    number, of = 1, 1
    while number <= of:
        file = numbered(f"{path}.html" if path else "index.html", number)
        reader = _reader(site, language, file, number, path)
        found = pages.sheet(archive, path, reader)
        if found is None:
            return
        of = found.slice.pages if found.slice else 1
        html = pages.html_of(archive, found, path, reader)
        _write(folder / _in_language(site, language, file), html.encode())
        number += 1


def _forms(site: Site, folder: Path, path: str) -> None:
    """The document about a node in each form of RDF."""
    node = NamedNode(_iri(site.base, path))
    quads = document(site.store, site.base, node)
    for suffix in _forms_of(site, path):
        form = SUFFIXES.get(suffix, suffix)
        _write(folder / f"{path}.{suffix}", FORMATS[form].write(fit_for(form, node, quads), site.base))


def _citations(site: Site, archive: Archive, folder: Path, path: str) -> None:
    """How the thing is cited, in each form."""
    if (found := pages.cited(archive, path, site.version)) is not None:
        for form in CITATIONS:
            _write(folder / "cite" / f"{path}.{form.suffix}", form.write(found).encode())


def _forms_of(site: Site, path: str) -> tuple[str, ...]:
    """The forms in which there is a document about a node: one for what is a part of something else."""
    return tuple(site.forms[:1] if path.partition("/")[0] in _PARTS else site.forms)


def _iri(base: str, path: str) -> str:
    if path == "ns":
        return TM.base.removesuffix("#")
    return V.base + path.removeprefix("vocab/") if path.startswith("vocab/") else base + path


def _reader(site: Site, language: str, file: str, number: int = 1, path: str = "") -> Reader:
    """The reader of a file: from it the root is as many folders up as it lies deep."""
    up = "../" * file.count("/") or "./"
    is_first = language == site.languages[0]
    return Reader(
        language=language,
        root=up,
        top=up if is_first else (f"{up}../" if up != "./" else "../"),
        number=number,
        is_static=True,
        version=site.version,
        forms=_forms_of(site, path),
        languages=tuple(site.languages),
    )


def _in_language(site: Site, language: str, file: str) -> str:
    return file if language == site.languages[0] else f"{language}/{file}"


def _mark(site: Site, folder: Path) -> Written:
    """Write the mark, and count."""
    told = {"base": site.base, "version": site.version, "languages": list(site.languages), "forms": list(site.forms)}
    _write(folder / MARK, (json.dumps(told, indent=1) + "\n").encode())
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Written(len(sizes), sum(sizes))


def _put_in_place(making: Path, target: Path) -> None:
    before = target.parent / f".{target.name}.before-{os.getpid()}"
    if target.exists():
        target.rename(before)
    making.rename(target)
    shutil.rmtree(before, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
