"""What the tests of pages share: the example archive, built and opened."""

import json
from pathlib import Path

import pytest
from pyoxigraph import Store

from testimonia import pages, pipeline
from testimonia.pages import Archive
from testimonia.store import open_store

EXAMPLE = Path(__file__).parents[2] / "examples/alder-ford"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's build."""
    made = pipeline.build(EXAMPLE, tmp_path_factory.mktemp("built"))
    assert made.problems == []
    assert made.folder is not None
    return made.folder


@pytest.fixture(scope="session")
def base(built: Path) -> str:
    """The example's base."""
    return str(json.loads((built / "release/manifest.json").read_text(encoding="utf-8"))["base"])


@pytest.fixture(scope="session")
def store(built: Path) -> Store:
    """The example's store."""
    return open_store(built / "store")


@pytest.fixture(scope="session")
def archive(store: Store, base: str) -> Archive:
    """The example, opened for pages."""
    return pages.opened(store, base)
