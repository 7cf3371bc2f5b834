"""What claims answer when a thing is asked for an aspect: each answer in words, with its holder and stance.

Nothing is told without its claim, and nothing is chosen among them: two holders
who differ are two answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from testimonia.query.search import Search
from testimonia.vocabulary import SKOS, TM

_FIELDS: Final = (TM.value, TM.quantity, TM.time, TM.point)
_SCOPE: Final = {
    "en": {
        TM.population: "of whom",
        TM.excludes: "left out",
        TM.place: "where",
        TM.role: "as",
        TM.underDefinition: "as defined in",
    },
    "de": {
        TM.population: "von wem",
        TM.excludes: "ausgenommen",
        TM.place: "wo",
        TM.role: "als",
        TM.underDefinition: "im Sinne von",
    },
}
_WORDINGS: Final = (SKOS.notation, TM.edtf)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a claim: its words, and the IRI of the thing that it names, if it names one."""

    words: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim about a thing: who holds it, how (the IRI of the stance), what it answers, and what limits the answer."""

    claim: str
    holder: str
    stance: str
    answers: tuple[Answer, ...]
    scope: str


class Claims:
    """Reads claims from a store; names come from the index of the search."""

    def __init__(self, store: Store, search: Search, base: str) -> None:
        self._store = store
        self._search = search
        self._base = base

    def of(self, thing: NamedNode, aspect: NamedNode, language: str = "en") -> list[Claimed]:
        """The claims that answer for a thing and an aspect, in the order of their IRIs."""
        found = []
        for proposition in self._propositions(thing, aspect):
            answers, scope = tuple(self._answers(proposition, language)), self._scope(proposition, language)
            for claim in self._subjects(TM.states, proposition):
                holder, stance = self._node(claim, TM.holder), self._node(claim, TM.stance)
                found.append(Claimed(claim.value, holder, stance, answers, scope))
        return sorted(found, key=lambda claimed: claimed.claim)

    def answering(self, aspect: NamedNode) -> Iterator[tuple[str, Answer]]:
        """Every thing that is asked for an aspect, with each answer that a claim gives."""
        for proposition in self._subjects(TM.aspect, aspect):
            thing = self._node(proposition, TM.about)
            for answer in self._answers(proposition, "en"):
                yield thing, answer

    def questions(self, thing: NamedNode) -> Mapping[str, int]:
        """The aspects for which a thing is asked, each with the number of claims that answer."""
        counts: dict[str, int] = {}
        for proposition in self._subjects(TM.about, thing):
            aspect = self._node(proposition, TM.aspect)
            claims = sum(1 for _ in self._subjects(TM.states, proposition))
            if claims:
                counts[aspect] = counts.get(aspect, 0) + claims
        return counts

    def _propositions(self, thing: NamedNode, aspect: NamedNode) -> list[NamedNode]:
        wanted = aspect.value
        return [node for node in self._subjects(TM.about, thing) if self._node(node, TM.aspect) == wanted]

    def _answers(self, proposition: NamedNode, language: str) -> Iterator[Answer]:
        for field in _FIELDS:
            for quad in self._store.quads_for_pattern(proposition, field, None):
                if isinstance(quad.object, Literal):
                    yield Answer(quad.object.value)
                elif isinstance(quad.object, NamedNode):
                    yield (
                        self._named(quad.object, language) if field == TM.value else self._worded(quad.object, language)
                    )

    def _named(self, node: NamedNode, language: str) -> Answer:
        return Answer(self._label(node.value, language), node.value)

    def _worded(self, node: NamedNode, language: str) -> Answer:
        """A quantity, time or point as it is worded; of a share also what it is a share of."""
        literals = (self._literal(node, predicate) for predicate in _WORDINGS)
        words = next((found for found in literals if found), "")
        people, whole = self._node(node, TM.population), self._node(node, TM.shareOf)
        if whole:
            words += f" of {self._worded(NamedNode(whole), language).words}"
        elif people:
            words = self._label(people, language)
        remark = self._literal(node, SKOS.note)
        return Answer(f"{words} ({remark})" if remark else words)

    def _scope(self, proposition: NamedNode, language: str) -> str:
        """What limits an answer, in words: ``of whom: Levy of Vey; left out: the drowned``."""
        told = [
            f"{words}: {self._label(quad.object.value, language)}"
            for predicate, words in _SCOPE[language if language in _SCOPE else "en"].items()
            for quad in self._store.quads_for_pattern(proposition, predicate, None)
            if isinstance(quad.object, NamedNode)
        ]
        return "; ".join(sorted(told))

    def _label(self, iri: str, language: str) -> str:
        return self._search.name(iri, language) or self._joined(iri, language) or iri.removeprefix(self._base)

    def _joined(self, iri: str, language: str) -> str:
        """People made of several groups, and times, which have no name of their own."""
        node = NamedNode(iri)
        parts = (quad.object for quad in self._store.quads_for_pattern(node, SKOS.broader, None))
        names = [self._search.name(part.value, language) for part in parts if isinstance(part, NamedNode)]
        return " + ".join(sorted(filter(None, names))) or self._literal(node, TM.edtf)

    def _subjects(self, predicate: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(None, predicate, node):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _node(self, subject: NamedNode, predicate: NamedNode) -> str:
        found = (quad.object for quad in self._store.quads_for_pattern(subject, predicate, None))
        return next((node.value for node in found if isinstance(node, NamedNode)), "")

    def _literal(self, subject: NamedNode, predicate: NamedNode) -> str:
        found = (quad.object for quad in self._store.quads_for_pattern(subject, predicate, None))
        return next((node.value for node in found if isinstance(node, Literal)), "")
