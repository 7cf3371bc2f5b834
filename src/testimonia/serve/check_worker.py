"""The process in which uploaded files are checked: ``python -m testimonia.serve.check_worker STORE BASE MEMORY``.

Whatever a file does to a parser, it does it here, behind walls: no network, no
files, no processes of its own, so much memory. It may be ended at any moment.
Only our own shapes are ever run; what a file says of shapes is data.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from testimonia.isolation.walls import raise_walls
from testimonia.isolation.worker import Body, do_jobs, with_deep_stack
from testimonia.serve.check_beside import Beside, Named
from testimonia.serve.check_guard import Bounds, RefusedUploadError, text_of
from testimonia.serve.check_read import BLANK, TABLE, FileRead, Place, lines_of, read_rdf, read_table
from testimonia.store import memory_store, open_store
from testimonia.validate import suspects, targets
from testimonia.validate.results import Finding, findings
from testimonia.vocabulary import RDF, short

Json = dict[str, object]

_MOST_FINDINGS: Final = 1_000
_MOST_NAMED: Final = 200
_MOST_VALUE: Final = 200
_MOST_NODES: Final = 500
"""So many nodes at fault are looked at closely; whoever has more will mend those first."""
_NOTHING: Final = {
    "en": "No node of this file is of a class that the shapes speak of, such as tm:Claim; nothing was checked.",
    "de": "Kein Knoten dieser Datei gehört zu einer Klasse, von der die Shapes sprechen; geprüft wurde nichts.",
}
_LEFT_OUT: Final = {
    "en": "{n} triples in graphs of findings (…/graph/inferred/…) were left out: each archive works them out anew.",
    "de": "{n} Tripel in Graphen von Befunden (…/graph/inferred/…) blieben beiseite: Jedes Archiv errechnet sie neu.",
}
_BLANK: Final = {
    "en": "{n} nodes have no IRI. Give each one, so that it can be cited.",
    "de": "{n} Knoten haben keine IRI. Geben Sie jedem eine, damit er zitiert werden kann.",
}


@dataclass(frozen=True, slots=True)
class Checking:
    """Checks files beside one archive."""

    beside: Beside

    def warm(self) -> None:
        """Use everything once, so that nothing has to be loaded when there are no files any more."""
        self.beside.warm()
        suspects(memory_store([]))
        for form, content in _SAMPLES.items():
            self.answer({"form": form}, content.encode(), Body(BytesIO(), 1 << 20))

    def answer(self, settings: Mapping[str, object], content: bytes, body: Body) -> None:
        """Write what was found in a file, as JSON; or why it was not looked at, with the status of such an answer.

        ``settings`` hold the ``form``, and the bounds ``nesting`` and ``literal``.
        """
        try:
            told = self._checked(settings, content)
        except RefusedUploadError as error:
            told = {"refused": {"status": error.status, "words": error.words}}
        body.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))

    def _checked(self, settings: Mapping[str, object], content: bytes) -> Json:
        form, bounds = str(settings["form"]), _bounds(settings)
        text = text_of(content)
        read = read_table(text, self.beside) if form == TABLE else read_rdf(text, form, self.beside.base, bounds)
        known, unknown = self.beside.named(read.quads)
        quads = [*read.quads, *self.beside.completion(one.iri for one in known)]
        results, left = findings(quads, read.focus, _MOST_NODES) if read.is_readable else ([], 0)
        named = (known, _each_once([*read.unknown, *unknown]))
        return _told(form, _places(form, text, read, results), read, results, named) | {"notLookedAt": left}


def _each_once(found: list[Named]) -> list[Named]:
    return list({named.iri: named for named in reversed(found)}.values())[::-1]


def _places(form: str, text: str, read: FileRead, results: list[Finding]) -> Mapping[str, Place]:
    """Where each node at fault stands in the file."""
    if form == TABLE:
        return {iri: places[0] for iri, places in read.places.items() if places}
    nodes = {result.node for result in results if not result.node.startswith(BLANK)}
    return {iri: Place(line) for iri, line in lines_of(text, sorted(nodes)).items()}


def _bounds(settings: Mapping[str, object]) -> Bounds:
    given = {name: settings[name] for name in ("nesting", "literal") if isinstance(settings.get(name), int)}
    return Bounds(**given)  # type: ignore[arg-type]


def _told(
    form: str,
    places: Mapping[str, Place],
    read: FileRead,
    results: list[Finding],
    named: tuple[list[Named], list[Named]],
) -> Json:
    """The whole answer, no longer than it may be."""
    found = [_of_form(form, where, {"en": words}) for where, words in read.problems]
    if read.blank:
        found.append(_of_form(form, Place(), {tag: words.format(n=read.blank) for tag, words in _BLANK.items()}))
    found += [_of_shapes(form, result, places.get(result.node, Place())) for result in results[:_MOST_FINDINGS]]
    checked = _checked_nodes(read)
    known, unknown = named
    return {
        "form": form,
        "isReadable": read.is_readable,
        "conforms": False if found else True if checked else None,
        "triples": len(read.quads),
        "nodes": len(read.focus),
        "checked": checked,
        "findings": found[:_MOST_FINDINGS],
        "total": len(read.problems) + bool(read.blank) + len(results),
        "known": [_named_json(one) for one in known[:_MOST_NAMED]],
        "knownTotal": len(known),
        "unknown": [_named_json(one) for one in unknown[:_MOST_NAMED]],
        "unknownTotal": len(unknown),
        "notes": _notes(read, checked),
    }


def _notes(read: FileRead, checked: int) -> list[Mapping[str, str]]:
    notes: list[Mapping[str, str]] = [] if checked or not read.is_readable else [_NOTHING]
    if read.left_out:
        notes.append({tag: words.format(n=read.left_out) for tag, words in _LEFT_OUT.items()})
    return notes


def _checked_nodes(read: FileRead) -> int:
    """How many of the file's own nodes have a class that shapes speak of."""
    typed = (quad for quad in read.quads if quad.predicate == RDF.type and quad.object in targets())
    return len({quad.subject for quad in typed if str(quad.subject).strip("<>") in read.focus})


def _of_form(form: str, where: Place, messages: Mapping[str, str]) -> Json:
    return {"severity": "Violation", "messages": dict(messages), "from": "form", **_where(form, where)}


def _of_shapes(form: str, result: Finding, where: Place) -> Json:
    told = {
        "severity": result.severity,
        "messages": dict(result.messages),
        "from": "shapes",
        "node": _shown(result.node),
        "path": short(result.path),
        "value": _shown(result.value)[:_MOST_VALUE],
        "shape": result.shape,
        "component": result.component,
    }
    return {name: value for name, value in told.items() if value} | _where(form, where)


def _where(form: str, where: Place) -> Json:
    told = {"row" if form == TABLE else "line": where.line, "column": where.column}
    return {name: value for name, value in told.items() if value}


def _named_json(named: Named) -> Json:
    told = {"node": named.iri, "by": _shown(named.by), "property": short(named.property)}
    return {name: value for name, value in told.items() if value}


def _shown(iri: str) -> str:
    return f"_:{iri.removeprefix(BLANK)}" if iri.startswith(BLANK) else iri


_SAMPLES: Final = {
    "ttl": """PREFIX tm: <https://w3id.org/testimonia/ns#>
<https://example.org/a> a tm:Claim ; tm:holder <https://example.org/b>, [ a tm:Actor ] ; tm:quantity [ a tm:Quantity ] .
<https://example.org/g> a <http://www.opengis.net/ont/geosparql#Geometry> ;
    <http://www.opengis.net/ont/geosparql#asWKT> "x" ; <http://www.w3.org/2004/02/skos/core#notation> "y" .""",
    "trig": "<https://example.org/g> { <https://example.org/a> a <https://w3id.org/testimonia/ns#Event> }",
    "nt": "<https://example.org/a> a",
    "nq": "<https://example.org/a> <https://example.org/b> <https://example.org/c> .",
    "jsonld": '{"@id": "https://example.org/a", "@type": "https://w3id.org/testimonia/ns#TimeExtent"}',
    "csv": "source,narrator,section,key,paraphrase,passage,about,aspect,quantity,references,time,holder\n"
    "a,b,c,d,e,1-2,x,deaths,about 3 persons,none,1431-06-12,unnamed: some\n",
}
"""Small files, each with something wrong, by which the worker grows warm."""


def main() -> None:
    """Open the store, grow warm, raise the walls, and work."""
    store, base, memory = sys.argv[1:]
    checking = Checking(Beside(open_store(Path(store)), base))
    checking.warm()
    walls = raise_walls(int(memory), Path(store))
    do_jobs(checking.answer, {"walls": walls})


if __name__ == "__main__":
    with_deep_stack(main)
