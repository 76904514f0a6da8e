"""What strangers write, from `tests/cases/trackers/strangers.toml`: what is read, and what is named."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from readme_sync.model import Item, State
from readme_sync.reader import read
from readme_sync.rules import check
from readme_sync.text import Source

FILE = Path(__file__).resolve().parents[1] / "cases" / "trackers" / "strangers.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))


def _shown(item: Item) -> str:
    progress = item.progress
    if progress.state is State.UNKNOWN or progress.percent is None:
        return f"{item.label}: {progress.state}"
    return f"{item.label}: {progress.percent:.4g}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any]) -> None:
    readme = read(Source(case["text"]))
    assert sorted(_shown(item) for tracker in readme.trackers for item in tracker.items) == sorted(case["items"])
    said = [(readme.source.line_of(one.span.start), one.rule, one.level) for one in check(readme)]
    assert [f"{line} {rule} {level}" for line, rule, level in said if rule.startswith("RS1")] == case["results"]
