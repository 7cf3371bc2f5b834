"""Laws of all rules together: a second run changes nothing, order does not matter, and a claim removes no finding."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from archives import ARGUMENTS, BASE, CLAIMS, MEETING, WORKS, Put, Said, facts, quads_of
from testimonia.infer.catalogue import RULES
from testimonia.infer.finding import Finding
from testimonia.infer.finding import quads_of as graph_of
from testimonia.infer.rules import Known, run

Works = list[tuple[str, str]]


def found(quads: list[Quad]) -> dict[str, list[Finding]]:
    return run(facts(quads), RULES, Known(None)).findings


def all_of(findings: dict[str, list[Finding]]) -> set[Finding]:
    return {finding for rule in RULES for finding in findings[rule.name]}


@given(claims=CLAIMS | MEETING, arguments=ARGUMENTS, works=WORKS)
def test_a_second_run_looks_at_nothing_and_changes_nothing(
    claims: list[Said], arguments: list[Put], works: Works
) -> None:
    archive, known = facts(quads_of(claims, arguments, works)), Known(None)
    first = run(archive, RULES, known)
    again = run(archive, RULES, known)

    assert again.findings == first.findings
    assert (again.fresh, again.known) == (0, first.fresh)


@given(claims=CLAIMS | MEETING, arguments=ARGUMENTS, works=WORKS)
def test_findings_in_the_graph_lead_to_no_others(claims: list[Said], arguments: list[Put], works: Works) -> None:
    """A store holds what was inferred beside what is authored; reading both finds the same."""
    quads = quads_of(claims, arguments, works)
    before = found(quads)
    inferred = [quad for findings in before.values() for quad in graph_of(findings, BASE)]

    assert found([*quads, *inferred]) == before


@given(claims=CLAIMS | MEETING, arguments=ARGUMENTS, works=WORKS, chance=st.randoms(use_true_random=False))
def test_shuffled_input_gives_the_same_graph(
    claims: list[Said], arguments: list[Put], works: Works, chance: Random
) -> None:
    quads = quads_of(claims, arguments, works)
    before = {name: graph_of(findings, BASE) for name, findings in found(quads).items()}
    chance.shuffle(quads)

    assert {name: graph_of(findings, BASE) for name, findings in found(quads).items()} == before


@settings(max_examples=400)
@given(claims=(CLAIMS | MEETING).filter(bool), arguments=ARGUMENTS, works=WORKS)
def test_a_claim_added_removes_no_finding(claims: list[Said], arguments: list[Put], works: Works) -> None:
    """It stays as it was, or is told anew: of the same claims and more, or in the same words of those who now hold it.

    A total that somebody only denies is a total to reckon with until somebody holds it.
    """
    last = len(claims) - 1
    earlier = [put for put in arguments if max(put.premise, put.target) < last]
    before, after = (all_of(found(quads_of(said, earlier, works))) for said in (claims[:-1], claims))

    for finding in before - after:
        assert any(_tells_anew(other, finding) for other in after)
    assert _links(before) <= _links(after)


def _tells_anew(other: Finding, finding: Finding) -> bool:
    is_alike = other.kind == finding.kind
    return is_alike and (other.english == finding.english or _counted(finding) <= _counted(other))


def _counted(finding: Finding) -> set[str]:
    return {path for path in finding.inputs if path.startswith(("claim/", "reference/"))}


def _links(findings: set[Finding]) -> set[tuple[str, str, str]]:
    return {link for finding in findings for link in finding.links}
