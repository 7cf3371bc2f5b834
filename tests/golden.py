"""Write the expected answers of the saved questions, and the trails that are kept, anew from the example.

Read the difference before you commit it: an answer is right because the
authored claims say so, not because the program printed it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from explained import CASES, FOLDER, ask
from explained import answer as explained
from testimonia import checking
from testimonia.assemble import assemble
from testimonia.query.run import answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.store import memory_store
from testimonia.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Ask every saved question of the example and write its answer as CSV."""
    reading = checking.read(ROOT / "examples/alder-ford")
    if reading.records is None:
        raise SystemExit(1)
    store = memory_store(assemble(reading.records, reading.anchors, vocabulary()).quads)
    for name, question in saved_questions().items():
        found = answer(store, question.sparql, reading.records.settings.base)
        (ROOT / f"tests/queries/{name}.csv").write_bytes(write_answer(found, "csv").replace(b"\r\n", b"\n"))
    with TemporaryDirectory() as folder:
        ask(Path(folder), "build")
        for name in CASES:
            (FOLDER / name).write_text(explained(Path(folder), name), encoding="utf-8")


if __name__ == "__main__":
    main()
