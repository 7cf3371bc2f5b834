"""The quads of an archive as N-Quads, without checking it: the input of the peer."""

import sys
from pathlib import Path

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.vocabulary import vocabulary


def main() -> None:
    """Read, assemble, write."""
    reading = checking.read(Path(sys.argv[1]))
    if reading.records is None:
        raise SystemExit(1)
    quads = assemble(reading.records, reading.anchors, vocabulary()).quads
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        file.writelines(f"{quad} .\n" for quad in quads)


if __name__ == "__main__":
    main()
