"""Numbers as sources word them: bound, figures, unit, and what they are a share of."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

_BOUNDS = {
    "about": "approx",
    "at least": "at-least",
    "at most": "at-most",
    "more than": "more-than",
    "less than": "less-than",
    "up to": "up-to",
    "nearly": "nearly",
    "implied": "implied",
}
_SIGNS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than ", "~": "about "}
_MAGNITUDES = {
    "tens": (10, 99),
    "dozens": (12, 99),
    "hundreds": (100, 999),
    "thousands": (1_000, 9_999),
    "tens of thousands": (10_000, 99_999),
    "hundreds of thousands": (100_000, 999_999),
    "millions": (1_000_000, 9_999_999),
}
_WORDS = ("nearly all", "all", "most", "many", "some", "few", "none", "rest")
_ABSENT = ("unknown", "unstated")
_FIELDS = {
    "exact": "value",
    "approx": "value",
    "nearly": "value",
    "implied": "value",
    "at-least": "least",
    "more-than": "least",
    "at-most": "most",
    "less-than": "most",
    "up-to": "most",
}
_NUMBER = r"-?\d+(?:\.\d+)?(?:/\d+)?"
_VAGUE = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_FIGURES = re.compile(
    rf"(?:(?P<bound>{'|'.join(_BOUNDS)}) )?(?P<first>{_NUMBER}|{_VAGUE})"
    rf"(?: to (?P<second>{_NUMBER}))?(?: (?P<rest>.+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as worded.

    ``value`` is set where the source gives one figure, ``least`` and ``most``
    where it bounds one. Words without a number (*most*, *unknown*) set none.
    ``whole`` names what it is a share or a part of: as authored when parsed,
    the path of a quantity once read; ``people`` are the paths behind a whole
    that no claim states, ``minus`` is the part that *rest* leaves out.
    ``fraction`` keeps a wording such as ``1/3`` that the digits only approach.
    """

    bound: str
    unit: str
    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    magnitude: str = ""
    fraction: str = ""
    whole: str = ""
    people: tuple[str, ...] = ()
    minus: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        for number in (self.value, self.least, self.most):
            if number is not None and number < 0:
                raise ValueError(f"a quantity cannot be negative, got {number}")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(
                f"the range {plain(self.least)} to {plain(self.most)} runs backwards; write the smaller number first"
            )

    @classmethod
    def parse(cls, written: str) -> "Quantity":
        """Read the short form ``[bound] number [to number] unit [of whole] [(wording)]``.

        Raises:
            ValueError: The text does not follow the form, or its range runs backwards.
        """
        text, remark = _without_remark(" ".join(written.split()))
        for sign, words in _SIGNS.items():
            if text.startswith(sign):
                text = words + text[len(sign) :].lstrip()
                break
        text = text.replace("..", " to ").replace(" % to ", " to ")
        quantity = _in_words(text) or _in_figures(text)
        if quantity is None:
            raise ValueError(
                f"'{written}' is not a quantity; write for example '700 persons', 'at least 200000 persons', "
                "'30 % of chechens' or 'most of chechens'"
            )
        return replace(quantity, remark=remark)

    def written(self) -> str:
        """The short form that :meth:`parse` reads back to the same quantity."""
        share = f" of {self.whole}" if self.whole else ""
        remark = f" ({self.remark})" if self.remark else ""
        return f"{self.wording}{share}{remark}"

    @property
    def wording(self) -> str:
        """Bound, figures and unit in words, without the whole."""
        if self.bound in _FIELDS:
            number = self.fraction or plain(next(n for n in (self.value, self.least, self.most) if n is not None))
            word = next((words for words, bound in _BOUNDS.items() if bound == self.bound), "")
            return f"{word} {number} {self.unit}".strip().removesuffix(" %" if self.fraction else "\0")
        if self.bound == "magnitude":
            return f"{self.magnitude} of {self.unit}"
        if self.bound == "range":
            first = self.magnitude or plain(self.least or Decimal(0))
            return f"{first} to {plain(self.most or Decimal(0))} {self.unit}"
        word = self.bound.replace("-", " ")
        return f"{word} {self.unit}" if self.bound in _ABSENT or self.unit != "persons" else word

    def canonical(self) -> str:
        """One line for digests: what is counted, without the wording."""
        numbers = (plain(n) if n is not None else "" for n in (self.value, self.least, self.most))
        return "|".join((self.bound, *numbers, self.unit, self.whole, self.minus))


def plain(number: Decimal) -> str:
    """The number without exponent or trailing zeros, the form in which every store keeps a decimal."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_remark(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?) \(([^()]*)\)", text)
    return (match[1], match[2]) if match else (text, "")


def _in_words(text: str) -> Quantity | None:
    for word in _WORDS:
        if text == word or text.startswith(f"{word} "):
            unit, whole = _unit_and_whole(text[len(word) + 1 :])
            return Quantity(bound=word.replace(" ", "-"), unit=unit or "persons", whole=whole)
    for word in _ABSENT:
        if text.startswith(f"{word} "):
            unit, _, whole = text[len(word) + 1 :].partition(" of ")
            return Quantity(bound=word, unit=unit, whole=whole)
    return None


def _in_figures(text: str) -> Quantity | None:
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second, bound = match["first"], match["second"], _BOUNDS.get(match["bound"] or "", "exact")
    rest = match["rest"] or ""
    unit, whole = _unit_and_whole(rest.removeprefix("of ") if first in _MAGNITUDES and not second else rest)
    if "/" in first:
        if unit or second:
            return None
        return _bounded(Quantity(bound=bound, unit="%", fraction=first, whole=whole), _percent(first))
    if not unit:
        raise ValueError(f"'{text}' has no unit; write what is counted after the number, for example 'persons'")
    if unit == "%" and not whole:
        raise ValueError(f"'{text}' does not say of what; write '{text} of …' with a claim or a group")
    if second:
        least = Decimal(_MAGNITUDES[first][0]) if first in _MAGNITUDES else Decimal(first)
        magnitude = first if first in _MAGNITUDES else ""
        return Quantity(bound="range", unit=unit, least=least, most=Decimal(second), magnitude=magnitude, whole=whole)
    if first in _MAGNITUDES:
        low, high = _MAGNITUDES[first]
        return Quantity(
            bound="magnitude", unit=unit, least=Decimal(low), most=Decimal(high), magnitude=first, whole=whole
        )
    return _bounded(Quantity(bound=bound, unit=unit, whole=whole), Decimal(first))


def _bounded(quantity: Quantity, figure: Decimal) -> Quantity:
    """The quantity with its one figure where its bound puts it."""
    match _FIELDS[quantity.bound]:
        case "value":
            return replace(quantity, value=figure)
        case "least":
            return replace(quantity, least=figure)
        case _:
            return replace(quantity, most=figure)


def _unit_and_whole(rest: str) -> tuple[str, str]:
    if rest.startswith("of "):
        return "", rest[3:]
    unit, _, whole = rest.partition(" of ")
    return unit, whole


def _percent(fraction: str) -> Decimal:
    above, below = fraction.split("/")
    if int(below) == 0:
        raise ValueError(f"'{fraction}' divides by nothing")
    return (Decimal(above) * 100 / Decimal(below)).quantize(Decimal("0.01"))
