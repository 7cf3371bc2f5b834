"""An archive of any size, invented and the same on every run: what the benchmarks are timed on."""

import random
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

BASE = "https://example.org/generated/"
CLAIMS_IN_A_FILE = 250
SPAN = 40
REFERENCES = 40
EVENTS_PER_CLAIM, ACTORS_PER_CLAIM, SOURCES_PER_CLAIM = 0.1, 0.02, 0.02
_ASPECTS = ("deaths", "persons-deported", "participants", "persons-wounded")
_BOUNDS = ("", "about ", "at least ", "up to ", "more than ")


def generate(folder: Path, claims: int) -> None:
    """Write an archive of invented claims; its documents have digests but no files."""
    chance = random.Random(20261122)  # noqa: S311  (the same archive on every run)
    events = [f"event-{n}" for n in range(max(1, int(claims * EVENTS_PER_CLAIM)))]
    actors = [f"actor-{n}" for n in range(max(2, int(claims * ACTORS_PER_CLAIM)))]
    sources = [f"source-{n}" for n in range(max(1, int(claims * SOURCES_PER_CLAIM)))]
    files = -(-claims // CLAIMS_IN_A_FILE)
    documents = [f"document-{n}" for n in range(max(1, files // 8))]
    write(folder / "archive.toml", _ARCHIVE.format(base=BASE))
    register(folder / "entities/events.toml", events, "battle-or-siege")
    register(folder / "entities/actors.toml", [*actors, "narrator"], "person")
    register(folder / "entities/places.toml", ["valley"], "region")
    register(folder / "sources/works.toml", sources, "book")
    anchors = ["source,start,end,sha256"]
    lengths = dict.fromkeys(documents, 0)
    for number in range(files):
        document = documents[number % len(documents)]
        start = lengths[document]
        count = min(CLAIMS_IN_A_FILE, claims - number * CLAIMS_IN_A_FILE)
        blocks = _claims(chance, events, actors, number, start, count)
        write(folder / f"claims/{document}/part-{number}.toml", HEAD.format(document=document) + "".join(blocks))
        lengths[document] = start + count * SPAN
        anchors += [
            f"{document},{at},{at + SPAN},{digest(document, at)}" for at in range(start, lengths[document], SPAN)
        ]
    for document in documents:
        write_document(folder, document, lengths[document], [chance.choice(sources) for _ in range(REFERENCES)])
    write(folder / "anchors.csv", "\n".join([anchors[0], *sorted(anchors[1:])]) + "\n")


def _claims(
    chance: random.Random, events: list[str], actors: list[str], file: int, start: int, count: int
) -> Iterator[str]:
    for number in range(count):
        at = start + number * SPAN
        yield _CLAIM.format(
            key=f"claim-{file}-{number}",
            at=at,
            end=at + SPAN,
            holder=chance.choice(actors),
            event=chance.choice(events),
            aspect=chance.choice(_ASPECTS),
            quantity=f"{chance.choice(_BOUNDS)}{chance.randint(1, 90_000)} persons",
            year=year(chance.randint(-900, 1990)),
            reference=chance.randrange(REFERENCES),
        )


def write_document(folder: Path, document: str, length: int, cited: list[str]) -> None:
    """A document that was read, of so many code points, with a reference for each work that it cites."""
    text = DOCUMENT.format(name=document, digest=digest(document, 0), length=length)
    references = (
        f'\n[[reference]]\nkey = "{number}"\ncites = "{work}"\nresolution = "resolved"\n'
        for number, work in enumerate(cited)
    )
    write(folder / f"sources/{document}.toml", text + "".join(references))


def year(number: int) -> str:
    """Four digits, with a minus before the common era (EDTF)."""
    return f"{'-' if number < 0 else ''}{abs(number):04d}"


def digest(document: str, start: int) -> str:
    """What stands for the hash of a passage."""
    return sha256(f"{document} {start}".encode()).hexdigest()


def register(path: Path, keys: list[str], kind: str) -> None:
    """A register of things of one kind."""
    write(path, "".join(f'[{key}]\nname = "{key.replace("-", " ").capitalize()}"\nkind = "{kind}"\n\n' for key in keys))


def write(path: Path, text: str) -> None:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_ARCHIVE = """\
title = "Generated"
base = "{base}"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"

[curator]
key = "curator"
name = "The generator"
"""
HEAD = """\
source = "{document}"
section = "A"
narrator = "narrator"
recorded = 2026-11-22T09:00:00Z
"""
_CLAIM = """
[[claim]]
key = "{key}"
paraphrase = "Gives a figure for the event."
passage = "{at}-{end}"
holder = "{holder}"
about = "{event}"
aspect = "{aspect}"
quantity = "{quantity}"
time = "{year}"
place = "valley"
references = ["{reference}"]
"""
DOCUMENT = """\
[work]
name = "{name}"
kind = "article"
narrator = "narrator"

[snapshot]
file = "{name}.txt"
sha256 = "{digest}"
code-points = {length}
text-form = "UTF-8, LF, NFC; offsets count Unicode code points from 0"
"""
