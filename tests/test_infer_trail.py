"""Trails: what each holds, from the record, the chains of sources and the findings of a build."""

import time
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, Store

from sourced import QUESTION, claim, facts, work
from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import ArgumentFact, ClaimFact, Facts, SourceFact
from testimonia.infer.finding import quads_of
from testimonia.infer.found import Findings
from testimonia.infer.roots import RULE as ROOTS
from testimonia.infer.rules import Known, Rule, run
from testimonia.infer.trail import trail
from testimonia.infer.trail_net import BOXES
from testimonia.infer.trail_parts import ArgumentTrail, ClaimTrail, FindingTrail, Net, QuestionTrail
from testimonia.store import memory_store

BASE = "https://example.org/"
EXAMPLE = "https://example.org/alder-ford/"
NONE = Findings(Store(), BASE)


def found_in(given: Facts, rules: Iterable[Rule] = (ROOTS,)) -> Findings:
    """The findings of rules, in a store of their own."""
    found = run(given, rules, Known(None)).findings.values()
    return Findings(memory_store([quad for some in found for quad in quads_of(some, given.base)]), given.base)


def of_claim(
    path: str, claims: Sequence[ClaimFact], works: Iterable[SourceFact] = (), arguments: Iterable[ArgumentFact] = ()
) -> ClaimTrail:
    made = facts(claims, works)
    made.__dict__["arguments"] = {argument.path: argument for argument in arguments}
    told = trail(made, NONE, path)
    assert isinstance(told, ClaimTrail)
    return told


def arrows(net: Net) -> list[tuple[str, str, str]]:
    """From which box to which, by the last parts of their paths."""
    return [(edge.source.rpartition("/")[2], edge.kind, edge.target.rpartition("/")[2]) for edge in net.edges]


def ends(told: ClaimTrail) -> list[tuple[str, bool, str]]:
    return [(end.thing.path, end.is_known, end.words.english) for end in told.ground.ends]


@pytest.fixture(scope="module")
def findings(alder_ford_facts: Facts) -> Findings:
    return found_in(alder_ford_facts, RULES)


def test_a_claim_leads_over_its_reference_to_the_root() -> None:
    told = of_claim("claim/d/a", [claim("d/a", "w")], [work("w", "r"), work("r")])

    assert [(edge.source, edge.kind, edge.target) for edge in told.net.edges] == [
        ("claim/d/a", "standsIn", "d"),
        ("claim/d/a", "cites", "reference/d/w"),
        ("reference/d/w", "leadsTo", "w"),
        ("w", "dependsOn", "r"),
    ]
    assert ends(told) == [("r", False, "work not read")]
    assert [thing.path for thing in told.ground.unread] == ["w"]


@pytest.mark.parametrize(
    ("stated", "works", "expected"),
    [
        pytest.param(
            claim("d/a", "source/w"), [work("source/w", is_read=True)], [("source/w", True, "read")], id="read"
        ),
        pytest.param(
            claim("d/a", "source/w"),
            [work("source/w", kind="recordSeries")],
            [("source/w", False, "many records or pieces, not one document")],
            id="records",
        ),
        pytest.param(
            claim("d/a", "!x"),
            [],
            [("reference/d/x", False, "reference that leads to no known work")],
            id="reference that leads nowhere",
        ),
        pytest.param(
            claim("d/a", through="actor/odo"),
            [],
            [("actor/odo", False, "own word, passed on without a work")],
            id="word passed on",
        ),
        pytest.param(claim("d/a"), [work("d", is_read=True)], [("d", True, "read")], id="own word of a document"),
        pytest.param(
            claim("d/a", "source/w"),
            [work("source/w", "source/v"), work("source/v", "source/w")],
            [("source/v", False, "in a circle of sources"), ("source/w", False, "in a circle of sources")],
            id="circle",
        ),
    ],
)
def test_every_end_is_known_or_says_why_not(
    stated: ClaimFact, works: list[SourceFact], expected: list[tuple[str, bool, str]]
) -> None:
    told = of_claim("claim/d/a", [stated], works)

    assert sorted(ends(told)) == expected
    assert told.ground.is_known == all(is_known for _, is_known, _ in expected)


def test_what_is_not_known_is_an_open_box_and_says_so() -> None:
    told = of_claim("claim/d/a", [claim("d/a", "source/w", "!x")], [work("source/w")])
    boxes = {node.path: node for node in told.net.nodes}

    assert [path for path, node in boxes.items() if node.is_open] == ["reference/d/x", "source/w"]
    assert boxes["source/w"].lines[-1].english == "unknown root: work not read"
    assert boxes["reference/d/x"].lines[-1].english == "unknown root: leads to no known work"


def test_a_reference_that_may_be_meant_is_an_unsure_arrow() -> None:
    told = of_claim("claim/d/a", [claim("d/a", "?source/w")], [work("source/w", is_read=True)])

    assert [edge.kind for edge in told.net.edges if edge.is_unsure] == ["mayCite"]
    assert not told.ground.is_known


@pytest.mark.parametrize(
    ("other", "relation", "why"),
    [
        pytest.param(claim("e/b", "r"), "dependent", "both lead back to r", id="shared work"),
        pytest.param(
            claim("e/b", "s"), "independent", "every chain ends in a work that was read, and none is shared", id="none"
        ),
        pytest.param(claim("e/b", "!x"), "unknown", "the chain of the other claim is open", id="open chain"),
        pytest.param(
            claim("e/b", question="proposition/event/battle/sum", derived_from=["d/a"]), "", "", id="other question"
        ),
        pytest.param(claim("e/b", derived_from=["d/a"]), "dependent", "both lead back to r", id="worked out from it"),
    ],
)
def test_another_claim_is_a_separate_witness_or_not_and_it_says_why(other: ClaimFact, relation: str, why: str) -> None:
    told = of_claim("claim/d/a", [claim("d/a", "r"), other], [work("r", is_read=True), work("s", is_read=True)])

    assert [(one.relation, one.why.english) for one in told.beside.others] == ([(relation, why)] if relation else [])


def test_a_cited_document_is_followed_into_its_own_claims() -> None:
    claims = [claim("d/a", "e"), claim("e/b", "r"), claim("e/c", "s", question="proposition/event/battle/date")]
    told = of_claim("claim/d/a", claims, [work("e", is_read=True), work("r"), work("s")])

    assert ("e", "says", "b") in arrows(told.net)
    assert [node.path for node in told.net.nodes if node.kind == "claim"] == ["claim/d/a", "claim/e/b"]


def test_a_claim_worked_out_from_others_leads_over_them() -> None:
    claims = [claim("d/sum", derived_from=["d/a"]), claim("d/a", "r")]
    told = of_claim("claim/d/sum", claims, [work("r")])

    assert ("sum", "derivedFrom", "a") in arrows(told.net)
    assert ends(told) == [("r", False, "work not read")]
    assert [thing.path for thing in of_claim("claim/d/a", claims).used_by] == ["claim/d/sum"]


def test_every_arrow_joins_two_boxes_and_the_claim_is_the_subject(alder_ford_facts: Facts, findings: Findings) -> None:
    asked = [*alder_ford_facts.claims, *alder_ford_facts.arguments, *findings.paths()]

    assert len(asked) > 100
    for path in asked:
        net = trail(alder_ford_facts, findings, path).net
        boxes = [node.path for node in net.nodes]
        assert len(boxes) == len(set(boxes))
        assert {end for edge in net.edges for end in (edge.source, edge.target)} <= set(boxes)
        assert [node.path for node in net.nodes if node.is_subject] == [path]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(0, 7))
def test_any_sources_are_drawn_or_counted(links: list[tuple[int, int]], cited: int) -> None:
    """What is drawn is what the chain holds: each source once, joined as it depends."""
    works = [work(f"w{n}", *sorted({f"w{b}" for a, b in links if a == n})) for n in range(8)]
    told = of_claim("claim/d/a", [claim("d/a", f"w{cited}")], works)
    reached, waiting = {cited}, [cited]
    while waiting:
        new = {b for a, b in links if a == waiting[-1]} - reached
        waiting.pop()
        reached |= new
        waiting += new

    assert {node.path for node in told.net.nodes if node.path[0] == "w"} == {f"w{n}" for n in reached}
    assert {(e.source, e.target) for e in told.net.edges if e.kind == "dependsOn"} == {
        (f"w{a}", f"w{b}") for a, b in links if a in reached
    }


@pytest.mark.parametrize(
    "works",
    [
        pytest.param([work(f"w{n:05}", f"w{n + 1:05}") for n in range(10_000)], id="chain of 10,000"),
        pytest.param([work(f"w{n:05}", f"w{(n + 1) % 1000:05}") for n in range(1000)], id="circle of 1,000"),
        pytest.param(
            [work("w00000", *(f"w{n:05}" for n in range(1, 5000)))] + [work(f"w{n:05}") for n in range(1, 5000)],
            id="5,000 sources of one",
        ),
    ],
)
def test_what_is_too_much_is_cut_counted_and_said(works: list[SourceFact]) -> None:
    start = time.perf_counter()
    told = of_claim("claim/d/a", [claim("d/a", "w00000")], works)
    of_sources = [node for node in told.net.nodes if node.path.startswith("w")]
    (more,) = (node for node in told.net.nodes if node.kind == "more")

    assert time.perf_counter() - start < 15
    assert len(told.net.nodes) < BOXES + 10
    known = {path for one in works for path in (one.path, *one.depends_on)}
    assert told.net.left_out == len(known) - len(of_sources)
    assert more.name.english == f"{told.net.left_out:,} more, counted and not drawn"
    assert more.is_open


def test_a_long_circle_is_closed_over_what_is_not_drawn() -> None:
    told = of_claim("claim/d/a", [claim("d/a", "w0")], [work(f"w{n}", f"w{(n + 1) % 100}") for n in range(100)])

    assert ("more", "more", "w0") in arrows(told.net)
    assert told.ground.circles[0][0].path == "w0"


def test_a_question_with_5000_claims_is_told_in_part_and_counted() -> None:
    made = facts([claim(f"d{n}/a", f"w{n}") for n in range(5000)])
    start = time.perf_counter()
    told = trail(made, NONE, QUESTION)

    assert time.perf_counter() - start < 15
    assert isinstance(told, QuestionTrail)
    assert len(told.claims) + told.left_out == 5000
    assert told.unknown is None
    assert any("4,984 more" in node.name.english for node in told.net.nodes)


def argument(key: str, kind: str, target: str, *premises: str) -> ArgumentFact:
    return ArgumentFact(f"argument/d/{key}", "actor/d", kind, premises, (target,))


def test_arguments_are_told_with_those_on_them() -> None:
    claims = [claim("d/a"), claim("d/p"), claim("d/q")]
    attack = argument("x", "rebuts", "claim/d/a", "claim/d/p")
    reply = argument("y", "undercuts", "argument/d/x", "claim/d/q")
    told = of_claim("claim/d/a", claims, [], [attack, reply])

    assert [(one.path, one.depth, one.state) for one in told.arguments] == [
        ("argument/d/x", 0, "out"),
        ("argument/d/y", 1, "in"),
    ]
    assert told.standing == "in"
    assert [one.path for one in told.arguments[0].premises] == ["claim/d/p"]
    assert ("y", "undercuts", "x") in arrows(told.net)
    assert ("x", "rebuts", "a") in arrows(told.net)


def test_a_claim_attacked_by_itself_is_open() -> None:
    told = of_claim("claim/d/a", [claim("d/a")], [], [argument("x", "rebuts", "claim/d/a", "claim/d/a")])

    assert told.standing == "open"
    assert [thing.path for thing in told.premise_of] == ["argument/d/x"]


def test_a_chain_of_arguments_is_told_in_part_and_counted() -> None:
    chain = [argument("x0", "rebuts", "claim/d/a")]
    chain += [argument(f"x{n}", "rebuts", f"argument/d/x{n - 1}") for n in range(1, 2000)]
    told = of_claim("claim/d/a", [claim("d/a")], [], chain)

    assert len(told.arguments) + told.arguments_left_out == 2000
    assert told.net.left_out == 2000 - 12


def test_a_finding_names_its_inputs_and_what_would_change_it() -> None:
    made = facts([claim("d/a", "w"), claim("e/b", "w")], [work("w")])
    found = found_in(made)
    by_kind = {finding.kind: path for path in found.paths() if (finding := found.finding(path))}
    told = trail(made, found, by_kind["sharedRoot"])
    unknown = trail(made, found, by_kind["rootsUnknown"])

    assert isinstance(told, FindingTrail)
    assert isinstance(unknown, FindingTrail)
    assert [one.path for one in told.claims] == ["claim/d/a", "claim/e/b"]
    assert [one.path for one in told.others] == ["w"]
    assert told.meaning.english.startswith("Several statements on one question")
    assert unknown.changes[0].english == "Reading w: its chain may then go on, or end in a known root."


def test_a_finding_on_arguments_shows_the_replies(alder_ford_facts: Facts, findings: Findings) -> None:
    (path,) = (
        path
        for path in findings.on("argument/vey-chronicle/against-3000")
        if (found := findings.finding(path)) and found.kind == "attacked"
    )
    told = trail(alder_ford_facts, findings, path)

    assert ("against-3000", "undercuts", "abbey-3000") in arrows(told.net)
    assert (path.rpartition("/")[2], "restsOn", "against-3000") in arrows(told.net)


def test_the_example(alder_ford_facts: Facts, findings: Findings) -> None:
    told = trail(alder_ford_facts, findings, "claim/vey-chronicle/roll-41")

    assert isinstance(told, ClaimTrail)
    assert [voice.path for voice in told.record.through] == ["actor/quill", "actor/marlow"]
    assert [(p.section, p.begin, p.end) for p in told.record.passages] == [("B", 844, 913)]
    assert told.record.recorded.startswith("2026-11-22")
    assert [(c.written, c.pages, c.resolution.english) for c in told.cited] == [
        ("Quil, 1961", "15", "resolved despite the spelling")
    ]
    assert (told.beside.independent, told.beside.dependent, told.beside.unknown) == (0, 3, 5)
    assert [one.kind for one in told.sums] == ["countImpliesShare"]
    assert [one.path for one in told.qualified_by] == ["claim/vey-chronicle/roll-leaves-out-drowned"]
    assert {fact.heading.english: fact.words.english for fact in told.stated}["leaves out"] == "the drowned"


def test_an_argument_tells_targets_and_premises(alder_ford_facts: Facts, findings: Findings) -> None:
    told = trail(alder_ford_facts, findings, "argument/vey-chronicle/against-3000")

    assert isinstance(told, ArgumentTrail)
    assert [one.path for one in told.targets] == ["claim/vey-chronicle/abbey-3000"]
    assert [one.path for one in told.argument.premises] == [
        "claim/vey-chronicle/abbey-tale-late",
        "claim/vey-chronicle/fewer-than-3000-fought",
    ]


def test_every_text_is_in_both_languages(alder_ford_facts: Facts, findings: Findings) -> None:
    net = trail(alder_ford_facts, findings, "proposition/event/battle-of-alder-ford/deaths").net

    assert all(edge.words.english and edge.words.german != edge.words.english for edge in net.edges)


@pytest.mark.parametrize(
    "path",
    ["claim/d/none", "event/battle", "finding/roots/000000000000", "finding/<x>", "", "finding/", "actor/d"],
)
def test_what_has_no_trail_is_a_key_error(path: str) -> None:
    with pytest.raises(KeyError):
        trail(facts([claim("d/a")]), NONE, path)


def test_the_same_facts_give_the_same_trail(example_quads: tuple[Quad, ...], findings: Findings) -> None:
    path = "claim/vey-chronicle/abbey-3000"
    one = trail(Facts(example_quads, EXAMPLE), findings, path)
    other = trail(Facts(reversed(example_quads), EXAMPLE), findings, path)

    assert one == other
