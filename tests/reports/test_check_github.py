"""Annotations, and nothing that the runner could take for more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workflow_commands import REGISTERED, commands

from readme_sync.model import Level, Result
from readme_sync.reports.check_github import Report
from readme_sync.reports.checked import Checked, Counts
from readme_sync.reports.safe import command, harmless
from readme_sync.reports.words import View
from readme_sync.text import Source, Span

SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "::error::x",
                "::",
                "##[",
                "##[add-mask]",
                "%0A",
                "%",
                "%25",
                ",",
                ":",
                "=",
                "\n",
                "\r",
                "\u00a0",
                "\u2028",
                "\v",
                "a",
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=12,
).map("".join)


def _out(*results: Result, text: str = "# A\n\nb 40%\n", place: str = "docs/a.md") -> str:
    report = Report(View(), {"RS206": "row-numbers"})
    counts = Counts()
    counts.add(place, 1, results)
    return report.add(Checked(Source(text), place, place, 1, results)) + report.end(counts)


def _result(level: Level = Level.ERROR, message: str = "is wrong", start: int = 7, end: int = 10) -> Result:
    return Result("RS206", level, message, Span(start, end))


def test_an_annotation() -> None:
    assert _out(_result()).splitlines()[0] == (
        "::error file=docs/a.md,line=3,endLine=3,col=3,endColumn=5,title=RS206 row-numbers::is wrong"
    )


def test_levels() -> None:
    lines = _out(*map(_result, Level)).splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]
    assert lines[3] == "1 error, 1 warning and 1 note in 1 document"


def test_of_several_lines_there_are_no_columns() -> None:
    assert ",line=1,endLine=3,title=" in _out(_result(start=0, end=9))


def test_standard_input_has_no_file() -> None:
    assert _out(_result(), place="").startswith("::error line=3,")


def test_what_is_special_is_escaped() -> None:
    out = _out(_result(message="100%: a,b\n%0A"), place="a,b:c%2C\n.md")
    assert "file=a%2Cb%3Ac%252C .md,line=" in out
    assert "::100%25: a,b %250A\n" in out


def test_no_more_of_each_level_than_github_shows() -> None:
    results = [_result(Level.ERROR)] * 12 + [_result(Level.WARNING)] * 10 + [_result(Level.NOTE)] * 11
    found = [name for name, _, _ in commands(_out(*results))]
    assert {name: found.count(name) for name in found} == {"error": 10, "warning": 10, "notice": 10}
    assert "\n2 more errors and 1 more note without an annotation: GitHub shows 10 of each level\n" in _out(*results)
    assert "without an annotation" not in _out(*results[12:22])


@given(SCRAPS, SCRAPS)
def test_nothing_else_is_a_command(message: str, place: str) -> None:
    found = commands(_out(_result(message=message), _result(message=message), place=place))
    assert [name for name, _, _ in found] == ["error", "error"]
    for _, properties, _ in found:
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert properties["title"] == "RS206 row-numbers"


@given(st.sampled_from(sorted(REGISTERED)), SCRAPS, SCRAPS)
def test_a_command_says_what_it_was_given(name: str, value: str, message: str) -> None:
    broken = value.replace("##[", "## ["), message.replace("##[", "## [")
    [(found, properties, said)] = commands(command(name, {"title": value, "line": 3}, message))
    assert (found, said, properties["line"]) == (name, broken[1], "3")
    assert properties.get("title", "") == broken[0].strip() or value != value.strip()


@given(SCRAPS)
def test_text_is_no_command(text: str) -> None:
    assert commands(harmless(text)) == []


@pytest.mark.parametrize("text", ["a :: b", "# a\n", "x##", "[::1]", "a\n  b::c"])
def test_text_that_is_none_stays(text: str) -> None:
    assert harmless(text) == text
