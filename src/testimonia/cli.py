"""The command line: parse, call, print, exit code."""

import json
import shutil
import sys
from pathlib import Path

import click
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from testimonia import __version__, checking, pipeline
from testimonia.anchor import files, lock
from testimonia.anchor import verify as verification
from testimonia.model.problem import Problem
from testimonia.publish import FORMATS
from testimonia.publish.described import described, find
from testimonia.query.run import GRAPH_FORMATS, RESULT_FORMATS, answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.query.table import as_text, rows
from testimonia.read.archive import read_settings
from testimonia.read.fields import suggestion
from testimonia.store import open_store

FOLDER = click.Path(file_okay=False, path_type=Path)
SOURCES = click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the source documents.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--archive", "root", type=FOLDER, default="data", show_default=True, help="Folder of the authored files.")
@click.option("--build", "out", type=FOLDER, default="build", show_default=True, help="Folder for what is made.")
@click.option(
    "--lang",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of messages from the shapes.",
)
@click.pass_context
def main(context: click.Context, root: Path, out: Path, lang: str) -> None:
    r"""Contested history as linked data.

    \b
    Example:
      testimonia check
      testimonia build
      testimonia query deaths-by-holder
    """
    if not (root / "archive.toml").is_file():
        raise click.UsageError(f"'{root}' holds no archive.toml; name the archive's folder with --archive")
    context.obj = {"root": root, "out": out, "lang": lang}


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.pass_obj
def check(settings: dict[str, object], *, as_json: bool) -> None:
    r"""Read everything and hold it against the shapes; print every fault.

    \b
    Example:
      testimonia check
      testimonia --lang de check
    """
    checked = checking.check(
        _path(settings, "root"), _path(settings, "out"), language=str(settings["lang"]), progress=_progress()
    )
    if as_json:
        click.echo(json.dumps([_as_json(problem) for problem in checked.problems], ensure_ascii=False, indent=1))
    else:
        _print(checked.problems)
    if checked.problems:
        raise SystemExit(1)
    if not as_json:
        counts = ", ".join(f"{number} {kind}s" for kind, number in checked.counts.items())
        click.echo(f"no faults: {counts}; {checked.looked_at} entries looked at")


@main.command()
@click.pass_obj
def build(settings: dict[str, object]) -> None:
    """Check, then write a store and a release; a fault leaves the last good build untouched."""
    made = pipeline.build(
        _path(settings, "root"), _path(settings, "out"), language=str(settings["lang"]), progress=_progress()
    )
    _print(made.problems)
    if made.folder is None or made.manifest is None:
        click.echo("nothing was built; the last good build is untouched", err=True)
        raise SystemExit(1)
    current = _path(settings, "out") / "current"
    click.echo(f"{made.manifest['quads']} quads in {current / 'store'} and {current / 'release'}")


@main.command("anchor")
@SOURCES
@click.pass_obj
def anchor_command(settings: dict[str, object], sources: Path) -> None:
    """Hash every passage and write the lock file, anchors.csv."""
    root = _path(settings, "root")
    reading = pipeline.read(root)
    if reading.records is None:
        _print(reading.problems)
        raise SystemExit(1)
    anchors, problems = lock.anchor(reading.records, sources, reading.anchors)
    _print(problems)
    if problems:
        raise SystemExit(1)
    (root / lock.FILE).write_text(lock.anchors_text(anchors), encoding="utf-8")
    click.echo(f"{len(anchors)} passages in {root / lock.FILE}")


@main.command()
@SOURCES
@click.pass_obj
def verify(settings: dict[str, object], sources: Path) -> None:
    """Hash every passage anew and compare every paraphrase with its source."""
    reading = pipeline.read(_path(settings, "root"))
    if reading.records is None:
        _print(reading.problems)
        raise SystemExit(1)
    found = verification.verify(reading.records, reading.anchors, sources)
    _print(found.problems)
    for document in found.absent:
        click.echo(f"{document.source}: not verifiable here, {document.file} is not in {sources}")
    click.echo(f"{found.passages} passages and {found.texts} texts of ours checked, {len(found.problems)} faults")
    if found.problems:
        raise SystemExit(1)
    if found.absent:
        raise SystemExit(3)


@main.command()
@click.argument("words")
@SOURCES
@click.pass_obj
def locate(settings: dict[str, object], words: str, sources: Path) -> None:
    r"""Print the offsets of WORDS in the documents, to paste as a passage.

    \b
    Example:
      testimonia locate "a few words" --sources ../shared/sources
    """
    reading = pipeline.read(_path(settings, "root"))
    documents = reading.records.documents if reading.records else []
    here = files.source_files(documents, sources)
    count = 0
    for source, path in sorted(here.items()):
        for found in files.locate(words, path.read_text(encoding="utf-8"), source):
            count += 1
            click.echo(f'passage = "{found.passage.key}"   # {source}')
    if not here:
        click.echo(f"no document of this archive is in {sources}", err=True)
    elif not count:
        click.echo("not found; try fewer words", err=True)
    if not count:
        raise SystemExit(1)


@main.command()
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
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.pass_obj
def query(
    settings: dict[str, object], question: str | None, parameters: tuple[str, ...], form: str, output: Path | None
) -> None:
    r"""Ask a saved question, or one in a .rq file; without QUESTION, list the saved ones.

    \b
    Example:
      testimonia query death-tolls
      testimonia query death-tolls -p event=battle-of-alder-ford -f csv
      testimonia query my-question.rq -f json -o answer.json
    """
    if question is None:
        for name, saved in saved_questions().items():
            click.echo(f"{name:40} {saved.summary}")
        return
    archive, _ = read_settings(_path(settings, "root"))
    base = archive.base if archive else ""
    store = open_store(_built(settings) / "store")
    try:
        found = answer(store, _sparql(store, question, parameters, base), base)
        if form == "table" and isinstance(found, QuerySolutions):
            _print_table(*rows(store, found, base, str(settings["lang"])))
            return
        if form == "table" and isinstance(found, QueryBoolean):
            click.echo("yes" if found else "no")
            return
        content = write_answer(found, "ttl" if form == "table" else form)
    except (SyntaxError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    _write(content, output)


def _sparql(store: Store, question: str, parameters: tuple[str, ...], base: str) -> str:
    """The text of a question, saved or in a file, with its parameters filled in."""
    saved = saved_questions()
    if question in saved:
        pairs = [parameter.partition("=") for parameter in parameters]
        return saved[question].asked_of({name: _found(store, (key,), base)[0] for name, _, key in pairs})
    if not Path(question).is_file():
        near = suggestion(question, list(saved))
        raise click.UsageError(
            f"'{question}' is no saved question and no file{near or '; `testimonia query` lists them'}"
        )
    if parameters:
        raise click.UsageError("only a saved question has parameters")
    return Path(question).read_text(encoding="utf-8")


@main.command()
@click.argument("things", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="ttl", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.pass_obj
def export(settings: dict[str, object], things: tuple[str, ...], form: str, output: Path | None) -> None:
    r"""Write THINGS, by IRI or key, with every claim that speaks of them; without THINGS, the whole archive.

    \b
    Example:
      testimonia export alder-ford --format jsonld -o alder-ford.jsonld
      testimonia export claim/vey-chronicle/three-hundred-died
    """
    archive, _ = read_settings(_path(settings, "root"))
    base = archive.base if archive else ""
    store = open_store(_built(settings) / "store")
    quads = described(store, _found(store, things, base), base) if things else list(store)
    _write(FORMATS[form].write(quads, base), output)


def _found(store: Store, things: tuple[str, ...], base: str) -> list[NamedNode]:
    nodes = []
    for thing in things:
        found = find(store, thing, base)
        if len(found) > 1:
            raise click.UsageError(f"'{thing}' may be " + " or ".join(node.value.removeprefix(base) for node in found))
        if not found:
            raise click.UsageError(f"'{thing}' is not in this archive")
        nodes += found
    return nodes


def _built(settings: dict[str, object]) -> Path:
    current = _path(settings, "out") / "current"
    if not current.exists():
        raise click.ClickException("nothing is built yet; run `testimonia build`")
    return current


def _progress() -> checking.Progress | None:
    """A line that counts up, where somebody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        click.echo(f"\rchecked {done} of {total} entries", nl=False, err=True)
        click.echo(end, nl=False, err=True)

    return show


def _print_table(names: list[str], body: list[list[str]]) -> None:
    width = shutil.get_terminal_size().columns
    for line in as_text(names, body, width):
        click.echo(line)
    click.echo(f"{len(body)} row{'' if len(body) == 1 else 's'}")


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)


def _path(settings: dict[str, object], name: str) -> Path:
    return Path(str(settings[name]))


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(f"{len(problems)} fault{'s' if len(problems) > 1 else ''}", err=True)


def _as_json(problem: Problem) -> dict[str, object]:
    place = problem.location
    return {"file": place.path, "line": place.line, "column": place.column, "message": problem.message}
