"""What has changed since the last build, as every command on findings tells it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Ask = Callable[..., Result]
CLAIMS, REGISTER = "claims/vey-chronicle/a.toml", "claims/vey-chronicle/b.csv"


@pytest.fixture
def ask(alder_ford: Path, run: Callable[..., Result], tmp_path: Path) -> Ask:
    """A command on a copy of the example that was built."""

    def invoke(*arguments: str) -> Result:
        return run("--archive", str(alder_ford), "--build", str(tmp_path / "build"), *arguments)

    built = invoke("build")
    assert built.exit_code == 0, built.output
    return invoke


def edit(alder_ford: Path, file: str, old: str, new: str) -> None:
    text = (alder_ford / file).read_text(encoding="utf-8")
    assert old in text
    (alder_ford / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def changed(ask: Ask, alder_ford: Path) -> Ask:
    """The same, once the count of the roll was edited."""
    edit(alder_ford, REGISTER, "41 persons", "43 persons")
    return ask


@pytest.mark.parametrize(
    "command", [["conflicts"], ["roots"], ["roots", "--leaning"], ["sums"], ["arguments"], ["query", "death-tolls"]]
)
def test_nothing_is_said_where_nothing_changed(ask: Ask, command: list[str]) -> None:
    result = ask(*command)

    assert result.stderr == ""
    assert "* " not in result.stdout


@pytest.mark.parametrize(
    ("command", "marked"),
    [
        pytest.param(["conflicts", "--all"], "* differentScope: Deaths, Battle of Alder Ford", id="conflicts"),
        pytest.param(["roots", "--about", "battle-of-alder-ford"], "* Battle of Alder Ford: deaths", id="roots"),
        pytest.param(["roots", "--leaning"], "*     20 only root,      0 cited  Muster roll of Vey", id="leaning"),
        pytest.param(
            ["roots", "--fallen", "vey-muster-roll"], "* claim/vey-chronicle/roll-41: loses its only root", id="fallen"
        ),
        pytest.param(["sums"], "* consistent: Consistent: 41 of 900", id="sums"),
    ],
)
def test_marks_what_rests_on_a_change(changed: Ask, command: list[str], marked: str) -> None:
    result = changed(*command)

    assert marked in result.stdout
    assert "1 claim changed since the last build; " in result.stderr
    assert "(marked *); run `testimonia build`" in result.stderr


def test_leaves_unmarked_what_does_not(changed: Ask) -> None:
    lines = changed("sums").stdout.splitlines()

    assert [line for line in lines if not line.startswith("*")][:-1]


@pytest.mark.parametrize(
    "command", [["conflicts", "--all"], ["roots"], ["sums"], ["roots", "--fallen", "vey-muster-roll"]]
)
def test_tells_programs_row_by_row(changed: Ask, command: list[str]) -> None:
    rows = json.loads(changed(*command, "--json").stdout)

    assert {row["stale"] for row in rows} == {True, False}


def test_marks_the_answers_of_a_query(changed: Ask) -> None:
    result = changed("query", "claims-of-a-holder", "-p", "holder=vey-clerks")

    assert "1 row rests on that (marked *)" in result.stderr


def test_says_of_other_forms_that_they_are_from_before(changed: Ask) -> None:
    result = changed("query", "death-tolls", "-f", "csv")

    assert "this answer is from before; run `testimonia build`" in result.stderr
    assert "*" not in result.stdout


def test_says_how_many_claims_of_a_view_rest_on_a_change(changed: Ask) -> None:
    result = changed("view", "vey-clerks")

    assert "1 claim changed since the last build; 1 claim rests on that; run `testimonia build`" in result.stderr


def test_names_the_claims_of_two_holders_that_rest_on_a_change(changed: Ask) -> None:
    assert json.loads(changed("compare", "vey-clerks", "holm", "--json").stdout)["stale"] == [
        "claim/vey-chronicle/roll-41"
    ]
    assert "1 claim rests on that" in changed("compare", "vey-clerks", "holm").stderr


def test_lists_findings_under_what_changed(changed: Ask) -> None:
    result = changed("stale")

    assert result.exit_code == 4
    assert result.stdout.startswith("claim/vey-chronicle/roll-41 (claims/vey-chronicle/b.csv): changed; ")
    assert "    arithmetic, event/battle-of-alder-ford: Consistent: 41 of 900 is 4.6 %" in result.stdout


def test_lists_them_in_german_and_for_programs(changed: Ask) -> None:
    (entry,) = json.loads(changed("stale", "--json").stdout)

    assert entry["change"] == "changed"
    assert {"roots", "comparable", "arithmetic"} <= {finding["rule"] for finding in entry["findings"]}
    assert "    arithmetic, event/battle-of-alder-ford: Stimmig: " in changed("--lang", "de", "stale").stdout


def test_after_a_build_nothing_is_stale(changed: Ask) -> None:
    assert changed("build").exit_code == 0
    result = changed("stale")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "nothing changed since the last build\n", "")


def test_a_new_claim_was_not_looked_at_yet(ask: Ask, alder_ford: Path) -> None:
    text = (alder_ford / REGISTER).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if ",roll-41," in line)
    (alder_ford / REGISTER).write_text(f"{text}{row.replace(',roll-41,', ',roll-again,')}\n", encoding="utf-8")
    result = ask("stale")

    assert result.stdout.startswith(
        "claim/vey-chronicle/roll-again (claims/vey-chronicle/b.csv): added and not looked at"
    )
    assert "1 claim added and not looked at yet since the last build; " in ask("conflicts").stderr


def test_what_cannot_be_read_is_told_and_marks_what_rests_on_it(ask: Ask, alder_ford: Path) -> None:
    (alder_ford / CLAIMS).write_text("[[claim]\n", encoding="utf-8")
    result = ask("sums")

    assert result.exit_code == 0
    assert f"{alder_ford / CLAIMS}:1: " in result.stderr
    assert "not readable since the last build; " in result.stderr
    assert "* inconsistent: " in result.stdout


def test_a_build_of_an_earlier_version_is_said_to_be_one(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "build/current/inputs.sqlite").unlink()

    assert "does not say what it was made from" in ask("conflicts").stderr
    assert (ask("stale").exit_code, ask("conflicts").exit_code) == (1, 0)


def test_another_base_is_told_and_not_passed_over(ask: Ask, alder_ford: Path) -> None:
    edit(alder_ford, "archive.toml", "https://example.org/alder-ford/", "https://example.org/elsewhere/")
    result = ask("conflicts")

    assert result.exit_code == 1
    assert "https://example.org/alder-ford/ at the last build, and is https://example.org/elsewhere/" in result.stderr


def test_a_build_says_how_much_it_looked_at_anew(ask: Ask, alder_ford: Path) -> None:
    assert ", of which 0 looked at anew" in ask("build").stdout
    edit(alder_ford, REGISTER, "41 persons", "43 persons")
    told = ask("build").stdout.splitlines()[-1]
    every, anew = (int("".join(filter(str.isdigit, part))) for part in told.split(", of which"))

    assert told.startswith("findings: ")
    assert 0 < anew < every / 2
