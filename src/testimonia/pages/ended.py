"""That a thing is withdrawn or replaced: when, by whom, why, what stands in its place, and what leaned on it."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from testimonia.infer.found import FINDING
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name, Text, best
from testimonia.pages.reader import ROWS
from testimonia.publish.withdrawn import withdrawal
from testimonia.vocabulary import CITO, PROV, TM

_LEANS: Final = (PROV.wasDerivedFrom, TM.premise, TM.attacks, TM.supports, CITO.qualifies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The end of a thing. ``day`` may be empty; ``findings`` counts what rules found with it."""

    day: str
    why: tuple[Text, ...]
    by: tuple[Name, ...]
    successor: Name | None
    leaned: tuple[Name, ...]
    left_out: int
    findings: int


def ended(archive: Archive, path: str, language: str) -> Ended | None:
    """How a thing ended; None while it stands."""
    node = archive.node(path)
    found = withdrawal(archive.store, node)
    if found is None:
        return None
    leaned = sorted({one for predicate in _LEANS for one in archive.subjects(predicate, path)})
    return Ended(
        day=found.when,
        why=tuple(text for note in found.why if (text := best([note], language))),
        by=tuple(archive.name(iri.removeprefix(archive.base), language) for iri in found.by),
        successor=_name(archive, found.successor, language) if found.successor else None,
        leaned=tuple(archive.name(one, language) for one in leaned[:ROWS]),
        left_out=max(0, len(leaned) - ROWS),
        findings=sum(one.startswith(FINDING) for one in archive.subjects(PROV.used, path)),
    )


def _name(archive: Archive, node: NamedNode, language: str) -> Name:
    return archive.name(node.value.removeprefix(archive.base), language)


def day_of_end(archive: Archive, path: str) -> str | None:
    """The day on which a thing was withdrawn, empty where none is recorded; None while it stands."""
    found = withdrawal(archive.store, archive.node(path))
    return found.when.partition("T")[0] if found else None
