"""Connections that do not wait for ever: a client that sends or reads too slowly is let go.

Uvicorn ends a connection on which nothing is asked; it would wait for the rest
of a half-sent head, and for a client to read on, as long as the client likes.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from testimonia.serve.limits import Limits


def connection(limits: Limits, is_stopping: Callable[[], bool]) -> type[H11Protocol]:
    """The sort of connection that keeps to the limits, and that is closed at once where the service is stopping."""

    class Connection(_Connection):
        head_seconds = limits.head_seconds
        reading_seconds = limits.reading_seconds
        stopping = staticmethod(is_stopping)

    return Connection


class _Connection(H11Protocol):
    """A connection with a deadline for the head of each request, and one for a client that has stopped reading."""

    head_seconds: float
    reading_seconds: float
    stopping: Callable[[], bool]

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  (uvicorn's own)
        super().__init__(*arguments, **named)
        self._head: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A client is there."""
        super().connection_made(transport)
        if self.stopping():  # it was waiting while the others were told to end
            transport.close()
            return
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """Some of a request has come."""
        super().data_received(data)
        self._watch_head()

    def on_response_complete(self) -> None:
        """An answer is sent; some of the next request may have come already."""
        super().on_response_complete()
        self._watch_head()

    def pause_writing(self) -> None:
        """The client does not read as fast as we send."""
        super().pause_writing()
        if self._reading is None:
            self._reading = self.loop.call_later(self.reading_seconds, self._let_go)

    def resume_writing(self) -> None:
        """The client has read on."""
        super().resume_writing()
        _cancel(self._reading)
        self._reading = None

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        _cancel(self._head)
        _cancel(self._reading)
        super().connection_lost(exc)

    def _watch_head(self) -> None:
        """Set the deadline while a head is on its way, or none has come yet; a later part of it does not move it."""
        is_awaited = self.conn.their_state is h11.IDLE and self.timeout_keep_alive_task is None
        if not is_awaited:
            _cancel(self._head)
            self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._let_go)

    def _let_go(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
