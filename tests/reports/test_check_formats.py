"""JUnit, GitLab, rdjson and pylint: what other tools read."""

import json
from xml.etree import ElementTree as ET

import pytest

from readme_sync.model import Applicability, Fix, Level, Result
from readme_sync.plugins import Plugins
from readme_sync.reports import check_gitlab, check_junit, check_pylint, check_rdjson
from readme_sync.reports.checked import Checked, CheckReport, Counts
from readme_sync.reports.words import View
from readme_sync.text import Edit, Source, Span

TEXT = "# A\n\n学 2/6 x\n"
NAMES = {"RS101": "stale-claim", "RS301": "section-numbers"}
FIX = Fix("write 3/6", (Edit(Span(7, 10), "3/6"),), Applicability.SAFE)
RESULTS = (
    Result("RS301", Level.NOTE, 'an <odd> & "hostile" \x1b one', Span(0, 3)),
    Result("RS101", Level.ERROR, "says 2/6", Span(7, 10), FIX),
)


def _written(report: CheckReport, *documents: Checked) -> str:
    return "".join(map(report.add, documents)) + report.end(Counts())


def _checked(*results: Result) -> Checked:
    return Checked(Source(TEXT), "sub/a.md", "docs/sub/a.md", 1, results)


def test_junit() -> None:
    root = ET.fromstring(_written(check_junit.Report(View(), NAMES), _checked(*RESULTS), _checked()))  # noqa: S314
    assert root.attrib == {"name": "readme-sync", "tests": "3", "failures": "2", "errors": "0"}
    first, second = root
    assert [case.get("name") for case in first] == ["RS301 section-numbers", "RS101 stale-claim"]
    assert (first[1].get("line"), first[1].get("column")) == ("3", "3")
    assert first[1][0].attrib == {"type": "error", "message": "says 2/6"}
    assert '<odd> & "hostile"' in str(first[0][0].get("message"))
    assert (len(second), len(second[0])) == (1, 0)


def test_gitlab() -> None:
    issues = json.loads(_written(check_gitlab.Report(View(), NAMES), _checked(*RESULTS, RESULTS[1])))
    assert [(one["check_name"], one["severity"]) for one in issues] == [
        ("RS301", "info"),
        ("RS101", "major"),
        ("RS101", "major"),
    ]
    assert issues[1]["location"] == {"path": "docs/sub/a.md", "lines": {"begin": 3}}
    assert len({one["fingerprint"] for one in issues}) == 3
    assert _written(check_gitlab.Report(View(), NAMES), _checked()) == "[]\n"


def test_rdjson_counts_bytes() -> None:
    found = json.loads(_written(check_rdjson.Report(View(), NAMES), _checked(*RESULTS)))["diagnostics"]
    place = {"start": {"line": 3, "column": 5}, "end": {"line": 3, "column": 8}}
    assert found[1]["location"] == {"path": "docs/sub/a.md", "range": place}
    assert found[1]["suggestions"] == [{"range": place, "text": "3/6"}]
    assert found[1]["code"]["url"].endswith("/docs/rules.md#rs101-stale-claim")
    assert (found[0]["severity"], "suggestions" in found[0]) == ("INFO", False)


def test_pylint() -> None:
    lines = _written(check_pylint.Report(View(), NAMES), _checked(*RESULTS)).splitlines()
    assert lines[1] == "sub/a.md:3: [E101(stale-claim), ] says 2/6"
    assert lines[0].startswith("sub/a.md:1: [C301(section-numbers), ] an <odd> & ")
    assert "\x1b" not in lines[0]


@pytest.mark.parametrize("name", Plugins[type]("readme_sync.reports", "Report", prefix="check_").names())
def test_every_format_takes_a_document_without_results(name: str) -> None:
    report = Plugins[type]("readme_sync.reports", "Report", prefix="check_").load(name)(View(), NAMES)
    assert isinstance(_written(report, _checked()), str)
