"""An answer for people to read."""

import pytest
from pyoxigraph import Quad, QuerySolutions, Store

from testimonia.query.run import answer
from testimonia.query.table import as_text, rows
from testimonia.store import memory_store

BASE = "https://example.org/alder-ford/"


@pytest.fixture
def store(example_quads: tuple[Quad, ...]) -> Store:
    return memory_store(example_quads)


def table(store: Store, sparql: str, language: str = "en") -> tuple[list[str], list[list[str]]]:
    found = answer(store, sparql, BASE)
    assert isinstance(found, QuerySolutions)
    return rows(store, found, BASE, language)[:2]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Odo of Vey"), ("de", "Odo von Vey"), ("ru", "Odo of Vey")], ids=["en", "de", "none"]
)
def test_a_thing_stands_by_its_name(store: Store, language: str, name: str) -> None:
    _, body = table(store, f"SELECT ?x {{ VALUES ?x {{ <{BASE}actor/odo> }} }}", language)

    assert body == [[name]]


def test_a_claim_stands_by_its_path_and_its_paraphrase(store: Store) -> None:
    _, body = table(store, f"SELECT ?x {{ VALUES ?x {{ <{BASE}claim/vey-chronicle/abbey-3000> }} }}")

    assert body == [["claim/vey-chronicle/abbey-3000: The abbey tells of over 3,000 dead."]]


def test_other_values(store: Store) -> None:
    names, body = table(
        store,
        f"SELECT ?number ?none ?word ?other {{ VALUES (?number ?none ?word ?other) "
        f"{{ (300 UNDEF v:deaths <{BASE}actor/nobody>) }} }}",
    )

    assert names == ["number", "none", "word", "other"]
    assert body == [["300", "", "v:deaths", "actor/nobody"]]


def test_a_table_that_fits() -> None:
    assert list(as_text(["a", "name"], [["1", "x"], ["22", ""]], 80)) == ["a   name", "--  ----", "1   x", "22"]


def test_a_table_too_wide_is_a_paragraph_for_each_row() -> None:
    lines = list(as_text(["a", "name"], [["1", "x" * 30], ["2", ""]], 20))

    assert [line for line in lines if not line.startswith(("1 -", "2 -"))] == [
        "a     1",
        f"name  {'x' * 30}",
        "a     2",
    ]
    assert len(lines) == 5


def test_no_rows() -> None:
    assert list(as_text(["a"], [], 80)) == ["a", "-"]
