"""The picture of a trail: an SVG with boxes for what it holds and labelled arrows from one to the next.

It has no script, no outside reference and no colour that says anything alone:
what is not read is dashed and says so, the thing asked after has a heavy
outline, and each box names its kind. Text is text. The same trail gives the
same bytes.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from testimonia.infer.trail_parts import Edge, Net, Node, Trail
from testimonia.infer.trail_words import KINDS
from testimonia.publish.lettering import cleaned, width, wrapped
from testimonia.publish.routes import MARGIN, Arrow, Box, Layout, Place, Route, layout

LANGUAGES: Final = ("en", "de")
WIDTH: Final = 236.0
_PADDING: Final = 12.0
_ROOM: Final = WIDTH - 2 * _PADDING
_NAME, _NAME_LINE, _NAME_MOST = 14.0, 19.0, 9
_SMALL, _SMALL_LINE, _SMALL_MOST = 12.0, 16.0, 9
_KIND_LINE: Final = 18.0
_BOLD: Final = 1.1
"""How much wider bold letters are."""

_ARROWS_TOLD: Final = 40
_TOLD_WIDTH: Final = 400.0
_LEGEND_LEAST: Final = 520.0

_STYLE: Final = """
.trail { font: 14px "Source Sans 3", "Noto Sans", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.trail { color-scheme: light dark; --paper: #fcfcfa; --panel: #f3f3ef; --ink: #1c1e20; --ink-2: #55595d; }
.trail { --rule-2: #85898c; --claim: #1a5488; --against: #9a3412; }
@media (prefers-color-scheme: dark) {
  .trail { --paper: #15171a; --panel: #1e2125; --ink: #e7e5e0; --ink-2: #a9aeb3; }
  .trail { --rule-2: #7d848b; --claim: #8cbcea; --against: #f29b74; }
}
.trail .paper { fill: var(--paper); }
.trail text { fill: var(--ink); unicode-bidi: isolate; }
.trail .ts { fill: var(--ink-2); font-size: 12px; }
.trail .b { font-weight: 600; }
.trail .node { fill: var(--paper); stroke: var(--rule-2); stroke-width: 1.25; }
.trail .argument { fill: var(--panel); }
.trail .unk { stroke: var(--ink-2); stroke-dasharray: 4 3; }
.trail .this { stroke: var(--claim); stroke-width: 3; }
.trail .edge { fill: none; stroke: var(--ink-2); stroke-width: 1.25; }
.trail .tip { fill: var(--ink-2); }
.trail .unsure { stroke-dasharray: 2 4; }
.trail .attack { stroke: var(--against); stroke-width: 2; }
.trail .attack.tip { fill: var(--against); stroke: none; }
.trail .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
"""

_TITLE: Final = ("Trail: {}", "Spur: {}")
_DESCRIPTION: Final = (
    "{} boxes and {} arrows, from left to right; what a box leans on stands to its right. {}",
    "{} Kästen und {} Pfeile, von links nach rechts; worauf etwas beruht, steht rechts davon. {}",
)
_MORE_ARROWS: Final = ("and {} more arrows", "und {} weitere Pfeile")
_LEGEND: Final = (
    (
        "Heavy outline: what was asked after.",
        "Dashed outline: not read here, not resolved, or left out.",
        "Dotted arrow: may be meant.",
    ),
    (
        "Kräftiger Rand: wonach gefragt wurde.",
        "Gestrichelter Rand: hier nicht gelesen, nicht aufgelöst oder ausgelassen.",
        "Gepunkteter Pfeil: vielleicht gemeint.",
    ),
)
_LEADS_BACK: Final = (
    "An arrow below the boxes leads back: a circle.",
    "Ein Pfeil unter den Kästen führt zurück: ein Kreis.",
)
_LEFT_OUT: Final = ("{} more are counted and not drawn.", "{} weitere sind gezählt und nicht gezeichnet.")
_BACK: Final = ("{} (leads back)", "{} (führt zurück)")
_ATTACKS: Final = frozenset({"rebuts", "undercuts", "narrows"})


def trail_svg(trail: Trail, language: str = "en", *, is_styled: bool = True) -> str:
    """A trail as a picture.

    Args:
        trail: What is drawn.
        language: ``en`` or ``de``.
        is_styled: Whether the picture brings its own style; a page that has
            one for the same classes leaves it out.
    """
    return net_svg(trail.net, language, is_styled=is_styled)


def net_svg(net: Net, language: str = "en", *, is_styled: bool = True) -> str:
    """Boxes and arrows as a picture."""
    return _Picture(net, LANGUAGES.index(language)).svg(is_styled=is_styled)


class _Picture:
    """One picture in one language."""

    def __init__(self, net: Net, language: int) -> None:
        self._net, self._language = net, language
        self._texts = {node.path: _Text(node, language) for node in net.nodes}
        self._edges = [edge for edge in net.edges if edge.source in self._texts and edge.target in self._texts]
        self._layout = self._laid_out()
        is_circular = any(route.is_back for route in self._layout.routes)
        self._wide = max(self._layout.width, _LEGEND_LEAST)
        self._legend = self._legend_lines(is_circular=is_circular)

    def svg(self, *, is_styled: bool) -> str:
        """The text of the picture."""
        high = self._layout.height + len(self._legend) * _SMALL_LINE + MARGIN
        subject = next((node.path for node in self._net.nodes if node.is_subject), "")
        name = f"trail-{sha256(subject.encode()).hexdigest()[:8]}"
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {_number(self._wide)} {_number(high)}",
                "width": _number(self._wide),
                "height": _number(high),
                "class": "trail",
                "role": "img",
                "lang": LANGUAGES[self._language],
                "aria-labelledby": f"{name}-title {name}-desc",
            },
        )
        ET.SubElement(root, "title", {"id": f"{name}-title"}).text = self._title()
        ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = self._description()
        if is_styled:
            ET.SubElement(root, "style").text = _STYLE
        ET.SubElement(root, "rect", {"class": "paper", "width": _number(self._wide), "height": _number(high)})
        for edge, route in zip(self._edges, self._layout.routes, strict=True):
            _arrow(root, edge, route)
        for node in self._net.nodes:
            self._texts[node.path].draw(root, self._layout.places[node.path])
        for edge, route in zip(self._edges, self._layout.routes, strict=True):
            self._words(root, edge, route)
        self._write_legend(root)
        ET.indent(root)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _laid_out(self) -> Layout:
        boxes = [Box(path, text.height) for path, text in self._texts.items()]
        arrows = []
        for edge in self._edges:
            words = cleaned(edge.words[self._language])
            arrows.append(Arrow(edge.source, edge.target, words, width(words, _SMALL)))
        return layout(boxes, arrows, WIDTH)

    def _title(self) -> str:
        subject = next((node for node in self._net.nodes if node.is_subject), None)
        return _TITLE[self._language].format(cleaned(subject.name[self._language]) if subject else "")

    def _description(self) -> str:
        names = {path: _short(text.name) for path, text in self._texts.items()}
        told = [
            f"{names[edge.source]}: {cleaned(edge.words[self._language])}: {names[edge.target]}."
            for edge in self._edges[:_ARROWS_TOLD]
        ]
        if len(self._edges) > _ARROWS_TOLD:
            told.append(_MORE_ARROWS[self._language].format(len(self._edges) - _ARROWS_TOLD) + ".")
        return _DESCRIPTION[self._language].format(len(self._texts), len(self._edges), " ".join(told)).strip()

    def _words(self, root: ET.Element, edge: Edge, route: Route) -> None:
        if route.label is None:
            return
        words = cleaned(edge.words[self._language])
        anchor = {"text-anchor": "end"}
        if route.is_back:
            words, anchor = _BACK[self._language].format(words), {}
        x, y = map(_number, route.label)
        ET.SubElement(root, "text", {"class": "ts halo", "x": x, "y": y, **anchor}).text = words

    def _legend_lines(self, *, is_circular: bool) -> Sequence[str]:
        parts = [*_LEGEND[self._language]]
        if is_circular:
            parts.append(_LEADS_BACK[self._language])
        if self._net.left_out:
            parts.append(_LEFT_OUT[self._language].format(self._net.left_out))
        return wrapped(" ".join(parts), _SMALL, self._wide - 2 * MARGIN, len(parts) * 4)

    def _write_legend(self, root: ET.Element) -> None:
        for index, line in enumerate(self._legend):
            y = self._layout.height + _SMALL_LINE * (index + 1)
            ET.SubElement(root, "text", {"class": "ts", "x": _number(MARGIN), "y": _number(y)}).text = line


class _Text:
    """What stands in a box, in lines, and how high that makes it."""

    def __init__(self, node: Node, language: int) -> None:
        self._node = node
        self.name = cleaned(node.name[language])
        self._kind = KINDS[node.kind][language] if node.kind in KINDS else node.kind
        room = _ROOM / _BOLD if node.is_subject else _ROOM
        self._names = wrapped(self.name, _NAME, room, _NAME_MOST)
        self._lines = [row for line in node.lines for row in wrapped(line[language], _SMALL, _ROOM, _SMALL_MOST)]
        self.height = 2 * _PADDING + _KIND_LINE + len(self._names) * _NAME_LINE + len(self._lines) * _SMALL_LINE

    def draw(self, root: ET.Element, place: Place) -> None:
        """The box at its place, its whole name as a title."""
        group = ET.SubElement(root, "g", {"data-path": cleaned(self._node.path)})
        ET.SubElement(group, "title").text = self.name
        ET.SubElement(group, "rect", self._outline(place))
        y = place.y + (place.height - self.height) / 2 + _PADDING + _SMALL
        self._row(group, place, y, self._kind, "ts")
        y += _KIND_LINE + 1
        for row in self._names:
            self._row(group, place, y, row, "t b" if self._node.is_subject else "t")
            y += _NAME_LINE
        for row in self._lines:
            self._row(group, place, y, row, "ts")
            y += _SMALL_LINE

    def _outline(self, place: Place) -> dict[str, str]:
        classes = ["node", self._node.kind]
        classes += ["unk"] if self._node.is_open else []
        classes += ["this"] if self._node.is_subject else []
        size = {"x": place.x, "y": place.y, "width": place.width, "height": place.height}
        size["rx"] = 14 if self._node.kind == "argument" else 2
        return {"class": " ".join(classes), **{name: _number(value) for name, value in size.items()}}

    def _row(self, group: ET.Element, place: Place, y: float, text: str, kind: str) -> None:
        if not text:
            return
        attributes = {"class": kind, "x": _number(place.x + _PADDING), "y": _number(y)}
        ET.SubElement(group, "text", attributes).text = text


def _arrow(root: ET.Element, edge: Edge, route: Route) -> None:
    """The line of an arrow and its tip, which points to the right."""
    kind = " attack" if edge.kind in _ATTACKS else ""
    unsure = " unsure" if edge.is_unsure else ""
    ET.SubElement(root, "path", {"class": f"edge{kind}{unsure}", "d": _way(route)})
    x, y = route.points[-1]
    tip = f"M{_number(x)} {_number(y)}l-9 -4.5v9z"
    ET.SubElement(root, "path", {"class": f"tip{kind}", "d": tip})


def _way(route: Route) -> str:
    """The line: a bend and a level stretch in turn; with corners where it leads back."""
    points = [*route.points[:-1], (route.points[-1][0] - 8, route.points[-1][1])]
    start = f"M{_number(points[0][0])} {_number(points[0][1])}"
    if route.is_back:
        return start + "".join(f"L{_number(x)} {_number(y)}" for x, y in points[1:])
    way = [start]
    for index, (one, other) in enumerate(pairwise(points)):
        if index % 2:
            way.append(f"H{_number(other[0])}")
            continue
        bend = _number((one[0] + other[0]) / 2)
        way.append(f"C{bend} {_number(one[1])} {bend} {_number(other[1])} {_number(other[0])} {_number(other[1])}")
    return "".join(way)


def _short(name: str) -> str:
    """A name as long as a sentence bears it."""
    return wrapped(name, _NAME, _TOLD_WIDTH, 1)[0]


def _number(value: float) -> str:
    """A length with one place at the most."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
