"""What work is left: the first page with its counts, and each list. What is open is told as open, and nobody judged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.infer.phrase import Pair
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name
from testimonia.pages.open_work import Covered, OpenList, covered, open_lists
from testimonia.pages.reader import Reader, cut
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import CITO, OA, OWL, RDFS, SKOS, SSSOM

PAGE: Final = "quality"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that waits: its path, its name or a sentence, what it belongs to, and a remark.

    ``statements`` is how many there are on a question, 0 for anything else.
    """

    path: str
    name: Name
    sentence: Pair
    beside: tuple[Name, ...]
    remark: str = ""
    statements: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document and how many of its characters stand in which passages."""

    name: Name
    counted: Covered

    @property
    def percent(self) -> tuple[int, int, int]:
        """Of a hundred characters, how many in passages of statements, in other passages, in none."""
        whole = self.counted.characters or 1
        stated, other = (round(100 * part / whole) for part in (self.counted.stated, self.counted.other))
        return stated, other, 100 - stated - other


def addresses(archive: Archive) -> Iterator[str]:
    """The addresses of all pages of this kind."""
    yield PAGE
    yield from (f"{PAGE}/{key}" for key in open_lists(archive))


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page at ``quality`` or ``quality/<list>``."""
    if path == PAGE:
        return _first(archive, reader)
    found = open_lists(archive).get(path.removeprefix(f"{PAGE}/"))
    return _list(archive, found, reader) if found else None


def _first(archive: Archive, reader: Reader) -> Sheet:
    lists = open_lists(archive).values()
    return Sheet(
        template="quality.html",
        path="",
        title="nav.quality",
        kind=PAGE,
        crumbs=(Crumb("nav.quality", is_key=True),),
        values={
            "parts": [_part(part, tuple(found)) for part, found in groupby(lists, key=lambda one: one.part)],
            "documents": [Document(archive.name(one.path, reader.language), one) for one in covered(archive)],
            "statements": len(archive.facts.claims),
        },
    )


def _part(name: str, lists: tuple[OpenList, ...]) -> tuple[str, tuple[OpenList, ...], int]:
    """A part of the page, its lists, and how many things they hold together, each counted once."""
    return name, lists, len({path for one in lists for path in one.paths})


def _list(archive: Archive, found: OpenList, reader: Reader) -> Sheet:
    part = cut(len(found.paths), reader.number)
    return Sheet(
        template="quality-list.html",
        path="",
        title=title(found, reader.language),
        kind=PAGE,
        crumbs=(
            Crumb("nav.quality", site=PAGE, is_key=True),
            Crumb(title(found, reader.language), is_key=not found.words.english),
        ),
        slice=part,
        values={
            "open_list": found,
            "items": [item(archive, path, reader.language) for path in part.of(found.paths)],
        },
    )


def title(found: OpenList, language: str) -> str:
    """The name of a list: the vocabulary's word, or a key of the pages' words."""
    words = found.words.german if language == "de" else found.words.english
    return words[:1].upper() + words[1:] if words else f"quality.{found.key}"


def item(archive: Archive, path: str, language: str) -> Item:
    """One row of a list."""
    kind = path.partition("/")[0]
    return _ITEMS.get(kind, _plain)(archive, path, language)


def _plain(archive: Archive, path: str, language: str) -> Item:
    return Item(path, archive.name(path, language), Pair("", ""), ())


def _claim(archive: Archive, path: str, language: str) -> Item:
    claim = archive.facts.claims[path]
    beside = (archive.name(claim.holder, language), archive.name(claim.source, language))
    return Item(path, archive.name(path, language), Pair("", ""), beside)


def _finding(archive: Archive, path: str, language: str) -> Item:
    found = archive.findings.finding(path)
    if found is None:
        return _plain(archive, path, language)
    about = (archive.name(found.about, language),) if found.about else ()
    return Item(path, Name(path, path), Pair(found.english, found.german), about)


def _flag(archive: Archive, path: str, language: str) -> Item:
    targets = archive.facts.linked(path, OA.hasTarget)
    name = archive.name(targets[0], language) if targets else archive.name(path, language)
    document = archive.name(f"source/{path.split('/')[1]}", language)
    return Item(path, Name(path, name.text, name.language), Pair("", ""), (document,))


def _reference(archive: Archive, path: str, language: str) -> Item:
    documents = archive.facts.linked(path, CITO.hasCitingEntity)
    written = archive.facts.text(path, SKOS.notation) or f"[{path.rpartition('/')[2]}]"
    return Item(path, Name(path, written), Pair("", ""), tuple(archive.name(one, language) for one in documents))


def _question(archive: Archive, path: str, language: str) -> Item:
    about, _ = archive.asked(path)
    statements = len(questions(archive.facts)[path])
    beside = (archive.name(about, language),) if about else ()
    return Item(path, archive.name(path, language), Pair("", ""), beside, statements=statements)


def _mapping(archive: Archive, path: str, language: str) -> Item:
    facts = archive.facts
    own = next(iter(facts.linked(path, OWL.annotatedSource)), "")
    target = facts.text(path, OWL.annotatedTarget)
    label = facts.text(path, SSSOM.object_label)
    words = f"{archive.name(own, language).text} – {label + ', ' if label else ''}{target}"  # noqa: RUF001
    return Item(path, Name(path, words), Pair("", ""), (archive.name(own, language),), facts.text(path, RDFS.comment))


_ITEMS: Final[Mapping[str, Callable[[Archive, str, str], Item]]] = {
    "claim": _claim,
    "finding": _finding,
    "flag": _flag,
    "mapping": _mapping,
    "proposition": _question,
    "reference": _reference,
}
