"""The page of a statement: its arguments as a map and as a table, its history, its citation."""

from itertools import pairwise

import pytest

from markup import parsed, text
from testimonia import pages
from testimonia.infer.phrase import Pair
from testimonia.infer.trail_parts import Argued, Brief, Named
from testimonia.pages import Archive, Reader, claim
from testimonia.pages.argument_map import ARGUMENTS, WIDTH, argument_map

CLAIM = "claim/vey-chronicle/abbey-3000"
WHO = Named("actor/a", Pair("A", "A"))


def argued(key: str, premises: int = 2, target: str = "claim/x", depth: int = 0, kind: str = "rebuts") -> Argued:
    briefs = tuple(
        Brief(f"claim/{key}/{at}", Pair(f"Premise {at} of {key}, with some words " * 3, ""), WHO, Pair("asserts", ""))
        for at in range(premises)
    )
    return Argued(f"argument/{key}", kind, Pair(kind, ""), WHO, briefs, target, "in", depth)


def test_premises_are_numbered_and_boxes_do_not_meet() -> None:
    found = argument_map([argued("one", 3), argued("two", 2), argued("three", 1)], "The statement", "en")
    assert found is not None
    boxes = [box for one in found.arguments for box in one.premises]
    assert [box.number for box in boxes] == [1, 2, 3, 1, 2, 1]
    for above, below in pairwise(boxes):
        assert above.y + above.height < below.y
    everything = [*boxes, found.target]
    assert all(box.x + box.width <= WIDTH and box.y + box.height <= found.height for box in everything)
    assert all(box.lines[0].startswith(f"P{box.number} ") for box in boxes)


def test_an_answer_leads_to_the_argument_that_it_answers() -> None:
    found = argument_map([argued("one"), argued("two", target="argument/one", depth=1)], "The statement", "en")
    assert found is not None
    one, two = found.arguments
    assert float(one.edges[-1].split("L")[1].split()[0]) == found.target.x
    assert float(two.edges[-1].split("L")[1].split()[0]) < found.target.x


def test_what_is_too_much_to_draw_is_counted() -> None:
    found = argument_map([argued(str(at)) for at in range(ARGUMENTS + 3)], "The statement", "en")
    assert found is not None
    assert (len(found.arguments), found.left_out) == (ARGUMENTS, 3)
    assert argument_map([], "The statement", "en") is None


@pytest.mark.parametrize("premises", [0, 1, 6])
def test_any_number_of_premises_fits(premises: int) -> None:
    found = argument_map([argued("one", premises)], "A long statement " * 20, "de")
    assert found is not None
    assert len(found.arguments[0].premises) == max(1, premises)


def test_the_table_says_what_the_map_draws(archive: Archive) -> None:
    found = claim.claim(archive, CLAIM, "en")
    assert found.map is not None
    tree = parsed(pages.html(archive, CLAIM, Reader()) or "")
    drawing = next(node for node in tree.iter() if node.get("class") == "argmap")
    assert drawing.get("aria-hidden") == "true"
    table = next(one for one in tree.iter("table") if "Premise" in text(one))
    for one in found.trail.arguments:
        assert one.holder.name.english in text(table)
        for at, premise in enumerate(one.premises, 1):
            assert f"P{at} {premise.name.english}" in text(table)


def test_a_statement_without_arguments_has_no_map(archive: Archive) -> None:
    path = next(path for path in archive.facts.claims if path not in archive.arguments_on)
    assert claim.claim(archive, path, "en").map is None
    assert "argmap" not in (pages.html(archive, path, Reader()) or "")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_tells_history_and_how_to_cite_it(archive: Archive, language: str) -> None:
    tree = parsed(pages.html(archive, CLAIM, Reader(language=language, version="00ff")) or "")
    assert {"h-hist", "h-cite", "h-arg", "h-trail"} <= {node.get("id") for node in tree.iter()}
    cites = [a.get("href") for a in tree.iter("a") if (a.get("href") or "").startswith("/cite/")]
    assert cites == [f"/cite/{CLAIM}.{suffix}" for suffix in ("bib", "ris", "csl.json")]
    assert archive.base + CLAIM in text(tree)
    assert "00ff" in text(next(node for node in tree.iter("div") if node.get("class") == "onpaper"))
