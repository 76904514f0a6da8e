"""The hooks, as pre-commit runs them in the repository of somebody who uses them."""

import os
import shutil
import subprocess
from pathlib import Path
from random import Random
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

    def test_try_repo_passes_fails_and_fixes(self, consumer: Consumer) -> None:
        def tried(hook: str) -> Ran:
            return consumer.pre_commit("try-repo", str(consumer.hooks), hook, "--all-files")

        consumer.stage(FRESH)
        assert (tried("readme-sync-check").code, tried("readme-sync-fix").code) == (0, 0)
        consumer.stage(STALE)
        ran = tried("readme-sync-check")
        assert (ran.code, "README.md:3:12 error RS999" in ran.out) == (1, True), ran.out
        assert consumer.text() == STALE
        assert tried("readme-sync-fix").code == 1
        assert consumer.text() == FRESH
        assert tried("readme-sync-fix").code == 0

    def test_format(self, consumer: Consumer) -> None:
        consumer.use("readme-sync-format")
        consumer.stage("| a | b |\n| - | - |\n| long | c |\n")
        assert consumer.pre_commit("run").code == 1
        assert consumer.text() == "| a    | b   |\n| ---- | --- |\n| long | c   |\n"
        consumer.git("add", "README.md")
        assert consumer.pre_commit("run").code == 0

    def test_whatever_is_staged_and_whatever_is_not_nothing_is_lost(self, consumer: Consumer) -> None:
        """Random lines of random files, staged or not: the fixes are there, and every other line of both stays."""
        consumer.use("readme-sync-fix")
        consumer.git("add", "-A")
        random, beside_edits = Random(6), 0  # noqa: S311  no secret
        for turn in range(12):
            staged, edited = {}, {}
            for name in ("README.md", "a.md", "b.md"):
                lines = [f"## {turn} {number} ({random.choice(('stale', 'fresh'))})\n\n" for number in range(12)]
                far = ["the end\n"] if random.random() < 0.5 else []
                staged[name] = "".join([*lines[:6], *far])
                edited[name] = staged[name] + (f"more of {turn}\n" if random.random() < 0.6 else "")
                (consumer.folder / name).write_text(staged[name])
            consumer.git("add", *random.sample(list(staged), 2))
            index = {name: consumer.git("show", f":{name}") for name in consumer.git("ls-files", "*.md").split()}
            for name, text in edited.items():
                (consumer.folder / name).write_text(text)
            ran = consumer.pre_commit("run")
            assert "Traceback" not in ran.out
            for name, text in edited.items():
                mended = (consumer.folder / name).read_text()
                assert mended in {text, text.replace("(stale)", "(fresh)")}, ran.out
                beside_edits += mended != text and text != staged[name]
                if name in index and "(stale)" not in index[name]:
                    assert mended == text
            assert {name: consumer.git("show", f":{name}") for name in index} == index  # pre-commit stages nothing
            consumer.git("-c", "core.hooksPath=/dev/null", "commit", "-qm", "x", "--allow-empty")
        assert beside_edits > 3

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

    def test_sync_looks_at_a_readme_whose_source_alone_changes(self, consumer: Consumer) -> None:
        consumer.use("readme-sync-sync")
        consumer.stage('# Plan\n\n<!-- readme-sync: files "sol/*.py" -->1<!-- /readme-sync --> solutions\n')
        (consumer.folder / "sol").mkdir()
        (consumer.folder / "sol" / "a.py").touch()
        consumer.git("add", "-A")
        assert consumer.pre_commit("run").code == 0
        consumer.git("-c", "core.hooksPath=/dev/null", "commit", "-qm", "x")
        (consumer.folder / "sol" / "b.py").touch()
        assert consumer.pre_commit("run").code == 0
        consumer.git("add", "sol")
        ran = consumer.pre_commit("run")
        assert (ran.code, "files were modified by this hook" in ran.out) == (1, True), ran.out
        assert "-->2<!--" in consumer.text()

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
    assert [hook["id"].removeprefix("readme-sync-") for hook in hooks] == ["check", "fix", "sync", "format"]
    for hook in hooks:
        program, command, *_ = hook["entry"].split()
        assert program == "readme-sync"
        assert command in known
        assert "--allow-commands" not in hook["entry"] + str(hook.get("args"))
        assert hook.get("require_serial", False) == ("check" not in hook["id"])
