"""Where a fault is, as it is printed."""

import pytest

from testimonia.model.problem import Location, Problem


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        pytest.param(Location("a.toml", 9), "a.toml:9", id="a line"),
        pytest.param(Location("a.toml"), "a.toml", id="a file as a whole"),
        pytest.param(Location("a.csv", 2, is_table=True), "a.csv, row 2", id="a row"),
        pytest.param(Location("a.csv", 2, "time", is_table=True), "a.csv, row 2, column time", id="a cell"),
        pytest.param(Location("a.csv", is_table=True), "a.csv", id="a table as a whole"),
        pytest.param(Location("a.toml", 9, entry="17"), "a.toml:9", id="nobody is shown the entry"),
    ],
)
def test_printed(location: Location, expected: str) -> None:
    assert str(location) == expected
    assert str(Problem(location, "something is wrong")) == f"{expected}: something is wrong"


def test_a_column_is_told_in_tables_only() -> None:
    assert Location("a.toml", 9).at(12, "time") == Location("a.toml", 12)
    assert Location("a.csv", 9, is_table=True).at(0, "time") == Location("a.csv", 9, "time", is_table=True)


def test_another_line_of_the_same_entry() -> None:
    assert Location("a.toml", 9, entry="17").at(12) == Location("a.toml", 12, entry="17")


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    problems = [Problem(Location(path, line), "x") for path, line in (("b", 1), ("a", 10), ("a", 9), ("a", 0))]

    assert [str(problem.location) for problem in sorted(problems)] == ["a", "a:9", "a:10", "b:1"]
