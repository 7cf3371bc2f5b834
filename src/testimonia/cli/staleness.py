"""What has changed since the last build, told beside whatever rests on it; and the command that lists it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from pyoxigraph import Store

from testimonia.cli.workspace import Workspace, counted, print_problems
from testimonia.infer.stale import StaleFinding, by_origin, stale_findings
from testimonia.infer.touched import Touched, Walk
from testimonia.model.archive import Settings
from testimonia.read.inputs import FILE, Change, Changes, Inputs, Kind

_STALE = 4
_BUILD = "run `testimonia build`"
_UNKNOWN = f"what was built last does not say what it was made from; {_BUILD}"
_NOUNS = {"claim", "argument", "flag", "reference", "source", "event", "actor", "place", "concept"}
_MANY = {"entry": "entries"}
_BECOME = {
    Kind.CHANGED: "changed",
    Kind.ADDED: "added and not looked at yet",
    Kind.REMOVED: "removed",
    Kind.UNREADABLE: "not readable",
}


@dataclass(frozen=True, slots=True)
class Staleness:
    """Which rows of an answer rest on something that has changed since the last build; nothing where it is unknown."""

    touched: Touched | None

    @property
    def changes(self) -> Changes:
        """What has changed."""
        return self.touched.changes if self.touched else Changes()

    def is_stale(self, *paths: str, rule: str = "") -> bool:
        """Whether any of the paths (of claims, sources, findings) rests on a change.

        With ``roots`` or ``arguments`` as rule, changes that bear on that rule
        alone count as well: of sources, and of other arguments.
        """
        return self.touched is not None and bool(self.touched.origins(paths, rule))

    def findings(self, rule: str) -> list[str]:
        """The paths of the findings of a rule that rest on a change."""
        touched = self.touched.findings if self.touched else ()
        return [path for path in touched if path.startswith(f"finding/{rule}/")]

    def tell(self, marked: int | None = None, noun: str = "row") -> None:
        """On standard error, where something has changed: what, how many rows are marked for it, and what to do.

        Args:
            marked: How many are marked; None where an answer has no marks.
            noun: What they are.
        """
        if self.touched is None:
            click.echo(_UNKNOWN, err=True)
        elif self.changes:
            print_problems(list(self.changes.problems))
            click.echo(f"{_summary(self.changes.changes)}; {_marks(marked, noun)}; {_BUILD}", err=True)


def staleness(workspace: Workspace, store: Store) -> Staleness:
    """What has changed since the last build, and what rests on it; quick where nothing has.

    Ends the command where the archive's base is another one, since nothing in
    the store has the names then by which it would be asked.
    """
    settings = workspace.settings()
    current = workspace.out / "current"
    _same_base(current / "release" / "manifest.json", settings)
    try:
        with closing(Inputs(current / FILE, workspace.root)) as inputs:
            changes = inputs.changes(settings)
            walk = Walk(store, settings.base, changes, inputs.takers)
    except sqlite3.Error:  # made by an earlier version, or damaged
        return Staleness(None)
    return Staleness(walk.touched)


def _same_base(manifest: Path, settings: Settings) -> None:
    try:
        built = json.loads(manifest.read_text(encoding="utf-8"))["base"]
    except (OSError, ValueError, KeyError):
        return
    if built != settings.base:
        raise click.ClickException(
            f"the archive's base was {built} at the last build, and is {settings.base}; {_BUILD}"
        )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def stale(workspace: Workspace, *, as_json: bool) -> None:
    """Say what has changed since the last build, and which findings rest on it.

    Ends with 4 where something has changed.

    \b
    Example:
      testimonia stale
      testimonia stale --json
    """
    base = workspace.settings().base
    store = workspace.store()
    found = staleness(workspace, store)
    if found.touched is None:
        raise click.ClickException(_UNKNOWN)
    findings = stale_findings(store, base, found.touched)
    under = by_origin(findings)
    changes = found.changes.changes
    if as_json:
        rows = [_as_data(change, under.get(change.path, [])) for change in changes]
        print_problems(list(found.changes.problems))
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for change in changes:
            for line in _lines(change, under.get(change.path, []), workspace.language):
                click.echo(line)
        found.tell(len(findings), "finding")
        if not found.changes:
            click.echo("nothing changed since the last build")
    if found.changes:
        raise SystemExit(_STALE)


def _as_data(change: Change, findings: Iterable[StaleFinding]) -> dict[str, object]:
    listed = [asdict(finding) for finding in findings]
    return {"path": change.path, "change": str(change.kind), "file": change.file, "findings": listed}


def _lines(change: Change, findings: list[StaleFinding], language: str) -> Iterator[str]:
    """A changed entry, and what rests on it."""
    rest = f"; {counted(len(findings), 'finding')} to be looked at anew" if findings else ""
    yield f"{change.path} ({change.file}): {_BECOME[change.kind]}{rest}"
    for finding in findings:
        sentence = finding.german if language == "de" else finding.english
        yield f"    {finding.rule}, {finding.about}: {sentence}"


def _summary(changes: Iterable[Change]) -> str:
    """``2 claims and 1 source changed, 1 claim removed since the last build``."""
    counts = Counter((change.kind, _noun(change.path)) for change in changes)
    parts = []
    for kind, become in _BECOME.items():
        listed = [_many(number, noun) for (of, noun), number in sorted(counts.items()) if of is kind]
        parts += [f"{' and '.join(listed)} {become}"] if listed else []
    return (", ".join(parts) or "files cannot be read") + " since the last build"


def _noun(path: str) -> str:
    kind = path.partition("/")[0]
    return kind if kind in _NOUNS else "entry"


def _many(number: int, noun: str) -> str:
    return f"{number} {_MANY[noun]}" if number != 1 and noun in _MANY else counted(number, noun)


def _marks(marked: int | None, noun: str) -> str:
    if marked is None:
        return "this answer is from before"
    if not marked:
        return f"no {noun} rests on that"
    rests = "rests" if marked == 1 else "rest"
    mark = " (marked *)" if noun == "row" else ""
    return f"{counted(marked, noun)} {rests} on that{mark}"


COMMANDS = (stale,)
