"""Words with their language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.text import Text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("the Drowning@en", Text("the Drowning", "en"), id="words and language"),
        pytest.param("die Flut@de-CH", Text("die Flut", "de-ch"), id="the tag in small letters"),
        pytest.param("a@b@en", Text("a@b", "en"), id="the last at-sign parts"),
        pytest.param("two\nlines@en", Text("two\nlines", "en"), id="two lines"),
        pytest.param("the Drowning", None, id="no language"),
        pytest.param("@en", None, id="no words"),
        pytest.param("name@example.org", None, id="an address is no tag"),
        pytest.param("the Drowning@", None, id="nothing after the sign"),
    ],
)
def test_parse(written: str, expected: Text | None) -> None:
    assert Text.parse(written) == expected


@given(words=st.text(min_size=1), language=st.sampled_from(["en", "de", "ru", "zh-hant"]))
def test_what_is_written_reads_back_the_same(words: str, language: str) -> None:
    text = Text(words, language)

    assert Text.parse(str(text)) == text
