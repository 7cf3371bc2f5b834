"""What was read before, and what a change reaches."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from testimonia.model.problem import Location, Problem
from testimonia.read.block import Block
from testimonia.read.remembered import Remembered


def block(kind: str, key: str, line: int = 1, file: str = "a.toml", **fields: object) -> Block:
    names = {name.replace("_", "-"): value for name, value in fields.items()}
    own = {"source": "vey", **names} if kind in ("claim", "argument", "flag", "reference", "without-claim") else names
    return Block(kind=kind, key=key, fields=own, location=Location(file, line), lines={"note": line + 1})


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Remembered]:
    remembered = Remembered(tmp_path / "check.sqlite", "stamp")
    yield remembered
    remembered.close()


def settled(state: Remembered, problems: Iterable[Problem] = ()) -> list[str]:
    """The paths of what was pending, which is settled by it."""
    pending = state.pending()
    paths = [found.path or found.kind for found in state.blocks(pending)]
    state.settle(pending, problems)
    return sorted(paths)


def entry(state: Remembered, path: str) -> str:
    (number,) = state.ids_at([path])
    return str(number)


BASE = [
    block("actor", "holm", 1),
    block("actor", "anselm", 2),
    block("event", "battle", 3),
    block("claim", "one", 4, about="battle", holder="holm", quantity="5 persons"),
    block("claim", "again", 5, states="one"),
    block("claim", "again-again", 6, states="again"),
    block("claim", "part", 7, about="battle", quantity="5 % of again"),
    block("argument", "for-one", 8, premises=["part"], supports="one"),
    block("claim", "else", 9, about="battle", holder="anselm", quantity="7 persons"),
    block("document", "vey", 10, narrator="holm"),
    block("work", "vey", 11, creators=["holm"]),
]


def test_a_block_is_remembered_as_it_was_read(state: Remembered) -> None:
    given = Block(
        kind="claim",
        key="one",
        fields={"source": "vey", "references": ["41"], "names": {"de": "ä"}},
        location=Location("b.csv", 7, is_table=True),
        lines={"references": 7},
        curation="b",
    )
    state.replace({"b.csv": ([given], [])})

    found = state.get("claim/vey/one")

    assert found is not None
    assert found.location.entry
    found.location = Location("b.csv", 7, is_table=True)
    assert found == given


def test_what_is_new_is_pending_until_it_is_settled(state: Remembered) -> None:
    state.replace({"a.toml": (BASE, [])})

    assert len(settled(state)) == len(BASE)
    assert state.pending() == []


def test_what_is_as_before_is_not_looked_at_again(state: Remembered) -> None:
    """Also where lines have moved: what a block says is the same."""
    state.replace({"a.toml": (BASE, [])})
    settled(state)

    moved = [replace(found, location=found.location.at(found.location.line + 3)) for found in BASE]
    state.replace({"a.toml": (moved, [])})

    assert state.pending() == []


@pytest.mark.parametrize(
    ("change", "reached"),
    [
        pytest.param(
            {"claim/vey/else": block("claim", "else", 9, about="battle", quantity="8 persons")},
            ["claim/vey/else"],
            id="a claim that nobody leans on",
        ),
        pytest.param(
            {"claim/vey/one": block("claim", "one", 4, about="battle", quantity="6 persons")},
            [
                "argument/vey/for-one",
                "claim/vey/again",
                "claim/vey/again-again",
                "claim/vey/one",
                "claim/vey/part",
            ],
            id="a claim that others take over, and theirs in turn",
        ),
        pytest.param(
            {"actor/holm": block("actor", "holm", 1, name="Gerta Holm")},
            ["actor/holm"],
            id="an entry that is still there",
        ),
        pytest.param(
            {"actor/anselm": None},
            ["claim/vey/else"],
            id="an entry that has gone",
        ),
        pytest.param(
            {"document/vey": block("document", "vey", 10, narrator="anselm")},
            [
                "argument/vey/for-one",
                "claim/vey/again",
                "claim/vey/again-again",
                "claim/vey/else",
                "claim/vey/one",
                "claim/vey/part",
                "source/vey",
                "source/vey",
            ],
            id="a document reaches all that belongs to it",
        ),
    ],
)
def test_what_a_change_reaches(state: Remembered, change: dict[str, Block | None], reached: list[str]) -> None:
    state.replace({"a.toml": (BASE, [])})
    settled(state)
    names = {f"document/{found.key}" if found.kind == "document" else found.path: found for found in BASE}

    after = {**names, **change}
    state.replace({"a.toml": ([found for found in after.values() if found is not None], [])})

    assert settled(state) == reached


def test_an_entry_that_comes_reaches_those_that_name_it(state: Remembered) -> None:
    state.replace({"a.toml": (BASE, [])})
    settled(state)

    state.replace({"b.toml": ([block("place", "battle", file="b.toml")], [])})

    assert set(settled(state)) >= {"claim/vey/else", "claim/vey/one", "claim/vey/again", "place/battle"}


def test_blocks_without_a_key_are_no_namesakes(state: Remembered) -> None:
    silences = [
        block("without-claim", "", line, passage=f"{line}-{line + 1}", reason="heading") for line in range(1, 9)
    ]
    state.replace({"a.toml": (silences, [])})
    settled(state)

    other = block("without-claim", "", 1, passage="1-2", reason="title")
    state.replace({"a.toml": ([other, *silences[1:]], [])})

    assert settled(state) == ["without-claim"]


def test_what_is_at_fault_is_looked_at_again_whatever_changes(state: Remembered) -> None:
    """What mends it may stand anywhere."""
    state.replace({"a.toml": (BASE, [])})
    fault = Problem(Location("a.toml", 9, entry=entry(state, "claim/vey/else")), "claim 'else': is wrong")
    settled(state, [fault])

    state.replace({"b.toml": ([block("place", "far-away", file="b.toml")], [])})

    assert settled(state) == ["claim/vey/else", "place/far-away"]
    assert state.faults() == []


def test_faults_of_a_file_stay_until_the_file_changes(state: Remembered) -> None:
    of_a_row = Problem(Location("a.csv", 4, "time", is_table=True), "a date made by a spreadsheet")
    state.replace({"a.csv": ([block("claim", "one", 4, "a.csv")], [of_a_row])})
    settled(state)
    state.replace({"b.toml": ([block("claim", "two", 1, "b.toml", states="one")], [])})
    settled(state)

    assert state.faults() == [of_a_row]

    state.replace({"a.csv": ([block("claim", "one", 4, "a.csv")], [])})
    assert state.faults() == []


def test_faults_of_a_block_go_with_it(state: Remembered) -> None:
    state.replace({"a.toml": (BASE, [])})
    faults = [
        Problem(Location("a.toml", 9, entry=entry(state, "claim/vey/else")), "one"),
        Problem(Location("a.toml", 4, entry=entry(state, "claim/vey/one")), "other"),
    ]
    settled(state, faults)

    assert [str(problem) for problem in state.faults()] == ["a.toml:4: other", "a.toml:9: one"]

    state.replace({"a.toml": ([], [])})
    assert state.faults() == []
    assert state.pending() == []


def test_two_blocks_on_one_line_keep_their_own_faults(state: Remembered) -> None:
    """As in a file of JSON-LD on one line."""
    blocks = [block("claim", "one", 1), block("claim", "two", 1)]
    state.replace({"a.jsonld": (blocks, [])})
    (one,), (two,) = state.ids_at(["claim/vey/one"]), state.ids_at(["claim/vey/two"])

    state.settle([one], [Problem(Location("a.jsonld", 1, entry=str(one)), "of one")])
    state.settle([two], [Problem(Location("a.jsonld", 1, entry=str(two)), "of two")])

    assert [problem.message for problem in state.faults()] == ["of one", "of two"]


def test_what_was_cut_off_is_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "check.sqlite"
    state = Remembered(path, "stamp")
    state.replace({"a.toml": (BASE, [])})
    state.commit()
    state.settle(state.pending(), [])
    state.close()

    again = Remembered(path, "stamp")

    assert len(again.pending()) == len(BASE)
    again.replace({"a.toml": ([block("actor", "odo"), *BASE], [])})
    assert len(settled(again)) == len(BASE) + 1
    again.close()


def test_another_stamp_forgets_everything(tmp_path: Path) -> None:
    path = tmp_path / "check.sqlite"
    state = Remembered(path, "stamp")
    state.replace({"a.toml": (BASE, [Problem(Location("a.toml"), "x")])})
    state.commit()
    state.close()

    other = Remembered(path, "other stamp")

    assert other.all_blocks() == []
    assert other.faults() == []
    assert other.pending() == []
    other.close()


def test_a_reader_forgets_nothing_and_sees_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "check.sqlite"
    state = Remembered(path, "stamp")
    state.replace({"a.toml": (BASE, [])})
    state.commit()

    reader = Remembered(path, "other stamp", is_reader=True)

    assert len(reader.all_blocks()) == len(BASE)
    reader.close()
    state.close()


def test_files_that_changed_and_files_that_are_gone(state: Remembered, tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("1")
    two.write_text("2")

    assert state.changed_files([one, two]) == ([one, two], [])
    assert state.changed_files([one, two]) == ([], [])

    one.write_text("11")
    assert state.changed_files([one, two]) == ([one], [])
    one.touch()
    assert state.changed_files([one, two]) == ([], [])
    assert state.changed_files([one]) == ([], [str(two)])
    assert state.changed_files([one]) == ([], []), "gone once is told once"
    assert state.changed_files([one, two]) == ([two], []), "also when it comes back as it was"


def test_lookups(state: Remembered) -> None:
    state.replace({"a.toml": (BASE, [])})

    found = state.get("source/vey")
    assert found is not None
    assert found.kind == "work", "a work before a document"
    assert state.get("claim/vey/nothing") is None
    assert sorted(state.keys("claim/vey/")) == ["again", "again-again", "else", "one", "part"]
    assert state.count("claim") == 5
    assert [found.key for found in state.blocks(state.ids_of("document"))] == ["vey"]
    assert {found.key for found in state.blocks(state.ids_naming("claim/vey/one"))} == {"again", "for-one"}
    assert {found.key for found in state.blocks(state.neighbours(state.blocks(state.ids_at(["claim/vey/part"]))))} == {
        "battle",
        "again",
        "vey",
    }


def test_the_first_of_two_with_one_key_is_the_first_by_file_and_line(state: Remembered) -> None:
    state.replace({"b.toml": ([block("claim", "one", 1, "b.toml", note="b")], [])})
    state.replace({"a.toml": ([block("claim", "one", 9, note="a")], [])})

    found = state.get("claim/vey/one")

    assert found is not None
    assert found.fields["note"] == "a"


def test_flags_on_a_claim(state: Remembered) -> None:
    flag = block("flag", "", 20, passage="1-2", on=["one"])
    state.replace({"a.toml": ([*BASE, flag], [])})

    claims = state.blocks(state.ids_at(["claim/vey/one"]))

    assert [found.kind for found in state.blocks(state.ids_of_flags_on(claims))] == ["flag"]


def test_passages_without_an_anchor(state: Remembered) -> None:
    claims = [block("claim", "one", 5, passage="1-2"), block("claim", "two", 9, passage=["1-2", "3-4", "odd"])]
    state.replace({"a.toml": (claims, [])})

    assert [(row, place.line) for row, place in state.unanchored({"vey,3,4"})] == [
        ("vey,1,2", 5),
        ("vey,1,2", 9),
        ("vey,odd", 9),
    ]

    settled(state, [Problem(Location("a.toml", 9, entry=entry(state, "claim/vey/two")), "'odd' is no passage")])
    assert [row for row, _ in state.unanchored({})] == ["vey,1,2"], "what is at fault may be wrong about its passage"
