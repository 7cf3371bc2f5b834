"""What rests on a change: every finding that a build afterwards would not make again is marked beforehand."""

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import Store

from testimonia import checking, pipeline
from testimonia.assemble import assemble
from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import Facts
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Known, run
from testimonia.infer.stale import by_origin, stale_findings
from testimonia.infer.touched import Touched, Walk
from testimonia.read import inputs
from testimonia.read.inputs import Inputs
from testimonia.read.settings import read_settings
from testimonia.store import open_store
from testimonia.vocabulary import vocabulary

Edit = Callable[[str, str, str], Touched]
BASE = "https://example.org/alder-ford/"
A, WIKI = "claims/vey-chronicle/a.toml", "claims/lowmere-wiki/page.toml"
FIELD = re.compile(r'(?P<name>[a-z-]+) *= *[\["].*["\]]\s*$')
KEPT = ("key", "passage", "calls", "narrator", "source")


@dataclass(frozen=True)
class Built:
    """A copy of the example that was built, free to be changed."""

    root: Path
    folder: Path
    store: Store
    known: Known

    def touched(self) -> Touched:
        settings, _ = read_settings(self.root)
        assert settings is not None
        with closing(Inputs(self.folder / inputs.FILE, self.root)) as held:
            return Walk(self.store, settings.base, held.changes(settings), held.takers).touched

    def findings(self) -> dict[str, Finding] | None:
        """What the rules find now; nothing where the archive has faults."""
        reading = checking.read(self.root)
        if reading.problems or reading.records is None:
            return None
        quads = assemble(reading.records, reading.anchors, vocabulary()).quads
        done = run(Facts(quads, BASE), RULES, self.known)
        return {finding.path: finding for found in done.findings.values() for finding in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("stale")
    root = Path(shutil.copytree(Path(__file__).parent.parent / "examples/alder-ford", folder / "data"))
    made = pipeline.build(root, folder / "build")
    assert made.folder is not None, made.problems
    return Built(root, made.folder, open_store(made.folder / "store"), Known(None))


@pytest.fixture
def edited(built: Built, request: pytest.FixtureRequest) -> Edit:
    """What is touched once words in a file are replaced by others; the file is put back afterwards."""

    def edit(file: str, old: str, new: str) -> Touched:
        path = built.root / file
        before = path.read_bytes()
        request.addfinalizer(lambda: path.write_bytes(before))
        assert old in before.decode()
        path.write_text(before.decode().replace(old, new, 1), encoding="utf-8")
        return built.touched()

    return edit


def test_without_a_change_nothing_is_touched(built: Built) -> None:
    touched = built.touched()

    assert not touched.changes
    assert not touched.findings
    assert not touched.everywhere


def blocks(text: str) -> list[str]:
    return re.split(r"(?m)^(?=\[)", text)


def mutated(chance: Random, files: list[Path]) -> tuple[Path, str]:
    """A file with one entry less, one field less, or a field with what the same field says elsewhere."""
    path = chance.choice(files)
    parts = blocks(path.read_text(encoding="utf-8"))
    number = chance.randrange(1, len(parts))
    lines = parts[number].splitlines(keepends=True)
    fields = [index for index, line in enumerate(lines) if FIELD.match(line) and not line.startswith(KEPT)]
    way = chance.choice(("entry", "field", "value"))
    if way == "entry" or not fields:
        return path, "".join(parts[:number] + parts[number + 1 :])
    at = chance.choice(fields)
    name = lines[at].partition("=")[0].strip()
    alike = [
        line
        for other in files
        for line in other.read_text(encoding="utf-8").splitlines(keepends=True)
        if (field := FIELD.match(line)) and field["name"] == name
    ]
    lines[at] = "" if way == "field" else chance.choice(alike)
    parts[number] = "".join(lines)
    return path, "".join(parts)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_no_finding_is_lost_unmarked(built: Built, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  (the same edits on every run)
    files = sorted(path for path in built.root.rglob("*.toml") if path.name != "archive.toml")
    before, looked_at, lost = built.findings(), 0, 0
    assert before is not None
    for _ in range(60):
        path, text = mutated(chance, files)
        original = path.read_bytes()
        path.write_text(text, encoding="utf-8")
        try:
            now, touched = built.findings(), built.touched()
        finally:
            path.write_bytes(original)
        if now is not None:
            looked_at += 1
            gone = {key for key, finding in before.items() if now.get(key) != finding}
            lost += len(gone)
            assert gone <= set(touched.findings), touched.changes

    assert looked_at > 10
    assert lost > 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            (A, 'key        = "took-three-days"', 'key        = "took-three-days"\nnote = "x"'),
            ("arithmetic", "event/battle-of-alder-ford"), id="a claim and the sum that it stands in",
        ),
        pytest.param(
            (A, 'key        = "began-on-12-june"', 'key        = "began-on-12-june"\nnote = "x"'),
            ("roots", "claim/vey-chronicle/ended-14-or-15-june"), id="a claim and what was worked out from it",
        ),
        pytest.param(
            ("entities/actors.toml", "[holm]", "[holm]\nnote = 'x'"),
            ("comparable", "event/second-day-at-the-ford"), id="a holder and the claims of that holder",
        ),
        pytest.param(
            ("sources/works.toml", "[vey-muster-roll]", "[vey-muster-roll]\nnote = 'x'"),
            ("roots", "claim/vey-chronicle/holm-30-percent"), id="a source far back in a chain",
        ),
        pytest.param(
            ("sources/lowmere-wiki.toml", 'resolution = "resolved"', 'resolution = "unresolved"'),
            ("roots", "proposition/event/battle-of-alder-ford/start-date"), id="a reference and pairs resting on it",
        ),
    ],
)  # fmt: skip
def test_follows_a_change_to_what_rests_on_it(
    built: Built, edited: Edit, change: tuple[str, str, str], expected: tuple[str, str]
) -> None:
    found = stale_findings(built.store, BASE, edited(*change))

    assert expected in {(finding.rule, finding.about) for finding in found}


def test_a_change_of_one_claim_leaves_most_findings_alone(built: Built, edited: Edit) -> None:
    touched = edited(WIKI, 'key        = "forty-farms"', 'key        = "forty-farms"\nnote = "x"')
    found = stale_findings(built.store, BASE, touched)

    assert [finding.about for finding in found] == ["claim/lowmere-wiki/forty-farms"]
    assert list(by_origin(found)) == ["claim/lowmere-wiki/forty-farms"]


def test_one_more_claim_touches_only_what_counts_the_claims_on_its_question(built: Built, edited: Edit) -> None:
    more = '''[[claim]]
key        = "one-more"
paraphrase = "Some hundred died."
passage    = "93-120"
section    = "fight"
about      = "battle-of-alder-ford"
aspect     = "deaths"
quantity   = "about 100 persons"
references = []

[[claim]]
key        = "forty-farms"'''
    found = stale_findings(built.store, BASE, edited(WIKI, '[[claim]]\nkey        = "forty-farms"', more))

    assert {finding.about for finding in found} == {"proposition/event/battle-of-alder-ford/deaths"}
    assert {finding.rule for finding in found} == {"roots"}


def test_an_argument_added_touches_what_it_is_put_against(edited: Edit) -> None:
    touched = edited(A, 'key        = "took-three-days"', 'key        = "took-three-days"\nrebuts = "abbey-3000"')

    assert touched.origins(["claim/vey-chronicle/abbey-3000"], "arguments") == {"claim/vey-chronicle/took-three-days"}
    assert not touched.origins(["claim/vey-chronicle/abbey-3000"])
