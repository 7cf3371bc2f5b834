"""The ontology and the vocabularies keep their own rules, and inference in views does what it says."""

from collections import Counter
from functools import cache
from pathlib import Path

import owlrl
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).parent.parent
TM = Namespace("https://w3id.org/testimonia/ns#")
V = Namespace("https://w3id.org/testimonia/vocab/")
EX = Namespace("https://example.org/alder-ford/")
VOCABULARIES = sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl"))
ALLOWED_PARENTS = (
    "http://purl.org/spar/cito/",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "http://www.opengis.net/ont/geosparql#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    "http://www.w3.org/2006/time#",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/prov#",
    "https://schema.org/",
    str(TM),
)
MINTED = """
    about aspect attacks attestedIn boundKind comparableWith conflictsWith dependsOn edtf excludes holder
    independentOf method paraphrase place population premise quantity reportedBy resolution role rootSource
    section sha256 shareOf snapshotOf sourcing stance states supportedBy supports textForm time underDefinition
    value
""".split()  # noqa: SIM905  (a list of 35 lines would be read by nobody)
CLASSES = """
    Actor Argument Claim Derivation EditorialFlag Event Passage Place Proposition Quantity Reference Snapshot
    Source TimeExtent
""".split()  # noqa: SIM905


@cache
def ontology() -> Graph:
    """The terms."""
    return Graph().parse(ROOT / "ontology" / "testimonia.ttl")


@cache
def words() -> Graph:
    """All lists of words."""
    graph = Graph()
    for file in VOCABULARIES:
        graph.parse(file)
    return graph


def closure(data: str) -> Graph:
    """What follows from a few triples by the ontology, in OWL 2 RL."""
    graph = Graph() + ontology()
    graph.parse(data=f"@prefix tm: <{TM}> .\n@prefix ex: <{EX}> .\n{data}", format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_ontology_and_vocabularies_conform_to_their_shapes() -> None:
    """Every term and word is named, explained and placed."""
    shapes = Graph().parse(ROOT / "shapes" / "ontology.ttl").parse(ROOT / "shapes" / "common.ttl")

    conforms, _, text = pyshacl.validate(ontology() + words(), shacl_graph=shapes)

    assert conforms, text


@pytest.mark.parametrize("name", CLASSES)
def test_the_classes_of_the_model_are_there(name: str) -> None:
    """The fourteen classes that the model is made of."""
    assert (TM[name], RDF.type, OWL.Class) in ontology()


@pytest.mark.parametrize("name", MINTED)
def test_the_properties_of_the_model_are_there(name: str) -> None:
    """The thirty-five properties that the model is made of, none of them for views."""
    assert (TM[name], RDFS.label, None) in ontology()
    assert (TM[name], RDF.type, TM.ViewProperty) not in ontology()


@pytest.mark.parametrize("file", [ROOT / "ontology" / "testimonia.ttl", *VOCABULARIES], ids=lambda file: file.stem)
def test_no_node_is_blank(file: Path) -> None:
    """Every node can be named in a correction."""
    graph = Graph().parse(file)

    assert len(graph) > 0
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


@pytest.mark.parametrize("file", VOCABULARIES, ids=lambda file: file.stem)
def test_a_file_holds_one_list_and_is_named_after_it(file: Path) -> None:
    """The list boundKinds stands in bound-kinds.ttl, with all its words."""
    graph = Graph().parse(file)
    parts = file.stem.split("-")
    scheme = V[parts[0] + "".join(part.capitalize() for part in parts[1:])]

    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert set(graph.objects(None, SKOS.inScheme)) == {scheme}


def test_no_word_is_in_two_lists() -> None:
    """Where two lists collide, one of the two takes a longer address."""
    lists = Counter(concept for concept, _ in words().subject_objects(SKOS.inScheme))

    assert {concept for concept, number in lists.items() if number > 1} == set()


def test_no_notation_is_used_twice_in_a_list() -> None:
    """What an author writes means one thing."""
    used = Counter(
        (scheme, notation)
        for concept, scheme in words().subject_objects(SKOS.inScheme)
        for notation in words().objects(concept, SKOS.notation)
    )

    assert {pair for pair, number in used.items() if number > 1} == set()


def test_top_words_and_their_list_name_each_other() -> None:
    """Browsers go down from the list, pages go up from the word."""
    down = {(word, scheme) for scheme, word in words().subject_objects(SKOS.hasTopConcept)}
    up = set(words().subject_objects(SKOS.topConceptOf))

    assert down == up


@pytest.mark.parametrize("predicate", [RDFS.subClassOf, RDFS.subPropertyOf], ids=["classes", "properties"])
def test_terms_lean_only_on_what_is_safe(predicate: URIRef) -> None:
    """Parents are ours or of the seven vocabularies that do not contradict one another."""
    pairs = list(ontology().subject_objects(predicate))

    assert pairs
    assert [pair for pair in pairs if not str(pair[1]).startswith(ALLOWED_PARENTS)] == []
    assert [pair for pair in pairs if not str(pair[0]).startswith(str(TM))] == []


def test_every_view_property_named_by_a_word_exists() -> None:
    """And every view property is reached by a word, by its inverse or as a parent."""
    views = set(ontology().subjects(RDF.type, TM.ViewProperty))
    named = set(words().objects(None, TM.viewProperty))
    reached = named | {inverse for view in named for inverse in ontology().objects(view, OWL.inverseOf)}
    reached |= {parent for view in reached for parent in ontology().objects(view, RDFS.subPropertyOf)}

    assert named - views == set()
    assert views - reached == set()


def test_roles_and_their_properties_have_one_order() -> None:
    """If one role is narrower than another, its property in views is narrower too."""
    pairs = [
        (narrow, broad)
        for role in words().subjects(SKOS.inScheme, V.roles)
        for above in words().objects(role, SKOS.broader)
        for narrow in words().objects(role, TM.viewProperty)
        for broad in words().objects(above, TM.viewProperty)
    ]
    missing = [
        pair
        for pair in pairs
        if pair[1] not in set(ontology().transitive_objects(pair[0], RDFS.subPropertyOf))
        and pair[0] not in {TM.writtenBy, TM.addressedTo}
    ]

    assert pairs
    assert missing == []


def test_nothing_that_the_ontology_allows_is_impossible() -> None:
    """One thing of each class, and still no contradiction."""
    things = "\n".join(f"ex:{name} a tm:{name} ." for name in [*CLASSES, "Curation"])

    found = closure(things)

    assert (None, RDF.type, OWL.Nothing) not in found
    assert [c for c in found.subjects(RDFS.subClassOf, OWL.Nothing) if c != OWL.Nothing] == []
    assert [c for c in found.subjects(OWL.equivalentClass, OWL.Nothing) if c != OWL.Nothing] == []


FORD_AND_FIGHT = """
ex:ford tm:within ex:vale .
ex:vale tm:within ex:lordship .
ex:fight tm:tookPlaceAt ex:ford .
ex:fight tm:orderedBy ex:odo .
ex:second-day tm:partOf ex:fight .
"""


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        pytest.param("ford", "within", "lordship", id="within is handed on"),
        pytest.param("lordship", "contains", "ford", id="and turned round"),
        pytest.param("fight", "tookPlaceAt", "lordship", id="what happened at the ford happened in the lordship"),
        pytest.param("vale", "sceneOf", "fight", id="so the vale is its scene"),
        pytest.param("fight", "hasPart", "second-day", id="parts and wholes name each other"),
        pytest.param("odo", "ordered", "fight", id="who gave the order, turned round"),
        pytest.param("fight", "responsibilityOf", "odo", id="is responsible"),
        pytest.param("odo", "participatedIn", "fight", id="and took part"),
    ],
)
def test_a_view_is_closed_under_the_ontology(subject: str, predicate: str, value: str) -> None:
    """From five plain triples."""
    assert (EX[subject], TM[predicate], EX[value]) in view_of_the_ford()


@cache
def view_of_the_ford() -> Graph:
    """The closure of the five triples, worked out once."""
    return closure(FORD_AND_FIGHT)


def test_a_view_does_not_say_more_than_follows() -> None:
    """The second day took part in nothing and happened nowhere that was said."""
    found = view_of_the_ford()

    assert (EX["second-day"], TM.tookPlaceAt, None) not in found
    assert (EX.odo, TM.decided, None) not in found
    assert (EX.lordship, TM.within, None) not in found


def test_inverses_are_stated_on_both_sides() -> None:
    """Engines without full inference follow only what is stated."""
    pairs = set(ontology().subject_objects(OWL.inverseOf))

    assert pairs
    assert pairs == {(other, one) for one, other in pairs}


def test_labels_and_definitions_are_in_both_languages() -> None:
    """Each word has an English and a German label and definition."""
    lacking = [
        (word, predicate)
        for word in set(words().subjects(SKOS.inScheme))
        for predicate in (SKOS.prefLabel, SKOS.definition)
        if {text.language for text in words().objects(word, predicate) if isinstance(text, Literal)} != {"de", "en"}
    ]

    assert lacking == []
