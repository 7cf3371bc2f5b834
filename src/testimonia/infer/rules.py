"""The rules, and how they are run: each unit of work only when its inputs have changed."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from testimonia import __version__
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding


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
    """What the rules found, and how many units were looked at and how many were still known."""

    findings: dict[str, list[Finding]]
    fresh: int = 0
    known: int = 0


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

    def of(self, rule: Rule, program: str) -> Mapping[str, tuple[str, str]]:
        """Digest and findings of each unit of a rule, as this program made them."""
        rows = self._db.execute("SELECT unit, digest, findings FROM known WHERE rule = ?", (f"{rule.name} {program}",))
        return {unit: (digest, findings) for unit, digest, findings in rows}

    def replace(self, rule: Rule, program: str, rows: Iterable[tuple[str, str, str]]) -> None:
        """Keep the findings of a rule; what was known of it before is forgotten."""
        name = f"{rule.name} {program}"
        with self._db:
            self._db.execute("DELETE FROM known WHERE rule LIKE ? || ' %'", (rule.name,))
            self._db.executemany("INSERT INTO known VALUES (?, ?, ?, ?)", ((name, *row) for row in rows))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def run(facts: Facts, rules: Iterable[Rule], known: Known) -> Run:
    """Run rules over an archive; a unit whose inputs are as before is not looked at again."""
    done = Run({})
    program = _program()
    for rule in rules:
        before = known.of(rule, program)
        rows, findings = [], []
        for unit in rule.units(facts):
            digest, text = before.get(unit.key, ("", ""))
            if digest == unit.digest:
                found = [_loaded(item) for item in json.loads(text)]
                done.known += 1
            else:
                digest, found = unit.digest, sorted(rule.find(facts, unit))
                text = json.dumps([asdict(finding) for finding in found])
                done.fresh += 1
            rows.append((unit.key, digest, text))
            findings += found
        known.replace(rule, program, rows)
        done.findings[rule.name] = sorted(set(findings))
    return done


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
