"""What an archive may hold that never ends by itself: circles and deep chains come to a finding or a clear error."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from testimonia import checking, pipeline
from testimonia.assemble import assemble
from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import Facts
from testimonia.infer.rules import Known, run
from testimonia.vocabulary import vocabulary

Archive = Callable[[Mapping[str, str]], Path]

HEAD = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n'
CLAIM = '\n[[claim]]\nkey = "{}"\nparaphrase = "A statement."\npassage = "0-10"\nreferences = []\n{}\n'
DEATHS = 'about = "battle"\naspect = "deaths"\nquantity = "{}"'
DEEP, CIRCLE = 10_000, 1_000
LONGEST_SECONDS = 240
"""Far more than any of these takes; what is quadratic in ten thousand takes longer."""


def claims(*contents: str) -> dict[str, str]:
    text = HEAD + "".join(CLAIM.format(f"c{number}", content) for number, content in enumerate(contents))
    return {"claims/vey-chronicle/chain.toml": text}


def register(path: str, letter: str, count: int, kind: str) -> dict[str, str]:
    things = (f'[{letter}{number}]\nname = "{letter}{number}"\nkind = "{kind}"\n\n' for number in range(count))
    return {path: (Path(__file__).parent / "archive" / path).read_text(encoding="utf-8") + "\n" + "".join(things)}


def parts(count: int, *, is_circle: bool = False) -> dict[str, str]:
    """Each event is part of the next."""
    links = [f'about = "e{n}"\naspect = "part-of"\nvalue = "e{(n + 1) % count}"' for n in range(count)]
    return register("entities/events.toml", "e", count, "war") | claims(*(links if is_circle else links[:-1]))


def sources(count: int, *, is_circle: bool = False) -> dict[str, str]:
    """Each work depends on the next."""
    links = [f'about = "w{n}"\naspect = "depends-on"\nvalue = "w{(n + 1) % count}"' for n in range(count)]
    cited = 'about = "anselm-chronicle"\naspect = "depends-on"\nvalue = "w0"'
    works = register("sources/works.toml", "w", count, "book")
    return works | claims(cited, *(links if is_circle else links[:-1]))


def arguments(count: int) -> dict[str, str]:
    """Each claim rebuts the next."""
    figures = [DEATHS.format(f"{number + 1} persons") for number in range(count)]
    return claims(*(f'{content}\nrebuts = "c{n + 1}"' for n, content in enumerate(figures[:-1])), figures[-1])


def wholes(count: int, *, is_circle: bool = False) -> dict[str, str]:
    """Each figure is a share of the next."""
    shares = [DEATHS.format(f"{n + 1} persons of c{(n + 1) % count}") for n in range(count)]
    return claims(*(shares if is_circle else [*shares[:-1], DEATHS.format(f"{count} persons")]))


def states(count: int, *, is_circle: bool = False) -> dict[str, str]:
    """Each claim says the same as the next."""
    same = [f'states = "c{(n + 1) % count}"' for n in range(count)]
    return claims(*(same if is_circle else [*same[:-1], DEATHS.format("41 persons")]))


def derived(count: int) -> dict[str, str]:
    """Each claim was worked out from the next."""
    figures = [DEATHS.format(f"{number + 1} persons") for number in range(count)]
    return claims(*(f'{content}\nderived-from = "c{n + 1}"' for n, content in enumerate(figures[:-1])), figures[-1])


def built(root: Path) -> tuple[list[str], Counter[str]]:
    """The faults of an archive, or the kinds of what is found where there is none."""
    made = pipeline.build(root, root.parent / "build")
    if made.folder is None:
        return [problem.message for problem in made.problems], Counter()
    text = (made.folder / "release/archive.nq").read_text(encoding="utf-8")
    kinds = (line.split("> <", 2)[2].split(">")[0] for line in text.splitlines() if _is_kind(line))
    return [], Counter(kind.rpartition("/")[2] for kind in kinds)


def _is_kind(line: str) -> bool:
    return "/finding/" in line.split(" ", 1)[0] and "purl.org/dc/terms/type" in line


def found(root: Path) -> Counter[str]:
    """The kinds of all that is found in an archive, without holding it against the shapes."""
    reading = checking.read(root)
    assert reading.records is not None
    assert reading.unread == []
    quads = assemble(reading.records, reading.anchors, vocabulary()).quads
    done = run(Facts(quads, reading.records.settings.base), RULES, Known(None))
    return Counter(finding.kind for findings in done.findings.values() for finding in findings)


def test_a_circle_of_1000_sources_is_one_finding(archive: Archive) -> None:
    problems, kinds = built(archive(sources(CIRCLE, is_circle=True)))

    assert problems == []
    assert kinds["circularSourcing"] == 1


def test_an_event_that_is_part_of_itself_is_a_finding(archive: Archive) -> None:
    problems, kinds = built(archive(claims('about = "war"\naspect = "part-of"\nvalue = "war"')))

    assert problems == []
    assert kinds["partOfItself"] == 1


def test_a_claim_attacked_by_itself_is_a_fault(archive: Archive) -> None:
    problems, _ = built(archive(claims(DEATHS.format("41 persons") + '\nrebuts = "c0"')))

    assert problems == [
        "claim 'c0': A premise of this argument is also its target. Name another premise.",
    ]


def test_two_claims_that_attack_each_other_stay_open(archive: Archive) -> None:
    one, other = (DEATHS.format(f"{number} persons") for number in (41, 300))
    problems, kinds = built(archive(claims(f'{one}\nrebuts = "c1"', f'{other}\nrebuts = "c0"')))

    assert problems == []
    assert kinds["attackOpen"] == 2


@pytest.mark.parametrize(
    ("quantity", "message"),
    [
        pytest.param("persons", "claim 'c0': ", id="a unit alone"),
        pytest.param("at least persons", "claim 'c0': ", id="a bound without a number"),
        pytest.param("to persons", "claim 'c0': ", id="a range without ends"),
    ],
)
def test_a_quantity_without_bounds_is_a_fault(archive: Archive, quantity: str, message: str) -> None:
    problems, _ = built(archive(claims(DEATHS.format(quantity))))

    assert len(problems) == 1
    assert problems[0].startswith(message)


@pytest.mark.parametrize("quantity", ["unknown persons", "unstated persons"])
def test_a_quantity_of_which_no_number_is_known_conflicts_with_none(archive: Archive, quantity: str) -> None:
    one, other = (DEATHS.format(written).replace("battle", "war") for written in (quantity, "41 persons"))
    alone, _ = built(archive(claims(other)))
    problems, kinds = built(archive(claims(one, other)))

    assert alone == problems == []
    assert kinds["comparable"] == 1


@pytest.mark.parametrize("make", [wholes, states])
def test_a_circle_of_1000_claims_that_lean_on_each_other_is_a_fault_of_each(
    archive: Archive, make: Callable[..., dict[str, str]]
) -> None:
    problems, _ = built(archive(make(CIRCLE, is_circle=True)))

    assert len(problems) == CIRCLE
    assert all("leans on this one in turn; give one of them content of its own" in problem for problem in problems)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(sources, {"rootsKnown": DEEP + 1, "circularSourcing": 0}, id="sources"),
        pytest.param(parts, {"rootsKnown": DEEP, "partOfItself": 0}, id="parts of events"),
        pytest.param(arguments, {"attacked": DEEP // 2, "attackAnswered": DEEP // 2 - 1}, id="arguments"),
        pytest.param(wholes, {"countImpliesShare": DEEP - 1, "countedTwice": 0}, id="shares of shares"),
        pytest.param(states, {"rootsKnown": DEEP + 1, "notListed": 1}, id="claims that say the same"),
        pytest.param(derived, {"rootsKnown": DEEP + 1, "circularSourcing": 0}, id="claims worked out from others"),
    ],
)
def test_a_deep_chain_of_10000_is_looked_through(
    archive: Archive, make: Callable[[int], dict[str, str]], expected: dict[str, int]
) -> None:
    root = archive(make(DEEP))

    start = time.perf_counter()
    kinds = found(root)

    assert time.perf_counter() - start < LONGEST_SECONDS
    assert {kind: kinds[kind] for kind in expected} == expected


def test_a_deep_chain_through_the_shapes_too(archive: Archive) -> None:
    problems, _ = built(archive(wholes(CIRCLE)))

    assert problems == []


def test_a_view_of_a_chain_too_long_to_be_written_out_is_a_clear_error(
    archive: Archive, run: Callable[..., Result]
) -> None:
    """Of 1,500 parts, 1,125,000 pairs follow, and as many the other way round."""
    root = archive(parts(1_500))
    pipeline.build(root, root.parent / "build")

    result = run("--archive", str(root), "--build", str(root.parent / "build"), "view", "marlow")

    assert result.exit_code == 1
    assert "more than 2,000,000 triples follow, too many to write out" in result.output
