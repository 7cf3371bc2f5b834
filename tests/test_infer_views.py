"""Views: the plain graph of what one holder asserts, and where that holder contradicts themselves."""

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from testimonia.infer.facts import Facts
from testimonia.infer.views import view, view_properties
from testimonia.vocabulary import PROV, TM, vocabulary

BASE = "https://example.org/"
HEAD = f"""
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@base <{BASE}> .
"""


def facts(text: str) -> Facts:
    return Facts(parse((HEAD + text).encode(), format=RdfFormat.TURTLE), BASE)


def claim(key: str, answer: str, stance: str = "asserts", holder: str = "quill") -> str:
    says = f"tm:states <proposition/{answer}> ; tm:holder <actor/{holder}> ; tm:stance v:{stance}"
    return f"<claim/d/{key}> a tm:Claim ; {says} .\n"


WITHIN = "<proposition/{0}/within/1> a tm:Proposition ; tm:about <{0}> ; tm:aspect v:within ; tm:value <{1}> .\n"
FORD = WITHIN.format("place/ford", "place/vale")
VALE = WITHIN.format("place/vale", "place/land")
TOO_FAR = WITHIN.format("place/ford", "place/land").replace("/1>", "/2>")


def links(quads: tuple[Quad, ...]) -> set[tuple[str, str, str]]:
    """The triples with properties of ours, by the ends of their IRIs."""
    return {
        (
            str(q.subject).strip("<>").removeprefix(BASE),
            q.predicate.value.removeprefix(TM.base),
            q.object.value.removeprefix(BASE),
        )
        for q in quads
        if q.predicate.value.startswith(TM.base) and isinstance(q.object, NamedNode)
    }


def test_states_what_is_asserted_and_what_follows() -> None:
    found = view(
        facts(FORD + VALE + claim("a", "place/ford/within/1") + claim("b", "place/vale/within/1")), "actor/quill"
    )

    assert links(found.plain) == {("place/ford", "within", "place/vale"), ("place/vale", "within", "place/land")}
    assert ("place/ford", "within", "place/land") in links(found.closed)
    assert ("place/land", "contains", "place/ford") in links(found.closed)
    assert found.contradictions == ()


@pytest.mark.parametrize("stance", ["denies", "doubts", "suggests", "callsFor", "reportsOnly"])
def test_states_nothing_that_is_not_asserted(stance: str) -> None:
    found = view(facts(FORD + claim("a", "place/ford/within/1", stance)), "actor/quill")

    assert found.plain == ()
    assert found.closed == ()


def test_states_nothing_that_is_asserted_and_denied_and_names_both_claims() -> None:
    text = FORD + claim("a", "place/ford/within/1") + claim("b", "place/ford/within/1", "denies")
    found = view(facts(text), "actor/quill")

    assert found.plain == ()
    assert found.contradictions == (("claim/d/a", "claim/d/b"),)


def test_finds_a_denial_of_what_follows() -> None:
    text = FORD + VALE + TOO_FAR + claim("a", "place/ford/within/1") + claim("b", "place/vale/within/1")
    found = view(facts(text + claim("c", "place/ford/within/2", "denies")), "actor/quill")

    assert found.contradictions == (("", "claim/d/c"),)


def test_is_empty_for_one_who_asserts_nothing() -> None:
    found = view(facts(FORD + claim("a", "place/ford/within/1")), "actor/nobody")

    assert (found.plain, found.closed, found.contradictions) == ((), (), ())


def test_tells_for_each_triple_the_claim_that_it_comes_from(alder_ford_facts: Facts) -> None:
    found = view(alder_ford_facts, "actor/marlow")
    claims = {str(quad.object).strip("<>") for quad in found.closed if quad.predicate == PROV.wasDerivedFrom}

    assert found.plain
    assert f"{alder_ford_facts.base}claim/vey-chronicle/ford-in-the-vale" in claims
    assert {str(quad.graph_name) for quad in found.closed} == {f"<{alder_ford_facts.base}graph/view/marlow>"}


def test_every_role_has_a_property_for_views() -> None:
    lacking = [
        word
        for word, node in vocabulary().schemes["roles"].items()
        if node.value.rpartition("/")[2] not in view_properties()
    ]

    assert lacking == []
