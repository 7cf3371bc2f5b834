"""A question: all that is claimed on it, as one dispute table, with why figures do or do not collide."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from testimonia.infer.derivations import questions
from testimonia.infer.phrase import Pair
from testimonia.infer.trail_beside import as_argued
from testimonia.infer.trail_ground import roots_on
from testimonia.infer.trail_parts import Argued
from testimonia.pages.archive import Archive
from testimonia.pages.drawing import Figures
from testimonia.pages.drawn import figures
from testimonia.pages.lines import Line, lines
from testimonia.pages.matrix import Matrix, matrix
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut
from testimonia.pages.rows import Row, rows
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.pages.standing import Standing, standing
from testimonia.pages.ties import COMPARED, ties

SHOWN: int = 12
"""So many statements of a question stand on the page of what it is about; the rest on its own."""

MOST_REASONS: int = 24
FOLDED_FROM: int = 6
_OTHER_SCOPE = "differentScope"


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding on two or more statements, by their letters: what looks like conflict or agreement, and why."""

    path: str
    kind: str
    label: Pair
    letters: tuple[str, ...]
    sentence: Pair


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that count the same; ``base`` is empty where nothing is counted."""

    base: Pair
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A question with its statements.

    ``total`` counts statements and ``holders`` their holders, shown or not.
    ``stances`` counts the statements of each stance. ``reasons_left_out`` are
    counted and not listed; ``folded`` are those that tell of different scopes
    alone, where there are many. ``document`` is the one in which all statements
    stand, if they do.
    """

    path: str
    title: Name
    aspect: str
    groups: tuple[Group, ...]
    total: int
    holders: int
    left_out: int
    stances: tuple[tuple[str, Pair, int], ...]
    reasons: tuple[Reason, ...]
    folded: tuple[Reason, ...]
    reasons_left_out: int
    arguments: tuple[Argued, ...]
    figures: Figures
    matrix: Matrix | None
    standing: Standing
    document: Name | None

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown."""
        return [row for group in self.groups for row in group.rows]


def dispute(archive: Archive, path: str, language: str, shown: tuple[int, int] = (0, SHOWN)) -> Dispute:
    """A question with the statements from one row to another."""
    every = lines(archive.facts, path)
    found = ties(archive.facts, roots_on(archive.facts, path))
    listed = rows(archive, every[shown[0] : shown[1]], every, found, language)
    groups = tuple(Group(base, tuple(of_it)) for base, of_it in groupby(listed, key=lambda row: row.base))
    reasons = _reasons(archive, path, every, listed)
    folded = tuple(reason for reason in reasons if reason.kind == _OTHER_SCOPE) if len(reasons) > FOLDED_FROM else ()
    stances = Counter(line.claim.stance for line in every)
    return Dispute(
        path=path,
        title=archive.name(path, language),
        aspect=archive.asked(path)[1],
        groups=groups,
        total=len(every),
        holders=len({line.claim.holder for line in every}),
        left_out=len(every) - len(listed),
        stances=tuple((stance, archive.label(stance), number) for stance, number in sorted(stances.items())),
        reasons=tuple(reason for reason in reasons if reason not in folded)[:MOST_REASONS],
        folded=folded[:MOST_REASONS],
        reasons_left_out=max(0, len(reasons) - len(folded) - MOST_REASONS) + max(0, len(folded) - MOST_REASONS),
        arguments=_arguments(archive, listed),
        figures=Figures(()) if shown[0] else figures(archive, path, found, language),
        matrix=None if shown[0] else matrix(archive, every, language),
        standing=standing(archive, every, found, language),
        document=archive.name(every[0].claim.source, language)
        if len({line.claim.source for line in every}) == 1
        else None,
    )


def _reasons(archive: Archive, question: str, every: Sequence[Line], listed: Sequence[Row]) -> list[Reason]:
    """The findings of the comparison and of the sums, each once: on all statements, of very many on those listed."""
    letters = {line.claim.path: line.siglum for line in every}
    found: dict[str, Reason] = {}
    for claim in letters if len(every) <= COMPARED else [row.brief.path for row in listed]:
        for path in archive.findings.on(claim):
            if path in found or not path.startswith(("finding/comparable/", "finding/arithmetic/")):
                continue
            finding = archive.findings.finding(path)
            if finding:
                named = tuple(sorted(letters[used] for used in finding.inputs if used in letters))
                found[path] = Reason(
                    path,
                    finding.kind,
                    archive.label(finding.kind),
                    named,
                    archive.untitled(question, Pair(finding.english, finding.german)),
                )
    return sorted(
        found.values(),
        key=lambda reason: (reason.path.split("/")[1], [(len(one), one) for one in reason.letters], reason.path),
    )


def _arguments(archive: Archive, listed: Sequence[Row]) -> tuple[Argued, ...]:
    """The arguments on these statements, each once, with their premises."""
    found: dict[str, Argued] = {}
    for row in listed:
        for argument in archive.arguments_on.get(row.brief.path, ()):
            found.setdefault(argument.path, as_argued(archive.facts, argument, row.brief.path))
    return tuple(found[path] for path in sorted(found))


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a question; an answer to one has the page of a proposition."""
    claims = questions(archive.facts).get(path)
    if claims is None:
        return None
    part: Slice = cut(len(claims), reader.number)
    found = dispute(archive, path, reader.language, (part.before, part.last))
    about, _ = archive.asked(path)
    return Sheet(
        template="question.html",
        path=path,
        title=found.title.text,
        kind="question",
        crumbs=(*way_to(archive, about, reader.language), Crumb(archive.word(found.aspect, reader.language))),
        slice=part,
        values={"dispute": found, "about": archive.name(about, reader.language), "more": _on_it(archive, path, reader)},
    )


def _on_it(archive: Archive, path: str, reader: Reader) -> tuple[Name, ...]:
    """Questions about the question itself, such as the state of the evidence."""
    return tuple(archive.name(question, reader.language) for question in archive.by_about.get(path, ()))


def way_to(archive: Archive, about: str, language: str) -> tuple[Crumb, ...]:
    """The way to a thing: the list of its kind, and the thing."""
    kind = about.partition("/")[0]
    lists = {"event": "events", "actor": "actors", "place": "places", "source": "works", "concept": "concepts"}
    first = (Crumb(f"nav.{lists[kind]}", site=lists[kind], is_key=True),) if kind in lists else ()
    return (*first, Crumb(archive.name(about, language).text, thing=about))
