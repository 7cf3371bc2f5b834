"""The quads of an archive, without checking it: as N-Quads, the input of the peer, or as a store.

python benchmarks/assembled.py ARCHIVE FILE.nq|STORE
"""

import sys
from pathlib import Path

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.store import write_store
from testimonia.vocabulary import vocabulary


def main() -> None:
    """Read, assemble, write."""
    reading = checking.read(Path(sys.argv[1]))
    if reading.records is None:
        raise SystemExit(1)
    quads = assemble(reading.records, reading.anchors, vocabulary()).quads
    out = Path(sys.argv[2])
    if out.suffix != ".nq":
        write_store(out, quads)
        return
    with out.open("w", encoding="utf-8") as file:
        file.writelines(f"{quad} .\n" for quad in quads)


if __name__ == "__main__":
    main()
