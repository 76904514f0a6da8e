"""`readme-sync history`: one repository with a rename, a merge, a version that is no text, and clocks that go back."""

import json
import os
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cli_running import Runner

HEAD = "# Log\n\n## Reading\n\n| Title | Progress |\n| - | - |\n"
FIRST = f"{HEAD}| Emma | 0% |\n| Dune | 50% |\n"
SECOND = f"{HEAD}| Emma | 40% |\n| Dune | 100% |\n"
LAST = f"{HEAD}| Emma | 40% |\n| Dune | 100% |\n| Walden & co | 100% |\n"
FORECAST = "100 % on 2026-02-03, at the pace of the last 90 days (+0.61 points a day)"
NOW = "1767225600"  # 2026-01-01


def _git(*arguments: str, day: str = "2025-10-03") -> None:
    when = f"{day}T12:00:00+00:00"
    who = {f"GIT_{role}_{what}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], check=True, capture_output=True, env={**os.environ, **who, **dates})


def _commit(data: str | bytes, day: str, name: str = "README.md") -> None:
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    _git("add", ".")
    _git("commit", "-qm", day, day=day)


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    Path("README.md").unlink(missing_ok=True)
    _git("init", "-q", "-b", "main", ".")
    _commit(FIRST, "2025-10-03", "log.md")
    _git("mv", "log.md", "README.md")
    _git("commit", "-qm", "renamed", day="2025-10-04")
    _commit(b"caf\xe9\n", "2025-10-10")
    _git("checkout", "-qb", "side")
    _commit(FIRST.replace("0% |\n| Dune", "10% |\n| Dune"), "2025-11-01")
    _commit(SECOND, "2025-11-02")
    _git("checkout", "-q", "main")
    _git("merge", "-q", "--no-ff", "side", day="2025-11-22")
    _git("tag", "v1")
    _commit(LAST, "2025-11-20")  # a clock that goes back
    return folder


@pytest.mark.usefixtures("repository")
def test_table(run: Runner) -> None:
    assert run("history") == (
        0,
        "README.md\n"
        "2025-10-03  █████░░░░░░░░░░░░░░░     25 %  0/2\n"
        "2025-11-22  ████████████████░░░░     80 %  2/3\n"
        f"active days by week, of the last year: {46 * '·'}▁{5 * '·'}\n"
        "active on 1 day; longest streak 1 day (2025-11-22)\n"
        f"{FORECAST}\n"
        "1 commit with a clock that goes against the others: the day before holds\n"
        "1 of 4 versions left out; "
        + subprocess.check_output(["git", "log", "--format=%H", "--before=2025-10-20", "-1"], text=True)[:10]
        + " is not UTF-8 (byte 0xE9)\n",
        "",
    )
    assert "2025-11-22  ████████████████░░░░     80 %  2/3\n" in run("history", "--section", "Reading").out
    assert "no section 'Readin' has items" in run("history", "--section", "Readin").err
    assert run("history", "missing.md").code == 2
    assert run("history", "--since", "nowhere").code == 2


@pytest.mark.usefixtures("repository")
def test_what_moved(run: Runner) -> None:
    said = "items moved\n  Reading: Emma 0 % -> 40 %\n  Reading: Dune 50 % -> 100 %\n  Reading: Walden & co new"
    assert f"since 2025-10-05: 3 {said} -> 100 %\n" == run("history", "--since", "2025-10-05").out
    assert run("history", "--since", "v1").out == "since v1: 0 items moved\n"
    assert "no version of 2020-01-01" in run("history", "--since", "2020-01-01").err


@pytest.mark.usefixtures("repository")
def test_data(run: Runner) -> None:
    found = json.loads(run("history", "--output-format", "json", "--every").out)
    assert [one.get("percent") for one in found["versions"]] == [25, 25, None, 70, 80]
    assert "is not UTF-8" in found["versions"][2]["problem"]
    assert found["forecast"]["date"] == "2026-02-03"
    lines = run("history", "--output-format", "csv").out.splitlines()
    assert lines[0] == "date,commit,kind,section,item,done,total,percent"
    assert lines[-1].endswith(",item,Reading,Walden & co,,,100")


@pytest.mark.usefixtures("repository")
def test_chart(run: Runner) -> None:
    assert run("history", "--output-format", "svg", "-o", "chart.svg") == (0, "", "")
    text = Path("chart.svg").read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314  our own
    assert root[1].text == f"2.4 of 3 done on 2026-01-01; {FORECAST}"
    assert "<script" not in text
    assert "nan" not in text
    assert run("history", "--output-format", "svg").out == text


def test_shallow_none_and_no_git(run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git("clone", "-q", "--depth", "1", f"file://{repository}", "clone")
    ran = run("history", "clone/README.md")
    assert (ran.code, ran.out.count("\n")) == (0, 4)
    assert "the clone is shallow: older versions may be missing; git fetch --unshallow gets them\n" in ran.out
    Path("new.md").write_text(FIRST, "utf-8")
    assert "no commit holds it" in run("history", "new.md").err
    monkeypatch.setenv("PATH", "")
    assert "there is no git here" in run("history").err
