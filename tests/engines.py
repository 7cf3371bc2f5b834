"""Other stores, as real programs: each loads a download of ours and answers queries at an address of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEEDED = "TESTIMONIA_NEEDS_PEERS"
"""Set where the tests must not pass without these programs."""
_PATIENCE = 240
_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{web_port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 100000
"""
_LOAD = "ld_dir('{folder}', '{name}', 'urn:x-none:none'); rdf_loader_run(); SELECT ll_state, ll_error FROM load_list;"


def program(name: str, package: str) -> str:
    """The program by its name; without it the test is skipped, or fails where the peers are needed."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found:
        return found
    words = f"there is no {name}; install {package}"
    if os.environ.get(NEEDED):
        pytest.fail(f"{NEEDED} is set and {words}")
    pytest.skip(words)


@contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    """The address of an Oxigraph server that reads a store."""
    port = free_port()
    command = [program("oxigraph", "oxigraph with pip"), "serve-read-only", "--location", str(store)]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], store, port):
        yield f"http://127.0.0.1:{port}/query"


def load_into_oxigraph(file: Path, store: Path) -> None:
    """A new store of Oxigraph's own, made by its own program from a file."""
    command = [program("oxigraph", "oxigraph with pip"), "load", "--location", str(store), "--file", str(file)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (a program that the test was given)


@contextmanager
def virtuoso(file: Path, folder: Path) -> Iterator[str]:
    """The address of a Virtuoso that has loaded a file, with everything that it writes in a folder."""
    server, client = (program(name, "Debian's virtuoso-opensource-7-bin") for name in ("virtuoso-t", "isql-vt"))
    port, web_port = free_port(), free_port()
    folder.mkdir()
    shutil.copy(file, folder)
    settings = folder / "virtuoso.ini"
    settings.write_text(_INI.format(folder=folder, port=port, web_port=web_port))
    with _running([server, "+foreground", "+wait", "+configfile", str(settings)], folder, web_port):
        load = f"exec={_LOAD.format(folder=folder, name=file.name)}"
        command = [client, f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", load]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        assert said.split()[-2:] == ["2", "NULL"], f"Virtuoso could not load {file.name}: {said}"
        yield f"http://127.0.0.1:{web_port}/sparql"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server, once it lets clients connect; ended afterwards."""
    with (folder.parent / f"{folder.name}.said").open("w") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)  # noqa: S603
        try:
            _wait_until_open(process, port)
            yield
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _wait_until_open(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{process.args!r} has ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not listen")
