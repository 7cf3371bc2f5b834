"""Commands on holders: the world according to one, and two side by side."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

import click
from pyoxigraph import NamedNode, Store

from testimonia.cli.compared import lines
from testimonia.cli.findings import JSON
from testimonia.cli.staleness import Staleness, staleness
from testimonia.cli.workspace import OUTPUT, Workspace, write
from testimonia.infer import phrase
from testimonia.infer.closure import TooMuchError
from testimonia.infer.compare import compare
from testimonia.infer.facts import Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.views import View, view
from testimonia.publish import FORMATS
from testimonia.publish.described import find
from testimonia.read.fields import suggestion
from testimonia.vocabulary import RDF, TM

_TAKEN: Final = Pair("{}: {} of {} claims are in this view", "{}: {} von {} Aussagen stehen in dieser Sicht")
_LIMITED: Final = Pair(
    ", {} of them without the time, people or definition that limit them",
    ", davon {} ohne die Zeit, die Menschen oder die Definition, auf die sie beschränkt sind",
)
_LEFT_OUT: Final = Pair("left out: {}", "nicht darin: {}")
_HOLDS_NOTHING: Final = Pair("{} holds no claim in this archive", "Von {} steht keine Aussage in diesem Archiv")
_CONTRARY: Final = Pair("do not go together: {}", "gehen nicht zusammen: {}")
_WITHOUT_LIMITS: Final = Pair("without its limits", "ohne ihre Grenzen")
_REASONS: Final = {
    "denies": Pair("denied", "bestritten"),
    "doubts": Pair("doubted", "bezweifelt"),
    "suggests": Pair("only called possible", "nur für möglich gehalten"),
    "partly": Pair("accepted in part only", "nur teilweise angenommen"),
    "callsFor": Pair("only called for", "nur gefordert"),
    "reportsOnly": Pair("only passed on", "nur wiedergegeben"),
    "ofStatement": Pair("on a statement or a question", "über eine Aussage oder eine Frage"),
    "text": Pair("answered by a name or another text", "mit einem Namen oder anderen Text beantwortet"),
    "noPlainForm": Pair("of an aspect without a plain form", "zu einem Aspekt ohne schlichte Form"),
    "alsoDenied": Pair("asserted and denied", "behauptet und bestritten"),
}


@click.command("view")
@click.argument("holder")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="ttl", show_default=True)
@click.option("--plain", is_flag=True, help="Only what is asserted, without what follows from it.")
@click.option(
    "--verbose", is_flag=True, help="Name each claim that is left out, or stands without its limits, and why."
)
@OUTPUT
@click.pass_obj
def view_command(
    workspace: Workspace, holder: str, form: str, output: Path | None, *, plain: bool, verbose: bool
) -> None:
    """Write the world according to HOLDER: what they assert, minus what they deny, and what follows.

    What is left out and why, and where the holder contradicts themselves, goes
    to standard error.

    \b
    Example:
      testimonia view marlow --format ttl -o according-to-marlow.ttl
      testimonia view marlow --verbose
    """
    facts, (path,), changed = _holders(workspace, holder)
    with _bounded():
        found = view(facts, path)
    for line in _told(facts, found, is_verbose=verbose):
        click.echo(line.german if workspace.language == "de" else line.english, err=True)
    quads = found.plain if plain else (*found.closed, *found.notes)
    write(FORMATS[form].write(sorted(quads, key=str), facts.base), output)
    changed.tell(len(_stale(facts, changed, path)), "claim")


@click.command("compare")
@click.argument("one")
@click.argument("other")
@click.option("--all", "show_all", is_flag=True, help="List, too, what only one of them speaks to.")
@JSON
@click.pass_obj
def compare_command(workspace: Workspace, one: str, other: str, *, show_all: bool, as_json: bool) -> None:
    """Set two holders side by side: what they share, where they differ, by which definitions and premises.

    \b
    Example:
      testimonia compare marlow vey-abbey
      testimonia --lang de compare marlow vey-abbey --all
    """
    facts, paths, changed = _holders(workspace, one, other)
    if paths[0] == paths[1]:
        raise click.UsageError(f"'{one}' and '{other}' are the same holder; name two")
    with _bounded():
        found = compare(facts, *paths)
    stale = _stale(facts, changed, *paths)
    if as_json:
        data = {field.name: _as_data(getattr(found, field.name)) for field in fields(found)}
        click.echo(json.dumps({**data, "stale": stale}, ensure_ascii=False, indent=1))
    else:
        for line in lines(facts, found, workspace.language, show_all=show_all):
            click.echo(line)
    changed.tell(len(stale), "claim")


@contextmanager
def _bounded() -> Iterator[None]:
    """Ends the command where more follows than can be written out."""
    try:
        yield
    except TooMuchError as error:
        raise click.ClickException(str(error)) from error


def _stale(facts: Facts, changed: Staleness, *holders: str) -> list[str]:
    """The claims of some holders that rest on what has changed since the last build."""
    own = (claim.path for claim in facts.claims.values() if claim.holder in holders)
    return sorted(path for path in own if changed.is_stale(path)) if changed.changes else []


def _as_data(value: object) -> object:
    """Dataclasses and phrases as objects, by the names of their fields."""
    if isinstance(value, Pair):
        return value._asdict()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _as_data(getattr(value, field.name)) for field in fields(value)}
    return [_as_data(item) for item in value] if isinstance(value, tuple) else value


def _holders(workspace: Workspace, *written: str) -> tuple[Facts, list[str], Staleness]:
    """The facts of the last build, the paths of some actors, and what has changed since."""
    base = workspace.settings().base
    store = workspace.store()
    return Facts(store, base), [_actor(store, holder, base) for holder in written], staleness(workspace, store)


def _actor(store: Store, written: str, base: str) -> str:
    """The one actor behind an IRI, a path or a key; ends the command where there is none, or more."""
    found = find(store, written, base)
    actors = [node.value.removeprefix(base) for node in found if _is_actor(store, node)]
    if len(actors) == 1:
        return actors[0]
    if actors:
        raise click.UsageError(f"'{written}' may be " + " or ".join(actors))
    if found:
        kinds = " and ".join(sorted({node.value.removeprefix(base).partition("/")[0] for node in found}))
        raise click.UsageError(f"'{written}' names a thing of kind {kinds}; only an actor holds a view")
    raise click.UsageError(f"'{written}' is not in this archive{suggestion(written, _actor_keys(store, base))}")


def _is_actor(store: Store, node: NamedNode) -> bool:
    return next(iter(store.quads_for_pattern(node, RDF.type, TM.Actor)), None) is not None


def _actor_keys(store: Store, base: str) -> list[str]:
    subjects = (quad.subject for quad in store.quads_for_pattern(None, RDF.type, TM.Actor))
    paths = (node.value.removeprefix(base) for node in subjects if isinstance(node, NamedNode))
    return sorted({path.rpartition("/")[2] for path in paths})


def _told(facts: Facts, found: View, *, is_verbose: bool) -> Iterator[Pair]:
    """How many claims are in a view, how many are not and why, and where the holder contradicts themselves."""
    name = phrase.name(facts, found.holder)
    taken = {path for paths in found.claims.values() for path in paths}
    number = len(taken) + len(found.left_out)
    if not number:
        yield _HOLDS_NOTHING.filled(name)
        return
    limited = _LIMITED.filled(phrase.number(len(found.limited))) if found.limited else Pair("", "")
    yield phrase.joined([_TAKEN.filled(name, phrase.number(len(taken)), phrase.number(number)), limited], "")
    if found.left_out:
        counts = Counter(reason for _, reason in found.left_out).most_common()
        told = [Pair(f"{count} {_reason(word).english}", f"{count} {_reason(word).german}") for word, count in counts]
        yield _LEFT_OUT.filled(phrase.joined(told))
    if is_verbose:
        reasons = {**dict.fromkeys(found.limited, _WITHOUT_LIMITS), **{p: _reason(r) for p, r in found.left_out}}
        for path, reason in sorted(reasons.items()):
            yield Pair(*(f"    {path}: {words}" for words in reason))
    for contradiction in found.contradictions:
        yield _CONTRARY.filled(contradiction.sentence)
        yield from (Pair(f"    {path}", f"    {path}") for path in contradiction.claims)


def _reason(word: str) -> Pair:
    return _REASONS.get(word) or phrase.word(word)


COMMANDS = (view_command, compare_command)
