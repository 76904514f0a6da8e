"""`readme-sync schema`."""

import json

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
