"""The fixed words of trails, in English and German: arrows, sorts of boxes, rules, and what would change a finding."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal

from testimonia.infer import roots_words
from testimonia.infer.chains import End
from testimonia.infer.phrase import Pair
from testimonia.vocabulary import SKOS, V, turtle_quads

EDGES: Final[Mapping[str, Pair]] = {
    "reportedBy": Pair("reported by", "wiedergegeben von"),
    "standsIn": Pair("stands in", "steht in"),
    "cites": Pair("cites", "verweist auf"),
    "mayCite": Pair("may cite", "verweist vielleicht auf"),
    "leadsTo": Pair("leads to", "führt zu"),
    "dependsOn": Pair("depends on", "beruht auf"),
    "isPartOf": Pair("is part of", "ist Teil von"),
    "says": Pair("says of this", "sagt dazu"),
    "restsOn": Pair("rests on", "beruht auf"),
    "premise": Pair("premise", "Prämisse"),
    "answeredBy": Pair("answered by", "beantwortet von"),
    "derivedFrom": Pair("worked out from", "hergeleitet aus"),
    "supports": Pair("supports", "stützt"),
    "rebuts": Pair("attacks: rebuts", "greift an: widerspricht"),
    "undercuts": Pair("attacks: undercuts", "greift an: entzieht die Grundlage"),
    "narrows": Pair("attacks: narrows", "greift an: schränkt ein"),
    "more": Pair("and so on", "und so fort"),
}

KINDS: Final[Mapping[str, Pair]] = {
    "claim": Pair("claim", "Aussage"),
    "voice": Pair("passes it on", "gibt sie weiter"),
    "document": Pair("document", "Dokument"),
    "reference": Pair("reference", "Verweis"),
    "work": Pair("work", "Werk"),
    "source": Pair("work", "Werk"),
    "root": Pair("root", "Ursprung"),
    "word": Pair("own word", "eigenes Wort"),
    "argument": Pair("argument", "Argument"),
    "finding": Pair("finding", "Befund"),
    "question": Pair("question", "Frage"),
    "proposition": Pair("question", "Frage"),
    "quantity": Pair("figure", "Zahl"),
    "event": Pair("event", "Ereignis"),
    "actor": Pair("actor", "Akteur"),
    "place": Pair("place", "Ort"),
    "more": Pair("not drawn", "nicht gezeichnet"),
}

RULES: Final[Mapping[str, Pair]] = {
    "roots": Pair(
        "Roots: what each statement rests on in the end, and which statements on one question are separate witnesses.",
        "Ursprünge: worauf jede Aussage letztlich beruht, und welche Aussagen zu einer Frage getrennte Zeugen sind.",
    ),
    "comparable": Pair(
        "Comparison: which statements on one question are comparable, which conflict or agree, and what only looks so.",
        "Vergleich: welche Aussagen zu einer Frage vergleichbar sind, welche einander widersprechen oder zustimmen, "
        "und was nur so aussieht.",
    ),
    "arithmetic": Pair(
        "Arithmetic: whether parts come to their totals, shares to their bases, durations to their ends, as worded.",
        "Rechnung: ob Teile ihre Summe, Anteile ihre Bezugsgröße und Dauern ihr Ende ergeben, dem Wortlaut nach.",
    ),
    "arguments": Pair(
        "Arguments: which claims stand attacked, and which attacks are themselves attacked.",
        "Argumente: welche Aussagen angegriffen sind, und welche Angriffe selbst angegriffen sind.",
    ),
    "times": Pair(
        "Order in time: what contradicts the order of beginnings, ends, parts and what came before.",
        "Ordnung der Zeit: was der Folge von Anfang, Ende, Teilen und Vorherigem widerspricht.",
    ),
}

_CHANGES: Final[Mapping[str, Pair]] = {
    "roots": Pair(
        "Another reference, or another resolution of one; a new claim on what a work depends on; "
        "a document read here that was not.",
        "Ein anderer Verweis oder eine andere Auflösung; eine neue Aussage, worauf ein Werk beruht; "
        "ein Dokument, das hier gelesen wird und es bisher nicht war.",
    ),
    "comparable": Pair(
        "Another wording of one of the figures; another population, time, place, exclusion, base or definition "
        "of one of the claims; another stance.",
        "Ein anderer Wortlaut einer Zahl; andere Personen, andere Zeit, anderer Ort, andere Auslassung, Bezugsgröße "
        "oder Definition einer der Aussagen; eine andere Haltung.",
    ),
    "arithmetic": Pair(
        "Another figure, bound or date among the inputs; another whole that a part is linked to; "
        "a new part of the same whole.",
        "Eine andere Zahl, Grenze oder Zeit unter den Eingaben; ein anderes Ganzes, mit dem ein Teil verknüpft ist; "
        "ein neuer Teil desselben Ganzen.",
    ),
    "arguments": Pair(
        "A new argument on the same target, or on one of the attacks or their premises.",
        "Ein neues Argument zum selben Ziel, zu einem der Angriffe oder zu deren Prämissen.",
    ),
    "times": Pair(
        "Another date of one of the events, or another claim on what is part of what, or came before it.",
        "Eine andere Datierung eines der Ereignisse oder eine andere Aussage, was Teil wovon ist oder ihm vorausging.",
    ),
}

ANY_INPUT: Final = Pair(
    "Whenever one of the inputs changes, the next build makes it anew.",
    "Ändert sich eine der Eingaben, wird er beim nächsten Erstellen neu gewonnen.",
)

READ_WORK: Final = Pair(
    "Reading {}: its chain may then go on, or end in a known root.",
    "Die Lektüre von {}: Die Kette kann dann weiterführen oder in einem bekannten Ursprung enden.",
)


def kind_of(path: str) -> Pair:
    """What sort of thing a path names; its own word where it is none of ours."""
    first = path.partition("/")[0]
    return KINDS.get(first, Pair(first, first))


def changes(rule: str) -> list[Pair]:
    """What would change a finding of a rule."""
    return [*filter(None, [_CHANGES.get(rule)]), ANY_INPUT]


def state(end: End) -> Pair:
    """How a chain ends, in words."""
    return Pair(*roots_words.STATES[end])


@cache
def meaning(kind: str) -> Pair:
    """What a sort of finding means: its definition in the vocabulary."""
    found = {
        quad.object.language: quad.object.value
        for quad in turtle_quads("ontology/vocabularies")
        if quad.subject == V[kind] and quad.predicate == SKOS.definition and isinstance(quad.object, Literal)
    }
    return Pair(found.get("en", ""), found.get("de", ""))
