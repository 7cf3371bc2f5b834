"""Propositions: one node for all who say the same, however they say it."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.claim import Argument, Claim, Curation, Flag, Proposition
from testimonia.model.passage import Passage
from testimonia.model.problem import Location
from testimonia.model.quantity import Quantity
from testimonia.model.text import Text
from testimonia.model.time import TimeExtent

DEATHS = Proposition(
    about="event/battle",
    aspect="deaths",
    quantities=(Quantity.parse("300 to 900 persons"), Quantity.parse("30 % of vey-levy")),
    time=TimeExtent.parse("1431-06-12"),
    place="place/alder-ford",
    populations=("actor/vey-levy", "concept/drowned"),
    excludes=("concept/dead-of-wounds",),
    definitions=("source/custom-of-arms",),
)
CLAIM = Claim(
    source="vey-chronicle",
    key="anselm-300-to-900",
    section="B",
    paraphrase=Text("Anselm gives between 300 and 900 dead.", "en"),
    passages=(Passage("vey-chronicle", 799, 826),),
    proposition=DEATHS,
    holder="actor/anselm",
    sourcing="cited",
    curation="curation/vey-chronicle/b",
    written_at=Location("b.toml", 5),
)


def test_the_path_is_what_it_was() -> None:
    """A changed digest would move every address that people have cited."""
    assert DEATHS.path == "proposition/event/battle/deaths/c1c2b525"


def test_the_question_is_the_path_without_the_digest() -> None:
    assert DEATHS.question == "proposition/event/battle/deaths"
    assert DEATHS.path.startswith(f"{DEATHS.question}/")


def test_quantities_share_the_path_and_are_numbered_from_2() -> None:
    digest = DEATHS.path.rpartition("/")[2]

    assert DEATHS.quantity_path() == f"quantity/event/battle/deaths/{digest}"
    assert DEATHS.quantity_path(1) == f"quantity/event/battle/deaths/{digest}/2"


@pytest.mark.parametrize("field", ["quantities", "populations", "excludes", "definitions", "values"])
def test_the_order_of_a_list_changes_nothing(field: str) -> None:
    filled = replace(DEATHS, values=("concept/a", "concept/b", Text("c", "en")))
    orders = [{field: order} for order in permutations(getattr(filled, field))]
    paths = {replace(filled, **order).path for order in orders}  # type: ignore[arg-type]

    assert len(paths) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"about": "event/war"}, id="about"),
        pytest.param({"aspect": "participants"}, id="aspect"),
        pytest.param({"values": ("concept/massacre",)}, id="value"),
        pytest.param({"role": "victor"}, id="role"),
        pytest.param({"quantities": DEATHS.quantities[:1]}, id="quantity"),
        pytest.param({"time": None}, id="time"),
        pytest.param({"place": ""}, id="place"),
        pytest.param({"populations": ("actor/vey-levy",)}, id="population"),
        pytest.param({"excludes": ()}, id="excludes"),
        pytest.param({"definitions": ()}, id="definition"),
    ],
)
def test_other_content_is_another_proposition(change: dict[str, object]) -> None:
    assert replace(DEATHS, **change).path != DEATHS.path  # type: ignore[arg-type]


def test_wording_is_no_content() -> None:
    first, second = DEATHS.quantities
    worded = replace(DEATHS, quantities=(replace(first, remark="three hundred, some say thrice that"), second))

    assert worded.path == DEATHS.path


@given(
    holder=st.sampled_from(["actor/holm", "actor/quill"]),
    stance=st.sampled_from(["asserts", "denies", "suggests"]),
    method=st.sampled_from(["", "estimate"]),
    voices=st.sampled_from([(), ("actor/marlow",)]),
)
def test_who_holds_it_and_how_firmly_changes_no_path(
    holder: str, stance: str, method: str, voices: tuple[str, ...]
) -> None:
    other = replace(CLAIM, holder=holder, stance=stance, method=method, voices=voices, key="another")

    assert other.proposition.path == DEATHS.path


def test_paths() -> None:
    argument = Argument(
        source="vey-chronicle",
        key="against-3000",
        holder="actor/marlow",
        premises=(CLAIM.path,),
        kind="undercuts",
        targets=(CLAIM.path,),
        section="B",
        passages=CLAIM.passages,
        curation=CLAIM.curation,
        written_at=CLAIM.written_at,
    )
    flag = Flag(
        source="vey-chronicle",
        key="240-257",
        kind="citation-needed",
        section="B",
        passage=CLAIM.passages[0],
        targets=(CLAIM.path,),
        curation=CLAIM.curation,
        written_at=CLAIM.written_at,
    )
    curation = Curation(
        source="vey-chronicle", key="b", curator="actor/curator", recorded="", written_at=CLAIM.written_at
    )

    assert CLAIM.path == "claim/vey-chronicle/anselm-300-to-900"
    assert CLAIM.derivation_path == "derivation/vey-chronicle/anselm-300-to-900"
    assert argument.path == "argument/vey-chronicle/against-3000"
    assert flag.path == "flag/vey-chronicle/240-257"
    assert curation.path == CLAIM.curation


def test_a_figure_written_in_two_ways_is_one() -> None:
    one = replace(DEATHS, quantities=(Quantity(bound="exact", unit="persons", value=Decimal("300.0")),))
    other = replace(DEATHS, quantities=(Quantity(bound="exact", unit="persons", value=Decimal(300)),))

    assert one.path == other.path
