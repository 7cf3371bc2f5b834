"""The shapes as SPARQL: which nodes break a rule, found on Oxigraph in one pass over many.

SHACL Core becomes one SELECT a shape. It names the nodes only; pyshacl, the
reference, is then asked about those alone and says what is wrong. What the
compiler does not know it refuses, so no rule is passed over in silence.

Source:
    W3C, Shapes Constraint Language (SHACL), 2017, sections 2 to 4; the SPARQL
    definitions of the constraint components given there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from testimonia.vocabulary import RDF, RDFS, SH, XSD, turtle_quads

Term = NamedNode | BlankNode | Literal | Triple

_NOT_CONSTRAINTS = (SH.path, SH.message, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_ALSO_READ = (SH.flags, SH.ignoredProperties)
_CASTABLE = (XSD.boolean, XSD.date, XSD.dateTime, XSD.decimal, XSD.double, XSD.float, XSD.integer)
"""Datatypes whose text SPARQL can check by casting."""
_SAME_LANGUAGE = 'LANG({0}) != "" && LANG({0}) = LANG({1}) && !sameTerm({0}, {1})'
_PAIRS = {
    "disjoint": "sameTerm({0}, {1})",
    "lessThan": "!COALESCE({0} < {1}, false)",
    "lessThanOrEquals": "!COALESCE({0} <= {1}, false)",
}
_SIGNS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}


class NotCompiledError(ValueError):
    """The shapes use a part of SHACL that this compiler does not know."""


def suspects(store: Store) -> set[str]:
    """The IRIs of the nodes in a store's default graph that break a rule of the archive's shapes."""
    found: set[str] = set()
    for query in queries():
        answer = store.query(query)
        if isinstance(answer, QuerySolutions):
            found |= {row["this"].value for row in answer if isinstance(row["this"], NamedNode)}
    return found


@lru_cache(maxsize=1)
def queries() -> tuple[str, ...]:
    """One SELECT for each shape of the archive that has a target."""
    return compiled(turtle_quads("shapes", without="ontology.ttl"))


@lru_cache(maxsize=1)
def targets() -> frozenset[Term]:
    """The classes that the archive's shapes speak of, with all that the ontology puts below them."""
    shapes = turtle_quads("shapes", without="ontology.ttl")
    return frozenset(kind for quad in shapes if quad.predicate == SH.targetClass for kind in _kinds_of(quad.object))


def compiled(shapes: Iterable[Quad]) -> tuple[str, ...]:
    """One SELECT for each shape with a target; ``?this`` are the nodes that break it.

    Raises:
        NotCompiledError: A constraint is none of SHACL Core that is known here.
    """
    compiler = _Compiler(shapes)
    return tuple(compiler.query(shape, target) for shape, target in compiler.targets())


class _Compiler:
    def __init__(self, shapes: Iterable[Quad]) -> None:
        self._triples: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in shapes:
            self._triples[quad.subject][quad.predicate].append(quad.object)
        self._count = 0

    def targets(self) -> Iterator[tuple[Term, str]]:
        """Each shape with a pattern for the nodes that it is about."""
        for shape in sorted(self._triples, key=str):
            for target in self._triples[shape].get(SH.targetClass, []):
                yield shape, f"VALUES ?kind {{ {' '.join(map(str, _kinds_of(target)))} }} ?this {RDF.type} ?kind ."
            for target in self._triples[shape].get(SH.targetSubjectsOf, []):
                yield shape, f"?this {target} ?any ."
            for target in self._triples[shape].get(SH.targetObjectsOf, []):
                yield shape, f"?any {target} ?this ."

    def query(self, shape: Term, target: str) -> str:
        """The nodes of a target that break a shape."""
        broken = " ||\n  ".join(self._violations(shape, "?this")) or "false"
        return f"SELECT DISTINCT ?this WHERE {{ {target}\n  FILTER(\n  {broken}\n) }}"

    def _variable(self) -> str:
        self._count += 1
        return f"?v{self._count}"

    def _violations(self, shape: Term, node: str) -> list[str]:
        """Expressions, each true where the node breaks a constraint of the shape."""
        has_path = SH.path in self._triples[shape]
        found = []
        for predicate, values in self._triples[shape].items():
            if not predicate.value.startswith(SH.base) or predicate in _NOT_CONSTRAINTS or predicate in _ALSO_READ:
                continue
            constraint = self._on_path if has_path else self._on_value
            found += [constraint(shape, predicate, value, node) for value in values]
        return found

    def _on_path(self, shape: Term, predicate: NamedNode, value: Term, node: str) -> str:
        """A constraint of a property shape."""
        path = self._triples[shape][SH.path][0]
        name = predicate.value.removeprefix(SH.base)
        if name in ("minCount", "maxCount"):
            return self._count_constraint(name, value, node, path)
        if name == "hasValue":
            return f"!{self._reach(node, path, lambda one: f'sameTerm({one}, {value})')}"
        if name == "uniqueLang":
            return self._two(node, path, path, _SAME_LANGUAGE) if _is_true(value) else "false"
        if name in _PAIRS:
            return self._two(node, path, value, _PAIRS[name])
        return self._reach(node, path, lambda one: self._on_value(shape, predicate, value, one))

    def _count_constraint(self, name: str, value: Term, node: str, path: Term) -> str:
        number = value.value if isinstance(value, Literal) else ""
        if (name, number) == ("minCount", "0"):
            return "false"
        if (name, number) == ("minCount", "1"):
            return f"!{self._reach(node, path)}"
        if (name, number) == ("maxCount", "0"):
            return self._reach(node, path)
        if (name, number) == ("maxCount", "1"):
            return self._two(node, path, path, "!sameTerm({0}, {1})")
        raise NotCompiledError(f"{name} {value}: only none, one and at least one are known")

    def _reach(self, node: str, path: Term, holds: Callable[[str], str] | None = None) -> str:
        """EXISTS: a value along the path for which something holds.

        A step of its own for each part of a sequence, so that every pattern
        begins at a node that is known: Oxigraph plans the inside of an EXISTS
        without knowing what is bound outside.
        """
        return self._reach_steps(node, self._list(path) if RDF.first in self._triples.get(path, {}) else [path], holds)

    def _reach_steps(self, node: str, steps: list[Term], holds: Callable[[str], str] | None) -> str:
        if not steps:
            return holds(node) if holds else ""
        one = self._variable()
        inner = self._reach_steps(one, steps[1:], holds)
        return f"EXISTS {{ {node} {self._path(steps[0])} {one}{f' FILTER({inner})' if inner else ''} }}"

    def _two(self, node: str, path: Term, other: Term, condition: str) -> str:
        """EXISTS: a value along each of two paths, of which a condition holds."""
        return self._reach(node, path, lambda one: self._reach(node, other, lambda two: condition.format(one, two)))

    def _on_value(self, shape: Term, predicate: NamedNode, value: Term, node: str) -> str:
        """A constraint that each value node must meet by itself."""
        name = predicate.value.removeprefix(SH.base)
        text = value.value if isinstance(value, Literal) else ""
        if name in _SIGNS:
            return f"!COALESCE({node} {_SIGNS[name]} {value}, false)"
        forms: dict[str, Callable[[], str]] = {
            "and": lambda: self._combined(name, value, node),
            "class": lambda: _wrong_class(node, value),
            "closed": lambda: self._closed(shape, node) if _is_true(value) else "false",
            "datatype": lambda: _wrong_datatype(node, value),
            "disjoint": lambda: f"EXISTS {{ {node} {value} {node} }}",
            "hasValue": lambda: f"!sameTerm({node}, {value})",
            "in": lambda: "!(" + " || ".join(f"sameTerm({node}, {item})" for item in self._list(value)) + ")",
            "maxLength": lambda: f"(isBlank({node}) || STRLEN(STR({node})) > {text})",
            "minLength": lambda: f"(isBlank({node}) || STRLEN(STR({node})) < {text})",
            "node": lambda: f"!({self._conforms(value, node)})",
            "nodeKind": lambda: f"!({_kind(value, node)})",
            "not": lambda: f"({self._conforms(value, node)})",
            "or": lambda: self._combined(name, value, node),
            "pattern": lambda: self._pattern(shape, value, node),
            "property": lambda: self._any(self._violations(value, node)),
            "xone": lambda: self._combined(name, value, node),
        }
        if name not in forms:
            raise NotCompiledError(f"{predicate} is not known to the compiler")
        return forms[name]()

    def _pattern(self, shape: Term, value: Term, node: str) -> str:
        flags = self._triples[shape].get(SH.flags, [Literal("")])[0]
        return f"(isBlank({node}) || !REGEX(STR({node}), {value}, {flags}))"

    def _conforms(self, shape: Term, node: str) -> str:
        return f"!({self._any(self._violations(shape, node))})"

    @staticmethod
    def _any(violations: list[str]) -> str:
        return "(" + " || ".join(violations) + ")" if violations else "false"

    def _combined(self, name: str, value: Term, node: str) -> str:
        parts = [f"({self._conforms(item, node)})" for item in self._list(value)]
        if name == "or":
            return "!(" + " || ".join(parts) + ")"
        if name == "and":
            return "!(" + " && ".join(parts) + ")"
        return "(" + " + ".join(f"IF({part}, 1, 0)" for part in parts) + ") != 1"

    def _closed(self, shape: Term, node: str) -> str:
        known = [path for prop in self._triples[shape].get(SH.property, []) for path in self._triples[prop][SH.path]]
        for ignored in self._triples[shape].get(SH.ignoredProperties, []):
            known += self._list(ignored)
        predicate, value = self._variable(), self._variable()
        listed = ", ".join(str(path) for path in known if isinstance(path, NamedNode))
        return f"EXISTS {{ {node} {predicate} {value} FILTER({predicate} NOT IN ({listed})) }}"

    def _path(self, path: Term) -> str:
        if isinstance(path, NamedNode) and RDF.first not in self._triples.get(path, {}):
            return str(path)
        steps = self._triples[path]
        if RDF.first in steps:
            return "(" + "/".join(self._path(step) for step in self._list(path)) + ")"
        if SH.inversePath in steps:
            return f"^({self._path(steps[SH.inversePath][0])})"
        if SH.alternativePath in steps:
            return "(" + "|".join(self._path(step) for step in self._list(steps[SH.alternativePath][0])) + ")"
        for predicate, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
            if predicate in steps:
                return f"({self._path(steps[predicate][0])}){sign}"
        raise NotCompiledError(f"the path {path} is not known to the compiler")

    def _list(self, head: Term) -> list[Term]:
        items = []
        while head != RDF.nil:
            items += self._triples[head][RDF.first]
            head = self._triples[head][RDF.rest][0]
        return items


@lru_cache(maxsize=64)
def _kinds_of(kind: Term) -> tuple[Term, ...]:
    """A class and all that the ontology puts below it."""
    below = [q.subject for q in _subclasses() if q.object == kind]
    return (kind, *sorted({sub for node in below for sub in _kinds_of(node)} - {kind}, key=str))


@lru_cache(maxsize=1)
def _subclasses() -> tuple[Quad, ...]:
    return tuple(quad for quad in turtle_quads("ontology") if quad.predicate == RDFS.subClassOf)


def _wrong_class(node: str, kind: Term) -> str:
    return "!(" + " || ".join(f"EXISTS {{ {node} {RDF.type} {kind} }}" for kind in _kinds_of(kind)) + ")"


def _is_true(value: Term) -> bool:
    return isinstance(value, Literal) and value.value in ("true", "1")


def _wrong_datatype(node: str, datatype: Term) -> str:
    """Not a literal of the datatype, or one whose text the datatype does not allow."""
    is_of_it = f"(isLiteral({node}) && DATATYPE({node}) = {datatype})"
    if datatype not in _CASTABLE:
        return f"!{is_of_it}"
    return f'!({is_of_it} && COALESCE(STR({datatype}(STR({node}))), "") != "")'


def _kind(kind: Term, node: str) -> str:
    tests = {
        SH.IRI: f"isIRI({node})",
        SH.Literal: f"isLiteral({node})",
        SH.BlankNode: f"isBlank({node})",
        SH.BlankNodeOrIRI: f"!isLiteral({node})",
        SH.IRIOrLiteral: f"!isBlank({node})",
    }
    if kind not in tests:
        raise NotCompiledError(f"the node kind {kind} is not known to the compiler")
    return tests[kind]  # type: ignore[index]
