"""Order in time: the relations of Allen under uncertain bounds, and what certainly contradicts an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from testimonia.infer.facts import Facts, Period
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Known, run
from testimonia.infer.times import RULE, allen
from testimonia.model.edtf import Edtf

BASE = "https://example.org/"
HEAD = f"""
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@base <{BASE}> .
"""


def period(text: str) -> Period:
    bounds = Edtf.parse(text).bounds
    days = (bounds.earliest_begin_day, bounds.latest_begin_day, bounds.earliest_end_day, bounds.latest_end_day)
    return Period(f"time/{text}", text, *days)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("1431-06-12", "1431-06-14", ("before",), id="a day between"),
        pytest.param("1431-06-12", "1431-06-13", ("meets",), id="the next day"),
        pytest.param("1431-06-12", "1431-06-12", ("equals",), id="the same day"),
        pytest.param("1431-06-12/1431-06-14", "1431-06-13/1431-06-16", ("overlaps",), id="overlapping days"),
        pytest.param("1431-06-13", "1431-06-12/1431-06-14", ("during",), id="within"),
        pytest.param("1431-06-12", "1431-06-12/1431-06-14", ("starts",), id="the first day"),
        pytest.param("1431-06-14", "1431-06-12/1431-06-14", ("finishes",), id="the last day"),
        pytest.param("1431-06-12/..", "1430", ("after",), id="with an open end"),
        pytest.param("-0430", "1431", ("before",), id="before the common era"),
        pytest.param("../1502", "1600/..", ("before",), id="open on both sides"),
    ],
)
def test_allen(one: str, other: str, expected: tuple[str, ...]) -> None:
    assert allen(period(one), period(other)) == expected


def test_allen_leaves_open_what_the_dates_leave_open() -> None:
    assert len(allen(period("1431-06"), period("1431"))) > 1
    assert len(allen(period("../.."), period("../.."))) == 13


DAYS = st.integers(0, 60)


@given(a=DAYS, b=DAYS, c=DAYS, d=DAYS)
def test_certain_periods_stand_in_exactly_one_relation(a: int, b: int, c: int, d: int) -> None:
    (s1, e1), (s2, e2) = sorted((a, b)), sorted((c, d))
    one, other = Period("", "", s1, s1, e1, e1), Period("", "", s2, s2, e2, e2)

    assert len(allen(one, other)) == 1
    assert len(allen(other, one)) == 1


def event(key: str, aspect: str, text: str) -> str:
    days = period(text)
    bounds = {
        "earliestBeginDay": days.earliest_begin,
        "latestBeginDay": days.latest_begin,
        "earliestEndDay": days.earliest_end,
        "latestEndDay": days.latest_end,
    }
    stated = " ; ".join(f"tm:{name} {day}" for name, day in bounds.items() if day is not None)
    name = f"{aspect}-{text.replace('/', '--').replace('.', '')}"
    return f'<time/{name}> tm:edtf "{text}" ; {stated} .\n' + claim(key, aspect, f"tm:time <time/{name}>", name)


def claim(key: str, aspect: str, answer: str, name: str) -> str:
    proposition = f"<proposition/event/{key}/{aspect}/{name}>"
    return (
        f"{proposition} a tm:Proposition ; tm:about <event/{key}> ; tm:aspect v:{aspect} ; {answer} .\n"
        f"<claim/d/{key}-{aspect}-{name}> a tm:Claim ; tm:states {proposition} ; tm:stance v:asserts .\n"
    )


def link(key: str, aspect: str, other: str) -> str:
    return claim(key, aspect, f"tm:value <event/{other}>", other)


def found(text: str) -> list[Finding]:
    facts = Facts(parse((HEAD + text).encode(), format=RdfFormat.TURTLE), BASE)
    return run(facts, [RULE], Known(None)).findings["times"]


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            event("fight", "startDate", "1431-06-14") + event("fight", "endDate", "1431-06-12"),
            ["endBeforeStart"],
            id="backwards",
        ),
        pytest.param(
            event("fight", "startDate", "1431-06") + event("fight", "endDate", "1431-06-12"), [], id="may be right"
        ),
        pytest.param(
            event("rout", "date", "1432") + event("war", "date", "1429/1431") + link("rout", "partOf", "war"),
            ["partOutsideWhole"],
            id="a part after its whole",
        ),
        pytest.param(
            event("rout", "date", "1431") + event("war", "startDate", "1429") + link("rout", "partOf", "war"),
            [],
            id="a part within",
        ),
        pytest.param(
            event("rout", "date", "-0430") + event("war", "date", "1429") + link("war", "precedence", "rout"),
            ["notBefore"],
            id="not before",
        ),
        pytest.param(link("a", "partOf", "a"), ["partOfItself"], id="part of itself"),
        pytest.param(link("a", "partOf", "b") + link("b", "partOf", "a"), ["partOfItself"], id="a circle of parts"),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_tells_times_as_people_write_them() -> None:
    (said,) = found(event("fight", "startDate", "1431-06-14") + event("fight", "endDate", "1431-06-12"))

    assert said.english == "fight: by one claim it began 14 June 1431, by another it ended 12 June 1431."
    assert said.german == "fight: Beginn nach einer Aussage 14. Juni 1431, Ende nach einer anderen 12. Juni 1431."


def test_a_chain_of_10000_parts_is_looked_through() -> None:
    assert kinds("".join(link(f"e{n}", "partOf", f"e{n + 1}") for n in range(10_000))) == []


def test_finds_no_contradiction_of_order_in_the_example(alder_ford_facts: Facts) -> None:
    assert run(alder_ford_facts, [RULE], Known(None)).findings["times"] == []
