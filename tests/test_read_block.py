"""What an author wrote about one thing, and how it is read."""

import pytest

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, Entry, is_key

HERE = Location("a.toml", 5)


def block(kind: str = "claim", key: str = "one", **fields: object) -> Block:
    return Block(kind=kind, key=key, fields=fields, location=HERE, lines={"note": 9})


@pytest.mark.parametrize(
    "key", ["a", "7", "anselm-300-to-900", "wiki.page", "2", "a.b-c", "x" * 200], ids=lambda key: key[:20]
)
def test_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key", ["", ".", "..", "-", "a-", "-a", "a.", ".a", "A", "a b", "a/b", "ä", "a_b", "a\n"], ids=repr
)
def test_what_may_not_end_an_address(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        pytest.param(block(source="vey"), "claim/vey/one", id="claim"),
        pytest.param(block("reference", "41", source="vey"), "reference/vey/41", id="reference"),
        pytest.param(block("flag", "", source="vey", passage=" 8-9 "), "flag/vey/8-9", id="flag without a key"),
        pytest.param(block("flag", "mine", source="vey", passage="8-9"), "flag/vey/mine", id="flag with a key"),
        pytest.param(block("work"), "source/one", id="work"),
        pytest.param(block("document"), "source/one", id="document"),
        pytest.param(block("concept", source="vey"), "concept/one", id="concept in a file of claims"),
        pytest.param(block("without-claim", "", source="vey"), "", id="without a claim"),
        pytest.param(block(), "", id="claim of no document"),
        pytest.param(block(source="The Vey"), "", id="claim of a document with no fit key"),
        pytest.param(block(key="One", source="vey"), "", id="no fit key"),
    ],
)
def test_path(given: Block, path: str) -> None:
    assert given.path == path


def test_a_fault_stands_at_its_field_else_at_the_block() -> None:
    assert str(block().problem("note", "is wrong")) == "a.toml:9: claim 'one': is wrong"
    assert str(block().problem("time", "is missing")) == "a.toml:5: claim 'one': is missing"
    assert str(block(key="").problem("key", "is missing")) == "a.toml:5: claim: is missing"


def test_fields_of_another_form_read_as_nothing() -> None:
    """Their form is a fault already; reading goes on to find the others."""
    entry = Entry(block(note=3, references=["41", 7], via="marlow", names={"de": "x"}), [])

    assert entry.text("note") == ""
    assert entry.text("time", "1431") == "1431"
    assert entry.texts("references") == ["41"]
    assert entry.texts("via") == ["marlow"]
    assert entry.texts("time") == []
    assert entry.has("note")
    assert not entry.has("time")


def test_what_cannot_be_read_becomes_a_fault() -> None:
    problems: list[Problem] = []
    entry = Entry(block(note="x", references=["1", "x", "2"]), problems)

    assert entry.attempt("note", int) is None
    assert entry.attempt("note", int, "7") == 7
    assert entry.attempts("references", int) == (1, 2)
    assert not entry.is_sound
    assert [problem.location.line for problem in problems] == [9, 5]
