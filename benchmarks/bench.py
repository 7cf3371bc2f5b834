"""What is timed, beside plain rdflib, pyshacl and openpyxl on the same data in the same run.

    python benchmarks/bench.py [--claims 100000] [--limit 600]

Every figure is wall time in seconds, a new process each, and every comparison
a ratio: machines differ, and this one may be busy. A peer that takes longer
than the limit is stopped and counts as the limit. Memory is the most that one
process held.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate

ROOT = Path(__file__).resolve().parent.parent
TESTIMONIA = [sys.executable, "-m", "testimonia"]
REFERENCE = ["check", "--reference"]
EDITS = 5


def main() -> None:
    """Run every benchmark and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000, help="size of the generated archive")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a peer is stopped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        real_data(Path(folder), options.limit)
        plain, ended = one_edit(Path(folder), options.claims, options.limit)
        workbook(Path(folder), options.claims, plain, ended=ended)


def real_data(folder: Path, limit: float) -> None:
    """Check and build the archive that ships, cold and after one edit, beside parsing and validating its release."""
    archive, out = Path(shutil.copytree(ROOT / "data", folder / "data")), folder / "real"
    common = [*TESTIMONIA, "--archive", str(archive), "--build", str(out)]
    cold, _ = timed([*common, "check"])
    again, _ = timed([*common, "check"])
    claims = min((archive / "claims").rglob("*.toml"))
    edited = edits(claims, 'paraphrase = "', common)
    saved = watched([*common, "check", "--watch"], claims, 'paraphrase = "')
    built, _ = timed([*TESTIMONIA, "--archive", str(archive), "--build", str(folder / "built"), "build"])
    reference, _ = timed([*TESTIMONIA, "--archive", str(archive), "--build", str(folder / "other"), *REFERENCE])
    release = folder / "built/current/release/archive.nq"
    plain, ended = timed([sys.executable, "benchmarks/plain.py", str(release)], limit)
    report("real data: check, cold", cold, plain, ended=ended)
    report(f"real data: check after one edit (median of {EDITS})", edited, plain, ended=ended)
    report(f"real data: check --watch after a file was saved (median of {EDITS})", saved, plain, ended=ended)
    report("real data: check with nothing changed", again, plain, ended=ended)
    report("real data: check --reference, cold", reference, plain, ended=ended)
    report("real data: check and build, cold", built, plain, ended=ended)


def one_edit(folder: Path, claims: int, limit: float) -> tuple[float, bool]:
    """Check after one edit in a large archive, beside loading and validating all of it; the peer's time."""
    archive, out = folder / "generated", folder / "state"
    generate(archive, claims)
    common = [*TESTIMONIA, "--archive", str(archive), "--build", str(out)]
    first, _ = timed([*common, "check"])
    print(f"{claims} claims: first check, all cores: {first:.1f} s, {1000 * first / claims:.1f} ms a claim")
    edited = edits(min((archive / "claims").rglob("*.toml")), 'paraphrase = "', common)
    export = folder / "generated.nq"
    timed([sys.executable, "benchmarks/assembled.py", str(archive), str(export)])
    plain, ended = timed([sys.executable, "benchmarks/plain.py", str(export)], limit)
    report(f"{claims} claims: check after one edit (median of {EDITS})", edited, plain, ended=ended)
    return plain, ended


def edits(path: Path, before: str, command: list[str]) -> float:
    """The median time of a check after one more word in a file."""
    times = []
    for number in range(EDITS):
        edit(path, before, number)
        times.append(timed([*command, "check"])[0])
    return sorted(times)[EDITS // 2]


def watched(command: list[str], path: Path, before: str) -> float:
    """The median of the seconds that a watching process says it took after one more word in a file."""
    times = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        lines = iter(process.stderr or ())
        next(line for line in lines if line.startswith("watching"))
        for number in range(EDITS):
            edit(path, before, number)
            said = next(line for line in lines if line.startswith("---"))
            times.append(float(said.split()[2]))
        process.terminate()
    return sorted(times)[EDITS // 2]


def edit(path: Path, before: str, number: int) -> None:
    """Add a word to a text in a file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, f"{before}Edit {number}. ", 1), encoding="utf-8")


def workbook(folder: Path, claims: int, plain: float, *, ended: bool) -> None:
    """Write a large archive as a workbook, read it, and check it with nothing beside it."""
    archive, file = folder / "workbook", folder / "workbook/archive.xlsx"
    archive.mkdir()
    written, _ = timed([*TESTIMONIA, "--archive", str(folder / "generated"), "sheet", "-o", str(file)])
    print(f"{claims} claims as a workbook: written in {written:.1f} s, {file.stat().st_size / 1e6:.1f} MB")
    seconds, memory, rows = measured([sys.executable, "benchmarks/rows.py", "ours", str(file)])
    other, other_memory, _ = measured([sys.executable, "benchmarks/rows.py", "plain", str(file)])
    print(
        f"{claims} claims in a workbook: read at {int(rows) / seconds:.0f} rows a second, {memory:.0f} MB at most; "
        f"plain openpyxl: {int(rows) / other:.0f} rows a second, {other_memory:.0f} MB; "
        f"{seconds / other:.2f} times its time"
    )
    for name in ("archive.toml", "anchors.csv"):
        shutil.copy(folder / "generated" / name, archive)
    command = [*TESTIMONIA, "--archive", str(archive), "--build", str(folder / "of-workbook"), "check"]
    seconds, memory, _ = measured(command)
    print(
        f"{claims} claims in a workbook: read and checked, cold, at {int(rows) / seconds:.0f} rows a second, "
        f"{memory:.0f} MB at most in one process"
    )
    report(f"{claims} claims in a workbook: read and checked, cold", seconds, plain, ended=ended)


def measured(command: list[str]) -> tuple[float, float, str]:
    """Wall time of a command, the most memory of it or of any process it began (MB), and what it printed.

    Raises:
        SystemExit: The command failed; its words are printed.
    """
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        said = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{said}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024, said


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
