"""Results as a network: who holds them, the results, and the works that they cite; letters tie it to its table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from testimonia.pages.archive import Archive
from testimonia.pages.explored import Results, works
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut

MOST: Final = 40
"""So many results are drawn at once, with all that they lead to."""

_STEP: Final = 22
_MARGIN: Final = 16
_COLUMNS: Final = (60, 360, 660)


@dataclass(frozen=True, slots=True)
class Node:
    """A holder, result or work: its letter and number, its name, and where it stands."""

    mark: str
    name: Name
    x: int
    y: float


@dataclass(frozen=True, slots=True)
class Row:
    """A result with the holders and works that it is joined with."""

    node: Node
    holders: tuple[Node, ...]
    works: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes in three columns, and the rows that join them."""

    width: int
    height: int
    holders: tuple[Node, ...]
    works: tuple[Node, ...]
    rows: tuple[Row, ...]


def view(archive: Archive, results: Results, reader: Reader) -> tuple[Slice | None, Mapping[str, object]]:
    """A page of the results with what they are joined with."""
    part = cut(results.total, reader.number, MOST)
    paths = results.table.page(results.found.bits, part.before, MOST)
    joined = {path: _joined(archive, path) for path in paths}
    left_out = results.total - len(paths)
    return part, {"net": _network(archive, joined, reader.language) if paths else None, "left_out": left_out}


def _joined(archive: Archive, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The holders and the cited works of a claim, or of the claims about an event."""
    claims = [archive.facts.claims[path]] if path.startswith("claim/") else archive.claims_about(path)
    holders: dict[str, None] = {}
    cited: dict[str, None] = {}
    for claim in claims:
        holders[claim.holder] = None
        cited |= dict.fromkeys(works(claim))
    return tuple(holders), tuple(cited)


def _network(archive: Archive, joined: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]], language: str) -> Network:
    holders, cited = (_ordered([found[side] for found in joined.values()]) for side in (0, 1))
    longest = max(len(holders), len(joined), len(cited))
    height = 2 * _MARGIN + _STEP * (longest - 1)
    left, middle, right = (
        _column(archive, letter, paths, x, height, language)
        for letter, paths, x in zip("HSW", (holders, list(joined), cited), _COLUMNS, strict=True)
    )
    rows = tuple(
        Row(middle[path], tuple(left[one] for one in of_it[0]), tuple(right[one] for one in of_it[1]))
        for path, of_it in joined.items()
    )
    return Network(_COLUMNS[-1] + _COLUMNS[0], height, tuple(left.values()), tuple(right.values()), rows)


def _ordered(found: Sequence[Sequence[str]]) -> list[str]:
    """The nodes that results lead to, each at the middle height of its results, so that few lines cross."""
    heights: dict[str, list[int]] = defaultdict(list)
    for height, paths in enumerate(found):
        for path in paths:
            heights[path].append(height)
    return sorted(heights, key=lambda path: (fmean(heights[path]), path))


def _column(archive: Archive, letter: str, paths: list[str], x: int, height: int, language: str) -> dict[str, Node]:
    """Nodes one below another, spread over the height."""
    room = (height - 2 * _MARGIN) / len(paths) if len(paths) > 1 else 0
    first = _MARGIN + room / 2 if room else height / 2
    return {
        path: Node(f"{letter}{number}", archive.name(path, language), x, round(first + room * (number - 1), 1))
        for number, path in enumerate(paths, 1)
    }
