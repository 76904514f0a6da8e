"""SARIF: what code scanning asks for."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sarif_schema import SCHEMA

from readme_sync.model import Applicability, Fix, Level, Result
from readme_sync.reports.check_sarif import Report
from readme_sync.reports.checked import Checked, Counts
from readme_sync.reports.words import View
from readme_sync.text import Edit, Source, Span

TEXT = "# A\r\n\r\n学 40% x\r\n"


def _log(*documents: Checked) -> dict[str, Any]:
    report = Report(View(), {})
    assert "".join(map(report.add, documents)) == ""
    log: dict[str, Any] = json.loads(report.end(Counts()))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    return log


def _run(text: str, *results: Result, place: str = "docs/a b.md") -> dict[str, Any]:
    run: dict[str, Any] = _log(Checked(Source(text), "a.md", place, 0, results))["runs"][0]
    return run


def _result(start: int, end: int, fix: Fix | None = None, rule: str = "RS206") -> Result:
    return Result(rule, Level.NOTE, "is\x1b[2J wrong\n", Span(start, end), fix)


def test_a_result() -> None:
    [result] = _run(TEXT, _result(9, 12))["results"]
    assert result["ruleId"] == "RS206"
    assert (result["level"], result["message"]) == ("note", {"text": "is wrong"})
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/a%20b.md", "uriBaseId": "%SRCROOT%", "index": 0}
    assert place["region"] == {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 6}


def test_a_fix_is_what_apply_would_do() -> None:
    fix = Fix("write 50", (Edit(Span(9, 11), "50"), Edit(Span(7, 7), "|")), applicability=Applicability.UNSAFE)
    [result] = _run(TEXT, _result(9, 12, fix))["results"]
    [made] = result["fixes"]
    assert made["description"]["text"] == "write 50 (unsafe: review the change)"
    [change] = made["artifactChanges"]
    first, second = change["replacements"]
    assert first["insertedContent"] == {"text": "|"}
    assert first["deletedRegion"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 1}
    assert second["deletedRegion"] == {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 5}


def test_rules_carry_their_documentation() -> None:
    run = _run(TEXT, _result(9, 12))
    rules = run["tool"]["driver"]["rules"]
    [index] = [result["ruleIndex"] for result in run["results"]]
    assert rules[index]["id"] == "RS206"
    assert rules[index]["name"] == "row-numbers"
    for rule in rules:
        assert rule["help"]["markdown"].startswith("## What it does\n")
        assert len(rule["fullDescription"]["text"]) > 20


def test_an_unknown_rule_has_no_index() -> None:
    [result] = _run(TEXT, _result(9, 12, rule="RS999"))["results"]
    assert "ruleIndex" not in result


@pytest.mark.parametrize(
    ("place", "uri"),
    [
        ("README.md", "README.md"),
        ("a:b%20#?.md", "a%3Ab%2520%23%3F.md"),
        ("docs/学.md", "docs/%E5%AD%A6.md"),
        ("\udcff.md", "%FF.md"),
        ("a\n##[error]b.md", "a%0A%23%23%5Berror%5Db.md"),
        ("/srv/a b.md", "file:///srv/a%20b.md"),
        ("", "stdin"),
    ],
)
def test_addresses_are_encoded(place: str, uri: str) -> None:
    [artifact] = _run(TEXT, place=place)["artifacts"]
    assert artifact["location"]["uri"] == uri
    assert ("uriBaseId" in artifact["location"]) == (not uri.startswith("file:"))


def test_fingerprints_stay_when_lines_move() -> None:
    def prints(text: str) -> list[str]:
        places = [index for index in range(len(text)) if text.startswith("40%", index)]
        results = _run(text, *(_result(place, place + 3) for place in places))["results"]
        return [result["partialFingerprints"]["ruleAndLine/v1"] for result in results]

    before = prints("a 40%\nb 40%\na 40%\n")
    assert len(set(before)) == 3
    assert prints("new\n\na  40%\r\nb 40%\r\nother\na 40%") == before
    assert prints("a 40%\nc 40%\n")[1] not in before


def test_documents_have_their_own_artifacts() -> None:
    documents = [Checked(Source(TEXT), name, name, 0, [_result(0, 1)]) for name in ("a.md", "b.md")]
    run = _log(*documents)["runs"][0]
    indexes = [one["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for one in run["results"]]
    assert indexes == [0, 1]
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["a.md", "b.md"]


def test_the_check_of_this_test_refuses_what_it_should() -> None:
    log = _log(Checked(Source(TEXT), "a.md", "a.md", 0, [_result(9, 12)]))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    result = log["runs"][0]["results"][0]
    result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(log)
    result["locations"] = []
    assert not validator.is_valid(log)


def test_every_rule_links_to_its_documentation() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text("utf-8")
    for rule in _run(TEXT)["tool"]["driver"]["rules"]:
        address, _, anchor = rule["helpUri"].partition("#")
        assert address.endswith("/blob/main/docs/rules.md")
        assert f"(#{anchor})" in page
