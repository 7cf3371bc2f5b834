"""The saved questions, each with its answer on the example archive, on both engines."""

import csv
import io
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, Store

from testimonia.assemble import assemble
from testimonia.checking import read
from testimonia.query.run import answer, write_answer
from testimonia.query.saved import read_question
from testimonia.store import memory_store
from testimonia.vocabulary import PREFIXES, turtle_quads, vocabulary

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/alder-ford"
QUESTIONS = sorted((ROOT / "queries").glob("*.rq"))
ANSWERS = ROOT / "tests/queries"
OURS = (PREFIXES["tm"], PREFIXES["v"])

Table = list[list[str]]


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """The example's own graphs, which a query sees without naming them."""
    reading = read(EXAMPLE)
    assert reading.records is not None
    assert reading.problems == []
    return assemble(reading.records, reading.anchors, vocabulary()).quads


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> Store:
    return memory_store(quads)


@pytest.fixture(scope="module")
def graph(quads: list[Quad]) -> rdflib.Graph:
    triples = sorted({f"{quad.triple} ." for quad in quads})
    return rdflib.Graph().parse(data="\n".join(triples), format="nt")


@pytest.fixture(scope="module")
def base() -> str:
    reading = read(EXAMPLE)
    assert reading.records is not None
    return reading.records.settings.base


def expected(question: Path) -> Table:
    """The answer on file: the header, then the rows."""
    return list(csv.reader(io.StringIO((ANSWERS / f"{question.stem}.csv").read_text(encoding="utf-8"))))


def iris(question: Path) -> set[str]:
    """Every IRI in a question, prefixed names written out; comments and strings left aside."""
    code = re.sub(r'(?m)^#.*$|"[^"\n]*"', " ", question.read_text(encoding="utf-8"))
    prefixes = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", code))
    body = re.sub(r"PREFIX .*", "", code)
    named = {prefixes[prefix] + name for prefix, name in re.findall(r"\b(\w+):(\w+)", body)}
    return named | set(re.findall(r"<(\S+?)>", body))


def test_every_question_has_an_answer_on_file_and_every_answer_a_question() -> None:
    answers = {path.stem for path in ANSWERS.glob("*.csv")}

    assert QUESTIONS
    assert answers == {path.stem for path in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_oxigraph_answers_as_expected(question: Path, store: Store, base: str) -> None:
    found = answer(store, question.read_text(encoding="utf-8"), base)

    answered = list(csv.reader(io.StringIO(write_answer(found, "csv").decode())))
    assert answered == expected(question)
    assert len(answered) > 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_rdflib_answers_as_expected(question: Path, graph: rdflib.Graph) -> None:
    found = graph.query(question.read_text(encoding="utf-8")).serialize(format="csv")

    assert found is not None
    assert list(csv.reader(io.StringIO(found.decode()))) == expected(question)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_says_what_it_asks_and_how_it_is_answered(question: Path) -> None:
    saved = read_question(question)

    assert saved.summary.endswith("?")
    assert saved.description.endswith(".")
    assert "competency" in saved.tags


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_names_its_columns_and_their_order(question: Path) -> None:
    code = re.sub(r"(?m)^#.*$", "", question.read_text(encoding="utf-8"))

    assert re.search(r"SELECT (DISTINCT )?[?(]", code)
    assert re.search(r"\nORDER BY .+\n\Z", code)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_a_parameter_is_told_in_the_head_and_open_in_the_query(question: Path) -> None:
    text = question.read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("#+"))
    told = re.findall(r"(?m)^#\+   (\w+): ", head.partition("#+ parameters:")[2].partition("#+ tags:")[0])

    assert told == re.findall(r"VALUES \?(\w+) \{ UNDEF \}", text)


def test_a_parameter_narrows_the_answer(store: Store, base: str) -> None:
    saved = read_question(ROOT / "queries/claims-resting-on-a-work.rq")
    roll = f"{base}source/vey-muster-roll"

    found = answer(store, saved.asked_of({"work": NamedNode(roll)}), base)

    _, *body = csv.reader(io.StringIO(write_answer(found, "csv").decode()))
    assert len(body) == 19
    assert {row[0] for row in body} == {roll}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_terms_of_ours_exist_in_the_ontology(question: Path) -> None:
    known = {node.value for quad in turtle_quads("ontology") if isinstance(node := quad.subject, NamedNode)}
    used = {iri for iri in iris(question) if iri.startswith(OURS)}

    assert used - known == set()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_terms_of_others_are_terms_that_an_archive_uses(question: Path, quads: list[Quad]) -> None:
    terms = (term for quad in quads for term in (quad.predicate, quad.object))
    known = {term.value for term in terms if isinstance(term, NamedNode)}
    used = {iri for iri in iris(question) if not iri.startswith(OURS)}

    assert used - known == set()
