"""The commands on what follows from the claims, on the built example."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
Ask = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["conflicts"], "claim/vey-chronicle/abbey-3000", id="conflicts"),
        pytest.param(
            ["conflicts", "--about", "battle-of-alder-ford"], "Battle of Alder Ford", id="conflicts on one thing"
        ),
        pytest.param(["roots", "--about", "battle-of-alder-ford"], "dependent", id="roots on one thing"),
        pytest.param(["roots", "--fallen", "vey-muster-roll"], "loses its only root", id="what a source carries"),
        pytest.param(["roots", "--leaning"], "Muster roll of Vey", id="what the archive leans on"),
        pytest.param(["sums"], "inconsistent: ", id="sums"),
        pytest.param(["arguments", "--about", "claim/vey-chronicle/abbey-3000"], "undercuts", id="arguments"),
    ],
)
def test_tells_what_follows(ask: Ask, arguments: list[str], expected: str) -> None:
    result = ask(*arguments)

    assert result.exit_code == 0
    assert expected in result.output


@pytest.mark.parametrize("command", [["conflicts"], ["roots"], ["roots", "--leaning"], ["sums"], ["arguments"]])
def test_tells_it_to_programs(ask: Ask, command: list[str]) -> None:
    assert json.loads(ask(*command, "--json").output)


def test_tells_more_with_all(ask: Ask) -> None:
    assert len(json.loads(ask("conflicts", "--all", "--json").output)) > len(
        json.loads(ask("conflicts", "--json").output)
    )


def test_speaks_german(ask: Ask) -> None:
    english, german = ask("sums").output, ask("--lang", "de", "sums").output

    assert english != german


def test_names_what_is_not_there(ask: Ask) -> None:
    result = ask("conflicts", "--about", "battle-of-alder-fort")

    assert result.exit_code == 2
    assert "did you mean 'battle-of-alder-ford'?" in result.output
