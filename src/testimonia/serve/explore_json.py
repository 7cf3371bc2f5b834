"""What was chosen by facets as JSON: the options with their numbers, and a page of the results."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from testimonia.infer.entries import Figure, Period
from testimonia.model.calendar import gregorian_from_julian_day
from testimonia.pages import explore_map, explore_net, explore_time
from testimonia.pages.archive import Archive
from testimonia.pages.explore import Asked, Group, groups
from testimonia.pages.explored import ROWS, ClaimRow, Dated, EventRow, Results, claim_row, event_row
from testimonia.pages.links import Links
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader, cut
from testimonia.pages.words import words
from testimonia.query.facets import Choice, Table

OPTIONS: Final = 100
"""So many options of a facet are told; the others are found with ``in-<facet>``."""

Json = dict[str, Any]


def as_json(
    archive: Archive, tables: Mapping[str, Table], asked: Asked, reader: Reader, within: int | None
) -> Json | None:
    """The options and a page of the results; None where there are fewer pages."""
    table = tables[asked.shown]
    found = table.find(Choice(asked.values, within))
    part = cut(found.total, reader.number, ROWS)
    if reader.number > part.pages:
        return None
    telling = _Telling(archive, reader)
    paths = table.page(found.bits, part.before, ROWS)
    told: Json = {
        "show": asked.shown,
        "total": found.total,
        "all": len(table.paths),
        "page": part.number,
        "pages": part.pages,
        "chosen": [{"facet": facet, "value": value} for facet, value in asked.kept if facet != "show"],
        "facets": [
            telling.facet(group) for group in groups(archive, table, found, asked, reader.language, most=OPTIONS)
        ],
        "results": [
            telling.claim(claim_row(archive, table, path, reader.language))
            if asked.shown == "claims"
            else telling.event(event_row(archive, path, reader.language))
            for path in paths
        ],
    }
    if found.back:
        told["back"] = [{"facet": facet, "total": number} for facet, number in found.back]
    if asked.view in _DRAWN:
        told |= _DRAWN[asked.view](archive, Results(asked.shown, table, found, asked.kept), reader)
    if part.number < part.pages:
        told["next"] = f"{reader.root}explore.json?{urlencode([*asked.kept, ('page', str(part.number + 1))])}"
    return told


def _map(archive: Archive, results: Results, reader: Reader) -> Json:
    """The places of the results as GeoJSON, a feature for each point."""
    _, values = explore_map.view(archive, results, reader)
    shown: Any = values["map"]
    links = Links(archive.base, reader)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(spot.point.longitude), float(spot.point.latitude)]},
            "properties": {
                "name": place.name.text,
                "href": links.thing(place.name.path),
                "kind": "place",
                "total": place.count,
                "radius_metres": round(spot.point.precision, 1),
            },
        }
        for place in (shown.places if shown else ())
        for spot in place.spots
    ]
    return {"type": "FeatureCollection", "features": features}


def _timeline(archive: Archive, results: Results, reader: Reader) -> Json:
    """A page of the results that have a time, the earliest first, with an entry for each time."""
    _, values = explore_time.view(archive, results, reader)
    rows: Any = values["rows"]
    links, say = Links(archive.base, reader), words(reader.language).say
    return {
        "items": [
            {
                "name": row.name.text.removesuffix("."),
                "href": links.thing(row.name.path),
                "from": None if one.period.earliest_begin is None else day(one.period.earliest_begin),
                "to": None if one.period.latest_end is None else day(one.period.latest_end),
                "words": say(one.words),
                "is_uncertain": bool(set("~?%") & set(one.period.edtf)),
            }
            for row in rows
            for one in row.times
        ]
    }


def _network(archive: Archive, results: Results, reader: Reader) -> Json:
    """A page of the results with those who hold them and the works that they cite, each in its column."""
    _, values = explore_net.view(archive, results, reader)
    net: Any = values["net"]
    links = Links(archive.base, reader)
    columns = [net.holders, [row.node for row in net.rows], net.works] if net else []
    edges = [(row.node, node, "holder") for row in (net.rows if net else ()) for node in row.holders]
    edges += [(row.node, node, "cites") for row in (net.rows if net else ()) for node in row.works]
    return {
        "nodes": [
            {
                "id": node.mark,
                "name": node.name.text,
                "column": column,
                "href": links.thing(node.name.path),
                "kind": node.name.path.partition("/")[0],
            }
            for column, nodes in enumerate(columns)
            for node in nodes
        ],
        "edges": [{"source": one.mark, "target": other.mark, "name": "", "kind": kind} for one, other, kind in edges],
    }


_DRAWN: Final[Mapping[str, Callable[[Archive, Results, Reader], Json]]] = {
    "map": _map,
    "timeline": _timeline,
    "network": _network,
}
"""What drawings in a browser are made of, by view."""


class _Telling:
    """Rows as JSON, with names in one language."""

    def __init__(self, archive: Archive, reader: Reader) -> None:
        self._archive = archive
        self._say = words(reader.language).say
        self._links = Links(archive.base, reader)

    def facet(self, group: Group) -> Json:
        """A facet with its options."""
        options = [{"value": one.value, "name": one.name, "total": one.count} for one in group.options]
        return {"facet": group.facet, "options": options, "leftOut": group.left_out}

    def claim(self, row: ClaimRow) -> Json:
        """A claim as worded, with its figures and time as numbers."""
        facts = self._archive.facts
        claim = facts.claims[row.brief.path]
        answer = facts.answers.get(claim.answer)
        return {
            **self._thing(row.brief.paraphrase),
            "about": self._thing(row.about),
            "question": self._thing(row.brief.question),
            "aspect": answer.aspect if answer else self._archive.asked(self._archive.question(claim))[1],
            "value": self._say(row.value),
            "figures": [_figure(figure) for figure in answer.figures] if answer else [],
            "times": [_time(answer.time)] if answer and answer.time else [],
            "holder": self._thing(row.brief.holder),
            "through": [self._thing(voice) for voice in row.brief.through],
            "stance": row.brief.stance,
            "source": self._thing(row.brief.document),
            "passages": [[spot.begin, spot.end] for spot in row.brief.spots],
            "works": [self._thing(work) for work in row.cited],
            "roots": row.roots,
            "flags": [self._say(flag) for flag in row.flags],
            "findings": [self._say(kind) for kind in row.findings],
        }

    def event(self, row: EventRow) -> Json:
        """An event with the times and places that claims give it."""
        return {
            **self._thing(row.name),
            "kind": row.kind,
            "times": [self._dated(one) for one in row.times],
            "places": [self._thing(place) for place in row.places],
            "statements": row.statements,
            "questions": row.questions,
            "holders": row.holders,
        }

    def _dated(self, one: Dated) -> Json:
        of_claim = {"aspect": one.aspect, "claim": self._archive.base + one.claim, "holder": self._thing(one.holder)}
        return {**_time(one.period), **of_claim}

    def _thing(self, name: Name) -> Json:
        if not name.path:
            return {"name": name.text}
        iri = self._archive.node(name.path).value
        return {"iri": iri, "href": self._links.thing(name.path), "name": name.text}


def _figure(figure: Figure) -> Json:
    ends = {"value": figure.value, "least": figure.least, "most": figure.most}
    numbers = {name: float(end) for name, end in ends.items() if end is not None}
    return {"unit": figure.unit, "bound": figure.bound, "wording": figure.wording, **numbers}


def _time(period: Period) -> Json:
    """The text in EDTF, and the bounds that it sets as days (ISO 8601, years as astronomers count them)."""
    bounds = {
        "earliestBegin": period.earliest_begin,
        "latestBegin": period.latest_begin,
        "earliestEnd": period.earliest_end,
        "latestEnd": period.latest_end,
    }
    return {"edtf": period.edtf, **{name: day(number) for name, number in bounds.items() if number is not None}}


def day(number: int) -> str:
    """A Julian day number as a day of the Gregorian calendar; years of more than four digits have a sign."""
    year, month, of_month = gregorian_from_julian_day(number)
    most = 9999
    sign = "-" if year < 0 else "+" if year > most else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{of_month:02d}"
