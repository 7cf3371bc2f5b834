"""The head of an event, an actor and a place; questions by kind; names in use; what is linked; views."""

import pytest

from markup import identifiers, parsed, text
from testimonia import pages
from testimonia.pages import Archive, Reader, thing
from testimonia.pages.according import according
from testimonia.pages.aspects import KINDS, kind_of, order
from testimonia.pages.called import names_used
from testimonia.pages.event import head, links
from testimonia.pages.meeting import met, most
from testimonia.pages.record import record
from testimonia.pages.summary import Computed, Line, computed, lines, linked

BATTLE = "event/battle-of-alder-ford"
REMOVAL = "event/removal-to-saltholm"


def line(found: tuple[Line, ...], label: str) -> Line:
    return next(one for one in found if one.label.english == label)


def of_battle(archive: Archive, *aspects: str) -> tuple[Line, ...]:
    return lines(archive, BATTLE, aspects, "en")


@pytest.mark.parametrize(
    ("aspect", "kind"),
    [
        ("name", "names"),
        ("startDate", "dates"),
        ("accessDate", "dates"),
        ("destination", "places"),
        ("deaths", "figures"),
        ("personsDeported", "figures"),
        ("qualification", "classing"),
        ("cause", "causes"),
        ("stateOfEvidence", "evidence"),
        ("heldIn", "places"),
        ("attitude", "other"),
    ],
)
def test_the_kind_of_an_aspect(aspect: str, kind: str) -> None:
    assert kind_of(aspect) == kind


def test_kinds_follow_one_order() -> None:
    aspects = ["stateOfEvidence", "attitude", "deaths", "startDate", "name", "personsDeported", "date"]
    assert sorted(aspects, key=order) == [
        "name",
        "date",
        "startDate",
        "deaths",
        "personsDeported",
        "stateOfEvidence",
        "attitude",
    ]
    assert len([aspect for aspects in KINDS.values() for aspect in aspects]) == len(
        {aspect for aspects in KINDS.values() for aspect in aspects}
    )


def test_every_statement_about_a_thing_stands_on_its_pages(archive: Archive) -> None:
    for path in archive.by_about:
        if path.partition("/")[0] not in thing.LISTS:
            continue
        found, part = thing.thing(archive, path, Reader())
        assert part.pages >= 1
        told = sum(asked.statements for kind in found.kinds for asked in kind.asked)
        shown = [found, *(thing.thing(archive, path, Reader(number=n))[0] for n in range(2, part.pages + 1))]
        rows = sum(one.total for page in shown for section in page.sections for one in section.disputes)
        rows += sum(len(section.alone) for page in shown for section in page.sections)
        names = sum(len(use.users) + use.left_out for page in shown for use in page.names_used)
        assert rows + names == told, path


def test_questions_stand_by_kind_and_never_by_number(archive: Archive) -> None:
    found, _ = thing.thing(archive, BATTLE, Reader())
    keys = [kind.key for kind in found.kinds]
    assert keys == sorted(set(keys), key=[*KINDS, "other"].index)
    assert [section.key for section in found.sections] == [key for key in keys if key != "names"]


def test_names_in_use_stand_apart_by_who_uses_them(archive: Archive) -> None:
    found, _ = thing.thing(archive, BATTLE, Reader())
    assert all(kind_of(one.aspect) != "names" for section in found.sections for one in section.disputes)
    question = f"proposition/{BATTLE}/name"
    uses = names_used(archive, question, "en")
    assert found.names_used == uses
    assert [use.name.text for use in uses] == sorted((use.name.text for use in uses), key=str.casefold)
    assert all(use.users for use in uses)


def test_a_title_with_the_same_words_is_named(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    question = f"proposition/{BATTLE}/name"
    wanted = names_used(archive, question, "en")[0].name.text
    monkeypatch.setattr("testimonia.pages.called._works", lambda _: {"source/vey-chronicle": f"on {wanted.casefold()}"})
    found = {use.name.text: use.titles for use in names_used(archive, question, "en")}
    assert [name.path for name in found[wanted]] == ["source/vey-chronicle"]


def test_dates_are_lines_with_holders_and_the_number_of_statements(archive: Archive) -> None:
    found = of_battle(archive, "startDate", "endDate", "duration", "date")
    assert {one.label.english for one in found} <= {"start", "end", "duration", "date"}
    for one in found:
        assert one.statements >= 1
        assert all(value.voices.holders for value in one.values)
        assert sum(value.voices.statements for value in one.values) == one.statements


def test_lines_that_disagree_say_so(archive: Archive) -> None:
    states = {question: _state_of(archive, question) for question in archive.by_about[BATTLE]}
    assert states[f"proposition/{BATTLE}/deaths"] == "disagree"
    assert set(states.values()) <= {"", "agree", "disagree"}


def _state_of(archive: Archive, question: str) -> str:
    aspect = archive.asked(question)[1]
    return of_battle(archive, aspect)[0].state


def test_what_is_computed_names_its_finding(archive: Archive) -> None:
    found = [one for path in (BATTLE, REMOVAL, "event/second-day-at-the-ford") for one in _computed(archive, path)]
    assert found
    for one in found:
        assert archive.findings.finding(one.path) is not None
        assert one.sentence.english
        assert one.sentence.german


def _computed(archive: Archive, path: str) -> list[Computed]:
    shown = head(archive, path, "en")
    assert shown is not None
    return [one for column in shown.columns for one in column.computed]


def test_a_rule_is_asked_only_for_what_is_wanted(archive: Archive) -> None:
    assert computed(archive, BATTLE, ()) == ()


def test_parts_stand_in_the_head_of_the_whole(archive: Archive) -> None:
    rows = linked(archive, "event/war-of-vey-and-lowmere", ("partOf",), "event", "en")
    assert BATTLE in [row.name.path for row in rows]
    shown = head(archive, "event/war-of-vey-and-lowmere", "en")
    assert shown is not None
    parts = next(one for column in shown.columns for one in column.lines if one.key == "linked.parts")
    assert [value.name.path for value in parts.values if value.name] == [row.name.path for row in rows]


def test_the_record_counts_roots_and_says_what_is_missing(archive: Archive) -> None:
    found = record(archive, BATTLE, "en")
    about = [claim for question in archive.by_about[BATTLE] for claim in _claims(archive, question)]
    assert found.statements == len(about) == sum(number for _, number in found.documents)
    assert found.roots is not None
    assert 0 < found.roots.known < found.roots.statements == found.statements
    assert found.roots.dependent > 0
    assert "Muster roll of Vey" in [name.text for name in found.roots.shared]
    assert "dates" not in found.not_said
    assert record(archive, "event/none", "en").not_said == ()


def _claims(archive: Archive, question: str) -> list[str]:
    return [path for path, claim in archive.facts.claims.items() if archive.question(claim) == question]


def test_an_actor_has_roles_by_event(archive: Archive) -> None:
    answers = [one for one in archive.facts.answers.values() if one.aspect == "participation"]
    assert answers
    for answer in answers:
        rows = links(archive, answer.values[0], Reader())
        roles = next(one for one in rows if one.key == "linked.roles")
        assert answer.about in [row.name.path for row in roles.rows]


def test_a_place_has_what_happened_and_what_lies_there(archive: Archive) -> None:
    saltholm = next(one for one in archive.facts.answers.values() if one.aspect == "destination")
    keys = {one.key for one in links(archive, saltholm.values[0], Reader())}
    assert "linked.happened" in keys
    within = next(one for one in archive.facts.answers.values() if one.aspect == "within")
    assert "linked.lies-in" in {one.key for one in links(archive, within.values[0], Reader())}
    shown = head(archive, "place/alder-ford", "en")
    assert shown is not None
    places = next(column for column in shown.columns if column.key == "places")
    points = line(places.lines, "coordinates")
    assert points.statements == len(points.values) == 2
    assert all(value.voices.holders for value in points.values)


def test_a_view_holds_what_is_asserted_and_counts_the_rest(archive: Archive) -> None:
    for holder, claims in archive.by_holder.items():
        found = according(archive, holder, Reader())
        assert found is not None
        stances = {archive.facts.claims[path].stance for link in found.links for path in link.claims}
        assert stances <= {"asserts"}
        left_out = sum(number for _, _, number in found.left_out)
        assert left_out + len({path for link in found.links for path in link.claims}) <= len(claims)
    assert according(archive, "actor/nobody", Reader()) is None


def test_who_meets_whom_is_the_same_from_both_sides(archive: Archive) -> None:
    pairs = {(one.one.path, one.other.path): one.questions for one in most(archive, "en")}
    assert pairs
    assert list(pairs.values()) == sorted(pairs.values(), reverse=True)
    for (one, other), number in pairs.items():
        assert {row.other.path: row.questions for row in met(archive, one, "en")}[other] == number
        assert {row.other.path: row.questions for row in met(archive, other, "en")}[one] == number


@pytest.mark.parametrize("path", [BATTLE, REMOVAL, "actor/marlow", "place/alder-ford"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_links_of_the_table_of_contents_lead_to_their_questions(archive: Archive, path: str, language: str) -> None:
    tree = parsed(pages.html(archive, path, Reader(language=language)) or "")
    places = set(identifiers(tree))
    contents = next(one for one in tree.iter("nav") if one.get("class") == "toc")
    targets = [link.get("href", "") for link in contents.iter("a")]
    assert targets
    assert all(target.startswith("#") and target[1:] in places for target in targets)


def test_the_page_tells_holders_beside_values(archive: Archive) -> None:
    found = text(parsed(pages.html(archive, BATTLE, Reader()) or ""))
    for words in ("How far the record goes", "Sources read that speak of it", "1 statement", "computed here"):
        assert words in found


def test_many_statements_come_in_pages(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimonia.pages.thing.ROWS", 4)
    _, part = thing.thing(archive, BATTLE, Reader())
    assert part.pages > 2
    seen = []
    for number in range(1, part.pages + 1):
        found, _ = thing.thing(archive, BATTLE, Reader(number=number))
        seen += [one.path for section in found.sections for one in section.disputes]
        seen += [name.path for section in found.sections for name, _ in section.alone]
        assert (found.head is not None) == (number == 1)
    assert len(seen) == len(set(seen))
    assert sorted([*seen, f"proposition/{BATTLE}/name"]) == sorted(archive.by_about[BATTLE])
