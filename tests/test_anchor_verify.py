"""Whether the passages still read as they did, and whether our words are our own."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from testimonia import checking
from testimonia.anchor.verify import OVERLAP_WORDS, Verification, verify

DOCUMENT = "documents/vey-chronicle.txt"
Change = Callable[[str], str]


def verified(root: Path) -> Verification:
    reading = checking.read(root)
    assert reading.records is not None
    return verify(reading.records, reading.anchors, root / "documents")


def change(root: Path, alter: Change, document: str = DOCUMENT) -> None:
    path = root / document
    path.write_bytes(alter(path.read_bytes().decode()).encode())


def touched(found: Verification) -> set[str]:
    return {problem.message.partition(":")[0] for problem in found.problems if "no longer reads" in problem.message}


def others(found: Verification) -> list[str]:
    return [problem.message for problem in found.problems if "no longer reads" not in problem.message]


def test_the_example_reads_as_it_did(alder_ford: Path) -> None:
    found = verified(alder_ford)

    assert found.problems == []
    assert found.absent == []
    assert found.passages == 73
    assert found.texts == 74


def test_one_changed_character_names_exactly_the_touched_claims(alder_ford: Path) -> None:
    """The 5 of 'no. 12 (spring 2004)' or any other: whatever is attested there, and nothing else."""
    reading = checking.read(alder_ford)
    assert reading.records is not None
    for offset in (0, 130, 420, 880, 1240, 1350, 1400, 1560):
        change(alder_ford, lambda text, at=offset: f"{text[:at]}@{text[at + 1 :]}")  # type: ignore[misc]
        expected = {
            f"claim '{claim.key}'"
            for claim in reading.records.claims
            for passage in claim.passages
            if passage.source == "vey-chronicle" and passage.start <= offset < passage.end
        }

        found = verified(alder_ford)

        assert {name for name in touched(found) if name.startswith("claim")} == expected
        assert any("its SHA-256 differs" in message for message in others(found))
        change(alder_ford, lambda text, at=offset: text.replace("@", original(at), 1))  # type: ignore[misc]
    assert verified(alder_ford).problems == []


def original(offset: int) -> str:
    text = (Path(__file__).parent.parent / "examples/alder-ford" / DOCUMENT).read_bytes().decode()
    return text[offset]


def test_a_change_that_no_claim_is_attested_in_is_told_as_such(alder_ford: Path) -> None:
    change(alder_ford, lambda text: text[:-1] + " ")

    found = verified(alder_ford)

    assert [problem.message for problem in found.problems] == [
        "'vey-chronicle.txt' is not the file that was read: its SHA-256 differs; no passage of a claim is touched"
    ]


@pytest.mark.parametrize(("added", "away"), [("x", "+1 character"), ("two", "+3 characters")])
def test_what_is_inserted_moves_what_stands_after_it(alder_ford: Path, added: str, away: str) -> None:
    change(alder_ford, lambda text: f"{added}{text}")

    found = verified(alder_ford)

    assert touched(found) == set()
    assert any(message.endswith(f"passages read as before but stand {away} away") for message in others(found))


def test_what_is_taken_out_moves_the_others_back(alder_ford: Path) -> None:
    change(alder_ford, lambda text: text[:1320] + text[1325:])

    found = verified(alder_ford)

    assert touched(found) >= {"claim 'abbey-tale-late'", "argument 'against-3000'"}
    assert "claim 'quill-300'" not in touched(found)
    assert "claim 'holm-by-rask'" not in touched(found)
    assert any("-5 characters away" in message for message in others(found))


def test_a_document_that_is_not_here_is_not_fine(alder_ford: Path) -> None:
    (alder_ford / "documents/lowmere-wiki.txt").unlink()

    found = verified(alder_ford)

    assert [document.source for document in found.absent] == ["lowmere-wiki"]
    assert found.problems == []
    assert 0 < found.passages < 73


def test_a_passage_never_anchored_is_told(small: Path) -> None:
    path = small / "anchors.csv"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if ",0,10," not in line))

    found = verified(small)

    assert [problem.message for problem in found.problems] == [
        "claim 'levy-900': the passage 0-10 was never anchored; run `testimonia anchor`"
    ]


def test_a_wrong_length_is_told(small: Path) -> None:
    path = small / "sources/vey-chronicle.toml"
    path.write_text(path.read_text().replace("= 255", "= 256"))

    assert [problem.message for problem in verified(small).problems] == [
        "'vey-chronicle.txt' has 255 characters, not 256; mend 'code-points'; no passage of a claim is touched"
    ]


EIGHT = "came to the ford and stood there waiting"
"""Eight words, put into the document to be shared."""


@pytest.fixture
def borrowed(small: Path) -> Callable[[str, str], list[str]]:
    """The faults where a field of a claim has some words of the document."""

    def verify_with(field: str, words: str) -> list[str]:
        text = (small / DOCUMENT).read_bytes().decode() + f"They {EIGHT}.\n"
        (small / DOCUMENT).write_bytes(text.encode())
        source = small / "sources/vey-chronicle.toml"
        before = "af32d64cf9b9e0520fe5c9723cbac1e1ee52c12f691fdd39afe45d12824a0927"
        digest = sha256(text.encode()).hexdigest()
        source.write_text(source.read_text().replace(before, digest).replace("= 255", f"= {len(text)}"))
        claims = small / "claims/vey-chronicle/a.toml"
        if field == "paraphrase":
            claims.write_text(claims.read_text().replace("The levy counted 900 men.", words))
        else:
            claims.write_text(claims.read_text().replace('"levy-900"\n', f'"levy-900"\n{field} = "{words}"\n', 1))
        return [problem.message for problem in verified(small).problems]

    return verify_with


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        pytest.param(f"Men {EIGHT} for days.", True, id="eight"),
        pytest.param(f"Men {EIGHT.rpartition(' ')[0]} for days.", False, id="seven"),
        pytest.param(EIGHT.upper().replace(" ", ", "), True, id="eight, in capitals and with commas"),
        pytest.param(EIGHT.replace("and", "or"), False, id="eight, one of them another"),
        pytest.param("Marlow counts 900.", False, id="our own"),
    ],
)
@pytest.mark.parametrize("field", ["paraphrase", "note"])
def test_words_that_are_not_our_own(
    borrowed: Callable[[str, str], list[str]],
    field: str,
    words: str,
    refused: bool,  # noqa: FBT001  (a table)
) -> None:
    expected = (
        f"claim 'levy-900': the {field} shares 8 consecutive words or more with 'vey-chronicle'; use your own words"
    )

    assert borrowed(field, words) == ([expected] if refused else [])
    assert len(EIGHT.split()) == OVERLAP_WORDS


def test_notes_of_all_kinds_are_held_against_the_document(alder_ford: Path) -> None:
    words = "they were on the road for eight days in all"
    page = alder_ford / "claims/lowmere-wiki/page.toml"
    note = "That the old remembered is no matter for a citation; the number of farms is."
    page.write_text(page.read_text().replace(note, words).replace("names the site", words))

    messages = {problem.message.partition(" shares")[0] for problem in verified(alder_ford).problems}

    assert messages == {"flag '240-257': the note", "without-claim: the reason"}
