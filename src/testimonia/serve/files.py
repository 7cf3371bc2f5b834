"""Files that are made when somebody first asks for them, kept beside the build, and sent with their digests.

Each is written under another name and put in place by one rename, so that what
can be read is whole, whatever happens on the way.
"""

import base64
import gzip
import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock, get_ident
from typing import BinaryIO, Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

import testimonia
from testimonia.serve.answers import early

_FOLDER: Final = f"downloads-{testimonia.__version__}"
_LEVEL: Final = 6
_CHUNK: Final = 1 << 20

_making: defaultdict[Path, Lock] = defaultdict(Lock)


def made(folder: Path, name: str, write: Callable[[BinaryIO], None]) -> Path:
    """The file of a build by its name (which may have folders), written now if nobody has asked before.

    Raises:
        OSError: It cannot be written here.
    """
    path = folder / _FOLDER / name
    if path.exists():
        return path
    with _making[path]:
        if not path.exists():
            _write(path, write)
    return path


def _write(path: Path, write: Callable[[BinaryIO], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}")
    try:
        with making.open("wb") as out:
            write(out)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def compressed(folder: Path, path: Path, name: str) -> Path:
    """A file with gzip; the same content gives the same bytes, since no time stands in it.

    Raises:
        OSError: It cannot be written here.
    """

    def write(out: BinaryIO) -> None:
        with path.open("rb") as plain, gzip.GzipFile("", "wb", _LEVEL, out, mtime=0) as packed:
            shutil.copyfileobj(plain, packed, _CHUNK)

    return made(folder, f"{name}.gz", write)


def digest(path: Path) -> str:
    """The SHA-256 digest of a file, in hexadecimal."""
    state = path.stat()
    return _digest(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _digest(path: Path, *_: int) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def sent(request: Request, path: Path, media_type: str, headers: dict[str, str], *, name: str = "") -> Response:
    """A file as an answer: in pieces, with its digest (RFC 9530), its entity tag, and parts of it on request.

    Args:
        request: Who asks; conditions and ranges are theirs.
        path: The file.
        media_type: What it is, before any content coding.
        headers: What else the answer tells.
        name: Under which name a browser saves it; without one it is shown.
    """
    found = digest(path)
    tag = f'"{found[:32]}"'
    encoded = base64.b64encode(bytes.fromhex(found)).decode()
    headers = {"Cache-Control": "no-cache", **headers, "ETag": tag, "Repr-Digest": f"sha-256=:{encoded}:"}
    answer = early(request, tag, headers)
    if answer is not None:
        return answer
    return FileResponse(path, 200, headers, media_type, filename=name or None, stat_result=path.stat())
