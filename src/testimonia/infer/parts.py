"""When two parts of a total may be added: when they are apart, and neither lies within the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from testimonia.infer.stated import Stated, Statements, components

MOST_PARTS = 300
"""More parts of one total than this are not compared pair by pair."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and the figures given as parts of it, with the pairs of paths of which the first lies in the second."""

    whole: Stated
    parts: tuple[Stated, ...]
    within: tuple[tuple[str, str], ...]

    def are_nested(self, one: str, other: str) -> bool:
        """Whether one of two events or places lies within the other."""
        return (one, other) in self.within or (other, one) in self.within


def nested(parts: Sequence[Stated], statements: Statements) -> set[tuple[str, str]]:
    """Which event or place of a part lies within that of another part with the same aspect."""
    found: set[tuple[str, str]] = set()
    for aspect in {part.answer.aspect for part in parts if part.answer}:
        answers = [part.answer for part in parts if part.answer and part.answer.aspect == aspect]
        if len(answers) <= MOST_PARTS:
            paths = {path for answer in answers for path in (answer.about, answer.place)}
            found.update(_ancestors_among(paths, statements.parents))
    return found


def lies_in(content: Parts, one: Stated, other: Stated) -> bool:
    """Whether one part is a part of the other too: the same but for an event, a place or people within."""
    a, b = one.answer, other.answer
    if a is None or b is None or a.path == b.path or _separate(content, one, other):
        return False
    smaller = [
        (a.about, b.about) in content.within,
        (a.place, b.place) in content.within or (bool(a.place) and not b.place),
        components(a.population) > components(b.population),
    ]
    same = [a.about == b.about, a.place == b.place, components(a.population) == components(b.population)]
    return any(smaller) and all(less or equal for less, equal in zip(smaller, same, strict=True))


def are_apart(content: Parts, one: Stated, other: Stated) -> bool:
    """Whether two parts may be added."""
    return one.answer != other.answer and _separate(content, one, other)


def _separate(content: Parts, one: Stated, other: Stated) -> bool:
    a, b = one.answer, other.answer
    if a is None or b is None:
        return False
    people, others = components(a.population), components(b.population)
    return (
        (a.about != b.about and not content.are_nested(a.about, b.about))
        or (bool(people and others) and not (people <= others or others <= people))
        or (bool(a.place and b.place) and a.place != b.place and not content.are_nested(a.place, b.place))
        or _at_other_times(one, other)
    )


def _at_other_times(one: Stated, other: Stated) -> bool:
    times = sorted(
        (time.earliest_begin, time.latest_end)
        for stated in (one, other)
        if stated.answer
        and (time := stated.answer.time)
        and time.earliest_begin is not None
        and time.latest_end is not None
    )
    return len(times) > 1 and times[0][1] < times[1][0]


def _ancestors_among(paths: Iterable[str], parents: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
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
