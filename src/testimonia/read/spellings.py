"""Printed forms of a name to claims: that a document prints it so is something it says."""

from testimonia.model.archive import Records
from testimonia.model.claim import Claim, Curation, Proposition
from testimonia.model.entity import Entity, Spelling
from testimonia.model.source import Document
from testimonia.model.text import Text

_CURATION = "registers"


def add_claims(records: Records) -> None:
    """Add a claim of aspect ``name`` for each spelling in the registers."""
    documents = {document.source: document for document in records.documents}
    used = set()
    for entity in records.entities:
        for spelling in entity.spelt:
            document = documents.get(spelling.passage.source)
            if document is not None:
                records.claims.append(_claim(entity, spelling, document, records))
                used.add(document.source)
    for source in sorted(used):
        recorded = max((c.recorded for c in records.curations if c.source == source), default=records.settings.recorded)
        curator = f"actor/{records.settings.curator}"
        place = documents[source].written_at
        curation = Curation(source=source, key=_CURATION, curator=curator, recorded=recorded, written_at=place)
        records.curations.append(curation)


def _claim(entity: Entity, spelling: Spelling, document: Document, records: Records) -> Claim:
    section = next((s.key for s in document.sections if s.passage.start <= spelling.passage.start < s.passage.end), "")
    return Claim(
        source=document.source,
        key=f"spelling-of-{entity.register}-{entity.key}-{spelling.passage.key}",
        section=section or "whole document",
        paraphrase=Text(f"Prints the name of {entity.names[0].words} as “{spelling.text}”.", "en"),
        passages=(spelling.passage,),
        proposition=Proposition(about=entity.path, aspect="name", values=(Text(spelling.text, "und"),)),
        holder=document.narrator,
        sourcing="uncited" if document.narrator != f"actor/{records.settings.curator}" else "own-authority",
        curation=f"curation/{document.source}/{_CURATION}",
        written_at=entity.written_at,
    )
