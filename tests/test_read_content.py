"""What a claim states: fields to a proposition, or in words what is wrong with them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from testimonia.model.archive import Records
from testimonia.model.claim import Claim, Proposition
from testimonia.model.problem import Problem
from testimonia.model.quantity import Quantity
from testimonia.model.text import Text
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

Lay = Callable[[Mapping[str, str]], Path]
Read = tuple[Records, list[Problem]]

HEAD = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n'


def claim(read: Read, key: str) -> Claim:
    return next(claim for claim in read[0].claims if claim.key == key)


def content(read: Read, key: str) -> Proposition:
    return claim(read, key).proposition


def messages(read: Read) -> list[str]:
    return [f"{problem.location.line}: {problem.message}" for problem in read[1]]


def test_all_that_content_may_hold(written: Read) -> None:
    """
    [[claim]]
    key        = "full"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = ["300 persons of levy-900", "30 % of vey-levy + villagers"]
    population = ["vey-levy", "drowned"]
    time       = "1431-06-12"
    place      = "alder-ford"
    excludes   = "drowned"
    references = []

    [[claim]]
    key        = "word"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "qualification"
    value      = "massacre"
    definition = ["price-of-a-crossing", "drowned"]
    references = []

    [[claim]]
    key        = "name"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "name"
    value      = "the Drowning@EN"
    references = []

    [[claim]]
    key        = "part"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "participation"
    value      = "anselm"
    role       = "eyewitness"
    references = []
    """
    assert messages(written) == []

    full = content(written, "full")
    of_the_levy, of_the_people = full.quantities
    assert (full.about, full.aspect, full.place) == ("event/battle", "deaths", "place/alder-ford")
    assert of_the_levy.whole == content(written, "levy-900").quantity_path()
    assert of_the_people.whole == "quantity/all/vey-levy+villagers"
    assert of_the_people.people == ("actor/vey-levy", "actor/villagers")
    assert full.populations == ("actor/vey-levy", "concept/drowned")
    assert full.excludes == ("concept/drowned",)
    assert full.time is not None
    assert full.time.edtf.text == "1431-06-12"
    assert content(written, "word").values == ("concept/massacre",)
    assert content(written, "word").definitions == ("concept/drowned", "source/price-of-a-crossing")
    assert content(written, "name").values == (Text("the Drowning", "en"),)
    assert content(written, "part").role == "eyewitness"


def test_states_takes_over_the_content(written: Read) -> None:
    """
    [[claim]]
    key        = "again"
    paraphrase = "x"
    passage    = "40-50"
    states     = "further"
    references = []

    [[claim]]
    key        = "further"
    paraphrase = "x"
    passage    = "40-50"
    states     = "vey-chronicle/anselm-300-to-900"
    references = []
    """
    assert messages(written) == []
    assert content(written, "again") == content(written, "anselm-300-to-900")


def test_rest_is_the_whole_without_the_part(written: Read) -> None:
    """
    [[claim]]
    key        = "others"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "participants"
    quantity   = "rest of holm-30-percent"
    references = []
    """
    (rest,) = content(written, "others").quantities
    part = content(written, "holm-30-percent")

    assert messages(written) == []
    assert rest.minus == part.quantity_path()
    assert rest.whole == part.quantities[0].whole


def test_a_part_is_of_the_measure_with_its_unit(written: Read) -> None:
    """
    [[claim]]
    key        = "two-measures"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = ["30 % of vey-levy", "270 persons"]
    references = []

    [[claim]]
    key        = "part"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = "5 persons of two-measures"
    references = []

    [[claim]]
    key        = "in-another-order"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = ["270 persons", "30 % of vey-levy"]
    references = []
    """
    (part,) = content(written, "part").quantities
    both = content(written, "two-measures")
    paths = {quantity.unit: both.quantity_path(index) for index, quantity in enumerate(both.quantities)}

    assert messages(written) == []
    assert part.whole == paths["persons"]
    assert content(written, "in-another-order") == both


def test_a_question_may_be_spoken_of(written: Read) -> None:
    """
    [[claim]]
    key        = "open"
    paraphrase = "x"
    passage    = "40-50"
    about      = "question:battle/persons-wounded"
    aspect     = "state-of-evidence"
    value      = "massacre"
    references = []
    """
    assert messages(written) == []
    assert content(written, "open").about == "proposition/event/battle/persons-wounded"


def test_a_circle_of_three_names_the_next_in_each(written: Read) -> None:
    """
    [[claim]]
    key        = "one"
    paraphrase = "x"
    passage    = "40-50"
    states     = "two"
    references = []

    [[claim]]
    key        = "two"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = "30 % of three"
    references = []

    [[claim]]
    key        = "three"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = "rest of one"
    references = []

    [[claim]]
    key        = "outside"
    paraphrase = "x"
    passage    = "40-50"
    states     = "one"
    references = []
    """
    turn = "leans on this one in turn; give one of them content of its own"

    assert messages(written) == [
        f"9: claim 'one': the claim 'two' {turn}",
        f"18: claim 'two': the claim 'three' {turn}",
        f"27: claim 'three': the claim 'one' {turn}",
        "34: claim 'outside': the claim 'one' must be mended first",
    ]


def test_a_claim_at_fault_is_told_once_and_lends_nothing(written: Read) -> None:
    """
    [[claim]]
    key        = "repeats"
    paraphrase = "x"
    passage    = "40-50"
    states     = "faulty"
    references = []

    [[claim]]
    key        = "faulty"
    paraphrase = "x"
    passage    = "40-50"
    about      = "batle"
    aspect     = "deaths"
    quantity   = "5 persons"
    references = []

    [[claim]]
    key        = "part-of-it"
    paraphrase = "x"
    passage    = "40-50"
    about      = "battle"
    aspect     = "deaths"
    quantity   = "5 persons of faulty"
    references = []
    """
    assert messages(written) == [
        "9: claim 'repeats': the claim 'faulty' must be mended first",
        "16: claim 'faulty': 'batle' is in no register of events; did you mean 'battle'?",
        "27: claim 'part-of-it': the claim 'faulty' must be mended first",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param('aspect = "death"', "aspect 'death' is not in the vocabulary; did you mean 'deaths'?", id="typo"),
        pytest.param(
            'aspect = "deaths"', "the aspect 'deaths' is answered by 'quantity', which is missing", id="no answer"
        ),
        pytest.param(
            'aspect = "deaths"\ntime = "1431"',
            "the aspect 'deaths' is answered by 'quantity', which is missing",
            id="a time does not answer how many",
        ),
        pytest.param(
            'aspect = "start-date"\nvalue = "massacre"',
            "the aspect 'start-date' is answered by 'time', not by 'value'",
            id="a word for a date",
        ),
        pytest.param(
            'aspect = "qualification"\nquantity = "5 persons"',
            "the aspect 'qualification' is answered by 'value', not by 'quantity'",
            id="a number for a word",
        ),
        pytest.param(
            'aspect = "name"\nvalue = "the Drowning"',
            "'the Drowning' names no language; write for example \"the Drowning@en\"",
            id="a name without language",
        ),
        pytest.param(
            'aspect = "qualification"\nvalue = "masacre"',
            "'masacre' is in no register of concepts; did you mean 'massacre'?",
            id="an unknown word",
        ),
        pytest.param(
            'aspect = "deaths"\nquantity = "5 dys"',
            "the unit 'dys' is not in the vocabulary; did you mean 'days'?",
            id="an unknown unit",
        ),
        pytest.param(
            'aspect = "deaths"\nquantity = "5 persons of drowned + nobody"',
            "'nobody' is in no register of actors, concepts, places or claims",
            id="a part of people unknown",
        ),
        pytest.param(
            'aspect = "participation"\nvalue = "anselm"',
            "'role' is missing; participation says as what",
            id="no role",
        ),
        pytest.param(
            'aspect = "deaths"\nquantity = "5 persons"\nrole = "victor"',
            "'role' belongs to the aspect 'participation' only",
            id="a role out of place",
        ),
        pytest.param(
            'aspect = "deaths"\nquantity = "5 persons"\nplace = "vey"',
            "'vey' is in no register of places",
            id="an unknown place",
        ),
        pytest.param(
            'aspect = "deaths"\nquantity = "5 persons"\nexcludes = "anselm"',
            "'anselm' is in no register of events or concepts",
            id="an actor left out",
        ),
    ],
)
def test_content_that_does_not_fit(archive: Lay, fields: str, expected: str) -> None:
    block = f'[[claim]]\nkey = "x"\nparaphrase = "x"\npassage = "40-50"\nreferences = []\nabout = "battle"\n{fields}\n'
    root = archive({"claims/vey-chronicle/b.toml": f"{HEAD}{block}"})

    _, problems = read_archive(root, vocabulary())

    assert [problem.message for problem in problems] == [f"claim 'x': {expected}"]


@pytest.mark.parametrize(
    ("wording", "bound"), [("unstated persons", "unstated"), ("most of vey-levy", "most"), ("many", "many")]
)
def test_an_answer_in_words_is_an_answer(archive: Lay, wording: str, bound: str) -> None:
    fields = f'about = "battle"\naspect = "deaths"\nquantity = "{wording}"\nreferences = []\n'
    block = f'[[claim]]\nkey = "x"\nparaphrase = "x"\npassage = "40-50"\n{fields}'

    records, problems = read_archive(archive({"claims/vey-chronicle/b.toml": f"{HEAD}{block}"}), vocabulary())

    assert problems == []
    assert records is not None
    (quantity,) = records.claims[-1].proposition.quantities
    assert quantity.bound == bound
    assert quantity == Quantity.parse(wording) or quantity.people == ("actor/vey-levy",)
