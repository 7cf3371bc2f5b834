"""An archive: its settings, and all that it holds."""

from dataclasses import dataclass, field

from testimonia.model.claim import Argument, Claim, Curation, Flag, WithoutClaim
from testimonia.model.entity import Entity
from testimonia.model.mapping import Mapping
from testimonia.model.source import Document, Reference, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``archive.toml`` says of the archive as a whole.

    ``base`` ends with a slash; every node of the archive stands under it.
    ``recorded`` is the date of curation where a file of claims names none,
    ``coverage`` the share of each document, in per cent, that must be
    accounted for.
    """

    title: str
    base: str
    licence: str
    curator: str
    curator_name: str
    recorded: str = ""
    description: str = ""
    coverage: float = 0.0


@dataclass(slots=True, kw_only=True)
class Records:
    """Everything read from the authored files, in the order of the files."""

    settings: Settings
    entities: list[Entity] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    curations: list[Curation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    without_claim: list[WithoutClaim] = field(default_factory=list)
