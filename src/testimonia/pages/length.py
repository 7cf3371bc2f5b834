"""A document from its first character to its last: where statements, marks and references stand, and where nothing is.

Everything is worked out from offsets that the archive records. The text itself
is not read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.infer.entries import ClaimFact
from testimonia.model.passage import offsets
from testimonia.pages.archive import Archive
from testimonia.pages.aspects import kind_of
from testimonia.pages.names import Name
from testimonia.pages.rows import Spot, spots
from testimonia.vocabulary import CITO, DCT, OA, SKOS, TM, V

LANES: Final = ("numbers", "dates", "acts", "class", "views", "rest")
"""The kinds of statement, each a line of the drawing and a column of the table; every statement is of one."""

DRAWN: Final = 200
"""A shorter document has the table alone."""

GAP: Final = 400
"""So many characters or more of which nothing is recorded make a gap."""

UNITS: Final = 1000
"""The drawing is so many units wide; marks within one unit are one, so that 5,000 statements stay small."""

_FLAG_UNITS: Final = 100
_LANE_OF_KIND: Final = {
    "figures": "numbers",
    "dates": "dates",
    "people": "acts",
    "course": "acts",
    "after": "acts",
    "classing": "class",
    "causes": "class",
    "evidence": "views",
}

Stretch = tuple[int, int]
"""First offset, and the offset after the last, in code points."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The statements of a kind: how many, and their marks as a path in :data:`UNITS`."""

    key: str
    number: int
    marks: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The editors' flags of a kind (a word): how many, and where, in per cent of the whole; near ones are one mark."""

    word: str
    number: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its bounds, statements of each kind, what share of it they cover, how many flags.

    ``covered`` is in whole per cent; None where the bounds are not recorded. ``name`` has a path
    where the section is a passage of its own; else it is the code that statements give.
    """

    name: Name
    begin: int
    end: int
    counts: tuple[int, ...]
    covered: int | None
    flags: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The whole length of a document. ``covered`` is the share under a statement, in whole per cent."""

    characters: int
    statements: int
    covered: int
    sections: tuple[Section, ...]
    lanes: tuple[Lane, ...]
    silent: Lane
    gaps: tuple[Stretch, ...]
    flags: tuple[Marks, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether it is long enough for a drawing."""
        return self.characters >= DRAWN

    def per_cent(self, offset: int) -> str:
        """Where an offset stands, in per cent of the whole."""
        return f"{100 * offset / self.characters:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """What is recorded of a document, by kind."""

    claims: Mapping[str, tuple[Spot, ...]]
    lanes: Mapping[str, str]
    flags: Mapping[str, tuple[Spot, ...]]
    others: tuple[Stretch, ...]
    silent: tuple[Stretch, ...]


def characters(archive: Archive, path: str) -> int:
    """How long the bytes are that were read of a document; 0 where none were."""
    told = (archive.facts.text(node, DCT.extent).partition(" ")[0] for node in archive.subjects(TM.snapshotOf, path))
    return max((int(number) for number in told if number.isdecimal()), default=0)


@lru_cache(maxsize=32)
def length(archive: Archive, path: str) -> Length | None:
    """The length of a document; None where its bytes were not read."""
    whole = characters(archive, path)
    if not whole:
        return None
    found = _recorded(archive, path)
    stated = merged(_stretches(found.claims))
    told = merged([*stated, *found.others, *found.silent, *_stretches(found.flags)])
    return Length(
        characters=whole,
        statements=len(found.claims),
        covered=_share(stated, (0, whole)),
        sections=_sections(archive, path, found, stated),
        lanes=tuple(_lane(key, found, whole) for key in LANES),
        silent=Lane("silent", len(found.silent), marks(found.silent, whole)),
        gaps=gaps(told, whole),
        flags=_flags(archive, found, whole),
    )


def _recorded(archive: Archive, path: str) -> _Recorded:
    facts, key = archive.facts, path.removeprefix("source/")
    claims = archive.by_source.get(path, ())
    flags = archive.flags_in(path)
    arguments = [one for one in facts.arguments if one.startswith(f"argument/{key}/")]
    others = [
        spot for one in (*arguments, *archive.subjects(CITO.hasCitingEntity, path)) for spot in spots(archive, one)
    ]
    return _Recorded(
        claims={claim: spots(archive, claim) for claim in claims},
        lanes={claim: lane(archive, facts.claims[claim]) for claim in claims},
        flags={flag: spots(archive, flag) for flag in flags},
        others=tuple((spot.begin, spot.end) for spot in others),
        silent=tuple(_silences(archive, path)),
    )


def lane(archive: Archive, claim: ClaimFact) -> str:
    """The kind of a statement: by what answers it, else by what its question asks after."""
    about, aspect = archive.asked(archive.question(claim))
    answer = archive.facts.answers.get(claim.answer)
    if about.startswith(("proposition/", "claim/", "source/")):
        return "views"
    if answer and answer.figures:
        return "numbers"
    return _LANE_OF_KIND.get(kind_of(aspect), "rest")


def _passages(archive: Archive, path: str) -> Iterable[str]:
    return (
        passage for node in archive.subjects(TM.snapshotOf, path) for passage in archive.subjects(OA.hasSource, node)
    )


def _silences(archive: Archive, path: str) -> Iterable[Stretch]:
    """The stretches of which the curator says that they carry no statement: a remark, and nothing stands there."""
    for passage in _passages(archive, path):
        is_told = archive.facts.text(passage, SKOS.editorialNote) and not archive.facts.text(passage, SKOS.prefLabel)
        if is_told and not archive.subjects(TM.attestedIn, passage):
            yield offsets(passage)


def _stretches(found: Mapping[str, Sequence[Spot]]) -> list[Stretch]:
    return [(spot.begin, spot.end) for of_it in found.values() for spot in of_it]


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that touch or overlap as one."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def covering(stretches: Iterable[Stretch]) -> int:
    """How many characters lie in at least one of the stretches."""
    return sum(end - begin for begin, end in merged(stretches))


def gaps(told: Sequence[Stretch], whole: int) -> tuple[Stretch, ...]:
    """The stretches of :data:`GAP` characters or more that nothing touches."""
    edges = [0, *(offset for stretch in told for offset in stretch), whole]
    between = zip(edges[::2], edges[1::2], strict=True)
    return tuple((begin, end) for begin, end in between if end - begin >= GAP)


def _share(stretches: Iterable[Stretch], within: Stretch) -> int:
    first, last = within
    covered = sum(max(0, min(end, last) - max(begin, first)) for begin, end in stretches)
    return round(100 * covered / (last - first)) if last > first else 0


def marks(stretches: Iterable[Stretch], whole: int) -> str:
    """Stretches as an SVG path, :data:`UNITS` wide and 16 high; each is a unit wide at least."""
    units = (
        (begin * UNITS // whole, max(begin * UNITS // whole + 1, -(-end * UNITS // whole))) for begin, end in stretches
    )
    return "".join(f"M{begin} 3h{end - begin}v16h{begin - end}z" for begin, end in merged(units))


def _lane(key: str, found: _Recorded, whole: int) -> Lane:
    of_it = [claim for claim, kind in found.lanes.items() if kind == key]
    stretches = [(spot.begin, spot.end) for claim in of_it for spot in found.claims[claim]]
    return Lane(key, len(of_it), marks(stretches, whole))


def _flags(archive: Archive, found: _Recorded, whole: int) -> tuple[Marks, ...]:
    by_word: dict[str, list[int]] = defaultdict(list)
    for flag, of_it in found.flags.items():
        word = archive.facts.text(flag, OA.hasBody).removeprefix(V.base)
        by_word[word].append(of_it[0].begin * _FLAG_UNITS // whole if of_it else 0)
    return tuple(Marks(word, len(places), tuple(sorted(set(places)))) for word, places in sorted(by_word.items()))


def _sections(archive: Archive, path: str, found: _Recorded, stated: Sequence[Stretch]) -> tuple[Section, ...]:
    """The sections that have a passage of their own, then the codes that only statements give."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, of_it in found.claims.items():
        kinds[of_it[0].section if of_it else ""][found.lanes[claim]] += 1
    flags = Counter(of_it[0].section for of_it in found.flags.values() if of_it)
    sections = sorted(
        (offsets(one), one) for one in _passages(archive, path) if archive.facts.text(one, SKOS.prefLabel)
    )
    keys = {archive.facts.text(passage, TM.section): (passage, at) for at, passage in sections}
    rows = []
    for key in (*keys, *sorted(set(kinds) - set(keys))):
        passage, at = keys.get(key, ("", (0, 0)))
        counts = tuple(kinds[key][kind] for kind in LANES)
        covered = _share(stated, at) if passage else None
        rows.append(
            Section(
                Name(passage, archive.name(passage, "en").text if passage else key), *at, counts, covered, flags[key]
            )
        )
    return tuple(rows)
