"""A document from end to end, its references as a list, and who leans on it."""

import re
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from markup import parsed, text
from testimonia import pages
from testimonia.infer.phrase import Pair
from testimonia.pages import Archive, Reader, arcs, length, listed, work
from testimonia.pages.arcs import LEFT, WIDTH
from testimonia.pages.ended import ended
from testimonia.pages.leaning import leaning
from testimonia.pages.listed import Cell, Group, List
from testimonia.pages.rows import spots
from testimonia.store import memory_store
from testimonia.vocabulary import ADMS, CITO, PROV, SKOS, XSD

CHRONICLE, WIKI = "source/vey-chronicle", "source/lowmere-wiki"
CLAIM = "claim/vey-chronicle/abbey-3000"


@pytest.fixture
def chronicle(archive: Archive) -> length.Length:
    found = length.length(archive, CHRONICLE)
    assert found is not None
    return found


def test_every_statement_is_of_one_kind_and_in_one_section(archive: Archive, chronicle: length.Length) -> None:
    claims = len(archive.by_source[CHRONICLE])
    assert chronicle.statements == claims
    assert sum(lane.number for lane in chronicle.lanes) == claims
    assert sum(sum(section.counts) for section in chronicle.sections) == claims
    assert [lane.key for lane in chronicle.lanes] == list(length.LANES)


def test_sections_have_names_and_bounds(chronicle: length.Length) -> None:
    assert [(one.begin, one.end) for one in chronicle.sections][:3] == [(0, 116), (118, 748), (750, 1381)]
    assert chronicle.sections[2].name.text == "numbers of the dead"
    assert chronicle.characters == 2053
    assert all(one.covered is not None and 0 <= one.covered <= 100 for one in chronicle.sections)


def test_what_share_is_covered_is_counted_by_character(archive: Archive, chronicle: length.Length) -> None:
    touched = set()
    for claim in archive.by_source[CHRONICLE]:
        for spot in spots(archive, claim):
            touched |= set(range(spot.begin, spot.end))
    assert chronicle.covered == round(100 * len(touched) / 2053)
    begin, end = chronicle.sections[1].begin, chronicle.sections[1].end
    assert chronicle.sections[1].covered == round(100 * len(touched & set(range(begin, end))) / (end - begin))


def test_flags_stand_by_kind(archive: Archive) -> None:
    found = length.length(archive, WIKI)
    assert found is not None
    assert [(one.word, one.number) for one in found.flags] == [("citationNeeded", 2)]
    assert sum(section.flags for section in found.sections) == 2


def test_a_work_that_was_not_read_has_no_length(archive: Archive) -> None:
    assert length.length(archive, "source/vey-muster-roll") is None
    assert "st-cap" not in (pages.html(archive, "source/vey-muster-roll", Reader()) or "")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], ((0, 1000),)),
        ([(0, 1000)], ()),
        ([(0, 100), (499, 600)], ((600, 1000),)),
        ([(0, 100), (500, 1000)], ((100, 500),)),
    ],
)
def test_gaps_are_long_stretches_of_nothing(told: list[length.Stretch], found: tuple[length.Stretch, ...]) -> None:
    assert length.gaps(told, 1000) == found


def test_stretches_that_meet_are_one() -> None:
    assert length.merged([(5, 9), (0, 3), (3, 4), (6, 7)]) == [(0, 4), (5, 9)]


def test_marks_of_thousands_stay_small() -> None:
    path = length.marks([(at * 10, at * 10 + 3) for at in range(5000)], 50_000)
    assert len(path) < 12_000
    units = [(int(x), int(width)) for x, width in re.findall(r"M(\d+) 3h(\d+)v", path)]
    assert all(width >= 1 for _, width in units)
    assert max(x + width for x, width in units) <= length.UNITS


def test_a_short_document_has_the_table_alone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'class="strip"' in (pages.html(archive, CHRONICLE, Reader()) or "")
    monkeypatch.setattr(length, "DRAWN", 5000)
    html = pages.html(archive, CHRONICLE, Reader()) or ""
    assert 'class="strip"' not in html
    assert "numbers of the dead" in html


def test_the_drawing_is_hidden_and_its_table_says_the_same(archive: Archive, chronicle: length.Length) -> None:
    tree = parsed(pages.html(archive, CHRONICLE, Reader()) or "")
    strip = next(node for node in tree.iter("div") if node.get("class") == "strip")
    lanes = [node for node in strip.iter("div") if node.get("class", "").startswith("lane")]
    drawings = [node for lane in lanes for node in lane if node.tag.endswith("svg")]
    assert len(drawings) == len(lanes) > len(chronicle.lanes)
    assert all(node.get("aria-hidden") == "true" for node in drawings)
    table = next(one for one in tree.iter("table") if "Under a statement" in text(one))
    last = [text(cell) for cell in list(table.iter("tr"))[-1]]
    assert last[2:8] == [str(lane.number) if lane.number else "·" for lane in chronicle.lanes]


def test_references_that_are_one_work_are_a_group(archive: Archive) -> None:
    found = listed.listing(archive, CHRONICLE)
    works = {group.path: [cell.mark for cell in group.cells] for group in found.groups if group.kind == "work"}
    assert all(len(marks) > 1 for marks in works.values())
    for path, marks in works.items():
        for mark in marks:
            assert path in archive.facts.linked(f"reference/vey-chronicle/{mark}", CITO.hasCitedEntity)


def test_each_reference_has_a_state(archive: Archive) -> None:
    found = listed.listing(archive, CHRONICLE)
    states = {cell.mark: cell.state for cell in found.cells}
    assert states["hatch-1922"] == "unresolved"
    assert found.resolved + found.count("ambiguous", "unresolved") == len(found.cells)
    odd = {group.cells[0].mark for group in found.groups if group.kind == "state"}
    assert {"hatch-1922", "quil-1961"} <= odd


def cells(number: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(f"reference/x/{at}", str(at), at, "work" if at % 7 == 0 else "resolved", "source/w", "W", False, False)  # noqa: FBT003
        for at in range(number)
    )


@pytest.mark.parametrize("number", [2, 8, 109, 300, 301, 1000])
def test_arcs_join_the_numbers_of_a_work(number: int) -> None:
    every = cells(number)
    joined = every[::7] if number > 7 else every
    group = Group("work", joined, "source/w", Pair("", ""), "W", 3)
    drawn = arcs.arcs(List(cells=every, groups=(group,)), ["W"])
    assert drawn is not None
    assert len(drawn.arcs) == len(group.cells) - 1
    assert len(drawn.ticks) == (number if number <= listed.CELLS else 0)
    xs = [float(x) for _, path in drawn.arcs for x in (path[1:].split()[0], path.split()[-2])]
    assert LEFT <= min(xs) <= max(xs) <= WIDTH
    assert len(drawn.numbers) <= 40


def test_labels_over_arcs_do_not_meet() -> None:
    every = cells(60)
    groups = tuple(
        Group("work", (every[at], every[at + 3]), f"source/{at}", Pair("", ""), "A name of some length", 1)
        for at in range(0, 24, 4)
    )
    drawn = arcs.arcs(List(cells=every, groups=groups), [group.written for group in groups])
    assert drawn is not None
    boxes = [(one.y, one.x, one.x + 150) for one in drawn.labels]
    for at, (y, begin, end) in enumerate(boxes):
        assert not any(y == other and begin < last and first < end for other, first, last in boxes[at + 1 :])


def test_without_groups_nothing_is_drawn() -> None:
    assert arcs.arcs(List(cells=cells(5), groups=()), []) is None


def test_a_long_list_has_a_grid_page_by_page() -> None:
    found = List(cells=cells(650), groups=())
    pages_of_it = [found.grid(number) for number in (1, 2, 3, 4)]
    assert [len(part) for part, _ in pages_of_it] == [300, 300, 50, 0]
    assert pages_of_it[0][1].pages == 3


def test_who_leans_on_a_work(archive: Archive) -> None:
    found = leaning(archive, CHRONICLE, "en")
    assert WIKI in [name.path for name in found.drawn_on_by]
    roll = leaning(archive, "source/price-of-a-crossing", "en")
    claims = archive.by_work["source/price-of-a-crossing"]
    assert sum(number for _, number in roll.holders) == len(claims)
    assert {name.text for name, _ in roll.holders} >= {"Gerta Holm"}
    assert WIKI in [one.document.path for one in found.shared]


def test_the_page_of_a_work_in_both_languages(archive: Archive) -> None:
    for language in ("en", "de"):
        for path in (CHRONICLE, WIKI):
            found = work.sheet(archive, path, Reader(language=language))
            assert found is not None
            assert isinstance(parsed(pages.html(archive, path, Reader(language=language)) or ""), ET.Element)


@pytest.fixture
def withdrawn(archive: Archive) -> Archive:
    """The example with one statement withdrawn and another in its place."""
    node, graph = archive.node(CLAIM), archive.node("graph/claims")
    said = (
        (PROV.invalidatedAtTime, Literal("2026-12-01T10:00:00Z", datatype=XSD.dateTime)),
        (PROV.wasInvalidatedBy, archive.node("actor/curator")),
        (SKOS.editorialNote, Literal("Entered from the wrong line.", language="en")),
        (NamedNode("http://purl.org/dc/terms/isReplacedBy"), archive.node("claim/vey-chronicle/anselm-300-900")),
    )
    return Archive(memory_store([*archive.store, *(Quad(node, p, o, graph) for p, o in said)]), archive.base)


def test_a_withdrawn_statement_opens_with_the_notice(withdrawn: Archive) -> None:
    html = pages.html(withdrawn, CLAIM, Reader()) or ""
    assert html.index('class="withdrawn"') < html.index("<h1")
    found = ended(withdrawn, CLAIM, "en")
    assert found is not None
    assert found.successor is not None
    assert found.leaned
    for words in ("1 December 2026", "Entered from the wrong line.", found.successor.text, found.leaned[0].text):
        assert words in text(parsed(html))


def test_its_row_stays_struck_in_its_place(archive: Archive, withdrawn: Archive) -> None:
    path = "proposition/event/battle-of-alder-ford/deaths"
    before, after = (parsed(pages.html(one, path, Reader()) or "") for one in (archive, withdrawn))
    assert not list(before.iter("s"))
    assert len(list(after.iter("s"))) == 1
    assert "withdrawn 1 December 2026" in text(after)
    links = [[a.get("href") for a in tree.iter("a") if "val" in (a.get("class") or "")] for tree in (before, after)]
    assert links[0] == links[1]


def test_what_stands_has_no_notice(archive: Archive) -> None:
    assert ended(archive, CLAIM, "en") is None
    only = memory_store(
        [*archive.store, Quad(archive.node(CLAIM), ADMS.status, Literal("withdrawn"), archive.node("graph/claims"))]
    )
    found = ended(Archive(only, archive.base), CLAIM, "en")
    assert found is not None
    assert (found.day, found.successor) == ("", None)
