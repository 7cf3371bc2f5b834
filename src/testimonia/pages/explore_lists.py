"""The explore page of a site without a server, where nothing can be chosen: links to lists of names, and to words."""

from collections.abc import Iterable, Mapping
from typing import Final

from testimonia.pages.archive import Archive
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import DCT, TM, V

LISTS: Final = ("events", "questions", "actors", "places", "works", "concepts")


def sheet(archive: Archive, reader: Reader) -> Sheet:
    """What the page shows: the lists, and the words that the archive uses by what can be told apart with them."""
    words = {facet: _names(archive, found, reader.language) for facet, found in _used(archive).items()}
    return Sheet(
        template="explore-lists.html",
        path="",
        title="explore.title",
        kind="explore",
        crumbs=(Crumb("explore.title", is_key=True),),
        values={"lists": LISTS, "words": {facet: names for facet, names in words.items() if names}},
    )


def _used(archive: Archive) -> Mapping[str, set[str]]:
    """The words of the vocabulary that claims and events use, by facet."""
    facts = archive.facts
    events = archive.facts.of_class(TM.Event)
    return {
        "type": {kind.removeprefix(V.base) for event in events for kind in facts.linked(event, DCT.type)},
        "role": {answer.role for answer in facts.answers.values()},
        "aspect": {answer.aspect for answer in facts.answers.values()},
        "flag": {flag for flags in facts.flags.values() for flag in flags},
        "stance": {claim.stance for claim in facts.claims.values()},
    }


def _names(archive: Archive, used: Iterable[str], language: str) -> list[Name]:
    names = [Name(f"vocab/{word}", archive.word(word, language)) for word in used if word]
    return sorted(names, key=lambda name: (name.text.casefold(), name.path))
