"""The examples of docs/python.md do what the page says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import readme_sync

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n((?:.*\n)*?)```\n\n```text\n((?:.*\n)*?)```$", PAGE, re.MULTILINE)
TABLES = re.findall(
    r"^\| (?P<of>`doc`|a section|a table or list|an item|`doc`, .*?) \| (?P<names>.*) \|$", PAGE, re.MULTILINE
)
IN_THE_TEXT = {"source", "within", "exists", "item"}


def test_each_example_shows_what_it_prints() -> None:
    assert len(EXAMPLES) == PAGE.count("```python\n") >= 6


@pytest.mark.parametrize(("example", "printed"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_example(
    example: str, printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_bytes((ROOT / "samples" / "learning.md").read_bytes())
    monkeypatch.chdir(tmp_path)
    names = {"readme_sync": readme_sync, "doc": readme_sync.open("README.md")}
    exec(compile(example, "docs/python.md", "exec"), names)  # noqa: S102  our own text
    assert capsys.readouterr().out == printed


def _said() -> Iterator[tuple[type, str]]:
    kinds: dict[str, list[type]] = {
        "`doc`": [readme_sync.Editor],
        "a section": [readme_sync.SectionHandle],
        "a table or list": [readme_sync.TrackerHandle],
        "an item": [readme_sync.ItemHandle],
        "`doc`, a section, a table or list": [readme_sync.Editor, readme_sync.SectionHandle, readme_sync.TrackerHandle],
    }
    for of, names in TABLES:
        for name in re.findall(r"`([a-z_]+)[`(]", names):
            yield from ((kind, name) for kind in kinds[of])


def test_the_tables_name_all_that_there_is() -> None:
    said = set(_said())
    for kind in (readme_sync.Editor, readme_sync.SectionHandle, readme_sync.TrackerHandle, readme_sync.ItemHandle):
        there = {name for name in dir(kind) if not name.startswith("_")}
        assert {name for of, name in said if of is kind} == there - IN_THE_TEXT, kind
