"""The folder of an archive to its records, and every fault found on the way."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from testimonia.model.archive import Records, Settings
from testimonia.model.claim import Curation
from testimonia.model.problem import Location, Problem
from testimonia.read import rdf, spellings
from testimonia.read.block import Block, Entry
from testimonia.read.claims import CURATOR, ClaimReader
from testimonia.read.content import ContentReader
from testimonia.read.fields import block_entry
from testimonia.read.lookup import Blocks, BlocksInMemory, Lookup
from testimonia.read.registers import RegisterReader
from testimonia.read.tables import table_blocks
from testimonia.read.toml import claims_blocks, document_blocks, register_blocks
from testimonia.vocabulary import Vocabulary

_REGISTER_OF = {"actors": "actor", "places": "place", "events": "event", "concepts": "concept"}
_TABLE_KINDS = ("argument", "flag", "concept", "without-claim", "reference")
_CLAIM_KINDS = ("claim", "argument", "flag", "without-claim")


def data_files(root: Path) -> Iterator[Path]:
    """The authored files of an archive, settings first, in a stable order."""
    yield root / "archive.toml"
    for folder in ("entities", "sources", "claims"):
        paths = (root / folder).rglob("*")
        yield from sorted(
            p for p in paths if p.suffix in (".toml", ".csv", *rdf.FORMATS) and not p.name.startswith(".")
        )


def read_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """What ``archive.toml`` says."""
    path = root / "archive.toml"
    location = Location(str(path))
    text, problems = read_text(path)
    if text is None:
        return None, problems
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(location, f"this is not TOML: {error}")]
    missing = [name for name in ("title", "base", "licence", "curator") if name not in data]
    if missing:
        return None, [Problem(location, f"'{name}' is missing") for name in missing]
    if not str(data["base"]).endswith("/"):
        return None, [Problem(location, f"the base '{data['base']}' must end with '/'")]
    curator = data["curator"]
    return (
        Settings(
            title=data["title"],
            base=data["base"],
            licence=data["licence"],
            curator=curator["key"],
            curator_name=curator["name"],
            recorded=str(data.get("recorded", "")),
            description=data.get("description", ""),
        ),
        [],
    )


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file, or why it cannot be read; a byte order mark is passed over."""
    location = Location(str(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(location, "the file is missing")]
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{content[error.start]:02X} is not UTF-8; save the file as UTF-8 (it may be in Latin-1)"
        return None, [Problem(location.at(line), message)]


def file_blocks(
    root: Path, path: Path, settings: Settings, vocabulary: Vocabulary
) -> tuple[list[Block], list[Problem]]:
    """The blocks of one authored file, by its folder and ending."""
    text, problems = read_text(path)
    if text is None:
        return [], problems
    location = Location(str(path))
    folder = path.relative_to(root).parts[0]
    stem, _, kind = path.stem.partition(".")
    if path.suffix in rdf.FORMATS:
        blocks, problems = rdf.rdf_blocks(text, location, path.suffix, settings, vocabulary)
    elif folder == "entities":
        blocks, problems = _register(text, location, stem, path.suffix)
    elif folder == "sources" and path.suffix == ".csv":
        blocks, problems = table_blocks(text, location, "reference" if kind else "work")
    elif folder == "sources":
        blocks, problems = (
            register_blocks(text, location, "work") if stem == "works" else document_blocks(text, location, stem)
        )
    elif path.suffix == ".csv":
        blocks, problems = table_blocks(text, location, kind if kind in _TABLE_KINDS else "claim")
    else:
        blocks, problems = claims_blocks(text, location)
    for block in blocks:
        block.curation = stem
        if kind and folder == "sources":
            block.fields.setdefault("source", stem)
    return blocks, problems


def _register(text: str, location: Location, stem: str, suffix: str) -> tuple[list[Block], list[Problem]]:
    if stem not in _REGISTER_OF:
        return [], [Problem(location, f"'{stem}' is no register; the registers are {', '.join(_REGISTER_OF)}")]
    read = table_blocks if suffix == ".csv" else register_blocks
    return read(text, location, _REGISTER_OF[stem])


def duplicates(blocks: Iterable[Block]) -> list[Problem]:
    """Keys that stand more than once: the second place is at fault."""
    seen: dict[tuple[str, str], Block] = {}
    problems = []
    for block in blocks:
        if not block.path:
            continue
        name = ("document" if block.kind == "document" else "", block.path)
        first = seen.setdefault(name, block)
        if first is not block:
            problems.append(block.problem("key", f"the key '{block.key}' is already used at {first.location}"))
    return problems


def interpret(
    settings: Settings,
    blocks: list[Block],
    all_blocks: Blocks,
    vocabulary: Vocabulary,
    *,
    rim: Sequence[Block] = (),
) -> tuple[Records, list[Problem]]:
    """Blocks to records.

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
    registers = RegisterReader(records, lookup, vocabulary)
    entries = [(block, Entry(block, problems)) for block in blocks] + [(block, Entry(block, [])) for block in rim]
    for block, entry in entries:
        block_entry(block, entry)
        if block.kind not in _CLAIM_KINDS:
            registers.read(block, entry)
    claims = ClaimReader(records, lookup, ContentReader(lookup, vocabulary), flagged)
    for block, entry in entries:
        if block.kind in _CLAIM_KINDS:
            claims.read(block, entry)
    problems += _curations(records, [*blocks, *rim])
    spellings.add_claims(records)
    return records, problems


def flagged_claims(blocks: Iterable[Block], lookup: Lookup) -> frozenset[str]:
    """Paths of the claims that a citation flag of their document is set on."""
    found: set[str] = set()
    for block in blocks:
        if block.kind == "flag" and block.fields.get("kind") == "citation-needed":
            source = str(block.fields.get("source", ""))
            found |= set(Entry(block, []).attempts("on", partial(lookup.path, registers=("claim",), source=source)))
    return frozenset(found)


def _curations(records: Records, blocks: Iterable[Block]) -> list[Problem]:
    """Add the recording of each file of claims; one with no date, and none to fall back on, is at fault."""
    curations: dict[tuple[str, str], Curation] = {}
    problems = []
    for block in blocks:
        if block.kind not in ("claim", "argument", "flag"):
            continue
        when = str(block.fields.get("recorded") or records.settings.recorded)
        name = (str(block.fields.get("source", "")), block.curation)
        known = curations.get(name)
        if not when:
            message = "'recorded' is missing; say when this was recorded, for example 2026-11-22T09:00:00Z"
            problems.append(block.problem("recorded", message))
        if known is None or when > known.recorded:
            place = known.written_at if known else block.location
            curator = f"actor/{records.settings.curator}"
            curations[name] = Curation(source=name[0], key=name[1], curator=curator, recorded=when, written_at=place)
    records.curations += [curations[name] for name in sorted(curations)]
    return problems


def curator_block(settings: Settings) -> Block:
    """The curator as an actor, so that claims of our own reading have a holder."""
    fields: dict[str, object] = {"name": settings.curator_name, "kind": CURATOR}
    return Block(kind="actor", key=settings.curator, fields=fields, location=Location("archive.toml"))


def read_archive(root: Path, vocabulary: Vocabulary) -> tuple[Records | None, list[Problem]]:
    """Read a whole archive.

    Returns:
        The records that could be read, and all faults in the order of files and
        lines. Without settings there are no records.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, problems
    blocks = [curator_block(settings)]
    for path in list(data_files(root))[1:]:
        found, faults = file_blocks(root, path, settings, vocabulary)
        blocks += found
        problems += faults
    problems += duplicates(blocks)
    everything = BlocksInMemory(blocks)
    records, faults = interpret(settings, blocks, everything, vocabulary)
    return records, sorted({*problems, *faults})
