"""Commands on what follows: conflicts, roots, sums, arguments."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass

import click

from testimonia.cli.workspace import Workspace, counted, node
from testimonia.infer.arguments import argument_table
from testimonia.infer.arithmetic import sum_table
from testimonia.infer.comparable import conflict_table
from testimonia.infer.facts import Facts
from testimonia.infer.leaning import fallen, leaning
from testimonia.infer.roots import root_table

ABOUT = click.option("--about", metavar="KEY", default="", help="Only what concerns this thing or claim.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
_CONTRARY = ("conflict", "apparentConflict", "opposition", "undecided")


def _facts(workspace: Workspace, key: str) -> tuple[Facts, str]:
    """The facts of the last build, and the path behind a key."""
    base = workspace.settings().base
    store = workspace.store()
    path = node(store, key, base).value.removeprefix(base) if key else ""
    return Facts(store, base), path


def _print(rows: Sequence[object], lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        found = [asdict(row) if is_dataclass(row) and not isinstance(row, type) else row for row in rows]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    for line in lines:
        click.echo(line)
    click.echo(counted(len(rows), "row"))


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
    facts, path = _facts(workspace, about)
    rows = [row for row in conflict_table(facts, path or None) if show_all or row.kind in _CONTRARY]
    lines = (
        f"{row.kind}: {row.sentence.german if workspace.language == 'de' else row.sentence.english}\n"
        f"    {row.one}\n    {row.other}"
        for row in rows
    )
    _print(rows, lines, as_json=as_json)


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
    facts, path = _facts(workspace, about or source)
    if source:
        fall = fallen(facts, path)
        lines = [f"{claim}: loses its only root" for claim in fall.lost]
        _print(fall.lost, [*lines, *(f"{claim}: only told there" for claim in fall.told)], as_json=as_json)
    elif show_leaning:
        loads = leaning(facts)
        lines = [f"{load.only_root:6} only root, {load.cited_by:6} cited  {facts.label(load.source)}" for load in loads]
        _print(loads, lines, as_json=as_json)
    else:
        rows = root_table(facts, path or None)
        _print(rows, (line for row in rows for line in _root_lines(facts, row)), as_json=as_json)


def _root_lines(facts: Facts, row: object) -> Iterable[str]:
    """A question, its count in three states, and the ends of each claim's chains."""
    label, claims, count = getattr(row, "label", ""), getattr(row, "claims", ()), getattr(row, "count", None)
    pairs = f": {count.independent} independent, {count.dependent} dependent, {count.unknown} unknown" if count else ""
    yield f"{label}{pairs}"
    for claim, endings, _ in claims:
        ends = "; ".join(
            f"{ending.state} {facts.label(ending.path) if ending.path else ''}".strip() for ending in endings
        )
        yield f"    {claim}: {ends}"


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
    facts, path = _facts(workspace, about)
    rows = sum_table(facts, path or None)
    german = workspace.language == "de"
    _print(rows, (f"{row.state}: {row.german if german else row.english}" for row in rows), as_json=as_json)


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
    facts, path = _facts(workspace, about)
    rows = argument_table(facts, path)
    lines = (
        f"{row.target} ({row.label}): {row.kind} {facts.label(row.holder)}\n"
        + "\n".join(f"    {premise}: {facts.label(premise)}" for premise in row.premises)
        for row in rows
    )
    _print(rows, lines, as_json=as_json)


COMMANDS = (conflicts, roots, sums, arguments)
