"""Read every row of a workbook: ``ours`` to blocks, ``plain`` with openpyxl alone, the peer.

python benchmarks/rows.py ours|plain FILE
"""

import sys
from pathlib import Path

from openpyxl import load_workbook

from testimonia.read.workbook import workbook_blocks


def ours(path: Path) -> int:
    """The rows that became blocks."""
    return sum(len(blocks) for blocks, _ in workbook_blocks(path).values())


def plain(path: Path) -> int:
    """The rows below the header and the help of each sheet."""
    book = load_workbook(path, read_only=True)
    sheets = (sheet.iter_rows(min_row=3, values_only=True) for sheet in book.worksheets if sheet.title != "lists")
    return sum(any(value is not None for value in row) for rows in sheets for row in rows)


if __name__ == "__main__":
    print({"ours": ours, "plain": plain}[sys.argv[1]](Path(sys.argv[2])))
