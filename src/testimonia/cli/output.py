"""Commands on what is built: build, query, export."""

import shutil
from pathlib import Path

import click
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from testimonia import pipeline
from testimonia.cli.staleness import Staleness, staleness
from testimonia.cli.workspace import OUTPUT, Workspace, counted, node, print_problems, progress, write
from testimonia.publish import FORMATS
from testimonia.publish.described import described
from testimonia.query.run import GRAPH_FORMATS, RESULT_FORMATS, answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.query.table import as_text, rows
from testimonia.read.fields import suggestion


@click.command()
@click.pass_obj
def build(workspace: Workspace) -> None:
    """Check, then write a store and a release; a fault leaves the last good build untouched.

    \b
    Example:
      testimonia build
    """
    workspace.settings()
    made = built(workspace)
    if made.manifest is None:
        click.echo("nothing was built; the last good build is untouched", err=True)
        raise SystemExit(1)
    current = workspace.out / "current"
    click.echo(f"{made.manifest['quads']} quads in {current / 'store'} and {current / 'release'}")
    click.echo(f"findings: {made.findings:,}, of which {made.anew:,} looked at anew")


def built(workspace: Workspace) -> pipeline.Build:
    """A build of the archive, its faults printed; ends the command where it cannot be written."""
    try:
        made = pipeline.build(workspace.root, workspace.out, language=workspace.language, progress=progress())
    except pipeline.WriteError as error:
        raise click.ClickException(str(error)) from error
    print_problems(made.problems)
    return made


@click.command()
@click.argument("question", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=KEY", help="Fill in a parameter.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", *RESULT_FORMATS, *GRAPH_FORMATS]),
    default="table",
    show_default=True,
)
@OUTPUT
@click.pass_obj
def query(
    workspace: Workspace, question: str | None, parameters: tuple[str, ...], form: str, output: Path | None
) -> None:
    """Ask a saved question, or one in a .rq file; without QUESTION, list the saved ones.

    \b
    Example:
      testimonia query death-tolls
      testimonia query death-tolls -p event=battle-of-alder-ford -f csv
      testimonia query my-question.rq -f json -o answer.json
    """
    if question is None:
        _list_questions()
        return
    base = workspace.settings().base
    store = workspace.store()
    changed, marked = staleness(workspace, store), None
    try:
        found = answer(store, _sparql(store, question, parameters, base), base)
        if form == "table" and isinstance(found, QuerySolutions):
            table, marked = _table(store, found, base, workspace.language, output, changed)
            write(table, output)
        elif form == "table" and isinstance(found, QueryBoolean):
            write(b"yes\n" if found else b"no\n", output)
        else:
            write(write_answer(found, "ttl" if form == "table" else form), output)
    except (SyntaxError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    changed.tell(marked)


def _list_questions() -> None:
    for name, saved in saved_questions().items():
        click.echo(f"{name:40} {saved.summary}")
        for parameter, words in saved.parameters.items():
            click.echo(f"{'':40}   -p {parameter}=…  {words}")


def _sparql(store: Store, question: str, parameters: tuple[str, ...], base: str) -> str:
    """The text of a question, saved or in a file, with its parameters filled in."""
    saved = saved_questions()
    if question in saved:
        return saved[question].asked_of({name: node(store, key, base) for name, key in map(_pair, parameters)})
    if not Path(question).is_file():
        near = suggestion(question, list(saved)) or "; `testimonia query` lists them"
        raise click.UsageError(f"'{question}' is no saved question and no file{near}")
    if parameters:
        raise click.UsageError("only a saved question has parameters")
    return Path(question).read_text(encoding="utf-8")


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, key = parameter.partition("=")
    if not (name and equals and key):
        raise click.UsageError(f"'{parameter}' is no parameter; write name=key, for example event=battle-of-alder-ford")
    return name, key


def _table(
    store: Store, found: QuerySolutions, base: str, language: str, output: Path | None, changed: Staleness
) -> tuple[bytes, int]:
    """The answer as text, rows with a mark that rest on a change, and their number."""
    names, body, things = rows(store, found, base, language)
    marked = [changed.is_stale(*paths) for paths in things]
    if any(marked):
        names, body = ["", *names], [["*" if mark else "", *row] for mark, row in zip(marked, body, strict=True)]
    width = shutil.get_terminal_size().columns if output is None else 10_000
    lines = [*as_text(names, body, width), counted(len(body), "row")]
    return ("\n".join(lines) + "\n").encode(), sum(marked)


@click.command()
@click.argument("things", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="ttl", show_default=True)
@OUTPUT
@click.pass_obj
def export(workspace: Workspace, things: tuple[str, ...], form: str, output: Path | None) -> None:
    """Write THINGS, by IRI or key, with every claim that speaks of them; without THINGS, the whole archive.

    \b
    Example:
      testimonia export battle-of-alder-ford --format jsonld -o battle.jsonld
      testimonia export claim/vey-chronicle/abbey-3000
    """
    base = workspace.settings().base
    store = workspace.store()
    nodes: list[NamedNode] = [node(store, thing, base) for thing in things]
    quads = described(store, nodes, base) if nodes else list(store)
    write(FORMATS[form].write(quads, base), output)


COMMANDS = (build, query, export)
