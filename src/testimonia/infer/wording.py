"""Numbers and sums in words, in English and German."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from testimonia.infer.facts import Figure
from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, OPEN, Interval
from testimonia.infer.stated import PERCENT, Stated, amount, has_number
from testimonia.model.calendar import MONTHS, gregorian_from_julian_day

RULE_NAME: Final = "arithmetic"
Said = tuple[str, str]
"""The same words in English and German."""

_STATES = {CONSISTENT: ("Consistent", "Stimmig"), INCONSISTENT: ("Inconsistent", "Unstimmig"), OPEN: ("Open", "Offen")}
_MONATE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
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


def number(value: Fraction, unit: str = "") -> Said:
    """A number with thousands set apart, and the sign of per cent; computed ones rounded, small ones to one place."""
    places = 1 if unit == PERCENT or abs(value) < _SMALL else 0
    english = f"{round(value, places):,.{places}f}".removesuffix(".0")
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    sign = " %" if unit == PERCENT else ""
    return english + sign, german + sign


def worded(figure: Figure) -> Said:
    """A figure with its bound, as the source words it."""
    if not has_number(figure):
        return ("an unstated number", "eine nicht genannte Zahl") if figure.bound != "none" else ("none", "keine")
    interval = amount(figure)
    bound = _BOUNDS.get(figure.bound, ("", ""))
    _, slash, _ = figure.wording.partition("/")
    if slash and figure.unit == PERCENT:
        fraction = figure.wording.rpartition(" ")[2]
        return f"{bound[0]} {fraction}".strip(), f"{bound[1]} {fraction}".strip()
    if figure.bound not in _BOUNDS or interval.point is None and not (interval.low == 0 or interval.high is None):
        return spelt(interval, figure.unit)
    shown = number(interval.high if interval.high is not None else interval.low or Fraction(0), figure.unit)
    return f"{bound[0]} {shown[0]}", f"{bound[1]} {shown[1]}"


def spelt(interval: Interval, unit: str = "") -> Said:
    """An interval in words."""
    about = ("about ", "etwa ") if interval.is_loose else ("", "")
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return said("{about}{low}", "{about}{low}", about=about, low=number(low, unit))
    if high is None:
        least = ("at least ", "mindestens ") if interval.has_low else ("more than ", "mehr als ")
        return said("{word}{about}{low}", "{word}{about}{low}", word=least, about=about, low=number(low or Fraction(0), unit))
    if not low:
        most = ("at most ", "höchstens ") if interval.has_high else ("less than ", "weniger als ")
        return said("{word}{about}{high}", "{word}{about}{high}", word=most, about=about, high=number(high, unit))
    ends = {"about": about, "low": number(low, unit), "high": number(high, unit)}
    return said("{about}{low} to {high}", "{about}{low} bis {high}", **ends)


def day(number_of_day: int) -> Said:
    """A day of the calendar by its Julian day number."""
    year, month, in_month = gregorian_from_julian_day(number_of_day)
    shown = str(year) if year > 0 else f"{1 - year} BCE"
    jahr = str(year) if year > 0 else f"{1 - year} v. u. Z."
    return f"{in_month} {MONTHS[month - 1]} {shown}", f"{in_month}. {_MONATE[month - 1]} {jahr}"


def days(first: int | None, last: int | None) -> Said:
    """A day, or the stretch in which it lies."""
    if first is not None and first == last:
        return day(first)
    if first is None or last is None:
        known = first if first is not None else last
        ends = ("from", "ab") if first is not None else ("up to", "bis zum")
        return ("any day", "irgendein Tag") if known is None else said("{w} {d}", "{w} {d}", w=ends, d=day(known))
    return said("{first} to {last}", "{first} bis {last}", first=day(first), last=day(last))


def finding(kind: str, state: str, about: str, stated: Iterable[Stated], words: Said) -> Finding:
    """A finding of this rule; its sentence opens with its state."""
    english, german = (f"{head}: {text}" for head, text in zip(_STATES[state], words, strict=True))
    inputs = tuple(sorted({path for one in stated for path in one.inputs}))
    return Finding(rule=RULE_NAME, kind=kind, about=about, inputs=inputs, english=english, german=german)


def state_of(one: Finding) -> str:
    """Consistent, inconsistent or open: what the sentence opens with."""
    head = one.english.partition(":")[0]
    return next((state for state, words in _STATES.items() if words[0] == head), OPEN)
