r"""The tokens of a SPARQL text, as Oxigraph reads them: one at a time, in time that grows with the text alone.

Oxigraph does not undo ``\u`` escapes before it reads, so neither do we: outside
of strings and IRIs a backslash is no token, and the text is refused. Quantifiers
are possessive wherever a part of the text could be tried twice.
Source: SPARQL 1.2 Query, section 19.8 (grammar), productions for terminals.
"""

import re
from dataclasses import dataclass
from typing import Final

_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START: Final = _LETTER + "_"
_IN_VARIABLE: Final = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_INNER: Final = _IN_VARIABLE + r"\-"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_NO_IRI: Final = r"\x00-\x20<>\"{}|^`\\"
_ESCAPE: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LONGEST_PREFIX: Final = 100
"""Characters before the colon of a name; without a bound, a text without colons would be searched again and again."""

_PREFIX: Final = rf"(?:[{_LETTER}](?:[{_INNER}.]{{0,{_LONGEST_PREFIX}}}[{_INNER}])?)?:"
_LOCAL: Final = rf"(?:[{_START}:0-9]|{_ESCAPED})(?:[{_INNER}:]|{_ESCAPED})*+(?:\.++(?:[{_INNER}:]|{_ESCAPED})++)*+"
_NAME: Final = f"{_PREFIX}(?:{_LOCAL})?"

_KINDS: Final = (
    ("space", r"(?:[ \t\r\n]++|\#[^\r\n]*+)"),
    ("iri", rf"<(?:[^{_NO_IRI}]|{_ESCAPE})*+>"),
    ("text", r"\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*+\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*+'''"),
    ("text_in_line", r"\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'"),
    ("variable", rf"[?$][{_START}0-9][{_IN_VARIABLE}]*+"),
    ("blank", rf"_:[{_START}0-9](?:[{_INNER}]*+(?:\.++[{_INNER}]++)*+)"),
    ("name", _NAME),
    ("language", r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl))?"),
    ("number", r"[0-9]++(?:\.[0-9]*[eE][+-]?[0-9]++|[eE][+-]?[0-9]++|\.[0-9]++)?|\.[0-9]++(?:[eE][+-]?[0-9]++)?"),
    ("word", r"[A-Za-z][A-Za-z0-9_]*+"),
    ("mark", r"<<|>>|\{\||\|\}|\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,*/+\-!=<>|^?&~]"),
)
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS), re.DOTALL)
_LESS: Final = re.compile("<=?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: ``space``, ``iri``, ``text``, ``variable``, ``name``, ``word``, ``mark`` and so on."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.text)


class NoTokenError(ValueError):
    """At this offset stands what no SPARQL token begins with."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def token_at(text: str, start: int, *, is_after_operand: bool = False) -> Token:
    """The token that begins at an offset; spaces and comments are tokens too.

    Args:
        text: The query.
        start: The offset, below the length of the text.
        is_after_operand: An operator must follow, so that ``<`` begins no IRI: ``?x<?y && ?y>?z``.

    Raises:
        NoTokenError: The character begins no token.
    """
    less = _LESS.match(text, start) if is_after_operand else None
    if less:
        return Token("mark", less.group(), start)
    match = _TOKEN.match(text, start)
    if match is None:
        raise NoTokenError(start)
    return Token((match.lastgroup or "").removesuffix("_in_line"), match.group(), start)


def place(text: str, offset: int) -> str:
    """``line 3, column 7`` for an offset."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"
