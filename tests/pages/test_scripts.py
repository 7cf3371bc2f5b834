"""Nothing that an archive holds, or that somebody looks for, ever runs: in the mark-up, and in a real browser."""

import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import uvicorn
from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from chromium import load
from markup import links, parsed
from poison import CODE, IRIS, PAYLOADS, SCRIPT, poisoned
from testimonia import pages
from testimonia.pages import Archive, Reader, render
from testimonia.pages.site_files import Site, write_site
from testimonia.pages.templating import STATIC
from testimonia.serve.headers import Headers

LOOKED_AT = (
    "",
    "events",
    "event/battle-of-alder-ford",
    "claim/lowmere-wiki/lowmere-30-percent",
    "claim/vey-chronicle/abbey-3000",
    "proposition/event/battle-of-alder-ford/deaths",
    "source/vey-chronicle",
    "actor/holm",
    "reference/lowmere-wiki/1",
    "graph/entities",
    "ns",
    "vocab/asserts",
)


@pytest.fixture(scope="module")
def hostile(store: Store, base: str) -> Archive:
    """The example, poisoned."""
    return pages.opened(poisoned(store, base), base)


@pytest.fixture(scope="module")
def trees(every: dict[str, str]) -> dict[str, ET.Element]:
    """The same, parsed."""
    return {path: parsed(html) for path, html in every.items()}


@pytest.fixture(scope="module")
def every(hostile: Archive) -> dict[str, str]:
    """All its pages in English."""
    return {
        path: pages.html(hostile, path, Reader()) or "" for path in ["", "events", "actors", "works", *hostile.nodes]
    }


def test_there_are_thirty_payloads_and_all_of_them_are_shown(every: dict[str, str]) -> None:
    assert len(PAYLOADS) >= 30
    whole = "".join(every.values())
    assert whole.count("dataset.ran=1") > 500


def test_no_payload_becomes_an_element_or_an_attribute(trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        for element in tree.iter():
            told = {name: value for name, value in element.attrib.items() if isinstance(name, str)}
            assert not [name for name in told if re.fullmatch(r"on[a-z]+|srcdoc|style|autofocus", name)], path
            assert element.tag not in ("iframe", "object", "base", "img", "video", "math", "embed"), path
        own = [element for element in tree.iter("script") if CODE in (element.text or "")]
        assert all(element.get("type") in ("application/ld+json", "application/json") for element in own), path


def test_no_link_leads_to_something_that_runs(every: dict[str, str], trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        for link in links(tree):
            assert not re.match(r"\s*(javascript|data|vbscript)\s*:", link, re.IGNORECASE), (path, link)
    assert all(iri.replace("'", "&#39;") in every["event/battle-of-alder-ford"] for iri in IRIS[:4])


def test_embedded_data_stay_json(every: dict[str, str]) -> None:
    for html in every.values():
        for found in re.findall(r'<script type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', html, re.DOTALL):
            json.loads(found)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_somebody_looks_for_is_shown_and_no_more(payload: str, base: str) -> None:
    fixed = {"base": base, "kinds": ("event",), "chosen": ("event",), "near": [], "address": "search"}
    hits = type("Hits", (), {"total": 0, "rows": (), "is_more": False})
    part = pages.reader.cut(0, 1)
    tree = parsed(render("search", Reader(), query=payload, hits=hits, slice=part, **fixed))
    field = next(element for element in tree.iter("input") if element.get("id") == "q")
    assert field.get("value") == re.sub("[\u202e\u2066]", "", payload)
    assert not [element for element in tree.iter() if CODE in (element.text or "")]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A browser's own folder."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def folder(hostile: Archive, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The poisoned archive as a site of files, where no policy helps."""
    target = tmp_path_factory.mktemp("hostile") / "site"
    write_site(Site(store=hostile.store, release=built / "release", version="hostile", forms=()), target)
    return target


def test_a_payload_that_is_not_escaped_would_be_seen(tmp_path: Path, profile: Path) -> None:
    for number, payload in enumerate((SCRIPT, f"<img src=x onerror={CODE}>", f"<svg onload={CODE}>")):
        page = tmp_path / f"{number}.html"
        page.write_text(f"<!doctype html><title>x</title><body>{payload}", encoding="utf-8")
        assert load(page.as_uri(), profile).ran


@pytest.mark.parametrize("path", LOOKED_AT, ids=lambda path: path or "home")
def test_nothing_runs_in_a_browser(path: str, folder: Path, profile: Path) -> None:
    page = folder / (f"{path}.html" if path else "index.html")
    found = load(page.as_uri(), profile)
    assert "dataset.ran=1" in found.dom
    assert not found.ran
    assert "Theme: auto</button>" in found.dom  # our own script ran


def test_the_search_of_files_finds_and_runs_nothing(folder: Path, profile: Path) -> None:
    for payload in PAYLOADS[:6]:
        found = load((folder / "search.html").as_uri() + f"?q={quote(payload)}", profile)
        assert not found.ran
        hits = found.dom.partition('id="hits"')[2].partition("</ol>")[0]
        assert "<li><a href=" in hits


class _Served:
    """Pages under our headers, on a port of this machine."""

    def __init__(self, hostile: Archive) -> None:
        routes = [
            Route("/static/{name:path}", lambda request: _file(request.path_params["name"])),
            Route("/control", lambda _: HTMLResponse(f"<!doctype html><title>x</title>{SCRIPT}<p style='color:red'>x")),
            Route("/{path:path}", lambda request: _page(hostile, request)),
        ]
        config = uvicorn.Config(Headers(Starlette(routes=routes)), port=0, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def start(self) -> str:
        """Begin to serve; the address."""
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """End."""
        self.server.should_exit = True
        self.thread.join(10)


def _page(hostile: Archive, request: Request) -> Response:
    return HTMLResponse(pages.html(hostile, request.path_params["path"].removesuffix(".html"), Reader()) or "")


def _file(name: str) -> Response:
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    return Response((STATIC / name).read_bytes(), media_type=kinds[Path(name).suffix])


@pytest.fixture(scope="module")
def served(hostile: Archive) -> Iterator[str]:
    """The address of the poisoned pages under our policy."""
    one = _Served(hostile)
    yield one.start()
    one.stop()


def test_the_policy_stops_what_a_page_should_hold(served: str, profile: Path) -> None:
    found = load(f"{served}/control", profile)
    assert not found.ran
    assert len(found.violations) >= 2


@pytest.mark.parametrize("path", LOOKED_AT, ids=lambda path: path or "home")
def test_no_page_breaks_the_policy(path: str, served: str, profile: Path) -> None:
    found = load(f"{served}/{path}{'.html' if '/' in path else ''}", profile)
    assert not found.ran
    assert found.violations == []
    assert "Theme: auto</button>" in found.dom  # our own script ran
