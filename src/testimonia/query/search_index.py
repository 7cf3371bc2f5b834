"""The index behind the search: every name, paraphrase, value and note of the archive, folded, in one SQLite file.

A build writes it beside the store. The same data give the same file with the
same SQLite; another SQLite may lay it out otherwise, so it is no part of the
release and of its digests.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log2
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.query.folding import folded, second_words
from testimonia.vocabulary import DCT, RDFS, SKOS, TM, V

LAYOUT: Final = 4
"""Raised whenever the tables change; a build with another layout has to be made again."""

KINDS: Final = (
    "event", "actor", "place", "concept", "source", "question", "claim", "argument", "flag", "reference", "term",
)  # fmt: skip
"""What can be found: the first part of a node's path, ``question`` for a proposition without an answer, ``term`` for
a word of the vocabulary or ontology."""

NAME, OTHER_NAME, PARAPHRASE, VALUE, KEY, NOTE = range(6)
ROLES: Final = ("name", "other name", "paraphrase", "value", "key", "note")
"""What a text is for its node; names are ranked before paraphrases, notes come last.

Other names are those of the registers, and those that claims give: a node is found by them, and not called so.
"""

_TABLES: Final = f"""
PRAGMA page_size = 4096;
PRAGMA user_version = {LAYOUT};
CREATE TABLE text (
    id INTEGER PRIMARY KEY, node INTEGER, kind INTEGER, role INTEGER, language TEXT, text TEXT, whole TEXT);
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT, weight REAL);
CREATE VIRTUAL TABLE names USING fts5(words, content='', tokenize='ascii', prefix='1 2 3');
CREATE VIRTUAL TABLE others USING fts5(words, content='', tokenize='ascii', prefix='2 3');
CREATE VIRTUAL TABLE grams USING fts5(whole, content='', tokenize='trigram');
"""
_ENDING: Final = """
CREATE INDEX text_node ON text (node);
CREATE INDEX text_whole ON text (whole) WHERE whole IS NOT NULL;
CREATE UNIQUE INDEX node_iri ON node (iri);
INSERT INTO names (names) VALUES ('optimize');
INSERT INTO others (others) VALUES ('optimize');
INSERT INTO grams (grams) VALUES ('optimize');
VACUUM;
"""
_ROLE_OF: Final = {
    SKOS.prefLabel: NAME,
    SKOS.altLabel: OTHER_NAME,
    SKOS.hiddenLabel: OTHER_NAME,
    DCT.title: NAME,
    RDFS.label: NAME,
    SKOS.notation: KEY,
    DCT.identifier: KEY,
    TM.paraphrase: PARAPHRASE,
    SKOS.editorialNote: NOTE,
    SKOS.definition: NOTE,
    SKOS.scopeNote: NOTE,
}
_OUTSIDE: Final = (V.base, TM.base)
_KIND_OF_PATH: Final = {kind: kind for kind in KINDS} | {"proposition": "question"}


class Words(NamedTuple):
    """One text of a node; its order is that of the index: nodes by IRI, then roles."""

    iri: str
    kind: str
    role: int
    language: str
    text: str


def write_search(path: Path, quads: Iterable[Quad], base: str) -> None:
    """Write the index of an archive to a new file.

    Args:
        path: The file; it must not exist.
        quads: The archive, its vocabulary and ontology included.
        base: The archive's base.
    """
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        database.execute("BEGIN")
        gathering = gathered(quads, base)
        _fill(database, sorted(set(gathering.all_texts())), gathering.statements())
        database.execute("COMMIT")
        database.executescript(_ENDING)
    finally:
        database.close()


def _fill(database: sqlite3.Connection, found: Iterable[Words], statements: Mapping[str, int]) -> None:
    nodes: dict[str, int] = {}
    seen: set[tuple[int, str, str]] = set()
    for number, entry in enumerate(found, 1):
        node = nodes.get(entry.iri)
        if node is None:
            node = nodes[entry.iri] = len(nodes) + 1
            weight = log2(1 + statements.get(entry.iri, 0))
            database.execute("INSERT INTO node VALUES (?, ?, ?)", (node, entry.iri, weight))
        if (node, entry.language, entry.text) in seen:
            continue
        seen.add((node, entry.language, entry.text))
        _add(database, number, node, entry)


def _add(database: sqlite3.Connection, number: int, node: int, entry: Words) -> None:
    """One text into the tables; ``whole`` is kept of names and of keys, which are also looked for as such."""
    indexed = folded(entry.text)
    whole = {NAME: indexed, OTHER_NAME: indexed, KEY: indexed.removeprefix(f"{entry.kind} ")}.get(entry.role)
    row = (number, node, KINDS.index(entry.kind), entry.role, entry.language, entry.text, whole)
    database.execute("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    table = "names" if entry.role in (NAME, OTHER_NAME) else "others"
    if second := second_words(entry.text):
        indexed += " " + " ".join(second)
    database.execute(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (number, indexed))  # noqa: S608  (our own names)
    if table == "names":
        database.execute("INSERT INTO grams (rowid, whole) VALUES (?, ?)", (number, whole))


def gathered(quads: Iterable[Quad], base: str) -> "Gathering":
    """What can be looked for in an archive."""
    gathering = Gathering(base)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            gathering.take(quad.subject.value, quad.predicate, quad.object)
    return gathering


class Gathering:
    """What is needed of the quads, taken in one pass."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.texts: list[Words] = []
        self._names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._values: list[tuple[str, Literal]] = []
        self._holding: dict[str, list[str]] = defaultdict(list)
        self._asked: dict[str, str] = {}
        self._notation: dict[str, str] = {}
        self._about: dict[str, str] = {}

    def take(self, iri: str, predicate: NamedNode, value: object) -> None:
        """Take in one quad."""
        if isinstance(value, Literal):
            role = _ROLE_OF.get(predicate)
            if predicate == SKOS.notation and iri.startswith(V.base):
                self._notation[iri] = value.value
            if predicate == TM.value:
                self._values.append((iri, value))
            elif role is not None:
                self._text(iri, role, value)
        elif isinstance(value, NamedNode):
            if predicate == TM.states:
                self._holding[value.value].append(iri)
            elif predicate == TM.about:
                self._about[iri] = value.value
            elif predicate == TM.aspect:
                self._asked[iri] = value.value

    def all_texts(self) -> Iterator[Words]:
        """Every text that can be looked for, with the node that it leads to."""
        yield from self.texts
        yield from self.values()
        yield from self.questions()
        yield from self.keys()

    def statements(self) -> Mapping[str, int]:
        """How many claims there are about each thing, and on each question."""
        found: Counter[str] = Counter()
        for proposition, claims in self._holding.items():
            question = proposition if self._is_question(proposition) else proposition.rpartition("/")[0]
            found[question] += len(claims)
            found[self._about.get(proposition, "")] += len(claims)
        return found

    def _text(self, iri: str, role: int, value: Literal) -> None:
        kind, language = kind_of(iri, self.base), value.language or ""
        if kind:
            self.texts.append(Words(iri, kind, role, language, value.value))
            if role in (NAME, PARAPHRASE):
                self._names[iri].append((language, value.value))

    def values(self) -> Iterator[Words]:
        """The words that claims give as an answer, each with the claims that give it; names with the thing too."""
        for proposition, value in self._values:
            thing = self._about.get(proposition, "")
            if self._asked.get(proposition) == V.name.value and (kind := kind_of(thing, self.base)):
                yield Words(thing, kind, OTHER_NAME, value.language or "", value.value)
            for claim in self._holding[proposition]:
                yield Words(claim, "claim", VALUE, value.language or "", value.value)

    def questions(self) -> Iterator[Words]:
        """A name for each question in English and German: the thing and the aspect."""
        for iri in filter(self._is_question, self._asked):
            for language in ("en", "de"):
                if name := self._name(iri, language):
                    yield Words(iri, "question", NAME, language, name)

    def _is_question(self, iri: str) -> bool:
        """Whether a proposition is the question itself, whose path ends with the aspect's word."""
        return iri.rpartition("/")[2] == self._notation.get(self._asked.get(iri, ""))

    def _name(self, iri: str, language: str) -> str:
        """``Battle of Alder Ford: deaths``; a question about a question has two colons."""
        if iri not in self._asked:
            order = {language: 0, "en": 1}
            names = self._names.get(iri, [])
            return min(names, key=lambda name: (order.get(name[0], 2), name), default=("", ""))[1]
        thing = self._name(self._about.get(iri, ""), language)
        return f"{thing}: {self._name(self._asked[iri], language)}" if thing else ""

    def keys(self) -> Iterator[Words]:
        """The path of each node of the archive, by whose words it can be found."""
        for iri in self._names:
            if iri.startswith(self.base):
                yield Words(iri, kind_of(iri, self.base), KEY, "", iri.removeprefix(self.base))


def kind_of(iri: str, base: str) -> str:
    """The kind under which a node is found; empty for a node that is not to be found by itself."""
    if iri.startswith(base):
        return _KIND_OF_PATH.get(iri[len(base) :].partition("/")[0], "")
    return "term" if iri.startswith(_OUTSIDE) else ""
