"""Citations: the same thing as text, BibTeX, RIS and CSL-JSON; whatever stands in a name breaks none of them."""

import json
import re

import pytest
from bibtexparser.entrypoint import parse_string

from testimonia.pages import Archive, cited
from testimonia.publish.cite import FORMS, Cited, bibtex, csl, line, ris

CLAIM = "claim/lowmere-wiki/lowmere-30-percent"
HARD = Cited(
    path="claim/x/ü_1",
    title='50 % of {those} in #1 & "B_2" \\ ~ ^ $\r\nER  - \nTY  - BOOK, }\u2028@misc{y,',
    author="Ärztin von Ström, Jr. and others",
    container="A\tB",
    publisher="C",
    address="https://example.org/claim/x/%C3%BC_1",
    issued="2026-11-22",
    version="00ff",
    note="in: D",
)


def fields(written: str) -> dict[str, str]:
    """The fields of the one entry, as a parser of others reads it."""
    library = parse_string(written)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"ENTRYTYPE": entry.entry_type, "ID": entry.key, **{field.key: field.value for field in entry.fields}}


def records(written: str) -> list[tuple[str, str]]:
    """The lines of an RIS record, each a tag of two signs and a value."""
    lines = written.split("\r\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\u2028\u2029\x85]*", one) for one in lines)
    return [(one[:2], one[6:]) for one in lines]


def test_a_statement_is_cited_under_its_holder(archive: Archive) -> None:
    found = cited(archive, CLAIM, "00ff")
    assert found is not None
    assert found.author == "Gerta Holm"
    assert "through Editors of the Lowmere Town Wiki" in found.note
    assert "characters 258-353" in found.note
    assert found.address == archive.base + CLAIM
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.issued)


@pytest.mark.parametrize(
    "path", ["event/battle-of-alder-ford", "proposition/event/battle-of-alder-ford/deaths", "source/vey-chronicle"]
)
def test_other_things_are_cited_under_whoever_curates(archive: Archive, path: str) -> None:
    found = cited(archive, path)
    assert found is not None
    assert found.author == found.publisher
    assert found.title == archive.name(path, "en").text


@pytest.mark.parametrize("path", ["", "event/nothing", "snapshot/0b4ae142", "vocab/deaths", "claim/"])
def test_what_is_not_cited(archive: Archive, path: str) -> None:
    assert cited(archive, path) is None


def test_every_citation_of_the_example_is_sound(archive: Archive) -> None:
    found = [one for path in archive.nodes if (one := cited(archive, path, "00ff"))]
    assert len(found) > 80
    assert len({fields(bibtex(one))["ID"] for one in found}) == len(found)
    for one in found:
        assert dict(records(ris(one)))["UR"] == one.address
        assert json.loads(csl(one))[0]["title"] == one.title
        assert one.address in line(one)


def test_bibtex_keeps_each_sign() -> None:
    read = fields(bibtex(HARD))
    assert read["ENTRYTYPE"] == "misc"
    assert read["ID"] == "testimonia-claim-x-1"
    assert read["author"] == "{Ärztin von Ström, Jr. and others}"
    assert read["title"].startswith(r"{50 \% of \{those\} in \#1 \& ")
    assert "\n" not in read["title"]
    assert read["url"] == HARD.address
    assert (read["year"], read["date"]) == ("2026", "2026-11-22")


def test_ris_is_one_record_whatever_stands_in_it() -> None:
    found = records(ris(HARD))
    assert found[0] == ("TY", "DATA")
    assert found[-1] == ("ER", "")
    assert [tag for tag, _ in found].count("ER") == 1
    assert dict(found)["DA"] == "2026/11/22"


def test_csl_json_has_the_fields_of_its_schema() -> None:
    (item,) = json.loads(csl(HARD))
    assert item["type"] == "dataset"
    assert item["author"] == [{"literal": HARD.author}]
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    known = {"id", "type", "title", "author", "container-title", "publisher", "issued", "version", "note", "URL"}
    assert set(item) <= known | {"language"}


def test_what_is_not_known_is_left_out() -> None:
    bare = Cited(path="event/x", title="X", author="A", container="B", publisher="", address="https://example.org/x")
    assert not {"year", "date", "note", "publisher", "version"} & set(fields(bibtex(bare)))
    assert not {"PY", "DA", "N1", "ET", "PB"} & {tag for tag, _ in records(ris(bare))}
    assert not {"issued", "version", "note", "publisher"} & set(json.loads(csl(bare))[0])
    assert line(bare) == "A: X. In: B, https://example.org/x"


def test_forms_are_known_by_their_suffix() -> None:
    assert [form.suffix for form in FORMS] == ["bib", "ris", "csl.json"]
    assert not {form.suffix for form in FORMS} & {"ttl", "jsonld", "nt", "nq", "trig", "rdf", "html"}
