"""Registers to triples: a type, neutral labels, and nothing about the world."""

from testimonia.assemble.nodes import Assembly, english, text
from testimonia.model.entity import Entity
from testimonia.model.text import Text
from testimonia.vocabulary import DCT, SKOS, TM

_CLASSES = {"event": TM.Event, "actor": TM.Actor, "place": TM.Place, "concept": SKOS.Concept}
_KINDS = {"event": "eventTypes", "actor": "actorKinds", "place": "placeKinds"}


def add_entity(assembly: Assembly, entity: Entity) -> None:
    """An event, actor, place or concept."""
    assembly.written_at(entity.written_at)
    node = assembly.declare("entities", entity.path, _CLASSES[entity.register])
    assembly.labels[entity.path] = entity.names[0].words
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


def population(assembly: Assembly, paths: tuple[str, ...]) -> str:
    """The one node for those who are all of these; for one group, that group."""
    if len(paths) == 1:
        return paths[0]
    path = "population/" + "+".join(sorted(part.rpartition("/")[2] for part in paths))
    if assembly.is_new(path):
        node = assembly.declare("entities", path, SKOS.Concept)
        label = ", ".join(assembly.labels.get(part, part.rpartition("/")[2]) for part in sorted(paths))
        assembly.add("entities", node, SKOS.prefLabel, english(label))
        assembly.links("entities", node, SKOS.broader, paths)
    return path
