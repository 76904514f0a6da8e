"""PATHS: files, folders and patterns; what git ignores and what is excluded is left out."""

import subprocess
from pathlib import Path

import pytest
from cli_running import Runner

FALSE = "# Plan (2/2)\n\n- [x] a\n- [ ] b\n"
COMMANDS = (("check",), ("status",), ("sync", "--dry-run"), ("numbers",), ("parse",), ("format", "--dry-run"))
NAMES = (
    ".github/README.md",
    "README.md",
    "docs/a.MD",
    "docs/deep/b.markdown",
    "docs/notes.txt",
    "vendor/lib/README.md",
    "build/out.md",
    "node_modules/x/README.md",
)


@pytest.fixture
def tree(folder: Path) -> Path:
    """A folder with documents, in no repository."""
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(FALSE, encoding="utf-8")
    return folder


@pytest.fixture
def repository(tree: Path) -> Path:
    """The same in a repository that ignores some of them; one is not added yet, one is removed but still tracked."""
    (tree / ".gitignore").write_text("build/\nnode_modules/\n", encoding="utf-8")
    (tree / "gone.md").write_text(FALSE, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    subprocess.run(["git", "add", "."], cwd=tree, check=True)
    (tree / "gone.md").unlink()
    (tree / "new.md").write_text(FALSE, encoding="utf-8")
    return tree


def files(run: Runner, *arguments: str) -> list[str]:
    return run("check", "--show-files", *arguments).out.splitlines()


def test_a_folder_is_the_markdown_that_git_does_not_ignore(run: Runner, repository: Path) -> None:
    docs = ["docs/a.MD", "docs/deep/b.markdown"]
    assert files(run, ".") == [".github/README.md", "README.md", *docs, "new.md", "vendor/lib/README.md"]
    assert files(run, "docs") == docs
    assert files(run, str(repository / "docs")) == [str(repository / one) for one in docs]
    (repository / "link.md").symlink_to("README.md")
    assert files(run, "README.md", ".", "docs/", "link.md").count("README.md") == 1


def test_a_folder_outside_of_a_repository(run: Runner, tree: Path) -> None:
    all_but_foreign = [one for one in NAMES if not one.startswith("node_modules") and not one.endswith(".txt")]
    assert files(run, ".") == sorted(all_but_foreign)
    (tree / ".git").mkdir()  # broken: git cannot list anything
    assert files(run, ".") == sorted(all_but_foreign)


def test_a_quoted_pattern(run: Runner, repository: Path) -> None:
    assert files(run, "docs/**/*.m*") == ["docs/deep/b.markdown"]
    assert files(run, "**/*.md") == ["README.md", "new.md", "vendor/lib/README.md"]
    assert files(run, ".git*/*.md") == [".github/README.md"]
    assert files(run, str(repository / "vendor" / "**")) == [str(repository / "vendor/lib/README.md")]
    assert files(run, "build/*.md") == []
    assert run("check", "build/*.md").err == "readme-sync: no file matches 'build/*.md'; check the pattern\n"
    (repository / "docs" / "[x].md").write_text(FALSE, encoding="utf-8")
    assert files(run, "docs/[x].md") == ["docs/[x].md"]


def test_patterns_outside_of_a_repository(run: Runner, tree: Path) -> None:
    (tree / "link.md").symlink_to("README.md")
    assert files(run, "**/*.md") == ["README.md", "build/out.md", "vendor/lib/README.md"]
    assert files(run, ".gith*/**") == [".github/README.md"]
    assert files(run, "docs/*/") == []
    assert run("check", "*/../*.md").err.startswith("readme-sync: '*/../*.md' goes up after a wild card; ")


def test_a_file_of_operations_names_what_git_does_not_ignore(run: Runner, repository: Path) -> None:
    (repository / "edits.jsonl").write_text('{"op": "set", "row": "b", "value": "done", "file": "*/*.md"}\n', "utf-8")
    (repository / "docs" / "one.md").write_text(FALSE, encoding="utf-8")
    assert run("apply", "edits.jsonl").code == 0
    assert "[x] b" in (repository / "docs" / "one.md").read_text("utf-8")
    assert (repository / "build" / "out.md").read_text("utf-8") == FALSE


@pytest.mark.usefixtures("repository")
def test_exclude(run: Runner) -> None:
    assert files(run, ".", "--exclude", "docs", "--exclude", "vendor/*") == [".github/README.md", "README.md", "new.md"]
    assert files(run, ".", "--exclude", "README.md") == ["docs/a.MD", "docs/deep/b.markdown", "new.md"]
    assert files(run, "README.md", "--exclude", "README.md") == ["README.md"]  # named by the user
    Path(".readme-sync.toml").write_text('exclude = ["vendor", "docs/deep/"]\npaths = ["docs", "new.md"]\n', "utf-8")
    assert files(run) == ["docs/a.MD", "new.md"]
    assert "vendor/lib/README.md" not in files(run, ".")
    assert (
        run("check", ".", "--exclude", "*").err
        == "readme-sync: .: holds no Markdown file; name a file, or another folder\n"
    )


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_them(run: Runner, command: tuple[str, ...]) -> None:
    ran = run(*command, "docs", "vendor/**/*.md")
    assert ran.code in {0, 1}, ran.err
    for name in ("docs/a.MD", "docs/deep/b.markdown", "vendor/lib/README.md"):
        assert name in ran.out


def test_the_readme_is_found_where_github_looks_for_it(run: Runner, tree: Path) -> None:
    (tree / "README.md").unlink()
    assert files(run) == [".github/README.md"]
    (tree / ".github" / "README.md").rename(tree / "docs" / "readme.md")
    assert files(run) == ["docs/readme.md"]
    (tree / "docs" / "readme.md").rename(tree / "README.rst")
    ran = run("check")
    assert (ran.code, ran.err) == (
        2,
        "readme-sync: there is no README.md in this folder; README.rst is not Markdown; name another document\n",
    )


def test_standard_input_may_stand_for_a_file(run: Runner, tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / "docs" / ".readme-sync.toml").write_text('ignore = ["RS101"]\n', "utf-8")
    text = f"{FALSE}\n[a](a.MD) [b](missing.md)\n".encode()
    ran = run("check", "-", "--output-format", "concise", stdin=text)
    assert (ran.code, ran.out.count(" RS101 "), ran.out.count(" RS302 ")) == (1, 1, 0)
    ran = run("check", "-", "--stdin-filename", "docs/c.md", "--output-format", "concise", stdin=text)
    assert (ran.code, ran.out.count(" RS101 "), ran.out.count(" RS302 ")) == (1, 0, 1)
    assert ran.out.startswith("docs/c.md:6:")
    assert not (tree / "docs" / "c.md").exists()
    assert run("sync", "-", "--stdin-filename", "README.md", stdin=FALSE.encode()).out == FALSE.replace(
        "(2/2)", "(1/2)"
    )
    assert "<stdin>" in run("check", "-", stdin=FALSE.encode()).out  # the name is forgotten
