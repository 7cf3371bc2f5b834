"""The arguments on a statement as a small map: numbered premises on the left, the statement on the right.

Sizes are in units of the drawing. The table under it says the same, and all of
it where there is too much to draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.infer.phrase import Pair
from testimonia.infer.trail_parts import Argued
from testimonia.publish.lettering import wrapped

ARGUMENTS: Final = 6
PREMISES: Final = 6
"""So many arguments, each with so many premises, are drawn."""

WIDTH: Final = 660
_BOX, _TARGET, _JOINT = 270, 190, 330
_LINE: Final = 18
_SIZE: Final = 14
_MOST_LINES: Final = 4
_GAP, _APART, _HEAD = 8, 26, 22

Language = int
"""0 for English, 1 for German, as pairs have them."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with lines of text; ``number`` is the premise's, from 1, and 0 for the statement itself."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """An argument: its premises, the edges from them, the one to what it is about, and the words over it."""

    kind: str
    label: str
    at: tuple[float, float]
    premises: tuple[Box, ...]
    edges: tuple[str, ...]
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The whole map. ``left_out`` counts arguments that stand in the table alone."""

    height: float
    target: Box
    arguments: tuple[Drawn, ...]
    left_out: int


def argument_map(argued: Sequence[Argued], statement: str, language: str) -> Map | None:
    """The map of the arguments on a statement; None where there is none.

    Args:
        argued: The arguments, those on arguments after what they answer.
        statement: The words of the statement.
        language: Of the words.
    """
    index = 1 if language == "de" else 0
    shown = [one for one in argued if len(one.premises) <= PREMISES][:ARGUMENTS]
    if not shown:
        return None
    stacks, y = [], 0.0
    for one in shown:
        stack = _stack(one, y + _HEAD, index)
        stacks.append(stack)
        y = stack[-1].y + stack[-1].height + _APART
    height = max(y - _APART, 60.0)
    lines = tuple(wrapped(statement, _SIZE, _TARGET - 24, _MOST_LINES + 1))
    size = len(lines) * _LINE + 16
    own = Box(WIDTH - _TARGET, max(_HEAD, (height - size) / 2), _TARGET, size, lines)
    joints: dict[str, tuple[float, float]] = {
        one.path: (_JOINT, _middle(stack)) for one, stack in zip(shown, stacks, strict=True)
    }
    drawn = [_drawn(one, stack, joints, own, index) for one, stack in zip(shown, stacks, strict=True)]
    return Map(
        height=max(height, own.y + own.height) + 2,
        target=own,
        arguments=tuple(drawn),
        left_out=len(argued) - len(shown),
    )


def _say(pair: Pair, index: Language) -> str:
    return pair[index] or pair.english


def _stack(one: Argued, y: float, index: Language) -> list[Box]:
    boxes: list[Box] = []
    for number, premise in enumerate(one.premises, 1):
        lines = tuple(wrapped(f"P{number} {_say(premise.name, index)}", _SIZE, _BOX - 24, _MOST_LINES))
        boxes.append(Box(1, y, _BOX, len(lines) * _LINE + 14, lines, number))
        y += boxes[-1].height + _GAP
    return boxes or [Box(1, y, _BOX, _LINE + 14, ("–",), 0)]  # noqa: RUF001  (an argument without a premise)


def _middle(stack: Sequence[Box]) -> float:
    return round((stack[0].y + stack[-1].y + stack[-1].height) / 2, 1)


def _drawn(
    one: Argued, stack: Sequence[Box], joints: dict[str, tuple[float, float]], own: Box, index: Language
) -> Drawn:
    """An argument; one on an argument that is drawn leads to where that one's premises meet."""
    x, y = joints[one.path]
    edges = [f"M{_BOX + 1} {round(box.y + box.height / 2, 1)}L{x} {y}" for box in stack]
    if one.depth and one.target in joints:
        end_x, end_y = joints[one.target]
        end_y += 6 if y > end_y else -6
        turn = -1 if y > end_y else 1
        edges.append(f"M{x} {y}L{end_x} {end_y}")
        tip = f"M{end_x} {end_y}l-4 {-8 * turn}h8z"
    else:
        end = round(min(max(y, own.y + 10), own.y + own.height - 10), 1)
        edges.append(f"M{x} {y}L{own.x} {end}")
        tip = f"M{own.x} {end}l-8 -4v8z"
    label = f"{_say(one.label, index)} · {_say(one.holder.name, index)}"
    return Drawn(one.kind, label, (1, stack[0].y - 7), tuple(stack), tuple(edges), tip)
