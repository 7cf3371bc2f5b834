"""Every node of the example has a page, in both languages, that is sound HTML and leads nowhere that is not."""

import re
from xml.etree import ElementTree as ET

import pytest

from markup import identifiers, inside, links, parsed, text
from testimonia import pages
from testimonia.pages import Archive, Reader, cited
from testimonia.pages.quality import addresses
from testimonia.pages.site import LISTS
from testimonia.pages.words import languages
from testimonia.vocabulary import SKOS, V

SITE = ["", *LISTS, "vocab", "ns", "shapes", "compare", "explore", "quality"]


def words_of(archive: Archive) -> list[str]:
    quads = list(archive.store.quads_for_pattern(None, SKOS.inScheme, None))
    concepts = {quad.subject.value for quad in quads} | {quad.object.value for quad in quads}  # type: ignore[union-attr]
    return sorted("vocab/" + iri.removeprefix(V.base) for iri in concepts)


@pytest.fixture(scope="session")
def every(archive: Archive) -> dict[str, str]:
    """All English pages of the example, by path."""
    paths = [*SITE, *addresses(archive), *archive.nodes, *words_of(archive)]
    return {path: pages.html(archive, path, Reader()) or "" for path in paths}


@pytest.fixture(scope="session")
def trees(every: dict[str, str]) -> dict[str, ET.Element]:
    """The same, parsed."""
    return {path: parsed(html) for path, html in every.items()}


def test_every_node_has_a_page(every: dict[str, str]) -> None:
    assert len(every) > 900
    assert [path for path, html in every.items() if not html] == []


def test_pages_are_sound_html(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        titles = [text(title) for title in tree.iter("title")][:1]
        assert len(titles[0]) > 3, path
        assert len(list(tree.iter("h1"))) == 1, path
        names = identifiers(tree)
        assert len(names) == len(set(names)), path


def test_german_pages_are_sound_html_too(archive: Archive) -> None:
    for path in [*SITE, *archive.nodes[::7]]:
        html = pages.html(archive, path, Reader(language="de"))
        assert html is not None
        assert parsed(html).get("lang") == "de"


def test_every_link_inside_leads_to_a_page(archive: Archive, trees: dict[str, ET.Element]) -> None:
    own = (*LISTS, "", "vocab", "shapes", "compare", "explore")
    known = {"/" + (path if path in own or path.startswith("quality") else f"{path}.html") for path in trees}
    known |= {"/query", "/download", "/search", "/check"}
    dead = set()
    for path, tree in trees.items():
        for link in inside(tree):
            bare = link.partition("?")[0]
            if bare in known or bare.startswith(("/static/", "/query/")):
                continue
            if cited(archive, bare.removeprefix("/cite/").rpartition(".")[0].removesuffix(".csl")):
                continue
            name, _, suffix = bare.removeprefix("/").rpartition(".")
            if suffix in Reader().forms and (name in trees or archive.has(name)):
                continue
            dead.add((path, link))
    assert dead == set()


def test_fragments_lead_to_something(trees: dict[str, ET.Element]) -> None:
    places = {f"/{path}.html": set(identifiers(tree)) for path, tree in trees.items()}
    for path, tree in trees.items():
        for link in links(tree):
            address, _, fragment = link.partition("#")
            own = places.get(address or f"/{path}.html")
            assert not fragment or own is None or fragment in own, (path, link)


def test_pages_hold_no_style_and_no_script_of_their_own(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        assert not [element for element in tree.iter() if element.get("style")], path
        assert not list(tree.iter("style")), path
        assert not [name for element in tree.iter() for name in element.attrib if re.match("on[a-z]+$", name)], path
        scripts = [element for element in tree.iter("script") if element.get("type") != "application/ld+json"]
        assert all(element.get("src") and not element.text for element in scripts), path


def test_tables_name_their_columns(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        for table in tree.iter("table"):
            assert table.find("caption") is not None, path
            assert all(head.get("scope") for head in table.iter("th")), path


def test_a_page_that_is_past_the_last_is_none(archive: Archive) -> None:
    assert pages.html(archive, "event/battle-of-alder-ford", Reader(number=9)) is None
    assert pages.html(archive, "events", Reader(number=2)) is None


def test_what_is_not_there_has_no_page(archive: Archive) -> None:
    for path in ("event/none", "claim", "vocab/nowhere", "none", "claim/vey-chronicle/none", "../secret"):
        assert pages.html(archive, path, Reader()) is None


def test_the_page_of_a_claim_says_all_that_a_reader_needs(archive: Archive) -> None:
    found = text(parsed(pages.html(archive, "claim/lowmere-wiki/lowmere-30-percent", Reader()) or ""))
    for words in (
        "30 %",
        "Gerta Holm",
        "Editors of the Lowmere Town Wiki",
        "258–353",  # noqa: RUF001
        "those who died of wounds later",
    ):
        assert words in found
    assert "https://example.org/alder-ford/claim/lowmere-wiki/lowmere-30-percent" in found


def test_the_page_of_an_event_shows_disputes_as_tables(archive: Archive) -> None:
    tree = parsed(pages.html(archive, "event/battle-of-alder-ford", Reader()) or "")
    found = text(tree)
    for words in ("300 to 900 persons", "more than 3,000 persons", "Vey Abbey", "denies", "Muster roll of Vey"):
        assert words in found
    assert "Who says" not in found


def test_links_carry_on_a_language_that_was_chosen(archive: Archive) -> None:
    chosen = parsed(pages.html(archive, "event/battle-of-alder-ford", Reader(language="de", is_chosen=True)) or "")
    asked = parsed(pages.html(archive, "event/battle-of-alder-ford", Reader(language="de")) or "")
    assert all("lang=" in link for link in inside(chosen) if ".html" in link)
    assert [link for link in inside(asked) if "lang=" in link and "lang=en" not in link and "lang=de" not in link] == []
    assert sum("lang=" in link for link in inside(asked)) == len(languages())
