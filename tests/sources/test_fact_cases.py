"""What each source of named facts comes to, from `tests/cases/facts/*.toml`."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from issue_world import NoGitHub

from readme_sync.config import settings_at
from readme_sync.config.keys import _SOURCES
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import Closed, IssueDetails, IssueState
from readme_sync.reader import read
from readme_sync.sources.context import DocumentContext, EvaluationCache, NamedFacts
from readme_sync.sources.from_fact import count
from readme_sync.store.commands import CommandRunner
from readme_sync.store.file_tree_on_disk import Folder
from readme_sync.text import Source

CASES = Path(__file__).resolve().parents[1] / "cases" / "facts"
KEYS = {"facts", "files", "binary", "repeated", "links", "folder", "offline", "commands", "seconds", "is", "problem"}


class _GitHub(NoGitHub):
    def milestone(self, name: str) -> Closed:
        assert name == "v2"
        return Closed(3, 8)

    def issues(self, search: str) -> Closed:
        assert search == "label:bug"
        return Closed(4, 5)

    def numbered(self, numbers: Iterable[int]) -> Mapping[int, IssueDetails | str]:
        (number,) = numbers
        return {number: _ISSUES.get(number, "deleted, moved or never there")}

    def release(self) -> str:
        return "v2.1.0"

    def tag(self) -> str:
        raise RequestError("ada/notes has no tag with a version")


_BOXES = "Text\n\n- [x] one\n  - [ ] two\n- [X] three\n\n```\n- [ ] code\n```\n"
_ISSUES = {
    1: IssueDetails(1, "open", IssueState.OPEN),
    2: IssueDetails(2, "closed", IssueState.DONE),
    3: IssueDetails(3, "with boxes", IssueState.OPEN, body=_BOXES),
    4: IssueDetails(4, "with sub-issues", IssueState.OPEN, parts=(3, 7), body=_BOXES),
    5: IssueDetails(5, "closed with open boxes", IssueState.DONE, body=_BOXES),
    6: IssueDetails(6, "not planned", IssueState.NOT_PLANNED),
    7: IssueDetails(7, "odd numbers", IssueState.OPEN, parts=(9, 7)),
}


def _cases() -> list[Any]:
    found = ((path, tomllib.loads(path.read_text("utf-8"))) for path in sorted(CASES.glob("*.toml")))
    return [pytest.param(case, id=f"{path.stem}: {name}") for path, file in found for name, case in file.items()]


def to_toml(value: object) -> str:
    if isinstance(value, dict):
        keys = (key if key.replace("-", "").isalpha() else json.dumps(key) for key in value)
        return "{ " + ", ".join(f"{key} = {to_toml(one)}" for key, one in zip(keys, value.values(), strict=True)) + " }"
    return json.dumps(value)


def configuration(facts: dict[str, object]) -> str:
    return "[facts]\n" + "".join(f"{name} = {to_toml(fact)}\n" for name, fact in facts.items())


def test_each_source_has_its_case_file() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(_SOURCES)


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fact `it` is what the case says, or there is one line that says why not."""
    assert not set(case) - KEYS
    (tmp_path / ".git").mkdir()
    files = {name: text.encode() for name, text in case.get("files", {}).items()}
    files |= {name: bytes.fromhex(text) for name, text in case.get("binary", {}).items()}
    files |= {name: (text * times).encode() for name, (text, times) in case.get("repeated", {}).items()}
    folder = tmp_path / case.get("folder", "")
    files[str((folder / ".readme-sync.toml").relative_to(tmp_path))] = configuration(case["facts"]).encode()
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for name, target in case.get("links", {}).items():
        (tmp_path / name).symlink_to(target)
    monkeypatch.chdir(folder)
    if "is" in case:
        assert _value(tmp_path, case) == case["is"]
    else:
        with pytest.raises(ReadmeSyncError) as caught:
            _value(tmp_path, case)
        said, hint = f"{caught.value}", caught.value.hint or ""
        assert "\n" not in said
        assert case["problem"] in (said if hint in said else f"{said}; {hint}")
    assert not (folder / "ran").exists()


def _value(top: Path, case: dict[str, Any]) -> str:
    fact = settings_at(".readme-sync.toml").fact_named("it")
    assert fact
    runner = CommandRunner(case.get("seconds", 30)) if case.get("commands") else None
    cache = EvaluationCache(None if case.get("offline") else _GitHub(), named=NamedFacts(runner))
    amount = count(fact, 0, DocumentContext(read(Source("")), Folder(top / "docs" / "README.md"), cache))
    if amount.text:
        return amount.text
    way = amount.ways[0]
    return f"{way.done:g}" if way.total is None else f"{way.done:g}/{way.total:g}"
