"""What is timed, beside plain rdflib, pyshacl, openpyxl, owlrl, reasonable and Oxigraph's server in the same run.

    python benchmarks/bench.py [--claims 100000] [--limit 600]

Every figure is wall time in seconds, a new process each, and every comparison
a ratio: machines differ, and this one may be busy. A peer that takes longer
than the limit is stopped and counts as the limit. Memory is the most that one
process held.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from built import TESTIMONIA, Built, built
from facets import facets
from generate import generate
from inference import inference
from measure import EDITS, ROOT, edits, measured, report, timed, watched
from pages import pages
from service import service

REFERENCE = ["check", "--reference"]


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
        inference(Path(folder), options.claims, options.limit)
        served(built("data", Path(folder) / "data", Path(folder) / "built"))
        served(built(f"{options.claims} claims", Path(folder) / "generated", Path(folder) / "state"))


def served(found: Built) -> None:
    """What people ask of a build: the endpoint, documents, facets and pages."""
    service(found)
    facets(found)
    pages(found)


def real_data(folder: Path, limit: float) -> None:
    """Check and build the archive that ships, cold and after one edit, beside parsing and validating its release."""
    archive, out = Path(shutil.copytree(ROOT / "data", folder / "data")), folder / "real"
    common = [*TESTIMONIA, "--archive", str(archive), "--build", str(out)]
    cold, _ = timed([*common, "check"])
    again, _ = timed([*common, "check"])
    claims = min((archive / "claims").rglob("*.toml"))
    edited = edits(claims, 'paraphrase = "', common)
    saved = watched([*common, "check", "--watch"], claims, 'paraphrase = "')
    whole, _ = timed([*TESTIMONIA, "--archive", str(archive), "--build", str(folder / "built"), "build"])
    reference, _ = timed([*TESTIMONIA, "--archive", str(archive), "--build", str(folder / "other"), *REFERENCE])
    release = folder / "built/current/release/archive.nq"
    plain, ended = timed([sys.executable, "benchmarks/plain.py", str(release)], limit)
    report("real data: check, cold", cold, plain, ended=ended)
    report(f"real data: check after one edit (median of {EDITS})", edited, plain, ended=ended)
    report(f"real data: check --watch after a file was saved (median of {EDITS})", saved, plain, ended=ended)
    report("real data: check with nothing changed", again, plain, ended=ended)
    report("real data: check --reference, cold", reference, plain, ended=ended)
    report("real data: check and build, cold", whole, plain, ended=ended)


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


if __name__ == "__main__":
    main()
