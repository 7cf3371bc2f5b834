"""Views: the plain graph of what one holder asserts, what is left out, and where that holder contradicts themselves."""

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from testimonia.infer.facts import Facts
from testimonia.infer.views import view, view_properties
from testimonia.vocabulary import PROV, SCHEMA, SKOS, TM, vocabulary

BASE = "https://example.org/"
HEAD = f"""
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
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


@pytest.mark.parametrize("stance", ["denies", "doubts", "suggests", "partly", "callsFor", "reportsOnly"])
def test_states_nothing_that_is_not_asserted_and_says_why(stance: str) -> None:
    found = view(facts(FORD + claim("a", "place/ford/within/1", stance)), "actor/quill")

    assert (found.plain, found.closed, found.notes) == ((), (), ())
    assert found.left_out == (("claim/d/a", stance),)


def test_states_nothing_that_is_asserted_and_denied_and_names_both_claims() -> None:
    text = FORD + claim("a", "place/ford/within/1") + claim("b", "place/ford/within/1", "denies")
    found = view(facts(text), "actor/quill")

    assert found.plain == ()
    assert [(c.kind, c.claims) for c in found.contradictions] == [("opposition", ("claim/d/a", "claim/d/b"))]
    assert found.left_out == (("claim/d/a", "alsoDenied"), ("claim/d/b", "denies"))


def test_takes_out_what_follows_and_is_denied_and_names_what_it_follows_from() -> None:
    text = FORD + VALE + TOO_FAR + claim("a", "place/ford/within/1") + claim("b", "place/vale/within/1")
    found = view(facts(text + claim("c", "place/ford/within/2", "denies")), "actor/quill")

    (contradiction,) = found.contradictions
    assert (contradiction.kind, contradiction.claims) == ("followsAndDenied", ("claim/d/c", "claim/d/a", "claim/d/b"))
    assert contradiction.sentence.english == "quill denies what follows from other claims of the same holder: “c”"
    assert contradiction.sentence.german == "quill bestreitet, was aus anderen Aussagen derselben Stimme folgt: „c“"
    closed = links(found.closed)
    assert ("place/ford", "within", "place/vale") in closed
    assert closed.isdisjoint({("place/ford", "within", "place/land"), ("place/land", "contains", "place/ford")})


LIMITS = ("tm:population <actor/levy>", "tm:place <place/mill>", "tm:excludes <actor/band>", "tm:time <time/1431>")
TIME = '<time/1431> a tm:TimeExtent ; tm:edtf "1431" .\n'


@pytest.mark.parametrize("limit", LIMITS, ids=["people", "place", "exclusion", "time"])
def test_a_denial_within_limits_takes_nothing_out(limit: str) -> None:
    limited = TIME + TOO_FAR.replace(" .\n", f" ; {limit} .\n")
    text = FORD + VALE + limited + claim("a", "place/ford/within/1") + claim("b", "place/vale/within/1")
    found = view(facts(text + claim("c", "place/ford/within/2", "denies")), "actor/quill")

    assert found.contradictions == ()
    assert ("place/ford", "within", "place/land") in links(found.closed)


@pytest.mark.parametrize("limit", LIMITS, ids=["people", "place", "exclusion", "time"])
def test_what_is_asserted_within_limits_contradicts_no_denial_without(limit: str) -> None:
    limited = TIME + FORD.replace(" .\n", f" ; {limit} .\n")
    other = FORD.replace("/1>", "/9>")
    text = limited + other + claim("a", "place/ford/within/1")
    found = view(facts(text + claim("b", "place/ford/within/9", "denies")), "actor/quill")

    assert found.contradictions == ()
    assert found.plain == ()
    assert found.left_out == (("claim/d/a", "alsoDenied"), ("claim/d/b", "denies"))


def test_says_which_claims_stand_without_their_limits() -> None:
    text = TIME + FORD.replace(" .\n", " ; tm:time <time/1431> .\n") + claim("a", "place/ford/within/1")
    found = view(facts(text), "actor/quill")

    assert found.limited == ("claim/d/a",)
    assert links(found.plain) == {("place/ford", "within", "place/vale")}


def test_to_deny_two_things_at_once_denies_neither() -> None:
    both = FORD.replace("/1>", "/2>").replace("tm:value <place/vale>", "tm:value <place/vale>, <place/mill>")
    text = FORD + both + claim("a", "place/ford/within/1") + claim("b", "place/ford/within/2", "denies")
    found = view(facts(text), "actor/quill")

    assert links(found.plain) == {("place/ford", "within", "place/vale")}


def test_of_two_things_asserted_at_once_the_one_that_is_denied_is_left_out() -> None:
    both = FORD.replace("/1>", "/2>").replace("tm:value <place/vale>", "tm:value <place/vale>, <place/mill>")
    text = FORD + both + claim("a", "place/ford/within/2") + claim("b", "place/ford/within/1", "denies")
    found = view(facts(text), "actor/quill")

    assert links(found.plain) == {("place/ford", "within", "place/mill")}
    assert found.left_out == (("claim/d/b", "denies"),)


ANSWERS = {
    "ofStatement": "tm:about <claim/d/x> ; tm:aspect v:reliability ; tm:value <concept/shown>",
    "text": 'tm:about <place/ford> ; tm:aspect v:name ; tm:value "Furt"@de',
    "noPlainForm": "tm:about <place/ford> ; tm:aspect v:noSuchAspect ; tm:value <concept/shown>",
}


@pytest.mark.parametrize("reason", ANSWERS)
def test_says_why_an_answer_has_no_plain_form(reason: str) -> None:
    answer = f"<proposition/p/q/1> a tm:Proposition ; {ANSWERS[reason]} .\n"
    found = view(facts(answer + claim("a", "p/q/1")), "actor/quill")

    assert found.plain == ()
    assert found.left_out == (("claim/d/a", reason),)


def test_a_name_that_was_used_at_a_time_dates_nothing() -> None:
    answer = f"<proposition/p/q/1> a tm:Proposition ; {ANSWERS['text']} ; tm:time <time/1431> .\n"
    found = view(facts(TIME + answer + claim("a", "p/q/1")), "actor/quill")

    assert found.plain == ()


def test_is_empty_for_one_who_asserts_nothing() -> None:
    found = view(facts(FORD + claim("a", "place/ford/within/1")), "actor/nobody")

    assert (found.plain, found.closed, found.notes, found.contradictions, found.left_out) == ((), (), (), (), ())


def test_names_numbers_of_one_holder_that_conflict() -> None:
    numbers = "".join(
        f"<proposition/event/battle/deaths/{n}> a tm:Proposition ; tm:about <event/battle> ; tm:aspect v:deaths ; "
        f"tm:quantity <quantity/{n}> .\n<quantity/{n}> a tm:Quantity ; tm:boundKind v:exact ; "
        f'schema:unitText "persons" ; schema:value {n} ; skos:notation "{n} persons" .\n'
        for n in (41, 900)
    )
    text = numbers + claim("a", "event/battle/deaths/41") + claim("b", "event/battle/deaths/900")
    found = view(facts(text), "actor/quill")

    assert [(c.kind, c.claims) for c in found.contradictions] == [("conflict", ("claim/d/a", "claim/d/b"))]
    described = {(str(q.subject), q.predicate) for q in found.notes}
    assert (f"<{BASE}quantity/41>", SCHEMA.value) in described


def test_a_point_stands_in_the_view_with_its_coordinates() -> None:
    point = '<geometry/1> skos:notation "43.3, 45.7" .\n'
    text = "<proposition/place/ford/coordinates/1> a tm:Proposition ; tm:about <place/ford> ; tm:aspect v:coordinates"
    found = view(
        facts(f"{text} ; tm:point <geometry/1> .\n{point}" + claim("a", "place/ford/coordinates/1")), "actor/quill"
    )

    assert links(found.plain) == {("place/ford", "liesAt", "geometry/1")}
    assert {str(q.object) for q in found.notes if q.predicate == SKOS.notation} == {'"43.3, 45.7"'}


def test_tells_for_each_triple_the_claims_that_it_comes_from(alder_ford_facts: Facts) -> None:
    found = view(alder_ford_facts, "actor/marlow")
    claims = {str(quad.object).strip("<>") for quad in found.notes if quad.predicate == PROV.wasDerivedFrom}

    assert found.plain
    assert f"{alder_ford_facts.base}claim/vey-chronicle/ford-in-the-vale" in claims
    assert {str(quad.graph_name) for quad in (*found.closed, *found.notes)} == {
        f"<{alder_ford_facts.base}graph/view/marlow>"
    }


@pytest.mark.parametrize("holder", ["marlow", "holm", "quill", "vey-abbey", "curator"])
def test_every_claim_is_in_the_view_or_left_out(alder_ford_facts: Facts, holder: str) -> None:
    found = view(alder_ford_facts, f"actor/{holder}")
    taken = {path for paths in found.claims.values() for path in paths}
    left = {path for path, _ in found.left_out}

    assert taken | left == {c.path for c in alder_ford_facts.claims.values() if c.holder == f"actor/{holder}"}
    assert not taken & left
    assert taken >= set(found.limited)


def test_every_role_has_a_property_for_views() -> None:
    lacking = [
        word
        for word, node in vocabulary().schemes["roles"].items()
        if node.value.rpartition("/")[2] not in view_properties()
    ]

    assert lacking == []
