"""The world according to a holder: plain triples of what they assert, minus what they deny, closed under the ontology.

A view is made on demand and stands in a graph of its own, ``view/<holder>``.
It is not what the archive says. A plain triple cannot hold the time, the people
or the definition that its claim is limited to, so a note beside each tells the
claim that it comes from. What is denied is not in the view, even where it
follows from what is asserted; what in turn follows from that stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from testimonia.infer.closure import closure
from testimonia.infer.contradictions import Contradiction, against_each_other, follows_and_denied
from testimonia.infer.facts import Answer, ClaimFact, Facts
from testimonia.infer.scope import is_limited
from testimonia.infer.values import described
from testimonia.vocabulary import OWL, PROV, RDF, SKOS, TM, V, turtle_quads

CLASSES = {"event": TM.Event, "actor": TM.Actor, "place": TM.Place, "source": TM.Source, "concept": SKOS.Concept}


@dataclass(frozen=True, slots=True)
class View:
    """What one holder asserts, in triples, and all that was not taken over.

    ``plain`` are the triples, ``closed`` these with all that follows, and
    ``notes`` what the figures, times and points in them say, and from which claim each
    comes. ``claims`` tells the claims behind a plain triple. ``left_out`` are
    claims that are not in the view, each with the reason as one word: a stance
    other than *asserts*; *ofStatement*, for what is said of a claim or
    question; *text*, for a name or another text; *noPlainForm*;
    *alsoDenied*. ``limited`` are claims that stand in it without their limits.
    """

    holder: str
    plain: tuple[Quad, ...]
    closed: tuple[Quad, ...]
    notes: tuple[Quad, ...]
    claims: dict[Quad, tuple[str, ...]]
    contradictions: tuple[Contradiction, ...]
    left_out: tuple[tuple[str, str], ...]
    limited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a holder asserts, before anything follows from it.

    ``claims`` tells the claims behind each plain triple, ``denied`` those by
    which a triple is denied, ``reasons`` why a claim gives none, as in ``left_out`` of a view.
    """

    claims: dict[Quad, list[str]]
    denied: dict[Quad, list[ClaimFact]]
    reasons: dict[str, str]


@lru_cache(maxsize=1)
def view_properties() -> dict[str, NamedNode]:
    """For each aspect and role, by the end of its IRI, the property that a view states it with."""
    return {
        str(quad.subject).strip("<>").removeprefix(V.base): quad.object
        for quad in turtle_quads("ontology/vocabularies")
        if quad.predicate == TM.viewProperty and isinstance(quad.object, NamedNode)
    }


def view(facts: Facts, holder: str) -> View:
    """The view of one holder, by the actor's path."""
    own = sorted((c for c in facts.claims.values() if c.holder == holder), key=lambda claim: claim.path)
    graph = _graph(facts, holder)
    stated = asserted(facts, own)
    claims, denied, reasons = stated.claims, stated.denied, stated.reasons
    plain = _with_classes(facts, claims)
    follows = [Quad(q.subject, q.predicate, q.object, graph) for q in (closure(plain) if plain else ())]
    limited = tuple(c.path for c in own if c.path not in reasons and is_limited(facts.answers[c.answer]))
    unlimited = {link: paths for link, paths in claims.items() if not set(paths) <= set(limited)}
    against, refused = follows_and_denied(facts, unlimited, follows, denied)
    return View(
        holder=holder,
        plain=_ordered(plain),
        closed=_ordered(quad for quad in follows if quad.triple not in refused),
        notes=_ordered([*described(facts, claims), *_origins(facts, holder, claims)]),
        claims={link: tuple(paths) for link, paths in claims.items()},
        contradictions=(*against_each_other(facts, holder), *against),
        left_out=tuple(reasons.items()),
        limited=limited,
    )


def asserted(facts: Facts, own: Sequence[ClaimFact]) -> Asserted:
    """What a holder asserts, by all claims of that holder."""
    denied = _denied(facts, own)
    reasons = {claim.path: reason for claim in own if (reason := _reason(facts, claim, denied))}
    claims: dict[Quad, list[str]] = defaultdict(list)
    for claim in own:
        for link in links(facts, claim) if claim.path not in reasons else ():
            if link not in denied:
                claims[link].append(claim.path)
    return Asserted(claims, denied, reasons)


def links(facts: Facts, claim: ClaimFact) -> list[Quad]:
    """What a claim states, as plain triples in its holder's graph; none where that cannot be."""
    answer = facts.answers.get(claim.answer)
    name = _property(answer) if answer else None
    if answer is None or name is None or _kind(answer.about) is None:
        return []
    graph, subject = _graph(facts, claim.holder), NamedNode(facts.base + answer.about)
    return [Quad(subject, name, NamedNode(facts.base + path), graph) for path in _objects(answer)]


def _property(answer: Answer) -> NamedNode | None:
    return view_properties().get(answer.role or answer.aspect)


def _kind(path: str) -> NamedNode | None:
    """The class of a thing of the world; none for a claim, a question or a figure."""
    return CLASSES.get(path.partition("/")[0])


def _objects(answer: Answer) -> list[str]:
    """What answers: things, figures, a point, a time; names stand with their claims, as words have no IRI."""
    things = [value for value in answer.values if _kind(value)]
    things += [figure.path for figure in answer.figures]
    things += [answer.spot.path] if answer.spot else []
    asks_for_time = not things and not answer.values
    return things + ([answer.time.path] if asks_for_time and answer.time else [])


def _denied(facts: Facts, own: Iterable[ClaimFact]) -> dict[Quad, list[ClaimFact]]:
    """The plain triples that a holder denies without limits, one to a claim: to deny several at once denies none."""
    found: dict[Quad, list[ClaimFact]] = defaultdict(list)
    for claim in own:
        stated = links(facts, claim)
        if claim.stance == "denies" and len(stated) == 1 and not is_limited(facts.answers[claim.answer]):
            found[stated[0]].append(claim)
    return found


def _reason(facts: Facts, claim: ClaimFact, denied: dict[Quad, list[ClaimFact]]) -> str:
    """Why a claim is not in its holder's view; nothing where it is."""
    answer = facts.answers.get(claim.answer)
    if claim.stance != "asserts":
        return claim.stance
    stated = links(facts, claim)
    if not stated:
        return _formless(answer)
    others = (facts.claims[path] for path in facts.stated_by.get(claim.answer, ()))
    is_denied = any(other.holder == claim.holder and other.stance == "denies" for other in others)
    return "alsoDenied" if is_denied or denied.keys() >= set(stated) else ""


def _formless(answer: Answer | None) -> str:
    """Why an answer has no plain form."""
    if answer is None or any(_is_statement(path) for path in (answer.about, *answer.values)):
        return "ofStatement"
    return "text" if answer.values and _property(answer) else "noPlainForm"


def _is_statement(path: str) -> bool:
    return path.partition("/")[0] in ("claim", "proposition", "argument", "flag")


def _with_classes(facts: Facts, stated: Iterable[Quad]) -> set[Quad]:
    """The triples, and of what class the things in them are."""
    found = set(stated)
    for quad in list(found):
        for node in (quad.subject, quad.object):
            kind = _kind(str(node).strip("<>").removeprefix(facts.base))
            if kind is not None and isinstance(node, NamedNode):
                found.add(Quad(node, RDF.type, kind, quad.graph_name))
    return found


def _ordered(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=str))


def _graph(facts: Facts, holder: str) -> NamedNode:
    return NamedNode(f"{facts.base}graph/view/{holder.removeprefix('actor/')}")


def _origins(facts: Facts, holder: str, claims: dict[Quad, list[str]]) -> Iterator[Quad]:
    """For each plain triple, the claims that it comes from."""
    for quad, paths in claims.items():
        content = f"{quad.subject} {quad.predicate} {quad.object}"
        name = sha256(content.encode()).hexdigest()[:12]
        node, graph = NamedNode(f"{facts.base}view/{holder.removeprefix('actor/')}/{name}"), quad.graph_name
        yield Quad(node, RDF.type, OWL.Axiom, graph)
        yield Quad(node, OWL.annotatedSource, quad.subject, graph)
        yield Quad(node, OWL.annotatedProperty, quad.predicate, graph)
        yield Quad(node, OWL.annotatedTarget, quad.object, graph)
        for path in paths:
            yield Quad(node, PROV.wasDerivedFrom, NamedNode(facts.base + path), graph)
