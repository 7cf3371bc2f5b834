"""Running the service: its socket, the server, and what is told once it answers."""

import http.client
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import uvicorn

from testimonia.serve.app import application
from testimonia.serve.connections import connection
from testimonia.serve.service import Service

_WAITING: Final = 512
"""How many connections the system keeps for us while we are at work."""
_LONGEST_HEAD: Final = 64 * 1024
"""Bytes that the head of a request may have."""
_IDLE_SECONDS: Final = 5
_TURN_SECONDS: Final = 0.0005
"""How long a thread of Python may go on while others wait: reading a large archive for its pages takes a minute, and
whoever asks for something else in that minute takes several turns."""
_MOST_FILES: Final = 1 << 16
_PATIENCE_SECONDS: Final = 60


class AddressError(Exception):
    """The service cannot listen at the address; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service listens: the socket is bound, and nobody can connect before the service runs."""

    host: str
    bound: socket.socket

    @property
    def port(self) -> int:
        """The port, also where any was asked for."""
        return int(self.bound.getsockname()[1])


def claim(host: str, port: int) -> Address:
    """Take an address for the service; port 0 takes any that is free.

    Raises:
        AddressError: The port is taken, or the address is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's delay on
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except (OSError, UnicodeError) as error:
        bound.close()
        raise _refusal(host, port, error) from error
    return Address(host, bound)


def run(service: Service, address: Address, answering: Callable[[], None]) -> None:
    """Answer requests until told to stop (SIGINT or SIGTERM); those that run are finished first.

    Args:
        service: What answers.
        address: Where; its socket is closed in the end.
        answering: Called once, from another thread, when the first request has been answered.

    Raises:
        AddressError: Another has begun to listen at the address meanwhile.
    """
    _raise_file_limit()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        address.bound.listen(_WAITING)
    except OSError as error:
        raise _refusal(address.host, address.port, error) from error
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: None)  # uvicorn raises again what it has obeyed, and that would end in an error
    threading.Thread(target=_wait_and_tell, args=(address, answering), daemon=True).start()
    threading.Thread(target=service.snapshot.warm, daemon=True).start()
    server = uvicorn.Server(_config(service, lambda: server.should_exit))
    server.run(sockets=[address.bound])


def _config(service: Service, is_stopping: Callable[[], bool]) -> uvicorn.Config:
    limits = service.limits
    return uvicorn.Config(
        application(service),
        access_log=False,
        backlog=_WAITING,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        http=connection(limits, is_stopping),
        limit_concurrency=int(limits.connections),
        log_level="error",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(limits.stop_seconds),
        timeout_keep_alive=_IDLE_SECONDS,
        ws="none",
    )


def _refusal(host: str, port: int, error: Exception) -> AddressError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "this is no address"
    return AddressError(f"cannot listen at {host}, port {port}: {reason}; choose another with --host or --port")


def _raise_file_limit() -> None:
    """Let this process open more files than the usual 1,024, since each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _wait_and_tell(address: Address, answering: Callable[[], None]) -> None:
    """Ask the service itself, and tell when it has answered."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104  (asked, not listened at)
    asking = http.client.HTTPConnection(host, address.port, timeout=_PATIENCE_SECONDS)
    with suppress(OSError, http.client.HTTPException):  # it was stopped before it began
        asking.request("GET", "/health")
        asking.getresponse().read()
        asking.close()
        answering()
