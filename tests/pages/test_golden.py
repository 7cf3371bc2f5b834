"""Pages of the example are what they were; ``make golden`` writes them anew."""

import pytest

import shown
from testimonia.pages import Archive


@pytest.mark.parametrize("name", shown.PAGES)
def test_a_page_is_what_it_was(name: str, archive: Archive) -> None:
    kept = (shown.HTML / f"{name}.html").read_text(encoding="utf-8")
    assert shown.html(archive, name).splitlines() == kept.splitlines()


def test_no_page_is_kept_that_is_not_asked_for() -> None:
    assert {path.stem for path in shown.HTML.glob("*.html")} == set(shown.PAGES)
