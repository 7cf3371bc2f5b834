"""Faults in the data, as values: where, what, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an authored file.

    ``line`` counts from 1, in a table the header is row 1; 0 means the file
    as a whole. ``column`` is the heading of a table's column. ``entry`` tells
    apart what is authored on one line; nobody is shown it.
    """

    path: str
    line: int = 0
    column: str = ""
    is_table: bool = False
    entry: str = ""

    def __str__(self) -> str:
        if not self.is_table:
            return f"{self.path}:{self.line}" if self.line else self.path
        row = f", row {self.line}" if self.line else ""
        return f"{self.path}{row}" + (f", column {self.column}" if self.column else "")

    def at(self, line: int, column: str = "") -> "Location":
        """The same file at another line, or at a column of the same row."""
        return Location(self.path, line or self.line, column if self.is_table else "", self.is_table, self.entry)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the data.

    Problems are returned, never raised, so that one run reports them all.
    """

    location: Location
    message: str

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"
