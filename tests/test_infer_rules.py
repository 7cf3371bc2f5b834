"""How rules are run: what an edit does not touch is not looked at again."""

from pathlib import Path

import pytest

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import Facts
from testimonia.infer.rules import Known, Rule, Run, run
from testimonia.vocabulary import vocabulary


def facts(root: Path) -> Facts:
    reading = checking.read(root)
    assert reading.records is not None
    assert reading.problems == []
    return Facts(assemble(reading.records, reading.anchors, vocabulary()).quads, reading.records.settings.base)


def replace(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def once_more(root: Path, rule: Rule, *edit: str) -> tuple[Run, Run]:
    """A first run of a rule, and one after an edit."""
    known = Known(None)
    first = run(facts(root), [rule], known)
    replace(root, *edit)
    return first, run(facts(root), [rule], known)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_no_rule_reads_changes_no_unit(alder_ford: Path, rule: Rule) -> None:
    key = 'key        = "took-three-days"'
    first, second = once_more(alder_ford, rule, "claims/vey-chronicle/a.toml", key, f'{key}\nnote       = "A remark."')

    assert (second.fresh, second.known) == (0, first.fresh)
    assert second.anew == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_edit_of_one_claim_leaves_other_units_known(alder_ford: Path, rule: Rule) -> None:
    first, second = once_more(
        alder_ford, rule, "claims/vey-chronicle/b.csv", "41 persons of levy-900", "43 persons of levy-900"
    )
    one_each = {"roots": 1, "comparable": 1, "arithmetic": 2, "arguments": 0, "times": 0}

    assert bool(second.fresh) == bool(one_each[rule.name])
    assert second.fresh <= one_each[rule.name]
    assert second.known >= first.fresh - one_each[rule.name]
