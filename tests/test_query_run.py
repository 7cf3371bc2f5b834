"""Questions to a store: what they see, and the forms of an answer."""

import csv
import io
import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, parse

from testimonia.query.run import GRAPH_FORMATS, RESULT_FORMATS, WrongFormError, answer, write_answer
from testimonia.store import memory_store

BASE = "https://example.org/small/"
THING = NamedNode(f"{BASE}actor/holm")
LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@pytest.fixture
def store() -> Store:
    words = {"entities": "Gerta Holm", "claims": "of claims", "vocabulary": "of the vocabulary", "meta": "of meta"}
    return memory_store(
        [
            Quad(THING, LABEL, Literal(text, language="en"), NamedNode(f"{BASE}graph/{graph}"))
            for graph, text in words.items()
        ]
    )


def labels(store: Store, sparql: str) -> set[str]:
    found = answer(store, sparql, BASE)
    assert isinstance(found, QuerySolutions)
    return {row["label"].value for row in found}


def test_the_authored_graphs_are_seen_as_one_and_the_prefixes_are_known(store: Store) -> None:
    assert labels(store, "SELECT ?label { ?x skos:prefLabel ?label }") == {"Gerta Holm", "of claims"}


def test_the_other_graphs_are_seen_by_name(store: Store) -> None:
    query = f"SELECT ?label {{ GRAPH <{BASE}graph/vocabulary> {{ ?x skos:prefLabel ?label }} }}"

    assert labels(store, query) == {"of the vocabulary"}


@pytest.mark.parametrize("form", RESULT_FORMATS)
def test_a_table_in_each_form(store: Store, form: str) -> None:
    found = answer(store, "SELECT ?label { ?x skos:prefLabel ?label } ORDER BY ?label", BASE)

    content = write_answer(found, form).decode()

    if form == "csv":
        assert list(csv.reader(io.StringIO(content))) == [["label"], ["Gerta Holm"], ["of claims"]]
    elif form == "tsv":
        assert content.splitlines() == ["?label", '"Gerta Holm"@en', '"of claims"@en']
    elif form == "json":
        assert len(json.loads(content)["results"]["bindings"]) == 2
    else:
        bindings = rdflib.query.Result.parse(io.StringIO(content), format="xml").bindings
        assert [str(row[rdflib.Variable("label")]) for row in bindings] == ["Gerta Holm", "of claims"]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_graph_in_each_form(store: Store, form: str) -> None:
    found = answer(store, "CONSTRUCT { ?x skos:altLabel ?label } { ?x skos:prefLabel ?label }", BASE)

    content = write_answer(found, form)

    assert len(list(parse(content, format=GRAPH_FORMATS[form]))) == 2
    assert content == write_answer(list(reversed(found)) if isinstance(found, list) else found, form)


def test_yes_and_no(store: Store) -> None:
    found = answer(store, "ASK { ?x skos:prefLabel 'Gerta Holm'@en }", BASE)

    assert isinstance(found, QueryBoolean)
    assert json.loads(write_answer(found, "json")) == {"head": {}, "boolean": True}


def test_a_form_that_does_not_fit_is_told(store: Store) -> None:
    graph = answer(store, "CONSTRUCT WHERE { ?x ?y ?z }", BASE)
    table = answer(store, "SELECT * { ?x ?y ?z }", BASE)

    with pytest.raises(WrongFormError, match="this query makes a graph; write it as ttl, nt, jsonld"):
        write_answer(graph, "csv")
    with pytest.raises(WrongFormError, match="this query makes a table; write it as table, csv, tsv, json, xml"):
        write_answer(table, "ttl")


@pytest.mark.parametrize(
    "sparql",
    ["SELECT ?x {", "INSERT DATA { <x:a> <x:b> <x:c> }", "DROP ALL", "select nothing"],
    ids=["syntax", "an update", "a deletion", "no query"],
)
def test_what_is_no_query_is_told_and_changes_nothing(store: Store, sparql: str) -> None:
    before = set(store)

    with pytest.raises(SyntaxError):
        answer(store, sparql, BASE)

    assert set(store) == before
