"""However an archive is written, as TOML, as sheets or as linked data, its records are the same."""

import csv
import io
import random
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.model.archive import Records
from testimonia.model.problem import Location
from testimonia.publish import FORMATS
from testimonia.read.archive import interpret, read_archive, read_file
from testimonia.read.block import Block
from testimonia.read.cells import to_cell
from testimonia.read.files import data_files
from testimonia.read.lookup import BlocksInMemory
from testimonia.read.settings import curator_block, read_settings
from testimonia.vocabulary import RDF, TM, vocabulary

NOWHERE = Location("")
SILENCE = '[[without-claim]]\nsection = "{}"\npassage = "{}"\nreason = "{}"\n'


def comparable(records: Records, *, by_file: bool = True) -> dict[str, object]:
    """Records without the places where they are authored, and, if asked, without the files that recorded them."""

    def without_place(item: object) -> object:
        if not is_dataclass(item) or isinstance(item, type):
            return item
        changes: dict[str, object] = {"written_at": NOWHERE}
        if not by_file and hasattr(item, "curation"):
            changes["curation"] = ""
        names = {field.name for field in fields(item)}
        return replace(item, **{name: value for name, value in changes.items() if name in names})

    found: dict[str, object] = {}
    for field in fields(records):
        value = getattr(records, field.name)
        if isinstance(value, list) and (by_file or field.name != "curations"):
            found[field.name] = sorted((without_place(item) for item in value), key=str)
    return found


def read(root: Path) -> Records:
    records, problems = read_archive(root, vocabulary())
    assert [str(problem) for problem in problems] == []
    assert records is not None
    return records


def as_table(blocks: Iterable[Block]) -> str:
    """Blocks of one kind as CSV."""
    rows = [{"key": block.key, **block.fields} for block in blocks]
    names = sorted({name for row in rows for name in row})
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: to_cell(name, value) for name, value in row.items()})
    return text.getvalue()


@pytest.mark.parametrize("archive_name", ["alder_ford", "small"])
def test_claims_as_rows_are_the_same_records(archive_name: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(archive_name)
    before = comparable(read(root))
    settings, _ = read_settings(root)
    assert settings is not None
    for path in sorted((root / "claims").rglob("*.toml")):
        ((blocks, _),) = read_file(root, path, settings, vocabulary()).values()
        for kind in {block.kind for block in blocks}:
            of_kind = [block for block in blocks if block.kind == kind]
            path.with_suffix(f".{kind}.csv").write_text(as_table(of_kind))
        path.unlink()

    assert not list((root / "claims").rglob("*.toml"))
    assert comparable(read(root)) == before


def test_registers_as_tables_are_the_same_records(alder_ford: Path) -> None:
    before = comparable(read(alder_ford))
    settings, _ = read_settings(alder_ford)
    assert settings is not None
    for path in [*sorted((alder_ford / "entities").glob("*.toml")), alder_ford / "sources/works.toml"]:
        ((blocks, _),) = read_file(alder_ford, path, settings, vocabulary()).values()
        path.with_suffix(".csv").write_text(as_table(blocks))
        path.unlink()

    assert comparable(read(alder_ford)) == before


def described_in_rdf(records: Records, quads: Iterable[Quad]) -> list[Triple]:
    """All but the documents that are read, their sections, and the stretches without a claim."""
    base = records.settings.base
    kept = {NamedNode(f"{base}graph/{name}") for name in ("entities", "sources", "claims", "provenance")}
    found = {quad.triple for quad in quads if quad.graph_name in kept}
    documents = {NamedNode(f"{base}source/{document.source}") for document in records.documents}
    curator = NamedNode(f"{base}actor/{records.settings.curator}")
    snapshots = {triple.subject for triple in found if triple.predicate == RDF.type and triple.object == TM.Snapshot}
    left_out = documents | snapshots | {curator}
    return sorted((triple for triple in found if triple.subject not in left_out), key=str)


def put_as_rdf(root: Path, name: str, content: bytes, records: Records) -> None:
    """Leave of an archive its settings and documents, and put all else into one RDF file."""
    silences: dict[str, list[str]] = {}
    for item in records.without_claim:
        text = SILENCE.format(item.section, item.passage.key, item.reason)
        silences.setdefault(item.passage.source, [f'source = "{item.passage.source}"\n']).append(text)
    for folder in ("claims", "entities"):
        shutil.rmtree(root / folder)
    (root / "sources/works.toml").unlink()
    for path in (root / "sources").glob("*.toml"):
        path.write_text(re.sub(r"(?ms)^\[\[reference\]\].*?(?=^\[|\Z)", "", path.read_text()))
    for source, texts in silences.items():
        (root / "claims" / source).mkdir(parents=True)
        (root / "claims" / source / "silences.toml").write_text("\n".join(texts))
    (root / "claims").mkdir(exist_ok=True)
    (root / "claims" / name).write_bytes(content)


def turtle(triples: list[Triple], _base: str) -> bytes:
    return serialize(triples, format=RdfFormat.TURTLE) or b""


def trig(triples: list[Triple], base: str) -> bytes:
    return FORMATS["trig"].write([in_graph(triple, NamedNode(f"{base}graph/claims")) for triple in triples], base)


def json_ld(triples: list[Triple], base: str) -> bytes:
    return FORMATS["jsonld"].write([in_graph(triple, DefaultGraph()) for triple in triples], base)


def in_graph(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


@pytest.mark.parametrize(
    ("name", "write"),
    [("all.ttl", turtle), ("all.trig", trig), ("all.jsonld", json_ld)],
    ids=["Turtle", "TriG", "JSON-LD"],
)
def test_an_archive_as_linked_data_is_the_same_records(
    alder_ford: Path, name: str, write: Callable[[list[Triple], str], bytes]
) -> None:
    records = read(alder_ford)
    quads = assemble(records, {}, vocabulary()).quads
    content = write(described_in_rdf(records, quads), records.settings.base)

    put_as_rdf(alder_ford, name, content, records)

    assert comparable(read(alder_ford), by_file=False) == comparable(records, by_file=False)


MORE = """
source   = "vey-chronicle"
section  = "B"
narrator = "marlow"

[[claim]]
key        = "a-third"
paraphrase = "A third of the levy, as some have it."
passage    = "844-913"
holder     = "unnamed: some of them (people-of-vey)"
via        = ["quill", "holm"]
about      = "battle-of-alder-ford"
aspect     = "deaths"
quantity   = ["1/3 of vey-levy + camp-followers (the roll)", "tens of persons", "at least 5 % of levy-900"]
population = ["vey-levy", "camp-followers"]
time       = "1431-06~ (in June)"
references = ["anselm?"]

[[claim]]
key        = "the-rest"
paraphrase = "The rest of them."
passage    = "844-913"
holder     = "as in a-third"
about      = "battle-of-alder-ford"
aspect     = "deaths"
quantity   = ["rest of roll-41", "unknown persons", "most of vey-levy", "up to 7 persons"]
references = []

[[claim]]
key        = "seen-by-us"
paraphrase = "Our reading, as Quill has it."
passage    = "844-913"
holder     = "curator"
via        = ["quill"]
states     = "the-rest"
references = ["anselm"]
"""


def test_the_rarer_forms_survive_linked_data_too(alder_ford: Path) -> None:
    (alder_ford / "claims/vey-chronicle/more.toml").write_text(MORE)
    records = read(alder_ford)
    quads = assemble(records, {}, vocabulary()).quads
    content = turtle(described_in_rdf(records, quads), "")

    put_as_rdf(alder_ford, "all.ttl", content, records)

    assert comparable(read(alder_ford), by_file=False) == comparable(records, by_file=False)


def assembled(root: Path, order: Callable[[list[Block]], None]) -> set[Quad]:
    """The quads of an archive whose blocks are read in some order."""
    settings, _ = read_settings(root)
    assert settings is not None
    first, *others = data_files(root)
    blocks = [curator_block(settings, first)]
    for path in others:
        for found, _ in read_file(root, path, settings, vocabulary()).values():
            blocks += found
    order(blocks)
    records, problems = interpret(settings, blocks, BlocksInMemory(blocks), vocabulary())
    assert problems == []
    return set(assemble(records, {}, vocabulary()).quads)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_files_and_blocks_changes_no_quad(alder_ford: Path, seed: int) -> None:
    (alder_ford / "claims/vey-chronicle/more.toml").write_text(MORE)

    shuffled = assembled(alder_ford, random.Random(seed).shuffle)  # noqa: S311  (the same order on every run)

    assert shuffled == assembled(alder_ford, lambda _: None)


Lay = Callable[[Mapping[str, str]], Path]

ADDED = {
    "the same content by another holder": 'states = "anselm-300-to-900"\nholder = "holm"',
    "the same content in other words": (
        'about = "battle"\naspect = "deaths"\nquantity = "300 to 900 persons (three hundred, some say thrice that)"'
    ),
    "a share of the same people": (
        'about = "battle"\naspect = "deaths"\nquantity = "1/3 of vey-levy"\npopulation = ["vey-levy", "drowned"]'
    ),
    "an answer in another measure": 'about = "battle"\naspect = "duration"\nquantity = "3 days"\ntime = "1431-06"',
    "an attack on a claim": (
        'about = "levy-900"\naspect = "reliability"\nvalue = "massacre"\nundercuts = "holm-30-percent"'
    ),
}


@pytest.mark.parametrize("added", ADDED, ids=lambda name: name)
@pytest.mark.parametrize("file", ["a-first", "z-last"])
def test_a_claim_added_never_removes_one(archive: Lay, added: str, file: str) -> None:
    head = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n'
    fields = 'key = "added"\nparaphrase = "x"\npassage = "40-50"\nreferences = ["holm-1987 p. 14"]\n'
    body = f"[[claim]]\n{fields}{ADDED[added]}\n"
    third = body.replace('"added"', '"third"').replace(ADDED[added], ADDED["a share of the same people"])
    root = archive({"claims/vey-chronicle/m.toml": head + third.replace("1/3", "33.33 %")})
    before = set(assemble(read(root), {}, vocabulary()).quads)

    after = set(assemble(read(archive({f"claims/vey-chronicle/{file}.toml": head + body})), {}, vocabulary()).quads)

    assert before < after


def test_the_example_has_what_the_laws_speak_of(example: checking.Reading) -> None:
    """Or they would say little: shares, spellings, unnamed holders, several voices, flags, arguments."""
    records = example.records
    assert records is not None
    assert any(quantity.people for claim in records.claims for quantity in claim.proposition.quantities)
    assert any(entity.spelt for entity in records.entities)
    assert any(entity.kind == "unnamed" for entity in records.entities)
    assert any(len(claim.voices) > 1 for claim in records.claims)
    assert records.flags
    assert records.arguments
    assert records.without_claim
