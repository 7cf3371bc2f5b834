"""Checking an archive: what changed since the last time is read and held against the shapes, with what it leans on.

Whatever the archive's size, an edit costs the edit: the blocks that changed,
those that lean on them, and their neighbourhood go to pyshacl as focus nodes
of a small graph. A first check is the same in many parts, on all cores.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from testimonia import __version__
from testimonia.anchor import lock
from testimonia.assemble import assemble, declare_unread
from testimonia.model.archive import Records, Settings
from testimonia.model.problem import Location, Problem
from testimonia.read import inputs
from testimonia.read.archive import FileRead, interpret, places_of, read_archive, read_file
from testimonia.read.block import Block
from testimonia.read.files import SETTINGS, data_files
from testimonia.read.mentions import mentions, paths_named, takes_content
from testimonia.read.remembered import Remembered
from testimonia.read.settings import curator_block, read_settings
from testimonia.validate import faults
from testimonia.vocabulary import home, vocabulary

STATE = "check.sqlite"
_PART, _REFERENCE_PART = 1_000, 150
_STAND_IN = "0" * 64
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """An archive as read: records, anchors, and the faults so far; no records without settings.

    ``unread`` are those of the problems for which an entry gave no record.
    """

    records: Records | None
    anchors: dict[str, str]
    problems: list[Problem]
    unread: list[Problem]


@dataclass(frozen=True, slots=True)
class Checked:
    """Every fault of an archive, how many blocks were looked at for it, and how many it has of each kind."""

    problems: list[Problem]
    looked_at: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be checked and how.

    ``root`` is the folder of the authored files, ``out`` that in which the
    state of the last check is kept, ``language`` that of the shapes' messages.
    Where there is much to look at, the compiled shapes choose the nodes that
    pyshacl is asked about; ``is_reference`` asks it about all of them.
    """

    root: Path
    out: Path
    language: str = "en"
    is_reference: bool = False

    @property
    def stamp(self) -> str:
        """What the kept faults depend on besides the archive's files."""
        digest = sha256(f"{__version__} {self.language} {self.is_reference} {self.root.resolve()}".encode())
        program = sorted(Path(__file__).parent.rglob("*.py"))
        rules = (path for folder in ("ontology", "shapes") for path in sorted(home(folder).rglob("*.ttl")))
        for path in (self.root / SETTINGS, *program, *rules):
            digest.update(path.read_bytes())
        return digest.hexdigest()


def read(root: Path) -> Reading:
    """Read an archive and its anchors."""
    records, problems = read_archive(root, vocabulary())
    anchors, faults = lock.read_anchors(root / lock.FILE)
    written = [(passage.row, location) for passage, location in lock.passages(records)] if records else []
    lacking = lock.missing_anchors(written, anchors)
    return Reading(records, anchors, sorted({*problems, *faults, *lacking}), problems)


def check(task: Task, progress: Progress | None = None) -> Checked:
    """Every fault of an archive.

    Args:
        task: What is to be checked and how.
        progress: Called with the blocks looked at and those to look at.
    """
    root = task.root
    settings, problems = read_settings(root)
    if settings is None:
        return Checked(problems, 0, {})
    state = Remembered(task.out / STATE, task.stamp)
    try:
        _take_in(state, root, settings)
        state.commit()
        pending = state.pending()
        anchors, unreadable = lock.read_anchors(root / lock.FILE)
        _look_at(state, task, pending, progress)
        lacking = lock.missing_anchors(state.unanchored(anchors), anchors)
        state.commit()
        counts = {kind: state.count(kind) for kind in ("claim", "argument", "flag", "reference")}
        return Checked(sorted({*state.faults(), *unreadable, *lacking}), len(pending), counts)
    finally:
        state.close()


def keep_inputs(task: Task, target: Path) -> None:
    """Keep beside a store what the last check has read, so that later changes can be told."""
    state = Remembered(task.out / STATE, task.stamp, is_reader=True)
    try:
        inputs.write_inputs(target, task.root, inputs.Taken(state.files(), state.digests(), _leaning(state)))
    finally:
        state.close()


def _leaning(state: Remembered) -> Iterable[tuple[str, str]]:
    """Claims, each with another that takes over its content or its holder."""
    claims = state.ids_of("claim")
    for start in range(0, len(claims), _PART):
        for block in filter(takes_content, state.blocks(claims[start : start + _PART])):
            yield from ((path, block.path) for path in paths_named(block, mentions(block)) if path.startswith("claim/"))


def state_of_files(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every authored file, and of the lock file: what a watcher compares."""
    found = {}
    for path in (*data_files(root), root / lock.FILE):
        with suppress(FileNotFoundError):  # an editor may be about to put a new one in its place
            status = path.stat()
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _take_in(state: Remembered, root: Path, settings: Settings) -> None:
    changed, gone = state.changed_files(data_files(root))
    read: dict[str, FileRead] = {place: ([], []) for path in gone for place in places_of(path)}
    for path in changed:
        if path == root / SETTINGS:
            read[str(path)] = ([curator_block(settings, path)], [])
        else:
            read |= read_file(root, path, settings, vocabulary())
    state.replace(read)


def _look_at(state: Remembered, task: Task, pending: list[int], progress: Progress | None) -> None:
    size = _REFERENCE_PART if task.is_reference else _PART
    parts = [pending[start : start + size] for start in range(0, len(pending), size)]
    done = 0
    for part, problems in _results(state, task, parts):
        state.settle(part, problems)
        done += len(part)
        if progress:
            progress(done, len(pending))


def _results(state: Remembered, task: Task, parts: list[list[int]]) -> Iterable[tuple[list[int], list[Problem]]]:
    if len(parts) < 2:  # noqa: PLR2004  (one part is not worth a process)
        look = _Look(task, state)
        yield from ((part, look.at(part)) for part in parts)
        return
    workers = min(len(parts), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(task,)) as pool:
        yield from zip(parts, pool.map(_work, parts), strict=True)


_of_this_process: list["_Look"] = []


def _begin(task: Task) -> None:
    """What a worker process needs for all its parts."""
    _of_this_process.append(_Look(task, Remembered(task.out / STATE, task.stamp, is_reader=True)))


def _work(part: list[int]) -> list[Problem]:
    return _of_this_process[0].at(part)


class _Look:
    """A look at some blocks at a time."""

    def __init__(self, task: Task, state: Remembered) -> None:
        settings, _ = read_settings(task.root)
        if settings is None:
            raise ValueError("the settings cannot be read")
        self.task = task
        self.state = state
        self.settings = settings
        self.anchors, _ = lock.read_anchors(task.root / lock.FILE)

    def at(self, ids: Sequence[int]) -> list[Problem]:
        """The faults of some blocks: read with what they name, assembled, and held against the shapes."""
        blocks = self.state.blocks(ids)
        rim = _rim(self.state, self.settings, blocks, set(ids))
        starts = {block.location: block for block in blocks}
        records, problems = interpret(self.settings, blocks, self.state, vocabulary(), rim=rim)
        _trim(records, starts)
        known = {passage.row: self.anchors.get(passage.row, _STAND_IN) for passage, _ in lock.passages(records)}
        assembly = assemble(records, known, vocabulary())
        for block in (*blocks, *rim):
            declare_unread(assembly, block.kind, block.path)
        focus = [iri for iri, places in assembly.places.items() if any(place in starts for place in places)]
        for found in faults(assembly.quads, focus, self.task.language, is_reference=self.task.is_reference):
            places = assembly.places.get(found.location.path, ())
            problems += [starts[place].problem("", found.message) for place in places if place in starts]
        return problems


def _rim(state: Remembered, settings: Settings, blocks: Sequence[Block], inside: set[int]) -> list[Block]:
    """What the blocks name, the flags on them, their namesakes, and all documents.

    Then what those name in turn, and so on along claims that take over the
    content of others.
    """
    seen = {*state.neighbours(blocks), *state.ids_of_flags_on(blocks), *state.ids_of("document")}
    seen |= set(state.ids_at([f"actor/{settings.curator}", *(block.path for block in blocks if block.path)]))
    rim = state.blocks(sorted(seen - inside))
    leaning = [block for block in rim if block.kind in ("claim", "argument", "flag", "reference", "document")]
    while leaning:
        far = set(state.neighbours(leaning)) - seen - inside
        seen |= far
        found = state.blocks(sorted(far))
        rim += [block for block in found if block.kind != "reference"]
        taken = set(state.neighbours([block for block in leaning if takes_content(block)]))
        leaning = [block for block in found if block.kind == "claim" and int(block.location.entry) in taken]
    return rim


def _trim(records: Records, starts: Mapping[Location, Block]) -> None:
    """Let claims of the rim call no references: those lie beyond it."""
    records.claims = [claim if claim.written_at in starts else replace(claim, citations=()) for claim in records.claims]
