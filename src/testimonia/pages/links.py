"""Links: from an IRI to the address at which this site, or another, tells of it. What is safe to follow, and no more.

Only ``http``, ``https``, ``mailto`` and ``urn`` become links; a ``javascript:``
or ``data:`` IRI is text like any other.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlencode

from testimonia.pages.reader import Reader
from testimonia.vocabulary import TM, V

_FOLLOWED: Final = re.compile(r"(?:https?://[^\s/]|mailto:|urn:)", re.IGNORECASE)
_IN_PATHS: Final = "/+,:;=@!$&()*~"
_IN_IRIS: Final = "/+,:;=@!$&()*~?#%[]"
_ONTOLOGY: Final = TM.base.removesuffix("#")

_BY_IRI: Final = ("http:", "https:", "urn:", "mailto:")

Pairs = Sequence[tuple[str, str]]


class Links:
    """The links of one page.

    Args:
        base: The archive's base.
        reader: Who reads, and where the page stands.
    """

    def __init__(self, base: str, reader: Reader) -> None:
        self.base = base
        self.reader = reader

    def thing(self, path: str, fragment: str = "") -> str:
        """The page of a node of the archive."""
        return self._page(quote(path, safe=_IN_PATHS) + ".html") + (f"#{quote(fragment, safe='')}" if fragment else "")

    def node(self, path: str) -> str | None:
        """The page of a node by its path, or by its IRI where it is not the archive's own."""
        return self.iri(path) if path.startswith(_BY_IRI) else self.thing(path)

    def site(self, name: str = "", **values: str) -> str:
        """A page of the site itself, such as ``search``; without a name the first page."""
        if self.reader.is_static:
            return self.reader.root + (f"{name}.html" if name else "index.html")
        return self._page(quote(name, safe=_IN_PATHS), list(values.items()))

    def file(self, name: str) -> str:
        """A file of the site that has no language, such as a download."""
        return self.reader.files + quote(name, safe=_IN_PATHS)

    def form(self, path: str, suffix: str) -> str:
        """A document about a node in a form of RDF."""
        return self.file(f"{path}.{suffix}")

    def iri(self, iri: str) -> str | None:
        """Where an IRI is told of; None where it is nothing to be followed."""
        if iri == self.base:
            return self.site()
        if iri.startswith(self.base):
            return self.thing(iri.removeprefix(self.base))
        if iri == _ONTOLOGY or iri.startswith(TM.base):
            return self.thing("ns", iri.removeprefix(_ONTOLOGY).removeprefix("#"))
        if iri.startswith(V.base) and iri != V.base:
            return self.thing(word_path(iri))
        return outside(iri)

    def in_language(self, path: str, language: str, number: int = 1, values: Pairs = ()) -> str:
        """The same page in another language; ``values`` are what else the address holds."""
        if self.reader.is_static:
            folder = "" if language == self.reader.languages[0] else f"{language}/"
            return f"{self.reader.files}{folder}{quote(numbered(path, number), safe=_IN_PATHS)}"
        paged = [("page", str(number))] if number > 1 else []
        return f"{self.reader.root}{quote(path, safe=_IN_PATHS)}?{urlencode([*values, *paged, ('lang', language)])}"

    def page(self, path: str, number: int, values: Pairs = ()) -> str:
        """Another page of the same list; ``path`` is the page's address below the root, without language or number."""
        if self.reader.is_static:
            return self.reader.root + quote(numbered(path, number), safe=_IN_PATHS)
        return self._page(quote(path, safe=_IN_PATHS), [*values, *([("page", str(number))] if number > 1 else [])])

    def _page(self, address: str, values: Pairs = ()) -> str:
        chosen = [("lang", self.reader.language)] if self.reader.is_chosen and not self.reader.is_static else []
        query = urlencode([*values, *chosen])
        return self.reader.root + address + (f"?{query}" if query else "")


def numbered(path: str, number: int) -> str:
    """The file of a page of a list: ``actor/nkvd.html``, ``actor/nkvd.page-2.html``."""
    return path if number == 1 else f"{path.removesuffix('.html')}.page-{number}.html"


def outside(iri: str) -> str | None:
    """An IRI elsewhere as the target of a link; None where following it could do more than fetch a page."""
    return quote(iri, safe=_IN_IRIS) if _FOLLOWED.match(iri) else None


def word_path(iri: str) -> str:
    """The path of the page of a word or scheme of the vocabulary."""
    return "vocab/" + iri.removeprefix(V.base)
