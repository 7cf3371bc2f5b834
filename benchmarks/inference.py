"""What follows, timed: all rules from store to findings, and the closure beside owlrl and reasonable.

Both on archives in which a share of the claims hang together
(:mod:`links`), of two sizes, so that growth can be told.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate import BASE, generate
from links import SHARE, link
from measure import ROOT, measured, replace, report, timed

_CLOSURES = [sys.executable, "benchmarks/closures.py"]
_LIMITED = 5
"""owlrl gets this part of the time that other peers get."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A generated archive, with the folder for what is made of it."""

    claims: int
    root: Path
    made: Path

    def store(self) -> Path:
        """A new store of all its quads."""
        path = self.made / f"store-{len(list(self.made.glob('store-*')))}"
        timed([sys.executable, "benchmarks/assembled.py", str(self.root), str(path)])
        return path


def inference(folder: Path, claims: int, limit: float) -> None:
    """Every rule and every closure, at a tenth of the claims and at all of them."""
    each = []
    for size in (claims // 10, claims):
        archive = _linked(folder, size)
        store = archive.store()
        each.append(_rules(archive, store) / size)
        _closures(archive, store, limit)
    print(
        f"all rules: a claim takes {each[1] / each[0]:.2f} times the processor time "
        f"among {claims} that it takes among {claims // 10}"
    )


def _linked(folder: Path, claims: int) -> Archive:
    archive = Archive(claims, folder / f"linked-{claims}", folder / f"made-{claims}")
    archive.made.mkdir()
    linked = int(claims * SHARE)
    generate(archive.root, claims - linked)
    link(archive.root, linked)
    return archive


def _rules(archive: Archive, store: Path) -> float:
    """Processor time of all rules on a new archive; what they take after one edit of one claim is only told.

    Growth is told by processor time, which another program on the machine hardly changes.
    """
    known = archive.made / "findings.sqlite"
    first, found, memory = _ruled(store, known)
    by_rule = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["seconds"].items())
    print(
        f"{archive.claims} claims: all rules, from store to findings: {first:.1f} s, {found['findings']} findings, "
        f"{found['fresh']} units, {memory:.0f} MB at most; processor time: {by_rule}"
    )
    replace(min((archive.root / "claims").rglob("part-0.toml")), "references = ", 'stance = "doubts"\nreferences = ')
    again, after, _ = _ruled(archive.store(), known)
    print(
        f"{archive.claims} claims: all rules after one edit: {again:.1f} s, "
        f"{after['known']} units as before and {after['fresh']} looked at anew"
    )
    return float(found["processor"])


def _ruled(store: Path, known: Path) -> tuple[float, dict[str, Any], float]:
    seconds, memory, said = measured([sys.executable, "benchmarks/ruled.py", str(store), BASE, str(known)])
    return seconds, json.loads(said), memory


def _closures(archive: Archive, store: Path, limit: float) -> None:
    """The closure of the plain triples of all that is asserted, whoever holds it, beside both peers."""
    graph = archive.made / "plain.nt"
    timed([*_CLOSURES, "plain", str(store), BASE, str(graph)])
    what = f"{archive.claims} claims: OWL RL closure of the plain triples of all holders at once"
    ours, _ = _closed("ours", graph, limit)
    for peer, seconds in (("reasonable", limit), ("owlrl", limit / _LIMITED)):
        plain, ended = _closed(peer, graph, seconds)
        report(what, ours, plain, ended=ended, peer=peer)
        if ended:
            said = measured([*_CLOSURES, "differ", BASE, *(f"{graph}.{name}" for name in ("ours", peer))])[2]
            print(f"    {_differences(json.loads(said), peer)}")


def _closed(by: str, graph: Path, limit: float) -> tuple[float, bool]:
    """The seconds that a closure took, without reading its file, and whether it ended within the limit."""
    try:
        done = subprocess.run(  # noqa: S603
            [*_CLOSURES, by, str(graph), f"{graph}.{by}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=limit,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return limit, False
    return float(done.stdout), True


def _differences(found: dict[str, Any], peer: str) -> str:
    """Which triples about the archive's things only one of two closures has, by kind."""
    only = {
        name: ", ".join(f"{number} {kind}" for kind, number in found[key].items()) or "none"
        for name, key in (("ours", "only ours"), (peer, "only theirs"))
    }
    return f"{found['both']} triples in both; " + "; ".join(f"only {name}: {kinds}" for name, kinds in only.items())
