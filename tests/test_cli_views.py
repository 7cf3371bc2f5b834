"""The commands on holders: one view, and two side by side, on the built example."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, parse

ROOT = Path(__file__).resolve().parent.parent
Ask = Callable[..., Result]


def test_writes_a_view_that_parses(ask: Ask) -> None:
    plain = list(parse(ask("view", "marlow", "--format", "nt", "--plain").stdout, format=RdfFormat.N_TRIPLES))
    closed = list(parse(ask("view", "marlow", "--format", "nt").stdout, format=RdfFormat.N_TRIPLES))

    assert plain
    assert {str(t) for t in plain} < {str(t) for t in closed}


def test_says_how_much_of_a_holder_a_view_holds(ask: Ask) -> None:
    result = ask("view", "quill")

    assert result.stderr == (
        "Tobias Quill: 2 of 4 claims are in this view, 1 of them without "
        "the time, people or definition that limit them\n"
        "left out: 1 doubted, 1 denied\n"
    )


def test_says_it_in_german_and_names_each_claim(ask: Ask) -> None:
    lines = ask("--lang", "de", "view", "quill", "--verbose").stderr.splitlines()

    assert lines[1] == "nicht darin: 1 bezweifelt, 1 bestritten"
    assert "    claim/vey-chronicle/quill-not-by-custom: bestritten" in lines
    assert "    claim/vey-chronicle/quill-300: ohne ihre Grenzen" in lines


def test_a_view_of_one_who_holds_nothing_is_empty_and_says_so(ask: Ask) -> None:
    result = ask("view", "lowmere-band", "--format", "nt")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Lowmere band holds no claim in this archive\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["view", "marlo"], "'marlo' is not in this archive; did you mean 'marlow'?", id="misspelt"),
        pytest.param(["view", "battle-of-alder-ford"], "thing of kind event; only an actor holds", id="an event"),
        pytest.param(
            ["compare", "marlow", "quil"], "'quil' is not in this archive; did you mean 'quill'?", id="second"
        ),
        pytest.param(["compare", "marlow", "actor/marlow"], "are the same holder; name two", id="one holder twice"),
        pytest.param(["compare", "marlow"], "Missing argument 'OTHER'", id="one holder only"),
    ],
)
def test_says_what_is_wrong_with_a_holder(ask: Ask, arguments: list[str], message: str) -> None:
    result = ask(*arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_an_unnamed_holder_is_found_by_the_claim_s_key(ask: Ask) -> None:
    """The key is that of a claim, too; only the actor holds a view."""
    result = ask("view", "village-1000")

    assert result.exit_code == 0
    assert result.stderr.startswith("some villagers: 1 of 1 claims are in this view")


def test_sets_two_holders_side_by_side(ask: Ask) -> None:
    lines = ask("compare", "holm", "quill").output.splitlines()

    assert lines[0] == "Gerta Holm and Tobias Quill"
    assert lines[2] == "6 claims and 4 claims; 3 questions that both speak to"
    for heading in ("Shared ground", "Disagreements", "Classes and definitions", "Premises"):
        assert heading in lines
    assert "    claim/vey-chronicle/quill-not-by-custom: denies “massacre” (definition: Custom of Arms)" in lines
    assert any(line.startswith("  opposition: Qualification, Second day at Alder Ford") for line in lines)
    assert "Gerta Holm: 1 claim on 1 question" in lines


def test_says_it_all_in_german(ask: Ask) -> None:
    lines = ask("--lang", "de", "compare", "holm", "quill").output.splitlines()

    assert lines[2] == "6 Aussagen und 4 Aussagen; 3 Fragen, zu denen beide etwas sagen"
    assert "Gemeinsamer Boden" in lines
    assert not {"Shared ground", "Disagreements", "Premises"} & set(lines)


def test_says_plainly_that_nothing_is_shared(ask: Ask) -> None:
    lines = ask("compare", "marlow", "vey-abbey").output.splitlines()

    assert any(line.startswith("The two share nothing: ") for line in lines)
    assert lines[lines.index("Shared ground") + 2] == "none"


def test_says_plainly_that_one_holds_nothing(ask: Ask) -> None:
    result = ask("compare", "holm", "lowmere-band")

    assert result.exit_code == 0
    assert "Lowmere band holds no claim in this archive, so there is nothing to compare." in result.output


def test_lists_what_only_one_speaks_to_where_asked(ask: Ask) -> None:
    short, full = ask("compare", "marlow", "quill").output, ask("compare", "marlow", "quill", "--all").output

    assert "claim/vey-chronicle/ford-in-the-vale" not in short
    assert "claim/vey-chronicle/ford-in-the-vale" in full


def test_tells_it_to_programs(ask: Ask) -> None:
    found = json.loads(ask("compare", "holm", "quill", "--json").output)

    assert found["one"]["holder"] == "actor/holm"
    (opposed,) = found["contrary"]
    assert opposed["one"] == ["claim/vey-chronicle/holm-by-custom-in-part"]
    assert set(opposed["sentence"]) == {"english", "german"}
