"""The saved questions answer the real archive in seconds, so that none is written against the planner."""

import time
from pathlib import Path

import pytest
from pyoxigraph import Store

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.query.run import answer, write_answer
from testimonia.query.saved import saved_questions
from testimonia.store import memory_store
from testimonia.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 8
QUESTIONS = saved_questions()


@pytest.fixture(scope="module")
def real() -> tuple[Store, str]:
    reading = checking.read(ROOT / "data")
    assert reading.records is not None
    assert reading.problems == []
    assembly = assemble(reading.records, reading.anchors, vocabulary())
    return memory_store(assembly.quads), reading.records.settings.base


@pytest.mark.parametrize("name", QUESTIONS)
def test_answers_the_real_archive_in_time(name: str, real: tuple[Store, str]) -> None:
    store, base = real

    start = time.perf_counter()
    content = write_answer(answer(store, QUESTIONS[name].sparql, base), "csv")

    assert time.perf_counter() - start < MOST_SECONDS
    assert content.count(b"\n") > 1, "a question that both documents leave without an answer"
