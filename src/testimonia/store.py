"""Stage 5: Oxigraph, on disk or in memory.

A store is written once, by a build, and only read after that.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

_TRIES = 5


def write_store(path: Path, quads: Iterable[Quad]) -> None:
    """A new store on disk that holds the quads."""
    store = Store(str(path))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()


def memory_store(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds the quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def open_store(path: Path) -> Store:
    """A store on disk, to read.

    Opening can fail while files are being swapped under it, without any
    damage, so it is tried again a few times.

    Raises:
        OSError: There is no store at the path.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            return Store.read_only(str(path))
        except (OSError, RuntimeError):
            if attempt == _TRIES:
                raise
            time.sleep(0.05 * attempt)
    raise AssertionError
