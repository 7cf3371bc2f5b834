"""The guard: what a query from outside may hold; and the wall behind it, which no query can reach through."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pyoxigraph import Store

from testimonia.isolation import pool as isolation
from testimonia.query import words
from testimonia.query.guard import Bounds, Looked, RefusedQueryError, look_at, look_at_update
from testimonia.query.saved import saved_questions
from testimonia.serve.limits import Limits
from testimonia.store import memory_store, write_store

BOUNDS = Limits().query_bounds()
GRAPHS = ("https://example.org/graph/claims",)
SMALL = Bounds(characters=5_000, nesting=4, patterns=12, joined=6, steps=5, items=5)


def refused(text: str, bounds: Bounds = BOUNDS) -> str:
    with pytest.raises(RefusedQueryError) as caught:
        look_at(text, bounds, GRAPHS)
    return str(caught.value)


@pytest.mark.parametrize("question", saved_questions().values(), ids=lambda question: question.name)
def test_every_saved_question_passes(question: object) -> None:
    assert look_at(question.sparql, BOUNDS, ()).form in words.FORMS  # type: ignore[attr-defined]


FEATURES = {
    "a path of every kind": "SELECT * { ?s (tm:a/^tm:b|tm:c)*/tm:d+/tm:e?/!(tm:f|^tm:g) ?o }",
    "aggregates": "SELECT (COUNT(DISTINCT ?x) AS ?n) (GROUP_CONCAT(?x; SEPARATOR=', ') AS ?g) (SUM(?x)/2 AS ?y) "
    "{ ?x ?p ?o } GROUP BY ?p (STR(?o) AS ?t) HAVING (COUNT(*) > 1) ORDER BY DESC(?n) ?p LIMIT 3 OFFSET 1",
    "all aggregates": "SELECT (MIN(?x) AS ?a) (MAX(?x) AS ?b) (AVG(?x) AS ?c) (SAMPLE(?x) AS ?d) { ?x ?p ?o }",
    "values": "SELECT * { VALUES (?a ?b) { (<x:y> UNDEF) ('a'@en 1) } VALUES ?c { 1 2.5 -3e1 } } VALUES ?d { true }",
    "a sub-select": "SELECT * { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s (?n < 3) } ?s a ?c }",
    "exists": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?s tm:a ?b } FILTER(EXISTS { ?s ?p ?o } && ?o != 1) }",
    "optional, union, minus, graph": "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } OPTIONAL { ?s a ?c } "
    "MINUS { ?s ?p 1 } BIND(IF(?o > 1, 'a', \"b\") AS ?x) }",
    "a triple term": "SELECT * { ?s ?p <<( ?a ?b ?c )>> . << ?a ?b ?c >> ?d ?e }",
    "an annotation": "SELECT * { ?s ?p ?o {| tm:a ?b ; tm:c ?d |} }",
    "a reifier": "SELECT * { ?s ?p ?o ~ ?r {| tm:a ?b |} }",
    "triple terms as values": "SELECT * { VALUES ?t { <<( <x:a> <x:b> 'c' )>> } BIND(<<( ?s ?p ?o )>> AS ?u) }",
    "functions of triple terms": "SELECT (SUBJECT(?t) AS ?s) { ?x ?p ?t FILTER(isTRIPLE(?t)) }",
    "languages": "SELECT * { ?s ?p 'a'@en, 'b'@de-AT, 'c'@ar--rtl . FILTER(langMatches(lang(?o), '*')) }",
    "strings": "SELECT * { ?s ?p 'a\\'b', \"a\\\"b\", '''a'\nb''', \"\"\"c\"\"d\"\"\", '\\u00e9' }",
    "numbers": "SELECT * { ?s ?p 1, 1.5, .5, 1e3, 1.5E-3, -1, +2.0, 1 . ?s ?p 2.}",
    "names with escapes": "PREFIX e: <x:> SELECT * { e:a\\.b e:c%20d e:1.2, e:, :x . } ",
    "comments": "#first\nSELECT * # SERVICE <x:y>\n{ ?s ?p ?o } # last",
    "an order without spaces": "SELECT*{?x ?p ?y FILTER(?x<?y&&?y>?z||?x<=1)}",
    "less than an IRI": "SELECT*{?x ?p ?y FILTER(?x<<x:y>&&'a'^^<x:y><?y&&(?y)<?z&&true<?x)}",
    "the word in other places": "SELECT * { ?service <http://x.example/SERVICE> 'SERVICE', 'a'@service . }",
    "collections and nodes": "SELECT * { (1 ?x (2 [])) ?p [ tm:a [ tm:b () ] ; tm:c 3 ] }",
    "ask": "ASK WHERE { ?s a tm:Claim }",
    "construct": "CONSTRUCT { ?s tm:a [ tm:b ?o ] } WHERE { ?s ?p ?o }",
    "construct without template": "CONSTRUCT WHERE { ?s ?p ?o }",
    "describe": "DESCRIBE <x:a> ?b FROM <https://example.org/graph/claims> WHERE { ?b a tm:Claim }",
    "describe an IRI": "DESCRIBE <x:a>",
    "a base": "BASE <http://x.example/> SELECT * { <a> <b> <../c> }",
    "a version": 'VERSION "1.2" SELECT * {}',
    "known graphs": "BASE <https://example.org/> PREFIX g: <https://example.org/graph/> "
    "SELECT * FROM g:claims FROM NAMED <graph/claims> {}",
    "a call": "SELECT (xsd:integer('1') AS ?x) { FILTER xsd:boolean(?x) FILTER <x:f>(?x < ?y, 1) FILTER regex(?x, 'a', 'i') }",
    "functions": "SELECT (CONCAT(UCASE(STRBEFORE(STR(?x), 'a')), STRDT('1', xsd:int), STRLANG('a', 'en')) AS ?y) "
    "(COALESCE(?a, NOW(), RAND(), UUID(), STRUUID(), BNODE()) AS ?z) (?x IN (1, 2) AS ?i) (?x NOT IN (1) AS ?n) {}",
    "letters": "SELECT ?größe { ?größe ?имя '語' }",
    "prefixes like words": "PREFIX select: <x:> PREFIX a: <x:> PREFIX from: <x:> SELECT * { select:x a:b from:c, a:a }",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in FEATURES.items()])
def test_what_oxigraph_accepts_passes(text: str) -> None:
    text = (
        f"PREFIX : <x:> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n{text}" if not text.startswith("#") else text
    )
    prefixes = {"tm": "https://w3id.org/testimonia/ns#"}
    if "xsd:boolean" not in text and "<x:f>" not in text:
        Store().query(text, prefixes=prefixes)

    assert look_at(text, BOUNDS, GRAPHS).form in words.FORMS


@pytest.mark.parametrize("beginning", ["", "SELECT (", "SELECT * { ", "SELECT * { FILTER(", "SELECT * { ?s ?p 1 . ", "INSERT ",
                                       "SELECT * {} ", "CLEAR "])  # fmt: skip
def test_every_word_that_oxigraph_expects_is_known(beginning: str) -> None:
    try:
        Store().query(f"{beginning}\\") if not beginning.isupper() or "SELECT" in beginning else Store().update(
            beginning
        )
    except SyntaxError as error:
        expected = {word.upper() for word in re.findall(r"(?<=[ ,])[A-Za-z_]{2,}[0-9]*(?=,|$)", str(error))}
    strange = {
        word for word in expected if word not in words.CLAUSES | words.FUNCTIONS | words.FORMS | words.IN_UPDATES
    }

    assert strange == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("SELECT * {}", Looked("SELECT", names_graphs=False, is_volatile=False), id="select"),
        pytest.param(
            f"PREFIX select: <x:> ASK FROM <{GRAPHS[0]}> {{}}",
            Looked("ASK", names_graphs=True, is_volatile=False),
            id="its own graphs",
        ),
        pytest.param("SELECT (now() AS ?x) {}", Looked("SELECT", names_graphs=False, is_volatile=True), id="volatile"),
    ],
)
def test_what_the_tokens_tell(text: str, expected: Looked) -> None:
    assert look_at(text, BOUNDS, GRAPHS) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "this is no query; one begins with SELECT, ASK, CONSTRUCT or DESCRIBE", id="nothing"),
        pytest.param(
            "PREFIX a: <x:>", "this is no query; one begins with SELECT, ASK, CONSTRUCT or DESCRIBE", id="prologue"
        ),
        pytest.param(
            "SELEKT * {}", "this is not SPARQL: there is no such word (line 1, column 1)", id="a strange word"
        ),
        pytest.param(
            "ASK {\n }}", "this is not SPARQL: a bracket is closed that is not open (line 2, column 3)", id="too many"
        ),
        pytest.param(
            "ASK { ( }", "this is not SPARQL: a bracket is closed that is not open (line 1, column 9)", id="crossed"
        ),
        pytest.param("ASK {", "this is not SPARQL: a bracket is opened that is never closed", id="too few"),
        pytest.param(
            "ASK { ?s no:b ?o }", "the prefix of this name is not declared (line 1, column 10)", id="no prefix"
        ),
        pytest.param("INSERT DATA {}", "INSERT changes data, and a query cannot (line 1, column 1)", id="insert"),
        pytest.param("PREFIX a: <x:> drop all", "DROP changes data, and a query cannot (line 1, column 16)", id="drop"),
        pytest.param(
            "ASK {} ; INSERT DATA {}", "this is not SPARQL: there is no such word (line 1, column 10)", id="after"
        ),
        pytest.param(
            "SELECT * FROM <x:y> {}",
            "FROM names a graph that this archive does not have; the service description lists them (line 1, column 15)",
            id="another graph",
        ),
    ],
)
def test_refusals(text: str, message: str) -> None:
    assert refused(text) == message


def nested(opening: str, number: int, closing: str) -> str:
    return opening * number + closing * number


AT_THE_LIMIT: dict[str, tuple[Callable[[int], str], int, str]] = {
    "nesting of groups": (lambda n: f"ASK {nested('{', n, '}')}", 4, "brackets in one another"),
    "nesting of expressions": (lambda n: f"ASK {{ FILTER {nested('(', n - 1, ')')} }}", 4, "brackets in one another"),
    "nesting of mixed brackets": (lambda n: f"ASK {{ ?s ?p {nested('[ ?p (', n // 2, ')]')} }}", 3, "brackets"),
    "patterns": (lambda n: "ASK { " + "MINUS { } " * ((n - 1) // 2) + " ." * ((n - 1) % 2) + " }", 12, "patterns"),
    "triples": (lambda n: "ASK { " + "?s ?p ?o . " * (n - 1) + "}", 6, "patterns in one group"),
    "objects": (lambda n: "ASK { ?s ?p 1" + ", 1" * (n - 1) + "}", 6, "patterns in one group"),
    "properties": (lambda n: "ASK { ?s ?p 1" + "; ?p 1" * (n - 1) + "}", 6, "patterns in one group"),
    "steps of a path": (lambda n: "ASK { ?s " + "tm:a/" * (n - 1) + "tm:a ?o }", 6, "patterns in one group"),
    "a collection": (lambda n: "ASK { ?s ?p (" + "1 " * (n - 2) + ") }", 6, "patterns in one group"),
    "groups joined": (lambda n: "ASK { " + "{ } " * (n - 1) + "}", 6, "patterns in one group"),
    "unions joined": (
        lambda n: "ASK { {}" + "UNION {} " * ((n - 2) // 2) + "{}" * (n % 2) + "}",
        6,
        "patterns in one group",
    ),
    "alternatives": (lambda n: "ASK { ?s " + "tm:a|" * n + "tm:a ?o }", 5, "steps in one path"),
    "operators": (lambda n: "ASK { FILTER(1" + "+1" * n + ") }", 5, "steps in one path"),
    "signs": (lambda n: "ASK { FILTER(" + "!" * n + "1) }", 5, "steps in one path"),
    "values": (lambda n: "ASK { VALUES ?x { " + "1 " * n + "} }", 5, "items in its lists"),
    "rows": (lambda n: "ASK { VALUES (?x) { " + "(1) " * (n - 1) + "} }", 5, "items in its lists"),
    "arguments": (lambda n: "ASK { FILTER(1 IN (" + ", ".join(["1"] * (n - 1)) + ")) }", 5, "items in its lists"),
    "resources described": (lambda n: "DESCRIBE " + "<x:y> " * n, 12, "patterns"),
    "expressions selected": (lambda n: "SELECT " + "(1 AS ?x) " * (n - 1) + "{}", 12, "patterns"),
}

ALONE: dict[str, dict[str, int]] = {
    "patterns": {"joined": 50},
    "operators": {"items": 50},
    "expressions selected": {"items": 50},
}
"""Which other limits are lifted, where two would meet."""


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_the_limit_passes_and_one_more_does_not(name: str) -> None:
    write, limit, what = AT_THE_LIMIT[name]
    bounds = replace(SMALL, **ALONE.get(name, {}))

    look_at(write(limit), bounds, GRAPHS)
    more = next(message for n in (limit + 1, limit + 2) if (message := _message(write(n), bounds)))

    assert what in more


def _message(text: str, bounds: Bounds) -> str:
    try:
        look_at(text, bounds, GRAPHS)
    except RefusedQueryError as error:
        return str(error)
    return ""


def test_the_length() -> None:
    look_at("ASK {}".ljust(5_000), SMALL, GRAPHS)

    assert refused("ASK {}".ljust(5_001), SMALL) == "the query is longer than 5,000 characters"


def test_groups_that_are_planned_apart_do_not_join() -> None:
    look_at("ASK { " + "OPTIONAL { ?s ?p 1 . ?s ?p 2 . ?s ?p 3 . } " * 2 + "}", SMALL, GRAPHS)
    look_at("ASK { { SELECT * { ?s ?p 1 . ?s ?p 2 . ?s ?p 3 } } { SELECT * { ?s ?p 1 . ?s ?p 2 } } }", SMALL, GRAPHS)
    look_at("CONSTRUCT { " + "?s ?p 1 . " * 50 + " } WHERE { }", BOUNDS, GRAPHS)


@pytest.mark.parametrize("function", ["REGEX", "SUBSTR", "REPLACE", "substr"])
def test_what_is_read_twice_does_not_stand_deep(function: str) -> None:
    look_at(f"ASK {{ FILTER({nested(f'{function}(', 10, ', 1)')}) }}", BOUNDS, GRAPHS)

    assert "stand in one another" in refused(f"ASK {{ FILTER({nested(f'{function}(', 11, ', 1)')}) }}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("LOAD <http://x.example/>", "LOAD fetches from elsewhere, and this service calls nobody (line 1, column 1)", id="load"),
        pytest.param("CLEAR ALL; load silent <x:y>", "LOAD fetches from elsewhere, and this service calls nobody (line 1, column 12)", id="second"),
        pytest.param("DELETE {} WHERE { SERVICE ?x {} }", "SERVICE asks another server, and this service calls nobody (line 1, column 19)", id="service"),
        pytest.param("ASK {}", "this is no update; one begins with INSERT, DELETE or the like", id="a query"),
        pytest.param("INSERT DATA { (1) }}", "this is not SPARQL: a bracket is closed that is not open (line 1, column 20)", id="brackets"),
    ],
)  # fmt: skip
def test_refused_updates(text: str, message: str) -> None:
    with pytest.raises(RefusedQueryError) as caught:
        look_at_update(text, Limits().update_bounds())

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <x:g> { " + "<x:s> <x:p> 1 . " * 5_000 + "} }",
        "WITH <x:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <x:g> USING NAMED <x:h> WHERE { ?s ?p ?o }",
        "COPY GRAPH <x:g> TO DEFAULT; MOVE SILENT <x:g> TO <x:h>; ADD <x:a> TO <x:b>; CREATE GRAPH <x:c>; DROP NAMED; CLEAR ALL",
    ],
    ids=["data", "modify", "graphs"],
)
def test_updates_pass(text: str) -> None:
    assert look_at_update(text, Limits().update_bounds()).form == "UPDATE"


# The two walls: fifty spellings of a call to outside, none of which may be heard by a listener.

# ruff: noqa: E501, Q003
SERVICE = [
    "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { service <@> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE <@> { ?s ?p ?o } }",
    "SELECT*{SERVICE<@>{?s ?p ?o}}",
    "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<@>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<@> { ?s ?p ?o } }",
    "SELECT * { SERVICE # comment } \n # again\n SILENT <@> { ?s ?p ?o } }",
    "SELECT * { SERVICE\t\r\n<@>\n{ ?s ?p ?o } }",
    "PREFIX h: <@> SELECT * { SERVICE h: { ?s ?p ?o } }",
    "PREFIX h: <@> SELECT * { SERVICE h:sparql { ?s ?p ?o } }",
    "PREFIX h: <@> SELECT * { SERVICEh:sparql { ?s ?p ?o } }",
    "PREFIX SERVICEh: <x:> PREFIX h: <@> SELECT * { SERVICEh:sparql { ?s ?p ?o } }",
    "PREFIX h: <@> SELECT * { SERVICESILENTh:sparql { ?s ?p ?o } }",
    "PREFIX : <@> SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX SERVICE: <x:> PREFIX : <@> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "BASE <@> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "SELECT * { BIND(<@> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <@> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { VALUES $x { <@> } SERVICE$x{ ?s ?p ?o } }",
    "SELECT * { BIND(IRI('@') AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(URI(CONCAT('ht', SUBSTR('@', 3))) AS ?x) SERVICE SILENT ?x { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <@> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { { } UNION { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { MINUS { SERVICE <@> { ?s ?p ?o } } ?s ?p ?o }",
    "SELECT * { GRAPH ?g { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER(NOT EXISTS { SERVICE <@> { ?s ?p ?o } }) }",
    "SELECT (EXISTS { SERVICE <@> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * { BIND(EXISTS { SERVICE <@> { ?s ?p ?o } } AS ?x) }",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <@> { ?s ?p ?o } })",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <@> { ?s ?p ?o } })",
    "ASK { SERVICE <@> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { VALUES ?z { <@> } FILTER(1<2)SERVICE?z#>\n{ ?s ?p ?o } }",
    "SELECT * { VALUES ?z { <@> } ?s ?p ?y FILTER(?y<?y)SERVICE?z#>\n{ ?a ?b ?c } }",
    "SELECT * { VALUES ?z { <@> } VALUES ?y { 1 } FILTER(?y<<x:y>||1)SERVICE?z#>\n{ ?a ?b ?c } }",
    "SELECT * { VALUES ?z { <@> } ?s ?p 1SERVICE?z{ ?a ?b ?c } }",
    "SELECT * { VALUES ?z { <@> } OPTIONAL { ?s ?p trueSERVICE?z{ ?a ?b ?c } } }",
    "SELECT * { VALUES ?z { <@> } OPTIONAL { ?s ?p 'a'@en--ltrSERVICE?z{ ?a ?b ?c } } }",
    "SELECT * { VALUES ?z { <@> }SERVICE?z{ ?a ?b ?c } }",
    "SELECT * { SERVICE <\\u0068ttp://127.0.0.1:#/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <@> { ?s ?p ?o } }",
    "SELECT * { SERVICE <@> \\u007B ?s ?p ?o } }",
    "SELECT * { LATERAL { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { SERVICE <@> { SERVICE <@> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p '''a''' . SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p \"\"\"a\\\"\"\"\" . SERVICE <@> { ?s ?p ?o } }",
    "# '\nSELECT * { SERVICE <@> { ?s ?p ?o } } # '",
    "SELECT * { # \"\n SERVICE <@> { ?s ?p ?o } # \"\n }",
    "\ufeffSELECT * { SERVICE <@> { ?s ?p ?o } }",
    "LOAD <@>",
    "LOAD SILENT <@> INTO GRAPH <x:g>",
    "SELECT * { } ; LOAD <@>",
    "SELECT * FROM <@> { ?s ?p ?o }",
    "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM<@>FROM NAMED<@>{ GRAPH ?g { ?s ?p ?o } }",
    "PREFIX h: <@> SELECT * FROM h: { ?s ?p ?o }",
    "BASE <@> SELECT * FROM <a> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM <\\u0068ttp://127.0.0.1:#/> { ?s ?p ?o }",
]  # fmt: skip


class Listener:
    """Hears whoever connects to a port of this machine."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.heard = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.heard += 1
            connection.close()

    def spell(self, text: str) -> str:
        return text.replace("@", f"http://127.0.0.1:{self.port}/").replace("#/", f"{self.port}/")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[isolation.Pool]:
    path = tmp_path_factory.mktemp("guarded") / "store"
    write_store(path, STORE)
    pool = isolation.Pool(
        ["testimonia.query.worker", str(path), str(1 << 29)], isolation.Bounds(workers=1, job_seconds=20)
    )
    yield pool
    pool.close()


def _quads() -> Store:
    store = memory_store([])
    store.update("INSERT DATA { <x:s> <x:p> 1 . GRAPH <https://example.org/graph/claims> { <x:s> <x:p> 2 , 'a' } }")
    return store


STORE = _quads()


def test_there_are_fifty_spellings_and_more() -> None:
    assert len(set(SERVICE)) >= 50


@pytest.mark.parametrize("text", SERVICE)
def test_the_guard_refuses_every_call_to_outside(text: str, listener: Listener) -> None:
    assert refused(listener.spell(text).replace("\ufeff", ""))


def test_many_of_them_do_call_where_no_wall_stands(listener: Listener) -> None:
    """Else the next test would show nothing."""
    before = listener.heard
    for text in SERVICE:
        try:
            found = STORE.query(listener.spell(text))
            list(found) if not isinstance(found, bool) and hasattr(found, "__iter__") else bool(found)
        except (SyntaxError, OSError, RuntimeError, ValueError):
            continue

    assert listener.heard - before >= 30


def test_no_worker_calls_outside_without_the_guard(listener: Listener, worker: isolation.Pool) -> None:
    before = listener.heard
    for text in SERVICE:
        for form in ("json", "nt"):
            try:
                body = worker.ask({"form": form}, listener.spell(text).encode()).read()
            except isolation.PoolError:
                continue
            assert b"root:" not in body

    time.sleep(0.2)  # the listener has a thread of its own
    assert listener.heard == before
    assert worker.ask({"form": "json"}, b"ASK {}").read() == b'{"head":{},"boolean":true}'


# What passes at the limits does not hurt the worker.

LIMIT = Limits()
HEAVY = {
    "groups": "SELECT * " + nested("{", 100, "}"),
    "groups with patterns": "SELECT * " + "{ ?s ?p ?o " * 99 + "}" * 99,
    "round brackets": "SELECT * { FILTER " + nested("(", 98, ")").replace("()", "(1)") + "}",
    "negations": "SELECT * { FILTER(" + "!" * 500 + "1) }",
    "sums": "SELECT * { FILTER(1" + "+1" * 500 + ") }",
    "alternatives in a filter": "SELECT * { ?s ?p ?o FILTER(1=2" + "||?o=1" * 249 + ") }",
    "a path": "SELECT * { ?s <x:p>" + "/<x:p>" * 98 + " ?o }",
    "alternatives": "SELECT * { ?s <x:p>" + "|<x:p>" * 499 + " ?o }",
    "closures": "SELECT * { ?s " + "(" * 90 + "<x:p>" + ")*" * 90 + " ?o }",
    "triples": "SELECT * { " + "?s ?p ?o . " * 99 + "}",
    "unlike triples": "SELECT * { " + " ".join(f"?s ?p{i} ?o{i} ." for i in range(99)) + "} LIMIT 1",
    "a collection": "SELECT * { ?s ?p (" + "1 " * 97 + ") }",
    "nodes": "SELECT * { ?s ?p " + "[ <x:p> " * 97 + "1" + "]" * 97 + "}",
    "optionals": "SELECT * { " + "OPTIONAL { ?s <x:q> ?o } " * 99 + "}",
    "nested optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 98 + "}" * 98 + "}",
    "nested exists": "SELECT * { " + "FILTER EXISTS { ?s ?p ?o " * 98 + "}" * 98 + "}",
    "nested sub-selects": "SELECT * " + "{ { SELECT * " * 49 + "{}" + "} }" * 49,
    "functions": "SELECT (" + "STR(" * 98 + "1" + ")" * 98 + " AS ?x) {}",
    "conditions": "SELECT (" + "IF(1," * 98 + "1" + ",2)" * 98 + " AS ?x) {}",
    "substrings": "SELECT (" + "SUBSTR(" * 10 + "'a'" + ",1)" * 10 + " AS ?x) {}",
    "triple terms": "SELECT * { ?s ?p " + "<<( ?a ?b " * 24 + "1" + ")>>" * 24 + " }",
    "annotations": "SELECT * { ?s ?p 1 " + "{| ?p 1 " * 48 + "|}" * 48 + "}",
    "unions": "SELECT * { {}" + " UNION {}" * 49 + "}",
    "values": "SELECT * { VALUES ?x { " + "1 " * 5_000 + "} }",
    "binds": "SELECT * { " + " ".join(f"BIND({i} AS ?x{i})" for i in range(49)) + "}",
    "many filters": "SELECT * { ?s ?p ?o " + "OPTIONAL { FILTER(?o != 1) } " * 45 + "}",
    "selected": "SELECT " + " ".join(f"(1 AS ?x{i})" for i in range(998)) + "{}",
    "described": "DESCRIBE " + "<x:s> " * 1_000,
    "template": "CONSTRUCT { " + "?s ?p ?o . " * 990 + "} WHERE { ?s ?p ?o }",
    "a long order": "SELECT * { ?s ?p ?o } ORDER BY " + "?s " * 30_000,
    "a long head": "SELECT " + "?s " * 30_000 + "{ ?s ?p ?o }",
    "many prefixes": "".join(f"PREFIX p{i}: <x:{i}> " for i in range(4_000)) + "ASK {}",
    "conditions on groups": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(COUNT(*)>1) " * 499,
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_passes_at_the_limits_does_not_hurt_a_worker(name: str, worker: isolation.Pool) -> None:
    text = HEAVY[name]
    form = "nt" if text.startswith(("DESCRIBE", "CONSTRUCT")) else "json"
    ended = worker.ended

    look_at(text, BOUNDS, GRAPHS)
    try:
        worker.ask({"form": form}, text.encode(), seconds=20)
    except isolation.RefusedError as error:
        assert "not SPARQL" in error.words  # noqa: PT017  (some of these say the same name twice)

    assert worker.ended == ended
