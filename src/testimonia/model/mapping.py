"""Identity links to other archives and authority files: judgements that can be reviewed and undone."""

from dataclasses import dataclass
from hashlib import sha256

from testimonia.model.problem import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One row of an SSSOM table.

    ``subject`` is a path under the archive's base; ``predicate``, ``object``
    and ``justification`` are IRIs. ``is_negative`` says that the two are *not*
    so related. ``status`` is accepted, candidate or rejected. ``confidence``
    lies between 0 and 1, as text, empty where none is given.
    """

    subject: str
    predicate: str
    is_negative: bool
    object: str
    object_label: str = ""
    justification: str
    confidence: str = ""
    author: str
    mapped: str = ""
    status: str = "accepted"
    comment: str = ""
    written_at: Location

    @property
    def path(self) -> str:
        """Named by what it maps, so that a reviewed row stays the same node."""
        content = f"{self.subject} {self.predicate} {self.object}"
        return f"mapping/{sha256(content.encode()).hexdigest()[:8]}"
