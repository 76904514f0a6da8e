"""`readme-sync sync` on regions."""

import time
from datetime import date
from pathlib import Path

import pytest
from cli_running import Runner

import readme_sync

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
        "README.md: 1 number and 2 regions updated\n"
    )
    assert "-->2026-11-24<!--" in Path("README.md").read_text("utf-8")
    assert run("sync", "README.md") == (0, "README.md: 3 up to date\n", "")


def test_check_says_what_would_change(run: Runner) -> None:
    code, out, err = run("sync", "--dry-run", "README.md")
    assert code == 1
    assert "1 number and 2 regions would be updated" in out
    assert err == "to update them: readme-sync sync README.md\n"
    assert Path("README.md").read_text("utf-8") == TEXT + END


def test_what_was_written_by_hand_is_skipped(run: Runner) -> None:
    Path("README.md").write_text("<!-- readme-sync: toc -->\n\nmine\n\n" + END + "\n# A\n", encoding="utf-8")
    what = "it does not hold what it should, and no checksum says who wrote it"
    why = "what was written by hand would be lost; readme-sync check --unsafe-fixes writes over it"
    out = f"README.md:1:1 toc: {what}; skipped: {why}\nREADME.md: 1 skipped\n"
    assert run("sync", "README.md") == (1, out, "")
    assert run("sync", "--dry-run", "README.md") == (1, out, "")


TOC = "<!-- readme-sync: toc -->\n\n<!-- /readme-sync -->\n\n"


@pytest.mark.untraced
@pytest.mark.parametrize("number", [199, 200, 201, 400])
def test_so_many_regions_are_all_written(run: Runner, number: int) -> None:
    Path("README.md").write_text(TOC * number + "## Songs\n\n" * 3, encoding="utf-8")
    code, out, _ = run("sync", "--dry-run", "README.md")
    assert code == 1
    assert out.endswith(f"README.md: {number} regions would be updated\n")
    code, out, _ = run("sync", "README.md")
    assert code == 0
    assert out.endswith(f"README.md: {number} regions updated\n")
    assert Path("README.md").read_text("utf-8").count("- [Songs](#songs-2)\n") == number
    assert run("sync", "--dry-run", "README.md") == (0, f"README.md: {number} up to date\n", "")


def test_a_region_that_cannot_be_written_keeps_no_other_from_being_so(run: Runner) -> None:
    tocs = [TOC, TOC.replace("\n\n", "\n\nmine\n\n", 1)] * 101
    Path("README.md").write_text("".join(tocs) + "# A\n", encoding="utf-8")
    code, out, _ = run("sync", "README.md")
    assert code == 1
    assert out.count("toc: nothing is written yet\n") == out.count("; skipped: what was written by hand") == 101
    assert Path("README.md").read_text("utf-8").count("- [A](#a)") == 101


@pytest.mark.parametrize(("short", "code"), [(0, 0), (1, 2)])
def test_regions_add_no_more_than_they_may(run: Runner, monkeypatch: pytest.MonkeyPatch, short: int, code: int) -> None:
    text = TOC * 2 + "## Songs\n"
    Path("README.md").write_text(text, encoding="utf-8")
    added = 2 * (len("\n\n- [Songs](#songs)\n\n") - len("\n\n"))
    monkeypatch.setattr("readme_sync.sources.facts.MAX_ADDED", added - short)
    before = run("check", "README.md")
    ran = run("sync", "README.md")
    assert ran.code == code
    if not code:
        monkeypatch.setattr("readme_sync.sources.facts.MAX_ADDED", 0)  # what is written already adds nothing
        assert run("sync", "--dry-run", "README.md") == (0, "README.md: 2 up to date\n", "")
        return
    what = f"the regions of this document would add more than {added - 1} characters to it"
    assert ran.err == (
        f"readme-sync: README.md:5:1 {what}; take some of them out, or let them list less; nothing was written\n"
    )
    assert Path("README.md").read_text("utf-8") == text
    assert before.code == 2
    assert what in before.out


def test_how_many_regions_are_written_is_configured(run: Runner) -> None:
    text = TOC * 3 + "# A\n"
    Path("README.md").write_text(text, encoding="utf-8")
    Path(".readme-sync.toml").write_text("[limits]\nregions = 2\n", encoding="utf-8")
    what = "this document has 3 regions, more than 2; remove some, or raise limits.regions in the configuration"
    wanted = "".join(f"readme-sync: README.md:{line}:1 {what}; nothing was written\n" for line in (1, 5, 9))
    assert run("sync").err == wanted
    assert run("check").code == 2
    assert Path("README.md").read_text("utf-8") == text
    Path(".readme-sync.toml").write_text("[limits]\nregions = 3\n", encoding="utf-8")
    assert run("sync").code == 0
    assert run("sync", "--dry-run") == (0, "README.md: 3 up to date\n", "")


@pytest.mark.long
@pytest.mark.untraced
@pytest.mark.parametrize(
    "shape",
    [
        TOC + "## H\n\n",
        TOC.replace("toc", "toc from=2 depth=3") + "### H\n\n",
        TOC.replace("toc", "summary") + "## H\n\n- [x] a\n\n",
        TOC.replace("toc", "summary of=#h") + "## H\n\n- [x] a\n\n",
        TOC.replace("toc", "updated"),
    ],
)
@pytest.mark.long
def test_many_regions_take_time_in_proportion(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readme_sync.sources.facts.MAX_ADDED", 100_000)

    def seconds(times: int) -> float:
        text = shape * times
        started = time.process_time()
        readme_sync.check(readme_sync.parse(text))
        readme_sync.sync(text, today=date(2026, 11, 24))
        return time.process_time() - started

    assert seconds(1_600) < 10 * seconds(400) + 0.5


def test_a_day_that_is_none_is_told(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("sync", "README.md") == (
        2,
        "",
        "readme-sync: SOURCE_DATE_EPOCH is 'soon', which is not a number of seconds; unset it\n",
    )
