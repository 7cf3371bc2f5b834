"""The authored graph as the rules read it: claims, what they state, arguments, sources, labels.

What it gives stands in :mod:`testimonia.infer.entries`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from sys import intern
from typing import Self

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.infer.entries import Answer, ArgumentFact, Call, ClaimFact, Figure, Period, SourceFact, Spot
from testimonia.model.point import Point
from testimonia.vocabulary import BIBO, CITO, DCT, OA, PROV, RDF, SCHEMA, SKOS, TM, V

__all__ = ["Answer", "ArgumentFact", "Call", "ClaimFact", "Facts", "Figure", "Period", "SourceFact", "Spot"]

_TERMS = (NamedNode, Literal)


class Facts:
    """All facts of an archive; each kind is made when first asked for.

    Args:
        quads: The authored quads.
        base: The archive's base.
    """

    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self.base = base
        self._unread: dict[NamedNode, list[Quad]] = defaultdict(list)
        self._columns: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        for quad in quads:
            self._unread[quad.predicate].append(quad)

    def whole(self) -> Self:
        """These facts, all of them read now: after that asking makes nothing, and several threads may ask at once."""
        for predicate in list(self._unread):
            self._column(predicate)
        for kind in ("claims", "answers", "figures", "arguments", "sources", "flags", "stated_by", "by_question"):
            getattr(self, kind)
        return self

    @cached_property
    def claims(self) -> Mapping[str, ClaimFact]:
        """The claims, by path."""
        return {path: self._claim(path) for path in self._of_class(TM.Claim)}

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The propositions that answer a question, by path."""
        found = (self._answer(path) for path in self._of_class(TM.Proposition) if self._is_answer(path))
        return {answer.path: answer for answer in found}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The quantities, by path."""
        return {path: self._figure(path) for path in self._of_class(TM.Quantity)}

    @cached_property
    def arguments(self) -> Mapping[str, ArgumentFact]:
        """The arguments, by path."""
        return {path: self._argument(path) for path in self._of_class(TM.Argument)}

    @cached_property
    def sources(self) -> Mapping[str, SourceFact]:
        """The works, by path."""
        read = {self._one(path, TM.snapshotOf) for path in self._of_class(TM.Snapshot)}
        return {path: self._source(path, is_read=path in read) for path in self._of_class(TM.Source)}

    @cached_property
    def flags(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of editors' flags on a claim, by the claim's path."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._of_class(TM.EditorialFlag):
            for target in self._all(path, OA.hasTarget):
                found[target].append(self._word(path, OA.hasBody))
        return {path: tuple(sorted(kinds)) for path, kinds in found.items()}

    @cached_property
    def stated_by(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that state a proposition, by the proposition's path."""
        found: dict[str, list[str]] = defaultdict(list)
        for claim in self.claims.values():
            found[claim.answer].append(claim.path)
        return {path: tuple(sorted(claims)) for path, claims in found.items()}

    @cached_property
    def by_question(self) -> Mapping[str, tuple[str, ...]]:
        """The answers to a question, by the question's path."""
        found: dict[str, list[str]] = defaultdict(list)
        for answer in self.answers.values():
            found[answer.question].append(answer.path)
        return {question: tuple(sorted(answers)) for question, answers in sorted(found.items())}

    def of_class(self, kind: NamedNode) -> list[str]:
        """The paths of the nodes of a class, in order."""
        return self._of_class(kind)

    def label(self, path: str, language: str = "en") -> str:
        """The name of a thing, or its paraphrase, in a language, else in English, else in any; else its key."""
        if (path, language) not in self._labels:
            self._labels[path, language] = self._label(path, language)
        return self._labels[path, language]

    def stands_at(self, path: str) -> int:
        """The offset at which a claim begins in its source; 0 where no passage says."""
        passages = (passage.rpartition("/")[2].partition("-")[0] for passage in self._all(path, TM.attestedIn))
        return min((int(begin) for begin in passages if begin.isdecimal()), default=0)

    def broader(self, path: str) -> tuple[str, ...]:
        """What a concept comes under; for those who are all of several groups, these groups."""
        return self._all(path, SKOS.broader)

    def linked(self, path: str, predicate: NamedNode) -> tuple[str, ...]:
        """The paths to which a property leads from a thing, in order."""
        return self._all(path, predicate)

    def text(self, path: str, predicate: NamedNode) -> str:
        """The text that a thing has under a property, or the IRI; nothing where it has none."""
        return self._text(path, predicate)

    def _label(self, path: str, language: str) -> str:
        for predicate in (SKOS.prefLabel, TM.paraphrase, DCT.title):
            labels = [value for value in self._values(path, predicate) if isinstance(value, Literal)]
            if labels:
                order = {language: 0, "en": 1}
                return min(labels, key=lambda label: (order.get(label.language or "", 2), label.value)).value
        return path.rpartition("/")[2].replace("-", " ")

    def _claim(self, path: str) -> ClaimFact:
        return ClaimFact(
            path=path,
            source="source/" + path.split("/")[1],
            answer=self._one(path, TM.states),
            holder=self._one(path, TM.holder),
            voices=self._voices(path),
            stance=self._word(path, TM.stance),
            sourcing=self._word(path, TM.sourcing),
            method=self._word(path, TM.method),
            calls=tuple(
                sorted(
                    (
                        self._call(reference, is_doubtful=predicate == DCT.references)
                        for predicate in (TM.supportedBy, DCT.references)
                        for reference in self._all(path, predicate)
                    ),
                    key=lambda call: call.reference,
                )
            ),
            qualifies=self._all(path, CITO.qualifies),
            derived_from=self._derived_from(path),
        )

    def _derived_from(self, path: str) -> tuple[str, ...]:
        return self._all(path.replace("claim/", "derivation/", 1), PROV.used)

    def _voices(self, path: str) -> tuple[str, ...]:
        attributions = sorted(
            self._all(path, PROV.qualifiedAttribution), key=lambda a: int(self._text(a, SCHEMA.position) or 0)
        )
        return tuple(self._one(a, PROV.agent) for a in attributions) or self._all(path, TM.reportedBy)

    def _call(self, reference: str, *, is_doubtful: bool) -> Call:
        work, resolution = self._one(reference, CITO.hasCitedEntity), self._word(reference, TM.resolution)
        return Call(reference, work, resolution, self._text(reference, BIBO.locator), is_doubtful)

    def _answer(self, path: str) -> Answer:
        times = self._all(path, TM.time)
        return Answer(
            path=path,
            about=self._one(path, TM.about),
            aspect=self._word(path, TM.aspect),
            values=self._all(path, TM.value),
            role=self._word(path, TM.role),
            figures=tuple(self.figures[figure] for figure in self._all(path, TM.quantity)),
            time=self._period(times[0]) if times else None,
            spot=self._spot(self._one(path, TM.point)),
            place=self._one(path, TM.place),
            population=self._one(path, TM.population),
            excludes=self._all(path, TM.excludes),
            definitions=self._all(path, TM.underDefinition),
        )

    def _is_answer(self, path: str) -> bool:
        return any(self._values(path, predicate) for predicate in (TM.value, TM.quantity, TM.time, TM.point))

    def _figure(self, path: str) -> Figure:
        value, least, most = (self._number(path, p) for p in (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue))
        return Figure(
            path=path,
            bound=self._word(path, TM.boundKind),
            unit=self._text(path, SCHEMA.unitText),
            wording=self._text(path, SKOS.notation),
            value=value,
            least=least,
            most=most,
            whole=self._one(path, TM.shareOf),
            excludes=self._one(path, TM.excludes),
            population=self._one(path, TM.population),
        )

    def _period(self, path: str) -> Period:
        days = (TM.earliestBeginDay, TM.latestBeginDay, TM.earliestEndDay, TM.latestEndDay)
        begin, begun, ending, ended = (int(text) if (text := self._text(path, day)) else None for day in days)
        return Period(path, self._text(path, TM.edtf), begin, begun, ending, ended, self._text(path, SKOS.note))

    def _spot(self, path: str) -> Spot | None:
        return Spot(path, Point.parse(self._text(path, SKOS.notation))) if path else None

    def _argument(self, path: str) -> ArgumentFact:
        targets = self._all(path, TM.supports) + self._all(path, TM.attacks)
        holder, kind = self._one(path, TM.holder), self._word(path, DCT.type)
        return ArgumentFact(path, holder, kind, self._all(path, TM.premise), targets)

    def _source(self, path: str, *, is_read: bool) -> SourceFact:
        depends_on, part_of = self._all(path, TM.dependsOn), self._one(path, DCT.isPartOf)
        return SourceFact(path, self._word(path, DCT.type), depends_on, part_of, is_read, self._all(path, DCT.creator))

    @cached_property
    def _by_class(self) -> Mapping[NamedNode | Literal, list[str]]:
        found: dict[NamedNode | Literal, list[str]] = defaultdict(list)
        for path, kinds in self._column(RDF.type).items():
            for kind in kinds:
                found[kind].append(path)
        return found

    def _of_class(self, kind: NamedNode) -> list[str]:
        return sorted(set(self._by_class.get(kind, ())))

    def _column(self, predicate: NamedNode) -> Mapping[str, list[NamedNode | Literal]]:
        """What each node has of a property; made when first asked for, since most properties never are."""
        column = self._columns.get(predicate)
        if column is None:
            column = self._columns[predicate] = {}
            for quad in self._unread.pop(predicate, ()):
                node, value = quad.subject, quad.object
                if isinstance(node, NamedNode) and isinstance(value, _TERMS):
                    column.setdefault(self._path(node), []).append(value)
        return column

    def _values(self, path: str, predicate: NamedNode) -> Sequence[NamedNode | Literal]:
        return self._column(predicate).get(path, ())

    def _all(self, path: str, predicate: NamedNode) -> tuple[str, ...]:
        values = self._values(path, predicate)
        return tuple(sorted({self._path(value) for value in values}) if len(values) > 1 else map(self._path, values))

    def _one(self, path: str, predicate: NamedNode) -> str:
        return min(map(self._path, self._values(path, predicate)), default="")

    def _text(self, path: str, predicate: NamedNode) -> str:
        return next((value.value for value in self._values(path, predicate)), "")

    def _word(self, path: str, predicate: NamedNode) -> str:
        return self._text(path, predicate).removeprefix(V.base)

    def _number(self, path: str, predicate: NamedNode) -> Decimal | None:
        text = self._text(path, predicate)
        return Decimal(text) if text else None

    def _path(self, node: NamedNode | Literal) -> str:
        """The path of a node; one string for all its mentions, of which there are many."""
        return intern(node.value.removeprefix(self.base)) if isinstance(node, NamedNode) else str(node)
