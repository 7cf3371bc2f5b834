"""The files of SQLite that a build writes beside the store: opened to be read, or refused in words."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote


class LayoutError(ValueError):
    """An index was written by another version of the program."""


def opened(path: Path, layout: int, purpose: str) -> sqlite3.Connection:
    """An index, to be read by one thread at a time; nothing that anybody else does to the file is heeded.

    Args:
        path: The file.
        layout: The ``user_version`` that its tables have.
        purpose: What the index is for, in words for an error.

    Raises:
        FileNotFoundError: There is no index at the path.
        LayoutError: It was written by another version; a build makes it anew.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no index for {purpose} at {path}; build the archive again")
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True, check_same_thread=False)
    with ExitStack() as held:
        held.callback(database.close)
        if database.execute("PRAGMA user_version").fetchone() != (layout,):
            raise LayoutError(f"the index for {purpose} at {path} is of another version; build the archive again")
        held.pop_all()
    return database
