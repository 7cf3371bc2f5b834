"""Registers to triples: a type, neutral labels, and nothing about the world."""

from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from testimonia.assemble.nodes import Assembly, english, number, text
from testimonia.model.entity import Entity
from testimonia.model.mapping import Mapping
from testimonia.model.text import Text
from testimonia.vocabulary import ADMS, DCT, OWL, RDFS, SKOS, SSSOM, TM, XSD

_CLASSES = {"event": TM.Event, "actor": TM.Actor, "place": TM.Place, "concept": SKOS.Concept}
_KINDS = {"event": "eventTypes", "actor": "actorKinds", "place": "placeKinds"}


def add_entity(assembly: Assembly, entity: Entity) -> None:
    """An event, actor, place or concept."""
    assembly.written_at(entity.written_at)
    node = assembly.declare("entities", entity.path, _CLASSES[entity.register])
    assembly.labels[entity.path] = {name.language: name.words for name in entity.names}
    assembly.add("entities", node, SKOS.prefLabel, *(text(name) for name in entity.names))
    assembly.add("entities", node, SKOS.altLabel, *(text(name) for name in entity.also_named))
    spellings = (text(Text(spelling.text, "und")) for spelling in entity.spelt)
    assembly.add("entities", node, SKOS.hiddenLabel, *spellings)
    if entity.kind:
        assembly.add("entities", node, DCT.type, assembly.word(_KINDS[entity.register], entity.kind))
    if entity.aspect:
        assembly.add("entities", node, SKOS.related, assembly.word("aspects", entity.aspect))
    assembly.links("entities", node, SKOS.related, entity.related)
    assembly.links("entities", node, SKOS.broader, entity.broader)
    if entity.note:
        assembly.add("entities", node, SKOS.editorialNote, english(entity.note))


def add_mapping(assembly: Assembly, mapping: Mapping) -> None:
    """An identity link as a node of its own, so that it can be reviewed; an accepted one is also the plain link."""
    assembly.written_at(mapping.written_at)
    node = assembly.declare("entities", mapping.path, OWL.Axiom)
    assembly.links("entities", node, OWL.annotatedSource, (mapping.subject,))
    assembly.add("entities", node, OWL.annotatedProperty, NamedNode(mapping.predicate))
    assembly.add("entities", node, OWL.annotatedTarget, NamedNode(mapping.object))
    assembly.add("entities", node, SSSOM.mapping_justification, NamedNode(mapping.justification))
    assembly.links("entities", node, SSSOM.author_id, (mapping.author,))
    assembly.add("entities", node, ADMS.status, Literal(mapping.status))
    if mapping.is_negative:
        assembly.add("entities", node, SSSOM.predicate_modifier, Literal("Not"))
    if mapping.object_label:
        assembly.add("entities", node, SSSOM.object_label, Literal(mapping.object_label))
    if mapping.confidence:
        assembly.add("entities", node, SSSOM.confidence, number(Decimal(mapping.confidence)))
    if mapping.mapped:
        assembly.add("entities", node, SSSOM.mapping_date, Literal(mapping.mapped, datatype=XSD.date))
    if mapping.comment:
        assembly.add("entities", node, RDFS.comment, english(mapping.comment))
    if mapping.status == "accepted" and not mapping.is_negative:
        subject = assembly.node(mapping.subject)
        assembly.add("entities", subject, NamedNode(mapping.predicate), NamedNode(mapping.object))


def population(assembly: Assembly, paths: tuple[str, ...]) -> str:
    """The one node for those who are all of these; for one group, that group.

    It is named in each language in which all of them are.
    """
    if len(paths) == 1:
        return paths[0]
    path = "population/" + "+".join(sorted(part.rpartition("/")[2] for part in paths))
    node = assembly.declare("entities", path, SKOS.Concept)
    named = [assembly.labels.get(part, {"en": part.rpartition("/")[2]}) for part in sorted(paths)]
    for language in sorted(set.intersection(*map(set, named))):
        label = ", ".join(names[language] for names in named)
        assembly.add("entities", node, SKOS.prefLabel, Literal(label, language=language))
    assembly.links("entities", node, SKOS.broader, paths)
    return path
