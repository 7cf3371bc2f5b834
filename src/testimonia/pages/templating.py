"""A page as HTML: Jinja templates, escaped throughout, with the words of the reader's language.

What is shown loses bidirectional controls and control characters: they could
make a text read as something else than it is. The data keep them.
"""

import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from testimonia.pages.links import Links, outside
from testimonia.pages.names import Name
from testimonia.pages.reader import Reader
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.pages.words import languages, words
from testimonia.publish.cite import FORMS, line

HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that are never shown."""

STATIC: Final = Path(str(files("testimonia.pages") / "static"))
_UNLESS_GIVEN: Final[dict[str, object]] = {
    "base": "",
    "path": "",
    "title": "",
    "crumbs": (),
    "slice": None,
    "kind": "",
    "language": "",
    "address": "",
    "address_values": (),
    "jsonld": "",
    "citation": None,
    "ended": None,
    "day_of_edition": "",
    "archive_title": "Testimonia",
}
"""What every template reads."""
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "yi"})
_SCRIPT_ESCAPES: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def shown(value: object) -> object:
    """A text without characters that hide or turn others; markup stays markup."""
    if isinstance(value, str) and HIDDEN.search(value):
        return type(value)(HIDDEN.sub("", value))
    return value


@cache
def environment() -> Environment:
    """The templates, with what all of them use."""
    made = Environment(
        loader=PackageLoader("testimonia.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.tests["name"] = lambda value: isinstance(value, Name)
    made.filters["direction"] = lambda language: "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
    made.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    made.filters["pair_with"] = lambda value, key: (key, value)
    made.filters["json"] = to_json
    made.filters["quoted"] = lambda text: quote(str(text), safe="")
    made.globals["languages"] = languages()
    made.globals["outside"] = outside
    made.globals["is_built"] = is_built
    return made


def render(name: str, reader: Reader, /, **values: object) -> str:
    """A page from a template.

    Args:
        name: The template, with or without ``.html``.
        reader: Who reads, and where the page stands.
        **values: What the template shows. ``base`` (the archive's) makes links
            to things; ``path``, ``title``, ``crumbs`` and ``slice`` are those
            of a :class:`Sheet`; ``jsonld`` is a document for programs;
            ``address`` is the page's own below the root, without its language.
    """
    said = words(reader.language)
    links = Links(str(values.get("base", "")), reader)
    template = environment().get_template(name if name.endswith(".html") else f"{name}.html")
    return template.render(
        **(_UNLESS_GIVEN | values),
        t=said,
        say=said.say,
        n=said.number,
        day=said.day,
        reader=reader,
        links=links,
        asset=lambda file: _asset(links, reader, file),
        drawing_words=lambda: said.table("drawing"),
        editor_words=lambda: {**said.table("drawing"), **said.table("editor")},
        suggestion_words=lambda: {**said.table("kind"), **said.table("suggested")},
        script_safe=script_safe,
        markup=Markup,
        citation_forms=FORMS,
        citation_line=line,
        crumb_href=lambda crumb: _crumb(links, crumb),
    )


def sheet_html(
    sheet: Sheet, base: str, reader: Reader, *, jsonld: str = "", archive_title: str = "Testimonia", address: str = ""
) -> str:
    """The HTML of a sheet."""
    said = words(reader.language)
    title = said(sheet.title) if said.has(sheet.title) else sheet.title
    values = {
        **sheet.values,
        "base": base,
        "path": sheet.path,
        "title": title,
        "kind": sheet.kind,
        "crumbs": sheet.crumbs,
    }
    values |= {"slice": sheet.slice, "language": sheet.language, "jsonld": jsonld, "archive_title": archive_title}
    return render(sheet.template, reader, **values, address=address or (f"{sheet.path}.html" if sheet.path else ""))


def _crumb(links: Links, crumb: Crumb) -> str | None:
    if crumb.thing:
        return links.thing(crumb.thing)
    return links.site(crumb.site) if crumb.site else None


def script_safe(document: str) -> Markup:
    """JSON that may stand in a script element: nothing in it ends the element or begins a comment."""
    return Markup(document.translate(_SCRIPT_ESCAPES))  # noqa: S704  (what could end the element is escaped)


def to_json(value: object) -> str:
    """JSON on one line, in a stable order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=64)
def digest(file: str) -> str:
    """A short digest of one of our files: another content has another address, so that it may be kept for ever."""
    return hashlib.sha256((STATIC / file).read_bytes()).hexdigest()[:12]


@cache
def is_built(name: str) -> bool:
    """Whether the package holds a file for browsers; where it was built without them, pages do without."""
    return (STATIC / "built" / name).is_file()


def _asset(links: Links, reader: Reader, file: str) -> str:
    address = links.file(f"static/{file}")
    return address if reader.is_static else f"{address}?v={digest(file)}"
