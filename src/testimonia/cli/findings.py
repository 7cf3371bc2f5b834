"""Commands on what follows: conflicts, roots, sums, arguments."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from testimonia.cli.staleness import Staleness, staleness
from testimonia.cli.workspace import Workspace, counted, node
from testimonia.infer.arguments import Attack, argument_table
from testimonia.infer.arithmetic import Sum, sum_table
from testimonia.infer.comparable import Row as ConflictRow
from testimonia.infer.comparable import conflict_table
from testimonia.infer.facts import Facts
from testimonia.infer.leaning import Load, fallen, leaning
from testimonia.infer.roots import NAME as ROOTS
from testimonia.infer.roots import QuestionRoots, root_table
from testimonia.vocabulary import PROV

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ABOUT = click.option("--about", metavar="KEY", default="", help="Only what concerns this thing or claim.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
ARGUMENTS = "arguments"
_CONTRARY = ("conflict", "apparentConflict", "opposition", "undecided")


def _facts(workspace: Workspace, key: str) -> tuple[Facts, str, Staleness]:
    """The facts of the last build, the path behind a key, and what has changed since."""
    base = workspace.settings().base
    store = workspace.store()
    changed = staleness(workspace, store)
    path = node(store, key, base).value.removeprefix(base) if key else ""
    return Facts(store, base), path, changed


def _print(
    rows: Sequence["DataclassInstance"],
    told: Callable[[Any], str],
    is_stale: Callable[[Any], bool],
    changed: Staleness,
    *,
    as_json: bool,
) -> None:
    """Rows as text or as JSON, those that rest on a change with a mark."""
    marked = [is_stale(row) for row in rows]
    if as_json:
        found = [{**asdict(row), "stale": mark} for row, mark in zip(rows, marked, strict=True)]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
    else:
        for row, mark in zip(rows, marked, strict=True):
            click.echo(f"* {told(row)}" if mark else told(row))
        click.echo(counted(len(rows), "row"))
    changed.tell(sum(marked))


@click.command()
@ABOUT
@click.option(
    "--all", "show_all", is_flag=True, help="Agreement and differences of scope too, not only what is contrary."
)
@JSON
@click.pass_obj
def conflicts(workspace: Workspace, about: str, *, show_all: bool, as_json: bool) -> None:
    """Say which claims on one question are contrary, and why others only look so.

    \b
    Example:
      testimonia conflicts --about battle-of-alder-ford
      testimonia conflicts --all --json
    """
    facts, path, changed = _facts(workspace, about)
    rows = [row for row in conflict_table(facts, path or None) if show_all or row.kind in _CONTRARY]

    def told(row: ConflictRow) -> str:
        sentence = row.sentence.german if workspace.language == "de" else row.sentence.english
        return f"{row.kind}: {sentence}\n    {row.one}\n    {row.other}"

    _print(rows, told, lambda row: changed.is_stale(row.one, row.other), changed, as_json=as_json)


@click.command()
@ABOUT
@click.option("--fallen", "source", metavar="KEY", default="", help="What would be lost if this source fell.")
@click.option("--leaning", "show_leaning", is_flag=True, help="Which sources the archive leans on most.")
@JSON
@click.pass_obj
def roots(workspace: Workspace, about: str, source: str, *, show_leaning: bool, as_json: bool) -> None:
    """Say where each claim's chain of sources ends, and how many claims on a question are independent.

    \b
    Example:
      testimonia roots --about battle-of-alder-ford
      testimonia roots --fallen vey-muster-roll
      testimonia roots --leaning
    """
    facts, path, changed = _facts(workspace, about or source)
    if source:
        _print_fallen(facts, path, changed, as_json=as_json)
    elif show_leaning:
        _print_leaning(facts, changed, as_json=as_json)
    else:
        _print_roots(facts, path, changed, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Fallen:
    """A claim that a source carries: it has no other root, or it is told only there."""

    claim: str
    is_without_root: bool


def _print_fallen(facts: Facts, source: str, changed: Staleness, *, as_json: bool) -> None:
    try:
        fall = fallen(facts, source)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    rows = [_Fallen(claim, is_without_root=True) for claim in fall.lost]
    rows += [_Fallen(claim, is_without_root=False) for claim in fall.told]

    def told(row: _Fallen) -> str:
        return f"{row.claim}: {'loses its only root' if row.is_without_root else 'only told there'}"

    _print(rows, told, lambda row: changed.is_stale(row.claim, rule=ROOTS), changed, as_json=as_json)


def _print_leaning(facts: Facts, changed: Staleness, *, as_json: bool) -> None:
    rested_on = {path for finding in changed.findings(ROOTS) for path in facts.linked(finding, PROV.used)}

    def told(load: Load) -> str:
        return f"{load.only_root:6} only root, {load.cited_by:6} cited  {facts.label(load.source)} ({load.source})"

    def is_stale(load: Load) -> bool:
        return load.source in rested_on or changed.is_stale(load.source, rule=ROOTS)

    _print(leaning(facts), told, is_stale, changed, as_json=as_json)


def _print_roots(facts: Facts, about: str, changed: Staleness, *, as_json: bool) -> None:
    """Questions, each with its count in three states and the ends of each claim's chains."""

    def told(row: QuestionRoots) -> str:
        count, lines = row.count, [row.label]
        if count:
            lines[0] += f": {count.independent} independent, {count.dependent} dependent, {count.unknown} unknown"
        for claim, endings, _ in row.claims:
            ends = (f"{ending.state} {facts.label(ending.path) if ending.path else ''}".strip() for ending in endings)
            lines.append(f"  {'* ' if changed.is_stale(claim, rule=ROOTS) else '  '}{claim}: {'; '.join(ends)}")
        return "\n".join(lines)

    def is_stale(row: QuestionRoots) -> bool:
        return changed.is_stale(row.question, *(claim for claim, _, _ in row.claims), rule=ROOTS)

    _print(root_table(facts, about or None), told, is_stale, changed, as_json=as_json)


@click.command()
@ABOUT
@JSON
@click.pass_obj
def sums(workspace: Workspace, about: str, *, as_json: bool) -> None:
    """Say whether parts come to their totals, shares to their bases and durations to their ends, as worded.

    \b
    Example:
      testimonia sums --about battle-of-alder-ford
    """
    facts, path, changed = _facts(workspace, about)

    def told(row: Sum) -> str:
        return f"{row.state}: {row.german if workspace.language == 'de' else row.english}"

    rows = sum_table(facts, path or None)
    _print(rows, told, lambda row: changed.is_stale(row.finding, *row.inputs), changed, as_json=as_json)


@click.command()
@ABOUT
@JSON
@click.pass_obj
def arguments(workspace: Workspace, about: str, *, as_json: bool) -> None:
    """Say by which arguments claims are supported or attacked, and what stands under them.

    \b
    Example:
      testimonia arguments --about claim/vey-chronicle/abbey-3000
    """
    facts, path, changed = _facts(workspace, about)

    def told(row: Attack) -> str:
        lines = [f"{row.target} ({row.label}): {row.kind} {facts.label(row.holder)}"]
        return "\n".join([*lines, *(f"    {premise}: {facts.label(premise)}" for premise in row.premises)])

    def is_stale(row: Attack) -> bool:
        return changed.is_stale(row.target, row.argument, *row.premises, rule=ARGUMENTS)

    _print(argument_table(facts, path), told, is_stale, changed, as_json=as_json)


COMMANDS = (conflicts, roots, sums, arguments)
