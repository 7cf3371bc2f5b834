"""The words of a passage: shown from the reader's own file where its hash fits, to nobody else, and kept nowhere."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from testimonia.serve.app import application
from testimonia.serve.service import Service
from testimonia.serve.source_files import Texts

DOCUMENTS = Path(__file__).parents[2] / "examples/alder-ford/documents"
CLAIM = "/claim/lowmere-wiki/lowmere-30-percent.html"
PASSAGE = "/text/passage/lowmere-wiki/258-353"
WORDS = "Holm puts the dead at 30 per cent"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DOCUMENTS / "lowmere-wiki.txt", tmp_path / "any-name.txt")
    (tmp_path / "other.txt").write_text("something else", encoding="utf-8")
    return tmp_path


@pytest.fixture
def reading(service: Service, folder: Path) -> TestClient:
    own = Service(service.out, service.limits, service.snapshot, texts=Texts([folder]))
    return TestClient(application(own), base_url="http://127.0.0.1:8000")


def test_without_a_folder_there_is_no_text(client: TestClient) -> None:
    assert client.get(f"http://127.0.0.1{PASSAGE}").status_code == 404
    assert "/text/" not in client.get(CLAIM).text


def test_the_words_come_from_the_file_with_the_digest(reading: TestClient) -> None:
    answer = reading.get(PASSAGE)
    assert answer.status_code == 200
    assert WORDS in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "etag" not in answer.headers


def test_the_page_of_the_statement_leads_there_and_holds_no_words(reading: TestClient) -> None:
    page = reading.get(CLAIM).text
    assert f'href="{PASSAGE}"' in page
    assert WORDS not in page
    chronicle = reading.get("/claim/vey-chronicle/abbey-3000.html").text
    assert "/text/" not in chronicle


def test_no_other_origin_may_read_it(reading: TestClient) -> None:
    answer = reading.get(PASSAGE, headers={"origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" in reading.get(CLAIM).headers


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "localhost.elsewhere.example"])
def test_another_name_for_this_service_is_refused(reading: TestClient, host: str) -> None:
    answer = reading.get(PASSAGE, headers={"host": host})
    assert answer.status_code in (400, 403)
    assert WORDS not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/text/passage/lowmere-wiki/0-1236",
        "/text/passage/lowmere-wiki/258-354",
        "/text/passage/vey-chronicle/750-1381",
        "/text/passage/lowmere-wiki/-1-5",
        "/text/passage/lowmere-wiki/",
        "/text/../any-name.txt",
        "/text/any-name.txt",
        "/text/",
    ],
)
def test_what_is_no_passage_of_a_file_here_is_not_shown(reading: TestClient, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_was_changed_is_not_shown(reading: TestClient, folder: Path) -> None:
    assert reading.get(PASSAGE).status_code == 200
    file = folder / "any-name.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("Saltholm", "Salthohm"), encoding="utf-8")
    assert reading.get(PASSAGE).status_code == 404
    file.unlink()
    assert reading.get(PASSAGE).status_code == 404


@pytest.mark.parametrize("offsets", ["353-258", "258-258", "258", "258-", "-353", "x-y", "258-353-400", "٢٥٨-353"])
def test_offsets_that_are_none_are_not_there(reading: TestClient, offsets: str) -> None:
    assert reading.get(f"/text/passage/lowmere-wiki/{offsets}").status_code == 404
