"""A real browser for tests: Chromium without a window, which runs a page and prints what became of it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
NEEDED = "TESTIMONIA_NEEDS_BROWSER"
"""Set where the tests must not pass without a browser."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page after its scripts ran: its mark-up, and what the browser had to say."""

    dom: str
    log: str

    @property
    def ran(self) -> bool:
        """Whether a payload ran: each marks the root element."""
        return 'data-ran="' in self.dom.partition(">")[0] + self.dom.partition("<head")[0]

    @property
    def violations(self) -> list[str]:
        """What the policy had to stop."""
        return [line for line in self.log.splitlines() if "Content Security Policy" in line or "Refused to" in line]


def executable() -> str:
    """The browser; without one the test is skipped, or fails where one is needed."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get(NEEDED):
        pytest.fail(f"{NEEDED} is set and there is no Chromium; install Debian's package chromium")
    pytest.skip("NOT TESTED IN A BROWSER: there is no Chromium here; install Debian's package chromium")


def load(address: str, profile: Path) -> Loaded:
    """Open a page, let its scripts run for two seconds of its own time, and take what came of it."""
    command = [
        executable(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        f"--user-data-dir={profile}",
        "--virtual-time-budget=2000",
        "--enable-logging=stderr",
        "--log-level=0",
        "--dump-dom",
        address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603
    return Loaded(done.stdout, done.stderr)
