"""Which of some events or places lie within others of them, by the parts and places that claims name."""

from collections.abc import Iterable, Iterator, Mapping


def ancestors_among(paths: Iterable[str], parents: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Pairs of the paths of which the first lies within the second, the nearest above it.

    Walks upwards without recursion; a node from which nothing is found is never
    walked through again, and a thing that is part of itself is passed by.
    """
    wanted = sorted(set(paths) - {""})
    among, fruitless = frozenset(wanted), set[str]()
    for path in wanted:
        seen, waiting, found = {path}, list(parents.get(path, ())), False
        while waiting:
            node = waiting.pop()
            if node in seen or node in fruitless:
                continue
            seen.add(node)
            if node in among:
                found = True
                yield path, node
            else:
                waiting.extend(parents.get(node, ()))
        if not found:
            fruitless |= seen - {path}
