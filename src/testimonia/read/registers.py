"""Blocks of the registers to records: entities, works, documents and what they cite."""

from functools import partial

from testimonia.model.archive import Records
from testimonia.model.edtf import Edtf
from testimonia.model.entity import Entity, Spelling
from testimonia.model.source import Document, Reference, Section, Work
from testimonia.model.text import Text, language_tag
from testimonia.read.block import Block, Entry, is_key
from testimonia.read.fields import suggestion
from testimonia.read.lookup import Lookup
from testimonia.read.mappings import read_mapping
from testimonia.read.passages import PassageReader
from testimonia.vocabulary import Vocabulary

_KINDS = {"event": "eventTypes", "actor": "actorKinds", "place": "placeKinds", "work": "sourceKinds"}
_UNITS = ("sentences", "entries")
_DETAILS = ("volume", "issue", "pages", "edition", "publisher", "place-of-publication")


class RegisterReader:
    """Reads one block at a time into the records."""

    def __init__(self, records: Records, lookup: Lookup, vocabulary: Vocabulary, passages: PassageReader) -> None:
        self.records = records
        self.lookup = lookup
        self.vocabulary = vocabulary
        self.passages = passages

    def read(self, block: Block, entry: Entry) -> None:
        """Add the record of a register's block, unless it is at fault."""
        match block.kind:
            case "work":
                self._work(block, entry)
            case "document":
                self._document(block, entry)
            case "reference":
                self._reference(block, entry)
            case "mapping":
                mapping = read_mapping(entry, self.lookup)
                self.records.mappings += [mapping] if mapping else []
            case _:
                self._entity(block, entry)

    def word(self, entry: Entry, name: str, scheme: str) -> str:
        """A field that must be a word of a scheme."""
        written = entry.text(name)
        words = self.vocabulary.schemes.get(scheme, {})
        if written and written not in words:
            entry.fault(name, f"{name} '{written}' is not in the vocabulary{suggestion(written, list(words))}")
        return written

    def _entity(self, block: Block, entry: Entry) -> None:
        record = Entity(
            register=block.kind,
            key=block.key,
            names=(Text(entry.text("name"), "en"), *_names(entry)),
            kind=self.word(entry, "kind", _KINDS[block.kind]) if block.kind in _KINDS else "",
            spelt=self._spellings(entry),
            aspect=self.word(entry, "aspect", "aspects"),
            broader=entry.attempts("broader", lambda key: self.lookup.path(key, ("concept",))),
            note=entry.text("note"),
            written_at=block.location,
        )
        if entry.is_sound:
            self.records.entities.append(record)

    def _spellings(self, entry: Entry) -> tuple[Spelling, ...]:
        found = []
        spelt = entry.block.fields.get("spelt", [])
        for item in spelt if isinstance(spelt, list) else [spelt]:
            if not isinstance(item, dict) or not item.keys() >= {"as", "in", "passage"}:
                entry.fault("spelt", 'a spelling is written { as = "…", in = "document", passage = "start-end" }')
                continue
            source = entry.attempt("spelt", lambda key: self.lookup.path(key, ("source",)), str(item["in"])) or ""
            of_it = partial(self.passages.read, source.removeprefix("source/"))
            passage = entry.attempt("spelt", of_it, str(item["passage"]))
            if source and passage:
                found.append(Spelling(str(item["as"]), passage))
        return tuple(found)

    def _work(self, block: Block, entry: Entry) -> None:
        record = Work(
            key=block.key,
            title=Text(
                entry.text("name"), entry.attempt("language", language_tag, entry.text("language", "und")) or ""
            ),
            names=_names(entry),
            kind=self.word(entry, "kind", "sourceKinds"),
            creators=entry.attempts("creators", lambda key: self.lookup.path(key, ("actor",))),
            issued=entry.attempt("issued", Edtf.parse) if entry.has("issued") else None,
            identifiers=tuple(entry.texts("identifiers")),
            part_of=(entry.attempt("in", lambda key: self.lookup.path(key, ("source",))) or "")
            if entry.has("in")
            else "",
            details=tuple((name, entry.text(name)) for name in _DETAILS if entry.has(name)),
            note=entry.text("note"),
            written_at=block.location,
        )
        if entry.is_sound:
            self.records.works.append(record)

    def _document(self, block: Block, entry: Entry) -> None:
        digest, length = entry.text("sha256"), block.fields.get("code-points", 0)
        if entry.has("sha256") and (len(digest) != 64 or not all(c in "0123456789abcdef" for c in digest)):  # noqa: PLR2004  (SHA-256 in hex)
            entry.fault(
                "sha256",
                "'sha256' is not the SHA-256 of a file, 64 digits 0-9 a-f; `sha256sum FILE` prints it",
            )
        if isinstance(length, int) and length < 1 and entry.has("code-points"):
            entry.fault("code-points", "'code-points' is the length of the document in characters, a whole number")
        sections = []
        for item in block.fields.get("sections", []):  # type: ignore[attr-defined]
            passage = entry.attempt(
                "sections", lambda text: self.passages.read(block.key, text), str(item.get("passage", ""))
            )
            units = str(item.get("units", "sentences"))
            if passage is None:
                continue
            if "key" in item and "name" in item and units in _UNITS:
                key, name = str(item["key"]), str(item["name"])
                sections.append(Section(key=key, name=name, passage=passage, units=units))
            else:
                entry.fault("sections", "a section has key, name and passage, and units = sentences or entries")
        narrator = entry.attempt("narrator", lambda key: self.lookup.path(key, ("actor",)))
        if entry.is_sound:
            self.records.documents.append(
                Document(
                    source=block.key,
                    file=entry.text("file"),
                    sha256=digest,
                    code_points=int(str(length)),
                    text_form=entry.text("text-form"),
                    narrator=narrator or "",
                    sections=tuple(sections),
                    written_at=block.location,
                )
            )

    def _reference(self, block: Block, entry: Entry) -> None:
        source = entry.text("source")
        written = entry.texts("passage") + entry.texts("calls")
        passages = [entry.attempt("passage", lambda text: self.passages.read(source, text), text) for text in written]
        record = Reference(
            source=source,
            key=block.key,
            written=entry.text("written", block.key),
            resolution=self.word(entry, "resolution", "resolutions"),
            cites=(entry.attempt("cites", self._source) or "") if entry.has("cites") else "",
            pages=entry.text("pages"),
            candidates=entry.attempts("candidates", self._source),
            found_in=(entry.attempt("found-in", self._found_in) or "") if entry.has("found-in") else "",
            passages=tuple(passage for passage in passages if passage),
            note=entry.text("note"),
            written_at=block.location,
        )
        if entry.is_sound:
            self.records.references.append(record)

    def _source(self, key: str) -> str:
        return self.lookup.path(key, ("source",))

    def _found_in(self, written: str) -> str:
        """``source/reference`` of another document; it need not be read yet."""
        if written.count("/") != 1 or not all(map(is_key, written.split("/"))):
            raise ValueError(f"'{written}' is not a reference of another document; write document/reference")
        return f"reference/{written}"


def _names(entry: Entry) -> tuple[Text, ...]:
    names = entry.block.fields.get("names", {})
    if not isinstance(names, dict):
        entry.fault("names", 'names are written { de = "…", ru = "…" }')
        return ()
    tags = {language: entry.attempt("names", language_tag, language) for language in names}
    return tuple(Text(str(words), tags[language] or "") for language, words in names.items())
