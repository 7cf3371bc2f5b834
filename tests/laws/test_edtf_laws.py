import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from testimonia.model.calendar import gregorian_from_julian_day, julian_day_number
from testimonia.model.edtf import Edtf
from testimonia.model.edtf_bounds import Bounds
from testimonia.model.edtf_key import iri_key
from testimonia.model.time import TimeExtent

TEN_MILLION_YEARS = 3_652_425_000
DAYS = st.integers(-TEN_MILLION_YEARS, TEN_MILLION_YEARS)
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])


def _is_edtf(text: str) -> bool:
    try:
        Edtf.parse(text)
    except ValueError:
        return False
    return True


@st.composite
def _calendar_dates(draw: st.DrawFn) -> str:
    """Year, month or season, and day, each part masked and marked as it may be."""
    year = draw(st.from_regex(r"-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9X]{4})", fullmatch=True))
    month = draw(st.from_regex(r"0[1-9]|1[0-2]|XX|[01]X|X[0-9]|2[1-9]|3[0-9]|4[01]", fullmatch=True))
    day = draw(st.from_regex(r"0[1-9]|[12][0-9]|3[01]|XX|[0-3]X|X[0-9]", fullmatch=True))
    parts = [year, month, day][: draw(st.integers(1, 3))]
    return "-".join(draw(MARKS) + part + draw(MARKS) for part in parts)


@st.composite
def _long_years(draw: st.DrawFn) -> str:
    year = draw(
        st.from_regex(r"-?[0-9]{4}S[1-4]|Y-?[1-9][0-9]{4,8}(S[1-5])?|Y-?[1-9][0-9]{0,3}E[1-9](S1)?", fullmatch=True)
    )
    return draw(MARKS) + year + draw(MARKS)


@st.composite
def _intervals(draw: st.DrawFn) -> str:
    start, end = draw(DATES | OPEN_ENDS), draw(DATES | OPEN_ENDS)
    backwards = not _is_edtf(f"{start}/{end}")
    return f"{end}/{start}" if backwards else f"{start}/{end}"


@st.composite
def _sets(draw: st.DrawFn) -> str:
    members = draw(st.lists(DATES | _ranges(), min_size=1, max_size=4))
    earlier, later = (
        draw(st.sampled_from(["", f"..{draw(DATES)},"])),
        draw(st.sampled_from(["", f",{draw(DATES)}.."])),
    )
    listed = earlier + ",".join(members) + later
    return draw(st.sampled_from([f"[{listed}]", f"{{{listed}}}"]))


@st.composite
def _ranges(draw: st.DrawFn) -> str:
    return f"{draw(DATES)}..{draw(DATES)}"


DATES = (_calendar_dates() | _long_years()).filter(_is_edtf)
OPEN_ENDS = st.sampled_from(["", ".."])
TIMES_OF_DAY = st.from_regex(
    r"-?[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(Z|[+-]0[1-9](:[0-5][0-9])?)?",
    fullmatch=True,
)
TIMES = st.one_of(DATES, TIMES_OF_DAY, _intervals(), _sets()).filter(_is_edtf)
WORDS = st.text(min_size=1, max_size=30).map(str.strip).filter(bool)


@given(TIMES)
def test_a_time_that_is_read_is_given_back(text: str) -> None:
    assert str(Edtf.parse(text)) == text


@given(TIMES, st.none() | WORDS)
@example("1431", "a) (b")
def test_a_time_with_words_is_given_back(text: str, words: str | None) -> None:
    time = TimeExtent(edtf=Edtf.parse(text), wording=words)

    assert TimeExtent.parse(time.written()) == time


@given(st.text(alphabet="0123456789X-/.,?~%[]{}YESTZ:+u (", max_size=24))
def test_a_text_that_is_no_time_is_refused_with_a_message(text: str) -> None:
    assume(not _is_edtf(text))

    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        Edtf.parse(text)


@given(TIMES)
def test_bounds_are_in_order(text: str) -> None:
    bounds = Edtf.parse(text).bounds

    assert _in_order(bounds.earliest_begin_day, bounds.latest_begin_day)
    assert _in_order(bounds.earliest_end_day, bounds.latest_end_day)
    assert _in_order(bounds.earliest_begin_day, bounds.latest_end_day)


@given(TIMES)
def test_marks_do_not_move_the_bounds(text: str) -> None:
    """The source does not say by how much it is unsure, and we do not guess."""
    assert Edtf.parse(re.sub("[?~%]", "", text)).bounds == Edtf.parse(text).bounds


@given(DAYS)
def test_every_day_has_one_name(julian_day: int) -> None:
    assert julian_day_number(*gregorian_from_julian_day(julian_day)) == julian_day


@given(DAYS)
def test_the_next_day_has_a_later_name(julian_day: int) -> None:
    assert gregorian_from_julian_day(julian_day) < gregorian_from_julian_day(julian_day + 1)


@given(st.dates())
def test_the_standard_library_counts_alike(day: date) -> None:
    bounds = Edtf.parse(day.isoformat()).bounds

    assert bounds.earliest_begin_day == bounds.latest_end_day == day.toordinal() + 1_721_425


@given(st.dates())
def test_a_day_lies_in_its_month_and_that_in_its_year_and_that_in_its_decade(day: date) -> None:
    text = day.isoformat()
    widening = [text, text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX", "XXXX"]

    for narrow, wide in pairwise(widening):
        assert _lies_in(Edtf.parse(narrow).bounds, Edtf.parse(wide).bounds)


@given(st.from_regex("[1-9][0-9]{3}", fullmatch=True), st.integers(1, 3))
def test_fewer_significant_digits_are_wider(year: str, digits: int) -> None:
    narrow, wide = Edtf.parse(f"{year}S{digits + 1}").bounds, Edtf.parse(f"{year}S{digits}").bounds

    assert _lies_in(narrow, wide)
    assert Edtf.parse(f"{year}S{digits}").bounds == Edtf.parse(year[:digits].ljust(4, "X")).bounds


@given(_calendar_dates(), st.data())
def test_a_digit_more_is_narrower(text: str, data: st.DataObject) -> None:
    places = [place for place, character in enumerate(text) if character == "X"]
    assume(places and _is_edtf(text))
    place = data.draw(st.sampled_from(places))
    filled = text[:place] + data.draw(st.sampled_from("0123456789")) + text[place + 1 :]
    # With a digit more, some month may have become a season, which is no month.
    assume(_is_edtf(filled) and _is_season(filled) == _is_season(text))

    assert _lies_in(Edtf.parse(filled).bounds, Edtf.parse(text).bounds)


@given(st.lists(DATES, min_size=1, max_size=4))
def test_each_member_lies_in_its_set(members: list[str]) -> None:
    for listed in (f"[{','.join(members)}]", f"{{{','.join(members)}}}"):
        for member in members:
            whole, part = Edtf.parse(listed).bounds, Edtf.parse(member).bounds

            assert _in_order(whole.earliest_begin_day, part.earliest_begin_day)
            assert _in_order(part.latest_end_day, whole.latest_end_day)


@given(TIMES)
@example("2004-%06")
@example("2004~-?06")
@example("2004%-~06")
@example("-0044/-0043")
@example("[..~-0044,-0043..]")
def test_the_text_can_be_read_back_from_its_key(text: str) -> None:
    """So distinct texts have distinct keys."""
    key = iri_key(text)

    assert re.fullmatch("[A-Za-z0-9.-]+", key)
    assert _text_of(key) == text


@given(st.lists(st.tuples(TIMES, st.none() | WORDS), min_size=2, max_size=6, unique=True))
def test_distinct_times_have_distinct_keys(times: list[tuple[str, str | None]]) -> None:
    keys = {TimeExtent(edtf=Edtf.parse(text), wording=words).key for text, words in times}

    assert len(keys) == len(times)


def _in_order(day: int | None, later: int | None) -> bool:
    return day is None or later is None or day <= later


def _lies_in(narrow: Bounds, wide: Bounds) -> bool:
    return _in_order(wide.earliest_begin_day, narrow.earliest_begin_day) and _in_order(
        narrow.latest_end_day, wide.latest_end_day
    )


def _is_season(text: str) -> bool:
    return re.search("[0-9X]{4}-[234][0-9]$", re.sub("[?~%]", "", text)) is not None


def _text_of(key: str) -> str:
    for prefix, joint, brackets in (("one-of-", "-or-", "[]"), ("all-of-", "-and-", "{}")):
        if key.startswith(prefix):
            members = key.removeprefix(prefix).split(joint)
            return brackets[0] + ",".join(_member_of(member) for member in members) + brackets[1]
    return "/".join({"open": "..", "unknown": ""}.get(end) or _date_of(end) for end in key.split("--"))


def _member_of(key: str) -> str:
    return "..".join("" if end == "open" else _date_of(end) for end in key.split("-to-"))


def _date_of(key: str) -> str:
    if key == "unknown":
        return ""
    words = {
        "approx.uncertain.": "%",
        "approx.": "~",
        "uncertain.": "?",
        "-approx-uncertain": "%",
        "-approx": "~",
        "-uncertain": "?",
        "minus-": "-",
        "plus": "+",
        ".": ":",
    }
    for word, sign in words.items():
        key = key.replace(word, sign)
    return key
