"""CITATION.cff: what the Citation File Format 1.2.0 asks for, whatever the titles hold."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.publish.citation import citation
from testimonia.store import memory_store
from testimonia.vocabulary import PROV, RDF, SKOS, TM, XSD

BASE = "https://example.org/alder-ford/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def archive(name: str = "Ida Marlow") -> Store:
    curation, curator = NamedNode(f"{BASE}curation/a"), NamedNode(f"{BASE}actor/curator")
    graph = NamedNode(f"{BASE}graph/provenance")
    when = Literal("2026-11-22T09:00:00Z", datatype=XSD.dateTime)
    return memory_store(
        [
            Quad(curation, RDF.type, TM.Curation, graph),
            Quad(curation, PROV.endedAtTime, when, graph),
            Quad(curation, PROV.wasAssociatedWith, curator, graph),
            Quad(curator, SKOS.prefLabel, Literal(name, language="en"), graph),
        ]
    )


def cited(title: str = "Alder Ford", licence: str = LICENCE, name: str = "Ida Marlow") -> dict[str, object]:
    manifest = {"base": BASE, "title": title, "licence": licence, "files": [], "graphs": {}, "quads": 0}
    return dict(yaml.safe_load(citation(archive(name), manifest, "0123456789abcdef")))


def test_what_the_format_requires_is_there() -> None:
    told = cited()

    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert told["cff-version"] == "1.2.0"
    assert told["type"] == "dataset"
    assert told["authors"] == [{"name": "Ida Marlow"}]
    assert told["version"] == "0123456789abcdef"
    assert told["url"] == BASE
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(told["date-released"]))


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        pytest.param(LICENCE, {"license": "CC-BY-4.0"}, id="by its name"),
        pytest.param(
            "https://example.org/licence", {"license-url": "https://example.org/licence"}, id="by its address"
        ),
    ],
)
def test_a_licence_is_named_as_the_format_knows_it(licence: str, expected: dict[str, str]) -> None:
    told = cited(licence=licence)

    assert {name: value for name, value in told.items() if name.startswith("license")} == expected


@given(title=st.text(min_size=1), name=st.text(min_size=1))
def test_any_title_comes_back_as_it_is(title: str, name: str) -> None:
    told = cited(title=title, name=name)

    assert told["title"] == title
    assert told["authors"] == [{"name": name}]
