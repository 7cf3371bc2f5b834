"""Questions with many statements: what is drawn of them, and how much of a page it takes."""

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.pages import Archive, Reader, html, question
from testimonia.vocabulary import SCHEMA, SKOS, TM

QUESTION = "proposition/event/battle-of-alder-ford/deaths"
CLAIM = "claim/vey-chronicle/roll-41"


def many(store: Store, base: str, number: int, bases: int = 1) -> Archive:
    """The example with copies of one statement on deaths, each with a number of its own, in so many bases."""
    made = Store()
    made.bulk_extend(store)
    answer = _one(store, base + CLAIM, TM.states)
    figure = _one(store, answer, TM.quantity)
    for index in range(number):
        names = {
            base + CLAIM: f"{base}{CLAIM}-{index}",
            answer: f"{answer}x{index}",
            figure: f"{figure}x{index}",
        }
        made.bulk_extend(_copies(store, names, index, f"{base}quantity/all/crew-{index % bases}"))
    return Archive(made, base).ready()


def _one(store: Store, node: str, predicate: NamedNode) -> str:
    found = next(iter(store.quads_for_pattern(NamedNode(node), predicate, None))).object
    assert isinstance(found, NamedNode)
    return found.value


def _copies(store: Store, names: dict[str, str], index: int, whole: str) -> Iterator[Quad]:
    for old, new in names.items():
        for quad in store.quads_for_pattern(NamedNode(old), None, None):
            value = quad.object
            if isinstance(value, NamedNode):
                value = NamedNode(names.get(value.value, whole if quad.predicate == TM.shareOf else value.value))
            elif quad.predicate == SCHEMA.value and isinstance(value, Literal):
                value = Literal(str(index + 1), datatype=value.datatype)
            elif quad.predicate == SKOS.notation:
                value = Literal(f"{index + 1} persons")
            yield Quad(NamedNode(new), quad.predicate, value, quad.graph_name)


@pytest.mark.parametrize(("number", "form"), [(8, "rows"), (30, "thin"), (400, "counts")])
def test_many_statements_are_thinned_out_and_then_counted(store: Store, base: str, number: int, form: str) -> None:
    large = many(store, base, number)
    found = question.dispute(large, QUESTION, "en", (0, 50))
    drawing = next(one for one in found.figures.drawings if one.unit == "persons")
    assert drawing.form == form
    assert sum(band.total for band in drawing.bands if not band.is_computed) == number + 7
    page = html(large, QUESTION, Reader(), "")
    assert page is not None
    figure = re.search(r"<figure.*</figure>", page, re.DOTALL)
    assert figure is not None
    assert len(figure[0]) < 100_000
    assert page.count('class="m thin"') + page.count('r="2.5"') == (number + 7 if form == "thin" else 0)


def test_later_pages_of_a_question_repeat_no_figure(store: Store, base: str) -> None:
    large = many(store, base, 60)
    page = html(large, QUESTION, Reader(number=2), "")
    assert page is not None
    assert "<figure" not in page
    assert question.dispute(large, QUESTION, "en", (50, 69)).rows[0].siglum == "AY"
