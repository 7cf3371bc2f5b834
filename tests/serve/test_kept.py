"""Answers that are kept: made once, and no more of them than fit."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.serve.kept import Kept, Made


def test_an_answer_is_made_once() -> None:
    kept, made = Kept(100), []

    def make() -> Made:
        made.append("x")
        return Made(b"answer", 3)

    assert kept.get("key", make) == kept.get("key", make) == Made(b"answer", 3)
    assert made == ["x"]


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept, made = Kept(10), []

    def make(name: str) -> Made:
        made.append(name)
        return Made(b"12345")

    for name in ("one", "two", "one", "three", "one", "two"):
        kept.get(name, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["one", "two", "three", "two"]


def test_what_is_too_large_is_made_and_not_kept() -> None:
    kept = Kept(4)

    assert kept.get("key", lambda: Made(b"12345")).content == b"12345"
    assert kept.get("key", lambda: Made(b"other")).content == b"other"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=60))
def test_it_never_holds_more_than_it_may(asked: list[tuple[int, int]]) -> None:
    kept = Kept(100)
    for key, size in asked:
        kept.get((key, size), lambda size=size: Made(b"x" * size))  # type: ignore[misc]

        assert sum(len(made.content) for made in kept._answers.values()) == kept._held <= 100  # noqa: SLF001
