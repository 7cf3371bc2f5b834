"""An archive opened for pages: its store, its facts, and who speaks of what. Made once for each build."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode, Store

from testimonia.infer import phrase
from testimonia.infer.derivations import question_of, questions
from testimonia.infer.entries import Answer, ArgumentFact, Call, ClaimFact
from testimonia.infer.facts import Facts
from testimonia.infer.found import Findings
from testimonia.infer.readings import title_of
from testimonia.infer.source_graph import source_graph
from testimonia.infer.trail_record import named
from testimonia.pages.names import Name, Text, best, from_pair, name_of, texts
from testimonia.query.run import UNION
from testimonia.vocabulary import DCT, OA, RDF, SKOS, TM, V

_BY_PATH: Final = frozenset({"passage", "curation", "derivation", "mapping", "geometry", "rule", "flag", "graph"})
_OPEN_AT_ONCE: Final = 2
"""A build and the one before it, for requests that began with that."""

_opened: OrderedDict[int, "_Opening"] = OrderedDict()
_opening = threading.Lock()


class Archive:
    """What the pages of one build are made from.

    Args:
        store: The build's store.
        base: The archive's base.
    """

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self.base = base
        graphs = (NamedNode(f"{base}graph/{name}") for name in UNION)
        self.facts = Facts(
            (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)), base
        )
        self.findings = Findings(store, base)
        self._names: dict[tuple[str, str], Name] = {}
        self._there: dict[str, bool] = {}

    def ready(self) -> "Archive":
        """This archive, with all read that pages ask for again and again."""
        self.facts.whole()
        source_graph(self.facts)
        _ = (
            questions(self.facts),
            self.by_about,
            self.by_holder,
            self.by_mention,
            self.by_source,
            self.by_work,
            self.by_voice,
            self.arguments_on,
            self.flags_on,
            self.sections,
        )
        return self

    def node(self, path: str) -> NamedNode:
        """The node at a path."""
        return NamedNode(self.base + path)

    def has(self, path: str) -> bool:
        """Whether anything is said of a node, so that it has a page."""
        if path not in self._there:
            found = next(iter(self.store.quads_for_pattern(self.node(path), None, None)), None)
            self._there[path] = found is not None or path in self.graphs
        return self._there[path]

    @cached_property
    def graphs(self) -> frozenset[str]:
        """The paths of the named graphs."""
        named = (node.value for node in self.store.named_graphs() if isinstance(node, NamedNode))
        return frozenset(iri.removeprefix(self.base) for iri in named if iri.startswith(self.base))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The paths of all nodes of which anything is said, named graphs among them, in order."""
        subjects = {quad.subject.value for quad in self.store if isinstance(quad.subject, NamedNode)}
        own = {iri.removeprefix(self.base) for iri in subjects if iri.startswith(self.base)}
        return tuple(sorted((own | self.graphs) - {""}))

    def name(self, path: str, language: str) -> Name:
        """A thing by its name in a language."""
        if (path, language) not in self._names:
            self._names[path, language] = self._name(path, language)
        return self._names[path, language]

    def _name(self, path: str, language: str) -> Name:
        if path.startswith('"'):
            return self._literal(path, language)
        if path.startswith(("http://", "https://", "urn:")):
            return from_pair(
                path,
                phrase.word(path.removeprefix(V.base)) if path.startswith(V.base) else phrase.Pair(path, path),
                language,
            )
        if path.startswith("proposition/"):
            return self._question_name(path, language)
        found = name_of(self.store, self.node(path), path, language)
        return found or self._described(path, language)

    def _described(self, path: str, language: str) -> Name:
        """What to call a thing without a name: its words, or its path below its kind."""
        kind, _, rest = path.partition("/")
        told = {"time": TM.edtf, "snapshot": DCT.identifier}.get(kind)
        if told:
            return Name(path, self.facts.text(path, told) or rest)
        return Name(path, rest or path) if kind in _BY_PATH else from_pair(path, named(self.facts, path).name, language)

    def _literal(self, written: str, language: str) -> Name:
        """A text in place of a thing, as the facts write it: ``"words"@en``."""
        text, _, tag = written.rpartition('"')
        told = tag.removeprefix("@")
        shown = text[1:].replace('\\"', '"').replace("\\\\", "\\")
        return Name("", shown, "" if told in (language, "und") or "^" in told else told)

    def _question_name(self, path: str, language: str) -> Name:
        answer = self.facts.answers.get(path)
        question = answer.question if answer else path
        about, aspect = self.asked(question)
        if not about:
            return Name(path, path)
        if about.startswith("proposition/"):
            inner = self.name(about, language).text
            title = f"{self.word(aspect, language)}: {inner}"
            return Name(path, title[:1].upper() + title[1:])
        return from_pair(path, title_of(self.facts, about, aspect), language)

    def untitled(self, question: str, sentence: phrase.Pair) -> phrase.Pair:
        """A sentence of a rule without the title of the question, under which it stands."""
        titles = (self.name(question, language).text for language in ("en", "de"))
        return phrase.Pair(*(said.removeprefix(f"{title}: ") for said, title in zip(sentence, titles, strict=True)))

    def asked(self, question: str) -> tuple[str, str]:
        """What a question is about, and its aspect as a word of the vocabulary."""
        about = next(iter(self.facts.linked(question, TM.about)), "")
        return about, self.facts.text(question, TM.aspect).removeprefix(V.base)

    def word(self, end: str, language: str) -> str:
        """The label of a word of the vocabulary."""
        pair = phrase.word(end)
        return pair.german if language == "de" else pair.english

    def text(self, path: str, predicate: NamedNode, language: str) -> Text | None:
        """The text that a thing has under a property, in the reader's language if there is one."""
        return best(texts(self.store, self.node(path), predicate), language)

    def notes(self, path: str, language: str) -> tuple[Text, ...]:
        """The curator's remarks on a thing."""
        found = texts(self.store, self.node(path), SKOS.editorialNote)
        return tuple(text for text in (best([note], language) for note in found) if text)

    def label(self, end: str) -> phrase.Pair:
        """The label of a word of the vocabulary in both languages."""
        return phrase.word(end)

    def kind(self, path: str, language: str) -> str:
        """What sort of event, actor, place or work a thing is, in words."""
        kinds = self.facts.linked(path, DCT.type)
        return ", ".join(self.word(kind.removeprefix(V.base), language) for kind in kinds)

    def classes(self, path: str) -> frozenset[str]:
        """The classes of a node, those of the ontology by the end of their IRI."""
        found = (quad.object for quad in self.store.quads_for_pattern(self.node(path), RDF.type, None))
        return frozenset(kind.value.removeprefix(TM.base) for kind in found if isinstance(kind, NamedNode))

    def subjects(self, predicate: NamedNode, path: str) -> list[str]:
        """The paths of the nodes that lead to a thing by a property, in order."""
        quads = self.store.quads_for_pattern(None, predicate, self.node(path))
        return sorted(
            {quad.subject.value.removeprefix(self.base) for quad in quads if isinstance(quad.subject, NamedNode)}
        )

    @cached_property
    def by_about(self) -> Mapping[str, tuple[str, ...]]:
        """The questions about a thing that have claims."""
        return _grouped((self.asked(question)[0], question) for question in questions(self.facts))

    def claims_about(self, path: str) -> list[ClaimFact]:
        """The claims about a thing, question by question."""
        asked = questions(self.facts)
        return [claim for question in self.by_about.get(path, ()) for claim in asked[question]]

    @cached_property
    def by_holder(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that an actor holds."""
        return _grouped((claim.holder, claim.path) for claim in self.facts.claims.values())

    @cached_property
    def by_voice(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that an actor passes on."""
        return _grouped((voice, claim.path) for claim in self.facts.claims.values() for voice in claim.voices)

    @cached_property
    def by_source(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that stand in a document, in the order of its text."""
        found = _grouped((claim.source, claim.path) for claim in self.facts.claims.values())
        return {
            source: tuple(sorted(claims, key=lambda c: (self.facts.stands_at(c), c)))
            for source, claims in found.items()
        }

    @cached_property
    def by_work(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that cite a work, or call a reference."""
        calls = [(call, claim) for claim in self.facts.claims.values() for call in claim.calls]
        return _grouped((path, claim.path) for call, claim in calls for path in _called(self.facts, call))

    @cached_property
    def sections(self) -> Mapping[tuple[str, str], str]:
        """The names of the sections of documents, by the document's key and theirs."""
        named = ((path, self.facts.text(path, SKOS.prefLabel)) for path in self.facts.of_class(TM.Passage))
        return {(path.split("/")[1], self.facts.text(path, TM.section)): name for path, name in named if name}

    def section(self, passage: str) -> str:
        """The name of the section in which a passage stands; its key, where that has no name."""
        key = self.facts.text(passage, TM.section)
        return self.sections.get((passage.split("/")[1], key), key)

    @cached_property
    def arguments_on(self) -> Mapping[str, tuple[ArgumentFact, ...]]:
        """The arguments for or against a claim or another argument."""
        arguments = self.facts.arguments
        found = _grouped((target, one.path) for one in arguments.values() for target in one.targets)
        return {target: tuple(arguments[path] for path in paths) for target, paths in found.items()}

    @cached_property
    def flags_on(self) -> Mapping[str, tuple[str, ...]]:
        """The editors' flags on a claim."""
        flags = self.facts.of_class(TM.EditorialFlag)
        return _grouped((target, flag) for flag in flags for target in self.facts.linked(flag, OA.hasTarget))

    def flags_in(self, document: str) -> list[str]:
        """The editors' flags in a document, in order."""
        start = f"flag/{document.removeprefix('source/')}/"
        return [flag for flag in self.facts.of_class(TM.EditorialFlag) if flag.startswith(start)]

    @cached_property
    def by_mention(self) -> Mapping[str, tuple[str, ...]]:
        """The claims whose answer or scope names a thing."""
        return _grouped(
            (path, claim)
            for answer in self.facts.answers.values()
            for path in _mentioned(answer)
            for claim in self.facts.stated_by.get(answer.path, ())
        )

    def question(self, claim: ClaimFact) -> str:
        """The question that a claim answers."""
        return question_of(self.facts, claim)


def _called(facts: Facts, call: Call) -> Iterable[str]:
    entry = next(iter(facts.linked(call.reference, DCT.isPartOf)), "")
    return {call.reference, call.work, entry} - {""}


def _mentioned(answer: Answer) -> Iterable[str]:
    named_in = {*answer.values, answer.place, answer.population, *answer.excludes, *answer.definitions}
    named_in |= {path for figure in answer.figures for path in (figure.population, figure.whole, figure.excludes)}
    return (path for path in named_in if path and not path.startswith('"'))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: tuple(sorted(values)) for key, values in sorted(found.items())}


class _Opening:
    """The archive of one store, made by whoever asks first; only those who ask for this one wait for it."""

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self._base = base
        self._lock = threading.Lock()
        self._archive: Archive | None = None

    def archive(self) -> Archive:
        with self._lock:
            if self._archive is None:
                self._archive = Archive(self.store, self._base).ready()
            return self._archive


def opened(store: Store, base: str) -> Archive:
    """The archive of a store, made ready when first asked for and kept while its build is served."""
    with _opening:
        found = _opened.get(id(store))
        if found is None or found.store is not store:
            found = _opened[id(store)] = _Opening(store, base)
            while len(_opened) > _OPEN_AT_ONCE:
                _opened.popitem(last=False)
        _opened.move_to_end(id(store))
    return found.archive()
