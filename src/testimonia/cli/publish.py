"""The command that writes the site as files."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from testimonia.cli.workspace import Workspace
from testimonia.pages.site_files import FORMS, NotOursError, Site, write_site
from testimonia.pages.words import languages
from testimonia.publish import FORMATS

_SUFFIXES = sorted({"rdf" if name == "rdfxml" else name for name in FORMATS})
_MEGABYTE = 1_000_000


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--language",
    "chosen",
    type=click.Choice(languages()),
    multiple=True,
    help="Language of the pages; may stand several times, the first is at the top. Without it, that of --lang.",
)
@click.option(
    "--form",
    "forms",
    type=click.Choice(_SUFFIXES),
    multiple=True,
    default=FORMS,
    show_default=True,
    help="Form of RDF in which each node has a document; may stand several times.",
)
@click.pass_obj
def publish(workspace: Workspace, folder: Path, chosen: tuple[str, ...], forms: tuple[str, ...]) -> None:
    """Write the last build into FOLDER as pages and documents for a plain web host.

    FOLDER must be new, empty, or a site written before, which is replaced whole.

    \b
    Example:
      testimonia build
      testimonia publish build/site
      testimonia publish build/site --language en --language de
    """
    workspace.settings()
    store = workspace.store()
    built = (workspace.out / "current").resolve()
    site = Site(
        store=store,
        release=built / "release",
        version=built.name,
        languages=tuple(dict.fromkeys(chosen)) or (workspace.language,),
        forms=tuple(dict.fromkeys(forms)),
    )
    try:
        written = write_site(site, folder, _progress())
    except NotOursError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror or error}") from error
    click.echo(f"{written.files} files, {written.bytes / _MEGABYTE:.1f} MB in {folder}; open {folder / 'index.html'}")


def _progress() -> Callable[[int, int], None] | None:
    """A line that counts up, where somebody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            click.echo(f"\rwrote {done} of {total} nodes", nl=done == total, err=True)

    return show


COMMANDS = (publish,)
