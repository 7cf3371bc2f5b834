"""The walls of a worker: no network, no files but those of its store, no new processes, so much memory and no more.

Linux has seccomp (``seccomp(2)``), which takes system calls away from all
threads of a process for good, and Landlock (``landlock(7)``, since 5.13), which
leaves a thread one folder; nothing has to be installed and nobody need be root.
Where seccomp is missing, the limit on open files keeps sockets out.
"""

import ctypes
import os
import platform
import resource
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from testimonia.isolation.landlock import keep_to

_CALLS: Final = {
    "x86_64": (0xC000003E, 317, {"open": 2, "socket": 41, "connect": 42, "bind": 49, "clone": 56, "fork": 57,
        "vfork": 58, "execve": 59, "kill": 62, "truncate": 76, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85,
        "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "chown": 92, "ptrace": 101, "mount": 165, "tkill": 200,
        "tgkill": 234, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264, "linkat": 265,
        "symlinkat": 266, "fchmodat": 268, "renameat2": 316, "execveat": 322, "io_uring_setup": 425,
        "pidfd_send_signal": 424, "pidfd_open": 434, "clone3": 435, "openat2": 437}),
    "aarch64": (0xC00000B7, 277, {"mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38,
        "mount": 40, "truncate": 45, "fchmodat": 53, "openat": 56, "ptrace": 117, "kill": 129, "tkill": 130,
        "tgkill": 131, "socket": 198, "bind": 200, "connect": 203, "clone": 220, "execve": 221, "renameat2": 276,
        "execveat": 281, "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435,
        "openat2": 437}),
}  # fmt: skip
"""For each machine: its number in seccomp data, the call ``seccomp`` itself, and the calls that are taken away."""

_LOAD, _EQUAL, _NOT_BELOW, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of classic BPF; those that test hold how many lines to pass over if the test holds, and if not."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13
"""Let the call pass; answer it with EACCES."""
_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1
_CALL, _MACHINE, _ARGUMENTS = 0, 4, 16
"""Where each stands in what the program looks at (``struct seccomp_data``)."""
_OTHER_CALLS = 0x40000000
"""From here on x86 has every call once more, under another number (the x32 ABI)."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FLAGS_OF: Final = {"open": 1, "openat": 2}
"""Which argument of a call tells how a file is opened."""
_Line = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def raise_walls(memory: int, folder: Path | None = None) -> list[str]:
    """Take network, files and processes away from this process, and cap its memory; there is no way back.

    It is to be called in the thread that does the work.

    Args:
        memory: Bytes that the process may take beyond what it holds now.
        folder: Files in it can still be opened to be read: RocksDB opens the
            tables of a store when they are first needed. Without one, none can.

    Returns:
        The walls that stand, in words, for the log: ``memory``, ``open files``, ``folder``, ``system calls``.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash writes nothing
    walls = [*_cap_memory(memory), *_cap_files(len(list(folder.iterdir())) if folder else 0)]
    if folder and keep_to(folder):
        walls.append("folder")
    return [*walls, "system calls"] if _filter_calls(can_read=folder is not None) else walls


def _cap_memory(memory: int) -> list[str]:
    held = Path("/proc/self/statm")
    if not held.is_file():
        return []
    pages = int(held.read_text(encoding="ascii").split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return ["memory"]


def _cap_files(more: int) -> list[str]:
    """So many descriptors beyond those that are open now; holes among them are filled."""
    highest = _highest()
    while (spare := os.open(os.devnull, os.O_RDONLY)) < highest:
        pass
    os.close(spare)
    limit = min(highest + 1 + more, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    return ["open files"]


def _highest() -> int:
    folder = "/proc/self/fd" if Path("/proc/self/fd").is_dir() else "/dev/fd"
    return max(int(name) for name in os.listdir(folder))  # noqa: PTH208  (names are numbers)


def _filter_calls(*, can_read: bool) -> bool:
    """Install the filter on every thread; False where the system has none."""
    known = _CALLS.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    machine, seccomp, calls = known
    lines = list(_program(machine, calls, can_read=can_read))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = _Program(len(lines), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(libc.syscall(seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0)


def _program(machine: int, calls: dict[str, int], *, can_read: bool) -> Iterator[_Line]:
    """What the system runs before each call."""
    refuse, allow = (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)
    yield from ((_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), refuse)
    yield from ((_LOAD, 0, 0, _CALL), (_NOT_BELOW, 0, 1, _OTHER_CALLS), refuse)
    for name, number in calls.items():
        if can_read and name in _FLAGS_OF:
            flags = _ARGUMENTS + 8 * _FLAGS_OF[name]
            yield from ((_EQUAL, 0, 4, number), (_LOAD, 0, 0, flags), (_ANY_OF, 0, 1, _WRITING), refuse, allow)
        else:
            yield from ((_EQUAL, 0, 1, number), refuse)
    yield allow
