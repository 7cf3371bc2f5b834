"""Saved questions: one file each, with what it asks in its head."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from testimonia.query.saved import SavedQuestion, read_question, saved_questions

QUESTION = """\
#+ summary: How many died, and
#+   who says so?
#+ description: |
#+   One row for each figure.
#+   A missing bound means "at least".
#+ parameters:
#+   event: the event asked for; without it, every one
#+   holder: the holder
#+ tags:
#+   - competency
#+   - deaths

SELECT * WHERE { VALUES ?event { UNDEF } VALUES ?holder { UNDEF } }
"""


@pytest.fixture
def question(tmp_path: Path) -> SavedQuestion:
    path = tmp_path / "how-many-died.rq"
    path.write_text(QUESTION)
    return read_question(path)


def test_the_head_says_what_is_asked(question: SavedQuestion) -> None:
    assert question.name == "how-many-died"
    assert question.summary == "How many died, and who says so?"
    assert question.description == 'One row for each figure. A missing bound means "at least".'
    assert question.parameters == {"event": "the event asked for; without it, every one", "holder": "the holder"}
    assert question.tags == ("competency", "deaths")
    assert question.sparql == QUESTION


def test_a_question_without_a_head(tmp_path: Path) -> None:
    path = tmp_path / "bare.rq"
    path.write_text("ASK {}\n")

    bare = read_question(path)

    assert (bare.summary, bare.description, bare.parameters, bare.tags) == ("", "", {}, ())


def test_parameters_are_filled_in_and_the_others_left_open(question: SavedQuestion) -> None:
    asked = question.asked_of({"event": NamedNode("https://example.org/battle")})

    assert "VALUES ?event { <https://example.org/battle> }" in asked
    assert "VALUES ?holder { UNDEF }" in asked
    assert question.asked_of({}) == question.sparql


def test_an_unknown_parameter_is_told(question: SavedQuestion) -> None:
    with pytest.raises(ValueError, match="'how-many-died' has no parameter 'place'; it has event, holder"):
        question.asked_of({"place": NamedNode("https://example.org/vale")})


@pytest.mark.parametrize("name", saved_questions())
def test_a_saved_question_says_what_it_asks_and_has_its_parameters(name: str) -> None:
    saved = saved_questions()[name]

    assert saved.summary.endswith("?")
    assert saved.description
    assert saved.tags
    for parameter, words in saved.parameters.items():
        assert words
        assert f"VALUES ?{parameter} {{ UNDEF }}" in saved.sparql
