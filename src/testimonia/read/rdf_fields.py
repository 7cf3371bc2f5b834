"""One node of an RDF file to the fields that an author would have written for it."""

from collections import defaultdict
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.model.archive import Settings
from testimonia.vocabulary import BIBO, CITO, DCT, OA, PROV, RDF, SCHEMA, SKOS, TM, Vocabulary, short

Fields = dict[str, object]

_PARTS = (TM.Proposition, TM.Quantity, TM.TimeExtent, TM.Passage, TM.Derivation, OA.TextPositionSelector)
_PARTS_OF_PROV = (PROV.Activity, PROV.Attribution)
_FIGURES = ((SCHEMA.value, "{} {}"), (SCHEMA.minValue, "at least {} {}"), (SCHEMA.maxValue, "at most {} {}"))


class Nodes:
    """The triples of a file by subject, and the paths and words behind IRIs."""

    def __init__(self, quads: list[Quad], settings: Settings, vocabulary: Vocabulary) -> None:
        self.base = settings.base
        self.curator = settings.curator
        self.vocabulary = vocabulary
        self._by_subject: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._stated_by: dict[NamedNode, NamedNode] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._by_subject[quad.subject][quad.predicate].append(quad.object)
                if quad.predicate == TM.states and isinstance(quad.object, NamedNode):
                    self._stated_by[quad.object] = quad.subject

    @property
    def subjects(self) -> list[NamedNode]:
        """All nodes that the file describes, in a stable order."""
        return sorted(self._by_subject, key=lambda node: node.value)

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        """What a property of a node names, in a stable order."""
        return sorted(self._by_subject.get(subject, {}).get(predicate, []), key=str)

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | Literal | None:
        """The first of them."""
        return next(iter(self.objects(subject, predicate)), None)

    def predicates(self, subject: NamedNode) -> list[NamedNode]:
        """The properties that a node has."""
        return list(self._by_subject[subject])

    def is_part(self, subject: NamedNode) -> bool:
        """Whether the node is read with the claim that it belongs to."""
        return any(kind in (*_PARTS, *_PARTS_OF_PROV) for kind in self.objects(subject, RDF.type))

    def path(self, node: NamedNode) -> str:
        """The path of a node under the archive's base."""
        return node.value.removeprefix(self.base)

    def key(self, node: NamedNode | Literal) -> str:
        """A node as an author writes it: ``event:key``, ``claim:source/key``, ``question:event:key/aspect``."""
        if not isinstance(node, NamedNode) or not node.value.startswith(self.base):
            raise ValueError(f"{node} is no node of this archive")
        kind, _, rest = self.path(node).partition("/")
        if kind != "proposition":
            return f"{kind}:{rest}"
        kind, _, rest = rest.partition("/")
        return f"question:{kind}:{rest}"

    def keys(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        """The keys behind a property."""
        return [self.key(node) for node in self.objects(subject, predicate)]

    def word(self, subject: NamedNode, predicate: NamedNode, scheme: str) -> str:
        """The vocabulary's word behind a property; empty where the node lacks it."""
        node = self.one(subject, predicate)
        if node is None:
            return ""
        word = self.vocabulary.words.get((scheme, node.value))
        if word is None:
            raise ValueError(f"{short(node.value)} is not in the vocabulary of {scheme}")
        return word

    def words(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The words of a literal; empty where there are none."""
        node = self.one(subject, predicate)
        return node.value if node is not None else ""

    def claim_with(self, quantity: NamedNode) -> str:
        """The claim that gives a figure, as an author writes it."""
        for proposition, claim in self._stated_by.items():
            if quantity in self.objects(proposition, TM.quantity):
                return self.key(claim)
        raise ValueError(f"no claim of this file gives the figure '{self.path(quantity)}', of which another is a part")


def claim(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of a claim."""
    voices = _voices(nodes, subject)
    holder = nodes.one(subject, TM.holder)
    if not isinstance(holder, NamedNode):
        raise ValueError("'holder' is missing")
    fields: Fields = {
        **_attested(nodes, subject),
        "narrator": voices[-1].removeprefix("actor:") if voices else nodes.key(holder).removeprefix("actor:"),
        "holder": _holder(nodes, subject, holder),
        "via": voices[:-1],
        "paraphrase": nodes.words(subject, TM.paraphrase),
        "stance": nodes.word(subject, TM.stance, "stances"),
        "method": nodes.word(subject, TM.method, "methods"),
        "held": _time(nodes, nodes.one(subject, TM.time)),
        "references": _references(nodes, subject),
        "derived-from": _derived_from(nodes, subject),
        "qualifies": nodes.keys(subject, CITO.qualifies),
    }
    proposition = nodes.one(subject, TM.states)
    if isinstance(proposition, NamedNode):
        fields |= _content(nodes, proposition)
    return _filled(fields, keep=("references",))


def argument(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of an argument."""
    kind = nodes.word(subject, DCT.type, "attackKinds")
    holder = nodes.one(subject, TM.holder)
    targets = nodes.keys(subject, TM.supports) + nodes.keys(subject, TM.attacks)
    return _filled(
        {
            **_attested(nodes, subject),
            "narrator": nodes.curator,
            "holder": _holder(nodes, subject, holder) if isinstance(holder, NamedNode) else "",
            "premises": nodes.keys(subject, TM.premise),
            kind or "supports": targets,
        }
    )


def flag(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of an editors' flag."""
    fields = _attested(nodes, subject)
    passages = fields.pop("passage")
    return _filled(
        {
            **fields,
            "narrator": nodes.curator,
            "passage": passages[0] if isinstance(passages, list) and passages else "",
            "kind": nodes.word(subject, OA.hasBody, "flags"),
            "on": nodes.keys(subject, OA.hasTarget),
        }
    )


def _entity(scheme: str) -> Callable[[Nodes, NamedNode], Fields]:
    def read(nodes: Nodes, subject: NamedNode) -> Fields:
        names = {
            node.language or "": node.value
            for node in nodes.objects(subject, SKOS.prefLabel)
            if isinstance(node, Literal)
        }
        fields: Fields = {
            "name": names.pop("en", ""),
            "names": names,
            "note": nodes.words(subject, SKOS.editorialNote),
        }
        if scheme:
            fields["kind"] = nodes.word(subject, DCT.type, scheme)
        else:
            fields["broader"] = nodes.keys(subject, SKOS.broader)
            fields["aspect"] = nodes.word(subject, SKOS.related, "aspects")
        return _filled(fields)

    return read


def _content(nodes: Nodes, proposition: NamedNode) -> Fields:
    return {
        "about": nodes.keys(proposition, TM.about)[0] if nodes.objects(proposition, TM.about) else "",
        "aspect": nodes.word(proposition, TM.aspect, "aspects"),
        "value": [_value(nodes, value) for value in nodes.objects(proposition, TM.value)],
        "role": nodes.word(proposition, TM.role, "roles"),
        "quantity": [_quantity(nodes, node) for node in nodes.objects(proposition, TM.quantity)],
        "time": _time(nodes, nodes.one(proposition, TM.time)),
        "place": "".join(nodes.keys(proposition, TM.place)[:1]),
        "population": _population(nodes, proposition),
        "excludes": nodes.keys(proposition, TM.excludes),
        "definition": nodes.keys(proposition, TM.underDefinition),
    }


def _value(nodes: Nodes, value: NamedNode | Literal) -> str:
    return f"{value.value}@{value.language or 'und'}" if isinstance(value, Literal) else nodes.key(value)


def _quantity(nodes: Nodes, node: NamedNode | Literal) -> str:
    if not isinstance(node, NamedNode):
        raise ValueError(f"a quantity is a node with bound, figures and unit, not {node}")
    wording = nodes.words(node, SKOS.notation) or _worded(nodes, node)
    whole = nodes.one(node, TM.excludes) or nodes.one(node, TM.shareOf)
    remark = nodes.words(node, SKOS.note)
    share = ""
    if isinstance(whole, NamedNode):
        share = " of " + (" + ".join(_population(nodes, whole)) or nodes.claim_with(whole))
    return f"{wording}{share}" + (f" ({remark})" if remark else "")


def _worded(nodes: Nodes, node: NamedNode) -> str:
    """Bound and figures in words, where the node brings no wording of its own."""
    bound, unit = nodes.word(node, TM.boundKind, "boundKinds"), nodes.words(node, SCHEMA.unitText)
    value, least, most = (nodes.words(node, predicate) for predicate, _ in _FIGURES)
    if bound == "range":
        return f"{least} to {most} {unit}"
    if value or least or most:
        words = {"exact": "", "approx": "about "}.get(bound, bound.replace("-", " ") + " ")
        return f"{words}{value or least or most} {unit}"
    return f"{bound} {unit}" if bound in ("unknown", "unstated") else bound.replace("-", " ")


def _population(nodes: Nodes, subject: NamedNode) -> list[str]:
    """One group, or the groups that a node for several stands for."""
    node = nodes.one(subject, TM.population)
    if not isinstance(node, NamedNode):
        return []
    return nodes.keys(node, SKOS.broader) if nodes.path(node).startswith("population/") else [nodes.key(node)]


def _time(nodes: Nodes, node: NamedNode | Literal | None) -> str:
    if not isinstance(node, NamedNode):
        return ""
    remark = nodes.words(node, SKOS.note)
    return nodes.words(node, TM.edtf) + (f" ({remark})" if remark else "")


def _voices(nodes: Nodes, subject: NamedNode) -> list[str]:
    """Those who pass a claim on, from the holder outwards."""
    attributions = [node for node in nodes.objects(subject, PROV.qualifiedAttribution) if isinstance(node, NamedNode)]
    ordered = sorted(attributions, key=lambda node: int(nodes.words(node, SCHEMA.position) or 0))
    return [key for node in ordered for key in nodes.keys(node, PROV.agent)] or nodes.keys(subject, TM.reportedBy)


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
    return f"unnamed: {nodes.words(holder, SKOS.prefLabel)}" + (f" ({ties})" if ties else "")


def _references(nodes: Nodes, subject: NamedNode) -> list[str]:
    found = []
    for predicate, mark in ((TM.supportedBy, ""), (DCT.references, "?")):
        for node in nodes.objects(subject, predicate):
            if isinstance(node, NamedNode):
                pages = nodes.words(node, BIBO.locator)
                key = nodes.path(node).split("/")[2]
                found.append(key + (f" p. {pages}" if "/p-" in node.value and pages else "") + mark)
    return found


def _derived_from(nodes: Nodes, subject: NamedNode) -> list[str]:
    derivation = NamedNode(nodes.base + nodes.path(subject).replace("claim/", "derivation/", 1))
    return nodes.keys(derivation, PROV.used)


def _attested(nodes: Nodes, subject: NamedNode) -> Fields:
    """Document, section, passages, note and date of recording: what claims, arguments and flags share."""
    passages = [node for node in nodes.objects(subject, TM.attestedIn) if isinstance(node, NamedNode)]
    activity = nodes.one(subject, PROV.wasGeneratedBy)
    fields: Fields = {
        "source": nodes.path(subject).split("/")[1],
        "section": next((nodes.words(node, TM.section) for node in passages), ""),
        "passage": [node.value.rpartition("/")[2] for node in passages],
        "note": nodes.words(subject, SKOS.editorialNote),
    }
    if isinstance(activity, NamedNode):
        fields["recorded"] = nodes.words(activity, PROV.endedAtTime)
    return fields


def _filled(fields: Fields, keep: tuple[str, ...] = ()) -> Fields:
    return {name: value for name, value in fields.items() if value or name in keep}


_SHARED = {TM.attestedIn, TM.holder, PROV.wasGeneratedBy, SKOS.editorialNote, DCT.type}
_ENTITY = {SKOS.prefLabel, SKOS.hiddenLabel, SKOS.editorialNote, SKOS.related, SKOS.broader, DCT.type}
_CLAIM = {
    *_SHARED,
    TM.states,
    TM.reportedBy,
    TM.stance,
    TM.sourcing,
    TM.paraphrase,
    TM.method,
    TM.time,
    TM.supportedBy,
    DCT.references,
    CITO.qualifies,
    PROV.qualifiedAttribution,
}

Reader = tuple[str, Callable[[Nodes, NamedNode], Fields], set[NamedNode]]

READERS: dict[object, Reader] = {
    TM.Claim: ("claim", claim, _CLAIM),
    TM.Argument: ("argument", argument, {*_SHARED, TM.premise, TM.supports, TM.attacks}),
    TM.EditorialFlag: (
        "flag",
        flag,
        {*_SHARED, OA.hasTarget, OA.hasBody, OA.motivatedBy, PROV.wasAttributedTo},
    ),
    TM.Event: ("event", _entity("eventTypes"), _ENTITY),
    TM.Actor: ("actor", _entity("actorKinds"), _ENTITY),
    TM.Place: ("place", _entity("placeKinds"), _ENTITY),
    SKOS.Concept: ("concept", _entity(""), _ENTITY),
}
"""Each class with the kind of block, what reads it, and the properties that it may have."""
