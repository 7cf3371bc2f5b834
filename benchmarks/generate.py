"""An archive of any size, invented and the same on every run: what the benchmarks are timed on."""

import random
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

CLAIMS_IN_A_FILE = 250
_SPAN = 40
_EVENTS_PER_CLAIM, _ACTORS_PER_CLAIM, _SOURCES_PER_CLAIM = 0.1, 0.02, 0.02
_ASPECTS = ("deaths", "persons-deported", "participants", "persons-wounded")
_BOUNDS = ("", "about ", "at least ", "up to ", "more than ")


def generate(folder: Path, claims: int) -> None:
    """Write an archive of invented claims; its documents have digests but no files."""
    chance = random.Random(20261122)  # noqa: S311  (the same archive on every run)
    events = [f"event-{n}" for n in range(max(1, int(claims * _EVENTS_PER_CLAIM)))]
    actors = [f"actor-{n}" for n in range(max(2, int(claims * _ACTORS_PER_CLAIM)))]
    sources = [f"source-{n}" for n in range(max(1, int(claims * _SOURCES_PER_CLAIM)))]
    files = -(-claims // CLAIMS_IN_A_FILE)
    documents = [f"document-{n}" for n in range(max(1, files // 8))]
    _write(folder / "archive.toml", _ARCHIVE)
    _register(folder / "entities/events.toml", events, "battle-or-siege")
    _register(folder / "entities/actors.toml", [*actors, "narrator"], "person")
    _register(folder / "entities/places.toml", ["valley"], "region")
    _register(folder / "sources/works.toml", sources, "book")
    anchors = ["source,start,end,sha256"]
    lengths = dict.fromkeys(documents, 0)
    for number in range(files):
        document = documents[number % len(documents)]
        start = lengths[document]
        count = min(CLAIMS_IN_A_FILE, claims - number * CLAIMS_IN_A_FILE)
        blocks = _claims(chance, events, actors, number, start, count)
        _write(folder / f"claims/{document}/part-{number}.toml", _HEAD.format(document=document) + "".join(blocks))
        lengths[document] = start + count * _SPAN
        anchors += [
            f"{document},{at},{at + _SPAN},{_digest(document, at)}" for at in range(start, lengths[document], _SPAN)
        ]
    for document in documents:
        text = _DOCUMENT.format(name=document, digest=_digest(document, 0), length=lengths[document])
        references = (
            f'\n[[reference]]\nkey = "{n}"\ncites = "{chance.choice(sources)}"\nresolution = "resolved"\n'
            for n in range(40)
        )
        _write(folder / f"sources/{document}.toml", text + "".join(references))
    _write(folder / "anchors.csv", "\n".join([anchors[0], *sorted(anchors[1:])]) + "\n")


def _claims(
    chance: random.Random, events: list[str], actors: list[str], file: int, start: int, count: int
) -> Iterator[str]:
    for number in range(count):
        at = start + number * _SPAN
        yield _CLAIM.format(
            key=f"claim-{file}-{number}",
            at=at,
            end=at + _SPAN,
            holder=chance.choice(actors),
            event=chance.choice(events),
            aspect=chance.choice(_ASPECTS),
            quantity=f"{chance.choice(_BOUNDS)}{chance.randint(1, 90_000)} persons",
            year=_year(chance.randint(-900, 1990)),
            reference=chance.randrange(40),
        )


def _year(number: int) -> str:
    """Four digits, with a minus before the common era (EDTF)."""
    return f"{'-' if number < 0 else ''}{abs(number):04d}"


def _digest(document: str, start: int) -> str:
    return sha256(f"{document} {start}".encode()).hexdigest()


def _register(path: Path, keys: list[str], kind: str) -> None:
    _write(
        path, "".join(f'[{key}]\nname = "{key.replace("-", " ").capitalize()}"\nkind = "{kind}"\n\n' for key in keys)
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_ARCHIVE = """\
title = "Generated"
base = "https://example.org/generated/"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"

[curator]
key = "curator"
name = "The generator"
"""
_HEAD = """\
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
_DOCUMENT = """\
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
