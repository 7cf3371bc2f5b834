"""Limits: what can be set, and that each is told."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from testimonia.serve.limits import Limits

PAGE = (Path(__file__).parents[2] / "docs/settings.md").read_text(encoding="utf-8")


def test_every_setting_is_on_its_page_with_its_default() -> None:
    told = re.findall(r"^\| `(\w+)` \| ([\d,.]+) \| (.+) \|$", PAGE, re.MULTILINE)

    assert told == [(one.name, f"{one.default:,.15g}", one.metadata["words"]) for one in fields(Limits)]


def test_settings_are_read() -> None:
    limits = Limits.of({"query_seconds": "2.5", "workers": "4"})

    assert (limits.query_seconds, limits.workers, limits.queue) == (2.5, 4, Limits().queue)


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "1e999", "ten", ""])
def test_a_limit_is_a_number_above_zero(value: str) -> None:
    with pytest.raises(ValueError, match="query_seconds is a number above zero"):
        Limits.of({"query_seconds": value})


def test_a_limit_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="there is no limit 'query_second'; there are check_memory_megabytes"):
        Limits.of({"query_second": "1"})


def test_the_guard_gets_its_bounds_from_here() -> None:
    bounds = Limits(query_nesting=7, query_joined_patterns=8, query_list_items=9).query_bounds()

    assert (bounds.nesting, bounds.joined, bounds.items, bounds.patterns) == (7, 8, 9, 1_000)
