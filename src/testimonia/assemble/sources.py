"""Works, snapshots, passages and references to triples."""

from collections.abc import Mapping

from pyoxigraph import Literal

from testimonia.assemble.nodes import Assembly, english, integer, text
from testimonia.model.claim import Citation, WithoutClaim
from testimonia.model.edtf import Edtf
from testimonia.model.passage import Passage
from testimonia.model.source import Document, Reference, Work
from testimonia.vocabulary import BIBO, CITO, DCT, EDTF, OA, RDF, SCHEMA, SKOS, TM

_DETAILS = {
    "volume": BIBO.volume,
    "issue": BIBO.issue,
    "pages": BIBO.pages,
    "edition": BIBO.edition,
    "publisher": SCHEMA.publisher,
    "place-of-publication": SCHEMA.locationCreated,
}

Anchors = Mapping[str, str]
"""Each passage, as ``source,start,end``, with the SHA-256 of its UTF-8 bytes."""


def edtf_literal(value: Edtf) -> Literal:
    """A date in the Extended Date/Time Format."""
    return Literal(value.text, datatype=EDTF.EDTF)


def add_work(assembly: Assembly, work: Work) -> None:
    """A work, with what its title page says of it."""
    assembly.written_at(work.written_at)
    node = assembly.declare("sources", work.path, TM.Source)
    assembly.add("sources", node, DCT.title, text(work.title))
    assembly.add("sources", node, SKOS.prefLabel, text(work.title))
    assembly.add("sources", node, SKOS.altLabel, *(text(name) for name in work.names))
    assembly.add("sources", node, DCT.type, assembly.word("sourceKinds", work.kind))
    assembly.links("sources", node, DCT.creator, work.creators)
    if work.issued:
        assembly.add("sources", node, DCT.issued, edtf_literal(work.issued))
    assembly.add("sources", node, DCT.identifier, *(Literal(identifier) for identifier in work.identifiers))
    if work.part_of:
        assembly.links("sources", node, DCT.isPartOf, (work.part_of,))
    for name, value in work.details:
        assembly.add("sources", node, _DETAILS[name], Literal(value))
    _note(assembly, work.path, work.note)


def add_document(assembly: Assembly, document: Document, anchors: Anchors) -> None:
    """The bytes of a work that is read, and its sections."""
    assembly.written_at(document.written_at)
    node = assembly.declare("sources", document.path, TM.Snapshot)
    assembly.links("sources", node, TM.snapshotOf, (f"source/{document.source}",))
    assembly.add("sources", node, TM.sha256, Literal(document.sha256))
    assembly.add("sources", node, TM.textForm, Literal(document.text_form))
    assembly.add("sources", node, DCT.extent, Literal(f"{document.code_points} code points"))
    assembly.add("sources", node, DCT.identifier, Literal(document.file))
    for section in document.sections:
        add_passage(assembly, section.passage, section.key, document, anchors)
        assembly.add("sources", assembly.node(section.passage.path), SKOS.prefLabel, english(section.name))


def add_passage(assembly: Assembly, passage: Passage, section: str, document: Document, anchors: Anchors) -> None:
    """A stretch of a snapshot: offsets and a hash, no words."""
    if not assembly.is_new(passage.path):
        return
    node = assembly.declare("sources", passage.path, TM.Passage)
    selector = assembly.declare("sources", f"{passage.path}/sel", OA.TextPositionSelector)
    assembly.links("sources", node, OA.hasSource, (document.path,))
    assembly.add("sources", node, OA.hasSelector, selector)
    assembly.add("sources", node, TM.section, Literal(section))
    assembly.add("sources", selector, OA.start, integer(passage.start))
    assembly.add("sources", selector, OA.end, integer(passage.end))
    if passage.row in anchors:
        assembly.add("sources", node, TM.sha256, Literal(anchors[passage.row]))


def add_without_claim(assembly: Assembly, item: WithoutClaim, document: Document, anchors: Anchors) -> None:
    """A stretch that carries no claim: the passage, and why."""
    assembly.written_at(item.written_at)
    add_passage(assembly, item.passage, item.section, document, anchors)
    _note(assembly, item.passage.path, item.reason)


def add_reference(assembly: Assembly, reference: Reference, section: str, document: Document, anchors: Anchors) -> None:
    """An entry or call by which a document cites a work."""
    assembly.written_at(reference.written_at)
    node = assembly.declare("sources", reference.path, TM.Reference)
    _cites(assembly, reference.path, reference)
    assembly.add("sources", node, SKOS.notation, Literal(reference.written))
    if reference.pages:
        assembly.add("sources", node, BIBO.locator, Literal(reference.pages))
    assembly.links("sources", node, DCT.references, reference.candidates)
    if reference.found_in:
        assembly.links("sources", node, DCT.relation, (reference.found_in,))
    for passage in reference.passages:
        add_passage(assembly, passage, section, document, anchors)
        assembly.links("sources", node, TM.attestedIn, (passage.path,))
    _note(assembly, reference.path, reference.note)


def cited_path(assembly: Assembly, citation: Citation, reference: Reference | None) -> str:
    """The reference that a claim calls; one with pages given at the call is a part of its entry.

    An entry that could not be read stands for its parts. A part has no place of
    its own: whatever is wrong with it is wrong with the entry.
    """
    if not citation.pages or reference is None:
        return citation.reference
    slug = "".join(c if c.isalnum() else "-" for c in citation.pages.lower())
    path = f"{citation.reference}/p-{slug}"
    node = assembly.node(path)
    assembly.add("sources", node, RDF.type, TM.Reference)
    _cites(assembly, path, reference)
    assembly.links("sources", node, DCT.isPartOf, (citation.reference,))
    assembly.add("sources", node, SKOS.notation, Literal(reference.written))
    assembly.add("sources", node, BIBO.locator, Literal(citation.pages))
    return path


def _cites(assembly: Assembly, path: str, reference: Reference) -> None:
    node = assembly.node(path)
    assembly.links("sources", node, CITO.hasCitingEntity, (f"source/{reference.source}",))
    if reference.cites:
        assembly.links("sources", node, CITO.hasCitedEntity, (reference.cites,))
    assembly.add("sources", node, TM.resolution, assembly.word("resolutions", reference.resolution))


def _note(assembly: Assembly, path: str, note: str) -> None:
    if note:
        assembly.add("sources", assembly.node(path), SKOS.editorialNote, english(note))
