"""Roots: what each claim rests on in the end, and whether the claims on one question are several witnesses or one.

A question is looked at as a whole; so are a document with its references, and
a circle of sources. Independence is stated only where every chain ends in a
work that was read, and no work is shared. A claim that was worked out from
others has their roots, and is no witness beside them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import combinations

from testimonia.infer import roots_words as words
from testimonia.infer.chains import Ending, Relation, Roots, question_circles, question_roots, relation
from testimonia.infer.derivations import derivations, questions
from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Rule, Unit
from testimonia.infer.source_graph import SourceGraph, source_graph

NAME = "roots"

MANY = 64
"""Of a longer chain only the nearest works and the ends are inputs of a finding; the rest is in its unit."""

COMPARED = 20_000
"""Pairs on one question that are compared and linked; where there are more, only their number is told."""


@dataclass(frozen=True, slots=True)
class Count:
    """The pairs of claims on a question, by what is known of their independence; None where they are too many."""

    independent: int
    dependent: int
    unknown: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionRoots:
    """A row of the table of roots: a question, the claims on it with the ends of their chains, the count of pairs."""

    question: str
    label: str
    claims: tuple[tuple[str, tuple[Ending, ...], bool], ...]
    count: Count | None


def units(facts: Facts) -> Iterator[Unit]:
    """One unit a question, a document that cites, a circle of sources."""
    graph = source_graph(facts)
    for question, claims in questions(facts).items():
        derived = [_derivation_digests(graph)[claim.path] for claim in claims if claim.derived_from]
        yield Unit(f"question {question}", (_content(graph, question, claims), derived))
    for document in sorted(graph.cited):
        entries = _entries(graph, document)
        works = sorted({document, *entries.values(), *graph.works[document].depends_on})
        marks = [(entry, work, words.names(facts, entry)) for entry, work in sorted(entries.items())]
        yield Unit(f"document {document}", (marks, [(path, graph.digest[path]) for path in works]))
    for circle in graph.circles:
        yield Unit(f"circle {circle[0]}", [(graph.works[path], words.names(facts, path)) for path in circle])


def find(facts: Facts, unit: Unit) -> list[Finding]:
    """What follows in one unit."""
    graph = source_graph(facts)
    kind, _, key = unit.key.partition(" ")
    if kind == "question":
        return list(_question_findings(graph, key, questions(facts)[key]))
    if kind == "document":
        return [*_meeting_references(graph, key), *_leading_back(graph, key)]
    circle = next(circle for circle in graph.circles if circle[0] == key)
    return [Finding(rule=NAME, kind="circularSourcing", about=key, inputs=circle, **words.circle(facts, circle))]


def root_table(facts: Facts, about: str | None = None) -> list[QuestionRoots]:
    """The roots of every claim, question by question; of one thing, question or claim, where it is given."""
    graph, rows = source_graph(facts), []
    for question, claims in questions(facts).items():
        subject = words.subject(facts, claims[0])
        if about not in (None, question, subject) and all(claim.path != about for claim in claims):
            continue
        roots = question_roots(graph, claims)
        told = tuple((found.claim.path, found.every_ending(graph), found.is_known(graph)) for found in roots)
        rows.append(QuestionRoots(question, words.question(facts, claims[0])[0], told, count_pairs(graph, roots)))
    return rows


def count_pairs(graph: SourceGraph, roots: Sequence[Roots]) -> Count | None:
    """The pairs by what is known of them; claims that rest on the same are compared once."""
    alike: dict[object, list[Roots]] = defaultdict(list)
    for found in roots:
        is_known = found.is_known(graph)
        sets = (found.chain, found.wholes, found.word, is_known, found.own, found.claim.source, found.derived)
        alike[sets].append(found)
    groups = list(alike.values())
    if len(groups) * (len(groups) + 1) // 2 > COMPARED:
        return None
    numbers, pairs = dict.fromkeys(Relation, 0), []
    for group in groups:
        numbers[relation(graph, group[0], group[0])] += len(group) * (len(group) - 1) // 2
    for one, other in combinations(groups, 2):
        related = relation(graph, one[0], other[0])
        numbers[related] += len(one) * len(other)
        if related == Relation.INDEPENDENT and numbers[related] <= COMPARED:
            pairs += [tuple(sorted((a.claim.path, b.claim.path))) for a in one for b in other]
    linked = pairs if len(pairs) == numbers[Relation.INDEPENDENT] else []
    independent, dependent, unknown = (numbers[related] for related in Relation)
    return Count(independent, dependent, unknown, tuple(sorted((a, b) for a, b in linked)))


def _content(graph: SourceGraph, question: str, claims: Sequence[ClaimFact]) -> object:
    """The claims, all that their chains hold, and the names that the sentences say."""
    facts = graph.facts
    works = {call.work for claim in claims for call in claim.calls if call.work} | {claim.source for claim in claims}
    named = {claim.holder for claim in claims} | {
        words.entry(call.reference) for claim in claims for call in claim.calls
    }
    digests = [(path, graph.digest[path]) for path in sorted(works)]
    return (question, words.question(facts, claims[0]), claims, digests, [words.names(facts, p) for p in sorted(named)])


@lru_cache(maxsize=1)
def _derivation_digests(graph: SourceGraph) -> Mapping[str, str]:
    """For each derived claim, and what it rests on, a digest of all that decides its roots."""
    net, asked = derivations(graph.facts), questions(graph.facts)
    content: dict[str, str] = {}
    for key, paths in net.by_question.items():
        content |= dict.fromkeys(paths, sha256(repr(_content(graph, key, asked[key])).encode()).hexdigest())
    return net.digests(lambda path: (path, content[path]))


def _question_findings(graph: SourceGraph, question: str, claims: Sequence[ClaimFact]) -> Iterator[Finding]:
    roots = question_roots(graph, claims)
    for found in roots:
        yield _claim_finding(graph, found)
    if len(roots) > 1:
        yield from _shared(graph, question, roots)
        yield _independence(graph, question, roots)
    for circle in question_circles(roots):
        said = words.circle(graph.facts, [path for path in circle if path in graph.told])
        yield Finding(rule=NAME, kind="circularSourcing", about=question, inputs=circle, **said)


def _claim_finding(graph: SourceGraph, found: Roots) -> Finding:
    claim, is_known = found.claim, found.is_known(graph)
    endings = found.every_ending(graph)
    unread = found.chain & ~found.ends & ~graph.read
    passed = words.Passed(graph.paths(unread, words.FIRST), unread.bit_count())
    chain = graph.paths(found.chain if found.chain.bit_count() <= MANY else found.near | found.ends)
    rests = {call.reference for call in claim.calls} | {ending.path for ending in endings} | set(chain)
    rests |= set(claim.derived_from)
    return Finding(
        rule=NAME,
        kind="rootsKnown" if is_known else "rootsUnknown",
        about=claim.path,
        inputs=(claim.path, *sorted(rests)),
        links=tuple((claim.path, "rootSource", path) for path in sorted(graph.paths(found.ends))),
        **words.chains(graph.facts, endings, passed, is_own=bool(found.own), derived_from=len(claim.derived_from)),
    )


def _shared(graph: SourceGraph, question: str, roots: Sequence[Roots]) -> Iterator[Finding]:
    """One finding for each document, or kind of record, that several claims on a question come down to."""
    met: dict[int, list[str]] = defaultdict(list)
    for found in roots:
        sources = found.chain if found.chain.bit_count() <= MANY else found.near | found.ends
        for path in graph.paths(sources):
            met[graph.bit[path]].append(found.claim.path)
    told: set[tuple[str, ...]] = set()
    for bit, claims in sorted(met.items(), key=lambda item: (not item[0] & graph.one, item[0])):
        is_one = bool(bit & graph.one)
        if len(claims) == 1 or tuple(claims) in told:
            continue
        told.add(tuple(claims))
        source = graph.paths(bit)[0]
        kind = "sharedRoot" if is_one else "sharedKindOfRecord"
        said = words.shared(graph.facts, roots[0].claim, source, len(claims), len(roots), is_one=is_one)
        yield Finding(rule=NAME, kind=kind, about=question, inputs=(source, *claims), **said)


def _independence(graph: SourceGraph, question: str, roots: Sequence[Roots]) -> Finding:
    count = count_pairs(graph, roots)
    both = [pair for one, other in (count.pairs if count else ()) for pair in ((one, other), (other, one))]
    return Finding(
        rule=NAME,
        kind="independence",
        about=question,
        inputs=tuple(found.claim.path for found in roots),
        links=tuple((one, "independentOf", other) for one, other in both),
        **words.independence(graph.facts, roots[0].claim, len(roots), count),
    )


def _entries(graph: SourceGraph, document: str) -> dict[str, str]:
    """The entries of a document's references that claims call, with the works they lead to; pages fall away."""
    calls = (call for claim in graph.told[document] for call in claim.calls if call.work)
    return {words.entry(call.reference): call.work for call in calls}


def _meeting_references(graph: SourceGraph, document: str) -> Iterator[Finding]:
    """References with different numbers that lead to one document."""
    met: dict[int, list[str]] = defaultdict(list)
    for entry, work in sorted(_entries(graph, document).items()):
        for path in graph.paths((graph.ends[work] | graph.bit[work]) & graph.one):
            met[graph.bit[path]].append(entry)
    told: set[tuple[str, ...]] = set()
    for bit, entries in sorted(met.items()):
        if len(entries) > 1 and tuple(entries) not in told:
            told.add(tuple(entries))
            source = graph.paths(bit)[0]
            said = words.references(graph.facts, document, source, entries)
            inputs = (document, source, *entries)
            yield Finding(rule=NAME, kind="referencesMeet", about=source, inputs=inputs, **said)


def _leading_back(graph: SourceGraph, document: str) -> Iterator[Finding]:
    """A text that is taken from an encyclopaedia, and cites that encyclopaedia as its source."""
    taken = {path: graph.encyclopaedias(path) for path in (document, *graph.works[document].depends_on)}
    for entry, work in sorted(_entries(graph, document).items()):
        for whole in sorted(graph.encyclopaedias(work).intersection(set().union(*taken.values()))):
            texts = {path for path, wholes in taken.items() if whole in wholes}
            inputs = tuple(sorted({document, entry, work, whole, *texts}))
            said = words.leads_back(graph.facts, document, entry, work, whole)
            yield Finding(rule=NAME, kind="circularSourcing", about=document, inputs=inputs, **said)


RULE = Rule(
    name=NAME,
    summary="What each statement rests on in the end, and which statements on one question are separate witnesses.",
    units=units,
    find=find,
)
