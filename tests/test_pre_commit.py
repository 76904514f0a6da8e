"""The hooks, as pre-commit runs them in the repository of somebody who uses them."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
STALE = "# Plan\n\n## Spring (stale)\n\n- [x] sow\n- [ ] hoe\n\nthe end\n"
FRESH = STALE.replace("(stale)", "(fresh)")


class Ran(NamedTuple):
    code: int
    out: str


class Consumer:
    """A repository with our hooks."""

    def __init__(self, folder: Path, hooks: Path, home: Path, program: Path) -> None:
        self.folder, self.hooks, self.home, self.program = folder, hooks, home, program
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        return self._run("git", *arguments, folder=folder).out.strip()

    def stage(self, text: str) -> None:
        (self.folder / "README.md").write_text(text)
        self.git("add", "-A")

    def use(self, hook: str) -> None:
        revision = self.git("rev-parse", "HEAD", folder=self.hooks)
        repository = {"repo": self.hooks.as_uri(), "rev": revision, "hooks": [{"id": hook}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repository]}))

    def pre_commit(self, *arguments: str) -> Ran:
        return self._run(str(self.program), *arguments)

    def text(self) -> str:
        return (self.folder / "README.md").read_text()

    def _run(self, *command: str, folder: Path | None = None) -> Ran:
        who = {
            f"GIT_{role}_{what}": "ada@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
        environment |= {
            **who,
            "PRE_COMMIT_HOME": str(self.home),
            "HOME": str(self.home.parent),
            "PRE_COMMIT_COLOR": "never",
        }
        ran = subprocess.run(
            command,
            cwd=folder or self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        return Ran(ran.returncode, ran.stdout + ran.stderr)


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository of hooks, with one more rule."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    rule = folder / "src" / "readme_sync" / "rules" / "rs999_staleness.py"
    shutil.copy(ROOT / "tests" / "action" / "staleness.py", rule)
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "hooks")):
        subprocess.run(["git", *command], cwd=folder, check=True, timeout=60)
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home") / "pre-commit"


@pytest.fixture
def consumer(tmp_path: Path, hooks: Path, home: Path, tools: Path) -> Consumer:
    return Consumer(tmp_path, hooks, home, tools / "bin" / "pre-commit")


@pytest.mark.act
@pytest.mark.timeout(600)
class TestHooks:
    def test_manifest_is_valid(self, consumer: Consumer) -> None:
        assert consumer.pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")) == (0, "")

    def test_try_repo(self, consumer: Consumer) -> None:
        consumer.stage(STALE)
        ran = consumer.pre_commit("try-repo", str(consumer.hooks), "readme-sync-check", "--all-files")
        assert ran.code == 1
        assert "RS999" in ran.out

    def test_check_passes_and_fails(self, consumer: Consumer) -> None:
        consumer.use("readme-sync-check")
        consumer.stage(FRESH)
        ran = consumer.pre_commit("run")
        assert (ran.code, "Passed" in ran.out) == (0, True), ran.out
        consumer.stage(STALE)
        ran = consumer.pre_commit("run")
        assert (ran.code, "README.md:3:12" in ran.out) == (1, True), ran.out
        assert consumer.text() == STALE

    def test_fix_mends_and_unstaged_edits_survive(self, consumer: Consumer) -> None:
        consumer.use("readme-sync-fix")
        consumer.stage(STALE)
        (consumer.folder / "README.md").write_text(STALE.replace("the end", "not the end"))
        ran = consumer.pre_commit("run")
        assert (ran.code, "files were modified by this hook" in ran.out) == (1, True), ran.out
        assert consumer.text() == FRESH.replace("the end", "not the end")
        consumer.git("add", "README.md")
        assert consumer.pre_commit("run").code == 0

    def test_many_files_are_not_mended_by_two_at_once(self, consumer: Consumer) -> None:
        consumer.use("readme-sync-fix")
        for number in range(120):
            (consumer.folder / f"d{number}.md").write_text(STALE)
        consumer.stage(STALE)
        assert consumer.pre_commit("run").code == 1
        assert {path.read_text() for path in consumer.folder.glob("*.md")} == {FRESH}


def test_every_hook_runs_a_command_of_ours() -> None:
    known = {path.stem for path in (ROOT / "src" / "readme_sync" / "cli" / "commands").glob("*.py")}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["readme-sync-check", "readme-sync-fix", "readme-sync-format"]
    for hook in hooks:
        program, command, *_ = hook["entry"].split()
        assert program == "readme-sync"
        assert command in known
        assert hook.get("require_serial", False) == ("check" not in hook["id"])
