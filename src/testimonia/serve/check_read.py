"""An uploaded file to quads, with where each node stands in it and what is wrong with its form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from testimonia.anchor import lock
from testimonia.assemble import assemble, declare_unread
from testimonia.model.problem import Location, Problem
from testimonia.read.archive import interpret
from testimonia.read.block import Block, is_key
from testimonia.read.tables import table_blocks
from testimonia.serve.check_beside import Beside, Named, StoredBlocks, document_block
from testimonia.serve.check_guard import LONGEST_IRI, Bounds, RefusedUploadError, look_at_json, look_at_turtle
from testimonia.vocabulary import vocabulary

RDF_FORMS: Final = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
TABLE: Final = "csv"
BLANK: Final = "urn:blank:"
"""How the IRI begins that stands for a blank node while the file is looked at."""
_INFERRED: Final = "/graph/inferred/"
"""Stands in the names of graphs that hold findings, which are worked out and not authored."""
_MOST_QUADS: Final = 300_000
_END: Final = re.compile(r"[/#]")
_LOCAL: Final = re.compile(r"(?<=[/:<\"#])[^\s<>\"/#:;,()\[\]{}]+")
_NO_DIGEST: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the file: a line, or in a table a row (the header is row 1) and a column."""

    line: int = 0
    column: str = ""


@dataclass(slots=True)
class FileRead:
    """What a file says.

    ``problems`` are faults of its form; ``blank`` counts its blank nodes;
    ``places`` tell where its nodes stand; ``unknown`` names documents of a
    table that this archive does not have; ``left_out`` counts the triples of
    graphs that rules have made. ``is_readable`` is false where the
    file could not be parsed, so that nothing else is known of it.
    """

    quads: list[Quad] = field(default_factory=list)
    problems: list[tuple[Place, str]] = field(default_factory=list)
    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    focus: set[str] = field(default_factory=set)
    unknown: list[Named] = field(default_factory=list)
    blank: int = 0
    left_out: int = 0
    is_readable: bool = True


def read_rdf(text: str, form: str, base: str, bounds: Bounds) -> FileRead:
    """A file in one of :data:`RDF_FORMS`.

    Raises:
        RefusedUploadError: It holds what is not looked at here.
    """
    look = look_at_json if form == "jsonld" else look_at_turtle
    look(text, bounds)
    found = FileRead()
    try:
        for quad in parse(text, format=RDF_FORMS[form], base_iri=base):
            if _INFERRED in str(quad.graph_name):
                found.left_out += 1
            else:
                found.quads.append(_named(quad))
            if len(found.quads) + found.left_out > _MOST_QUADS:
                raise RefusedUploadError(413, f"The file has more than {_MOST_QUADS:,} triples. Send it in parts.")
    except SyntaxError as error:
        found.is_readable = False
        found.problems.append((Place(error.lineno or 1), _syntax(form, error)))
        return found
    found.focus = {str(quad.subject.value) for quad in found.quads if isinstance(quad.subject, NamedNode)}
    blank = {
        q.subject.value for q in found.quads if isinstance(q.subject, NamedNode) and q.subject.value.startswith(BLANK)
    }
    found.blank = len(blank)
    return found


def _named(quad: Quad) -> Quad:
    """A quad in which blank nodes have IRIs.

    Raises:
        RefusedUploadError: It speaks of a triple, or has an IRI that is too long.
    """
    subject, value = _iri(quad.subject), _iri(quad.object)
    if isinstance(subject, Literal):
        raise RefusedUploadError(400, "A literal stands as a subject.")
    for term in (subject, quad.predicate, value):
        if isinstance(term, NamedNode) and len(term.value) > LONGEST_IRI:
            raise RefusedUploadError(400, f"There is an IRI of more than {LONGEST_IRI:,} characters.")
    return Quad(subject, quad.predicate, value)


def _iri(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | Literal:
    if isinstance(term, Triple):
        raise RefusedUploadError(400, "The file speaks of triples (RDF 1.2), which no archive of this kind does.")
    return NamedNode(BLANK + term.value) if isinstance(term, BlankNode) else term


def _syntax(form: str, error: SyntaxError) -> str:
    message = re.sub(r"^Parser error at line .*?: ", "", error.msg).partition("\n")[0][:300]
    return f"this is not {RDF_FORMS[form].name}: {message[:1].lower()}{message[1:]}"


def lines_of(text: str, iris: Iterable[str]) -> dict[str, int]:
    """The first line that names each node, by the end of its IRI; nodes that are not found are left out."""
    wanted: dict[str, list[str]] = {}
    for iri in iris:
        wanted.setdefault(_END.split(iri.rstrip("/#"))[-1], []).append(iri)
    found: dict[str, int] = {}
    line, at = 1, 0
    for match in _LOCAL.finditer(text):
        for iri in wanted.pop(match.group(), ()):
            line, at = line + text.count("\n", at, match.start()), match.start()
            found[iri] = line
        if not wanted:
            break
    return found


def read_table(text: str, beside: Beside) -> FileRead:
    """A table of claims, read as the archive reads its own, with the archive's registers to look keys up in."""
    table = Location("", is_table=True)
    blocks, problems = table_blocks(text.replace("\r\n", "\n"), table, "claim")
    for block in blocks:
        block.curation = "upload"
    sources = sorted({str(block.fields.get("source", "")) for block in blocks})
    documents = {source: document_block(beside, source) for source in sources if is_key(source)}
    strangers = frozenset(source for source, (_, is_known) in documents.items() if not is_known)
    stored = StoredBlocks(beside, blocks, strangers)
    rim = [*(document for document, _ in documents.values()), *_curator(beside)]
    records, faults = interpret(beside.settings, blocks, stored, vocabulary(), rim=rim)
    anchors = {passage.row: _NO_DIGEST for passage, _ in lock.passages(records)}
    assembly = assemble(records, anchors, vocabulary())
    for block in (*blocks, *_references(blocks, strangers)):
        declare_unread(assembly, block.kind, block.path)
    rows = {block.location for block in blocks}
    focus = {iri for iri, places in assembly.places.items() if rows & places}
    return FileRead(
        quads=assembly.quads,
        problems=[_told(problem) for problem in sorted({*problems, *faults})],
        places={iri: _places(assembly.places[iri] & rows) for iri in focus},
        focus=focus,
        unknown=[Named(f"{beside.base}source/{source}", "", "source") for source in sorted(strangers)],
    )


def _curator(beside: Beside) -> list[Block]:
    """The curator, so that a claim of the curator's own has a holder."""
    fields: dict[str, object] = {"name": beside.settings.curator_name, "kind": "curator"}
    return [Block(kind="actor", key=beside.settings.curator, fields=fields, location=Location(""))]


def _references(blocks: Sequence[Block], strangers: frozenset[str]) -> list[Block]:
    """References of documents that this archive does not have: that there are such is for their own archive to see."""
    found = []
    for block in blocks:
        source, written = str(block.fields.get("source", "")), block.fields.get("references", [])
        for one in written if isinstance(written, list) and source in strangers else []:
            key = str(one).removesuffix("?").strip().partition(" p. ")[0]
            found.append(Block(kind="reference", key=key, fields={"source": source}, location=Location("")))
    return found


def _places(found: set[Location]) -> list[Place]:
    return sorted({Place(location.line, location.column) for location in found}, key=lambda place: place.line)


def _told(problem: Problem) -> tuple[Place, str]:
    return Place(problem.location.line, problem.location.column), problem.message
