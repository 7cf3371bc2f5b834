"""The list of references as a line of ticks, with arcs over it that join the numbers of one work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.pages.listed import CELLS, Cell, Group, List

WIDTH: Final = 1080
LEFT: Final = 130
LABELLED: Final = 6
_LINE: Final = 18
_HIGHEST: Final = 84
_CHARACTER: Final = 7.2
_TICKS: Final = 10
_MOST_GROUPS: Final = 60
_LONGEST: Final = 70
"""Longer words stand in the table alone: a name is never cut."""


@dataclass(frozen=True, slots=True)
class Label:
    """The words over a group: where they end or begin, on which line, and where the arc's summit is."""

    group: Group
    x: float
    y: float
    anchor: str
    summit: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """A drawing. ``arcs`` are SVG paths with the kind of their group; ``points`` are the ticks, ``below`` the marks."""

    width: int
    height: float
    base: float
    arcs: tuple[tuple[str, str], ...]
    ends: tuple[float, ...]
    labels: tuple[Label, ...]
    ticks: tuple[float, ...]
    numbers: tuple[tuple[float, str], ...]
    below: tuple[tuple[str, float], ...]
    left_out: int


def arcs(found: List, names: Sequence[str]) -> Arcs | None:
    """The drawing of a list; None where no two references belong together.

    Args:
        found: The list.
        names: The words of each of the first groups (``labelled``), so that their widths are known.
    """
    joined = found.joined[:_MOST_GROUPS]
    if not joined:
        return None
    place = _Places(len(found.cells))
    labels, lines = _labels(labelled(found), names, place)
    base = lines * _LINE + _HIGHEST + 8
    paths = [(group.kind, _path(place, one, other, base)) for group in joined for one, other in _pairs(group)]
    cells = found.cells if len(found.cells) <= CELLS else ()
    return Arcs(
        width=WIDTH,
        height=base + 78,
        base=base,
        arcs=tuple(paths),
        ends=tuple(sorted({place.x(cell.at) for group in joined for cell in group.cells})),
        labels=tuple(_settled(label, base) for label in labels),
        ticks=tuple(place.x(cell.at) for cell in cells),
        numbers=_numbers(found.cells, place),
        below=tuple((state, place.x(cell.at)) for cell in cells if (state := _below(cell))),
        left_out=len(found.joined) - len(joined),
    )


def labelled(found: List) -> tuple[Group, ...]:
    """The groups that have words in the drawing, as the document writes them: the largest, in the order of the list."""
    short = (group for group in found.joined if len(group.written) <= _LONGEST)
    largest = sorted(short, key=lambda group: (-len(group.cells), group.cells[0].at))[:LABELLED]
    return tuple(sorted(largest, key=lambda group: group.cells[0].at))


class _Places:
    def __init__(self, cells: int) -> None:
        self._step = (WIDTH - LEFT - 12) / max(1, cells - 1)

    def x(self, at: int) -> float:
        return round(LEFT + self._step * at, 1)


def _pairs(group: Group) -> list[tuple[Cell, Cell]]:
    return list(zip(group.cells, group.cells[1:], strict=False))


def _rise(width: float) -> float:
    return round(min(_HIGHEST, max(8.0, width * 0.31)), 1)


def _path(place: _Places, one: Cell, other: Cell, base: float) -> str:
    begin, end = place.x(one.at), place.x(other.at)
    return f"M{begin} {base}A{round((end - begin) / 2, 1)} {_rise(end - begin)} 0 0 1 {end} {base}"


def _labels(groups: Sequence[Group], names: Sequence[str], place: _Places) -> tuple[list[Label], int]:
    """The words over the groups, each on the first line where it meets no other; and how many lines there are."""
    ends: list[float] = []
    labels = []
    for group, name in zip(groups, names, strict=True):
        one, other = max(_pairs(group), key=lambda pair: pair[1].at - pair[0].at)
        middle, width = (place.x(one.at) + place.x(other.at)) / 2, len(name) * _CHARACTER
        is_right = middle + width > WIDTH
        begin = middle - width if is_right else middle
        line = next((index for index, end in enumerate(ends) if begin > end), len(ends))
        ends[line:] = [begin + width + 12, *ends[line + 1 :]]
        summit = (middle, _rise(place.x(other.at) - place.x(one.at)))
        labels.append(Label(group, middle, float(line), "end" if is_right else "start", summit))
    return labels, len(ends)


def _settled(label: Label, base: float) -> Label:
    middle, rise = label.summit
    return Label(
        label.group, round(middle, 1), label.y * _LINE + 13, label.anchor, (round(middle, 1), round(base - rise, 1))
    )


def _numbers(cells: Sequence[Cell], place: _Places) -> tuple[tuple[float, str], ...]:
    """The marks under the line: the first, and every tenth or so."""
    step = max(_TICKS, -(-len(cells) // _TICKS) // _TICKS * _TICKS) if len(cells) > _TICKS else len(cells)
    chosen = {0, *range(step - 1, len(cells), step or 1)}
    return tuple((place.x(at), cells[at].mark) for at in sorted(chosen))


def _below(cell: Cell) -> str:
    if cell.state in ("ambiguous", "unresolved"):
        return cell.state
    return "back" if cell.leads_back else "broken" if cell.is_broken else ""
