"""Entities, works and references of an RDF file to the fields that an author would have written for them."""

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from testimonia.read.rdf_nodes import Fields, Nodes, filled
from testimonia.vocabulary import BIBO, CITO, DCT, OA, SCHEMA, SKOS, TM

SPELLING = "spelling-of-"
"""How the key of a claim begins that a spelling in a register has made."""

_DETAILS = {
    "volume": BIBO.volume,
    "issue": BIBO.issue,
    "pages": BIBO.pages,
    "edition": BIBO.edition,
    "publisher": SCHEMA.publisher,
    "place-of-publication": SCHEMA.locationCreated,
}


def entity(scheme: str) -> Callable[[Nodes, NamedNode], Fields]:
    """A reader of the entries of one register; ``scheme`` is that of their kinds, if they have any."""

    def read(nodes: Nodes, subject: NamedNode) -> Fields:
        names = _by_language(nodes, subject, SKOS.prefLabel)
        fields: Fields = {
            "name": names.pop("en", ""),
            "names": names,
            "spelt": _spelt(nodes, subject),
            "note": nodes.english(subject, SKOS.editorialNote),
        }
        if scheme:
            fields["kind"] = nodes.word(subject, DCT.type, scheme)
        else:
            fields["broader"] = nodes.keys(subject, SKOS.broader)
            fields["aspect"] = nodes.word(subject, SKOS.related, "aspects")
        return filled(fields)

    return read


def work(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of a work."""
    title = nodes.one(subject, DCT.title)
    fields: Fields = {
        "name": title.value if title is not None else "",
        "language": title.language or "" if isinstance(title, Literal) else "",
        "names": _by_language(nodes, subject, SKOS.altLabel),
        "kind": nodes.word(subject, DCT.type, "sourceKinds"),
        "creators": nodes.keys(subject, DCT.creator),
        "issued": nodes.words(subject, DCT.issued),
        "identifiers": [node.value for node in nodes.objects(subject, DCT.identifier)],
        "in": nodes.key_of(subject, DCT.isPartOf),
        "note": nodes.english(subject, SKOS.editorialNote),
    }
    return filled(fields | {name: nodes.words(subject, predicate) for name, predicate in _DETAILS.items()})


def reference(nodes: Nodes, subject: NamedNode) -> Fields:
    """The fields of an entry by which a document cites a work."""
    found_in = nodes.node(subject, DCT.relation)
    return filled(
        {
            "source": nodes.path(subject).split("/")[1],
            "written": nodes.words(subject, SKOS.notation),
            "cites": nodes.key_of(subject, CITO.hasCitedEntity),
            "resolution": nodes.word(subject, TM.resolution, "resolutions"),
            "pages": nodes.words(subject, BIBO.locator),
            "candidates": nodes.keys(subject, DCT.references),
            "found-in": nodes.path(found_in).removeprefix("reference/") if found_in else "",
            "passage": [node.value.rpartition("/")[2] for node in nodes.nodes(subject, TM.attestedIn)],
            "note": nodes.english(subject, SKOS.editorialNote),
        }
    )


def _by_language(nodes: Nodes, subject: NamedNode, predicate: NamedNode) -> dict[str, str]:
    """Names by the tag of their language.

    Raises:
        ValueError: There are two in one language, or one in none.
    """
    names: dict[str, str] = {}
    for node in nodes.objects(subject, predicate):
        language = node.language or "" if isinstance(node, Literal) else ""
        if not language or language in names:
            raise ValueError(f"a name has a language, and each language one name; '{node.value}' does not fit")
        names[language] = node.value
    return names


def _spelt(nodes: Nodes, subject: NamedNode) -> list[dict[str, str]]:
    """The forms of the name that documents print, by the claims which say so.

    Raises:
        ValueError: A hidden label that no such claim bears out.
    """
    found = []
    for proposition in nodes.naming(TM.about, subject):
        for claim in nodes.naming(TM.states, proposition):
            source, _, key = nodes.path(claim).removeprefix("claim/").partition("/")
            passage = nodes.node(claim, TM.attestedIn)
            if key.startswith(SPELLING) and passage is not None:
                words = nodes.words(proposition, TM.value)
                found.append({"as": words, "in": source, "passage": passage.value.rpartition("/")[2]})
    for label in nodes.objects(subject, SKOS.hiddenLabel):
        if label.value not in {item["as"] for item in found}:
            raise ValueError(f"no claim of aspect name says where '{label.value}' is printed")
    return sorted(found, key=lambda item: (item["in"], int(item["passage"].partition("-")[0])))


ENTITY = {SKOS.prefLabel, SKOS.hiddenLabel, SKOS.editorialNote, DCT.type}
CONCEPT = {*ENTITY - {DCT.type}, SKOS.related, SKOS.broader}
WORK = {
    *_DETAILS.values(),
    DCT.title,
    DCT.type,
    DCT.creator,
    DCT.issued,
    DCT.identifier,
    DCT.isPartOf,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.editorialNote,
    TM.dependsOn,
}
"""The properties of a work; ``dependsOn`` is made anew from the claims that say so."""
REFERENCE = {
    BIBO.locator,
    CITO.hasCitingEntity,
    CITO.hasCitedEntity,
    DCT.references,
    DCT.relation,
    DCT.isPartOf,
    OA.hasSource,
    SKOS.notation,
    SKOS.editorialNote,
    TM.attestedIn,
    TM.resolution,
}
