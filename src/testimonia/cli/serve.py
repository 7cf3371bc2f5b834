"""The command that puts the archive on the web."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from testimonia import builds, checking, pipeline
from testimonia.cli.output import built
from testimonia.cli.workspace import FILE, FOLDER, Workspace
from testimonia.read.inputs import FILE as INPUTS
from testimonia.read.inputs import Inputs
from testimonia.serve.limits import Limits
from testimonia.serve.running import AddressError, claim, run
from testimonia.serve.service import Service
from testimonia.serve.snapshot import UNOPENED, Snapshot, open_snapshot
from testimonia.serve.source_files import Texts
from testimonia.serve.watching import Watch

_SHORTEST_TOKEN = 16
_PORT = click.IntRange(0, 65535)
_PAGES = (("", "the archive"), ("query", "questions"), ("sparql", "endpoint"), ("download", "downloads"))


def _limits(_: click.Context, __: click.Parameter, written: tuple[str, ...]) -> Limits:
    pairs = [text.partition("=") for text in written]
    try:
        return Limits.of({name.strip(): value.strip() for name, _, value in pairs})
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _token(_: click.Context, __: click.Parameter, path: Path | None) -> str:
    """The secret in a file; a short one is as good as none."""
    if path is None:
        return ""
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{path} cannot be read: {error}") from error
    if len(token) < _SHORTEST_TOKEN:
        raise click.BadParameter(f"the secret in {path} is shorter than {_SHORTEST_TOKEN} characters")
    return token


def _base(_: click.Context, __: click.Parameter, written: str) -> str:
    """The address with a slash at its end."""
    if written and not written.startswith(("http://", "https://")):
        raise click.BadParameter(f"'{written}' is no web address; begin it with https://")
    return written if written.endswith("/") or not written else f"{written}/"


@click.command()
@click.argument("archive", required=False, type=FOLDER)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=_PORT, help="0 takes any that is free.")
@click.option(
    "--base", default="", metavar="ADDRESS", callback=_base, help="Address at which others reach the service."
)
@click.option("--reload", "is_reloading", is_flag=True, help="Build and serve anew whenever a file is saved.")
@click.option(
    "--setting",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_limits,
    help="Set a limit; docs/settings.md lists them.",
)
@click.option(
    "--tokens",
    "token",
    type=FILE,
    callback=_token,
    help="A file with a secret; whoever sends it may update what is served.",
)
@click.option("--sources", type=FOLDER, help="Folder with the files of documents, to show the words of passages.")
@click.pass_context
def serve(
    context: click.Context,
    /,
    archive: Path | None,
    limits: Limits,
    token: str,
    base: str,
    *,
    is_reloading: bool,
    **listening: Any,  # noqa: ANN401  (host, port and sources, as click reads them)
) -> None:
    """Serve ARCHIVE: pages, linked data, SPARQL, downloads, search. Builds it first where that is needed.

    Ends at Ctrl-C or SIGTERM, when the requests that run are finished. The
    builds of an ARCHIVE that is named here stand in build/<its name>, unless
    --build says otherwise.

    \b
    Example:
      testimonia serve
      testimonia serve examples/alder-ford --port 8080 --reload
      testimonia serve --base https://archive.example.org/ --setting query_seconds=5
    """
    place = _place(context, archive)
    place.settings()
    try:
        address = claim(listening["host"], listening["port"])
        seen = checking.state_of_files(place.root)
        texts = Texts([listening["sources"]] if listening["sources"] else [])
        service = Service(place.out, limits, _opened(place, limits), token=token, base=base, texts=texts)
        options = ["--archive", str(place.root), "--build", str(place.out), "--lang", place.language, "build"]
        watch = Watch(service, ["testimonia", *options], place.root if is_reloading else None, seen, _say)
        watch.start()
        try:
            run(service, address, lambda: _tell(service, base or f"http://{_named(address.host)}:{address.port}/"))
        finally:
            watch.stop()
            service.close()
    except AddressError as error:
        raise click.ClickException(str(error)) from error


def _place(context: click.Context, archive: Path | None) -> Workspace:
    """The archive that is meant, and where its builds stand."""
    given: Workspace = context.obj
    if archive is None:
        return given
    group = context.parent
    is_named = group is not None and group.get_parameter_source("out") is not ParameterSource.DEFAULT
    return Workspace(archive, given.out if is_named else given.out / archive.resolve().name, given.language)


def _opened(place: Workspace, limits: Limits) -> Snapshot:
    """The build to be served, made first where there is none, or the files are not as they were."""
    if _is_current(place):
        try:
            return open_snapshot(place.out, limits)
        except UNOPENED as error:
            _say(f"the last build cannot be opened ({error}); building it anew")
    _build(place)
    try:
        return open_snapshot(place.out, limits)
    except UNOPENED as error:
        raise click.ClickException(f"nothing can be served, and the last build cannot be opened: {error}") from error


def _build(place: Workspace) -> None:
    """Build; where the files are at fault, the last build is served."""
    _say("building; this takes a while the first time")
    made = built(place)
    if made.manifest is not None:
        return
    if not (place.out / builds.CURRENT).exists():
        raise click.ClickException("nothing can be served: the archive has faults, and there is no build before them")
    _say("the archive has faults; the last good build is served")


def _is_current(place: Workspace) -> bool:
    """Whether the last build was made by this program, from the files as they are."""
    current = place.out / builds.CURRENT
    try:
        if (current / pipeline.STAMP).read_text(encoding="utf-8") != pipeline.stamp(place.root):
            return False
        with closing(Inputs(current / INPUTS, place.root)) as inputs:
            return not inputs.changes(place.settings())
    except (OSError, UnicodeDecodeError, sqlite3.Error):  # there is none, or an earlier version made it
        return False


def _tell(service: Service, address: str) -> None:
    """The addresses worth opening."""
    snapshot = service.snapshot
    click.echo(f"{snapshot.manifest['title']}\n{snapshot.manifest['quads']} quads, build {snapshot.version}\n")
    width = max(len(address) + len(path) for path, _ in _PAGES)
    for path, words in _PAGES:
        click.echo(f"  {address + path:{width}}  {words}")
    click.echo("\nend with Ctrl-C")


def _named(host: str) -> str:
    """A host as it stands in an address."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  (to be shown, not to be listened at)
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _say(words: str) -> None:
    click.echo(words, err=True)


COMMANDS = (serve,)
