"""TOML to blocks: each field with the line at which its author finds it."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block
from testimonia.read.toml import claims_blocks, document_blocks, plain, register_blocks, settings_blocks

HERE = Location("a.toml")
Read = tuple[list[Block], list[Problem]]


@pytest.fixture
def blocks(request: pytest.FixtureRequest) -> Read:
    """The blocks of a claims file with the text of the test's docstring, from its line 1."""
    return claims_blocks(dedent(request.function.__doc__).removeprefix("\n"), HERE)


def lines(block: Block) -> dict[str, int]:
    return {name: block.at(name).line for name in block.fields}


def test_every_block_has_the_head_of_the_file(blocks: Read) -> None:
    """
    source = "vey"
    section = "A"

    [[claim]]
    key = "one"

    [[flag]]
    section = "B"
    """
    (claim, flag), problems = blocks

    assert problems == []
    assert (claim.kind, claim.key, claim.location.line) == ("claim", "one", 4)
    assert claim.fields == {"source": "vey", "section": "A"}
    assert (flag.kind, flag.key, flag.location.line) == ("flag", "", 7)
    assert flag.fields == {"source": "vey", "section": "B"}


def test_lines_are_counted_through_long_texts_and_lists(blocks: Read) -> None:
    """
    [[claim]]
    paraphrase = '''
    [[claim]]
    key = "not a field"
    '''
    references = [
      "one",     # [
      "two ]",
    ]
    note = \"\"\"one [ line\"\"\"
    names = { de = "x", ru = "y" }
    after = "here"

    [[claim]]
    "quoted" = "also a field"
    """
    (first, second), problems = blocks

    assert problems == []
    assert lines(first) == {"paraphrase": 2, "references": 6, "note": 10, "names": 11, "after": 12}
    assert lines(second) == {"quoted": 15}


def test_brackets_quotes_and_remarks_inside_others_count_for_nothing(blocks: Read) -> None:
    r"""
    [[claim]]
    a = "[ \" ["
    b = '[ " [ # \'
    c = "#" # [ " '''
    d = ["[", ']', "# ["]
    e = "here"
    """
    (claim,), problems = blocks

    assert problems == []
    assert lines(claim) == {"a": 2, "b": 3, "c": 4, "d": 5, "e": 6}


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\u0085"])
def test_a_line_ends_where_editors_end_it(character: str) -> None:
    """Python's own splitlines would count one more."""
    text = f'[[claim]]\nparaphrase = "one{character}two"\nnote = "here"\n'

    (claim,), problems = claims_blocks(text, HERE)

    assert problems == []
    assert lines(claim) == {"paraphrase": 2, "note": 3}


@given(
    texts=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters='"\\', exclude_categories=("Cc", "Cs"))), min_size=1
    )
)
def test_fields_stand_at_their_lines_whatever_is_written_in_them(texts: list[str]) -> None:
    body = "".join(f'f{number} = """\n{text}"""\n' for number, text in enumerate(texts))

    (claim,), problems = claims_blocks(f"[[claim]]\n{body}", HERE)

    assert problems == []
    written = f"[[claim]]\n{body}".split("\n")
    for number in range(len(texts)):
        assert written[claim.at(f"f{number}").line - 1].startswith(f"f{number} =")


def test_what_is_no_block_is_told_where_it_stands(blocks: Read) -> None:
    """
    sorce = "vey"

    [[claim]]
    key = "one"

    [[clam]]
    key = "two"
    """
    (claim,), problems = blocks

    assert claim.key == "one"
    assert [str(problem) for problem in sorted(problems)] == [
        "a.toml:1: 'sorce' is not known here; a claims file holds claim, argument, flag, concept, without-claim",
        "a.toml:6: 'clam' is not known here; a claims file holds claim, argument, flag, concept, without-claim",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('source = "x"\n[claim]\nkey = "one"\n', 2, id="one bracket"),
        pytest.param('source = "x"\nclaim = [{ key = "one" }]\n', 2, id="a list"),
        pytest.param('claim = "one"\n', 1, id="a text"),
        pytest.param("claim = [1, 2]\n", 1, id="numbers"),
    ],
)
def test_a_claim_in_another_form_is_never_passed_over(text: str, line: int) -> None:
    blocks, problems = claims_blocks(text, HERE)

    assert blocks == []
    assert [str(p) for p in problems] == [f"a.toml:{line}: write each claim as a table of its own, under [[claim]]"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('a = "x"\nb = \n', 2, id="no value"),
        pytest.param('a = "x\n', 1, id="open quote"),
        pytest.param('[[claim]]\na = "x"\na = "y"\n', 3, id="a field twice"),
        pytest.param('a = """x\n\n', 3, id="the end is missing"),
    ],
)
def test_a_fault_of_syntax_is_told_at_its_line(text: str, line: int) -> None:
    blocks, problems = claims_blocks(text, HERE)

    assert blocks == []
    assert len(problems) == 1
    assert problems[0].location.line == line
    assert problems[0].message.startswith("this is not TOML: ")


def test_times_of_day_are_kept_in_utc() -> None:
    text = "[[claim]]\nrecorded = 2026-11-22T10:00:00+01:00\n\n[[claim]]\nrecorded = 2026-11-22T09:00:00\n"

    (one, other), _ = claims_blocks(text, HERE)

    assert one.fields["recorded"] == "2026-11-22T09:00:00Z"
    assert other.fields["recorded"] == "2026-11-22T09:00:00Z"
    assert plain("2026") == "2026"


def test_a_key_that_is_no_text_is_no_key() -> None:
    (claim,), _ = claims_blocks("[[claim]]\nkey = 3\n", HERE)

    assert claim.key == ""


def test_a_register_is_a_table_for_each_key() -> None:
    text = '# actors\n\n[holm]\nname = "Gerta Holm"\n\n["m.pohl"]\nname = "M. Pohl"\n'

    (holm, pohl), problems = register_blocks(text, HERE, "actor")

    assert problems == []
    assert (holm.path, holm.location.line, holm.fields) == ("actor/holm", 3, {"name": "Gerta Holm"})
    assert (pohl.path, pohl.location.line) == ("actor/m.pohl", 6)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param('\nname = "Gerta Holm"\n', 2, id="before any entry"),
        pytest.param('[holm]\nname = "x"\n\n[[quill]]\nname = "y"\n', 4, id="two brackets"),
    ],
)
def test_a_register_holds_nothing_else(text: str, line: int) -> None:
    _, problems = register_blocks(text, HERE, "actor")

    assert [(p.location.line, p.message.partition(" ")[2]) for p in problems] == [
        (line, "stands outside of any entry; begin one with [its-key]")
    ]


DOCUMENT = """\
[work]
name     = "The Three Days"
kind     = "article"
narrator = "marlow"

[snapshot]
file        = "vey.txt"
code-points = 255

[[section]]
key     = "A"
name    = "the fight"
passage = "0-90"

[[reference]]
key        = "holm"
resolution = "resolved"
"""


def test_a_document_is_a_work_its_bytes_and_its_references() -> None:
    (work, document, reference), problems = document_blocks(DOCUMENT, HERE, "vey")

    assert problems == []
    assert (work.kind, work.path, work.location.line) == ("work", "source/vey", 1)
    assert work.fields == {"name": "The Three Days", "kind": "article"}
    assert (document.kind, document.key, document.location.line) == ("document", "vey", 6)
    assert document.fields["narrator"] == "marlow"
    assert document.fields["sections"] == [{"key": "A", "name": "the fight", "passage": "0-90"}]
    assert (reference.path, reference.location.line) == ("reference/vey/holm", 15)


@pytest.mark.parametrize("table", ["work", "snapshot"])
def test_a_document_without_a_table_is_not_read(table: str) -> None:
    blocks, problems = document_blocks(DOCUMENT.replace(f"[{table}]", "[other]"), HERE, "vey")

    assert blocks == []
    assert problems[0].message == f"the table [{table}] is missing"


def test_an_unknown_table_of_a_document_is_told() -> None:
    _, problems = document_blocks(f'{DOCUMENT}\n[[refrence]]\nkey = "x"\n', HERE, "vey")

    assert [problem.location.line for problem in problems] == [19]
    assert problems[0].message.startswith("'refrence' is not known here")


@pytest.mark.parametrize("kind", ["section", "reference"])
def test_one_bracket_in_a_document_is_told(kind: str) -> None:
    text = DOCUMENT.replace(f"[[{kind}]]", f"[{kind}]")

    _, problems = document_blocks(text, HERE, "vey")

    assert [problem.message for problem in problems] == [f"write each {kind} as a table of its own, under [[{kind}]]"]


def test_settings_are_the_archive_and_its_curator() -> None:
    text = 'title = "Small"\n\n[curator]\nkey  = "curator"\nname = "The curator"\n'

    (archive, curator), problems = settings_blocks(text, HERE)

    assert problems == []
    assert archive.fields == {"title": "Small"}
    assert (curator.key, curator.fields, curator.location.line) == ("curator", {"name": "The curator"}, 3)


def test_settings_without_a_curator_are_told() -> None:
    blocks, problems = settings_blocks('title = "Small"\ncurator = "me"\n', HERE)

    assert [block.kind for block in blocks] == ["archive"]
    assert problems[0].message.startswith("the table [curator] is missing")
