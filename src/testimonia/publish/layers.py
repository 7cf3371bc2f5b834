"""Boxes in columns, so that arrows lead from left to right: which column, in which order, at which height.

Arrows that lead back, as in a circle, decide nothing. Boxes of one column
never overlap: their heights are set by isotonic regression, which comes as
near to the boxes that they are joined with as the room between them allows.

Source:
    K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of
    hierarchical system structures, IEEE Transactions on Systems, Man, and
    Cybernetics 11 (1981): layers, places for long arrows, order by barycentre.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Spot = tuple[int, int]
"""A place that a long arrow passes: the number of the arrow, and the column."""

Item = str | Spot
Arrow = tuple[str, str]

APART: Final = 22.0
PASS: Final = 14.0
_SWEEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Layers:
    """Boxes and passing arrows by column, the middle of each, and the numbers of the arrows that lead back."""

    columns: tuple[tuple[Item, ...], ...]
    middle: Mapping[Item, float]
    back: frozenset[int]


def layers(heights: Mapping[str, float], arrows: Sequence[Arrow]) -> Layers:
    """The columns of a drawing.

    Args:
        heights: Of each box, in the order in which boxes should stand.
        arrows: From which box to which; both are in ``heights``.
    """
    back = _leading_back(list(heights), arrows)
    ranks = _ranks(list(heights), [arrow for index, arrow in enumerate(arrows) if index not in back])
    columns: list[list[Item]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for key, rank in ranks.items():
        columns[rank].append(key)
    links: list[tuple[Item, Item]] = []
    for index, (source, target) in enumerate(arrows):
        if index not in back:
            spots: list[Item] = [(index, rank) for rank in range(ranks[source] + 1, ranks[target])]
            for spot, rank in zip(spots, range(ranks[source] + 1, ranks[target]), strict=True):
                columns[rank].append(spot)
            way = [source, *spots, target]
            links += pairwise(way)
    before, after = _joined(links)
    ordered = _ordered(columns, before, after)
    sizes: dict[Item, float] = {item: PASS for column in ordered for item in column}
    sizes.update(heights.items())
    return Layers(tuple(map(tuple, ordered)), _middles(ordered, sizes, before, after), frozenset(back))


def _leading_back(keys: Sequence[str], arrows: Sequence[Arrow]) -> set[int]:
    """The arrows that close a circle, found by going down from the boxes to which nothing leads."""
    after: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, (source, target) in enumerate(arrows):
        after[source].append((index, target))
    reached = {target for _, target in arrows}
    back: set[int] = set()
    done: set[str] = set()
    on_way: set[str] = set()
    for start in sorted(keys, key=lambda key: key in reached):
        stack = [] if start in done else [(start, iter(after[start]))]
        on_way.update(key for key, _ in stack)
        while stack:
            key, ways = stack[-1]
            index, other = next(ways, (-1, ""))
            if index < 0:
                stack.pop()
                on_way.discard(key)
                done.add(key)
            elif other in on_way:
                back.add(index)
            elif other not in done:
                on_way.add(other)
                stack.append((other, iter(after[other])))
    return back


def _ranks(keys: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """The column of each box: one further than all that leads to it; what nothing leads to stands close to its next."""
    after: dict[str, list[str]] = defaultdict(list)
    waits: dict[str, int] = dict.fromkeys(keys, 0)
    for source, target in arrows:
        after[source].append(target)
        waits[target] += 1
    starts = [key for key in keys if not waits[key]]
    ranks, ready = dict.fromkeys(keys, 0), list(starts)
    while ready:
        key = ready.pop()
        for other in after[key]:
            ranks[other] = max(ranks[other], ranks[key] + 1)
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    for key in starts:
        ranks[key] = min((ranks[other] - 1 for other in after[key]), default=ranks[key])
    return ranks


def _joined(links: Sequence[tuple[Item, Item]]) -> tuple[dict[Item, list[Item]], dict[Item, list[Item]]]:
    before: dict[Item, list[Item]] = defaultdict(list)
    after: dict[Item, list[Item]] = defaultdict(list)
    for one, other in links:
        after[one].append(other)
        before[other].append(one)
    return before, after


def _ordered(
    columns: list[list[Item]], before: Mapping[Item, list[Item]], after: Mapping[Item, list[Item]]
) -> list[list[Item]]:
    """The columns in an order with few crossings: each by the mean place of what its items are joined with."""
    best, fewest = columns, _crossings(columns, after)
    current = columns
    for sweep in range(_SWEEPS):
        near = before if sweep % 2 == 0 else after
        steps = range(1, len(current)) if sweep % 2 == 0 else range(len(current) - 2, -1, -1)
        current = [list(column) for column in current]
        for step in steps:
            beside = current[step - 1] if sweep % 2 == 0 else current[step + 1]
            place = {item: index for index, item in enumerate(beside)}
            current[step] = _by_mean(current[step], near, place)
        crossings = _crossings(current, after)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def _by_mean(column: list[Item], near: Mapping[Item, list[Item]], place: Mapping[Item, int]) -> list[Item]:
    means = {}
    for index, item in enumerate(column):
        places = [place[other] for other in near.get(item, ()) if other in place]
        means[item] = sum(places) / len(places) if places else float(index)
    return sorted(column, key=lambda item: means[item])


def _crossings(columns: Sequence[Sequence[Item]], after: Mapping[Item, list[Item]]) -> int:
    """How many pairs of arrows cross between neighbouring columns."""
    number = 0
    for column, following in pairwise(columns):
        place = {item: index for index, item in enumerate(following)}
        ends = [(index, place[other]) for index, item in enumerate(column) for other in after.get(item, ())]
        number += sum(1 for one in ends for other in ends if one[0] < other[0] and one[1] > other[1])
    return number


def _middles(
    columns: Sequence[Sequence[Item]],
    sizes: Mapping[Item, float],
    before: Mapping[Item, list[Item]],
    after: Mapping[Item, list[Item]],
) -> dict[Item, float]:
    """The height of every item's middle; near to what it is joined with, never over its neighbour."""
    middle: dict[Item, float] = {}
    for column in columns:
        middle.update(_settled(column, dict.fromkeys(column, 0.0), sizes))
    for sweep in range(_SWEEPS):
        near = before if sweep % 2 == 0 else after
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = {}
            for item in column:
                heights = [middle[other] for other in near.get(item, ())]
                wanted[item] = sum(heights) / len(heights) if heights else middle[item]
            middle.update(_settled(column, wanted, sizes))
    return middle


def _settled(column: Sequence[Item], wanted: Mapping[Item, float], sizes: Mapping[Item, float]) -> dict[Item, float]:
    """Middles in the column's order, apart from each other, and as near to the wanted ones as can be."""
    offsets, blocks = [], []
    offset = 0.0
    for index, item in enumerate(column):
        if index:
            offset += (sizes[column[index - 1]] + sizes[item]) / 2 + APART
        offsets.append(offset)
        blocks.append((wanted[item] - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, number), (other, others) = blocks[-2:]
            blocks[-2:] = [((one * number + other * others) / (number + others), number + others)]
    levels = [level for level, number in blocks for _ in range(number)]
    return {item: levels[index] + offsets[index] for index, item in enumerate(column)}
