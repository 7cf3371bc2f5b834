"""Where a token of a query stands (group, expression, values, collection), and how many patterns a group joins."""

from dataclasses import dataclass
from typing import Final

from testimonia.query.tokens import Token
from testimonia.query.words import READ_TWICE

_PAIRS: Final = {"{": "}", "(": ")", "[": "]", "<<": ">>", "{|": "|}"}
_OPERANDS: Final = frozenset(("iri", "name", "text", "number", "variable", "blank", "language"))
_PATTERNS: Final = frozenset(("group", "node", "collection"))
_TEMPLATES: Final = frozenset(("CONSTRUCT", "INSERT", "DELETE", "DATA"))
_APART: Final = frozenset(("OPTIONAL", "MINUS", "EXISTS", "LATERAL"))
"""A group after one of these is planned by itself."""


@dataclass(slots=True)
class _Bracket:
    """One that is open.

    ``kind`` is ``group``, ``select`` (the group of a sub-select), ``template``, ``values``, ``expression``,
    ``collection`` (a path in round brackets counts as one) or ``node`` (``[ ]``, ``<< >>``, ``{| |}``).
    """

    mark: str
    kind: str
    joined: int = 0
    is_apart: bool = False
    is_read_twice: bool = False


class Brackets:
    """The brackets that are open, one in the other."""

    OPENING: Final = frozenset(_PAIRS)
    CLOSING: Final = frozenset(_PAIRS.values())

    def __init__(self) -> None:
        self._open: list[_Bracket] = []
        self._outside = _Bracket("", "expression")
        self._is_values = False
        self._is_filter = False
        self.read_twice = 0

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._open)

    @property
    def joined(self) -> int:
        """The patterns of the group that is open, as far as they are counted."""
        return self._group.joined

    @property
    def is_pattern(self) -> bool:
        """Whether marks part patterns here."""
        return self._top.kind in _PATTERNS

    @property
    def is_list(self) -> bool:
        """Whether terms are items of a list here: arguments, or values."""
        return self.depth > 0 and self._top.kind in ("expression", "values")

    @property
    def is_collection(self) -> bool:
        """Whether each term makes patterns of its own here."""
        return self._top.kind == "collection"

    @property
    def begins_expression(self) -> bool:
        """Whether the bracket that is open is the outermost of an expression."""
        outer = self._open[-2] if len(self._open) > 1 else self._outside
        return self._top.kind == "expression" and (outer.kind != "expression" or outer is self._outside)

    def wants_operator(self, before: Token) -> bool:
        """Whether, after that token, only an operator can follow: in an expression, after an operand."""
        if not self.depth or self._top.kind != "expression":
            return False
        return before.kind in _OPERANDS or before.text in (")", ">>", "true", "false")

    def word(self, word: str) -> None:
        """Take note of a word."""
        self._is_filter = word == "FILTER"
        if word == "VALUES":
            self._is_values = True
        elif word == "SELECT" and self._open:
            self._top.kind, self._top.is_apart = "select", True

    def open(self, token: Token, before: Token) -> bool:
        """Take note of an opening bracket; whether it makes a pattern."""
        word = before.text.upper() if before.kind == "word" else ""
        kind = self._kind(token.text, before, word)
        if token.text == "{":
            self._is_values = False
        self._is_filter = False
        is_read_twice = word in READ_TWICE
        self.read_twice += is_read_twice
        self._open.append(_Bracket(token.text, kind, is_apart=word in _APART, is_read_twice=is_read_twice))
        return kind in _PATTERNS

    def close(self, token: Token) -> bool:
        """Take note of a closing bracket; False if it does not fit the one that is open."""
        if not self._open or _PAIRS[self._top.mark] != token.text:
            return False
        bracket = self._open.pop()
        self.read_twice -= bracket.is_read_twice
        if bracket.kind == "group" and not bracket.is_apart:
            self._group.joined += bracket.joined
        return True

    def join(self) -> None:
        """Count one pattern in the group that is open."""
        self._group.joined += 1

    def _kind(self, mark: str, before: Token, word: str) -> str:
        """What an opening bracket opens, from where it stands and what stands before it."""
        outer = self._top.kind
        if mark == "{":
            return "values" if self._is_values else "template" if word in _TEMPLATES else "group"
        if outer == "values" or (self._is_values and mark == "("):
            return "values"
        if mark != "(":
            return "values" if outer == "expression" else "node"
        is_call = self._is_filter and before.kind in ("iri", "name")
        if outer in ("expression", "select") or is_call or (outer == "group" and word not in ("", "A")):
            return "expression"
        return "collection"

    @property
    def _top(self) -> _Bracket:
        return self._open[-1] if self._open else self._outside

    @property
    def _group(self) -> _Bracket:
        return next((bracket for bracket in reversed(self._open) if bracket.mark == "{"), self._outside)
