"""What every command needs: the folders, the language, and one way to print faults."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click
from pyoxigraph import NamedNode, Store

from testimonia import checking
from testimonia.model.archive import Records, Settings
from testimonia.model.problem import Problem
from testimonia.publish.described import find, keys
from testimonia.read.fields import suggestion
from testimonia.read.settings import read_settings
from testimonia.store import open_store

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
SOURCES = click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with source documents; those in the archive's own folder documents are found without it.",
)
OUTPUT = click.option("-o", "--output", type=FILE, help="Write to a file.")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of the authored files, the folder of what is made, and the reader's language."""

    root: Path
    out: Path
    language: str

    def settings(self) -> Settings:
        """The archive's settings; ends the command where there is no archive."""
        if not (self.root / "archive.toml").is_file():
            raise click.UsageError(f"'{self.root}' holds no archive.toml; name the archive's folder with --archive")
        settings, problems = read_settings(self.root)
        if settings is None:
            print_problems(problems)
            raise SystemExit(1)
        return settings

    def documents(self, sources: Path | None) -> tuple[Path, ...]:
        """Where the files of documents may be: the folder that was named, and the archive's own."""
        own = self.root / "documents"
        return (sources, own) if sources else (own,)

    def reading(self, *, is_whole: bool = False) -> tuple[Records, dict[str, str]]:
        """The records that can be read, and the anchors; ends the command where all must be read and some cannot."""
        self.settings()
        reading = checking.read(self.root)
        if reading.records is None or (is_whole and reading.unread):
            print_problems(reading.unread)
            raise SystemExit(1)
        return reading.records, reading.anchors

    def store(self) -> Store:
        """The store of the last good build."""
        current = self.out / "current"
        if not current.exists():
            raise click.ClickException("nothing is built yet; run `testimonia build`")
        return open_store(current / "store")


def node(store: Store, written: str, base: str) -> NamedNode:
    """The one node behind an IRI, a path or a key; ends the command where there is none, or more."""
    found = find(store, written, base)
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"'{written}' may be " + " or ".join(n.value.removeprefix(base) for n in found))
    raise click.UsageError(f"'{written}' is not in this archive{suggestion(written, keys(store, base))}")


def progress() -> checking.Progress | None:
    """A line that counts up, where somebody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        click.echo(f"\rchecked {done} of {total} entries", nl=done == total, err=True)

    return show


def print_problems(problems: list[Problem]) -> None:
    """Every fault, and how many there are."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(counted(len(problems), "fault"), err=True)


def counted(number: int, noun: str) -> str:
    """``1 fault``, ``2 faults``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def write(content: bytes, path: Path | None) -> None:
    """To a file, or to standard output."""
    if path is None:
        sys.stdout.buffer.write(content)
    else:
        path.write_bytes(content)
