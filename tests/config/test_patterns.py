"""Patterns of paths: which documents they mean, and what they must not reach."""

import os
import time
from pathlib import Path

import pytest

from readme_sync.config import rules_for, settings_for
from readme_sync.disk import documents
from readme_sync.errors import ConfigError
from readme_sync.text.glob import matches


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a repository with documents, which is the current folder."""
    root = tmp_path / "repository"
    for name in ("README.md", "docs/a.md", "docs/b.md", "docs/c.txt", "docs/deep/er/d.md", "docs/.hidden/e.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# A\n", encoding="utf-8")
    (root / ".git").mkdir()
    (root / ".git" / "f.md").write_text("# A\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def _documents(folder: Path, *paths: str) -> list[str]:
    written = ", ".join(f'"{path}"' for path in paths)
    (folder / ".readme-sync.toml").write_text(f"paths = [{written}]", encoding="utf-8")
    return [path.replace(os.sep, "/") for path in documents(settings_for(""))]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("README.md", ["README.md"]),
        ("missing.md", ["missing.md"]),
        ("docs/*.md", ["docs/a.md", "docs/b.md"]),
        ("docs/[ab].md", ["docs/a.md", "docs/b.md"]),
        ("docs/?.txt", ["docs/c.txt"]),
        ("docs/**/*.md", ["docs/a.md", "docs/b.md", "docs/deep/er/d.md"]),
        ("**/d.md", ["docs/deep/er/d.md"]),
        ("**", ["README.md", "docs/a.md", "docs/b.md", "docs/c.txt", "docs/deep/er/d.md"]),
        ("*/*/*/*.md", ["docs/deep/er/d.md"]),
        ("./docs/../docs/*.txt", ["docs/c.txt"]),
        ("docs/.hid*/*.md", ["docs/.hidden/e.md"]),
    ],
)
def test_what_is_meant(folder: Path, pattern: str, found: list[str]) -> None:
    assert _documents(folder, pattern) == found


def test_of_another_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _documents(folder, "docs/*.md", "README.md")
    monkeypatch.chdir(folder / "docs")
    assert documents(settings_for("")) == ["a.md", "b.md", os.path.join("..", "README.md")]


def test_a_file_with_such_a_name_is_itself(folder: Path) -> None:
    (folder / "[draft].md").write_text("# A\n", encoding="utf-8")
    assert _documents(folder, "[draft].md") == ["[draft].md"]


@pytest.mark.parametrize("pattern", ["docs/*.rst", "nowhere/**/*.md", ".g*/f.md"])
def test_nothing_is_an_error(folder: Path, pattern: str) -> None:
    with pytest.raises(ConfigError, match=r"^\.readme-sync\.toml: paths: "):
        _documents(folder, "README.md", pattern)


def test_the_error_names_the_pattern(folder: Path) -> None:
    with pytest.raises(ConfigError) as error:
        _documents(folder, "docs/*.rst")
    assert str(error.value) == ".readme-sync.toml: paths: 'docs/*.rst' matches no file; correct the pattern"


@pytest.mark.parametrize("pattern", ["../*.md", "/*/*.md", "**/../../*.md", "-*.md"])
def test_none_leaves_the_repository(folder: Path, pattern: str) -> None:
    (folder.parent / "outside.md").write_text("# A\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"leaves the repository|is absolute|looks like an option"):
        _documents(folder, pattern)


def test_links_are_looked_at(folder: Path) -> None:
    (folder.parent / "outside.md").write_text("# A\n", encoding="utf-8")
    (folder / "docs" / "round").symlink_to(folder, target_is_directory=True)
    assert len(_documents(folder, "**/*.md")) == 4
    (folder / "docs" / "link.md").symlink_to(folder.parent / "outside.md")
    with pytest.raises(ConfigError, match="is a link out of the repository"):
        _documents(folder, "**/*.md")


@pytest.mark.parametrize("name", ["a\nb.md", "-x.md", "\u202egnp.md", "\udcff.md", "::error::x.md", "a\tb.md"])
def test_strange_names_are_found(folder: Path, name: str) -> None:
    (folder / "docs" / name).write_text("# A\n", encoding="utf-8")
    assert os.path.join("docs", name) in _documents(folder, "docs/*.md")


def test_folders_may_be_deeper_than_calls(folder: Path) -> None:
    places = [folder / "docs"]
    for _ in range(1_500):
        places.append(places[-1] / "d")
        places[-1].mkdir()
    (places[-1] / "z.md").write_text("# A\n", encoding="utf-8")
    try:
        assert len(_documents(folder, "docs/**/z.md")) == 1
    finally:  # pytest removes what is nested so deeply no more than others do
        (places[-1] / "z.md").unlink()
        for place in reversed(places[1:]):
            place.rmdir()


class TestPerFileIgnores:
    @pytest.mark.parametrize(
        ("document", "ignored"),
        [
            ("docs/a.md", {"RS301", "RS206"}),
            ("docs/deep/er/d.md", {"RS206"}),
            ("README.md", set()),
            ("./docs/../README.md", set()),
            ("missing/docs/a.md", set()),
        ],
    )
    def test_are_those_of_the_patterns(self, folder: Path, document: str, ignored: set[str]) -> None:
        text = 'select = ["RS206", "RS301"]\n[per-file-ignores]\n"docs/*.md" = ["RS301"]\n"docs/**" = ["RS2"]\n'
        (folder / ".readme-sync.toml").write_text(text, encoding="utf-8")
        left = sorted({"RS206", "RS301"} - ignored)
        assert rules_for(document, settings_for("")) == left
        assert rules_for(str(folder / document), settings_for("docs")) == left

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('per-file-ignores = { "a.md" = ["RS9"] }', "there is no rule 'RS9'"),
            ('per-file-ignores = { "a.md" = "RS2" }', "should be a list"),
            ("per-file-ignores = 1", "per-file-ignores should be"),
            ('fail-on = "fatal"', "fail-on should be 'error', 'warning', 'note' or 'never'"),
        ],
    )
    def test_wrong(self, folder: Path, text: str, message: str) -> None:
        (folder / ".readme-sync.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=message):
            settings_for("")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("pattern", ["/".join(["**"] * 300) + "/x", "*a" * 200, "**/" + "*a*/" * 200, "?" * 500 + "*"])
def test_time_is_bounded(pattern: str) -> None:
    begun = time.process_time()
    assert not matches("/".join(["a" * 200] * 19), pattern)
    assert time.process_time() - begun < 5
