"""Configurations: where they are found, what they come to, and what is wrong with them, in one line."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readme_sync.config import load as loading
from readme_sync.config import paths as finding
from readme_sync.config import settings_at, settings_for
from readme_sync.errors import ConfigError
from readme_sync.model import DEFAULT, Counting, Nested, Settings, State, TrackerSetting, Treat

ALL = """\
paths = ["README.md", "docs/plan.md"]
select = ["RS2", "section-numbers"]
ignore = ["RS206"]
words = { done = ["gotowe"], in-progress = ["🚀"] }

[[trackers]]
section = "#chapters"
header = "Status"
column = "Status"
label = "Chapter"

[[trackers]]
section = "Support"
kind = "none"

[counting]
cancelled = "skip"
struck = "done"
in-progress = 50
nested = "leaves"
weight = "Weight"
"""
SETTINGS = Settings(
    (("gotowe", State.DONE), ("🚀", State.IN_PROGRESS)),
    (TrackerSetting("#chapters", True, "Status", "Status", "Chapter"), TrackerSetting("Support", False)),  # noqa: FBT003
    ("README.md", os.path.join("docs", "plan.md")),
    ("RS2", "section-numbers"),
    ("RS206",),
    counting=Counting(Treat.SKIP, Treat.DONE, Treat.COUNT, 50.0, Nested.LEAVES, "Weight"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a repository, which is the current folder."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")
    return tmp_path / "repository"


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


class TestFound:
    def test_all_keys(self, folder: Path) -> None:
        put(folder / ".readme-sync.toml", ALL)
        assert settings_for("")._replace(origin="") == SETTINGS

    def test_in_a_pyproject(self, folder: Path) -> None:
        text = ALL.replace("[[trackers]]", "[[tool.readme-sync.trackers]]").replace(
            "[counting]", "[tool.readme-sync.counting]"
        )
        put(folder / "pyproject.toml", f"[project]\nname = 'a'\n[tool.readme-sync]\n{text}")
        assert settings_for("")._replace(origin="") == SETTINGS

    def test_with_a_byte_order_mark_and_crlf(self, folder: Path) -> None:
        put(folder / ".readme-sync.toml", "\ufeff" + ALL.replace("\n", "\r\n"))
        assert settings_for("")._replace(origin="") == SETTINGS

    def test_nothing(self, folder: Path) -> None:
        assert settings_for(str(folder)) is DEFAULT

    def test_the_nearest_wins(self, folder: Path) -> None:
        put(folder / ".readme-sync.toml", 'ignore = ["RS1"]')
        put(folder / "docs" / "pyproject.toml", '[tool.readme-sync]\nignore = ["RS2"]')
        assert settings_for("docs").ignore == ("RS2",)
        assert settings_for(str(folder / "docs" / "more")).ignore == ("RS2",)
        assert settings_for("src").ignore == ("RS1",)

    def test_our_own_file_wins_over_a_pyproject(self, folder: Path) -> None:
        put(folder / "pyproject.toml", '[tool.readme-sync]\nignore = ["RS2"]')
        put(folder / ".readme-sync.toml", "")
        assert settings_for("")._replace(origin="") == Settings()

    def test_a_pyproject_that_only_names_us_is_passed_over(self, folder: Path) -> None:
        put(folder / ".readme-sync.toml", 'ignore = ["RS1"]')
        put(folder / "docs" / "pyproject.toml", '[project]\ndependencies = ["readme-sync"]')
        put(folder / "docs" / "more" / "pyproject.toml", "this is not TOML, and none of our business")
        put(folder / "docs" / "odd" / "pyproject.toml", 'tool = "readme-sync"')
        assert {settings_for(f"docs/{name}").ignore for name in ("", "more", "odd")} == {("RS1",)}

    @pytest.mark.parametrize("git", ["folder", "file"])
    def test_not_above_the_repository(self, folder: Path, git: str) -> None:
        if git == "file":  # a worktree
            (folder / ".git").rmdir()
            put(folder / ".git", "gitdir: elsewhere")
        put(folder.parent / ".readme-sync.toml", 'ignore = ["RS1"]')
        assert settings_for("docs") is DEFAULT

    def test_up_to_the_root_where_there_is_no_repository(self, folder: Path) -> None:
        (folder / ".git").rmdir()
        put(folder.parent / ".readme-sync.toml", 'ignore = ["RS1"]')
        assert settings_for("docs").ignore == ("RS1",)
        assert list(finding.candidates(os.sep)) == []

    def test_by_name(self, folder: Path) -> None:
        put(folder / "other.toml", 'ignore = ["RS1"]')
        assert settings_at("other.toml").ignore == ("RS1",)
        put(folder / "pyproject.toml", "[project]\nname = 'a'")
        with pytest.raises(ConfigError, match=r"^pyproject\.toml: has no \[tool\.readme-sync\]; add one"):
            settings_at("pyproject.toml")

    def test_loads_pydantic_only_for_a_table_of_ours(self, folder: Path) -> None:
        put(folder / "pyproject.toml", '[project]\ndependencies = ["readme-sync"]')
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from readme_sync.config import settings_for; settings_for('');"
            "print(*sys.modules)"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert "pydantic" not in ran.stdout.split()


class TestPaths:
    def test_are_those_of_the_configuration(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(folder / "docs" / ".readme-sync.toml", 'paths = ["plan.md", "../README.md", "./a/../b.md"]')
        assert settings_for("docs").paths == tuple(map(os.path.normpath, ("docs/plan.md", "README.md", "docs/b.md")))
        monkeypatch.chdir(folder / "docs")
        assert settings_for("").paths == ("plan.md", os.path.normpath("../README.md"), "b.md")

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("/etc/passwd", "is absolute"),
            ("C:\\\\a.md", "is absolute"),
            ("\\\\\\\\host\\\\share\\\\a.md", "is absolute"),
            ("../outside.md", "leaves the repository"),
            ("docs/../../outside.md", "leaves the repository"),
            ("link.md", "is a link out of the repository"),
            ("linked/outside.md", "is a link out of the repository"),
            (".git/config", "belongs to git"),
            ("docs/.GIT/hooks/x.md", "belongs to git"),
            ("-", "looks like an option"),
            ("--fix", "looks like an option"),
            ("a\\u0000.md", "is not a file name"),
            ("a\\n::error::.md", "is not a file name"),
        ],
    )
    def test_that_leave_the_repository_are_refused(self, folder: Path, path: str, reason: str) -> None:
        put(folder.parent / "outside.md", "# A\n")
        (folder / "link.md").symlink_to("../outside.md")
        (folder / "linked").symlink_to("..")
        put(folder / ".readme-sync.toml", f'paths = ["README.md", "{path}"]')
        with pytest.raises(ConfigError) as error:
            settings_for("")
        assert str(error.value).startswith(".readme-sync.toml: paths: ")
        assert str(error.value).endswith(f" {reason}; name a document in the repository")

    def test_links_within_the_repository_are_fine(self, folder: Path) -> None:
        (folder / "link.md").symlink_to("README.md")
        put(folder / ".readme-sync.toml", 'paths = ["link.md"]')
        assert settings_for("").paths == ("link.md",)


WRONG = [
    ('pathes = ["a"]', "1: there is no key 'pathes'; did you mean 'paths'?"),
    (
        "\n\nfrobnicate = 1",
        (
            "3: there is no key 'frobnicate'; there are paths, select, exclude, ignore, extend-select, fixable, "
            "unfixable, per-file-ignores, fail-on, words, trackers, counting, facts, claims, issues, siblings, tables, "
            "limits, pictures"
        ),
    ),
    ('[words]\ndnoe = ["x"]', "2: there is no key 'words.dnoe'; did you mean 'done'?"),
    ('[words]\nin_progress = ["x"]', "2: there is no key 'words.in_progress'; did you mean 'in-progress'?"),
    ('[[trackers]]\nsction = "a"', "2: there is no key 'trackers[0].sction'; did you mean 'section'?"),
    ('paths = "a"', "1: paths should be a list; see docs/configuration.md"),
    ('paths = [""]', "1: paths[0] should not be empty; see docs/configuration.md"),
    ("paths = [1]", "1: paths[0] should be a string; see docs/configuration.md"),
    ("select = 2024-01-01", "1: select should be a list; see docs/configuration.md"),
    ("words = 1", "1: words should be a table; see docs/configuration.md"),
    ("words.done = [true]", "1: words.done[0] should be a string; see docs/configuration.md"),
    ('words.done = ["all of it!"]', "1: words.done[0]: 'all of it!' should be a word or a symbol, alone; correct it"),
    ('words.done = [""]', "1: words.done[0]: '' should be a word or a symbol, alone; correct it"),
    ('words.done = ["✅ gotowe"]', "1: words.done[0]: '✅ gotowe' should be a word or a symbol, alone; correct it"),
    ('[words]\ndone = ["x"]\nopen = ["X"]', "1: words: 'X' is in two lists; remove it from one"),
    ("trackers = [3]", "1: trackers[0] should be a table; see docs/configuration.md"),
    ("[[trackers]]\nkind = 'none'", "1: trackers[0].section is missing; see docs/configuration.md"),
    (
        "[[trackers]]\nsection = 'a'\nkind = 'no'",
        "3: trackers[0].kind should be 'progress' or 'none'; see docs/configuration.md",
    ),
    (
        "[[trackers]]\nsection = 'a'\nkind = 'none'\ncolumn = 'B'",
        '1: trackers[0]: kind = "none" takes no column and no label; remove them',
    ),
    (
        "[[trackers]]\nsection = 'a'\nlabel = 'B'\ncolumn = 'B'",
        "1: trackers[0]: column and label should be different columns; correct it",
    ),
    (
        "[counting]\nstruck = 'no'",
        "2: counting.struck should be 'count', 'skip' or 'done'; see docs/configuration.md",
    ),
    (
        "[counting]\nin-progress = 130",
        "2: counting.in-progress should be less than or equal to 100; see docs/configuration.md",
    ),
    ("[counting]\nnestd = 'all'", "2: there is no key 'counting.nestd'; did you mean 'nested'?"),
    ('[[claims]]\nfind = "{} a"', "1: claims[0].value is missing; see docs/configuration.md"),
    (
        '[[claims]]\nvalue = "done"\nfind = "a"',
        "3: claims[0].find: 'a' should have one {} in place of the number; correct it",
    ),
    (
        '[[claims]]\nvalue = "done"\nfind = " {} "',
        "3: claims[0].find: ' {} ' should have words next to the {}; correct it",
    ),
    (
        f'[[claims]]\nvalue = "1"\nfind = "{"w " * 300}{{}}"',
        f"3: claims[0].find: {'w ' * 20!r} is longer than 500 characters; write fewer words next to the {{}}",
    ),
    (
        '[[claims]]\nfind = "{} a"\nvalue = "donne of #a"',
        "3: claims[0].value: in column 1 of 'donne of #a': 'donne' is no value and no source; did you mean 'done'?",
    ),
    (
        '[[claims]]\nfind = "{} a"\nvalue = "done"\nall = "yes"',
        "4: claims[0].all should be true or false; see docs/configuration.md",
    ),
    (
        '[[claims]]\nfind = "{} a"\nvalue = "done"\nfile = "../../a.md"',
        " claims.file: '../../a.md' leaves the repository; name a document in the repository",
    ),
    ('select = ["RS9"]', "1: select[0]: there is no rule 'RS9'; readme-sync rule lists them"),
    ('ignore = [""]', "1: ignore[0]: there is no rule ''; readme-sync rule lists them"),
    ("\na = ", "2: is not valid TOML: invalid value; correct it"),
    ("a = 1\na = 2", "2: is not valid TOML: cannot overwrite a value; correct it"),
    ("\n\na = '''", "3: is not valid TOML: expected \"'''\"; correct it"),
    ("a = " + "[" * 20_000, " is nested too deeply; use fewer levels"),
    ("a = " + "9" * 5000, " holds a number with too many digits; shorten it"),
    (b"\n# caf\xe9", "2: is not UTF-8; save it as UTF-8"),
    ("#" * 256_001, " is larger than 256 KB; shorten it"),
]


class TestWrong:
    @pytest.mark.parametrize(("text", "message"), WRONG, ids=[message[:60] for _, message in WRONG])
    def test_is_one_line_that_names_the_place(self, folder: Path, text: str | bytes, message: str) -> None:
        put(folder / ".readme-sync.toml", text)
        with pytest.raises(ConfigError) as error:
            settings_for("")
        assert str(error.value) == f".readme-sync.toml:{message}"

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("[[trackers]]\nsection = 'a'\n[[trackers]]\nsection = 1", 4),
            ("ignore = ['RS1']\ntrackers = [\n  { section = 'a' },\n  { section = 1 },\n]", 2),
            ("ignore = ['RS1']\n[[trackers]]\nsection = 'a'\n[[trackers]]\nkind = 'none'", 4),
        ],
    )
    def test_the_line_is_that_of_the_key_or_of_its_table(self, folder: Path, text: str, line: int) -> None:
        put(folder / ".readme-sync.toml", text)
        with pytest.raises(ConfigError, match=rf"^\.readme-sync\.toml:{line}: trackers\[1\]\.section"):
            settings_for("")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[tool]\nreadme-sync = 1", " tool.readme-sync should be a table; write [tool.readme-sync]"),
            ("[tool.readme-sync", "1: is not valid TOML: expected ']' at the end of a table declaration; correct it"),
            ("#" * 300_000 + "\n[tool.readme-sync]", " is larger than 256 KB; write it into a .readme-sync.toml"),
        ],
    )
    def test_in_a_pyproject(self, folder: Path, text: str, message: str) -> None:
        put(folder / "pyproject.toml", text)
        with pytest.raises(ConfigError) as error:
            settings_for("")
        assert str(error.value) == f"pyproject.toml:{message}"

    @pytest.mark.parametrize("name", [".readme-sync.toml", "pyproject.toml"])
    @pytest.mark.parametrize("kind", ["folder", "fifo", "dangling"])
    def test_that_no_one_can_read(self, folder: Path, name: str, kind: str) -> None:
        make: dict[str, Any] = {
            "folder": Path.mkdir,
            "fifo": os.mkfifo,
            "dangling": lambda path: path.symlink_to("nowhere"),
        }
        make[kind](folder / name)
        with pytest.raises(ConfigError, match=rf"^{name}: .*; .*--no-config$"):
            settings_for("")

    @pytest.mark.parametrize("name", [".readme-sync.toml", "pyproject.toml"])
    def test_that_is_a_link_out_of_the_repository(self, folder: Path, name: str) -> None:
        (folder / "docs").mkdir()
        put(folder.parent / "secret", "readme-sync = 1\n[tool.readme-sync]\npassword = 'xyz'")
        (folder / "docs" / name).symlink_to(folder.parent / "secret")
        shown = os.path.join("docs", name)
        with pytest.raises(ConfigError) as error:
            settings_for("docs")
        assert str(error.value) == (
            f"{shown}: is a link out of the repository; replace it by a file, or name it with --config"
        )

    def test_that_is_a_link_within_the_repository(self, folder: Path) -> None:
        (folder / "docs").mkdir()
        put(folder / "shared.toml", "ignore = ['RS301']")
        (folder / "docs" / ".readme-sync.toml").symlink_to("../shared.toml")
        assert settings_for("docs").ignore == ("RS301",)

    def test_that_may_not_be_read(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(folder / ".readme-sync.toml", "")

        def refuse(*_arguments: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(loading, "open", refuse, raising=False)
        with pytest.raises(ConfigError, match="the configuration cannot be read: Permission denied; check the path"):
            settings_for("")

    @pytest.mark.parametrize("path", ["missing.toml", "a\0b"])
    def test_that_is_named_and_missing(self, folder: Path, path: str) -> None:  # noqa: ARG002
        with pytest.raises(ConfigError, match="the configuration cannot be read"):
            settings_at(path)
