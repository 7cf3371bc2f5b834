"""A worker that does what it is told, good or bad, behind the walls: ``python -m naughty_worker FOLDER MEMORY HOW``.

``HOW`` is ``well``, or a way of never getting ready: ``mute``, ``dead``.
"""

import ctypes
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from testimonia.isolation.walls import raise_walls
from testimonia.isolation.worker import Body, JobError, UnwritableError, do_jobs, with_deep_stack


def attempt(action: Callable[[], object]) -> Callable[[], str]:
    def done() -> str:
        try:
            return f"yes {action()}"
        except (OSError, RuntimeError) as error:
            return f"no {type(error).__name__}"

    return done


def overflow() -> int:
    """C calls itself many times, without any check."""
    nested: tuple[object, ...] = ()
    for _ in range(2_500_000):
        nested = (nested,)
    return hash(nested)


def datagram(port: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", int(port)))


def append(path: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("x")


ACTIONS: dict[str, Callable[[str], Callable[[], object]]] = {
    "connect": lambda port: lambda: socket.create_connection(("127.0.0.1", int(port)), 1),
    "datagram": lambda port: lambda: datagram(port),
    "local socket": lambda path: lambda: socket.socket(socket.AF_UNIX).connect(path),
    "read": lambda path: lambda: Path(path).read_text(encoding="utf-8"),
    "write": lambda path: lambda: Path(path).write_text("x", encoding="utf-8"),
    "append": lambda path: lambda: append(path),
    "remove": lambda path: lambda: Path(path).unlink(),
    "rename": lambda path: lambda: Path(path).rename(f"{path}-moved"),
    "folder": lambda path: lambda: Path(path).mkdir(),
    "link": lambda path: lambda: Path(path).symlink_to("/etc/passwd"),
    "run": lambda _: lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "fork": lambda _: os.fork,
    "exec": lambda _: lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
    "kill": lambda process: lambda: os.kill(int(process), 0),
    "thread": lambda _: threading.Thread(target=print).start,
}  # fmt: skip


def answer(settings: Mapping[str, object], text: bytes, body: Body) -> None:  # noqa: C901  (a list of misdeeds)
    do, value = str(settings.get("do", "echo")), str(settings.get("value", ""))
    if do in ACTIONS:
        body.write(attempt(ACTIONS[do](value))().encode())
    elif do == "sleep":
        time.sleep(float(value))
    elif do == "trickle":
        while True:
            body.write(b"x" * (1 << 16))
            time.sleep(0.02)
    elif do == "memory":
        body.write(bytes(len(bytearray(int(value)))))
    elif do == "abort":
        ctypes.CDLL(None).abort()
    elif do == "deep":
        body.write(str(overflow()).encode())
    elif do == "garbage":
        os.write(1, b"\xff\xff\xff\xff not a frame")
    elif do == "refuse":
        raise JobError(value)
    elif do == "cannot write":
        raise UnwritableError(value)
    else:
        body.write(text * int(settings.get("times", 1)))  # type: ignore[call-overload]


def main() -> None:
    folder, memory, how = sys.argv[1:]
    if how == "mute":
        time.sleep(60)
    if how == "dead":
        return
    ACTIONS["read"]("")  # what is needed later is loaded now
    do_jobs(answer, {"walls": raise_walls(int(memory), Path(folder))})


if __name__ == "__main__":
    with_deep_stack(main)
