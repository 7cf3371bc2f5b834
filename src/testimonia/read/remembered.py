"""What was read before: blocks and their faults in one SQLite file, so that an edit is read alone.

The file is a cache. Deleting it costs one full check and nothing else.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, block_of
from testimonia.read.mentions import mentions, names_of, passages_of, paths_named, takes_content

_TABLES = """
CREATE TABLE IF NOT EXISTS stamp (value TEXT);
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS block (
    id INTEGER PRIMARY KEY, file TEXT, kind TEXT, path TEXT, digest TEXT, line INTEGER, body TEXT);
CREATE INDEX IF NOT EXISTS block_path ON block (path);
CREATE INDEX IF NOT EXISTS block_file ON block (file);
CREATE TABLE IF NOT EXISTS mention (name TEXT, block INTEGER, PRIMARY KEY (name, block)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mention_block ON mention (block);
CREATE TABLE IF NOT EXISTS passage (text TEXT, block INTEGER);
CREATE INDEX IF NOT EXISTS passage_block ON passage (block);
CREATE TABLE IF NOT EXISTS pending (block INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS fault (file TEXT, block INTEGER, line INTEGER, field TEXT, is_table INTEGER, message TEXT);
"""
_MANY = 500
_PATIENCE_SECONDS = 120

Name = tuple[str, str]
"""Kind and path of a block."""


class Remembered:
    """Blocks of an archive by path, and the faults found in each, kept between runs.

    Nothing is kept until :meth:`commit`. What has been taken in but not yet
    looked at is kept as pending, so a run that is cut off is taken up again.

    Args:
        path: The SQLite file; made where it does not exist.
        stamp: What the kept faults depend on besides the files (program,
            shapes, vocabulary). With another stamp everything is forgotten.
        is_reader: Only read, beside the one process that writes. Writers wait
            for each other.
    """

    def __init__(self, path: Path, stamp: str, *, is_reader: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE_SECONDS)
        self._begin = "BEGIN" if is_reader else "BEGIN IMMEDIATE"
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + _TABLES)
        self._db.execute(self._begin)
        if not is_reader and self._db.execute("SELECT value FROM stamp").fetchone() != (stamp,):
            for table in ("stamp", "file", "block", "mention", "passage", "pending", "fault"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608  (names from the list above)
            self._db.execute("INSERT INTO stamp VALUES (?)", (stamp,))

    def commit(self) -> None:
        """Keep what was remembered since the start, or since the last commit."""
        self._db.execute("COMMIT")
        self._db.execute(self._begin)

    def close(self) -> None:
        """Forget what was not committed, and let go of the file."""
        self._db.rollback()
        self._db.close()

    def get(self, path: str) -> Block | None:
        """See :class:`testimonia.read.lookup.Blocks`."""
        named = "SELECT id, file, line, kind, body FROM block WHERE path = ? AND kind <> 'document'"
        row = self._db.execute(f"{named} ORDER BY file, line, id", (path,)).fetchone()
        return block_of(*row) if row else None

    def keys(self, beginning: str) -> Iterator[str]:
        """See :class:`testimonia.read.lookup.Blocks`."""
        above = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        rows = self._db.execute("SELECT path FROM block WHERE path >= ? AND path < ?", (beginning, above))
        return (path[len(beginning) :] for (path,) in rows)

    def blocks(self, ids: Sequence[int]) -> list[Block]:
        """The blocks behind ids, in the order of the ids."""
        found = {}
        for part in _parts(ids):
            query = f"SELECT id, file, line, kind, body FROM block WHERE id IN ({_marks(part)})"  # noqa: S608
            found.update({row[0]: block_of(*row) for row in self._db.execute(query, part)})
        return [found[number] for number in ids if number in found]

    def all_blocks(self) -> list[Block]:
        """Every block, in the order of files and lines."""
        rows = self._db.execute("SELECT id, file, line, kind, body FROM block ORDER BY file, line, id")
        return [block_of(*row) for row in rows]

    def files(self) -> list[tuple[str, int, int, str]]:
        """Path, size, time of change and digest of every file."""
        return self._db.execute("SELECT path, size, modified, digest FROM file ORDER BY path").fetchall()

    def digests(self) -> list[tuple[str, str, str]]:
        """File, path and digest of every block that has a path."""
        return self._db.execute("SELECT file, path, digest FROM block WHERE path <> '' ORDER BY path").fetchall()

    def ids_at(self, paths: Iterable[str]) -> list[int]:
        """The blocks that stand at any of the paths."""
        found: list[int] = []
        for part in _parts(sorted(set(paths))):
            query = f"SELECT id FROM block WHERE path IN ({_marks(part)})"  # noqa: S608
            found += [number for (number,) in self._db.execute(query, part)]
        return found

    def ids_of(self, kind: str) -> list[int]:
        """The blocks of a kind."""
        return [number for (number,) in self._db.execute("SELECT id FROM block WHERE kind = ?", (kind,))]

    def all_at(self, blocks: Sequence[Block]) -> list[Block]:
        """Every block that stands at the path of one of these, in the order of files and lines."""
        found = self.blocks(self.ids_at(block.path for block in blocks if block.path))
        return sorted(found, key=lambda block: block.location)

    def ids_naming(self, path: str) -> list[int]:
        """The blocks that name a path by one of its keys."""
        query = "SELECT DISTINCT block FROM mention WHERE name IN (?, ?)"
        names = names_of(path)
        return [number for (number,) in self._db.execute(query, (names[0], names[-1]))]

    def unanchored(self, anchored: Container[str]) -> list[tuple[str, Location]]:
        """Passages, as ``source,start,end``, that are not among those anchored, with where they are written.

        An entry at fault is left out: its passages may be what is wrong with it.
        """
        query = "SELECT text, block FROM passage WHERE block NOT IN (SELECT block FROM fault WHERE block IS NOT NULL)"
        lacking = [(text, number) for text, number in self._db.execute(query) if text not in anchored]
        numbers = sorted({number for _, number in lacking})
        places = {number: block.location for number, block in zip(numbers, self.blocks(numbers), strict=True)}
        return sorted(((text, places[number]) for text, number in lacking), key=lambda row: row[1])

    def changed_files(self, paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
        """The files that are new or have other bytes, and those that are gone.

        Size and time of change decide whether a file is read at all.
        """
        known = {path: row for path, *row in self._db.execute("SELECT path, size, modified, digest FROM file")}
        changed, seen = [], set()
        for path in paths:
            seen.add(str(path))
            status = path.stat()
            size, modified, digest = known.get(str(path), (-1, -1, ""))
            if (size, modified) == (status.st_size, status.st_mtime_ns):
                continue
            fresh = sha256(path.read_bytes()).hexdigest()
            self._db.execute(
                "REPLACE INTO file VALUES (?, ?, ?, ?)",
                (str(path), status.st_size, status.st_mtime_ns, fresh),
            )
            if fresh != digest:
                changed.append(path)
        gone = sorted(known.keys() - seen)
        self._db.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in gone])
        return changed, gone

    def replace(self, read: Mapping[str, tuple[list[Block], list[Problem]]]) -> None:
        """Take in files as they are now; an empty list of blocks for a file that is gone.

        Pending are then the blocks that are new or differ, those that lean on
        any of them, and all that are at fault: what mends a fault may stand
        anywhere.
        """
        if not read:
            return
        unsettled = "SELECT block FROM fault UNION SELECT block FROM pending"
        query = f"SELECT file, digest, path FROM block WHERE id IN ({unsettled})"  # noqa: S608
        open_before = self._db.execute(query).fetchall()
        again = {(file, digest) for file, digest, _ in open_before}
        before: dict[tuple[str, str], list[Name]] = {}
        for file in read:
            for kind, path, digest in self._db.execute("SELECT kind, path, digest FROM block WHERE file = ?", (file,)):
                before.setdefault((file, digest), []).append((kind, path))
            self._forget(file)
        affected, added = self._faulty(), set()
        for file, (blocks, problems) in read.items():
            for block in blocks:
                number, digest = self._keep(file, block)
                is_known = bool(before.get((file, digest)) and before[file, digest].pop())
                if not is_known:
                    added.add((block.kind, block.path))
                if not is_known or (file, digest) in again:
                    affected.add(number)
            self.add_faults(problems)
        removed = {name for names in before.values() for name in names}
        affected |= self._leaning_on(added, removed) | set(self.ids_at({path for _, _, path in open_before} - {""}))
        self._db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(number,) for number in affected])

    def pending(self) -> list[int]:
        """The blocks that are still to be looked at."""
        rows = self._db.execute("SELECT block FROM pending JOIN block ON id = block ORDER BY block")
        return [number for (number,) in rows]

    def settle(self, ids: Sequence[int], problems: Iterable[Problem]) -> None:
        """Put the faults of blocks that were looked at in the place of the old ones."""
        self._db.executemany("DELETE FROM fault WHERE block = ?", [(number,) for number in ids])
        self._db.executemany("DELETE FROM pending WHERE block = ?", [(number,) for number in ids])
        self.add_faults(problems)

    def _faulty(self) -> set[int]:
        rows = self._db.execute("SELECT block FROM fault WHERE block IS NOT NULL")
        return {number for (number,) in rows}

    def _leaning_on(self, added: set[Name], removed: set[Name]) -> set[int]:
        """Blocks that a change reaches.

        A register's entry reaches others only by coming or going, a claim or a
        document by any change. What changes a claim's content goes on to those
        that take it over.
        """
        still = {name for name in added & removed if name[0] not in ("claim", "argument", "document")}
        open_paths = sorted({path for _, path in (added | removed) - still if path})
        found: set[int] = set(self.ids_at(open_paths))
        seen = set(open_paths)
        while open_paths:
            path = open_paths.pop()
            numbers = self.ids_naming(path)
            found |= set(numbers)
            for block in self.blocks(sorted(numbers)):
                if block.kind in ("claim", "document") and block.path not in seen and _goes_on(path, block):
                    seen.add(block.path)
                    open_paths.append(block.path)
        return found

    def _keep(self, file: str, block: Block) -> tuple[int, str]:
        digest = block.digest
        row = (file, block.kind, block.path, digest, block.location.line, block.text)
        number = self._db.execute(
            "INSERT INTO block (file, kind, path, digest, line, body) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        self._db.executemany(
            "INSERT OR IGNORE INTO mention VALUES (?, ?)", [(name, number) for name in mentions(block)]
        )
        self._db.executemany("INSERT INTO passage VALUES (?, ?)", [(text, number) for text in passages_of(block)])
        return number or 0, digest

    def _forget(self, file: str) -> None:
        for table in ("mention", "passage", "fault", "pending"):
            query = f"DELETE FROM {table} WHERE block IN (SELECT id FROM block WHERE file = ?)"  # noqa: S608
            self._db.execute(query, (file,))
        self._db.execute("DELETE FROM fault WHERE file = ?", (file,))
        self._db.execute("DELETE FROM block WHERE file = ?", (file,))

    def neighbours(self, blocks: Sequence[Block]) -> list[int]:
        """The blocks that any of the given ones name, in any register that the key could mean."""
        paths: list[str] = []
        for block in blocks:
            paths += paths_named(block, mentions(block))
        return sorted(set(self.ids_at(paths)))

    def ids_of_flags_on(self, blocks: Sequence[Block]) -> list[int]:
        """The editors' flags that name any of the blocks."""
        numbers = {number for block in blocks if block.kind == "claim" for number in self.ids_naming(block.path)}
        found = []
        for part in _parts(sorted(numbers)):
            query = f"SELECT id FROM block WHERE kind = 'flag' AND id IN ({_marks(part)})"  # noqa: S608
            found += [number for (number,) in self._db.execute(query, part)]
        return found

    def add_faults(self, problems: Iterable[Problem]) -> None:
        """Remember faults, each with the block in which it was found; one of a file stays until the file changes."""
        for problem in sorted(set(problems)):
            place = problem.location
            number = int(place.entry) if place.entry else None
            row = (place.path, number, place.line, place.column, place.is_table, problem.message)
            self._db.execute("INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?)", row)

    def faults(self) -> list[Problem]:
        """All faults that are remembered, in the order of files and lines."""
        rows = self._db.execute("SELECT DISTINCT file, line, field, is_table, message FROM fault")
        return sorted(
            Problem(Location(file, line, field, bool(is_table)), message)
            for file, line, field, is_table, message in rows
        )

    def count(self, kind: str) -> int:
        """How many blocks of a kind there are."""
        return int(self._db.execute("SELECT count(*) FROM block WHERE kind = ?", (kind,)).fetchone()[0])


def _goes_on(path: str, block: Block) -> bool:
    """Whether a change at a path that a claim names may change what the claim says."""
    return not path.startswith(("claim/", "argument/")) or takes_content(block)


def _parts(values: Sequence[object]) -> Iterator[Sequence[object]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
