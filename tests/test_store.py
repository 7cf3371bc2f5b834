"""Oxigraph, on disk and in memory."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia import store as stores
from testimonia.store import memory_store, open_store, write_store

NODE = NamedNode("https://example.org/x")
QUADS = [Quad(NODE, NODE, Literal(str(number)), NODE) for number in range(5)]


def test_what_is_written_is_opened(tmp_path: Path) -> None:
    write_store(tmp_path / "store", QUADS)

    assert set(open_store(tmp_path / "store")) == set(QUADS)
    assert set(memory_store(QUADS)) == set(QUADS)


def test_an_opened_store_cannot_be_changed(tmp_path: Path) -> None:
    write_store(tmp_path / "store", QUADS)

    with pytest.raises((OSError, RuntimeError)):
        open_store(tmp_path / "store").add(Quad(NODE, NODE, NODE))


def test_several_may_read_at_once(tmp_path: Path) -> None:
    write_store(tmp_path / "store", QUADS)

    one, other = open_store(tmp_path / "store"), open_store(tmp_path / "store")

    assert len(one) == len(other) == len(QUADS)


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011  (the words are RocksDB's)
        open_store(tmp_path / "nothing")


def test_opening_is_tried_again_while_files_are_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(tmp_path / "store", QUADS)
    refusals = [OSError("No such file or directory"), RuntimeError("MANIFEST may be corrupted")]

    class Reluctant:
        @staticmethod
        def read_only(path: str) -> Store:
            if refusals:
                raise refusals.pop()
            return Store.read_only(path)

    monkeypatch.setattr(stores, "Store", Reluctant)

    assert len(open_store(tmp_path / "store")) == len(QUADS)
    assert refusals == []
