"""Reading pages in tests: parsed strictly, with their links and identifiers."""

from collections.abc import Iterator
from urllib.parse import urldefrag
from xml.etree import ElementTree as ET

from html5rdf import HTMLParser
from html5rdf.treebuilders import getTreeBuilder


def parsed(html: str) -> ET.Element:
    """The tree of a page.

    Raises:
        AssertionError: It is not HTML5, down to the last attribute.
    """
    parser = HTMLParser(tree=getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(html)
    assert not parser.errors, [(place, code, values) for place, code, values in parser.errors][:5]
    return tree  # type: ignore[no-any-return]


def links(tree: ET.Element) -> Iterator[str]:
    """All addresses to which a page leads or from which it loads."""
    for element in tree.iter():
        for name in ("href", "src", "action"):
            value = element.get(name)
            if value is not None:
                yield value


def inside(tree: ET.Element) -> set[str]:
    """The addresses within the site, without fragments."""
    found = {urldefrag(link).url for link in links(tree)}
    return {link for link in found if link and ":" not in link.partition("/")[0].partition("?")[0]}


def text(element: ET.Element) -> str:
    """The words of an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def identifiers(tree: ET.Element) -> list[str]:
    """The identifiers of a page, as often as they stand in it."""
    return [element.get("id", "") for element in tree.iter() if element.get("id")]
