"""Workbook and text files are two forms of one archive: what goes from one to the other comes back the same.

And whatever is done to the bytes of a workbook, the reader tells a fault or reads it; it never breaks off.
"""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.model.archive import Records
from testimonia.model.problem import Location
from testimonia.read.archive import read_blocks
from testimonia.read.block import Block
from testimonia.read.cells import fits, from_cell, to_cell
from testimonia.read.fields import ENTRIES, FIELDS, LIST, NUMBER, TEXT
from testimonia.read.settings import read_settings
from testimonia.read.sheets import FILE_COLUMN, SHEETS, place
from testimonia.read.toml import claims_blocks, register_blocks
from testimonia.read.workbook import workbook_blocks
from testimonia.vocabulary import vocabulary
from testimonia.write.archive import texts, unwritable
from testimonia.write.format import toml
from testimonia.write.toml import canonical, claims_text, register_text
from testimonia.write.workbook import unwritable as not_in_a_row
from testimonia.write.workbook import write_workbook

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples/alder-ford"
SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

Said = dict[str, Any]


def said(block: Block) -> Said:
    """What a block says, wherever it stands: lists as lists, quantities and times in words."""
    fields: Said = {"kind": block.kind, "key": block.key, "file": block.curation}
    for name, value in block.fields.items():
        listed = [value] if FIELDS[block.kind].get(name) == LIST and isinstance(value, str) else value
        if listed not in ({}, ""):
            fields[name] = canonical(name, listed)
    return fields


def all_said(blocks: list[Block]) -> list[Said]:
    return sorted(map(said, blocks), key=lambda told: sorted((name, str(value)) for name, value in told.items()))


# --- the example, whole


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    found, _ = read_settings(EXAMPLE)
    assert found is not None
    read, problems = read_blocks(EXAMPLE, found, vocabulary())
    assert problems == []
    return read


@pytest.fixture(scope="module")
def from_workbook(blocks: list[Block], tmp_path_factory: pytest.TempPathFactory) -> list[Block]:
    path = tmp_path_factory.mktemp("workbook") / "archive.xlsx"
    write_workbook(path, blocks, vocabulary())
    sheets = workbook_blocks(path)
    assert [problem for _, problems in sheets.values() for problem in problems] == []
    return [block for found, _ in sheets.values() for block in found]


@pytest.fixture(scope="module")
def again(from_workbook: list[Block], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as text files that a workbook was turned into."""
    root = tmp_path_factory.mktemp("again")
    for name in ("archive.toml", "anchors.csv"):
        (root / name).write_bytes((EXAMPLE / name).read_bytes())
    for name, text in texts(from_workbook, default="x").items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_a_workbook_holds_every_block_of_the_example(blocks: list[Block], from_workbook: list[Block]) -> None:
    of_claims = ("claim", "argument", "flag", "without-claim")
    for block in (*blocks, *from_workbook):
        if block.kind not in of_claims and not block.fields.get("source"):
            block.curation = ""  # a register is one file, whatever its rows say

    assert all_said(from_workbook) == all_said(blocks)


def records(root: Path) -> Records:
    reading = checking.read(root)
    assert reading.records is not None
    assert reading.problems == []
    return reading.records


def test_archive_to_workbook_to_archive_gives_the_same_quads(again: Path) -> None:
    found = []
    for root in (EXAMPLE, again):
        reading = checking.read(root)
        assert reading.records is not None
        found.append({str(q) for q in assemble(reading.records, reading.anchors, vocabulary()).quads})

    assert found[0] == found[1]


@pytest.mark.parametrize("part", [name for name in Records.__slots__ if name != "settings"])
def test_archive_to_workbook_to_archive_gives_the_same_records(again: Path, part: str) -> None:
    def plain(root: Path) -> list[str]:
        place_of = Location("x")
        return sorted(
            repr(item).replace(repr(getattr(item, "written_at", place_of)), "") for item in getattr(records(root), part)
        )

    assert plain(again) == plain(EXAMPLE)


def test_the_workbook_itself_as_an_archive_gives_the_same_quads(blocks: list[Block], tmp_path: Path) -> None:
    """Nothing but settings, anchors and the workbook."""
    for name in ("archive.toml", "anchors.csv"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    write_workbook(tmp_path / "archive.xlsx", blocks, vocabulary())
    reading, example = checking.read(tmp_path), checking.read(EXAMPLE)
    assert reading.records is not None
    assert example.records is not None
    assert reading.problems == []

    quads = [
        {str(q) for q in assemble(one.records, one.anchors, vocabulary()).quads}
        for one in (reading, example)
        if one.records
    ]

    assert quads[0] == quads[1]


def test_written_files_are_in_canonical_form(again: Path) -> None:
    kinds = {"events": "event", "actors": "actor", "places": "place", "concepts": "concept", "works": "work"}
    for path in again.rglob("*/*.toml"):
        text = path.read_text(encoding="utf-8")

        assert toml(text, kinds.get(path.stem, "")) == text


# --- any block

WORD = st.text(st.sampled_from("aäЖ漢 ;|@#=\"\\'\n\t-1%~>[]{},.:\u2028\x85\x7f_x000D_"), min_size=1, max_size=12)
KEY = st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,6}[a-z0-9])?", fullmatch=True)
FORMS: dict[str, st.SearchStrategy[object]] = {
    TEXT: WORD,
    NUMBER: st.integers(0, 10**12),
    LIST: WORD | st.lists(WORD, max_size=3),
}
NAMES = st.dictionaries(st.sampled_from(["de", "ru", "zh-hant"]), WORD, min_size=1)
SPELT = st.lists(st.fixed_dictionaries({"as": WORD, "in": KEY, "passage": WORD}), min_size=1, max_size=2)
SECTIONS = st.lists(
    st.fixed_dictionaries({"key": WORD, "passage": WORD, "name": WORD}, optional={"units": WORD}), max_size=2
)
BY_NAME: dict[str, st.SearchStrategy[object]] = {
    "names": NAMES,
    "spelt": SPELT,
    "sections": SECTIONS,
    "quantity": st.sampled_from(["at least 3 persons", ">=3 persons", "30 % of x", "no number", "~7 days"]),
    "time": st.sampled_from(["1431-06", "1431/..", "[1431-06-14,1431-06-15]", "last summer"]),
    "recorded": st.sampled_from(["2026-11-22T09:00:00Z", "2026-13-45T09:00:00Z", "yesterday"]),
    "source": KEY,
}


@st.composite
def a_block(draw: st.DrawFn, kind: str) -> Block:
    """A block with any of its fields, rightly or wrongly filled."""
    form = {name: form for name, form in FIELDS[kind].items() if name != "key"}
    names = draw(st.lists(st.sampled_from(sorted(form)), unique=True, max_size=6))
    if kind in ("claim", "argument", "flag", "without-claim", "reference"):
        names = ["source", *(name for name in names if name != "source")]
    fields = {name: draw(BY_NAME[name] if name in BY_NAME else FORMS[form[name]]) for name in names}
    return Block(kind=kind, key=draw(KEY), fields=fields, location=Location("x"))


ANY_BLOCK = st.sampled_from(sorted(SHEETS.values())).flatmap(a_block)


@SLOW
@given(found=st.lists(ANY_BLOCK, min_size=1, max_size=4))
def test_a_block_comes_back_from_a_workbook_or_is_refused(found: list[Block]) -> None:
    kept = [block for block in found if not not_in_a_row(block) and (block.fields or block.kind != "without-claim")]
    for block in kept:
        if block.kind in ("flag", "without-claim"):
            block.key = block.key if block.kind == "flag" else ""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.xlsx"
        write_workbook(path, kept, vocabulary())
        sheets = workbook_blocks(path)

    assert [str(problem) for _, problems in sheets.values() for problem in problems] == []
    assert all_said([block for blocks, _ in sheets.values() for block in blocks]) == all_said(kept)


@given(found=st.lists(a_block("claim"), min_size=1, max_size=3, unique_by=lambda block: block.key))
def test_claims_come_back_from_their_file(found: list[Block]) -> None:
    text = claims_text(found)

    blocks, problems = claims_blocks(text, Location("x"))

    assert problems == []
    assert all_said(blocks) == all_said(found)


@given(found=st.lists(a_block("actor"), min_size=1, max_size=3, unique_by=lambda block: block.key))
def test_a_register_comes_back_from_its_file(found: list[Block]) -> None:
    blocks, problems = register_blocks(register_text(found), Location("x"), "actor")

    assert problems == []
    assert all_said(blocks) == all_said(found)


@given(found=st.lists(a_block("claim"), min_size=1, max_size=3, unique_by=lambda block: block.key))
def test_what_is_written_is_in_canonical_form(found: list[Block]) -> None:
    text = claims_text(found)

    assert toml(text) == text


@given(name=st.sampled_from(sorted(FIELDS["claim"])), value=st.data())
def test_a_cell_that_fits_reads_back_the_same(name: str, value: st.DataObject) -> None:
    form = FIELDS["claim"][name]
    drawn = value.draw(FORMS[form])
    assume(fits(name, drawn, form))

    assert from_cell(name, to_cell(name, drawn), form) == (
        [drawn] if form == LIST and isinstance(drawn, str) else drawn
    )


@given(names=NAMES, spelt=SPELT, sections=SECTIONS)
def test_tables_in_a_cell_read_back_the_same_or_do_not_fit(names: object, spelt: object, sections: object) -> None:
    for name, value in (("names", names), ("spelt", spelt), ("sections", sections)):
        if fits(name, value, ENTRIES):
            assert from_cell(name, to_cell(name, value), ENTRIES) == value


# --- any file of ours, put in disorder

COMMENTS = st.lists(st.sampled_from(["# one", "#two", "  # three", "", ""]), max_size=3)


@given(found=st.lists(a_block("claim"), min_size=1, max_size=3, unique_by=lambda block: block.key), data=st.data())
def test_formatting_keeps_the_data_and_the_comments_and_needs_doing_once(
    found: list[Block], data: st.DataObject
) -> None:
    head, *tables = claims_text(found).split("[[claim]]\n")
    lines = head.split("\n")[:-1]
    for table in tables:
        fields = data.draw(st.permutations(table.rstrip("\n").split("\n")))
        lines += [*data.draw(COMMENTS), "[[claim]]", *(line for one in fields for line in (*data.draw(COMMENTS), one))]
    text = "\n".join([*lines, *data.draw(COMMENTS)]) + "\n"

    result = toml(text)

    assert toml(result) == result
    assert in_words(tomllib.loads(result)) == in_words(tomllib.loads(text))
    assert sorted(comments(result)) == sorted(comments(text))


def in_words(value: object, name: str = "") -> object:
    if isinstance(value, dict):
        return {key: in_words(item, key) for key, item in value.items()}
    if name == "claim" and isinstance(value, list):
        return [in_words(item) for item in value]
    return canonical(name, value)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip().startswith("#")]


# --- any bytes


@pytest.fixture(scope="module")
def workbook(blocks: list[Block], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("bytes") / "archive.xlsx"
    write_workbook(path, blocks[:40], vocabulary())
    return path.read_bytes()


def outcome(content: bytes) -> tuple[int, list[str]]:
    """How many rows are read, and what is said to be wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.xlsx"
        path.write_bytes(content)
        sheets = workbook_blocks(path)
    rows = sum(len(blocks) for blocks, _ in sheets.values())
    return rows, [problem.message for _, problems in sheets.values() for problem in problems]


@SLOW
@given(data=st.data())
def test_a_workbook_cut_off_anywhere_is_told(workbook: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(workbook) - 1))

    _, problems = outcome(workbook[:cut])

    assert problems


@SLOW
@given(data=st.data())
def test_a_workbook_with_changed_bytes_is_read_whole_or_told(workbook: bytes, data: st.DataObject) -> None:
    rows, _ = outcome(workbook)
    content = bytearray(workbook)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    found, problems = outcome(bytes(content))

    assert found == rows or problems


def test_rows_without_a_place_in_a_file_are_told(from_workbook: list[Block]) -> None:
    """Or they would be left out without a word."""
    without = [block for block in from_workbook if block.kind != "document"]

    assert unwritable(from_workbook) == []
    assert {problem.message.split("'")[1] for problem in unwritable(without)} >= {"anselm", "1"}


def test_every_kind_has_a_sheet_and_every_field_a_column() -> None:
    assert set(SHEETS.values()) == set(FIELDS) - {"archive", "curator", "mapping"}
    assert FILE_COLUMN not in {name for fields in FIELDS.values() for name in fields}
    assert place(Path("a.xlsx"), "claims") == "a.xlsx, sheet claims"
