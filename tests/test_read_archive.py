"""The folder of an archive to its records."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from testimonia.model.archive import Records
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

Lay = Callable[[Mapping[str, str]], Path]

HEAD = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n'


def claim(key: str, more: str = "") -> str:
    fields = f'key = "{key}"\nparaphrase = "x"\npassage = "40-50"\nstates = "levy-900"\nreferences = []\n'
    return f"{HEAD}\n[[claim]]\n{fields}{more}"


def read(root: Path) -> tuple[Records, list[str]]:
    records, problems = read_archive(root, vocabulary())
    assert records is not None
    return records, [str(problem).removeprefix(f"{root}/") for problem in problems]


def test_the_small_archive_is_read_without_fault(small: Path) -> None:
    records, problems = read(small)

    assert problems == []
    assert [claim.key for claim in records.claims] == [
        "levy-900",
        "anselm-300-to-900",
        "holm-30-percent",
        "anselm-doubted",
    ]
    assert [curation.path for curation in records.curations] == ["curation/vey-chronicle/a"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param("claims/vey-chronicle/b.toml", "claims/vey-chronicle/b.toml:6", id="in a later file"),
        pytest.param("claims/vey-chronicle/a-first.toml", "claims/vey-chronicle/a.toml:6", id="in an earlier file"),
    ],
)
def test_the_second_of_two_equal_keys_is_at_fault(archive: Lay, path: str, line: str) -> None:
    records, problems = read(archive({path: claim("levy-900").replace("levy-900", "holm-30-percent", 1)}))

    assert len(problems) == 1
    assert "the key 'holm-30-percent' is already used at" in problems[0]
    assert [claim.key for claim in records.claims].count("holm-30-percent") == 1
    assert line.partition(":")[0] in problems[0]


def test_one_key_in_two_registers_is_no_fault(archive: Lay) -> None:
    root = archive({"entities/concepts.csv": "key,name\nvale,people of the vale\n"})

    assert read(root)[1] == []


def test_one_key_in_two_documents_is_no_fault(archive: Lay) -> None:
    other = (Path(__file__).parent / "archive/sources/vey-chronicle.toml").read_text()
    root = archive(
        {
            "sources/wiki.toml": other.replace("af32d64c", "bf32d64c"),
            "claims/wiki/a.toml": claim("levy-900")
            .replace("vey-chronicle", "wiki")
            .replace('states = "levy-900"', 'states = "vey-chronicle/levy-900"'),
        }
    )

    records, problems = read(root)

    assert problems == []
    assert {"claim/wiki/levy-900", "claim/vey-chronicle/levy-900"} <= {claim.path for claim in records.claims}


def test_a_document_that_is_not_read_is_told(archive: Lay) -> None:
    root = archive({"claims/wiki/a.toml": claim("x").replace("vey-chronicle", "war-diary")})

    _, problems = read(root)

    assert problems == [
        "claims/wiki/a.toml:5: claim 'x': 'war-diary' is no document that is read here",
        "claims/wiki/a.toml:9: claim 'x': 'levy-900' is in no register of claims",
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param('recorded = "2026-11-22T09:00:00Z"', [], id="of the archive"),
        pytest.param(
            "",
            ["'recorded' is missing; say when this was recorded, for example 2026-11-22T09:00:00Z"],
            id="of nothing",
        ),
    ],
)
def test_each_file_says_when_it_was_recorded_or_the_archive_does(
    archive: Lay, settings: str, expected: list[str]
) -> None:
    text = (Path(__file__).parent / "archive/archive.toml").read_text()
    root = archive({"archive.toml": text.replace('recorded = "2026-11-22T09:00:00Z"', settings)})

    _, problems = read(root)

    assert sorted({problem.partition(": ")[2].partition(": ")[2] for problem in problems}) == expected


def test_the_last_recording_in_a_file_counts(archive: Lay) -> None:
    more = claim("later", "recorded = 2027-01-01T00:00:00Z\n").removeprefix(HEAD)
    root = archive({"claims/vey-chronicle/b.toml": claim("early", 'recorded = "2025-01-01T00:00:00Z"\n') + more})

    records, problems = read(root)

    assert problems == []
    assert {curation.path: curation.recorded for curation in records.curations} == {
        "curation/vey-chronicle/a": "2026-11-22T09:00:00Z",
        "curation/vey-chronicle/b": "2027-01-01T00:00:00Z",
    }


def test_the_name_of_a_file_becomes_part_of_addresses(archive: Lay) -> None:
    _, problems = read(archive({"claims/vey-chronicle/Part B.toml": claim("x")}))

    (problem,) = problems
    assert problem.startswith("claims/vey-chronicle/Part B.toml: the name of the file, 'Part B', may hold small")


def test_a_sheet_of_another_kind_is_named_for_it(archive: Lay) -> None:
    root = archive(
        {
            "claims/vey-chronicle/b.without-claim.csv": (
                "source,section,passage,reason\nvey-chronicle,A,40-50,heading\n"
            ),
            "claims/vey-chronicle/b.flag.csv": (
                "source,narrator,section,kind,passage,on\nvey-chronicle,marlow,A,citation-needed,50-60,levy-900\n"
            ),
        }
    )

    records, problems = read(root)

    assert problems == []
    assert len(records.without_claim) == 1
    assert records.flags[0].curation == "curation/vey-chronicle/b"


def test_faults_of_all_files_are_told_in_order(archive: Lay) -> None:
    root = archive(
        {
            "claims/vey-chronicle/b.toml": claim("x", 'stance = "denied"\n'),
            "entities/places.toml": 'name = "x"\n',
            "sources/works.toml": "= \n",
        }
    )

    _, problems = read(root)

    assert problems == sorted(problems)
    assert {problem.partition(":")[0] for problem in problems} >= {
        "claims/vey-chronicle/b.toml",
        "entities/places.toml",
        "sources/works.toml",
    }


def test_without_settings_there_are_no_records(tmp_path: Path) -> None:
    records, problems = read_archive(tmp_path, vocabulary())

    assert records is None
    assert len(problems) == 1
