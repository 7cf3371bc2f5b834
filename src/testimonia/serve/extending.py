"""Types and properties for reconciliation, and values for a table: what claims answer, never without their holders."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from testimonia.query.claimed import Claimed
from testimonia.query.folding import folded
from testimonia.serve.matching import ENTITIES, PLAIN, SCHEMES, Matching
from testimonia.vocabulary import SKOS, TM, V, turtle_quads, vocabulary

Json = dict[str, object]

SHOWN: Final = {
    "claims": "answer, holder, stance and claim",
    "answers": "the answers alone",
    "holders": "who holds each answer",
    "addresses": "the address of each claim",
}
SETTINGS: Final = [
    {
        "type": "select",
        "name": "show",
        "label": "Show",
        "default": "claims",
        "help_text": "Several claims give several values, in the same order whichever of these you choose.",
        "choices": [{"value": value, "name": name} for value, name in SHOWN.items()],
    },
    {
        "type": "text",
        "name": "holder",
        "label": "Only claims held by",
        "default": "",
        "help_text": "The path of an actor, for example actor/anselm; empty for all.",
    },
    {
        "type": "number",
        "name": "limit",
        "label": "Values at most",
        "default": 0,
        "help_text": "0 for all.",
    },
]


def type_of(kind: str) -> Json:
    """A class of entities as a type."""
    return {"id": ENTITIES[kind].value, "name": kind}


@lru_cache(maxsize=1)
def types() -> dict[str, Json]:
    """Every type by its id: the five classes, and below them the kinds of the vocabulary."""
    found = {ENTITIES[kind].value: type_of(kind) for kind in ENTITIES}
    for kind, scheme in SCHEMES.items():
        for node in vocabulary().schemes[scheme].values():
            name, definition = labels()[node.value]["en"], labels()[node.value].get("definition", "")
            found[node.value] = {"id": node.value, "name": name, "broader": [type_of(kind)]}
            found[node.value] |= {"description": definition} if definition else {}
    return found


@lru_cache(maxsize=1)
def properties() -> dict[str, Json]:
    """Every property by its id: what the registers say, and each aspect of the vocabulary."""
    found: dict[str, Json] = {
        node.value: {"id": node.value, "name": name, "description": "from the register"} for node, name in PLAIN.items()
    }
    for node in vocabulary().schemes["aspects"].values():
        of_it = labels()[node.value]
        found[node.value] = {"id": node.value, "name": of_it["en"], "description": of_it.get("definition", "")}
    return found


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """Of each word of the vocabulary its names by language, and ``definition`` in English."""
    found: dict[str, dict[str, str]] = {}
    for quad in turtle_quads("ontology/vocabularies"):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            of_it = found.setdefault(quad.subject.value, {})
            if quad.predicate == SKOS.prefLabel:
                of_it[quad.object.language or ""] = quad.object.value
            elif quad.predicate == SKOS.definition and quad.object.language == "en":
                of_it["definition"] = quad.object.value
    return found


def aspect(written: str) -> NamedNode | None:
    """The aspect behind an id, or behind the word that authors write for it."""
    aspects = vocabulary().schemes["aspects"]
    by_iri = {node.value: node for node in aspects.values()}
    return by_iri.get(written) or aspects.get(written)


def property_of(written: str) -> NamedNode | None:
    """The property behind an id: an aspect, or one that the registers give."""
    return aspect(written) or next((node for node in PLAIN if node.value == written), None)


def proposed(of_type: str) -> list[Json]:
    """The properties that entities of a type can have; all of them for no type or an unknown one."""
    known = types().get(of_type)
    if known is None:
        return list(properties().values())
    broader = known.get("broader")
    wide = broader[0]["id"] if isinstance(broader, list) else known["id"]
    kind = next(kind for kind, node in ENTITIES.items() if node.value == wide)
    aspects = vocabulary().aspects
    nodes = vocabulary().schemes["aspects"]
    asked = [nodes[word].value for word, found in aspects.items() if kind in found.about]
    return [properties()[iri] for iri in (*(node.value for node in PLAIN), *asked)]


def suggested(known: Mapping[str, Json], prefix: str) -> list[Json]:
    """Those of some types or properties that have a word with each beginning, or the id itself."""
    if prefix in known:
        return [known[prefix]]
    asked = folded(prefix).split()
    return [entry for iri, entry in known.items() if _begins(iri, entry, asked)] if asked else []


def _begins(iri: str, entry: Json, asked: list[str]) -> bool:
    texts = (str(entry["name"]), iri.rpartition("/")[2], labels().get(iri, {}).get("de", ""))
    words = [word for text in texts for word in folded(text).split()]
    return all(any(word.startswith(one) for word in words) for one in asked)


def meta(property_id: str, settings: Mapping[str, object]) -> Json:
    """What a column holds: the property, and a type where all its values are entities of one class."""
    found: Json = {"id": property_id, "name": properties()[property_id]["name"]}
    of_it = vocabulary().words.get(("aspects", property_id))
    answers = vocabulary().aspects[of_it].answers if of_it else ()
    if settings.get("show") == "answers" and len(answers) == 1 and answers[0] in ENTITIES and answers[0] != "concept":
        found["type"] = type_of(answers[0])
    return found


class Extending:
    """Gives the values of properties of entities in one build."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching

    def values(self, written: str, property_id: str, settings: Mapping[str, object]) -> list[Json]:
        """The values of one property of one entity; none for an unknown entity."""
        path = self._matching.path(written)
        if not path:
            return []
        thing = NamedNode(self._matching.base + path)
        node = aspect(property_id)
        found = list(self._claimed(thing, node, settings) if node else self._plain(thing, NamedNode(property_id)))
        limit = settings.get("limit")
        return found[: int(limit)] if isinstance(limit, int | float) and 0 < limit < len(found) else found

    def _claimed(self, thing: NamedNode, of_aspect: NamedNode, settings: Mapping[str, object]) -> Iterator[Json]:
        base = self._matching.base
        holder = str(settings.get("holder") or "").strip().removeprefix(base)
        for claimed in self._matching.claims.of(thing, of_aspect):
            if not holder or claimed.holder == base + holder:
                yield from self._shown(claimed, str(settings.get("show") or "claims"))

    def _shown(self, claimed: Claimed, show: str) -> Iterator[Json]:
        """One value for each answer of a claim."""
        search, base = self._matching.search, self._matching.base
        for answer in claimed.answers:
            if show == "holders":
                yield {"str": search.name(claimed.holder)}
            elif show == "addresses":
                yield {"str": claimed.claim}
            elif show == "answers":
                path = self._matching.path(answer.iri) if answer.iri else ""
                yield {"id": path, "name": answer.words} if path else {"str": answer.words}
            else:
                limits = f" [{claimed.scope}]" if claimed.scope else ""
                said = f"{search.name(claimed.holder)}: {search.name(claimed.stance)}"
                yield {"str": f"{answer.words}{limits} ({said}; {claimed.claim.removeprefix(base)})"}

    def _plain(self, thing: NamedNode, predicate: NamedNode) -> Iterator[Json]:
        """What the register says; names with their language."""
        for quad in sorted(self._matching.store.quads_for_pattern(thing, predicate, None), key=str):
            value = quad.object
            if isinstance(value, Literal):
                yield {"str": f"{value.value} ({value.language})" if value.language else value.value}
            elif isinstance(value, NamedNode):
                is_word = value.value.startswith((V.base, TM.base))
                yield {"str": (self._matching.search.name(value.value) if is_word else "") or value.value}
