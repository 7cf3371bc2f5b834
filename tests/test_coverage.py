"""What of a document is accounted for, sentence by sentence."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.anchor.coverage import CLAIMS, NO_CLAIM, OPEN, REFERENCE, Coverage, Unit, coverage, sentences
from testimonia.anchor.files import file_text, source_files
from testimonia.checking import Reading, read
from testimonia.model.archive import Records
from testimonia.model.claim import WithoutClaim
from testimonia.model.passage import Passage
from testimonia.model.problem import Location
from testimonia.model.source import Document, Section

SOURCES = Path(__file__).parent.parent.parent / "shared/sources"
ROOT = Path(__file__).parent.parent


def parts(text: str) -> list[str]:
    """The sentences of one line, without the spaces around them."""
    return [text[start:end].strip() for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["One fell.", "Two fled!", "Who knows?"], id="three marks"),
        pytest.param(["Dr. Quill and Mrs. Holm agree.", "Marlow does not."], id="titles"),
        pytest.param(["T. A. Quill wrote it.", "So did J. Rask."], id="initials"),
        pytest.param(["See vol. 3, no. 2, pp. 4-5, ed. Holm.", "It is long."], id="bibliography"),
        pytest.param(["The roll names 41 men (cf. Quill, e.g. the smith) of Vey.", "No more."], id="in brackets"),
        pytest.param(['"They fled."', '"They did not."'], id="quotation marks after the stop"),
        pytest.param(["Holm says so.[12]:34", "Quill does not.[3][4]", "41 fell."], id="references after the stop"),
        pytest.param(["It was … a ford.", "A deep one…", "Or not."], id="an ellipsis within, and one at the end"),
        pytest.param(["About 3.5 per cent of 1.200 men died."], id="stops within numbers"),
        pytest.param(["Many died (Anselm, f. 12; fol. 3).", "Few fled."], id="leaves"),
        pytest.param(["no end"], id="no mark"),
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert parts(" ".join(expected)) == expected


@given(text=st.text(st.sampled_from('Ab. !?…"”)[1] Dr'), max_size=60))
def test_sentences_lose_no_character(text: str) -> None:
    found = list(sentences(text, 0, len(text)))

    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(one[1] == other[0] for one, other in pairwise(found))


TEXT = "A title\n\nOne fell. Two fled.\nHolm, 1987.  Vey.\nQuill, 1961. Vey."


def document(*sections: Section) -> Document:
    return Document(
        source="bulletin",
        file="bulletin.txt",
        sha256="0" * 64,
        code_points=len(TEXT),
        text_form="UTF-8",
        narrator="actor/marlow",
        sections=sections,
        written_at=Location("x"),
    )


def counted(records: Records, *sections: Section) -> list[tuple[str, str]]:
    found = coverage(records, document(*sections), TEXT)
    return [(TEXT[unit.passage.start : unit.passage.end], unit.state) for unit in found.units]


@pytest.fixture
def nothing(example: Reading) -> Records:
    """Records of an archive without a claim."""
    assert example.records is not None
    return Records(settings=example.records.settings)


def test_each_sentence_is_a_unit_and_each_line_of_a_list(nothing: Records) -> None:
    works = Section(key="list", name="works", passage=Passage("bulletin", 29, len(TEXT)), units="entries")

    assert [words for words, _ in counted(nothing)] == [
        "A title",
        "One fell.",
        "Two fled.",
        "Holm, 1987.",
        "Vey.",
        "Quill, 1961.",
        "Vey.",
    ]
    assert [words for words, _ in counted(nothing, works)] == [
        "A title",
        "One fell.",
        "Two fled.",
        "Holm, 1987.  Vey.",
        "Quill, 1961. Vey.",
    ]


def test_the_example_is_accounted_for(example: Reading) -> None:
    """Every sentence of the example is accounted for."""
    assert example.records is not None
    folder = ROOT / "examples/alder-ford/documents"
    for one in example.records.documents:
        text = (folder / f"{one.source}.txt").read_text(encoding="utf-8")

        found = coverage(example.records, one, text)

        assert found.units
        assert found.counts.keys() == {CLAIMS, NO_CLAIM}
        assert all(text[unit.passage.start : unit.passage.end].strip() for unit in found.units)


@pytest.mark.parametrize(
    ("passage", "state"),
    [
        pytest.param((10, 11), CLAIMS, id="its first character"),
        pytest.param((17, 18), CLAIMS, id="its last character"),
        pytest.param((0, 9), OPEN, id="ends where it begins"),
        pytest.param((18, 28), OPEN, id="begins where it ends"),
        pytest.param((0, 65), CLAIMS, id="all of it"),
    ],
)
def test_touching(example: Reading, nothing: Records, passage: tuple[int, int], state: str) -> None:
    assert example.records is not None
    claim = replace(example.records.claims[0], source="bulletin", passages=(Passage("bulletin", *passage),))
    nothing.claims.append(claim)

    assert dict(counted(nothing))["One fell."] == state


def test_a_claim_counts_before_a_reference_and_that_before_a_remark(example: Reading, nothing: Records) -> None:
    assert example.records is not None
    here = Passage("bulletin", 9, 18)
    assert dict(counted(nothing))["One fell."] == OPEN

    nothing.without_claim.append(WithoutClaim(section="A", passage=here, reason="heading", written_at=Location("x")))
    assert dict(counted(nothing))["One fell."] == NO_CLAIM

    nothing.references.append(replace(example.records.references[0], passages=(here,)))
    assert dict(counted(nothing))["One fell."] == REFERENCE

    nothing.claims.append(replace(example.records.claims[0], source="bulletin", passages=(here,)))
    assert dict(counted(nothing))["One fell."] == CLAIMS


def test_many_passages_of_many_lengths_are_told_apart(example: Reading, nothing: Records) -> None:
    """A long passage before a short one is not forgotten."""
    assert example.records is not None
    claim = replace(example.records.claims[0], source="bulletin")
    for start, end in ((0, 25), (1, 2), (3, 4), (5, 6)):
        nothing.claims.append(replace(claim, passages=(Passage("bulletin", start, end),)))

    states = dict(counted(nothing))

    assert [states[words] for words in ("A title", "One fell.", "Two fled.", "Holm, 1987.")] == [CLAIMS] * 3 + [OPEN]


@pytest.mark.parametrize(("states", "share"), [([], 100.0), ([OPEN], 0.0), ([CLAIMS, OPEN, NO_CLAIM, REFERENCE], 75.0)])
def test_share(states: list[str], share: float) -> None:
    units = tuple(Unit(Passage("bulletin", 0, 1), "A", state) for state in states)

    assert Coverage("bulletin", units).share == share


@pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents of the archive are not here, so their coverage was not counted"
)
def test_the_real_documents_are_accounted_for_as_the_archive_asks() -> None:
    reading = read(ROOT / "data")
    assert reading.records is not None
    files = source_files(reading.records.documents, SOURCES, ROOT / "data/documents")

    found = [coverage(reading.records, one, file_text(files[one.source])) for one in reading.records.documents]

    assert found
    assert all(one.share >= reading.records.settings.coverage for one in found)
