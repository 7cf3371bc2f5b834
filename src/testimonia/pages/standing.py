"""The line over a question: which statements lead to one root, which stand apart, and of which nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from testimonia.pages.archive import Archive
from testimonia.pages.lines import Line
from testimonia.pages.names import Name
from testimonia.pages.rows import runs
from testimonia.pages.ties import COMPARED, Ties

_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """Letters of statements that lead to the same sources, or are one holder's word, or worked out from one another."""

    letters: tuple[str, ...]
    sources: tuple[Name, ...]
    is_word: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The roots of a question's statements by letter; of many statements the ``known`` are counted only."""

    leads: tuple[Lead, ...]
    independent: tuple[str, ...]
    unknown: tuple[str, ...]
    known: int
    total: int
    against: tuple[tuple[str, int], ...]


def standing(archive: Archive, every: Sequence[Line], found: Ties, language: str) -> Standing:
    """How the statements of a question stand to each other by their roots, and how many arguments are against which."""
    letters = {line.claim.path: line.siglum for line in every}
    is_many = len(every) > COMPARED
    unknown = [path for path in letters if path not in found.known and path not in found.dependent]
    against = ((letters[path], _attacks(archive, path)) for path in letters)
    return Standing(
        leads=tuple(
            Lead(
                runs([letters[path] for path in tie.claims]),
                tuple(archive.name(one, language) for one in tie.sources[:_NAMED]),
                tie.is_word,
            )
            for tie in found.groups
        ),
        independent=runs([letters[path] for path in found.independent]),
        unknown=() if is_many else runs([letters[path] for path in unknown]),
        known=len(found.known),
        total=len(every),
        against=() if is_many else tuple((siglum, number) for siglum, number in against if number),
    )


def _attacks(archive: Archive, path: str) -> int:
    return sum(one.kind in ("rebuts", "undercuts") for one in archive.arguments_on.get(path, ()))
