"""Points: what is read, what is refused and with which advice, how far two lie apart, when they may mean one spot."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.point import Point


def coordinates(most: int) -> st.SearchStrategy[Decimal]:
    """Decimal degrees with up to six digits after the point, zeros at the end included."""
    return (
        st.decimals(-most, most, places=6) | st.decimals(-most, most, places=2) | st.integers(-most, most).map(Decimal)
    )


POINTS = st.builds(
    Point,
    latitude=coordinates(90).map(lambda number: number or abs(number)),
    longitude=coordinates(180).map(lambda number: number or abs(number)),
    within=st.none() | st.decimals("0.1", 10**6, places=1),
)


@pytest.mark.parametrize(
    ("text", "written", "wkt"),
    [
        pytest.param("43.31195, 45.68895", "43.31195, 45.68895", "POINT(45.68895 43.31195)", id="as printed"),
        pytest.param(" 43.3,45.7 ", "43.3, 45.7", "POINT(45.7 43.3)", id="without a space"),
        pytest.param("-33.80, -70.1", "-33.80, -70.1", "POINT(-70.1 -33.80)", id="a zero at the end is kept"),
        pytest.param("-0.0, 0", "0.0, 0", "POINT(0 0.0)", id="no zero below zero"),
        pytest.param("+090, 180.0", "90, 180.0", "POINT(180.0 90)", id="signs and zeros in front"),
        pytest.param("43.3, 45.7 within 5 km", "43.3, 45.7 within 5 km", "POINT(45.7 43.3)", id="within"),
        pytest.param(
            "43.3, 45.7 within 5000m", "43.3, 45.7 within 5 km", "POINT(45.7 43.3)", id="metres to kilometres"
        ),
        pytest.param("43.3, 45.7 within 0.25 km", "43.3, 45.7 within 250 m", "POINT(45.7 43.3)", id="and back"),
    ],
)
def test_a_point_is_read(text: str, written: str, wkt: str) -> None:
    point = Point.parse(text)

    assert point.written() == written
    assert point.wkt == wkt
    assert Point.parse(written) == point


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param(
            "95.5, 45", "lies beyond 90; if the two are swapped, write '45, 95.5': latitude first", id="swapped"
        ),
        pytest.param(
            "91, 181", "the latitude 91 lies beyond 90; write latitude first, then longitude", id="north of it all"
        ),
        pytest.param(
            "10, 180.1", "the longitude 180.1 lies beyond 180; write it from -180 to 180", id="round the earth"
        ),
        pytest.param("43.3 45.7", "has no comma between latitude and longitude; write '43.3, 45.7'", id="no comma"),
        pytest.param("43.3; 45.7", "has no comma between latitude and longitude; write '43.3, 45.7'", id="semicolon"),
        pytest.param("43,5", "may be one number with a decimal comma; if it is two, write '43, 5'", id="decimal comma"),
        pytest.param("43,31, 45,68", "write latitude, comma, longitude in decimal degrees", id="two decimal commas"),
        pytest.param(
            "POINT(45.7 43.3)", "the longitude first; write latitude, longitude: '43.3, 45.7'", id="well-known text"
        ),
        pytest.param(
            "43°18\u203243\u2033 N, 45°41\u203220\u2033 E",
            "not in decimal degrees; write '43.3119, 45.6889'",
            id="seconds",
        ),
        pytest.param(
            "33°27' S 70°40' W", "not in decimal degrees; write '-33.45, -70.67'", id="minutes, south and west"
        ),
        pytest.param("43.31195° N, 45.68895° O", "write '43.31195, 45.68895'", id="degrees with German sides"),
        pytest.param("43.3, 45.7 within 0 m", "a distance above nothing", id="within nothing"),
        pytest.param("43.3, 45.7 within 5 miles", "write latitude, comma, longitude", id="miles"),
        pytest.param("4331195", "write latitude, comma, longitude", id="a number"),
        pytest.param("٤٣, ٤٥", "write latitude, comma, longitude", id="other digits"),
        pytest.param("", "write latitude, comma, longitude", id="nothing"),
    ],
)
def test_what_is_no_point_is_told_how_it_is_written(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"latitude|longitude|decimal|distance") as caught:
        Point.parse(text)

    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("text", "precision", "resolution"),
    [
        pytest.param("0.0, 0.0", 7863, 11120, id="a cell of a tenth of a degree at the equator, to its corner"),
        pytest.param("60.0, 0.0", 6216, 11120, id="degrees of longitude are half as wide there"),
        pytest.param("43.31195, 45.68895", 0.688, 1.112, id="five digits"),
        pytest.param("43.31195, 45.7", 4046, 11120, id="the coarser of the two"),
        pytest.param("43.31195, 45.68895 within 2 km", 2000, 1.112, id="as stated"),
    ],
)
def test_precision_is_as_stated_or_as_printed(text: str, precision: float, resolution: float) -> None:
    point = Point.parse(text)

    assert point.precision == pytest.approx(precision, rel=1e-3)
    assert point.resolution == pytest.approx(resolution, rel=1e-3)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        pytest.param("0, 0", "0, 90", 10_007_557, id="a quarter of the equator"),
        pytest.param("90, 0", "-90, 0", 20_015_115, id="pole to pole"),
        pytest.param("0, 179.5", "0, -179.5", 111_195, id="over the line of the date"),
        pytest.param("52.52437, 13.41053", "48.85341, 2.3488", 878_399, id="Berlin to Paris"),
        pytest.param("47.5, 19.03", "47.50, 19.030", 0, id="itself"),
    ],
)
def test_distance(one: str, other: str, metres: float) -> None:
    assert Point.parse(one).distance(Point.parse(other)) == pytest.approx(metres, rel=1e-5)


@pytest.mark.parametrize(
    ("one", "other", "may_be_one"),
    [
        pytest.param("54.61, 4.27", "54.614, 4.265", True, id="one printed more finely than the other"),
        pytest.param("54.61, 4.27", "54.58, 4.31 within 2 km", False, id="four kilometres, and two allowed"),
        pytest.param("54.61, 4.27", "54.58, 4.31 within 4 km", True, id="four allowed"),
        pytest.param("54.61000, 4.27000", "54.61010, 4.27000", False, id="eleven metres, both printed to one"),
    ],
)
def test_two_points_may_mean_one_spot(one: str, other: str, *, may_be_one: bool) -> None:
    assert Point.parse(one).meets(Point.parse(other)) is may_be_one
    assert Point.parse(other).meets(Point.parse(one)) is may_be_one


def test_well_known_text_of_another_reference_system_is_refused() -> None:
    """In EPSG 4326 the latitude would stand first."""
    crs84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(45.7 43.3)"

    assert Point.from_wkt(crs84) == Point.parse("43.3, 45.7")
    with pytest.raises(ValueError, match="longitude first"):
        Point.from_wkt("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(43.3 45.7)")
    with pytest.raises(ValueError, match="longitude first"):
        Point.from_wkt("POLYGON((0 0, 1 1, 1 0, 0 0))")


@given(point=POINTS)
def test_what_is_written_is_read_as_the_same(point: Point) -> None:
    """Digits and distance come back, and so does the place from its well-known text."""
    assert Point.parse(point.written()) == point
    assert Point.from_wkt(point.wkt).latitude == point.latitude
    assert Point.from_wkt(point.wkt).longitude == point.longitude


@given(point=POINTS, digits=st.integers(0, 5))
def test_a_point_meets_its_own_rounding(point: Point, digits: int) -> None:
    """Who prints fewer digits says nothing else."""
    step = Decimal(1).scaleb(-digits)
    rounded = Point(latitude=point.latitude.quantize(step), longitude=point.longitude.quantize(step))

    assert rounded.meets(point)
