"""Marks: the shape of every bound, its place, where its label stands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.infer.entries import Figure, Period
from testimonia.infer.phrase import Pair
from testimonia.pages.axis import axis_of, time_axis
from testimonia.pages.figure import LONGEST, Mark, Shape, Span, label_of, mark, span_of, span_of_time

HUNDRED = axis_of([], is_share=True)
BOUNDS = (
    "exact",
    "approx",
    "implied",
    "nearly",
    "range",
    "magnitude",
    "atLeast",
    "moreThan",
    "atMost",
    "lessThan",
    "upTo",
    "none",
    "many",
    "rest",
    "unstated",
)


def quantity(
    bound: str,
    value: str | None = None,
    least: str | None = None,
    most: str | None = None,
    unit: str = "%",
    wording: str = "",
) -> Figure:
    numbers = [None if number is None else Decimal(number) for number in (value, least, most)]
    return Figure("quantity/x", bound, unit, wording, numbers[0], numbers[1], numbers[2], "", "", "")


@pytest.mark.parametrize(
    ("figure", "shape", "places"),
    [
        (quantity("exact", "30"), "dot", (30, 30)),
        (quantity("approx", "30"), "about", (30, 30)),
        (quantity("implied", "30"), "about", (30, 30)),
        (quantity("nearly", "30"), "nearly", (30, 30)),
        (quantity("range", None, "14.6", "23.7"), "range", (14.6, 23.7)),
        (quantity("magnitude", None, "10", "99"), "vague", (10, 99)),
        (quantity("atLeast", None, "10"), "least", (10, 10)),
        (quantity("moreThan", None, "10"), "least", (10, 10)),
        (quantity("atMost", None, None, "50"), "most", (50, 50)),
        (quantity("lessThan", None, None, "50"), "most", (50, 50)),
        (quantity("upTo", None, None, "50"), "most", (50, 50)),
        (quantity("none"), "dot", (0, 0)),
        (quantity("many"), "none", (0, 0)),
        (quantity("unstated"), "none", (0, 0)),
        (quantity("rest"), "none", (0, 0)),
        (quantity("range", None, "10"), "least", (10, 10)),
        (quantity("range", None, "50", "10"), "none", (0, 0)),
        (quantity("exact", "-3"), "none", (0, 0)),
        (quantity("atLeast", "10"), "least", (10, 10)),
    ],
)
def test_every_bound_has_its_shape_and_place(figure: Figure, shape: str, places: tuple[float, float]) -> None:
    found = mark(span_of(figure), HUNDRED, Pair("x", "x"))
    assert (found.shape.value, (found.low, found.high)) == (shape, places)


def time(edtf: str, *days: int | None) -> Period:
    first, second, third, last = days
    return Period("time/x", edtf, first, second, third, last)


@pytest.mark.parametrize(
    ("period", "shape"),
    [
        (time("1431-06-12", 10, 10, 10, 10), "dot"),
        (time("1431", 0, 364, 0, 364), "range"),
        (time("1431-23", 60, 150, 60, 150), "range"),
        (time("1429/1433", 0, 364, 1000, 1364), "range"),
        (time("1431-06-12~", 10, 10, 10, 10), "about"),
        (time("1431~", 0, 364, 0, 364), "vague"),
        (time("1431/..", 0, 364, None, None), "least"),
        (time("../1431", None, None, 0, 364), "most"),
        (time("../..", None, None, None, None), "none"),
    ],
)
def test_times_are_points_bars_and_open_arrows(period: Period, shape: str) -> None:
    assert span_of_time(period).shape.value == shape


@pytest.mark.parametrize(
    ("wording", "unit", "shown"),
    [
        ("at least 300 persons", "persons", "at least 300"),
        ("350000 to 400000 persons", "persons", "350,000 to 400,000"),
        ("30 %", "%", "30\u00a0%"),
        ("thousands of persons", "persons", "thousands"),
        ("many", "persons", "many"),
        ("1431 persons", "persons", "1,431"),
    ],
)
def test_a_label_is_the_wording_without_the_unit_of_the_axis(wording: str, unit: str, shown: str) -> None:
    assert label_of(quantity("exact", "1", unit=unit, wording=wording)).english == shown


@pytest.mark.parametrize(
    ("at", "length", "anchored"),
    [
        (10, 5, (10, "start")),
        (58, 5, (58, "start")),
        (59, 5, (59, "end")),
        (50, 30, (0, "start")),
        (70, 34, (100, "end")),
    ],
)
def test_a_label_begins_at_its_mark_or_ends_there(at: int, length: int, anchored: tuple[float, str]) -> None:
    found = mark(Span(Shape.DOT, Decimal(at), Decimal(at)), HUNDRED, Pair("x" * length, ""))
    assert (found.label_at, found.anchor) == anchored


def test_a_label_that_is_too_long_stands_beside_the_holder() -> None:
    assert not mark(Span(Shape.DOT), HUNDRED, Pair("x" * (LONGEST + 1), "")).anchor


NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)
FIGURES = st.builds(
    lambda bound, value, least, most: Figure("q", bound, "persons", "", value, least, most, "", "", ""),
    st.sampled_from(BOUNDS),
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.none() | NUMBERS,
)


def drawn(figures: list[Figure]) -> list[tuple[Span, Mark]]:
    spans = [span_of(figure) for figure in figures]
    axis = axis_of([end for span in spans for end in span.ends], is_share=False)
    return [(span, mark(span, axis, Pair("label", "Beschriftung"))) for span in spans]


@given(st.lists(FIGURES, min_size=1))
def test_every_mark_stands_on_the_axis(figures: list[Figure]) -> None:
    for span, found in drawn(figures):
        assert found.shape == span.shape
        assert 0 <= found.low <= found.high <= 100
        assert 0 <= found.label_at <= 100


@given(st.lists(FIGURES, min_size=2))
def test_the_order_of_numbers_is_the_order_of_marks(figures: list[Figure]) -> None:
    found = sorted((one for one in drawn(figures) if one[0].shape != Shape.NONE), key=lambda one: one[0].low)
    places = [place.low for _, place in found]
    assert places == sorted(places)


@given(FIGURES, st.lists(FIGURES))
def test_two_figures_with_the_same_bounds_stand_in_the_same_place(figure: Figure, others: list[Figure]) -> None:
    found = drawn([figure, *others, figure])
    assert found[0] == found[-1]


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 1_000_000))
def test_a_time_lies_on_its_axis(first: int, length: int) -> None:
    period = time("1431", first, first + length, first, first + length)
    found = mark(span_of_time(period), time_axis([first, first + length]), Pair("x", "x"))
    assert 0 <= found.low <= found.high <= 100
