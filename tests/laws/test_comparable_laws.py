"""Laws of comparability: it is mutual, grows with the claims, does not know their order, and is no guess."""

from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from testimonia.infer import overlap
from testimonia.infer.comparable import RULE
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.overlap import End
from testimonia.infer.rules import Known, run
from testimonia.vocabulary import RDF, SCHEMA, SKOS, TM, XSD, V

BASE = "https://example.org/"
NUMBERS = {
    "exact": ("value",),
    "approx": ("value",),
    "atLeast": ("minValue",),
    "moreThan": ("minValue",),
    "upTo": ("maxValue",),
    "lessThan": ("maxValue",),
    "magnitude": ("minValue",),
    "many": (),
    "none": (),
}


class Made(NamedTuple):
    """A claim on the dead of one battle, as drawn."""

    holder: str
    stance: str
    bound: str
    number: int
    population: str
    unit: str
    aspect: str

    @property
    def answer(self) -> str:
        """The same content has the same name."""
        return "-".join((self.bound, str(self.number), self.population, self.unit.replace("%", "percent")))


CLAIMS = st.lists(
    st.builds(
        Made,
        holder=st.sampled_from(["anselm", "quill", "holm"]),
        stance=st.sampled_from(["asserts", "asserts", "suggests", "partly", "denies", "doubts", "callsFor"]),
        bound=st.sampled_from(sorted(NUMBERS)),
        number=st.integers(0, 4),
        population=st.sampled_from(["", "levy", "band"]),
        unit=st.sampled_from(["persons", "persons", "%"]),
        aspect=st.sampled_from(["deaths", "deaths", "demographicLoss"]),
    ),
    max_size=7,
)


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def quads_of(key: int, made: Made) -> list[Quad]:
    """The claim of a key, and what it states."""
    claim, path = node(f"claim/roll/{key}"), f"event/battle/{made.aspect}/{made.answer}"
    proposition, figure = node(f"proposition/{path}"), node(f"quantity/{path}")
    quads = [
        Quad(claim, RDF.type, TM.Claim),
        Quad(claim, TM.states, proposition),
        Quad(claim, TM.holder, node(f"actor/{made.holder}")),
        Quad(claim, TM.stance, V[made.stance]),
        Quad(proposition, RDF.type, TM.Proposition),
        Quad(proposition, TM.about, node("event/battle")),
        Quad(proposition, TM.aspect, V[made.aspect]),
        Quad(proposition, TM.quantity, figure),
        Quad(figure, RDF.type, TM.Quantity),
        Quad(figure, TM.boundKind, V[made.bound]),
        Quad(figure, SCHEMA.unitText, Literal(made.unit)),
        Quad(figure, SKOS.notation, Literal(f"{made.bound} {made.number}")),
    ]
    if made.population:
        quads.append(Quad(proposition, TM.population, node(f"actor/{made.population}")))
    number = Literal(str(made.number), datatype=XSD.decimal)
    return quads + [Quad(figure, SCHEMA[name], number) for name in NUMBERS[made.bound]]


def quads_of_all(claims: list[Made]) -> list[Quad]:
    return list(dict.fromkeys(quad for key, made in enumerate(claims) for quad in quads_of(key, made)))


def found(quads: list[Quad]) -> list[Finding]:
    return run(Facts(quads, BASE), [RULE], Known(None)).findings["comparable"]


def links(findings: list[Finding], name: str) -> set[tuple[str, str]]:
    return {(one, other) for finding in findings for one, link, other in finding.links if link == name}


@given(claims=CLAIMS)
def test_comparable_and_conflicting_are_mutual(claims: list[Made]) -> None:
    """If one claim can be compared with another, or conflicts with it, so does the other with the one."""
    findings = found(quads_of_all(claims))
    for name in ("comparableWith", "conflictsWith"):
        pairs = links(findings, name)
        assert pairs == {(other, one) for one, other in pairs}
        assert all(one != other for one, other in pairs)


@given(claims=CLAIMS)
def test_only_comparable_claims_conflict(claims: list[Made]) -> None:
    findings = found(quads_of_all(claims))
    assert links(findings, "conflictsWith") <= links(findings, "comparableWith")


@given(claims=CLAIMS.filter(bool))
def test_a_claim_added_never_removes_a_finding_on_others(claims: list[Made]) -> None:
    assert set(found(quads_of_all(claims[:-1]))) <= set(found(quads_of_all(claims)))


@given(claims=CLAIMS, data=st.data())
def test_order_does_not_matter(claims: list[Made], data: st.DataObject) -> None:
    quads = quads_of_all(claims)
    assert found(data.draw(st.permutations(quads))) == found(quads)


@given(claims=CLAIMS)
def test_each_pair_has_one_finding_of_two_claims(claims: list[Made]) -> None:
    findings = found(quads_of_all(claims))
    assert len({finding.inputs for finding in findings}) == len({finding.path for finding in findings}) == len(findings)
    assert all(len(set(finding.inputs)) == 2 for finding in findings)


def allows(made: Made, tenths: int) -> bool:
    """Whether a wording allows for a number, given in tenths."""
    number = 10 * made.number
    return {
        "exact": tenths == number,
        "atLeast": tenths >= number,
        "moreThan": tenths > number,
        "upTo": tenths <= number,
        "lessThan": tenths < number,
        "none": tenths == 0,
        "many": tenths > 0,
    }.get(made.bound, True)


@given(claims=CLAIMS)
def test_a_conflict_is_where_no_number_suits_both(claims: list[Made]) -> None:
    """Found by sorting, checked here by trying every number in steps of a tenth, pair by pair."""
    expected = set()
    for (key, one), (other_key, other) in combinations(enumerate(claims), 2):
        is_one_scope = (one.population, one.unit, one.aspect) == (other.population, other.unit, other.aspect)
        are_asserted = one.stance == other.stance == "asserts"
        if is_one_scope and are_asserted and not any(allows(one, t) and allows(other, t) for t in range(-10, 60)):
            expected.add((f"claim/roll/{key}", f"claim/roll/{other_key}"))

    assert {finding.inputs for finding in found(quads_of_all(claims)) if finding.kind == "conflict"} == expected


class Stretch(NamedTuple):
    """An interval of a group."""

    low: End
    high: End
    weight: int
    group: int


ENDS = st.tuples(st.integers(0, 6).map(Decimal), st.sampled_from([-1, 0, 1]))
STRETCHES = st.lists(
    st.builds(
        lambda ends, weight, group: Stretch(min(ends), max(ends), weight, group),
        st.tuples(ENDS, ENDS),
        st.integers(1, 3),
        st.integers(0, 2),
    )
)


def pairs_of(stretches: list[Stretch], *, are_apart: bool) -> list[list[Stretch]]:
    """By looking at every pair."""
    return sorted(
        sorted((one, other))
        for one, other in combinations(stretches, 2)
        if one.group != other.group and (one.high < other.low or other.high < one.low) is are_apart
    )


@given(stretches=STRETCHES)
def test_sweeping_finds_what_looking_at_every_pair_finds(stretches: list[Stretch]) -> None:
    apart = [sorted(pair) for pair in overlap.apart(stretches, lambda stretch: stretch.group)]
    meeting = [sorted(pair) for pair in overlap.meeting(stretches, lambda stretch: stretch.group)]

    assert sorted(apart) == pairs_of(stretches, are_apart=True)
    assert sorted(meeting) == pairs_of(stretches, are_apart=False)
    expected = sum(one.weight * other.weight for one, other in apart)
    assert overlap.count_apart(stretches, lambda stretch: stretch.group) == expected
