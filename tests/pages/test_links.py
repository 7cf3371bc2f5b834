"""Links: what may be followed, where it leads, on a server and in a folder of files."""

import pytest

from testimonia.pages.links import Links, numbered, outside
from testimonia.pages.reader import Reader, cut
from testimonia.pages.templating import script_safe, shown

BASE = "https://example.org/alder-ford/"


@pytest.mark.parametrize(
    "iri",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "//evil.example/",
        "http://",
        "https:/evil",
        "",
    ],
)
def test_what_is_never_followed(iri: str) -> None:
    assert outside(iri) is None
    assert Links(BASE, Reader()).iri(iri) is None


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        ("https://www.wikidata.org/wiki/Q1", "https://www.wikidata.org/wiki/Q1"),
        ("http://example.org/a?b=1#c", "http://example.org/a?b=1#c"),
        ('https://example.org/"onclick="x', "https://example.org/%22onclick=%22x"),
        ("https://example.org/\u202eevil", "https://example.org/%E2%80%AEevil"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("urn:isbn:9780674009943", "urn:isbn:9780674009943"),
    ],
)
def test_what_leads_outside(iri: str, href: str) -> None:
    assert outside(iri) == href


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (BASE, "/"),
        (BASE + "claim/s/k", "/claim/s/k.html"),
        (BASE + "population/a+b", "/population/a+b.html"),
        (BASE + "event/a b", "/event/a%20b.html"),
        ("https://w3id.org/testimonia/ns#Claim", "/ns.html#Claim"),
        ("https://w3id.org/testimonia/ns", "/ns.html"),
        ("https://w3id.org/testimonia/vocab/deaths", "/vocab/deaths.html"),
    ],
)
def test_what_leads_to_a_page_here(iri: str, href: str) -> None:
    assert Links(BASE, Reader()).iri(iri) == href


def test_addresses_of_files() -> None:
    reader = Reader(language="de", root="../", top="../../", is_static=True, languages=("en", "de"))
    links = Links(BASE, reader)
    assert links.site() == "../index.html"
    assert links.site("events") == "../events.html"
    assert links.thing("claim/s/k") == "../claim/s/k.html"
    assert links.form("claim/s/k", "ttl") == "../../claim/s/k.ttl"
    assert links.in_language("event/a.html", "en") == "../../event/a.html"
    assert links.in_language("event/a.html", "de", 2) == "../../de/event/a.page-2.html"
    assert links.page("event/a.html", 2) == "../event/a.page-2.html"


def test_addresses_on_a_server() -> None:
    links = Links(BASE, Reader(language="de", is_chosen=True, root="/archive/"))
    assert links.site("search", q="a b") == "/archive/search?q=a+b&lang=de"
    assert links.page("search", 2, [("q", "x")]) == "/archive/search?q=x&page=2&lang=de"
    assert links.in_language("search", "en", 2, [("q", "x")]) == "/archive/search?q=x&page=2&lang=en"


def test_numbered_files() -> None:
    assert numbered("actor/a.html", 1) == "actor/a.html"
    assert numbered("actor/a.html", 3) == "actor/a.page-3.html"


@pytest.mark.parametrize(
    ("total", "number", "first", "last", "pages"),
    [(0, 1, 0, 0, 1), (1, 1, 1, 1, 1), (50, 1, 1, 50, 1), (51, 1, 1, 50, 2), (51, 2, 51, 51, 2), (120, 2, 51, 100, 3)],
)
def test_pages_of_a_list(total: int, number: int, first: int, last: int, pages: int) -> None:
    part = cut(total, number)
    assert (part.first, part.last, part.pages) == (first, last, pages)


def test_what_hides_is_not_shown() -> None:
    assert shown("a\u202eb\u2066c\u200fd\x00e\ufefff") == "abcdef"
    assert shown("Хайбах, 2.4 م") == "Хайбах, 2.4 م"


def test_json_in_a_script_cannot_end_it() -> None:
    safe = script_safe('{"a":"</script><!--&\u2028"}')
    assert all(character not in safe for character in "<>&\u2028")
