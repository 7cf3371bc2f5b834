"""What rests on entries that have changed since the last build: a walk over the graph of that build.

From each change the store's graph is walked backwards, from what is named to
what names it. Three walks are kept apart, since rules rest on different
things: what claims say, which sources sources rest on, and which arguments
bear on which. Of everything touched one origin is kept, the nearest.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from testimonia.read.block import REGISTERS, Block
from testimonia.read.fields import ATTACKS
from testimonia.read.inputs import Change, Changes, Kind
from testimonia.vocabulary import CITO, DCT, PROV, SKOS, TM, V

_SPEAKING = {
    "claim": (TM.about, TM.value),
    "proposition": (TM.about, TM.value, TM.states),
    "quantity": (TM.quantity, TM.shareOf, TM.excludes),
    "population": (TM.population,),
    "argument": (),
}
_SPEAKING_OF_THINGS = (
    TM.about,
    TM.value,
    TM.population,
    TM.place,
    TM.excludes,
    TM.underDefinition,
    TM.holder,
    TM.reportedBy,
    SKOS.broader,
)
"""By these a claim, or what it is made of, names what it speaks of and whose it is, by the kind of what is named."""

_OF_A_QUESTION = frozenset({"independence", "notListed", "sharedRoot", "sharedKindOfRecord"})
_OF_A_DOCUMENT = frozenset({"referencesMeet"})
"""Kinds of findings that count the claims of a question, or references of a document, and so change with one more."""

Origins = dict[str, str]
"""What is touched, with the changed entry that touches it."""


@dataclass(slots=True)
class Touched:
    """What changes touch. ``everywhere`` counts for every rule, ``of_rule`` for the rule alone."""

    changes: Changes
    everywhere: Origins = field(default_factory=dict)
    of_rule: dict[str, Origins] = field(default_factory=lambda: {"roots": {}, "arguments": {}})
    findings: dict[str, set[str]] = field(default_factory=dict)

    def origins(self, paths: Iterable[str], rule: str = "") -> set[str]:
        """The changed entries that claims, sources, findings rest on, as far as a rule goes."""
        found: set[str] = set()
        for path in paths:
            for touched in (self.everywhere, self.of_rule.get(rule, {})):
                found |= {touched[path]} if path in touched else set()
            found |= self.findings.get(path, set())
        return found


class Walk:
    """Walks from changes to what rests on them.

    Args:
        store: The store of the last build.
        base: The archive's base.
        changes: What has changed since.
        takers: The claims that take over the content of a claim.
    """

    def __init__(self, store: Store, base: str, changes: Changes, takers: Callable[[str], list[str]]) -> None:
        self._store = store
        self._base = base
        self._takers = takers
        self._asked: dict[str, set[str]] = {}
        self._citing: Origins = {}
        self._counted: Origins = {}
        self._used: dict[str, list[str]] = {}
        self.touched = Touched(changes)
        for change in changes.changes:
            self._begin(change)
        _spread(self.touched.everywhere, self._speaking)
        _spread(self.touched.of_rule["roots"], self._resting)
        self._follow()
        _spread(self.touched.of_rule["roots"], self._resting)
        _spread(self.touched.of_rule["arguments"], self._bearing)
        for rule, touched in (("", self.touched.everywhere), *self.touched.of_rule.items()):
            for path, origin in touched.items():
                self._findings(path, origin, rule)
        self._counts()

    def _begin(self, change: Change) -> None:
        """Where the walks start: the entry itself, and what it makes or names besides."""
        path, kind = change.path, change.path.partition("/")[0]
        if change.kind is not Kind.ADDED:
            self.touched.everywhere[path] = path
        if kind in ("source", "reference"):
            self.touched.of_rule["roots"][path] = path
        if kind == "reference":
            self._citing[f"source/{path.split('/')[1]}"] = path
        if kind == "argument":
            self._arguments([path, *self._named(change.block, ("on",))], path)
        elif kind == "claim":
            self._claim(change)

    def _claim(self, change: Change) -> None:
        path, block = change.path, change.block
        made = [path.replace("claim/", "argument/", 1) + f"-{kind}" for kind in ATTACKS]
        self._arguments([*made, *self._named(block, ATTACKS)], path)
        unnamed = path.replace("claim/", "actor/unnamed/", 1)
        if change.kind is not Kind.ADDED:
            self.touched.everywhere.setdefault(unnamed, path)
        before = self._questions(path)
        now = set(self._may_ask(block)) if block else set()
        self._asked[path] = before | now
        if not before & now:
            self._counted |= dict.fromkeys(before | now, path)
        for question in before | now:
            if question.endswith("/depends-on"):
                self.touched.of_rule["roots"].setdefault(_about(question), path)
        if block is not None:
            self._cited(block, path)

    def _arguments(self, paths: Iterable[str], origin: str) -> None:
        for path in paths:
            self.touched.of_rule["arguments"].setdefault(path, origin)

    def _cited(self, block: Block, path: str) -> None:
        """A claim that cites otherwise has other roots.

        What a document cites decides, too, which of the sources that it
        depends on its text as a whole is taken from.
        """
        document = f"source/{path.split('/')[1]}"
        depends_on = set(self._objects(document, TM.dependsOn))
        before = {_entry(cited) for name in (TM.supportedBy, DCT.references) for cited in self._objects(path, name)}
        now = {f"reference/{path.split('/')[1]}/{key}" for key in _references(block)}
        if before != now:
            self.touched.of_rule["roots"].setdefault(path, path)
            self._citing |= {document: path} if self._is_called_otherwise(before, now, path) else {}
        for entry in before ^ now if depends_on else ():
            works = self._objects(entry, CITO.hasCitedEntity)
            wholes = [whole for work in works for whole in self._objects(work, DCT.isPartOf)]
            if depends_on & {*works, *wholes}:
                self.touched.of_rule["roots"].setdefault(document, path)

    def _is_called_otherwise(self, before: set[str], now: set[str], path: str) -> bool:
        """Whether one of the references is called now, or was, by this claim alone."""
        for entry in before ^ now:
            called = (entry, *self._subjects(DCT.isPartOf, entry))
            by = (self._subjects(name, call) for name in (TM.supportedBy, DCT.references) for call in called)
            if all(claim == path for claims in by for claim in claims):
                return True
        return False

    def _named(self, block: Block | None, names: Iterable[str]) -> Iterator[str]:
        """The claims and arguments that some fields of a block name."""
        source = block.fields.get("source", "") if block else ""
        for name in names:
            for key in _texts(block, name):
                within = key if "/" in key else f"{source}/{key}"
                yield from (f"{kind}/{within.rpartition(':')[2]}" for kind in ("claim", "argument"))

    def _may_ask(self, block: Block) -> Iterator[str]:
        """The questions that a claim may answer, by what it names."""
        about, aspect = str(block.fields.get("about", "")), str(block.fields.get("aspect", ""))
        for register in (*REGISTERS, "source"):
            yield f"proposition/{register}/{about.rpartition(':')[2]}/{aspect}"
        for path in self._named(block, ("about",)):
            yield f"proposition/{path}/{aspect}"
        for path in self._named(block, ("states",)):
            yield from (stated.rpartition("/")[0] for stated in self._objects(path, TM.states))

    def _speaking(self, path: str) -> Iterator[str]:
        """What names a thing; of a claim, what takes its content over or was worked out from it."""
        for predicate in _SPEAKING.get(path.partition("/")[0], _SPEAKING_OF_THINGS):
            yield from self._subjects(predicate, path)
        if path.startswith("claim/"):
            yield from self._takers(path)
            yield from self._derived(path)

    def _derived(self, claim: str) -> Iterator[str]:
        for user in self._users(claim):
            if user.startswith("derivation/"):
                yield user.replace("derivation/", "claim/", 1)

    def _resting(self, path: str) -> Iterator[str]:
        """What rests on a source or reference; the claims are those whose chains of sources it is found on."""
        if path.startswith("claim/"):
            yield from self._derived(path)
            return
        for predicate in (TM.dependsOn, DCT.isPartOf):
            yield from self._subjects(predicate, path)
        for finding in self._users(path):
            if finding.startswith("finding/roots/"):
                yield from (about for about in self._objects(finding, TM.about) if about.startswith("claim/"))

    def _bearing(self, path: str) -> Iterator[str]:
        """What an argument speaks to, and the arguments that need a claim."""
        for predicate in (TM.supports, TM.attacks):
            yield from self._objects(path, predicate)
        yield from self._subjects(TM.premise, path)

    def _follow(self) -> None:
        """Claims that are followed into a document on a question, where what it says there has come, gone or moved."""
        roots = self.touched.of_rule["roots"]
        resting = [path for path in roots if path.startswith("claim/")]
        for path in resting:
            self._asked.setdefault(path, self._questions(path))
            self._counted |= dict.fromkeys(self._asked[path], roots[path])
        for path, questions in self._asked.items():
            document, origin = f"source/{path.split('/')[1]}", roots.get(path, path)
            for question in questions:
                for claim in self._claims_on(question):
                    if claim not in roots and self._passes(claim, document):
                        roots[claim] = origin

    def _passes(self, claim: str, document: str) -> bool:
        """Whether the chains of a claim lead through a document."""
        found = (finding for finding in self._subjects(TM.about, claim) if finding.startswith("finding/roots/"))
        return any(document in self._objects(finding, PROV.used) for finding in found)

    def _questions(self, claim: str) -> set[str]:
        return {stated.rpartition("/")[0] for stated in self._objects(claim, TM.states)}

    def _claims_on(self, question: str) -> Iterator[str]:
        for answer in self._subjects(TM.about, _about(question)):
            if answer.startswith(question + "/"):
                yield from self._subjects(TM.states, answer)

    def _findings(self, path: str, origin: str, rule: str) -> None:
        for finding in self._users(path):
            if finding.startswith(f"finding/{rule}"):
                self.touched.findings.setdefault(finding, set()).add(origin)

    def _counts(self) -> None:
        """The findings that count: claims on a question, or references of a document, of which there are now others."""
        for question, origin in self._counted.items():
            self.touched.of_rule["roots"].setdefault(question, origin)
            for finding in (*self._subjects(TM.about, question), *self._subjects(TM.about, _about(question))):
                self._count(finding, _OF_A_QUESTION, origin)
        for document, origin in self._citing.items():
            for finding in self._users(document):
                self._count(finding, _OF_A_DOCUMENT, origin)

    def _count(self, finding: str, kinds: AbstractSet[str], origin: str) -> None:
        if finding.startswith("finding/") and kinds & {
            kind.removeprefix(V.base) for kind in self._objects(finding, DCT.type)
        }:
            self.touched.findings.setdefault(finding, set()).add(origin)

    def _users(self, path: str) -> list[str]:
        """The findings and derivations that use something."""
        found = self._used.get(path)
        return self._used.setdefault(path, self._subjects(PROV.used, path)) if found is None else found

    def _subjects(self, predicate: NamedNode, path: str) -> list[str]:
        quads = self._store.quads_for_pattern(None, predicate, NamedNode(self._base + path))
        return [self._path(quad.subject) for quad in quads]

    def _objects(self, path: str, predicate: NamedNode) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(self._base + path), predicate, None)
        return [self._path(quad.object) for quad in quads]

    def _path(self, node: object) -> str:
        return node.value.removeprefix(self._base) if isinstance(node, NamedNode) else str(node)


def _spread(touched: Origins, onward: Callable[[str], Iterable[str]]) -> None:
    """Follow from what is touched to all that rests on it, the nearest origin first."""
    waiting = list(touched)
    for path in waiting:
        for other in onward(path):
            if other not in touched and not other.startswith("finding/"):
                touched[other] = touched[path]
                waiting.append(other)


def _about(question: str) -> str:
    return question.removeprefix("proposition/").rpartition("/")[0]


def _entry(reference: str) -> str:
    return "/".join(reference.split("/")[:3])


def _references(block: Block) -> set[str]:
    return {written.removesuffix("?").strip().partition(" p. ")[0] for written in _texts(block, "references")}


def _texts(block: Block | None, name: str) -> list[str]:
    value = block.fields.get(name, []) if block else []
    return [value] if isinstance(value, str) else [text for text in value if isinstance(text, str)]  # type: ignore[attr-defined]
