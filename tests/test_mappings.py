"""Identity links as SSSOM rows: read, refused row by row, and told as links or as judgements only."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import Literal, NamedNode

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.vocabulary import ADMS, OWL, RDF, SKOS, SSSOM, vocabulary

Run = Callable[..., Result]
Archive = Callable[[Mapping[str, str]], Path]

ROOT = Path(__file__).parent.parent
TABLE = "entities/mappings.sssom.tsv"
FILE = f"data/{TABLE}"
HEAD = """\
#sssom_version: "1.0"
#mapping_set_id: https://example.org/small/mappings
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  actor: https://example.org/small/actor/
#  isbn: 'urn:isbn:'
#  wikidata: "http://www.wikidata.org/entity/"
#extension_definitions:
#- slot_name: status
#  property: http://www.w3.org/ns/adms#status
"""
COLUMNS = {
    "subject_id": "actor:holm",
    "predicate_modifier": "",
    "predicate_id": "skos:exactMatch",
    "object_id": "wikidata:Q1",
    "mapping_justification": "semapv:ManualMappingCuration",
    "author_id": "curator",
    "mapping_date": "2026-11-22",
    "confidence": "0.9",
    "status": "accepted",
    "comment": "The title is the same.",
}
LEFT_OPEN = "a quotation mark opens in this row and is not closed before the next tab; double it or take it out"
ROW = HEAD.count("\n") + 2
"""The line of the first row."""


def table(*rows: Mapping[str, str]) -> dict[str, str]:
    """The table with a row for each set of changes."""
    lines = ["\t".join(COLUMNS), *("\t".join({**COLUMNS, **row}.values()) for row in rows)]
    return {TABLE: HEAD + "\n".join(lines) + "\n"}


def test_a_table_without_fault(archive: Archive, run: Run) -> None:
    archive(
        table({}, {"object_id": "isbn:9780000000000", "predicate_id": "skos:relatedMatch"}, {"confidence": ""} | OTHER)
    )

    assert run("check").output.startswith("no faults")


OTHER = {"subject_id": "place:vale", "object_id": "https://example.net/vale"}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        pytest.param(
            {"object_id": "viaf:12"},
            "object_id",
            "the prefix 'viaf' is not in the curie_map at the head of the table",
            id="unknown prefix",
        ),
        pytest.param(
            {"object_id": "wikidata:"},
            "object_id",
            "'wikidata:' is no address: http://www.wikidata.org/entity/",
            id="no number",
        ),
        pytest.param(
            {"object_id": "wikidata:Q 1"},
            "object_id",
            "'wikidata:Q 1' is no address: http://www.wikidata.org/entity/Q 1",
            id="address with a space",
        ),
        pytest.param({"object_id": ""}, "object_id", "'object_id' is empty", id="no object"),
        pytest.param(
            {"predicate_id": "skos:narower"},
            "predicate_id",
            "'skos:narower' is no word for a match; write one of owl:sameAs, skos:exactMatch, skos:closeMatch, "
            "skos:broadMatch, skos:narrowMatch, skos:relatedMatch",
            id="unknown predicate",
        ),
        pytest.param(
            {"status": "maybe"},
            "status",
            "the status 'maybe' is not one of accepted, candidate, rejected",
            id="unknown status",
        ),
        pytest.param(
            {"predicate_modifier": "not"},
            "predicate_modifier",
            "the modifier 'not' is not known; write Not, or nothing",
            id="unknown modifier",
        ),
        *(
            pytest.param(
                {"confidence": written},
                "confidence",
                f"the confidence '{written}' is not a number from 0 to 1, such as 0.9",
                id=f"confidence {written}",
            )
            for written in ("1.2", "-0.1", "nan", "high", "9e-1", "0,9")
        ),
        pytest.param(
            {"mapping_date": "22.11.2026"},
            "mapping_date",
            "'22.11.2026' is not a day; write for example 2026-11-22",
            id="date",
        ),
        pytest.param(
            {"subject_id": "actor:hollm"},
            "subject_id",
            "'hollm' is in no register of actors; did you mean 'holm'?",
            id="unknown subject",
        ),
        pytest.param({"author_id": "nobody"}, "author_id", "'nobody' is in no register of actors", id="unknown author"),
        pytest.param({"author_id": ""}, "author_id", "'author_id' is empty", id="no author"),
        pytest.param(
            {"mapping_justification": ""},
            "mapping_justification",
            "'mapping_justification' is empty",
            id="no justification",
        ),
    ],
)
def test_a_row_at_fault(archive: Archive, run: Run, row: Mapping[str, str], column: str, message: str) -> None:
    changed = {**COLUMNS, **row}
    archive(table(row, OTHER))

    result = run("check")

    name = f"mapping '{changed['subject_id']}-{changed['object_id']}'"
    assert result.stderr == f"{FILE}, row {ROW}, column {column}: {name}: {message}\n1 fault\n"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        pytest.param(
            lambda text: text.replace("\tconfidence", "\tconfidense"),
            f"row {ROW - 1}, column confidense: unknown column 'confidense'; did you mean 'confidence'?",
            id="unknown column",
        ),
        pytest.param(
            lambda text: text.replace("\tconfidence", "\tcomment", 1),
            f"row {ROW - 1}, column comment: the column 'comment' stands here more than once",
            id="column twice",
        ),
        pytest.param(
            lambda text: text.replace("author_id", "comment").replace("\tcomment\n", "\tobject_label\n"),
            f"row {ROW - 1}: the column 'author_id' is missing",
            id="missing column",
        ),
        pytest.param(
            lambda text: text.replace("same.\n", "same.\tand more\n"),
            f"row {ROW}: the row has 11 cells, the header 10",
            id="a cell too many",
        ),
        pytest.param(
            lambda text: text.replace("The title", '"The title'),
            f"row {ROW}: {LEFT_OPEN}",
            id="quotation mark left open",
        ),
        pytest.param(
            lambda text: f"{text}\n{text.splitlines()[-1]}\n",
            f"row {ROW + 2}: row {ROW} already links these two in this way; one row says it, with its status",
            id="the same link twice, after an empty line",
        ),
    ],
)
def test_a_table_at_fault(archive: Archive, run: Run, edit: Callable[[str], str], message: str) -> None:
    archive({TABLE: edit(table({})[TABLE])})

    assert run("check").stderr == f"{FILE}, {message}\n1 fault\n"


def test_the_same_link_denied_and_affirmed_is_one_judgement_too_many(archive: Archive, run: Run) -> None:
    archive(table({}, {"predicate_modifier": "Not"}))

    assert f"row {ROW + 1}: row {ROW} already links these two" in run("check").stderr


def test_a_comment_in_quotation_marks_may_hold_them_doubled(archive: Archive, run: Run) -> None:
    archive(table({"comment": '"The ""title"" is the same."'}))

    assert run("check").exit_code == 0


def test_a_table_without_rows_and_an_empty_one(archive: Archive, run: Run) -> None:
    archive(table())
    assert run("check").exit_code == 0

    archive({TABLE: ""})
    assert "the column 'subject_id' is missing" in run("check").stderr


@pytest.mark.parametrize(
    ("row", "is_link"),
    [
        pytest.param({"status": "accepted"}, True, id="accepted"),
        pytest.param({"status": ""}, True, id="no status"),
        pytest.param({"status": "candidate"}, False, id="candidate"),
        pytest.param({"status": "rejected"}, False, id="rejected"),
        pytest.param({"predicate_modifier": "Not"}, False, id="negative"),
    ],
)
def test_only_an_accepted_link_is_asserted(archive: Archive, row: Mapping[str, str], *, is_link: bool) -> None:
    reading = checking.read(archive(table(row)))
    assert reading.records is not None
    assert reading.problems == []

    quads = assemble(reading.records, reading.anchors, vocabulary()).quads

    holm, other = NamedNode("https://example.org/small/actor/holm"), NamedNode("http://www.wikidata.org/entity/Q1")
    links = {(q.subject, q.object) for q in quads if q.predicate == SKOS.exactMatch}
    node = NamedNode(f"https://example.org/small/{reading.records.mappings[0].path}")
    judgement = {q.predicate: q.object for q in quads if q.subject == node}
    assert ((holm, other) in links) is is_link
    assert judgement[RDF.type] == OWL.Axiom
    assert judgement[OWL.annotatedSource] == holm
    assert judgement[OWL.annotatedTarget] == other
    assert judgement[ADMS.status] == Literal(row.get("status") or "accepted")
    assert (SSSOM.predicate_modifier in judgement) is ("predicate_modifier" in row)


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.sssom.tsv")), ids=lambda path: path.name)
def test_the_outside_library_reads_our_table(path: Path) -> None:
    """Not among our tools: it brings a hundred packages with it."""
    parsers = pytest.importorskip("sssom.parsers", reason="sssom is not installed, so no outside reader saw the table")
    validators = pytest.importorskip("sssom.validators")
    constants = pytest.importorskip("sssom.constants")
    rows = sum(not line.startswith("#") for line in path.read_text(encoding="utf-8").splitlines()) - 1

    found = parsers.parse_sssom_table(path)

    assert len(found.df) == rows
    kinds = [constants.SchemaValidationType.JsonSchema, constants.SchemaValidationType.PrefixMapCompleteness]
    reports = validators.validate(found, kinds, fail_on_error=False)
    assert {kind: [result.message for result in report.results] for kind, report in reports.items()} == {
        kind: [] for kind in kinds
    }
