"""The operations, on `tests/cases/edits/OPERATION.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import readme_sync
from readme_sync.bulk.plan import json_schema
from readme_sync.editing.operations import operations
from readme_sync.errors import RequestError

CASES = Path(__file__).parents[1] / "cases" / "edits"
ALL = [
    pytest.param(name, {**tomllib.loads(path.read_text("utf-8"))["given"], **case}, id=f"{path.stem}: {name}")
    for path in sorted(CASES.glob("*.toml"))
    for name, case in tomllib.loads(path.read_text("utf-8")).items()
    if name != "given"
]


def test_every_operation_has_cases() -> None:
    assert sorted(path.stem for path in CASES.glob("*.toml")) == list(operations())


@pytest.mark.parametrize(("name", "case"), ALL)
def test_case(name: str, case: dict[str, Any]) -> None:
    before = case["readme"]
    if "problem" in case:
        with pytest.raises(RequestError) as raised:
            readme_sync.apply_edits(before, case["edits"])
        assert str(raised.value).startswith(case["problem"]), name
        return
    jsonschema.Draft202012Validator(json_schema()).validate(case["edits"])
    after = before
    for old, new in case["replace"].items():
        assert after.count(old) == 1
        after = after.replace(old, new)
    applied = readme_sync.apply_edits(before, case["edits"])
    assert applied.source.text == after
    assert applied.changed
    assert len(applied.changes) == len(case["edits"])
    if case.get("again", True):
        again = readme_sync.apply_edits(applied.source, case["edits"])
        assert not again.changed
        assert again.source is applied.source


def test_the_schema_refuses_what_we_refuse() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for wrong in (
        [{"op": "frobnicate"}],
        [{"op": "set", "row": "a"}],
        [{"op": "set", "row": "a", "value": True}],
        [{"op": "set", "row": "a", "value": 1, "colour": "red"}],
        {"op": "sort"},
    ):
        assert not validator.is_valid(wrong), wrong
