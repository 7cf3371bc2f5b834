"""From which plain triples another follows: just those that are needed, whatever else is held."""

import pytest
from pyoxigraph import NamedNode, Quad

from testimonia.infer.grounds import equivalents, grounds
from testimonia.vocabulary import TM

BASE = "https://example.org/"


def link(written: str) -> Quad:
    """``ford within vale``"""
    one, name, other = written.split()
    return Quad(NamedNode(BASE + one), TM[name], NamedNode(BASE + other))


HELD = [
    link(text)
    for text in (
        "ford within vale",
        "vale within land",
        "land within world",
        "battle tookPlaceAt ford",
        "battle decidedBy odo",
        "battle witnessedBy odo",
        "mill within vale",
    )
]


@pytest.mark.parametrize(
    ("wanted", "needed"),
    [
        pytest.param("ford within vale", ["ford within vale"], id="itself"),
        pytest.param("vale contains ford", ["ford within vale"], id="its inverse"),
        pytest.param("battle responsibilityOf odo", ["battle decidedBy odo"], id="a wider property, of two at hand"),
        pytest.param("ford within land", ["ford within vale", "vale within land"], id="a chain"),
        pytest.param(
            "battle tookPlaceAt world",
            ["battle tookPlaceAt ford", "ford within vale", "land within world", "vale within land"],
            id="a chain of two properties",
        ),
        pytest.param("ford within mill", [], id="linked, and does not follow"),
        pytest.param("ford within moon", [], id="not linked"),
    ],
)
def test_names_what_is_needed(wanted: str, needed: list[str]) -> None:
    assert list(grounds(HELD, link(wanted))) == sorted(map(link, needed), key=str)


def test_finds_a_longer_way_where_the_shortest_does_not_lead_there() -> None:
    held = [*HELD, link("ford influenced land")]

    assert list(grounds(held, link("ford within land"))) == [link("ford within vale"), link("vale within land")]


def test_nothing_follows_from_nothing() -> None:
    assert grounds([], link("ford within vale")) == ()


def test_what_is_wider_says_less() -> None:
    assert equivalents(link("battle decidedBy odo")) == {
        link("battle decidedBy odo").triple,
        link("odo decided battle").triple,
    }
