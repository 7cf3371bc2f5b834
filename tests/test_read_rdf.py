"""Turtle, TriG and JSON-LD to the same blocks that TOML gives, and nothing slips in or is lost in silence."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from testimonia.model.archive import Records
from testimonia.model.claim import Citation, Claim
from testimonia.model.entity import Spelling
from testimonia.model.passage import Passage
from testimonia.model.quantity import Quantity
from testimonia.model.text import Text
from testimonia.read.archive import read_archive
from testimonia.vocabulary import PREFIXES, vocabulary

Lay = Callable[[Mapping[str, str]], Path]
Read = Callable[[str], tuple[Records, list[str]]]

HEAD = "@base <https://example.org/small/> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
LINE = HEAD.count("\n") + 1
"""The first line after the head."""

CLAIM = """\
<claim/vey-chronicle/killed> a tm:Claim ;
  tm:states <proposition/event/battle/deaths/1> ; tm:holder <actor/anselm> ; tm:reportedBy <actor/marlow> ;
  tm:stance v:asserts ; tm:sourcing v:cited ; tm:paraphrase "Anselm counts the dead."@en ;
  tm:supportedBy <reference/vey-chronicle/anselm> ;
  tm:attestedIn <passage/vey-chronicle/40-50> ; prov:wasGeneratedBy <curation/vey-chronicle/b> .
<proposition/event/battle/deaths/1> a tm:Proposition ;
  tm:about <event/battle> ; tm:aspect v:deaths ; tm:quantity <quantity/1> .
<quantity/1> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" ; schema:value 300 .
<passage/vey-chronicle/40-50> a tm:Passage ; tm:section "A" .
<curation/vey-chronicle/b> a tm:Curation ; prov:endedAtTime "2026-11-22T09:00:00Z"^^xsd:dateTime .
"""


@pytest.fixture
def read(archive: Lay) -> Read:
    """What is read where some Turtle stands beside the small archive, and its faults, without the file's name."""

    def read_turtle(text: str) -> tuple[Records, list[str]]:
        root = archive({"claims/vey-chronicle/b.ttl": HEAD + text})
        records, problems = read_archive(root, vocabulary())
        assert records is not None
        name = f"{root}/claims/vey-chronicle/b.ttl:"
        return records, [str(problem).removeprefix(name) for problem in problems]

    return read_turtle


def claim(records: Records, key: str = "killed") -> Claim:
    return next(claim for claim in records.claims if claim.key == key)


def test_a_claim(read: Read) -> None:
    records, problems = read(CLAIM)
    found = claim(records)

    assert problems == []
    assert found.path == "claim/vey-chronicle/killed"
    assert (found.holder, found.voices, found.stance) == ("actor/anselm", ("actor/marlow",), "asserts")
    assert found.paraphrase == Text("Anselm counts the dead.", "en")
    assert found.passages == (Passage("vey-chronicle", 40, 50),)
    assert found.citations == (Citation("reference/vey-chronicle/anselm"),)
    assert found.section == "A"
    assert found.proposition.quantities == (Quantity.parse("300 persons"),)
    assert found.written_at.line == LINE


QUANTITY = '<quantity/1> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" ; schema:value 300 .'


@pytest.mark.parametrize(
    ("node", "written"),
    [
        pytest.param("tm:boundKind v:exact ; schema:value 300", "300 persons", id="exact"),
        pytest.param("tm:boundKind v:approx ; schema:value 300", "about 300 persons", id="about"),
        pytest.param("tm:boundKind v:atLeast ; schema:minValue 300", "at least 300 persons", id="at least"),
        pytest.param("tm:boundKind v:upTo ; schema:maxValue 300", "up to 300 persons", id="up to"),
        pytest.param(
            "tm:boundKind v:range ; schema:minValue 300 ; schema:maxValue 900", "300 to 900 persons", id="range"
        ),
        pytest.param("tm:boundKind v:unknown", "unknown persons", id="unknown"),
        pytest.param("tm:boundKind v:many", "many", id="a word"),
        pytest.param('tm:boundKind v:magnitude ; skos:notation "tens of persons"', "tens of persons", id="magnitude"),
        pytest.param(
            'skos:notation "about 300 persons" ; schema:value 300.0', "about 300 persons", id="wording and figure"
        ),
    ],
)
def test_a_quantity_with_or_without_wording(read: Read, node: str, written: str) -> None:
    records, problems = read(
        CLAIM.replace(QUANTITY, f'<quantity/1> a tm:Quantity ; schema:unitText "persons" ; {node} .')
    )

    assert problems == []
    assert claim(records).proposition.quantities == (Quantity.parse(written),)


POINT = CLAIM.replace("event/battle/deaths", "place/alder-ford/coordinates").replace(
    """tm:about <event/battle> ; tm:aspect v:deaths ; tm:quantity <quantity/1> .
<quantity/1> a tm:Quantity ; tm:boundKind v:exact ; schema:unitText "persons" ; schema:value 300 .""",
    """tm:about <place/alder-ford> ; tm:aspect v:coordinates ; tm:point <geometry/1> .
<geometry/1> a geo:Geometry ; {} .""",
)


@pytest.mark.parametrize(
    ("node", "written"),
    [
        pytest.param('skos:notation "54.610, 4.27"', "54.610, 4.27", id="as written"),
        pytest.param('geo:asWKT "POINT(4.27 54.610)"^^geo:wktLiteral', "54.610, 4.27", id="as well-known text"),
        pytest.param(
            'geo:asWKT "POINT(4.27 54.61)"^^geo:wktLiteral ; geo:hasMetricSpatialAccuracy "2.0E3"^^xsd:double',
            "54.61, 4.27 within 2 km",
            id="with an accuracy",
        ),
        pytest.param(
            'skos:notation "54.61, 4.27 within 2 km" ; geo:asWKT "POINT(4.27 54.61)"^^geo:wktLiteral ; '
            'geo:hasMetricSpatialAccuracy "2000"^^xsd:double ; geo:hasMetricSpatialResolution "1110"^^xsd:double',
            "54.61, 4.27 within 2 km",
            id="as an archive writes it",
        ),
    ],
)
def test_a_point_with_or_without_wording(read: Read, node: str, written: str) -> None:
    records, problems = read(POINT.format(node))

    point = claim(records).proposition.point
    assert problems == []
    assert point is not None
    assert point.written() == written


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        pytest.param(
            'skos:notation "54.61, 4.27" ; geo:asWKT "POINT(54.61 4.27)"^^geo:wktLiteral',
            "the wording '54.61, 4.27' and the geometry 'POINT(54.61 4.27)' do not agree",
            id="another geometry",
        ),
        pytest.param(
            'skos:notation "54.61, 4.27" ; geo:hasMetricSpatialAccuracy "50"^^xsd:double',
            "the wording '54.61, 4.27' and the accuracy of 50 metres do not agree",
            id="an accuracy that nobody stated",
        ),
        pytest.param(
            'geo:asWKT "POINT(4.27 54.61)"^^geo:wktLiteral ; geo:hasMetricSpatialAccuracy "near"',
            "an accuracy is a number of metres, not 'near'",
            id="an accuracy in words",
        ),
        pytest.param('geo:asWKT "POINT EMPTY"^^geo:wktLiteral', "'POINT EMPTY' is no point", id="no point"),
    ],
)
def test_a_point_at_fault(read: Read, node: str, fault: str) -> None:
    _, problems = read(POINT.format(node))

    assert any(fault in problem for problem in problems)


def test_a_share_of_people_is_known_by_its_path(read: Read) -> None:
    """Also where the people stand in another file."""
    share = 'tm:shareOf <quantity/all/vey-levy+villagers> ; skos:notation "30 %"'
    records, problems = read(CLAIM.replace(QUANTITY, f"<quantity/1> a tm:Quantity ; {share} ."))

    assert problems == []
    (quantity,) = claim(records).proposition.quantities
    assert quantity.people == ("actor/vey-levy", "actor/villagers")


def test_several_voices_in_their_order(read: Read) -> None:
    text = CLAIM.replace(
        "tm:reportedBy <actor/marlow>",
        "tm:reportedBy <actor/marlow>, <actor/holm> ; prov:qualifiedAttribution <claim/vey-chronicle/killed/voice-1>, "
        "<claim/vey-chronicle/killed/voice-2>",
    )
    voices = (
        "<claim/vey-chronicle/killed/voice-1> a prov:Attribution ; prov:agent <actor/holm> ; schema:position 1 .\n"
        "<claim/vey-chronicle/killed/voice-2> a prov:Attribution ; prov:agent <actor/marlow> ; schema:position 2 .\n"
    )

    records, problems = read(text + voices)

    assert problems == []
    assert claim(records).voices == ("actor/holm", "actor/marlow")


def test_entities_works_and_references(read: Read) -> None:
    records, problems = read(
        """
<actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en, "Odo von Vey"@de ; skos:hiddenLabel "Oddo"@und .
<claim/vey-chronicle/spelling-of-actor-odo-10-14> a tm:Claim ;
  tm:states <proposition/actor/odo/name/1> ; tm:attestedIn <passage/vey-chronicle/10-14> .
<proposition/actor/odo/name/1> a tm:Proposition ; tm:about <actor/odo> ; tm:aspect v:name ; tm:value "Oddo"@und .
<passage/vey-chronicle/10-14> a tm:Passage ; tm:section "A" .
<concept/unarmed> a skos:Concept ; skos:prefLabel "unarmed"@en ; skos:broader <concept/massacre> .
<source/annals> a tm:Source ; dct:type v:book ; dct:title "Annals"@de ; skos:prefLabel "Annals"@de ;
  skos:altLabel "Yearbooks"@en ; dct:creator <actor/odo> ; dct:issued "1440~"^^edtf:EDTF ; bibo:volume "2" .
<reference/vey-chronicle/annals-1440> a tm:Reference ; skos:notation "Annals, 1440" ;
  cito:hasCitingEntity <source/vey-chronicle> ; cito:hasCitedEntity <source/annals> ; tm:resolution v:resolved ;
  tm:attestedIn <passage/vey-chronicle/10-14> .
"""
    )

    assert problems == []
    odo = next(entity for entity in records.entities if entity.path == "actor/odo")
    assert odo.names == (Text("Odo", "en"), Text("Odo von Vey", "de"))
    assert odo.spelt == (Spelling("Oddo", Passage("vey-chronicle", 10, 14)),)
    assert claim(records, "spelling-of-actor-odo-10-14").proposition.values == (Text("Oddo", "und"),)
    assert next(e for e in records.entities if e.path == "concept/unarmed").broader == ("concept/massacre",)
    work = next(work for work in records.works if work.path == "source/annals")
    assert (work.title, work.names, work.creators) == (
        Text("Annals", "de"),
        (Text("Yearbooks", "en"),),
        ("actor/odo",),
    )
    reference = next(r for r in records.references if r.key == "annals-1440")
    assert (reference.written, reference.cites) == ("Annals, 1440", "source/annals")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "tm:holder <actor/anselm> ;", "", "claim 'killed': 'holder' is missing", id="a claim without holder"
        ),
        pytest.param(
            "tm:holder <actor/anselm>",
            "tm:holder <actor/anselm>, <actor/holm>",
            "claim 'killed': tm:holder stands 2 times at 'claim/vey-chronicle/killed', where one is meant",
            id="two holders",
        ),
        pytest.param(
            "tm:stance v:asserts",
            "tm:stance v:asserts, v:denies",
            "claim 'killed': tm:stance stands 2 times at 'claim/vey-chronicle/killed', where one is meant",
            id="two stances",
        ),
        pytest.param(
            "tm:stance v:asserts",
            "tm:stance v:maintains",
            "claim 'killed': v:maintains is not in the vocabulary of stances",
            id="a stance that is none",
        ),
        pytest.param(
            "tm:stance v:asserts",
            "tm:stance v:deaths",
            "claim 'killed': v:deaths is not in the vocabulary of stances",
            id="a word of another list",
        ),
        pytest.param(
            '"Anselm counts the dead."@en',
            '"Anselm zählt die Toten."@de',
            "claim 'killed': tm:paraphrase is read in English, not in 'de'",
            id="a paraphrase in another language",
        ),
        pytest.param(
            "tm:reportedBy <actor/marlow>",
            "tm:reportedBy <actor/marlow>, <actor/holm>",
            "claim 'killed': the order of its voices is open; number them with prov:qualifiedAttribution",
            id="voices without an order",
        ),
        pytest.param(
            "tm:reportedBy <actor/marlow>",
            "prov:qualifiedAttribution <claim/vey-chronicle/killed/voice-1>",
            "claim 'killed': each of its voices has a schema:position, counted from 1",
            id="voices without a number",
        ),
        pytest.param(
            "tm:supportedBy <reference/vey-chronicle/anselm>",
            "tm:supportedBy <source/anselm-chronicle>",
            "claim 'killed': 'source/anselm-chronicle' is no reference; its address is reference/<document>/<key>",
            id="a work for a reference",
        ),
        pytest.param(
            "schema:value 300",
            'schema:value 300 ; skos:notation "400 persons"',
            "claim 'killed': the wording '400 persons' and the figure 300 do not agree",
            id="wording and figure",
        ),
        pytest.param(
            "schema:value 300",
            "schema:value 300 ; tm:shareOf <quantity/nowhere>",
            "claim 'killed': no claim of this file gives the figure 'quantity/nowhere', of which another is a part",
            id="a share of nothing",
        ),
        pytest.param(
            "tm:quantity <quantity/1>",
            'tm:quantity "300 persons"',
            "claim 'killed': a quantity is a node with bound, figures and unit, not \"300 persons\"",
            id="a quantity in words",
        ),
        pytest.param(
            "<claim/vey-chronicle/killed>",
            "<claim/killed>",
            "claim 'killed': 'claim/killed' should be claim/<document>/<key>",
            id="an address without document",
        ),
        pytest.param(
            "tm:about <event/battle>",
            "tm:about <https://example.org/elsewhere/battle>",
            "claim 'killed': <https://example.org/elsewhere/battle> is no node of this archive",
            id="a thing of elsewhere",
        ),
    ],
)
def test_a_claim_at_fault(read: Read, old: str, new: str, expected: str) -> None:
    assert old in CLAIM

    records, problems = read(CLAIM.replace(old, new))

    assert f"{LINE}: {expected}" in problems
    assert "killed" not in {found.key for found in records.claims}


NOT_HERE = "does not belong here; what it says is said in a claim"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '<event/fray> a tm:Event ; dct:type v:war ; skos:prefLabel "Fray"@en ; schema:startDate "1431" .',
            f"event 'fray': the property schema:startDate {NOT_HERE}",
            id="a date on an event",
        ),
        pytest.param(
            '<event/fray> a tm:Event ; dct:type v:war ; skos:prefLabel "Fray"@en ; tm:place <place/vale> .',
            f"event 'fray': the property tm:place {NOT_HERE}",
            id="a place on an event",
        ),
        pytest.param(
            '<actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en ; skos:related <actor/holm> .',
            f"actor 'odo': the property skos:related {NOT_HERE}",
            id="a tie between actors with a name",
        ),
        pytest.param(
            "<proposition/1> a tm:Proposition ; tm:about <event/battle> ; tm:aspect v:deaths ; schema:value 300 .",
            f"proposition '1': the property schema:value {NOT_HERE}",
            id="a number on a proposition",
        ),
        pytest.param(
            "<quantity/1> a tm:Quantity ; schema:maxvalue 300 .",
            f"quantity '1': the property schema:maxvalue {NOT_HERE}",
            id="a misspelt property of a quantity",
        ),
        pytest.param(
            '<actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en ; skos:hiddenLabel "Oddo"@und .',
            "actor 'odo': no claim of aspect name says where 'Oddo' is printed",
            id="a spelling without a claim",
        ),
        pytest.param(
            '<actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en, "Oddo"@en .',
            "actor 'odo': a name has a language, and each language one name; 'Odo' does not fit",
            id="two names in one language",
        ),
        pytest.param(
            '<person/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en .',
            "actor 'odo': the address 'person/odo' should be 'actor/odo'",
            id="an actor that is addressed as something else",
        ),
        pytest.param(
            '<actor/of/vey> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en .',
            "actor 'vey': the address 'actor/of/vey' should be 'actor/vey'",
            id="an actor one step too deep",
        ),
        pytest.param(
            '<actor/odo> a tm:Actor, tm:Place ; skos:prefLabel "Odo"@en .',
            "'actor/odo' is tm:Actor and tm:Place, where one is meant, such as tm:Claim or tm:Actor",
            id="two classes",
        ),
        pytest.param(
            '<actor/odo> a schema:Person ; skos:prefLabel "Odo"@en .',
            "'actor/odo' has no class that an archive holds, such as tm:Claim or tm:Actor",
            id="a class of others",
        ),
        pytest.param(
            '<https://example.org/odo> a tm:Actor ; skos:prefLabel "Odo"@en .',
            "<https://example.org/odo> does not stand under the archive's base, https://example.org/small/",
            id="outside of the archive",
        ),
        pytest.param(
            "<flag/vey-chronicle/f> a tm:EditorialFlag ; oa:hasBody v:citationNeeded ; oa:hasTarget <claim/x/y> .",
            "flag 'f': a flag stands in one passage",
            id="a flag in no passage",
        ),
    ],
)
def test_nothing_slips_in_beside_the_claims(read: Read, text: str, expected: str) -> None:
    _, problems = read(text)

    assert problems[0] == f"{LINE}: {expected}"


def test_the_line_is_that_of_the_first_mention(read: Read) -> None:
    _, problems = read('\n# actor/odo\n<actor/odo>\n  a tm:Actor ;\n  skos:prefLabel "Odo"@en .\n')

    assert problems == [f"{LINE + 1}: actor 'odo': 'kind' is missing"]


def test_a_named_graph_is_read_as_one_with_the_others(archive: Lay) -> None:
    text = HEAD + 'GRAPH <graph/a> { <actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en }\n'

    records, problems = read_archive(archive({"claims/vey-chronicle/b.trig": text}), vocabulary())

    assert problems == []
    assert records is not None
    assert "actor/odo" in {entity.path for entity in records.entities}


def test_json_ld_with_its_own_context(archive: Lay) -> None:
    text = """{
  "@context": {"tm": "https://w3id.org/testimonia/ns#", "@base": "https://example.org/small/"},
  "@id": "actor/odo",
  "@type": "tm:Actor",
  "http://purl.org/dc/terms/type": {"@id": "https://w3id.org/testimonia/vocab/person"},
  "http://www.w3.org/2004/02/skos/core#prefLabel": {"@value": "Odo", "@language": "en"}
}
"""
    records, problems = read_archive(archive({"entities/odo.jsonld": text}), vocabulary())

    assert problems == []
    assert records is not None
    assert "actor/odo" in {entity.path for entity in records.entities}
