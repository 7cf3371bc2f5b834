"""Records to triples: the only place that makes them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from testimonia import checking
from testimonia.assemble import GRAPHS, Assembly, assemble, declare_unread
from testimonia.assemble.nodes import english, integer, number, text
from testimonia.model.problem import Location
from testimonia.model.text import Text
from testimonia.vocabulary import (
    BIBO,
    CITO,
    CRM,
    DCT,
    OA,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    TM,
    XSD,
    V,
    vocabulary,
)

Lay = Callable[[Mapping[str, str]], Path]
Values = set[str]

BASE = "https://example.org/small/"
HEAD = 'source = "vey-chronicle"\nsection = "B"\nnarrator = "marlow"\n'
B = "claims/vey-chronicle/b.toml"


class Made:
    """The quads of an archive, by subject and predicate, in paths and words."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.quads = assembly.quads

    def of(self, path: str, predicate: NamedNode) -> Values:
        node = self.assembly.node(path)
        found = [quad.object for quad in self.quads if quad.subject == node and quad.predicate == predicate]
        values = [value.value for value in found if isinstance(value, NamedNode | Literal)]
        return {value.removeprefix(self.assembly.base) for value in values}

    def graphs(self, path: str) -> Values:
        node = self.assembly.node(path)
        return {str(quad.graph_name).strip("<>").rpartition("/")[2] for quad in self.quads if quad.subject == node}


@pytest.fixture
def made(archive: Lay) -> Callable[[str], Made]:
    """What is made of the small archive with one more file of claims."""

    def make(blocks: str) -> Made:
        reading = checking.read(archive({B: HEAD + blocks}))
        assert [str(problem) for problem in reading.unread] == []
        assert reading.records is not None
        return Made(assemble(reading.records, reading.anchors, vocabulary()))

    return make


def claim(key: str, fields: str) -> str:
    return f'[[claim]]\nkey = "{key}"\nparaphrase = "Said."\npassage = "40-50"\n{fields}\n'


FULL = claim(
    "full",
    """\
holder       = "anselm"
via          = ["holm"]
stance       = "suggests"
held         = "1440~"
about        = "battle"
aspect       = "deaths"
quantity     = "30 % of vey-levy + villagers (as he puts it)"
population   = ["vey-levy", "drowned"]
time         = "-0043-03-15/1431-06 (until June)"
place        = "alder-ford"
excludes     = "drowned"
method       = "estimate"
references   = ["holm-1987 p. 5-6", "anselm?"]
derived-from = ["levy-900"]
qualifies    = "levy-900"
note         = "Look again."
""",
)


def test_a_claim_is_a_stance_to_a_proposition(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    path = "claim/vey-chronicle/full"

    assert found.of(path, RDF.type) == {TM.Claim.value}
    assert found.of(path, TM.holder) == {"actor/anselm"}
    assert found.of(path, TM.reportedBy) == {"actor/holm", "actor/marlow"}
    assert found.of(path, TM.stance) == {V.suggests.value}
    assert found.of(path, TM.sourcing) == {V.cited.value}
    assert found.of(path, TM.method) == {V.estimate.value}
    assert found.of(path, TM.time) == {"time/1440-approx"}
    assert found.of(path, TM.paraphrase) == {"Said."}
    assert found.of(path, TM.attestedIn) == {"passage/vey-chronicle/40-50"}
    assert found.of(path, TM.supportedBy) == {"reference/vey-chronicle/holm-1987/p-5-6"}
    assert found.of(path, DCT.references) == {"reference/vey-chronicle/anselm"}
    assert found.of(path, CITO.qualifies) == {"claim/vey-chronicle/levy-900"}
    assert found.of(path, SKOS.editorialNote) == {"Look again."}
    assert found.of(path, PROV.wasGeneratedBy) == {"curation/vey-chronicle/b"}
    assert found.graphs(path) == {"claims"}


def test_the_order_of_several_voices_is_kept(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    voices = {position: found.of(f"claim/vey-chronicle/full/voice-{position}", PROV.agent) for position in (1, 2)}

    assert voices == {1: {"actor/holm"}, 2: {"actor/marlow"}}
    assert found.of("claim/vey-chronicle/full/voice-2", SCHEMA.position) == {"2"}
    assert found.of("claim/vey-chronicle/anselm-300-to-900", PROV.qualifiedAttribution) == set()


def test_a_proposition_carries_its_scope_and_its_answer(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    (path,) = found.of("claim/vey-chronicle/full", TM.states)
    question = path.rpartition("/")[0]

    assert question == "proposition/event/battle/deaths"
    for node in (path, question):
        assert found.of(node, TM.about) == {"event/battle"}
        assert found.of(node, TM.aspect) == {V.deaths.value}
    assert found.of(path, TM.population) == {"population/drowned+vey-levy"}
    assert found.of(path, TM.place) == {"place/alder-ford"}
    assert found.of(path, TM.excludes) == {"concept/drowned"}
    assert found.of(question, TM.population) == set()
    assert found.of("population/drowned+vey-levy", SKOS.broader) == {"actor/vey-levy", "concept/drowned"}


def test_a_quantity_keeps_its_wording_and_its_whole(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    (proposition,) = found.of("claim/vey-chronicle/full", TM.states)
    (path,) = found.of(proposition, TM.quantity)

    assert path == proposition.replace("proposition", "quantity")
    assert found.of(path, TM.boundKind) == {V.exact.value}
    assert found.of(path, SCHEMA.unitText) == {"%"}
    assert found.of(path, SCHEMA.value) == {"30"}
    assert found.of(path, SKOS.notation) == {"30 %"}
    assert found.of(path, SKOS.note) == {"as he puts it"}
    assert found.of(path, TM.shareOf) == {"quantity/all/vey-levy+villagers"}
    assert found.of("quantity/all/vey-levy+villagers", TM.boundKind) == {V.unstated.value}
    assert found.of("quantity/all/vey-levy+villagers", TM.population) == {"population/vey-levy+villagers"}


def test_a_time_has_day_numbers_and_dates_of_our_era_only(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    (proposition,) = found.of("claim/vey-chronicle/full", TM.states)
    (path,) = found.of(proposition, TM.time)

    assert found.of(path, TM.edtf) == {"-0043-03-15/1431-06"}
    assert found.of(path, SKOS.note) == {"until June"}
    assert found.of(path, TM.earliestBeginDay) == {"1705428"}
    assert found.of(path, CRM.P82a_begin_of_the_begin) == set(), "44 BC is no date that all engines know"
    assert found.of(path, CRM.P82b_end_of_the_end) == {"1431-06-30"}


def test_where_a_claim_was_worked_out_from(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    (proposition,) = found.of("claim/vey-chronicle/full", TM.states)

    assert found.of("derivation/vey-chronicle/full", PROV.used) == {"claim/vey-chronicle/levy-900"}
    assert found.of("derivation/vey-chronicle/full", PROV.wasAssociatedWith) == {"actor/anselm"}
    assert found.of(proposition, PROV.wasGeneratedBy) == {"derivation/vey-chronicle/full"}
    assert found.graphs("derivation/vey-chronicle/full") == {"provenance"}


def test_pages_at_the_call_are_a_part_of_the_entry(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    path = "reference/vey-chronicle/holm-1987/p-5-6"

    assert found.of(path, DCT.isPartOf) == {"reference/vey-chronicle/holm-1987"}
    assert found.of(path, BIBO.locator) == {"5-6"}
    assert found.of(path, CITO.hasCitedEntity) == {"source/price-of-a-crossing"}
    assert found.of(path, CITO.hasCitingEntity) == {"source/vey-chronicle"}


def test_a_passage_is_offsets_and_a_hash_and_no_words(made: Callable[[str], Made]) -> None:
    found = made(FULL)
    path = "passage/vey-chronicle/40-50"

    assert found.of(path, OA.hasSource) == {"snapshot/af32d64c"}
    assert found.of(f"{path}/sel", OA.start) == {"40"}
    assert found.of(f"{path}/sel", OA.end) == {"50"}
    assert found.of(path, TM.section) == {"B"}
    (digest,) = found.of(path, TM.sha256)
    assert len(digest) == 64


def test_two_who_say_the_same_meet_at_one_node(made: Callable[[str], Made]) -> None:
    same = claim(
        "same", 'holder = "holm"\nabout = "battle"\naspect = "deaths"\nquantity = "300..900 persons"\nreferences = []'
    )
    found = made(same)

    assert found.of("claim/vey-chronicle/same", TM.states) == found.of(
        "claim/vey-chronicle/anselm-300-to-900", TM.states
    )


def test_what_several_claims_share_has_the_places_of_all(made: Callable[[str], Made]) -> None:
    """So that a fault of it is told wherever it can be mended."""
    found = made(claim("same", 'holder = "holm"\nstates = "anselm-300-to-900"\nreferences = []'))
    (path,) = found.of("claim/vey-chronicle/same", TM.states)

    places = found.assembly.places
    lines = {f"{Path(place.path).name}:{place.line}" for place in places[BASE + path]}

    assert lines == {"a.toml:15", "a.toml:36", "b.toml:4"}
    assert len(places[f"{BASE}claim/vey-chronicle/same"]) == 1
    assert f"{BASE}reference/vey-chronicle/holm-1987/p-14" not in places


def test_each_holder_s_wording_of_one_figure_is_kept(made: Callable[[str], Made]) -> None:
    thirds = [f'about = "battle"\naspect = "deaths"\nquantity = "{third} of vey-levy"' for third in ("1/3", "33.33 %")]
    found = made("".join(claim(f"third-{i}", f"{fields}\nreferences = []") for i, fields in enumerate(thirds)))
    (proposition,) = found.of("claim/vey-chronicle/third-0", TM.states)

    assert found.of("claim/vey-chronicle/third-1", TM.states) == {proposition}
    assert found.of(proposition.replace("proposition", "quantity"), SKOS.notation) == {"1/3", "33.33 %"}


def test_an_asserted_dependence_is_also_the_plain_link(made: Callable[[str], Made]) -> None:
    depends = 'about = "anselm-chronicle"\naspect = "depends-on"\nvalue = "price-of-a-crossing"\nreferences = []'
    found = made(claim("asserted", depends))

    assert found.of("source/anselm-chronicle", TM.dependsOn) == {"source/price-of-a-crossing"}
    assert len(found.assembly.places[f"{BASE}source/anselm-chronicle"]) == 1, "the work's own place alone"


def test_a_dependence_that_is_doubted_is_none(made: Callable[[str], Made]) -> None:
    depends = 'about = "anselm-chronicle"\naspect = "depends-on"\nvalue = "price-of-a-crossing"\nreferences = []'

    assert made(claim("doubted", f'stance = "doubts"\n{depends}')).of("source/anselm-chronicle", TM.dependsOn) == set()


def test_a_question_spoken_of_is_described(made: Callable[[str], Made]) -> None:
    answer = 'aspect = "state-of-evidence"\nvalue = "massacre"\nreferences = []'
    found = made(claim("open", f'about = "question:battle/persons-wounded"\n{answer}'))
    path = "proposition/event/battle/persons-wounded"

    assert found.of(path, RDF.type) == {TM.Proposition.value}
    assert found.of(path, TM.about) == {"event/battle"}


def test_arguments_and_flags(made: Callable[[str], Made]) -> None:
    found = made(
        """
[[argument]]
key      = "for-it"
premises = ["levy-900", "holm-30-percent"]
supports = "anselm-300-to-900"
passage  = "40-50"

[[argument]]
key      = "against-it"
premises = ["levy-900"]
narrows  = "argument:for-it"
passage  = "40-50"
note     = "Look again."

[[flag]]
kind    = "citation-needed"
passage = "50-60"
on      = ["levy-900"]
note    = "Behind the number."
"""
    )
    argument, flag = "argument/vey-chronicle/for-it", "flag/vey-chronicle/50-60"

    assert found.of(argument, TM.premise) == {
        "claim/vey-chronicle/levy-900",
        "claim/vey-chronicle/holm-30-percent",
    }
    assert found.of(argument, TM.supports) == {"claim/vey-chronicle/anselm-300-to-900"}
    assert found.of(argument, TM.attacks) == set()
    assert found.of("argument/vey-chronicle/against-it", TM.attacks) == {argument}
    assert found.of("argument/vey-chronicle/against-it", DCT.type) == {V.narrows.value}
    assert found.of("argument/vey-chronicle/against-it", SKOS.editorialNote) == {"Look again."}
    assert found.of(flag, OA.hasTarget) == {"claim/vey-chronicle/levy-900"}
    assert found.of(flag, OA.hasBody) == {V.citationNeeded.value}
    assert found.of(flag, PROV.wasAttributedTo) == {"actor/marlow"}
    assert found.of(flag, SKOS.editorialNote) == {"Behind the number."}


def test_a_silence_is_a_passage_with_the_reason(made: Callable[[str], Made]) -> None:
    found = made('[[without-claim]]\npassage = "60-70"\nreason = "heading"\n')

    assert found.of("passage/vey-chronicle/60-70", SKOS.editorialNote) == {"heading"}


def test_documents_and_works(made: Callable[[str], Made]) -> None:
    found = made("")

    assert found.of("snapshot/af32d64c", TM.snapshotOf) == {"source/vey-chronicle"}
    assert found.of("snapshot/af32d64c", DCT.extent) == {"255 code points"}
    assert found.of("source/price-of-a-crossing", DCT.title) == {"The Price of a Crossing"}
    assert found.of("source/price-of-a-crossing", DCT.issued) == {"1987"}
    assert found.of("reference/vey-chronicle/holm-1987", SKOS.notation) == {"Holm, 1987"}
    assert found.of("curation/vey-chronicle/a", PROV.used) == {"snapshot/af32d64c"}
    assert found.of("curation/vey-chronicle/a", PROV.wasAssociatedWith) == {"actor/curator"}


def test_every_node_is_in_a_graph_of_the_archive_and_none_is_blank(example_quads: tuple[Quad, ...]) -> None:
    graphs = {str(quad.graph_name).strip("<>").rpartition("/")[2] for quad in example_quads}

    assert graphs == {"entities", "sources", "claims", "provenance"}
    assert graphs < set(GRAPHS)
    assert all(isinstance(quad.subject, NamedNode) for quad in example_quads)
    assert all(isinstance(quad.object, NamedNode | Literal) for quad in example_quads)


def test_an_entry_at_fault_can_still_be_named() -> None:
    assembly = Assembly(BASE, vocabulary())

    declare_unread(assembly, "actor", "actor/holm")
    declare_unread(assembly, "actor", "actor/holm")
    declare_unread(assembly, "without-claim", "")
    declare_unread(assembly, "claim", "")

    assert [str(quad.object) for quad in assembly.quads] == [str(TM.Actor)]
    assert assembly.places == {f"{BASE}actor/holm": {Location("")}}


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        pytest.param(number(Decimal("300.00")), Literal("300", datatype=XSD.integer), id="a whole number"),
        pytest.param(number(Decimal("0.50")), Literal("0.5", datatype=XSD.decimal), id="no trailing zero"),
        pytest.param(number(Decimal("1E+3")), Literal("1000", datatype=XSD.integer), id="no exponent"),
        pytest.param(integer(-5), Literal("-5", datatype=XSD.integer), id="below zero"),
        pytest.param(english("word"), Literal("word", language="en"), id="our words"),
        pytest.param(text(Text("слово", "ru")), Literal("слово", language="ru"), id="others' words"),
    ],
)
def test_literals_have_one_form(literal: Literal, expected: Literal) -> None:
    assert literal == expected
