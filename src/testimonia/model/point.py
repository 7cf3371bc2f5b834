"""Points on the earth as sources print them: latitude, longitude, and how far off they may be."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Final, Self

from testimonia.model.quantity import plain

_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_FORM: Final = re.compile(
    rf"(?P<latitude>{_NUMBER})\s*,\s*(?P<longitude>{_NUMBER})"
    r"(?:\s+within\s+(?P<within>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>m|km))?"
)
_ONE_NUMBER: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
_WITHOUT_COMMA: Final = re.compile(rf"({_NUMBER})[\s;/|]+({_NUMBER})")
_WKT: Final = re.compile(rf"(?:<\S*>\s*)?POINT\s*\(\s*({_NUMBER})\s+({_NUMBER})\s*\)", re.IGNORECASE)
_IN_DEGREES: Final = re.compile(
    r"(?P<degrees>[0-9]+(?:\.[0-9]+)?)\s*°\s*"
    r"(?:(?P<minutes>[0-9]+(?:\.[0-9]+)?)\s*['\u2032\u2019]\s*)?"
    r"(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)\s*(?:\"|\u2033|\u201d|'')\s*)?"
    r"(?P<side>[NSEWO])"
)
_EXAMPLE = "43.31195, 45.68895"
_MOST_NORTH, _MOST_EAST = 90, 180
_EARTH_RADIUS: Final = 6_371_008.8
_KILOMETRE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Latitude and longitude in decimal degrees, WGS 84, with the digits that the source prints.

    A zero at the end is kept: it tells how finely the source prints.
    ``within`` is how far off the point may be, in metres, only where the
    source says so.
    """

    latitude: Decimal
    longitude: Decimal
    within: Decimal | None = None

    def __post_init__(self) -> None:
        if abs(self.latitude) > _MOST_NORTH >= abs(self.longitude):
            raise ValueError(
                f"the latitude {self.latitude} lies beyond 90; if the two are swapped, "
                f"write '{self.longitude}, {self.latitude}': latitude first"
            )
        if abs(self.latitude) > _MOST_NORTH:
            raise ValueError(f"the latitude {self.latitude} lies beyond 90; write latitude first, then longitude")
        if abs(self.longitude) > _MOST_EAST:
            raise ValueError(f"the longitude {self.longitude} lies beyond 180; write it from -180 to 180")
        if self.within is not None and self.within <= 0:
            raise ValueError("'within' is followed by a distance above nothing, in m or km")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``43.31195, 45.68895`` or ``43.3, 45.7 within 5 km``.

        Raises:
            ValueError: The text has another form, or names no place on the earth.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(_without_form(text.strip()))
        if _ONE_NUMBER.fullmatch(text.strip()):
            first, _, second = text.strip().partition(",")
            raise ValueError(
                f"'{text}' may be one number with a decimal comma; if it is two, write '{first}, {second}'"
            )
        within = Decimal(match["within"]) if match["within"] else None
        if within is not None and match["unit"] == "km":
            within *= _KILOMETRE
        return cls(latitude=_number(match["latitude"]), longitude=_number(match["longitude"]), within=within)

    @classmethod
    def from_wkt(cls, text: str) -> Self:
        """Read ``POINT(45.68895 43.31195)``: longitude first, as in CRS 84.

        Raises:
            ValueError: The text is no point in that form.
        """
        match = _WKT.fullmatch(text.strip())
        if match is None or ("<" in text and "CRS84>" not in text):
            raise ValueError(f"'{text}' is no point; write for example 'POINT(45.68895 43.31195)', longitude first")
        return cls(latitude=_number(match[2]), longitude=_number(match[1]))

    def written(self) -> str:
        """The one form of the point that :meth:`parse` reads back."""
        distance = ""
        if self.within is not None:
            in_km = self.within >= _KILOMETRE
            distance = f" within {plain(self.within / _KILOMETRE if in_km else self.within)} {'km' if in_km else 'm'}"
        return f"{self.latitude:f}, {self.longitude:f}{distance}"

    @property
    def wkt(self) -> str:
        """The point as well-known text; CRS 84 has the longitude first."""
        return f"POINT({self.longitude:f} {self.latitude:f})"

    @property
    def resolution(self) -> float:
        """One step of the last printed digit in metres, of the coarser of the two; along the meridian."""
        return float(max(_step(self.latitude), _step(self.longitude))) * radians(1) * _EARTH_RADIUS

    @property
    def precision(self) -> float:
        """How far off the point may be, in metres: as stated, else by the rounding of its last digits.

        What is rounded lies within half a step of each coordinate, so at the
        furthest in a corner of that cell.
        """
        if self.within is not None:
            return float(self.within)
        north = float(_step(self.latitude)) / 2
        east = float(_step(self.longitude)) / 2 * cos(radians(float(self.latitude)))
        return hypot(north, east) * radians(1) * _EARTH_RADIUS

    def distance(self, other: "Point") -> float:
        """The way to another point in metres, over a sphere of the earth's mean radius.

        Source:
            R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984).
            Off by up to 0.6 per cent, since the earth is no sphere.
        """
        north, other_north = radians(float(self.latitude)), radians(float(other.latitude))
        east = radians(float(other.longitude) - float(self.longitude))
        half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin(east / 2) ** 2
        return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(half)))

    def meets(self, other: "Point") -> bool:
        """Whether both may mean one spot: they lie no further apart than both together may be off."""
        return self.distance(other) <= self.precision + other.precision


def _number(text: str) -> Decimal:
    """A coordinate with its digits; there is no zero below zero."""
    number = Decimal(text)
    return number or abs(number)


def _step(number: Decimal) -> Decimal:
    """One unit of the last printed digit."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _without_form(text: str) -> str:
    """Say what is wrong with a text that is no point, and how it would be written."""
    if match := _WITHOUT_COMMA.fullmatch(text):
        return f"'{text}' has no comma between latitude and longitude; write '{match[1]}, {match[2]}'"
    if match := _WKT.fullmatch(text):
        return f"'{text}' has the longitude first; write latitude, longitude: '{match[2]}, {match[1]}'"
    sides = {match["side"]: match for match in _IN_DEGREES.finditer(text)}
    north = next((_decimal(sides[side], -1 if side == "S" else 1) for side in "NS" if side in sides), "")
    east = next((_decimal(sides[side], -1 if side == "W" else 1) for side in "EOW" if side in sides), "")
    if north and east:
        return f"'{text}' is not in decimal degrees; write '{north}, {east}'"
    return f"'{text}' is no point; write latitude, comma, longitude in decimal degrees, for example '{_EXAMPLE}'"


def _decimal(match: re.Match[str], sign: int) -> str:
    """Degrees, minutes and seconds as decimal degrees, about as fine as they are printed."""
    degrees = Decimal(match["degrees"])
    if match["minutes"] is None:
        return f"{sign * degrees:f}"
    value = degrees + Decimal(match["minutes"]) / 60 + Decimal(match["seconds"] or 0) / 3600
    finest = match["seconds"] or match["minutes"]
    digits = len(finest.partition(".")[2]) + (4 if match["seconds"] else 2)
    return f"{sign * value:.{digits}f}"
