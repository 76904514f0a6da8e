"""`readme-sync sync` on regions."""

from pathlib import Path

import pytest
from cli_running import Runner

TEXT = (
    "# A (0/1)\n\nAs of <!-- readme-sync: updated --><!-- /readme-sync -->.\n\n- [x] a\n\n<!-- readme-sync: chart -->\n"
)
END = "<!-- /readme-sync -->\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner) -> None:  # noqa: ARG001  it clears the environment
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(TEXT + END, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")


def test_all_is_written_and_said(run: Runner) -> None:
    code, out, err = run("sync", "README.md")
    assert (code, err) == (0, "")
    assert out == (
        "README.md:1:6 says 0/1, 1 task below says 1/1\n"
        "README.md:7:1 chart: nothing is written yet\n"
        "README.md:3:7 updated: nothing is written yet\n"
        "README.md: 1 figure and 2 regions brought in line\n"
    )
    assert "-->2026-11-24<!--" in Path("README.md").read_text("utf-8")
    assert run("sync", "README.md") == (0, "README.md: 3 right already\n", "")


def test_check_says_what_would_change(run: Runner) -> None:
    code, out, err = run("sync", "--check", "README.md")
    assert code == 1
    assert "1 figure and 2 regions would be brought in line" in out
    assert err == "to bring them in line: readme-sync sync README.md\n"
    assert Path("README.md").read_text("utf-8") == TEXT + END


def test_what_was_written_by_hand_is_skipped(run: Runner) -> None:
    Path("README.md").write_text("<!-- readme-sync: toc -->\n\nmine\n\n" + END + "\n# A\n", encoding="utf-8")
    what = "it does not hold what it should, and no checksum says who wrote it"
    why = "what was written by hand would be lost; readme-sync check --unsafe-fixes writes over it"
    out = f"README.md:1:1 toc: {what}; skipped: {why}\nREADME.md: 1 skipped\n"
    assert run("sync", "README.md") == (0, out, "")


def test_a_day_that_is_none_is_told(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("sync", "README.md") == (
        2,
        "",
        "readme-sync: SOURCE_DATE_EPOCH is 'soon', no number of seconds; unset it\n",
    )
