"""`sync` with rows that follow issues, against the small GitHub of this machine."""

from pathlib import Path

import pytest
from cli_running import Runner
from github_server import TOKEN, World

PLAN = """\
# Plan (1/3)

<!-- readme-sync: follow issues -->

| Task | Issue | Status |
| --- | --- | --- |
| Sow | [#1](https://github.com/ada/notes/issues/1) | ⏳ Planned |
| Hoe | #2 | ✅ Done |
| Rake | #3 | ⏳ Planned |
"""
SEEN = "\n<!-- readme-sync: seen done 2 open 1,3 -->\n"


@pytest.fixture
def world(github: World) -> World:
    for state in ("open", "closed", "open"):
        github.issue(state)
    return github


@pytest.fixture
def readme(folder: Path) -> Path:
    (folder / "README.md").write_text(PLAN + SEEN)
    return folder / "README.md"


def test_a_row_follows_and_the_totals_follow_it(run: Runner, readme: Path, world: World) -> None:
    world.numbered(1).update(state="closed", state_reason="completed")
    ran = run("sync")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "README.md:7: Sow open -> done, as issue #1 is",
        "README.md:1:9 says 1/3, 3 rows below say 2/3",
        "README.md: 1 row and 1 number updated, 2 up to date",
    ]
    after = PLAN.replace("1/3", "2/3").replace("1) | ⏳ Planned", "1) | ✅ Done")
    assert readme.read_text() == after + SEEN.replace("done 2 open 1,3", "done 1-2 open 3")
    again = run("sync", "--dry-run")
    assert (again.code, again.out) == (0, "README.md: 4 up to date\n")
    assert {request.verb for request in world.requests} == {"GET"}


def test_dry_run_and_diff_write_nothing(run: Runner, readme: Path, world: World) -> None:
    world.numbered(1).update(state="closed")
    for option in ("--dry-run", "--diff"):
        ran = run("sync", option)
        assert ran.code == 1
        assert readme.read_text() == PLAN + SEEN
    assert "+<!-- readme-sync: seen done 1-2 open 3 -->" in ran.out


def test_a_conflict_is_one_line_with_both_values_and_exit_code_1(run: Runner, readme: Path, world: World) -> None:
    readme.write_text((PLAN + SEEN).replace("done 2 open 1,3", "begun 2 open 1,3"))
    world.numbered(2).update(state="open")
    ran = run("sync", "--output-format", "json")
    assert ran.code == 1
    ran = run("sync")
    assert (ran.code, ran.err) == (1, "")
    line = "says done, issue #2 is open; both have changed since they were begun; skipped: the row stays as it is"
    assert ran.out.splitlines()[0] == f"README.md:8:1 {line}"
    assert readme.read_text() == (PLAN + SEEN).replace("done 2 open 1,3", "begun 2 open 1,3")


def test_offline_rows_stay(run: Runner, readme: Path, world: World) -> None:
    world.numbered(1).update(state="closed")
    ran = run("sync", "--offline")
    assert (ran.code, readme.read_text(), world.requests) == (0, PLAN + SEEN, [])
    assert "only GitHub knows; it was not asked" in ran.out


def test_issues_that_are_gone_or_moved_keep_their_rows(run: Runner, readme: Path, world: World) -> None:
    world.gone, world.moved = {1}, {2: "bob/else"}
    ran = run("sync")
    assert ran.code == 1
    assert ran.out.splitlines()[:2] == [
        "README.md:7:1 names #1, which is not there: deleted, moved or never there; skipped: the row stays as it is",
        "README.md:8:1 names #2, which is not there: moved to bob/else#1; skipped: the row stays as it is",
    ]
    assert readme.read_text() == PLAN + SEEN, "what was seen stays, too"


@pytest.mark.parametrize(
    ("status", "message", "line"),
    [
        (401, "Bad credentials", "GitHub does not know the token; set GITHUB_TOKEN to a valid one"),
        (
            403,
            "Resource not accessible by integration",
            "the token may not do this in ada/notes; give that in GITHUB_TOK",
        ),
        (
            404,
            "Not Found",
            "GitHub shows no repository ada/notes; check GITHUB_REPOSITORY, and the permissions of the tok",
        ),
        (500, "::error::oops", "GitHub answers 500; run again later"),
        (429, "rate limit", "GitHub's rate limit is used up; run again in an hour, or run less often"),
    ],
)
def test_what_github_refuses_is_one_line(  # noqa: PLR0913, PLR0917  fixtures
    run: Runner, readme: Path, world: World, status: int, message: str, line: str
) -> None:
    world.fail(status, {"message": message}, times=99)
    ran = run("sync")
    assert (ran.code, ran.out, readme.read_text()) == (2, "", PLAN + SEEN)
    assert ran.err.startswith(f"readme-sync: README.md:3:1 {line}")
    assert ran.err.count("\n") == 1
    assert TOKEN not in ran.err


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("GITHUB_TOKEN", "", "there is no token to ask GitHub with; set GITHUB_TOKEN or GH_TOKEN, or run with --off"),
        ("GITHUB_REPOSITORY", "", "git names no repository on GitHub as origin; set GITHUB_REPOSITORY to owner/name"),
        ("GITHUB_API_URL", "http://x.example", "the address of the API is not https; the token is not sent there"),
        ("GITHUB_API_URL", "nonsense", "GITHUB_API_URL is not the address of an API"),
    ],
)
def test_what_is_not_set_is_one_line(  # noqa: PLR0913, PLR0917  fixtures
    run: Runner, readme: Path, world: World, monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = run("sync")
    assert (ran.code, readme.read_text(), world.requests) == (2, PLAN + SEEN, [])
    assert ran.err.startswith(f"readme-sync: README.md:3:1 {line}")
    assert ran.err.count("\n") == 1


def test_the_configuration_names_the_section_and_the_document(run: Runner, readme: Path, world: World) -> None:
    readme.write_text(PLAN.replace("<!-- readme-sync: follow issues -->\n\n", ""))
    (readme.parent / "other.md").write_text("# Plan\n\n- [ ] Not meant #2\n")
    (readme.parent / ".readme-sync.toml").write_text('[[issues]]\nsection = "#plan"\ncolumn = "Issue"\n')
    assert run("sync", "README.md", "other.md").code == 0
    assert readme.read_text().endswith(SEEN)
    assert (readme.parent / "other.md").read_text() == "# Plan\n\n- [ ] Not meant #2\n"
    assert world.requests


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('section = "#plan"\nconflicts = "mine"', "issues[0].conflicts should be 'report', 'github' or 'readme'"),
        ('section = "#plan"\nnew = true', "issues[0]: new needs push; write push = true, too"),
        ('section = "#plan"\nfile = "../x.md"', "issues.file: '../x.md' "),
        ('colum = "x"', "there is no key 'issues[0].colum'; did you mean 'column'?"),
    ],
)
def test_mistakes_in_the_configuration(run: Runner, readme: Path, text: str, line: str) -> None:
    (readme.parent / ".readme-sync.toml").write_text(f"[[issues]]\n{text}\n")
    ran = run("sync")
    assert (ran.code, readme.read_text()) == (2, PLAN + SEEN)
    assert line in ran.err
    assert ran.err.count("\n") == 1
