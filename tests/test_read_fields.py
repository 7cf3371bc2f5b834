"""The one list of fields, and what holds for every block."""

import pytest

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, Entry
from testimonia.read.fields import CLAIM, CONTENT, FIELDS, REQUIRED, block_entry, recorded, suggestion


def faults(kind: str, fields: dict[str, object], key: str = "one") -> list[str]:
    problems: list[Problem] = []
    block_entry(Entry(Block(kind=kind, key=key, fields=fields, location=Location("a.toml", 5)), problems))
    return [problem.message.partition(": ")[2] for problem in problems]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"name": "x", "kind": "person"}, [], id="nothing wrong"),
        pytest.param({"name": "x"}, ["'kind' is missing"], id="missing"),
        pytest.param({"name": "", "kind": "person"}, ["'name' is empty; leave it out or fill it"], id="empty"),
        pytest.param({"name": 3, "kind": "person"}, ["'name' must be text in quotes"], id="a number"),
        pytest.param(
            {"name": "x", "kind": "person", "nmes": {}},
            ["unknown field 'nmes'; did you mean 'names'?"],
            id="unknown, like another",
        ),
        pytest.param({"name": "x", "kind": "person", "zzz": "x"}, ["unknown field 'zzz'"], id="unknown, like none"),
        pytest.param(
            {"name": "x", "kind": "person", "names": "y"},
            ["'names' is a table, for example names = { de = \"…\" }"],
            id="text for a table",
        ),
    ],
)
def test_fields_of_a_register(fields: dict[str, object], expected: list[str]) -> None:
    assert faults("actor", fields) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        pytest.param("0-10", [], id="one text"),
        pytest.param(["0-10", "20-30"], [], id="a list"),
        pytest.param([], [], id="an empty list"),
        pytest.param([1], ["'passage' must be text in quotes, or a list of such"], id="a list of numbers"),
        pytest.param({}, ["'passage' must be text in quotes, or a list of such"], id="a table"),
    ],
)
def test_a_field_that_may_be_a_list(passage: object, expected: list[str]) -> None:
    fields = {"source": "vey", "narrator": "marlow", "section": "A", "premises": ["x"], "passage": passage}

    assert faults("argument", fields) == expected


def test_a_number_is_no_text() -> None:
    fields = {"file": "x", "sha256": "x", "text-form": "x", "narrator": "x"}

    assert faults("document", {**fields, "code-points": 255}) == []
    assert faults("document", {**fields, "code-points": "255"}) == ["'code-points' is a whole number, without quotes"]


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        pytest.param("actor", "", ["'key' is missing"], id="an entry without a key"),
        pytest.param("flag", "", [], id="a flag needs none"),
        pytest.param("without-claim", "", [], id="a silence needs none"),
        pytest.param(
            "actor",
            "Holm",
            ["the key 'Holm' may hold small letters a to z, digits, hyphens and dots only"],
            id="a capital",
        ),
    ],
)
def test_keys(kind: str, key: str, expected: list[str]) -> None:
    every = {
        "name": "x",
        "kind": "x",
        "source": "vey",
        "narrator": "marlow",
        "section": "A",
        "passage": "0-1",
        "reason": "x",
        "on": ["x"],
    }

    assert faults(kind, {name: value for name, value in every.items() if name in FIELDS[kind]}, key) == expected


@pytest.mark.parametrize("written", ["2026-11-22T09:00:00Z", "0999-01-01T00:00:00Z"])
def test_recorded(written: str) -> None:
    assert recorded(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "2026-11-22",
        "2026-11-22T09:00:00",
        "2026-11-22T09:00:00+01:00",
        "2026-11-22T09:00:00.5Z",
        "2026-02-30T09:00:00Z",
        "2026-11-22T25:00:00Z",
        "2026-11-22 09:00:00Z",
    ],
)
def test_recorded_is_a_moment_in_one_form(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date and time in UTC"):
        recorded(written)


def test_recorded_is_asked_for() -> None:
    with pytest.raises(ValueError, match="'recorded' is missing"):
        recorded("")


def test_suggestions() -> None:
    assert suggestion("edief", ["ediev", "holm"]) == "; did you mean 'ediev'?"
    assert suggestion("edief", ["quill", "holm"]) == ""
    assert suggestion("edief", []) == ""


def test_what_is_asked_for_is_known() -> None:
    for kind, required in REQUIRED.items():
        assert set(required) <= set(FIELDS[kind])
    assert set(CONTENT) <= set(CLAIM)
