"""Saved questions: one file each, with what it asks in its head."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from testimonia.vocabulary import home


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuestion:
    """A question with its name, what it asks in words, and its SPARQL.

    The head of the file is in ``#+`` lines: ``summary``, ``description``,
    ``parameters`` and ``tags``. A parameter stands in the query as
    ``VALUES ?name { UNDEF }``: left open it stands for everything.
    """

    name: str
    summary: str
    description: str
    parameters: dict[str, str]
    tags: tuple[str, ...]
    sparql: str

    def asked_of(self, nodes: Mapping[str, NamedNode]) -> str:
        """The query with parameters filled in.

        Raises:
            ValueError: The question has no such parameter.
        """
        sparql = self.sparql
        for name, node in nodes.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise ValueError(f"'{self.name}' has no parameter '{name}'; it has {known}")
            sparql = sparql.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {node} }}")
        return sparql


@cache
def saved_questions() -> Mapping[str, SavedQuestion]:
    """All questions by name; they come with the program and do not change while it runs."""
    return {path.stem: read_question(path) for path in sorted(home("queries").glob("*.rq"))}


def read_question(path: Path) -> SavedQuestion:
    """One question and its head."""
    text = path.read_text(encoding="utf-8")
    head = _head([line[2:].rstrip() for line in text.splitlines() if line.startswith("#+")])
    return SavedQuestion(
        name=path.stem,
        summary=" ".join(head.get("summary", [])),
        description=" ".join(line for line in head.get("description", []) if line != "|"),
        parameters={name: words for name, _, words in (line.partition(": ") for line in head.get("parameters", []))},
        tags=tuple(line.removeprefix("- ") for line in head.get("tags", [])),
        sparql=text,
    )


def _head(lines: list[str]) -> dict[str, list[str]]:
    """``name: text`` lines, each with the indented lines below it."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.startswith("   ") and name:
            found[name].append(line.strip())
        elif ":" in line:
            name, _, rest = line.strip().partition(":")
            found[name] = [rest.strip()] if rest.strip() else []
    return found
