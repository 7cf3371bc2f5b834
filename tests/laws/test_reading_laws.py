"""Whatever stands in an author's files, it is read or told; it never ends the program."""

import random
import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from testimonia.assemble import assemble
from testimonia.read.archive import read_archive
from testimonia.vocabulary import vocabulary

TOKENS = [
    *"\"'[]{}=,#\n\\;|:/-.~?%&<>",
    "\r\n",
    "\t",
    "\x00",
    "\ufeff",
    "\u2028",
    "é",
    "𒀀",
    "'''",
    '"""',
    "[[claim]]\n",
    "[x]\n",
    "true",
    "3",
    "1e9",
    "1979-05-27",
    "{}",
    "[]",
    '["a", 1]',
    '{ de = "x" }',
    "none",
    " ; ",
    "unnamed: ",
    "as in ",
    "question:",
    "actor:",
    " of ",
    " + ",
    "-1",
    "99999999999999999999",
    "a:b",
    "@en",
    "_:b",
    "<>",
    "\n\n",
]
TABLE = """\
source,narrator,section,key,paraphrase,passage,holder,about,aspect,value,quantity,population,time,references,note
vey-chronicle,marlow,C,tenth,A tenth.,10-20,holm,battle,deaths,,1/10 of vey-levy,drowned,1431,anselm,"a, b"
"""
LINKED = """\
@base <https://example.org/small/> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix schema: <https://schema.org/> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
<claim/vey-chronicle/linked> a tm:Claim ; tm:states <proposition/event/battle/deaths/1> ; tm:holder <actor/anselm> ;
  tm:stance v:asserts ; tm:paraphrase "x"@en ; tm:attestedIn <passage/vey-chronicle/40-50> .
<proposition/event/battle/deaths/1> a tm:Proposition ; tm:about <event/battle> ; tm:aspect v:deaths ;
  tm:quantity <quantity/1> .
<quantity/1> a tm:Quantity ; tm:boundKind v:exact ; schema:value 3 ; schema:unitText "days" .
<passage/vey-chronicle/40-50> a tm:Passage ; tm:section "A" .
"""


def changed(chance: random.Random, text: str) -> str:
    """A text in which something has gone, come, or stands twice."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice([0, 0, 1, 1, 3, 10, 40]))
    words: list[str] = re.findall(r"[\w-]+", text) or ["x"]
    tokens = [*TOKENS, text[start:end] * 2, chance.choice(words)]
    return f"{text[:start]}{chance.choice(tokens)}{text[end:]}"


@pytest.mark.parametrize("seed", range(8))
def test_no_change_of_any_file_ends_the_program(small: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (the same changes on every run)
    (small / "claims/vey-chronicle/b.csv").write_text(TABLE)
    (small / "claims/vey-chronicle/c.ttl").write_text(LINKED)
    paths = [path for path in sorted(small.rglob("*")) if path.suffix in (".toml", ".csv", ".ttl")]
    for _ in range(CHANGES):
        path = chance.choice(paths)
        before = path.read_bytes()
        text = before.decode()
        for _ in range(chance.choice([1, 1, 2, 5])):
            text = changed(chance, text)
        path.write_bytes(text.encode())

        records, problems = read_archive(small, vocabulary())

        assert records is not None or problems
        assert all(str(problem).startswith(str(small)) for problem in problems)
        if records is not None:
            Store().extend(assemble(records, {}, vocabulary()).quads)
        path.write_bytes(before)


CHANGES = 60
