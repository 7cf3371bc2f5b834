"""The compiled shapes name the same nodes as pyshacl, on every case of every shape."""

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from testimonia.validate.compiled import NotCompiledError, compiled, suspects
from testimonia.validate.reference import focus_nodes_at_fault, vocabulary_quads

CASES = sorted(Path(__file__).parent.glob("shapes/*/*.ttl"))
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def quads_of(text: bytes) -> list[Quad]:
    return list(parse(text, format=RdfFormat.TURTLE))


def test_there_are_cases() -> None:
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_names_the_nodes_that_pyshacl_names(case: Path) -> None:
    quads = quads_of(case.read_bytes())
    if "ontology" in case.parent.name.lower():
        pytest.skip("a shape of the ontology itself")
    store = Store()
    store.extend([*quads, *vocabulary_quads()])

    assert suspects(store) == focus_nodes_at_fault(quads)


def test_refuses_what_it_does_not_know() -> None:
    shapes = PREFIXES + "ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql ex:Constraint ."

    with pytest.raises(NotCompiledError, match="sparql"):
        compiled(quads_of(shapes.encode()))
