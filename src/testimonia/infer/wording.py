"""Numbers and sums in words, in English and German."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from testimonia.infer.facts import Figure
from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, OPEN, Interval
from testimonia.infer.period_words import MONATE
from testimonia.infer.stated import PERCENT, Stated, amount, has_number
from testimonia.model.calendar import MONTHS, gregorian_from_julian_day

RULE_NAME: Final = "arithmetic"
Said = tuple[str, str]
"""The same words in English and German."""

_STATES = {CONSISTENT: ("Consistent", "Stimmig"), INCONSISTENT: ("Inconsistent", "Unstimmig"), OPEN: ("Open", "Offen")}
_BOUNDS = {
    "approx": ("about", "etwa"),
    "nearly": ("nearly", "fast"),
    "implied": ("about", "etwa"),
    "atLeast": ("at least", "mindestens"),
    "moreThan": ("more than", "mehr als"),
    "atMost": ("at most", "höchstens"),
    "lessThan": ("less than", "weniger als"),
    "upTo": ("up to", "bis zu"),
}
_SMALL = 100
_WHOLE = 100
_PLACES = 6
_DAYS_IN_MONTH = 31
_DAYS_IN_YEAR = 366


def said(english: str, german: str, **parts: Said) -> Said:
    """Two templates filled in, each in its language."""
    return (
        english.format(**{name: part[0] for name, part in parts.items()}),
        german.format(**{name: part[1] for name, part in parts.items()}),
    )


def joined(parts: Iterable[Said], between: str) -> Said:
    """Several in a row."""
    listed = list(parts)
    return between.join(part[0] for part in listed), between.join(part[1] for part in listed)


def number(value: Fraction, unit: str = "", *, is_computed: bool = True) -> Said:
    """A number with thousands set apart, and the sign of per cent; computed ones rounded, small ones to one place."""
    places = _PLACES if not is_computed else int(unit == PERCENT or abs(value) < _SMALL)
    whole, rest = divmod(round(abs(value) * 10**places), 10**places)
    english = ("-" if value < 0 else "") + f"{whole:,}.{rest:0{places}d}".rstrip("0").rstrip(".")
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    sign = " %" if unit == PERCENT else ""
    return english + sign, german + sign


def worded(figure: Figure) -> Said:
    """A figure with its bound, as the source words it."""
    if not has_number(figure):
        return ("none", "keine") if figure.bound == "none" else ("an unstated number", "eine nicht genannte Zahl")
    interval, bound = amount(figure), _BOUNDS.get(figure.bound)
    ends = [end for end in (figure.value, figure.least, figure.most) if end is not None]
    if bound is None or len(ends) != 1:
        return spelt(interval, figure.unit, is_computed=False)
    fraction = figure.wording.rpartition(" ")[2]
    shown = number(Fraction(ends[0]), figure.unit, is_computed=False)
    shown = (fraction, fraction) if "/" in fraction and figure.unit == PERCENT else shown
    return f"{bound[0]} {shown[0]}", f"{bound[1]} {shown[1]}"


def spelt(interval: Interval, unit: str = "", *, is_computed: bool = True) -> Said:
    """An interval in words."""
    about = ("about ", "etwa ") if interval.is_loose else ("", "")
    low = number(interval.low or Fraction(0), unit, is_computed=is_computed)
    high = number(interval.high or Fraction(0), unit, is_computed=is_computed)
    if interval.point is not None:
        return joined([about, low], "")
    if interval.high is None or (unit == PERCENT and interval.high == _WHOLE and interval.low):
        return joined(
            [("at least ", "mindestens ") if interval.has_low else ("more than ", "mehr als "), about, low], ""
        )
    if not interval.low:
        most = ("at most ", "höchstens ") if interval.has_high else ("less than ", "weniger als ")
        return joined([most, about, high], "")
    return joined([about, low, (" to ", " bis "), high], "")


def day(number_of_day: int) -> Said:
    """A day of the calendar by its Julian day number."""
    year, month, in_month = gregorian_from_julian_day(number_of_day)
    shown = str(year) if year > 0 else f"{1 - year} BCE"
    jahr = str(year) if year > 0 else f"{1 - year} v. u. Z."
    return f"{in_month} {MONTHS[month - 1]} {shown}", f"{in_month}. {MONATE[month - 1]} {jahr}"


def days(first: int | None, last: int | None) -> Said:
    """A day, a month or a year, or the stretch from one day to another."""
    if first is not None and last is not None:
        return _calendar(first, last) or said(
            "{first} to {last}", "{first} bis {last}", first=day(first), last=day(last)
        )
    if first is not None:
        return said("from {d} on", "ab {d}", d=day(first))
    return said("up to {d}", "bis {d}", d=day(last)) if last is not None else ("any day", "irgendein Tag")


def _calendar(first: int, last: int) -> Said | None:
    """A stretch that is one day, one whole month or one whole year, by its name."""
    if first == last:
        return day(first)
    _, month, in_month = gregorian_from_julian_day(first)
    _, after, next_in_month = gregorian_from_julian_day(last + 1)
    if (in_month, next_in_month) != (1, 1):
        return None
    words = day(first)
    if last - first < _DAYS_IN_MONTH:
        return words[0].partition(" ")[2], words[1].partition(" ")[2]
    is_year = month == after == 1 and last - first <= _DAYS_IN_YEAR
    return (words[0].split(" ", 2)[2], words[1].split(" ", 2)[2]) if is_year else None


def sentence(state: str, words: Said) -> Said:
    """Words that open with the state."""
    english, german = _STATES[state]
    return f"{english}: {words[0]}", f"{german}: {words[1]}"


def finding(kind: str, state: str, about: str, stated: Iterable[Stated], words: Said) -> Finding:
    """A finding of this rule; its sentence opens with its state."""
    english, german = sentence(state, words)
    inputs = tuple(sorted({path for one in stated for path in one.inputs}))
    return Finding(rule=RULE_NAME, kind=kind, about=about, inputs=inputs, english=english, german=german)


def state_of(one: Finding) -> str:
    """Consistent, inconsistent or open: what the sentence opens with."""
    head = one.english.partition(":")[0]
    return next((state for state, words in _STATES.items() if words[0] == head), OPEN)
