"""The command line: parse, call, print, exit code."""

import gc
from importlib import import_module
from pathlib import Path

import click

from testimonia import __version__
from testimonia.cli.workspace import FOLDER, Workspace

_RARELY = (50_000, 20, 100)
"""How seldom Python looks for circles of objects: an archive is millions of them that live as long as the command."""


_HOMES = {
    "anchor": "archive",
    "arguments": "findings",
    "build": "output",
    "check": "archive",
    "compare": "views",
    "conflicts": "findings",
    "coverage": "author",
    "explain": "explain",
    "export": "output",
    "format": "author",
    "locate": "archive",
    "new": "author",
    "publish": "publish",
    "query": "output",
    "read": "author",
    "roots": "findings",
    "schema": "author",
    "serve": "serve",
    "sheet": "author",
    "snapshot": "archive",
    "stale": "staleness",
    "sums": "findings",
    "verify": "archive",
    "view": "views",
}
"""Each command with the module that it stands in."""


class Commands(click.Group):
    """Imports a command's module when the command is asked for, so that no command waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names of all commands."""
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        """A command by its name."""
        if cmd_name not in _HOMES:
            return None
        module = import_module(f"testimonia.cli.{_HOMES[cmd_name]}")
        return next((command for command in module.COMMANDS if command.name == cmd_name), None)

    def every(self) -> dict[str, click.Command]:
        """All commands by name."""
        found = {name: self.get_command(click.Context(self), name) for name in _HOMES}
        return {name: command for name, command in found.items() if command is not None}


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
