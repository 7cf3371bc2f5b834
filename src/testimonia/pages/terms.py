"""The words of the vocabulary and the terms of the ontology: what they mean, and where they are used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from testimonia.pages.archive import Archive
from testimonia.pages.links import word_path
from testimonia.pages.names import Name, Text, best, texts
from testimonia.pages.reader import Reader, cut
from testimonia.pages.rows import briefs
from testimonia.pages.sheet import Crumb, Sheet
from testimonia.vocabulary import DCT, OA, OWL, RDF, RDFS, SCHEMA, SKOS, TM, V, short

_USED_BY: Final = (
    TM.aspect,
    TM.role,
    TM.stance,
    TM.method,
    TM.sourcing,
    TM.boundKind,
    TM.resolution,
    DCT.type,
    OA.hasBody,
)
_CLASSES: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, OWL.AnnotationProperty)
_LINKED: Final = (
    ("broader", RDFS.subClassOf),
    ("broader", RDFS.subPropertyOf),
    ("domain", RDFS.domain),
    ("domain", SCHEMA.domainIncludes),
    ("range", RDFS.range),
    ("range", SCHEMA.rangeIncludes),
    ("inverse", OWL.inverseOf),
)


EXAMPLES: Final = 5
_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the vocabulary in short."""

    path: str
    notation: str
    label: Text
    definition: Text
    uses: int
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology; ``links`` are a key of the words and an IRI, by its short name.

    ``examples`` are some things of the class, or that have the property.
    """

    name: str
    kind: str
    label: Text
    definition: Text
    scope_note: Text
    example: Text
    links: tuple[tuple[str, str, str], ...]
    uses: int
    examples: tuple[Name, ...]


def word_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The page of a word, or of a scheme, at ``vocab/…``."""
    if not path.startswith("vocab/"):
        return None
    node = V[path.removeprefix("vocab/")]
    classes = {quad.object for quad in archive.store.quads_for_pattern(node, RDF.type, None)}
    if SKOS.ConceptScheme in classes:
        return _scheme(archive, node, reader)
    return _concept(archive, node, reader) if SKOS.Concept in classes else None


def _scheme(archive: Archive, node: NamedNode, reader: Reader) -> Sheet:
    title = _text(archive, node, (DCT.title, SKOS.prefLabel), reader.language)
    return Sheet(
        template="scheme.html",
        path=word_path(node.value),
        title=title.text,
        kind="scheme",
        language=title.language,
        crumbs=(Crumb("nav.vocabulary", site="vocab", is_key=True), Crumb(title.text)),
        values={
            "description": _text(archive, node, (DCT.description, SKOS.definition), reader.language),
            "words": [
                replace(word(archive, concept, reader.language), depth=depth)
                for concept, depth in _tree(archive, _of_scheme(archive, node))
            ],
        },
    )


def _concept(archive: Archive, node: NamedNode, reader: Reader) -> Sheet:
    language = reader.language
    found = word(archive, node, language)
    scheme = next(iter(_objects(archive, node, SKOS.inScheme)), V["aspects"])
    used = uses(archive, node)
    part = cut(len(used), reader.number)
    claims = [path for path in used if path in archive.facts.claims]
    return Sheet(
        template="word.html",
        path=found.path,
        title=found.label.text,
        kind="word",
        language=found.label.language,
        crumbs=(
            Crumb("nav.vocabulary", site="vocab", is_key=True),
            Crumb(_text(archive, scheme, (DCT.title,), language).text, thing=word_path(scheme.value)),
            Crumb(found.label.text),
        ),
        slice=part,
        values={
            "word": found,
            "labels": [(label.language or "", label.value) for label in texts(archive.store, node, SKOS.prefLabel)],
            "broader": _words(archive, _objects(archive, node, SKOS.broader), language),
            "narrower": _words(archive, _pointing(archive, SKOS.broader, node), language),
            "about": [short(kind.value) for kind in _objects(archive, node, SCHEMA.domainIncludes)],
            "answers": [short(kind.value) for kind in _objects(archive, node, SCHEMA.rangeIncludes)],
            "briefs": briefs(archive, part.of(claims), language),
            "things": [] if claims else [archive.name(path, language) for path in part.of(used)],
        },
    )


def word(archive: Archive, node: NamedNode, language: str) -> Word:
    """A word of the vocabulary in short."""
    notations = texts(archive.store, node, SKOS.notation)
    return Word(
        path=word_path(node.value),
        notation=notations[0].value if notations else "",
        label=_text(archive, node, (SKOS.prefLabel,), language),
        definition=_text(archive, node, (SKOS.definition,), language),
        uses=len(uses(archive, node)),
    )


@lru_cache(maxsize=4096)
def uses(archive: Archive, node: NamedNode) -> tuple[str, ...]:
    """What uses a word: claims where it is in a claim or in what one states, else the nodes themselves."""
    facts = archive.facts
    nodes = {path for predicate in _USED_BY for path in _paths(archive, predicate, node)}
    claims = {path for path in nodes if path in facts.claims}
    claims |= {claim for path in nodes for claim in facts.stated_by.get(path, ())}
    return tuple(sorted(claims or nodes))


def _paths(archive: Archive, predicate: NamedNode, node: NamedNode) -> Iterable[str]:
    for subject in _pointing(archive, predicate, node):
        if subject.value.startswith(archive.base):
            yield subject.value.removeprefix(archive.base)


def schemes(archive: Archive, language: str) -> list[tuple[str, Text, Text, int]]:
    """The schemes of the vocabulary: path, title, description, number of words."""
    nodes = _pointing(archive, RDF.type, SKOS.ConceptScheme)
    return [
        (
            word_path(node.value),
            _text(archive, node, (DCT.title, SKOS.prefLabel), language),
            _text(archive, node, (DCT.description, SKOS.definition), language),
            len(_of_scheme(archive, node)),
        )
        for node in nodes
    ]


def ontology_sheet(archive: Archive, path: str, reader: Reader) -> Sheet | None:
    """The one page of the ontology, at ``ns``, with a place for each term."""
    node = NamedNode(TM.base.removesuffix("#"))
    if path != "ns":
        return None
    language = reader.language
    found = [
        (kind, [_term(archive, subject, kind, language) for subject in _pointing(archive, RDF.type, kind)])
        for kind in _CLASSES
    ]
    title = _text(archive, node, (DCT.title,), language)
    return Sheet(
        template="ontology.html",
        path="ns",
        title=title.text or "ns",
        kind="ontology",
        language=title.language,
        crumbs=(Crumb("nav.vocabulary", site="vocab", is_key=True), Crumb("kind.ontology", is_key=True)),
        values={
            "description": _text(archive, node, (DCT.description,), language),
            "version": next((text.value for text in texts(archive.store, node, OWL.versionInfo)), ""),
            "groups": [(short(kind.value), [term for term in terms if term.name]) for kind, terms in found],
        },
    )


def _term(archive: Archive, node: NamedNode, kind: NamedNode, language: str) -> Term:
    links = ((key, other) for key, predicate in _LINKED for other in _objects(archive, node, predicate))
    predicate = RDF.type if kind == OWL.Class else None
    count = _count(archive, node, is_class=predicate is not None)
    return Term(
        name=node.value.removeprefix(TM.base) if node.value.startswith(TM.base) else "",
        kind=short(kind.value),
        label=_text(archive, node, (RDFS.label,), language),
        definition=_text(archive, node, (SKOS.definition,), language),
        scope_note=_text(archive, node, (SKOS.scopeNote,), language),
        example=_text(archive, node, (SKOS.example,), language),
        links=tuple((key, short(other.value), other.value) for key, other in links),
        uses=count,
        examples=tuple(archive.name(path, language) for path in _examples(archive, node, is_class=kind == OWL.Class)),
    )


def _examples(archive: Archive, node: NamedNode, *, is_class: bool) -> list[str]:
    """A few things of the archive that are of a class, or have a property: those that the store gives first."""
    pattern = (None, RDF.type, node) if is_class else (None, node, None)
    iris = (
        quad.subject.value for quad in archive.store.quads_for_pattern(*pattern) if isinstance(quad.subject, NamedNode)
    )
    own = (iri.removeprefix(archive.base) for iri in iris if iri.startswith(archive.base))
    return sorted(islice(dict.fromkeys(islice(own, _LOOKED_AT)), EXAMPLES))


@lru_cache(maxsize=4096)
def _count(archive: Archive, node: NamedNode, *, is_class: bool) -> int:
    """In how many triples a property stands, or how many nodes are of a class."""
    pattern = (None, RDF.type, node) if is_class else (None, node, None)
    return sum(1 for _ in archive.store.quads_for_pattern(*pattern))


def _of_scheme(archive: Archive, scheme: NamedNode) -> list[NamedNode]:
    return _pointing(archive, SKOS.inScheme, scheme)


def _tree(archive: Archive, nodes: Sequence[NamedNode]) -> Iterator[tuple[NamedNode, int]]:
    """The words of a scheme, each below the first that it comes under, and how deep it stands."""
    under: dict[NamedNode | None, list[NamedNode]] = defaultdict(list)
    for node in nodes:
        above = [one for one in _objects(archive, node, SKOS.broader) if one in nodes]
        under[above[0] if above else None].append(node)
    waiting = [(node, 0) for node in reversed(under[None])]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(one, depth + 1) for one in reversed(under[node])]


def _words(archive: Archive, nodes: Iterable[NamedNode], language: str) -> list[Name]:
    named = ((node, _text(archive, node, (SKOS.prefLabel,), language)) for node in nodes)
    return [Name(word_path(node.value), label.text, label.language) for node, label in named]


def _text(archive: Archive, node: NamedNode, predicates: Iterable[NamedNode], language: str) -> Text:
    for predicate in predicates:
        found = best((label for label in texts(archive.store, node, predicate) if isinstance(label, Literal)), language)
        if found:
            return found
    return Text("")


def _objects(archive: Archive, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    found = (quad.object for quad in archive.store.quads_for_pattern(node, predicate, None))
    return sorted({term for term in found if isinstance(term, NamedNode)}, key=lambda term: term.value)


def _pointing(archive: Archive, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
    found = (quad.subject for quad in archive.store.quads_for_pattern(None, predicate, node))
    return sorted({term for term in found if isinstance(term, NamedNode)}, key=lambda term: term.value)
