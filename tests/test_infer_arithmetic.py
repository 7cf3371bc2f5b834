"""The arithmetic of the sources: what the sums say, of hand-made figures and of the example."""

import time

import pytest

from figures import dated, facts, figure, part_of
from testimonia.infer.arithmetic import RULE, Sum, sum_table
from testimonia.infer.facts import Facts
from testimonia.infer.rules import Known, run

DAY = 2_243_884  # 12 June 1431


def rows(*claims: str, about: str = "", without: tuple[str, ...] = ("countImpliesShare",)) -> list[Sum]:
    return [row for row in sum_table(facts(*claims), about) if row.kind not in without]


@pytest.mark.parametrize(
    ("parts", "kind", "sum_"),
    [
        pytest.param(
            ("270000 persons", "205000 persons", "160000 persons"),
            "sumConsistent",
            "Consistent: 270,000 + 205,000 + 160,000 = 635,000, as stated",
            id="parts that come to it",
        ),
        pytest.param(
            ("400000 persons", "200000 persons"),
            "sumLeavesRest",
            "Consistent: 400,000 + 200,000 = 600,000 of 635,000; 35,000 are not among these parts",
            id="parts that leave a rest",
        ),
        pytest.param(
            ("400000 persons", "300000 persons"),
            "sumInconsistent",
            "Inconsistent: 400,000 + 300,000 = 700,000, more than 635,000",
            id="parts that exceed it",
        ),
        pytest.param(
            ("at least 600000 persons", "more than 40000 persons"),
            "sumInconsistent",
            "Inconsistent: at least 600,000 + more than 40,000 = more than 640,000, more than 635,000",
            id="least numbers that exceed it",
        ),
        pytest.param(
            ("about 400000 persons", "235000 persons"),
            "sumOpen",
            "Open: about 400,000 + 235,000 = about 635,000, beside 635,000; about and nearly set no bound",
            id="about stays open where the numbers agree",
        ),
        pytest.param(
            ("about 400000 persons", "300000 persons"),
            "sumOpen",
            "Open: about 400,000 + 300,000 = about 700,000, beside 635,000",
            id="about stays open where they do not",
        ),
        pytest.param(
            ("at least 1000 persons", "up to 9000 persons"),
            "sumOpen",
            "Open: up to 9,000 + at least 1,000 = at least 1,000, beside 635,000; the bounds allow for both",
            id="bounds that allow for both",
        ),
        pytest.param(
            ("up to 9000 persons", "less than 1000 persons"),
            "sumLeavesRest",
            "Consistent: up to 9,000 + less than 1,000 = less than 10,000 of 635,000; 625,000 to 635,000 are not",
            id="highest numbers that stay below it",
        ),
        pytest.param(
            ("60 %", "40 %"), "sumConsistent", "Consistent: 60 % + 40 % = 100 %, the whole", id="shares that are all"
        ),
        pytest.param(
            ("60 %", "254000 persons"),
            "sumConsistent",
            "Consistent: 254,000 + 60 % = 635,000, as stated",
            id="a share and a number",
        ),
    ],
)
def test_parts_and_total(parts: tuple[str, ...], kind: str, sum_: str) -> None:
    claims = [figure(f"part-{n}", f"{part} of total", f"event-{n}") for n, part in enumerate(parts)]

    found = rows(figure("total", "635000 persons"), *claims, without=("countImpliesShare", "shareImpliesCount"))

    assert [row.kind for row in found] == [kind]
    assert found[0].english.startswith(sum_)


def test_says_the_sum_in_german_too() -> None:
    found = rows(
        figure("total", "635000 persons"),
        figure("one", "63.5 % of total", "north"),
        figure("other", "100000 persons of total", "south"),
        without=("countImpliesShare", "shareImpliesCount"),
    )

    assert found[0].german.startswith("Stimmig: 100.000 + 63,5 % = 503.225 von 635.000; 131.775 stehen nicht")


def test_one_part_that_exceeds_its_total() -> None:
    found = rows(figure("total", "100 persons"), figure("part", "120 persons of total", "north"))

    assert [(row.kind, row.state) for row in found] == [("sumInconsistent", "inconsistent")]


def test_rivals_on_one_question_are_not_added() -> None:
    found = rows(
        figure("total", "900 persons", aspect="participants"),
        figure("roll", "41 persons of total", population="levy"),
        figure("quill", "at least 300 persons of total", population="levy", holder="quill"),
    )

    assert found == []


def test_a_holders_own_parts_are_added_beside_a_rival() -> None:
    found = rows(
        figure("total", "900 persons"),
        figure("north", "500 persons of total", "north"),
        figure("south", "400 persons of total", "south"),
        figure("rival", "300 persons of total", "south", holder="quill"),
    )

    assert [(row.kind, row.state) for row in found] == [("sumConsistent", "consistent")]


def test_what_nobody_holds_and_what_the_curator_reckons_is_no_part() -> None:
    found = rows(
        figure("total", "100 persons"),
        figure("one", "60 persons of total", "north"),
        figure("denied", "50 persons of total", "south", stance="denies"),
        figure("reckoned", "40 persons of total", "west", holder="curator"),
    )

    assert found == []


def test_parts_within_one_another_would_count_twice() -> None:
    found = rows(
        figure("total", "100 persons"),
        figure("all-day", "60 persons of total", "day"),
        figure("morning", "30 persons of total", "morning"),
        figure("night", "40 persons of total", "night"),
        part_of("morning", "day"),
    )

    assert [(row.kind, row.state) for row in found] == [("countedTwice", "open"), ("sumConsistent", "consistent")]
    assert found[0].english.startswith("Open: 30 (morning) lies within 60 (day)")
    assert "60 + 40 = 100" in found[1].english


def test_people_of_one_event_who_may_be_in_several_parts() -> None:
    found = rows(
        figure("total", "100 persons"),
        figure("one", "60 persons of total", "north", "personsAffected"),
        figure("other", "70 persons of total", "south", "personsAffected"),
    )

    assert [(row.kind, row.state) for row in found] == [("sumOpen", "open")]
    assert "some may be in several parts" in found[0].english


def test_a_part_that_the_total_leaves_out() -> None:
    found = rows(figure("total", "100 persons", excludes="siege"), figure("part", "30 persons of total", "siege"))

    assert [(row.kind, row.state) for row in found] == [("countedTwice", "inconsistent")]


def test_what_a_total_leaves_out_stays_out() -> None:
    found = rows(
        figure("total", "635000 persons", excludes="siege"),
        figure("one", "400000 persons of total", "north", excludes="siege"),
        figure("other", "235000 persons of total", "south", excludes="siege"),
        figure("siege", "at least 125000 persons", "siege"),
    )

    assert [row.kind for row in found] == ["excludedKeptOut", "sumConsistent"]
    assert "leaves out at least 125,000 (siege)" in found[0].english
    assert "claim/book/siege" not in found[1].inputs


def test_the_rest() -> None:
    found = rows(
        figure("total", "34000 persons", aspect="personsDrafted"),
        figure("served", "at most 1/2 of total", aspect="participants"),
        figure("died", "rest of total-without-served"),
        without=("shareImpliesCount",),
    )

    assert [row.kind for row in found] == ["restImplied"]
    assert found[0].english == (
        "Open: The rest (deaths, fire) is 100 % - at most 1/2 = at least 50 %; computed here, no source states it."
    )


@pytest.mark.parametrize(
    ("other", "kind", "ending"),
    [
        pytest.param("270 persons", "measuresConsistent", "270 is stated (deaths, fire); both can hold.", id="equal"),
        pytest.param("at least 300 persons", "measuresInconsistent", "both cannot hold.", id="beyond"),
        pytest.param("about 270 persons", "measuresOpen", "about and nearly set no bound.", id="about"),
        pytest.param("268 persons", "measuresConsistent", "both can hold.", id="rounded to whole per cent"),
        pytest.param("200 to 280 persons", "measuresConsistent", "both can hold.", id="within a range"),
    ],
)
def test_a_share_beside_a_count(other: str, kind: str, ending: str) -> None:
    found = rows(
        figure("base", "900 persons", "fire", "participants"), figure("share", "30 % of base"), figure("count", other)
    )

    assert sorted(row.kind for row in found) == sorted(["shareImpliesCount", kind])
    assert next(row for row in found if row.kind == kind).english.endswith(ending)
    assert next(row for row in found if row.kind == "shareImpliesCount").english == (
        "Open: 30 % of 900 is 270 (deaths, fire); computed here."
    )


def test_a_share_of_other_people_is_not_compared() -> None:
    found = rows(
        figure("base", "900 persons", "fire", "participants"),
        figure("share", "30 % of base", population="levy"),
        figure("count", "500 persons"),
    )

    assert [row.kind for row in found] == ["shareImpliesCount"]
    assert found[0].english.endswith("computed here, no source states it.")


def test_a_count_in_per_cent_of_its_whole() -> None:
    claims = [figure("base", "900 persons", "fire", "participants"), figure("part", "at least 300 persons of base")]

    found = rows(*claims, without=())

    assert [(row.kind, row.state) for row in found] == [("countImpliesShare", "open")]
    assert found[0].english == "Open: at least 300 of 900 is at least 33.3 % (deaths, fire); computed here."


@pytest.mark.parametrize(
    ("one", "other", "kind", "state"),
    [
        pytest.param("200 persons and 20 %", "250 persons and 25 %", "impliedBasesAgree", "consistent", id="agree"),
        pytest.param("200 persons and 20 %", "300 persons and 25 %", "impliedBasesDiffer", "inconsistent", id="differ"),
        pytest.param("200 persons and 20 %", "300 persons and nearly 1/3", "impliedBasesOpen", "open", id="nearly"),
    ],
)
def test_implied_bases(one: str, other: str, kind: str, state: str) -> None:
    found = rows(figure("one", f"{one} of all-town"), figure("other", f"{other} of all-town", aspect="personsWounded"))

    assert sorted(row.kind for row in found) == sorted(["impliedBase", "impliedBase", kind])
    assert next(row.state for row in found if row.kind == kind) == state


def test_an_implied_base_says_the_numbers_and_the_bounds() -> None:
    found = rows(figure("one", "at least 200000 persons and at least 20 % of all-town"))

    assert found[0].english == (
        "Open: at least 200,000 and at least 20 % of town (deaths, fire) imply 1,000,000 as the numbers read, "
        "and by their bounds at least 200,000 in all; computed here."
    )


@pytest.mark.parametrize(
    ("length", "end", "kind"),
    [
        pytest.param("3 days", DAY + 1, "datesInconsistent", id="a day too early"),
        pytest.param("3 days", DAY + 2, "datesConsistent", id="the first day counted"),
        pytest.param("3 days", DAY + 3, "datesConsistent", id="the first day not counted"),
        pytest.param("3 days", DAY + 4, "datesInconsistent", id="a day too late"),
        pytest.param("about 3 days", DAY + 40, "datesOpen", id="about"),
        pytest.param("1 weeks", DAY + 7, "datesConsistent", id="a week"),
        pytest.param("2 to 20 days", DAY + 11, "datesConsistent", id="a range"),
        pytest.param("at least 3 days", DAY + 400, "datesConsistent", id="at least"),
        pytest.param("1 months", DAY + 30, "datesConsistent", id="a month"),
        pytest.param("2 years", DAY + 731, "datesConsistent", id="two years, one of them a leap year"),
    ],
)
def test_start_duration_and_end(length: str, end: int, kind: str) -> None:
    found = rows(
        dated("start", "fire", "startDate", DAY, DAY),
        figure("length", length, aspect="duration"),
        dated("end", "fire", "endDate", end, end),
    )

    assert [row.kind for row in found] == [kind]
    assert found[0].inputs == ("claim/book/end", "claim/book/length", "claim/book/start")


def test_an_end_that_nobody_states_is_computed() -> None:
    found = rows(dated("start", "fire", "startDate", DAY, DAY), figure("length", "8 days", aspect="duration"))

    assert found[0].english == (
        "Open: 12 June 1431 + 8 days = 19 June 1431 if the first day counts, 20 June 1431 if not (fire); "
        "computed here, no source states an end."
    )
    assert found[0].german.startswith("Offen: 12. Juni 1431 + 8 Tage = 19. Juni 1431, wenn der erste Tag zählt")


def test_one_number_over_two_totals() -> None:
    found = rows(
        figure("held", "3127380 persons", aspect="personsCaptured", population="men"),
        figure("listed", "2652672 persons", aspect="personsCaptured", population="men"),
        figure("dead", "474967 persons of held", population="men"),
        figure("dead-again", "474967 persons of listed", population="men", holder="bert"),
    )

    assert [row.kind for row in found] == ["oneNumeratorTwoTotals"]
    assert found[0].english == (
        "Open: the same number over different totals: 474,967 of 3,127,380 = 15.2 %; 474,967 of 2,652,672 = 17.9 % "
        "(deaths, fire); the totals are 474,708 apart, 259 from the number itself."
    )


def test_one_number_is_set_over_the_total_of_its_own_holder() -> None:
    found = rows(
        figure("held", "5000 persons", aspect="personsCaptured", population="men"),
        figure("dead", "1200 persons", population="men"),
        figure("listed", "4000 persons", aspect="personsCaptured", population="men", holder="bert"),
        figure("dead-again", "1200 persons", population="men", holder="bert"),
    )

    assert [row.kind for row in found] == ["oneNumeratorTwoTotals"]


@pytest.mark.parametrize(
    ("number", "other", "event"),
    [
        pytest.param("999 persons", "999 persons", "fire", id="a small number"),
        pytest.param("about 1200 persons", "1200 persons", "fire", id="about"),
        pytest.param("1200 persons", "1201 persons", "fire", id="another number"),
        pytest.param("1200 persons", "1200 persons", "flood", id="another event and people"),
    ],
)
def test_equal_numbers_that_are_no_one_number(number: str, other: str, event: str) -> None:
    found = rows(
        figure("held", "5000 persons", aspect="personsCaptured"),
        figure("listed", "4000 persons", event, aspect="personsCaptured"),
        figure("dead", f"{number} of held"),
        figure("dead-again", f"{other} of listed", event),
    )

    assert "oneNumeratorTwoTotals" not in [row.kind for row in found]


def test_figures_without_numbers_and_wholes_that_are_not_there() -> None:
    assert (
        rows(figure("few", "few of all-town"), figure("one", "5 persons of nowhere"), figure("none", "some persons"))
        == []
    )


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("", id="neither bound"),
        pytest.param('; schema:minValue "1"', id="no upper bound"),
        pytest.param('; schema:minValue "9" ; schema:maxValue "2"', id="a range that runs backwards"),
        pytest.param('; schema:value "1e999999"', id="a number without measure"),
        pytest.param(f'; schema:value "{"9" * 5000}"', id="5,000 digits"),
        pytest.param('; schema:value "-5"', id="less than nothing"),
        pytest.param('; schema:value "NaN"', id="no number"),
        pytest.param('; schema:value "0"', id="nothing"),
    ],
)
def test_bad_numbers_do_no_harm(number: str) -> None:
    bad = (
        f'<quantity/bad> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" {number} .\n'
        "<claim/book/bad> a tm:Claim ; tm:states <proposition/event/fire/deaths/bad> ; tm:stance v:asserts .\n"
        "<proposition/event/fire/deaths/bad> a tm:Proposition ; tm:about <event/fire> ; tm:aspect v:deaths ;"
        " tm:quantity <quantity/bad> .\n"
    )
    parts = [figure("one", "10 persons of bad", "north"), figure("other", "20 % of bad", "south")]

    for row in sum_table(facts(bad, *parts)):
        assert row.state in ("consistent", "inconsistent", "open")


def test_the_table_of_one_thing() -> None:
    claims = (
        figure("total", "100 persons"),
        figure("one", "60 persons of total", "north"),
        figure("other", "40 persons of total", "south"),
    )

    for about in ("event/north", "north", "claim/book/one", "one", "fire", "book/one"):
        assert "sumConsistent" in [row.kind for row in rows(*claims, about=about)], about
    assert rows(*claims, about="nothing") == []


def test_finds_the_sums_of_the_example(alder_ford_facts: Facts) -> None:
    assert [row.english for row in sum_table(alder_ford_facts)] == [row.format(**NAMES) for row in EXAMPLE]


EXAMPLE = [
    "Inconsistent: 12 June 1431 + 3 days = 14 June 1431 if the first day counts, 15 June 1431 if not; {end}.",
    "Inconsistent: 30 % of 900 is 270, and at least 300 is stated ({battle}); both cannot hold.",
    "Open: at least 300 of 900 is at least 33.3 % ({battle}); computed here.",
    "Open: about 190 of about 400 is about 47.5 % ({removal}); computed here.",
    "Open: nearly 50 % of about 400 is about 200, and about 190 is stated ({removal}); {loose}.",
    "Open: 30 % of 900 is 270 ({battle}); computed here.",
    "Open: nearly 50 % of about 400 is about 200 ({removal}); computed here.",
    "Consistent: 41 of 900 is 4.6 % ({battle}); computed here.",
    "Consistent: 12 June 1431 + 3 days = 14 June 1431 if the first day counts, 15 June 1431 if not; {reading}.",
]
NAMES = {
    "battle": "deaths, Battle of Alder Ford",
    "removal": "deaths, Removal of families to Saltholm",
    "loose": "about and nearly set no bound",
    "end": "the end stated is 13 June 1431 (Battle of Alder Ford)",
    "reading": "the end in the curator's reading is 14 June 1431 to 15 June 1431 (Battle of Alder Ford)",
}


def test_looks_again_only_where_something_changed() -> None:
    known = Known(None)
    claims = [figure("total", "100 persons"), figure("one", "60 persons of total", "north")]
    others = [figure("base", "900 persons", "flood", "participants"), figure("share", "30 % of base", "flood")]
    first = run(facts(*claims, *others), [RULE], known)

    again = run(facts(*claims, *others), [RULE], known)
    changed = run(facts(*claims, *others, figure("other", "40 persons of total", "south")), [RULE], known)

    assert first.findings == again.findings
    assert (again.fresh, again.known) == (0, first.fresh)
    assert 0 < changed.fresh < first.fresh + 1
    assert changed.known


def test_many_parts_long_chains_and_circles_take_no_time() -> None:
    chain = [part_of(f"e{n}", f"e{n + 1}") for n in range(3000)]
    circle = [part_of("e3000", "e0"), part_of("e7", "e7")]
    parts = [figure(f"p{n}", "1 persons of total", f"e{n * 2}") for n in range(1500)]
    made = facts(figure("total", "9000 persons"), *chain, *circle, *parts)

    start = time.perf_counter()
    found = sum_table(made)

    assert time.perf_counter() - start < 10
    assert [row.kind for row in found if row.kind != "countImpliesShare"] == ["sumOpen"]
    assert any("1500 parts of 9,000" in row.english for row in found)
