"""Facets: their index against counting one by one, and against the same questions in SPARQL."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from testimonia import pipeline
from testimonia.infer.entries import Period
from testimonia.infer.faceted import periods
from testimonia.model.calendar import julian_day_number
from testimonia.query.facets import FACETS, NOT_SAID, SHOWN, Choice, Facets, numbers
from testimonia.query.facets_index import LAYOUT, Item, as_bits, packed, write_facets
from testimonia.query.index_file import LayoutError
from testimonia.query.run import answer
from testimonia.store import open_store

EXAMPLE = Path(__file__).parents[1] / "examples/alder-ford"

A_FEW = ("holder", "aspect", "stance")
VALUES = st.sets(st.sampled_from("abcdef"), max_size=3)
ITEMS = st.lists(
    st.tuples(st.fixed_dictionaries(dict.fromkeys(A_FEW, VALUES)), st.none() | st.integers(-999, 999)), max_size=70
)
CHOICES = st.dictionaries(st.sampled_from(A_FEW), st.lists(st.sampled_from("abcdef"), max_size=3, unique=True))


def opened(items: list[Item]) -> Facets:
    """The facets of some claims, written and read."""
    with TemporaryDirectory() as folder:
        write_facets(Path(folder) / "facets.sqlite", {"claims": items})
        return Facets(Path(folder) / "facets.sqlite")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's build."""
    made = pipeline.build(EXAMPLE, tmp_path_factory.mktemp("built"))
    assert made.folder is not None
    return made.folder


@pytest.fixture(scope="module")
def facets(build: Path) -> Facets:
    """The facets of the example."""
    return Facets(build / "facets.sqlite")


@pytest.fixture(scope="module")
def store(build: Path) -> Store:
    """The store of the example."""
    return open_store(build / "store")


def has(item: Item, choice: Mapping[str, list[str]], left_out: str = "") -> bool:
    """Whether a choice holds an item, told by looking at it."""
    return all(
        not wanted or set(wanted) & (set(item.values.get(facet, ())) or {NOT_SAID})
        for facet, wanted in choice.items()
        if facet != left_out
    )


@given(ITEMS, CHOICES)
def test_counts_are_those_of_counting_one_by_one(
    written: list[tuple[dict[str, set[str]], int | None]], wanted: dict[str, list[str]]
) -> None:
    items = [Item(f"claim/s/{number}", values, begin) for number, (values, begin) in enumerate(written)]
    table = opened(items).table("claims")
    choice = {facet: [value for value in values if value in table.sets[facet]] for facet, values in wanted.items()}

    found = table.find(Choice(choice))

    held = [item for item in items if has(item, choice)]
    assert found.total == len(held)
    assert table.page(found.bits, 0, 100) == [item.path for item in held]
    for facet in A_FEW:
        others = [item for item in items if has(item, choice, facet)]
        told = Counter(value for item in others for value in (item.values[facet] or {NOT_SAID}))
        assert found.counts[facet] == {value: told[value] for value in table.sets[facet]}
        assert found.of[facet] == len(others)
        for item in held:
            assert set(table.values(item.path, facet)) == (item.values[facet] or {NOT_SAID})
    if not held:
        back = {facet: sum(has(item, choice, facet) for item in items) for facet in choice if choice[facet]}
        assert dict(found.back) == {facet: number for facet, number in back.items() if number}


@given(ITEMS, st.integers(0, 9), st.integers(1, 9))
def test_pages_by_date_hold_those_with_a_time_the_earliest_first(
    written: list[tuple[dict[str, set[str]], int | None]], first: int, most: int
) -> None:
    items = [Item(f"claim/s/{number:03d}", values, begin) for number, (values, begin) in enumerate(written)]
    table = opened(items).table("claims")

    dated = sorted((item.begin, item.path) for item in items if item.begin is not None)
    assert table.dated_page(table.all, first, most) == [path for _, path in dated][first : first + most]
    assert table.dated.bit_count() == len(dated)


@given(st.sets(st.integers(0, 40_000), min_size=1, max_size=60))
def test_a_set_comes_back_from_the_shorter_of_two_forms(members: set[int]) -> None:
    ordered = sorted(members)
    is_list, written = packed(ordered)

    assert list(numbers(as_bits(ordered))) == ordered
    if is_list:
        assert [int.from_bytes(written[at : at + 4], "little") for at in range(0, len(written), 4)] == ordered
    else:
        assert list(numbers(int.from_bytes(written, "little"))) == ordered
    assert len(written) <= max(4 * len(ordered), 1 + ordered[-1] // 8)


def test_words_leave_only_what_has_them() -> None:
    items = [Item("claim/s/a", {"holder": {"x"}}), Item("claim/s/b", {"holder": {"y"}})]
    facets = opened(items)

    found = facets.table("claims").find(Choice({"holder": ["x"]}, facets.within("claims", ["claim/s/b", "claim/s/z"])))

    assert (found.total, found.back) == (0, (("holder", 1), ("q", 1)))
    assert found.counts["holder"] == {"x": 0, "y": 1}


def test_a_value_that_no_facet_has_is_named() -> None:
    table = opened([Item("claim/s/a", {"holder": {"x"}})]).table("claims")

    with pytest.raises(KeyError) as raised:
        table.find(Choice({"holder": ["nobody"]}))

    assert raised.value.args == ("holder", "nobody")


def test_an_archive_without_claims_has_facets() -> None:
    table = opened([]).table("events")

    assert table.find(Choice()).total == 0
    assert table.page(0, 0, 50) == []


def test_an_index_of_another_layout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from testimonia.query import facets as reading  # noqa: PLC0415

    write_facets(tmp_path / "facets.sqlite", {})
    monkeypatch.setattr(reading, "LAYOUT", LAYOUT + 1)

    with pytest.raises(LayoutError, match="build the archive again"):
        Facets(tmp_path / "facets.sqlite")
    with pytest.raises(FileNotFoundError, match="build the archive again"):
        Facets(tmp_path / "nothing.sqlite")


@pytest.mark.parametrize(
    ("begin", "end", "wanted"),
    [
        ((1944, 2), (1944, 3), {"194X", "19XX"}),
        ((1939, 9), (1945, 5), {"193X", "194X", "19XX"}),
        ((1899, 1), (1900, 1), {"189X", "190X", "18XX", "19XX"}),
        ((5, 1), (-5, 1), {"000X", "-000X", "00XX", "-00XX"}),
        ((-450, 1), (-450, 1), {"-045X", "-04XX"}),
        ((0, 1), (500, 1), {f"{number:02d}XX" for number in range(6)}),
    ],
)
def test_a_time_lies_in_decades_and_centuries(begin: tuple[int, int], end: tuple[int, int], wanted: set[str]) -> None:
    first, last = sorted(julian_day_number(*day, 1) for day in (begin, end))

    assert set(periods(Period("time/x", "", first, first, last, last))) == wanted
    assert not set(periods(Period("time/x", "", None, None, None, None)))


SPARQL = {
    "holder": "?claim tm:holder ?value",
    "stance": "?claim tm:stance ?value",
    "aspect": "?claim tm:states/tm:aspect ?value",
    "role": "?claim tm:states/tm:role ?value",
    "unit": "?claim tm:states/tm:quantity/schema:unitText ?value",
    "type": "?claim tm:states/tm:about/dct:type ?value . ?claim tm:states/tm:about/a tm:Event",
    "flag": "?flag oa:hasTarget ?claim ; oa:hasBody ?value",
}


@pytest.mark.parametrize("facet", SPARQL)
def test_counts_are_those_that_sparql_gives(build: Path, facets: Facets, store: Store, facet: str) -> None:
    table = facets.table("claims")
    query = f"""SELECT ?value (COUNT(DISTINCT ?claim) AS ?number)
        WHERE {{ ?claim a tm:Claim . {SPARQL[facet]} }} GROUP BY ?value"""
    found = answer(store, query, "https://example.org/alder-ford/")
    assert isinstance(found, QuerySolutions)

    told = {_end(row["value"].value): int(row["number"].value) for row in found}

    counts = {value: number for value, number in table.find(Choice()).counts[facet].items() if value != NOT_SAID}
    assert told
    assert counts == told
    assert (build / "facets.sqlite").is_file()


def _end(value: str) -> str:
    return value.removeprefix("https://example.org/alder-ford/actor/").removeprefix(
        "https://w3id.org/testimonia/vocab/"
    )


def test_findings_stand_with_the_claims_that_they_compare(facets: Facets, store: Store) -> None:
    query = """SELECT DISTINCT ?claim ?kind WHERE { GRAPH ?graph { ?finding dct:type ?kind ; prov:used ?claim ;
        prov:hadPlan <https://example.org/alder-ford/rule/comparable> } FILTER(CONTAINS(STR(?claim), "/claim/")) }"""
    found = answer(store, query, "https://example.org/alder-ford/")
    assert isinstance(found, QuerySolutions)
    told = {(row["claim"].value.partition("alder-ford/")[2], _end(row["kind"].value)) for row in found}

    table = facets.table("claims")
    held = {(path, kind) for path in table.paths for kind in table.values(path, "finding") if kind != NOT_SAID}
    assert told
    assert held == told


def test_every_claim_and_event_has_a_value_of_every_facet(facets: Facets) -> None:
    for shown in SHOWN:
        table = facets.table(shown)
        for facet in FACETS:
            held = 0
            for value in table.sets[facet]:
                held |= table.find(Choice({facet: [value]})).bits
            assert held == table.all


def test_an_update_makes_the_index_anew(build: Path, facets: Facets, store: Store) -> None:
    made = pipeline.rewrite(build, list(store))

    assert made.folder is not None
    again = Facets(made.folder / "facets.sqlite")
    for shown in SHOWN:
        assert again.table(shown).paths == facets.table(shown).paths
        assert again.table(shown).find(Choice()) == facets.table(shown).find(Choice())
