"""A claim, an argument or a finding: its trail, with what a page adds to it (picture, history, how to cite it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from testimonia.infer.trail import trail
from testimonia.infer.trail_parts import ArgumentTrail, ClaimTrail, FindingTrail
from testimonia.pages.archive import Archive
from testimonia.pages.argument_map import Map, argument_map
from testimonia.pages.names import Name, Text
from testimonia.pages.question import way_to
from testimonia.pages.reader import Reader
from testimonia.pages.rows import Brief, brief, spots
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.publish.trail_svg import trail_svg
from testimonia.vocabulary import DCT, OA, PROV, TM

DRAWN: Final = ("en", "de")


@dataclass(frozen=True, slots=True)
class Curation:
    """Who recorded a thing, when, and from which bytes."""

    path: str
    curators: tuple[Name, ...]
    day: str
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """A claim: its trail, and what a page adds. ``picture`` is SVG that brings no style of its own."""

    trail: ClaimTrail
    brief: Brief
    about: Name
    picture: str
    map: Map | None
    curation: Curation | None
    notes: tuple[Text, ...]
    flags: tuple[tuple[str, str], ...]
    values: tuple[Name, ...]
    passage_notes: Mapping[str, tuple[Text, ...]]
    sections: Mapping[str, str]


def claim_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a claim."""
    if path not in archive.facts.claims:
        return None
    found = claim(archive, path, reader.language)
    return Sheet(
        template="claim.html",
        path=path,
        title=found.brief.paraphrase.text,
        kind="claim",
        language=found.brief.paraphrase.language,
        crumbs=(*way_to(archive, found.about.path, reader.language), *_question_crumb(archive, found, reader.language)),
        values={"claim": found},
    )


def _question_crumb(archive: Archive, found: ClaimPage, language: str) -> tuple[Crumb, ...]:
    question = found.trail.question.path
    aspect = archive.asked(question)[1]
    return (Crumb(archive.word(aspect, language), thing=question), Crumb("kind.claim", is_key=True))


def claim(archive: Archive, path: str, language: str) -> ClaimPage:
    """All that the page of a claim shows.

    Raises:
        KeyError: There is no such claim.
    """
    found = trail(archive.facts, archive.findings, path)
    if not isinstance(found, ClaimTrail):
        raise KeyError(path)
    answer = archive.facts.answers.get(archive.facts.claims[path].answer)
    values = answer.values if answer else ()
    places = spots(archive, path)
    return ClaimPage(
        trail=found,
        brief=brief(archive, path, language),
        about=archive.name(archive.asked(found.question.path)[0], language),
        picture=trail_svg(found, language if language in DRAWN else "en", is_styled=False),
        map=argument_map(found.arguments, archive.name(path, language).text, language),
        curation=curation(archive, path, language),
        notes=archive.notes(path, language),
        flags=tuple(
            (flag, archive.word(archive.facts.text(flag, OA.hasBody).rpartition("/")[2], language))
            for flag in archive.flags_on.get(path, ())
        ),
        values=tuple(archive.name(value, language) for value in values if not value.startswith('"')),
        passage_notes={spot.path: archive.notes(spot.path, language) for spot in places},
        sections={spot.path: spot.section_name for spot in places},
    )


def curation(archive: Archive, path: str, language: str) -> Curation | None:
    """Who recorded a claim, argument or flag."""
    facts = archive.facts
    recording = next(iter(facts.linked(path, PROV.wasGeneratedBy)), "")
    if not recording:
        return None
    return Curation(
        path=recording,
        curators=tuple(archive.name(actor, language) for actor in facts.linked(recording, PROV.wasAssociatedWith)),
        day=facts.text(recording, PROV.endedAtTime),
        files=tuple(
            (snapshot, facts.text(snapshot, DCT.identifier), facts.text(snapshot, TM.sha256))
            for snapshot in facts.linked(recording, PROV.used)
        ),
    )


def argument_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of an argument."""
    if path not in archive.facts.arguments:
        return None
    found = trail(archive.facts, archive.findings, path)
    if not isinstance(found, ArgumentTrail):
        return None
    language = reader.language
    holder = archive.name(found.argument.holder.path, language)
    return Sheet(
        template="argument.html",
        path=path,
        title=f"{holder.text}: {archive.word(found.argument.kind, language)}",
        kind="argument",
        crumbs=(
            Crumb(found.record.document.name.english, thing=found.record.document.path),
            Crumb("kind.argument", is_key=True),
        ),
        values={
            "trail": found,
            "holder": holder,
            "picture": trail_svg(found, language if language in DRAWN else "en", is_styled=False),
            "spots": spots(archive, path),
            "curation": curation(archive, path, language),
            "notes_of_it": archive.notes(path, language),
        },
    )


def finding_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a finding."""
    if archive.findings.finding(path) is None:
        return None
    found = trail(archive.facts, archive.findings, path)
    if not isinstance(found, FindingTrail):
        return None
    language = reader.language
    about = archive.name(found.about.path, language) if found.about else None
    label = found.finding.label.german if language == "de" else found.finding.label.english
    return Sheet(
        template="finding.html",
        path=path,
        title=f"{label[:1].upper()}{label[1:]}" + (f": {about.text}" if about else ""),
        kind="finding",
        crumbs=(*((Crumb(about.text, thing=about.path),) if about else ()), Crumb("kind.finding", is_key=True)),
        values={
            "trail": found,
            "about": about,
            "picture": trail_svg(found, language if language in DRAWN else "en", is_styled=False),
        },
    )
