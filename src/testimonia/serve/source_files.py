"""The files of documents that the reader's own server holds: found by SHA-256, read when a passage is asked for."""

import threading
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from testimonia.anchor.files import file_text, passage_hash
from testimonia.model.passage import Passage
from testimonia.serve.snapshot import Snapshot
from testimonia.vocabulary import TM

LONGEST: Final = 50_000_000
"""A longer file, in bytes, is not looked at."""


class Texts:
    """The files in some folders that are documents of an archive, looked up once for each build."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._looking = threading.Lock()
        self._version = ""
        self._files: Mapping[str, Path] = {}

    def sources(self, snapshot: Snapshot) -> tuple[str, ...]:
        """The documents whose file is here, as paths of works."""
        return tuple(sorted(self._found(snapshot))) if self._folders else ()

    def text(self, snapshot: Snapshot, passage: str) -> str | None:
        """The text of a passage; None where no file here reads there as it did when it was recorded."""
        kind, _, rest = passage.partition("/")
        source, _, offsets = rest.rpartition("/")
        file = self._found(snapshot).get(f"source/{source}") if self._folders and kind == "passage" else None
        if file is None:
            return None
        try:
            stretch = Passage.parse(source, offsets)
        except ValueError:
            return None
        whole = file_text(file) if _digest(file) in _digests(snapshot, f"source/{source}") else ""
        told = _told(snapshot, snapshot.node(passage))
        return whole[stretch.start : stretch.end] if whole and told == {passage_hash(whole, stretch)} else None

    def _found(self, snapshot: Snapshot) -> Mapping[str, Path]:
        with self._looking:
            if self._version != snapshot.version:
                files = (path for folder in self._folders if folder.is_dir() for path in sorted(folder.iterdir()))
                by_digest = {digest: path for path in files if (digest := _digest(path))}
                self._files = {s: by_digest[d] for s, d in _snapshots(snapshot) if d in by_digest}
                self._version = snapshot.version
            return self._files


def _digest(path: Path) -> str:
    try:
        fits = path.is_file() and path.stat().st_size <= LONGEST
        return sha256(path.read_bytes()).hexdigest() if fits else ""
    except OSError:
        return ""


def _snapshots(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The documents that were read, each with the digest of its bytes."""
    quads = snapshot.store.quads_for_pattern(None, TM.snapshotOf, None)
    pairs = [(q.subject, q.object.value) for q in quads if isinstance(q.object, NamedNode)]
    return [
        (source.removeprefix(snapshot.base), digest)
        for node, source in pairs
        if isinstance(node, NamedNode)
        for digest in _told(snapshot, node)
    ]


def _digests(snapshot: Snapshot, source: str) -> set[str]:
    return {digest for path, digest in _snapshots(snapshot) if path == source}


def _told(snapshot: Snapshot, node: NamedNode) -> set[str]:
    quads = snapshot.store.quads_for_pattern(node, TM.sha256, None)
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
