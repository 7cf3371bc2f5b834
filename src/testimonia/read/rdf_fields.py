"""Claims, arguments and flags of an RDF file to the fields that an author would have written for them."""

from dataclasses import replace
from decimal import Decimal
from math import isfinite

from pyoxigraph import Literal, NamedNode

from testimonia.model.point import Point
from testimonia.model.quantity import Quantity, plain
from testimonia.read.rdf_nodes import Fields, Nodes, Term, filled
from testimonia.vocabulary import BIBO, CITO, DCT, GEO, OA, PROV, SCHEMA, SKOS, TM

_OWN_PATH = 3
"""Parts of the path of what belongs to a document: kind, document, key."""


def claim(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of a claim."""
    holder = nodes.node(subject, TM.holder)
    if holder is None:
        raise ValueError("'holder' is missing")
    narrator, via = _narrator_and_via(nodes, subject, holder)
    fields: Fields = {
        **_attested(nodes, subject),
        "narrator": narrator,
        "holder": _holder(nodes, subject, holder),
        "via": via,
        "paraphrase": nodes.english(subject, TM.paraphrase),
        "stance": nodes.word(subject, TM.stance, "stances"),
        "method": nodes.word(subject, TM.method, "methods"),
        "held": _time(nodes, nodes.node(subject, TM.time)),
        "references": _references(nodes, subject),
        "derived-from": _derived_from(nodes, subject),
        "qualifies": nodes.keys(subject, CITO.qualifies),
    }
    proposition = nodes.node(subject, TM.states)
    if proposition is not None:
        fields |= _content(nodes, proposition)
    return filled(fields, keep=("references",))


def argument(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of an argument."""
    kind = nodes.word(subject, DCT.type, "attackKinds")
    holder = nodes.node(subject, TM.holder)
    targets = nodes.keys(subject, TM.supports) + nodes.keys(subject, TM.attacks)
    return filled(
        {
            **_attested(nodes, subject),
            "narrator": nodes.curator,
            "holder": _holder(nodes, subject, holder) if holder is not None else "",
            "premises": nodes.keys(subject, TM.premise),
            kind or "supports": targets,
        }
    )


def flag(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of an editors' flag."""
    fields = _attested(nodes, subject)
    passages = fields.pop("passage")
    if not isinstance(passages, list) or len(passages) != 1:
        raise ValueError("a flag stands in one passage")
    fields |= {
        "narrator": nodes.curator,
        "passage": passages[0],
        "kind": nodes.word(subject, OA.hasBody, "flags"),
        "on": nodes.keys(subject, OA.hasTarget),
    }
    return filled(fields, keep=("on",))


def _content(nodes: Nodes, proposition: NamedNode) -> Fields:
    return {
        "about": nodes.key_of(proposition, TM.about),
        "aspect": nodes.word(proposition, TM.aspect, "aspects"),
        "value": [_value(nodes, value) for value in nodes.objects(proposition, TM.value)],
        "role": nodes.word(proposition, TM.role, "roles"),
        "quantity": [_quantity(nodes, node) for node in nodes.objects(proposition, TM.quantity)],
        "time": _time(nodes, nodes.node(proposition, TM.time)),
        "point": _point(nodes, nodes.node(proposition, TM.point)),
        "place": nodes.key_of(proposition, TM.place),
        "population": _population(nodes, proposition),
        "excludes": nodes.keys(proposition, TM.excludes),
        "definition": nodes.keys(proposition, TM.underDefinition),
    }


def _value(nodes: Nodes, value: Term) -> str:
    return f"{value.value}@{value.language or 'und'}" if isinstance(value, Literal) else nodes.key(value)


def _quantity(nodes: Nodes, node: Term) -> str:
    if not isinstance(node, NamedNode):
        raise ValueError(f"a quantity is a node with bound, figures and unit, not {node}")
    wordings = nodes.objects(node, SKOS.notation)
    wording = wordings[0].value if wordings else _worded(nodes, node)
    whole = nodes.node(node, TM.excludes) or nodes.node(node, TM.shareOf)
    remarks = nodes.objects(node, SKOS.note)
    written = wording
    if whole is not None:
        written += " of " + (" + ".join(_people(nodes, whole)) or nodes.claim_with(whole))
    written += f" ({remarks[0].value})" if remarks else ""
    quantity = Quantity.parse(written)
    for predicate, read in (
        (SCHEMA.value, quantity.value),
        (SCHEMA.minValue, quantity.least),
        (SCHEMA.maxValue, quantity.most),
    ):
        figure = nodes.words(node, predicate)
        if figure and (read is None or Decimal(figure) != read):
            raise ValueError(f"the wording '{wording}' and the figure {figure} do not agree")
    return written


def _worded(nodes: Nodes, node: NamedNode) -> str:
    """Bound and figures in words, where the node brings no wording of its own."""
    bound, unit = nodes.word(node, TM.boundKind, "boundKinds"), nodes.words(node, SCHEMA.unitText)
    value, least, most = (nodes.words(node, name) for name in (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue))
    if bound == "range":
        return f"{least} to {most} {unit}"
    if value or least or most:
        words = {"exact": "", "approx": "about "}.get(bound, bound.replace("-", " ") + " ")
        return f"{words}{value or least or most} {unit}"
    return f"{bound} {unit}" if bound in ("unknown", "unstated") else bound.replace("-", " ")


def _people(nodes: Nodes, whole: NamedNode) -> list[str]:
    """The people of a whole that no claim states; its path names them where the file does not."""
    path = nodes.path(whole)
    named = path.removeprefix("quantity/all/").split("+") if path.startswith("quantity/all/") else []
    return _population(nodes, whole) or named


def _population(nodes: Nodes, subject: NamedNode) -> list[str]:
    """One group, or the groups that a node for several stands for."""
    node = nodes.node(subject, TM.population)
    if node is None:
        return []
    return nodes.keys(node, SKOS.broader) if nodes.path(node).startswith("population/") else [nodes.key(node)]


def _time(nodes: Nodes, node: NamedNode | None) -> str:
    if node is None:
        return ""
    remark = nodes.words(node, SKOS.note)
    return nodes.words(node, TM.edtf) + (f" ({remark})" if remark else "")


def _point(nodes: Nodes, node: NamedNode | None) -> str:
    """A point as an author writes it, by its notation or, without one, by its well-known text."""
    if node is None:
        return ""
    notation, wkt = nodes.words(node, SKOS.notation), nodes.words(node, GEO.asWKT)
    accuracy = _metres(nodes.words(node, GEO.hasMetricSpatialAccuracy))
    if not notation:
        return replace(Point.from_wkt(wkt), within=accuracy).written()
    point = Point.parse(notation)
    if wkt and replace(point, within=None) != Point.from_wkt(wkt):
        raise ValueError(f"the wording '{notation}' and the geometry '{wkt}' do not agree")
    if accuracy is not None and (point.within is None or float(point.within) != float(accuracy)):
        raise ValueError(f"the wording '{notation}' and the accuracy of {plain(accuracy)} metres do not agree")
    return notation


def _metres(written: str) -> Decimal | None:
    if not written:
        return None
    try:
        return Decimal(str(float(written))) if isfinite(float(written)) else Decimal(0)
    except ValueError:
        raise ValueError(f"an accuracy is a number of metres, not '{written}'") from None


def _narrator_and_via(nodes: Nodes, subject: NamedNode, holder: NamedNode) -> tuple[str, list[str]]:
    """The voice of the document, and those before it; what the curator holds reaches us through no narrator."""
    voices = [key.removeprefix("actor:") for key in _voices(nodes, subject)]
    if nodes.path(holder) == f"actor/{nodes.curator}":
        return nodes.curator, voices
    return (voices[-1], voices[:-1]) if voices else (nodes.key(holder).removeprefix("actor:"), [])


def _voices(nodes: Nodes, subject: NamedNode) -> list[str]:
    """Those who pass a claim on, from the holder outwards."""
    attributions = nodes.nodes(subject, PROV.qualifiedAttribution)
    if not attributions:
        voices = nodes.keys(subject, TM.reportedBy)
        if len(voices) > 1:
            raise ValueError("the order of its voices is open; number them with prov:qualifiedAttribution")
        return voices
    positions = {nodes.words(node, SCHEMA.position): node for node in attributions}
    if not all(position.isdecimal() for position in positions) or len(positions) < len(attributions):
        raise ValueError("each of its voices has a schema:position, counted from 1")
    ordered = [positions[position] for position in sorted(positions, key=int)]
    return [nodes.key_of(node, PROV.agent) for node in ordered]


def _holder(nodes: Nodes, subject: NamedNode, holder: NamedNode) -> str:
    path = nodes.path(holder)
    if path == f"actor/{nodes.curator}":
        return "curator"
    if not path.startswith("actor/unnamed/"):
        return nodes.key(holder)
    made_for = path.removeprefix("actor/unnamed/")
    if made_for != nodes.path(subject).partition("/")[2]:
        return f"as in claim:{made_for}"
    ties = ", ".join(nodes.keys(holder, SKOS.related))
    return f"unnamed: {nodes.english(holder, SKOS.prefLabel)}" + (f" ({ties})" if ties else "")


def _references(nodes: Nodes, subject: NamedNode) -> list[str]:
    found = []
    for predicate, mark in ((TM.supportedBy, ""), (DCT.references, "?")):
        for node in nodes.nodes(subject, predicate):
            kind, _, *rest = nodes.path(node).split("/")
            if kind != "reference" or not rest:
                raise ValueError(f"'{nodes.path(node)}' is no reference; its address is reference/<document>/<key>")
            pages = nodes.words(node, BIBO.locator) if len(rest) > 1 else ""
            found.append(rest[0] + (f" p. {pages}" if pages else "") + mark)
    return found


def _derived_from(nodes: Nodes, subject: NamedNode) -> list[str]:
    derivation = NamedNode(nodes.base + nodes.path(subject).replace("claim/", "derivation/", 1))
    return nodes.keys(derivation, PROV.used)


def _attested(nodes: Nodes, subject: NamedNode) -> Fields:
    """Document, section, passages, note and date of recording: what claims, arguments and flags share."""
    kind, *rest = nodes.path(subject).split("/")
    if len(rest) != _OWN_PATH - 1:
        raise ValueError(f"'{nodes.path(subject)}' should be {kind}/<document>/<key>")
    passages = nodes.nodes(subject, TM.attestedIn)
    fields: Fields = {
        "source": rest[0],
        "section": next((nodes.words(node, TM.section) for node in passages), ""),
        "passage": [node.value.rpartition("/")[2] for node in passages],
        "note": nodes.english(subject, SKOS.editorialNote),
    }
    recorded = nodes.moment(nodes.node(subject, PROV.wasGeneratedBy))
    return fields | ({"recorded": recorded} if recorded else {})
