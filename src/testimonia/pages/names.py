"""Names as a page shows them: in the reader's language first, the original after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from testimonia.infer.phrase import Pair
from testimonia.vocabulary import DCT, RDFS, SKOS, TM

_NAMED_BY: Final = (SKOS.prefLabel, TM.paraphrase, DCT.title, RDFS.label)
_OURS: Final = frozenset({"en", "de", "und"})
_MOST_ORIGINALS: Final = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language, empty where it is the page's own or none is known."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by its name. ``originals`` are names in languages that are neither the reader's nor the archive's."""

    path: str
    text: str
    language: str = ""
    originals: tuple[Text, ...] = ()


def best(labels: Iterable[Literal], language: str) -> Text | None:
    """The label in a language, else in English, else in any; with its language where that is another."""
    order = {language: 0, "en": 1}
    ranked = sorted(labels, key=lambda label: (order.get(label.language or "", 2), label.language or "", label.value))
    if not ranked:
        return None
    return Text(ranked[0].value, foreign(ranked[0], language))


def foreign(label: Literal, language: str) -> str:
    """The language of a text where it is not the reader's and is known."""
    told = label.language or ""
    return "" if told in (language, "", "und") else told


def texts(store: Store, node: NamedNode, predicate: NamedNode) -> list[Literal]:
    """The texts that a node has under a property."""
    found = (quad.object for quad in store.quads_for_pattern(node, predicate, None))
    return sorted(
        {text for text in found if isinstance(text, Literal)}, key=lambda text: (text.language or "", text.value)
    )


def name_of(store: Store, node: NamedNode, path: str, language: str) -> Name | None:
    """The name that the archive gives to a thing; None where it gives none."""
    for predicate in _NAMED_BY:
        labels = texts(store, node, predicate)
        chosen = best(labels, language)
        if chosen:
            return Name(path, chosen.text, chosen.language, _originals(labels, chosen))
    return None


def _originals(labels: Sequence[Literal], chosen: Text) -> tuple[Text, ...]:
    others = (label for label in labels if label.language not in _OURS and label.value != chosen.text)
    return tuple(Text(label.value, label.language or "") for label in others)[:_MOST_ORIGINALS]


def from_pair(path: str, pair: Pair, language: str) -> Name:
    """A name that is already known in both languages."""
    is_german = language == "de" and bool(pair.german)
    return Name(path, pair.german if is_german else pair.english)
