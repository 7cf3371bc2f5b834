"""One closure of a plain graph under the ontology, in a process of its own, and how two closures differ.

    python benchmarks/closures.py plain STORE BASE FILE
    python benchmarks/closures.py ours|owlrl|reasonable FILE RESULT
    python benchmarks/closures.py differ BASE OURS OTHER

*plain* lays the plain triples of all claims that are asserted into one graph,
whoever holds them: no view, for a view is one holder's, but a graph as large
as the archive. The closures print the seconds from triples as objects of Python
to closed triples as such, since that is what a program has and wants. *differ*
prints, by kind, how many triples about the archive's things only one of two
closures has.
"""

import gc
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import owlrl
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from reasonable import PyReasoner

from testimonia.infer.axioms import kind_of, ontology_rules
from testimonia.infer.closure import closure
from testimonia.infer.facts import Facts
from testimonia.infer.views import CLASSES, links
from testimonia.store import open_store
from testimonia.validate.reference import rdflib_graph
from testimonia.vocabulary import OWL, RDF, RDFS, short, turtle_quads

AXIOMATIC = ("the same as itself", "of the class of everything")
BY_CHAIN = "by a property chain"
_OF_EVERYTHING = {OWL.Thing, RDFS.Resource}


def plain(store: Path, base: str) -> Iterator[Triple]:
    """What asserted claims state in plain triples, and of what class the things in them are."""
    facts = Facts(open_store(store), base)
    for claim in facts.claims.values():
        if claim.stance == "asserts":
            for quad in links(facts, claim):
                yield quad.triple
                yield from (Triple(node, RDF.type, kind) for node, kind in _classes((quad.subject, quad.object), base))


def _classes(nodes: Iterable[object], base: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    for node in nodes:
        if isinstance(node, NamedNode) and (kind := CLASSES.get(node.value.removeprefix(base).partition("/")[0])):
            yield node, kind


def ours(path: Path, result: Path) -> float:
    """By SPARQL rules in Oxigraph."""
    quads = [Quad(*triple.triple) for triple in parse(path=str(path), format=RdfFormat.N_TRIPLES)]
    start = time.perf_counter()
    closed = closure(quads)
    seconds = time.perf_counter() - start
    serialize((quad.triple for quad in closed), str(result), format=RdfFormat.N_TRIPLES)
    return seconds


def by_owlrl(path: Path, result: Path) -> float:
    """By owlrl, the reference."""
    graph = _with_ontology(path)
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    seconds = time.perf_counter() - start
    _write(graph, result)
    return seconds


def by_reasonable(path: Path, result: Path) -> float:
    """By reasonable."""
    graph = _with_ontology(path)
    start = time.perf_counter()
    reasoner = PyReasoner()
    reasoner.from_graph(graph)
    triples = reasoner.reason()
    seconds = time.perf_counter() - start
    _write(triples, result)
    return seconds


def _with_ontology(path: Path) -> rdflib.Graph:
    graph = rdflib_graph(quad for quad in turtle_quads("ontology") if "vocab/" not in str(quad.subject))
    return graph.parse(path, format="nt")


def _write(triples: Iterable[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]], result: Path) -> None:
    """The triples that N-Triples can hold: a literal as a subject, which a reasoner may infer, is none."""
    with result.open("w", encoding="utf-8") as file:
        for subject, predicate, value in triples:
            if not isinstance(subject, rdflib.Literal):
                file.write(f"{subject.n3()} {predicate.n3()} {value.n3()} .\n")


def differ(base: str, one: Path, other: Path) -> dict[str, object]:
    """How many triples about the archive's things both closures have, and by kind those that only one has."""
    mine, theirs = _told(one, base), _told(other, base)
    return {
        "both": len(mine & theirs),
        "only ours": dict(Counter(map(_kind, mine - theirs)).most_common()),
        "only theirs": dict(Counter(map(_kind, theirs - mine)).most_common()),
    }


def _told(path: Path, base: str) -> set[Triple]:
    """The triples about the archive's own things; what is said of the ontology's terms is the ontology's."""
    triples = (quad.triple for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES))
    return {t for t in triples if isinstance(t.subject, NamedNode) and t.subject.value.startswith(base)}


def _kind(triple: Triple) -> str:
    if triple.predicate == OWL.sameAs and triple.subject == triple.object:
        return AXIOMATIC[0]
    if triple.predicate == RDF.type and triple.object in _OF_EVERYTHING:
        return AXIOMATIC[1]
    name = str(triple.object if triple.predicate == RDF.type else triple.predicate)
    return BY_CHAIN if name in _chained() else short(name.strip("<>"))


@lru_cache(maxsize=1)
def _chained() -> set[str]:
    """The properties that property chains lead to, their inverses, and what else rests on them."""
    rules = ontology_rules().rules
    found = {kind_of(r.conclusion) for r in rules if len(r.premises) > 1 and not r.is_transitive}
    before: set[str] = set()
    while found != before:
        before = set(found)
        found |= {kind_of(rule.conclusion) for rule in rules if found & {*map(kind_of, rule.premises)}}
    return found


def main() -> None:
    """Do what the first argument says."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    gc.set_threshold(50_000, 20, 100)  # as the command line does, and for the peers alike
    what, *rest = sys.argv[1:]
    if what == "plain":
        serialize(sorted(set(plain(Path(rest[0]), rest[1])), key=str), rest[2], format=RdfFormat.N_TRIPLES)
    elif what == "differ":
        print(json.dumps(differ(rest[0], Path(rest[1]), Path(rest[2]))))
    else:
        print({"ours": ours, "owlrl": by_owlrl, "reasonable": by_reasonable}[what](Path(rest[0]), Path(rest[1])))


if __name__ == "__main__":
    main()
