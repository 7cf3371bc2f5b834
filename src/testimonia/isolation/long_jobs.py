"""Which jobs took long when they were last asked, so that they leave a worker to those that do not.

How long a job will take shows only when it is done. But questions come again:
a page that many open, a harvester at its next address. Those that took long
never take every worker at once, and a short one passes them by.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

LONG_SECONDS: Final = 0.25
"""Longer than this, a job makes others wait so that people notice."""
_KNOWN: Final = 4096
"""So many jobs are remembered; those not asked for longest go first."""


class LongJobs:
    """Remembers jobs that took long; safe to use from many threads at once."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, name: bytes) -> bool:
        """Whether a job took long when it was last done."""
        with self._lock:
            return name in self._known

    def note(self, name: bytes, seconds: float) -> None:
        """Remember how long a job took."""
        with self._lock:
            self._known.pop(name, None)
            if seconds > LONG_SECONDS:
                self._known[name] = None
            if len(self._known) > _KNOWN:
                self._known.popitem(last=False)


def name_of(settings: Mapping[str, object], text: bytes) -> bytes:
    """The same for the same job, and for no other."""
    told = json.dumps(settings, sort_keys=True).encode()
    return hashlib.sha256(told + b"\n" + text).digest()
