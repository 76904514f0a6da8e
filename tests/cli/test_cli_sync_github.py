"""`sync` with claims that only GitHub can answer."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Runner, environment
from github_server import TOKEN, World

LEFT = """\
# Plan

We did <!-- readme-sync: done/total of milestone 3 -->1/9<!-- /readme-sync --> so far.

There were <!-- readme-sync: count of issues "label:bug" -->7<!-- /readme-sync --> bugs.
"""
RIGHT = LEFT.replace("1/9", "1/2").replace("7<", "3<")
TASKS = "# Plan (0/2)\n\n- [x] sow\n- [ ] hoe\n"


@pytest.fixture
def world(github: World) -> World:
    github.milestones = [{"number": 3, "title": "x"}]
    for state in ("open", "closed"):
        github.issue(state, "bug", milestone=3)
    github.issue("open", "bug")
    return github


@pytest.fixture
def readme(folder: Path) -> Path:
    (folder / "README.md").write_text(LEFT)
    return folder / "README.md"


def test_brings_counts_updated(run: Runner, readme: Path, world: World) -> None:
    ran = run("sync")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "README.md:3:55 says 1/9, milestone 3 says 1/2",
        "README.md:5:61 says 7, issues 'label:bug' says 3",
        "README.md: 2 numbers updated",
    ]
    assert readme.read_text() == RIGHT
    assert run("sync", "--dry-run").code == 0
    assert {request.verb for request in world.requests} == {"GET"}


def test_an_issue_a_release_and_a_tag(run: Runner, folder: Path, world: World) -> None:
    text = """\
Version <!-- readme-sync: release latest -->v1.0<!-- /readme-sync -->, tag
<!-- readme-sync: tag latest --><!-- /readme-sync -->, parts <!-- readme-sync: issue 1 -->0/1<!-- /readme-sync -->.
"""
    (folder / "README.md").write_text(text)
    world.issues[0]["body"] = "- [x] one\n- [ ] two\n"
    world.releases, world.tags = ["v2.1.0"], ["v2.1.0", "v2.2.0"]
    assert run("check").code == 0, "nobody is asked"
    ran = run("sync")
    assert (ran.code, ran.err) == (0, "")
    wanted = text.replace(">v1.0<", ">v2.1.0<").replace("--><!--", "-->v2.2.0<!--").replace("0/1", "1/2")
    assert (folder / "README.md").read_text() == wanted
    assert run("sync", "--dry-run").code == 0


def test_the_diff_is_made_with_github_and_nothing_written(run: Runner, readme: Path, world: World) -> None:
    ran = run("sync", "--diff")
    assert ran.code == 1
    assert "+We did <!-- readme-sync: done/total of milestone 3 -->1/2<!-- /readme-sync --> so far." in ran.out
    assert readme.read_text() == LEFT
    assert world.requests


def test_standard_input(run: Runner, folder: Path, world: World) -> None:
    assert folder.is_dir()
    assert run("sync", "-", stdin=LEFT.encode()).out == RIGHT
    assert world.requests


def test_offline_asks_nothing(run: Runner, readme: Path, world: World) -> None:
    ran = run("sync", "--offline")
    assert (ran.code, readme.read_text(), world.requests) == (0, LEFT, [])
    assert ran.out.count("only GitHub knows; it was not asked") == 2


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["status"], ["parse"]])
def test_other_commands_never_ask(run: Runner, world: World, command: list[str]) -> None:
    run(*command)
    assert world.requests == []


def test_several_documents_ask_once(run: Runner, readme: Path, world: World) -> None:
    (readme.parent / "other.md").write_text(LEFT)
    assert run("sync", "README.md", "other.md").code == 0
    assert (readme.parent / "other.md").read_text() == RIGHT
    assert len(world.requests) == 4  # the repository, the milestone, two lists


def test_a_failure_refuses_one_document_in_one_line(run: Runner, readme: Path, world: World) -> None:
    (readme.parent / "tasks.md").write_text(TASKS)
    world.fail(401, {"message": "Bad credentials"}, times=99)
    ran = run("sync", "README.md", "tasks.md")
    assert ran.code == 2
    line = "GitHub does not know the token; set GITHUB_TOKEN to a valid one; nothing was written"
    assert ran.err == f"readme-sync: README.md:3:55 {line}\n1 of 2 documents updated\n"
    assert (readme.read_text(), "(1/2)" in (readme.parent / "tasks.md").read_text()) == (LEFT, True)
    assert TOKEN not in ran.out + ran.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"GITHUB_TOKEN": ""}, "there is no token to ask GitHub with; set GITHUB_TOKEN or GH_TOKEN, or run with --off"),
        ({"GITHUB_REPOSITORY": ""}, "git names no repository on GitHub as origin; set GITHUB_REPOSITORY to owner/name"),
        ({"GITHUB_API_URL": "http://x.example"}, "the address of the API is not https; the token is not sent there"),
    ],
)
def test_what_is_not_set(  # noqa: PLR0913, PLR0917  fixtures
    run: Runner, readme: Path, world: World, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], said: str
) -> None:
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    ran = run("sync")
    assert (ran.code, readme.read_text(), world.requests) == (2, LEFT, [])
    assert ran.err.startswith(f"readme-sync: README.md:3:55 {said}")
    assert ran.err.count("\n") == 1


def test_each_claim_that_asks_for_what_is_not_there(run: Runner, readme: Path, world: World) -> None:
    readme.write_text(LEFT.replace("milestone 3", "milestone 8").replace("label:bug", "repo:a/b"))
    ran = run("sync")
    assert ran.code == 2
    assert world.requests
    first, second = ran.err.splitlines()
    assert first.startswith("readme-sync: README.md:3:55 ada/notes has no milestone '8'; its number is in the address")
    assert second.startswith("readme-sync: README.md:5:46 issues have no 'repo'; filters are label, ")


def test_without_pygithub(run: Runner, readme: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.url
    monkeypatch.setitem(sys.modules, "github", None)
    ran = run("sync")
    assert (ran.code, readme.read_text()) == (2, LEFT)
    line = "PyGithub is not installed; install it: pip install PyGithub; nothing was written"
    assert ran.err == f"readme-sync: README.md:3:55 {line}\n"


@pytest.mark.parametrize(
    ("text", "arguments", "loads"),
    [
        (TASKS, ["sync"], False),
        (LEFT, ["sync", "--offline"], False),
        (LEFT, ["check"], False),
        (LEFT, ["sync"], True),
    ],
)
def test_pygithub_is_loaded_where_a_claim_needs_it(
    folder: Path, world: World, text: str, arguments: list[str], *, loads: bool
) -> None:
    assert world.url
    (folder / "README.md").write_text(text)
    code = f"import sys; from readme_sync.cli import main; main({arguments}); print('github' in sys.modules, end='')"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment(), capture_output=True, text=True, check=True
    )
    assert ran.stdout.endswith(str(loads))
    assert ran.stderr == ""


def test_what_is_broken_down_says_one_line_whoever_logs(folder: Path, world: World) -> None:
    """urllib3 tells its log of each try; without a handler Python would show that."""
    (folder / "README.md").write_text(LEFT)
    given = {**environment(), "GITHUB_API_URL": "http://127.0.0.1:9", "GITHUB_TOKEN": TOKEN}
    assert world.url
    ran = subprocess.run(
        [sys.executable, "-m", "readme_sync", "sync"],
        cwd=folder,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    said = "GitHub cannot be reached (ConnectionError); run again later; nothing was written"
    assert (ran.returncode, ran.stderr) == (2, f"readme-sync: README.md:3:55 {said}\n")
