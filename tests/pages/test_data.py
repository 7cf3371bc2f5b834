"""What pages show, as data: disputes, rows, claims, works, terms, lists; without any mark-up."""

import pytest
from pyoxigraph import Literal

from testimonia.pages import (
    Archive,
    Reader,
    claim,
    lines,
    listed,
    node,
    opened,
    question,
    rows,
    site,
    terms,
    thing,
    work,
)
from testimonia.pages.names import Text, best
from testimonia.pages.reader import Slice

DEATHS = "proposition/event/battle-of-alder-ford/deaths"


@pytest.fixture
def deaths(archive: Archive) -> question.Dispute:
    return question.dispute(archive, DEATHS, "en")


def row(found: question.Dispute, claim_key: str) -> rows.Row:
    return next(one for one in found.rows if one.brief.path.endswith(claim_key))


def test_a_dispute_counts_statements_holders_and_stances(deaths: question.Dispute) -> None:
    assert (deaths.total, deaths.holders, deaths.left_out) == (9, 8, 0)
    assert [(stance, number) for stance, _, number in deaths.stances] == [
        ("asserts", 7),
        ("denies", 1),
        ("suggests", 1),
    ]


def test_rows_have_letters_in_the_order_that_is_shown(deaths: question.Dispute) -> None:
    assert [one.siglum for one in deaths.rows] == list("ABCDEFGHI")


def test_rows_stand_by_base_then_by_lower_bound(deaths: question.Dispute) -> None:
    assert [group.base.english for group in deaths.groups] == [
        "persons",
        "persons: camp followers",
        "share of 900 persons: Levy of Vey",
        "share of Lowmere band",
    ]
    first = [one.value.english for one in deaths.groups[0].rows]
    assert first == ["300 to 900 persons", "up to 1,000 persons", "more than 3,000 persons", "more than 3,000 persons"]


def test_a_row_keeps_holder_and_voices_apart(deaths: question.Dispute) -> None:
    found = row(deaths, "lowmere-30-percent")
    assert found.brief.holder.text == "Gerta Holm"
    assert [voice.text for voice in found.brief.through] == ["Editors of the Lowmere Town Wiki"]
    assert [(spot.begin, spot.end) for spot in found.brief.spots] == [(258, 353)]


def test_a_row_tells_what_a_figure_leaves_out(deaths: question.Dispute) -> None:
    scope = {fact.heading.english: fact.words.english for fact in row(deaths, "lowmere-30-percent").scope}
    assert scope["leaves out"] == "those who died of wounds later"


def test_roots_are_dependent_unknown_or_known(deaths: question.Dispute) -> None:
    states = {one.siglum: one.roots.state for one in deaths.rows}
    assert set(states.values()) <= {"dependent", "independent", "known", "unknown"}
    found = row(deaths, "lowmere-30-percent").roots
    assert found.state == "dependent"
    assert "Muster roll of Vey" in [name.text for name in found.shared]
    assert row(deaths, "abbey-3000").roots.state == "unknown"


def test_reasons_name_the_letters_of_their_rows(deaths: question.Dispute) -> None:
    opposition = next(reason for reason in deaths.reasons if reason.kind == "opposition")
    abbey, marlow = row(deaths, "/abbey-3000").siglum, row(deaths, "/abbey-3000-rejected").siglum
    assert set(opposition.letters) == {abbey, marlow}
    assert not opposition.sentence.english.startswith("Deaths, Battle of Alder Ford")


def test_different_scopes_are_folded_where_there_are_many(deaths: question.Dispute) -> None:
    assert deaths.folded
    assert all(reason.kind == "differentScope" for reason in deaths.folded)
    assert all(reason.kind != "differentScope" for reason in deaths.reasons)


def test_part_of_a_dispute_keeps_its_letters(archive: Archive) -> None:
    found = question.dispute(archive, DEATHS, "en", (4, 6))
    assert [one.siglum for one in found.rows] == ["E", "F"]
    assert (found.total, found.left_out) == (9, 7)


@pytest.mark.parametrize(("index", "siglum"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_sigla(index: int, siglum: str) -> None:
    assert lines.letter(index) == siglum


def test_runs_of_letters() -> None:
    assert rows.runs(["B", "A", "D"]) == ("A", "B", "D")
    assert [part.replace("\u2013", "-") for part in rows.runs(["B", "C", "D", "F", "AA"])] == ["B-D", "F", "AA"]
    assert rows.runs([]) == ()


def test_a_claim_has_its_trail_picture_and_curation(archive: Archive) -> None:
    found = claim.claim(archive, "claim/vey-chronicle/abbey-3000", "en")
    assert found.brief.stance == "asserts"
    assert found.picture.startswith("<svg")
    assert "<style" not in found.picture
    assert found.curation is not None
    assert found.curation.curators
    assert len(found.curation.files[0][2]) == 64
    assert found.trail.arguments


def test_what_is_no_claim_has_none(archive: Archive) -> None:
    with pytest.raises(KeyError):
        claim.claim(archive, DEATHS, "en")
    assert claim.claim_sheet(archive, "claim/none/none", Reader()) is None


def test_long_lists_come_in_pages(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonia.pages.thing.ROWS", 5)
    monkeypatch.setattr(
        "testimonia.pages.thing.cut",
        lambda total, number: Slice(
            number, -(-total // 5) or 1, min((number - 1) * 5 + 1, total), min(number * 5, total), total
        ),
    )
    seen: list[str] = []
    _, part = thing.thing(archive, "actor/marlow", Reader())
    for number in range(1, part.pages + 1):
        found, _ = thing.thing(archive, "actor/marlow", Reader(number=number))
        assert all(len(one.claims) <= 5 for one in found.lists)
        seen += [brief.path for one in found.lists if one.key == "list.holds" for brief in one.claims]
    assert sorted(seen) == sorted(archive.by_holder["actor/marlow"])
    assert len(seen) > 5


def test_references_stand_in_the_order_of_their_numbers(archive: Archive) -> None:
    found = [path.rpartition("/")[2] for path in listed.references(archive, "source/lowmere-wiki")]
    numbers = [int(mark) for mark in found if mark.isdecimal()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 1


def test_a_work_tells_how_its_references_resolve(archive: Archive) -> None:
    found = work.work(archive, "source/vey-chronicle", Reader())
    assert sum(number for _, _, number in found.resolutions) == found.entries_part.total
    assert found.snapshots
    assert {key for key, _ in found.facts} >= {"creator"}


def test_a_word_knows_where_it_is_used(archive: Archive) -> None:
    found = terms.word_sheet(archive, "vocab/denies", Reader())
    assert found is not None
    briefs = found.values["briefs"]
    assert isinstance(briefs, tuple)
    assert {brief.stance for brief in briefs} == {"denies"}


def test_every_scheme_is_listed(archive: Archive) -> None:
    found = terms.schemes(archive, "de")
    assert len(found) == 15
    assert all(title.text and number for _, title, _, number in found)


def test_a_plain_node_shows_what_is_said_and_what_leads_to_it(archive: Archive) -> None:
    path = next(one for one in archive.nodes if one.startswith("snapshot/"))
    found = node.sheet(archive, path, Reader())
    assert found is not None
    properties = found.values["properties"]
    assert isinstance(properties, tuple)
    assert "tm:sha256" in {one.short for one in properties}
    assert found.values["incoming"]


def test_graphs_count_what_is_in_them(archive: Archive) -> None:
    found = node.graph_sheet(archive, "graph/claims", Reader())
    assert found is not None
    classes = found.values["classes"]
    assert isinstance(classes, tuple)
    assert (len(archive.facts.claims), "tm:Claim") in {(number, short) for number, short, _ in classes}
    assert found.values["quads"] == len(
        list(archive.store.quads_for_pattern(None, None, None, archive.node("graph/claims")))
    )


def test_the_first_page_counts(archive: Archive) -> None:
    told = dict(site.counts(archive))
    assert told["claims"] == len(archive.facts.claims)
    assert told["documents"] == 2


def test_lists_name_everything_once_in_order(archive: Archive) -> None:
    for name, kind in site.LISTS.items():
        found = site.listed(archive, kind, "en")
        texts = [one.name.text.casefold() for one in found]
        assert texts == sorted(texts), name
        assert len({one.name.path for one in found}) == len(found)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", Text("Ort")), ("en", Text("place")), ("fr", Text("place", "en"))],
)
def test_the_readers_language_comes_first(language: str, expected: Text) -> None:
    labels = [Literal("Ort", language="de"), Literal("place", language="en"), Literal("место", language="ru")]
    assert best(labels, language) == expected


def test_a_name_in_no_language_of_ours_says_its_language() -> None:
    assert best([Literal("место", language="ru")], "en") == Text("место", "ru")
    assert best([], "en") is None


def test_an_archive_is_opened_once(archive: Archive) -> None:
    assert opened(archive.store, archive.base) is archive
