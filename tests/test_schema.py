"""The JSON Schemas let pass what the reader lets pass, and refuse what an editor should underline."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from testimonia.read.block import is_key
from testimonia.read.fields import FIELDS
from testimonia.vocabulary import vocabulary
from testimonia.write.schema import FORMS, REGISTERS, json_schemas

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent
ARCHIVES = [ROOT / "data", ROOT / "examples/alder-ford", ROOT / "tests/archive"]
FILES = [(root, path) for root in ARCHIVES for path in sorted(root.rglob("*.toml"))]
SCHEMAS = json_schemas(vocabulary())

KEY = SCHEMAS["claims"]["properties"]["claim"]["items"]["properties"]["key"]["pattern"]


def form_of(root: Path, path: Path) -> str:
    """The form of a file of an archive."""
    folder = path.relative_to(root).parts[0]
    if folder == "claims":
        return "claims"
    return path.stem if folder == "archive.toml" or path.stem in REGISTERS else "source"


def faults(form: str, text: str) -> list[str]:
    """What an editor would say of a file."""
    validator = Draft202012Validator(SCHEMAS[form])
    return sorted(error.message for error in validator.iter_errors(tomllib.loads(text)))


@pytest.mark.parametrize("form", FORMS)
def test_each_is_a_schema(form: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[form])


def test_every_form_has_one() -> None:
    assert set(SCHEMAS) == set(FORMS) == {form_of(root, path) for root, path in FILES}


@pytest.mark.parametrize(("root", "path"), FILES, ids=[str(path.relative_to(ROOT)) for _, path in FILES])
def test_our_files_pass(root: Path, path: Path) -> None:
    assert faults(form_of(root, path), path.read_text(encoding="utf-8")) == []


CLAIM = """
source = "vey-chronicle"
[[claim]]
key        = "odo-41"
paraphrase = "Odo counts 41."
passage    = "0-10"
about      = "battle"
aspect     = "deaths"
quantity   = "41 persons"
references = []
"""
DOCUMENT = (ROOT / "tests/archive/sources/vey-chronicle.toml").read_text(encoding="utf-8")
SETTINGS = (ROOT / "tests/archive/archive.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        pytest.param(
            "claims", CLAIM.replace("quantity", "quantitiy"), "'quantitiy' was unexpected", id="unknown field"
        ),
        pytest.param("claims", CLAIM.replace('"deaths"', '"death"'), "'death' is not one of", id="unknown word"),
        pytest.param("claims", CLAIM.replace("references = []", ""), "'references' is a required", id="missing field"),
        pytest.param("claims", CLAIM.replace('key        = "odo-41"', ""), "'key' is a required", id="missing key"),
        pytest.param(
            "claims", CLAIM.replace('"odo-41"', '"Odo 41"'), "'Odo 41' does not match", id="key with capitals"
        ),
        pytest.param("claims", CLAIM.replace('"0-10"', '"page 3"'), "is not valid under any", id="no passage"),
        pytest.param("claims", CLAIM.replace('"41 persons"', "41"), "41 is not valid under any", id="number for text"),
        pytest.param("claims", CLAIM.replace("[[claim]]", "[[claims]]"), "'claims' was unexpected", id="unknown table"),
        pytest.param("claims", CLAIM.replace("[[claim]]", "[claim]"), "is not of type 'array'", id="one bracket"),
        pytest.param("actors", '[Odo]\nname = "Odo"\nkind = "person"', "'Odo' does not match", id="key of a register"),
        pytest.param(
            "actors", '[odo]\nname = "Odo"\nkind = "war"', "'war' is not one of", id="kind of another register"
        ),
        pytest.param("actors", '[odo]\nname = "Odo"', "'kind' is a required", id="no kind"),
        pytest.param(
            "places",
            '[vey]\nname = "Vey"\nkind = "village"\nspelt = [{ as = "Wey", in = "a" }]',
            "'passage' is a required",
            id="spelling without its place",
        ),
        pytest.param("concepts", '[x]\nname = "x"\nsection = "A"', "'section' was unexpected", id="head in a register"),
        pytest.param("works", 'name = "x"', "'x' is not of type 'object'", id="outside of any entry"),
        pytest.param(
            "source", DOCUMENT.replace("= 255", '= "255"'), "'255' is not of type 'integer'", id="length as text"
        ),
        pytest.param("source", DOCUMENT.replace("af32", "AF32"), "does not match", id="digest in capitals"),
        pytest.param("source", DOCUMENT.replace('narrator = "marlow"', ""), "'narrator' is a req", id="no narrator"),
        pytest.param("source", DOCUMENT.partition("[snapshot]")[0], "'snapshot' is a required", id="no snapshot"),
        pytest.param(
            "source",
            DOCUMENT + '[[section]]\nkey = "A"\nname = "x"\npassage = "0-9"\nunits = "lines"',
            "'lines' is not one of",
            id="unknown units",
        ),
        pytest.param("archive", "coverage = 101\n" + SETTINGS, "101 is greater than the maximum", id="more than all"),
        pytest.param("archive", SETTINGS.partition("[curator]")[0], "'curator' is a required", id="no curator"),
    ],
)
def test_faulty_files_are_refused(form: str, text: str, message: str) -> None:
    found = faults(form, text)

    assert len(found) == 1
    assert message in found[0]


def test_the_texts_that_are_made_faulty_pass_as_they_are() -> None:
    assert (faults("claims", CLAIM), faults("source", DOCUMENT), faults("archive", SETTINGS)) == ([], [], [])


@given(key=st.text(st.sampled_from("ab9.-Aé \n"), max_size=4))
def test_keys_are_those_of_the_reader(key: str) -> None:
    assert bool(re.search(KEY, key)) is is_key(key) or key.endswith("\n")


def objects(schema: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
    if isinstance(schema, list):
        return [found for item in schema for found in objects(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema else []
    return own + [found for item in schema.values() for found in objects(item)]


def test_every_field_that_the_schemas_offer_is_one_of_the_form() -> None:
    known = {name for fields in FIELDS.values() for name in fields} | {"as", "in", "units"}
    tables = {"work", "snapshot", "section", "reference", "curator", *FIELDS}
    offered = {name for found in objects(SCHEMAS) for name in found["properties"]} - set(FORMS)

    assert offered <= known | tables


@pytest.mark.parametrize("form", FORMS)
def test_the_command_prints_it(run: Run, tmp_path: Path, form: str) -> None:
    printed = run("schema", form).stdout
    run("schema", form, "-o", "form.json")

    assert json.loads(printed) == SCHEMAS[form]
    assert (tmp_path / "form.json").read_text(encoding="utf-8") == printed
