"""What the search of a site without a server looks in."""

from typing import Final

from pyoxigraph import Literal, NamedNode

from testimonia.pages.archive import Archive
from testimonia.pages.site import listed
from testimonia.pages.templating import to_json
from testimonia.vocabulary import SKOS

_SEARCHED: Final = ("event", "actor", "place", "source", "concept", "proposition", "claim")


def searched(archive: Archive, language: str) -> bytes:
    """What the search of a site without a server looks in: path, text and name of everything that can be found.

    It is a script and not JSON, since a page that was opened from a disk may load the one and not the other.
    """
    entries = [
        [one.name.path, " ".join([one.name.text, *(text.text for text in one.name.originals)]), one.name.text]
        for kind in _SEARCHED[:-1]
        for one in listed(archive, kind, language)
    ]
    entries += [[path, archive.name(path, language).text, ""] for path in sorted(archive.facts.claims)]
    entries += [[path, label, archive.name(path, language).text] for path, label in _other_names(archive, language)]
    return f"window.testimoniaNames={to_json(entries)};\n".encode()


def _other_names(archive: Archive, language: str) -> list[tuple[str, str]]:
    """Names in other languages, spellings by which a thing is to be found, and names that claims give it."""
    found = set()
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        for quad in archive.store.quads_for_pattern(None, predicate, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                found.add((quad.subject.value.removeprefix(archive.base), quad.object.value))
    for answer in archive.facts.answers.values():
        if answer.aspect == "name":
            found |= {(answer.about, archive.name(value, language).text) for value in answer.values}
    wanted = ((path, text) for path, text in found if path.partition("/")[0] in _SEARCHED)
    return sorted((path, text) for path, text in wanted if text != archive.name(path, language).text)
