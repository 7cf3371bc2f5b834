"""The shapes as a data dictionary: for each class what the check asks of it, property by property."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from testimonia.pages.archive import Archive
from testimonia.pages.model import model
from testimonia.pages.names import Text, best
from testimonia.pages.reader import Reader
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import RDF, RDFS, SH, TM, short, turtle_quads

PAGE: Final = "shapes"
_SHAPES: Final = "https://w3id.org/testimonia/shapes#"
_SIGNS: Final = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "({})*",
    SH.oneOrMorePath: "({})+",
    SH.zeroOrOnePath: "({})?",
}
_KINDS: Final = ("class", "datatype", "nodeKind", "hasValue", "node", "pattern", "minInclusive", "maxInclusive")
Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is asked of one property, or of the thing as a whole, where ``path`` is empty.

    ``kinds`` are pairs of a key of the words and what stands there.
    """

    path: str
    least: str
    most: str
    kinds: tuple[tuple[str, str], ...]
    message: Text
    comment: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A class and what is asked of it."""

    name: str
    iri: str
    comment: Text
    rules: tuple[Rule, ...]


class Shapes:
    """The shapes that ship with the program."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self._values: dict[tuple[object, NamedNode], list[object]] = defaultdict(list)
        for quad in quads:
            self._values[quad.subject, quad.predicate].append(quad.object)
        targets = sorted((quad.object, quad.subject) for quad in quads if quad.predicate == SH.targetClass)
        self._shapes: dict[NamedNode, list[Node]] = defaultdict(list)
        for kind, shape in targets:
            if isinstance(kind, NamedNode) and isinstance(shape, Node):
                self._shapes[kind].append(shape)

    def classes(self, language: str) -> Iterator[Shaped]:
        """Each class of which something is asked: our own first, by short name."""
        for kind in sorted(self._shapes, key=lambda one: (not one.value.startswith(TM.base), short(one.value))):
            shapes = self._shapes[kind]
            rules = tuple(rule for shape in shapes for rule in self._rules(shape, language))
            comment = next(
                (text for shape in shapes if (text := self._text(shape, RDFS.comment, language)).text), Text("")
            )
            if rules:
                yield Shaped(name=short(kind.value), iri=kind.value, comment=comment, rules=rules)

    def _rules(self, shape: Node, language: str) -> Iterator[Rule]:
        properties = [one for one in self._values[shape, SH.property] if isinstance(one, Node)]
        for one in sorted(properties, key=lambda node: (self._path(node), str(node))):
            yield self._rule(one, language)
        if self._values.get((shape, SH.message)):
            yield self._rule(shape, language)

    def _rule(self, shape: Node, language: str) -> Rule:
        return Rule(
            path=self._path(shape),
            least=self._one(shape, SH.minCount),
            most=self._one(shape, SH.maxCount),
            kinds=tuple((kind, value) for kind in _KINDS if (value := self._one(shape, SH[kind]))),
            message=self._text(shape, SH.message, language),
            comment=self._text(shape, RDFS.comment, language),
        )

    def _path(self, shape: Node) -> str:
        return next((self._told(path) for path in self._values.get((shape, SH.path), ())), "")

    def _told(self, path: object) -> str:
        """A path in the signs of SPARQL: ``a/b``, ``^a``, ``a|b``."""
        if isinstance(path, NamedNode):
            return short(path.value)
        if any(self._values.get((path, RDF.first), ())):
            return "/".join(self._told(step) for step in self._list(path))
        for either in self._values.get((path, SH.alternativePath), ()):
            return "|".join(self._told(step) for step in self._list(either))
        signs = ((sign, self._values.get((path, predicate), ())) for predicate, sign in _SIGNS.items())
        return next(sign.format(self._told(found[0])) for sign, found in signs if found)

    def _list(self, node: object) -> Iterator[object]:
        while node != RDF.nil:
            yield self._values[node, RDF.first][0]
            node = self._values[node, RDF.rest][0]

    def _one(self, shape: Node, predicate: NamedNode) -> str:
        found = sorted(self._values.get((shape, predicate), ()), key=str)
        return ", ".join(_shown(one) for one in found if isinstance(one, NamedNode | Literal))

    def _text(self, shape: Node, predicate: NamedNode, language: str) -> Text:
        found = [text for text in self._values.get((shape, predicate), ()) if isinstance(text, Literal)]
        return best(found, language) or Text("")


def _shown(node: NamedNode | Literal) -> str:
    """A node by its short name, one of our shapes by its own; a text as it is."""
    return short(node.value).removeprefix(_SHAPES) if isinstance(node, NamedNode) else node.value


@cache
def shapes() -> Shapes:
    """The shapes, read once."""
    return Shapes(turtle_quads("shapes"))


@cache
def dictionary(language: str) -> tuple[Shaped, ...]:
    """All classes of which something is asked, in a language."""
    return tuple(shapes().classes(language))


def sheet(archive: Archive, reader: Reader) -> Sheet:
    """The page of the shapes, with the classes and what lies between them."""
    return Sheet(
        template="shapes.html",
        path="",
        title="nav.shapes",
        kind=PAGE,
        crumbs=(Crumb("nav.vocabulary", site="vocab", is_key=True), Crumb("nav.shapes", is_key=True)),
        values={"classes": dictionary(reader.language), "model": model(archive)},
    )
