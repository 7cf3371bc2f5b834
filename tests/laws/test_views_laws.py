"""Laws of views: nothing but what the holder asserts and what follows from it, and every claim accounted for."""

from functools import lru_cache
from random import Random

import owlrl
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad
from rdflib import Graph, URIRef

from archives import BASE, CLAIMS, HOLDERS, LINKED, Said, facts, quads_of
from testimonia.infer.grounds import equivalents
from testimonia.infer.scope import is_limited
from testimonia.infer.views import View, links, view
from testimonia.validate.reference import rdflib_graph
from testimonia.vocabulary import OWL, RDF, RDFS, TM, turtle_quads

HOLDER = st.sampled_from(HOLDERS)


def view_of(claims: list[Said], holder: str) -> View:
    return view(facts(quads_of(claims)), f"actor/{holder}")


@given(claims=CLAIMS, holder=HOLDER)
def test_a_view_is_empty_for_a_holder_who_asserts_nothing(claims: list[Said], holder: str) -> None:
    silent = [claim for claim in claims if (claim.holder, claim.stance) != (holder, "asserts")]
    found = view_of(silent, holder)

    assert (found.plain, found.closed, found.notes, found.claims, found.limited) == ((), (), (), {}, ())


@given(claims=CLAIMS, holder=HOLDER)
def test_every_claim_of_the_holder_is_in_the_view_or_left_out(claims: list[Said], holder: str) -> None:
    found = view_of(claims, holder)
    taken, left = {path for paths in found.claims.values() for path in paths}, {path for path, _ in found.left_out}

    assert taken | left == {f"claim/d/{number}" for number, claim in enumerate(claims) if claim.holder == holder}
    assert not taken & left


@given(claims=CLAIMS, holder=HOLDER)
def test_what_others_say_changes_no_view(claims: list[Said], holder: str) -> None:
    """Others fall silent; the claims keep their numbers."""
    alone = [claim._replace(holder="nobody") if claim.holder != holder else claim for claim in claims]

    assert view_of(alone, holder) == view_of(claims, holder)


@given(claims=CLAIMS, holder=HOLDER, chance=st.randoms(use_true_random=False))
def test_shuffled_claims_give_the_same_view(claims: list[Said], holder: str, chance: Random) -> None:
    quads = quads_of(claims)
    before = view(facts(quads), f"actor/{holder}")
    chance.shuffle(quads)

    assert view(facts(quads), f"actor/{holder}") == before


@given(claims=LINKED)
def test_what_is_denied_without_limits_is_in_no_view(claims: list[Said]) -> None:
    archive = facts(quads_of([claim._replace(holder="quill") for claim in claims]))
    found = view(archive, "actor/quill")
    held = {quad.triple for quad in (*found.plain, *found.closed)}
    for claim in archive.claims.values():
        if claim.stance == "denies" and not is_limited(archive.answers[claim.answer]):
            assert held.isdisjoint(quad.triple for quad in links(archive, claim))


@settings(max_examples=15)
@given(claims=LINKED)
def test_closure_is_that_of_owlrl_less_what_is_denied(claims: list[Said]) -> None:
    archive = facts(quads_of([claim._replace(holder="quill") for claim in claims]))
    found = view(archive, "actor/quill")
    refused = {
        triple
        for claim in archive.claims.values()
        if claim.stance == "denies" and not is_limited(archive.answers[claim.answer])
        for link in links(archive, claim)
        for triple in equivalents(link)
    }
    reference = _owlrl(found.plain)
    denied = rdflib_graph(Quad(*(t.subject, t.predicate, t.object)) for t in refused)  # type: ignore[attr-defined]

    assert _ours(rdflib_graph(found.closed)) == _ours(reference) - _ours(denied)


def _owlrl(plain: tuple[Quad, ...]) -> Graph:
    graph = rdflib_graph([*plain, *_axioms()])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@lru_cache(maxsize=1)
def _axioms() -> tuple[Quad, ...]:
    """The ontology without words for people, which owlrl takes long to pass over."""
    of_rdfs = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
    return tuple(
        quad
        for quad in turtle_quads("ontology")
        if "vocab/" not in str(quad.subject)
        and (quad.predicate in (*of_rdfs, RDF.type, RDF.first, RDF.rest) or quad.predicate.value.startswith(OWL.base))
    )


def _ours(graph: Graph) -> set[tuple[object, object, object]]:
    """Links between things of the archive with our terms, and their classes of ours."""
    kind = URIRef(RDF.type.value)
    return {
        (s, p, o)
        for s, p, o in graph
        if str(s).startswith(BASE) and (str(p).startswith(TM.base) or (p == kind and str(o).startswith(TM.base)))
    }
