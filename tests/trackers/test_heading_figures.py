"""The figures in headings, from `tests/cases/trackers/heading-figures.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.model import Progress
from readme_sync.notations import named
from readme_sync.trackers.sections import heading_figures

FILE = Path(__file__).resolve().parents[1] / "cases" / "trackers" / "heading-figures.toml"
CASES = tomllib.loads(FILE.read_text("utf-8"))


def _shown(progress: Progress) -> str:
    if progress.percent is None:
        return str(progress.state)
    return f"{progress.percent:g}%" if progress.total is None else f"{progress.done:g}/{progress.total:g}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [f"{one.form} {text[one.start : one.end]} = {_shown(one.progress)}" for one in heading_figures(text)]
    assert found == case["finds"]


@given(st.text(st.sampled_from("(（[]）)—- 12/%of✅ab"), max_size=30))
def test_what_is_found_is_what_its_notation_reads_and_idle(text: str) -> None:
    position = 0
    for start, end, name, progress, _ in heading_figures(text):
        assert position <= start < end <= len(text)
        position = end
        assert named(name).write(text[start:end], progress) == []


@pytest.mark.timeout(10)
@pytest.mark.parametrize("seed", ["(", "[1/", "(1/2", "— ", "1/2 ", "✅ 1% ", "(1/2) ", "(1 of 2 "])
def test_time_is_in_proportion(seed: str) -> None:
    for _ in heading_figures(seed * 50_000):
        pass
