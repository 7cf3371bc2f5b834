"""Arguments: the grounded labelling, and what is told of it."""

import time
from collections import Counter

import pytest

from testimonia.infer.arguments import IN, OPEN, OUT, RULE, argument_table, defensible, labels
from testimonia.infer.facts import ArgumentFact, Facts
from testimonia.infer.rules import Known, run


def attack(path: str, target: str, *, premises: tuple[str, ...] = (), kind: str = "rebuts") -> ArgumentFact:
    return ArgumentFact(path, "actor/quill", kind, premises, (target,))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([attack("a", "c")], {"a": IN, "c": OUT}, id="an unanswered attack takes its target out"),
        pytest.param([attack("a", "c"), attack("b", "a")], {"b": IN, "a": OUT, "c": IN}, id="an answered one does not"),
        pytest.param(
            [attack("a", "b"), attack("b", "a")], {"a": OPEN, "b": OPEN}, id="two that attack each other stay open"
        ),
        pytest.param([attack("a", "a")], {"a": OPEN}, id="an attack on itself stays open"),
        pytest.param([attack("a", "c", kind="narrows")], {"a": IN, "c": IN}, id="narrowing takes nothing out"),
        pytest.param([attack("a", "c", kind="supports")], {"a": IN, "c": IN}, id="support takes nothing out"),
        pytest.param(
            [attack("a", "c", premises=("p",)), attack("b", "p")],
            {"b": IN, "p": OUT, "a": OUT, "c": IN},
            id="an argument falls with its premise",
        ),
        pytest.param(
            [attack("a", "p", premises=("p",))],
            {"a": OPEN, "p": OPEN},
            id="an argument against its own premise stays open",
        ),
    ],
)
def test_labels(arguments: list[ArgumentFact], expected: dict[str, str]) -> None:
    assert labels(arguments) == expected
    assert labels(reversed(arguments)) == expected


def test_a_chain_of_10000_and_a_circle_of_1001_are_labelled_at_once() -> None:
    chain = [attack(f"a{n}", f"a{n + 1}") for n in range(10_000)]
    circle = [attack(f"b{n}", f"b{(n + 1) % 1001}") for n in range(1001)]

    start = time.perf_counter()
    found = labels([*chain, *circle])

    assert time.perf_counter() - start < 5
    assert Counter(found.values()) == {IN: 5001, OUT: 5000, OPEN: 1001}


def test_finds_what_is_argued_against_in_the_example(alder_ford_facts: Facts) -> None:
    findings = run(alder_ford_facts, [RULE], Known(None)).findings["arguments"]

    assert [(finding.about, finding.kind) for finding in findings if finding.kind != "narrowed"] == [
        ("claim/vey-chronicle/abbey-3000", "attacked"),
        ("claim/vey-chronicle/holm-by-custom-in-part", "attacked"),
    ]
    assert "Ida Marlow" in findings[0].english
    assert all(finding.inputs for finding in findings)


def test_tells_the_arguments_on_one_thing(alder_ford_facts: Facts) -> None:
    rows = argument_table(alder_ford_facts, "claim/vey-chronicle/abbey-3000")

    assert [(row.kind, row.holder, row.label) for row in rows] == [("undercuts", "actor/marlow", OUT)]
    assert argument_table(alder_ford_facts, "event/battle-of-alder-ford") != []


def test_a_holder_defends_what_their_own_arguments_do_not_touch(alder_ford_facts: Facts) -> None:
    assert "claim/vey-chronicle/quill-300" in defensible(alder_ford_facts, "actor/quill")
    assert defensible(alder_ford_facts, "actor/nobody") == []


def test_a_second_run_looks_at_nothing_anew(alder_ford_facts: Facts) -> None:
    known = Known(None)
    first = run(alder_ford_facts, [RULE], known)
    second = run(alder_ford_facts, [RULE], known)

    assert first.fresh > 0
    assert (second.fresh, second.known) == (0, first.fresh)
    assert second.findings == first.findings
