"""The pages that are about no one node: the first page, lists of all names, saved questions, vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.pages.archive import Archive
from testimonia.pages.home import entered, multiples
from testimonia.pages.names import Name, Text
from testimonia.pages.reader import Reader, cut
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.pages.strip import places, strip
from testimonia.pages.terms import schemes
from testimonia.query.saved import SavedQuestion, saved_questions
from testimonia.vocabulary import DCT, TM

LISTS: Final[Mapping[str, str]] = {
    "events": "event",
    "actors": "actor",
    "places": "place",
    "works": "source",
    "concepts": "concept",
    "populations": "population",
    "questions": "proposition",
}
"""The pages that name all things of a kind, each with the beginning of the paths of the kind."""

_CLASSES: Final = {"event": TM.Event, "actor": TM.Actor, "place": TM.Place, "source": TM.Source}


@dataclass(frozen=True, slots=True)
class Counted:
    """A thing of a list, what sort it is, and how many statements are about it."""

    name: Name
    kind: str
    statements: int


def home_sheet(archive: Archive, reader: Reader) -> Sheet:
    """The first page."""
    return Sheet(
        template="home.html",
        path="",
        title=title(archive, reader.language).text,
        kind="home",
        values={
            "values_title": title(archive, reader.language),
            "label": archive.label,
            "description": archive.text("", DCT.description, reader.language),
            "counts": counts(archive),
            "multiples": multiples(archive, reader.language),
            "entered": entered(archive, reader.language),
            "strip": strip(archive, reader.language),
            "places": places(archive, reader.language),
            "topics": topics(),
        },
    )


def title(archive: Archive, language: str) -> Text:
    """The archive's own title."""
    return archive.text("", DCT.title, language) or Text("Testimonia")


def counts(archive: Archive) -> list[tuple[str, int]]:
    """What the archive holds: keys of the words, and numbers."""
    facts = archive.facts
    read = sum(1 for source in facts.sources.values() if source.is_read)
    return [
        ("claims", len(facts.claims)),
        ("questions", len(questions(facts))),
        ("holders", len(archive.by_holder)),
        ("events", len(archive.facts.of_class(TM.Event))),
        ("documents", read),
        ("works", len(facts.sources)),
        ("arguments", len(facts.arguments)),
    ]


def topics() -> list[tuple[str, list[SavedQuestion]]]:
    """The saved questions by topic, which is the first of their tags that is one."""
    found: dict[str, list[SavedQuestion]] = {}
    for question in saved_questions().values():
        tags = [tag for tag in question.tags if tag != "competency"]
        found.setdefault(tags[0] if tags else "overview", []).append(question)
    return sorted(found.items())


def list_sheet(archive: Archive, name: str, reader: Reader) -> Sheet | None:
    """A page that names all things of a kind."""
    if name not in LISTS:
        return None
    things = listed(archive, LISTS[name], reader.language)
    part = cut(len(things), reader.number)
    return Sheet(
        template="list.html",
        path="",
        title=f"nav.{name}",
        kind=name,
        crumbs=(Crumb(f"nav.{name}", is_key=True),),
        slice=part,
        values={"things": part.of(things)},
    )


def listed(archive: Archive, kind: str, language: str) -> list[Counted]:
    """All things of a kind, by name."""
    if kind == "proposition":
        names = [archive.name(path, language) for path in questions(archive.facts)]
        numbers = {path: len(claims) for path, claims in questions(archive.facts).items()}
    else:
        names = [archive.name(path, language) for path in paths(archive, kind)]
        numbers = {name.path: len(archive.claims_about(name.path)) for name in names}
    kinds = {name.path: archive.kind(name.path, language) for name in names}
    ordered = sorted(names, key=lambda name: (name.text.casefold(), name.path))
    return [Counted(name, kinds[name.path], numbers.get(name.path, 0)) for name in ordered]


def paths(archive: Archive, kind: str) -> list[str]:
    """The paths of all things of a kind."""
    if kind in _CLASSES:
        return [path for path in archive.facts.of_class(_CLASSES[kind]) if path.startswith(f"{kind}/")]
    return sorted(path for path in archive.nodes if path.startswith(f"{kind}/"))


def vocabulary_sheet(archive: Archive, reader: Reader) -> Sheet:
    """The page that names the schemes and leads to the ontology."""
    return Sheet(
        template="vocabulary.html",
        path="",
        title="nav.vocabulary",
        kind="vocabulary",
        crumbs=(Crumb("nav.vocabulary", is_key=True),),
        values={"schemes": schemes(archive, reader.language)},
    )
