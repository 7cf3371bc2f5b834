"""Which holders speak to the same questions, and how often: who may be compared with whom."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name

MANY: Final = 64
"""On a question with more holders than this the pairs are not counted, as there would be thousands."""

LISTED: Final = 50


@dataclass(frozen=True, slots=True)
class Met:
    """Two holders, the number of questions that both speak to, and the file of their page in a site of files."""

    one: Name
    other: Name
    questions: int
    file: str


@lru_cache(maxsize=2)
def pairs(archive: Archive) -> Mapping[tuple[str, str], int]:
    """The pairs of holders that meet on most questions, with the number of these questions."""
    found: Counter[tuple[str, str]] = Counter()
    for claims in questions(archive.facts).values():
        holders = sorted({claim.holder for claim in claims})
        if len(holders) <= MANY:
            found.update(combinations(holders, 2))
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:LISTED])


def most(archive: Archive, language: str) -> tuple[Met, ...]:
    """The pairs that meet on most questions, with their names."""
    return tuple(_met(archive, one, other, number, language) for (one, other), number in pairs(archive).items())


def met(archive: Archive, holder: str, language: str) -> tuple[Met, ...]:
    """Those who speak to the same questions as a holder, who meets most of them first."""
    asked = {archive.question(archive.facts.claims[path]) for path in archive.by_holder.get(holder, ())}
    found: Counter[str] = Counter()
    for question in asked:
        holders = {claim.holder for claim in questions(archive.facts)[question]}
        found.update(holders - {holder} if len(holders) <= MANY else ())
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:LISTED]
    return tuple(_met(archive, holder, other, number, language) for other, number in ordered)


def _met(archive: Archive, one: str, other: str, number: int, language: str) -> Met:
    is_listed = tuple(sorted((one, other))) in pairs(archive)
    return Met(
        archive.name(one, language), archive.name(other, language), number, file_of(one, other) if is_listed else ""
    )


def file_of(one: str, other: str) -> str:
    """The name of the page of two holders in a site of files."""
    return "compare/" + "+".join(sorted(path.removeprefix("actor/").replace("/", ".") for path in (one, other)))


def pair_of(archive: Archive, path: str) -> tuple[str, str] | None:
    """The two holders of such a page, of those that are listed."""
    return next((pair for pair in pairs(archive) if file_of(*pair) == path), None)
