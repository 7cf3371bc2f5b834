"""What stands beside a claim: other claims and whether they are separate witnesses, arguments, findings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.arguments import labels
from testimonia.infer.chains import Relation, Roots, is_told_by_one, relation, shared
from testimonia.infer.derivations import question_of
from testimonia.infer.facts import ArgumentFact, Facts
from testimonia.infer.found import Findings
from testimonia.infer.phrase import Pair
from testimonia.infer.source_graph import SourceGraph, source_graph
from testimonia.infer.trail_ground import roots_of, roots_on
from testimonia.infer.trail_parts import NOTHING, Argued, Beside, Other, Told
from testimonia.infer.trail_record import brief, briefs, named

OTHERS: Final = 30
"""So many other claims are listed, those first of which something was found; the rest are counted."""

TOLD: Final = 60
ARGUED: Final = 60
SHARED: Final = 3

_CONTRARY: Final = ("conflict", "apparentConflict", "opposition", "undecided", "differentScope")
_BOTH_LEAD: Final = Pair("both lead back to {}", "beide führen zurück auf: {}")
_BOTH_WORD: Final = Pair("both pass on the word of {}", "beide geben das Wort weiter von: {}")
_NO_ONE: Final = Pair(
    "both lead back to {}, which is no one document",
    "beide führen zurück auf: {}, was nicht ein einzelnes Dokument ist",
)
_SAME_DOCUMENT: Final = Pair(
    "one is the word of the document in which the other stands",
    "eine ist das Wort des Dokuments, in dem die andere steht",
)
_DERIVED: Final = Pair(
    "one was worked out from the other, or both from the same claim",
    "eine ist aus der anderen hergeleitet, oder beide aus derselben Aussage",
)
_OPEN: Final = {
    (False, True): Pair("the chain of this claim is open", "die Kette dieser Aussage ist offen"),
    (True, False): Pair("the chain of the other claim is open", "die Kette der anderen Aussage ist offen"),
    (False, False): Pair("the chains of both are open", "die Ketten beider sind offen"),
}
_SEPARATE: Final = Pair(
    "every chain ends in a work that was read, and none is shared",
    "jede Kette endet in einem gelesenen Werk, und keines ist gemeinsam",
)


def beside(facts: Facts, findings: Findings, claim: str) -> Beside:
    """The other claims on the question, and those that were compared with this one."""
    graph, own = source_graph(facts), roots_of(facts, claim)
    roots = roots_on(facts, question_of(facts, own.claim))
    related = {found.claim.path: (relation(graph, own, found), found) for found in roots if found.claim.path != claim}
    compared = _compared(facts, findings, claim)
    order = sorted({*related, *compared}, key=lambda path: (_weight(compared.get(path, ())), path))
    counts = Counter(state for state, _ in related.values())
    return Beside(
        others=tuple(_other(facts, path, own, related, compared) for path in order[:OTHERS]),
        independent=counts[Relation.INDEPENDENT],
        dependent=counts[Relation.DEPENDENT],
        unknown=counts[Relation.UNKNOWN],
        left_out=max(0, len(order) - OTHERS),
    )


def _other(
    facts: Facts,
    path: str,
    own: Roots,
    related: Mapping[str, tuple[Relation, Roots]],
    compared: Mapping[str, Sequence[Told]],
) -> Other:
    if path not in related:
        return Other(brief(facts, path), "", NOTHING, tuple(compared[path]))
    state_of, found = related[path]
    return Other(brief(facts, path), state_of, _why(facts, own, found, state_of), tuple(compared.get(path, ())))


def _why(facts: Facts, own: Roots, other: Roots, state_of: Relation) -> Pair:
    """Why two claims are separate witnesses or one, or why that is not known."""
    graph = source_graph(facts)
    both = shared(graph, own, other)
    if state_of == Relation.INDEPENDENT:
        return _SEPARATE
    if both & graph.one:
        return _BOTH_LEAD.filled(_names(facts, graph, both & graph.one))
    if state_of == Relation.DEPENDENT:
        is_derived = own.derived & other.derived
        return _DERIVED if is_derived else _BOTH_WORD.filled(phrase.name(facts, own.claim.holder))
    if both:
        return _NO_ONE.filled(_names(facts, graph, both))
    is_told = is_told_by_one(own, other)
    return _SAME_DOCUMENT if is_told else _OPEN[own.is_known(graph), other.is_known(graph)]


def _names(facts: Facts, graph: SourceGraph, sources: int) -> Pair:
    return phrase.joined((phrase.name(facts, path) for path in graph.paths(sources, SHARED)), "; ")


def _compared(facts: Facts, findings: Findings, claim: str) -> Mapping[str, list[Told]]:
    """What the comparison found of this claim and another, by the other's path."""
    found: dict[str, list[Told]] = defaultdict(list)
    for path in _of_rule(findings.on(claim), "comparable")[: OTHERS * 2]:
        finding = findings.finding(path)
        others = [other for other in finding.inputs if other != claim] if finding else []
        if finding and len(others) == 1 and others[0] in facts.claims:
            found[others[0]].append(told(findings, path))
    return found


def _weight(found: Sequence[Told]) -> int:
    places = [_CONTRARY.index(one.kind) if one.kind in _CONTRARY else len(_CONTRARY) for one in found]
    return min(places, default=len(_CONTRARY) + 1)


def told(findings: Findings, path: str) -> Told:
    """A finding in short.

    Raises:
        KeyError: The last build made no such finding.
    """
    finding = findings.finding(path)
    if finding is None:
        raise KeyError(path)
    return Told(path, finding.kind, phrase.word(finding.kind), Pair(finding.english, finding.german))


def told_of(findings: Findings, paths: Iterable[str]) -> tuple[tuple[Told, ...], int]:
    """Findings in short, so many of them, and how many more there are."""
    listed = sorted(set(paths))
    return tuple(told(findings, path) for path in listed[:TOLD]), max(0, len(listed) - TOLD)


def _of_rule(paths: Iterable[str], *rules: str) -> list[str]:
    return [path for path in paths if path.split("/")[1] in rules]


def of_rule(findings: Findings, path: str, *rules: str) -> list[str]:
    """The findings of some rules that rest on a thing or are about it."""
    return _of_rule(findings.on(path), *rules)


def argued(facts: Facts, target: str) -> tuple[tuple[Argued, ...], int]:
    """The arguments on a claim or argument, those on these, and so on; and how many more there are than are listed."""
    by_target, standing = _by_target(facts), _standing(facts)
    found: list[Argued] = []
    seen, waiting = {target}, [(target, 0)]
    while waiting:
        path, depth = waiting.pop()
        for argument in by_target.get(path, ()):
            found.append(as_argued(facts, argument, path, depth, standing))
            if argument.path not in seen:
                seen.add(argument.path)
                waiting.append((argument.path, depth + 1))
    listed = sorted(found, key=lambda one: (one.depth, one.target, one.kind, one.path))
    return tuple(listed[:ARGUED]), max(0, len(listed) - ARGUED)


def as_argued(
    facts: Facts, argument: ArgumentFact, target: str, depth: int = 0, standing: Mapping[str, str] | None = None
) -> Argued:
    """An argument as it is shown on one of its targets."""
    return Argued(
        path=argument.path,
        kind=argument.kind,
        label=phrase.word(argument.kind),
        holder=named(facts, argument.holder),
        premises=briefs(facts, argument.premises),
        target=target,
        state=(standing or _standing(facts)).get(argument.path, ""),
        depth=depth,
    )


def standing(facts: Facts, path: str) -> str:
    """Whether a claim or argument stands under all arguments: *in*, *out*, *open*; empty where none touches it."""
    return _standing(facts).get(path, "") if path in _by_target(facts) else ""


@lru_cache(maxsize=1)
def _standing(facts: Facts) -> Mapping[str, str]:
    return labels(facts.arguments.values())


@lru_cache(maxsize=1)
def _by_target(facts: Facts) -> Mapping[str, tuple[ArgumentFact, ...]]:
    found: dict[str, list[ArgumentFact]] = defaultdict(list)
    for _, argument in sorted(facts.arguments.items()):
        for target in argument.targets:
            found[target].append(argument)
    return {target: tuple(arguments) for target, arguments in found.items()}
