"""The explore page: options with their numbers, views with their drawings, and the page without a server."""

from pathlib import Path

import pytest

from markup import identifiers, inside, parsed, text
from testimonia import pages
from testimonia.infer.phrase import Pair
from testimonia.model.point import Point
from testimonia.pages import Archive, Reader
from testimonia.pages.explore import VIEWS, Asked, explore_sheet
from testimonia.pages.explore_map import Placed, Spot, drawn
from testimonia.pages.explored import period_name
from testimonia.pages.names import Name
from testimonia.query.facets import SHOWN, Facets


@pytest.fixture(scope="module")
def facets(built: Path) -> Facets:
    """The facets of the example."""
    return Facets(built / "facets.sqlite")


def page(archive: Archive, facets: Facets, asked: Asked, language: str = "en") -> str:
    """The page for what is asked."""
    reader = Reader(language=language, is_chosen=True)
    found = explore_sheet(archive, facets.tables, asked, reader)
    return pages.html_of(archive, found, "explore", reader, "")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("shown", SHOWN)
def test_every_view_is_sound(archive: Archive, facets: Facets, shown: str, view: str, language: str) -> None:
    tree = parsed(page(archive, facets, Asked(shown=shown, view=view), language))

    names = identifiers(tree)
    assert len(names) == len(set(names))
    assert len(list(tree.iter("h1"))) == 1
    assert not [element for element in tree.iter() if element.get("style")]
    drawings = [svg for svg in tree.iter("svg") if svg.get("viewBox") != "0 0 16 16"]
    hidden = {id(inner) for svg in drawings if svg.get("aria-hidden") == "true" for inner in svg.iter("svg")}
    assert all(id(svg) in hidden for svg in drawings)
    assert not drawings or list(tree.iter("table"))


def test_the_address_of_a_page_says_all_of_it() -> None:
    asked = Asked(
        shown="events",
        values={"stance": ("denies",), "aspect": ("deaths", "date")},
        typed="ford",
        view="map",
        within={"holder": "lev"},
    )

    assert asked.pairs == (
        ("show", "events"), ("aspect", "deaths"), ("aspect", "date"), ("stance", "denies"), ("q", "ford"),
        ("in-holder", "lev"), ("as", "map"),
    )  # fmt: skip
    assert asked.without("aspect", "date").without("stance").without("q").kept == (
        ("show", "events"), ("aspect", "deaths"),
    )  # fmt: skip


def test_bars_are_in_steps_of_five_and_idle_options_stay_in_sight(archive: Archive, facets: Facets) -> None:
    tree = parsed(page(archive, facets, Asked(values={"aspect": ("deaths",)})))

    widths = {str(bar.get("class")) for bar in tree.iter("i") if str(bar.get("class")).startswith("w")}
    assert widths <= {f"w{width}" for width in range(0, 101, 5)}
    idle = [label for label in tree.iter("label") if label.get("class") == "idle"]
    assert idle
    for label in idle:
        box = next(label.iter("input"))
        assert box.get("disabled") is not None
        assert [text(part) for part in label.iter("span")][1] == "0"


def test_the_axis_has_one_unit_and_names_the_others(archive: Archive, facets: Facets) -> None:
    table = facets.table("claims")
    found = explore_sheet(archive, facets.tables, Asked(view="axis"), Reader())
    values = found.values["view"]

    assert isinstance(values, dict)
    drawn_rows = [one.row.brief.path for _, rows in values["drawn"] for one in rows]
    assert drawn_rows
    assert all("persons" in table.values(path, "unit") for path in drawn_rows)
    assert values["without"] + len(drawn_rows) == found.values["all"]
    assert all(("as", "axis") in unit.pairs for unit in values["units"])


def test_an_event_with_different_dates_shows_them_all(archive: Archive, facets: Facets) -> None:
    found = explore_sheet(archive, facets.tables, Asked(shown="events", view="timeline"), Reader())
    values = found.values["view"]

    assert isinstance(values, dict)
    disputed = [row for row in values["rows"] if row.is_disputed]
    assert disputed
    assert all(len({one.period.edtf for one in row.times}) > 1 for row in disputed)
    assert values["without"] == sum(begin is None for begin in facets.table("events").begins)


def test_the_network_leaves_no_holder_out(archive: Archive, facets: Facets) -> None:
    found = explore_sheet(archive, facets.tables, Asked(view="network"), Reader())
    values = found.values["view"]

    assert isinstance(values, dict)
    for row in values["net"].rows:
        assert [node.name.path for node in row.holders] == [archive.facts.claims[row.node.name.path].holder]
    assert values["left_out"] + len(values["net"].rows) == found.values["all"]


def test_a_radius_is_drawn_to_the_scale_of_the_map() -> None:
    def spot(words: str) -> Spot:
        return Spot(Pair("", ""), Pair("", ""), True, "claim/s/c", Name("actor/a", "A"), Point.parse(words))  # noqa: FBT003

    spots = (spot("50, 10 within 100 km"), spot("52, 10"))
    made = drawn([Placed(0, Name("place/p", "P"), 1, (), spots)])

    wide, narrow = made.places[0].spots
    two_degrees = wide.y - narrow.y
    assert wide.r == pytest.approx(two_degrees * 100_000 / (2 * 111_195), rel=0.02)
    assert narrow.r == pytest.approx(two_degrees * narrow.point.precision / (2 * 111_195), rel=0.02)
    assert all(0 <= one.x <= made.width and 0 <= one.y <= made.height for one in made.places[0].spots)


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        ("194X", "1940–1949", "1940–1949"),  # noqa: RUF001
        ("19XX", "1900–1999", "1900–1999"),  # noqa: RUF001
        ("-045X", "460 BCE–451 BCE", "460 v. u. Z.–451 v. u. Z."),  # noqa: RUF001
    ],
)
def test_a_period_is_written_without_a_minus(value: str, english: str, german: str) -> None:
    assert (period_name(value, "en"), period_name(value, "de")) == (english, german)


def test_without_a_server_the_page_leads_to_lists_and_words(archive: Archive) -> None:
    reader = Reader(root="./", is_static=True, languages=("en",))
    html = pages.html(archive, "explore", reader)

    assert html is not None
    links = inside(parsed(html))
    assert {"./events.html", "./works.html", "./vocab/deaths.html", "./vocab/denies.html"} <= set(links)
