"""Axes: which scale values take, ticks, labels, places."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.calendar import julian_day_number
from testimonia.pages.axis import LABELS, WIDEST, Axis, Scale, axis_of, time_axis, year_words

COUNTS = st.decimals(min_value=0, max_value=10**12, places=1)
DAYS = st.integers(min_value=-100_000_000, max_value=100_000_000)


def labels(axis: Axis) -> list[str]:
    return [tick.label.english for tick in axis.ticks]


@pytest.mark.parametrize(
    ("values", "scale", "shown"),
    [
        ([], Scale.LINEAR, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([0], Scale.LINEAR, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([1], Scale.LINEAR, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([40], Scale.LINEAR, ["0", "10", "20", "30", "40"]),
        ([91250, 350000, 400000], Scale.LINEAR, ["0", "100,000", "200,000", "300,000", "400,000"]),
        ([100, 2000], Scale.LINEAR, ["0", "500", "1,000", "1,500", "2,000"]),
        ([100, 2001], Scale.LOGARITHMIC, ["100", "1,000", "10,000"]),
        ([10, 1000], Scale.LOGARITHMIC, ["10", "100", "1,000"]),
        ([0, 1000], Scale.LINEAR, ["0", "200", "400", "600", "800", "1,000"]),
        ([1, 10**8], Scale.LOGARITHMIC, ["1", "", "100", "", "10,000", "", "1,000,000", "", "100,000,000"]),
        ([Decimal("0.5"), 50], Scale.LOGARITHMIC, ["0.1", "1", "10", "100"]),
    ],
)
def test_counts_take_a_line_from_zero_or_whole_decades(
    values: list[int | Decimal], scale: Scale, shown: list[str]
) -> None:
    axis = axis_of(map(Decimal, values), is_share=False)
    assert (axis.scale, labels(axis)) == (scale, shown)


def test_shares_stand_between_nothing_and_the_whole() -> None:
    axis = axis_of([Decimal("14.6")], is_share=True)
    assert axis.scale == Scale.SHARE
    assert labels(axis) == ["0", "25", "50", "75", "100"]
    assert axis.at(Decimal("14.6")) == 14.6


def test_shares_of_more_than_all_stand_on_a_line_of_their_own() -> None:
    assert axis_of([Decimal(150)], is_share=True).scale == Scale.LINEAR


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ((1431, 6, 12), (1431, 6, 15), ["12 Jun 1431", "13 Jun", "14 Jun", "15 Jun"]),
        ((1431, 6, 12), (1431, 6, 12), ["12 Jun 1431", "13 Jun"]),
        ((1431, 11, 20), (1432, 3, 2), ["Nov 1431", "Dec", "Jan 1432", "Feb", "Mar", "Apr"]),
        ((1429, 1, 1), (1433, 12, 31), ["1429", "1430", "1431", "1432", "1433", "1434"]),
        ((-430, 1, 1), (1502, 12, 31), ["501 BCE", "1 BCE", "500", "1000", "1500", "2000"]),
    ],
)
def test_days_take_days_months_or_years(
    first: tuple[int, int, int], last: tuple[int, int, int], shown: list[str]
) -> None:
    assert labels(time_axis([julian_day_number(*first), julian_day_number(*last)])) == shown


def test_years_before_the_first_are_written_and_never_negative() -> None:
    assert year_words(-43) == ("44 BCE", "44 v. u. Z.")
    assert year_words(0).english == "1 BCE"
    assert year_words(1).english == "1"


@given(values=st.lists(COUNTS, min_size=1), is_share=st.booleans())
def test_every_value_has_a_place_and_order_is_kept(*, values: list[Decimal], is_share: bool) -> None:
    axis = axis_of(values, is_share=is_share)
    places = [axis.at(value) for value in sorted(values)]
    assert all(0 <= place <= 100 for place in places)
    assert places == sorted(places)
    assert all(value <= axis.high for value in values)


@given(st.lists(COUNTS, min_size=1))
def test_the_axis_of_counts_is_chosen_by_their_spread(values: list[Decimal]) -> None:
    axis = axis_of(values, is_share=False)
    is_wide = min(values) > 0 and max(values) > min(values) * WIDEST
    assert (axis.scale == Scale.LOGARITHMIC) is is_wide
    if is_wide:
        assert all(float(math.log10(end)).is_integer() for end in (axis.low, axis.high))
    else:
        assert axis.low == 0


@given(values=st.lists(COUNTS, min_size=1), is_share=st.booleans())
def test_an_axis_has_few_labels_from_end_to_end(*, values: list[Decimal], is_share: bool) -> None:
    axis = axis_of(values, is_share=is_share)
    assert len(list(filter(None, labels(axis)))) <= LABELS
    assert [axis.ticks[0].at, axis.ticks[-1].at] == [0, 100]


@given(st.lists(DAYS, min_size=1))
def test_an_axis_of_days_holds_them_all(days: list[int]) -> None:
    axis = time_axis(days)
    assert axis.low <= min(days) <= max(days) <= axis.high
    assert 2 <= len(axis.ticks) <= LABELS + 1
    assert [tick.at for tick in axis.ticks] == sorted(tick.at for tick in axis.ticks)
    assert not any(label.startswith("-") for label in labels(axis))
