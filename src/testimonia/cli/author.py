"""Commands for those who write: new, sheet, read, format, schema, coverage."""

import json
import re
from hashlib import sha256
from pathlib import Path

import click

from testimonia.anchor import files
from testimonia.anchor.coverage import OPEN, STATES, Coverage, coverage
from testimonia.cli.workspace import FILE, OUTPUT, SOURCES, Workspace, counted, print_problems
from testimonia.model.problem import Location, Problem
from testimonia.read.archive import read_blocks
from testimonia.read.block import is_key
from testimonia.read.files import data_files, read_text
from testimonia.read.sheets import SHEETS
from testimonia.read.workbook import workbook_blocks
from testimonia.vocabulary import vocabulary
from testimonia.write import format as canonical
from testimonia.write.archive import new_archive, texts, unwritable
from testimonia.write.schema import FORMS, REGISTERS, json_schemas
from testimonia.write.workbook import unwritable as not_in_a_row
from testimonia.write.workbook import write_workbook


@click.command("coverage")
@SOURCES
@click.option("--all", "show_all", is_flag=True, help="List every sentence and entry, not only the open ones.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def coverage_command(workspace: Workspace, sources: Path | None, *, show_all: bool, as_json: bool) -> None:
    """Say which sentences and entries of each document carry claims, which carry none, which are open.

    Ends with 1 where less of a document is accounted for than ``coverage`` in
    archive.toml asks for, in per cent.

    \b
    Example:
      testimonia coverage --sources documents
    """
    wanted = workspace.settings().coverage
    records, _ = workspace.reading()
    folders = workspace.documents(sources)
    here = files.source_files(records.documents, *folders)
    found, faults = [], []
    for document in records.documents:
        content = here[document.source].read_bytes() if document.source in here else b""
        if sha256(content).hexdigest() == document.sha256:
            found.append(coverage(records, document, content.decode("utf-8")))
        else:
            is_here = document.source in here
            why = "its file is another than was read" if is_here else f"its file is not in {files.listed(folders)}"
            faults.append(f"{document.source}: cannot be counted here, {why}")
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], indent=1))
    else:
        for one in found:
            _print_coverage(one, show_all=show_all)
    faults += [f"{one.source}: less than the {wanted:g} % of archive.toml" for one in found if one.share < wanted]
    for fault in faults or ([] if found else ["no document is read in this archive"]):
        click.echo(fault, err=True)
    if faults:
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
@click.option("--replace", is_flag=True, help="Overwrite a workbook that is there.")
@click.pass_obj
def sheet(workspace: Workspace, output: Path, *, replace: bool) -> None:
    """Write the whole archive as a workbook: a sheet for each kind, a row for each entry.

    \b
    Example:
      testimonia sheet -o archive.xlsx
    """
    settings = workspace.settings()
    if output.resolve().parent == workspace.root.resolve():
        raise click.ClickException(f"a workbook in '{workspace.root}' is part of the archive; write this one elsewhere")
    if output.exists() and not replace:
        raise click.ClickException(f"'{output}' would be overwritten; say --replace, or another --output")
    blocks, problems = read_blocks(workspace.root, settings, vocabulary())
    rows = [block for block in blocks if block.kind in SHEETS.values()]
    _stop_at([*problems, *unwritable(rows), *(problem for block in rows for problem in not_in_a_row(block))])
    click.echo(f"{counted(write_workbook(output, rows, vocabulary()), 'row')} in {output}")


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
    blocks = [block for found, _ in sheets.values() for block in found]
    _stop_at([*(problem for _, faults in sheets.values() for problem in faults), *unwritable(blocks)])
    if not is_key(file.stem):
        raise click.ClickException(f"'{file.stem}' cannot name a file of claims; call it {_as_key(file.stem)}")
    fresh = texts(blocks, default=file.stem)
    folder = into or workspace.root
    there = sorted(str(folder / name) for name in fresh if (folder / name).exists())
    if there and not replace:
        raise click.ClickException(f"{', '.join(there)} would be overwritten; say --replace, or --into another folder")
    for name, text in fresh.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{counted(len(blocks), 'row')} in {counted(len(fresh), 'file')} below {folder}")
    if file.resolve().parent == folder.resolve():
        click.echo(f"take {file} away now; where it is, it is read as part of the archive", err=True)


def _stop_at(problems: list[Problem]) -> None:
    """Print the faults, if any, and end."""
    print_problems(sorted(set(problems)))
    if problems:
        raise SystemExit(1)


def _as_key(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") + ".xlsx"


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 where something would change.")
@click.pass_obj
def format_command(workspace: Workspace, paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Rewrite TOML and Turtle files canonically; without PATHS, the archive's.

    \b
    Example:
      testimonia format
      testimonia format data/claims --check
    """
    found = [path for place in paths for path in _below(place)]
    if not paths:
        workspace.settings()
        found = list(data_files(workspace.root))
    changed, problems = [], []
    for path in (p for p in found if p.suffix in (".toml", ".ttl")):
        text, faults = read_text(path)
        fresh, message = _canonical(path, text or "")
        problems += faults or ([Problem(Location(str(path)), message)] if message else [])
        if text is not None and not message and fresh.encode() != path.read_bytes():
            changed.append(path)
            if not only_check:
                path.write_text(fresh, encoding="utf-8")
    print_problems(problems)
    for path in changed:
        click.echo(f"{'would change' if only_check else 'formatted'} {path}")
    if problems or (only_check and changed):
        raise SystemExit(1)


def _below(place: Path) -> list[Path]:
    """A file, or the files of a folder that are not hidden."""
    if place.is_file():
        return [place]
    paths = sorted(place.rglob("*"))
    return [p for p in paths if not any(part.startswith(".") for part in p.relative_to(place).parts)]


def _canonical(path: Path, text: str) -> tuple[str, str]:
    """A file in canonical form, or why it has none."""
    try:
        if path.suffix == ".ttl":
            return canonical.turtle(text), ""
        return canonical.toml(text, REGISTERS.get(path.stem, "")), ""
    except (SyntaxError, ValueError) as error:
        return "", f"not put in order: {error}"


@click.command()
@click.argument("name", type=click.Choice(FORMS))
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
