"""Printed forms of a name are claims, too."""

from pathlib import Path

from testimonia.model.text import Text
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

SPELT = """
[odo]
name  = "Odo of Vey"
kind  = "person"
spelt = [{ as = "Oddo", in = "vey-chronicle", passage = "10-14" }]
"""


def test_a_spelling_is_something_that_the_document_says(small: Path) -> None:
    path = small / "entities/actors.toml"
    path.write_text(path.read_text() + SPELT)

    records, problems = read_archive(small, vocabulary())

    assert problems == []
    assert records is not None
    claim = records.claims[-1]
    assert claim.path == "claim/vey-chronicle/spelling-of-actor-odo-10-14"
    assert (claim.holder, claim.sourcing, claim.section) == ("actor/marlow", "uncited", "whole document")
    assert (claim.proposition.about, claim.proposition.aspect) == ("actor/odo", "name")
    assert claim.proposition.values == (Text("Oddo", "und"),)
    assert claim.written_at.line == 21
    curations = {curation.path: curation for curation in records.curations}
    assert curations[claim.curation].recorded == "2026-11-22T09:00:00Z"


def test_an_archive_without_spellings_has_no_such_claims(small: Path) -> None:
    records, _ = read_archive(small, vocabulary())

    assert records is not None
    assert not [claim for claim in records.claims if claim.key.startswith("spelling-")]
    assert not [curation for curation in records.curations if curation.key == "registers"]
