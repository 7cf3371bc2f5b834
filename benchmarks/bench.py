"""What is timed, beside plain rdflib and pyshacl on the same data in the same run.

    python benchmarks/bench.py [--claims 100000] [--limit 600]

Every figure is wall time in seconds, a new process each, and every comparison
a ratio: machines differ, and this one may be busy. A peer that takes longer
than the limit is stopped and counts as the limit.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate

ROOT = Path(__file__).resolve().parent.parent
TESTIMONIA = [sys.executable, "-m", "testimonia"]
EDITS = 5


def main() -> None:
    """Run every benchmark and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000, help="size of the generated archive")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a peer is stopped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        real_data(Path(folder), options.limit)
        one_edit(Path(folder), options.claims, options.limit)


def real_data(folder: Path, limit: float) -> None:
    """Read, check and build the archive that ships, cold, beside parsing and validating its release."""
    out = folder / "real"
    ours, _ = timed([*TESTIMONIA, "--archive", "data", "--build", str(out), "build"])
    again, _ = timed([*TESTIMONIA, "--archive", "data", "--build", str(out), "check"])
    plain, ended = timed([sys.executable, "benchmarks/plain.py", str(out / "current/release/archive.nq")], limit)
    report("real data: read, check and build, cold", ours, plain, ended=ended)
    report("real data: check with nothing changed", again, plain, ended=ended)


def one_edit(folder: Path, claims: int, limit: float) -> None:
    """Check after one edit in a large archive, beside loading and validating all of it."""
    archive, out = folder / "generated", folder / "state"
    generate(archive, claims)
    common = [*TESTIMONIA, "--archive", str(archive), "--build", str(out)]
    first, _ = timed([*common, "check"])
    print(f"{claims} claims: first check, all cores: {first:.1f} s, {1000 * first / claims:.1f} ms a claim")
    edited = min((archive / "claims").rglob("*.toml"))
    times = []
    for number in range(EDITS):
        text = edited.read_text(encoding="utf-8")
        before = 'paraphrase = "Gives a figure for the event."'
        edited.write_text(text.replace(before, f'paraphrase = "Edit {number} of a figure."', 1), encoding="utf-8")
        times.append(timed([*common, "check"])[0])
    export = folder / "generated.nq"
    timed([sys.executable, "benchmarks/assembled.py", str(archive), str(export)])
    plain, ended = timed([sys.executable, "benchmarks/plain.py", str(export)], limit)
    report(f"{claims} claims: check after one edit (median of {EDITS})", sorted(times)[EDITS // 2], plain, ended=ended)


def timed(command: list[str], limit: float | None = None) -> tuple[float, bool]:
    """Wall time of a command, and whether it ended within the limit.

    Raises:
        SystemExit: The command failed; its words are printed.
    """
    start = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return time.perf_counter() - start, False
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start, True


def report(what: str, ours: float, plain: float, *, ended: bool) -> None:
    """One line: our time, the peer's, and how many times as fast."""
    more = "" if ended else "more than "
    print(
        f"{what}: {ours:.2f} s; plain rdflib and pyshacl: {more}{plain:.1f} s; {more}{plain / ours:.1f} times as fast"
    )


if __name__ == "__main__":
    main()
