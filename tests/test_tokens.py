"""Tokens of SPARQL: whole, as Oxigraph reads them, in linear time."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.query.tokens import NoTokenError, Token, place, token_at


def tokens(text: str) -> list[Token]:
    found, position = [], 0
    while position < len(text):
        found.append(token_at(text, position))
        position = found[-1].end
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("?x<x:y>", ["variable ?x", "iri <x:y>"], id="an IRI after a variable"),
        pytest.param("<a\\u003Eb>", ["iri <a\\u003Eb>"], id="an escape in an IRI"),
        pytest.param("< a>", ["mark <", "space  ", "word a", "mark >"], id="no IRI with a space"),
        pytest.param("ex:a.b.", ["name ex:a.b", "mark ."], id="a dot inside a name and one after"),
        pytest.param("ex:a\\.b%20", ["name ex:a\\.b%20"], id="escapes in a name"),
        pytest.param(":a", ["name :a"], id="the empty prefix"),
        pytest.param("a.b:c", ["name a.b:c"], id="a dot in a prefix"),
        pytest.param("_:b.1.", ["blank _:b.1", "mark ."], id="a blank node and a dot"),
        pytest.param("1.", ["number 1", "mark ."], id="a whole number and a dot"),
        pytest.param("1.5e-3", ["number 1.5e-3"], id="a double"),
        pytest.param("1.e3", ["number 1.e3"], id="a double without decimals"),
        pytest.param(".5", ["number .5"], id="a decimal without whole part"),
        pytest.param("-1", ["mark -", "number 1"], id="a sign apart"),
        pytest.param("'a''b'", ["text 'a'", "text 'b'"], id="two short strings"),
        pytest.param("'''a'b''c'''", ["text '''a'b''c'''"], id="quotes in a long string"),
        pytest.param('"""a\n"""', ['text """a\n"""'], id="a line end in a long string"),
        pytest.param("'a\\'b'", ["text 'a\\'b'"], id="an escaped quote"),
        pytest.param("'a'@en-GB", ["text 'a'", "language @en-GB"], id="a language"),
        pytest.param("'a'@en--ltr", ["text 'a'", "language @en--ltr"], id="a language with a direction"),
        pytest.param("'a'@en--ltrSERVICE", ["text 'a'", "language @en--ltr", "word SERVICE"], id="a direction ends"),
        pytest.param("#a\n?x", ["space #a", "space \n", "variable ?x"], id="a comment"),
        pytest.param("?x#a", ["variable ?x", "space #a"], id="a comment at the end"),
        pytest.param("<<(?a", ["mark <<", "mark (", "variable ?a"], id="the beginning of a triple term"),
        pytest.param("{|?a|}", ["mark {|", "variable ?a", "mark |}"], id="an annotation"),
        pytest.param("?ö·\u0301", ["variable ?ö·\u0301"], id="letters beyond ASCII"),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [f"{token.kind} {token.text}" for token in tokens(text)] == expected


def test_less_than_begins_no_iri_after_an_operand() -> None:
    text = "<?y&&?z>"

    assert token_at(text, 0).kind == "iri"
    assert token_at(text, 0, is_after_operand=True) == Token("mark", "<", 0)
    assert token_at("<=1", 0, is_after_operand=True).text == "<="


@pytest.mark.parametrize("text", ["\\u0053ERVICE", "\x00", "'open", '"a\nb"', "\u00aa", "@", "\U000f0000"])
def test_no_token(text: str) -> None:
    with pytest.raises(NoTokenError) as caught:
        tokens(text)

    assert caught.value.offset == 0


@given(st.text(alphabet=st.sampled_from("aSe?$<>:{}()'\"\\#.@-_ \n1/|^=!é&;,[]~\u00b7"), max_size=80))
def test_the_tokens_joined_give_the_text_back(text: str) -> None:
    found: list[Token] = []
    end = 0
    with suppress(NoTokenError):
        while end < len(text):
            found.append(token_at(text, end))
            end = found[-1].end

    assert "".join(token.text for token in found) == text[:end]
    assert all(token.text for token in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<" + "a" * 100_000, id="an IRI that does not end"),
        pytest.param("<a" * 50_000, id="many IRIs that do not end"),
        pytest.param("'" + "a" * 100_000, id="a string that does not end"),
        pytest.param('"""' + 'a"' * 50_000, id="a long string that does not end"),
        pytest.param('"""\\"' * 25_000, id="many long strings with escapes"),
        pytest.param("#" + "a" * 100_000, id="a long comment"),
        pytest.param("#\n" * 50_000, id="many comments"),
        pytest.param("a." * 50_000, id="words and dots"),
        pytest.param("a-" * 50_000, id="words and hyphens"),
        pytest.param("a" * 100_000, id="one long word"),
        pytest.param("x:" + "a." * 50_000, id="a name with dots"),
        pytest.param("x:" + "." * 100_000, id="a name and many dots"),
        pytest.param("_:a" + "." * 100_000, id="a blank node and many dots"),
        pytest.param("_:a" + ".a" * 50_000 + "\\", id="a blank node with dots"),
        pytest.param("1" * 100_000 + "\\", id="a long number"),
        pytest.param("1.1e" * 25_000, id="numbers that run into words"),
        pytest.param("@a" + "-a" * 50_000 + "-", id="a long language"),
        pytest.param("%41" * 33_000, id="escapes without a name"),
        pytest.param(" " * 100_000, id="spaces"),
        pytest.param("<\\u00" * 16_000, id="broken escapes"),
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begun = time.process_time()
    position = 0
    while position < len(text):
        with suppress(NoTokenError):
            position = token_at(text, position).end - 1
        position += 1

    assert time.process_time() - begun < 1


def test_place() -> None:
    assert place("a\nbc", 3) == "line 2, column 2"
