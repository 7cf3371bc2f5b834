"""What a release holds, as its manifest tells it: its files, and the named graphs that can be had alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testimonia.publish import FORMATS
from testimonia.publish.streams import SUFFIXES


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the release; ``href`` is its address below the root, ``sha256`` its digest in hexadecimal."""

    name: str
    href: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class GraphDownload:
    """A named graph: its path and IRI, how many statements it holds, and the ends of the addresses it is had at."""

    path: str
    iri: str
    quads: int
    suffixes: Sequence[str] = SUFFIXES


def release(manifest: Mapping[str, Any]) -> list[Download]:
    """The files of the release."""
    return [
        Download(file["name"], f"download/{file['name']}", media_type(file["name"]), file["bytes"], file["sha256"])
        for file in manifest["files"]
    ]


def graphs(manifest: Mapping[str, Any], suffixes: Sequence[str] = SUFFIXES) -> list[GraphDownload]:
    """The named graphs, each in some forms."""
    base = manifest["base"]
    return [GraphDownload(iri.removeprefix(base), iri, number, suffixes) for iri, number in manifest["graphs"].items()]


def media_type(name: str) -> str:
    """The media type of a file by its name, before any content coding.

    Raises:
        KeyError: There is no such form.
    """
    suffix = name.removesuffix(".gz").rpartition(".")[2]
    if suffix == "json":
        return "application/json"
    found = FORMATS["rdfxml" if suffix == "rdf" else suffix].media_type
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
