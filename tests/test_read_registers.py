"""Registers, works, documents and references to records."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from testimonia.model.archive import Records
from testimonia.model.entity import Spelling
from testimonia.model.passage import Passage
from testimonia.model.problem import Problem
from testimonia.model.text import Text
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

Lay = Callable[[Mapping[str, str]], Path]

ACTOR = """
[odo]
name  = "Odo of Vey"
kind  = "person"
names = { de = "Odo von Vey", zh-Hant = "奧多" }
spelt = [{ as = "Oddo", in = "vey-chronicle", passage = "10-14" }]
note  = "A lord."
"""
PAST = "reaches past the end of 'vey-chronicle', which has 255 characters"
DOCUMENT = Path(__file__).parent / "archive/sources/vey-chronicle.toml"


def read(root: Path) -> tuple[Records, list[Problem]]:
    records, problems = read_archive(root, vocabulary())
    assert records is not None
    return records, problems


def with_more(small: Path, path: str, text: str) -> tuple[Records, list[str]]:
    """What is read where a file has some more at its end."""
    target = small / path
    target.write_text(target.read_text() + text)
    records, problems = read(small)
    return records, [problem.message for problem in problems]


def test_an_entity_has_names_a_kind_and_nothing_about_the_world(small: Path) -> None:
    records, problems = with_more(small, "entities/actors.toml", ACTOR)
    odo = next(entity for entity in records.entities if entity.key == "odo")

    assert problems == []
    assert (odo.path, odo.kind, odo.note) == ("actor/odo", "person", "A lord.")
    assert odo.names == (Text("Odo of Vey", "en"), Text("Odo von Vey", "de"), Text("奧多", "zh-hant"))
    assert odo.spelt == (Spelling("Oddo", Passage("vey-chronicle", 10, 14)),)


def test_the_curator_is_among_the_actors(small: Path) -> None:
    records, _ = read(small)
    curator = next(entity for entity in records.entities if entity.key == "curator")

    assert (curator.path, curator.kind) == ("actor/curator", "curator")
    assert curator.written_at.path == str(small / "archive.toml")


def test_a_concept_may_stand_beside_its_use(archive: Lay) -> None:
    text = 'source = "vey-chronicle"\n\n[[concept]]\nkey = "bloodless"\nname = "without blood"\nbroader = "massacre"\n'

    records, problems = read(archive({"claims/vey-chronicle/b.toml": text}))
    concept = next(entity for entity in records.entities if entity.key == "bloodless")

    assert problems == []
    assert (concept.path, concept.broader) == ("concept/bloodless", ("concept/massacre",))


def test_a_work_bears_its_title_as_printed(small: Path) -> None:
    text = """
[annals]
name                 = "Annals"
language             = "de"
names                = { en = "Yearbooks" }
kind                 = "book"
creators             = ["anselm", "holm"]
issued               = "1440~/1450"
identifiers          = ["isbn:1"]
in                   = "anselm-chronicle"
volume               = "2"
pages                = "7-9"
publisher            = "Reed Press"
place-of-publication = "Vey"
note                 = "Lost."
"""
    records, problems = with_more(small, "sources/works.toml", text)
    work = next(work for work in records.works if work.key == "annals")

    assert problems == []
    assert work.path == "source/annals"
    assert work.title == Text("Annals", "de")
    assert work.names == (Text("Yearbooks", "en"),)
    assert work.creators == ("actor/anselm", "actor/holm")
    assert work.issued is not None
    assert work.issued.text == "1440~/1450"
    assert work.part_of == "source/anselm-chronicle"
    assert dict(work.details) == {
        "volume": "2",
        "pages": "7-9",
        "publisher": "Reed Press",
        "place-of-publication": "Vey",
    }


def test_a_title_without_a_language_is_of_none(small: Path) -> None:
    records, _ = with_more(small, "sources/works.toml", '\n[annals]\nname = "Annals"\nkind = "book"\n')

    assert records.works[-1].title.language == "und" or records.works[-2].title.language == "und"


def test_a_document_is_named_by_the_digest_of_its_bytes(small: Path) -> None:
    (document,) = read(small)[0].documents

    assert document.path == "snapshot/af32d64c"
    assert (document.source, document.narrator, document.code_points) == ("vey-chronicle", "actor/marlow", 255)


def test_a_reference_leads_to_a_work_or_says_why_not(small: Path) -> None:
    text = """
[[reference]]
key        = "lost-1900"
written    = "Lost (1900)"
resolution = "ambiguous"
candidates = ["anselm-chronicle", "price-of-a-crossing"]
pages      = "5"
passage    = ["20-30"]
calls      = ["40-50", "60-70"]
note       = "Two works fit."

[[reference]]
key        = "other"
resolution = "resolved-in-another-document"
cites      = "anselm-chronicle"
found-in   = "wiki/26"
"""
    records, problems = with_more(small, "sources/vey-chronicle.toml", text)
    lost, other = records.references[-2:]

    assert problems == []
    assert (lost.path, lost.written, lost.resolution) == (
        "reference/vey-chronicle/lost-1900",
        "Lost (1900)",
        "ambiguous",
    )
    assert lost.candidates == ("source/anselm-chronicle", "source/price-of-a-crossing")
    assert [passage.key for passage in lost.passages] == ["20-30", "40-50", "60-70"]
    assert (other.written, other.found_in) == ("other", "reference/wiki/26")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "persn"\n',
            "actor 'odo': kind 'persn' is not in the vocabulary; did you mean 'person'?",
            id="kind",
        ),
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "person"\nnames = ["Odo"]\n',
            'actor \'odo\': names are written { de = "…", ru = "…" }',
            id="names as a list",
        ),
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "person"\nnames = { German = "Odo" }\n',
            "actor 'odo': 'German' is not the tag of a language; write for example de or zh-hant",
            id="a language in words",
        ),
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "person"\nspelt = { as = "Oddo" }\n',
            'actor \'odo\': a spelling is written { as = "…", in = "document", passage = "start-end" }',
            id="one spelling, without its place",
        ),
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "person"\nspelt = [{ as = "O", in = "vey", on = "1-2" }]\n',
            'actor \'odo\': a spelling is written { as = "…", in = "document", passage = "start-end" }',
            id="a spelling with another field",
        ),
        pytest.param(
            "entities/actors.toml",
            '\n[odo]\nname = "Odo"\nkind = "person"\nspelt = [{ as = "O", in = "vey-chronicle", passage = "1-999" }]\n',
            f"actor 'odo': the passage 1-999 {PAST}",
            id="a spelling past the end",
        ),
        pytest.param(
            "sources/works.toml",
            '\n[annals]\nname = "Annals"\nkind = "book"\nlanguage = "Low German"\n',
            "work 'annals': 'Low German' is not the tag of a language; write for example de or zh-hant",
            id="the language of a title in words",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[reference]]\nkey = "x"\nresolution = "found"\n',
            "reference 'x': resolution 'found' is not in the vocabulary",
            id="resolution",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[reference]]\nkey = "x"\nresolution = "resolved"\ncites = "anselm-cronicle"\n',
            "reference 'x': 'anselm-cronicle' is in no register of sources; did you mean 'anselm-chronicle'?",
            id="an unknown work",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[reference]]\nkey = "x"\nresolution = "unresolved"\nfound-in = "26"\n',
            "reference 'x': '26' is not a reference of another document; write document/reference",
            id="found in no document",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[reference]]\nkey = "x"\nresolution = "unresolved"\nfound-in = "the wiki/26"\n',
            "reference 'x': 'the wiki/26' is not a reference of another document; write document/reference",
            id="found in a document by no key",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[reference]]\nkey = "x"\nresolution = "unresolved"\npassage = "250-300"\n',
            f"reference 'x': the passage 250-300 {PAST}",
            id="an entry past the end",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[section]]\nkey = "A"\npassage = "0-90"\n',
            "document 'vey-chronicle': a section has key, name and passage, and units = sentences or entries",
            id="a section without a name",
        ),
        pytest.param(
            "sources/vey-chronicle.toml",
            '\n[[section]]\nkey = "A"\nname = "x"\npassage = "0-900"\n',
            f"document 'vey-chronicle': the passage 0-900 {PAST}",
            id="a section past the end",
        ),
    ],
)
def test_what_does_not_fit_is_told(small: Path, path: str, text: str, expected: str) -> None:
    _, problems = with_more(small, path, text)

    assert expected in problems


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("af32d64c", "AF32d64c", "'sha256' is not the SHA-256 of a file", id="digest in capitals"),
        pytest.param("af32d64c", "", "'sha256' is not the SHA-256 of a file", id="digest too short"),
        pytest.param("= 255", "= 0", "'code-points' is the length of the document", id="no length"),
        pytest.param("= 255", "= true", "'code-points' is a whole number", id="length that is no number"),
        pytest.param('narrator = "marlow"', 'narrator = "marlo"', "'marlo' is in no register of actors", id="narrator"),
    ],
)
def test_a_document_at_fault_is_told_once(archive: Lay, old: str, new: str, expected: str) -> None:
    root = archive({"sources/vey-chronicle.toml": DOCUMENT.read_text().replace(old, new)})

    records, problems = read(root)

    assert [problem.message.partition(": ")[2].startswith(expected) for problem in problems] == [True]
    assert records.documents == []
    assert records.claims == []
    assert records.references == []


def test_references_may_be_a_sheet_of_their_document(archive: Lay) -> None:
    text = "key,written,cites,resolution\nmore,More 1950,anselm-chronicle,resolved\n"

    records, problems = read(archive({"sources/vey-chronicle.references.csv": text}))

    assert problems == []
    assert "reference/vey-chronicle/more" in {reference.path for reference in records.references}


def test_works_may_be_a_sheet(archive: Lay) -> None:
    text = "key,name,kind,creators\nannals,Annals,book,anselm ; holm\n"

    records, problems = read(archive({"sources/more-works.csv": text}))

    assert problems == []
    assert "source/annals" in {work.path for work in records.works}
