"""Wall times of commands and the memory they take, and edits to time them after."""

import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITS = 5


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
    replace(path, before, f"{before}Edit {number}. ")


def replace(path: Path, before: str, after: str) -> None:
    """Write one thing for another, where it first stands in a file."""
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


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


def report(what: str, ours: float, plain: float, *, ended: bool, peer: str = "plain rdflib and pyshacl") -> None:
    """One line: our time, the peer's, and how many times as fast."""
    more = "" if ended else "more than "
    print(f"{what}: {ours:.2f} s; {peer}: {more}{plain:.1f} s; {more}{plain / ours:.1f} times as fast")
