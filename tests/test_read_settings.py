"""archive.toml, and the files of an archive."""

from collections.abc import Callable, Mapping
from pathlib import Path

from testimonia.read.files import data_files, read_text
from testimonia.read.settings import curator_block, read_settings

Lay = Callable[[Mapping[str, str]], Path]

SETTINGS = """\
title       = "A small archive"
description = "As small as can be."
base        = "https://example.org/small/"
licence     = "https://creativecommons.org/licenses/by/4.0/"
recorded    = 2026-11-22T10:00:00+01:00

[curator]
key  = "me"
name = "The curator"
"""


def test_what_the_settings_say(archive: Lay) -> None:
    settings, problems = read_settings(archive({"archive.toml": SETTINGS}))

    assert problems == []
    assert settings is not None
    assert settings.title == "A small archive"
    assert settings.description == "As small as can be."
    assert settings.base == "https://example.org/small/"
    assert settings.recorded == "2026-11-22T09:00:00Z"
    assert (settings.curator, settings.curator_name) == ("me", "The curator")


def test_without_settings_there_is_no_archive(tmp_path: Path) -> None:
    settings, problems = read_settings(tmp_path)

    assert settings is None
    assert [str(problem) for problem in problems] == [f"{tmp_path / 'archive.toml'}: the file is missing"]


def test_the_curator_is_an_actor(archive: Lay) -> None:
    root = archive({"archive.toml": SETTINGS})
    settings, _ = read_settings(root)
    assert settings is not None

    block = curator_block(settings, root / "archive.toml")

    assert block.path == "actor/me"
    assert block.fields == {"name": "The curator", "kind": "curator"}


def test_files_are_read_in_one_order_and_others_passed_over(archive: Lay) -> None:
    root = archive(
        {
            "claims/vey-chronicle/c.ttl": "",
            "claims/vey-chronicle/b.csv": "",
            "claims/vey-chronicle/.hidden.toml": "",
            "claims/vey-chronicle/notes.txt": "",
            "notes.toml": "",
        }
    )

    found = [str(path.relative_to(root)) for path in data_files(root)]

    assert found == [
        "archive.toml",
        "entities/actors.toml",
        "entities/concepts.toml",
        "entities/events.toml",
        "entities/places.toml",
        "sources/vey-chronicle.toml",
        "sources/works.toml",
        "claims/vey-chronicle/a.toml",
        "claims/vey-chronicle/b.csv",
        "claims/vey-chronicle/c.ttl",
    ]


def test_a_byte_order_mark_and_line_ends_of_windows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfa = "x"\r\nb = "y"\r\n')

    assert read_text(path) == ('a = "x"\nb = "y"\n', [])


def test_other_bytes_than_utf_8_are_told_at_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("one\ntwo\nM\xe4nner".encode("latin-1"))

    text, problems = read_text(path)

    assert text is None
    assert str(problems[0]).startswith(f"{path}:3: byte 0xE4 is not UTF-8")
