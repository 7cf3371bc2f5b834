"""Roots: where the chains of sources end, and whether two claims on one question are two witnesses."""

import time

import pytest

from sourced import QUESTION, claim, facts, work
from testimonia.infer.chains import question_roots, relation
from testimonia.infer.facts import ClaimFact, Facts, SourceFact
from testimonia.infer.finding import Finding
from testimonia.infer.leaning import fallen, leaning
from testimonia.infer.roots import RULE, root_table
from testimonia.infer.rules import Known, run
from testimonia.infer.source_graph import source_graph


def findings(given: Facts, kind: str) -> list[Finding]:
    return [finding for finding in run(given, [RULE], Known(None)).findings["roots"] if finding.kind == kind]


def related(claims: list[ClaimFact], works: list[SourceFact]) -> str:
    graph = source_graph(facts(claims, works))
    one, other, *_ = question_roots(graph, claims)
    return relation(graph, one, other)


def ends(of: ClaimFact, *works: SourceFact) -> list[tuple[str, str]]:
    (row,) = root_table(facts([of], works))
    return [(ending.state.value, ending.path) for ending in row.claims[0][1]]


@pytest.mark.parametrize(
    ("of", "works", "expected"),
    [
        pytest.param(claim("d/a", "w"), [work("w", is_read=True)], [("read", "w")], id="a work that was read"),
        pytest.param(claim("d/a", "w"), [work("w")], [("unread", "w")], id="a work that was not"),
        pytest.param(claim("d/a", "w"), [], [("unread", "w")], id="a work that is not described"),
        pytest.param(claim("d/a", "w"), [work("w", "x"), work("x")], [("unread", "x")], id="what a work rests on"),
        pytest.param(claim("d/a", "!e"), [], [("unresolved", "reference/d/e")], id="an unresolved reference"),
        pytest.param(claim("d/a", "?w"), [work("w")], [("nearby", "reference/d/w")], id="a doubtful reference"),
        pytest.param(
            claim("d/a", "w"), [work("w", kind="recordSeries")], [("records", "w")], id="records, no one document"
        ),
        pytest.param(claim("d/a", "w"), [work("w", kind="register")], [("unread", "w")], id="a roll is one document"),
        pytest.param(
            claim("d/a", "w"), [work("w", kind="testimonySourceKind")], [("records", "w")], id="nobody's testimonies"
        ),
        pytest.param(claim("d/a"), [work("d", is_read=True)], [("read", "d")], id="the document's own word"),
        pytest.param(claim("d/a"), [work("d", "x"), work("x")], [("unread", "x")], id="a text that is a copy"),
        pytest.param(claim("d/a", through="actor/h"), [], [("word", "actor/h")], id="another's word, passed on"),
        pytest.param(claim("d/a", sourcing="ownAuthority"), [], [("reading", "d")], id="a reading of the curator"),
        pytest.param(
            claim("d/a", "w"),
            [work("w", "x"), work("x", "w")],
            [("circle", "w"), ("circle", "x")],
            id="a circle that nothing leads out of",
        ),
        pytest.param(
            claim("d/a", "w"),
            [work("w", "x"), work("x", "w", "y"), work("y")],
            [("unread", "y")],
            id="one with a way out",
        ),
        pytest.param(
            claim("d/a", derived_from=["d/a"], sourcing="ownAuthority"),
            [],
            [("circle", "claim/d/a")],
            id="worked out from itself",
        ),
    ],
)
def test_ends(of: ClaimFact, works: list[SourceFact], expected: list[tuple[str, str]]) -> None:
    assert ends(of, *works) == expected


READ = [work("w", is_read=True), work("x", is_read=True)]


@pytest.mark.parametrize(
    ("one", "other", "works", "expected"),
    [
        pytest.param(claim("d/a", "w"), claim("e/b", "x"), READ, "independent", id="two works that were read"),
        pytest.param(claim("d/a"), claim("e/b"), [], "independent", id="two documents' own words"),
        pytest.param(claim("d/a", "w"), claim("e/b", "x"), [work("w"), READ[1]], "unknown", id="one was not read"),
        pytest.param(claim("d/a", "w"), claim("e/b", "w"), [work("w")], "dependent", id="one work, read or not"),
        pytest.param(
            claim("d/a", "w"),
            claim("e/b", "x"),
            [work("w", "y"), work("x", "y")],
            "dependent",
            id="one work behind two",
        ),
        pytest.param(
            claim("d/a", "w"),
            claim("e/b", "x"),
            [work("w", "y"), work("x", "y"), work("y", kind="recordSeries")],
            "unknown",
            id="one kind of record behind two",
        ),
        pytest.param(
            claim("d/a", "w"), claim("e/b", "x"), [work("w", "x"), work("x", "w")], "dependent", id="a circle of works"
        ),
        pytest.param(claim("d/a", "!e"), claim("d/b", "!e"), [], "unknown", id="one entry that leads nowhere"),
        pytest.param(claim("d/a", "w"), claim("e/b", "?w"), READ, "unknown", id="one work, perhaps"),
        pytest.param(claim("d/a"), claim("d/b"), [], "dependent", id="one document's own word"),
        pytest.param(claim("d/a"), claim("d/b", "w"), READ, "unknown", id="own word beside a work in one document"),
        pytest.param(
            claim("d/a", through="actor/h"),
            claim("d/b", through="actor/h"),
            [],
            "dependent",
            id="one voice in one text",
        ),
        pytest.param(
            claim("d/a", through="actor/h"), claim("d/b", through="actor/i"), [], "unknown", id="two voices in one text"
        ),
        pytest.param(claim("d/a", "e"), claim("e/b", "w"), READ, "dependent", id="a cited document is followed"),
        pytest.param(
            claim("d/a", "w"),
            claim("e/b", "x"),
            [work("w", within="y", is_read=True), work("x", within="y", is_read=True), work("y")],
            "dependent",
            id="two parts of one book",
        ),
        pytest.param(
            claim("d/a", "w"),
            claim("e/b", "x"),
            [work("w", within="y", is_read=True), work("x", within="y", is_read=True), work("y", kind="journal")],
            "independent",
            id="two articles in one journal",
        ),
        pytest.param(
            claim("d/a", "w"),
            claim("e/b", "y"),
            [work("w", within="y", is_read=True), work("y", kind="collection")],
            "unknown",
            id="a piece and the collection",
        ),
    ],
)
def test_relation(one: ClaimFact, other: ClaimFact, works: list[SourceFact], expected: str) -> None:
    assert related([one, other], works) == expected
    assert related([other, one], works) == expected


def test_a_read_document_that_cites_works_but_is_silent_on_the_question_leaves_it_open() -> None:
    other = claim("e/b", "w", question="proposition/event/battle/name")

    found = findings(facts([claim("d/a", "e"), other], READ), "rootsUnknown")

    assert [finding.about for finding in found] == ["claim/d/a"]
    assert found[0].english == "This statement leads back to: e (read, without a statement on this)."


def test_independence_is_linked_both_ways_and_counted() -> None:
    given = facts([claim("d/a", "w"), claim("e/b", "x"), claim("f/c", "x")], READ)

    (found,) = findings(given, "independence")

    assert found.about == QUESTION
    assert "2 independent, 1 dependent, 0 unknown" in found.english
    assert {(one, other) for one, _, other in found.links} == {
        ("claim/d/a", "claim/e/b"),
        ("claim/e/b", "claim/d/a"),
        ("claim/d/a", "claim/f/c"),
        ("claim/f/c", "claim/d/a"),
    }


def test_references_that_are_one_book_come_down_to_one_root() -> None:
    claims = [claim(f"d/{key}", f"w{key}") for key in "abc"]
    works = [work("wa", "book"), work("wb", "book"), work("wc"), work("book")]

    found = findings(facts(claims, works), "referencesMeet")

    assert [finding.inputs for finding in found] == [("d", "book", "reference/d/wa", "reference/d/wb")]


def test_a_copied_encyclopaedia_that_cites_itself_leads_back() -> None:
    works = [
        work("d", "original", kind="encyclopaediaArticle", is_read=True),
        work("original", within="whole", kind="encyclopaediaArticle"),
        work("other", within="whole", kind="encyclopaediaArticle"),
        work("whole", kind="encyclopaedia"),
    ]

    (found,) = findings(facts([claim("d/a", "other")], works), "circularSourcing")

    assert found.inputs == ("d", "original", "other", "reference/d/other", "whole")


def test_documents_that_cite_each_other_on_a_question_are_a_circle() -> None:
    given = facts([claim("d/a", "e"), claim("e/b", "d")])

    (found,) = findings(given, "circularSourcing")

    assert found.inputs == ("claim/d/a", "claim/e/b", "d", "e")
    assert found.english == "These 2 sources rest on each other in a circle: d; e."
    assert not findings(given, "rootsKnown")


def test_what_falls_with_a_source_is_what_has_no_other_root() -> None:
    claims = [claim("d/a", "w"), claim("d/b", "w", "x"), claim("d/c"), claim("d/e", "w", "!g")]
    given = facts(claims, [work("w", "y"), work("x"), work("y")])

    assert fallen(given, "y").lost == ("claim/d/a",)
    assert fallen(given, "x").lost == ()
    assert fallen(given, "d").lost == ("claim/d/c",)
    assert fallen(given, "d").told == ("claim/d/a", "claim/d/b", "claim/d/e")
    assert [(load.source, load.only_root, load.cited_by) for load in leaning(given)] == [
        ("w", 1, 3),
        ("d", 1, 1),
        ("y", 1, 0),
        ("x", 0, 1),
    ]


def test_an_unknown_source_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="the archive has no source 'quil'"):
        fallen(facts([claim("d/a")]), "source/quil")


@pytest.mark.parametrize("length", [pytest.param(1000, id="a circle of 1,000"), pytest.param(1, id="of one")])
def test_a_circle_is_one_finding(length: int) -> None:
    works = [work(f"w{n:04}", f"w{(n + 1) % length:04}") for n in range(length)]

    (found,) = findings(facts([claim("d/a", "w0000")], works), "circularSourcing")

    assert len(found.inputs) == length
    assert fallen(facts([claim("d/a", "w0000")], works), "w0000").lost == ("claim/d/a",)


def test_great_depth_and_great_breadth_take_no_great_time() -> None:
    depth = [work(f"w{n:05}", f"w{n + 1:05}") for n in range(10_000)]
    claims = [claim(f"d/{n}", f"w{n:05}", question=f"proposition/event/{n}/deaths") for n in range(2000)]
    broad = [claim(f"e/{n}", f"v{n}") for n in range(5000)]

    start = time.perf_counter()
    given = facts([*claims, *broad], depth)
    found = findings(given, "independence")
    ranked = leaning(given)

    assert time.perf_counter() - start < 30
    assert [finding.english.partition(" rest ")[0] for finding in found] == ["5000 statements on “battle: deaths”"]
    assert ranked[0].only_root == 2000


def test_the_example(alder_ford_facts: Facts) -> None:
    shared = {(f.about.removeprefix("proposition/"), f.inputs) for f in findings(alder_ford_facts, "sharedRoot")}
    count = {row.question: row.count for row in root_table(alder_ford_facts, "event/battle-of-alder-ford")}
    deaths = count["proposition/event/battle-of-alder-ford/deaths"]

    assert (
        "event/battle-of-alder-ford/deaths",
        (
            "source/vey-muster-roll",
            "claim/lowmere-wiki/lowmere-30-percent",
            "claim/vey-chronicle/holm-30-percent",
            "claim/vey-chronicle/quill-300",
            "claim/vey-chronicle/roll-41",
        ),
    ) in shared
    assert deaths is not None
    assert (deaths.independent, deaths.dependent, deaths.unknown) == (0, 6, 30)
    assert [(f.about, f.inputs[0], len(f.inputs) - 2) for f in findings(alder_ford_facts, "referencesMeet")] == [
        ("source/vey-muster-roll", "source/lowmere-wiki", 2),
        ("source/vey-muster-roll", "source/vey-chronicle", 2),
    ]
    assert len(shared) == 9
    assert len(findings(alder_ford_facts, "rootsKnown")) == 11
    assert not findings(alder_ford_facts, "circularSourcing")


DERIVED = "proposition/event/battle/end-date"


def derived_ends(*claims: ClaimFact, works: list[SourceFact]) -> list[tuple[str, str]]:
    rows = {row.question: row for row in root_table(facts(claims, works))}
    ((_, endings, _),) = rows[DERIVED].claims
    return [(ending.state.value, ending.path) for ending in endings]


def test_a_claim_worked_out_from_others_has_their_roots() -> None:
    sums = claim("d/sum", question=DERIVED, derived_from=["d/a", "e/b"], sourcing="ownAuthority")
    bases = [claim("d/a", "w"), claim("e/b", "!x")]

    assert derived_ends(*bases, sums, works=READ) == [("read", "w"), ("unresolved", "reference/e/x")]


def test_roots_reach_through_a_derivation_from_a_derivation() -> None:
    middle = claim("d/middle", question="proposition/event/battle/date", derived_from=["d/a"])
    last = claim("d/last", question=DERIVED, derived_from=["d/middle"])

    assert derived_ends(claim("d/a", "w"), middle, last, works=READ) == [("read", "w")]


def test_a_derived_claim_keeps_what_it_cites_itself() -> None:
    own = claim("d/own", "x", question=DERIVED, derived_from=["d/a"])

    assert derived_ends(claim("d/a", "w"), own, works=READ) == [("read", "w"), ("read", "x")]


@pytest.mark.parametrize(
    ("base", "other"),
    [
        pytest.param(claim("d/a", "w"), claim("d/sum", derived_from=["d/a"]), id="beside what it was worked out from"),
        pytest.param(claim("d/a", "!x"), claim("d/sum", derived_from=["d/a"]), id="whose roots are unknown"),
        pytest.param(
            claim("d/sum", derived_from=["d/a"]), claim("d/other", derived_from=["d/a"]), id="worked out from one claim"
        ),
    ],
)
def test_a_derived_claim_is_no_further_witness(base: ClaimFact, other: ClaimFact) -> None:
    given = [base, other] if base.path == "claim/d/a" else [base, other, claim("d/a", "w")]

    assert related(given, READ) == "dependent"


def test_a_derived_claim_says_from_how_many_it_was_worked_out() -> None:
    sums = claim("d/sum", derived_from=["d/a", "e/b"], question=DERIVED)
    found = findings(facts([claim("d/a", "w"), claim("e/b", "x"), sums], READ), "rootsKnown")
    (said,) = [finding for finding in found if finding.about == "claim/d/sum"]

    assert said.english.startswith("Worked out from 2 other statements, this one leads back with them to: ")
    assert {"claim/d/a", "claim/e/b", "w", "x"} <= set(said.inputs)


def test_a_derived_claim_falls_only_with_the_roots_of_all_that_it_rests_on() -> None:
    sums = claim("d/sum", derived_from=["d/a", "e/b"], question=DERIVED)
    alone = claim("d/alone", derived_from=["d/a"], question=DERIVED)
    archive = facts([claim("d/a", "w"), claim("e/b", "x"), sums, alone], READ)

    assert fallen(archive, "w").lost == ("claim/d/a", "claim/d/alone")


def test_what_changes_for_a_base_on_another_question_is_looked_at_for_the_derived_claim_too() -> None:
    known = Known(None)
    sums = claim("d/sum", derived_from=["d/a"], question=DERIVED)
    run(facts([claim("d/a", "w"), sums], READ), [RULE], known)
    again = run(facts([claim("d/a", "x"), sums], READ), [RULE], known).findings["roots"]

    assert {finding.links[0][2] for finding in again if finding.about == "claim/d/sum"} == {"x"}


def test_a_chain_of_ten_thousand_derivations_is_told_in_seconds() -> None:
    chain = [claim("d/0", "w")] + [
        claim(f"d/{number}", question=f"proposition/event/{number}/deaths", derived_from=[f"d/{number - 1}"])
        for number in range(1, 10_000)
    ]
    start = time.perf_counter()
    found = findings(facts(chain, READ), "rootsKnown")

    assert len(found) == len(chain)
    assert time.perf_counter() - start < 60
