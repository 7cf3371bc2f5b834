"""Comparable: which answers can be held against each other, which conflict, and what differs between the others."""

import time
from collections.abc import Iterable

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from testimonia.infer.comparable import LISTED, RULE, conflict_table
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Known, run

BASE = "https://example.org/"
HEAD = f"""
@base <{BASE}> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PERSONS = 'schema:unitText "persons"'


def stated(name: str, aspect: str, answer: str, *, stance: str = "asserts", holder: str = "", states: str = "") -> str:
    """A claim with the proposition it states, in Turtle; the answer follows the aspect."""
    path = f"proposition/event/battle/{aspect}/{states or name}"
    held = f"tm:holder <actor/{holder or name}> ; tm:stance v:{stance}"
    claim = f"<claim/roll/{name}> a tm:Claim ; tm:states <{path}> ; {held} ."
    proposition = f"<{path}> a tm:Proposition ; tm:about <event/battle> ; tm:aspect v:{aspect} ; {answer} ."
    return claim if states else f"{claim}\n{proposition}"


def count(name: str, bound: str, numbers: str, scope: str = "", unit: str = PERSONS, **how: str) -> str:
    """A claim on the dead; the figure is called by the name."""
    figure = f'<quantity/{name}> a tm:Quantity ; tm:boundKind v:{bound} ; {unit} ; skos:notation "{name}" {numbers} .'
    return stated(name, how.pop("aspect", "deaths"), f"tm:quantity <quantity/{name}> {scope}", **how) + "\n" + figure


def when(name: str, aspect: str, edtf: str, days: Iterable[int | None], **how: str) -> str:
    """A claim on a time, by its four bounds."""
    names = ("earliestBeginDay", "latestBeginDay", "earliestEndDay", "latestEndDay")
    bounds = " ; ".join(f"tm:{key} {day}" for key, day in zip(names, days, strict=True) if day is not None)
    time_extent = f'<time/{name}> tm:edtf "{edtf}" ; {bounds} .'
    return stated(name, aspect, f"tm:time <time/{name}>", **how) + "\n" + time_extent


def facts_of(*texts: str) -> Facts:
    quads: list[Quad] = list(parse((HEAD + "\n".join(texts)).encode(), format=RdfFormat.TURTLE))
    return Facts(quads, BASE)


def findings(facts: Facts) -> list[Finding]:
    return run(facts, [RULE], Known(None)).findings["comparable"]


def kinds(*texts: str) -> list[str]:
    return [finding.kind for finding in findings(facts_of(*texts))]


VALUE, LEAST, MOST = "; schema:value {}", "; schema:minValue {}", "; schema:maxValue {}"


def exact(name: str, number: int, scope: str = "", **how: str) -> str:
    return count(name, "exact", VALUE.format(number), scope, **how)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(("exact", VALUE.format(41)), ("exact", VALUE.format(300)), "conflict", id="two numbers"),
        pytest.param(("exact", VALUE.format(300)), ("atLeast", LEAST.format(300)), "compatible", id="at least itself"),
        pytest.param(("exact", VALUE.format(300)), ("moreThan", LEAST.format(300)), "conflict", id="more than itself"),
        pytest.param(("exact", VALUE.format(300)), ("lessThan", MOST.format(300)), "conflict", id="less than itself"),
        pytest.param(("exact", VALUE.format(300)), ("upTo", MOST.format(300)), "compatible", id="up to itself"),
        pytest.param(("lessThan", MOST.format(9)), ("moreThan", LEAST.format(9)), "conflict", id="below and above"),
        pytest.param(("approx", VALUE.format(30)), ("upTo", MOST.format(50)), "compatible", id="about 30 and up to 50"),
        pytest.param(("approx", VALUE.format(30)), ("exact", VALUE.format(31)), "undecided", id="about sets no bound"),
        pytest.param(("nearly", VALUE.format(30)), ("atLeast", LEAST.format(31)), "undecided", id="nor does nearly"),
        pytest.param(
            ("range", LEAST.format(5) + MOST.format(200)), ("exact", VALUE.format(50)), "compatible", id="in a range"
        ),
        pytest.param(
            ("magnitude", LEAST.format(1000) + MOST.format(9999)),
            ("exact", VALUE.format(1850)),
            "undecided",
            id="thousands and 1,850 overlap by arithmetic only",
        ),
        pytest.param(
            ("magnitude", LEAST.format(1000) + MOST.format(9999)),
            ("exact", VALUE.format(41)),
            "undecided",
            id="nor is thousands against 41 a conflict",
        ),
        pytest.param(("none", ""), ("many", ""), "conflict", id="none and many"),
        pytest.param(("many", ""), ("exact", VALUE.format(41)), "comparable", id="words and a number"),
        pytest.param(("unstated", ""), ("none", ""), "comparable", id="no number said"),
        pytest.param(("exact", ""), ("exact", VALUE.format(41)), "comparable", id="a figure without bounds"),
        pytest.param(
            ("range", LEAST.format(9) + MOST.format(2)),
            ("exact", VALUE.format(41)),
            "comparable",
            id="a range backwards",
        ),
    ],
)
def test_bounds_as_worded(one: tuple[str, str], other: tuple[str, str], expected: str) -> None:
    assert kinds(count("anselm", *one), count("quill", *other)) == [expected]


SCOPES = {
    "only the second names a population": ("", "; tm:population <actor/levy>"),
    "other population": ("; tm:population <actor/band>", "; tm:population <actor/levy>"),
    "other place": ("; tm:place <place/ford>", "; tm:place <place/vale>"),
    "the first leaves out: drowned": ("; tm:excludes <concept/drowned>", ""),
    "the second leaves out: journey": ("; tm:excludes <event/fire>", "; tm:excludes <event/fire>, <event/journey>"),
    "other period": ("; tm:time <time/one>", "; tm:time <time/other>"),
    "only the first names a period": ("; tm:time <time/one>", ""),
}
BEGIN = "tm:earliestBeginDay 1 ; tm:latestBeginDay 5"
TIMES = f"""
<time/one> tm:edtf "1944/1948" ; {BEGIN} ; tm:earliestEndDay 9 ; tm:latestEndDay 11 .
<time/other> tm:edtf "1944/1952" ; {BEGIN} ; tm:earliestEndDay 19 ; tm:latestEndDay 21 .
<time/again> tm:edtf "1944-01/1948" ; {BEGIN} ; tm:earliestEndDay 9 ; tm:latestEndDay 11 .
"""


@pytest.mark.parametrize("words", SCOPES)
def test_what_differs_in_scope_is_named_and_is_no_conflict(words: str) -> None:
    one, other = SCOPES[words]
    (finding,) = findings(facts_of(exact("anselm", 41, one), exact("quill", 300, other), TIMES))

    assert finding.kind == "differentScope"
    assert f" count different things: {words}" in finding.english
    assert finding.links == ()


def test_the_same_period_in_other_words_is_one_scope() -> None:
    one, again = "; tm:time <time/one>", "; tm:time <time/again>"
    assert kinds(exact("anselm", 41, one), exact("quill", 300, again), TIMES) == ["conflict"]


def test_a_part_of_the_other_figure_is_told() -> None:
    (finding,) = findings(
        facts_of(exact("all", 72), count("some", "exact", VALUE.format(19) + " ; tm:shareOf <quantity/all>"))
    )
    assert "the second counts a part of the other; they are not comparable" in finding.english


@pytest.mark.parametrize(
    ("unit", "words"),
    [('schema:unitText "%"', "other unit: persons here, % there"), (PERSONS, "other measure")],
    ids=["another unit", "another measure"],
)
def test_another_unit_or_measure(unit: str, words: str) -> None:
    aspect = "deaths" if "%" in unit else "demographicLoss"
    texts = exact("anselm", 41), count("quill", "exact", VALUE.format(300), unit=unit, aspect=aspect)
    (finding,) = findings(facts_of(*texts))

    assert (finding.kind, words in finding.english) == ("differentScope", True)


def test_equal_numbers_over_two_bases_are_no_agreement() -> None:
    whole = " ; tm:shareOf <quantity/{}>"
    texts = [count(base, "exact", VALUE.format(474) + whole.format(base * 2)) for base in ("one", "two")]
    (finding,) = findings(facts_of(*texts))

    assert finding.kind == "differentScope"
    assert "equal numbers are no agreement here" in finding.english


def test_a_conflict_tells_the_gap_and_links_the_claims_both_ways() -> None:
    facts = facts_of(count("abbey", "moreThan", LEAST.format(3000)), exact("roll", 900))
    (finding,) = findings(facts)
    (row,) = conflict_table(facts, "battle")

    assert finding.english == (
        "Deaths, battle: abbey (abbey) and roll (roll) cannot both hold as worded; the gap is more than 2,100 persons."
    )
    assert finding.german == (
        "Tote, battle: mehr als 3.000 Personen (abbey) und 900 Personen (roll) "
        "können dem Wortlaut nach nicht beide zutreffen; der Abstand beträgt mehr als 2.100 Personen."
    )
    one, other = "claim/roll/abbey", "claim/roll/roll"
    assert finding.inputs == (one, other)
    assert set(finding.links) == {
        (a, name, b) for a, b in ((one, other), (other, one)) for name in ("comparableWith", "conflictsWith")
    }
    assert (row.kind, row.about, row.gap.english) == ("conflict", "event/battle", "more than 2,100 persons")
    assert conflict_table(facts, "event/battle") == conflict_table(facts) == [row]
    assert conflict_table(facts, "fire") == []


def test_two_estimates_in_one_answer_spread_from_the_least_to_the_most() -> None:
    figures = """<quantity/a> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" ; schema:value 100 .
        <quantity/b> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" ; schema:value 200 ."""
    spread = stated("spread", "deaths", "tm:quantity <quantity/a>, <quantity/b>")

    assert kinds(spread, figures, exact("quill", 150)) == ["compatible"]
    assert kinds(spread, figures, exact("quill", 201)) == ["conflict"]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        (("asserts", "asserts"), "agreement"),
        (("denies", "doubts"), "agreement"),
        (("partly", "partly"), "agreement"),
        (("asserts", "partly"), "partialAgreement"),
        (("asserts", "denies"), "opposition"),
        (("suggests", "doubts"), "opposition"),
        (("partly", "denies"), "opposition"),
        (("asserts", "callsFor"), ""),
        (("denies", "reportsOnly"), ""),
    ],
    ids=" and ".join,
)
def test_stances_to_one_answer(stances: tuple[str, str], expected: str) -> None:
    one, other = stances
    texts = exact("anselm", 41, stance=one), stated("quill", "deaths", "", stance=other, states="anselm")
    assert kinds(*texts) == ([expected] if expected else [])


def test_a_denied_number_is_not_held_against_other_numbers() -> None:
    assert kinds(exact("anselm", 41, stance="denies"), exact("quill", 300)) == []


def test_what_is_only_possible_conflicts_with_nothing() -> None:
    assert kinds(exact("anselm", 41, stance="suggests"), exact("quill", 300)) == ["undecided"]


def test_one_holder_does_not_agree_with_itself_but_may_oppose_itself() -> None:
    again = stated("later", "deaths", "", states="anselm", holder="anselm")
    against = stated("later", "deaths", "", states="anselm", holder="anselm", stance="denies")
    assert kinds(exact("anselm", 41), again) == []
    (finding,) = findings(facts_of(exact("anselm", 41), against))
    assert finding.english.endswith("both statements are the same holder's.")


CUSTOM, RASK = "; tm:underDefinition <source/custom>", "; tm:underDefinition <source/rask>"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(CUSTOM, RASK, "differentScope", id="two definitions"),
        pytest.param(CUSTOM, "", "apparentConflict", id="one definition is not named"),
        pytest.param(CUSTOM, "; tm:place <place/ford>", "differentScope", id="something else differs as well"),
    ],
)
def test_a_word_asserted_and_denied(one: str, other: str, expected: str) -> None:
    word = "tm:value <concept/massacre>"
    texts = (
        stated("holm", "qualification", word + one),
        stated("quill", "qualification", word + other, stance="denies"),
    )
    assert [(finding.kind, finding.links) for finding in findings(facts_of(*texts))] == [(expected, ())]


@pytest.mark.parametrize("asserting", ["anselm", "quill"])
def test_a_difference_counts_the_holders_as_the_sentence_names_them(asserting: str) -> None:
    """Who asserts is named first, whatever the claims' keys."""
    texts = (
        stated(asserting, "qualification", "tm:value <concept/massacre>" + CUSTOM),
        stated("holm", "qualification", "tm:value <concept/massacre>", stance="denies"),
    )
    (finding,) = findings(facts_of(*texts))

    assert f"asserted by {asserting} and denied by holm; only the first names a definition" in finding.english


@pytest.mark.parametrize(("definition", "expected"), [(CUSTOM, "opposition"), ("", "apparentConflict")])
def test_one_classing_asserted_and_denied(definition: str, expected: str) -> None:
    texts = (
        stated("holm", "qualification", "tm:value <concept/massacre>" + definition),
        stated("quill", "qualification", "", stance="denies", states="holm"),
    )
    assert kinds(*texts) == [expected]


@pytest.mark.parametrize(
    ("aspect", "scope", "expected"),
    [
        ("qualification", "", []),
        ("qualification", CUSTOM, ["comparable"]),
        ("participation", "", []),
        ("manner", "", []),
        ("access", "", ["conflict"]),
    ],
)
def test_aspects_that_take_several_answers_have_no_conflict(aspect: str, scope: str, expected: list[str]) -> None:
    texts = [stated(name, aspect, f"tm:value <concept/{name}>" + scope) for name in ("one", "two")]
    assert kinds(*texts) == expected


YEAR_1940, APRIL_1940, MAY_1941 = (1, 366, 1, 366), (92, 92, 152, 152), (500, 500, 500, 500)


@pytest.mark.parametrize(
    ("aspect", "one", "other", "expected"),
    [
        pytest.param("date", ("1940", YEAR_1940), ("1940-04/1940-05", APRIL_1940), "compatible", id="one in the other"),
        pytest.param("date", ("1940", YEAR_1940), ("1941-05-15", MAY_1941), "conflict", id="no day in common"),
        pytest.param("date", ("1940~", YEAR_1940), ("1941-05-15", MAY_1941), "undecided", id="about a year"),
        pytest.param("date", ("../1940", (None, None, 1, 366)), ("1940", YEAR_1940), "compatible", id="an open begin"),
        pytest.param("existence", ("a", (1, 1, 9, 9)), ("b", (1, 1, 20, 20)), "conflict", id="another end"),
        pytest.param("existence", ("a", (1, 1, None, None)), ("b", (None, None, 20, 20)), "comparable", id="open ends"),
        pytest.param("date", ("XXXX", (None,) * 4), ("1940", YEAR_1940), "comparable", id="an unknown time"),
    ],
)  # fmt: skip
def test_times(
    aspect: str, one: tuple[str, tuple[int | None, ...]], other: tuple[str, tuple[int | None, ...]], expected: str
) -> None:
    assert kinds(when("one", aspect, *one), when("two", aspect, *other)) == [expected]


def test_a_gap_in_time_is_told_in_years_where_it_is_that_long() -> None:
    (row,) = conflict_table(facts_of(when("one", "date", "a", [1] * 4), when("two", "date", "b", [5115] * 4)))
    assert (row.gap.english, row.gap.german) == ("at least 14 years", "mindestens 14 Jahre")


@pytest.mark.parametrize("bound", ["exact", "atLeast", "approx", "many"])
def test_five_thousand_answers_in_bounded_time_and_the_rest_is_counted(bound: str) -> None:
    numbers = "" if bound == "many" else LEAST if bound == "atLeast" else VALUE
    facts = facts_of(*(count(f"n{at:04}", bound, numbers.format(at)) for at in range(5000)))
    begun = time.perf_counter()
    found = findings(facts)

    assert time.perf_counter() - begun < 20
    assert len(found) == LISTED + 1
    (rest,) = (finding for finding in found if finding.kind == "notListed")
    assert "12,497,500 pairs of comparable statements" in rest.english


def test_five_thousand_holders_of_one_answer() -> None:
    others = (stated(f"n{at}", "deaths", "", states="anselm") for at in range(4999))
    found = findings(facts_of(exact("anselm", 41), *others))

    assert len(found) == LISTED + 1
    assert "12,497,500 pairs" in next(finding.english for finding in found if finding.kind == "notListed")


def at(name: str, point: str, *, stance: str = "asserts") -> str:
    """A claim on where something lies."""
    geometry = f'<geometry/{name}> skos:notation "{point}" .'
    return stated(name, "coordinates", f"tm:point <geometry/{name}>", stance=stance) + "\n" + geometry


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("54.61, 4.27", "54.613, 4.268", "compatible", id="one rounded, one not"),
        pytest.param("54.61, 4.27", "54.58, 4.31 within 4 km", "compatible", id="within what one of them states"),
        pytest.param("54.61, 4.27", "54.58, 4.31 within 2 km", "undecided", id="only one states how far off it is"),
        pytest.param("54.61, 4.27 within 1 km", "54.58, 4.31 within 2 km", "conflict", id="both state it"),
        pytest.param("54.61, 4.27 within 3 km", "54.58, 4.31 within 2 km", "compatible", id="their circles meet"),
    ],
)
def test_two_points(one: str, other: str, expected: str) -> None:
    assert kinds(at("one", one), at("other", other)) == [expected]


def test_how_far_two_points_lie_apart_is_told() -> None:
    facts = facts_of(at("one", "54.61, 4.27 within 300 m"), at("other", "54.58, 4.31 within 2 km"))

    (found,) = findings(facts)

    assert found.english.endswith(
        "54.61° N, 4.27° E within 300 m (one) and 54.58° N, 4.31° E within 2 km (other) "
        "cannot both hold as worded; the points are 4.2 km apart, more than both may be off."
    )
    assert "54,58° N, 4,31° O, auf 2 km genau" in found.german
    assert ("claim/roll/one", "conflictsWith", "claim/roll/other") in found.links


def test_a_point_that_is_only_possible_conflicts_with_nothing() -> None:
    far = at("other", "54.58, 4.31 within 2 km", stance="suggests")

    assert kinds(at("one", "54.61, 4.27 within 1 km"), far) == ["undecided"]


def test_the_example(example_quads: tuple[Quad, ...]) -> None:
    facts = Facts(example_quads, "https://example.org/alder-ford/")
    rows = {
        (row.kind, *(path.removeprefix("claim/") for path in (row.one, row.other))) for row in conflict_table(facts)
    }
    vey, wiki = "vey-chronicle/", "lowmere-wiki/"

    assert rows == {
        ("conflict", wiki + "ended-on-13-june", vey + "ended-14-or-15-june"),
        ("conflict", vey + "abbey-3000", vey + "anselm-300-to-900"),
        ("conflict", vey + "abbey-3000", vey + "village-1000"),
        ("opposition", vey + "abbey-3000", vey + "abbey-3000-rejected"),
        ("opposition", wiki + "council-reason", wiki + "council-reason-rejected"),
        ("opposition", wiki + "quill-doubts-400", wiki + "removed-about-400"),
        ("opposition", vey + "holm-by-custom-in-part", vey + "quill-not-by-custom"),
        ("agreement", wiki + "began-on-12-june", vey + "began-on-12-june"),
        ("compatible", vey + "anselm-300-to-900", vey + "village-1000"),
        ("undecided", wiki + "ford-by-holm", wiki + "ford-on-the-town-map"),
        ("comparable", wiki + "ford-until-1502", vey + "stones-from-431-bc"),
        ("differentScope", wiki + "lowmere-30-percent", vey + "holm-30-percent"),
        ("differentScope", vey + "abbey-3000", vey + "camp-300"),
        ("differentScope", vey + "abbey-3000", vey + "roll-41"),
        ("differentScope", vey + "anselm-300-to-900", vey + "camp-300"),
        ("differentScope", vey + "anselm-300-to-900", vey + "roll-41"),
        ("differentScope", vey + "camp-300", vey + "roll-41"),
        ("differentScope", vey + "camp-300", vey + "village-1000"),
        ("differentScope", vey + "fewer-than-3000-fought", vey + "levy-900"),
        ("differentScope", vey + "holm-30-percent", vey + "quill-300"),
        ("differentScope", vey + "quill-300", vey + "roll-41"),
        ("differentScope", vey + "holm-by-rask", vey + "quill-not-by-custom"),
    }
