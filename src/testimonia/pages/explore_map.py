"""Results on a map: the places that they name, each at the points that claims give it, with how far off these may be.

The map is a plain one: the same scale in both directions in the middle of what
is shown (equirectangular projection), without borders.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, radians
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.derivations import questions
from testimonia.infer.phrase import Pair
from testimonia.model.point import Point
from testimonia.pages.archive import Archive
from testimonia.pages.explored import Results
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.query.facets import NOT_SAID

MOST: Final = 200
"""So many places are drawn, those with most results."""

_WIDTH: Final = 720
_LEAST_DEGREES: Final = 0.2
_MARGIN: Final = 0.08
_HIGHEST, _LOWEST = 560, 240
_SMALLEST: Final = 7
_METRES_A_DEGREE: Final = 111_195
_STEPS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 45, 90)
_LINES: Final = 7
_NORTHMOST: Final = 85


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that a claim gives a place: in words, its place on the map, the radius there, and whose it is."""

    words: Pair
    radius: Pair
    is_stated: bool
    claim: str
    holder: Name
    point: Point
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that results name: its number on the map, how many they are, the parameters for them, and its points."""

    number: int
    name: Name
    count: int
    pairs: tuple[tuple[str, str], ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: where it runs, and its degrees in words."""

    at: float
    label: Pair


@dataclass(frozen=True, slots=True)
class Map:
    """A map: its size, its lines, and the places on it."""

    width: int
    height: int
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    places: tuple[Placed, ...]


def view(archive: Archive, results: Results, reader: Reader) -> tuple[Slice | None, Mapping[str, object]]:
    """The places of the results."""
    counts = results.table.counts(results.found.bits, "place")
    without = counts.pop(NOT_SAID, 0)
    named = sorted((-number, value) for value, number in counts.items() if number)
    part = cut(len(named), reader.number, MOST)
    shown = part.of(named)
    places = [_placed(archive, results, value, -number, reader.language) for number, value in shown]
    on_it = [place for place in places if place.spots]
    return part, {
        "map": drawn(on_it) if on_it else None,
        "unplaced": [place for place in places if not place.spots],
        "without": without,
    }


def _placed(archive: Archive, results: Results, value: str, count: int, language: str) -> Placed:
    path = f"place/{value}"
    left = tuple(pair for pair in results.kept if pair[0] != "place")
    spots = tuple(points(archive, path, language))
    return Placed(0, archive.name(path, language), count, (*left, ("place", value)), spots)


def points(archive: Archive, path: str, language: str) -> Iterator[Spot]:
    """The points that claims give a place."""
    facts = archive.facts
    for question in archive.by_about.get(path, ()):
        for claim in questions(facts)[question]:
            answer = facts.answers.get(claim.answer)
            if answer and answer.spot:
                point = answer.spot.point
                radius = phrase.metres(point.precision)
                holder = archive.name(claim.holder, language)
                yield Spot(phrase.point(point), radius, point.within is not None, claim.path, holder, point)


def drawn(places: Sequence[Placed]) -> Map:
    """A map that holds all points of some places."""
    found = [spot.point for place in places for spot in place.spots]
    frame = _Frame([float(point.longitude) for point in found], [float(point.latitude) for point in found])
    numbered = tuple(
        Placed(number, place.name, place.count, place.pairs, tuple(map(frame.put, place.spots)))
        for number, place in enumerate(places, 1)
    )
    return Map(_WIDTH, frame.height, tuple(frame.meridians()), tuple(frame.parallels()), numbered)


class _Frame:
    """A stretch of the earth, and where on the map each point of it lies."""

    def __init__(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> None:
        middle = min(_NORTHMOST, abs(min(latitudes) + max(latitudes)) / 2)
        self._narrow = cos(radians(middle))
        self.west, self.east = _widened(min(longitudes), max(longitudes))
        self.south, self.north = _widened(min(latitudes), max(latitudes))
        width, height = (self.east - self.west) * self._narrow, self.north - self.south
        least, most = width * _LOWEST / _WIDTH, width * _HIGHEST / _WIDTH
        if height < least:
            self.south, self.north = self.south - (least - height) / 2, self.north + (least - height) / 2
        elif height > most:
            wider = (height * _WIDTH / _HIGHEST - width) / self._narrow / 2
            self.west, self.east = self.west - wider, self.east + wider
        self._scale = _WIDTH / (self.east - self.west)
        self.height = round((self.north - self.south) * self._scale / self._narrow)

    def x(self, longitude: float) -> float:
        """The place of a meridian."""
        return round((longitude - self.west) * self._scale, 1)

    def y(self, latitude: float) -> float:
        """The place of a parallel."""
        return round((self.north - latitude) * self._scale / self._narrow, 1)

    def put(self, spot: Spot) -> Spot:
        """A point on the map; a radius is drawn where it is wider than the dot."""
        point = spot.point
        radius = point.precision / _METRES_A_DEGREE * self._scale / self._narrow
        x, y = self.x(float(point.longitude)), self.y(float(point.latitude))
        r = round(radius, 1) if radius > _SMALLEST else 0.0
        return Spot(spot.words, spot.radius, spot.is_stated, spot.claim, spot.holder, point, x, y, r)

    def meridians(self) -> Iterator[Line]:
        """Lines from north to south."""
        for degrees in _round_degrees(self.west, self.east):
            yield Line(self.x(degrees), _degrees(degrees, Pair("E", "O"), Pair("W", "W")))

    def parallels(self) -> Iterator[Line]:
        """Lines from west to east."""
        for degrees in _round_degrees(self.south, self.north):
            yield Line(self.y(degrees), _degrees(degrees, Pair("N", "N"), Pair("S", "S")))


def _widened(low: float, high: float) -> tuple[float, float]:
    margin = max((high - low) * _MARGIN, _LEAST_DEGREES)
    return low - margin, high + margin


def _round_degrees(low: float, high: float) -> list[float]:
    step = next(step for step in _STEPS if (high - low) / step <= _LINES or step == _STEPS[-1])
    first = floor(low / step) + 1
    return [round(step * number, 2) for number in range(first, floor(high / step) + 1)]


def _degrees(value: float, positive: Pair, negative: Pair) -> Pair:
    side = negative if value < 0 else positive
    written = f"{abs(value):g}"
    return Pair(f"{written}° {side.english}", f"{written.replace('.', ',')}° {side.german}")
