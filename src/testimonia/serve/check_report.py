"""The outcome of a check as a SHACL validation report, for programs that know SHACL.

Source:
    W3C, Shapes Constraint Language (SHACL), 2017, section 3.6. What is wrong
    with the file's form is a result without a shape.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from testimonia.publish import FORMATS
from testimonia.vocabulary import PREFIXES, RDF, SH, XSD

_SEVERITIES: Final = {name: SH[name] for name in ("Violation", "Warning", "Info")}


def report(result: Mapping[str, Any], form: str, base: str) -> bytes:
    """The report in one of the formats of :data:`testimonia.publish.FORMATS`."""
    return FORMATS[form].write(list(_quads(result, base)), base)


def _quads(result: Mapping[str, Any], base: str) -> Iterator[Quad]:
    node = NamedNode(f"{base}check/report")
    yield Quad(node, RDF.type, SH.ValidationReport)
    conforms = "true" if result["conforms"] else "false"
    yield Quad(node, SH.conforms, Literal(conforms, datatype=XSD.boolean))
    findings: Sequence[Mapping[str, Any]] = result["findings"]
    for number, finding in enumerate(findings, 1):
        one = NamedNode(f"{base}check/result-{number}")
        yield Quad(node, SH.result, one)
        yield Quad(one, RDF.type, SH.ValidationResult)
        yield from (Quad(one, predicate, value) for predicate, value in _properties(finding))


def _properties(finding: Mapping[str, Any]) -> Iterator[tuple[NamedNode, NamedNode | BlankNode | Literal]]:
    yield SH.resultSeverity, _SEVERITIES.get(finding["severity"], SH.Violation)
    for language, words in finding["messages"].items():
        yield SH.resultMessage, Literal(words, language=language) if language else Literal(words)
    for name, predicate in (("node", SH.focusNode), ("path", SH.resultPath), ("shape", SH.sourceShape)):
        if node := _node(str(finding.get(name, ""))):
            yield predicate, node
    if node := _node(str(finding.get("component", ""))):
        yield SH.sourceConstraintComponent, node
    if finding.get("value"):
        yield SH.value, Literal(finding["value"])


def _node(written: str) -> NamedNode | None:
    """A node, from its IRI, a short form of ours, or the label of a blank node; None for what can be none."""
    prefix, colon, local = written.partition(":")
    iri = PREFIXES[prefix] + local if colon and prefix in PREFIXES else written
    try:
        return NamedNode(f"urn:blank:{local}" if prefix == "_" else iri) if written else None
    except ValueError:
        return None
