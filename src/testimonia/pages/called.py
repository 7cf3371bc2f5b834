"""Names in use: by whom a thing is called what, and which works have the same words in their title."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonia.infer.derivations import questions
from testimonia.infer.entries import ClaimFact
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name, Text
from testimonia.pages.rows import Brief, brief

USERS: Final = 12
"""So many of those who use a name are listed; the rest are counted."""

_TITLES: Final = 4
_SHORTEST: Final = 5
"""A shorter name may stand in a title as part of another word."""


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name with the statements that give it, and the works whose title holds the same words."""

    name: Text
    users: tuple[Brief, ...]
    left_out: int
    titles: tuple[Name, ...]


def names_used(archive: Archive, question: str, language: str) -> tuple[NameUse, ...]:
    """The names that the answers to a question give, by name."""
    found: dict[Text, list[ClaimFact]] = defaultdict(list)
    for claim in questions(archive.facts)[question]:
        answer = archive.facts.answers.get(claim.answer)
        for value in answer.values if answer else ():
            found[_text(archive, value, language)].append(claim)
    ordered = sorted(found, key=lambda text: (text.text.casefold(), text.language))
    return tuple(_use(archive, text, found[text], language) for text in ordered)


def _text(archive: Archive, value: str, language: str) -> Text:
    name = archive.name(value, language)
    return Text(name.text, name.language)


def _use(archive: Archive, text: Text, claims: Sequence[ClaimFact], language: str) -> NameUse:
    users = [brief(archive, claim.path, language) for claim in claims[:USERS]]
    users.sort(key=lambda one: (one.holder.text.casefold(), one.path))
    wanted = text.text.casefold()
    titles = [] if len(wanted) < _SHORTEST else [path for path, title in _works(archive).items() if wanted in title]
    named = tuple(archive.name(path, language) for path in titles[:_TITLES])
    return NameUse(text, tuple(users), len(claims[USERS:]), named)


@lru_cache(maxsize=2)
def _works(archive: Archive) -> Mapping[str, str]:
    """The titles of all works, for comparison."""
    return {path: archive.facts.label(path).casefold() for path in sorted(archive.facts.sources)}
