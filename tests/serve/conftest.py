"""What the tests of the service share: the example archive, built once, and a client of the application over it.

Nothing here may be changed by a test; one that needs other limits, or a build of its own, makes its own service
with :func:`opened`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from testimonia import pipeline
from testimonia.serve.app import application
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.snapshot import open_snapshot

EXAMPLE = Path(__file__).parents[2] / "examples/alder-ford"

Opened = Callable[..., AbstractContextManager[TestClient]]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of builds that holds the example's."""
    out = tmp_path_factory.mktemp("built")
    made = pipeline.build(EXAMPLE, out)
    assert made.problems == []
    return out


@pytest.fixture(scope="session")
def service(built: Path) -> Service:
    """The service over the example, with the limits that hold by default."""
    limits = Limits()
    return Service(built, limits, open_snapshot(built, limits))


@pytest.fixture(scope="session")
def client(service: Service) -> Iterator[TestClient]:
    """A client of the application; it follows no redirect by itself, and the workers end with it."""
    with TestClient(application(service), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def base(service: Service) -> str:
    """The base of the example archive."""
    return service.snapshot.base


@pytest.fixture(scope="session")
def opened(built: Path) -> Opened:
    """Makes a client over the example with other limits, to be used in a ``with`` statement."""

    @contextmanager
    def open_one(**limits: float) -> Iterator[TestClient]:
        wanted = Limits(**limits)
        own = Service(built, wanted, open_snapshot(built, wanted))
        with TestClient(application(own), follow_redirects=False) as found:
            yield found

    return open_one
