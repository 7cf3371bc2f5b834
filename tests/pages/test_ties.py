"""Statements with one root: by a source that they share, by one holder's word, or worked out from one another."""

from dataclasses import replace

import pytest

from testimonia.infer.chains import Roots
from testimonia.infer.derivations import questions
from testimonia.infer.source_graph import source_graph
from testimonia.pages import Archive
from testimonia.pages.ties import COMPARED, Tie, ties

QUESTION = "proposition/event/battle-of-alder-ford/deaths"


@pytest.fixture
def bare(archive: Archive) -> list[Roots]:
    """Four claims that rest on nothing."""
    claims = questions(archive.facts)[QUESTION][:4]
    return [Roots(claim, 0, 0, 0, 0, frozenset()) for claim in claims]


def paths(roots: list[Roots], *places: int) -> tuple[str, ...]:
    return tuple(sorted(roots[place].claim.path for place in places))


def test_claims_that_rest_on_nothing_are_not_tied(archive: Archive, bare: list[Roots]) -> None:
    found = ties(archive.facts, bare)
    assert (found.groups, found.dependent, found.independent, found.known) == ((), {}, frozenset(), frozenset())


def test_one_holders_word_is_told_as_such(archive: Archive, bare: list[Roots]) -> None:
    roots = [replace(one, word=("actor/x", "source/y")) if at < 2 else one for at, one in enumerate(bare)]
    assert ties(archive.facts, roots).groups == (Tie(paths(bare, 0, 1), (), is_word=True),)


def test_what_was_worked_out_from_others_is_no_word_of_one_holder(archive: Archive, bare: list[Roots]) -> None:
    roots = [replace(one, derived=1) if at != 3 else one for at, one in enumerate(bare)]
    assert ties(archive.facts, roots).groups == (Tie(paths(bare, 0, 1, 2), ()),)


def test_pairs_without_a_source_are_joined_one_to_the_next(archive: Archive, bare: list[Roots]) -> None:
    roots = [replace(one, derived=bits) for one, bits in zip(bare, (0b001, 0b011, 0b010, 0b100), strict=True)]
    assert [tie.claims for tie in ties(archive.facts, roots).groups] == [paths(bare, 0, 1, 2)]


def test_a_set_within_a_larger_one_is_not_told_twice(archive: Archive, bare: list[Roots]) -> None:
    graph = source_graph(archive.facts)
    roll, book = (graph.bit[f"source/{key}"] for key in ("vey-muster-roll", "price-of-a-crossing"))
    roots = [
        replace(one, chain=bits, wholes=bits)
        for one, bits in zip(bare, (roll | book, roll | book, roll, 0), strict=True)
    ]
    assert ties(archive.facts, roots).groups == (Tie(paths(bare, 0, 1, 2), ("source/vey-muster-roll",)),)


def test_of_many_claims_only_what_is_known_is_told(archive: Archive, bare: list[Roots]) -> None:
    roots = [replace(bare[0], derived=1)] * (COMPARED + 1)
    assert ties(archive.facts, roots).groups == ()
