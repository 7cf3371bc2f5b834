"""The short form of quantities, as authors and sheets write it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from testimonia.model.quantity import Quantity, plain


def exact(value: str, unit: str = "persons", whole: str = "") -> Quantity:
    return Quantity(bound="exact", unit=unit, value=Decimal(value), whole=whole)


def least(bound: str, figure: str, unit: str = "persons", whole: str = "") -> Quantity:
    return Quantity(bound=bound, unit=unit, least=Decimal(figure), whole=whole)


def most(bound: str, figure: str, unit: str = "persons", whole: str = "") -> Quantity:
    return Quantity(bound=bound, unit=unit, most=Decimal(figure), whole=whole)


def span(low: str, high: str, unit: str = "persons", whole: str = "") -> Quantity:
    return Quantity(bound="range", unit=unit, least=Decimal(low), most=Decimal(high), whole=whole)


def worded(bound: str, whole: str = "", unit: str = "persons") -> Quantity:
    return Quantity(bound=bound, unit=unit, whole=whole)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("700 persons", exact("700"), id="one figure"),
        pytest.param("0 persons", exact("0"), id="none at all, as a figure"),
        pytest.param("8.5 days", exact("8.5", "days"), id="a fraction of a unit"),
        pytest.param("12 persons per month", exact("12", "persons per month"), id="a unit of several words"),
        pytest.param("about 700 persons", replace(exact("700"), bound="approx"), id="about"),
        pytest.param("nearly 700 persons", replace(exact("700"), bound="nearly"), id="nearly"),
        pytest.param("implied 700 persons", replace(exact("700"), bound="implied"), id="implied"),
        pytest.param("at least 700 persons", least("at-least", "700"), id="at least"),
        pytest.param("more than 700 persons", least("more-than", "700"), id="more than"),
        pytest.param("at most 700 persons", most("at-most", "700"), id="at most"),
        pytest.param("less than 700 persons", most("less-than", "700"), id="less than"),
        pytest.param("up to 1000 persons", most("up-to", "1000"), id="up to"),
        pytest.param("350000 to 400000 persons", span("350000", "400000"), id="range"),
        pytest.param("300 to 300 persons", span("300", "300"), id="range of one number"),
        pytest.param(
            "tens of thousands to 2000000 persons",
            replace(span("10000", "2000000"), magnitude="tens of thousands"),
            id="range from a magnitude",
        ),
        pytest.param(
            "tens of thousands of persons",
            Quantity(
                bound="magnitude",
                unit="persons",
                least=Decimal(10_000),
                most=Decimal(99_999),
                magnitude="tens of thousands",
            ),
            id="magnitude",
        ),
        pytest.param(
            "hundreds of persons of vey-levy",
            Quantity(
                bound="magnitude",
                unit="persons",
                least=Decimal(100),
                most=Decimal(999),
                magnitude="hundreds",
                whole="vey-levy",
            ),
            id="magnitude of a whole",
        ),
        pytest.param("most of vey-levy", worded("most", "vey-levy"), id="most"),
        pytest.param("nearly all of vey-levy", worded("nearly-all", "vey-levy"), id="nearly all"),
        pytest.param("many of vey-levy", worded("many", "vey-levy"), id="many"),
        pytest.param("many", worded("many"), id="many, of nobody in particular"),
        pytest.param("some of vey-levy", worded("some", "vey-levy"), id="some"),
        pytest.param("few of vey-levy", worded("few", "vey-levy"), id="few"),
        pytest.param("none of vey-levy", worded("none", "vey-levy"), id="none"),
        pytest.param("rest of roll-41", worded("rest", "roll-41"), id="rest"),
        pytest.param("many farms", worded("many", unit="farms"), id="many of another unit"),
        pytest.param("unknown persons", worded("unknown"), id="nobody knows"),
        pytest.param("unstated persons", worded("unstated"), id="the text gives none"),
        pytest.param("unstated days of march", worded("unstated", "march", "days"), id="unstated, of a whole"),
        pytest.param("30 % of vey-levy", exact("30", "%", "vey-levy"), id="percentage"),
        pytest.param("20 % of residents + vale", exact("20", "%", "residents + vale"), id="people who are both"),
        pytest.param("10 % to 20 % of vey-levy", span("10", "20", "%", "vey-levy"), id="range of percentages"),
        pytest.param("5 persons of levy-900", exact("5", "persons", "levy-900"), id="part of a figure"),
        pytest.param("at most 50 % of vey-levy", most("at-most", "50", "%", "vey-levy"), id="at most a share"),
        pytest.param(
            "1/3 of vey-levy",
            Quantity(bound="exact", unit="%", value=Decimal("33.33"), fraction="1/3", whole="vey-levy"),
            id="fraction",
        ),
        pytest.param(
            "more than 1/2 of vey-levy",
            Quantity(bound="more-than", unit="%", least=Decimal("50.00"), fraction="1/2", whole="vey-levy"),
            id="more than a fraction",
        ),
        pytest.param(
            "700 persons (counted twice)", replace(exact("700"), remark="counted twice"), id="wording in brackets"
        ),
        pytest.param(">=200000 persons", least("at-least", "200000"), id="sign: at least"),
        pytest.param(">= 200000 persons", least("at-least", "200000"), id="sign and space"),
        pytest.param("<=50 % of vey-levy", most("at-most", "50", "%", "vey-levy"), id="sign: at most"),
        pytest.param(">700 persons", least("more-than", "700"), id="sign: more"),
        pytest.param("<700 persons", most("less-than", "700"), id="sign: less"),
        pytest.param("~700 persons", replace(exact("700"), bound="approx"), id="sign: about"),
        pytest.param("350000..400000 persons", span("350000", "400000"), id="sign: range"),
        pytest.param("  at  least 700   persons ", least("at-least", "700"), id="spaces too many"),
    ],
)
def test_parse(written: str, expected: Quantity) -> None:
    assert Quantity.parse(written) == expected


FORM = "is not a quantity; write for example"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("", f"'' {FORM}", id="nothing"),
        pytest.param("three hundred", f"'three hundred' {FORM}", id="in words"),
        pytest.param("many-of them", f"'many-of them' {FORM}", id="a word that only begins so"),
        pytest.param("1/3 persons of vey-levy", f"'1/3 persons of vey-levy' {FORM}", id="fraction with a unit"),
        pytest.param("1/3 to 2/3 of vey-levy", f"'1/3 to 2/3 of vey-levy' {FORM}", id="fractions as a range"),
        pytest.param("30%", f"'30%' {FORM}", id="per cent without a space"),
        pytest.param("1,000 persons", f"'1,000 persons' {FORM}", id="comma in a number"),
        pytest.param("300", "'300' has no unit", id="no unit"),
        pytest.param("300 to 400", "'300 to 400' has no unit", id="range without a unit"),
        pytest.param("30 %", "'30 %' does not say of what; write '30 % of …'", id="percentage of nothing"),
        pytest.param("400000 to 350000 persons", "the range 400000 to 350000 runs backwards", id="backwards"),
        pytest.param("20 to 10.5 % of x", "the range 20 to 10.5 runs backwards", id="backwards, in per cent"),
        pytest.param("-5 persons", "a quantity cannot be negative, got -5", id="negative"),
        pytest.param("1/0 of vey-levy", "'1/0' divides by nothing", id="divided by nothing"),
    ],
)
def test_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (the message is compared below)
        Quantity.parse(written)

    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("700", "700"), ("0.50", "0.5"), ("7.00", "7"), ("1E+3", "1000"), ("0.000001", "0.000001"), ("0", "0")],
)
def test_plain(number: str, expected: str) -> None:
    assert plain(Decimal(number)) == expected


UNITS = st.sampled_from(["persons", "%", "days", "farms", "persons per month"])
WHOLES = st.sampled_from(["", "vey-levy", "levy-900", "residents + vale"])
REMARKS = st.sampled_from(["", "counted twice", "as the roll has it, of 1431"])
BOUNDS = ["", "about ", "nearly ", "implied ", "at least ", "more than ", "at most ", "less than ", "up to "]
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2).map(plain)


@st.composite
def quantities(draw: st.DrawFn) -> str:
    """A quantity as it may be written."""
    kind = draw(st.sampled_from(["figure", "range", "magnitude", "fraction", "word", "absent"]))
    unit, whole, remark = draw(UNITS), draw(WHOLES), draw(REMARKS)
    assume(kind in ("fraction", "word") or unit != "%" or whole)
    share = f" of {whole}" if whole else ""
    match kind:
        case "figure":
            form = f"{draw(st.sampled_from(BOUNDS))}{draw(NUMBERS)} {unit}{share}"
        case "range":
            low, high = sorted((Decimal(draw(NUMBERS)), Decimal(draw(NUMBERS))))
            form = f"{plain(low)} to {plain(high)} {unit}{share}"
        case "magnitude":
            word = draw(st.sampled_from(["tens", "dozens", "hundreds of thousands", "millions"]))
            form = f"{word} of {unit}{share}"
        case "fraction":
            form = f"{draw(st.sampled_from(BOUNDS))}{draw(st.integers(0, 9))}/{draw(st.integers(1, 9))}{share}"
        case "word":
            form = draw(st.sampled_from(["most", "nearly all", "many", "some", "few", "none", "rest"])) + share
        case _:
            form = f"{draw(st.sampled_from(['unknown', 'unstated']))} {unit}{share}"
    return f"{form} ({remark})" if remark else form


@given(written=quantities())
def test_what_is_written_reads_back_the_same(written: str) -> None:
    quantity = Quantity.parse(written)

    assert Quantity.parse(quantity.written()) == quantity


@given(written=quantities())
def test_the_written_form_is_settled(written: str) -> None:
    """Writing twice changes nothing more."""
    once = Quantity.parse(written).written()

    assert Quantity.parse(once).written() == once


@given(written=quantities(), remark=REMARKS)
def test_the_digest_holds_what_is_counted_and_not_the_wording(written: str, remark: str) -> None:
    quantity = Quantity.parse(written)

    assert replace(quantity, remark=remark, fraction="").canonical() == quantity.canonical()


@given(written=quantities(), other=quantities())
def test_two_quantities_that_count_the_same_are_worded_alike(written: str, other: str) -> None:
    one, two = Quantity.parse(written), Quantity.parse(other)

    assert one.canonical() != two.canonical() or replace(one, remark="", fraction="") == replace(
        two, remark="", fraction=""
    )


def test_the_wording_leaves_out_whole_and_remark() -> None:
    assert Quantity.parse("at least 30 % of vey-levy (by Holm)").wording == "at least 30 %"
    assert Quantity.parse("1/3 of vey-levy").wording == "1/3"
    assert Quantity.parse("rest of roll-41").wording == "rest"
