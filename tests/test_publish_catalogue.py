"""DCAT and VoID: accepted by the shapes of DCAT-AP 3.0.1, and true of the build."""

import json
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia import pipeline
from testimonia.publish import FORMATS
from testimonia.publish.catalogue import DCAT, FOAF, SPDX, VOID, archive_of, catalogue
from testimonia.store import memory_store, open_store
from testimonia.vocabulary import DCT, RDF, TM

EXAMPLE = Path(__file__).parent.parent / "examples/alder-ford"
SHAPES = Path(__file__).parents[2] / "shared/schemas/dcat-ap"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = pipeline.build(EXAMPLE, tmp_path_factory.mktemp("built"))
    assert build.folder is not None
    return build.folder


@pytest.fixture(scope="module")
def manifest(built: Path) -> dict[str, Any]:
    return dict(json.loads((built / "release/manifest.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built / "store")


@pytest.fixture(scope="module")
def told(store: Store, manifest: dict[str, Any]) -> list[Quad]:
    return catalogue(store, manifest)


def values(told: list[Quad], subject: NamedNode, predicate: NamedNode) -> set[str]:
    found = (quad.object for quad in told if quad.subject == subject and quad.predicate == predicate)
    return {value.value for value in found if isinstance(value, NamedNode | Literal)}


def conforms(quads: list[Quad], base: str, shapes: str) -> tuple[bool, str]:
    data = rdflib.Graph().parse(data=FORMATS["nt"].write(quads, base), format="nt")
    rules = rdflib.Graph().parse(SHAPES / shapes)
    holds, _, text = pyshacl.validate(data, shacl_graph=rules)
    return bool(holds), str(text)


needs_shapes = pytest.mark.skipif(
    not SHAPES.is_dir(), reason=f"THE SHAPES OF DCAT-AP ARE NOT THERE: {SHAPES}; the catalogue was NOT checked"
)


@needs_shapes
@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_dcat_ap_accepts_it(told: list[Quad], manifest: dict[str, Any], shapes: str) -> None:
    holds, text = conforms(told, manifest["base"], shapes)

    assert holds, text


@needs_shapes
@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        pytest.param("catalog", DCT.publisher, id="a catalogue without a publisher"),
        pytest.param("catalog", DCT.title, id="a catalogue without a title"),
        pytest.param("", DCT.description, id="a data set without a description"),
        pytest.param("sparql", DCAT.endpointURL, id="a service without an address"),
        pytest.param("catalog#archive.ttl", DCAT.accessURL, id="a file without an address"),
        pytest.param("catalog#archive.ttl-sha256", SPDX.checksumValue, id="a digest without a value"),
    ],
)
def test_dcat_ap_refuses_what_lacks_something(
    told: list[Quad], manifest: dict[str, Any], subject: str, predicate: NamedNode
) -> None:
    """Else the shapes would look at nothing, and the test above would prove nothing."""
    node = NamedNode(manifest["base"] + subject)
    thinner = [quad for quad in told if (quad.subject, quad.predicate) != (node, predicate)]
    assert len(thinner) < len(told)

    assert not conforms(thinner, manifest["base"], "shapes.ttl")[0]


def test_sizes_and_digests_are_those_of_the_files(told: list[Quad], manifest: dict[str, Any], built: Path) -> None:
    base = manifest["base"]
    for name in ("archive.ttl", "archive.nq", "archive.trig", "archive.jsonld"):
        node, checksum = NamedNode(f"{base}catalog#{name}"), NamedNode(f"{base}catalog#{name}-sha256")
        assert values(told, node, DCAT.byteSize) == {str((built / "release" / name).stat().st_size)}
        digest = next(file["sha256"] for file in manifest["files"] if file["name"] == name)
        assert values(told, checksum, SPDX.checksumValue) == {digest}
        assert values(told, node, DCAT.downloadURL) == {f"{base}download/{name}"}
    assert values(told, NamedNode(f"{base}catalog#archive.nq"), DCAT.mediaType) == {
        "https://www.iana.org/assignments/media-types/application/n-quads"
    }


def test_counts_are_those_of_the_store(told: list[Quad], manifest: dict[str, Any], store: Store) -> None:
    base = manifest["base"]
    dataset = NamedNode(base)
    assert values(told, dataset, VOID.triples) == {str(len(store))}
    assert values(told, dataset, VOID.distinctSubjects) == {str(len({quad.subject for quad in store}))}
    assert values(told, dataset, VOID.distinctObjects) == {str(len({quad.object for quad in store}))}
    claims = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, TM.Claim)}
    assert values(told, NamedNode(f"{base}catalog#class-tm-Claim"), VOID.entities) == {str(len(claims))}
    held = list(store.quads_for_pattern(None, TM.holder, None))
    assert values(told, NamedNode(f"{base}catalog#property-tm-holder"), VOID.triples) == {str(len(held))}
    kinds = {quad.predicate for quad in store}
    assert values(told, dataset, VOID.properties) == {str(len(kinds))}
    assert len(values(told, dataset, VOID.propertyPartition)) == len(kinds)


def test_graphs_are_subsets_with_their_counts(told: list[Quad], manifest: dict[str, Any]) -> None:
    subsets = values(told, NamedNode(manifest["base"]), VOID.subset)

    assert subsets == set(manifest["graphs"])
    for iri, number in manifest["graphs"].items():
        assert values(told, NamedNode(iri), VOID.triples) == {str(number)}
        assert values(told, NamedNode(iri), VOID.dataDump) == {f"{iri}.nt"}


def test_dates_and_publisher_are_those_of_the_curations(store: Store, manifest: dict[str, Any]) -> None:
    archive = archive_of(store, manifest)

    assert (archive.first, archive.last) == ("2026-11-22", "2026-11-22")
    assert archive.publisher_name == "The curator of the example"


def test_an_archive_without_curations_has_no_dates() -> None:
    empty = memory_store([])
    manifest = {"base": "https://example.org/", "title": "T", "licence": "https://example.org/l", "files": []}
    told = catalogue(empty, {**manifest, "graphs": {}, "quads": 0})

    assert not any(quad.predicate in (DCT.issued, DCT.modified) for quad in told)
    assert any(quad.predicate == DCT.publisher for quad in told)


def test_nothing_is_told_but_once_and_without_blank_nodes(told: list[Quad]) -> None:
    assert len(told) == len(set(told))
    assert all(isinstance(quad.subject, NamedNode) for quad in told)
    assert all(isinstance(quad.object, NamedNode | Literal) for quad in told)
    assert any(quad.predicate == FOAF.name for quad in told)


def test_the_same_build_is_described_in_the_same_words(store: Store, manifest: dict[str, Any]) -> None:
    assert catalogue(store, manifest) == catalogue(store, manifest)
