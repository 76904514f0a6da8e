"""`readme-sync schema`."""

import json
import tomllib

import jsonschema
import pytest
from cli_running import Runner

from readme_sync.cli.commands import schema as schemas


def test_is_a_schema(run: Runner) -> None:
    ran = run("schema")
    schema = json.loads(ran.out)
    assert ran.code == 0
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "readme-sync document"
    assert {"SectionShape", "TrackerShape", "ItemShape", "FigureShape"} <= set(schema["$defs"])


@pytest.mark.usefixtures("folder")
def test_parse_meets_it(run: Runner) -> None:
    schema = json.loads(run("schema").out)
    document = json.loads(run("parse").out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(document)
    del document["sections"][0]["sections"][0]["trackers"][0]["items"][0]["label"]
    assert not validator.is_valid(document)


def test_of_a_check(run: Runner) -> None:
    schema = json.loads(run("schema", "check").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "readme-sync check"


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("", True),
        ('paths = ["a.md"]\nfail-on = "note"\nper-file-ignores = { "docs/*.md" = ["RS301"] }', True),
        ('[words]\ndone = ["x"]\n[[trackers]]\nsection = "a"\nkind = "none"', True),
        ('fail_on = "note"', False),
        ('fail-on = "fatal"', False),
        ("[[trackers]]\nkind = 'none'", False),
    ],
)
def test_of_the_configuration(run: Runner, text: str, valid: bool) -> None:  # noqa: FBT001
    schema = json.loads(run("schema", "configuration").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert jsonschema.Draft202012Validator(schema).is_valid(tomllib.loads(text)) == valid


def test_of_something_else(run: Runner) -> None:
    assert run("schema", "rules") == (2, "", "readme-sync: there is no schema 'rules'; did you mean rule?\n")
    assert run("schema", "config").err.endswith("did you mean configuration?\n")
    assert run("schema", "xyz").err.startswith("readme-sync: there is no schema 'xyz'; there are document, check, ")


@pytest.mark.parametrize("name", [*schemas.SHAPES, *schemas.MODULES])
def test_has_an_address_a_title_and_links_that_lead_somewhere(run: Runner, name: str) -> None:
    made = json.loads(run("schema", name).out)
    assert made["$id"].endswith(f"/schemas/{name}.json")
    assert made["title"] == f"readme-sync {name}"
    assert "](http" in str(made) or ".md)" not in str(made)
    jsonschema.Draft202012Validator.check_schema(made)
