"""What a stranger may ask of the service: one setting for each limit, with its default and its reason."""

from dataclasses import dataclass, field, fields
from typing import Self

from testimonia.query.guard import Bounds


def _limit(default: float, words: str) -> float:
    """A field with the words that ``testimonia serve --help`` and the guide to settings show."""
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of the service. Sizes are in bytes, times in seconds unless the name says otherwise."""

    query_seconds: float = _limit(10, "how long a query may take before its worker is ended")
    query_memory_megabytes: float = _limit(1024, "how much memory a worker may hold")
    query_characters: float = _limit(100_000, "how long the text of a query may be")
    query_nesting: float = _limit(100, "how deep brackets of a query may stand in one another")
    query_patterns: float = _limit(1_000, "how many patterns a query may hold")
    query_joined_patterns: float = _limit(
        100, "how many patterns may be joined in one group; planning grows with the cube"
    )
    query_steps: float = _limit(500, "how many steps a path, or operators an expression, may have")
    query_list_items: float = _limit(5_000, "how many items the lists of a query may hold")
    page_rows: float = _limit(10_000, "how many rows of an answer a page shows")
    result_bytes: float = _limit(50_000_000, "how long an answer of the endpoint may be")
    waiting_bytes: float = _limit(1_000_000_000, "how long all answers together may be that clients have yet to read")
    upload_bytes: float = _limit(5_000_000, "how long an uploaded file may be")
    literal_bytes: float = _limit(1_000_000, "how long one literal of an uploaded file may be")
    upload_nesting: float = _limit(100, "how deep brackets of an uploaded file may stand in one another")
    check_memory_megabytes: float = _limit(1024, "how much memory the check of an uploaded file may take")
    check_seconds: float = _limit(30, "how long the check of an uploaded file may take")
    update_seconds: float = _limit(60, "how long an update may take, where updates are allowed")
    upload_seconds: float = _limit(30, "how long a client may take to send what it sends")
    head_seconds: float = _limit(10, "how long a client may take to send the head of a request")
    reading_seconds: float = _limit(60, "how long a client may stop reading an answer before it is let go")
    stop_seconds: float = _limit(30, "how long requests that run may take to end once the service is told to stop")
    connections: float = _limit(900, "how many clients may be connected at once; the others are told to come again")
    workers: float = _limit(4, "how many queries run at once; those known to take long leave one free")
    queue: float = _limit(32, "how many queries may wait for a worker")
    wait_seconds: float = _limit(5, "how long a query waits for a worker before it is turned away")

    def query_bounds(self) -> Bounds:
        """What the guard lets pass."""
        return Bounds(
            characters=int(self.query_characters),
            nesting=int(self.query_nesting),
            patterns=int(self.query_patterns),
            joined=int(self.query_joined_patterns),
            steps=int(self.query_steps),
            items=int(self.query_list_items),
        )

    def update_bounds(self) -> Bounds:
        """The same for an update: data are no plan, so only its length and nesting are limited."""
        length = int(self.upload_bytes)
        return Bounds(
            characters=length,
            nesting=int(self.query_nesting),
            patterns=length,
            joined=length,
            steps=length,
            items=length,
        )

    @classmethod
    def of(cls, written: dict[str, str]) -> Self:
        """The limits with some of them set by name.

        Raises:
            ValueError: There is no such limit, or its value is not a number above zero.
        """
        known = {entry.name for entry in fields(cls)}
        values = {}
        for name, text in written.items():
            if name not in known:
                raise ValueError(f"there is no limit '{name}'; there are {', '.join(sorted(known))}")
            values[name] = _number(name, text)
        return cls(**values)


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError(f"the limit {name} is a number above zero, not '{text}'")
    return value
