"""What is wrong with the inputs, the workspace, the token, the branch: one line each, and nothing half done."""

import os
from pathlib import Path

import pytest
from action_running import FRESH, STALE, Action
from github_server import World

from readme_sync.action.inputs import read_event, read_inputs
from readme_sync.errors import RequestError

HINT = "correct the input paths"


def error(action: Action, **inputs: str) -> str:
    """The one line that the run comes to."""
    ran = action.run(**inputs)
    assert ran.code == 2
    assert ran.outputs["exit-code"] == "2"
    (line,) = ran.errors
    return line.removeprefix("::error title=readme-sync::")


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("mode", "write", "it is check or commit or pull-request"),
        ("mode", "Commit", "it is check or commit or pull-request"),
        ("command", "format; rm -rf /", "it is check or sync"),
        ("commit-with", "ssh", "it is api or git"),
        ("fail-on", "info", "it is error or warning or note or never"),
        ("annotations", "yes", "it is true or false"),
        ("summary", "1", "it is true or false"),
        ("document-seconds", "9" * 310, "it is a whole number of seconds, at least 1"),
        ("commit-message", "a\nb", "it is one line of up to 200 characters"),
        ("commit-message", "a\u202eb", "it is one line of up to 200 characters"),
        ("pull-request-title", "x" * 201, "it is one line of up to 200 characters"),
        *(
            ("branch", name, "it is the name of a branch, such as main")
            for name in (
                *("-x", "a..b", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "/a", "a/", "a//b", ".a"),
                *("a/.b", "a.lock", "a.", "@", "HEAD", "a@{1}", "refs/heads/a", "a\nb", "a\x7f", "b" * 201),
            )
        ),
        ("pull-request-branch", "--mirror", "it is the name of a branch, such as main"),
    ],
)
def test_input_that_cannot_be(name: str, value: str, hint: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_inputs({f"INPUT_{name.upper().replace('-', '_')}": value})
    assert str(caught.value).startswith(f"the input {name} cannot be ")
    assert str(caught.value).endswith(f"; {hint}")


def test_empty_inputs_have_their_defaults() -> None:
    assert read_inputs({"INPUT_MODE": "", "INPUT_PATHS": " \n "}) == read_inputs({})


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ("/etc/passwd", f"'/etc/passwd' leaves the repository; {HINT}"),
        ("../other/README.md", f"'../other/README.md' leaves the repository; {HINT}"),
        ("..\\other\\README.md", f"'..\\\\other\\\\README.md' leaves the repository; {HINT}"),
        ("C:\\README.md", f"'C:\\\\README.md' leaves the repository; {HINT}"),
        ("../**/*.md", f"'../**/*.md' leaves the repository; {HINT}"),
        (".git/config", f"'.git/config' belongs to git; {HINT}"),
        ("docs/.GIT/x.md", f"'docs/.GIT/x.md' belongs to git; {HINT}"),
        ("--help", f"'--help' is not a path; {HINT}"),
        ("docs/*.md", f"no file matches 'docs/*.md'; {HINT}"),
        ("missing.md", "missing.md: does not exist; check the path"),
        ("README.md/x", "README.md/x: does not exist; check the path"),
        ("docs", "docs: is a directory; name a file in it, such as README.md"),
        ("pipe", "pipe: is not a regular file; save the document as a file"),
        ("out.md", f"'out.md' is a link out of the repository; {HINT}"),
        ("outside/secret.md", f"'outside/secret.md' is a link out of the repository; {HINT}"),
        ("to-git", f"'.git/config' belongs to git; {HINT}"),
    ],
)
@pytest.mark.parametrize("mode", ["check", "commit"])
def test_path(  # noqa: PLR0913, PLR0917  fixtures and parameters
    action: Action, world: World, tmp_path: Path, mode: str, paths: str, said: str
) -> None:
    action.push({"README.md": STALE})
    (tmp_path / "secret.md").write_text("secret")
    (action.workspace / "docs").mkdir()
    (action.workspace / "out.md").symlink_to(tmp_path / "secret.md")
    (action.workspace / "outside").symlink_to(tmp_path)
    (action.workspace / "to-git").symlink_to(action.workspace / ".git" / "config")
    os.mkfifo(action.workspace / "pipe")
    if mode == "commit" and "link" not in said and HINT not in said:
        return  # what is not on the branch is left out there, see the modes
    assert error(action, paths=paths, mode=mode) == said
    assert world.writes() == []


def test_a_link_within_the_repository_is_its_target(action: Action) -> None:
    action.write({"docs/plan.md": FRESH})
    (action.workspace / "README.md").symlink_to("docs/plan.md")
    ran = action.run()
    assert (ran.code, ran.log.splitlines()[0]) == (0, "docs/plan.md: no problems in 3 items")


def test_no_readme(action: Action) -> None:
    assert error(action) == "there is no README.md at the top of the repository; name documents in the input paths"


def test_no_checkout(action: Action) -> None:
    (action.workspace / ".git").rmdir()
    assert error(action) == "the workspace is empty; run actions/checkout before this action"


def test_a_configuration_with_paths_outside(action: Action) -> None:
    action.write({"README.md": FRESH, ".readme-sync.toml": 'paths = ["../../etc/passwd"]\n'})
    assert error(action).startswith(".readme-sync.toml: paths: '../../etc/passwd' leaves the repository")


def test_a_configuration_with_an_unknown_rule(action: Action) -> None:
    action.write({"README.md": FRESH, ".readme-sync.toml": 'ignore = ["RS000"]\n'})
    assert "RS000" in error(action)


def test_the_configuration_names_the_documents(action: Action) -> None:
    action.write({"a.md": STALE, "b.md": FRESH, ".readme-sync.toml": 'paths = ["b.md"]\n'})
    assert action.run().code == 0
    assert action.run(paths="a.md").code == 1  # the input replaces them


def test_a_configuration_with_rules_of_its_own(action: Action) -> None:
    action.write({"README.md": STALE + "\n## Winter (hopeless)\n", ".readme-sync.toml": 'ignore = ["RS999"]\n'})
    assert action.run().code == 0
    action.write({".readme-sync.toml": 'select = ["RS1"]\n'})
    assert action.run().code == 0
    action.write({".readme-sync.toml": 'select = ["RS9"]\n'})
    assert action.run().code == 1


def test_too_many_documents(action: Action) -> None:
    action.write({f"d{number}.md": "" for number in range(501)})
    assert error(action, paths="*.md") == "more than 500 documents; name fewer in the input paths"


def test_bytes_that_are_no_text(action: Action) -> None:
    action.push({"README.md": b"# x\n\0\n"})
    assert error(action).startswith("README.md:2:")
    assert error(action, mode="commit") == "README.md: holds NUL bytes; it is not text; save it as UTF-8"


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b'{"pull_request": 1, "before": 7}', b'{"pull_request": {"head": []}}']
)
def test_a_payload_that_says_nothing(action: Action, payload: bytes) -> None:
    action.write({"README.md": FRESH})
    action.event("pull_request", {})
    Path(action.environment["GITHUB_EVENT_PATH"]).write_bytes(payload)
    assert action.run().code == 0


def test_a_document_that_cannot_be_had(action: Action, world: World) -> None:
    action.push({"README.md": STALE, "b.md": STALE})
    action.write({"README.md": "another state"})
    world.fail(500, {}, to="/git/blobs/", times=9)
    assert error(action, mode="commit", paths="README.md\nb.md") == "GitHub answers 500; run again later"
    assert world.writes() == []


def test_no_workspace(action: Action) -> None:
    action.environment["GITHUB_WORKSPACE"] = "/nowhere"
    assert error(action) == "GITHUB_WORKSPACE is not a folder; run it in a workflow, after actions/checkout"


@pytest.mark.parametrize("mode", ["commit", "pull-request"])
class TestToken:
    def test_none(self, action: Action, mode: str) -> None:
        action.push({"README.md": STALE})
        del action.environment["READMESYNC_TOKEN"]
        said = "there is no token; leave the input token at its default, or give one"
        assert error(action, mode=mode) == said

    def test_wrong(self, action: Action, mode: str) -> None:
        action.push({"README.md": STALE})
        action.environment["READMESYNC_TOKEN"] = "ghs_wrong"  # noqa: S105
        said = "GitHub does not know the token; give a valid one, or leave the input at its default"
        assert error(action, mode=mode) == said

    def test_without_rights(self, action: Action, world: World, mode: str) -> None:
        action.push({"README.md": STALE})
        for verb in ("POST", "PATCH"):
            world.fail(403, {"message": "Resource not accessible by integration"}, to=verb, times=9)
        said = "the token may not do this in ada/notes; give the job permissions: contents: write"
        ran = action.run(mode=mode)
        assert (ran.code, ran.outputs["exit-code"], ran.outputs["changed"]) == (2, "2", "true")
        assert ran.errors[0] == f"::error title=readme-sync::{said}; so the documents are only checked"
        assert "is stale" in ran.errors[1]
        assert sorted(world.refs) == ["main"]

    def test_without_rights_to_look(self, action: Action, world: World, mode: str) -> None:
        """Nothing is wrong in the workspace, but what is on the branch is not known: not green."""
        action.push({"README.md": FRESH})
        world.fail(403, {"message": "Resource not accessible by integration"}, to="GET", times=99)
        ran = action.run(mode=mode)
        assert (ran.code, ran.outputs["changed"]) == (2, "false")

    def test_sent_over_an_open_line(self, action: Action, mode: str) -> None:
        action.push({"README.md": STALE})
        action.environment["GITHUB_API_URL"] = "http://192.0.2.1"
        assert error(action, mode=mode) == "the address of the API is not https; the token is not sent there"


class TestBranch:
    def test_protected(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        world.fail_mutation("BRANCH_PROTECTION_RULE_VIOLATION", "Changes must be made through a pull request.")
        said = (
            "the branch is protected (Changes must be made through a pull request); "
            "use mode: pull-request, or let this token bypass the rule"
        )
        assert error(action, mode="commit") == said

    @pytest.mark.parametrize("mode", ["commit", "pull-request"])
    def test_gone(self, action: Action, mode: str) -> None:
        action.push({"README.md": STALE})
        said = "there is no branch old; nothing was written; see the input branch, and what the token may see"
        assert error(action, mode=mode, branch="old") == said

    def test_gone_meanwhile(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        world.faults.append(lambda request: world.refs.clear() if request.path == "/graphql" else None)
        assert error(action, mode="commit") == "the branch main does not exist any more; nothing was written"

    def test_none(self, action: Action) -> None:
        action.push({"README.md": STALE})
        action.event("release", {}, GITHUB_REF="refs/tags/v1")
        assert (
            error(action, mode="commit")
            == "the workflow does not run on a branch (release); name one in the input branch"
        )


def test_internal_errors_are_one_line_without_what_they_say(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("ghs_canary_5f0c1d")

    monkeypatch.setattr("readme_sync.action.workflow_run.choose_documents", broken)
    ran = action.run()
    assert ran.code == 3
    (line,) = ran.errors
    assert "internal error (ZeroDivisionError in readme_sync.action.workflow_run:" in line
    assert "canary" not in ran.log


def test_a_git_clone_is_needed_for_git(action: Action) -> None:
    action.push({"README.md": STALE})
    (action.workspace / ".git").rmdir()
    assert "is not a clone; run actions/checkout before this action" in error(action, mode="commit", commit_with="git")


@pytest.mark.parametrize(
    ("payload", "base"),
    [
        ({"before": "a1" * 20}, "a1" * 20),
        ({"before": "0" * 40}, ""),
        ({"before": "a1"}, ""),
        ({"before": None}, ""),
        ({}, ""),
    ],
)
def test_the_parent_of_a_push(action: Action, payload: dict[str, object], base: str) -> None:
    action.event("push", payload)
    assert read_event(action.environment).base == base


def test_a_line_may_be_as_long_as_the_limit() -> None:
    assert read_inputs({"INPUT_PULL_REQUEST_TITLE": "x" * 200}).pull_request_title == "x" * 200


def test_a_branch_may_be_as_long_as_the_limit() -> None:
    assert read_inputs({"INPUT_BRANCH": "b" * 200}).branch == "b" * 200


@pytest.mark.parametrize(
    ("environment", "token"),
    [
        ({"CI_JOB_TOKEN": "job"}, ""),
        ({"CI_JOB_TOKEN": "job", "GITLAB_CI": "true"}, "job"),
        ({"CI_JOB_TOKEN": "job", "GITLAB_CI": "true", "READMESYNC_TOKEN": " mine\n"}, "mine"),
        ({"GITLAB_CI": "true"}, ""),
    ],
)
def test_the_token_of_a_job_is_taken_on_gitlab_alone(environment: dict[str, str], token: str) -> None:
    assert read_inputs(environment).token == token


def test_without_addresses_it_is_github(tmp_path: Path) -> None:
    environment = {"GITHUB_WORKSPACE": str(tmp_path), "GITHUB_REPOSITORY": "ada/notes", "GITHUB_EVENT_NAME": "push"}
    github = ("https://api.github.com", "https://github.com")
    other = {"GITHUB_API_URL": "https://x.example/api", "GITHUB_SERVER_URL": "https://x.example"}
    none: dict[str, str] = {}
    for more, addresses in ((none, github), (dict.fromkeys(other, ""), github), (other, tuple(other.values()))):
        event = read_event({**environment, **more})
        assert (event.api_url, event.server_url) == addresses
