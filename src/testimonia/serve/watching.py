"""What is looked at while the service runs: builds that are put in place, and files that are saved."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from testimonia import builds, checking
from testimonia.serve.service import Service
from testimonia.serve.snapshot import UNOPENED

_LOOK_SECONDS: Final = 0.3
_NICENESS: Final = 10
"""A build takes all cores; readers come first."""


@dataclass(slots=True)
class Watch:
    """Takes up each new build, and builds when a file was saved, until it is stopped.

    Args:
        service: What takes up a build.
        command: The command that builds, as after ``python -m``.
        root: Authored files, built anew when one is saved; without it only builds that others make are taken up.
        seen: The files as they were before the build that is served first was found to hold them
            (``checking.state_of_files``).
        say: Gets a line about each build.
    """

    service: Service
    command: Sequence[str]
    root: Path | None
    seen: Mapping[str, tuple[int, int]]
    say: Callable[[str], None]
    _stopped: threading.Event = field(default_factory=threading.Event)
    _unopened: str = ""
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and end the build that runs."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            files = checking.state_of_files(self.root) if self.root else self.seen
            if files != self.seen:
                self.seen = files
                self._build()
            self._take_up()

    def _build(self) -> None:
        self.say("building what was saved")
        building = subprocess.Popen(  # noqa: S603  (our own program)
            [sys.executable, "-m", *self.command],
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the service, which then ends the build and all that it began
        )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, building.pid, _NICENESS)
        while building.poll() is None:
            if self._stopped.wait(_LOOK_SECONDS):
                with suppress(ProcessLookupError):
                    os.killpg(building.pid, signal.SIGTERM)
                building.wait()
        if building.returncode and not self._stopped.is_set():
            self.say("the last good build is served on")

    def _take_up(self) -> None:
        """Serve the newest build; of one that cannot be opened it is told once."""
        newest = _newest(self.service.out)
        if newest in ("", self._unopened, self.service.snapshot.version):
            return
        try:
            self.service.renew()
        except UNOPENED as error:
            self._unopened = newest
            self.say(f"build {newest} cannot be opened ({error}); the one before is served on")
        else:
            self.say(f"build {self.service.snapshot.version} is served from now on")


def _newest(out: Path) -> str:
    try:
        return builds.current(out).name
    except OSError:
        return ""
