"""Answers that have been made and may be asked for again, as many as fit into some memory."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of an answer, and of how many parts it is one."""

    content: bytes
    of: int = 1


class Kept:
    """Answers by what they answer; those not asked for longest go first. Any thread may ask.

    Args:
        most_bytes: How much is kept in all.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._answers: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The answer under a key, made if it is not kept; two threads may both make it, and both get it right."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        made = make()
        with self._lock:
            if key not in self._answers and len(made.content) <= self._most:
                self._answers[key] = made
                self._held += len(made.content)
            while self._held > self._most:
                _, gone = self._answers.popitem(last=False)
                self._held -= len(gone.content)
        return made
