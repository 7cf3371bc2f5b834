"""Laws of comparing two holders: it is mutual, loses no claim, and asks nobody else."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from archives import ARGUMENTS, MEETING, Put, Said, facts, quads_of
from testimonia.infer.compare import Comparison, Meeting, compare


def compared(claims: list[Said], arguments: list[Put], one: str = "holm", other: str = "quill") -> Comparison:
    return compare(facts(quads_of(claims, arguments)), f"actor/{one}", f"actor/{other}")


@settings(max_examples=50)
@given(claims=MEETING, arguments=ARGUMENTS)
def test_it_is_mutual(claims: list[Said], arguments: list[Put]) -> None:
    there, back = compared(claims, arguments), compared(claims, arguments, "quill", "holm")

    for name in ("shared", "together", "contrary", "elsewhere"):
        assert set(getattr(there, name)) == set(map(_turned, getattr(back, name)))
    assert {(row.sentence, row.one, row.other) for row in there.entailed} == {
        (row.sentence, row.other, row.one) for row in back.entailed
    }
    assert [(row.question, row.one, row.other) for row in there.classings] == [
        (row.question, row.other, row.one) for row in back.classings
    ]
    assert (there.attacks, there.supports, there.questions) == (back.attacks, back.supports, back.questions)
    assert there.one.premises == back.other.premises
    assert there.shares_nothing == back.shares_nothing


def _turned(meeting: Meeting) -> Meeting:
    return replace(meeting, one=meeting.other, other=meeting.one)


@settings(max_examples=120)
@given(claims=MEETING)
def test_every_claim_stands_somewhere(claims: list[Said]) -> None:
    claims = [claim._replace(holder="holm") if claim.holder == "anselm" else claim for claim in claims]
    found = compared(claims, [])
    meetings = (*found.shared, *found.together, *found.contrary, *found.elsewhere)
    sides = [(row.one, row.other) for row in meetings]
    sides += [(row.one, row.other) for row in found.entailed]
    sides += [(row.one, row.other) for row in (*found.beside, *found.one.alone, *found.other.alone)]
    shown = {path for side in sides for paths in side for path in paths}
    shown |= {row.claim for classing in found.classings for row in (*classing.one, *classing.other)}

    assert shown == {f"claim/d/{number}" for number in range(len(claims))}
    assert found.one.claims + found.other.claims == len(claims)


@settings(max_examples=50)
@given(claims=MEETING)
def test_what_others_say_changes_nothing(claims: list[Said]) -> None:
    alone = [claim._replace(holder="nobody") if claim.holder == "anselm" else claim for claim in claims]

    assert compared(alone, []) == compared(claims, [])


@settings(max_examples=50)
@given(claims=MEETING)
def test_two_who_say_the_same_differ_in_nothing(claims: list[Said]) -> None:
    """Each claim is said by both; denials and doubts are left out, which may contradict the holder's own claims."""
    firm = [claim._replace(stance="asserts", limit="", definition="custom") for claim in dict.fromkeys(claims)]
    both = [claim._replace(holder=holder) for claim in firm for holder in ("holm", "quill")]
    found = compared(both, [])

    assert (found.entailed, found.one.alone, found.other.alone) == ((), (), ())
    assert {meeting.kind for meeting in found.contrary} <= {"conflict"}
    assert found.shares_nothing == (not both)


@settings(max_examples=50)
@given(claims=MEETING, arguments=ARGUMENTS, chance=st.randoms(use_true_random=False))
def test_shuffled_input_gives_the_same(claims: list[Said], arguments: list[Put], chance: Random) -> None:
    quads = quads_of(claims, arguments)
    before = compare(facts(quads), "actor/holm", "actor/quill")
    chance.shuffle(quads)

    assert compare(facts(quads), "actor/holm", "actor/quill") == before
