"""The brackets in the margin of a figure, which join the rows that lead to one root."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from testimonia.pages.drawing import Band
from testimonia.pages.ties import Ties

RAILS: Final = 2
"""So many brackets have room in the margin; the state line names the rest."""


def railed(bands: Sequence[Band], found: Ties) -> tuple[Band, ...]:
    """Bands whose headings and rows know which brackets begin, go by, or end at them."""
    paths = [path for band in bands for path in ("", *(entry.path for entry in band.entries))]
    groups = [set(tie.claims) for tie in found.groups if len({*tie.claims} & {*paths}) > 1]
    columns = [states(paths, group) for group in groups[:RAILS]]
    rails = iter(list(zip(*columns, strict=True)) or [()] * len(paths))
    made = []
    for band in bands:
        own = next(rails)
        made.append(replace(band, rails=own, entries=tuple(replace(one, rails=next(rails)) for one in band.entries)))
    return tuple(made)


def states(paths: Sequence[str], group: set[str]) -> list[str]:
    """For each row of a figure where the bracket of a group stands: *first*, *in*, *by*, *last*, or nothing."""
    inside = [index for index, path in enumerate(paths) if path in group]
    if len({paths[index] for index in inside}) <= 1:
        return [""] * len(paths)
    told = dict.fromkeys(inside, "in") | {inside[0]: "first", inside[-1]: "last"}
    return [told.get(at, "by" if inside[0] < at < inside[-1] else "") for at in range(len(paths))]
