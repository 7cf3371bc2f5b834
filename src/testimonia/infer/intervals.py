"""Intervals of exact numbers: what follows for a sum, a share or a base from bounds as worded.

Numbers are fractions, so that nothing is rounded on the way; rounding is a
matter of words alone. The one law: whatever numbers lie within the inputs,
their sum, difference, product or quotient lies within the result.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

CONSISTENT: Final = "consistent"
INCONSISTENT: Final = "inconsistent"
OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``; None where there is no end.

    ``has_low`` and ``has_high`` say whether the end itself is included (*at
    least* includes it, *more than* does not). ``is_loose`` is what *about* and
    *nearly* make of a number: the ends are the number as read, and bound
    nothing, since how far *about* reaches is nowhere said.
    """

    low: Fraction | None
    high: Fraction | None
    has_low: bool = True
    has_high: bool = True
    is_loose: bool = False

    def __post_init__(self) -> None:
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and not (self.has_low and self.has_high)):
            raise ValueError(f"no number lies between {self.low} and {self.high}")

    @classmethod
    def of(cls, number: Fraction | int) -> "Interval":
        """One number alone."""
        return cls(Fraction(number), Fraction(number))

    @property
    def point(self) -> Fraction | None:
        """The one number, if it is one, as read or for certain."""
        return self.low if self.low == self.high else None

    def contains(self, number: Fraction) -> bool:
        """Whether the wording allows for a number; *about* allows for any."""
        low, high = self.low, self.high
        after = low is None or number > low or (self.has_low and number == low)
        before = high is None or number < high or (self.has_high and number == high)
        return self.is_loose or (after and before)

    def is_below(self, other: "Interval") -> bool:
        """Whether, as read, every number here is less than every number there."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and not (self.has_high and other.has_low))

    def is_within_reach_of(self, other: "Interval") -> bool:
        """Whether, as read, no number here is more than any number there."""
        return self.high is not None and other.low is not None and self.high <= other.low

    def compared_with(self, other: "Interval") -> str:
        """Whether one number can be meant by both: consistent, inconsistent, or open after *about* and *nearly*."""
        if self.is_loose or other.is_loose:
            return OPEN
        return INCONSISTENT if self.is_below(other) or other.is_below(self) else CONSISTENT

    def __add__(self, other: "Interval") -> "Interval":
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        has_low, has_high = self.has_low and other.has_low, self.has_high and other.has_high
        return Interval(low, high, has_low, has_high, self.is_loose or other.is_loose)

    def __neg__(self) -> "Interval":
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.has_high, self.has_low, self.is_loose)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        """The product of amounts, none of which is below nothing."""
        (one, other_low), is_loose = (_amount(self), _amount(other)), self.is_loose or other.is_loose
        low = one * other_low
        has_low = (self.has_low and other.has_low) if low else _touches_nothing(self) or _touches_nothing(other)
        if _is_nothing(self) or _is_nothing(other):
            return Interval(Fraction(0), Fraction(0), is_loose=is_loose)
        if self.high is None or other.high is None:
            return Interval(low, None, has_low, has_high=True, is_loose=is_loose)
        return Interval(low, self.high * other.high, has_low, self.has_high and other.has_high, is_loose)

    def __truediv__(self, other: "Interval") -> "Interval":
        """The quotient of amounts.

        Raises:
            ZeroDivisionError: The divisor is nothing.
        """
        if _is_nothing(other):
            raise ZeroDivisionError("nothing can be divided by nothing")
        return self * _inverse(other)

    def share_of(self, whole: "Interval") -> "Interval":
        """Per cent that this amount is of a whole."""
        return self * Interval.of(100) / whole

    def percent_of(self, whole: "Interval") -> "Interval":
        """The amount that this many per cent of a whole come to."""
        return self * whole / Interval.of(100)

    def up_to(self, most: int) -> "Interval":
        """The same with an upper end, where it had none and allows for that one."""
        if self.high is not None or (self.low is not None and self.low >= most):
            return self
        return replace(self, high=Fraction(most), has_high=True)


NOTHING: Final = Interval.of(0)
ANY_AMOUNT: Final = Interval(Fraction(0), None)


def _amount(interval: Interval) -> Fraction:
    """The lower end of an amount.

    Raises:
        ValueError: The interval goes below nothing.
    """
    if interval.low is None or interval.low < 0:
        raise ValueError("an amount is not less than nothing")
    return interval.low


def _touches_nothing(interval: Interval) -> bool:
    return interval.low == 0 and interval.has_low


def _is_nothing(interval: Interval) -> bool:
    return interval.low == 0 == interval.high


def _inverse(interval: Interval) -> Interval:
    """One divided by an amount; what is close to nothing has an inverse without end."""
    low, high = _amount(interval), interval.high
    least, has_least = (Fraction(0), False) if high is None else (1 / high, interval.has_high)
    if low == 0:
        return Interval(least, None, has_least, has_high=True, is_loose=interval.is_loose)
    return Interval(least, 1 / low, has_least, interval.has_low, interval.is_loose)
