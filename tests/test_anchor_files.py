"""Source files and where words stand in them."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.anchor.files import file_text, locate, misfit, passage_hash, source_files
from testimonia.model.passage import Passage
from testimonia.model.problem import Location
from testimonia.model.source import Document

TEXT = "The Levy of Vey,\n\tnine hundred “men”, came.\nThe levy  of\r\nVey 𒀀ent."
DOCUMENT = Document(
    source="vey",
    file="vey.txt",
    sha256=sha256(TEXT.encode()).hexdigest(),
    code_points=len(TEXT),
    text_form="UTF-8",
    narrator="actor/marlow",
    written_at=Location("vey.toml", 1),
)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        pytest.param("The Levy of Vey", ["0-15", "44-61"], id="case and spaces are passed over"),
        pytest.param('"men"', ["31-36"], id="typographic quotes"),
        pytest.param("vey, nine", ["12-22"], id="over a line"),
        pytest.param("𒀀ent", ["62-66"], id="characters beyond the first plane count one"),
        pytest.param("went", [], id="another letter"),
        pytest.param("   ", [], id="no words"),
        pytest.param("(levy", [], id="signs are no pattern"),
    ],
)
def test_locate(words: str, keys: list[str]) -> None:
    found = locate(words, TEXT, "vey")

    assert [place.passage.key for place in found] == keys
    assert all(TEXT[place.passage.start : place.passage.end] == place.words for place in found)


@given(before=st.text(), words=st.text(st.characters(categories=["L"]), min_size=1), after=st.text())
def test_words_are_found_where_they_stand(before: str, words: str, after: str) -> None:
    """Offsets stay right whatever stands before, also letters that grow when folded."""
    keys = [place.passage for place in locate(words, f"{before} {words} {after}", "vey")]

    assert Passage("vey", len(before) + 1, len(before) + 1 + len(words)) in keys or any(
        passage.start <= len(before) + 1 < passage.end for passage in keys
    )


def test_a_passage_hash_is_of_its_utf_8_bytes() -> None:
    assert passage_hash(TEXT, Passage("vey", 62, 63)) == sha256("𒀀".encode()).hexdigest()


def test_a_file_is_found_by_its_digest_else_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "renamed.txt").write_bytes(TEXT.encode())
    (tmp_path / "wiki.txt").write_text("something else")
    (tmp_path / "folder").mkdir()
    wiki, lost = (
        replace(DOCUMENT, source="wiki", file="wiki.txt", sha256="0" * 64),
        replace(DOCUMENT, source="lost", file="lost.txt", sha256="1" * 64),
    )

    found = source_files([DOCUMENT, wiki, lost], tmp_path)

    assert found == {"vey": tmp_path / "renamed.txt", "wiki": tmp_path / "wiki.txt"}
    assert source_files([DOCUMENT], tmp_path / "nowhere") == {}


def test_line_ends_stay_and_other_bytes_are_one_character(tmp_path: Path) -> None:
    path = tmp_path / "vey.txt"
    path.write_bytes(b"a\r\nb\rc\nd\xe4e")

    assert file_text(path) == "a\r\nb\rc\nd\N{REPLACEMENT CHARACTER}e"


def test_how_a_file_differs_from_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "vey.txt"
    path.write_bytes(TEXT.encode())

    assert misfit(DOCUMENT, path, TEXT) == ""
    assert misfit(replace(DOCUMENT, code_points=7), path, TEXT) == (
        "'vey.txt' has 67 characters, not 7; mend 'code-points'"
    )
    assert misfit(replace(DOCUMENT, sha256="0" * 64), path, TEXT) == (
        "'vey.txt' is not the file that was read: its SHA-256 differs"
    )
