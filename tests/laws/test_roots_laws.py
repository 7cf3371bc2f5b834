"""Laws of roots, over archives of any shape: circles, gaps and doubts included."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sourced import claim, facts, work
from testimonia.infer.chains import Relation, question_roots, relation
from testimonia.infer.derivations import questions
from testimonia.infer.facts import ClaimFact, Facts, SourceFact
from testimonia.infer.leaning import fallen, leaning
from testimonia.infer.roots import RULE
from testimonia.infer.rules import Known, run
from testimonia.infer.source_graph import source_graph

WORKS = [f"w{number}" for number in range(6)]
DOCUMENTS = ["d", "e", "w0"]
KINDS = ["book", "recordSeries", "collection", "encyclopaedia", "encyclopaediaArticle", "testimonySourceKind"]


@st.composite
def claims(draw: st.DrawFn) -> list[ClaimFact]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        document = draw(st.sampled_from(DOCUMENTS))
        cited = draw(st.lists(st.sampled_from([*WORKS, "d", "?w1", "!x"]), max_size=2, unique=True))
        question = draw(st.sampled_from(["proposition/event/battle/deaths", "proposition/event/battle/name"]))
        through = draw(st.sampled_from(["", "", "actor/h"]))
        made.append(claim(f"{document}/{number}", *cited, question=question, through=through))
    return made


@st.composite
def works(draw: st.DrawFn) -> list[SourceFact]:
    several = st.lists(st.sampled_from([*WORKS, "d"]), max_size=2, unique=True)
    wholes = st.sampled_from(["", "", *WORKS])
    return [
        work(
            path,
            *draw(several),
            kind=draw(st.sampled_from(KINDS)),
            within=draw(wholes),
            is_read=draw(st.booleans()),
        )
        for path in [*WORKS, "d"]
    ]


def independent(archive: Facts) -> set[tuple[str, str]]:
    found = run(archive, [RULE], Known(None)).findings["roots"]
    return {(one, other) for finding in found for one, name, other in finding.links if name == "independentOf"}


@given(claims(), works())
def test_independence_is_mutual_and_only_where_every_root_is_known(
    said: list[ClaimFact], held: list[SourceFact]
) -> None:
    archive = facts(said, held)
    known = {f.about for f in run(archive, [RULE], Known(None)).findings["roots"] if f.kind == "rootsKnown"}
    pairs = independent(archive)

    assert {(other, one) for one, other in pairs} == pairs
    assert {one for one, _ in pairs} <= known


@given(claims(), works())
def test_what_is_known_of_two_claims_is_the_same_in_both_directions(
    said: list[ClaimFact], held: list[SourceFact]
) -> None:
    archive = facts(said, held)
    graph = source_graph(archive)
    for asked in questions(archive).values():
        roots = question_roots(graph, asked)
        for one in roots:
            for other in roots:
                assert relation(graph, one, other) == relation(graph, other, one)
                if relation(graph, one, other) == Relation.INDEPENDENT:
                    assert not one.chain & other.chain


@given(claims(), works(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(said: list[ClaimFact], held: list[SourceFact], chance: Random) -> None:
    before = run(facts(said, held), [RULE], Known(None)).findings
    chance.shuffle(said)
    chance.shuffle(held)

    assert run(facts(said, held), [RULE], Known(None)).findings == before


@given(claims(), works())
def test_known_units_give_what_fresh_ones_give(said: list[ClaimFact], held: list[SourceFact]) -> None:
    known = Known(None)
    first = run(facts(said, held), [RULE], known)
    again = run(facts(said, held), [RULE], known)

    assert again.findings == first.findings
    assert again.fresh == 0


@given(claims(), works(), works())
def test_whatever_changes_in_the_works_what_is_still_known_is_right(
    said: list[ClaimFact], before: list[SourceFact], after: list[SourceFact]
) -> None:
    known = Known(None)
    run(facts(said, before), [RULE], known)

    assert run(facts(said, after), [RULE], known).findings == run(facts(said, after), [RULE], Known(None)).findings


@given(claims(), works())
def test_a_claim_added_removes_no_finding_about_claims_that_do_not_rest_on_it(
    said: list[ClaimFact], held: list[SourceFact]
) -> None:
    of_claims = {"rootsKnown", "rootsUnknown"}
    before = {f for f in run(facts(said, held), [RULE], Known(None)).findings["roots"] if f.kind in of_claims}
    more = [*said, claim("new/1", "w1")]
    after = set(run(facts(more, held), [RULE], Known(None)).findings["roots"])

    assert before <= after
    assert independent(facts(said, held)) <= independent(facts(more, held))


@given(claims(), works())
def test_a_claim_falls_with_a_source_only_if_it_rests_on_it(said: list[ClaimFact], held: list[SourceFact]) -> None:
    archive = facts(said, held)
    graph = source_graph(archive)
    for load in leaning(archive):
        lost = fallen(archive, load.source).lost
        assert len(lost) == load.only_root
        for path in lost:
            cited = {call.work for call in archive.claims[path].calls if call.work} or {archive.claims[path].source}
            assert any(graph.chain[name] & graph.bit[load.source] for name in cited)


@given(claims(), works(), st.lists(st.sampled_from(["d/0", "e/1", "w0/2", "c/0", "c/1"]), min_size=1, max_size=3))
def test_a_derived_claim_is_no_witness_beside_what_it_was_worked_out_from(
    said: list[ClaimFact], held: list[SourceFact], bases: list[str]
) -> None:
    chain = [claim("c/0", derived_from=bases), claim("c/1", derived_from=["c/0"])]
    archive = facts([*said, *chain], held)
    graph = source_graph(archive)
    roots = {found.claim.path: found for asked in questions(archive).values() for found in question_roots(graph, asked)}
    for derived in chain:
        of_it = roots[derived.path]
        for base in (roots[path] for path in derived.derived_from if path in roots):
            assert relation(graph, base, of_it) == Relation.DEPENDENT
            assert not base.chain & ~of_it.chain
            assert base.is_known(graph) or not of_it.is_known(graph)
