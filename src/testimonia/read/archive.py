"""The folder of an archive to its records, and every fault found on the way."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from testimonia.model.archive import Records, Settings
from testimonia.model.claim import Curation
from testimonia.model.problem import Location, Problem
from testimonia.read import rdf, spellings
from testimonia.read.block import Block, Entry, is_key
from testimonia.read.claims import ClaimReader
from testimonia.read.content import ContentReader
from testimonia.read.fields import block_entry, recorded, suggestion
from testimonia.read.files import SETTINGS, data_files, read_text
from testimonia.read.lookup import Blocks, BlocksInMemory, Lookup
from testimonia.read.mappings import mapping_blocks
from testimonia.read.passages import PassageReader
from testimonia.read.registers import RegisterReader
from testimonia.read.settings import curator_block, read_settings
from testimonia.read.sheets import SHEETS, place
from testimonia.read.tables import table_blocks
from testimonia.read.toml import claims_blocks, document_blocks, register_blocks
from testimonia.vocabulary import Vocabulary

_REGISTER_OF = {"actors": "actor", "places": "place", "events": "event", "concepts": "concept"}
_TABLE_KINDS = ("argument", "flag", "concept", "without-claim", "reference")
_RECORDED = ("claim", "argument", "flag")
_CLAIM_KINDS = (*_RECORDED, "without-claim")


FileRead = tuple[list[Block], list[Problem]]


def read_file(root: Path, path: Path, settings: Settings, vocabulary: Vocabulary) -> dict[str, FileRead]:
    """The blocks of one authored file, by the place that its faults are told at: the file, or each sheet of it."""
    if path.suffix == ".xlsx":
        if not is_key(path.stem):
            return {str(path): ([], [_misnamed(path.stem, Location(str(path)))])}
        from testimonia.read.workbook import workbook_blocks  # noqa: PLC0415  (openpyxl takes 0.1 s)

        sheets = workbook_blocks(path)
        for blocks, _ in sheets.values():
            for block in blocks:
                block.curation = block.curation or path.stem
        return sheets
    return {str(path): file_blocks(root, path, settings, vocabulary)}


def places_of(path: str) -> list[str]:
    """The places that faults of a file were told at, for one that is gone."""
    return [path, *(place(Path(path), sheet) for sheet in SHEETS)] if path.endswith(".xlsx") else [path]


def file_blocks(root: Path, path: Path, settings: Settings, vocabulary: Vocabulary) -> FileRead:
    """The blocks of one text file, by its folder and ending."""
    text, problems = read_text(path)
    if text is None:
        return [], problems
    location = Location(str(path))
    folder = path.relative_to(root).parts[0]
    stem, _, kind = path.stem.partition(".")
    if not is_key(stem):
        return [], [_misnamed(stem, location)]
    if path.suffix in rdf.FORMATS:
        blocks, problems = rdf.rdf_blocks(text, location, path.suffix, settings, vocabulary)
    elif path.suffix == ".tsv":
        blocks, problems = mapping_blocks(text, location)
    elif folder == "entities":
        blocks, problems = _register(text, location, stem, path.suffix)
    elif folder == "sources":
        blocks, problems = _source(text, location, stem, "reference" if kind else "work", path.suffix)
    elif path.suffix == ".csv":
        blocks, problems = table_blocks(text, location, kind if kind in _TABLE_KINDS else "claim")
    else:
        blocks, problems = claims_blocks(text, location)
    for block in blocks:
        block.curation = stem
        if kind and folder == "sources":
            block.fields.setdefault("source", stem)
    return blocks, problems


def _misnamed(stem: str, location: Location) -> Problem:
    message = f"the name of the file, '{stem}', may hold small letters a to z, digits, hyphens and dots only"
    return Problem(location, message)


def _source(text: str, location: Location, stem: str, table_kind: str, suffix: str) -> FileRead:
    if suffix == ".csv":
        return table_blocks(text, location, table_kind)
    return register_blocks(text, location, "work") if stem == "works" else document_blocks(text, location, stem)


def _register(text: str, location: Location, stem: str, suffix: str) -> tuple[list[Block], list[Problem]]:
    if stem not in _REGISTER_OF:
        return [], [Problem(location, f"'{stem}' is no register; the registers are {', '.join(_REGISTER_OF)}")]
    read = table_blocks if suffix == ".csv" else register_blocks
    return read(text, location, _REGISTER_OF[stem])


def interpret(
    settings: Settings,
    blocks: list[Block],
    all_blocks: Blocks,
    vocabulary: Vocabulary,
    *,
    rim: Sequence[Block] = (),
) -> tuple[Records, list[Problem]]:
    """Blocks to records.

    What belongs to a document that is itself at fault gives no record.

    Args:
        settings: The archive's settings.
        blocks: What is to be read.
        all_blocks: Where the keys are looked up.
        vocabulary: The words that may be used.
        rim: Blocks that those lean on, read as well, but whose faults are not told.
    """
    records = Records(settings=settings)
    problems: list[Problem] = []
    lookup = Lookup(all_blocks)
    flagged = flagged_claims([*blocks, *rim], lookup)
    passages = PassageReader([*blocks, *rim])
    registers = RegisterReader(records, lookup, vocabulary, passages)
    entries = [Entry(block, problems) for block in blocks] + [Entry(block, []) for block in rim]
    for entry in entries:
        block_entry(entry)
    _check_documents(entries)
    entries = _with_own_keys(entries)
    _add_curations(records, [entry for entry in entries if entry.block.kind in _RECORDED])
    for entry in entries:
        if entry.block.kind not in _CLAIM_KINDS:
            registers.read(entry.block, entry)
    claims = ClaimReader(records, ContentReader(lookup, vocabulary), passages, flagged)
    for entry in entries:
        if entry.block.kind in _CLAIM_KINDS:
            claims.read(entry.block, entry)
    _drop_unread(records)
    spellings.add_claims(records)
    return records, problems + _collisions(records)


def _with_own_keys(entries: Sequence[Entry]) -> list[Entry]:
    """The entries whose key no earlier one has; the others are at fault, and are read no further."""
    seen: dict[tuple[str, str], Block] = {}
    for entry in sorted(entries, key=lambda entry: entry.block.location):
        block = entry.block
        first = seen.setdefault(_name(block), block)
        if block.path and first is not block:
            key = block.path.rpartition("/")[2]
            entry.fault("key", f"the key '{key}' is already used at {first.location}")
    return [entry for entry in entries if not entry.block.path or seen[_name(entry.block)] is entry.block]


def _name(block: Block) -> tuple[str, str]:
    """What a key names: a work and the document that is read have one path, and are two things."""
    return ("document" if block.kind == "document" else "", block.path)


def _check_documents(entries: Sequence[Entry]) -> None:
    """Whether the document that each block belongs to is one that is read."""
    known = {entry.block.key for entry in entries if entry.block.kind == "document"}
    for entry in entries:
        source = entry.text("source")
        if source and entry.block.kind in (*_CLAIM_KINDS, "reference") and source not in known:
            near = suggestion(source, list(known))
            entry.fault("source", f"'{source}' is no document that is read here{near}")


def _collisions(records: Records) -> list[Problem]:
    """Claims whose contents differ and yet have one digest: told, never merged."""
    contents: dict[str, str] = {}
    problems = []
    for claim in records.claims:
        content = claim.proposition.canonical()
        if contents.setdefault(claim.proposition.path, content) != content:
            message = (
                f"claim '{claim.key}': another content has the same eight digits; limit it otherwise, by time or place"
            )
            problems.append(Problem(claim.written_at, message))
    return problems


def _drop_unread(records: Records) -> None:
    """Leave out what belongs to a document that could not be read."""
    read = {document.source for document in records.documents}
    records.references = [item for item in records.references if item.source in read]
    records.claims = [item for item in records.claims if item.source in read]
    records.arguments = [item for item in records.arguments if item.source in read]
    records.flags = [item for item in records.flags if item.source in read]
    records.without_claim = [item for item in records.without_claim if item.passage.source in read]
    records.curations = [item for item in records.curations if item.source in read]


def flagged_claims(blocks: Iterable[Block], lookup: Lookup) -> frozenset[str]:
    """Paths of the claims that a citation flag of their document is set on."""
    found: set[str] = set()
    for block in blocks:
        if block.kind == "flag" and block.fields.get("kind") == "citation-needed":
            source = str(block.fields.get("source", ""))
            found |= set(Entry(block, []).attempts("on", partial(lookup.path, registers=("claim",), source=source)))
    return frozenset(found)


def _add_curations(records: Records, entries: Iterable[Entry]) -> None:
    """Add the recording of each file of claims; an entry with no date, and none to fall back on, is at fault."""
    curations: dict[tuple[str, str], Curation] = {}
    curator = f"actor/{records.settings.curator}"
    for entry in entries:
        when = entry.attempt("recorded", recorded, entry.text("recorded", records.settings.recorded))
        if when:
            name, place = (entry.text("source"), entry.block.curation), entry.block.location
            known = curations.get(name)
            if known is None or when > known.recorded:
                place = known.written_at if known else place
                curations[name] = Curation(
                    source=name[0], key=name[1], curator=curator, recorded=when, written_at=place
                )
    records.curations += [curations[name] for name in sorted(curations)]


def read_archive(root: Path, vocabulary: Vocabulary) -> tuple[Records | None, list[Problem]]:
    """Read a whole archive.

    Returns:
        The records that could be read, and all faults in the order of files and
        lines. Without settings there are no records.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, problems
    blocks, problems = read_blocks(root, settings, vocabulary)
    blocks = [curator_block(settings, root / SETTINGS), *blocks]
    records, faults = interpret(settings, blocks, BlocksInMemory(blocks), vocabulary)
    return records, sorted({*problems, *faults})


def read_blocks(root: Path, settings: Settings, vocabulary: Vocabulary) -> FileRead:
    """The blocks of all authored files, in the order of the files."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    _, *paths = data_files(root)
    for path in paths:
        for found, faults in read_file(root, path, settings, vocabulary).values():
            blocks += found
            problems += faults
    return blocks, sorted(problems)
