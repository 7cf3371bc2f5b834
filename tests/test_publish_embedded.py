"""What a page says to programs."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.publish.embedded import jsonld_for_page
from testimonia.store import memory_store
from testimonia.vocabulary import RDF, SCHEMA, SKOS, TM

BASE = "https://example.org/alder-ford/"
CLAIM = "claim/vey-chronicle/abbey-3000"
EVENT = "event/battle-of-alder-ford"


@pytest.fixture(scope="module")
def store(example_quads: tuple[Quad, ...]) -> Store:
    return memory_store(example_quads)


def said(store: Store, path: str) -> dict[str, object]:
    return dict(json.loads(jsonld_for_page(store, BASE, NamedNode(BASE + path))))


def test_a_claim_names_its_holder_its_stance_and_where_it_stands(store: Store) -> None:
    claim = said(store, CLAIM)

    assert claim["@type"] == ["Claim", "tm:Claim"]
    assert claim["tm:holder"] == {
        "@id": f"{BASE}actor/vey-abbey",
        "name": [{"@value": "Vey Abbey", "@language": "en"}, {"@value": "Abtei Vey", "@language": "de"}],
    }
    assert claim["tm:stance"] == {"@id": "https://w3id.org/testimonia/vocab/asserts"}
    assert claim["appearance"] == {
        "@id": f"{BASE}source/vey-chronicle",
        "name": {"@value": "The Three Days at Alder Ford", "@language": "en"},
        "@type": "CreativeWork",
    }


def test_an_event_has_names_and_claims_and_no_facts(store: Store) -> None:
    event = said(store, EVENT)

    assert event["@type"] == ["Event", "tm:Event"]
    assert not {"startDate", "endDate", "location", "attendee"} & set(event)
    assert "ClaimReview" not in json.dumps(event)
    claims = event["subjectOf"]
    assert isinstance(claims, list)
    assert len(claims) == 20


@pytest.mark.parametrize("path", [CLAIM, EVENT, "actor/holm", "source/vey-chronicle", "place/saltholm"])
def test_it_is_json_ld_that_asks_for_nothing(store: Store, path: str) -> None:
    def refuse(url: str, _: object) -> None:
        raise AssertionError(f"asked for {url}")

    expanded = pyld.expand(said(store, path), {"documentLoader": refuse})

    assert expanded[0]["@id"] == BASE + path
    assert all(kind.startswith((SCHEMA.base, TM.base)) for kind in expanded[0]["@type"])


HOSTILE = ["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "\u2028\u2029", '"}<', "\\u003c/script"]


def claim(words: str) -> Iterable[Quad]:
    node, graph = NamedNode(BASE + CLAIM), NamedNode(f"{BASE}graph/claims")
    yield Quad(node, RDF.type, TM.Claim, graph)
    yield Quad(node, TM.paraphrase, Literal(words, language="en"), graph)
    yield Quad(node, SKOS.prefLabel, Literal(words, language="de"), graph)


@given(words=st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_no_text_ends_the_script(words: str) -> None:
    text = jsonld_for_page(memory_store(claim(words)), BASE, NamedNode(BASE + CLAIM))

    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["abstract"] == {"@value": words, "@language": "en"}
    assert json.loads(text)["name"] == {"@value": words, "@language": "de"}


def test_what_is_unknown_is_a_thing(store: Store) -> None:
    assert said(store, "nothing/at-all")["@type"] == ["Thing"]
