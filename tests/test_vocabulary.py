"""Namespaces, and the words that authors may use."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from testimonia.vocabulary import PREFIXES, RDF, SKOS, TM, Aspect, V, home, short, turtle_quads, vocabulary


def test_namespaces() -> None:
    assert TM.Claim == NamedNode("https://w3id.org/testimonia/ns#Claim")
    assert TM["Claim"] == TM.Claim
    with pytest.raises(AttributeError):
        TM.__wrapped__  # noqa: B018  (reading it is the point)


def test_short() -> None:
    assert short(TM.Claim.value) == "tm:Claim"
    assert short("https://example.org/x") == "https://example.org/x"
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_every_scheme_has_words_and_every_word_a_concept() -> None:
    schemes = vocabulary().schemes

    assert set(schemes) >= {
        "actorKinds",
        "aspects",
        "attackKinds",
        "boundKinds",
        "eventTypes",
        "findings",
        "flags",
        "methods",
        "placeKinds",
        "resolutions",
        "roles",
        "sourceKinds",
        "sourcing",
        "stances",
        "units",
    }
    for scheme, words in schemes.items():
        assert words
        for word, node in words.items():
            assert node.value.startswith(V.base)
            assert vocabulary().concept(scheme, word) == node
            assert vocabulary().words[scheme, node.value] == word


def test_words_that_the_program_itself_writes() -> None:
    schemes = vocabulary().schemes

    assert {"cited", "uncited", "perhaps-cited", "flagged-uncited", "own-authority"} == set(schemes["sourcing"])
    assert {"supports", "rebuts", "undercuts", "narrows"} == set(schemes["attackKinds"])
    assert {"asserts", "denies", "doubts", "suggests", "partly", "calls-for"} <= set(schemes["stances"])
    assert {"unnamed", "curator"} <= set(schemes["actorKinds"])
    assert "citation-needed" in schemes["flags"]
    assert {"persons", "%", "days"} <= set(schemes["units"])


@pytest.mark.parametrize(
    ("word", "about", "fields"),
    [
        pytest.param("deaths", ("event",), ["quantity"], id="a number"),
        pytest.param("start-date", ("event",), ["time"], id="a date"),
        pytest.param("coordinates", ("place",), ["point"], id="a point"),
        pytest.param("within", ("place",), ["value"], id="a thing"),
        pytest.param("qualification", ("event",), ["value"], id="a word"),
    ],
)
def test_an_aspect_says_what_it_asks_for(word: str, about: tuple[str, ...], fields: list[str]) -> None:
    aspect = vocabulary().aspects[word]

    assert set(about) <= set(aspect.about)
    assert aspect.fields == fields


def test_every_aspect_is_about_something_and_has_an_answer() -> None:
    for word, aspect in vocabulary().aspects.items():
        assert aspect.about, word
        assert aspect.answers, word


def test_which_fields_may_hold_the_answer() -> None:
    aspect = Aspect(("event",), ("actor", "quantity"))

    assert aspect.fields == ["quantity", "value"]
    assert aspect.takes("value")
    assert not aspect.takes("time")


def test_our_own_folders() -> None:
    for folder in ("ontology", "shapes", "queries"):
        assert home(folder).is_dir()
    assert home("ontology") == Path(__file__).parent.parent / "ontology"


def test_a_file_may_be_left_out() -> None:
    shapes = turtle_quads("shapes", without="ontology.ttl")

    assert len(shapes) < len(turtle_quads("shapes"))
    assert any(quad.predicate == RDF.type for quad in shapes)
    assert any(quad.predicate == SKOS.notation for quad in turtle_quads("ontology/vocabularies"))
