"""Case files of the syntax: what GitHub sees in a document, and where it stands."""

import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from outline import outline, spans_of

from readme_sync.markdown import parse
from readme_sync.text import Source

CASES = Path(__file__).parents[1] / "cases" / "markdown"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {name}")
        for path in sorted(CASES.glob("*.toml"))
        for name, case in tomllib.loads(path.read_text("utf-8")).items()
    ]


@pytest.mark.parametrize("case", _cases())
def test_outline(case: dict[str, Any]) -> None:
    document = parse(Source(case["readme"]))
    assert outline(document) == case["blocks"]
    assert all(there == said for there, said in spans_of(document))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("case", _cases())
def test_line_ends_do_not_matter(case: dict[str, Any], newline: str) -> None:
    text = case["readme"]
    if "\r" in text or newline not in case.get("newlines", [newline]):
        pytest.skip("the case is about line ends")
    document = parse(Source(text.replace("\n", newline)))
    expected = [line.replace("\n", newline) for line in case["blocks"]]
    assert outline(document) == expected


@pytest.mark.parametrize("case", _cases())
def test_github_agrees(case: dict[str, Any], scorer: ModuleType) -> None:
    adapter = scorer.read_adapter(Path(__file__).parents[1] / "adapter.py")
    result = scorer.compare("case", case["readme"].encode(), adapter)
    assert result.good, result.error or result.diff
