"""The first page: contested questions in small, events in time and on a map, what was entered last."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from markup import inside, parsed, text
from testimonia import pages
from testimonia.infer.derivations import questions
from testimonia.infer.entries import Period
from testimonia.pages import Archive, Reader, home, strip
from testimonia.pages.figure import Mark, Shape, Span

DEATHS = "proposition/event/battle-of-alder-ford/deaths"


def test_contested_questions_have_contrary_statements(archive: Archive) -> None:
    found = home.multiples(archive, "en")
    assert found[0].title.path == DEATHS
    assert [one.holders for one in found] == sorted((one.holders for one in found), reverse=True)
    for one in found:
        claims = questions(archive.facts)[one.title.path]
        assert one.statements == len(claims) > 1
        kinds = {
            finding.kind
            for claim in claims
            for path in archive.findings.on(claim.path)
            if path.startswith("finding/comparable/") and (finding := archive.findings.finding(path))
        }
        assert kinds & {"conflict", "opposition", "apparentConflict", "differentScope"}, one.title.path


def test_a_contested_question_is_drawn_or_its_answers_are_counted(archive: Archive) -> None:
    for one in home.multiples(archive, "en"):
        assert bool(one.drawing) != bool(one.tallies)
        if one.tallies and not one.answers:
            told = sum(len(tally.stances) + tally.left_out for tally in one.tallies)
            assert told == one.statements


def test_where_nothing_is_contrary_the_questions_with_most_holders_stand(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("testimonia.pages.home._disputed", lambda _: frozenset())
    found = home.contested(archive, 3)
    assert len(found) == 3
    assert found[0] == DEATHS


def test_what_was_entered_last_counts_all_statements(archive: Archive) -> None:
    found = home.entered(archive, "en", 1000)
    assert sum(one.statements for one in found) == len(archive.facts.claims)
    assert [one.when for one in found] == sorted((one.when for one in found), reverse=True)
    assert len(home.entered(archive, "en", 1)) == 1


def test_every_dated_event_is_drawn_or_counted(archive: Archive) -> None:
    found = strip.strip(archive, "en")
    assert found is not None
    answers = archive.facts.answers.values()
    dated = {a.about for a in answers if a.aspect in ("date", "startDate", "endDate") and a.about.startswith("event/")}
    assert {one.name.path for one in found.events} <= dated
    assert len(found.events) + found.left_out == len(dated)
    assert all(0 <= one.mark.low <= one.mark.high <= 100 and one.lane < found.lanes for one in found.events)
    assert all(one.words.english and one.words.german for one in found.events)


def test_an_event_without_an_end_is_open(archive: Archive) -> None:
    found = strip.strip(archive, "en")
    assert found is not None
    ended = {a.about for a in archive.facts.answers.values() if a.aspect in ("date", "endDate")}
    for one in found.events:
        assert (one.mark.shape == Shape.LEAST) <= (one.name.path not in ended)


def days(first: int, last: int) -> Period:
    return Period("time/x", "x", first, first, last, last)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([days(1, 2)], False),
        ([days(1, 5), days(5, 9)], False),
        ([days(1, 4), days(5, 9)], True),
        ([days(1, 30), days(3, 3), days(7, 7)], True),
    ],
)
def test_times_that_share_no_day_are_told(periods: Sequence[Period], *, expected: bool) -> None:
    assert strip.lie_apart(periods) is expected


def test_marks_in_one_lane_do_not_meet() -> None:
    marks = [Mark(Shape.RANGE, low, low + 5) for low in (0.0, 1.0, 2.0, 8.0, 50.0)]
    assert strip.lanes_of(marks) == [0, 1, 2, 0, 0]
    crowded = strip.lanes_of([Mark(Shape.DOT, 1.0, 1.0)] * 200)
    assert max(crowded) == strip.LANES - 1


def test_one_event_far_from_many_is_left_out_of_the_drawing() -> None:
    near = [
        strip.When(f"event/{n}", Span(Shape.DOT, Decimal(n), Decimal(n)), (), is_disputed=False)
        for n in range(1000, 1024)
    ]
    far = strip.When("event/far", Span(Shape.DOT, Decimal(1), Decimal(1)), (), is_disputed=False)
    assert strip.framed([far, *near]) == near
    assert strip.framed(near) == near
    assert strip.framed([far, near[0]]) == [far, near[0]]


def test_places_with_a_point_are_on_the_map_and_the_others_are_named(archive: Archive) -> None:
    found = strip.places(archive, "en")
    answers = archive.facts.answers.values()
    wanted = {v for a in answers if a.aspect in ("location", "origin", "destination") for v in a.values}
    on_it = {place.name.path for place in found.map.places} if found.map else set()
    assert on_it | {name.path for name, _ in found.unplaced} == {path for path in wanted if path.startswith("place/")}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_page_leads_to_contested_questions_events_and_two_holders(archive: Archive, language: str) -> None:
    tree = parsed(pages.html(archive, "", Reader(language=language)) or "")
    targets = set(inside(tree))
    assert f"/{DEATHS}.html" in targets
    assert "/compare" in targets
    assert {"/events", "/works", "/actors", "/questions"} <= targets
    found = strip.strip(archive, language)
    assert found is not None
    assert {f"/{one.name.path}.html" for one in found.events} <= targets
    drawings = [one for one in tree.iter("svg") if one.get("aria-hidden") != "true" and one.get("class") != "defs"]
    assert all(_is_inside_hidden(tree, one) for one in drawings)
    assert text(tree)


def _is_inside_hidden(tree: object, wanted: object) -> bool:
    hidden = (one for one in tree.iter("svg") if one.get("aria-hidden") == "true")  # type: ignore[attr-defined]
    return any(inner is wanted for one in hidden for inner in one.iter())
