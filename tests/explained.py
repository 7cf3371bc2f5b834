"""Trails of the example whose words and pictures are kept in ``tests/explain``, and how they are told anew."""

from pathlib import Path

from click.testing import CliRunner, Result

from testimonia.cli import main

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests/explain"

CASES = {
    "claim-attacked.en.txt": "claim/vey-chronicle/abbey-3000",
    "claim-attacked.en.svg": "claim/vey-chronicle/abbey-3000",
    "claim-with-sums.de.txt": "claim/vey-chronicle/roll-41",
    "claim-through-two-voices.en.txt": "claim/vey-chronicle/perrin-many-dead",
    "claim-through-two-voices.de.svg": "claim/vey-chronicle/perrin-many-dead",
    "claim-worked-out.en.txt": "claim/vey-chronicle/ended-14-or-15-june",
    "argument.en.txt": "argument/vey-chronicle/against-3000",
    "finding.en.txt": "finding/comparable/5cdd749fd0c1",
    "finding.de.txt": "finding/comparable/5cdd749fd0c1",
    "question.en.txt": "proposition/event/second-day-at-the-ford/qualification",
    "question.en.svg": "proposition/event/second-day-at-the-ford/qualification",
}
"""What is asked after, by the file that holds the answer: its name tells the language and the form."""


def ask(build: Path, *arguments: str, language: str = "en") -> Result:
    """A command on the example, with its build in a folder."""
    common = ["--archive", str(ROOT / "examples/alder-ford"), "--build", str(build), "--lang", language]
    result = CliRunner().invoke(main, [*common, *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(build: Path, name: str) -> str:
    """What a case is answered with today."""
    _, language, form = name.split(".")
    picture = build / "picture.svg"
    result = ask(build, "explain", CASES[name], "--svg", str(picture), language=language)
    assert result.exit_code == 0, result.output
    return picture.read_text(encoding="utf-8") if form == "svg" else result.stdout
