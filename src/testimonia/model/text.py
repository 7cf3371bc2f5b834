"""Words in a language."""

import re
from dataclasses import dataclass

_TAGGED = re.compile(r"(?s)(?P<words>.+)@(?P<language>[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """Words and the BCP 47 tag of their language, in lower case.

    Lower case, because that is the form in which every RDF store here keeps a
    tag, so that two engines print the same literal.
    """

    words: str
    language: str

    @classmethod
    def parse(cls, written: str) -> "Text | None":
        """Read ``words@language``; None where no language is given."""
        match = _TAGGED.fullmatch(written)
        return cls(match["words"], match["language"].lower()) if match else None

    def __str__(self) -> str:
        return f"{self.words}@{self.language}"
