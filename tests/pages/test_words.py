"""Words: the same keys and gaps in each language, each of them used, and nothing unescaped."""

import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

import testimonia.pages
from testimonia.pages import Archive, Reader, html
from testimonia.pages.templating import environment
from testimonia.pages.words import languages, words

FOLDER = Path(testimonia.pages.__file__).parent
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "templates").glob("*.html")))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py")))
FAMILIES = (
    "drawing.",  # scripts use these three; see test_web_build.py
    "editor.",
    "suggested.",
    "kind.",
    "nav.",
    "form.",
    "topic.",
    "graph.",
    "by.",
    "match.",
    "roots.",
    "error.",
    "ontology.",
    "argument.",
    "work.",
    "home.",
    "aspects.",
    "head.",
    "according.",
    "compare.",
    "relation.",
    "quality.",
    "shapes.",
    "explore.facet.",
    "explore.none.",
    "explore.as.",
    "explore.form.",
    "explore.aspect.",
    "explore.axis-",
    "explore.found-",
    "explore.choices",
    "lane.",
    "listed.",
    "cite.",
)
"""Keys that are put together from a name: one of the name's own words."""


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_each_language_has_the_same_keys_and_gaps(language: str) -> None:
    english, other = words("en").texts, words(language).texts
    assert set(other) == set(english)
    assert {key for key in english if gaps(english[key]) != gaps(other[key])} == set()


def test_every_key_is_used() -> None:
    unused = set()
    for key in words("en").texts:
        bare = key.removesuffix(".one").removesuffix(".other")
        if f'"{bare}"' not in TEMPLATES + CODE and f"'{bare}'" not in TEMPLATES + CODE and not key.startswith(FAMILIES):
            unused.add(key)
    assert unused == {"thousands", "months", "day"} - {
        key for key in ("thousands", "months", "day") if f'"{key}"' in CODE
    }


def test_every_key_that_templates_name_is_there() -> None:
    named = set(re.findall(r"""\bt\(["']([a-z0-9.-]+[a-z0-9])["']\)""", TEMPLATES))
    counted = {
        f"{key}.{form}"
        for key in re.findall(r"""t\.counted\(["']([a-z0-9.-]+)["']""", TEMPLATES)
        for form in ("one", "other")
    }
    assert named | counted <= set(words("en").texts)


@pytest.fixture
def with_breton(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A third language: the English words, but for one."""
    shutil.copytree(FOLDER / "words", tmp_path / "words")
    english = (tmp_path / "words/en.toml").read_text(encoding="utf-8")
    (tmp_path / "words/br.toml").write_text(english.replace('works = "Works"', 'works = "Oberennoù"'), encoding="utf-8")
    caches = (languages, words, environment)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr("testimonia.pages.words._FOLDER", tmp_path / "words")
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("with_breton")
@pytest.mark.parametrize("path", ["", "event/battle-of-alder-ford", "claim/vey-chronicle/abbey-3000", "actor/anselm"])
def test_a_third_language_is_one_more_file(path: str, archive: Archive) -> None:
    page = html(archive, path, Reader(language="br")) or ""

    assert languages() == ("en", "br", "de")
    assert '<html lang="br">' in page
    assert "Oberennoù" in page
    assert all(f'hreflang="{language}"' in page for language in ("en", "de"))


def test_an_unknown_language_is_english() -> None:
    assert words("xx").language == "en"


def test_what_fills_a_gap_is_escaped_unless_it_is_markup() -> None:
    said = words("en")
    assert said("list.more", n="<b>") == "&lt;b&gt; more"
    assert said("list.more", n=Markup("<b>3</b>")) == "<b>3</b> more"


@pytest.mark.parametrize(("number", "expected"), [(0, "0 statements"), (1, "1 statement"), (1234, "1,234 statements")])
def test_counting(number: int, expected: str) -> None:
    assert words("en").counted("count.statements", number) == expected


@pytest.mark.parametrize(
    ("written", "english", "german"),
    [
        ("2026-11-22T09:00:00Z", "22 November 2026", "22. November 2026"),
        ("1944-02-23", "23 February 1944", "23. Februar 1944"),
        ("1944-02", "1944-02", "1944-02"),
        ("", "", ""),
        ("1944-13-01", "1944-13-01", "1944-13-01"),
    ],
)
def test_days(written: str, english: str, german: str) -> None:
    assert words("en").day(written) == english
    assert words("de").day(written) == german
