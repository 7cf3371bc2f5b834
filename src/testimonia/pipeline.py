"""The path: authored files to records, to a graph, validated, stored and published."""

import hashlib
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.anchor import lock
from testimonia.assemble import Assembly, assemble
from testimonia.builds import ReplacedError, alone, current, flush, forget, point
from testimonia.checking import Progress, Task, check, keep_inputs, read
from testimonia.infer.catalogue import RULES
from testimonia.infer.faceted import compared, faceted
from testimonia.infer.facts import Facts
from testimonia.infer.finding import quads_of
from testimonia.infer.rules import Known, Run, run
from testimonia.model.archive import Records, Settings
from testimonia.model.problem import Problem
from testimonia.publish import FORMATS, jsonld, syntaxes
from testimonia.query.facets_index import Item, write_facets
from testimonia.query.run import UNION
from testimonia.query.search_index import write_search
from testimonia.read.inputs import FILE as INPUTS
from testimonia.store import write_store
from testimonia.vocabulary import DCT, PROV, RDF, RDFS, Namespace, home, turtle_quads, vocabulary

RELEASED = ("nq", "trig", "ttl", "jsonld")
TRIPLES = ("ttl",)
FINDINGS = "findings.sqlite"
SEARCH = "search.sqlite"
FACETS = "facets.sqlite"
STAMP = "made-by"
"""The file that says by which program a build was made, and with which anchors."""
_DCAT = Namespace("http://www.w3.org/ns/dcat#")


class WriteError(Exception):
    """What a build makes cannot be written; the message says where and why, and what is left."""


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


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a build says: its quads in order, what claims and events can be chosen by, and the run of the rules."""

    quads: list[Quad]
    facets: Mapping[str, Sequence[Item]]
    findings: int
    anew: int


def build(root: Path, out: Path, *, language: str = "en", progress: Progress | None = None) -> Build:
    """Check an archive, then write a store and a release.

    Everything is made in a folder of its own and then put in place by one
    rename, so that whatever happens on the way, the last good build stays.

    Raises:
        WriteError: The disk is full, or does not let us write.
    """
    with _writing(out):
        return _built(Task(root, out, language), progress)


def _built(task: Task, progress: Progress | None) -> Build:
    checked = check(task, progress)
    if checked.problems:
        return Build(checked.problems)
    reading = read(task.root)
    if reading.records is None or reading.problems:
        return Build(reading.problems)
    settings = reading.records.settings
    told = _told(reading.records, reading.anchors, task.out)

    def keep_beside(folder: Path) -> None:
        _keep_origin(task, folder)
        write_facets(folder / FACETS, told.facets)

    made = _write(settings, told.quads, task.out, keep_beside)
    return replace(made, findings=told.findings, anew=told.anew)


def _told(records: Records, anchors: dict[str, str], out: Path) -> _Told:
    """Records to quads. What they were worked out from is let go of at the end, since an archive may be large."""
    assembly = assemble(records, anchors, vocabulary())
    facts = Facts(assembly.quads, records.settings.base)
    done = _run(facts, out)
    quads = syntaxes.in_order([*all_quads(records.settings, assembly), *_inferred(done, records.settings)])
    facets = faceted(facts, compared(quads, facts.base))
    return _Told(quads, facets, sum(map(len, done.findings.values())), done.anew)


def stamp(root: Path) -> str:
    """What a build depends on besides the entries of the archive: the program, its words and shapes, the anchors."""
    digest = hashlib.sha256()
    program = Path(__file__).parent.rglob("*.py")
    rules = (path for folder in ("ontology", "shapes") for path in home(folder).rglob("*.ttl"))
    for path in (*sorted(program), *sorted(rules), root / lock.FILE):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def rewrite(before: Path, quads: Iterable[Quad]) -> Build:
    """A build of other quads, under the title, base and licence of the one before, and in its place.

    It stays until the archive is built again. Nothing is checked, and nothing inferred anew.

    Raises:
        ReplacedError: The folder before is not the current build any more.
    """
    manifest = json.loads((before / "release/manifest.json").read_text(encoding="utf-8"))
    told = {name: manifest[name] for name in ("title", "base", "licence")}
    ordered = syntaxes.in_order(quads)
    union = {NamedNode(f"{told['base']}graph/{name}") for name in UNION}
    facts = Facts((quad for quad in ordered if quad.graph_name in union), told["base"])

    def keep_origin(folder: Path) -> None:
        write_facets(folder / FACETS, faceted(facts, compared(ordered, facts.base)))
        for name in (STAMP, INPUTS):
            if (before / name).is_file():
                shutil.copyfile(before / name, folder / name)

    settings = Settings(**told, curator="", curator_name="")
    return _write(settings, ordered, before.parent, keep_origin, before)


def _run(facts: Facts, out: Path) -> Run:
    """What follows; only what has changed is worked out anew."""
    known = Known(out / FINDINGS)
    try:
        return run(facts, RULES, known)
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


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Tell in words that something cannot be written."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        words = f"the build cannot be written in '{out}': {error}; the last good build is untouched"
        raise WriteError(words) from error


def _keep_origin(task: Task, folder: Path) -> None:
    """Keep beside a store of what it was made: later changes are told by it."""
    keep_inputs(task, folder / INPUTS)
    (folder / STAMP).write_text(stamp(task.root), encoding="utf-8")


def _write(
    settings: Settings,
    quads: list[Quad],
    out: Path,
    keep_origin: Callable[[Path], None],
    before: Path | None = None,
) -> Build:
    """Make a build and put it in place; with ``before`` only if that is still the current one."""
    making = out / f".making-{os.getpid()}"
    with alone(out):
        if before is not None and before != current(out):
            raise ReplacedError(f"{before} is not the current build any more")
        try:
            manifest = _made(settings, quads, making)
            keep_origin(making)
            folder = out / hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
            flush(making)
            _put(making, folder)
            point(out, folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        forget(out, folder)
    return Build([], folder, manifest)


def _made(settings: Settings, quads: list[Quad], making: Path) -> dict[str, object]:
    """Everything that a build holds, in a folder that is not in place yet; its manifest."""
    shutil.rmtree(making, ignore_errors=True)
    (making / "release").mkdir(parents=True)
    manifest = _release(settings, quads, making / "release")
    write_store(making / "store", quads)
    write_search(making / SEARCH, quads, settings.base)
    return manifest


def _put(making: Path, folder: Path) -> None:
    """Give a build its name; where it is there already, only what is beside release and store is put anew."""
    if not folder.exists():
        making.rename(folder)
        return
    for path in making.iterdir():
        if path.is_file():
            path.replace(folder / path.name)


def _release(settings: Settings, quads: list[Quad], folder: Path) -> dict[str, object]:
    """The files that people download, and the manifest with their digests."""
    context = (json.dumps({"@context": jsonld.context()}, indent=1) + "\n").encode()
    files = [
        _file(folder / "context.jsonld", context),
        *(
            _file(folder / f"archive.{name}", FORMATS[name].write(_fit_for(name, quads), settings.base))
            for name in RELEASED
        ),
    ]
    graphs = Counter(str(quad.graph_name).strip("<>") for quad in quads)
    manifest: dict[str, object] = {
        "title": settings.title,
        "base": settings.base,
        "licence": settings.licence,
        "quads": len(quads),
        "graphs": dict(sorted(graphs.items())),
        "files": sorted(files, key=lambda file: str(file["name"])),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def _file(path: Path, content: bytes) -> dict[str, object]:
    """A file of the release as it is written, and what the manifest tells of it."""
    path.write_bytes(content)
    return {"name": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _fit_for(name: str, quads: list[Quad]) -> list[Quad]:
    """What a format may hold: where the graphs are laid together, nothing that was inferred."""
    if name not in TRIPLES:
        return quads
    return [quad for quad in quads if "/graph/inferred/" not in str(quad.graph_name)]
