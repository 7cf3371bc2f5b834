"""What passes between a worker and its parent: frames of bytes, each with its length before it."""

import json
import struct
from collections.abc import Mapping
from typing import IO, Final

LENGTH: Final = struct.Struct(">I")
CHUNK: Final = 1 << 16


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """One frame; an empty one ends a body."""
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def write_message(pipe: IO[bytes], message: Mapping[str, object]) -> None:
    """A frame of JSON."""
    write_frame(pipe, json.dumps(message).encode())


def read_frame(pipe: IO[bytes]) -> bytes:
    """The next frame.

    Raises:
        EOFError: The other side is gone.
    """
    return _exactly(pipe, LENGTH.unpack(_exactly(pipe, LENGTH.size))[0])


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if content is None or len(content) < length:
        raise EOFError
    return content
