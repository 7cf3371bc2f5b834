"""Arrows between boxes in columns: where each leaves and enters, which way it takes, where its words stand.

An arrow crosses a column only where a place was kept for it; one that leads
back goes through the gaps between columns and along a lane below all boxes.
So no arrow runs through a box, and no words stand on one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.publish.layers import Layers, layers

MARGIN: Final = 24.0
PORT: Final = 22.0
LANE: Final = 28.0
_BEND: Final = 52.0
"""The part of a gap in which arrows bend; in the rest they run level, below their words."""

_TIP: Final = 20.0
_LINE: Final = 9.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be placed; all boxes are of one width."""

    key: str
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow to be drawn, its words, and the room that these need."""

    source: str
    target: str
    words: str
    room: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The height at which arrows leave."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """The points of an arrow. One that leads on bends and runs level in turn, one that leads back has corners.

    ``label`` is where its words end, or begin for one that leads back; None
    where another arrow into the same place bears them.
    """

    points: tuple[Point, ...]
    label: Point | None
    is_back: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing: its size, the place of every box, the way of every arrow."""

    width: float
    height: float
    places: Mapping[str, Place]
    routes: tuple[Route, ...]


def layout(boxes: Sequence[Box], arrows: Sequence[Arrow], width: float) -> Layout:
    """Place boxes of one width, and lead the arrows between them."""
    ports = _ports(arrows)
    needed = {box.key: max(box.height, PORT * (len(ports[box.key]) + 1)) for box in boxes}
    columns = layers(needed, [(arrow.source, arrow.target) for arrow in arrows])
    return _Drawing(columns, needed, arrows, ports, width).layout()


def _ports(arrows: Sequence[Arrow]) -> Mapping[str, list[str]]:
    """The words with which arrows enter each box; those with the same words enter at the same place."""
    ports: dict[str, list[str]] = defaultdict(list)
    for arrow in arrows:
        if arrow.words not in ports[arrow.target]:
            ports[arrow.target].append(arrow.words)
    return ports


class _Drawing:
    """Columns with the gaps between them, while arrows are led through."""

    def __init__(
        self,
        columns: Layers,
        heights: Mapping[str, float],
        arrows: Sequence[Arrow],
        ports: Mapping[str, list[str]],
        width: float,
    ) -> None:
        self._columns, self._arrows, self._ports, self._width = columns, arrows, ports, width
        self._column = {item: rank for rank, column in enumerate(columns.columns) for item in column}
        self._lines = self._vertical_lines()
        self._left = self._lefts()
        top = min((columns.middle[key] - height / 2 for key, height in heights.items()), default=0.0)
        top = min([top, *(columns.middle[item] - PORT for item in self._column if item not in heights)])
        self._shift = MARGIN - top
        self._places = {
            key: Place(self._left[self._column[key]], columns.middle[key] + self._shift - height / 2, width, height)
            for key, height in heights.items()
        }
        lows = [place.bottom for place in self._places.values()]
        lows += [self._y(item) + PORT for item in self._column if item not in heights]
        self._floor = max(lows, default=MARGIN)

    def layout(self) -> Layout:
        """The finished drawing."""
        seen: set[tuple[str, str]] = set()
        routes = []
        for index, arrow in enumerate(self._arrows):
            is_first = (arrow.target, arrow.words) not in seen
            is_back = index in self._columns.back
            routes.append(self._back(index, arrow) if is_back else self._on(index, arrow, is_first=is_first))
            if not is_back:
                seen.add((arrow.target, arrow.words))
        right = self._left[-1] + self._width if self._columns.columns else MARGIN
        right += MARGIN + _LINE * len(self._lines[len(self._columns.columns) - 1])
        return Layout(right, self._floor + LANE * len(self._columns.back) + MARGIN, self._places, tuple(routes))

    def _vertical_lines(self) -> Mapping[int, list[tuple[int, str]]]:
        """The arrows that lead back, by the gap in which they go down or up; gap 0 lies right of column 0."""
        lines: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for index in sorted(self._columns.back):
            arrow = self._arrows[index]
            lines[self._column[arrow.source]].append((index, "down"))
            lines[self._column[arrow.target] - 1].append((index, "up"))
        return lines

    def _lefts(self) -> list[float]:
        """The left edge of each column: the gap before it holds vertical lines, the longest words, and the tips."""
        rooms: dict[int, float] = defaultdict(float)
        for arrow in self._arrows:
            column = self._column[arrow.target]
            rooms[column] = max(rooms[column], arrow.room)
        lefts = [MARGIN + _LINE * len(self._lines[-1])]
        for column in range(1, len(self._columns.columns)):
            gap = _BEND + _TIP + rooms[column] + _LINE * (1 + len(self._lines[column - 1]))
            lefts.append(lefts[-1] + self._width + gap)
        return lefts

    def _y(self, item: object) -> float:
        return self._columns.middle[item] + self._shift  # type: ignore[index]

    def _line(self, gap: int, index: int, way: str) -> float:
        """Where in a gap an arrow that leads back goes down or up."""
        edge = self._left[gap] + self._width if gap >= 0 else MARGIN - _LINE
        return edge + _LINE * (1 + self._lines[gap].index((index, way)))

    def _bent(self, column: int) -> float:
        """Where, in the gap before a column, arrows have come to their height."""
        edge = self._left[column - 1] + self._width
        return edge + _LINE * (1 + len(self._lines[column - 1])) + _BEND

    def _port(self, arrow: Arrow) -> Point:
        """Where an arrow enters its target."""
        place, words = self._places[arrow.target], self._ports[arrow.target]
        number = words.index(arrow.words)
        return place.x, place.middle + PORT * (number - (len(words) - 1) / 2)

    def _on(self, index: int, arrow: Arrow, *, is_first: bool) -> Route:
        source, end = self._places[arrow.source], self._port(arrow)
        points = [(source.right, source.middle)]
        for column in range(self._column[arrow.source] + 1, self._column[arrow.target]):
            y = self._y((index, column))
            points += [(self._bent(column), y), (self._left[column] + self._width, y)]
        points += [(self._bent(self._column[arrow.target]), end[1]), end]
        return Route(tuple(points), (end[0] - 12, end[1] - 6) if is_first else None, is_back=False)

    def _back(self, index: int, arrow: Arrow) -> Route:
        source, end = self._places[arrow.source], self._port(arrow)
        lane = self._floor + LANE * (1 + sorted(self._columns.back).index(index))
        down = self._line(self._column[arrow.source], index, "down")
        up = self._line(self._column[arrow.target] - 1, index, "up")
        leaves = source.bottom - PORT / 2
        points = ((source.right, leaves), (down, leaves), (down, lane), (up, lane), (up, end[1]), end)
        return Route(points, (up + 10, lane - 7), is_back=True)
