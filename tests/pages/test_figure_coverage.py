"""Coverage boxes: what rows take in, leave out or do not say, drawn only where two rows differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.infer.entries import Period
from testimonia.model.calendar import julian_day_number
from testimonia.pages.coverage import MOST, THINGS, Box, Scoped, coverage, scoped


def boxes(*rows: Scoped) -> list[str]:
    found = coverage(rows)
    return ["".join(box.value for box in row) for row in found.rows] if found else []


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([], []),
        ([Scoped(1431, 1433)], []),
        ([Scoped(1431, 1433), Scoped(1431, 1433)], []),
        ([Scoped(1431, 1433), Scoped(1431, 1432)], ["yyy", "yyn"]),
        ([Scoped(1431, 1433), Scoped()], ["yyy", "qqq"]),
        ([Scoped(1431, None), Scoped(1430, 1433)], ["nyqq", "yyyy"]),
        ([Scoped(None, 1432), Scoped(1430, 1433)], ["qqyn", "yyyy"]),
        ([Scoped(excludes=("event/x",)), Scoped()], ["n", "q"]),
        ([Scoped(1431, 1431, ("event/x",)), Scoped(1431, 1432)], ["ynn", "yyq"]),
        ([Scoped(place="place/x"), Scoped()], ["", ""]),
        ([Scoped(0, 1), Scoped(-1, 1)], ["nyy", "yyy"]),
    ],
)
def test_boxes_tell_what_rows_take_in(rows: list[Scoped], shown: list[str]) -> None:
    assert boxes(*rows) == shown


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        ((1431, 1433), ["31", "32", "33"]),
        ((1431, 1431), ["1431"]),
        ((1420, 1435), ["1420", *[""] * 14, "1435"]),
        ((1399, 1401), ["1399", "", "1401"]),
        ((1401, 1440), ["1400", *[""] * 7, "1440"]),
        ((-44, 20), ["46 BCE", *[""] * 12, "20"]),
    ],
)
def test_labels_are_short_where_each_box_has_room(years: tuple[int, int], labels: list[str]) -> None:
    found = coverage([Scoped(*years), Scoped()])
    assert found is not None
    assert [label.english for label in found.years] == labels


def test_the_years_are_those_of_the_outermost_days() -> None:
    first, last = julian_day_number(1431, 6, 12), julian_day_number(1433, 1, 1)
    period = Period("time/x", "1431-06-12/1433-01-01", first, first, last, last)
    assert scoped(period, ("event/x",), "") == Scoped(1431, 1433, ("event/x",), "", "1431-06-12/1433-01-01")


YEARS = st.none() | st.integers(-20_000_000, 20_000)
ROWS = st.builds(
    Scoped,
    YEARS,
    YEARS,
    st.lists(st.sampled_from([f"event/{key}" for key in "abcdefghij"]), unique=True).map(tuple),
)


@given(st.lists(ROWS))
def test_rows_have_as_many_boxes_as_heads_and_never_too_many(rows: list[Scoped]) -> None:
    found = coverage(rows)
    if found is None:
        assert len(set(rows)) <= 1
        return
    assert len(found.years) <= MOST + 1
    assert len(found.things) <= THINGS
    assert all(len(row) == len(found.years) + len(found.things) for row in found.rows)
    assert {row for row, scope in zip(found.rows, rows, strict=True) if scope == rows[0]} == {found.rows[0]}


@given(st.lists(ROWS, min_size=2))
def test_what_is_not_left_out_is_never_said_to_be_taken_in(rows: list[Scoped]) -> None:
    found = coverage(rows)
    for row, scope in zip(found.rows if found else (), rows, strict=False):
        things = row[len(found.years) :] if found else ()
        assert Box.TAKEN_IN not in things
        if scope.first is None and scope.last is None and found:
            assert set(row[: len(found.years)]) <= {Box.NOT_SAID}
