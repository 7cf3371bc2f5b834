"""Findings of the last build that rest on what has changed since, in words and by what has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from testimonia.infer.touched import Touched
from testimonia.vocabulary import RDFS, TM


@dataclass(frozen=True, slots=True)
class StaleFinding:
    """A finding of the last build that rests on something changed: its rule, its sentence, and on which changes."""

    path: str
    rule: str
    about: str
    english: str
    german: str
    origins: tuple[str, ...]


def stale_findings(store: Store, base: str, touched: Touched) -> list[StaleFinding]:
    """The findings of the last build that rest on something changed."""
    found = []
    for path, origins in touched.findings.items():
        node = NamedNode(base + path)
        said = [quad.object for quad in store.quads_for_pattern(node, RDFS.comment, None)]
        texts = {text.language: text.value for text in said if isinstance(text, Literal)}
        things = [quad.object for quad in store.quads_for_pattern(node, TM.about, None)]
        about = next((thing.value.removeprefix(base) for thing in things if isinstance(thing, NamedNode)), "")
        rule = path.split("/")[1]
        found.append(StaleFinding(path, rule, about, texts["en"], texts["de"], tuple(sorted(origins))))
    return sorted(found, key=lambda one: (one.rule, one.about, one.english, one.path))


def by_origin(findings: Iterable[StaleFinding]) -> Mapping[str, list[StaleFinding]]:
    """The findings under each changed entry that they rest on."""
    found: dict[str, list[StaleFinding]] = defaultdict(list)
    for finding in findings:
        for origin in finding.origins:
            found[origin].append(finding)
    return found
