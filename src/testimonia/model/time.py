"""When something was: EDTF, and the source's words where EDTF cannot say it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from testimonia.model.edtf import Edtf
from testimonia.model.edtf_key import iri_key

_FORM: Final = re.compile(r"(?P<edtf>[^\s()]*)(?:\s*\((?P<words>.*)\))?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExtent:
    """A time as an author writes it: ``1941-12/1942-02 (winter of 1941 to 1942)``.

    The words are kept beside the dates, not checked against them: only a
    reader can say whether they agree.
    """

    edtf: Edtf
    wording: str | None = None

    def __post_init__(self) -> None:
        if self.wording is not None and (not self.wording or self.wording != self.wording.strip()):
            raise ValueError("the brackets after the date are empty; write words in them or leave them out")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF, with or without words in brackets after it.

        Raises:
            ValueError: The date is not EDTF, or the brackets are not in order.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(_without_form(text.strip()))
        words = match["words"]
        return cls(edtf=Edtf.parse(match["edtf"]), wording=None if words is None else words.strip())

    def written(self) -> str:
        """Give the form that :meth:`parse` reads."""
        return self.edtf.text if self.wording is None else f"{self.edtf.text} ({self.wording})"

    @property
    def key(self) -> str:
        """Name the time in an IRI; times with different words have different names."""
        named = iri_key(self.edtf.text)
        if self.wording is None:
            return named
        return f"{named}-{sha256(self.wording.encode()).hexdigest()[:8]}"


def _without_form(text: str) -> str:
    """Say what is wrong with a text that is not a date with words in brackets."""
    date, _, rest = text.partition(" ")
    if not re.search(r"[^\W\d_]", rest):
        Edtf.parse(text)
    Edtf.parse(date)
    return f"'{text}' has words that are not in brackets; write {date} ({rest.strip(' ()')})"
