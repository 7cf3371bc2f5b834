"""Turtle, TriG and JSON-LD in the terms of the ontology to the same blocks that TOML gives.

Only what the model knows is read: a property that it does not know is a fault,
so that no fact about the world slips in beside the claims.
"""

import re

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from testimonia.model.archive import Settings
from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block
from testimonia.read.rdf_fields import READERS, Nodes, Reader
from testimonia.vocabulary import RDF, Vocabulary, short

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}


def rdf_blocks(
    text: str, location: Location, suffix: str, settings: Settings, vocabulary: Vocabulary
) -> tuple[list[Block], list[Problem]]:
    """The blocks of an RDF file; each stands at the line where its node is first named."""
    try:
        quads = list(parse(text, format=FORMATS[suffix], base_iri=settings.base))
    except SyntaxError as error:
        return [], [Problem(location.at(error.lineno or 1), _syntax_message(suffix, error))]
    problems = _blank_nodes(text, quads, location)
    nodes = Nodes(quads, settings, vocabulary)
    blocks = []
    for subject in nodes.subjects:
        where = location.at(_line(text, subject))
        kinds = [READERS[kind] for kind in nodes.objects(subject, RDF.type) if kind in READERS]
        if not subject.value.startswith(settings.base):
            problems.append(
                Problem(where, f"<{subject.value}> does not stand under the archive's base, {settings.base}")
            )
        elif kinds:
            block, faults = _block(nodes, subject, kinds[0], where)
            problems += faults
            if block is not None:
                blocks.append(block)
        elif not nodes.is_part(subject):
            problems.append(
                Problem(
                    where,
                    f"'{nodes.path(subject)}' has no class that an archive holds, such as tm:Claim or tm:Actor",
                )
            )
    return blocks, problems


def _syntax_message(suffix: str, error: SyntaxError) -> str:
    if "LoadDocumentCallback" in str(error) or "remote" in str(error).lower():
        return "the file names a context to be fetched; put the context itself into the file"
    message = re.sub(r"^Parser error at line .*?: ", "", error.msg)
    return f"this is not {FORMATS[suffix].name}: {message[0].lower()}{message[1:]}"


def _blank_nodes(text: str, quads: list[Quad], location: Location) -> list[Problem]:
    """One fault for all of them, at the first node that leads to one."""
    blank = [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
    if not blank:
        return []
    lines = [_line(text, quad.subject) for quad in blank if isinstance(quad.subject, NamedNode)]
    message = f"{len(blank)} triples have a blank node; give every node an IRI, so that it can be cited"
    return [Problem(location.at(min(lines, default=1)), message)]


def _block(nodes: Nodes, subject: NamedNode, reader: Reader, where: Location) -> tuple[Block | None, list[Problem]]:
    kind, read, known = reader
    path = nodes.path(subject)
    if path.startswith(("actor/unnamed/", "population/")):
        return None, []
    key = path.split("/")[-1]
    problems = []
    for predicate in sorted(nodes.predicates(subject), key=lambda p: p.value):
        if predicate not in known and predicate != RDF.type:
            message = f"the property {short(predicate.value)} does not belong here; what it says is said in a claim"
            problems.append(Problem(where, f"{kind} '{key}': {message}"))
    try:
        fields = read(nodes, subject)
    except ValueError as error:
        return None, [*problems, Problem(where, f"{kind} '{key}': {error}")]
    return Block(kind=kind, key=key, fields=fields, location=where), problems


def _line(text: str, subject: NamedNode) -> int:
    """The first line that names the node, by the end of its IRI."""
    name = re.escape(subject.value.rstrip("/").split("/")[-1])
    match = re.search(rf"(?<=[/:<\"#]){name}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1
