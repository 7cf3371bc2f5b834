"""Formatting puts in order and loses nothing: neither what a file says nor its comments."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import Result
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.vocabulary import vocabulary
from testimonia.write.format import toml, turtle
from testimonia.write.schema import REGISTERS

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent
OURS = [path for folder in ("data", "examples", "tests/archive") for path in sorted((ROOT / folder).rglob("*.toml"))]
TURTLE = [path for folder in ("ontology", "shapes") for path in sorted((ROOT / folder).rglob("*.ttl"))]


def formatted(text: str, kind: str = "") -> str:
    return toml(dedent(text).lstrip("\n"), kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            """
            [[claim]]
            references = []
            key = "a"
            """,
            """
            [[claim]]
            key        = "a"
            references = []
            """,
            id="order and columns",
        ),
        pytest.param(
            """
            # The whole file.

            # The source
            source = "x"



            # Of the first
            [[claim]]   # remark
            # on the passage
            passage = "0-1"   # exact

            # on the key
            key = "a"
            # at the end

            # between

            # of the second
            [[claim]]
            key = "b"
            # last
            """,
            """
            # The whole file.

            # The source
            source = "x"

            # Of the first
            [[claim]]   # remark
            # on the key
            key     = "a"
            # on the passage
            passage = "0-1"   # exact

            # at the end

            # between

            # of the second
            [[claim]]
            key = "b"

            # last
            """,
            id="comments",
        ),
        pytest.param(
            """
            [[claim]]
            quantity = [">=300 persons", "<= 50 % of levy"]  # Quil's number
            time = '..1433'
            held = "1431"
            """,
            """
            [[claim]]
            held     = "1431"
            quantity = ["at least 300 persons", "at most 50 % of levy"]  # Quil's number
            time     = '..1433'
            """,
            id="quantities in words, and what cannot be read as it is",
        ),
        pytest.param(
            '''
            [[claim]]
            via = [
              "a",  # first

              "b",
            ]
            note = """
            one



            # two
            [[three]]"""
            key = "x"
            ''',
            '''
            [[claim]]
            key  = "x"
            via  = [
              "a",  # first

              "b",
            ]
            note = """
            one



            # two
            [[three]]"""
            ''',
            id="values of several lines",
        ),
        pytest.param(
            """
            [quill]
            kind = "person"
            names.de = "Kiel"
            "name" = "Quill"
            [st.names]
            "x.y" = "z"
            """,
            """
            [quill]
            "name"   = "Quill"
            names.de = "Kiel"
            kind     = "person"

            [st.names]
            "x.y" = "z"
            """,
            id="names with dots and quotes",
        ),
        pytest.param("# only a remark\n", "# only a remark\n", id="only a comment"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_toml(before: str, after: str) -> None:
    expected = dedent(after).lstrip("\n")

    assert formatted(before, "actor" if "quill" in before else "") == (expected or "\n")
    assert toml(expected, "actor" if "quill" in before else "") == (expected or "\n")


def test_a_line_break_of_unicode_is_no_line_break_of_toml() -> None:
    text = '[[claim]]\nnote = "one\u2028two\x85three"\nkey  = "x"\n'

    assert tomllib.loads(toml(text)) == tomllib.loads(text)


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_our_files_keep_what_they_say_and_every_comment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kind = REGISTERS.get(path.stem, "")

    result = toml(text, kind)

    assert sorted(comments(result)) == sorted(comments(text))
    assert toml(result, kind) == result


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_ontology_and_shapes_are_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert turtle(text) == text


def same(one: str, other: str, base: str = "https://example.org/") -> bool:
    found = []
    for text in (one, other):
        dataset = Dataset(parse(text, format=RdfFormat.TURTLE, base_iri=base))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        found.append(dataset)
    return found[0] == found[1]


AUTHORED = """\
@base <https://example.org/alder-ford/> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Two names for one event.

<claim/b> a tm:Claim ; tm:note "# not a comment <claim/b>", \"\"\"nor
# this\"\"\" ; tm:number 1.50, "01"^^xsd:integer, "x"^^xsd:string .
<claim/a> tm:at "2026-11-22T09:00:00Z"^^xsd:dateTime ; tm:of ( [ tm:n 2 ] [ tm:n 1 ] ), ( <#x> <> ) .
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(AUTHORED, id="with a base"),
        pytest.param(AUTHORED.partition("\n")[2], id="under the archive's base"),
    ],
)
def test_turtle_keeps_every_term_as_it_is_written(text: str) -> None:
    result = turtle(text)

    assert same(result, text)
    assert result.startswith("# Two names for one event.\n\n")
    assert '"2026-11-22T09:00:00Z"' in result
    assert "\n<claim/a>\n" in result
    assert turtle(result) == result


def test_turtle_does_not_depend_on_the_order_of_the_file() -> None:
    prefix = "@prefix tm: <https://w3id.org/testimonia/ns#> .\n"
    one, other = "tm:a tm:of ( tm:x tm:y ), ( tm:z ) .\n", "tm:b tm:of ( [ tm:n 1 ] ) .\n"

    assert turtle(prefix + one + other) == turtle(
        prefix + other + one.replace("( tm:x tm:y ), ( tm:z )", "(tm:z), (tm:x tm:y)")
    )


@pytest.fixture
def untidy(alder_ford: Path) -> Path:
    """The example with its fields, tables and statements in another order."""
    for path in alder_ford.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^(\w+ *= .*)\n(\w+) *( = .*)$", r"\2\3\n\1", text), encoding="utf-8")
    for path in alder_ford.rglob("*.ttl"):
        path.write_text(path.read_text(encoding="utf-8").replace(" ;\n.", " ."), encoding="utf-8")
    return alder_ford


def test_formatting_changes_no_quad_of_the_example(untidy: Path, run: Run) -> None:
    before = quads(untidy)

    result = run("--archive", "alder-ford", "format")

    assert result.exit_code == 0
    assert "formatted alder-ford/claims/vey-chronicle/c.ttl" in result.output
    assert "formatted alder-ford/claims/vey-chronicle/a.toml" in result.output
    assert quads(untidy) == before
    assert run("--archive", "alder-ford", "format", "--check").output == ""


def quads(root: Path) -> set[str]:
    reading = checking.read(root)
    assert reading.records is not None
    assert reading.problems == []
    return {str(quad) for quad in assemble(reading.records, reading.anchors, vocabulary()).quads}


def test_check_changes_nothing(untidy: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in untidy.rglob("*.*")}

    result = run("--archive", "alder-ford", "format", "--check")

    assert result.exit_code == 1
    assert "would change alder-ford/claims/vey-chronicle/c.ttl" in result.output
    assert {path: path.read_bytes() for path in untidy.rglob("*.*")} == before


def test_what_was_built_is_not_put_in_order(untidy: Path, run: Run) -> None:
    """Its bytes are told in a manifest."""
    run("--archive", "alder-ford", "--build", "alder-ford/build", "build")
    release = untidy / "build/current/release/archive.ttl"
    before = release.read_bytes()

    run("--archive", "alder-ford", "format")

    assert release.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param(
            "claims/vey-chronicle/b.toml",
            b"[[claim]\n",
            "Expected ']]' at the end of an array declaration (at line 1, column 8)",
            id="not TOML",
        ),
        pytest.param(
            "claims/vey-chronicle/b.ttl",
            b"<a> <b> .\n<c> # remark\n <d> <e> .",
            "comments below the head of the file would be lost; put them at its head, or into notes",
            id="comments within Turtle",
        ),
    ],
)
def test_what_cannot_be_put_in_order_is_left_as_it_is(
    small: Path, run: Run, name: str, content: bytes, message: str
) -> None:
    (small / name).write_bytes(content)

    result = run("format", "data/claims")

    assert result.stderr == f"data/{name}: not put in order: {message}\n1 fault\n"
    assert (small / name).read_bytes() == content
    assert result.exit_code == 1


def test_a_file_in_another_encoding_is_told_and_left(small: Path, run: Run) -> None:
    path = small / "claims/vey-chronicle/b.toml"
    path.write_bytes('note = "Vögel"\n'.encode("latin-1"))

    result = run("format", "data/claims")

    assert result.stderr.startswith("data/claims/vey-chronicle/b.toml:1: byte 0xF6 is not UTF-8")
    assert result.exit_code == 1


def test_a_byte_order_mark_and_windows_line_ends_go(small: Path, run: Run) -> None:
    path = small / "claims/vey-chronicle/a.toml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    run("format", str(path))

    assert path.read_bytes() == text.encode()
