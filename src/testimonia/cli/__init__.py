"""The command line: parse, call, print, exit code."""

import gc
from pathlib import Path

import click

from testimonia import __version__
from testimonia.cli import archive, author, explain, findings, output, staleness, views
from testimonia.cli.workspace import FOLDER, Workspace

_RARELY = (50_000, 20, 100)
"""How seldom Python looks for circles of objects: an archive is millions of them that live as long as the command."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--archive", "root", type=FOLDER, default="data", show_default=True, help="Folder of the authored files.")
@click.option("--build", "out", type=FOLDER, default="build", show_default=True, help="Folder for what is made.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of names, and of messages from the shapes.",
)
@click.pass_context
def main(context: click.Context, root: Path, out: Path, language: str) -> None:
    """Contested history as linked data.

    \b
    Example:
      testimonia check
      testimonia build
      testimonia query death-tolls
    """
    gc.set_threshold(*_RARELY)
    context.obj = Workspace(root, out, language)


for command in (
    *archive.COMMANDS,
    *author.COMMANDS,
    *output.COMMANDS,
    *findings.COMMANDS,
    *explain.COMMANDS,
    *views.COMMANDS,
    *staleness.COMMANDS,
):
    main.add_command(command)
