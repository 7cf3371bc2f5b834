"""What the tests share: two archives to work on, a way to change them, and the command line.

``examples/alder-ford`` is the invented event that README and guides show;
``tests/archive`` is the smallest archive that holds one of each thing.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from pyoxigraph import Quad

from testimonia import checking, cli
from testimonia.assemble import assemble
from testimonia.infer.facts import Facts
from testimonia.model.archive import Records
from testimonia.model.problem import Problem
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/alder-ford"
SMALL = ROOT / "tests/archive"

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture
def alder_ford(tmp_path: Path) -> Path:
    """A copy of the example archive, free to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "alder-ford"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small archive, in a folder ``data``."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


@pytest.fixture
def archive(small: Path) -> Callable[[Mapping[str, str]], Path]:
    """Lays files, given as path and text, over the small archive."""

    def lay(files: Mapping[str, str]) -> Path:
        for path, text in files.items():
            target = small / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        return small

    return lay


@pytest.fixture
def written(
    request: pytest.FixtureRequest, archive: Callable[[Mapping[str, str]], Path]
) -> tuple[Records, list[Problem]]:
    """What is read where the test's docstring is one more file of claims in the small archive; its first line is 5."""
    head = 'source   = "vey-chronicle"\nsection  = "A"\nnarrator = "marlow"\n'
    root = archive({"claims/vey-chronicle/b.toml": head + dedent(request.function.__doc__)})
    records, problems = read_archive(root, vocabulary())
    assert records is not None
    return records, problems


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line, run in the folder that holds the archives."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli.main, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """A command on the example, which is built once."""
    common = ["--archive", str(EXAMPLE), "--build", str(tmp_path_factory.mktemp("build"))]
    built = CliRunner().invoke(cli.main, [*common, "build"])
    assert built.exit_code == 0, built.output

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli.main, [*common, *arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture(scope="session")
def example() -> checking.Reading:
    """The example archive as it is read; not to be changed."""
    reading = checking.read(EXAMPLE)
    assert reading.problems == []
    return reading


@pytest.fixture(scope="session")
def example_quads(example: checking.Reading) -> tuple[Quad, ...]:
    """The example's own graphs."""
    assert example.records is not None
    return tuple(assemble(example.records, example.anchors, vocabulary()).quads)


@pytest.fixture(scope="session")
def alder_ford_facts(example: checking.Reading, example_quads: tuple[Quad, ...]) -> Facts:
    """The example as the rules read it."""
    assert example.records is not None
    return Facts(example_quads, example.records.settings.base)
