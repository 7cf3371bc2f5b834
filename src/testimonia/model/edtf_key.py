"""Names for times, in the letters that an IRI may hold.

Distinct texts have distinct names, so the name needs no digest: from each
name the text can be read back.
"""

import re
from typing import Final

from testimonia.model.edtf import Edtf

# A mark after a part speaks for it and all before it, a mark before a part
# for that part alone: "-" parts the one, "." the other.
_AFTER: Final = {"~": "-approx", "?": "-uncertain", "%": "-approx-uncertain"}
_BEFORE: Final = {"~": "approx.", "?": "uncertain.", "%": "approx.uncertain."}
_SETS: Final = {"[": ("one-of-", "-or-"), "{": ("all-of-", "-and-")}


def iri_key(text: str) -> str:
    """Name a time by letters, digits, "-" and "." only.

    >>> iri_key("1944-02/..")
    '1944-02--open'
    >>> iri_key("[1944-03-01,1944-03-02]")
    'one-of-1944-03-01-or-1944-03-02'

    Raises:
        ValueError: The text is not EDTF.
    """
    Edtf.parse(text)
    if text[0] in _SETS:
        prefix, joint = _SETS[text[0]]
        return prefix + joint.join(_member_key(member) for member in text[1:-1].split(","))
    return "--".join(_end_key(end) for end in text.split("/"))


def _end_key(end: str) -> str:
    if end == "..":
        return "open"
    return _date_key(end) if end else "unknown"


def _member_key(member: str) -> str:
    return "-to-".join(_date_key(end) if end else "open" for end in member.split(".."))


def _date_key(date: str) -> str:
    named = re.sub(r"^([?~%]?)-", r"\1minus-", date)
    named = re.sub(r"(?<=[0-9X])[?~%]", lambda mark: _AFTER[mark[0]], named)
    named = re.sub(r"[?~%]", lambda mark: _BEFORE[mark[0]], named)
    return named.replace(":", ".").replace("+", "plus")
