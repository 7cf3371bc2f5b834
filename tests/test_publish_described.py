"""What a document about one thing holds."""

import pytest
from pyoxigraph import NamedNode, Quad, Store

from testimonia.publish.described import described, find
from testimonia.store import memory_store
from testimonia.vocabulary import RDF, TM

BASE = "https://example.org/alder-ford/"


@pytest.fixture(scope="module")
def store(example_quads: tuple[Quad, ...]) -> Store:
    return memory_store(example_quads)


def about(store: Store, *paths: str) -> set[str]:
    """The paths of everything that is described with some things."""
    quads = described(store, [NamedNode(BASE + path) for path in paths], BASE)
    return {quad.subject.value.removeprefix(BASE) for quad in quads if isinstance(quad.subject, NamedNode)}


def test_a_claim_brings_all_that_it_leans_on(store: Store) -> None:
    found = about(store, "claim/vey-chronicle/roll-41")

    assert "claim/vey-chronicle/roll-41" in found
    assert "actor/vey-clerks" in found
    assert "actor/quill" in found
    assert "passage/vey-chronicle/844-913" in found
    assert "passage/vey-chronicle/844-913/sel" in found
    assert "reference/vey-chronicle/quil-1961" in found
    assert "source/fords-and-frontiers" in found
    assert "curation/vey-chronicle/b" in found
    assert "concept/drowned" in found


def test_an_event_brings_every_claim_on_it_and_what_is_said_of_those(store: Store) -> None:
    found = about(store, "event/battle-of-alder-ford")

    assert "claim/vey-chronicle/anselm-300-to-900" in found
    assert "claim/vey-chronicle/abbey-3000-rejected" in found
    assert "argument/vey-chronicle/against-3000" in found
    assert "flag/lowmere-wiki/240-257" in found


def test_an_actor_brings_what_it_holds_and_passes_on(store: Store) -> None:
    found = about(store, "actor/quill")

    assert "claim/vey-chronicle/quill-300" in found
    assert "claim/vey-chronicle/roll-41" in found


def test_a_work_brings_the_claims_that_rest_on_it(store: Store) -> None:
    found = about(store, "source/price-of-a-crossing")

    assert "claim/lowmere-wiki/lowmere-30-percent" in found


def test_a_fact_about_the_world_never_comes_without_its_claim(store: Store) -> None:
    """Whatever proposition is described, a claim that states it is described, too."""
    for kind in (TM.Event, TM.Actor, TM.Place, TM.Source):
        for quad in store.quads_for_pattern(None, RDF.type, kind):
            assert isinstance(quad.subject, NamedNode)
            found = described(store, [quad.subject], BASE)
            stated = {quad.object for quad in found if quad.predicate == TM.states}
            answered = {quad.subject for quad in found if quad.predicate in (TM.value, TM.quantity)}
            assert answered <= stated


def test_what_lies_outside_is_named_and_not_followed(store: Store) -> None:
    quads = described(store, [NamedNode(f"{BASE}claim/vey-chronicle/roll-41")], BASE)

    assert all(isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE) for quad in quads)


def test_nothing_is_described_with_nothing(store: Store) -> None:
    assert described(store, [], BASE) == []


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        pytest.param(f"{BASE}actor/holm", ["actor/holm"], id="an IRI"),
        pytest.param("actor/holm", ["actor/holm"], id="a path"),
        pytest.param("holm", ["actor/holm"], id="a key"),
        pytest.param("alder-ford", ["place/alder-ford"], id="a key that ends another"),
        pytest.param("vey-chronicle/roll-41", ["claim/vey-chronicle/roll-41"], id="a claim with its document"),
        pytest.param(
            "began-on-12-june",
            ["claim/lowmere-wiki/began-on-12-june", "claim/vey-chronicle/began-on-12-june"],
            id="a key of two documents",
        ),
        pytest.param("nobody", [], id="a key of nothing"),
        pytest.param("https://example.org/elsewhere", [], id="an IRI of nothing"),
    ],
)
def test_find(store: Store, written: str, paths: list[str]) -> None:
    assert [node.value.removeprefix(BASE) for node in find(store, written, BASE)] == paths


@pytest.mark.parametrize("written", ["<x>", "two words", ""])
def test_what_is_no_iri_is_nothing_and_no_error(store: Store, written: str) -> None:
    assert find(store, written, BASE) == []
