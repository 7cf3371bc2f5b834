"""The workers that check uploaded files: begun when the first file comes, ended with the build that they read."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from testimonia.isolation.pool import Bounds, BusyError, Pool
from testimonia.serve.limits import Limits

_MEGABYTE: Final = 1 << 20
_WAITING: Final = 8


class Checker:
    """Checks files against the shapes, beside what one build knows.

    Args:
        store: The build's store.
        base: The archive's base.
        limits: What a check may take.
    """

    def __init__(self, store: Path, base: str, limits: Limits) -> None:
        self._command = ["testimonia.serve.check_worker", str(store), base]
        self._command.append(str(int(limits.check_memory_megabytes) * _MEGABYTE))
        self._bounds = Bounds(
            workers=1,
            queue=_WAITING,
            wait_seconds=limits.wait_seconds,
            job_seconds=limits.check_seconds,
            answer_bytes=int(limits.result_bytes),
        )
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._is_closed = False

    def warm(self) -> None:
        """Begin the workers, so that they are ready when a file comes."""
        with suppress(BusyError):
            self._begun()

    def ask(self, settings: Mapping[str, object], content: bytes) -> IO[bytes]:
        """Have a file checked; see :meth:`testimonia.isolation.pool.Pool.ask`."""
        return self._begun().ask(settings, content)

    def close(self) -> None:
        """End the workers, if there are any."""
        with self._lock:
            self._is_closed = True
            if self._pool is not None:
                self._pool.close()

    def _begun(self) -> Pool:
        with self._lock:
            if self._is_closed:
                raise BusyError("the archive has just been renewed; send the file again")
            if self._pool is None:
                self._pool = Pool(self._command, self._bounds)
            return self._pool
