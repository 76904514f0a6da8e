"""The real action, run by act from the workflows in docs/action.md, against an emulator of GitHub and a bare clone.

Needs the tools that `.ci/action` installs. What is sent to GitHub is compared with its published schemas.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from acting import REPOSITORY, TOKEN, Host, act
from action_running import TRUE, UNTRUE, Action
from github_front import Front, fronted
from github_server import REPOSITORY as NOTES
from github_server import Answer, Request, World
from published import Published

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "action.md").read_text("utf-8")
WORKFLOWS = re.findall(r"^```yaml\n(name: README\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CHECK, COMMENT, SCANNING, COMMIT, PULL_REQUEST, FOLDER, GIT = WORKFLOWS
(ORGANISATION,) = re.findall(r"^```yaml\n(name: READMEs\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ISSUES_PAGE = (ROOT / "docs" / "issues.md").read_text("utf-8")
(ROADMAP,) = re.findall(r"^```yaml\n(name: .*?)^```$", ISSUES_PAGE, re.MULTILINE | re.DOTALL)
(PUSHES,) = re.findall(r"^```toml\n([^`]*?push = true\n.*?)^```$", ISSUES_PAGE, re.MULTILINE | re.DOTALL)
(GITEA,) = re.findall(r"^```yaml\n# .gitea/.*?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FULL = bool(os.environ.get("READMESYNC_FULL"))
costly = pytest.mark.skipif(not FULL, reason="each environment takes seconds; READMESYNC_FULL=1 runs it")

pytestmark = [pytest.mark.act, pytest.mark.timeout(300)]


@pytest.fixture
def host(emulator: str, tmp_path: Path, checkout: Path, tools: Path, published: Published) -> Iterator[Host]:
    """All that a test sends to GitHub is compared with what GitHub publishes, when the test is over."""
    with fronted(Front(emulator, TOKEN)) as front:
        front.ask("POST", "/user/repos", {"name": "notes", "auto_init": True})
        yield Host(tmp_path, checkout, tools, front)
        front.ask("DELETE", f"/repos/{REPOSITORY}")
        published.compare(front.noted)


def test_what_github_does_not_publish_is_found(published: Published) -> None:
    for noted in (
        ("POST", "/repos/a/b/git/refs", {"sha": "x"}),
        ("POST", "/repos/a/b/pulls", {"head": "x", "base": "main", "colour": "red"}),
        ("GET", "/repos/a/b/nonsense", None),
        ("POST", "/graphql", {"query": "mutation M($i: CreateCommitOnBranchInput!) { x(input: $i) }", "variables": {}}),
    ):
        with pytest.raises((AssertionError, jsonschema.ValidationError, pytest.fail.Exception)):
            published.compare([noted])
    for status, body in ((202, {}), (200, {"ref": 1}), (200, {"colour": "red"}), (200, None)):
        asked = Request("GET", "/repos/a/b/git/ref/heads/x", {}, None, "")
        with pytest.raises(AssertionError):
            published.compare_answers([(asked, Answer(status, body))])


def test_check_passes_and_fails(host: Host) -> None:
    host.push(TRUE, CHECK)
    payload = {"pull_request": {"head": {"ref": "x", "repo": {"full_name": "eve/notes"}}, "base": {"ref": "main"}}}
    passed = host.act("pull_request", payload)
    assert not passed.failed, passed.log
    assert passed.outputs["exit-code"] == "0"
    host.push(UNTRUE, CHECK)
    failed = host.act("pull_request", payload)
    assert failed.failed
    assert [(kind, "says 0/2" in text) for kind, text in failed.commands] == [("error", True)]
    assert failed.outputs["changed"] == "true"
    assert "+## Spring (1/2)" in failed.summary
    assert host.front.text(REPOSITORY, "README.md") == UNTRUE


def test_a_stale_readme_is_committed_and_the_second_run_changes_nothing(host: Host) -> None:
    host.push(UNTRUE, COMMIT)
    first = host.act()
    assert not first.failed, first.log
    assert host.front.text(REPOSITORY, "README.md") == TRUE
    assert first.outputs["commit-sha"] == host.front.head(REPOSITORY)
    second = host.act()
    assert (second.failed, second.outputs["changed"]) == (False, "false")
    assert host.front.head(REPOSITORY) == first.outputs["commit-sha"]


def test_a_race_ends_with_both_changes(host: Host) -> None:
    host.push(UNTRUE, COMMIT)
    theirs = UNTRUE.replace("- [ ] hoe", "- [x] hoe")
    host.front.before_commit.append(lambda: host.front.put(REPOSITORY, {"README.md": theirs}))
    assert not host.act().failed
    assert host.front.text(REPOSITORY, "README.md") == UNTRUE.replace("- [ ] hoe", "- [x] hoe").replace("0/2", "2/2")


@pytest.mark.parametrize(
    ("kind", "message", "hint"),
    [
        ("BRANCH_PROTECTION_RULE_VIOLATION", "Changes must be made through a pull request.", "use mode: pull-request"),
        ("FORBIDDEN", "Resource not accessible by integration", "give the job permissions: contents: write"),
    ],
)
def test_a_refusal_is_one_line_that_says_what_to_do(host: Host, kind: str, message: str, hint: str) -> None:
    host.push(UNTRUE, COMMIT)
    host.front.refusal = (kind, message)
    ran = host.act()
    assert ran.failed
    checked = kind == "FORBIDDEN"  # what is wrong is shown all the same
    assert [(level, hint in text) for level, text in ran.commands] == [("error", True), ("error", False)][: 1 + checked]
    assert host.front.text(REPOSITORY, "README.md") == UNTRUE


def test_one_pull_request_is_opened_updated_closed(host: Host) -> None:
    pulls = f"/repos/{REPOSITORY}/pulls?state=all"
    host.push(UNTRUE, PULL_REQUEST)
    ran = host.act()
    assert not ran.failed, ran.log
    (pull,) = host.front.ask("GET", pulls)
    assert (pull["state"], ran.outputs["pull-request-number"]) == ("open", str(pull["number"]))
    assert host.front.text(REPOSITORY, "README.md", "readme-sync") == TRUE
    assert not host.act().failed
    host.push(UNTRUE.replace("0/2", "0/3") + "- [ ] rest\n", PULL_REQUEST)
    assert not host.act().failed
    (pull,) = host.front.ask("GET", pulls)
    assert pull["state"] == "open"
    assert host.front.text(REPOSITORY, "README.md", "readme-sync") == TRUE.replace("1/2", "1/3") + "- [ ] rest\n"
    host.push(TRUE, PULL_REQUEST)
    assert not host.act().failed
    (pull,) = host.front.ask("GET", pulls)
    assert pull["state"] == "closed"


def test_git_commits_to_the_bare_repository(host: Host) -> None:
    host.push(UNTRUE, GIT)
    first = host.act("workflow_dispatch")
    assert not first.failed, first.log
    assert host.git(host.bare, "show", "main:README.md") + "\n" == TRUE
    assert host.git(host.bare, "log", "-1", "--format=%an", "main") == "github-actions[bot]"
    second = host.act("workflow_dispatch")
    assert (second.failed, second.outputs["changed"]) == (False, "false")


@costly
def test_results_for_code_scanning(host: Host) -> None:
    """What uploads them is a stand-in that wants a log of SARIF."""
    check = """python3 -c "import json, os; print(len(json.load(open(os.environ['FILE']))['runs'][0]['results']))" """
    host.stand_in("github/codeql-action", "upload-sarif", check, FILE="sarif_file")
    host.push(UNTRUE, SCANNING)
    ran = host.act()
    assert not ran.failed, ran.log
    assert ran.outputs["output-file"].endswith(".sarif")


@costly
def test_a_checkout_in_a_folder(host: Host) -> None:
    host.push(UNTRUE, FOLDER)
    ran = host.act()
    assert not ran.failed, ran.log
    assert host.front.text(REPOSITORY, "README.md") == TRUE


@costly
def test_a_comment_is_no_matter_on_a_fork(host: Host) -> None:
    host.push(TRUE, COMMENT)
    payload = {"pull_request": {"number": 1, "head": {"ref": "x", "repo": {"full_name": "eve/notes"}}}}
    ran = host.act("pull_request", payload)
    assert not ran.failed, ran.log
    assert "its token may only read" in ran.log


@costly
def test_gitea_commits_by_git(host: Host) -> None:
    host.push(UNTRUE, GITEA.replace("https://github.com/", ""))
    ran = host.act("push", {}, GITEA_ACTIONS="true")
    assert not ran.failed, ran.log
    assert host.git(host.bare, "show", "main:README.md") + "\n" == TRUE


PLANNED = """\
# Roadmap

| Task | Issue | Status |
| --- | --- | --- |
| Sow | #1 | Done |
| Hoe | #2 | Planned |
| Reap |  | Planned |

<!-- readme-sync: seen open 1-2 -->
"""


@pytest.mark.parametrize("installs", [False, pytest.param(True, marks=costly)])
def test_the_workflow_for_rows_and_issues(host: Host, checkout: Path, *, installs: bool) -> None:
    """What it installs is the clone of this repository, and else stands there already."""
    for title in ("Sow", "Hoe"):
        host.front.ask("POST", f"/repos/{REPOSITORY}/issues", {"title": title})
    host.front.ask("PATCH", f"/repos/{REPOSITORY}/issues/2", {"state": "closed", "state_reason": "completed"})
    ours = host.folder / "readme-sync.git"
    if installs:
        subprocess.run([sys.executable, "-m", "venv", str(host.programs.parent)], check=True, timeout=120)
        host.git(host.folder, "clone", "-q", "--bare", str(ROOT), str(ours))
    else:
        host.programs.mkdir()
        source = f'PYTHONPATH="{checkout / "src"}" exec {sys.executable} -P -m readme_sync "$@"'
        for name, line in (("pip", "exit 0"), ("readme-sync", source)):
            (host.programs / name).write_text(f"#!/bin/sh\n{line}\n")
            (host.programs / name).chmod(0o755)
    (host.clone / ".readme-sync.toml").write_text(PUSHES)
    host.push(PLANNED, ROADMAP)
    there = {"KEY_0": f"url.{ours.as_uri()}.insteadOf", "VALUE_0": "https://github.com/readme-sync/readme-sync"}
    ran = host.act("push", {}, GIT_CONFIG_COUNT="1", **{f"GIT_CONFIG_{name}": value for name, value in there.items()})
    assert not ran.failed, ran.log
    states = [host.front.ask("GET", f"/repos/{REPOSITORY}/issues/{number}")["state"] for number in (1, 2, 3)]
    assert states == ["closed", "closed", "open"]
    text = PLANNED.replace("#2 | Planned", "#2 | Done").replace(
        "Reap |  |", "Reap | [#3](https://github.com/admin/notes/issues/3) |"
    )
    text = text.replace("seen open 1-2", "seen done 1-2 open 3")
    assert host.git(host.bare, "show", "main:README.md") + "\n" == text
    host.git(host.clone, "pull", "-q")
    again = host.act("push")
    assert not again.failed, again.log
    assert host.git(host.bare, "rev-list", "--count", "main") == "2"


@costly
def test_the_workflow_for_many_repositories(host: Host) -> None:
    """Forty repositories in eight shards. Artifacts go by a folder."""
    number, shards = 40, 8
    names = [f"acme/r{index:02}" for index in range(number)]
    for index, name in enumerate(names):
        host.repository(name, UNTRUE if index % 2 else TRUE)
    own = f"{' ' * 8}{names[0]}\n" + "".join(f"{' ' * 8}{name}\n" for name in names[1:])
    chosen = f"repositories: |\n{own}      shards: {shards}\n"
    workflow = re.sub(r"repositories: \|\n(?: {8}.*\n)+", chosen, ORGANISATION)
    workflow = workflow.replace("mode: pull-request", "mode: commit\n      commit-with: git")
    keep = 'mkdir -p "$ARTIFACTS/$NAME" && cp -r "$FILES/." "$ARTIFACTS/$NAME"'
    host.stand_in("actions/upload-artifact", "", keep, NAME="name", FILES="path")
    host.stand_in("actions/download-artifact", "", 'mkdir -p "$FILES" && cp -r "$ARTIFACTS/." "$FILES"', FILES="path")
    host.push(TRUE, workflow)
    server = {"GITHUB_SERVER_URL": host.folder.as_uri(), "ARTIFACTS": str(host.folder / "artifacts")}
    ran = host.act("workflow_dispatch", {}, **server)
    assert not ran.failed, ran.log[-5000:]
    assert {host.git(host.folder / f"{name}.git", "show", "main:README.md") + "\n" for name in names} == {TRUE}
    assert f"{number} repositories: {number // 2} changed, {number // 2} clean" in ran.log
    assert len(list((host.folder / "artifacts").iterdir())) == shards


def test_a_fork_is_only_checked_and_pull_request_target_refused(host: Host) -> None:
    for event, said in (("pull_request", "only checked"), ("pull_request_target", "does not write on")):
        host.push(UNTRUE, COMMIT.replace("  push:\n    branches: [main]\n", f"  {event}:\n"))
        ran = host.act(event, {"pull_request": {"head": {"ref": "x", "repo": {"full_name": "eve/notes"}}}})
        assert ran.failed
        assert any(said in text for _, text in ran.commands), ran.log
    assert host.front.text(REPOSITORY, "README.md") == UNTRUE


def test_the_selftest_of_this_repository(tools: Path, tmp_path: Path) -> None:
    """`uses: ./`, as the workflow selftest.yml has it."""
    clone, home = tmp_path / "a clone", tmp_path / "home"
    home.mkdir()
    made = (".*cache", ".coverage*", ".venv", ".git", "tools", "__pycache__", ".hypothesis")  # some of it as we copy
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns("tests", *made))
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "all")):
        subprocess.run(["git", *command], cwd=clone, check=True, timeout=60)
    workflow = str(clone / ".github" / "workflows" / "selftest.yml")
    ran = act(tools, clone, home, "push", "-W", workflow, "--matrix", "os:ubuntu-latest")
    assert not ran.failed, ran.log
    assert "Books and courses" in ran.summary


def test_what_our_own_github_is_asked_and_answers_is_published(
    action: Action, world: World, published: Published
) -> None:
    """What the quick tests rest on: our stand-in takes nothing that GitHub would not, and says nothing else."""
    world.milestones = [{"number": 3, "title": "x"}]
    world.issue("open", "bug", milestone=3)
    counts = (
        "<!-- readme-sync: done/total of milestone 3 -->7/9<!-- /readme-sync -->\n\n"
        'The <!-- readme-sync: count of issues "label:bug is:closed author:ada" -->7<!-- /readme-sync --> bugs.\n\n'
    )
    for mode in ("commit", "pull-request"):
        action.push({"README.md": UNTRUE + counts})
        assert action.run(mode=mode, command="sync").code == 0
    action.push({"README.md": UNTRUE + counts + "- [ ] rest\n"})
    assert action.run(mode="pull-request", command="sync").code == 0
    action.push({"README.md": action.world.text("readme-sync")})
    assert action.run(mode="pull-request", command="sync").code == 0
    assert [pull["state"] for pull in world.pulls] == ["closed"]
    _ask_for_more(action, world)
    asked = {
        (each.verb, re.sub(r"[0-9a-f]{40,}|\b\d+\b", "N", each.path.removeprefix(f"/repos/{NOTES}/")))
        for each in world.requests
    }
    wanted = {
        ("PATCH", "git/refs/heads/readme-sync"),
        ("GET", "milestones/N"),
        ("GET", "issues"),
        ("POST", "issues/N/labels"),
        ("POST", "issues/N/assignees"),
        ("POST", "pulls/N/requested_reviewers"),
        ("POST", "issues/N/comments"),
        ("PATCH", "issues/comments/N"),
        ("POST", "git/trees"),
        ("POST", "git/commits"),
        ("GET", "commits/main"),
    }
    assert wanted <= asked, wanted - asked
    published.compare([(each.verb, each.address, each.body) for each in world.requests])
    published.compare_answers(world.exchanges)


def _ask_for_more(action: Action, world: World) -> None:
    """A pull request with all that it can get, a comment that changes, a commit of many files, another base."""
    action.use_all_rules()
    action.push({"README.md": UNTRUE})
    more = {"labels": "docs", "assignees": "ada", "reviewers": "bob", "team_reviewers": "writers", "draft": "true"}
    assert action.run(mode="pull-request", command="sync", since="main", **more).code == 0
    action.push({f"docs/{number}.md": UNTRUE for number in range(101)})
    assert action.run(mode="commit", command="sync", paths="docs/*.md", summary="false").code == 0
    own = {"number": 1, "head": {"repo": {"full_name": NOTES}}, "base": {"sha": world.refs["main"]}}
    action.event("pull_request", {"pull_request": own}, GITHUB_HEAD_REF="topic")
    for text, code in ((UNTRUE, 1), (TRUE, 0)):
        action.write({"README.md": text})
        assert action.run(command="sync", comment="true").code == code
