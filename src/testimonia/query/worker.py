"""The process in which a query from outside is answered: ``python -m testimonia.query.worker STORE MEMORY``.

It holds one store, opened to be read, and stands behind walls: no network, no
files, no processes of its own, so much memory. It may be ended at any moment.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    serialize,
)

from testimonia.isolation.walls import raise_walls
from testimonia.isolation.worker import Body, JobError, UnwritableError, do_jobs, with_deep_stack
from testimonia.query.run import GRAPH_FORMATS, RESULT_FORMATS
from testimonia.store import open_store
from testimonia.vocabulary import PREFIXES

_LONGEST: Final = 200
_XML_FORMS: Final = ("xml", "rdf")
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf]")
"""Characters that XML 1.0 cannot hold, in UTF-8 (section 2.2)."""
_LAST_OF_NAME: Final = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\-\u00b7]*$")
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_SENTENCE: Final = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*(?: [a-z]{3,})(?: [A-Za-z]+)*")
"""What Oxigraph says in words among the signs that it expects."""


class Answering:
    """Answers queries on one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def warm(self) -> None:
        """Use every form once, so that nothing has to be loaded later."""
        for form in RESULT_FORMATS:
            self.answer({"form": form}, b"SELECT * { ?s ?p ?o } LIMIT 1", Body(BytesIO(), 1 << 20))
        for form in GRAPH_FORMATS:
            self.answer({"form": form}, b"CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", Body(BytesIO(), 1 << 20))

    def answer(self, settings: Mapping[str, object], text: bytes, body: Body) -> None:
        """Write the answer to one query.

        ``settings`` hold the ``form``, and the graphs that stand for the
        ``default`` graph and those that can be ``named`` (lists of IRIs; without
        them the query's own FROM holds, or else the whole store).

        Raises:
            JobError: The query is not SPARQL, cannot be worked out, or its answer cannot be written so.
        """
        try:
            found = self.store.query(
                text.decode(),
                prefixes=PREFIXES,
                default_graph=_graphs(settings.get("default")),
                named_graphs=_names(settings.get("named")),
            )
            _write(found, str(settings["form"]), body)
        except (JobError, MemoryError):
            raise
        except SyntaxError as error:
            raise JobError(f"this is not SPARQL: {told(error)}") from None
        except Exception as error:  # noqa: BLE001  (Oxigraph raises several, with parts of the query in their words)
            raise JobError(_failure(error)) from None


def _write(found: QuerySolutions | QueryBoolean | QueryTriples, form: str, body: Body) -> None:
    out = cast("IO[bytes]", _XmlBody(body) if form in _XML_FORMS else body)
    if isinstance(found, QueryTriples):
        if form not in GRAPH_FORMATS:
            raise UnwritableError(f"this query makes a graph; it can be written as {', '.join(GRAPH_FORMATS)}")
        triples = _once(found)
        serialize(
            _fit_for_xml(triples) if form == "rdf" else triples, out, format=GRAPH_FORMATS[form], prefixes=PREFIXES
        )
    elif form not in RESULT_FORMATS:
        raise UnwritableError(f"this query makes a table; it can be written as {', '.join(RESULT_FORMATS)}")
    else:
        found.serialize(out, format=RESULT_FORMATS[form])


def _once(found: Iterable[Triple]) -> Iterator[Triple]:
    """Each triple once, as befits a graph; Oxigraph gives some again."""
    seen: set[Triple] = set()
    for triple in found:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _fit_for_xml(found: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, as long as the predicate of each can be an element's name."""
    for triple in found:
        if not _LAST_OF_NAME.search(triple.predicate.value):
            raise UnwritableError("the answer has a property that RDF/XML has no name for; ask for Turtle")
        yield triple


class _XmlBody(RawIOBase):
    """Bytes on their way into XML; what XML cannot hold ends them."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._end = b""

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, given: object) -> int:
        """Pass bytes on; a character may lie over the edge of two pieces."""
        content = bytes(given)  # type: ignore[call-overload]
        if _NOT_IN_XML.search(self._end + content):
            raise UnwritableError("the answer holds a character that XML cannot hold; ask for JSON, CSV, TSV or Turtle")
        self._end = bytes((self._end + content)[-2:])
        return self._body.write(content)


def _graphs(iris: object) -> list[NamedNode | BlankNode | DefaultGraph] | None:
    return [NamedNode(str(iri)) for iri in iris] if isinstance(iris, list) else None


def _names(iris: object) -> list[NamedNode | BlankNode] | None:
    return [NamedNode(str(iri)) for iri in iris] if isinstance(iris, list) else None


def told(error: SyntaxError) -> str:
    """Where a query is not SPARQL, and why where Oxigraph says so in a sentence; nothing of the query itself."""
    text = str(error)
    place = _PLACE.search(text)
    where = f"line {place[1]}, column {place[2]}" if place else "somewhere"
    expected = text.partition("expected ")[2].removeprefix("one of ").replace("\n", " ").split(", ")
    sentences = sorted(one for one in expected if len(one) < _LONGEST and _SENTENCE.fullmatch(one))
    return "; ".join([where, *sentences])[:300]


def _failure(error: Exception) -> str:
    text = str(error)
    if "custom function" in text:
        return "the query calls a function that this service does not have"
    if "JSON-LD does not support" in text:
        return "the answer holds triples as terms, which JSON-LD cannot hold; ask for Turtle"
    return "the query is SPARQL, but cannot be worked out here"


def main() -> None:
    """Open the store, grow warm, raise the walls, and work."""
    store, memory = sys.argv[1:]
    answering = Answering(open_store(Path(store)))
    answering.warm()
    walls = raise_walls(int(memory), Path(store))
    do_jobs(answering.answer, {"walls": walls})


if __name__ == "__main__":
    with_deep_stack(main)
