"""Turtle, TriG and JSON-LD in the terms of the ontology to the same blocks that TOML gives.

Only what the model knows is read: a property that it does not know is a fault,
so that no fact about the world slips in beside the claims.
"""

import re
from collections.abc import Callable

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from testimonia.model.archive import Settings
from testimonia.model.problem import Location, Problem
from testimonia.read import rdf_registers
from testimonia.read.block import Block
from testimonia.read.rdf_fields import argument, claim, flag
from testimonia.read.rdf_nodes import Fields, Nodes
from testimonia.vocabulary import CITO, CRM, DCT, GEO, OA, PROV, RDF, SCHEMA, SKOS, TM, Vocabulary, short

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}

Properties = frozenset[NamedNode]
Reader = tuple[str, Callable[[Nodes, NamedNode], Fields], Properties]

_SHARED = frozenset((TM.attestedIn, TM.holder, PROV.wasGeneratedBy, SKOS.editorialNote, DCT.type))
_OF_CLAIMS = frozenset(
    (TM.states, TM.reportedBy, TM.stance, TM.sourcing, TM.paraphrase, TM.method, TM.time, TM.supportedBy)
) | {DCT.references, CITO.qualifies, PROV.qualifiedAttribution}
_OF_FLAGS = frozenset((OA.hasTarget, OA.hasBody, OA.motivatedBy, PROV.wasAttributedTo))
_ENTITY = frozenset(rdf_registers.ENTITY)

_READERS: dict[NamedNode, Reader] = {
    TM.Claim: ("claim", claim, _SHARED | _OF_CLAIMS),
    TM.Argument: ("argument", argument, _SHARED | {TM.premise, TM.supports, TM.attacks}),
    TM.EditorialFlag: ("flag", flag, _SHARED | _OF_FLAGS),
    TM.Event: ("event", rdf_registers.entity("eventTypes"), _ENTITY),
    TM.Actor: ("actor", rdf_registers.entity("actorKinds"), _ENTITY),
    TM.Place: ("place", rdf_registers.entity("placeKinds"), _ENTITY),
    SKOS.Concept: ("concept", rdf_registers.entity(""), frozenset(rdf_registers.CONCEPT)),
    TM.Source: ("source", rdf_registers.work, frozenset(rdf_registers.WORK)),
    TM.Reference: ("reference", rdf_registers.reference, frozenset(rdf_registers.REFERENCE)),
}
"""Each class with the beginning of its paths, what reads it, and the properties that it may have."""

_BOUNDS = (TM.earliestBeginDay, TM.latestBeginDay, TM.earliestEndDay, TM.latestEndDay)
_DATES = (CRM.P82a_begin_of_the_begin, CRM.P81a_end_of_the_begin, CRM.P81b_begin_of_the_end, CRM.P82b_end_of_the_end)
_ACTIVITY = frozenset((PROV.wasAssociatedWith, PROV.endedAtTime, PROV.used))

_PARTS: dict[NamedNode, Properties] = {
    TM.Proposition: frozenset((TM.about, TM.aspect, TM.value, TM.role, TM.quantity, TM.time, TM.point, TM.place))
    | {TM.population, TM.excludes, TM.underDefinition, PROV.wasGeneratedBy},
    TM.Quantity: frozenset((TM.boundKind, TM.shareOf, TM.excludes, TM.population, SKOS.notation, SKOS.note))
    | {SCHEMA.unitText, SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue},
    TM.TimeExtent: frozenset((TM.edtf, SKOS.note, *_BOUNDS, *_DATES)),
    GEO.Geometry: frozenset((GEO.asWKT, GEO.hasMetricSpatialAccuracy, GEO.hasMetricSpatialResolution, SKOS.notation)),
    TM.Passage: frozenset((OA.hasSource, OA.hasSelector, TM.section, TM.sha256, SKOS.prefLabel, SKOS.editorialNote)),
    OA.TextPositionSelector: frozenset((OA.start, OA.end)),
    TM.Derivation: _ACTIVITY,
    TM.Curation: _ACTIVITY,
    PROV.Activity: _ACTIVITY,
    PROV.Attribution: frozenset((PROV.agent, SCHEMA.position)),
}
"""Classes of nodes that are read with the claim that they belong to, and their properties."""

_WITHOUT_ENTRY = ("actor/unnamed/", "population/")
"""Paths of nodes that come and go with what names them."""


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
        block, messages = _block(nodes, subject)
        where = location.at(_line(text, subject))
        problems += [Problem(where, message) for message in messages]
        if block is not None:
            block.location = where
            blocks.append(block)
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


def _block(nodes: Nodes, subject: NamedNode) -> tuple[Block | None, list[str]]:
    """The block of a node, if it has one of its own, and what is wrong with it."""
    path = nodes.path(subject)
    if path == subject.value:
        return None, [f"<{path}> does not stand under the archive's base, {nodes.base}"]
    kinds = [kind for kind in nodes.kinds(subject) if kind in _READERS or kind in _PARTS]
    if len(kinds) != 1:
        named = " and ".join(short(kind.value) for kind in kinds)
        wanted = f"is {named}, where one is meant" if kinds else "has no class that an archive holds"
        return None, [f"'{path}' {wanted}, such as tm:Claim or tm:Actor"]
    known = _PARTS.get(kinds[0]) or _READERS[kinds[0]][2]
    known |= {SKOS.related} if path.startswith("actor/unnamed/") else set()
    kind, _, rest = path.partition("/")
    messages = [
        f"{kind} '{rest.rpartition('/')[2]}': the property {short(predicate.value)} does not belong here; "
        "what it says is said in a claim"
        for predicate in nodes.predicates(subject)
        if predicate not in known and predicate != RDF.type
    ]
    if kinds[0] in _PARTS or path.startswith(_WITHOUT_ENTRY) or _is_made(path):
        return None, messages
    block, faults = _read(nodes, subject, _READERS[kinds[0]])
    return block, messages + faults


def _is_made(path: str) -> bool:
    """Whether a register's spelling, or pages at the call, have made the claim or reference."""
    kind, *rest = path.split("/")
    is_spelling = kind == "claim" and rest[-1].startswith(rdf_registers.SPELLING)
    return is_spelling or (kind == "reference" and len(rest) > 2)  # noqa: PLR2004  (document, key, pages)


def _read(nodes: Nodes, subject: NamedNode, reader: Reader) -> tuple[Block | None, list[str]]:
    kind, read, _ = reader
    path = nodes.path(subject)
    key = path.rpartition("/")[2]
    of_kind = "work" if kind == "source" else kind
    try:
        fields = read(nodes, subject)
    except ValueError as error:
        return None, [f"{of_kind} '{key}': {error}"]
    block = Block(kind=of_kind, key=key, fields=fields, location=Location(""))
    if block.path and block.path != path:
        return None, [f"{of_kind} '{key}': the address '{path}' should be '{block.path}'"]
    return block, []


def _line(text: str, subject: NamedNode) -> int:
    """The first line that names the node, by the end of its IRI."""
    name = re.escape(subject.value.rstrip("/").split("/")[-1])
    match = re.search(rf"(?<=[/:<\"#]){name}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1
