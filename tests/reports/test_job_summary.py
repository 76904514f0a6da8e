"""The page of a workflow run: sections with what moved, results, the patch."""

import re

import pytest
from cmarkgfm import cmark

import readme_sync
from readme_sync.reports.job_summary import Summarized, job_summary
from readme_sync.reports.safe import linked


def summary(text: str, base: str | None = None) -> str:
    old = None if base is None else readme_sync.parse(base)
    return job_summary([Summarized("README.md", readme_sync.parse(text), old, [], "")], "Done", [], "patch")


def moved(text: str, base: str) -> dict[str, str]:
    """The last column, by section."""
    options = cmark.Options.CMARK_OPT_DEFAULT
    page = cmark.markdown_to_html_with_extensions(summary(text, base), options, ("table",))
    rows = [re.findall(r"<td.*?>(.*?)</td>", row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]
    return {row[0].strip("\u2003"): row[3] for row in rows if len(row) == 4}


def test_a_section_is_the_same_whatever_the_figure_in_its_heading_says() -> None:
    base = "# Plan\n\n## Sow (0/2)\n\n- [ ] a\n- [ ] b\n\n## Reap — 1/1\n\n- [x] c\n"
    text = base.replace("0/2", "1/2").replace("[ ] a", "[x] a").replace("1/1", "1/2") + "- [ ] d\n"
    assert moved(text, base) == {
        "Plan": "+1 done, +1 in all, +16.7 points",
        "Sow (1/2)": "+1 done, +50.0 points",
        "Reap — 1/2": "+1 in all, -50.0 points",
    }


def test_sections_of_one_name_are_told_apart_by_their_order() -> None:
    base = "# A\n\n## Week (1/1)\n\n- [x] a\n\n## Week (0/1)\n\n- [ ] b\n\n## Week (0/1)\n\n- [ ] c\n"
    page = summary(base.replace("[ ] b", "[x] b").replace("(0/1)", "(1/1)", 1), base)
    assert page.count("+1 done, +100.0 points |") == 1
    assert "new" not in page


def test_a_section_whose_only_child_said_the_same_is_not_new() -> None:
    base = "# Books\n\n## Read\n\n- [x] a\n"
    assert moved(base + "\n## To read\n\n- [ ] b\n", base) == {
        "Books": "+1 in all, -50.0 points",
        "Read": "",
        "To read": "new",
    }


def test_items_before_the_first_heading() -> None:
    base = "- [ ] a\n- [ ] b\n\n# Plan\n\n- [ ] c\n"
    assert moved(base.replace("[ ] a", "[x] a"), base)["(before the first heading)"] == "+1 done, +50.0 points"


@pytest.mark.parametrize("base", ["# Plan\n\n- [ ] c\n", None])
def test_where_nothing_moved_there_is_no_column(base: str | None) -> None:
    assert "moved" not in summary("# Plan\n\n- [ ] c\n", base)


def test_what_a_table_sums_up_counts_once() -> None:
    text = (
        "| part | done |\n| --- | --- |\n| Sow | 1/2 |\n| Reap | 0/1 |\n\n"
        "## Sow\n\n- [x] a\n- [ ] b\n\n## Reap\n\n- [ ] c\n"
    )
    tally = readme_sync.parse(text).tally
    assert (tally.done, tally.total) == (1, 3)
    assert "· 1 of 3 done" in summary(text)
    assert "before the first heading" not in summary(text)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.example/) ![x](y", "https://a.example/<b>", "http://a b", ""]
)
def test_an_address_that_could_be_more_is_no_link(address: str) -> None:
    assert linked("x", address) == "x"


def test_a_link() -> None:
    assert linked("Committed *", "http://h.example:8080/a/b/commit/1f") == (
        "[Committed &#42;](http://h.example:8080/a/b/commit/1f)"
    )
