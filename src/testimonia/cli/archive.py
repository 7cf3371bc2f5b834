"""Commands on the authored files: check, verify, anchor, locate, snapshot."""

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import click

from testimonia import checking
from testimonia.anchor import files, lock
from testimonia.anchor import verify as verification
from testimonia.cli.workspace import SOURCES, Workspace, counted, print_problems, progress
from testimonia.model.problem import Problem

_NOT_VERIFIABLE = 3
_PAUSE_SECONDS = 0.2


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.option(
    "--reference", "is_reference", is_flag=True, help="Ask pyshacl about every node, not only about suspects."
)
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until interrupted.")
@click.pass_obj
def check(workspace: Workspace, *, as_json: bool, is_reference: bool, watch: bool) -> None:
    """Read everything and hold it against the shapes; print every fault.

    \b
    Example:
      testimonia check
      testimonia check --watch
      testimonia --lang de check
    """
    workspace.settings()
    task = checking.Task(workspace.root, workspace.out, workspace.language, is_reference)
    seen = checking.state_of_files(workspace.root)
    with _keeping(task):
        checked = checking.check(task, progress())
    _print_checked(checked, as_json=as_json)
    if watch:
        checked = _watched(task, seen, checked, as_json=as_json)
    if checked.problems:
        raise SystemExit(1)


@contextmanager
def _keeping(task: checking.Task) -> Iterator[None]:
    """Tell in words that what was checked cannot be kept, for example on a full disk."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        words = (
            f"what was checked cannot be kept in '{task.out / checking.STATE}': {error}; no file of the archive is "
            "touched. Make room, delete that file (it is made anew), or name another folder with --build."
        )
        raise click.ClickException(words) from error


def _print_checked(checked: checking.Checked, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in checked.problems], ensure_ascii=False, indent=1))
    else:
        print_problems(checked.problems)
        if not checked.problems:
            click.echo(_summary(checked))


def _watched(
    task: checking.Task, seen: dict[str, tuple[int, int]], checked: checking.Checked, *, as_json: bool
) -> checking.Checked:
    """Check again at every change of what was seen, until the user interrupts; the last check."""
    for name in (signal.SIGINT, signal.SIGTERM):  # a shell starts background jobs with SIGINT ignored
        signal.signal(name, signal.default_int_handler)
    click.echo(f"watching {task.root}; end with Ctrl-C", err=True)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(_PAUSE_SECONDS)
            now = checking.state_of_files(task.root)
            if now == seen:
                continue
            start = time.perf_counter()
            with (
                _keeping(task),
                suppress(FileNotFoundError),
            ):  # a file that an editor is putting in the place of another; look again
                checked = checking.check(task)
                seen = now
                click.echo(f"--- {time.strftime('%H:%M:%S')}, {time.perf_counter() - start:.2f} s", err=True)
                _print_checked(checked, as_json=as_json)
    return checked


def _summary(checked: checking.Checked) -> str:
    counts = ", ".join(counted(number, kind) for kind, number in checked.counts.items())
    looked_at = counted(checked.looked_at, "entry").replace("entrys", "entries")
    news = f"{looked_at} checked" if checked.looked_at else "nothing changed since the last check"
    return f"no faults: {counts}; {news}"


def _as_json(problem: Problem) -> dict[str, object]:
    place = problem.location
    return {"file": place.path, "line": place.line, "column": place.column, "message": problem.message}


@click.command()
@SOURCES
@click.pass_obj
def anchor(workspace: Workspace, sources: Path | None) -> None:
    """Hash every passage and write the lock file, anchors.csv.

    \b
    Example:
      testimonia anchor --sources documents
    """
    records, known = workspace.reading(is_whole=True)
    anchors, problems = lock.anchor(records, known, *workspace.documents(sources))
    print_problems(problems)
    if problems:
        raise SystemExit(1)
    path = workspace.root / lock.FILE
    path.write_text(lock.anchors_text(anchors), encoding="utf-8")
    click.echo(f"{counted(len(anchors), 'passage')} in {path}")


@click.command()
@SOURCES
@click.pass_obj
def verify(workspace: Workspace, sources: Path | None) -> None:
    """Hash every passage anew and compare every text of ours with its source.

    Ends with 3 where a document's file is not here, so that nobody takes
    what could not be verified for what is verified.

    \b
    Example:
      testimonia verify --sources documents
    """
    records, anchors = workspace.reading(is_whole=True)
    folders = workspace.documents(sources)
    found = verification.verify(records, anchors, *folders)
    print_problems(found.problems)
    for document in found.absent:
        click.echo(f"{document.source}: not verifiable here, {document.file} is not in {files.listed(folders)}")
    click.echo(
        f"{counted(found.passages, 'passage')} and {counted(found.texts, 'text')} of ours verified, "
        f"{counted(len(found.problems), 'fault')}"
    )
    if found.problems:
        raise SystemExit(1)
    if found.absent:
        raise SystemExit(_NOT_VERIFIABLE)


@click.command()
@click.argument("words")
@SOURCES
@click.pass_obj
def locate(workspace: Workspace, words: str, sources: Path | None) -> None:
    """Print the offsets of WORDS in the documents, to paste as a passage.

    \b
    Example:
      testimonia locate "a few words" --sources documents
    """
    records, _ = workspace.reading()
    folders = workspace.documents(sources)
    here = files.source_files(records.documents, *folders)
    found = [
        (source, place)
        for source, path in sorted(here.items())
        for place in files.locate(words, path.read_bytes().decode("utf-8", errors="replace"), source)
    ]
    for source, place in found:
        click.echo(f'passage = "{place.passage.key}"   # {source}')
    if not here:
        raise click.ClickException(f"no document of this archive is in {files.listed(folders)}")
    if not found:
        raise click.ClickException("not found; try fewer words")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def snapshot(file: Path) -> None:
    """Print the table [snapshot] of FILE, to paste into the file of its document.

    \b
    Example:
      testimonia snapshot documents/vey-chronicle.txt
    """
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 (byte {error.start}); a document is read as UTF-8") from error
    line_ends = "CRLF" if "\r\n" in text else "LF"
    click.echo(f'[snapshot]\nfile        = "{file.name}"\nsha256      = "{sha256(content).hexdigest()}"')
    click.echo(f"code-points = {len(text)}")
    click.echo(f'text-form   = "UTF-8, {line_ends}; offsets count Unicode code points from 0"')


COMMANDS = (check, anchor, verify, locate, snapshot)
