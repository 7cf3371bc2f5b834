"""Checking: an edit costs the edit."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from testimonia import checking, validate
from testimonia.checking import STATE, Task, check, state_of_files
from testimonia.model.problem import Problem

SMALL = Path(__file__).parent / "archive"
Lay = Callable[[Mapping[str, str]], Path]

MANY = 2_000
HEAD = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n'


def generated(number: int) -> str:
    """A claim that leans on another: each tenth has content of its own, the others take it over or are a part."""
    own = f'about = "battle"\naspect = "deaths"\nquantity = "{number} persons"'
    before = number - number % 10
    content = [own, f'states = "c{before}"', f"{own.replace(' persons', f' persons of c{before}')}"][
        min(number % 10, 2)
    ]
    return (
        f'[[claim]]\nkey = "c{number}"\nparaphrase = "Said {number}."\npassage = "40-50"\n'
        f'holder = "{["anselm", "holm"][number % 2]}"\n{content}\nreferences = ["anselm"]\n'
    )


@pytest.fixture(scope="module")
def generated_archive(tmp_path_factory: pytest.TempPathFactory) -> Task:
    """An archive of some thousand claims."""
    folder = tmp_path_factory.mktemp("large")
    root = Path(shutil.copytree(SMALL, folder / "data"))
    for start in range(0, MANY, 250):
        text = HEAD + "\n".join(map(generated, range(start, start + 250)))
        (root / f"claims/vey-chronicle/g{start}.toml").write_text(text)
    return Task(root, folder / "build")


@pytest.fixture
def large(generated_archive: Task, monkeypatch: pytest.MonkeyPatch) -> Task:
    """The same, checked, without the shapes: what is looked at is in question, not what is found."""
    monkeypatch.setattr(checking, "faults", lambda *_, **__: [])
    monkeypatch.setattr(Task, "stamp", "one program, whatever is edited meanwhile")
    assert check(generated_archive).problems == []
    return generated_archive


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    """A file with other words in it for a while."""
    before = path.read_text()
    edit(path, old, new)
    yield
    path.write_text(before)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        pytest.param("Said 7.", "Said seven.", 1, id="a paraphrase"),
        pytest.param('quantity = "10 persons"', 'quantity = "11 persons"', 10, id="content that nine lean on"),
        pytest.param(HEAD, f"# a remark\n\n{HEAD}", 0, id="lines that move"),
        pytest.param('[[claim]]\nkey = "c0"', f'{generated(99_990)}\n[[claim]]\nkey = "c0"', 1, id="a claim added"),
    ],
)
def test_after_one_edit_little_is_looked_at(large: Task, old: str, new: str, most: int) -> None:
    with edited(large.root / "claims/vey-chronicle/g0.toml", old, new):
        found = check(large)

    assert found.problems == []
    assert found.looked_at <= most


def test_a_name_in_a_register_reaches_nobody_else(large: Task) -> None:
    with edited(large.root / "entities/actors.toml", "Gerta Holm", "Gerda Holm"):
        assert check(large).looked_at == 1


def test_an_actor_that_goes_reaches_those_that_name_it(large: Task) -> None:
    with edited(large.root / "entities/actors.toml", "[holm]", "[hollm]"):
        found = check(large)

    assert MANY / 2 < found.looked_at < MANY
    message = "'holm' is in no register of actors; did you mean 'hollm'?"
    assert sum(message in problem.message for problem in found.problems) == MANY / 2 + 2


def test_nothing_changed_nothing_looked_at(small: Path, tmp_path: Path) -> None:
    first = check(Task(small, tmp_path / "build"))
    again = check(Task(small, tmp_path / "build"))

    assert first.looked_at > 0
    assert again.looked_at == 0
    assert again.counts == first.counts == {"claim": 4, "argument": 0, "flag": 0, "reference": 2}


def test_a_fault_is_remembered_and_mended(small: Path, tmp_path: Path) -> None:
    task = Task(small, tmp_path / "build")
    path = small / "claims/vey-chronicle/a.toml"
    edit(path, "30 % of", "130 % of")

    first, again = check(task), check(task)
    assert [problem.location.line for problem in first.problems] == [25]
    assert again.problems == first.problems

    path.write_text(f"# a remark\n{path.read_text()}")
    assert [problem.location.line for problem in check(task).problems] == [26]

    edit(path, "130 % of", "30 % of")
    assert check(task).problems == []


def test_deleting_the_state_costs_one_full_check(small: Path, tmp_path: Path) -> None:
    task = Task(small, tmp_path / "build")
    edit(small / "claims/vey-chronicle/a.toml", "30 % of", "130 % of")
    before = check(task).problems
    (tmp_path / "build" / STATE).unlink()

    assert check(task).problems == before


def test_the_parts_of_a_check_change_nothing(alder_ford: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One part, or many on all cores."""
    edit(alder_ford / "claims/vey-chronicle/b.csv", "30 % of levy-900", "130 % of levy-900")
    edit(alder_ford / "claims/lowmere-wiki/page.toml", "expulsion", "expulsoin")
    whole = check(Task(alder_ford, tmp_path / "whole")).problems
    monkeypatch.setattr(checking, "_PART", 20)

    assert whole
    assert check(Task(alder_ford, tmp_path / "parts")).problems == whole


def test_the_compiled_shapes_lose_no_fault(alder_ford: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(alder_ford / "claims/vey-chronicle/b.csv", "30 % of levy-900", "130 % of levy-900")
    edit(alder_ford / "sources/vey-chronicle.toml", 'cites      = "price-of-a-crossing"\n', "")
    edit(alder_ford / "entities/events.toml", "[removal-to-saltholm]", "[massacre-of-saltholm]")

    reference = check(Task(alder_ford, tmp_path / "reference", is_reference=True))

    monkeypatch.setattr(validate, "_FEW", 0)

    assert len(reference.problems) > 2
    assert check(Task(alder_ford, tmp_path / "build")).problems == reference.problems


def test_messages_in_another_language_are_found_anew(small: Path, tmp_path: Path) -> None:
    edit(small / "claims/vey-chronicle/a.toml", "30 % of", "130 % of")

    (english,) = check(Task(small, tmp_path / "build")).problems
    (german,) = check(Task(small, tmp_path / "build", language="de")).problems

    assert english.location == german.location
    assert english.message != german.message


def test_progress_is_told(small: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    check(Task(small, tmp_path / "build"), lambda done, total: told.append((done, total)))

    assert told
    assert told[-1][0] == told[-1][1]


def test_what_a_watcher_compares(small: Path) -> None:
    before = state_of_files(small)
    assert set(map(Path, before)) >= {small / "archive.toml", small / "anchors.csv", small / "entities/actors.toml"}

    edit(small / "entities/actors.toml", "Gerta", "Gerda G.")

    assert state_of_files(small) != before


@pytest.fixture
def linked(archive: Lay) -> Path:
    """An archive with entries in JSON-LD, all on one line."""
    words = "https://w3id.org/testimonia/vocab/"
    actors = [
        {
            "@id": f"https://example.org/small/actor/a{number}",
            "@type": "https://w3id.org/testimonia/ns#Actor",
            "http://purl.org/dc/terms/type": {"@id": f"{words}{'person' if number % 4 else 'deaths'}"},
            "http://www.w3.org/2004/02/skos/core#prefLabel": {"@value": f"Actor {number}", "@language": "en"},
        }
        for number in range(12)
    ]
    return archive({"entities/many.jsonld": json.dumps(actors)})


def test_entries_on_one_line_keep_their_faults_apart(
    linked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_PART", 5)
    task = Task(linked, tmp_path / "build")

    def names(problems: list[Problem]) -> list[str]:
        return [problem.message.partition(":")[0] for problem in problems]

    assert names(check(task).problems) == ["actor 'a0'", "actor 'a4'", "actor 'a8'"]
    edit(linked / "entities/many.jsonld", "Actor 3", "Actor three")
    assert names(check(task).problems) == ["actor 'a0'", "actor 'a4'", "actor 'a8'"]
