"""The path: authored files to records, to a graph, validated, stored and published."""

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.assemble import Assembly, assemble
from testimonia.checking import Progress, Task, check, keep_inputs, read
from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import Facts
from testimonia.infer.finding import quads_of
from testimonia.infer.rules import Known, Run, run
from testimonia.model.archive import Settings
from testimonia.model.problem import Problem
from testimonia.publish import FORMATS, jsonld, syntaxes
from testimonia.read.inputs import FILE as INPUTS
from testimonia.store import write_store
from testimonia.vocabulary import DCT, PROV, RDF, RDFS, Namespace, turtle_quads, vocabulary

_MADE = re.compile(r"\.(?:making|current)-(?P<process>\d+)")
"""What a build makes before it is in place, by the number of its process."""

RELEASED = ("nq", "trig", "ttl", "jsonld")
TRIPLES = ("ttl",)
FINDINGS = "findings.sqlite"
_DCAT = Namespace("http://www.w3.org/ns/dcat#")


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made, or why it made nothing.

    ``findings`` counts what the rules found, ``anew`` what was not known from the last build.
    """

    problems: list[Problem]
    folder: Path | None = None
    manifest: dict[str, object] | None = None
    findings: int = 0
    anew: int = 0


def build(root: Path, out: Path, *, language: str = "en", progress: Progress | None = None) -> Build:
    """Check an archive, then write a store and a release.

    Everything is made in a folder of its own and then put in place by one
    rename, so that whatever happens on the way, the last good build stays.
    """
    task = Task(root, out, language)
    checked = check(task, progress)
    if checked.problems:
        return Build(checked.problems)
    reading = read(root)
    if reading.records is None or reading.problems:
        return Build(reading.problems)
    assembly = assemble(reading.records, reading.anchors, vocabulary())
    settings = reading.records.settings
    done = _run(assembly, settings, out)
    quads = [*all_quads(settings, assembly), *_inferred(done, settings)]
    made = _write(settings, syntaxes.in_order(quads), task)
    return replace(made, findings=sum(map(len, done.findings.values())), anew=done.anew)


def _run(assembly: Assembly, settings: Settings, out: Path) -> Run:
    """What follows; only what has changed is worked out anew."""
    known = Known(out / FINDINGS)
    try:
        return run(Facts(assembly.quads, settings.base), RULES, known)
    finally:
        known.close()


def _inferred(done: Run, settings: Settings) -> list[Quad]:
    """A graph for each rule, and each rule in words."""
    meta = NamedNode(f"{settings.base}graph/meta")
    quads = [quad for findings in done.findings.values() for quad in quads_of(findings, settings.base)]
    for rule in RULES:
        node = NamedNode(f"{settings.base}rule/{rule.name}")
        quads.append(Quad(node, RDF.type, PROV.Plan, meta))
        quads.append(Quad(node, RDFS.comment, Literal(rule.summary, language="en"), meta))
    return quads


def all_quads(settings: Settings, assembly: Assembly) -> list[Quad]:
    """The quads of every authored graph, in order, each once."""
    graphs = {name: NamedNode(f"{settings.base}graph/{name}") for name in ("ontology", "vocabulary", "meta")}
    words = turtle_quads("ontology/vocabularies")
    ontology = set(turtle_quads("ontology")) - set(words)
    quads = [*assembly.quads]
    quads += [Quad(q.subject, q.predicate, q.object, graphs["ontology"]) for q in ontology]
    quads += [Quad(q.subject, q.predicate, q.object, graphs["vocabulary"]) for q in words]
    return syntaxes.in_order([*quads, *_description(settings, graphs["meta"])])


def _description(settings: Settings, graph: NamedNode) -> list[Quad]:
    """The archive as a dataset (DCAT)."""
    node = NamedNode(settings.base)
    quads = [
        Quad(node, RDF.type, _DCAT.Dataset, graph),
        Quad(node, DCT.title, Literal(settings.title, language="en"), graph),
        Quad(node, DCT.license, NamedNode(settings.licence), graph),
    ]
    if settings.description:
        quads.append(Quad(node, DCT.description, Literal(settings.description, language="en"), graph))
    return quads


def _write(settings: Settings, quads: list[Quad], task: Task) -> Build:
    out = task.out
    out.mkdir(parents=True, exist_ok=True)
    making = out / f".making-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    (making / "release").mkdir(parents=True)
    manifest = _release(settings, quads, making / "release")
    write_store(making / "store", quads)
    folder = out / hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    if folder.exists():
        shutil.rmtree(making)
    else:
        making.rename(folder)
    keep_inputs(task, folder / INPUTS)
    _point(out, folder)
    _forget(out, folder)
    return Build([], folder, manifest)


def _release(settings: Settings, quads: list[Quad], folder: Path) -> dict[str, object]:
    """The files that people download, and the manifest with their digests."""
    contents = {f"archive.{name}": FORMATS[name].write(_fit_for(name, quads), settings.base) for name in RELEASED}
    contents["context.jsonld"] = (json.dumps({"@context": jsonld.context()}, indent=1) + "\n").encode()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    graphs = Counter(str(quad.graph_name).strip("<>") for quad in quads)
    manifest: dict[str, object] = {
        "title": settings.title,
        "base": settings.base,
        "licence": settings.licence,
        "quads": len(quads),
        "graphs": dict(sorted(graphs.items())),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(contents.items())
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def _fit_for(name: str, quads: list[Quad]) -> list[Quad]:
    """What a format may hold: where the graphs are laid together, nothing that was inferred."""
    if name not in TRIPLES:
        return quads
    return [quad for quad in quads if "/graph/inferred/" not in str(quad.graph_name)]


def _point(out: Path, folder: Path) -> None:
    """Make ``current`` lead to a folder, in one step."""
    fresh = out / f".current-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.name)
    fresh.replace(out / "current")


def _forget(out: Path, current: Path) -> None:
    """Remove older builds, and what a build that was killed has left; a build that still runs keeps its own."""
    for path in out.iterdir():
        if made := _MADE.fullmatch(path.name):
            if not _is_alive(int(made["process"])):
                _remove(path)
        elif path != current and not path.is_symlink() and (path / "release").is_dir():
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
