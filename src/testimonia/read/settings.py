"""``archive.toml``: what holds for the archive as a whole."""

import re
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from testimonia.model.archive import Settings
from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, Entry
from testimonia.read.fields import check_fields, check_key, recorded
from testimonia.read.files import SETTINGS, read_text
from testimonia.read.toml import settings_blocks

CURATOR = "curator"
_ALL = 100
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def read_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """What ``archive.toml`` says."""
    path = root / SETTINGS
    text, problems = read_text(path)
    if text is None:
        return None, problems
    blocks, problems = settings_blocks(text, Location(str(path)))
    entries = [Entry(block, problems) for block in blocks]
    for entry in entries:
        check_fields(entry)
    if len(entries) < 2 or not all(entry.is_sound for entry in entries):  # noqa: PLR2004  (archive and curator)
        return None, sorted(problems)
    archive, curator = entries
    _check_values(archive, curator)
    if problems:
        return None, sorted(problems)
    names = ("title", "base", "licence", "recorded", "description")
    values = {name: archive.text(name) for name in names}
    share = float(str(archive.block.fields.get("coverage", 0)))
    return Settings(**values, coverage=share, curator=curator.block.key, curator_name=curator.text("name")), []


def _check_values(archive: Entry, curator: Entry) -> None:
    base = archive.text("base")
    for name in ("base", "licence"):
        if not _is_address(archive.text(name)):
            archive.fault(name, f"the {name} '{archive.text(name)}' is no web address; begin it with https://")
    if archive.is_sound and not base.endswith("/"):
        archive.fault("base", f"the base '{base}' must end with '/'")
    if archive.has("recorded"):
        archive.attempt("recorded", recorded)
    share = archive.block.fields.get("coverage", 0)
    if isinstance(share, int) and not 0 <= share <= _ALL:
        archive.fault("coverage", f"the coverage {share} is not a share in per cent, from 0 to 100")
    check_key(curator)


def _is_address(written: str) -> bool:
    """Whether a text is an IRI that other addresses may be built on."""
    try:
        list(parse("", format=RdfFormat.TURTLE, base_iri=written))
    except ValueError:
        return False
    return _ADDRESS.fullmatch(written) is not None


def curator_block(settings: Settings, path: Path) -> Block:
    """The curator as an actor, so that claims of our own reading have a holder."""
    fields: dict[str, object] = {"name": settings.curator_name, "kind": CURATOR}
    return Block(kind="actor", key=settings.curator, fields=fields, location=Location(str(path)))
