"""One build under service: its store, its manifest, and the workers that answer from it. It never changes."""

import json
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store

from testimonia import builds
from testimonia.isolation.pool import Bounds, Pool
from testimonia.pages import page
from testimonia.pages.reader import Reader
from testimonia.query.facets import Facets
from testimonia.query.search import Search
from testimonia.serve.checker import Checker
from testimonia.serve.limits import Limits
from testimonia.store import open_store

_MEGABYTE: Final = 1 << 20
UNOPENED: Final = (OSError, ValueError, KeyError, sqlite3.Error)
"""What a build that cannot be opened raises: it is damaged, or of another version."""


@dataclass(slots=True)
class Snapshot:
    """A build, opened to be read."""

    folder: Path
    store: Store
    manifest: Mapping[str, object]
    pool: Pool
    search: Search
    facets: Facets
    checks: Checker
    graphs: frozenset[str] = field(default_factory=frozenset)
    _held: ExitStack = field(default_factory=ExitStack, repr=False)
    _closing: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def base(self) -> str:
        """The archive's base, with which the IRI of every node begins."""
        return str(self.manifest["base"])

    @property
    def version(self) -> str:
        """The build's digest, which changes with any byte of the archive."""
        return self.folder.name

    def node(self, path: str) -> NamedNode:
        """The node at a path below the base."""
        return NamedNode(self.base + path)

    def warm(self) -> None:
        """Read what pages ask for again and again, so that the first reader does not wait for it."""
        page(self.store, self.base, "", Reader())

    def close(self) -> None:
        """End the workers, and let the build's folder be removed; a second time it does nothing."""
        with self._closing:
            self._held.close()


def open_snapshot(out: Path, limits: Limits) -> Snapshot:
    """The build that ``current`` leads to, with warm workers beside it, kept from being removed until it is closed.

    Raises:
        FileNotFoundError: Nothing is built yet.
        OSError, ValueError, KeyError, sqlite3.Error: The build cannot be opened (``UNOPENED``).
    """
    with ExitStack() as held:
        use = builds.use(out)
        held.callback(use.end)
        folder = use.folder
        manifest = json.loads((folder / "release/manifest.json").read_text(encoding="utf-8"))
        store = open_store(folder / "store")
        graphs = frozenset(node.value for node in store.named_graphs() if isinstance(node, NamedNode))
        search = Search(folder / "search.sqlite")
        held.callback(search.close)
        facets = Facets(folder / "facets.sqlite")
        checks = Checker(folder / "store", str(manifest["base"]), limits)
        held.callback(checks.close)
        memory = int(limits.query_memory_megabytes) * _MEGABYTE
        pool = Pool(["testimonia.query.worker", str(folder / "store"), str(memory)], _bounds(limits))
        held.callback(pool.close)
        return Snapshot(folder, store, manifest, pool, search, facets, checks, graphs, held.pop_all())


def _bounds(limits: Limits) -> Bounds:
    return Bounds(
        workers=int(limits.workers),
        queue=int(limits.queue),
        wait_seconds=limits.wait_seconds,
        job_seconds=limits.query_seconds,
        answer_bytes=int(limits.result_bytes),
    )
