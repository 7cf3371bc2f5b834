"""What the shapes find in a graph of anybody's, told whole: node, path, severity, shape, words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Quad
from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from testimonia.validate import suspected
from testimonia.validate.reference import report_graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of SHACL validation; IRIs are plain text, and what a result lacks is empty."""

    node: str
    path: str = ""
    value: str = ""
    severity: str = "Violation"
    shape: str = ""
    component: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)


def findings(quads: Sequence[Quad], focus: Iterable[str], most: int) -> tuple[list[Finding], int]:
    """What the shapes find in some nodes of a graph, told whole; where they are many, the compiled shapes choose.

    Returns:
        The findings, and how many nodes at fault were not looked at closely because there are more than ``most``.
    """
    nodes = sorted(suspected(quads, set(focus)))
    return _told(quads, nodes[:most]) if nodes else [], max(0, len(nodes) - most)


def _told(quads: Sequence[Quad], focus: Iterable[str]) -> list[Finding]:
    """The results for some nodes, in the order of nodes and paths."""
    report = report_graph(quads, sorted(focus))
    found = [_finding(report, result) for result in report.objects(None, SH.result)]
    return sorted(found, key=lambda one: (one.node, one.path, one.shape, one.value))


def _finding(report: Graph, result: Node) -> Finding:
    literals = (words for words in report.objects(result, SH.resultMessage) if isinstance(words, RdfLiteral))
    return Finding(
        node=str(report.value(result, SH.focusNode)),
        path=_iri(report.value(result, SH.resultPath)),
        value=_text(report.value(result, SH.value)),
        severity=_iri(report.value(result, SH.resultSeverity)).removeprefix(str(SH)) or "Violation",
        shape=_iri(report.value(result, SH.sourceShape)),
        component=_iri(report.value(result, SH.sourceConstraintComponent)),
        messages={words.language or "": str(words) for words in literals},
    )


def _iri(term: Node | None) -> str:
    return str(term) if isinstance(term, URIRef) else ""


def _text(term: Node | None) -> str:
    return "" if term is None or isinstance(term, BNode) else str(term)
