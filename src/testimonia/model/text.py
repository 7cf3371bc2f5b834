"""Words in a language."""

import re
from dataclasses import dataclass

_TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_TAGGED = re.compile(rf"(?s)(?P<words>.+)@(?P<language>{_TAG})")


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


def language_tag(written: str) -> str:
    """The tag of a language, in lower case.

    Raises:
        ValueError: The text is no such tag.
    """
    if re.fullmatch(_TAG, written) is None:
        raise ValueError(f"'{written}' is not the tag of a language; write for example de or zh-hant")
    return written.lower()
