"""Which form of a document a client gets: RFC 9110, section 12.5.1 (Accept)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_RANGE: Final = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*")
_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_MOST_RANGES: Final = 100
"""Browsers send eight; what comes after a hundred is not read."""
_BY_NAME: Final = 3
_IGNORED: Final = ("charset", "profile", "version")
"""Parameters that ask for a variant we do not make, of a form that we do: the form is sent (RFC 6906, 3.1)."""


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an Accept header; ``*`` stands for anything."""

    kind: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def precision(self, media_type: str) -> int:
        """How closely it names a media type: 0 not at all, 1 ``*/*``, 2 ``text/*``, 3 by name, more with parameters."""
        name, *parameters = (part.strip().lower() for part in media_type.split(";"))
        kind, _, subtype = name.partition("/")
        if self.kind == "*":
            return 1 if self.subtype == "*" else 0
        if self.kind != kind:
            return 0
        if self.subtype == "*":
            return 2
        has = {tuple(parameter.split("=", 1)) for parameter in parameters}
        return 3 + len(self.parameters) if self.subtype == subtype and self.parameters <= has else 0


def media_ranges(accept: str) -> list[MediaRange]:
    """The entries of a header that can be read; the rest is passed over, as clients write all sorts of things."""
    found = []
    for entry in _split(accept, ",")[:_MOST_RANGES]:
        name, *parameters = _split(entry, ";")
        match = _RANGE.fullmatch(name)
        if match:
            found.append(_media_range(match[1].lower(), match[2].lower(), parameters))
    return found


def _media_range(kind: str, subtype: str, parameters: Sequence[str]) -> MediaRange:
    quality, named = 1.0, set()
    for parameter in parameters:
        name, _, value = (part.strip() for part in parameter.partition("="))
        if name.lower() == "q":
            quality = float(value) if _QUALITY.fullmatch(value) else 0.0
            break  # what follows belongs to extensions that nobody uses (RFC 9110, appendix B)
        if name.lower() not in _IGNORED:
            named.add((name.lower(), value.strip('"').lower()))
    return MediaRange(kind, subtype, frozenset(named), quality)


def _split(text: str, at: str) -> list[str]:
    """Parts of a header, where the mark does not stand in quotes."""
    parts: list[str] = []
    part: list[str] = []
    is_quoted, before = False, ""
    for character in text:
        if character == '"' and before != "\\":
            is_quoted = not is_quoted
        if character == at and not is_quoted:
            parts.append("".join(part))
            part = []
        else:
            part.append(character)
        before = character
    return [*parts, "".join(part)]


def choose(accept: str | None, offered: Mapping[str, Sequence[str]]) -> str | None:
    """The name of the form that serves a client best.

    Args:
        accept: The Accept header; without one, or with an empty one, the first form is sent.
        offered: Forms by name, the one we like best first, each with its media type and
            others that ask for it too.

    Returns:
        The name of a form, or None where the client takes none of them (406).
    """
    if accept is None or not accept.strip():
        return next(iter(offered))
    ranges = media_ranges(accept)
    best, best_quality = None, 0.0
    for name, media_types in offered.items():
        quality = _quality(ranges, media_types[0], media_types[1:])
        if quality > best_quality:
            best, best_quality = name, quality
    return best


def _quality(ranges: Sequence[MediaRange], media_type: str, others: Sequence[str]) -> float:
    """The quality of the range that names a media type most closely.

    ``others`` are names by which the same form is asked for. They count only
    where they are named, and the form's own name is not: what is sent is that.
    """
    precision, quality = _closest(ranges, media_type)
    if precision >= _BY_NAME:
        return quality
    named = [found for found in (_closest(ranges, other) for other in others) if found[0] >= _BY_NAME]
    return max(named, key=lambda found: found[1], default=(precision, quality))[1]


def _closest(ranges: Sequence[MediaRange], media_type: str) -> tuple[int, float]:
    """How closely a media type is named at best, and with which quality; of two alike the first counts."""
    fitting = [(found.precision(media_type), found.quality) for found in ranges if found.precision(media_type)]
    return max(fitting, default=(0, 0.0), key=lambda pair: pair[0])


def choose_language(accepted: str | None, offered: Sequence[str]) -> str:
    """The language that a client likes best, after RFC 4647, 3.4: ``de-AT`` is served by ``de``.

    Unlike a form, a language is never refused: one that is not had is better than nothing.

    Args:
        accepted: The Accept-Language header.
        offered: Language tags in lower case, the one we like best first.
    """
    likings = {language: _liking(accepted or "", language) for language in offered}
    return max(offered, key=lambda language: likings[language])


def _liking(accepted: str, language: str) -> float:
    """The quality of the range that names a language; ``*`` stands for those that no other names."""
    named, others = [], 0.0
    for entry in accepted.split(",")[:_MOST_RANGES]:
        tag, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
        value = float(quality) if _QUALITY.fullmatch(quality) else 0.0
        if tag == "*":
            others = value
        elif tag.partition("-")[0] == language:
            named.append(value)
    return max(named, default=others)
