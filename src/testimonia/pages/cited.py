"""What of the archive can be cited, and as what: statements under their holder, the rest under whoever curates it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from testimonia.infer.derivations import questions
from testimonia.pages.archive import Archive
from testimonia.pages.names import Text, best, texts
from testimonia.pages.rows import brief
from testimonia.publish.catalogue import archive_of
from testimonia.publish.cite import Cited
from testimonia.publish.withdrawn import withdrawal
from testimonia.vocabulary import DCT

KINDS: Final = frozenset({"claim", "event", "proposition", "source"})
"""The first parts of the paths of what is cited."""

_IN_PATHS: Final = "/+,:;=@!$&()*~"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which archive this is: its title, who curates it, and the day of the last curation."""

    title: str
    publisher: str
    day: str


@lru_cache(maxsize=2)
def edition(archive: Archive) -> Edition:
    """The archive as it is cited."""
    title = best(texts(archive.store, archive.node(""), DCT.title), "en") or Text("Testimonia")
    told = archive_of(archive.store, {"base": archive.base, "title": title.text, "licence": ""})
    return Edition(title.text, told.publisher_name, told.last)


def cited(archive: Archive, path: str, version: str = "") -> Cited | None:
    """How a thing is cited, in English; None for what has no citation of its own.

    Args:
        archive: The archive.
        path: The thing.
        version: The digest of the build.
    """
    kind = path.partition("/")[0]
    is_question = kind != "proposition" or path in questions(archive.facts)
    if kind not in KINDS or not is_question or not archive.has(path):
        return None
    own = edition(archive)
    claim = brief(archive, path, "en") if path in archive.facts.claims else None
    return Cited(
        path=path,
        title=archive.name(path, "en").text,
        author=claim.holder.text if claim else own.publisher,
        container=own.title,
        publisher=own.publisher,
        address=archive.base + quote(path, safe=_IN_PATHS),
        issued=own.day,
        version=version,
        note="; ".join(_notes(archive, path)),
    )


def _notes(archive: Archive, path: str) -> Iterator[str]:
    """Through whom, where it stands, whose the words are; and whether it still stands."""
    ended = withdrawal(archive.store, archive.node(path))
    if ended:
        yield f"Withdrawn {ended.when[:10]}".strip()
    if path not in archive.facts.claims:
        return
    found = brief(archive, path, "en")
    if found.through:
        yield f"through {', '.join(voice.text for voice in found.through)}"
    at = ", ".join(f"{spot.begin}-{spot.end}" for spot in found.spots)
    yield f"in: {found.document.text}" + (f", characters {at}" if at else "")
    yield f"stance: {found.stance_words.english}; paraphrase by the archive"
