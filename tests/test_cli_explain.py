"""The command explain, on the built example."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from explained import CASES, FOLDER, answer, ask
from testimonia.cli import main

Explain = Callable[..., Result]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built once."""
    folder = tmp_path_factory.mktemp("build")
    built = ask(folder, "build")
    assert built.exit_code == 0, built.output
    return folder


@pytest.fixture
def explain(build: Path) -> Explain:
    return lambda *arguments: ask(build, "explain", *arguments)


@pytest.mark.parametrize("name", sorted(CASES))
def test_tells_the_trails_that_are_kept(build: Path, name: str) -> None:
    """`make golden` writes them anew; read the difference."""
    assert answer(build, name) == (FOLDER / name).read_text(encoding="utf-8")


def test_no_kept_trail_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(CASES)


@pytest.mark.parametrize(
    ("key", "path"),
    [
        pytest.param("abbey-3000", "claim/vey-chronicle/abbey-3000", id="key of a claim"),
        pytest.param("vey-chronicle/began-on-12-june", "claim/vey-chronicle/began-on-12-june", id="document and key"),
        pytest.param("claim/vey-chronicle/abbey-3000", "claim/vey-chronicle/abbey-3000", id="path"),
        pytest.param(
            "https://example.org/alder-ford/claim/vey-chronicle/abbey-3000", "claim/vey-chronicle/abbey-3000", id="IRI"
        ),
        pytest.param("against-3000", "argument/vey-chronicle/against-3000", id="key of an argument"),
        pytest.param("finding/comparable/5cdd749fd0c1", "finding/comparable/5cdd749fd0c1", id="path of a finding"),
        pytest.param("comparable/5cdd749fd0c1", "finding/comparable/5cdd749fd0c1", id="rule and digits"),
        pytest.param("5cdd749fd0c1", "finding/comparable/5cdd749fd0c1", id="digits"),
        pytest.param("5cdd74", "finding/comparable/5cdd749fd0c1", id="first digits"),
        pytest.param(
            "battle-of-alder-ford/deaths", "proposition/event/battle-of-alder-ford/deaths", id="thing and aspect"
        ),
        pytest.param(
            "question:battle-of-alder-ford/deaths",
            "proposition/event/battle-of-alder-ford/deaths",
            id="question as in the form",
        ),
    ],
)
def test_finds_what_is_meant(explain: Explain, key: str, path: str) -> None:
    result = explain(key)

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == path


@pytest.mark.parametrize(
    ("key", "message"),
    [
        pytest.param("abbey-300", "'abbey-300' is not in this archive; did you mean 'abbey-3000'?", id="near miss"),
        pytest.param(
            "claim/vey-chronicle/abbey-300", "did you mean 'claim/vey-chronicle/abbey-3000'?", id="path, near miss"
        ),
        pytest.param(
            "began-on-12-june",
            "'began-on-12-june' may be claim/lowmere-wiki/began-on-12-june or claim/vey-chronicle/began-on-12-june",
            id="ambiguous",
        ),
        pytest.param(
            "finding/comparable/000000000000",
            "the last build has no finding 'finding/comparable/000000000000'; what it rested on has changed since, "
            "or is gone: run `testimonia build`",
            id="finding that is gone",
        ),
        pytest.param("0123456789ab", "the last build has no finding '0123456789ab'", id="digits that are gone"),
        pytest.param(
            "battle-of-alder-ford",
            "'battle-of-alder-ford' is no claim, argument, finding or question, and has no trail of its own; "
            "ask after a claim or a question, such as 'battle-of-alder-ford/deaths'",
            id="an event",
        ),
        pytest.param("hatch", "such as 'claim/vey-chronicle/camp-300'", id="an actor"),
        pytest.param("<x>", "'<x>' is not in this archive", id="no IRI"),
        pytest.param("", "'' is not in this archive", id="nothing"),
    ],
)
def test_says_why_a_key_leads_nowhere(explain: Explain, key: str, message: str) -> None:
    result = explain(key)

    assert result.exit_code == 2
    assert message in result.output


def test_names_the_folder_that_a_picture_lacks(explain: Explain, tmp_path: Path) -> None:
    result = explain("abbey-3000", "--svg", str(tmp_path / "none/picture.svg"))

    assert result.exit_code == 2
    assert f"the folder '{tmp_path / 'none'}' for the picture is not there" in result.output


def test_says_that_nothing_is_built(tmp_path: Path) -> None:
    result = ask(tmp_path, "explain", "abbey-3000")

    assert result.exit_code == 1
    assert "nothing is built yet; run `testimonia build`" in result.output


def test_tells_programs_in_both_languages(explain: Explain, tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    told = json.loads(explain("abbey-3000", "--json", "--svg", str(picture)).stdout)

    assert told["claim"]["path"] == "claim/vey-chronicle/abbey-3000"
    assert told["question"]["name"] == {"en": "Battle of Alder Ford: deaths", "de": "Schlacht an der Erlenfurt: Tote"}
    assert told["record"]["through"][0]["path"] == "actor/marlow"
    assert told["ground"]["ends"][0]["is_known"] is False
    assert {edge["kind"] for edge in told["net"]["edges"]} == {"undercuts", "reportedBy", "standsIn", "restsOn"}
    assert ET.parse(picture).getroot().tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  (our own file)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_line_is_too_long_but_for_a_long_word(build: Path, language: str) -> None:
    lines = ask(build, "explain", "battle-of-alder-ford/deaths", language=language).stdout.splitlines()

    assert all(len(line) <= 80 or len(line.split()) == 1 for line in lines)


def test_marks_what_rests_on_a_change(alder_ford: Path, tmp_path: Path) -> None:
    """As the other commands on findings do."""
    out = tmp_path / "build"
    common = ["--archive", str(alder_ford), "--build", str(out)]
    assert CliRunner().invoke(main, [*common, "build"]).exit_code == 0
    before = CliRunner().invoke(main, [*common, "explain", "abbey-3000"])
    table = alder_ford / "claims/vey-chronicle/b.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("300 to 900 persons", "300 to 800 persons"))
    after = CliRunner().invoke(main, [*common, "explain", "abbey-3000"])
    told = json.loads(CliRunner().invoke(main, [*common, "explain", "abbey-3000", "--json"]).stdout)

    assert "\n  * " not in before.stdout
    assert before.stderr == ""
    assert "  * Anselm of Vey · asserts" in after.stdout
    assert "    * conflict: Deaths, Battle of Alder Ford: more than 3,000 persons" in after.stdout
    assert "run `testimonia build`" in after.stderr
    assert "claim/vey-chronicle/anselm-300-to-900" in told["stale"]
    assert "finding/comparable/5cdd749fd0c1" in told["stale"]
    assert "claim/vey-chronicle/village-1000" not in told["stale"]
