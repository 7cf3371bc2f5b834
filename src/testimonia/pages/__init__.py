"""Stage 7: pages for people, for the service and for files. Data functions say what a page shows, templates how."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode, Store

from testimonia.pages import claim, compare, explore_lists, node, quality, question, shapes, site, terms, thing, work
from testimonia.pages.archive import Archive, opened
from testimonia.pages.cited import cited, edition
from testimonia.pages.ended import ended
from testimonia.pages.reader import Reader
from testimonia.pages.sheet import Sheet
from testimonia.pages.templating import render, sheet_html
from testimonia.publish.embedded import jsonld_for_page
from testimonia.vocabulary import TM, V

__all__ = ["KINDS", "Archive", "Reader", "cited", "comparison", "html", "html_of", "opened", "page", "render", "sheet"]

Maker = Callable[[Archive, str, Reader], Sheet | None]

KINDS: Mapping[str, Maker] = {
    "actor": thing.sheet,
    "argument": claim.argument_sheet,
    "claim": claim.claim_sheet,
    "concept": thing.sheet,
    "event": thing.sheet,
    "finding": claim.finding_sheet,
    "flag": work.flag_sheet,
    "graph": node.graph_sheet,
    "ns": terms.ontology_sheet,
    "place": thing.sheet,
    "population": thing.sheet,
    "proposition": question.sheet,
    "reference": work.reference_sheet,
    "source": work.sheet,
    "vocab": terms.word_sheet,
}
"""The page of each kind of node, by the first part of its path; whatever has none gets the plain one."""


def sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """What the page about a node shows; None where nothing is said of it, or where the list has no such page."""
    if path in site.LISTS:
        found = site.list_sheet(archive, path, reader)
    elif path == "vocab":
        found = site.vocabulary_sheet(archive, reader)
    elif not path:
        found = site.home_sheet(archive, reader)
    elif path == shapes.PAGE:
        found = shapes.sheet(archive, reader)
    elif path == quality.PAGE or path.startswith(f"{quality.PAGE}/"):
        found = quality.sheet(archive, path, reader)
    elif path == "explore":
        found = explore_lists.sheet(archive, reader)
    elif path == "compare":
        found = compare.sheet(archive, reader)
    elif path.startswith("compare/"):
        found = compare.static_sheet(archive, path, reader)
    else:
        maker = KINDS.get(path.partition("/")[0], node.sheet)
        found = maker(archive, path, reader) or node.sheet(archive, path, reader)
    pages = found.slice.pages if found and found.slice else 1
    return found if found and 1 <= reader.number <= pages else None


def _node(archive: Archive, path: str) -> NamedNode:
    if path == "ns":
        return NamedNode(TM.base.removesuffix("#"))
    return V[path.removeprefix("vocab/")] if path.startswith("vocab/") else archive.node(path)


def html(archive: Archive, path: str, reader: Reader, jsonld: str | None = None) -> str | None:
    """The HTML document about a node, or one of the site's own pages by its name."""
    found = sheet(archive, path, reader)
    return html_of(archive, found, path, reader, jsonld) if found else None


def html_of(archive: Archive, found: Sheet, path: str, reader: Reader, jsonld: str | None = None) -> str:
    """The HTML of a sheet that is at hand."""
    title = site.title(archive, reader.language).text
    if jsonld is None:
        jsonld = jsonld_for_page(archive.store, archive.base, _node(archive, path)) if found.path or not path else ""
    address = "" if not path else f"{path}.html" if found.path or reader.is_static else path
    citation = cited(archive, found.path, reader.version) if found.path else None
    told = {**found.values, "citation": citation, "day_of_edition": edition(archive).day}
    told["ended"] = ended(archive, found.path, reader.language) if found.path else None
    cited_sheet = replace(found, values=told)
    return sheet_html(cited_sheet, archive.base, reader, jsonld=jsonld, archive_title=title, address=address)


def comparison(store: Store, base: str, holders: tuple[str, str], reader: Reader) -> str | None:
    """The HTML document about two holders side by side, each named by path, key or name as a reader writes it."""
    archive = opened(store, base)
    found = compare.sheet(archive, reader, *holders)
    if not 1 <= reader.number <= (found.slice.pages if found.slice else 1):
        return None
    return html_of(archive, found, "compare", reader)


def page(store: Store, base: str, path: str, reader: Reader, jsonld: str | None = None) -> str | None:
    """The HTML document about a node of an archive; None where there is none.

    Args:
        store: The build's store.
        base: The archive's base.
        path: The node's path below the base; ``ns`` and ``vocab/…`` for ontology and vocabulary.
        reader: Who reads.
        jsonld: What the page says to programs; made here where it is not given.
    """
    return html(opened(store, base), path, reader, jsonld)
