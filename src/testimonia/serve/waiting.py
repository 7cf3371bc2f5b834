"""Long answers that wait for their clients: all of them together hold so much of the disk, and no more."""

import threading


class Waiting:
    """Counts the bytes of answers that clients have yet to read; safe to use from many threads at once.

    Args:
        most: How many bytes all of them may have together.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        """How many there are."""
        return self._bytes

    def begin(self, length: int) -> bool:
        """Count an answer, if there is room for it; whether there is."""
        with self._lock:
            if self._bytes + length > self._most:
                return False
            self._bytes += length
            return True

    def end(self, length: int) -> None:
        """It has been read, or its client is gone."""
        with self._lock:
            self._bytes -= length
