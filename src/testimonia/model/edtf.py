"""Times as the Extended Date/Time Format writes them, levels 0, 1 and 2.

Reads the profile of ISO 8601-2:2019 that the Library of Congress keeps. Where
its text leaves open whether two features may meet, they may: a season may be
an end of an interval, a year of five digits may be approximate.

Source:
    Library of Congress, Extended Date/Time Format (EDTF) Specification,
    4 February 2019.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Self

from testimonia.model.edtf_bounds import Bounds, Edge, Span, all_of, from_to, one_of, within
from testimonia.model.edtf_date import Date, read_date, read_date_and_time


class SetKind(Enum):
    """What the members of a set are to each other."""

    ONE_OF = "one of"
    ALL_OF = "all of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edtf:
    """A time in EDTF: the text, which is the record, and what follows from it.

    Two texts that mean the same days (1944-02 and 1944-02/1944-02) remain two.
    """

    text: str
    bounds: Bounds
    set_kind: SetKind | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text in EDTF, without spaces around it.

        Raises:
            ValueError: The text is not EDTF, names a day that does not exist,
                or runs backwards.
        """
        return cls(text=text, bounds=_bounds(text), set_kind=_SET_KINDS.get(text[:1]))

    def __str__(self) -> str:
        return self.text

    @property
    def is_approximate(self) -> bool:
        """Whether any part of the date is marked as approximate."""
        return "~" in self.text or "%" in self.text

    @property
    def is_uncertain(self) -> bool:
        """Whether any part of the date is marked as uncertain."""
        return "?" in self.text or "%" in self.text

    @property
    def is_set(self) -> bool:
        """Whether it lists several dates, of which one or all are meant."""
        return self.set_kind is not None


_SET_KINDS = {"[": SetKind.ONE_OF, "{": SetKind.ALL_OF}
_CLOSING = {"[": "]", "{": "}"}
_TIME_OF_DAY = re.compile(r"[0-9]T[0-9]")


@lru_cache(maxsize=16_384)
def _bounds(text: str) -> Bounds:
    if text[:1] in _SET_KINDS:
        return _set(text)
    if "/" in text:
        return _interval(text)
    if _TIME_OF_DAY.search(text):
        return within(read_date_and_time(text).span)
    return within(read_date(text).span)


def _interval(text: str) -> Bounds:
    if text.count("/") != 1:
        raise ValueError(f"'{text}' is not a date in EDTF; an interval has one '/', as in 1944/1948")
    if text == "/":
        raise ValueError("the interval '/' has neither beginning nor end; write at least one, as in 1944/ or /1948")
    if _TIME_OF_DAY.search(text):
        raise ValueError(f"the interval {text} has a time of day; EDTF gives intervals in days, leave it out")
    start, end = (_end(part) for part in text.split("/"))
    if _runs_backwards(start, end):
        raise ValueError(f"the interval {text} runs backwards; write the earlier date first")
    return from_to(start, end)


def _end(text: str) -> Span | Edge:
    if text == "..":
        return Edge.OPEN
    return read_date(text).span if text else Edge.UNKNOWN


def _runs_backwards(start: Span | Edge, end: Span | Edge) -> bool:
    """Whether no day of the beginning is on or before any of the end."""
    if isinstance(start, Edge) or isinstance(end, Edge):
        return False
    return start.first is not None and end.last is not None and start.first > end.last


def _set(text: str) -> Bounds:
    opening, listed, closing = text[0], text[1:-1], text[-1]
    if closing != _CLOSING[opening]:
        raise ValueError(f"the set {text} is not closed; end it with '{_CLOSING[opening]}'")
    members = listed.split(",")
    spans = [span for position, member in enumerate(members) for span in _member(member, position, len(members))]
    return one_of(spans) if _SET_KINDS[opening] is SetKind.ONE_OF else all_of(spans)


def _member(text: str, position: int, count: int) -> list[Span]:
    """Spans of the dates that one member of a set names, the outermost of a range."""
    before, dots, after = text.partition("..")
    if not dots:
        return [_date_in_set(text).span]
    if before and after:
        return _range(text, _date_in_set(before), _date_in_set(after))
    if after and position == 0:
        date = _date_in_set(after).span
        return [Span(None, date.last), date]
    if before and position == count - 1:
        date = _date_in_set(before).span
        return [date, Span(date.first, None)]
    raise ValueError(f"'{text}' stands wrong in a set; ..1944 comes first in it and 1944.. comes last")


def _range(text: str, first: Date, last: Date) -> list[Span]:
    if first.precision != last.precision:
        raise ValueError(f"the range {text} goes from a {first.precision} to a {last.precision}; write both alike")
    if _runs_backwards(first.span, last.span):
        raise ValueError(f"the range {text} runs backwards; write the earlier date first")
    return [first.span, last.span]


def _date_in_set(text: str) -> Date:
    if "/" in text or _TIME_OF_DAY.search(text):
        raise ValueError(f"'{text}' cannot stand in a set; write dates, and 1944..1948 for all from one to another")
    return read_date(text)
