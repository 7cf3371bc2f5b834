"""The facets, timed: the index opened, counts and whole pages for several choices, beside the same counts in SPARQL.

    python benchmarks/facets.py [--archive data] [--claims 100000] [--turns 20]

The peer is Oxigraph on the same store in the same process: one GROUP BY for
each facet that plain SPARQL can tell, with the choices of the other facets as
patterns. Its counts have to be ours; after a minute it is asked for no more. A page is made
whole, with the results, in both languages in turn.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from built import Built, chosen
from testimonia import pages
from testimonia.pages import Archive, Reader
from testimonia.pages.explore import Asked, explore_sheet
from testimonia.query.facets import NOT_SAID, Choice, Facets, Table
from testimonia.query.run import answer
from testimonia.query.search import Search
from testimonia.store import open_store
from testimonia.vocabulary import V

_TURNS = 20
_PEER_TURNS = 3
_PATIENCE = 60
"""Seconds after which the peer is asked for no more counts; what it took until then is its time."""

PATTERNS = {
    "holder": "?claim a tm:Claim ; tm:holder {}",
    "stance": "?claim a tm:Claim ; tm:stance {}",
    "aspect": "?claim tm:states/tm:aspect {}",
    "role": "?claim tm:states/tm:role {}",
    "unit": "?claim tm:states/tm:quantity/schema:unitText {}",
    "type": "?claim tm:states/tm:about ?about . ?about a tm:Event ; dct:type {}",
    "flag": "?flag oa:hasTarget ?claim ; oa:hasBody {}",
}
"""What a claim has of a facet, as a pattern of SPARQL; of the others the index alone can tell."""

Values = Mapping[str, Sequence[str]]


def facets(found: Built, turns: int = _TURNS) -> None:
    """Facets of an archive, beside SPARQL.

    Args:
        found: The archive, built.
        turns: How often each choice is made.
    """
    name, build, base = found.name, found.folder, str(found.manifest["base"])
    begin = time.perf_counter()
    index = Facets(build / "facets.sqlite")
    opened = time.perf_counter() - begin
    size = (build / "facets.sqlite").stat().st_size / 1e6
    print(f"{name}: facets opened in {opened:.3f} s, {size:.1f} MB")
    store, table = open_store(build / "store"), index.table("claims")
    archive = pages.opened(store, base)
    for words, values in choices(table).items():
        ours, peer = _counts(table, values, turns), _in_sparql(store, base, table, values)
        print(f"{name}: {words}: counts {_told(ours)}; as SPARQL {_told(peer)}, {_ratio(peer, ours):.0f} times that")
        print(f"{name}: {words}: page {_told(_pages(archive, index, values, turns))}")
    _with_words(build, base, index, archive, name, turns)


def choices(table: Table) -> dict[str, dict[str, list[str]]]:
    """Choices of one, two and three facets, of the values that hold most, and of many that hold few."""

    def most(facet: str, number: int) -> list[str]:
        counts = table.find(Choice()).counts[facet]
        named = (value for value in counts if value != NOT_SAID)
        return sorted(named, key=lambda value: (-counts[value], value))[:number]

    return {
        "no choice": {},
        "one aspect": {"aspect": most("aspect", 1)},
        "two aspects, one stance": {"aspect": most("aspect", 2), "stance": most("stance", 1)},
        "an aspect, a unit, ten holders": {
            "aspect": most("aspect", 1),
            "unit": most("unit", 1),
            "holder": most("holder", 10),
        },
        "a hundred holders": {"holder": most("holder", 100)},
    }


def _times(turns: int, action: Callable[[int], object]) -> list[float]:
    found = []
    for turn in range(turns):
        begin = time.perf_counter()
        action(turn)
        found.append(time.perf_counter() - begin)
    return sorted(found)


def _counts(table: Table, values: Values, turns: int) -> list[float]:
    return _times(turns, lambda _: table.find(Choice(values)))


def _pages(archive: Archive, index: Facets, values: Values, turns: int) -> list[float]:
    asked = Asked(values={facet: tuple(found) for facet, found in values.items()})

    def make(turn: int) -> None:
        reader = Reader(language=("en", "de")[turn % 2])
        sheet = explore_sheet(archive, index.tables, asked, reader)
        pages.html_of(archive, sheet, "explore", reader, "")

    for language in range(2):  # names are looked up once
        make(language)
    return _times(turns, make)


def _with_words(build: Path, base: str, index: Facets, archive: Archive, name: str, turns: int) -> None:
    """The same with words that stand in very many statements."""
    search = Search(build / "search.sqlite")
    word = next(iter(archive.name(index.table("claims").paths[0], "en").text.split()))
    found = 0

    def ask(_: int) -> None:
        nonlocal found
        hits = index.within("claims", search.nodes(word, "claim"), lambda iri: iri.removeprefix(base))
        found = index.table("claims").find(Choice({}, hits)).total

    times = _times(turns, ask)
    print(f"{name}: a word of {found} statements: counts {_told(times)}")


def _in_sparql(store: Store, base: str, table: Table, values: Values) -> list[float]:
    """The times of the same counts as one query for each facet; checked against ours."""
    told = {facet: found for facet, found in values.items() if facet in PATTERNS}
    ours = table.find(Choice(told)).counts

    def ask() -> float:
        begin = time.perf_counter()
        for facet in PATTERNS:
            if time.perf_counter() - begin > _PATIENCE:
                break
            found = answer(store, _query(base, told, facet), base)
            if not isinstance(found, QuerySolutions):
                raise TypeError(f"{facet}: no table")
            counts = {_end(base, row["value"].value): int(row["number"].value) for row in found}
            if counts != {value: number for value, number in ours[facet].items() if number and value != NOT_SAID}:
                raise SystemExit(f"the counts of {facet} differ")
        return time.perf_counter() - begin

    times = [ask()]
    while len(times) < _PEER_TURNS and times[0] < _PATIENCE:
        times.append(ask())
    return sorted(times)


def _query(base: str, values: Values, facet: str) -> str:
    patterns = [PATTERNS[facet].format("?value")]
    for number, (name, wanted) in enumerate(values.items()):
        if name != facet:
            terms = " ".join(_term(base, name, value) for value in wanted)
            pattern = PATTERNS[name].format(f"?v{number}").replace("?about", f"?about{number}")
            patterns.append(f"VALUES ?v{number} {{ {terms} }} {pattern.replace('?flag', f'?flag{number}')}")
    return f"SELECT ?value (COUNT(DISTINCT ?claim) AS ?number) {{ {' . '.join(patterns)} }} GROUP BY ?value"


def _term(base: str, facet: str, value: str) -> str:
    if facet == "unit":
        return json.dumps(value, ensure_ascii=False)
    return f"<{base}actor/{value}>" if facet == "holder" else f"<{V.base}{value}>"


def _end(base: str, value: str) -> str:
    return value.removeprefix(f"{base}actor/").removeprefix(V.base)


def _told(times: Sequence[float]) -> str:
    return f"p50 {1000 * _at(times, 0.5):.1f} ms, p95 {1000 * _at(times, 0.95):.1f} ms"


def _ratio(peer: Sequence[float], ours: Sequence[float]) -> float:
    return _at(peer, 0.5) / _at(ours, 0.5)


def _at(times: Sequence[float], part: float) -> float:
    return times[min(int(part * len(times)), len(times) - 1)]


def main() -> None:
    """Time one archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=_TURNS)
    with chosen(parser) as (found, options):
        facets(found, options.turns)


if __name__ == "__main__":
    main()
