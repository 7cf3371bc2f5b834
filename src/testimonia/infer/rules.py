"""The rules, and how they are run: each unit of work only when its inputs have changed."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from testimonia import __version__
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding

_FIELDS = tuple(field.name for field in fields(Finding))


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work of a rule.

    ``content`` holds everything that the findings rest on, in a stable
    ``repr``; equal content gives equal findings, so it need not be looked at
    again. ``key`` names the piece among those of the rule.
    """

    key: str
    content: object

    @property
    def digest(self) -> str:
        """Changes whenever an input changes."""
        return sha256(f"{__version__}\n{self.content!r}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it finds in a sentence, its units of work, and what it finds in one."""

    name: str
    summary: str
    units: Callable[[Facts], Iterable[Unit]]
    find: Callable[[Facts, Unit], list[Finding]]


@dataclass(slots=True)
class Run:
    """What the rules found, how many units were looked at and how many were still known, and what was found anew."""

    findings: dict[str, list[Finding]]
    fresh: int = 0
    known: int = 0
    anew: int = 0


class Known:
    """Findings of earlier runs by rule, unit and digest, in one SQLite file; deleting it costs one full run."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", timeout=120)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS known "
            "(rule TEXT, unit TEXT, digest TEXT, findings TEXT, PRIMARY KEY (rule, unit))"
        )

    def digests(self, rule: Rule, program: str) -> Mapping[str, str]:
        """The digest of each unit of a rule, as this program last looked at it."""
        return dict(self._db.execute("SELECT unit, digest FROM known WHERE rule = ?", (f"{rule.name} {program}",)))

    def findings(self, rule: Rule, program: str, unit: str) -> list[Finding]:
        """What was found in a unit of a rule."""
        query = "SELECT findings FROM known WHERE rule = ? AND unit = ?"
        (text,) = self._db.execute(query, (f"{rule.name} {program}", unit)).fetchone()
        return [_loaded(item) for item in json.loads(text)]

    def keep(self, rule: Rule, program: str, rows: Iterable[tuple[str, str, str]], gone: Iterable[str]) -> None:
        """Keep what was found anew, as unit, digest and findings; forget the units that are gone, and other programs'.

        What is as before is not written again: it may be hundreds of megabytes.
        """
        name = f"{rule.name} {program}"
        with self._db:
            self._db.execute("DELETE FROM known WHERE rule LIKE ? || ' %' AND rule <> ?", (rule.name, name))
            self._db.executemany("DELETE FROM known WHERE rule = ? AND unit = ?", ((name, unit) for unit in gone))
            self._db.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?)", ((name, *row) for row in rows))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def run(facts: Facts, rules: Iterable[Rule], known: Known) -> Run:
    """Run rules over an archive; a unit whose inputs are as before is not looked at again."""
    done = Run({})
    program = _program()
    for rule in rules:
        before = dict(known.digests(rule, program))
        rows, findings = [], []
        for unit in rule.units(facts):
            digest = unit.digest
            if before.pop(unit.key, "") == digest:
                found = known.findings(rule, program, unit.key)
                done.known += 1
            else:
                found = sorted(rule.find(facts, unit))
                rows.append((unit.key, digest, _text(found)))
                done.fresh += 1
                done.anew += len(found)
            findings += found
        known.keep(rule, program, rows, before)
        done.findings[rule.name] = sorted(set(findings))
    return done


def _text(findings: Iterable[Finding]) -> str:
    return json.dumps([{name: getattr(finding, name) for name in _FIELDS} for finding in findings])


def _loaded(item: dict[str, object]) -> Finding:
    lists = {name: item[name] for name in ("inputs", "links")}
    inputs, links = lists["inputs"], lists["links"]
    fixed = {
        "inputs": tuple(inputs) if isinstance(inputs, list) else (),
        "links": tuple(tuple(link) for link in links) if isinstance(links, list) else (),
    }
    return Finding(**{**item, **fixed})  # type: ignore[arg-type]


def _program() -> str:
    """A digest of the rules themselves: another program knows nothing."""
    paths = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]
