"""Checking an archive: what changed since the last time is read and held against the shapes, with what it leans on.

Whatever the archive's size, an edit costs the edit: the blocks that changed,
those that lean on them, and their neighbourhood go to pyshacl as focus nodes
of a small graph. A first check is the same in many parts, on all cores.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from testimonia import __version__
from testimonia.anchor import lock
from testimonia.assemble import assemble, declare_unread
from testimonia.model.archive import Records, Settings
from testimonia.model.problem import Problem
from testimonia.read.archive import (
    curator_block,
    data_files,
    duplicates,
    file_blocks,
    interpret,
    read_settings,
)
from testimonia.read.block import Block
from testimonia.read.remembered import Remembered
from testimonia.validate import validate
from testimonia.vocabulary import home, vocabulary

STATE = "check.sqlite"
_PART = 150
_STAND_IN = "0" * 64
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """Every fault of an archive, how many blocks were looked at for it, and how many it has of each kind."""

    problems: list[Problem]
    looked_at: int
    counts: dict[str, int]


def check(root: Path, out: Path, *, language: str = "en", progress: Progress | None = None) -> Checked:
    """Every fault of an archive.

    Args:
        root: Folder of the authored files.
        out: Folder in which the state of the last check is kept.
        language: Of the messages of the shapes.
        progress: Called with the blocks looked at and those to look at.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return Checked(problems, 0, {})
    state = Remembered(out / STATE, _stamp(root, language))
    try:
        _take_in(state, root, settings)
        state.commit()
        pending = state.pending()
        anchors, faults = lock.read_anchors(root / lock.FILE)
        _look_at(state, root, out, pending, language, progress)
        lacking = lock.missing_anchors(state.unanchored(anchors), anchors)
        state.commit()
        counts = {kind: state.count(kind) for kind in ("claim", "argument", "flag", "reference")}
        return Checked(sorted({*state.faults(), *faults, *lacking}), len(pending), counts)
    finally:
        state.close()


def _stamp(root: Path, language: str) -> str:
    """What the kept faults depend on besides the archive's files."""
    digest = sha256(f"{__version__} {language} {root.resolve()}".encode())
    program = sorted(Path(__file__).parent.rglob("*.py"))
    rules = (path for folder in ("ontology", "shapes") for path in sorted(home(folder).rglob("*.ttl")))
    for path in (root / "archive.toml", *program, *rules):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _take_in(state: Remembered, root: Path, settings: Settings) -> None:
    changed, gone = state.changed_files(data_files(root))
    read: dict[str, tuple[list[Block], list[Problem]]] = {path: ([], []) for path in gone}
    for path in changed:
        is_settings = path == root / "archive.toml"
        read[str(path)] = (
            ([curator_block(settings)], []) if is_settings else file_blocks(root, path, settings, vocabulary())
        )
    state.replace(read)


def _look_at(
    state: Remembered, root: Path, out: Path, pending: list[int], language: str, progress: Progress | None
) -> None:
    parts = [pending[start : start + _PART] for start in range(0, len(pending), _PART)]
    done = 0
    for part, problems in _results(state, root, out, parts, language):
        state.settle(part, problems)
        done += len(part)
        if progress:
            progress(done, len(pending))


def _results(
    state: Remembered, root: Path, out: Path, parts: list[list[int]], language: str
) -> Iterable[tuple[list[int], list[Problem]]]:
    if len(parts) < 2:  # noqa: PLR2004  (one part is not worth a process)
        settings, _ = read_settings(root)
        anchors, _ = lock.read_anchors(root / lock.FILE)
        for part in parts:
            if settings is not None:
                yield part, look_at_part(state, settings, anchors, part, language)
        return
    workers = min(len(parts), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(root, out, language)) as pool:
        yield from zip(parts, pool.map(_work, parts), strict=True)


_worker: dict[str, object] = {}


def _begin(root: Path, out: Path, language: str) -> None:
    """What a worker process needs for all its parts."""
    _worker["settings"] = read_settings(root)[0]
    _worker["anchors"] = lock.read_anchors(root / lock.FILE)[0]
    _worker["state"] = Remembered(out / STATE, _stamp(root, language), is_reader=True)
    _worker["language"] = language


def _work(part: list[int]) -> list[Problem]:
    return look_at_part(_worker["state"], _worker["settings"], _worker["anchors"], part, _worker["language"])  # type: ignore[arg-type]


def look_at_part(
    state: Remembered, settings: Settings, anchors: dict[str, str], ids: Sequence[int], language: str
) -> list[Problem]:
    """The faults of some blocks: read with what they name, assembled, and held against the shapes."""
    blocks = state.blocks(ids)
    rim = _rim(state, settings, blocks, set(ids))
    starts = {(block.location.path, block.location.line): block for block in blocks}
    records, problems = interpret(settings, blocks, state, vocabulary(), rim=rim)
    problems += [p for p in duplicates(state.all_at(blocks)) if (p.location.path, p.location.line) in starts]
    _trim(records, starts)
    known = {passage.row: anchors.get(passage.row, _STAND_IN) for passage, _ in lock.passages(records)}
    assembly = assemble(records, known, vocabulary())
    for block in (*blocks, *rim):
        declare_unread(assembly, block.kind, block.path)
    focus = [iri for iri, place in assembly.places.items() if (place.path, place.line) in starts]
    found = validate(assembly.quads, assembly.places, focus=focus, language=language)
    return problems + [_named(problem, starts) for problem in found]


def _named(problem: Problem, starts: Mapping[tuple[str, int], Block]) -> Problem:
    """A fault from the shapes under the name of the entry that its author wrote."""
    block = starts.get((problem.location.path, problem.location.line))
    return block.problem("", problem.message) if block else problem


def _rim(state: Remembered, settings: Settings, blocks: Sequence[Block], inside: set[int]) -> list[Block]:
    """What the blocks name, the flags on them, and all documents; then what those that lean on others name in turn."""
    seen = {*state.neighbours(blocks), *state.ids_of_flags_on(blocks), *state.ids_of("document")}
    seen |= set(state.ids_at([f"actor/{settings.curator}"]))
    rim = state.blocks(sorted(seen - inside))
    leaning = [block for block in rim if block.kind in ("claim", "argument", "flag", "reference")]
    while leaning:
        far = set(state.neighbours(leaning)) - seen - inside
        seen |= far
        found = state.blocks(sorted(far))
        rim += [block for block in found if block.kind != "reference"]
        leaning = [block for block in found if "states" in block.fields]
    return rim


def _trim(records: Records, starts: Mapping[tuple[str, int], Block]) -> None:
    """Let claims of the rim call no references: those lie beyond it."""
    records.claims = [
        claim if (claim.written_at.path, claim.written_at.line) in starts else replace(claim, citations=())
        for claim in records.claims
    ]
