"""The commands for those who write: what they say, how they end, and that they overwrite nothing unasked."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from testimonia import checking
from testimonia.assemble import assemble
from testimonia.vocabulary import vocabulary

Run = Callable[..., Result]
Archive = Callable[[Mapping[str, str]], Path]
FORD = ("--archive", "alder-ford")
OPENED = re.compile(r'\[\[without-claim\]\]\n(?:\w.*\n)*?passage += "0-10"\n(?:\w.*\n)*')
DOCUMENTS = "alder-ford/documents"


def quads(root: Path) -> set[str]:
    reading = checking.read(root)
    assert reading.records is not None
    assert reading.problems == []
    return {str(quad) for quad in assemble(reading.records, reading.anchors, vocabulary()).quads}


class TestCoverage:
    def test_it_counts_each_document_and_ends_with_a_share(self, alder_ford: Path, run: Run) -> None:
        result = run(*FORD, "coverage", "--sources", DOCUMENTS)

        assert re.fullmatch(
            r"lowmere-wiki: \d+ units: \d+ claims, \d+ reference, \d+ no claim, 0 open; 100\.0 % accounted for\n"
            r"vey-chronicle: \d+ units: \d+ claims, \d+ reference, \d+ no claim, 0 open; 100\.0 % accounted for\n",
            result.output,
        )
        assert result.exit_code == 0
        assert alder_ford.name == "alder-ford"

    @pytest.fixture
    def gap(self, alder_ford: Path) -> Path:
        """The example, one sentence of which nobody has read."""
        path = alder_ford / "claims/lowmere-wiki/page.toml"
        path.write_text(OPENED.sub("", path.read_text(), count=1))
        return alder_ford

    def test_what_is_open_is_listed(self, gap: Path, run: Run) -> None:
        result = run(*FORD, "coverage", "--sources", DOCUMENTS)

        assert result.output.splitlines()[0].split() == ["lowmere-wiki", "top", "0-10", "open"]
        assert " 1 open; 96.6 % accounted for" in result.output
        assert result.exit_code == 0
        assert gap.name == "alder-ford"

    @pytest.mark.parametrize(("wanted", "code"), [(96, 0), (97, 1), (100, 1)])
    def test_less_than_the_archive_asks_for_ends_with_one(self, gap: Path, run: Run, wanted: int, code: int) -> None:
        settings = gap / "archive.toml"
        settings.write_text(f"coverage = {wanted}\n{settings.read_text()}")

        result = run(*FORD, "coverage", "--sources", DOCUMENTS)

        assert result.exit_code == code
        assert result.stderr == (f"lowmere-wiki: less than the {wanted} % of archive.toml\n" if code else "")

    def test_every_unit_on_request(self, alder_ford: Path, run: Run) -> None:
        everything = run(*FORD, "coverage", "--sources", DOCUMENTS, "--all").stdout.splitlines()
        found = json.loads(run(*FORD, "coverage", "--sources", DOCUMENTS, "--json").stdout)

        assert len(everything) == sum(len(one["units"]) for one in found) + len(found)
        assert [one["source"] for one in found] == ["lowmere-wiki", "vey-chronicle"]
        assert {one["share"] for one in found} == {100.0}
        assert set(found[0]["units"][0]) == {"passage", "section", "state"}
        assert alder_ford.is_dir()

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            pytest.param(None, "its file is not in alder-ford/documents", id="missing"),
            pytest.param(b"another\r\ntext", "its file is another than was read", id="another text"),
            pytest.param(b"\xff\xfe", "its file is another than was read", id="no text"),
        ],
    )
    def test_what_cannot_be_counted_is_no_success(
        self, alder_ford: Path, run: Run, content: bytes | None, why: str
    ) -> None:
        path = alder_ford / "documents/vey-chronicle.txt"
        path.unlink()
        if content is not None:
            path.write_bytes(content)

        result = run(*FORD, "coverage", "--sources", DOCUMENTS)

        assert result.stderr == f"vey-chronicle: cannot be counted here, {why}\n"
        assert result.stdout.startswith("lowmere-wiki: ")
        assert result.exit_code == 1

    def test_an_archive_without_a_document_says_so(self, tmp_path: Path, run: Run) -> None:
        run("new", "fresh")

        result = run("--archive", "fresh", "coverage", "--sources", str(tmp_path))

        assert result.stderr == "no document is read in this archive\n"

    @pytest.mark.parametrize("written", ["101", "-1", "true", '"all"'])
    def test_a_share_that_is_none_is_a_fault(self, small: Path, run: Run, written: str) -> None:
        settings = small / "archive.toml"
        settings.write_text(f"coverage = {written}\n{settings.read_text()}")

        result = run("check")

        assert result.stderr.startswith("data/archive.toml:1: archive: ")
        assert "coverage" in result.stderr
        assert result.exit_code == 1


class TestSheetAndRead:
    def test_there_and_back_is_the_same_archive(self, alder_ford: Path, tmp_path: Path, run: Run) -> None:
        again = tmp_path / "again"
        again.mkdir()
        for name in ("archive.toml", "anchors.csv"):
            (again / name).write_bytes((alder_ford / name).read_bytes())

        written = run(*FORD, "sheet")
        read = run("--archive", "again", "read", "archive.xlsx")

        assert written.stdout == "128 rows in archive.xlsx\n"
        assert read.stdout == "128 rows in 12 files below again\n"
        assert quads(again) == quads(alder_ford)
        assert run("format", "again", "--check").output == ""

    def test_a_workbook_is_not_overwritten_unasked(self, small: Path, tmp_path: Path, run: Run) -> None:
        (tmp_path / "archive.xlsx").write_bytes(b"mine")

        refused = run("sheet")

        assert refused.stderr == "Error: 'archive.xlsx' would be overwritten; say --replace, or another --output\n"
        assert refused.exit_code == 1
        assert (tmp_path / "archive.xlsx").read_bytes() == b"mine"
        assert run("sheet", "--replace").exit_code == 0
        assert load_workbook(tmp_path / "archive.xlsx")["actors"]["A3"].value == "marlow"
        assert small.is_dir()

    def test_a_workbook_is_not_written_where_it_would_be_read_as_well(self, small: Path, run: Run) -> None:
        result = run("sheet", "-o", "data/archive.xlsx")

        assert result.stderr == "Error: a workbook in 'data' is part of the archive; write this one elsewhere\n"
        assert not (small / "archive.xlsx").exists()

    def test_files_are_not_overwritten_unasked(self, small: Path, run: Run) -> None:
        path = small / "claims/vey-chronicle/a.toml"
        path.write_text("# mine\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        run("sheet")

        refused = run("read", "archive.xlsx")

        assert "data/claims/vey-chronicle/a.toml, data/entities/actors.toml" in refused.stderr
        assert "would be overwritten; say --replace, or --into another folder" in refused.stderr
        assert path.read_text(encoding="utf-8").startswith("# mine")
        assert run("read", "archive.xlsx", "--replace").exit_code == 0
        assert not path.read_text(encoding="utf-8").startswith("# mine")

    @pytest.fixture
    def workbook(self, small: Path, run: Run) -> Path:
        """The small archive as a workbook."""
        assert run("sheet").exit_code == 0
        return small.parent / "archive.xlsx"

    @pytest.mark.parametrize(
        ("sheet", "edit", "message"),
        [
            pytest.param(
                "claims",
                ("F3", ""),
                "claims, row 3, column paraphrase: claim 'levy-900': 'paraphrase' is missing",
                id="field",
            ),
            pytest.param("claims", ("E3", ""), "claims, row 3, column key: claim: 'key' is missing", id="key"),
            pytest.param(
                "claims",
                ("A3", "../../outside"),
                "claims, row 3, column source: claim 'levy-900': '../../outside' is no document that is read here",
                id="a source outside the folder",
            ),
            pytest.param(
                "actors",
                ("A4", "marlow"),
                "actors, row 4, column key: actor 'marlow': the key 'marlow' is already used at "
                "archive.xlsx, sheet actors, row 3",
                id="two of one key",
            ),
            pytest.param(
                "works",
                ("A3", "bulletin"),
                "documents, row 3, column key: document 'vey-chronicle': 'vey-chronicle' is in no register of works; "
                "a document has an entry there as well",
                id="document without a work",
            ),
            pytest.param(
                "references",
                ("B3", "bulletin"),
                "references, row 3, column source: reference 'anselm': 'bulletin' is no document that is read here",
                id="reference of no document",
            ),
        ],
    )
    def test_rows_that_have_no_place_in_a_file_stop_it(
        self, workbook: Path, run: Run, sheet: str, edit: tuple[str, str], message: str
    ) -> None:
        book = load_workbook(workbook)
        book[sheet][edit[0]] = edit[1] or None
        book.save(workbook)

        result = run("read", "archive.xlsx", "--into", "out")

        assert f"archive.xlsx, sheet {message}\n" in result.stderr
        assert result.exit_code == 1
        assert not workbook.with_name("out").exists()

    def test_a_workbook_whose_name_cannot_name_a_file(self, small: Path, tmp_path: Path, run: Run) -> None:
        run("sheet", "-o", "My Archive.xlsx")

        result = run("read", "My Archive.xlsx", "--into", "out")

        assert result.stderr == "Error: 'My Archive' cannot name a file of claims; call it my-archive.xlsx\n"
        assert not (tmp_path / "out").exists()
        assert small.is_dir()

    def test_a_file_that_is_no_workbook(self, small: Path, run: Run) -> None:
        result = run("read", "data/anchors.csv")

        assert result.stderr.startswith("data/anchors.csv: this is no XLSX workbook")
        assert result.exit_code == 1
        assert small.is_dir()

    @pytest.mark.parametrize(
        ("field", "message"),
        [
            pytest.param(
                'note = "one ; two "',
                "'note' would not come back the same from a sheet: it has spaces at its ends, or ' ; ', ' | ', '@' or "
                "none, which mean something there",
                id="space at the end",
            ),
            pytest.param(
                'value = ["a ; b", "c"]',
                "'value' would not come back the same from a sheet: it has spaces at its ends, or ' ; ', ' | ', '@' or "
                "none, which mean something there",
                id="the mark of a list",
            ),
            pytest.param(
                'note = "bell\\u0007"',
                "'note' holds a control character, which no workbook can",
                id="control character",
            ),
            pytest.param(
                f'note = "{"x" * 40_000}"', "'note' has 40,000 characters, a cell holds 32,767", id="too long"
            ),
            pytest.param(
                'quantitiy = "41 persons"', "unknown field 'quantitiy'; did you mean 'quantity'?", id="unknown field"
            ),
        ],
    )
    def test_what_a_sheet_cannot_hold_stops_it(
        self, archive: Archive, tmp_path: Path, run: Run, field: str, message: str
    ) -> None:
        head = 'source = "vey-chronicle"\nsection = "A"\nnarrator = "marlow"\n[[claim]]\nkey = "x"\n'
        rest = f'paraphrase = "One."\npassage = "0-10"\nreferences = []\nstates = "levy-900"\n{field}\n'
        archive({"claims/vey-chronicle/b.toml": head + rest})

        result = run("sheet")

        assert result.stderr == f"data/claims/vey-chronicle/b.toml:10: claim 'x': {message}\n1 fault\n"
        assert not (tmp_path / "archive.xlsx").exists()

    def test_a_key_with_a_dot_stays_one_key(self, archive: Archive, tmp_path: Path, run: Run) -> None:
        archive({"entities/places.toml": '["st.odo"]\nname = "St. Odo"\nkind = "village"\n'})
        run("sheet")

        run("read", "archive.xlsx", "--into", "out")

        assert '["st.odo"]' in (tmp_path / "out/entities/places.toml").read_text()


class TestCheck:
    @pytest.mark.parametrize("edit", [("", ""), ('"deaths"', '"within"'), ("30 % of levy-900", "130 % of levy-900")])
    def test_the_reference_finds_what_the_compiled_shapes_find(
        self, small: Path, run: Run, monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str]
    ) -> None:
        """With so few nodes the compiled shapes would not be asked, so they are made to be."""
        monkeypatch.setattr("testimonia.validate._FEW", 0)
        path = small / "claims/vey-chronicle/a.toml"
        path.write_text(path.read_text().replace(*edit))

        compiled, reference = run("check"), run("check", "--reference")

        assert compiled.stderr == reference.stderr
        assert compiled.exit_code == reference.exit_code == (1 if edit[0] else 0)

    def test_faults_as_json(self, small: Path, run: Run) -> None:
        path = small / "claims/vey-chronicle/a.toml"
        path.write_text(path.read_text().replace("900 persons", "900 to 300 persons", 1))

        result = run("check", "--json")

        first, *_ = json.loads(result.stdout)
        assert first == {
            "file": "data/claims/vey-chronicle/a.toml",
            "line": 11,
            "column": "",
            "message": "claim 'levy-900': the range 900 to 300 runs backwards; write the smaller number first",
        }
        assert result.exit_code == 1


def test_a_document_with_windows_lines_is_located_in_its_own_characters(alder_ford: Path, run: Run) -> None:
    path = alder_ford / "documents/vey-chronicle.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = path.read_bytes().decode()
    start = text.index("Perrin, a ferryman")

    result = run(*FORD, "locate", "Perrin, a ferryman", "--sources", DOCUMENTS)

    assert result.stdout == f'passage = "{start}-{start + 18}"   # vey-chronicle\n'
