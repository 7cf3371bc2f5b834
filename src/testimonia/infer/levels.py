"""A graph without its circles: what follows from nodes far away, gathered in one pass, however deep it is."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

import networkx as nx


class Levels:
    """The nodes of a graph in groups, each after all that it leads to; a group of several nodes is a circle.

    Args:
        nodes: All nodes.
        edges: What each leads to; every end of an edge is a node.
    """

    def __init__(self, nodes: Iterable[str], edges: Mapping[str, Iterable[str]]) -> None:
        graph = nx.DiGraph()
        graph.add_nodes_from(sorted(nodes))
        graph.add_edges_from((node, other) for node, others in sorted(edges.items()) for other in others)
        condensed = nx.condensation(graph)
        order = list(reversed(list(nx.topological_sort(condensed))))
        place = {group: index for index, group in enumerate(order)}
        self.groups = [sorted(condensed.nodes[group]["members"]) for group in order]
        self.after = [sorted(place[other] for other in condensed.successors(group)) for group in order]
        self.group = {node: index for index, members in enumerate(self.groups) for node in members}
        self.circles = [
            tuple(members) for members in self.groups if len(members) > 1 or graph.has_edge(members[0], members[0])
        ]

    def gathered(self, own: Mapping[str, int]) -> dict[str, int]:
        """For each node the union of the sets, as bits, that it and all that it leads to hold."""
        held: list[int] = []
        for members, after in zip(self.groups, self.after, strict=True):
            bits = 0
            for node in members:
                bits |= own[node]
            for other in after:
                bits |= held[other]
            held.append(bits)
        return {node: held[index] for node, index in self.group.items()}

    def digests(self, described: Callable[[str], object]) -> dict[str, str]:
        """For each node a digest that changes when it, or anything that it leads to, is described otherwise."""
        held: list[str] = []
        for members, after in zip(self.groups, self.after, strict=True):
            text = repr(([described(node) for node in members], [held[other] for other in after]))
            held.append(sha256(text.encode()).hexdigest())
        return {node: held[index] for node, index in self.group.items()}
