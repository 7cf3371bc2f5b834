"""Every constraint is met by its valid cases and reports its invalid ones in its own words.

A case is a file tests/shapes/<constraint>/{valid,invalid}-<what>.ttl. An
invalid one opens with the exact English message. Cases are the smallest
graphs that show one thing, so other constraints may find fault with them;
only the constraint that the folder is named after is looked at.
"""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "shapes"
SHAPE = Namespace("https://w3id.org/testimonia/shapes#")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
CHECKS_ON_THE_NODE = (
    SH.closed,
    SH.disjoint,
    SH.nodeKind,
    SH.pattern,
    SH["not"],
    SH["or"],
    SH.xone,
)
EXPECT = "# expect: "


def report(data_graph: Graph) -> list[tuple[str, str]]:
    """The constraints that a graph breaks, each with its English message.

    pyshacl drops the language of a message that it fills in, so one without a
    language is taken as well. The vocabularies take the graph in and let it
    go again, since copying them would be most of the work.
    """
    together = vocabularies()
    added = [triple for triple in data_graph if triple not in together]
    try:
        for triple in added:
            together.add(triple)
        return _broken(together, data_shapes())
    finally:
        for triple in added:
            together.remove(triple)


def report_on_terms(data_graph: Graph) -> list[tuple[str, str]]:
    """The same for terms and lists of words, by the shapes for those."""
    return _broken(data_graph, term_shapes())


def _broken(graph: Graph, shapes: Graph) -> list[tuple[str, str]]:
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(results, Graph)
    return [
        (_name(_source(results, result)), str(message))
        for result in results.subjects(SH.resultSeverity)
        for message in results.objects(result, SH.resultMessage)
        if isinstance(message, Literal) and message.language != "de"
    ]


def _source(results: Graph, result: Node) -> Node | None:
    """The constraint behind a result: a SPARQL constraint, else the shape."""
    return results.value(result, SH.sourceConstraint) or results.value(result, SH.sourceShape)


def _name(constraint: Node | None) -> str:
    return str(constraint).removeprefix(str(SHAPE))


@cache
def vocabularies() -> Graph:
    """All lists of words, which the shapes read."""
    return _parsed(*sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl")))


@cache
def data_shapes() -> Graph:
    """The shapes that data is checked by."""
    files = sorted((ROOT / "shapes").glob("*.ttl"))
    return _parsed(*(file for file in files if file.stem != "ontology"))


@cache
def term_shapes() -> Graph:
    """The shapes that the ontology and the vocabularies are checked by."""
    return _parsed(ROOT / "shapes" / "ontology.ttl", ROOT / "shapes" / "common.ttl")


@cache
def all_shapes() -> Graph:
    """Both together."""
    return _parsed(*sorted((ROOT / "shapes").glob("*.ttl")))


def _parsed(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@cache
def constraints() -> list[str]:
    """All constraints that can be reported, by name.

    Shapes that only serve inside a choice, or as the list that a word must be
    in, are left out: what is reported is the constraint that uses them.
    """
    shapes = all_shapes()
    targeted = {shape for target in TARGETS for shape in shapes.subjects(target)}
    found = {
        constraint
        for shape in targeted
        for predicate in (SH.property, SH.sparql)
        for constraint in shapes.objects(shape, predicate)
    }
    found |= {shape for shape in targeted if any((shape, check, None) in shapes for check in CHECKS_ON_THE_NODE)}
    return sorted(_name(constraint) for constraint in found)


def files(kind: str) -> list[Path]:
    """All cases of one kind, valid or invalid."""
    return sorted(CASES.glob(f"*/{kind}-*.ttl"))


def case_id(file: Path) -> str:
    """The constraint and what the case shows."""
    return f"{file.parent.name}: {file.stem.replace('-', ' ')}"


def _report_for(case: Path) -> list[tuple[str, str]]:
    about_terms = (SHAPE[case.parent.name], None, None) in term_shapes()
    look = report_on_terms if about_terms and case.parent.name != "Node" else report
    return look(Graph().parse(case))


@pytest.mark.parametrize("case", files("valid"), ids=case_id)
def test_a_valid_case_is_left_alone(case: Path) -> None:
    """The constraint that the case is about finds no fault with it."""
    found = _report_for(case)

    assert case.parent.name not in {constraint for constraint, _ in found}


@pytest.mark.parametrize("case", files("invalid"), ids=case_id)
def test_an_invalid_case_is_reported_in_the_authors_words(case: Path) -> None:
    """The constraint that the case is about says what is wrong, and what to do."""
    expected = case.read_text(encoding="utf-8").splitlines()[0].removeprefix(EXPECT)

    found = _report_for(case)

    assert (case.parent.name, expected) in found


def test_a_whole_record_conforms_to_every_shape() -> None:
    """One claim with all that belongs to it passes, without a single result."""
    whole = Graph().parse(CASES / "whole-record.ttl")

    assert report(whole) == []


@pytest.mark.parametrize("constraint", constraints())
def test_a_constraint_has_cases_of_both_kinds(constraint: str) -> None:
    """A constraint that nobody has seen fail may not work at all."""
    kinds = {file.stem.split("-")[0] for file in (CASES / constraint).glob("*.ttl")}

    assert kinds == {"valid", "invalid"}


def test_every_folder_of_cases_belongs_to_a_constraint() -> None:
    """A folder whose constraint was renamed would test nothing."""
    folders = {folder.name for folder in CASES.iterdir() if folder.is_dir()}

    assert folders == set(constraints())


def test_no_message_is_used_by_two_constraints() -> None:
    """A message tells which constraint spoke."""
    shapes = all_shapes()
    messages = [
        str(message) for constraint in constraints() for message in shapes.objects(SHAPE[constraint], SH.message)
    ]

    assert len(messages) == len(set(messages))


def _property_shapes_and_sparql() -> list[Node]:
    shapes = all_shapes()
    named = {SHAPE[constraint] for constraint in constraints()}
    return sorted(set(shapes.subjects(SH.path)) | set(shapes.subjects(SH.select)) | named, key=str)


@pytest.mark.parametrize("constraint", _property_shapes_and_sparql(), ids=_name)
def test_a_constraint_is_named_worded_and_explained(constraint: Node) -> None:
    """It has an IRI, a message in two languages and the reason for it."""
    shapes = all_shapes()
    languages = {message.language for message in shapes.objects(constraint, SH.message) if isinstance(message, Literal)}

    assert isinstance(constraint, URIRef)
    assert constraint.startswith(SHAPE)
    assert languages == {"en", "de"}
    assert shapes.value(constraint, RDFS.comment)


def test_dates_are_never_ordered_by_a_shape() -> None:
    """Only whole numbers are: comparing dates before the year 1 ends the run."""
    shapes = all_shapes()
    ordered = {
        term
        for predicate in (SH.lessThan, SH.lessThanOrEquals)
        for shape, other in shapes.subject_objects(predicate)
        for term in (other, shapes.value(shape, SH.path))
    }
    names = {str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1] for term in ordered}

    assert all(name.endswith("Day") or name in {"start", "end", "minValue", "maxValue"} for name in names)


def test_the_shapes_are_well_formed() -> None:
    """They conform to the shapes that the standard gives for shapes."""
    conforms, _, text = meta_validate(all_shapes(), inference="none", max_validation_depth=40)

    assert conforms, text
