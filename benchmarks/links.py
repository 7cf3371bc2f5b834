"""Claims that hang together, laid into a generated archive, so that every rule finds work in it.

Parts of parts, places in places, participants, dates that contradict each
other, shares of figures, arguments against arguments, denials, and sources
that depend on sources: each by turns, invented and the same on every run.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generate import CLAIMS_IN_A_FILE, HEAD, REFERENCES, SPAN, digest, register, write, write_document, year

SHARE = 0.3
"""How many of an archive's claims are such ones, where it holds both."""

_FILES_OF_A_DOCUMENT = 8
_ROLES = ("executor", "decision-maker", "eyewitness", "killed", "planner", "deportee", "rescuer", "judge")
_STANCES = ("denies", "doubts", "partly", "suggests", "asserts")


@dataclass(frozen=True, slots=True)
class World:
    """What the links lead to: the numbers of things in the archive, and the claims on figures by ``document/key``."""

    events: int
    actors: int
    places: int
    sources: int
    figures: list[str]
    chance: random.Random

    def figure(self) -> str:
        """Any claim on a figure."""
        return self.chance.choice(self.figures)


Link = Callable[[World, int], str]


def link(folder: Path, count: int) -> None:
    """Lay so many claims into an archive that :func:`generate.generate` wrote."""
    world = _world(folder, count)
    register(folder / "entities/places.toml", ["valley", *(f"place-{n}" for n in range(world.places))], "region")
    anchors = (folder / "anchors.csv").read_text(encoding="utf-8").splitlines()
    size = CLAIMS_IN_A_FILE * _FILES_OF_A_DOCUMENT
    for start in range(0, count, size):
        document = f"linked-{start // size}"
        last = min(start + size, count)
        length = (last - start) * SPAN
        cited = [f"source-{world.chance.randrange(world.sources)}" for _ in range(REFERENCES - 1)]
        write_document(folder, document, length, [*cited, f"document-{start // size % 5}"])
        for part in range(start, last, CLAIMS_IN_A_FILE):
            numbers = range(part, min(part + CLAIMS_IN_A_FILE, last))
            blocks = (_block(world, number, (number - start) * SPAN) for number in numbers)
            text = HEAD.format(document=document) + "".join(blocks)
            write(folder / f"claims/{document}/part-{part}.toml", text)
        anchors += [f"{document},{at},{at + SPAN},{digest(document, at)}" for at in range(0, length, SPAN)]
    write(folder / "anchors.csv", "\n".join([anchors[0], *sorted(anchors[1:])]) + "\n")


def _world(folder: Path, count: int) -> World:
    numbers = {
        name: (folder / path).read_text(encoding="utf-8").count(f"[{name}-")
        for name, path in (
            ("event", "entities/events.toml"),
            ("actor", "entities/actors.toml"),
            ("source", "sources/works.toml"),
        )
    }
    files = sorted((folder / "claims").rglob("*.toml"))
    figures = [
        f"{path.parent.name}/{line.split(chr(34))[1]}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("key = ")
    ]
    chance = random.Random(20261123)  # noqa: S311  (the same archive on every run)
    return World(numbers["event"], numbers["actor"], count // len(_LINKS) + 1, numbers["source"], figures, chance)


def _block(world: World, number: int, at: int) -> str:
    turn, kind = divmod(number, len(_LINKS))
    return _CLAIM.format(
        key=f"link-{number}",
        at=at,
        end=at + SPAN,
        holder=f"actor-{world.chance.randrange(world.actors)}",
        reference=world.chance.randrange(REFERENCES),
        content=_LINKS[kind](world, turn),
    )


def _above(thing: str, number: int, count: int, width: int) -> tuple[str, str]:
    """A thing and that above it in a tree of some width."""
    here = number % (count - 1) + 1
    return f"{thing}-{here}", f"{thing}-{(here - 1) // width}"


def _part(world: World, turn: int) -> str:
    part, whole = _above("event", turn, world.events, 4)
    return f'about = "{part}"\naspect = "part-of"\nvalue = "{whole}"\n'


def _within(world: World, turn: int) -> str:
    inner, outer = _above("place", turn, world.places, 4)
    return f'about = "{inner}"\naspect = "within"\nvalue = "{outer}"\n'


def _location(world: World, _: int) -> str:
    place = world.chance.randrange(world.places)
    return f'about = "{_event(world)}"\naspect = "location"\nvalue = "place-{place}"\n'


def _participation(world: World, turn: int) -> str:
    who, role = world.chance.randrange(world.actors), _ROLES[turn % len(_ROLES)]
    return f'about = "{_event(world)}"\naspect = "participation"\nvalue = "actor-{who}"\nrole = "{role}"\n'


def _member(world: World, turn: int) -> str:
    member, group = _above("actor", turn, world.actors, 5)
    return f'about = "{member}"\naspect = "membership"\nvalue = "{group}"\n'


def _similar(world: World, _: int) -> str:
    return f'about = "{_event(world)}"\naspect = "similarity"\nvalue = "{_event(world)}"\n'


def _before(world: World, turn: int) -> str:
    first, later = _above("event", turn, world.events, 2)
    return f'about = "{first}"\naspect = "precedence"\nvalue = "{later}"\n'


def _start(world: World, turn: int) -> str:
    return f'about = "event-{turn % world.events}"\naspect = "start-date"\ntime = "{_about(world, turn)}"\n'


def _end(world: World, turn: int) -> str:
    return f'about = "event-{turn % world.events}"\naspect = "end-date"\ntime = "{_about(world, turn)}"\n'


def _duration(world: World, turn: int) -> str:
    days = world.chance.randint(1, 900)
    return f'about = "event-{turn % world.events}"\naspect = "duration"\nquantity = "{days} days"\n'


def _share(world: World, _: int) -> str:
    per_cent = world.chance.randint(1, 60)
    quantity = f"{per_cent} % of {world.figure()}"
    return f'about = "{_event(world)}"\naspect = "deaths"\nquantity = "{quantity}"\n'


def _count(world: World, _: int) -> str:
    quantity = f"{world.chance.randint(1, 40_000)} persons of {world.figure()}"
    return f'about = "{_event(world)}"\naspect = "deaths"\nquantity = "{quantity}"\n'


def _stance(world: World, turn: int) -> str:
    return f'states = "{world.figure()}"\nstance = "{_STANCES[turn % len(_STANCES)]}"\n'


def _rebuttal(world: World, _: int) -> str:
    return f'{_figure(world)}rebuts = "{world.figure()}"\n'


def _support(world: World, _: int) -> str:
    return f'{_figure(world)}supports = "{world.figure()}"\n'


def _narrowing(world: World, _: int) -> str:
    return f'{_figure(world)}narrows = "{world.figure()}"\n'


def _counter(world: World, turn: int) -> str:
    """Undercuts the rebuttal of the same turn: an attack that is itself attacked."""
    number = turn * len(_LINKS) + _LINKS.index(_rebuttal)
    document = number // (CLAIMS_IN_A_FILE * _FILES_OF_A_DOCUMENT)
    return f'{_figure(world)}undercuts = "linked-{document}/link-{number}"\n'


def _dependence(world: World, turn: int) -> str:
    source, other = _above("source", turn, world.sources, 3)
    return f'about = "{source}"\naspect = "depends-on"\nvalue = "{other}"\n'


_LINKS: tuple[Link, ...] = (
    _part, _within, _location, _location, _participation, _participation, _member, _similar, _before, _start,
    _end, _duration, _share, _count, _stance, _rebuttal, _counter, _support, _narrowing, _dependence,
)  # fmt: skip


def _event(world: World) -> str:
    return f"event-{world.chance.randrange(world.events)}"


def _about(world: World, turn: int) -> str:
    """A year near that of the event, which another claim may have otherwise."""
    return year((turn * 37) % 2500 - 600 + world.chance.randint(0, 3))


def _figure(world: World) -> str:
    number = world.chance.randint(1, 90_000)
    return f'about = "{_event(world)}"\naspect = "participants"\nquantity = "{number} persons"\n'


_CLAIM = """
[[claim]]
key = "{key}"
paraphrase = "Sets one thing beside another."
passage = "{at}-{end}"
holder = "{holder}"
references = ["{reference}"]
{content}"""
