"""The peer: parse N-Quads with rdflib and validate all of it with pyshacl, as anybody would."""

import logging
import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Dataset, Graph

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Load a release with the vocabulary and the shapes, validate, print how many results there are."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    dataset = Dataset(default_union=True)
    dataset.parse(sys.argv[1], format="nquads")
    data = Graph()
    data += dataset.triples((None, None, None))
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        data.parse(path)
    shapes = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        if path.name != "ontology.ttl":
            shapes.parse(path)
    conforms, _, _ = validate(data, shacl_graph=shapes, inference="none")
    print("conforms" if conforms else "does not conform")


if __name__ == "__main__":
    main()
