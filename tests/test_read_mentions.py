"""Which keys a block names: too many do no harm, too few would leave a fault unseen."""

import pytest

from testimonia.model.problem import Location
from testimonia.read.block import Block
from testimonia.read.fields import FIELDS
from testimonia.read.mentions import mentions, names_of, passages_of, paths_named, takes_content


def claim(**fields: object) -> Block:
    names = {name.replace("_", "-"): value for name, value in fields.items()}
    return Block(kind="claim", key="one", fields={"source": "vey", **names}, location=Location("a.toml", 1))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        pytest.param({"holder": "anselm"}, {"anselm"}, id="a key"),
        pytest.param({"about": "place:vale"}, {"vale"}, id="with its register"),
        pytest.param({"about": "question:battle/deaths"}, {"battle"}, id="a question"),
        pytest.param({"about": "question:event:battle/deaths"}, {"battle"}, id="a question with its register"),
        pytest.param({"states": "wiki/levy-900"}, {"wiki/levy-900"}, id="of another document"),
        pytest.param({"states": "claim:wiki/levy-900"}, {"wiki/levy-900"}, id="with both"),
        pytest.param({"via": ["marlow", "quill"]}, {"marlow", "quill"}, id="a list"),
        pytest.param({"quantity": "30 % of levy-900"}, {"levy-900"}, id="a share"),
        pytest.param({"quantity": "20 % of residents + vale"}, {"residents", "vale"}, id="a share of two"),
        pytest.param({"quantity": "tens of persons of levy-900"}, {"persons", "levy-900"}, id="a magnitude"),
        pytest.param({"quantity": "5 days of march (of 1431)"}, {"march"}, id="words in brackets are no key"),
        pytest.param({"quantity": ["5 days", "rest of roll"]}, {"roll"}, id="several measures"),
        pytest.param({"references": ["41 p. 181-182", "72?"]}, {"41", "72"}, id="references"),
        pytest.param({"holder": "as in levy-900"}, {"levy-900"}, id="an unnamed holder of another claim"),
        pytest.param({"holder": "unnamed: some (holm, quill)"}, {"holm", "quill"}, id="what an unnamed one belongs to"),
        pytest.param({"rebuts": ["argument:for-300"]}, {"for-300"}, id="an argument"),
        pytest.param({"paraphrase": "anselm", "note": "holm", "section": "x"}, set(), id="words are no keys"),
    ],
)
def test_mentions(fields: dict[str, object], named: set[str]) -> None:
    assert mentions(claim(**fields)) >= named | {"vey"}
    assert not mentions(claim(**fields)) & {"anselm", "holm"} - named


def test_a_spelling_names_its_document() -> None:
    block = Block(
        kind="actor",
        key="quill",
        fields={"name": "Quill", "spelt": [{"as": "Quil", "in": "vey", "passage": "1-2"}]},
        location=Location("a.toml", 1),
    )

    assert mentions(block) == {"vey"}
    assert list(passages_of(block)) == ["vey,1,2"]


def test_what_a_block_names_is_found_by_the_names_of_its_path() -> None:
    """The two directions agree: from a claim to what it names, and from there to the claim."""
    for path in ("actor/holm", "claim/vey/levy-900", "claim/wiki/levy-900", "reference/vey/41", "source/vey"):
        for name in names_of(path):
            assert path in paths_named(claim(), [name]) or "/" not in name


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"states": "x"}, True, id="states"),
        pytest.param({"quantity": "5 persons of x"}, True, id="a part"),
        pytest.param({"quantity": ["5 days", "rest of x"]}, True, id="a part, in a list"),
        pytest.param({"holder": "as in x"}, True, id="the holder of another"),
        pytest.param({"quantity": "5 days", "about": "x"}, False, id="its own"),
    ],
)
def test_takes_content(fields: dict[str, object], expected: bool) -> None:  # noqa: FBT001  (a table)
    assert takes_content(claim(**fields)) is expected


def test_passages_as_the_lock_file_has_them() -> None:
    document = Block(
        kind="document",
        key="vey",
        fields={"sections": [{"key": "A", "passage": "0-90"}, "odd"]},
        location=Location("a.toml", 1),
    )

    assert list(passages_of(claim(passage=["0-10", " 20-30 "], calls="40-50"))) == [
        "vey,0,10",
        "vey,20,30",
        "vey,40,50",
    ]
    assert list(passages_of(document)) == ["vey,0,90"]


def test_every_field_is_either_words_or_followed() -> None:
    """A new field whose value is a key must not be taken for words."""
    followed = {
        name
        for fields in FIELDS.values()
        for name in fields
        if "odd-key" in mentions(Block(kind="claim", key="x", fields={name: "odd-key"}, location=Location("a", 1)))
    }

    assert followed >= {
        "source",
        "narrator",
        "holder",
        "via",
        "about",
        "value",
        "population",
        "place",
        "excludes",
        "definition",
        "states",
        "references",
        "derived-from",
        "qualifies",
        "supports",
        "rebuts",
        "undercuts",
        "narrows",
        "premises",
        "on",
        "cites",
        "candidates",
        "creators",
        "in",
        "broader",
    }
