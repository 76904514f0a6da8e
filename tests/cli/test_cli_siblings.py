"""Translations that follow a leading README: what `check` says of them, and what `sync` carries over."""

import time
from pathlib import Path

import pytest
from cli_running import Runner

LEADER = """\
# Kit

![rules](https://img.shields.io/badge/rules-194-blue) We have 194 rules for 1,234 people.

## Read

| Title | Pages | Progress |
| --- | --- | --- |
| [Emma](emma.md) | 300 | 40% |
| [Dune](dune.md) | 412 | ✅ |

## Plan (1/2)

- [x] sow
- [ ] hoe
"""
LANGUAGES = "ar bn de es fr hi it ja ko pt ru zh-CN".split()
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _translated(language: str, text: str = LEADER) -> str:
    """The leading text in a language: other words, the same numbers, in Arabic with its digits."""
    for word in ("Kit", "rules for", "people", "Title", "Pages", "Progress", "sow", "hoe"):
        text = text.replace(f" {word}", f" {word[::-1]}")
    if language == "ar":
        text = text.replace("1,234", "1٬234").replace("194 ", f"{'194'.translate(_ARABIC)} ")
    return text.replace("1,234", "1.234") if language in {"de", "es"} else text


@pytest.fixture
def folder(folder: Path) -> Path:
    """Thirteen READMEs that say the same."""
    (folder / "README.md").write_text(LEADER, "utf-8")
    (folder / ".readme-sync.toml").write_text('[[siblings]]\nfiles = ["README.md", "README.*.md"]\n', "utf-8")
    for language in LANGUAGES:
        (folder / f"README.{language}.md").write_text(_translated(language), "utf-8")
    return folder


def _lead(folder: Path, old: str, new: str) -> None:
    assert old in LEADER
    (folder / "README.md").write_text(LEADER.replace(old, new), "utf-8")


def test_all_are_checked_and_the_same(folder: Path, run: Runner) -> None:
    assert len(list(folder.glob("README*.md"))) == 13
    ran = run("check")
    assert (ran.code, "13 documents" in ran.out + ran.err) == (0, True), ran
    assert run("sync").code == 0


def test_one_that_lags_is_named_with_the_line(folder: Path, run: Runner) -> None:
    path = folder / "README.ja.md"
    path.write_text(path.read_text("utf-8").replace("| [Dune](dune.md) | 412 | ✅ |\n", ""), "utf-8")
    other = folder / "README.ko.md"
    other.write_text(other.read_text("utf-8").replace("[x] wos", "[ ] wos").replace("(1/2)", "(0/2)"), "utf-8")
    out = run("check", "--output-format", "concise").out
    assert [line for line in out.splitlines() if "RS112" in line] == [
        "README.ja.md:9:1 warning RS112 lacks the row of README.md:10",
        "README.ko.md:14:3 warning RS112 says open where README.md:14 says done",
    ]
    ran = run("sync")
    assert (ran.code, "README.ja.md:9:1 lacks the row of README.md:10; skipped: only numbers and" in ran.out) == (
        1,
        True,
    )
    assert other.read_text("utf-8") == _translated("ko")  # its heading follows its own tasks


def test_numbers_are_carried_over_and_nothing_else(folder: Path, run: Runner) -> None:
    _lead(folder, "194", "205")
    ran = run("sync")
    assert ran.code == 0, ran
    for language in LANGUAGES:
        wanted = _translated(language, LEADER.replace("194", "205"))
        if language == "ar":
            wanted = _translated(language).replace("194", "205").replace("١٩٤", "٢٠٥")
        assert (folder / f"README.{language}.md").read_text("utf-8") == wanted
    assert (run("check").code, run("sync").out.count("updated")) == (0, 0)


def test_one_document_for_edits_and_its_translations_after(folder: Path, run: Runner) -> None:
    assert run("set", "hoe", "done").code == 0  # the leading one, though thirteen are configured
    assert run("sync").code == 0
    assert all(path.read_text("utf-8").count("[x]") == 2 for path in folder.glob("README*.md"))
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ('["README.*.md", "README.md"]', "siblings.files: 'README.*.md' is a pattern; name the document first"),
        ('["README.md"]', "siblings[0].files"),
        ('["README.md", "../other/README.md"]', "siblings.files: '../other/README.md' leaves the repository"),
        ('["README.md", "docs/*/README.md"]', "siblings.files: 'docs/*/README.md' matches no file"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, run: Runner, files: str, said: str) -> None:
    (folder / ".git").mkdir()
    (folder / ".readme-sync.toml").write_text(f"[[siblings]]\nfiles = {files}\n", "utf-8")
    ran = run("check")
    assert (ran.code, said in ran.err) == (2, True), ran


def test_a_leader_that_is_missing_is_named(folder: Path, run: Runner) -> None:
    (folder / "README.md").unlink()
    assert "cannot be compared with README.md: does not exist" in run("check", "README.de.md").out


def test_thirteen_readmes_and_thirty_claims_take_less_than_a_second(folder: Path, run: Runner) -> None:
    facts = "".join(f"\n{number} things of kind k{number:02}.\n" for number in range(30))
    claims = "".join(
        f'[[claims]]\nfind = "{{}} things of kind k{number:02}"\nvalue = "{number}"\n' for number in range(30)
    )
    for path in folder.glob("README*.md"):
        path.write_text(path.read_text("utf-8") + facts, "utf-8")
    with (folder / ".readme-sync.toml").open("a", encoding="utf-8") as file:
        file.write(claims)
    begun = time.process_time()
    assert run("check").code == 0
    assert time.process_time() - begun < 3  # 1 on a machine that does nothing else: docs/internals/performance.md


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_what_would_change_is_what_changes(folder: Path, run: Runner, option: str) -> None:
    """A translation follows what its leading document will say, whether that is written or not."""
    (folder / "books.csv").write_text("Title\na\nb\n", "utf-8")
    bound = "<!-- readme-sync: count of csv books.csv -->194<!-- /readme-sync -->"
    _lead(folder, "have 194 rules", f"have {bound} rules")
    ran = run("sync", option)
    assert ran.code == 1
    assert (ran.out + ran.err).count(" where README.md:3 says 2") == len(LANGUAGES)
