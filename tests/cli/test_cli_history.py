"""`readme-sync history`: one repository with a rename, a merge, a version that is no text, and clocks that go back."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from pathlib import Path

import pytest
from cli_running import Runner

from readme_sync.disk import document_history
from readme_sync.store.git import FileVersion

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
    assert run("history", "--since", "2025-10-05", "--section", "Reading").out.startswith("since 2025-10-05: 3 items")
    found = json.loads(run("history", "--since", "2025-10-05", "--output-format", "json").out)
    assert found["moved"][2] == {"section": "Reading", "label": "Walden & co", "was": None, "now": "100 %"}
    assert run("history", "--since", "v1", "--output-format", "svg").code == 2
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
    of_section = run("history", "--output-format", "svg", "--section", "Reading").out
    assert "<title>Progress of README.md: Reading</title><desc>2.4 of 3 done" in of_section


def test_shallow_none_and_no_git(run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _git("clone", "-q", "--depth", "1", f"file://{repository}", "clone")
    ran = run("history", "clone/README.md")
    assert (ran.code, ran.out.count("\n")) == (0, 4)
    assert "the clone is shallow: older versions may be missing; git fetch --unshallow gets them\n" in ran.out
    Path("new.md").write_text(FIRST, "utf-8")
    assert "no commit holds it" in run("history", "new.md").err
    monkeypatch.setenv("PATH", "")
    assert "there is no git here" in run("history").err


@pytest.mark.usefixtures("repository")
def test_the_second_run_reads_no_version_again(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = run("history", "--every", "--output-format", "json")

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a version was read again")

    with monkeypatch.context() as patch:
        patch.setattr(document_history, "read", refuse)
        assert run("history", "--every", "--output-format", "json") == first
    Path(".readme-sync.toml").write_text('[counting]\ncancelled = "done"\n', "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(document_history, "read", refuse)
        with pytest.raises(pytest.fail.Exception):
            run("history", "--every")
    assert run("history", "--no-cache", "--output-format", "json").code == 0


@pytest.mark.usefixtures("repository")
def test_on_a_page(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("new.md").write_text(FIRST, "utf-8")
    ran = run("status", "README.md", "new.md", "--output-format", "html", "--charts")
    assert ran.code == 0
    (chart,) = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", ran.out)
    assert "<desc>2.4 of 3 done" in b64decode(chart).decode()
    assert "data:image/svg" not in run("status", "--output-format", "html").out
    assert run("status", "--charts").code == 2
    monkeypatch.setenv("PATH", "")
    assert run("status", "README.md", "--output-format", "html", "--charts").code == 0


@pytest.mark.usefixtures("repository")
def test_a_region_of_months(run: Runner) -> None:
    Path("README.md").write_text(LAST.replace("## R", "<!-- readme-sync: history -->\n<!-- /readme-sync -->\n\n## R"))
    assert run("sync").code == 0
    text = Path("README.md").read_text("utf-8")
    assert "2025-10  █████░░░░░░░░░░░░░░░   25%  0/2\n2025-11  ████████████████░░░░   80%  2/3\n" in text
    assert run("check", "--select", "RS106").code == 0
    _commit(text, "2026-01-01")
    assert run("sync", "--check").code == 0
    _git("clone", "-q", "--depth", "1", f"file://{Path.cwd()}", "shallow")
    ran = run("sync", "shallow/README.md")
    assert ran.code == 0
    assert "shallow/README.md: regions of history stay as they are: the clone is shallow" in ran.err


@pytest.mark.usefixtures("repository")
def test_pictures_that_markers_keep(run: Runner) -> None:
    regions = "".join(
        f"<!-- readme-sync: {kind} as=svg -->\n<!-- /readme-sync -->\n\n" for kind in ("chart", "history")
    )
    Path("docs").mkdir()
    document = Path("docs/log.md")
    _commit(LAST.replace("## R", f"{regions}## R"), "2026-01-01", "docs/log.md")
    ran = run("sync", "docs/log.md")
    assert ran.code == 0
    names = sorted(path.name for path in Path("docs/progress").iterdir())
    assert [name.partition("-")[0] for name in names] == ["chart", "history"]
    text = document.read_text("utf-8")
    assert f"![Reading: 80% (2/3)](progress/{names[0]})" in text
    assert f"![2026-01: 80% (2/3)](progress/{names[1]})" in text
    _commit(text, "2026-01-01", "docs/log.md")
    assert run("check", "docs").code == 0
    assert run("sync", "--check", "docs/log.md").code == 0
    document.write_text(text.replace("40%", "100%"), "utf-8")
    ran = run("check", "docs")
    assert ran.code == 1
    assert "chart: it no longer holds what it should" in ran.out
    assert "history: it may be out of date" in ran.out
    Path("other.md").write_text(f"![x](docs/progress/{names[0]})\n", "utf-8")
    ran = run("sync", "docs/log.md")
    assert f"docs/progress/{names[1]} was removed; nothing names it any more" in ran.err
    left = {path.name for path in Path("docs/progress").iterdir()}
    assert (len(left), names[0] in left) == (3, True)
    Path("other.md").unlink()
    assert f"docs/progress/{names[0]}: removed" in run("migrate", "--prune").out
    for path in Path("docs/progress").iterdir():
        path.unlink()
    assert run("check", "docs").out.count("readme-sync sync draws it") == 2
    assert run("sync", "docs/log.md").err.count("was drawn") == 2
    assert run("check", "docs").code == 0


@pytest.mark.usefixtures("folder")
def test_renamed_twice_binary_once_and_strange_clocks(run: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    Path("README.md").unlink(missing_ok=True)
    _git("init", "-q", "-b", "main", ".")
    _commit(FIRST, "2025-01-01", "a.md")
    _git("mv", "a.md", "b.md")
    _git("commit", "-qm", "renamed", day="2025-01-02")
    _git("mv", "b.md", "README.md")
    _git("commit", "-qm", "again", day="2025-01-03")
    _commit(b"\x89PNG\0\0", "2025-01-04")
    _commit(FIRST.replace("0%", "10%", 1), "2037-05-05")
    _commit(FIRST.replace("0%", "20%", 1), "1971-01-01")
    _commit(SECOND, "2025-01-07")
    _commit(LAST, "2025-01-08")
    ran = run("history", "--every", "--output-format", "csv")
    days = [line.split(",")[0] for line in ran.out.splitlines() if ",document," in line]
    assert days == ["2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04", "2025-01-04", "2025-01-07", "2025-01-08"]
    ran = run("history", "--every")
    assert "2 commits with a clock that goes against the others: the day before holds\n" in ran.out
    assert "1 of 8 versions left out" in ran.out
    bare = tmp_path_factory.mktemp("bare")
    _git("clone", "-q", "--bare", ".", str(bare))
    ran = run("history", str(bare / "README.md"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "is not in a git repository" in ran.err


def test_what_is_too_much_is_thinned_out_and_said() -> None:
    day = 86_400
    log = [FileVersion(f"c{number}", number * day // 40, f"{number:040}") for number in range(100_000)]
    dated = document_history.with_days(log)
    few, note = document_history.thinned(dated, dict.fromkeys((one.blob for one in log), 1_000))
    assert note == "more than 2,000 versions or 32 MB: one version a week is read; --every reads all"
    assert len(few) == 358
    assert few[-1][1] == log[-1]
    few, note = document_history.thinned(dated, dict.fromkeys((one.blob for one in log), 9_000_000))
    assert "one version a year is read" in note
    assert [day.year for day, _ in few] == [1974, 1975, 1976]


SCRIPT = """
import sys
from readme_sync.cli import main
for form in (["history", "--output-format", "svg"], ["history", "--output-format", "json"], ["history"],
             ["status", "--output-format", "html", "--charts"]):
    main([*form, *sys.argv[1:]])
"""


@pytest.mark.usefixtures("repository")
def test_the_same_bytes_under_any_hash_seed_time_zone_and_locale() -> None:
    places = (("1", "Asia/Tokyo", "C"), ("2", "America/Los_Angeles", "tr_TR.UTF-8"))
    outputs = {
        subprocess.check_output(
            [sys.executable, "-X", "utf8", "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        )
        for seed, zone, locale in places
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 5_000
