"""What every route needs: the limits, the build that is served now, and where the service says that it stands."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from anyio import CapacityLimiter

from testimonia import builds
from testimonia.serve.limits import Limits
from testimonia.serve.logs import Metrics
from testimonia.serve.snapshot import Snapshot, open_snapshot
from testimonia.serve.source_files import Texts
from testimonia.serve.waiting import Waiting

_GRACE_SECONDS: Final = 60
"""How long a build that has been replaced stays open, for requests that began with it."""


@dataclass(slots=True)
class Service:
    """A service over one folder of builds. ``snapshot`` is replaced whole, so a request keeps the one it began with.

    ``base`` is the address under which others reach the service, where it was
    told; else each request's own is used. ``token`` is what an update has to bring with it; without one there are no
    updates.
    ``texts`` are the files of documents that are here, none unless a folder
    was named. ``asking`` are the threads in which queries wait for a worker: as
    many as may work or wait, and one to turn the others away, so that none of
    those that serve pages is ever taken. ``waiting`` are the long answers that
    clients have yet to read. ``writing`` is held by the one update
    that is at work.
    """

    out: Path
    limits: Limits
    snapshot: Snapshot
    metrics: Metrics = field(default_factory=Metrics)
    token: str = field(default="", repr=False)
    base: str = ""
    texts: Texts = field(default_factory=lambda: Texts(()))
    writing: threading.Lock = field(default_factory=threading.Lock, repr=False)
    asking: CapacityLimiter = field(init=False, repr=False)
    waiting: Waiting = field(init=False, repr=False)
    started: float = field(default_factory=time.time)
    _swapping: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _replaced: list[Snapshot] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        """Count the threads, and what waits to be read."""
        self.waiting = Waiting(int(self.limits.waiting_bytes))
        self.asking = CapacityLimiter(int(self.limits.workers) + int(self.limits.queue) + 1)

    def renew(self) -> bool:
        """Serve the newest build from now on, made warm before anybody reads from it; whether there was one.

        Raises:
            OSError, ValueError, KeyError, sqlite3.Error: The build cannot be opened (``snapshot.UNOPENED``); the one
                before is served on.
        """
        with self._swapping:
            if builds.current(self.out) == self.snapshot.folder:
                return False
            fresh = open_snapshot(self.out, self.limits)
            fresh.warm()
            before, self.snapshot = self.snapshot, fresh
            self._retire(before)
            return True

    def close(self) -> None:
        """End the workers of every build, and let the builds be removed."""
        with self._swapping:
            for snapshot in (self.snapshot, *self._replaced):
                snapshot.close()

    def _retire(self, before: Snapshot) -> None:
        """Close a build when the requests that began with it have had their time."""

        def close() -> None:
            before.close()
            self._replaced.remove(before)

        self._replaced.append(before)
        timer = threading.Timer(_GRACE_SECONDS, close)
        timer.daemon = True
        timer.start()
