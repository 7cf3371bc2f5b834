"""An archive that is built, for all that is timed on a build."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate import generate
from measure import ROOT, measured

TESTIMONIA = [sys.executable, "-m", "testimonia"]


@dataclass(frozen=True, slots=True)
class Built:
    """An archive with a build.

    ``name`` is what it is called in what is printed, ``archive`` the folder of
    the authored files, ``out`` that of the builds.
    """

    name: str
    archive: Path
    out: Path

    @property
    def folder(self) -> Path:
        """The build."""
        return self.out / "current"

    @property
    def manifest(self) -> dict[str, Any]:
        """What the build says of itself."""
        told: dict[str, Any] = json.loads((self.folder / "release/manifest.json").read_text(encoding="utf-8"))
        return told


def built(name: str, archive: Path, out: Path) -> Built:
    """An archive with a build, which is made where there is none."""
    found = Built(name, archive, out)
    if not found.folder.exists():
        command = [*TESTIMONIA, "--archive", str(archive), "--build", str(out), "build"]
        seconds, memory, _ = measured(command)
        print(f"{name}: built in {seconds:.1f} s, {memory:.0f} MB at most in one process")
    return found


@contextmanager
def chosen(parser: argparse.ArgumentParser) -> Iterator[tuple[Built, argparse.Namespace]]:
    """The archive that the command line names or wants generated, and the other options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--archive", type=Path, default=ROOT / "data")
    parser.add_argument("--claims", type=int, default=0, help="generate an archive of this size instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder, archive, name = Path(made), options.archive, options.archive.name
        if options.claims:
            archive, name = folder / "generated", f"{options.claims} claims"
            generate(archive, options.claims)
        yield built(name, archive, folder / "build"), options
