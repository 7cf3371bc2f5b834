"""SSSOM tables of identity links to blocks, and blocks to records.

Source:
    A Simple Standard for Sharing Ontological Mappings (SSSOM) 1.0, TSV
    serialisation: metadata in ``#`` lines of YAML, then tab-separated columns.
    ``status`` is an extension column (adms:status).
"""

import csv
import io
import re

from testimonia.model.mapping import Mapping
from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block, Entry
from testimonia.read.fields import MAPPING_COLUMNS, suggestion
from testimonia.read.lookup import Lookup

_PREDICATES = ("owl:sameAs", *(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")))
_STATUS = ("accepted", "candidate", "rejected")
_PREFIX = re.compile(r"#\s+\"?([A-Za-z][\w.-]*)\"?:\s*\"?([a-z]+:[^\s\"]+)\"?\s*$")
_BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
}


def mapping_blocks(text: str, location: Location) -> tuple[list[Block], list[Problem]]:
    """The rows of an SSSOM table; row numbers are the file's lines."""
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    prefixes = _BUILT_IN | {match[1]: match[2] for line in head if (match := _PREFIX.match(line))}
    table = Location(location.path, is_table=True)
    rows = csv.DictReader(io.StringIO("\n".join(lines[len(head) :])), delimiter="\t")
    names = rows.fieldnames or []
    problems = [
        Problem(table.at(len(head) + 1, name), f"unknown column '{name}'{suggestion(name, list(MAPPING_COLUMNS))}")
        for name in names
        if name not in MAPPING_COLUMNS
    ]
    lacking = [name for name, is_required in MAPPING_COLUMNS.items() if is_required and name not in names]
    problems += [Problem(table.at(len(head) + 1), f"the column '{name}' is missing") for name in lacking]
    if problems:
        return [], problems
    blocks = []
    for number, row in enumerate(rows, len(head) + 2):
        fields: dict[str, object] = {
            name: value.strip() for name, value in row.items() if name and value and value.strip()
        }
        fields["curie-map"] = prefixes
        key = f"{fields.get('subject_id', '')}-{fields.get('object_id', '')}"
        blocks.append(Block(kind="mapping", key=key, fields=fields, location=table.at(number)))
    return blocks, problems


def read_mapping(entry: Entry, lookup: Lookup) -> Mapping | None:
    """One row as a record; None where it is at fault."""
    for name, is_required in MAPPING_COLUMNS.items():
        if is_required and not entry.has(name):
            entry.fault(name, f"'{name}' is empty")
    predicate, status = entry.text("predicate_id"), entry.text("status", "accepted")
    if predicate not in _PREDICATES:
        entry.fault("predicate_id", f"'{predicate}' is no word for a match; write one of {', '.join(_PREDICATES)}")
    if status not in _STATUS:
        entry.fault("status", f"the status '{status}' is not one of {', '.join(_STATUS)}")
    if entry.text("predicate_modifier") not in ("", "Not"):
        entry.fault("predicate_modifier", "the modifier is Not, or nothing")
    registers = ("actor", "place", "event", "concept", "source")
    subject = entry.attempt("subject_id", lambda key: lookup.path(key, registers))
    iris = {
        name: entry.attempt(name, lambda text: _expanded(text, entry.block.fields.get("curie-map")))
        for name in ("predicate_id", "object_id", "mapping_justification")
    }
    confidence = entry.attempt("confidence", _confidence) if entry.has("confidence") else ""
    author = entry.attempt("author_id", lambda key: lookup.path(key, ("actor",)))
    if not entry.is_sound:
        return None
    return Mapping(
        subject=subject or "",
        predicate=iris["predicate_id"] or "",
        is_negative=entry.text("predicate_modifier") == "Not",
        object=iris["object_id"] or "",
        object_label=entry.text("object_label"),
        justification=iris["mapping_justification"] or "",
        confidence=confidence or "",
        author=author or "",
        mapped=entry.text("mapping_date"),
        status=status,
        comment=entry.text("comment"),
        written_at=entry.block.location,
    )


def _expanded(written: str, prefixes: object) -> str:
    """The IRI behind a CURIE.

    Raises:
        ValueError: The prefix is not in the table's curie_map.
    """
    prefix, _, rest = written.partition(":")
    known = prefixes if isinstance(prefixes, dict) else {}
    if prefix in known:
        return f"{known[prefix]}{rest}"
    if rest.startswith("//") or prefix == "urn":
        return written
    raise ValueError(f"the prefix '{prefix}' is not in the curie_map at the head of the table")


def _confidence(written: str) -> str:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ValueError(f"the confidence '{written}' is not a number from 0 to 1")
    return written
