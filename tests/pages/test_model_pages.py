"""The data dictionary says what the shapes ask; the model is the ontology's; schemes stand as trees."""

import re

from markup import parsed, text
from testimonia import pages
from testimonia.pages import Archive, Reader
from testimonia.pages.model import model
from testimonia.pages.shapes import dictionary
from testimonia.vocabulary import SH, turtle_quads


def test_every_class_with_a_shape_is_told_with_every_message(archive: Archive) -> None:
    quads = turtle_quads("shapes")
    asked = {quad.object for quad in quads if quad.predicate == SH.targetClass}
    told = {one.iri for one in dictionary("en")}
    assert told <= {kind.value for kind in asked if hasattr(kind, "value")}
    assert len(told) >= 20
    rules = [rule for one in dictionary("de") for rule in one.rules]
    assert all(rule.message.text or rule.comment.text for rule in rules)
    shown = text(parsed(pages.html(archive, "shapes", Reader(language="de")) or ""))
    assert [rule.message.text for rule in rules if " ".join(rule.message.text.split()) not in shown] == []


def test_a_claim_has_exactly_one_holder() -> None:
    claim = next(one for one in dictionary("en") if one.name == "tm:Claim")
    holder = next(rule for rule in claim.rules if rule.path == "tm:holder")
    assert (holder.least, holder.most) == ("1", "1")
    assert ("class", "tm:Actor") in holder.kinds


def test_the_model_says_what_the_ontology_says(archive: Archive) -> None:
    found = model(archive)
    assert ("Claim", "holder", "Actor") in {(one.source, one.name, one.target) for one in found.links}
    assert ("Claim", "states", "Proposition") in {(one.source, one.name, one.target) for one in found.links}
    assert {name for arc in found.arcs for name in arc.names} == {one.name for one in found.links}
    assert len(found.arcs) == len({(one.source, one.target) for one in found.links})


def test_a_scheme_is_a_tree(archive: Archive) -> None:
    tree = parsed(pages.html(archive, "vocab/resolutions", Reader()) or "")
    rows = [text(head) for head in tree.iter("th") if head.get("scope") == "row"]
    assert "resolved" in rows
    below = rows[rows.index("resolved") + 1]
    assert re.match(r"level 1: ?\S", below)


def test_terms_of_the_ontology_show_some_uses_and_no_more_than_five(archive: Archive) -> None:
    tree = parsed(pages.html(archive, "ns", Reader()) or "")
    lists = [one for one in tree.iter("details") if one.get("class") == "uses"]
    assert len(lists) > 20
    assert max(len(list(one.iter("li"))) for one in lists) == 5
