"""A first run on an old README: ignore what is there today, fix a part, look at the rest later."""

from pathlib import Path

import pytest
from cli_running import Runner

OLD = """\
# Log

Text with a [link](missing.md).
- a list right below
- [gone](gone.md)

| # | Title | Progress |
| --- | --- | --- |
| 1 | Dune | 100% |
| 3 | Emma | 40% | too many |

## 1.1. Plan (2/2)

- [x] a
- [ ] b

> | Title | Progress |
> | --- | --- |
> | Dune | 100% | too many |

## 1.3. Rest
"""
IGNORED = {
    "a heading, a table, a list and a quote": OLD,
    "CRLF": OLD.replace("\n", "\r\n"),
    "no line end at the end": OLD + "\nRead [this](nowhere.md).",
    "raw HTML": '# A\n\n<table>\n<tr><td><a href="gone.md">x</a></td></tr>\n</table>\n\n<p><img src="gone.png"></p>\n',
    "two in one block": "# A\n\n[a](gone.md) [b](gone.md) and [c](#nowhere)\n",
}


@pytest.fixture(autouse=True)
def _repository(folder: Path) -> None:
    (folder / ".git").mkdir()


@pytest.mark.parametrize("text", IGNORED.values(), ids=IGNORED)
def test_what_fails_today_is_ignored_and_what_is_new_is_not(run: Runner, folder: Path, text: str) -> None:
    path = folder / "README.md"
    path.write_bytes(text.encode())
    assert run("check").code == 1
    assert run("check", "--add-ignore").code == 0
    after = path.read_bytes().decode()
    kept = [line for line in after.splitlines(keepends=True) if "readme-sync: ignore" not in line]
    assert "".join(kept).rstrip("\r\n") == text.rstrip("\r\n")
    assert ("\r\n" in after) == ("\r\n" in text)
    assert run("check").code == 0
    assert run("check", "--select", "RS505").out.startswith("README.md: no problems")  # none is superfluous
    assert run("check", "--add-ignore").err.count("nothing to ignore") + after.count("ignore") > 0
    assert path.read_bytes().decode() == after  # twice is once
    path.write_bytes((after.rstrip() + "\n\n## New (1/2)\n\n- [ ] a\n- [ ] b\n").encode())
    assert run("check").code == 1


def test_rules_can_be_chosen_and_it_can_be_shown_first(run: Runner, folder: Path) -> None:
    (folder / "README.md").write_text(OLD, encoding="utf-8")
    ran = run("check", "--add-ignore", "--select", "RS101", "--diff")
    assert ran.code == 1
    assert "+<!-- readme-sync: ignore RS101 -->\n ## 1.1. Plan (2/2)\n" in ran.out
    assert ran.err == "README.md:12: RS101 ignored (not written)\n"
    assert run("check", "--add-ignore", "--select", "RS101", "--dry-run").out == ran.err
    assert (folder / "README.md").read_text("utf-8") == OLD
    assert run("check", "--add-ignore", "--select", "RS101").code == 0
    assert run("check").code == 1


def test_a_broken_marker_is_not_ignored(run: Runner, folder: Path) -> None:
    text = "<!-- readme-sync: toc -->\n\n[a](gone.md)\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    ran = run("check", "--add-ignore")
    assert ran.code == 2
    assert "RS501" in ran.out
    assert "ignore RS302 -->\n[a](gone.md)" in (folder / "README.md").read_text("utf-8")


def test_a_region_is_ignored_at_the_end(run: Runner, folder: Path) -> None:
    text = "# A\n\n<!-- START doctoc -->\n\n[a](#gone)\n\n<!-- END doctoc -->\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    assert run("check", "--add-ignore").code == 0
    assert (folder / "README.md").read_text("utf-8") == f"{text}\n<!-- readme-sync: ignore-file RS303 -->\n"


class TestFixes:
    TWO = (
        "# Log\n\n## Plan (2/2)\n\n- [x] a\n- [ ] b\n\n"
        "| Title | Progress |\n| --- | --- |\n| x | 130% |\n| y | 3/7 | z |\n"
    )

    def test_fix_only(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text(self.TWO, encoding="utf-8")
        ran = run("check", "--fix-only")
        assert (ran.code, ran.out) == (0, "")
        assert "(1/2)" in (folder / "README.md").read_text("utf-8")
        assert run("check").code == 1

    def test_fixable_and_unfixable(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text(self.TWO, encoding="utf-8")
        assert run("check", "--fix", "--unfixable", "RS1").code == 1
        assert run("check", "--fix", "--fixable", "RS2", "--diff").out == ""
        assert "can be fixed" not in run("check", "--unfixable", "stale-claim").out
        (folder / ".readme-sync.toml").write_text('unfixable = ["RS101"]\n', "utf-8")
        run("check", "--fix")
        assert "(2/2)" in (folder / "README.md").read_text("utf-8")
        run("check", "--fix", "--fixable", "RS101", "--unfixable", "RS2")
        assert "(1/2)" in (folder / "README.md").read_text("utf-8")

    def test_extend_select(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text(self.TWO, encoding="utf-8")
        (folder / ".readme-sync.toml").write_text('select = ["RS2"]\n', "utf-8")
        assert "RS101" not in run("check").out
        assert "RS101" in run("check", "--extend-select", "RS101").out
        assert "RS201" in run("check", "--extend-select", "RS101").out
        (folder / ".readme-sync.toml").write_text('select = ["RS2"]\nextend-select = ["stale-claim"]\n', "utf-8")
        assert "RS101" in run("check").out

    def test_dry_run(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text(self.TWO, encoding="utf-8")
        ran = run("check", "--fix", "--dry-run")
        assert (ran.code, ran.out.splitlines()[0][-16:]) == (1, "(would be fixed)")
        assert (folder / "README.md").read_text("utf-8") == self.TWO

    def test_unknown_rules_are_named_with_the_nearest(self, run: Runner) -> None:
        assert run("check", "--select", "RS2006").err.endswith("'RS2006'; did you mean RS206 (row-numbers)?\n")
        assert run("check", "--unfixable", "row-number").err.endswith("did you mean RS206 (row-numbers)?\n")
        assert run("rule", "stale").err.endswith("did you mean RS101 (stale-claim)?\n")
        assert run("rule", "zzz").err.endswith("readme-sync rule lists them\n")


def test_comments_that_would_change_the_page_are_left_out_alone(run: Runner, folder: Path) -> None:
    """One of several places takes no comment: the others get theirs."""
    broken = "<pre>\n\n## Steps (5/2)\n\n- [x] a\n- [ ] b\n</pre>\n"
    text = f"# Log\n\n## Plan (2/2)\n\n- [x] a\n- [ ] b\n\n{broken}\n## Rest (2/2)\n\n- [x] a\n- [ ] b\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    run("check", "--add-ignore")
    after = (folder / "README.md").read_text("utf-8")
    assert after.replace("<!-- readme-sync: ignore RS101 -->\n", "").replace("\n\n\n", "\n\n") == text
    assert "ignore RS101 -->\n## Plan" in after
    assert "ignore RS101 -->\n## Rest" in after
