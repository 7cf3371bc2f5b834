"""The command line: every command, with good and bad input, its output and its exit code."""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from testimonia import __version__, cli
from testimonia.cli import main
from testimonia.publish import FORMATS
from testimonia.query.run import GRAPH_FORMATS, RESULT_FORMATS

Run = Callable[..., Result]

EXAMPLE = Path(__file__).parent.parent / "examples/alder-ford"


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the example."""
    out = tmp_path_factory.mktemp("built")
    result = CliRunner().invoke(main, ["--archive", str(EXAMPLE), "--build", str(out), "build"])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def ask(run: Run, built_example: Path) -> Run:
    """The command line on the example, built."""

    def invoke(*arguments: str) -> Result:
        return run("--archive", str(EXAMPLE), "--build", str(built_example), *arguments)

    return invoke


def break_it(root: Path) -> None:
    path = root / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text().replace('stance     = "doubts"', 'stance     = "douts"'))


def test_a_state_that_cannot_be_kept_is_told_in_words(small: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("not a folder")
    is_below, is_damaged = tmp_path / "file/folder", tmp_path / "damaged"
    is_damaged.mkdir()
    (is_damaged / "check.sqlite").write_bytes(b"not a database" * 1_000)
    limited = (
        "import resource, testimonia.cli; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); "
        "testimonia.cli.main()"
    )
    command = [sys.executable, "-c", limited, "--archive", str(EXAMPLE), "--build", str(tmp_path / "full"), "check"]

    full = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own program)

    told = [run("--build", str(folder), "check") for folder in (is_below, is_damaged)]
    assert [(one.exit_code, one.stderr[:34]) for one in told] == [(1, "Error: what was checked cannot be ")] * 2
    assert full.returncode == 1
    assert full.stderr.startswith("Error: what was checked cannot be kept in"), full.stderr
    assert "Make room" in full.stderr
    assert small.exists()


def test_check_without_a_fault(small: Path, run: Run) -> None:
    first, second = run("check"), run("check")

    assert first.exit_code == second.exit_code == 0
    assert first.stdout.startswith("no faults: 4 claims, 0 arguments, 0 flags, 2 references; ")
    assert first.stderr == ""
    assert second.stdout.endswith("nothing changed since the last check\n")
    assert small.exists()


def test_check_with_a_fault(small: Path, run: Run) -> None:
    break_it(small)

    result = run("check")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "data/claims/vey-chronicle/a.toml:40: claim 'anselm-doubted': stance 'douts' is not in the vocabulary; "
        "did you mean 'doubts'?\n1 fault\n"
    )


def test_check_as_json(small: Path, run: Run) -> None:
    assert json.loads(run("check", "--json").stdout) == []
    break_it(small)

    result = run("check", "--json")

    assert result.exit_code == 1
    assert result.stderr == ""
    (fault,) = json.loads(result.stdout)
    assert (fault["file"], fault["line"]) == ("data/claims/vey-chronicle/a.toml", 40)
    assert fault["message"].startswith("claim 'anselm-doubted': stance 'douts'")


def test_check_by_the_reference_engine(small: Path, run: Run) -> None:
    assert run("check", "--reference").exit_code == 0
    assert small.exists()


def test_messages_of_the_shapes_in_german(small: Path, run: Run) -> None:
    path = small / "claims/vey-chronicle/a.toml"
    path.write_text(path.read_text().replace("30 % of", "130 % of"))

    result = run("--lang", "de", "check")

    assert "Ein Anteil liegt über 100 Prozent." in result.stderr


def test_build_and_what_it_tells(small: Path, run: Run) -> None:
    result = run("build")

    assert result.exit_code == 0
    assert re.fullmatch(
        r"\d+ quads in build/current/store and build/current/release\nfindings: \d+, of which \d+ looked at anew\n",
        result.stdout,
    )
    assert small.exists()


def test_build_with_a_fault(small: Path, run: Run) -> None:
    run("build")
    break_it(small)

    result = run("build")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.endswith("1 fault\nnothing was built; the last good build is untouched\n")


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["build"],
        ["anchor", "--sources", "."],
        ["verify", "--sources", "."],
        ["locate", "words", "--sources", "."],
        ["query", "death-tolls"],
        ["export"],
    ],
    ids=lambda command: command[0],
)
def test_without_an_archive(run: Run, command: list[str]) -> None:
    result = run(*command)

    assert result.exit_code == 2
    assert "'data' holds no archive.toml; name the archive's folder with --archive" in result.stderr


@pytest.mark.parametrize(
    "command", [["check"], ["build"], ["verify", "--sources", "."], ["export"]], ids=lambda command: command[0]
)
def test_with_settings_at_fault(small: Path, run: Run, command: list[str]) -> None:
    (small / "archive.toml").write_text("title = 3\n")

    result = run(*command)

    assert result.exit_code == 1
    assert "data/archive.toml: the table [curator] is missing" in result.stderr


def test_anchor_writes_the_lock_file(small: Path, run: Run) -> None:
    before = (small / "anchors.csv").read_text()
    (small / "anchors.csv").unlink()

    result = run("anchor", "--sources", "data/documents")

    assert result.exit_code == 0
    assert result.stdout == "4 passages in data/anchors.csv\n"
    assert (small / "anchors.csv").read_text() == "".join(before.splitlines(keepends=True)[:5])


def test_anchor_without_the_file(small: Path, run: Run) -> None:
    (small / "anchors.csv").unlink()
    shutil.rmtree(small / "documents")

    result = run("anchor", "--sources", "data")

    assert result.exit_code == 1
    assert "cannot be anchored: the file of 'vey-chronicle' is not in data" in result.stderr
    assert not (small / "anchors.csv").exists()


@pytest.mark.parametrize("command", ["anchor", "verify"])
def test_what_cannot_be_read_is_neither_anchored_nor_verified(small: Path, run: Run, command: str) -> None:
    """Else its hash would be lost, or its words pass unseen."""
    before = (small / "anchors.csv").read_text()
    break_it(small)

    result = run(command, "--sources", "data/documents")

    assert result.exit_code == 1
    assert "stance 'douts' is not in the vocabulary" in result.stderr
    assert result.stdout == ""
    assert (small / "anchors.csv").read_text() == before


def test_verify(small: Path, run: Run) -> None:
    result = run("verify", "--sources", "data/documents")

    assert result.exit_code == 0
    assert result.stdout == "4 passages and 4 texts of ours verified, 0 faults\n"
    assert small.exists()


def test_verify_one_changed_character(small: Path, run: Run) -> None:
    path = small / "documents/vey-chronicle.txt"
    path.write_text(path.read_text().replace("levy", "lefy", 1))

    result = run("verify", "--sources", "data/documents")

    assert result.exit_code == 1
    assert result.stderr == (
        "data/claims/vey-chronicle/a.toml:5: claim 'levy-900': the passage 0-10 no longer reads as it did when it was "
        "anchored\n"
        "data/sources/vey-chronicle.toml:8: 'vey-chronicle.txt' is not the file that was read: its SHA-256 differs\n"
        "2 faults\n"
    )


def test_verify_without_the_file_is_not_fine(small: Path, run: Run) -> None:
    shutil.rmtree(small / "documents")

    result = run("verify", "--sources", "data")

    assert result.exit_code == 3
    assert result.stdout.startswith("vey-chronicle: not verifiable here, vey-chronicle.txt is not in data\n")


@pytest.mark.parametrize("command", [["verify"], ["anchor"], ["coverage"], ["locate", "levy"]], ids=" ".join)
def test_documents_of_the_archive_are_found_unasked(small: Path, run: Run, command: list[str]) -> None:
    other = small.parent / "elsewhere"
    other.mkdir()

    unasked = run(*command)
    beside = run(*command, "--sources", "elsewhere")

    assert "not verifiable" not in unasked.output
    assert "cannot be" not in unasked.output
    assert unasked.exit_code == beside.exit_code == 0
    assert unasked.output == beside.output


def test_what_is_in_neither_folder_is_told_with_both(small: Path, run: Run) -> None:
    (small.parent / "elsewhere").mkdir()
    (small / "documents/vey-chronicle.txt").unlink()

    result = run("verify", "--sources", "elsewhere")

    assert "not verifiable here, vey-chronicle.txt is not in elsewhere or data/documents" in result.output
    assert result.exit_code == 3


def test_locate(small: Path, run: Run) -> None:
    result = run("locate", "Nine  hundred", "--sources", "data/documents")

    assert result.exit_code == 0
    assert result.stdout == ('passage = "72-84"   # vey-chronicle\npassage = "142-154"   # vey-chronicle\n')
    assert small.exists()


def test_locate_words_that_are_not_there(small: Path, run: Run) -> None:
    result = run("locate", "no such words", "--sources", "data/documents")

    assert result.exit_code == 1
    assert "not found; try fewer words" in result.stderr
    assert small.exists()


def test_locate_where_no_document_is(small: Path, run: Run) -> None:
    (small / "documents/vey-chronicle.txt").unlink()

    result = run("locate", "levy", "--sources", "data/claims")

    assert result.exit_code == 1
    assert "no document of this archive is in data/claims or data/documents" in result.stderr


def test_offsets_count_line_ends_as_they_are(small: Path, run: Run) -> None:
    path = small / "documents/vey-chronicle.txt"
    path.write_bytes(b"one\r\ntwo\r\n" + path.read_bytes())

    assert run("locate", "The levy", "--sources", "data/documents").stdout == 'passage = "10-18"   # vey-chronicle\n'


def test_snapshot_prints_what_the_source_file_says(small: Path, run: Run) -> None:
    result = run("snapshot", "data/documents/vey-chronicle.txt")

    assert result.exit_code == 0
    source = (small / "sources/vey-chronicle.toml").read_text()
    for line in result.stdout.splitlines()[2:4]:
        assert line in source


def test_queries_are_listed(ask: Run) -> None:
    result = ask("query")

    assert result.exit_code == 0
    assert re.search(r"(?m)^death-tolls +\S.*\?$", result.stdout)
    assert "-p event=…" in result.stdout


@pytest.mark.parametrize("form", ["table", *RESULT_FORMATS])
def test_a_saved_question_in_each_form(ask: Run, form: str) -> None:
    result = ask("query", "death-tolls", "-f", form)

    assert result.exit_code == 0
    assert "300" in result.stdout
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(result.stdout)))) > 5


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_question_of_one_s_own_that_makes_a_graph(ask: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "own.rq").write_text("CONSTRUCT { ?x tm:holder ?y } WHERE { ?x tm:holder ?y }")

    result = ask("query", "own.rq", "-f", form, "-o", "answer")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "holder" in (tmp_path / "answer").read_text()


def test_yes_or_no(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("ASK { ?x a tm:Claim }")

    assert ask("query", "own.rq").stdout == "yes\n"


def test_a_parameter_narrows_a_question(ask: Run) -> None:
    every, one = (
        ask("query", "death-tolls", "-f", "csv"),
        ask("query", "death-tolls", "-f", "csv", "-p", "event=second-day-at-the-ford"),
    )

    assert set(one.stdout.splitlines()) < set(every.stdout.splitlines())
    assert len(one.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["death-tols"], 2, "is no saved question and no file; did you mean 'death-tolls'?", id="typo"),
        pytest.param(["zzz"], 2, "`testimonia query` lists them", id="nothing like it"),
        pytest.param(["death-tolls", "-f", "ttl"], 1, "this query makes a table", id="form"),
        pytest.param(["death-tolls", "-f", "xls"], 2, "'xls' is not one of", id="no form"),
        pytest.param(["death-tolls", "-p", "place=saltholm"], 1, "has no parameter 'place'", id="parameter"),
        pytest.param(["death-tolls", "-p", "event"], 2, "is no parameter; write name=key", id="no parameter"),
        pytest.param(["death-tolls", "-p", "event=batle"], 2, "'batle' is not in this archive", id="key"),
        pytest.param(["broken.rq"], 1, "error at", id="syntax"),
        pytest.param(["update.rq"], 1, "error at", id="an update"),
        pytest.param(["broken.rq", "-p", "event=x"], 2, "only a saved question has parameters", id="file"),
    ],
)
def test_a_question_at_fault(ask: Run, tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    (tmp_path / "broken.rq").write_text("SELECT ?x {")
    (tmp_path / "update.rq").write_text("DROP ALL")

    result = ask("query", *arguments)

    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", [["query", "death-tolls"], ["export"]], ids=lambda command: command[0])
def test_before_anything_is_built(small: Path, run: Run, command: list[str]) -> None:
    result = run(*command)

    assert result.exit_code == 1
    assert "nothing is built yet; run `testimonia build`" in result.stderr
    assert small.exists()


@pytest.mark.parametrize("form", FORMATS)
def test_export_in_each_format(ask: Run, tmp_path: Path, form: str) -> None:
    result = ask("export", "holm", "--format", form, "-o", "holm")

    assert result.exit_code == 0
    assert "price-of-a-crossing" in (tmp_path / "holm").read_text()


def test_export_of_everything_is_the_release(ask: Run, built_example: Path, tmp_path: Path) -> None:
    ask("export", "--format", "nq", "-o", "all.nq")

    assert (tmp_path / "all.nq").read_bytes() == (built_example / "current/release/archive.nq").read_bytes()


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        pytest.param("began-on-12-june", "may be claim/lowmere-wiki/began-on-12-june or claim/vey", id="two"),
        pytest.param("hollm", "'hollm' is not in this archive; did you mean 'holm'?", id="typo"),
        pytest.param("https://example.org/x", "'https://example.org/x' is not in this archive", id="elsewhere"),
    ],
)
def test_export_of_what_is_not_there(ask: Run, thing: str, message: str) -> None:
    result = ask("export", thing)

    assert result.exit_code == 2
    assert message in result.stderr


COMMANDS = dict(sorted(main.every().items()))


def test_every_command_of_every_module_can_be_asked_for() -> None:
    modules = [import_module(f"testimonia.cli.{path.stem}") for path in Path(cli.__file__).parent.glob("[!_]*.py")]
    written = {command.name for module in modules for command in getattr(module, "COMMANDS", ())}

    assert written == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_does_and_shows_it(run: Run, name: str) -> None:
    result = run(name, "--help")

    assert result.exit_code == 0
    assert re.search(r"(?m)^  [A-Z].*", result.stdout)
    assert "Example:" in result.stdout


def examples() -> list[str]:
    """Every command line that a help text shows."""
    texts = [main.help or "", *(command.help or "" for command in COMMANDS.values())]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip().startswith("testimonia ")]


@pytest.mark.parametrize("example", examples())
def test_examples_in_help_are_commands(example: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "data")
    for path in ("documents", "archive.xlsx"):
        (tmp_path / path).symlink_to(tmp_path / "data" / path.replace("archive.xlsx", "archive.toml"))
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(example)[1:]

    context = main.make_context("testimonia", arguments)
    name, command, rest = main.resolve_command(context, context._protected_args + context.args)  # noqa: SLF001

    assert name in COMMANDS
    assert isinstance(command, click.Command)
    command.make_context(name, rest, parent=context)


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.endswith(f"version {__version__}\n")
    for option in ("-h", "--help"):
        assert run(option).exit_code == 0


def test_no_such_command(run: Run) -> None:
    result = run("chek")

    assert result.exit_code == 2
    assert "No such command 'chek'" in result.stderr


def test_the_program_runs_as_a_module(small: Path) -> None:
    command = [sys.executable, "-m", "testimonia", "check"]

    done = subprocess.run(command, cwd=small.parent, capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0
    assert done.stdout.startswith("no faults: ")
