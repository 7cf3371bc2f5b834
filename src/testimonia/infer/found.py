"""The findings of the last build, as its store holds them: by their own path, and by what they rest on."""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from testimonia.infer.finding import Finding
from testimonia.vocabulary import DCT, PROV, RDFS, TM, V

FINDING = "finding/"
"""How the path of every finding begins."""

_PATH: Final = re.compile(r"finding/[a-z]+/[0-9a-f]+")


class Findings:
    """The findings in a store. Each is read when it is asked for, so that asking after one thing is quick.

    Args:
        store: The store of a build, or one in memory that holds the inferred graphs.
        base: The archive's base.
    """

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base

    def finding(self, path: str) -> Finding | None:
        """The finding with this path; None where the last build made no such finding."""
        if not _PATH.fullmatch(path):
            return None
        node = NamedNode(self._base + path)
        kinds, rules = self._values(node, DCT.type), self._values(node, PROV.hadPlan)
        if not kinds or not rules:
            return None
        said = {
            quad.object.language: quad.object.value
            for quad in self._store.quads_for_pattern(node, RDFS.comment, None)
            if isinstance(quad.object, Literal)
        }
        return Finding(
            rule=rules[0].rpartition("/")[2],
            kind=kinds[0].removeprefix(V.base),
            about=next(iter(self._values(node, TM.about)), ""),
            inputs=tuple(self._values(node, PROV.used)),
            english=said.get("en", ""),
            german=said.get("de", ""),
        )

    def on(self, path: str) -> list[str]:
        """The paths of the findings that rest on a thing or are about it, in order."""
        node = NamedNode(self._base + path)
        found = {
            quad.subject.value.removeprefix(self._base)
            for predicate in (PROV.used, TM.about)
            for quad in self._store.quads_for_pattern(None, predicate, node)
            if isinstance(quad.subject, NamedNode)
        }
        return sorted(found_path for found_path in found if found_path.startswith(FINDING))

    def of_kind(self, kind: str) -> list[str]:
        """The paths of the findings of a kind (a word of the vocabulary), in order."""
        quads = self._store.quads_for_pattern(None, DCT.type, V[kind])
        found = {q.subject.value.removeprefix(self._base) for q in quads if isinstance(q.subject, NamedNode)}
        return sorted(path for path in found if path.startswith(FINDING))

    def paths(self) -> Iterator[str]:
        """The path of every finding."""
        for quad in self._store.quads_for_pattern(None, PROV.hadPlan, None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value.removeprefix(self._base)

    def _values(self, node: NamedNode, predicate: NamedNode) -> list[str]:
        quads = self._store.quads_for_pattern(node, predicate, None)
        return sorted({q.object.value.removeprefix(self._base) for q in quads if isinstance(q.object, NamedNode)})
