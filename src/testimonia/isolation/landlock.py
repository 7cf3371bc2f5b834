"""Landlock: a thread keeps to one folder, to be read, and to no network (``landlock(7)``, Linux since 5.13)."""

import ctypes
import os
import platform
import struct
from pathlib import Path
from typing import Final

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
"""System calls, alike on all machines."""
_ASK_VERSION, _BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All that can be taken away, by the version that first knew it."""
_NETWORK_SINCE, _NETWORK_RIGHTS = 4, 0b11


def keep_to(folder: Path) -> bool:
    """Take all files outside a folder, all writing, and TCP away from this thread; False where the system cannot."""
    if platform.system() != "Linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version < 1 or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    rights = max(right for since, right in _FILE_RIGHTS.items() if since <= version)
    wanted = struct.pack("QQ", rights, _NETWORK_RIGHTS) if version >= _NETWORK_SINCE else struct.pack("Q", rights)
    rules = libc.syscall(_CREATE, wanted, len(wanted), 0)
    if rules < 0:
        return False
    place = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        rule = struct.pack("=Qi", _READ_FILE | _READ_FOLDER, place)
        is_added = libc.syscall(_ADD_RULE, rules, _BENEATH, rule, 0) == 0
        return is_added and bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(place)
        os.close(rules)
