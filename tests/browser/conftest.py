"""What the tests in a browser share: the example under a real server, and one browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Browser, browser
from serving import running
from testimonia import pipeline

EXAMPLE = Path(__file__).parents[2] / "examples/alder-ford"


@pytest.fixture(scope="session")
def reading_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser before the example archive."""
    out = tmp_path_factory.mktemp("served")
    assert pipeline.build(EXAMPLE, out).problems == []
    with running(out) as server, browser(server.url) as found:
        yield found
