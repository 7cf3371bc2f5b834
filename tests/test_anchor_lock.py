"""The lock file of hashes."""

from hashlib import sha256
from pathlib import Path

import pytest

from testimonia import checking
from testimonia.anchor.lock import anchor, anchors_text, missing_anchors, passages, read_anchors
from testimonia.model.archive import Records
from testimonia.model.passage import Passage
from testimonia.model.problem import Location

DIGEST = "0" * 64


@pytest.fixture
def records(alder_ford: Path) -> Records:
    found = checking.read(alder_ford).records
    assert found is not None
    return found


def test_every_passage_that_anything_is_attested_in(records: Records) -> None:
    keys = {(passage.source, passage.key) for passage, _ in passages(records)}

    assert ("vey-chronicle", "844-913") in keys, "of a claim"
    assert ("vey-chronicle", "1294-1381") in keys, "of an argument"
    assert ("lowmere-wiki", "240-257") in keys, "of a flag"
    assert ("vey-chronicle", "0-28") in keys, "of a silence"
    assert ("vey-chronicle", "750-1381") in keys, "of a section"
    assert ("vey-chronicle", "419-423") in keys, "of a spelling"


def test_what_is_anchored_is_what_the_example_has(alder_ford: Path, records: Records) -> None:
    anchors, problems = anchor(records, {}, alder_ford / "documents")

    assert problems == []
    assert anchors_text(anchors) == (alder_ford / "anchors.csv").read_text()


def test_the_text_reads_back(tmp_path: Path) -> None:
    anchors = {Passage("b", 1, 2): DIGEST, Passage("a", 10, 20): DIGEST, Passage("a", 9, 20): DIGEST}
    path = tmp_path / "anchors.csv"
    path.write_text(anchors_text(anchors))

    found, problems = read_anchors(path)

    assert problems == []
    assert list(found) == ["a,9,20", "a,10,20", "b,1,2"]


def test_a_missing_lock_file_holds_nothing(tmp_path: Path) -> None:
    assert read_anchors(tmp_path / "anchors.csv") == ({}, [])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"source;start;end;sha256\na,1,2,{DIGEST}\n", [1], id="head"),
        pytest.param(f"source,start,end,sha256\na;1;2;{DIGEST}\na,1,2,{DIGEST}\n", [2], id="semicolons"),
        pytest.param("source,start,end,sha256\na,1,2,abc\n", [2], id="a short digest"),
        pytest.param("", [1], id="nothing"),
    ],
)
def test_a_row_that_is_no_anchor_is_told(tmp_path: Path, text: str, rows: list[int]) -> None:
    path = tmp_path / "anchors.csv"
    path.write_text(text)

    _, problems = read_anchors(path)

    assert [problem.location.line for problem in problems] == rows
    assert "run" not in problems[0].message
    assert "`testimonia anchor --sources DIR`" in problems[0].message


def test_missing_anchors_are_told_once_a_document() -> None:
    written = [("a,10,20", Location("x", 9)), ("a,1,2", Location("x", 5)), ("b,1,2", Location("y", 1))]

    problems = missing_anchors([*written, ("b,3,4", Location("y", 2))], {"b,3,4": DIGEST})

    assert [str(problem).partition(" yet")[0] for problem in problems] == [
        "x:5: the passage 1-2 and 1 more of 'a' are not in anchors.csv",
        "y:1: the passage 1-2 of 'b' is not in anchors.csv",
    ]


def test_a_document_that_is_not_here_keeps_its_anchors(alder_ford: Path, records: Records) -> None:
    known, _ = read_anchors(alder_ford / "anchors.csv")
    (alder_ford / "documents/lowmere-wiki.txt").unlink()

    anchors, problems = anchor(records, known, alder_ford / "documents")

    assert problems == []
    assert anchors_text(anchors) == (alder_ford / "anchors.csv").read_text()


def test_a_passage_nobody_can_read_is_told(alder_ford: Path, records: Records) -> None:
    (alder_ford / "documents/lowmere-wiki.txt").unlink()

    _, problems = anchor(records, {}, alder_ford / "documents")

    assert len(problems) == 1
    assert "cannot be anchored: the file of 'lowmere-wiki' is not in" in problems[0].message


def test_other_bytes_are_not_anchored(alder_ford: Path, records: Records) -> None:
    path = alder_ford / "documents/lowmere-wiki.txt"
    path.write_bytes(path.read_bytes() + b"\n")

    anchors, problems = anchor(records, {}, alder_ford / "documents")

    assert [problem.message for problem in problems] == [
        "'lowmere-wiki.txt' is not the file that was read: its SHA-256 differs; nothing was anchored from it"
    ]
    assert {passage.source for passage in anchors} == {"vey-chronicle"}


def test_a_document_in_other_bytes_than_utf_8_does_no_harm(small: Path) -> None:
    content = b"K\xf6nig " * 50
    (small / "documents/vey-chronicle.txt").write_bytes(content)
    source = small / "sources/vey-chronicle.toml"
    digest = sha256(content).hexdigest()
    before = "af32d64cf9b9e0520fe5c9723cbac1e1ee52c12f691fdd39afe45d12824a0927"
    source.write_text(source.read_text().replace(before, digest).replace("= 255", "= 300"))
    records = checking.read(small).records
    assert records is not None

    anchors, problems = anchor(records, {}, small / "documents")

    assert problems == []
    assert len(anchors) == 4
