"""The command that tells a whole trail: explain."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

import click
from pyoxigraph import NamedNode, Quad, Store

from testimonia.cli.findings import JSON
from testimonia.cli.staleness import Staleness, staleness
from testimonia.cli.workspace import FILE, Workspace
from testimonia.infer.derivations import questions
from testimonia.infer.facts import Facts
from testimonia.infer.found import FINDING, Findings
from testimonia.infer.phrase import Pair
from testimonia.infer.trail import trail
from testimonia.infer.trail_parts import (
    Argued,
    ArgumentTrail,
    Beside,
    Brief,
    ClaimTrail,
    FindingTrail,
    Other,
    QuestionTrail,
    Told,
)
from testimonia.publish.described import find
from testimonia.publish.trail_svg import trail_svg
from testimonia.publish.trail_text import trail_text
from testimonia.query.run import UNION
from testimonia.read.fields import suggestion

_DIGITS: Final = re.compile(r"(?:(?P<rule>[a-z]+)/)?(?P<digits>[0-9a-f]{4,12})")
"""A finding without the beginning of its path: its digits, or the first of them."""

_NAMED: Final = 8
_WIDEST: Final = 100


@click.command()
@click.argument("key")
@click.option("--svg", "picture", type=FILE, help="Draw the trail, too, and write the picture to this file.")
@JSON
@click.pass_obj
def explain(workspace: Workspace, key: str, picture: Path | None, *, as_json: bool) -> None:
    """Tell the whole trail of KEY, a claim, an argument, a finding or a question.

    Who says it, where and on what, down to the roots; what stands beside it,
    for it and against it; and, of a finding, what it was found from.

    \b
    Example:
      testimonia explain abbey-3000 --svg abbey-3000.svg
      testimonia explain finding/comparable/5cdd749fd0c1
      testimonia explain battle-of-alder-ford/deaths
    """
    base = workspace.settings().base
    store = workspace.store()
    if picture is not None and not picture.parent.is_dir():
        raise click.UsageError(f"the folder '{picture.parent}' for the picture is not there; make it, or name another")
    changed = staleness(workspace, store)
    facts, findings = Facts(_authored(store, base), base), Findings(store, base)
    found = trail(facts, findings, _path(store, facts, findings, key))
    stale = frozenset(path for path in _paths(found) if _is_stale(changed, path))
    if picture is not None:
        picture.write_text(trail_svg(found, workspace.language), encoding="utf-8")
    if as_json:
        told = {field.name: _plain(getattr(found, field.name)) for field in fields(found)}
        click.echo(json.dumps({**told, "stale": sorted(stale)}, ensure_ascii=False, indent=1))
    else:
        width = min(_WIDEST, shutil.get_terminal_size().columns)
        click.echo(trail_text(found, workspace.language, width, stale), nl=False)
    changed.tell(len(stale))


def _is_stale(changed: Staleness, path: str) -> bool:
    """Whether something in a trail rests on a change, by any of the rules."""
    return any(changed.is_stale(path, rule=rule) for rule in ("roots", "arguments"))


def _paths(value: object) -> Iterator[str]:
    """The paths of the claims, arguments and findings that a trail tells of; those of its picture are the same."""
    if isinstance(value, tuple):
        for item in value:
            yield from _paths(item)
    elif isinstance(value, Brief | Told | Argued):
        yield value.path
        yield from _paths(value.premises if isinstance(value, Argued) else ())
    elif isinstance(value, QuestionTrail | Beside | Other | ClaimTrail | ArgumentTrail | FindingTrail):
        for field in fields(value):
            yield from _paths(getattr(value, field.name))


def _authored(store: Store, base: str) -> Iterator[Quad]:
    """The quads that authors wrote."""
    for name in UNION:
        yield from store.quads_for_pattern(None, None, None, NamedNode(f"{base}graph/{name}"))


def _path(store: Store, facts: Facts, findings: Findings, written: str) -> str:
    """The one thing with a trail behind an IRI, a path, a key or the digits of a finding; else the command ends."""
    path = written.removeprefix(facts.base).removeprefix("question:")
    found = _meant(facts, findings, path)
    if len(found) == 1:
        return found[0]
    if found:
        rest = f" or {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise click.UsageError(f"'{written}' may be " + " or ".join(found[:_NAMED]) + rest)
    raise click.UsageError(_not_there(store, facts, written, path))


def _meant(facts: Facts, findings: Findings, path: str) -> list[str]:
    """Everything with a trail that a path or key may mean."""
    known = {*facts.claims, *facts.arguments, *questions(facts)}
    if path in known or (path.startswith(FINDING) and findings.finding(path)):
        return [path]
    ends = [one for one in known if one.endswith(f"/{path}")]
    digits = _DIGITS.fullmatch(path.removeprefix(FINDING))
    return sorted([*ends, *(_with_digits(findings.paths(), digits) if digits else ())])


def _with_digits(paths: Iterable[str], digits: re.Match[str]) -> Iterator[str]:
    for path in paths:
        _, rule, own = path.split("/")
        if own.startswith(digits["digits"]) and digits["rule"] in (None, rule):
            yield path


def _not_there(store: Store, facts: Facts, written: str, path: str) -> str:
    """Why a key leads nowhere, and what to do."""
    if path.startswith(FINDING) or _DIGITS.fullmatch(path):
        return (
            f"the last build has no finding '{written}'; what it rested on has changed since, or is gone: "
            "run `testimonia build`, and look for its successor in what conflicts, roots, sums or arguments tell"
        )
    others = find(store, path, facts.base) if path else []
    if others:
        return (
            f"'{written}' is no claim, argument, finding or question, and has no trail of its own; "
            f"ask after a claim or a question{_example(facts, others[0].value.removeprefix(facts.base))}"
        )
    near = [*facts.claims, *facts.arguments, *questions(facts)]
    known = near if "/" in path else [one.rpartition("/")[2] for one in near]
    return f"'{written}' is not in this archive{suggestion(path, sorted(set(known)))}"


def _example(facts: Facts, thing: str) -> str:
    """A question about a thing, or else a claim that it holds or contains."""
    asked = (path.split("/")[-2:] for path in questions(facts) if path.startswith(f"proposition/{thing}/"))
    told = (claim.path.split("/") for claim in facts.claims.values() if thing in (claim.holder, claim.source))
    example = next(asked, None) or next(told, None)
    return f", such as '{'/'.join(example)}'" if example else ""


def _plain(value: object) -> object:
    """A trail as JSON has it; a text in two languages is an object with both."""
    if isinstance(value, Pair):
        return {"en": value.english, "de": value.german}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


COMMANDS = (explain,)
