"""Stretches of a document, as two offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.passage import Passage


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("799-826", Passage("vey", 799, 826), id="two offsets"),
        pytest.param("0-1", Passage("vey", 0, 1), id="the first character"),
        pytest.param(" 0-10 ", Passage("vey", 0, 10), id="spaces around"),
    ],
)
def test_parse(written: str, expected: Passage) -> None:
    assert Passage.parse("vey", written) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("826-799", "the passage 826-799 has no length", id="backwards"),
        pytest.param("799-799", "the passage 799-799 has no length", id="empty"),
        pytest.param("page 4", "'page 4' is not a passage; write two offsets", id="words"),
        pytest.param("799", "'799' is not a passage", id="one offset"),
        pytest.param("-5-10", "'-5-10' is not a passage", id="negative"),
        pytest.param("1-2-3", "'1-2-3' is not a passage", id="three offsets"),
        pytest.param("799–826", "'799–826' is not a passage", id="a dash for a hyphen"),  # noqa: RUF001
        pytest.param("", "'' is not a passage", id="nothing"),
    ],
)
def test_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (the message is compared below)
        Passage.parse("vey", written)

    assert message in str(raised.value)


@given(start=st.integers(0, 10**9), length=st.integers(1, 10**6))
def test_the_key_reads_back_the_same(start: int, length: int) -> None:
    passage = Passage("vey", start, start + length)

    assert Passage.parse("vey", passage.key) == passage
    assert passage.path == f"passage/vey/{passage.key}"
    assert passage.row == f"vey,{start},{start + length}"
