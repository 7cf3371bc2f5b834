"""OWL 2 RL closure of instance triples under the ontology: one SPARQL query an axiom, asked until nothing is new.

The same triples as owlrl gives, less its axiomatic ones (everything the same
as itself, datatypes of literals, classes of the ontology), in a fraction of
the time. A query is put to what the round before found, and to nothing else.
Only the few rules that join several premises do so here, by an index: in
memory Oxigraph looks through all triples of a node, of which some have many.
Triples are lines of N-Triples, which Oxigraph writes and reads in bulk.

Consistency is not checked here: contradictions have findings of their own,
with their claims.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Quad, QueryTriples, RdfFormat, Store, parse, serialize

from testimonia.infer.axioms import Rule, Rules, kind_of, ontology_rules

LIMIT: Final = 2_000_000
"""So many triples are written out at most; of a chain of ten thousand parts, a hundred million would follow."""

_LINES: Final = RdfFormat.N_TRIPLES

Lines = Collection[bytes]


class TooMuchError(ValueError):
    """More follows than can be written out."""


def closure(quads: Iterable[Quad], rules: Rules | None = None, limit: int = LIMIT) -> list[Quad]:
    """The triples of quads with all that follows from them, in the default graph.

    Args:
        quads: Instance triples; their graphs are laid together.
        rules: One an axiom; those of our ontology if left out.
        limit: So many triples at most.

    Raises:
        TooMuchError: More would follow.
    """
    by_kind = (ontology_rules() if rules is None else rules).by_kind
    joins: dict[Rule, _Join] = {}
    known = set((serialize((quad.triple for quad in quads), format=_LINES) or b"").splitlines())
    fresh = known.copy()
    while fresh:
        found: set[bytes] = set()
        for lines in _following(fresh, by_kind, joins):
            found.update(lines)
            if len(known) + len(found) > limit:
                found -= known
            if len(known) + len(found) > limit:
                raise TooMuchError(
                    f"more than {limit:,} triples follow, too many to write out; "
                    "look for a long chain of parts, of places within places or the like"
                )
        fresh = found - known
        known |= fresh
    return list(parse(b"\n".join(known), format=_LINES))


def _following(fresh: Lines, by_kind: Mapping[str, list[Rule]], joins: dict[Rule, "_Join"]) -> Iterator[Lines]:
    """What each rule finds in new triples."""
    kinds: dict[str, list[bytes]] = defaultdict(list)
    for line in fresh:
        kinds[kind_of(line.decode())].append(line)
    store = Store()
    store.load(b"\n".join(line for kind in kinds if kind in by_kind for line in kinds[kind]), format=_LINES)
    for rule in dict.fromkeys(rule for kind in kinds for rule in by_kind.get(kind, ())):
        if len(rule.premises) == 1:
            yield _asked(store, rule.query)
        else:
            if rule not in joins:
                joins[rule] = _Join(rule)
            yield joins[rule].following(kinds)


class _Join:
    """A rule of several premises, which are a path, with all triples that can be a part of it.

    A transitive rule walks on by steps that it did not find itself, so that a
    long way is found once and not once for each place to cut it in two.
    """

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._link = f" {kind_of(rule.conclusion)} ".encode()
        self._kinds = [kind_of(premise) for premise in rule.premises]
        self._ahead: list[dict[bytes, list[bytes]]] = [defaultdict(list) for _ in self._kinds]
        self._back: list[dict[bytes, list[bytes]]] = [defaultdict(list) for _ in self._kinds]
        self._own: set[bytes] = set()

    def following(self, fresh: Mapping[str, Lines]) -> set[bytes]:
        """What follows from new triples, by kind, with those of earlier rounds."""
        new = [self._taken(fresh.get(kind, ()), place) for place, kind in enumerate(self._kinds)]
        self._own = {
            start + self._link + end + b" ."
            for place, ends in enumerate(new)
            for one, other in ends
            for start in _walked(one, reversed(self._back[:place]))
            for end in _walked(other, self._ahead[place + 1 :])
        }
        return self._own

    def _taken(self, lines: Lines, place: int) -> list[tuple[bytes, bytes]]:
        """The ends of new triples, which from now on may stand at a place of the path."""
        is_walk = place > 0 and self._rule.is_transitive
        found = []
        for line in lines:
            if not (is_walk and line in self._own):
                one, _, other = line[: -len(b" .")].split(b" ", 2)
                self._ahead[place][one].append(other)
                self._back[place][other].append(one)
                found.append((one, other))
        return found


def _walked(start: bytes, steps: Iterable[Mapping[bytes, list[bytes]]]) -> Iterable[bytes]:
    """Where the steps lead from a node, one after another."""
    reached: Iterable[bytes] = (start,)
    for step in steps:
        reached = [other for node in reached for other in step.get(node, ())]
    return reached


def _asked(store: Store, query: str) -> Lines:
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise TypeError("a rule constructs triples")
    return (answer.serialize(format=_LINES) or b"").splitlines()
