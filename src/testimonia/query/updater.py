"""The process that works out what an update changes: ``python -m testimonia.query.updater STORE MEMORY``.

It applies the update to a copy of the store in memory and answers with the
difference, so that the store itself stays as it is whatever happens here. It
stands behind the same walls as the workers for queries.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from testimonia.isolation.walls import raise_walls
from testimonia.isolation.worker import Body, JobError, do_jobs, with_deep_stack
from testimonia.query.worker import told
from testimonia.store import memory_store, open_store
from testimonia.vocabulary import PREFIXES


class Updating:
    """Applies one update after another to the same store.

    Args:
        quads: The store as it is.
    """

    def __init__(self, store: Store) -> None:
        self._before = set(store)
        self._store = memory_store(self._before)

    def answer(self, _: Mapping[str, object], text: bytes, body: Body) -> None:
        """Write what an update adds (``A``) and takes away (``D``), as lines of RDF Patch.

        Raises:
            JobError: It is not SPARQL, cannot be worked out, or leaves what an archive does not hold.
        """
        try:
            self._store.update(text.decode(), prefixes=PREFIXES)
        except SyntaxError as error:
            raise JobError(f"this is not SPARQL: {told(error)}") from None
        except Exception:  # noqa: BLE001  (Oxigraph raises several, with parts of the update in their words)
            raise JobError("the update is SPARQL, but cannot be worked out here; nothing is changed") from None
        after = set(self._store)
        added = after - self._before
        for quad in added:
            _check(quad)
        lines = [*(f"D {quad} .\n" for quad in self._before - after), *(f"A {quad} .\n" for quad in added)]
        for line in sorted(lines):
            body.write(line.encode())


def _check(quad: Quad) -> None:
    """Refuse what the archive's own files could not hold."""
    if quad.graph_name == DefaultGraph():
        raise JobError("every graph of the archive has a name; say with GRAPH or WITH which one is meant")
    if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
        raise JobError("an archive holds no blank nodes and no triples as terms; give each thing an IRI")


def main() -> None:
    """Copy the store, raise the walls, and work."""
    store, memory = sys.argv[1:]
    updating = Updating(open_store(Path(store)))
    walls = raise_walls(int(memory))
    do_jobs(updating.answer, {"walls": walls})


if __name__ == "__main__":
    with_deep_stack(main)
