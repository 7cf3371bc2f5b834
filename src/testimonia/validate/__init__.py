"""Stage 3: shapes against the graph, results as problems at the author's line."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from testimonia.model.problem import Problem
from testimonia.store import memory_store
from testimonia.validate.compiled import suspects

__all__ = ["faults", "suspects"]

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
    from testimonia.validate.reference import validate, vocabulary_quads  # noqa: PLC0415  (pyshacl takes 0.3 s)

    nodes = set(focus)
    if len(nodes) > _FEW and not is_reference:
        merged = (Quad(*quad.triple) for quad in (*quads, *vocabulary_quads()))
        nodes &= suspects(memory_store(merged))
    return validate(quads, {}, focus=sorted(nodes), language=language) if nodes else []
