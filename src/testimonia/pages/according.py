"""The world according to a holder: what they assert as plain links, and how many of their claims have no such form."""

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from testimonia.infer import phrase
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.infer.scope import is_limited
from testimonia.infer.views import CLASSES, asserted
from testimonia.pages.archive import Archive
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, Slice, cut


@dataclass(frozen=True, slots=True)
class Link:
    """One plain link: of what it is said, as what, and the answer, a thing or words; with the claims behind it.

    ``is_limited`` tells that its claims speak of a time, a place, people or a
    definition that a plain link cannot hold.
    """

    subject: Name
    words: Pair
    value: Name | None
    said: Pair
    claims: tuple[str, ...]
    is_limited: bool


@dataclass(frozen=True, slots=True)
class According:
    """The links on this page, and the claims left out by the reason (a word of the stances, or a key of the words)."""

    links: tuple[Link, ...]
    part: Slice
    left_out: tuple[tuple[str, Pair, int], ...]


def according(archive: Archive, holder: str, reader: Reader) -> According | None:
    """What a holder asserts; None for who holds nothing."""
    own = [archive.facts.claims[path] for path in archive.by_holder.get(holder, ())]
    if not own:
        return None
    found = asserted(archive.facts, own)
    ordered = sorted(found.claims, key=lambda quad: _order(archive, quad, found.claims[quad][0]))
    part = cut(len(ordered), reader.number)
    shown = part.of(ordered)
    reasons = Counter(found.reasons.values())
    return According(
        links=tuple(_link(archive, quad, tuple(found.claims[quad]), reader.language) for quad in shown),
        part=part,
        left_out=tuple((reason, phrase.word(reason), number) for reason, number in sorted(reasons.items())),
    )


def _order(archive: Archive, quad: Quad, claim: str) -> tuple[str, str, str, str]:
    answer = archive.facts.answers[archive.facts.claims[claim].answer]
    return archive.facts.label(answer.about).casefold(), answer.about, answer.aspect, str(quad)


def _link(archive: Archive, quad: Quad, claims: tuple[str, ...], language: str) -> Link:
    answer = archive.facts.answers[archive.facts.claims[claims[0]].answer]
    path = quad.object.value.removeprefix(archive.base) if isinstance(quad.object, NamedNode) else ""
    is_thing = path.partition("/")[0] in CLASSES
    return Link(
        subject=archive.name(answer.about, language),
        words=phrase.word(answer.role or answer.aspect),
        value=archive.name(path, language) if is_thing else None,
        said=wording(archive.facts, answer),
        claims=claims,
        is_limited=all(is_limited(archive.facts.answers[archive.facts.claims[one].answer]) for one in claims),
    )
