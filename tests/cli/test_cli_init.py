"""`readme-sync init`."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cli_running import LOG, Runner

from readme_sync.cli.commands.init import MODES, PRE_COMMIT, WORKFLOW, pre_commit_entry, workflow

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "action.md").read_text("utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/trunk\n")
    (tmp_path / "README.md").write_text(LOG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_writes_both_and_says_so(run: Runner, repository: Path) -> None:
    ran = run("init")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "README.md has 8 items in 2 trackers, 3 done, and 1 result\n"
        "1 result fails a check today: readme-sync check shows what to fix; with --add-ignore only new ones fail\n"
        "wrote .github/workflows/readme-sync.yml: it checks every pull request\n"
        "wrote .pre-commit-config.yaml: it checks before every commit; run pre-commit install to enable it\n"
        "next: git add .github/workflows/readme-sync.yml .pre-commit-config.yaml, then commit and push\n"
    )
    assert (repository / WORKFLOW).read_text() == workflow("check", "trunk")
    hooks = yaml.safe_load((repository / PRE_COMMIT).read_text())["repos"][0]["hooks"]
    assert hooks == [{"id": "readme-sync-check", "files": r"^README\.md$"}]


def test_a_dry_run_writes_nothing(run: Runner, repository: Path) -> None:
    out = run("init", "--dry-run").out
    assert "would write .github/workflows/readme-sync.yml: it checks every pull request\n" in out
    assert not (repository / WORKFLOW).exists()
    assert not (repository / PRE_COMMIT).exists()


@pytest.mark.usefixtures("repository")
def test_an_old_readme_starts_green(run: Runner) -> None:
    assert run("check").code == 1
    run("init")
    assert run("check", "--add-ignore").code == 0
    assert run("check").code == 0
    assert "fails a check today" not in run("init").out


def test_yes_does_all_and_a_second_time_nothing(run: Runner, repository: Path) -> None:
    """After it `check` is clean; what was right is bound, what was wrong is as it was, behind a comment."""
    (repository / "README.md").write_text(f"Done: 2 of 4 books\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n\n{LOG}")
    assert run("check").code == 1
    ran = run("init", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "next: git add README.md .github/workflows/readme-sync.yml .pre-commit-config.yaml, then" in ran.out
    assert run("check").code == 0
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    assert "next:" not in run("init", "--yes").out
    assert {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("path", "text", "header"),
    [
        ("pyproject.toml", '[tool.readme-sync]\nignore = ["RS2"]', "tool.readme-sync.facts.skills"),
        (".readme-sync.toml", "[facts]\nother = { number = 1 }\n", "facts.skills"),
    ],
)
def test_facts_are_added_to_the_configuration_that_is_there(
    run: Runner, repository: Path, path: str, text: str, header: str
) -> None:
    for name in "abc":
        (repository / "skills" / name).mkdir(parents=True)
        (repository / "skills" / name / "SKILL.md").write_text("")
    (repository / "README.md").write_text("We have 3 skills.\n")
    (repository / path).write_text(text)
    assert f"{path}: 1 fact added\n" in run("init", "--yes").out
    assert (repository / path).read_text().startswith(f"{text.rstrip()}\n\n[{header}]\nfiles = ")
    assert "equal a count" not in run("init").out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are those of Unix")
def test_asks_on_a_terminal(repository: Path) -> None:
    """Enter takes the usual answer: new files are written, the document stays; n writes nothing."""
    before = (repository / "README.md").read_bytes()
    said = _answered(repository, "n\n\n\n")
    assert "1 result fails a check today. Write comments, so that only new ones fail? [y/N]: " in said
    assert f"Write {WORKFLOW}? It checks every pull request [Y/n]: " in said
    assert (repository / WORKFLOW).is_file()
    assert (repository / "README.md").read_bytes() == before
    assert "RS" in _answered(repository, "y\n")
    assert b"ignore" in (repository / "README.md").read_bytes()


def _answered(folder: Path, answers: str) -> str:
    """Return what `init` shows on a terminal where somebody types these answers."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "readme_sync", "init"], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        said = b""
        with contextlib.suppress(OSError):  # Linux says EIO when the other end is closed
            while part := os.read(ours, 4096):
                said += part
        os.close(ours)
    assert process.returncode == 0
    return said.decode()


def test_the_second_run_says_that_all_is_there(run: Runner, repository: Path) -> None:
    run("init")
    before = {path: (repository / path).read_bytes() for path in (WORKFLOW, PRE_COMMIT)}
    ran = run("init", "--mode", "commit")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(
        f"{WORKFLOW} already exists and is not changed\n{PRE_COMMIT} already exists and is not changed\n"
    )
    assert {path: (repository / path).read_bytes() for path in before} == before


def test_proposes_how_to_tie_figures(run: Runner, repository: Path) -> None:
    text = "# Scales\n\nOverall progress: 12%\n\n- [x] Scales\n- [ ] Chords\n\n## Songs (1/2)\n\n- [x] a\n- [ ] b\n"
    (repository / "README.md").write_text(text)
    lines = run("init").out.splitlines()
    assert lines[1:3] == [
        "numbers derived from them, which are checked: 1",
        "numbers that may be about them, and how to bind them: 1",
    ]
    assert lines[3].startswith("  README.md:3 says 12 %, ")
    before, after = re.findall(r"<!-- .*? -->", lines[3])
    (repository / "README.md").write_text(text.replace("12%", f"{before}12%{after}"))
    assert run("sync").code == 0
    assert f"{before}50%{after}" in (repository / "README.md").read_text()
    assert "may be about" not in run("init").out


@pytest.mark.parametrize(
    ("files", "branch"),
    [
        ({"HEAD": "ref: refs/heads/a-moment\n", "refs/heads/main": "1f\n"}, "main"),
        ({"HEAD": "ref: refs/heads/a-moment\n", "packed-refs": "1f refs/heads/master\n"}, "master"),
        ({"HEAD": "ref: refs/heads/1.0\n"}, '"1.0"'),
        ({"HEAD": "ref: refs/heads/on\n"}, '"on"'),
        ({"HEAD": "ref: refs/heads/a/b\n"}, "main"),
        ({"HEAD": "1f1f\n"}, "main"),
        ({"HEAD": "1f1f\n", "refs/remotes/origin/HEAD": "ref: refs/remotes/origin/trunk\n"}, "trunk"),
    ],
)
def test_the_branch_that_is_pushed_to(run: Runner, repository: Path, files: dict[str, str], branch: str) -> None:
    for path, text in files.items():
        (repository / ".git" / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / ".git" / path).write_text(text)
    run("init", "--mode", "commit")
    text = (repository / WORKFLOW).read_text()
    assert f"    branches: [{branch}]\n" in text
    (name,) = yaml.safe_load(text)[True]["push"]["branches"]  # on, to YAML 1.1
    assert name == branch.strip('"')


def test_overwrites_nothing(run: Runner, repository: Path) -> None:
    for path in (WORKFLOW, PRE_COMMIT):
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text("theirs")
    ran = run("init", "--mode", "commit")
    assert ran.code == 0
    assert f"{WORKFLOW} already exists and is not changed\n" in ran.out
    assert f"{PRE_COMMIT} already exists and is not changed; add under its repos:\n  - repo: https://" in ran.out
    assert "next:" not in ran.out
    assert {(repository / path).read_text() for path in (WORKFLOW, PRE_COMMIT)} == {"theirs"}


@pytest.mark.parametrize("mode", MODES)
def test_workflow_of_every_mode(run: Runner, repository: Path, mode: str) -> None:
    (repository / ".git" / "refs" / "remotes" / "origin").mkdir(parents=True)
    (repository / ".git" / "refs" / "remotes" / "origin" / "HEAD").write_text("ref: refs/remotes/origin/main\n")
    assert run("init", "--mode", mode).code == 0
    written = yaml.safe_load((repository / WORKFLOW).read_text())
    assert written["permissions"] == {}
    assert written["jobs"]["readme"]["steps"][1].get("with", {}).get("mode", "check") == mode


def test_from_a_folder_below(run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "docs").mkdir()
    monkeypatch.chdir(repository / "docs")
    assert run("init").code == 0
    assert (repository / WORKFLOW).is_file()


def test_the_configuration_names_the_documents(run: Runner, repository: Path) -> None:
    (repository / ".readme-sync.toml").write_text('paths = ["README.md"]\n')
    assert run("init").out.startswith("the documents are those of .readme-sync.toml\n")
    assert "files" not in (repository / PRE_COMMIT).read_text()


def test_results_are_those_that_check_finds(run: Runner, repository: Path) -> None:
    (repository / "README.md").write_text(LOG + "\nSee [the plan](plan.md).\n")
    assert "3 done, and 2 results\n" in run("init").out
    (repository / ".readme-sync.toml").write_text('ignore = ["RS3"]\n')
    assert "3 done, and 1 result\n" in run("init").out
    assert "1 " in run("check").out.splitlines()[-1]


def test_a_readme_without_progress(run: Runner, repository: Path) -> None:
    (repository / "README.md").write_text("# Hello\n")
    assert run("init").out.startswith("README.md has no rows or tasks that state progress; ")


def test_no_readme(run: Runner, repository: Path) -> None:
    (repository / "README.md").unlink()
    ran = run("init")
    assert (ran.code, ran.err) == (2, "readme-sync: there is no README.md in this folder; name a document\n")
    assert not (repository / ".github").exists()


def test_no_repository(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("readme_sync.config.paths.is_repository", lambda _: False)
    ran = run("init")
    assert (ran.code, ran.err) == (
        2,
        "readme-sync: this folder is not in a git repository; change to one, or run git init\n",
    )


def test_a_folder_that_is_a_link(run: Runner, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (repository / ".github").symlink_to(outside)
    ran = run("init")
    assert (ran.code, "is behind a link; create it by hand" in ran.err) == (2, True)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("mode", MODES)
def test_the_documentation_shows_what_is_written(mode: str) -> None:
    shown = re.sub(r'^ {10}(?:commit-message: "docs: .*"|labels: documentation)\n', "", DOCS, flags=re.MULTILINE)
    assert f"```yaml\n{workflow(mode, 'main')}```" in shown


def test_the_documentation_shows_the_hook() -> None:
    assert f"```yaml\nrepos:\n{pre_commit_entry('')}```" in DOCS


def test_documented_inputs_outputs_and_permissions_are_those_of_the_action() -> None:
    manifest = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

    def names(heading: str) -> list[str]:
        table = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
        cells = re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE)
        return re.findall(r"`([\w-]+)`", " ".join(cells))

    assert names("Inputs") == list(manifest["inputs"])
    assert names("Outputs") == list(manifest["outputs"])
    for text in re.findall(r"^```yaml\n(name: .*?)^```$", DOCS, re.MULTILINE | re.DOTALL):
        (job,) = yaml.safe_load(text)["jobs"].values()
        if "steps" not in job:
            continue  # it calls a workflow of ours for an organisation
        (step,) = (one for one in job["steps"] if one["uses"].startswith("readme-sync/readme-sync@"))
        assert set(step.get("with", {})) <= set(manifest["inputs"])
        mode = step.get("with", {}).get("mode", "check")
        others = {"security-events"}  # of another step, which uploads the results
        kind = f"`{mode}` with `comment`" if "comment" in step.get("with", {}) else f"`{mode}`"
        row = next(line for line in DOCS.split("## Permissions\n")[1].splitlines() if line.startswith(f"| {kind}"))
        granted = ", ".join(f"`{scope}: {right}`" for scope, right in job["permissions"].items() if scope not in others)
        assert granted in row


def test_proposes_facts_that_hold_today(run: Runner, repository: Path) -> None:
    """What it prints is a configuration; what equals nothing, or only a small number, is left out."""
    for name in ("skills/a/SKILL.md", "skills/b/SKILL.md", "skills/c/SKILL.md", "src/rules/a.py", "src/rules/b.py"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("")
    (repository / "pyproject.toml").write_text('[project]\nversion = "1.4.2"\n')
    (repository / "README.md").write_text("Version 1.4.2 has 3 skills, 2 rules and 7 wonders, 3 skills in all.\n")
    out = run("init").out
    assert "numbers that equal a count today: ... skills in line 1, Version ... in line 1\n" in out
    shown = "".join(line[2:] + "\n" for line in out.splitlines() if line.startswith("  "))
    (repository / ".readme-sync.toml").write_text(shown)
    by_hand = run("facts").out
    (repository / ".readme-sync.toml").unlink()
    assert ".readme-sync.toml: 2 facts added\n" in run("init", "--yes").out
    assert run("facts").out == by_hand
    assert run("facts").out.splitlines() == [
        "skills   3      files skills/*/SKILL.md, stated 2 times  right",
        "version  1.4.2  toml pyproject.toml project.version, stated 1 time  right",
        "2 facts",
    ]
    assert "equal a count" not in run("init").out


def test_proposes_what_followed_a_count_in_the_log(run: Runner, folder: Path) -> None:
    """A number that changed with a count is proposed though it lags today; of two patterns the one that it followed."""

    def commit(*names: str, text: str) -> None:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("")
        (folder / "README.md").write_text(text)
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
        subprocess.run(["git", *who, "commit", "-qm", "x"], cwd=folder, check=True)

    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    commit("rules/a.py", "rules/a.md", "tools/a.py", "tools/a.md", text="We have 1 rules, 3 tools and 9 wonders.\n")
    commit("rules/b.py", "rules/b.md", "tools/b.py", "tools/b.md", text="We have 2 rules, 2 tools and 9 wonders.\n")
    commit("rules/c.py", "rules/d.py", "tools/c.md", "tools/d.md", text="We have 2 rules, 4 tools and 9 wonders.\n")
    commit("rules/c.md", text="We have 3 rules, 4 tools and 9 wonders!\n")
    out = run("init", "--dry-run").out
    assert (
        "numbers that equal a count today: ... rules in line 1 (right at 3 counts so far), "
        "... tools in line 1 (right at 2 counts so far)\n"
    ) in out
    assert '  [facts.rules]\n  files = "rules/*.md"\n\n  [facts.tools]\n  files = "tools/*.md"\n' in out
    commit("rules/e.md", "tools/e.md", text="We have 3 rules, 4 tools and 9 wonders.\n")
    out = run("init", "--dry-run").out
    assert (
        "numbers that equal a count today, or followed one: ... rules in line 1 (4 today, right at 3 counts so far), "
        "... tools in line 1 (5 today, right at 2 counts so far)\n"
    ) in out
