"""Times as people write them, in English and German, from their EDTF text: ``1944-02-23`` is 23 February 1944.

What has no plain words (years of five digits, digits left open within a
number, a time of day) stays as it is written. Nothing is rounded: a mark of
doubt becomes a word, and an end that is open or unknown is told as such.
"""

import re
from functools import lru_cache
from typing import Final

from testimonia.model.calendar import MONTHS

Said = tuple[str, str]
"""The same words in English and German."""

MONATE: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

_DATE: Final = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
_MARKS: Final = re.compile("[?~%]")
_SEASONS: Final = (("spring", "Frühling"), ("summer", "Sommer"), ("autumn", "Herbst"), ("winter", "Winter"))
_SIDES: Final = (("", ""), (" (northern)", " (nördlich)"), (" (southern)", " (südlich)"))
_ORDINALS: Final = ("first", "second", "third", "fourth")
_PARTS: Final = ((33, 4, "quarter", "Quartal"), (37, 3, "third", "Drittel"), (40, 2, "half", "Hälfte"))
_FIRST_SEASON, _AFTER_SEASONS, _IN_A_YEAR = 21, 33, 4
_OVER_NEW_YEAR: Final = (24, 28, 30)
_CENTURY: Final = 100
_SINCE: Final = ("from {} on", "ab {}")
_UNTIL: Final = ("up to {}", "bis {}")
_TO: Final = (" to ", " bis ")
_JOINED: Final = {"[": (" or ", " oder "), "{": (" and ", " und ")}


@lru_cache(maxsize=4096)
def worded(edtf: str) -> Said:
    """A time in words."""
    if edtf[:1] in _JOINED:
        return _set(edtf)
    begin, stroke, end = edtf.partition("/")
    if not stroke:
        return _date(begin)
    if end in ("", ".."):
        return _in_both(_SINCE, _date(begin))
    return _in_both(_UNTIL, _date(end)) if begin in ("", "..") else _joined([_date(begin), _date(end)], _TO)


def _set(edtf: str) -> Said:
    """Dates of which one is meant, or all."""
    members = edtf[1:-1].split(",")
    found = [_member(member.strip()) for member in members]
    if edtf[0] == "[" and len(found) == 1 and ".." in members[0].strip("."):
        return f"some time from {found[0][0]}", f"irgendwann von {found[0][1]}"
    return _joined(found, _JOINED[edtf[0]])


def _member(text: str) -> Said:
    begin, dots, end = text.partition("..")
    if not dots:
        return _date(text)
    if begin and end:
        return _joined([_date(begin), _date(end)], _TO)
    return _in_both(
        ("{} or later", "{} oder später") if begin else ("{} or earlier", "{} oder früher"), _date(begin or end)
    )


def _joined(dates: list[Said], between: Said) -> Said:
    """Dates in a row; what the last two have in common at their ends is said once (1 to 3 March 1944)."""
    english, german = (_row([date[language] for date in dates], between[language]) for language in (0, 1))
    return english, german


def _row(dates: list[str], between: str) -> str:
    if len(dates) > 1:
        dates = [*dates[:-2], _without_ending(dates[-2], dates[-1]), dates[-1]]
    return between.join(part for index, part in enumerate(dates) if part != dates[index - 1] or index == 0)


def _without_ending(one: str, other: str) -> str:
    """A date less the words with which the other ends, too; its first word stays."""
    words, ends = one.split(" "), other.split(" ")
    if one == other or any(mark in one + other for mark in "()"):
        return one
    while len(words) > 1 and len(ends) > 1 and words[-1] == ends[-1]:
        words.pop()
        ends.pop()
    return " ".join(words) if len(words) == len(ends) else one


def _date(text: str) -> Said:
    """One date with its marks: about, and uncertain."""
    marks = set(_MARKS.findall(text))
    match = _DATE.fullmatch(_MARKS.sub("", text))
    said = _plain(match["year"], match["month"] or "", match["day"] or "") if match else None
    if said is None:
        return text, text
    if marks & {"~", "%"}:
        said = _in_both(("about {}", "etwa {}"), said)
    return _in_both(("{} (uncertain)", "{} (unsicher)"), said) if marks & {"?", "%"} else said


def _plain(year: str, month: str, day: str) -> Said | None:
    """A date of year, month and day, any of which may be left open as a whole."""
    if "X" in year:
        return None if month else _years(year)
    shown = _year(int(year))
    if not month:
        return shown
    if month == "XX" and day in ("", "XX"):
        return _in_both(("a day in {}", "ein Tag {}") if day else ("a month in {}", "ein Monat {}"), shown)
    return _day(_month(int(month), int(year), shown), day) if month.isdecimal() else None


def _day(in_month: Said, day: str) -> Said | None:
    """A day of a month, or the month itself."""
    if day == "XX":
        return _in_both(("a day in {}", "ein Tag im {}"), in_month)
    if day and not day.isdecimal():
        return None
    return (f"{int(day)} {in_month[0]}", f"{int(day)}. {in_month[1]}") if day else in_month


def _years(year: str) -> Said | None:
    """Years of which the last digits are left open: a decade, or a longer run by its ends."""
    if year.startswith("-") or not re.fullmatch(r"[0-9]+X+", year):
        return None
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last - first < _CENTURY - 1:
        return f"{first}s", f"{first}er Jahre"
    return f"a year from {first} to {last}", f"ein Jahr von {first} bis {last}"


def _year(year: int) -> Said:
    return (f"{1 - year} BCE", f"{1 - year} v. u. Z.") if year < 1 else (str(year), str(year))


def _month(month: int, year: int, shown: Said) -> Said:
    """A month, season or other part of a year; a season that ends in the next year names both."""
    if month <= len(MONTHS):
        return f"{MONTHS[month - 1]} {shown[0]}", f"{MONATE[month - 1]} {shown[1]}"
    if month < _AFTER_SEASONS:
        side, season = divmod(month - _FIRST_SEASON, _IN_A_YEAR)
        names, sides = _SEASONS[season], _SIDES[side]
        if month in _OVER_NEW_YEAR and year > 0:
            shown = (f"{shown[0]}/{(year + 1) % _CENTURY:02}", f"{shown[1]}/{(year + 1) % _CENTURY:02}")
        return f"{names[0]} {shown[0]}{sides[0]}", f"{names[1]} {shown[1]}{sides[1]}"
    first, _, part, teil = next(row for row in _PARTS if row[0] <= month < row[0] + row[1])
    ordinal = month - first
    return f"{_ORDINALS[ordinal]} {part} of {shown[0]}", f"{ordinal + 1}. {teil} {shown[1]}"


def _in_both(form: Said, said: Said) -> Said:
    return form[0].format(said[0]), form[1].format(said[1])
