"""Keys as authors write them to paths, and the nearest key where there is none."""

import pytest

from testimonia.model.problem import Location
from testimonia.read.block import Block
from testimonia.read.lookup import BlocksInMemory, Lookup


def block(kind: str, key: str, source: str = "vey") -> Block:
    return Block(kind=kind, key=key, fields={"source": source}, location=Location("a.toml", 1))


BLOCKS = BlocksInMemory(
    [
        block("actor", "holm"),
        block("actor", "vale"),
        block("place", "vale"),
        block("place", "ford"),
        block("event", "battle"),
        block("concept", "drowned"),
        block("work", "chronicle"),
        block("document", "vey"),
        block("work", "vey"),
        block("claim", "levy-900"),
        block("claim", "levy-900", "wiki"),
        block("claim", "only-here", "wiki"),
        block("argument", "for-300"),
    ]
)
LOOKUP = Lookup(BLOCKS)


@pytest.mark.parametrize(
    ("written", "registers", "path"),
    [
        pytest.param("holm", ("actor",), "actor/holm", id="a bare key"),
        pytest.param("holm", ("place", "actor"), "actor/holm", id="in one of two registers"),
        pytest.param("actor:vale", ("actor", "place"), "actor/vale", id="settled by the register"),
        pytest.param("vale", ("place",), "place/vale", id="settled by what is asked for"),
        pytest.param("levy-900", ("claim",), "claim/vey/levy-900", id="a claim of the document"),
        pytest.param("wiki/levy-900", ("claim",), "claim/wiki/levy-900", id="a claim of another"),
        pytest.param("claim:wiki/levy-900", ("claim",), "claim/wiki/levy-900", id="with its register"),
        pytest.param("argument:for-300", ("claim", "argument"), "argument/vey/for-300", id="an argument"),
        pytest.param("vey", ("source",), "source/vey", id="a document by its work"),
        pytest.param("question:battle/deaths", ("question",), "proposition/event/battle/deaths", id="a question"),
        pytest.param("question:place:vale/within", ("question",), "proposition/place/vale/within", id="of a register"),
        pytest.param(
            "question:levy-900/reliability",
            ("question", "claim"),
            "proposition/claim/vey/levy-900/reliability",
            id="a question of a claim",
        ),
    ],
)
def test_path(written: str, registers: tuple[str, ...], path: str) -> None:
    assert LOOKUP.path(written, registers, "vey") == path


@pytest.mark.parametrize(
    ("written", "registers", "message"),
    [
        pytest.param("hom", ("actor",), "'hom' is in no register of actors; did you mean 'holm'?", id="near"),
        pytest.param("zzz", ("actor",), "'zzz' is in no register of actors", id="near nothing"),
        pytest.param(
            "batle",
            ("event", "actor", "place"),
            "'batle' is in no register of events, actors or places; did you mean 'battle'?",
            id="near, in three registers",
        ),
        pytest.param(
            "vale",
            ("actor", "place"),
            "'vale' stands in more than one register; write 'actor:vale' or 'place:vale'",
            id="ambiguous",
        ),
        pytest.param(
            "place:ford",
            ("actor",),
            "'place:ford' is not allowed here; expected is one of the actors",
            id="not allowed",
        ),
        pytest.param("only-here", ("claim",), "'only-here' is in no register of claims", id="of another document"),
        pytest.param(
            "question:batle/deaths",
            ("question",),
            "'batle/deaths' is in no register of questions; did you mean 'battle/deaths'?",
            id="a question of nothing",
        ),
        pytest.param("question:battle/", ("question",), "'battle/' is in no register", id="a question without aspect"),
        pytest.param(
            "question:vale/within",
            ("question",),
            "'vale/within' stands in more than one register",
            id="an ambiguous question",
        ),
        pytest.param("", ("actor",), "'' is in no register of actors", id="nothing"),
        pytest.param("no:holm", ("actor",), "'no:holm' is in no register of actors", id="no register"),
    ],
)
def test_refused(written: str, registers: tuple[str, ...], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (the message is compared below)
        LOOKUP.path(written, registers, "vey")

    assert str(raised.value).startswith(message)


def test_the_first_of_two_blocks_with_one_key_counts() -> None:
    first, second = block("actor", "holm"), block("actor", "holm")

    assert BlocksInMemory([first, second]).get("actor/holm") is first


def test_what_follows_a_beginning() -> None:
    assert sorted(BLOCKS.keys("claim/wiki/")) == ["levy-900", "only-here"]
    assert list(BLOCKS.keys("flag/")) == []
