"""What facts may look at around a document, and what not."""

import os
import re
import subprocess
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readme_sync.errors import InputError
from readme_sync.model import FileTree, PathKind
from readme_sync.store import file_tree_on_disk as surroundings
from readme_sync.store import listed_files
from readme_sync.store.file_tree_on_disk import Folder
from readme_sync.text import glob


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a document in `docs`, and a secret beside it."""
    root = tmp_path / "repository"
    put(root, ".git/config", "docs/README.md", "docs/a.md", "docs/b/c.md", "src/x.py", "src/deep/er/y.py")
    put(root, ".hidden/z.py", "src/.secret.py", "src/deep/.venv/v.py", "odd/[x].py", "odd/tick`.py")
    put(tmp_path, "secret.txt", "other/s.py")
    return root


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


@pytest.fixture
def around(repository: Path) -> Folder:
    return Folder(repository / "docs" / "README.md")


def test_is_what_the_model_asks_for(around: Folder) -> None:
    asked: FileTree = around
    assert asked.kind("a.md") is PathKind.FILE


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.md", PathKind.FILE),
        ("./b/../a.md", PathKind.FILE),
        ("b", PathKind.FOLDER),
        ("b/", PathKind.FOLDER),
        ("", PathKind.FOLDER),
        (".", PathKind.FOLDER),
        ("..", PathKind.FOLDER),
        ("/", PathKind.FOLDER),
        ("/docs/a.md", PathKind.FILE),
        ("../src/x.py", PathKind.FILE),
        ("no.md", PathKind.MISSING),
        ("a.md/x", PathKind.MISSING),
        ("/etc/passwd", PathKind.MISSING),
        ("x" * 5000, PathKind.MISSING),
        ("../..", PathKind.OUTSIDE),
        ("../../secret.txt", PathKind.OUTSIDE),
        ("/../secret.txt", PathKind.OUTSIDE),
        ("../../repository/docs/a.md", PathKind.FILE),
        ("//etc/passwd", PathKind.OUTSIDE),
        ("../.git", PathKind.OUTSIDE),
        ("/.git/config", PathKind.OUTSIDE),
        ("/.GIT/config", PathKind.OUTSIDE),
        ("a\0.md", PathKind.OUTSIDE),
        ("\ud800", PathKind.OUTSIDE),
    ],
)
def test_what_stands_at_a_path(around: Folder, path: str, kind: PathKind) -> None:
    assert around.kind(path) is kind
    assert around.kind(path) is kind
    if kind is PathKind.FILE:
        assert around.read(path)
        return
    with pytest.raises(InputError) as caught:
        around.read(path)
    assert ("outside the repository" in str(caught.value)) == (kind is PathKind.OUTSIDE)


def test_links(repository: Path, around: Folder) -> None:
    docs = repository / "docs"
    for name, target in {
        "inside.md": "a.md",
        "out.md": "../../secret.txt",
        "parent": "../..",
        "git": "../.git",
        "gone.md": "no.md",
        "loop.md": "loop.md",
        "folder": "b",
        "absolute.md": str(repository.parent / "secret.txt"),
    }.items():
        (docs / name).symlink_to(target)
    assert around.read("inside.md") == b"docs/a.md"
    assert around.kind("folder/c.md") is PathKind.FILE
    for name in ("out.md", "parent", "parent/secret.txt", "git", "git/config", "absolute.md"):
        assert around.kind(name) is PathKind.OUTSIDE
        with pytest.raises(InputError, match="outside the repository"):
            around.read(name)
    for name in ("gone.md", "loop.md"):
        assert around.kind(name) is PathKind.MISSING
    assert around.glob("*.md") == ("README.md", "a.md", "inside.md")
    assert around.glob("*/*") == ("b/c.md",)  # what is behind a link counts where it is, not twice
    assert around.glob("folder/*") == ("folder/c.md",)
    assert around.glob("*/") == ("b", "folder")
    assert around.glob("**/*.md") == ("README.md", "a.md", "b/c.md", "inside.md")


def test_a_loop_of_folders_has_an_end(repository: Path, around: Folder) -> None:
    (repository / "src" / "again").symlink_to("..")
    (repository / "src" / "me").symlink_to(".")
    assert around.glob("/**/*.py") == ("/odd/[x].py", "/odd/tick`.py", "/src/deep/er/y.py", "/src/x.py")
    assert around.glob("../src/*/x.py") == ()
    assert around.glob("../src/me/me/x.*") == ("../src/me/me/x.py",)


def test_devices_and_pipes(repository: Path, around: Folder) -> None:
    os.mkfifo(repository / "docs" / "pipe.md")
    assert around.kind("pipe.md") is PathKind.OUTSIDE
    with pytest.raises(InputError, match=r"^pipe\.md: is not a regular file; "):
        around.read("pipe.md")
    assert "pipe.md" not in around.glob("*")


def test_a_document_without_a_repository_has_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "docs/README.md", "docs/b/x.md", "a.md")
    around = Folder(tmp_path / "docs" / "README.md")
    assert (around.kind("b/x.md"), around.kind("/b"), around.kind("../a.md")) == (
        PathKind.FILE,
        PathKind.FOLDER,
        PathKind.OUTSIDE,
    )


def test_a_worktree_is_a_repository(tmp_path: Path) -> None:
    put(tmp_path, ".git", "docs/README.md", "a.md")
    assert Folder(tmp_path / "docs" / "README.md").kind("/a.md") is PathKind.FILE


def test_a_name_alone(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "docs")
    around = Folder("README.md")
    monkeypatch.chdir("/")
    assert around.kind("/src/x.py") is PathKind.FILE


def test_one_run_sees_one_state(repository: Path, around: Folder) -> None:
    assert around.read("a.md") == b"docs/a.md"
    assert around.kind("new.md") is PathKind.MISSING
    assert around.glob("*.md") == ("README.md", "a.md")
    with pytest.raises(InputError):
        around.read("new.md")
    put(repository, "docs/new.md")
    (repository / "docs" / "a.md").unlink()
    assert around.read("a.md") == b"docs/a.md"
    assert around.kind("new.md") is PathKind.MISSING
    assert around.glob("*.md") == ("README.md", "a.md")
    with pytest.raises(InputError, match=r"^new\.md: does not exist; check the path$"):
        around.read("new.md")


def test_too_large(repository: Path, around: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(repository / "docs" / "a.md", surroundings.MAX_BYTES + 1)
    with pytest.raises(InputError, match=r"^a\.md: is too large \(10\.0 MB\); files of at most 10 MB are read$"):
        around.read("a.md")
    monkeypatch.setattr(surroundings, "MAX_BYTES", 8)
    monkeypatch.setattr(os, "read", lambda _descriptor, count: b"x" * count)  # it grows while it is read
    with pytest.raises(InputError, match="is too large"):
        around.read("b/c.md")


def test_what_grows_while_it_is_read(repository: Path, around: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert around.read("a.md") == b"docs/a.md"
    os.truncate(repository / "docs" / "b" / "c.md", 9)
    monkeypatch.setattr(surroundings, "MAX_BYTES", 9)
    assert len(around.read("b/c.md")) == 9
    monkeypatch.setattr(surroundings, "read_all", lambda _descriptor, limit: b"x" * limit)
    with pytest.raises(InputError, match=r"^\.\./src/x\.py: is too large"):
        around.read("../src/x.py")


def test_what_was_updated_is_read_as_it_is_now(repository: Path) -> None:
    place = repository / "docs" / "a.md"
    around = Folder(repository / "docs" / "README.md", updated={str(place): b"new"})
    assert (around.read("a.md"), around.kind("a.md")) == (b"new", PathKind.FILE)
    place.unlink()
    assert (around.read("a.md"), around.kind("a.md")) == (b"new", PathKind.FILE)


def test_documents_of_a_pattern(around: Folder) -> None:
    assert around.documents("**/*.md") == ["README.md", "a.md", "b/c.md"]
    with pytest.raises(InputError, match="outside the repository"):
        around.documents("../../*.md")


def test_folders_are_not_read(around: Folder) -> None:
    with pytest.raises(InputError, match=r"^b: is a directory; name a file in it$"):
        around.read("b")


def test_unreadable(around: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(InputError, match=r"^a\.md: cannot be read: Permission denied; check the file$"):
        around.read("a.md")


def test_a_link_put_there_meanwhile_is_not_followed(
    repository: Path, around: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = repository / "docs" / "a.md"
    looked: Any = os.stat

    def swapped(path: str) -> os.stat_result:
        status: os.stat_result = looked(path)
        if path == str(place):
            place.unlink()
            place.symlink_to(repository.parent / "secret.txt")
        return status

    monkeypatch.setattr(os, "stat", swapped)
    with pytest.raises(InputError, match="cannot be read"):
        around.read("a.md")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.md", ["README.md", "a.md"]),
        ("?.md", ["a.md"]),
        ("[ab].md", ["a.md"]),
        ("[!a]*.md", ["README.md"]),
        ("a.md", ["a.md"]),
        ("no.md", []),
        ("no/*.md", []),
        ("a.md/*", []),
        ("*", ["README.md", "a.md", "b"]),
        ("*/", ["b"]),
        ("b/", ["b"]),
        ("./*.md", ["README.md", "a.md"]),
        ("**", ["README.md", "a.md", "b", "b/c.md"]),
        ("**/", ["b"]),
        ("**/**/*.md", ["README.md", "a.md", "b/c.md"]),
        ("**/b/**", ["b/c.md"]),
        ("/*", ["/docs", "/odd", "/src"]),
        ("../*/x.py", ["../src/x.py"]),
        ("../src/**/*.py", ["../src/deep/er/y.py", "../src/x.py"]),
        ("/src/.*.py", ["/src/.secret.py"]),
        ("/.*/*.py", ["/.hidden/z.py"]),
        ("/.hidden/*.py", ["/.hidden/z.py"]),
        ("/src/**/.venv/*", ["/src/deep/.venv/v.py"]),
        ("/.g*/*", []),
        ("/odd/[[]x].py", ["/odd/[x].py"]),
        ("*.MD", []),
    ],
)
def test_globs(around: Folder, pattern: str, found: list[str]) -> None:
    assert around.glob(pattern) == tuple(found)


@pytest.mark.parametrize("pattern", ["../../*", "/../*.txt", "/.git/*", "//*", "a\0/*", "../../../../../*"])
def test_globs_that_leave(around: Folder, pattern: str) -> None:
    with pytest.raises(InputError, match="is outside the repository"):
        around.glob(pattern)


@pytest.mark.parametrize("pattern", ["", "/", ".", "./", "*" * 1001, "*/../../*", "*/" * 101])
def test_globs_that_are_none(around: Folder, pattern: str) -> None:
    with pytest.raises(InputError, match=r"is not a pattern|goes up after a wild card|more than 100 parts") as caught:
        around.glob(pattern)
    assert caught.value.hint


def test_globs_have_an_end(around: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glob, "MAX_HITS", 1)
    assert len(around.glob("a.*")) == 1
    with pytest.raises(InputError, match=r"^'\*' matches more than 1 files; write a narrower pattern$"):
        around.glob("*")
    monkeypatch.setattr(listed_files, "MAX_FILES", 3)
    with pytest.raises(
        InputError, match=r"^cannot count '\*\*/z': this folder has more than 3 files; write a narrower"
    ):
        around.glob("**/z")


def test_hostile_patterns_are_quick(repository: Path, around: Folder) -> None:
    put(repository, *(f"docs/{'a' * 200}{number}" for number in range(50)), "docs/" + "a/" * 60 + "a")
    before = time.perf_counter()
    for pattern in ("*a" * 400 + "z", "**/" * 99 + "z", "[" * 900, "*/" * 99 + "z", "**/" + "a/" * 90 + "z"):
        assert around.glob(pattern) == ()
    with pytest.raises(InputError, match=r"takes too long to compare; write a pattern with fewer '\*\*'$"):
        around.glob("**/a/" * 49 + "a")
    assert time.perf_counter() - before < 10


PARTS = st.sampled_from(["a", "b", "ab", "*", "?", "a*", "[ab]", "**"])
NAMES = st.lists(st.sampled_from(["a", "b", "ab", "c"]), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(PARTS, min_size=1, max_size=4), st.lists(NAMES, max_size=6))
def test_globs_match_as_they_read(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], tree: list[list[str]]
) -> None:
    root = tmp_path_factory.mktemp("tree")
    for names in tree:
        (root / "/".join(names)).mkdir(parents=True, exist_ok=True)
    every = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    wanted = sorted(path for path in every if _matches(path.split("/"), parts))
    assert list(Folder(root / "README.md").glob("/".join(parts))) == wanted


def _matches(names: list[str], parts: list[str]) -> bool:
    """The definition, as slow as it is plain."""
    if not parts:
        return not names
    if parts[0] == "**":
        if parts[1:] and _matches(names, parts[1:]):
            return True
        return bool(names) and (_matches(names[1:], parts) or (not names[1:] and not parts[1:]))
    return bool(names) and fnmatchcase(names[0], parts[0]) and _matches(names[1:], parts[1:])


def test_no_descriptor_is_left(around: Folder) -> None:
    before = len(os.listdir("/proc/self/fd"))
    around.read("a.md")
    around.glob("**/*")
    with pytest.raises(InputError):
        around.read("b")
    assert len(os.listdir("/proc/self/fd")) == before


def test_messages_are_one_line(around: Folder) -> None:
    with pytest.raises(InputError) as caught:
        around.read("../../x\n::error::y")
    assert re.fullmatch(r"[^\n]*", str(caught.value))


def _git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def cloned(tmp_path: Path) -> Path:
    """A clone of a repository with a submodule, which is not checked out."""
    for name in ("inner", "outer"):
        put(tmp_path / name, "README.md", "sol/x/1.py", "sol/y/2.py")
        _git(tmp_path / name, "init", "-q")
        if name == "outer":
            _git(tmp_path / name, "submodule", "--quiet", "add", str(tmp_path / "inner"), "sol/sub")
        _git(tmp_path / name, "add", "-A")
        _git(tmp_path / name, "commit", "-qm", "a")
    _git(tmp_path, "clone", "-q", "outer", "clone")
    return tmp_path / "clone"


def test_a_submodule_that_is_not_checked_out_is_named(cloned: Path) -> None:
    folder = Folder(cloned / "README.md")
    for pattern in ("sol/**/*.py", "sol/*/*/*.py", "**"):
        with pytest.raises(
            InputError, match=r"cannot count .*: the submodule sol/sub is not checked out; run git submodule"
        ):
            folder.glob(pattern)
    assert folder.glob("sol/x/*.py") == ("sol/x/1.py",)
    assert folder.glob("sol/*") == ("sol/sub", "sol/x", "sol/y")
    _git(cloned, "submodule", "--quiet", "update", "--init")
    assert len(Folder(cloned / "README.md").glob("sol/**/*.py")) == 4


def test_a_sparse_checkout_is_named(cloned: Path) -> None:
    _git(cloned, "sparse-checkout", "set", "--cone", "sol/x")
    folder = Folder(cloned / "README.md")
    message = (
        r"cannot count 'sol/\[xy\]/\*\.py': sol/y/2.py is not checked out \(sparse checkout\); run git sparse-checkout"
    )
    with pytest.raises(InputError, match=message):
        folder.glob("sol/[xy]/*.py")
    assert folder.glob("sol/x/*.py") == ("sol/x/1.py",)
    with pytest.raises(InputError, match=r"^sol/y/2.py: is not checked out \(sparse checkout\); run"):
        folder.read("sol/y/2.py")
    assert (folder.kind("sol/y/2.py"), folder.kind("sol/y")) == (PathKind.FILE, PathKind.FOLDER)
    assert folder.kind("sol/z") is PathKind.MISSING
    _git(cloned, "sparse-checkout", "disable")
    assert Folder(cloned / "README.md").glob("sol/[xy]/*.py") == ("sol/x/1.py", "sol/y/2.py")


def test_a_pointer_of_lfs_is_no_data(repository: Path, around: Folder) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    (repository / "docs" / "books.csv").write_text(pointer)
    with pytest.raises(InputError, match=r"books\.csv: is a pointer of Git LFS, not the file itself; run git lfs pull"):
        around.read("books.csv")
    (repository / "docs" / "about.csv").write_text("about\n" + pointer)
    assert around.read("about.csv").startswith(b"about")


def test_files_of_a_submodule(cloned: Path) -> None:
    with pytest.raises(
        InputError, match=r"^sol/sub/README\.md: cannot be read: the submodule sol/sub is not checked out"
    ):
        Folder(cloned / "README.md").read("sol/sub/README.md")
    with pytest.raises(InputError, match=r"^sol/no\.py: does not exist"):
        Folder(cloned / "README.md").read("sol/no.py")
    _git(cloned, "submodule", "--quiet", "update", "--init")
    folder = Folder(cloned / "README.md")
    for _ in range(2):
        assert folder.glob("sol/sub/sol/**/*.py") == ("sol/sub/sol/x/1.py", "sol/sub/sol/y/2.py")
        assert folder.glob("sol/sub/*/y/*") == ("sol/sub/sol/y/2.py",)


def test_more_files_than_are_listed(cloned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed_files, "MAX_FILES", 5)
    assert Folder(cloned / "README.md").glob("*.md") == ("README.md",)
    monkeypatch.setattr(listed_files, "MAX_FILES", 4)
    with pytest.raises(InputError, match="the repository tracks"):
        Folder(cloned / "README.md").glob("*.md")
