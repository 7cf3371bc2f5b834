"""Two holders side by side: every question of either stands once, with a relation; who may be chosen."""

from itertools import combinations

import pytest

from markup import parsed, text
from testimonia import pages
from testimonia.infer.compare import compare
from testimonia.pages import Archive, Reader, words
from testimonia.pages import compare as page
from testimonia.pages.compare import Part
from testimonia.pages.meeting import file_of, pair_of, pairs


def parts(archive: Archive, one: str, other: str) -> tuple[Part, ...]:
    found = page.sheet(archive, Reader(), one, other).values["parts"]
    assert isinstance(found, tuple)
    return found


def contrary_pair(archive: Archive) -> tuple[str, str]:
    """Two holders with statements that are contrary."""
    return next(pair for pair in combinations(sorted(archive.by_holder), 2) if compare(archive.facts, *pair).contrary)


def test_every_statement_of_both_stands_somewhere(archive: Archive) -> None:
    for one, other in combinations(sorted(archive.by_holder), 2):
        found = parts(archive, one, other)
        rows = [row for part in found for row in part.rows]
        shown = {said.brief.path for row in rows for cell in (row.one, row.other) for said in cell.said}
        wanted = {*archive.by_holder[one], *archive.by_holder[other]}
        assert shown == wanted, (one, other)


def test_each_relation_has_words(archive: Archive) -> None:
    for one, other in combinations(sorted(archive.by_holder), 2):
        for part in parts(archive, one, other):
            for row in part.rows:
                assert words.words("en").has(f"relation.{row.relation}")
                assert words.words("en").has(f"compare.{part.key}")


def test_contrary_statements_differ_and_say_why(archive: Archive) -> None:
    pair = contrary_pair(archive)
    rows = next(part.rows for part in parts(archive, *pair) if part.key == "contrary")
    for row in rows:
        assert row.relation in ("differ", "seem-to-differ", "undecided")
        assert row.sentences[0].english
        assert not row.sentences[0].english.startswith(f"{row.question.text}: ")
        assert row.one.said
        assert row.other.said


def test_sides_keep_to_their_columns(archive: Archive) -> None:
    one, other = contrary_pair(archive)
    for part in parts(archive, one, other):
        for row in part.rows:
            assert {said.brief.holder.path for said in row.one.said} <= {one}
            assert {said.brief.holder.path for said in row.other.said} <= {other}


@pytest.mark.parametrize("written", ["actor/marlow", "marlow", "  marlow "])
def test_a_holder_is_found_by_path_and_by_key(archive: Archive, written: str) -> None:
    assert page.chosen(archive, written, "en").path == "actor/marlow"


def test_a_holder_is_found_by_name_or_is_offered(archive: Archive) -> None:
    name = archive.name("actor/marlow", "en").text
    assert page.chosen(archive, name.upper(), "en").path == "actor/marlow"
    part = page.chosen(archive, name[:-2], "en")
    assert part.path == ""
    assert "actor/marlow" in [one.path for one in part.candidates]
    assert page.chosen(archive, "", "en").text == ""
    assert page.chosen(archive, "x" * 999, "en").candidates == ()


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("marlow", ""), ("marlow", "marlow"), ("nobody at all", "marlow")]
)
def test_without_two_known_holders_there_is_a_choice(archive: Archive, one: str, other: str) -> None:
    found = page.sheet(archive, Reader(), one, other)
    assert found.values["comparison"] is None
    assert found.values["met"]


def test_the_choice_works_without_script(archive: Archive) -> None:
    tree = parsed(pages.html(archive, "compare", Reader()) or "")
    form = next(one for one in tree.iter("form") if "picker" in (one.get("class") or ""))
    assert form.get("action") == "/compare"
    assert [select.get("name") for select in form.iter("select")] == ["a", "b"]
    options = {option.get("value") for option in form.iter("option")} - {""}
    assert {f"actor/{value}" for value in options} == set(archive.by_holder)


def test_with_very_many_holders_a_name_is_asked_for(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonia.pages.compare.CHOSEN_FROM", 3)
    tree = parsed(pages.html(archive, "compare", Reader()) or "")
    form = next(one for one in tree.iter("form") if "picker" in (one.get("class") or ""))
    assert [field.get("name") for field in form.iter("input")] == ["a", "b"]


def test_the_page_of_two_keeps_them_in_its_links(archive: Archive) -> None:
    one, other = contrary_pair(archive)
    html = pages.comparison(archive.store, archive.base, (one, other), Reader(language="de"))
    tree = parsed(html or "")
    assert archive.name(one, "de").text in text(next(tree.iter("h1")))
    german = [link.get("href", "") for link in tree.iter("a") if link.get("hreflang") == "en"]
    assert all("a=actor" in link and "b=actor" in link for link in german)
    assert pages.comparison(archive.store, archive.base, (one, other), Reader(number=99)) is None


def test_pairs_have_files_of_their_own(archive: Archive) -> None:
    names = [file_of(*pair) for pair in pairs(archive)]
    assert len(names) == len(set(names))
    for pair in pairs(archive):
        assert pair_of(archive, file_of(*pair)) == pair
        assert file_of(*pair) == file_of(*reversed(pair))
        html = pages.html(archive, file_of(*pair), Reader(is_static=True, root="../", languages=("en", "de")))
        assert html is not None
        assert "<form" not in html.partition("<main")[2]
    assert pages.html(archive, "compare/nobody+nowhere", Reader()) is None
