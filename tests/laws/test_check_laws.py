"""Whatever is edited, the check that looks at the edit alone finds what a check of everything finds."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from testimonia import validate
from testimonia.checking import Task, check

HEAD = 'source   = "vey-chronicle"\nsection  = "B"\nnarrator = "marlow"\nrecorded = 2026-11-22T09:00:00Z\n'
MORE = {
    "claims/vey-chronicle/chain.toml": f"""{HEAD}
[[claim]]
key        = "half-of-them"
paraphrase = "Half of those were of the levy."
passage    = "40-50"
holder     = "unnamed: some villagers (villagers)"
about      = "battle"
aspect     = "deaths"
quantity   = ["50 % of holm-30-percent", "at least 100 persons of levy-900"]
population = ["vey-levy", "drowned"]
excludes   = "drowned"
references = ["holm-1987 p. 52", "anselm?"]
qualifies  = "anselm-300-to-900"

[[claim]]
key        = "half-again"
paraphrase = "Others say the same."
passage    = "50-60"
holder     = "as in half-of-them"
states     = "half-of-them"
references = []

[[claim]]
key        = "half-denied"
paraphrase = "Marlow denies it."
passage    = "60-70"
stance     = "denies"
states     = "half-again"
references = []
rebuts     = ["half-of-them", "argument:for-the-half"]

[[claim]]
key        = "the-rest"
paraphrase = "The rest came home."
passage    = "60-70"
about      = "battle"
aspect     = "participants"
quantity   = "rest of half-of-them"
references = []

[[argument]]
key      = "for-the-half"
premises = ["half-again", "levy-900"]
supports = "half-of-them"
passage  = "70-80"

[[flag]]
kind    = "citation-needed"
passage = "80-90"
on      = ["half-denied"]

[[without-claim]]
passage = "90-100"
reason  = "heading"
""",
    "claims/vey-chronicle/table.csv": """\
source,narrator,section,key,paraphrase,passage,holder,via,about,aspect,value,quantity,population,time,references
vey-chronicle,marlow,C,argued,It is open.,0-10,,,question:battle/deaths,state-of-evidence,massacre,,,,none
vey-chronicle,marlow,C,tenth,A tenth.,10-20,holm,anselm,battle,deaths,,1/10 of vey-levy + villagers,drowned,1431,anselm
vey-chronicle,marlow,C,too-many,Over all.,20-30,anselm,,battle,deaths,,130 % of levy-900,,../1431-06,none
vey-chronicle,marlow,C,again,Over all.,30-40,holm,,battle,deaths,,130 % of levy-900,,../1431-06,none
""",
    "claims/vey-chronicle/linked.ttl": """\
@base <https://example.org/small/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .

<event/skirmish> a tm:Event ; dct:type v:battleOrSiege ; skos:prefLabel "Skirmish"@en .
<actor/odo> a tm:Actor ; dct:type v:person ; skos:prefLabel "Odo"@en .
""",
}
VALUES = {
    "key": ['"levy-900"', '"half-of-them"', '"fresh"', '"tenth"', '"Not A Key"', '"massacre-there"'],
    "passage": ['"0-10"', '"30-20"', '"0-9999"', '"41-52"', '["0-10", "10-20"]'],
    "holder": [
        '"anselm"',
        '"holm"',
        '"odo"',
        '"ansel"',
        '"unnamed: a few (holm)"',
        '"as in half-of-them"',
        '"curator"',
    ],
    "about": ['"battle"', '"skirmish"', '"batle"', '"vale"', '"levy-900"'],
    "states": ['"levy-900"', '"half-again"', '"half-denied"', '"too-many"', '"fresh"', '"vey-chronicle/tenth"'],
    "quantity": [
        '"130 % of levy-900"',
        '"30 % of the-rest"',
        '"7 persons"',
        '"rest of levy-900"',
        '"5 %"',
        '"5 days"',
        '"3 persons of holm-30-percent"',
    ],
    "population": ['"vey-levy"', '"odo"', '["holm", "anselm"]', '"nobody"', '"vale"'],
    "references": ["[]", '["anselm"]', '["holm-1987 p. 3"]', '["fresh"]'],
    "aspect": ['"deaths"', '"participants"', '"within"'],
    "time": ['"1431"', '"1431-02-30"'],
    "premises": ['["levy-900"]', '["fresh"]', '["half-of-them"]'],
    "supports": ['"levy-900"', '"fresh"', '"argument:for-the-half"'],
    "cites": ['"anselm-chronicle"', '"fresh"'],
    "resolution": ['"resolved"', '"unresolved"'],
    "kind": ['"person"', '"crossing"', '"battle-or-siege"', '"persn"'],
    "code-points": ["255", "55"],
    "recorded": ["2026-11-22T09:00:00Z", '"yesterday"'],
    "on": ['["levy-900"]', '["fresh"]'],
    "narrator": ['"marlow"', '"marlo"'],
    "source": ['"vey-chronicle"', '"vey-cronicle"'],
}

Edit = Callable[[random.Random, Path], None]


def _pieces(text: str) -> list[str]:
    """The head of a TOML file, and its tables."""
    return re.split(r"(?m)^(?=\[)", text)


def _some_file(chance: random.Random, root: Path, ending: str = "toml") -> Path:
    return chance.choice(sorted(p for p in root.rglob(f"*.{ending}") if p.name != "archive.toml"))


def change_a_field(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    lines = path.read_text().split("\n")
    fields = [(i, m[1]) for i, line in enumerate(lines) if (m := re.match(r"([\w-]+) +=|", line)) and m[1] in VALUES]
    if fields:
        number, name = chance.choice(fields)
        lines[number] = f"{name} = {chance.choice(VALUES[name])}"
        path.write_text("\n".join(lines))


def remove_a_field(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    lines = path.read_text().split("\n")
    fields = [number for number, line in enumerate(lines) if re.match(r"[\w-]+ +=", line)]
    if fields:
        del lines[chance.choice(fields)]
        path.write_text("\n".join(lines))


def remove_an_entry(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    head, *tables = _pieces(path.read_text())
    if tables:
        del tables[chance.randrange(len(tables))]
        path.write_text("".join([head, *tables]))


def repeat_an_entry(chance: random.Random, root: Path) -> None:
    path, other = _some_file(chance, root / "claims"), _some_file(chance, root / "claims")
    _, *tables = _pieces(path.read_text())
    if tables:
        other.write_text(other.read_text() + "\n" + chance.choice(tables))


def reorder_the_entries(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    head, *tables = _pieces(path.read_text())
    chance.shuffle(tables)
    path.write_text("\n".join([head, *tables]))


def add_an_entry(chance: random.Random, root: Path) -> None:
    register, kind = chance.choice([("actors", "person"), ("places", "region"), ("events", "war")])
    key = chance.choice(["fresh", "ansel", "nobody", "odo", "vale"])
    path = root / f"entities/{register}.toml"
    if f"[{key}]" not in path.read_text():
        path.write_text(f'{path.read_text()}\n[{key}]\nname = "{key}"\nkind = "{kind}"\n')


def shift_the_lines(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    path.write_text("# a remark\n" + path.read_text())


def break_a_file(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root)
    path.write_text(path.read_text() + "\nbroken = \n")


def mend_a_file(chance: random.Random, root: Path) -> None:
    broken = [path for path in sorted(root.rglob("*.toml")) if "\nbroken = \n" in path.read_text()]
    if broken:
        path = chance.choice(broken)
        path.write_text(path.read_text().replace("\nbroken = \n", "\n"))


def change_a_row(chance: random.Random, root: Path) -> None:
    path = root / "claims/vey-chronicle/table.csv"
    old, new = chance.choice(
        [
            ("130 % of", "13 % of"),
            ("13 % of", "130 % of"),
            ("levy-900", "tenth"),
            ("tenth", "fresh"),
            (",anselm,,", ",ansel,,"),
        ]
    )
    path.write_text(path.read_text().replace(old, new, 1))


def change_linked_data(chance: random.Random, root: Path) -> None:
    path = root / "claims/vey-chronicle/linked.ttl"
    old, new = chance.choice(
        [("skirmish>", "fray>"), ("odo>", "nobody>"), ("v:person", "v:pers"), ("fray>", "skirmish>")]
    )
    path.write_text(path.read_text().replace(old, new, 1))


def put_a_file_aside(chance: random.Random, root: Path) -> None:
    path = _some_file(chance, root, chance.choice(["toml", "csv", "ttl"]))
    path.rename(path.with_suffix(path.suffix + ".aside"))


def put_a_file_back(chance: random.Random, root: Path) -> None:
    aside = sorted(root.rglob("*.aside"))
    if aside:
        path = chance.choice(aside)
        path.rename(path.with_suffix(""))


EDITS: list[Edit] = [
    change_a_field,
    change_a_field,
    change_a_field,
    remove_a_field,
    remove_an_entry,
    repeat_an_entry,
    reorder_the_entries,
    add_an_entry,
    add_an_entry,
    shift_the_lines,
    break_a_file,
    mend_a_file,
    mend_a_file,
    change_a_row,
    change_linked_data,
    put_a_file_aside,
    put_a_file_back,
    put_a_file_back,
]


STEPS = 20
REFERENCE_EVERY = 4
"""So often pyshacl is asked about every node, not only about those that the compiled shapes suspect."""


@pytest.mark.parametrize("seed", range(4))
def test_a_check_of_the_edit_finds_what_a_check_of_everything_finds(
    small: Path, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret: the same edits on every run)
    for path, text in MORE.items():
        (small / path).write_text(text)
    check(Task(small, tmp_path / "build"))
    done: list[str] = []
    for number in range(STEPS):
        for edit in chance.sample(EDITS, chance.choice([1, 1, 2])):
            try:
                edit(chance, small)
            except (IndexError, FileNotFoundError):
                continue
            done.append(edit.__name__)
        everything = Task(small, tmp_path / f"fresh-{number}", is_reference=number % REFERENCE_EVERY == 0)

        found = check(Task(small, tmp_path / "build")).problems

        with monkeypatch.context() as patch:
            patch.setattr(validate, "_FEW", 0)
            assert [str(p) for p in found] == [str(p) for p in check(everything).problems], f"after {done}"
        shutil.rmtree(everything.out)
