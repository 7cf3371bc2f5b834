"""Laws of the arithmetic: intervals leave out no number, and findings do not hang on order or on what is elsewhere."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from figures import dated, facts, figure
from testimonia.infer.arithmetic import RULE, sum_table
from testimonia.infer.facts import Figure
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, Interval
from testimonia.infer.rules import Known, run
from testimonia.infer.stated import amount

NUMBERS = st.fractions(min_value=0, max_value=1000, max_denominator=50)
BOUNDS = ("exact", "atLeast", "moreThan", "atMost", "lessThan", "upTo", "range")
WORDS = {
    "exact": "{n} persons",
    "atLeast": "at least {n} persons",
    "moreThan": "more than {n} persons",
    "atMost": "at most {n} persons",
    "lessThan": "less than {n} persons",
    "upTo": "up to {n} persons",
    "approx": "about {n} persons",
}


@st.composite
def intervals_with_a_number(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval of amounts, with or without ends, and a number that lies in it."""
    number = draw(NUMBERS)
    low, high = (
        number - draw(st.one_of(st.just(Fraction(0)), NUMBERS)),
        number + draw(st.one_of(st.just(Fraction(0)), NUMBERS)),
    )
    low = max(low, Fraction(0))
    has_low, has_high = draw(st.booleans()) or low == number, draw(st.booleans()) or high == number
    return Interval(low, draw(st.sampled_from([high, None])), has_low, has_high, draw(st.booleans())), number


@pytest.mark.parametrize(
    ("on_intervals", "on_numbers"),
    [
        pytest.param(Interval.__add__, Fraction.__add__, id="sum"),
        pytest.param(Interval.__sub__, Fraction.__sub__, id="difference"),
        pytest.param(Interval.__mul__, Fraction.__mul__, id="product"),
        pytest.param(Interval.percent_of, lambda one, other: one * other / 100, id="per cent of"),
    ],
)
@given(one=intervals_with_a_number(), other=intervals_with_a_number())
def test_a_result_holds_whatever_the_inputs_hold(
    on_intervals: Callable[[Interval, Interval], Interval],
    on_numbers: Callable[[Fraction, Fraction], Fraction],
    one: tuple[Interval, Fraction],
    other: tuple[Interval, Fraction],
) -> None:
    assert one[0].contains(one[1])
    result = on_intervals(one[0], other[0])

    assert result.contains(on_numbers(one[1], other[1]))
    assert result.is_loose == (one[0].is_loose or other[0].is_loose)


@given(one=intervals_with_a_number(), other=intervals_with_a_number())
def test_a_quotient_holds_whatever_the_inputs_hold(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    assume(other[1] > 0)

    assert (one[0] / other[0]).contains(one[1] / other[1])
    assert one[0].share_of(other[0]).contains(one[1] * 100 / other[1])


@given(one=intervals_with_a_number(), other=intervals_with_a_number())
def test_two_that_hold_one_number_are_never_inconsistent(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    assert one[0].compared_with(other[0]) == other[0].compared_with(one[0])
    if other[0].contains(one[1]):
        assert one[0].compared_with(other[0]) != INCONSISTENT
    if not one[0].is_loose and not other[0].is_loose and one[0].compared_with(other[0]) == CONSISTENT:
        highest = max(one[0].low or Fraction(0), other[0].low or Fraction(0))
        ends = [end for end in (one[0].high, other[0].high) if end is not None]
        assert all(highest <= end for end in ends)


@given(
    bound=st.sampled_from([*BOUNDS, "approx", "nearly", "none", "many"]),
    numbers=st.lists(NUMBERS, min_size=2, max_size=2),
)
def test_any_wording_gives_an_amount(bound: str, numbers: list[Fraction]) -> None:
    least, most = (Decimal(round(number)) for number in numbers)
    found = amount(Figure("q", bound, "persons", "", None, least, most, "", "", ""))

    assert found.low is not None
    assert found.low >= 0


@given(
    sizes=st.lists(st.integers(1, 5000), min_size=2, max_size=4),
    bounds=st.lists(st.sampled_from(sorted(WORDS)), min_size=5, max_size=5),
    slack=st.lists(st.integers(0, 50), min_size=5, max_size=5),
)
def test_wordings_that_true_numbers_fit_are_never_inconsistent(
    sizes: list[int], bounds: list[str], slack: list[int]
) -> None:
    """Numbers that do add up, worded with any bounds that allow for them."""
    worded = [_worded(size, bound, gap) for size, bound, gap in zip([*sizes, sum(sizes)], bounds, slack, strict=False)]
    parts = [figure(f"p{n}", f"{words} of total", f"e{n}") for n, words in enumerate(worded[:-1])]

    states = [row.state for row in sum_table(facts(figure("total", worded[-1]), *parts))]

    assert INCONSISTENT not in states


def _worded(size: int, bound: str, gap: int) -> str:
    shift = {"atLeast": -gap, "moreThan": -gap - 1, "atMost": gap, "lessThan": gap + 1, "upTo": gap}.get(bound, 0)
    return WORDS[bound].format(n=max(size + shift, 0))


CLAIMS = (
    figure("total", "100 persons", excludes="siege"),
    figure("one", "60 persons of total", "north"),
    figure("other", "40 persons of total", "south"),
    figure("share", "10 % of total", "west", "personsWounded"),
    figure("siege", "30 persons", "siege"),
    figure("town", "200 persons and 20 % of all-town", "flood"),
    dated("start", "fire", "startDate", 2_243_884, 2_243_884),
    figure("length", "8 days", aspect="duration"),
)


@given(seed=st.integers(0, 10_000))
def test_shuffled_claims_give_the_same_findings(seed: int) -> None:
    shuffled = list(CLAIMS)
    Random(seed).shuffle(shuffled)  # noqa: S311  (an order, no secret)

    assert run(facts(*shuffled), [RULE], Known(None)).findings == run(facts(*CLAIMS), [RULE], Known(None)).findings


@given(count=st.integers(0, len(CLAIMS)), size=st.integers(1, 10_000))
def test_a_claim_about_something_else_removes_no_finding(count: int, size: int) -> None:
    before = run(facts(*CLAIMS[:count]), [RULE], Known(None)).findings["arithmetic"]
    elsewhere = figure("elsewhere", f"{size} persons and {size % 99 + 1} % of all-village", "storm")

    after = run(facts(*CLAIMS[:count], elsewhere), [RULE], Known(None)).findings["arithmetic"]

    assert set(before) <= set(after)


@given(claims=st.lists(st.sampled_from(CLAIMS), unique=True))
def test_every_finding_shows_its_state_and_names_its_claims(claims: list[str]) -> None:
    made = facts(*claims)
    for row in sum_table(made):
        assert row.english.startswith(row.state.title() + ": ")
        assert row.german.split(":")[0] in ("Stimmig", "Unstimmig", "Offen")
        assert row.inputs
        assert all(path in made.claims or path in made.figures for path in row.inputs)
