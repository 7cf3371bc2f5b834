"""All results of a choice as files, written piece by piece: CSV, Turtle, JSON-LD, GeoJSON.

CSV is after RFC 4180 and holds what the archive holds, nothing added that
would keep a spreadsheet from taking a cell for a formula. GeoJSON is after RFC
7946: longitude first, WGS 84, ``null`` where there is no point.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, RdfFormat

from testimonia.infer.entries import Figure
from testimonia.infer.readings import wording
from testimonia.pages.archive import Archive
from testimonia.pages.explore import Asked
from testimonia.pages.explore_map import points
from testimonia.pages.explored import DATING, works
from testimonia.pages.reader import Reader
from testimonia.pages.words import words
from testimonia.publish import jsonld
from testimonia.publish.described import walked
from testimonia.publish.syntaxes import serialized
from testimonia.vocabulary import TM

CLAIM_COLUMNS: Final = (
    "claim", "statement", "about", "about_name", "aspect", "value", "unit", "least", "most", "time", "place", "role",
    "stance", "holder", "holder_name", "through", "source", "passages", "works", "flags",
)  # fmt: skip
EVENT_COLUMNS: Final = ("event", "name", "types", "times", "places", "statements", "questions", "holders")

Json = dict[str, Any]

_AT_ONCE: Final = 500
_BETWEEN: Final = " ; "


def csv_lines(archive: Archive, asked: Asked, paths: Sequence[str], reader: Reader) -> Iterator[bytes]:
    """A row for each result; several values of a cell stand with `` ; `` between them."""
    is_events = asked.shown == "events"
    columns, row = (EVENT_COLUMNS, _event) if is_events else (CLAIM_COLUMNS, _claim)
    yield _line(columns)
    for path in paths:
        yield _line(row(archive, path, reader.language))


def _line(cells: Iterable[object]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue().encode("utf-8", "replace")


def _claim(archive: Archive, path: str, language: str) -> list[str]:
    facts = archive.facts
    claim = facts.claims[path]
    answer = facts.answers.get(claim.answer)
    about, aspect = archive.asked(archive.question(claim))
    figures = answer.figures if answer else ()
    value = words(language).say(wording(facts, answer)) if answer else ""
    return [
        archive.base + path,
        archive.name(path, language).text,
        archive.base + about if about else "",
        archive.name(about, language).text if about else "",
        aspect,
        value,
        _BETWEEN.join(figure.unit for figure in figures),
        _BETWEEN.join(_end(figure, most=False) for figure in figures),
        _BETWEEN.join(_end(figure, most=True) for figure in figures),
        answer.time.edtf if answer and answer.time else "",
        archive.base + answer.place if answer and answer.place else "",
        answer.role if answer else "",
        claim.stance,
        archive.base + claim.holder,
        archive.name(claim.holder, language).text,
        _iris(archive, claim.voices),
        archive.base + claim.source,
        _BETWEEN.join(one.rpartition("/")[2] for one in _passages(archive, path)),
        _iris(archive, works(claim)),
        _BETWEEN.join(facts.flags.get(path, ())),
    ]


def _end(figure: Figure, *, most: bool) -> str:
    """The least or the greatest number of a figure, as far as its wording sets one."""
    end = figure.interval[1 if most else 0]
    return "" if end is None else f"{end:f}"


def _iris(archive: Archive, paths: Iterable[str]) -> str:
    return _BETWEEN.join(archive.base + path for path in paths)


def _passages(archive: Archive, path: str) -> list[str]:
    return list(archive.facts.linked(path, TM.attestedIn))


def _event(archive: Archive, path: str, language: str) -> list[object]:
    claims = archive.claims_about(path)
    answers = [archive.facts.answers[claim.answer] for claim in claims if claim.answer in archive.facts.answers]
    times = [f"{one.aspect} {one.time.edtf}" for one in answers if one.time and one.aspect in DATING]
    places = dict.fromkeys(value for one in answers if one.aspect == "location" for value in one.values)
    return [
        archive.base + path,
        archive.name(path, language).text,
        archive.kind(path, language),
        _BETWEEN.join(times),
        _iris(archive, (place for place in places if place.startswith("place/"))),
        len(claims),
        len(archive.by_about.get(path, ())),
        len({claim.holder for claim in claims}),
    ]


def turtle(archive: Archive, asked: Asked, paths: Sequence[str], reader: Reader) -> Iterator[bytes]:
    """The results with all that they lean on; the head with the prefixes stands once."""
    del asked, reader
    found = (quad.triple for quad in _quads(archive, paths))
    head = b""
    while batch := list(islice(found, _AT_ONCE)):
        written = serialized(batch, RdfFormat.TURTLE, archive.base)
        if not head:
            head = b"".join(line for line in written.splitlines(keepends=True) if line.startswith(b"@prefix"))
            yield head
        yield written.removeprefix(head)
    if not head:
        yield serialized((), RdfFormat.TURTLE, archive.base)


def graph(archive: Archive, asked: Asked, paths: Sequence[str], reader: Reader) -> Iterator[bytes]:
    """The same as JSON-LD, each node in its graph; a graph may stand in several pieces."""
    del asked, reader
    yield from jsonld.pieces(_quads(archive, paths), archive.base)


def _quads(archive: Archive, paths: Iterable[str]) -> Iterator[Quad]:
    """The quads of the results, of the claims about those that are events, and of what these lean on."""
    return walked(archive.store, _nodes(archive, paths), archive.base)


def _nodes(archive: Archive, paths: Iterable[str]) -> Iterator[NamedNode]:
    for path in paths:
        yield archive.node(path)
        yield from (archive.node(claim.path) for claim in archive.claims_about(path))


def features(archive: Archive, asked: Asked, paths: Sequence[str], reader: Reader) -> Iterator[bytes]:
    """A feature for each result and point of a place that it names, one without geometry where there is none."""
    yield b'{"type": "FeatureCollection", "features": ['
    known: dict[str, list[Json]] = {}
    between = b"\n"
    for path in paths:
        properties = _properties(archive, asked, path, reader)
        located = [point for place in _places(archive, path) for point in _points(archive, place, known, reader)]
        for place in located or [{"geometry": None, "properties": {}}]:
            feature = {"type": "Feature", "geometry": place["geometry"], "properties": properties | place["properties"]}
            yield between + json.dumps(feature, ensure_ascii=False).encode("utf-8", "replace")
            between = b",\n"
    yield b"\n]}\n"


def _properties(archive: Archive, asked: Asked, path: str, reader: Reader) -> Json:
    told: Json = {"iri": archive.base + path, "name": archive.name(path, reader.language).text}
    if asked.shown == "claims":
        claim = archive.facts.claims[path]
        told |= {"holder": archive.base + claim.holder, "holderName": archive.name(claim.holder, reader.language).text}
        told |= {"stance": claim.stance, "question": archive.base + archive.question(claim)}
    return told


def _places(archive: Archive, path: str) -> Iterable[str]:
    """The places that a claim names, or the claims about an event."""
    facts = archive.facts
    claims = [facts.claims[path]] if path in facts.claims else archive.claims_about(path)
    found: dict[str, None] = {}
    for claim in claims:
        answer = facts.answers.get(claim.answer)
        told = (archive.asked(archive.question(claim))[0], *((answer.place, *answer.values) if answer else ()))
        found |= dict.fromkeys(one for one in told if one.startswith("place/"))
    return found


def _points(archive: Archive, place: str, known: dict[str, list[Json]], reader: Reader) -> list[Json]:
    """The points of a place; what is known of it already is not looked up again."""
    if place not in known:
        known[place] = [
            {
                "geometry": {"type": "Point", "coordinates": [float(at.longitude), float(at.latitude)]},
                "properties": {
                    "place": archive.base + place,
                    "placeName": archive.name(place, reader.language).text,
                    "radius_metres": round(at.precision, 1),
                    "radius_is_stated": spot.is_stated,
                    "pointClaim": archive.base + spot.claim,
                    "pointHolder": archive.base + spot.holder.path,
                },
            }
            for spot in points(archive, place, reader.language)
            for at in [spot.point]
        ]
    return known[place]
