"""The picture of a trail: well-formed, nothing over another or outside, nothing that runs, the same every time."""

import re
import time
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from sourced import claim, facts, work
from testimonia.infer.found import Findings
from testimonia.infer.phrase import Pair
from testimonia.infer.trail import trail
from testimonia.infer.trail_parts import Edge, Net, Node
from testimonia.publish.layers import layers
from testimonia.publish.lettering import cleaned, width, wrapped
from testimonia.publish.routes import Arrow, Box, Place, layout
from testimonia.publish.trail_svg import net_svg, trail_svg

SVG = "{http://www.w3.org/2000/svg}"
NONE = Findings(Store(), "https://example.org/")
BOLD = 1.1
SIZES = {"t": 14.0, "b": 14.0 * BOLD, "ts": 12.0}


def net(names: list[str], links: list[tuple[int, int]], left_out: int = 0) -> Net:
    nodes = [
        Node(f"claim/d/{n}", "claim", Pair(name, name), (Pair(name, name),), n % 2 == 1, n == 0)
        for n, name in enumerate(names)
    ]
    edges = {(a, b): Edge(f"claim/d/{a}", f"claim/d/{b}", "cites", Pair("cites", "verweist auf")) for a, b in links}
    return Net(tuple(nodes), tuple(edges.values()), left_out)


def boxes(root: ET.Element) -> list[Place]:
    found = [rect for rect in root.iter(f"{SVG}rect") if "node" in rect.attrib["class"].split()]
    return [Place(*(float(rect.attrib[name]) for name in ("x", "y", "width", "height"))) for rect in found]


def texts(root: ET.Element) -> Iterator[tuple[str, Place]]:
    """Every text with the room that it takes, in a wide font."""
    for text in root.iter(f"{SVG}text"):
        size = max(SIZES[name] for name in text.attrib["class"].split() if name in SIZES)
        x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), width(text.text or "", size)
        left = x - wide if text.attrib.get("text-anchor") == "end" else x
        yield text.text or "", Place(left, y - 0.8 * size, wide, size)


def overlap(one: Place, other: Place) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def assert_sound(text: str) -> ET.Element:
    """Well-formed, boxes apart, texts inside the canvas and their boxes, words of arrows on no box."""
    root = ET.fromstring(text)  # noqa: S314  (our own text)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    placed = boxes(root)
    assert not any(overlap(one, other) for one, other in combinations(placed, 2))
    assert all(box.x >= 0 and box.y >= 0 and box.right <= wide and box.bottom <= high for box in placed)
    inside = {child for group in root.iter(f"{SVG}g") for child in group.iter(f"{SVG}text")}
    by_text = dict(zip(root.iter(f"{SVG}text"), texts(root), strict=True))
    for node, (said, room) in by_text.items():
        assert room.x >= -0.1, said
        assert room.right <= wide + 0.1, said
        assert room.y >= 0, said
        assert room.bottom <= high, said
        if node not in inside:
            assert not any(overlap(room, box) for box in placed), said
    for group in root.iter(f"{SVG}g"):
        (box,) = boxes(group)
        for _, room in texts(group):
            assert box.x < room.x
            assert room.right < box.right
            assert box.y < room.y
            assert room.bottom < box.bottom
    return root


def assert_harmless(root: ET.Element) -> None:
    """No script, nothing fetched, nothing that listens."""
    allowed = {"svg", "title", "desc", "style", "rect", "path", "g", "text"}
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= allowed
    for node in root.iter():
        assert not any(name.startswith("on") or "href" in name or name == "style" for name in node.attrib)
    style = "".join(node.text or "" for node in root.iter(f"{SVG}style"))
    assert "url(" not in style
    assert "@import" not in style


LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)
NAMES = st.lists(st.text(max_size=120), min_size=10, max_size=10)


@given(NAMES, LINKS)
def test_any_net_is_drawn_soundly(names: list[str], links: list[tuple[int, int]]) -> None:
    """Whatever stands in the boxes and however they are joined, in circles too."""
    text = net_svg(net(names, links))

    assert_harmless(assert_sound(text))
    assert net_svg(net(names, links)) == text


@given(LINKS)
def test_no_arrow_runs_through_a_box(links: list[tuple[int, int]]) -> None:
    arrows = [Arrow(str(a), str(b), "cites" if a < b else "rests on", 40) for a, b in dict.fromkeys(links)]
    drawn = layout([Box(str(n), 50 + 7 * n) for n in range(10)], arrows, 200)

    for route in drawn.routes:
        for (x, y), (to_x, to_y) in pairwise(route.points):
            around = Place(min(x, to_x) + 0.01, min(y, to_y), abs(to_x - x) - 0.02, abs(to_y - y))
            assert not any(overlap(around, box) for box in drawn.places.values())


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("</text><script>alert(1)</script>", id="script"),
        pytest.param('" onload="alert(1)', id="attribute"),
        pytest.param("&lt;b&gt; ]]> <!-- -->", id="marks"),
        pytest.param("\x00\x07\x1b[31m\x7f\x85", id="control characters"),
        pytest.param("\ud800 \ufffe \uffff", id="no characters"),
        pytest.param("\u202eturned\u202c \u2066round\u2069", id="direction"),
        pytest.param("x" * 5000, id="one long word"),
        pytest.param("漢字" * 200, id="wide letters"),
        pytest.param("a\u0301\u0301\u0301" * 300, id="many marks on a letter"),
    ],
)
def test_no_name_runs_breaks_or_spreads(name: str) -> None:
    root = assert_sound(net_svg(net([name, "other"], [(0, 1)])))

    assert_harmless(root)
    assert "script" not in {node.tag.removeprefix(SVG) for node in root.iter()}
    said = "".join(root.itertext())
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


def test_a_name_is_kept_whole_in_its_title() -> None:
    name = "A long name of a work, " * 40
    root = ET.fromstring(net_svg(net([name], [])))  # noqa: S314  (our own text)

    assert cleaned(name) in [node.text for node in root.iter(f"{SVG}title")]
    assert any((node.text or "").endswith("…") for node in root.iter(f"{SVG}text"))


def test_it_speaks_to_those_who_do_not_see_it() -> None:
    root = ET.fromstring(net_svg(net(["One", "Other"], [(0, 1)]), "de"))  # noqa: S314  (our own text)
    label = root.attrib["aria-labelledby"].split()
    heads = [node for node in root if node.attrib.get("id") in label]

    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "de"
    assert [node.tag.removeprefix(SVG) for node in heads] == ["title", "desc"]
    assert heads[0].text == "Spur: One"
    assert heads[1].text is not None
    assert "One: verweist auf: Other." in heads[1].text


def test_what_is_open_or_asked_after_is_told_by_shape_and_by_word() -> None:
    root = ET.fromstring(net_svg(net(["One", "Other"], [(0, 1)], left_out=7)))  # noqa: S314  (our own text)
    kinds = [rect.attrib["class"] for rect in root.iter(f"{SVG}rect")][1:]
    said = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))

    assert kinds == ["node claim this", "node claim unk"]
    assert "stroke-dasharray" in "".join(node.text or "" for node in root.iter(f"{SVG}style"))
    assert "Dashed outline" in said
    assert "7 more are counted and not drawn." in said


@pytest.mark.parametrize("block", ["light", "dark"])
def test_colours_stand_out(block: str) -> None:
    """Text at 4.5 to 1 and lines at 3 to 1 on the ground, in both themes."""
    style = net_svg(net(["One"], []))
    light, _, dark = style.partition("prefers-color-scheme")
    colours = dict(re.findall(r"--([\w-]+): #(\w{6})", light if block == "light" else dark))

    for ground in ("paper", "panel"):
        assert contrast(colours["ink"], colours[ground]) > 7
        assert contrast(colours["ink-2"], colours[ground]) > 4.5
        for line in ("rule-2", "claim", "against"):
            assert contrast(colours[line], colours[ground]) > 3


def contrast(one: str, other: str) -> float:
    """By WCAG 2: the ratio of the relative luminances."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_page_may_bring_its_own_style() -> None:
    assert "<style>" in net_svg(net(["One"], []))
    assert "<style>" not in net_svg(net(["One"], []), is_styled=False)


def test_a_circle_leads_back_below_the_boxes() -> None:
    drawn = layout(
        [Box(key, 60) for key in "abc"], [Arrow(one, other, "on", 20) for one, other in pairwise("abca")], 100
    )
    (back,) = (route for route in drawn.routes if route.is_back)

    assert max(y for _, y in back.points) > max(place.bottom for place in drawn.places.values())
    assert "An arrow below the boxes leads back: a circle." in net_svg(net(["a", "b"], [(0, 1), (1, 0)]))


def test_boxes_stand_to_the_right_of_what_leads_to_them() -> None:
    columns = layers(dict.fromkeys("abcd", 10.0), [("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")])
    column = {item: n for n, items in enumerate(columns.columns) for item in items}

    assert (column["a"], column["b"], column["c"], column["d"]) == (0, 1, 2, 1)
    assert not columns.back


@pytest.mark.parametrize(
    "works",
    [
        pytest.param([work(f"w{n}", f"w{n + 1}") for n in range(10_000)], id="chain of 10,000"),
        pytest.param([work(f"w{n}", f"w{(n + 1) % 1000}") for n in range(1000)], id="circle of 1,000"),
    ],
)
def test_long_chains_are_drawn_in_bounded_time_with_a_cut_that_is_said(works: list[object]) -> None:
    start = time.perf_counter()
    told = trail(facts([claim("d/a", "w0")], works), NONE, "claim/d/a")  # type: ignore[arg-type]
    text = trail_svg(told)

    assert time.perf_counter() - start < 15
    assert_sound(text)
    assert f"{told.net.left_out} more are counted and not drawn." in text.replace("\n", " ")
    assert len(text) < 40_000


@given(st.text(max_size=300), st.integers(30, 300), st.integers(1, 9))
def test_lines_fit_their_room(text: str, room: int, most: int) -> None:
    lines = wrapped(text, 14, room, most)

    assert 1 <= len(lines) <= most
    assert all(width(line, 14) <= room or len(line) == 1 for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == cleaned(text).replace(" ", "")
