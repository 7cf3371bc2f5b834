"""Our reader of EDTF against two others, on the same texts.

Where they part, the reason stands here. A reason that no longer holds fails,
so that the list cannot outlive the releases that it speaks of.
"""

# ruff: noqa: SIM905  many short texts are read best as one

import re
from contextlib import redirect_stdout
from io import StringIO
from itertools import product
from typing import NamedTuple

import pytest
from edtf import parse_edtf
from edtf_validate.valid_edtf import is_valid

from testimonia.model.calendar import gregorian_from_julian_day
from testimonia.model.edtf import Edtf

SPECIFICATION = """
1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04
1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02
2004-02-01/2005 2005/2006-02 Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX
2004-XX 1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985
1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 -1985 Y-17E7 1950S2 Y171010000S3 Y3388E2S3
2001-34 [1667,1668,1670..1672] [..1760-12-03] [1760-12..] [1760-01,1760-02,1760-12..]
[1667,1760-12] [..1984] {1667,1668,1670..1672} {1960,1961-12} {..1984} 2004-06~-11 2004?-06-11
?2004-06-~11 2004-%06-11 156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1XXX-12 1984-1X
2004-06-~01/2004-06-~20 2004-06-XX/2004-07-03
""".split()
# Each example with one character left out, or one written twice.
MISREAD = {text[:place] + text[place + 1 :] for text in SPECIFICATION for place in range(1, len(text), 2)} | {
    text[: place + 1] + text[place:] for text in SPECIFICATION for place in range(0, len(text), 5)
}
YEARS = "1985 -1985 0000 198X 1X85".split()
REST = " -04 -13 -00 -XX -1X -X3 -21 -34 -42 -04-12 -04-31 -02-30 -04-XX -XX-XX -XX-31 -X4-12 -21-01".split(" ")
ENDS = "1944 1945 1944-12 1945-02 1944-02-29 1945-02-29 -0044 194X 1944-22 1945? 1944-06-~01 ..".split()
MEMBERS = "1944 1945..1946 1945-02 1944-02-29 1946.. ..1943 1944? 19".split()
COMPOSED = {
    *(year + rest + mark for year, rest, mark in product(YEARS, REST, ["", "~"])),
    *(f"{start}/{end}" for start, end in product(ENDS, [*ENDS, ""])),
    *(
        f"{opening}{one},{other}{closing}"
        for (opening, closing), one, other in product([("[", "]"), ("{", "}")], MEMBERS, MEMBERS)
    ),
}


class Difference(NamedTuple):
    """A form of texts on which edtf-validate says the contrary of ``is_read``."""

    reason: str
    form: str
    example: str
    is_read: bool


PART = "(2[1-9]|3[0-9]|4[01])[?~%]?"
READ_HERE = {
    "a mark and an open digit in one date": (".*X.*[?~%].*|(.*[/,])?[?~%].*X.*", "194X~"),
    "a mark within a date, and an open digit": (".*[?~%]-.*X.*", "2004?-06-1X"),
    "half an interval with sign, mark or open digit": (
        r"(\.\.)?/(-.*|.*[X?~%].*)|.*[X?~%].*/(\.\.)?",
        "194X/..",
    ),
    "a long year with a mark, or beside another date": (".*[YS].*[?~%/,.].*|[?~%].*[YS].*", "Y-12000~"),
    "a part of a year in a set": (rf"[\[{{].*[0-9]{{4}}-{PART}[,.\]}}].*", "[1945-21,1945-23]"),
    "a part of a year from 25 on in an interval": (f"(.*/)?-?[0-9]{{4}}-{PART}(/.*)?", "1945-34/1945-36"),
    "a part of a year with a mark before it": (f".*-[?~%]{PART}.*", "1945-~21"),
    "a part of a year with an open digit": (f".*X.*-{PART}.*", "194X-21"),
    "a part with a mark on both sides": (".*[?~%][0-9]+[?~%].*", "2004-?06~-11"),
    "a range of dates with marks or open digits": (r"[\[{].*[?~%X].*", "[1670~..1672~]"),
    "a range after an earlier date": (r"[\[{]\.\..*,.*[0-9]\.\.[0-9].*", "[..1943,1945..1946]"),
    "a set of one": (r"[\[{][^,.]*[\]}]", "[1667]"),
    "an offset of nothing": (r".*T.*\+00(:00)?", "1985-04-12T23:20:30+00:00"),
    "an interval that ends in the month or year it begins": (r"(.*)-.*/\1[?~%]?", "1944-12-30/1944"),
    "from year 0 or before it to a season": ("(-.*|0000.*)/.*-2[1-4]", "-0044/0001-24"),
}
REFUSED_HERE = {
    "a time of day in a year": ("[0-9]{4}T.*", "1985T23:20:30"),
    "a range that runs backwards": (r"[\[{].*[0-9]\.\.[0-9].*", "[1672..1670]"),
    "spaces in a set": (r"[\[{].* .*", "[1667 ,1668]"),
    "more significant digits than digits": (".*S[0-9]+", "1950S5"),
    "a leap day of a common year": (".*-02[?~%]?-.*29", "1900-02-29"),
    "a 31st of a short month, with marks": (".*-[?~%]?(02|04|06|09|11)[?~%]?-[?~%]?3.*", "2004-06~-31"),
    "backwards within a year before year 0": ("(-[0-9]{4}).*/\\1.*", "-0001-12-30/-0001-02"),
    "a year of more than a thousand digits": ("Y.*E.*", "Y1E1000"),
}
KNOWN_DIFFERENCES = [
    *(Difference(reason, form, example, is_read=True) for reason, (form, example) in READ_HERE.items()),
    *(Difference(reason, form, example, is_read=False) for reason, (form, example) in REFUSED_HERE.items()),
]


@pytest.mark.parametrize("known", KNOWN_DIFFERENCES, ids=lambda known: known.reason)
def test_known_differences_stand(known: Difference) -> None:
    assert re.fullmatch(known.form, known.example)
    assert _is_read(known.example) is known.is_read
    assert _is_valid_elsewhere(known.example) is not known.is_read


@pytest.mark.parametrize("text", SPECIFICATION)
def test_the_examples_of_the_specification_are_read_by_both(text: str) -> None:
    assert _is_read(text)
    assert _is_valid_elsewhere(text)


@pytest.mark.parametrize(
    "texts", [pytest.param(MISREAD, id="misread examples"), pytest.param(COMPOSED, id="composed from parts")]
)
def test_both_agree_on_other_texts(texts: set[str]) -> None:
    unexplained = [
        text for text in sorted(texts) if _is_read(text) != _is_valid_elsewhere(text) and not _is_known(text)
    ]

    assert len(texts) > 400
    assert unexplained == []


# The other reader's own first and last day; a dash where it has no limit.
BOUNDS_ELSEWHERE = [
    pytest.param("1985/", "1985-1-1 1995-1-1", id="unknown end: it adds ten years to the start"),
    pytest.param("/1985", "1975-12-31 1985-12-31", id="unknown start: it takes ten years from the end"),
    pytest.param("1984-1X", "AttributeError", id="some month: it fails"),
    pytest.param("1984-01-1X", "ValueError", id="some day: it fails"),
    pytest.param("-0004-02-XX", "-4-2-29 -4-2-1", id="month before year 0: it takes the last day for the first"),
    pytest.param("190X-02-29", "1900-2-29 1909-2-29", id="leap day of a decade: it does not look at the calendar"),
    pytest.param("-1950S2", "-2000-1-1 -1001-12-31", id="significant digits before year 0: it counts the sign"),
    pytest.param("0050S1", "0-1-1 999-12-31", id="significant digits: it counts leading zeros"),
    pytest.param("1945-24", "1945-12-1 1945-12-31", id="winter: it stops at the year's end"),
]
HALF_UNKNOWN = re.compile("/.*|.*/")
SAME_BOUNDS = [
    *(text for text in SPECIFICATION if not HALF_UNKNOWN.fullmatch(text) and text != "1984-1X"),
    *"0000 -0043-03-15 0000-02 1900-02 2000-02 -0004-02 1984-02-XX 199X-02-XX 199X-02 -19XX XXXX".split(),
    *"1950S4 1945-21 1945-22 1945-23 1945-25 1945-29 1945-31 1945-32 1945-33 1945-36".split(),
    *"1945-37 1945-39 1945-40 1945-41 1944-02/1944-05~ 1984?/2004~ {1667-12,1660} Y-1E9".split(),
]


@pytest.mark.parametrize("text", SAME_BOUNDS)
def test_bounds_are_the_same_elsewhere(text: str) -> None:
    assert _bounds_elsewhere(text) == _bounds(text)


@pytest.mark.parametrize(("text", "elsewhere"), BOUNDS_ELSEWHERE)
def test_known_differences_of_bounds_stand(text: str, elsewhere: str) -> None:
    assert _bounds_elsewhere(text) == elsewhere
    assert _bounds(text) != elsewhere


def _is_known(text: str) -> bool:
    is_read = _is_read(text)
    return any(known.is_read is is_read and re.fullmatch(known.form, text) for known in KNOWN_DIFFERENCES)


def _is_read(text: str) -> bool:
    try:
        Edtf.parse(text)
    except ValueError:
        return False
    return True


def _is_valid_elsewhere(text: str) -> bool:
    try:
        return is_valid(text) is True
    except (ValueError, KeyError):  # it fails on some intervals instead of refusing them
        return False


def _bounds(text: str) -> str:
    bounds = Edtf.parse(text).bounds
    days = [bounds.earliest_begin_day, bounds.latest_end_day]
    return " ".join("-" if day is None else "{}-{}-{}".format(*gregorian_from_julian_day(day)) for day in days)


def _bounds_elsewhere(text: str) -> str:
    try:
        with redirect_stdout(StringIO()):  # it prints what it fails on
            time = parse_edtf(text)
            fuzzy = "S" in text  # significant digits widen only its fuzzy bounds
            days = [time.lower_fuzzy(), time.upper_fuzzy()] if fuzzy else [time.lower_strict(), time.upper_strict()]
    except (AttributeError, ValueError) as failure:
        return type(failure).__name__
    return " ".join("-" if isinstance(day, float) else "{}-{}-{}".format(*day[:3]) for day in days)
