"""What the runner takes out of a run, also where it offers no place for it."""

from pathlib import Path

import pytest
from action_running import FRESH, Action, read_outputs

from readme_sync.action.log import read_outputs as ours
from readme_sync.action.log import write_outputs, write_summary


def test_a_delimiter_never_stands_in_its_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["aa", "aa", "bb"])
    monkeypatch.setattr("readme_sync.action.log.secrets.token_hex", lambda _: next(drawn))
    write_outputs(str(tmp_path / "out"), {"changed": True, "x": "readme-sync-aa\nreadme-sync-aa"})
    assert read_outputs(tmp_path / "out") == {"changed": "true", "x": "readme-sync-aa\nreadme-sync-aa"}
    assert next(drawn, "") == ""


def test_what_a_run_wrote_is_read_again(tmp_path: Path) -> None:
    write_outputs(str(tmp_path / "out"), {"changed": True, "done": 3})
    write_outputs(str(tmp_path / "out"), {"done": 4, "lines": "a\nb"})
    assert ours(str(tmp_path / "out")) == {"changed": "true", "done": "4", "lines": "a"}
    assert ours(str(tmp_path / "none")) == {}


def test_without_files_of_the_runner(tmp_path: Path) -> None:
    write_outputs("", {"changed": True})
    assert write_summary("", "", "text") == ""
    path = write_summary("", str(tmp_path), "text")
    assert Path(path).read_text() == "text"


def test_a_run_without_files_of_the_runner(action: Action) -> None:
    action.write({"README.md": FRESH})
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP"):
        del action.environment[name]
    assert action.run().code == 0
