"""Works, the documents that are read, and what they cite."""

from dataclasses import dataclass

from testimonia.model.edtf import Edtf
from testimonia.model.passage import Passage
from testimonia.model.problem import Location
from testimonia.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work, record, order or testimony, whether anybody here has read it or not.

    ``title`` stands as printed. ``part_of``, ``creators`` and ``published_by``
    are paths under the archive's base.
    """

    key: str
    title: Text
    kind: str
    names: tuple[Text, ...] = ()
    creators: tuple[str, ...] = ()
    issued: Edtf | None = None
    identifiers: tuple[str, ...] = ()
    part_of: str = ""
    details: tuple[tuple[str, str], ...] = ()
    note: str = ""
    written_at: Location

    @property
    def path(self) -> str:
        """Where the work stands under the archive's base."""
        return f"source/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document: a short code, and a label of our own.

    ``units`` says what its coverage is counted in: sentences, or entries, one a line.
    """

    key: str
    name: str
    passage: Passage
    units: str = "sentences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The exact bytes of a work that is read.

    ``code_points`` is their length in Unicode code points after decoding;
    every offset of a passage lies within it.
    """

    source: str
    file: str
    sha256: str
    code_points: int
    text_form: str
    narrator: str
    sections: tuple[Section, ...] = ()
    written_at: Location

    @property
    def path(self) -> str:
        """The snapshot's path: its digest names it, so that other bytes are another node."""
        return f"snapshot/{self.sha256[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry or call by which a document cites a work.

    ``cites`` is the path of the work, empty where the entry could not be
    resolved; ``resolution`` says how it was, or why not.
    """

    source: str
    key: str
    written: str
    resolution: str
    cites: str = ""
    pages: str = ""
    candidates: tuple[str, ...] = ()
    found_in: str = ""
    passages: tuple[Passage, ...] = ()
    note: str = ""
    written_at: Location

    @property
    def path(self) -> str:
        """Where the reference stands under the archive's base."""
        return f"reference/{self.source}/{self.key}"
