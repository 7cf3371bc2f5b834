"""The lists of what is open hold what the graphs record, each thing once, and count what they hold."""

import pytest

from markup import inside, parsed, text
from testimonia import pages
from testimonia.infer.phrase import Pair
from testimonia.infer.witnesses import root_states
from testimonia.pages import Archive, Reader
from testimonia.pages.open_work import Covered, OpenList, covered, open_lists
from testimonia.pages.quality import addresses
from testimonia.vocabulary import TM


def test_the_example_leaves_this_open(archive: Archive) -> None:
    lists = open_lists(archive)
    assert lists["flags-citationNeeded"].paths == ("flag/lowmere-wiki/240-257", "flag/lowmere-wiki/669-686")
    assert lists["references-unresolved"].paths == ("reference/vey-chronicle/hatch-1922",)
    assert lists["questions-no-number"].paths == ("proposition/event/battle-of-alder-ford/persons-wounded",)
    assert {one.part for one in lists.values()} >= {"flags", "references", "roots", "sums", "dates", "questions"}
    assert not [key for key in lists if "resolved" in key and "unresolved" not in key]


def test_nothing_stands_twice_in_a_list_and_no_list_is_empty(archive: Archive) -> None:
    for one in open_lists(archive).values():
        assert one.total == len(set(one.paths)) > 0


def test_the_lists_of_roots_hold_every_claim_whose_roots_are_unknown(archive: Archive) -> None:
    lists = (one for key, one in open_lists(archive).items() if key.startswith("roots-"))
    listed = {path for one in lists for path in one.paths}
    states = root_states(archive.facts)
    assert {path for path, state in states.items() if state == "unknown"} <= listed
    assert not listed & {path for path, state in states.items() if state in ("known", "independent")}


def test_documents_are_counted_in_characters(archive: Archive) -> None:
    for one in covered(archive):
        length = int(archive.facts.text(archive.subjects(TM.snapshotOf, one.path)[0], TM.extent) or one.characters)
        assert one.stated + one.other + one.none == one.characters == length
        assert min(one.stated, one.other, one.none) >= 0
    assert [one.path for one in covered(archive)] == ["source/lowmere-wiki", "source/vey-chronicle"]
    assert Covered("x", 10, 4, 5).none == 1


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_page_counts_what_its_lists_hold(archive: Archive, language: str) -> None:
    tree = parsed(pages.html(archive, "quality", Reader(language=language)) or "")
    counted = {
        link.get("href"): text(row.findall("td")[-1])
        for row in tree.iter("tr")
        for link in row.iter("a")
        if row.findall("td")
    }
    for key, one in open_lists(archive).items():
        assert counted[f"/quality/{key}"] == str(one.total)


def test_what_stands_in_several_lists_is_counted_once_for_the_part(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = sorted(archive.facts.claims)[:3]
    one = OpenList("roots", "roots-unread", Pair("work", "Werk"), (first, second))
    other = OpenList("roots", "roots-word", Pair("word", "Wort"), (second, third))
    monkeypatch.setattr("testimonia.pages.quality.open_lists", lambda _: {one.key: one, other.key: other})
    tree = parsed(pages.html(archive, "quality", Reader()) or "")
    item = next(part for part in tree.iter("li") if any(link.get("href") == "#p-roots" for link in part.iter("a")))
    assert text(item).endswith(" 3")


def test_a_list_is_cut_and_every_item_leads_to_its_page(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    long = OpenList("roots", "roots-unread", Pair("work", "Werk"), tuple(sorted(archive.facts.claims)))
    monkeypatch.setattr("testimonia.pages.quality.open_lists", lambda _: {"roots-unread": long})
    first = parsed(pages.html(archive, "quality/roots-unread", Reader()) or "")
    assert "/quality/roots-unread?page=2" in inside(first)
    shown = [link for link in inside(first) if link.startswith("/claim/")]
    assert len(shown) == 50
    assert pages.html(archive, "quality/roots-unread", Reader(number=3)) is None


def test_there_is_a_page_for_each_list_and_none_else(archive: Archive) -> None:
    assert len(list(addresses(archive))) == 1 + len(open_lists(archive))
    assert pages.html(archive, "quality/nothing", Reader()) is None
