"""Commands for those who write: new, sheet, read, format, schema, coverage."""

import json
import tomllib
from pathlib import Path

import click

from testimonia.anchor import files
from testimonia.anchor.coverage import OPEN, STATES, Coverage, coverage
from testimonia.cli.workspace import FILE, OUTPUT, SOURCES, Workspace, counted, print_problems
from testimonia.model.problem import Location, Problem
from testimonia.read.archive import read_blocks
from testimonia.read.workbook import workbook_blocks
from testimonia.vocabulary import home, vocabulary
from testimonia.write import format as canonical
from testimonia.write.archive import new_archive, texts
from testimonia.write.schema import json_schemas
from testimonia.write.workbook import write_workbook

_REGISTERS = {"events": "event", "actors": "actor", "places": "place", "concepts": "concept", "works": "work"}


@click.command("coverage")
@SOURCES
@click.option("--all", "show_all", is_flag=True, help="List every sentence and entry, not only the open ones.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def coverage_command(workspace: Workspace, sources: Path, *, show_all: bool, as_json: bool) -> None:
    """Say which sentences and entries of each document carry claims, which carry none, which are open.

    Ends with 1 where less of a document is accounted for than ``coverage`` in
    archive.toml asks for, in per cent.

    \b
    Example:
      testimonia coverage --sources documents
    """
    wanted = workspace.settings().coverage
    records, _ = workspace.reading()
    here = files.source_files(records.documents, sources)
    found = [
        coverage(records, document, here[document.source].read_text(encoding="utf-8"))
        for document in records.documents
        if document.source in here
    ]
    absent = [document.source for document in records.documents if document.source not in here]
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], indent=1))
    else:
        for one in found:
            _print_coverage(one, show_all=show_all)
    for source in absent:
        click.echo(f"{source}: cannot be counted here, its file is not in {sources}", err=True)
    if absent or any(one.share < wanted for one in found):
        raise SystemExit(1)


def _print_coverage(found: Coverage, *, show_all: bool) -> None:
    for unit in found.units:
        if show_all or unit.state == OPEN:
            click.echo(f"{found.source} {unit.section:12} {unit.passage.key:13} {unit.state}")
    counts = ", ".join(f"{found.counts.get(state, 0)} {state}" for state in STATES)
    click.echo(f"{found.source}: {counted(len(found.units), 'unit')}: {counts}; {found.share:.1f} % accounted for")


def _as_json(found: Coverage) -> dict[str, object]:
    units = [{"passage": unit.passage.key, "section": unit.section, "state": unit.state} for unit in found.units]
    return {"source": found.source, "share": round(found.share, 2), "counts": dict(found.counts), "units": units}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make an empty archive in FOLDER: settings, registers, a workbook with drop-down lists, a README.

    \b
    Example:
      testimonia new my-archive
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"'{folder}' is not empty; nothing was written")
    for path in new_archive(folder, vocabulary()):
        click.echo(str(path))


@click.command()
@click.option("-o", "--output", type=FILE, default="archive.xlsx", show_default=True, help="The workbook to write.")
@click.pass_obj
def sheet(workspace: Workspace, output: Path) -> None:
    """Write the whole archive as a workbook: a sheet for each kind, a row for each entry.

    \b
    Example:
      testimonia sheet -o archive.xlsx
    """
    settings = workspace.settings()
    blocks, problems = read_blocks(workspace.root, settings, vocabulary())
    print_problems(problems)
    if problems:
        raise SystemExit(1)
    click.echo(f"{counted(write_workbook(output, blocks, vocabulary()), 'row')} in {output}")


@click.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Folder; the archive's, if left out.")
@click.option("--replace", is_flag=True, help="Overwrite files that are there.")
@click.pass_obj
def read_command(workspace: Workspace, file: Path, into: Path | None, *, replace: bool) -> None:
    """Write the rows of the workbook FILE as TOML files.

    Nothing is written where a row is at fault, or where a file would be overwritten.

    \b
    Example:
      testimonia read archive.xlsx --into data
    """
    sheets = workbook_blocks(file)
    problems = [problem for _, faults in sheets.values() for problem in faults]
    print_problems(sorted(problems))
    if problems:
        raise SystemExit(1)
    blocks = [block for found, _ in sheets.values() for block in found]
    fresh = texts(blocks, default=file.stem)
    folder = into or workspace.root
    there = sorted(str(folder / name) for name in fresh if (folder / name).exists())
    if there and not replace:
        raise click.ClickException(f"{', '.join(there)} would be overwritten; say --replace, or --into another folder")
    for name, text in fresh.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{counted(len(blocks), 'row')} in {counted(len(fresh), 'file')} below {folder}")


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 where something would change.")
@click.pass_obj
def format_command(workspace: Workspace, paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Rewrite TOML and Turtle files canonically; without PATHS, the archive, the ontology and the shapes.

    \b
    Example:
      testimonia format
      testimonia format data/claims --check
    """
    places = paths or (workspace.root, home("ontology"), home("shapes"))
    found = [p for place in places for p in ([place] if place.is_file() else sorted(place.rglob("*")))]
    changed, problems = [], []
    for path in (p for p in found if p.suffix in (".toml", ".ttl")):
        text = path.read_text(encoding="utf-8")
        try:
            fresh = (
                canonical.turtle(text) if path.suffix == ".ttl" else canonical.toml(text, _REGISTERS.get(path.stem, ""))
            )
        except (tomllib.TOMLDecodeError, SyntaxError, ValueError) as error:
            problems.append(Problem(Location(str(path)), f"cannot be read: {error}"))
            continue
        if fresh != text:
            changed.append(path)
            if not only_check:
                path.write_text(fresh, encoding="utf-8")
    print_problems(problems)
    for path in changed:
        click.echo(f"{'would change' if only_check else 'formatted'} {path}")
    if problems or (only_check and changed):
        raise SystemExit(1)


@click.command()
@click.argument("name", type=click.Choice(["claims", "source", "events", "actors", "places", "concepts", "works"]))
@OUTPUT
def schema(name: str, output: Path | None) -> None:
    """Print the JSON Schema of a form of TOML file, for editors that complete and check while one types.

    \b
    Example:
      testimonia schema claims -o claims.schema.json
    """
    text = json.dumps(json_schemas(vocabulary())[name], ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


COMMANDS = (coverage_command, new, sheet, read_command, format_command, schema)
