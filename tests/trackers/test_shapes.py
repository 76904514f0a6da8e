"""Progress outside of tables and task lists, from case files in `tests/cases/trackers/`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync import apply
from readme_sync.editing.operations.set import SetProgress
from readme_sync.model import Item, Readme, Tracker, TrackerKind
from readme_sync.reader import read
from readme_sync.reports.words import stated
from readme_sync.text import Source

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "trackers"
FILES = ("bullets", "state-lines", "state-headings", "html-tables", "mermaid", "badges")
CASES = [
    pytest.param(case, id=f"{file}: {name}")
    for file in FILES
    for name, case in tomllib.loads((FOLDER / f"{file}.toml").read_text("utf-8")).items()
]


def _shown(readme: Readme, tracker: Tracker, item: Item) -> str:
    slices = ", ".join(figure.excerpt.text for figure in item.figures)
    progress = stated(item.progress).replace(" %", "%")
    end = " (summary)" if tracker.is_summary else ""
    return f"{tracker.shape}: {readme.sections[tracker.section].title} / {item.label} = {progress} by {slices}{end}"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_case(case: dict[str, Any], end: str) -> None:
    readme = read(Source(case["readme"].replace("\n", end)))
    trackers = [tracker for tracker in readme.trackers if tracker.kind is TrackerKind.LINES]
    assert [_shown(readme, one, item) for one in trackers for item in one.items] == case["lines"]
    for tracker in trackers:
        assert all(tracker.span.contains(item.span) for item in tracker.items)


@pytest.mark.parametrize("case", CASES)
def test_setting_an_item_changes_its_line_and_nothing_else(case: dict[str, Any]) -> None:
    before = case["readme"]
    for label, value, line in case.get("set", []):
        item = next(item for item in read(Source(before)).items if item.label == label)
        after = apply(before, SetProgress(label, value)).source.text
        assert [one for one in after.split("\n") if one not in before.split("\n")] == [line]
        back = (
            f"{item.progress.done:g}/{item.progress.total:g}" if item.progress.total else f"{item.progress.percent:g}"
        )
        assert apply(after, SetProgress(label, back)).source.text == before


def _pathological() -> list[str]:
    bullets = "# Status\n\n" + "- ✅ a thing: 3/7 (43%) — done ✅\n" * 10_000
    return [
        bullets,
        "# Status\n\n" + "- " * 2_000 + "✅ a\n",
        "# Status\n\n" + "✅ a\n" * 10_000,
        "# Status\n\n" + "- ~~" * 20_000,
        "# Status\n\n" + "- ~~a~~ <s>\n" * 10_000,
        "## a ✅\n" * 5_000,
        "## a — done (1/2)\n" * 5_000,
        "<table>" * 20_000,
        "<table><tr><td>✅" * 10_000,
        "<table><tr><th>Status</th><th>A</th></tr>" + "<tr><td>✅</td><td>a</td></tr>\n" * 5_000,
        '<table><tr><td class="' + "a" * 200_000 + '">✅</td></tr></table>',
        '<table><tr><td "' + "<td '" * 50_000,
        "<li><!-- " * 50_000,
        "<ul><li>✅ a" * 20_000,
        "<li><input " * 50_000,
        "```mermaid\ngantt\n" + "a: done, 1d\n" * 10_000 + "```\n",
        "```mermaid\n" + "%%\n" * 50_000 + "gantt\n```\n",
        "```mermaid\ngantt\n" + "a" * 100_000 + "\n" + ":" * 100_000 + "\n```\n",
        "```\n" + "├── ✅ a\n" * 10_000 + "```\n",
        "# Status\n\n- " + "a (" * 50_000 + "done\n",
        "# Status\n\n- " + "a — " * 50_000 + "✅\n",
        "## Progress\n\n" + "![](https://img.shields.io/badge/a-1%25-red)" * 5_000,
        "# Status\n\n" + "- ✅ a\n- ⬜ b\n" * 25_000,
        "# Done\n\n" + "- a\n" * 20_000 + "\n# Todo\n\n" + "- b\n" * 20_000,
        "# Done\n\n- a\n\n# Todo\n\n- b\n\n" * 3_000,
        "🎉 = done, ✏ = open, 🎉 = open\n\n" * 200 + "a ✅\nb 🎉\n" * 5_000,
        "🎉 = done, ✏ = open, ✅ = done\n\n## Parts\n\n" + "a 🎉\nb ✏\nc ✅\n" * 5_000,
        "## T1: a ✅\n**Status:** ✅ Done\n\n" * 3_000,
        "## a\n" + "**Status:** ;" * 20_000 + "\n",
        "| Name |" + "Week |" * 10_000 + "\n|-|" + "-|" * 10_000 + "\n| Ada |" + "✅ |" * 10_000 + "\n",
        "| Name |" + "Week |" * 250 + "\n|-|" + "-|" * 250 + "\n" + ("| Ada |" + "✅ |" * 250 + "\n") * 250,
        "```\n" + "│   " * 20_000 + "├── a ✅\n```\n",
        "| Status |\n|-|\n" + "| 가" + "나" * 5_000 + " 완료 |\n" + "| 가나 완료 |\n" * 5_000,
    ]


@pytest.mark.long
@pytest.mark.timeout(60)
@pytest.mark.parametrize("number", range(len(_pathological())))
@pytest.mark.long
def test_hostile_text_takes_time_in_proportion(number: int) -> None:
    read(Source(_pathological()[number]))
