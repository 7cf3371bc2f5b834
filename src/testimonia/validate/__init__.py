"""Stage 3: shapes against the graph, results as problems at the author's line."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from testimonia.model.problem import Problem
from testimonia.store import memory_store
from testimonia.validate.compiled import suspects, targets

__all__ = ["faults", "suspected", "suspects", "targets"]

_FEW = 400
"""So many nodes pyshacl looks at itself; of more, at those that the compiled shapes name."""


def faults(quads: Sequence[Quad], focus: Iterable[str], language: str, *, is_reference: bool) -> list[Problem]:
    """The faults of some nodes; each problem's place is the IRI of its node.

    Args:
        quads: The authored graphs, or an extract with all that the nodes lean on.
        focus: IRIs of the nodes.
        language: Of the messages.
        is_reference: Ask pyshacl about every node, however many there are.
    """
    from testimonia.validate.reference import validate  # noqa: PLC0415  (pyshacl takes 0.3 s)

    nodes = set(focus) if is_reference else suspected(quads, set(focus))
    return validate(quads, {}, focus=sorted(nodes), language=language) if nodes else []


def suspected(quads: Sequence[Quad], nodes: set[str]) -> set[str]:
    """The nodes that pyshacl is to be asked about: all if they are few, else those that break a compiled shape."""
    if len(nodes) <= _FEW:
        return nodes
    from testimonia.validate.reference import vocabulary_quads  # noqa: PLC0415  (the same)

    merged = (Quad(*quad.triple) for quad in (*quads, *vocabulary_quads()))
    return nodes & suspects(memory_store(merged))
