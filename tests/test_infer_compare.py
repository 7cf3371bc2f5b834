"""Two holders side by side: what they share and where they differ, on small facts, the example and the real archive."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.infer.compare import Comparison, Meeting, compare
from testimonia.infer.facts import Facts
from testimonia.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
BASE = "https://example.org/"
HEAD = f"""
@base <{BASE}> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def facts(*texts: str) -> Facts:
    return Facts(parse((HEAD + "\n".join(texts)).encode(), format=RdfFormat.TURTLE), BASE)


def answer(path: str, content: str) -> str:
    """A proposition ``about/aspect/key``, about an event."""
    about, aspect, _ = path.split("/")
    return (
        f"<proposition/event/{path}> a tm:Proposition ; tm:about <event/{about}> ; tm:aspect v:{aspect} ; {content} ."
    )


def figure(path: str, number: int, scope: str = "") -> str:
    text = answer(path, f"tm:quantity <quantity/{number}> {scope}")
    words = f'schema:unitText "persons" ; schema:value {number} ; skos:notation "{number} persons"'
    return f"{text}\n<quantity/{number}> a tm:Quantity ; tm:boundKind v:exact ; {words} ."


def says(holder: str, path: str, stance: str = "asserts") -> str:
    """A claim, called by holder and answer."""
    held = f"tm:holder <actor/{holder}> ; tm:stance v:{stance}"
    return f"<claim/{key(holder, path)}> a tm:Claim ; tm:states <proposition/event/{path}> ; {held} ."


def key(holder: str, path: str) -> str:
    return f"d/{holder}-{path.replace('/', '-')}"


def argues(holder: str, kind: str, premises: list[str], target: str) -> str:
    link = "supports" if kind == "supports" else "attacks"
    held = f"tm:holder <actor/{holder}> ; dct:type v:{kind}"
    listed = ", ".join(f"<claim/{premise}>" for premise in premises)
    name = f"argument/d/{holder}-{kind}"
    return f"<{name}> a tm:Argument ; {held} ; tm:premise {listed} ; tm:{link} <{target}> ."


def told(meetings: tuple[Meeting, ...]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Kind, and the claims of either side, by the ends of their keys."""
    return [(meeting.kind, _ends(meeting.one), _ends(meeting.other)) for meeting in meetings]


def _ends(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path.rpartition("/")[2] for path in paths)


ROUT = answer("rout/cause/1", "tm:value <concept/fear>")
CAUSE = "rout/cause/1"


def holm_and_quill(*texts: str) -> Comparison:
    return compare(facts(*texts), "actor/holm", "actor/quill")


@pytest.mark.parametrize(
    ("one", "other", "field", "kind"),
    [
        pytest.param("asserts", "asserts", "shared", "agreement", id="both assert"),
        pytest.param("denies", "doubts", "shared", "agreement", id="both against"),
        pytest.param("asserts", "partly", "shared", "partialAgreement", id="one in part"),
        pytest.param("asserts", "denies", "contrary", "opposition", id="one denies"),
        pytest.param("doubts", "asserts", "contrary", "opposition", id="one doubts"),
    ],
)
def test_one_answer(one: str, other: str, field: str, kind: str) -> None:
    found = holm_and_quill(ROUT, says("holm", CAUSE, one), says("quill", CAUSE, other))

    assert told(getattr(found, field)) == [(kind, ("holm-rout-cause-1",), ("quill-rout-cause-1",))]
    assert found.shares_nothing == (field == "contrary")
    assert found.beside == ()
    assert found.one.alone == found.other.alone == ()


def test_two_numbers_in_one_scope_conflict_with_the_gap() -> None:
    texts = (figure("rout/deaths/1", 41), figure("rout/deaths/2", 900))
    found = holm_and_quill(*texts, says("holm", "rout/deaths/1"), says("quill", "rout/deaths/2"))

    (meeting,) = found.contrary
    assert (meeting.kind, meeting.gap.english, meeting.gap.german) == ("conflict", "859 persons", "859 Personen")


def test_two_numbers_of_different_people_only_look_contrary() -> None:
    levy = figure("rout/deaths/2", 900, "; tm:population <actor/levy>")
    found = holm_and_quill(
        figure("rout/deaths/1", 41), levy, says("holm", "rout/deaths/1"), says("quill", "rout/deaths/2")
    )

    assert found.contrary == ()
    (meeting,) = found.elsewhere
    assert "only the second names a population: levy" in meeting.sentence.english


def test_what_others_say_is_left_out() -> None:
    texts = (figure("rout/deaths/1", 41), figure("rout/deaths/2", 900))
    found = holm_and_quill(*texts, says("holm", "rout/deaths/1"), says("marlow", "rout/deaths/2"), says("quill", CAUSE))

    assert found.contrary == found.elsewhere == ()
    assert [row.question for row in found.one.alone] == ["event/rout/deaths"]


def test_claims_of_one_holder_are_told_once() -> None:
    again = says("holm", CAUSE).replace("claim/d/holm", "claim/e/holm")
    found = holm_and_quill(ROUT, says("holm", CAUSE), again, says("quill", CAUSE))

    assert told(found.shared) == [("agreement", ("holm-rout-cause-1", "holm-rout-cause-1"), ("quill-rout-cause-1",))]


DECIDED = answer("rout/participation/1", "tm:value <actor/odo> ; tm:role v:decisionMaker")
ANSWERABLE = answer("rout/responsibility/1", "tm:value <actor/odo>")


def test_finds_what_follows_from_what_each_says() -> None:
    holm, quill = says("holm", "rout/participation/1"), says("quill", "rout/responsibility/1")
    found = holm_and_quill(DECIDED, ANSWERABLE, holm, quill)

    (row,) = found.entailed
    assert row.sentence.english == "rout: responsibility of odo"
    assert row.sentence.german == "rout: Verantwortung von odo"
    assert (row.one, row.other) == (
        ("claim/d/holm-rout-participation-1",),
        ("claim/d/quill-rout-responsibility-1",),
    )
    assert not found.shares_nothing
    assert found.one.alone == found.other.alone == ()


def test_what_both_say_is_not_said_to_follow() -> None:
    found = holm_and_quill(DECIDED, says("holm", "rout/participation/1"), says("quill", "rout/participation/1"))

    assert len(found.shared) == 1
    assert found.entailed == ()


def test_says_where_the_limits_of_what_follows_differ() -> None:
    limited = ANSWERABLE.replace(" .", " ; tm:population <actor/levy> .")
    found = holm_and_quill(
        DECIDED, limited, says("holm", "rout/participation/1"), says("quill", "rout/responsibility/1")
    )

    assert found.entailed[0].limits.english == "only the second names a population: levy"


def test_nothing_follows_from_what_is_denied() -> None:
    quill = says("quill", "rout/responsibility/1", "denies")
    found = holm_and_quill(DECIDED, ANSWERABLE, says("holm", "rout/participation/1"), quill)

    assert found.entailed == ()


GENOCIDE = answer("removal/qualification/1", "tm:value <concept/massacre>")
BY_LAW = answer("removal/qualification/2", "tm:value <concept/massacre> ; tm:underDefinition <source/custom>")
OTHER = answer("removal/qualification/3", "tm:value <concept/rout>")


def test_says_which_class_goes_by_which_definition() -> None:
    holm = (says("holm", "removal/qualification/1", "denies"), says("holm", "removal/qualification/3"))
    found = holm_and_quill(GENOCIDE, BY_LAW, OTHER, *holm, says("quill", "removal/qualification/2"))

    (classing,) = found.classings
    assert [(row.stance, row.classes, row.definitions) for row in classing.one] == [
        ("denies", ("concept/massacre",), ()),
        ("asserts", ("concept/rout",), ()),
    ]
    assert [note.english for note in classing.notes] == [
        "“massacre”: holm names no definition; quill goes by: custom",
        "only holm speaks of: “rout”",
    ]
    assert [meeting.kind for meeting in found.contrary] == ["apparentConflict"]
    assert (
        "asserted by quill and denied by holm; only the first names a definition" in found.contrary[0].sentence.english
    )


@pytest.mark.parametrize(
    ("stance", "own", "relation"),
    [
        pytest.param("asserts", True, "both", id="both lean on it"),
        pytest.param("asserts", False, "held", id="the other says it"),
        pytest.param("denies", False, "rejected", id="the other denies it"),
        pytest.param("denies", True, "rejected", id="the other leans on its denial"),
        pytest.param("callsFor", False, "", id="the other only asks for it"),
    ],
)
def test_premises(*, stance: str, own: bool, relation: str) -> None:
    goal = answer("rout/manner/1", "tm:value <concept/fast>")
    texts = [ROUT, goal, says("holm", CAUSE), says("quill", CAUSE, stance), says("holm", "rout/manner/1")]
    texts.append(argues("holm", "supports", [key("holm", CAUSE)], f"claim/{key('holm', 'rout/manner/1')}"))
    if own:
        texts.append(argues("quill", "rebuts", [key("quill", CAUSE)], f"claim/{key('holm', 'rout/manner/1')}"))
    found = holm_and_quill(*texts)

    (premise,) = found.one.premises
    assert (premise.claim, premise.relation) == (f"claim/{key('holm', CAUSE)}", relation)
    assert premise.met_by == ((f"claim/{key('quill', CAUSE)}",) if relation else ())
    assert [row.kind for row in found.attacks] == (["rebuts"] if own else [])


def test_an_argument_for_what_the_other_says_is_shared_ground() -> None:
    texts = (ROUT, DECIDED, says("holm", "rout/participation/1"), says("quill", CAUSE))
    leaning = argues("holm", "supports", [key("holm", "rout/participation/1")], f"claim/{key('quill', CAUSE)}")
    found = holm_and_quill(*texts, leaning)

    assert [row.target for row in found.supports] == [f"claim/{key('quill', CAUSE)}"]
    assert not found.shares_nothing


def test_says_what_one_says_of_the_other() -> None:
    claim = key("quill", CAUSE)
    of_claim = f"<proposition/claim/{claim}/reliability/1> a tm:Proposition ; tm:about <claim/{claim}> ; "
    judged = f"{of_claim} tm:aspect v:reliability ; tm:value <concept/shown> ."
    holm = says("holm", "x").replace("proposition/event/x", f"proposition/claim/{claim}/reliability/1")
    found = holm_and_quill(ROUT, says("quill", CAUSE), judged, holm)

    assert found.one.of_other == ("claim/d/holm-x",)
    assert found.other.of_other == ()


def test_counts_what_one_passes_on() -> None:
    text = says("quill", CAUSE).replace("tm:stance", "tm:reportedBy <actor/holm> ; tm:stance")
    found = holm_and_quill(ROUT, text, says("holm", CAUSE))

    assert (found.one.passed_on, found.other.passed_on) == (1, 0)


def test_two_who_share_nothing() -> None:
    found = holm_and_quill(ROUT, DECIDED, says("holm", CAUSE), says("quill", "rout/participation/1"))

    assert found.shares_nothing
    assert found.questions == 0
    assert [row.question for row in found.other.alone] == ["event/rout/participation"]


def test_answers_that_nothing_sets_against_one_another_stand_beside_each_other() -> None:
    haste = answer("rout/cause/2", "tm:value <concept/haste>")
    found = holm_and_quill(ROUT, haste, says("holm", CAUSE), says("quill", "rout/cause/2"))

    assert [(row.question, row.one, row.other) for row in found.beside] == [
        ("event/rout/cause", ("claim/d/holm-rout-cause-1",), ("claim/d/quill-rout-cause-2",))
    ]


def test_one_who_holds_nothing() -> None:
    found = holm_and_quill(ROUT, says("holm", CAUSE))

    assert (found.one.claims, found.other.claims) == (1, 0)
    assert found.shares_nothing


def test_the_same_holder_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="stands on both sides"):
        compare(facts(ROUT), "actor/holm", "actor/holm")


def test_the_example(alder_ford_facts: Facts) -> None:
    found = compare(alder_ford_facts, "actor/holm", "actor/quill")

    assert told(found.contrary) == [("opposition", ("holm-by-custom-in-part",), ("quill-not-by-custom",))]
    assert [row.kind for row in found.attacks] == ["rebuts"]
    assert [note.english for note in found.classings[0].notes] == [
        "“massacre”: Gerta Holm goes by: Custom of Arms, War and Its Words; Tobias Quill goes by: Custom of Arms"
    ]


@pytest.fixture(scope="module")
def archive() -> Facts:
    """The real archive."""
    reading = checking.read(ROOT / "data")
    assert reading.records is not None
    quads = assemble(reading.records, reading.anchors, vocabulary()).quads
    return Facts(quads, reading.records.settings.base)


def test_two_scholars_on_genocide_and_ethnic_cleansing_differ_where_they_should_and_share_their_facts(
    archive: Facts,
) -> None:
    found = compare(archive, "actor/naimark", "actor/o-pohl")

    assert [meeting.kind for meeting in found.contrary] == ["apparentConflict"] * 2
    assert {meeting.about for meeting in found.contrary} == {"event/soviet-deportations"}
    (classing,) = (row for row in found.classings if row.one and row.other)
    assert {(row.stance, *row.classes) for row in classing.one} == {
        ("denies", "concept/genocide"),
        ("asserts", "concept/ethnic-cleansing"),
    }
    assert not any(row.definitions for row in classing.one)
    by_definition = {row.definitions: row.stance for row in classing.other if row.classes == ("concept/genocide",)}
    assert by_definition == {
        ("source/un-convention-1948",): "asserts",
        ("concept/strict-definition-of-genocide",): "partly",
    }
    assert [(row.subject, row.value) for row in found.entailed] == [("event/soviet-deportations", "actor/stalin")]
    assert not found.shares_nothing
