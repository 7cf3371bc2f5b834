"""Search over names in every language, paraphrases, values and notes: ranked, paged, with what was hit marked.

Whatever is typed is cut into words of ours before SQLite sees it, so nothing in
it can be syntax. Every word must occur, in any order; the beginning of a word
is enough. Names come before paraphrases, whole words before beginnings.
"""

import queue
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from testimonia.query.folding import second_words, words
from testimonia.query.index_file import opened
from testimonia.query.search_index import KINDS, LAYOUT, NAME, OTHER_NAME, PARAPHRASE, ROLES, write_search
from testimonia.query.snippet import snippet

__all__ = ["KINDS", "ROLES", "Hit", "Hits", "Name", "Search", "write_search"]

_MOST_CHARACTERS: Final = 1_000
_MOST_WORDS: Final = 16
_LONGEST_WORD: Final = 64
"""What is typed beyond these is not looked at."""
_NEAR: Final = 40
"""So many nodes with names alike are found."""
_MOST_GRAMS: Final = 40

_LATER: Final = {kind: KINDS.index(kind) for kind in ("question", "term")}
"""A question bears the name of its thing and comes after it, and so does a word of the vocabulary."""
_BEGINNING: Final = 4
"""So much is the beginning of a word worth less than the whole word, beside the score of BM25; a thing with fifteen
times as many statements about it makes up for that."""
_MOST_TEXTS: Final = 2_000
"""So many texts of each sort are ranked; of a word that stands everywhere no order would tell anything."""

_RANKED: Final = """
WITH found AS MATERIALIZED (
    SELECT * FROM (SELECT rowid AS id, bm25(names) AS score, 0 AS sort FROM names WHERE names MATCH :all LIMIT :most)
    UNION ALL SELECT * FROM (SELECT rowid, bm25(names), 1 FROM names WHERE names MATCH :some LIMIT :most)
    UNION ALL SELECT * FROM (SELECT rowid, bm25(others), 2 FROM others WHERE others MATCH :all LIMIT :most)
    UNION ALL SELECT * FROM (SELECT rowid, bm25(others), 3 FROM others WHERE others MATCH :some LIMIT :most)),
ranked AS (
    SELECT node, text.id AS id,
        min((coalesce(whole, '') <> :typed) * 1e6 + max(role - 1, 0) * 1e5 + (kind IN (:question, :term)) * 5e4
            + (sort % 2) * :beginning + max(score, -999) - weight) AS rank
    FROM found JOIN text ON text.id = found.id JOIN node ON node.id = text.node
    WHERE :kinds = '' OR instr(:kinds, ',' || kind || ',')
    GROUP BY node)
SELECT node, id, count(*) OVER (), (SELECT max(n) FROM (SELECT count(*) AS n FROM found GROUP BY sort)) >= :most
FROM ranked ORDER BY rank, node LIMIT :limit OFFSET :offset
"""
_ALL: Final = """
SELECT iri FROM node WHERE id IN (SELECT node FROM text WHERE kind = :kind AND id IN (
    SELECT rowid FROM names WHERE names MATCH :some UNION ALL SELECT rowid FROM others WHERE others MATCH :some))
"""
_SUGGESTED: Final = """
SELECT node, text.id, min((coalesce(whole, '') <> :typed) * 1e6 + (kind IN (:question, :term)) * 2e5
    + (substr(whole, 1, length(:typed)) <> :typed) * 1e5 + length(whole)) AS rank
FROM names JOIN text ON text.id = names.rowid
WHERE names MATCH :some AND (:kinds = '' OR instr(:kinds, ',' || kind || ','))
GROUP BY node ORDER BY rank, node LIMIT :limit OFFSET :offset
"""
_LIKE: Final = """
SELECT node, whole, min((whole <> :typed) * 1e6 + score) AS best FROM (
    SELECT rowid AS id, bm25({table}) AS score FROM {table} WHERE {table} MATCH :words ORDER BY rank LIMIT 400)
JOIN text USING (id) WHERE :kinds = '' OR instr(:kinds, ',' || kind || ',')
GROUP BY node ORDER BY best, node LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a node, in its language (empty for none)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found.

    ``name`` is what to call it; ``text`` is what was hit, in ``language``, and
    ``role`` says what that is for the node (:data:`ROLES`). ``snippet`` is the
    text in pieces, ``True`` for those that were hit.
    """

    iri: str
    kind: str
    name: Name
    role: str
    text: str
    language: str
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many nodes there are, and those of one page; of words that stand everywhere ``total`` counts only a part."""

    total: int
    rows: list[Hit]
    is_more: bool = False


class Search:
    """Reads an index; safe to use from many threads at once.

    Raises:
        FileNotFoundError: There is no index at the path.
        LayoutError: It was written by another version; a build makes it anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._idle.put(self._opened())

    def find(
        self, typed: str, *, kinds: Collection[str] = (), limit: int = 20, offset: int = 0, language: str = "en"
    ) -> Hits:
        """The nodes that hold every word, best first.

        Args:
            typed: What somebody typed.
            kinds: Those of :data:`KINDS` that are wanted; all if empty.
            limit: How many nodes.
            offset: How many nodes are passed over.
            language: In which nodes are named, where they have a name in it.
        """
        asked = _asked(typed)
        if not asked:
            return Hits(0, [])
        settings = {
            "some": _every(asked, is_beginning=True),
            "all": _every(asked, is_beginning=False),
            "typed": " ".join(asked),
            "kinds": _kinds(kinds),
            **_LATER,
            "beginning": _BEGINNING,
            "most": _MOST_TEXTS,
        }
        with self._connection() as database:
            rows = database.execute(_RANKED, {**settings, "limit": limit, "offset": offset}).fetchall()
            first = rows or database.execute(_RANKED, {**settings, "limit": 1, "offset": 0}).fetchall()
            total, is_more = first[0][2:] if first else (0, 0)
            found = [_hit(database, node, text, asked, language) for node, text, *_ in rows]
            return Hits(total, found, bool(is_more))

    def nodes(self, typed: str, kind: str) -> list[str]:
        """The IRIs of all nodes of a kind with a text that holds every word, in no order; none for no words."""
        asked = _asked(typed)
        if not asked or kind not in KINDS:
            return []
        settings = {"some": _every(asked, is_beginning=True), "kind": KINDS.index(kind)}
        with self._connection() as database:
            return [iri for (iri,) in database.execute(_ALL, settings)]

    def suggest(
        self, prefix: str, limit: int = 10, *, kinds: Collection[str] = (), offset: int = 0, language: str = "en"
    ) -> list[Hit]:
        """The nodes with a name that has every word, the last one perhaps not typed to its end; short names first."""
        asked = _asked(prefix)
        if not asked:
            return []
        settings = {
            "some": _every(asked, is_beginning=True),
            "typed": " ".join(asked),
            "kinds": _kinds(kinds),
            **_LATER,
            "limit": limit,
            "offset": offset,
        }
        with self._connection() as database:
            rows = database.execute(_SUGGESTED, settings).fetchall()
            return [_hit(database, node, text, asked, language) for node, text, _ in rows]

    def like(self, typed: str, *, kinds: Collection[str] = (), limit: int = _NEAR) -> list[str]:
        """IRIs of nodes with a name that shares words, or runs of three letters, with what was typed; best first.

        A name that is equal always comes first.
        """
        asked = _asked(typed)
        if not asked:
            return []
        whole = " ".join(asked)
        grams = sorted({whole[start : start + 3] for start in range(len(whole) - 2)})[:_MOST_GRAMS]
        settings = {"typed": whole, "kinds": _kinds(kinds), "limit": limit}
        with self._connection() as database:
            by_words = _alike(
                database, "names", [*asked, *second_words(typed[:_MOST_CHARACTERS])][:_MOST_WORDS], settings
            )
            is_equal = bool(by_words) and by_words[0][1] == whole
            by_letters = [] if is_equal else _alike(database, "grams", grams, settings)
            both = zip_longest([node for node, _ in by_words], [node for node, _ in by_letters])
            nodes = dict.fromkeys(node for pair in both for node in pair if node is not None)
            return [_iri(database, node) for node in [*nodes][:limit]]

    def names(self, iri: str) -> list[Name]:
        """All names of a node; none where it has no name or is not in the index."""
        query = "SELECT text, language FROM text JOIN node ON node.id = text.node WHERE iri = ? AND role IN (?, ?)"
        with self._connection() as database:
            return [Name(*row) for row in database.execute(query, (iri, NAME, OTHER_NAME))]

    def name(self, iri: str, language: str = "en") -> str:
        """What to call a node: its name, else its paraphrase; empty where it has neither."""
        return self.named(iri, language).text

    def named(self, iri: str, language: str = "en") -> Name:
        """The same with its language."""
        with self._connection() as database:
            row = database.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()
            return _name(database, row[0], language) if row else Name("", "")

    def close(self) -> None:
        """Let go of the file."""
        while not self._idle.empty():
            self._idle.get().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of which no other thread makes use meanwhile."""
        try:
            database = self._idle.get_nowait()
        except queue.Empty:
            database = self._opened()
        try:
            yield database
        finally:
            self._idle.put(database)

    def _opened(self) -> sqlite3.Connection:
        return opened(self._path, LAYOUT, "the search")


def _asked(typed: str) -> list[str]:
    """The words of what was typed, so many at most."""
    return [word[:_LONGEST_WORD] for word in words(typed[:_MOST_CHARACTERS])[:_MOST_WORDS]]


def _every(asked: Sequence[str], *, is_beginning: bool) -> str:
    """A query of FTS5 that asks for every word; each is a string of letters and digits in quotes."""
    star = " *" if is_beginning else ""
    return " AND ".join(f"{_quoted(word)}{star}" for word in asked)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _alike(
    database: sqlite3.Connection, table: str, found: Sequence[str], settings: Mapping[str, object]
) -> list[tuple[int, str]]:
    """Nodes with a name that has any of some words or runs of letters, best first, each with that name, folded."""
    if not found:
        return []
    query = _LIKE.format(table=table)
    rows = database.execute(query, {**settings, "words": " OR ".join(map(_quoted, found))})
    return [(node, whole) for node, whole, _ in rows]


def _kinds(kinds: Iterable[str]) -> str:
    """The numbers of the kinds between commas; what is no kind is passed over, unless nothing else is asked for."""
    asked = list(kinds)
    numbers = [str(KINDS.index(kind)) for kind in asked if kind in KINDS]
    return f",{','.join(numbers)}," if asked else ""


def _hit(database: sqlite3.Connection, node: int, text: int, asked: Sequence[str], language: str) -> Hit:
    kind, role, tag, found = database.execute(
        "SELECT kind, role, language, text FROM text WHERE id = ?", (text,)
    ).fetchone()
    return Hit(
        iri=_iri(database, node),
        kind=KINDS[kind],
        name=_name(database, node, language),
        role=ROLES[role],
        text=found,
        language=tag,
        snippet=tuple(snippet(found, asked)),
    )


def _iri(database: sqlite3.Connection, node: int) -> str:
    (iri,) = database.execute("SELECT iri FROM node WHERE id = ?", (node,)).fetchone()
    return str(iri)


def _name(database: sqlite3.Connection, node: int, language: str) -> Name:
    """The node's first name in a language, else in English, else in any; a claim is named by its paraphrase."""
    query = """SELECT text, language FROM text WHERE node = ? AND role IN (?, ?)
        ORDER BY role, CASE language WHEN ? THEN 0 WHEN 'en' THEN 1 ELSE 2 END, id LIMIT 1"""
    row = database.execute(query, (node, NAME, PARAPHRASE, language)).fetchone()
    return Name(*row) if row else Name("", "")
