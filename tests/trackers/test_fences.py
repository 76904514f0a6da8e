"""Bars in fences, from `tests/cases/trackers/fences.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync import apply
from readme_sync.editing.operations.set import SetProgress
from readme_sync.model import Item, Readme, TrackerKind
from readme_sync.reader import read
from readme_sync.reports.words import stated
from readme_sync.text import Source

FILE = Path(__file__).resolve().parents[1] / "cases" / "trackers" / "fences.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))


def _shown(readme: Readme, section: int, item: Item) -> str:
    slices = ", ".join(figure.excerpt.text for figure in item.figures)
    progress = stated(item.progress).replace(" ", "")
    return f"{readme.sections[section].title} / {item.label} = {progress} by {slices}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_case(case: dict[str, Any], end: str) -> None:
    readme = read(Source(case["readme"].replace("\n", end)))
    trackers = [tracker for tracker in readme.trackers if tracker.kind is TrackerKind.LINES]
    assert trackers == list(readme.trackers), "boxes and tables are others' business"
    assert [_shown(readme, one.section, item) for one in trackers for item in one.items] == case["lines"]


def test_setting_a_line_moves_its_bar_and_its_number() -> None:
    text = "```\nWeek 1:  ████░░░░░░  40% ✅\nWeek 2:  ░░░░░░░░░░   0%\n```\n"
    after = apply(text, SetProgress("Week 1", "70")).source.text
    assert after == "```\nWeek 1:  ███████░░░  70% ✅\nWeek 2:  ░░░░░░░░░░   0%\n```\n"


def test_a_bar_that_rounds_otherwise_stays_when_nothing_changes() -> None:
    text = "```\nWeek 1:  ░░░░░░░░░░ 6%\nWeek 2:  ░░░░░░░░░░ 0%\n```\n"
    assert not apply(text, SetProgress("Week 1", "6")).changed
    assert "█░░░░░░░░░ 7%" in apply(text, SetProgress("Week 1", "7")).source.text


@pytest.mark.long
@pytest.mark.timeout(10)
@pytest.mark.long
def test_time_is_in_proportion() -> None:
    read(Source("```\n" + "a: [=====] " * 50_000 + "\n" + "a: ███░░ 1%\n" * 20_000 + "█" * 10_000 + "\n```\n"))
