"""What a query from outside may hold, looked at before any parser sees it.

Deep nesting, long chains and long lists end Oxigraph's process or hang it, and
SERVICE calls other machines. The guard refuses them from the tokens alone. It
is the first wall; should it miss something, the worker that runs the query has
no network and can be ended (:mod:`testimonia.isolation`).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from testimonia.query import words
from testimonia.query.brackets import Brackets
from testimonia.query.tokens import NoTokenError, Token, place, token_at
from testimonia.vocabulary import PREFIXES

_PATTERN_WORDS: Final = frozenset(
    ("UNION", "OPTIONAL", "BIND", "FILTER", "VALUES", "MINUS", "GRAPH", "EXISTS", "LATERAL")
)
_OPERATORS: Final = frozenset(
    ("/", "|", "^", "!", "*", "+", "-", "?", "=", "!=", "<", ">", "<=", ">=", "&&", "||"),
)
_TERMS: Final = frozenset(("iri", "name", "text", "number", "variable", "blank"))
_MOST_READ_TWICE: Final = 10
"""Ten in one another take Oxigraph a hundredth of a second to read, twenty 3 s, forty some weeks."""


class RefusedQueryError(ValueError):
    """The query may not be asked here; the message says why, and never repeats the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a query may hold; each is one of the service's limits, where its default and reason stand.

    ``joined`` are patterns in one group, which Oxigraph plans together in a
    time that grows with the third power; ``patterns`` are those of all groups.
    """

    characters: int
    nesting: int
    patterns: int
    joined: int
    steps: int
    items: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What the tokens tell.

    ``form`` is ``SELECT``, ``ASK``, ``CONSTRUCT``, ``DESCRIBE`` or, where that is let pass, ``UPDATE``; ``is_volatile``
    that the answer is another each time it is asked (``NOW()``).
    """

    form: str
    names_graphs: bool
    is_volatile: bool


def look_at(text: str, bounds: Bounds, graphs: Collection[str]) -> Looked:
    """Let a query pass, or say why not.

    Args:
        text: The query.
        bounds: How much it may hold.
        graphs: IRIs of the graphs that ``FROM`` may name.

    Raises:
        RefusedQueryError: It is too long, too deep, reaches outside, changes data, or is no SPARQL.
    """
    look = _QueryLook(text, bounds, graphs)
    look.run()
    if not look.form:
        raise RefusedQueryError("this is no query; one begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return Looked(look.form, look.names_graphs, look.is_volatile)


def look_at_update(text: str, bounds: Bounds) -> Looked:
    """Let an update pass, or say why not; any graph may be named in it.

    Raises:
        RefusedQueryError: It is too long, too deep, reaches outside, or is no update.
    """
    look = _Look(text, bounds, words.CLAUSES | words.FUNCTIONS | words.FORMS | words.IN_UPDATES)
    look.run()
    if not look.has_update:
        raise RefusedQueryError("this is no update; one begins with INSERT, DELETE or the like")
    return Looked("UPDATE", names_graphs=True, is_volatile=look.is_volatile)


class _Look:
    """One pass over the tokens, counting; what reaches outside is refused."""

    def __init__(self, text: str, bounds: Bounds, known: Collection[str]) -> None:
        self.text = text
        self.bounds = bounds
        self.known = known
        self.brackets = Brackets()
        self.patterns = self.steps = self.items = 0
        self.before = Token("", "", 0)
        self.expects: Callable[[Token], None] | None = None
        self.base = ""
        self.prefixes: dict[str, str] = dict(PREFIXES)
        self.has_update = False
        self.is_volatile = False

    def run(self) -> None:
        """Look at all tokens."""
        if len(self.text) > self.bounds.characters:
            raise RefusedQueryError(f"the query is longer than {self.bounds.characters:,} characters")
        position = 0
        while position < len(self.text):
            try:
                token = token_at(self.text, position, is_after_operand=self.brackets.wants_operator(self.before))
            except NoTokenError as error:
                raise RefusedQueryError(f"this is not SPARQL ({place(self.text, error.offset)})") from None
            position = token.end
            if token.kind != "space":
                self._at(token)
                self.before = token
        if self.brackets.depth:
            raise RefusedQueryError("this is not SPARQL: a bracket is opened that is never closed")

    def _at(self, token: Token) -> None:
        if self.expects is not None:
            expects, self.expects = self.expects, None
            expects(token)
        elif token.kind == "name":
            self._name(token)
        if token.kind == "mark":
            self._mark(token)
        elif token.kind == "word":
            self._word(token, token.text.upper())
        elif token.kind in _TERMS:
            self._term(token)

    def _mark(self, token: Token) -> None:
        brackets = self.brackets
        if token.text in brackets.OPENING:
            if brackets.open(token, self.before):
                self._pattern(token)
            self._bound(token, brackets.depth, self.bounds.nesting, "brackets in one another")
            if brackets.read_twice > _MOST_READ_TWICE:
                raise self._refusal(
                    token, f"more than {_MOST_READ_TWICE} of REGEX, SUBSTR and REPLACE stand in one another"
                )
        elif token.text in brackets.CLOSING:
            if not brackets.close(token):
                raise self._refusal(token, "this is not SPARQL: a bracket is closed that is not open")
            self._bound(token, brackets.joined, self.bounds.joined, "patterns in one group")
        elif brackets.is_pattern and token.text in (".", ";", ",", "/"):
            self._pattern(token)
        self._step(token)

    def _step(self, token: Token) -> None:
        """Operators in a row; a new pattern, group or expression begins a new row."""
        if token.text in ("{", "}", ".", ";") or (token.text == "(" and self.brackets.begins_expression):
            self.steps = 0
        elif token.text in _OPERATORS:
            self.steps += 1
            self._bound(token, self.steps, self.bounds.steps, "steps in one path or operators in one expression")

    def _word(self, token: Token, word: str) -> None:
        if word == "SERVICE":
            raise self._refusal(token, "SERVICE asks another server, and this service calls nobody")
        if word == "LOAD":
            raise self._refusal(token, "LOAD fetches from elsewhere, and this service calls nobody")
        if word not in self.known:
            raise self._refusal(token, "this is not SPARQL: there is no such word")
        self.brackets.word(word)
        self.has_update = self.has_update or word in words.UPDATES
        self.is_volatile = self.is_volatile or word in words.VOLATILE
        if word == "PREFIX":
            self.expects = self._prefix
        elif word == "BASE":
            self.expects = self._base
        if word in _PATTERN_WORDS:
            self.steps = 0
            self._pattern(token)
        elif word == "AS":
            self._count(token)

    def _term(self, token: Token) -> None:
        if self.brackets.is_list:
            self.items += 1
            self._bound(token, self.items, self.bounds.items, "items in its lists")
        elif self.brackets.is_collection:
            self._pattern(token)

    def _name(self, token: Token) -> None:
        """A name with a known prefix; Oxigraph would read ``SERVICEex:x`` as SERVICE and ``ex:x``."""
        prefix = token.text.partition(":")[0]
        if prefix.upper().startswith("SERVICE"):
            raise self._refusal(token, "a prefix cannot begin with 'service' here, since it can be read as SERVICE")
        if prefix not in self.prefixes:
            raise self._refusal(token, "the prefix of this name is not declared")

    def _prefix(self, token: Token) -> None:
        def meant(iri: Token) -> None:
            self.prefixes[token.text.partition(":")[0]] = self._iri(iri)

        self.expects = meant

    def _base(self, token: Token) -> None:
        self.base = self._iri(token)

    def _iri(self, token: Token) -> str:
        """The IRI that a token stands for; nothing for any other token, or one that hides behind escapes."""
        if token.kind == "iri":
            return _resolved(self.base, token.text[1:-1])
        prefix, _, local = token.text.partition(":")
        return self.prefixes.get(prefix, "") + local if token.kind == "name" else ""

    def _pattern(self, token: Token) -> None:
        """One more pattern, which is joined with those of its group."""
        self._count(token)
        self.brackets.join()
        self._bound(token, self.brackets.joined, self.bounds.joined, "patterns in one group")

    def _count(self, token: Token) -> None:
        self.patterns += 1
        self._bound(token, self.patterns, self.bounds.patterns, "patterns")

    def _bound(self, token: Token, number: int, limit: int, what: str) -> None:
        if number > limit:
            raise self._refusal(token, f"the query has more than {limit:,} {what}")

    def _refusal(self, token: Token, reason: str) -> RefusedQueryError:
        return RefusedQueryError(f"{reason} ({place(self.text, token.start)})")


class _QueryLook(_Look):
    """The look at a query: it names graphs that are there, and changes nothing."""

    def __init__(self, text: str, bounds: Bounds, graphs: Collection[str]) -> None:
        super().__init__(text, bounds, words.CLAUSES | words.FUNCTIONS | words.FORMS)
        self.graphs = graphs
        self.form = ""
        self.names_graphs = False

    def _word(self, token: Token, word: str) -> None:
        if not self.form and word in words.UPDATES - {"LOAD"}:
            raise self._refusal(token, f"{word} changes data, and a query cannot")
        super()._word(token, word)
        if word == "FROM":
            self.expects, self.names_graphs = self._from, True
        elif word in words.FORMS and not self.form:
            self.form = word

    def _term(self, token: Token) -> None:
        super()._term(token)
        if self.form == "DESCRIBE" and not self.brackets.depth:
            self._count(token)

    def _from(self, token: Token) -> None:
        """The graph after FROM, or NAMED and then the graph."""
        if token.kind == "word" and token.text.upper() == "NAMED":
            self.expects = self._from
        elif self._iri(token) not in self.graphs:
            raise self._refusal(
                token, "FROM names a graph that this archive does not have; the service description lists them"
            )


def _resolved(base: str, iri: str) -> str:
    """An IRI, relative to a base if there is one; nothing where it cannot be resolved."""
    try:
        return urljoin(base, iri)
    except ValueError:
        return ""
