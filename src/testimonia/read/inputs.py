"""What a build was made from: every file and every entry with its digest, kept beside the store.

Later the authored files are held against it. Sizes and times of change decide
which files are read at all, so that an archive in which nothing changed is
told so at once, and an edit costs the reading of its file.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from testimonia.model.archive import Settings
from testimonia.model.problem import Location, Problem
from testimonia.read.archive import FileRead, places_of, read_file
from testimonia.read.block import Block
from testimonia.read.files import SETTINGS, data_files
from testimonia.read.settings import curator_block
from testimonia.vocabulary import vocabulary

FILE = "inputs.sqlite"

_TABLES = """
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, digest TEXT);
CREATE TABLE entry (file TEXT, path TEXT, digest TEXT);
CREATE INDEX entry_file ON entry (file);
CREATE INDEX entry_path ON entry (path);
CREATE TABLE taken (claim TEXT, by TEXT);
CREATE INDEX taken_claim ON taken (claim);
"""


Held = list[tuple[str, str]]
"""The entries at one path: the digest and the file of each."""


class Kind(StrEnum):
    """What has become of an entry since the last build."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is not as it was: its path, what became of it, its file; as it is now, where it is still there."""

    path: str
    kind: Kind
    file: str
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is not as it was at the last build; ``problems`` say which files cannot be read."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.problems)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a check has taken in, to be kept beside the store.

    ``files`` are path, size, time of change and digest; ``entries`` file, path
    and digest; ``leaning`` a claim and another that takes its content over.
    """

    files: Iterable[tuple[str, int, int, str]]
    entries: Iterable[tuple[str, str, str]]
    leaning: Iterable[tuple[str, str]]


def write_inputs(target: Path, root: Path, taken: Taken) -> None:
    """Keep what a build was made from, with files named below the archive's folder; in place in one step."""
    making = target.with_suffix(".making")
    making.unlink(missing_ok=True)
    with closing(sqlite3.connect(making)) as db, db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        db.executemany(
            "INSERT INTO file VALUES (?, ?, ?, ?)", ((_below(root, row[0]), *row[1:]) for row in taken.files)
        )
        db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?)", ((_below(root, row[0]), *row[1:]) for row in taken.entries)
        )
        db.executemany("INSERT INTO taken VALUES (?, ?)", taken.leaning)
    making.replace(target)


class Inputs:
    """What the last build was made from, held against the files as they are now.

    Args:
        path: The file that the build left.
        root: The folder of the authored files.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        self._root = root

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def takers(self, claim: str) -> list[str]:
        """The claims that take over content of a claim, or its holder."""
        return [path for (path,) in self._db.execute("SELECT by FROM taken WHERE claim = ?", (claim,))]

    def changes(self, settings: Settings) -> Changes:
        """What has changed, come or gone since the build, and which files cannot be read."""
        changed, gone = self._files()
        if not changed and not gone:
            return Changes()
        before = self._entries([*changed, *gone])
        now: dict[str, list[Block]] = defaultdict(list)
        problems: list[Problem] = []
        unread: set[str] = set()
        for file in changed:
            for blocks, faults in _read(self._root, self._root / file, settings).values():
                problems += faults
                unread |= {file} if faults else set()
                for block in blocks:
                    now[block.path].append(block)
        now.pop("", None)
        found = [change for path in {*before, *now} if (change := self._change(path, before, now, unread))]
        return Changes(tuple(sorted(found, key=lambda c: (c.kind, c.path))), tuple(sorted(set(problems))))

    def _change(
        self, path: str, before: Mapping[str, Held], now: Mapping[str, list[Block]], unread: set[str]
    ) -> Change | None:
        """What became of the entry at a path, of which files with changes are known."""
        held, blocks = before.get(path, []), now.get(path, [])
        if sorted(digest for digest, _ in held) == sorted(block.digest for block in blocks):
            return None
        file = _below(self._root, blocks[0].location.path) if blocks else held[0][1]
        block = blocks[0] if blocks else None
        stands_elsewhere = self._count(path) > len(held)
        if blocks:
            return Change(path, Kind.CHANGED if held or stands_elsewhere else Kind.ADDED, file, block)
        if file.partition(", sheet ")[0] in unread:
            return Change(path, Kind.UNREADABLE, file)
        return Change(path, Kind.CHANGED if stands_elsewhere else Kind.REMOVED, file)

    def _count(self, path: str) -> int:
        return int(self._db.execute("SELECT count(*) FROM entry WHERE path = ?", (path,)).fetchone()[0])

    def _files(self) -> tuple[list[str], list[str]]:
        """The files that are new or have other bytes, and those that are gone."""
        known = {path: row for path, *row in self._db.execute("SELECT path, size, modified, digest FROM file")}
        changed = []
        for path in data_files(self._root):
            name = _below(self._root, str(path))
            size, modified, digest = known.pop(name, (-1, -1, ""))
            try:
                status = path.stat()
                is_same = (size, modified) == (status.st_size, status.st_mtime_ns)
                if not is_same and sha256(path.read_bytes()).hexdigest() != digest:
                    changed.append(name)
            except OSError:  # gone meanwhile, or closed to us: reading it says which
                changed.append(name)
        return changed, sorted(known)

    def _entries(self, files: Iterable[str]) -> dict[str, Held]:
        """The entries that stood in some files, by path."""
        found: dict[str, Held] = defaultdict(list)
        query = "SELECT file, path, digest FROM entry WHERE file = ?"
        for file in files:
            for place in places_of(file):
                for stood, path, digest in self._db.execute(query, (place,)):
                    found[path].append((digest, stood))
        return found


def _read(root: Path, path: Path, settings: Settings) -> dict[str, FileRead]:
    if path == root / SETTINGS:
        return {str(path): ([curator_block(settings, path)], [])}
    try:
        return read_file(root, path, settings, vocabulary())
    except OSError as error:
        return {str(path): ([], [Problem(Location(str(path)), f"the file cannot be read: {error.strerror}")])}


def _below(root: Path, path: str) -> str:
    """A file, or a sheet of one, as named below the archive's folder."""
    return path.removeprefix(f"{root}/")
