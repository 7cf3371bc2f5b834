"""The pages, timed: first byte and whole answer from the server, bytes on the wire, and the browser's own time.

    python benchmarks/pages.py [--archive data] [--claims 100000]

Of each kind up to thirty pages are asked for, those with most statements first,
each once in each language, so that none comes from what the service keeps;
then once more. Bytes are those of the page and of all that it loads, as they
come with gzip. The budget: an event within 100 ms on the server and 250 KB.
Where Chromium and Node are at hand, a browser opens some pages of each kind.
"""

import argparse
import gzip
import json
import re
import socket
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest

from built import Built, chosen
from measure import ROOT
from service import Connection, Place, ours
from service import _without_chunks as without_chunks

BUDGET_MS, BUDGET_BYTES = 100, 250_000
_MOST = 30
_IN_BROWSER = 5
_LANGUAGES = ("en", "de")
_OF_THE_SITE = {"home": "", "explore": "explore", "quality": "quality", "vocabulary": "vocab"}
_CHOSEN: Mapping[str, str] = {
    "event": "?c tm:states/tm:about ?thing . ?thing a tm:Event",
    "question": "?c tm:states ?answer . BIND(IRI(REPLACE(STR(?answer), '/[^/]*$', '')) AS ?thing)",
    "claim": "?c tm:attestedIn ?passage ; tm:supportedBy ?reference . BIND(?c AS ?thing)",
    "source": "?c tm:supportedBy/cito:hasCitedEntity ?thing",
    "actor": "?c tm:holder ?thing",
}
_QUERY = """
PREFIX tm: <https://w3id.org/testimonia/ns#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT ?thing (COUNT(?c) AS ?claims) WHERE {{ ?c a tm:Claim . {pattern} }}
GROUP BY ?thing ORDER BY DESC(?claims) ?thing LIMIT {most}
"""
_LOADED = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script src)="(/[^"]+)"')
_TESTIMONIA = ["-m", "testimonia"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer: seconds to its first byte and to its last, bytes as they came, and the page."""

    first: float
    whole: float
    size: int
    body: bytes


def pages(found: Built) -> None:
    """Time the pages of an archive and print a line for each kind."""
    name, base = found.name, str(found.manifest["base"])
    with ours(found) as (place, _):
        kinds = {kind: [path] for kind, path in _OF_THE_SITE.items()}
        kinds |= {kind: _paths(place, base, pattern) for kind, pattern in _CHOSEN.items()}
        sizes: dict[str, int] = {}
        for kind, paths in kinds.items():
            _tell(f"{name}: {kind}", place, paths, sizes, is_in_budget=kind == "event")
        _in_browser(name, place, kinds)


def _paths(place: Place, base: str, pattern: str) -> list[str]:
    """The addresses of the things of a kind with most statements."""
    query = _QUERY.format(pattern=pattern, most=_MOST)
    body = urlencode([("query", query)]).encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nAccept: application/sparql-results+json\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with closing(Connection(place)) as connection:
        rows = json.loads(connection.ask(head.encode() + body)[2])["results"]["bindings"]
    iris = (row["thing"]["value"] for row in rows)
    return [quote(iri.removeprefix(base), safe="/") + ".html" for iri in iris if iri.startswith(base)]


def get(place: Place, path: str) -> Asked:
    """A page or a file, with gzip where the server packs it, on a connection of its own.

    Raises:
        SystemExit: The answer is no 200.
    """
    request = (
        f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*\r\n"
        "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(place, timeout=60) as connection:
        begun = time.perf_counter()
        connection.sendall(request.encode())
        content = connection.recv(1 << 16)
        first = time.perf_counter() - begun
        while more := connection.recv(1 << 16):
            content += more
        whole = time.perf_counter() - begun
    head, _, body = content.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1] != b"200":
        raise SystemExit(f"/{path}: {head[:80]!r}")
    is_packed = b"content-encoding: gzip" in head.lower()
    return Asked(first, whole, len(content), gzip.decompress(_without_chunks(head, body)) if is_packed else body)


def _without_chunks(head: bytes, body: bytes) -> bytes:
    return without_chunks(body) if b"transfer-encoding: chunked" in head.lower() else body


def _tell(what: str, place: Place, paths: Sequence[str], sizes: dict[str, int], *, is_in_budget: bool) -> None:
    addresses = [f"{path}?lang={language}" for path in paths for language in _LANGUAGES]
    asked = [get(place, address) for address in addresses]
    again = [get(place, address) for address in addresses]
    largest = max(one.size + _loaded(place, one.body, sizes) for one in asked)
    first, whole = [one.first for one in asked], [one.whole for one in asked]
    print(
        f"{what}, {len(asked)} pages: first byte p50 {_at(first, 0.5):.0f} ms, p95 {_at(first, 0.95):.0f} ms; "
        f"whole p50 {_at(whole, 0.5):.0f} ms, p95 {_at(whole, 0.95):.0f} ms; "
        f"again p95 {_at([one.whole for one in again], 0.95):.0f} ms; largest with all it loads {largest / 1000:.0f} KB"
    )
    if is_in_budget:
        kept = _at(whole, 0.95) <= BUDGET_MS and largest <= BUDGET_BYTES
        print(f"{what}: budget of {BUDGET_MS} ms and {BUDGET_BYTES // 1000} KB: {'kept' if kept else 'NOT KEPT'}")


def _loaded(place: Place, body: bytes, sizes: dict[str, int]) -> int:
    """Bytes of all styles, scripts and pictures that a page names."""
    found = set(_LOADED.findall(body.decode()))
    for address in found - set(sizes):
        sizes[address] = get(place, address.removeprefix("/")).size
    return sum(sizes[address] for address in found)


def _at(seconds: Iterable[float], part: float) -> float:
    """Milliseconds that this part of the answers took at most."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def _in_browser(name: str, place: Place, kinds: Mapping[str, Sequence[str]]) -> None:
    """What a browser takes until a page is painted and all is loaded, nothing kept from the page before."""
    sys.path.append(str(ROOT / "tests"))
    from browsing import browser  # noqa: PLC0415  (the tests' own driver, found from here on)

    try:
        with browser(f"http://{place[0]}:{place[1]}") as found:
            for kind, paths in kinds.items():
                seen = found.play("timed", paths=[f"/{path}" for path in paths[:_IN_BROWSER]])["seen"]
                painted, loaded = ([one[key] / 1000 for one in seen] for key in ("painted", "loaded"))
                print(
                    f"{name}: {kind} in Chromium, {len(seen)} pages: "
                    f"painted p50 {_at(painted, 0.5):.0f} ms, p95 {_at(painted, 0.95):.0f} ms; "
                    f"all loaded p50 {_at(loaded, 0.5):.0f} ms, p95 {_at(loaded, 0.95):.0f} ms"
                )
    except pytest.skip.Exception as missing:
        print(f"{name}: pages in a browser: {missing}")


def main() -> None:
    """Time one archive."""
    with chosen(argparse.ArgumentParser(description=__doc__)) as (found, _):
        pages(found)


if __name__ == "__main__":
    main()
