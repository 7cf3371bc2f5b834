"""What the pages say: that it is complete, that its links lead somewhere, and that its commands do what they show."""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode

from testimonia.cli import main
from testimonia.model.quantity import Quantity
from testimonia.model.time import TimeExtent
from testimonia.query.saved import saved_questions
from testimonia.read.fields import FIELDS
from testimonia.vocabulary import OWL, RDF, RDFS, TM, turtle_quads, vocabulary

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/alder-ford"
DOCS = ROOT / "docs"
NOT_OURS = {".git", *re.findall(r"(?m)^(.+)/$", (ROOT / ".gitignore").read_text(encoding="utf-8"))}
COMMANDS = main.every()
PARSED = click.Context(main, info_name="testimonia", help_option_names=["-h", "--help"])

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.:/~-])/(?:home|root|tmp|work|Users)/\w",
    "the address of a package registry": (
        r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|registry\.yarnpkg|proxy\.golang|rubygems|crates)\.(?:org|com|io)\b"
    ),
}
FORBIDDEN_OUTSIDE_DATA = {
    "a word of the workplace": (
        r"(?i)\b(?:[a]nthropic|[c]laude|[o]penai|[c]hatgpt|[c]opilot|sub-?[a]gents?|language [m]odels?)\b"
        r"|(?i:(?<!--no-)\b[s]andbox\b)"
    ),
}


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code in a page: its language, the file that it is (``+file`` adds to one), and its text."""

    page: str
    line: int
    language: str
    file: str
    text: str

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each command of the block with the output shown below it."""
        if self.language == "sh":
            return [(line, "…") for line in self.text.splitlines() if line]
        parts = re.split(r"(?m)^\$ (.+)\n", self.text)[1:]
        return list(zip(parts[::2], parts[1::2], strict=True))


def our_files() -> list[Path]:
    """Every file of the project, leaving out what is made."""
    tops = [path for path in ROOT.iterdir() if path.name not in NOT_OURS]
    found = (path for top in tops for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file())
    return sorted(path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))


PAGES = [path for path in our_files() if path.suffix == ".md"]


def fences(page: Path) -> Iterator[Fence]:
    text = page.read_text(encoding="utf-8")
    for match in re.finditer(r"(?ms)^```(\w*) ?(\S*)\n(.*?)^```$", text):
        line = text.count("\n", 0, match.start()) + 1
        yield Fence(str(page.relative_to(ROOT)), line, match[1], match[2], match[3])


def our_commands() -> list[tuple[str, str]]:
    """Each command line of ours in the pages' blocks, with its place."""
    found = [(f"{fence.page}:{fence.line}", fence) for page in PAGES for fence in fences(page)]
    steps = [(place, step) for place, fence in found if fence.language in ("sh", "console") for step, _ in fence.steps]
    return [(place, ours) for place, step in steps if (ours := as_ours(step))]


def mentioned_commands() -> list[tuple[str, str]]:
    """Each command line of ours within a sentence, with its page; it may leave out what is required."""
    texts = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
    found = [(page, code) for page, text in texts.items() for code in sorted(in_code(text))]
    return [(page, ours) for page, code in found if (ours := as_ours(code)) and "COMMAND" not in ours]


def as_ours(step: str) -> str:
    """The arguments of a call of the program; empty for another command."""
    call = step.removeprefix(".venv/bin/")
    return call.removeprefix("testimonia ").partition(" # ")[0] if call.startswith("testimonia ") else ""


def section(page: str, heading: str) -> str:
    """A section of a page with its subsections; of one below the second rank, itself alone."""
    text = (DOCS / page).read_text(encoding="utf-8")
    match = re.search(rf"(?m)^(#+) [^\n]*{re.escape(heading)}[^\n]*\n", text)
    assert match, f"docs/{page} has no section {heading}"
    rest = text[match.end() :]
    following = re.search(rf"(?m)^#{{1,{len(match[1])}}} ", rest)
    return rest[: following.start()] if following else rest


def terms_of_the_ontology() -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property, TM.ViewProperty)
    quads = turtle_quads("ontology")
    return {
        q.subject.value.removeprefix(TM.base)
        for q in quads
        if isinstance(q.subject, NamedNode)
        and (q.predicate, q.object) in {(RDF.type, kind) for kind in kinds}
        and q.subject.value.startswith(TM.base)
    }


def test_every_page_is_looked_at() -> None:
    assert {ROOT / "README.md", DOCS / "commands.md", EXAMPLE / "README.md"} <= set(PAGES)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_described_with_all_its_options(name: str) -> None:
    text = section("commands.md", f"`{name}`")

    assert {word for parameter in COMMANDS[name].params for word in words_of(parameter)} <= in_code(text)


def test_the_options_before_a_command_are_described() -> None:
    text = section("commands.md", "`testimonia`")

    assert {word for parameter in main.get_params(PARSED) for word in words_of(parameter)} <= in_code(text)


def test_no_option_is_described_that_does_not_exist() -> None:
    known = {word for command in (main, *COMMANDS.values()) for p in command.get_params(PARSED) for word in p.opts}
    described = set(re.findall(r"(?m)^\| `(--[\w-]+)`", (DOCS / "commands.md").read_text(encoding="utf-8")))

    assert described
    assert described <= known


def words_of(parameter: click.Parameter) -> set[str]:
    """How a parameter is written: its options, or its name in capitals; and the words it takes."""
    names = set(parameter.opts) if isinstance(parameter, click.Option) else {parameter.human_readable_name.strip("[].")}
    return names | (set(parameter.type.choices) if isinstance(parameter.type, click.Choice) else set())


def in_code(text: str) -> set[str]:
    """What a text shows as code between single backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_every_field_is_described_and_no_other(kind: str) -> None:
    text = section("authoring.md", f"`{kind}`")
    tables = "".join(re.findall(r"(?m)^\| Field \|.*\n((?:\|.*\n)+)", text))
    described = {name for row in re.findall(r"(?m)^\| (`[^|]+) \|", tables) for name in in_code(row)}

    assert described == set(FIELDS[kind])


def test_every_stance_is_described() -> None:
    described = in_code(section("authoring.md", "Stances"))

    assert set(vocabulary().schemes["stances"]) <= described


def test_quantities_are_read_as_described() -> None:
    rows = re.findall(r"(?m)^\| `([^`]+)`[^|]*\| ([\w-]+) \|", section("authoring.md", "Quantities"))

    assert rows
    for written, bound in rows:
        assert Quantity.parse(written).bound == bound


def test_times_can_be_read() -> None:
    rows = re.findall(r"(?m)^\| (`[^|]+) \|", section("authoring.md", "Times"))
    written = sorted({time for row in rows for time in in_code(row)})

    assert written
    assert [TimeExtent.parse(time).written() for time in written] == written


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_toml_can_be_read(page: Path) -> None:
    read_ones = [tomllib.loads(fence.text) for fence in fences(page) if fence.language == "toml"]

    assert all(read_ones)


def test_every_term_of_the_ontology_is_in_the_model_and_no_other() -> None:
    named = set(re.findall(r"`tm:(\w+)`", (DOCS / "model.md").read_text(encoding="utf-8")))

    assert terms_of_the_ontology() - named == set()
    assert named - terms_of_the_ontology() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_terms_in_a_page_exist(page: Path) -> None:
    named = set(re.findall(r"\btm:(\w+)", page.read_text(encoding="utf-8")))

    assert named - terms_of_the_ontology() == set()


def test_the_name_of_every_class_is_in_the_glossary() -> None:
    quads = turtle_quads("ontology")
    classes = {q.subject for q in quads if q.predicate == RDF.type and q.object == OWL.Class}
    labels = {q.object for q in quads if q.predicate == RDFS.label and q.subject in classes}
    names = {label.value for label in labels if isinstance(label, Literal) and label.language == "en"}
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")

    assert names
    assert {name for name in names if not re.search(rf"\b{name}\b", glossary)} == set()


def test_the_glossary_has_each_word_once_in_order() -> None:
    words = re.findall(r"(?m)^\| (?!Word|---)([^|]+?) \|", (DOCS / "glossary.md").read_text(encoding="utf-8"))

    assert words == sorted(set(words), key=str.casefold)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]

    assert [link for link in links if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not heading or heading in anchors(target))


def anchors(page: Path) -> set[str]:
    """The names that headings get as targets of links."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("place", "arguments"), our_commands())
def test_a_command_line_is_complete(place: str, arguments: str) -> None:
    command, options = parsed(arguments)

    assert all(p.name in options for p in command.params if p.required), place


@pytest.mark.parametrize(("page", "arguments"), mentioned_commands())
def test_a_command_line_in_a_sentence_exists(page: str, arguments: str) -> None:
    command, _ = parsed(arguments)

    assert command, page


def parsed(arguments: str) -> tuple[click.Command, dict[str, object]]:
    """The command behind a line, and its options; what does not exist fails."""
    given, rest, _ = main.make_parser(PARSED).parse_args(shlex.split(arguments))
    check_choices(main, given)
    if not rest:
        return main, given
    command = COMMANDS[rest[0]]
    options, _, _ = command.make_parser(click.Context(command, parent=PARSED)).parse_args(rest[1:])
    check_choices(command, options)
    question = options.get("question")
    assert command.name != "query" or not isinstance(question, str) or is_question(question)
    return command, options


def check_choices(command: click.Command, given: dict[str, object]) -> None:
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice) and parameter.name in given:
            values = given[parameter.name]
            assert set(values if isinstance(values, list) else [values]) <= set(parameter.type.choices)


def is_question(name: str) -> bool:
    return name in saved_questions() or name.endswith(".rq")


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md", "docs/how-to.md"])
def test_a_page_can_be_followed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written, commands are run, and their output is the one shown (… stands for anything)."""
    copy_example(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    ran = 0
    for fence in fences(ROOT / page):
        if fence.file:
            write(fence)
        elif fence.language == "python":
            exec(compile(fence.text, f"{page}:{fence.line}", "exec"), {})  # noqa: S102  (the page's own code)
        elif fence.language == "console" or "--archive examples/alder-ford" in fence.text:
            for command, shown in fence.steps:
                if fence.language == "console" or as_ours(command):
                    said = run(command)
                    ran += 1
                    assert re.fullmatch(pattern(shown), said), f"{page}:{fence.line}: {command}\n{said}"

    assert ran


def copy_example(folder: Path) -> None:
    shutil.copytree(EXAMPLE, folder / "examples/alder-ford")
    shutil.copytree(ROOT / "queries", folder / "queries")
    (folder / "docs").mkdir()
    for question in DOCS.glob("*.rq"):
        shutil.copy(question, folder / "docs")


def write(fence: Fence) -> None:
    path = Path(fence.file.removeprefix("+"))
    before = path.read_text(encoding="utf-8") if fence.file.startswith("+") else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + fence.text, encoding="utf-8")


def run(command: str) -> str:
    """What a command says; of the shell's own commands those that the pages use are acted out."""
    if ours := as_ours(command):
        return CliRunner().invoke(main, shlex.split(ours), prog_name="testimonia").output
    name, *arguments = shlex.split(command)
    path = Path(arguments[-1])
    if name == "sha256sum":
        return f"{sha256(path.read_bytes()).hexdigest()}  {path}"
    if name == "wc":
        return f"{len(path.read_text(encoding='utf-8'))} {path}"
    assert name == "mkdir", f"the pages use {name}, which this test does not know"
    for folder in arguments[1:]:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return ""


def pattern(shown: str) -> str:
    lines = [r"(?s:.*)" if line == "…" else re.escape(line).replace("…", ".*") for line in shown.strip().splitlines()]
    return "\n".join(lines) + r"\s*"


def test_the_claim_in_the_readme_stands_in_the_example() -> None:
    shown = [fence.text for fence in fences(ROOT / "README.md") if fence.language == "toml"]
    authored = (EXAMPLE / "claims/lowmere-wiki/page.toml").read_text(encoding="utf-8")

    assert shown
    assert all(text in authored for text in shown)


def test_the_readme_names_every_folder_and_no_other() -> None:
    named = set(re.findall(r"(?m)^\| `([\w/]+)/` \|", (ROOT / "README.md").read_text(encoding="utf-8")))
    folders = {path.relative_to(ROOT).parts[0] for path in our_files() if len(path.relative_to(ROOT).parts) > 1}

    assert {name.partition("/")[0] for name in named} - {"build"} == {f for f in folders if not f.startswith(".")}


@pytest.mark.parametrize("what", [*FORBIDDEN, *FORBIDDEN_OUTSIDE_DATA])
def test_no_file_holds(what: str) -> None:
    """Nothing in the project speaks of one machine or one workplace."""
    words = re.compile((FORBIDDEN | FORBIDDEN_OUTSIDE_DATA)[what])
    files = [path for path in our_files() if what in FORBIDDEN or "data" not in path.relative_to(ROOT).parts[:1]]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if words.search(line)
    ]

    assert files
    assert found == []


def test_the_tests_that_the_page_of_threats_names_exist() -> None:
    named = re.findall(r"`(test_\w+)`", (DOCS / "threats.md").read_text(encoding="utf-8"))

    assert len(named) > 40
    assert [name for name in named if f"def {name}(" not in TESTS] == []
