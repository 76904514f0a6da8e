"""`readme-sync schema`."""

import json
import tomllib

import jsonschema
import pytest
from cli_running import Runner


def test_is_a_schema(run: Runner) -> None:
    ran = run("schema")
    schema = json.loads(ran.out)
    assert ran.code == 0
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "DocumentShape"
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
    assert schema["title"] == "CheckShape"


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
    assert run("schema", "rules").err.startswith(
        "readme-sync: invalid value for '[document|check|numbers|facts|configuration|edits]'"
    )
