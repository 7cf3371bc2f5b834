"""All records of an archive to quads."""

from testimonia.assemble.claims import ClaimAssembler
from testimonia.assemble.entities import add_entity, add_mapping
from testimonia.assemble.nodes import Assembly
from testimonia.assemble.sources import Anchors, add_document, add_reference, add_without_claim, add_work
from testimonia.model.archive import Records
from testimonia.model.problem import Location
from testimonia.model.source import Document, Reference
from testimonia.vocabulary import SKOS, TM, Vocabulary

_CLASSES = {
    "claim": TM.Claim,
    "argument": TM.Argument,
    "flag": TM.EditorialFlag,
    "reference": TM.Reference,
    "work": TM.Source,
    "event": TM.Event,
    "actor": TM.Actor,
    "place": TM.Place,
    "concept": SKOS.Concept,
}


def assemble(records: Records, anchors: Anchors, vocabulary: Vocabulary) -> Assembly:
    """The quads of the graphs entities, sources, claims and provenance.

    Args:
        records: What was read, without faults.
        anchors: The hash of each passage; one that is missing leaves the
            passage without a hash, which the shapes refuse.
        vocabulary: The words in the records.
    """
    assembly = Assembly(records.settings.base, vocabulary)
    documents = {document.source: document for document in records.documents}
    references = {reference.path: reference for reference in records.references}
    for entity in records.entities:
        add_entity(assembly, entity)
    for work in records.works:
        add_work(assembly, work)
    for document in records.documents:
        add_document(assembly, document, anchors)
    for item in records.without_claim:
        add_without_claim(assembly, item, documents[item.passage.source], anchors)
    for mapping in records.mappings:
        add_mapping(assembly, mapping)
    for reference in records.references:
        document = documents[reference.source]
        add_reference(assembly, reference, _section(reference, document), document, anchors)
    claims = ClaimAssembler(assembly, documents, references, anchors)
    claims.add_all(records)
    return assembly


def declare_unread(assembly: Assembly, kind: str, path: str) -> None:
    """The class alone of a node whose author's entry is at fault, so that others may still name it."""
    if path and kind in _CLASSES and assembly.node(path).value not in assembly.places:
        assembly.written_at(Location(""))
        assembly.declare("entities", path, _CLASSES[kind])


def _section(reference: Reference, document: Document) -> str:
    """The section in which a reference's entry stands."""
    starts = [passage.start for passage in reference.passages]
    sections = (s.key for s in document.sections for start in starts if s.passage.start <= start < s.passage.end)
    return next(sections, "references")
