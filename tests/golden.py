"""Write the expected answers of the saved questions, the trails and the pages that are kept, anew from the example.

Read the difference before you commit it: an answer is right because the
authored claims say so, not because the program printed it.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import shown
from browsing import browser
from explained import CASES, FOLDER, ask
from explained import answer as explained
from serving import running
from testimonia import checking, pages, pipeline
from testimonia.assemble import assemble
from testimonia.query.run import answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.store import memory_store, open_store
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
        write_pages(Path(folder))


def write_pages(folder: Path) -> None:
    """Write the pages that are kept, and take their pictures where there is a browser."""
    out = folder / "pages"
    build = pipeline.build(ROOT / "examples/alder-ford", out).folder
    if build is None:
        raise SystemExit(1)
    base = json.loads((build / "release/manifest.json").read_text(encoding="utf-8"))["base"]
    archive = pages.opened(open_store(build / "store"), base)
    for name in shown.PAGES:
        shown.HTML.mkdir(exist_ok=True)
        (shown.HTML / f"{name}.html").write_text(shown.html(archive, name), encoding="utf-8")
    try:
        with running(out) as server, browser(server.url) as reading_room:
            for name in shown.VIEWS:
                shown.faults(reading_room, name, folder / "difference.png", write=True)
    except pytest.skip.Exception as missing:
        print(f"the pictures stay as they are: {missing}")  # noqa: T201


if __name__ == "__main__":
    main()
