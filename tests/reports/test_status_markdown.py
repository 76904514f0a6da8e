"""The status for a job summary."""

import html
import re

import pytest
from hand_made import build
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.editing.verify import render_text
from readme_sync.reports.safe import printable
from readme_sync.reports.status_markdown import status_markdown

TITLES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            "| \\ ` * _ ~~ [a](b) ![c](d) <b> <!-- --> &amp; &#124; a@b.c www.a.bc http://a.b #1 @x "
            ":+1: $a$ # > - 1. \n ::error::x ##[error] \u202e".split(" ")
        ),
        max_size=8,
    ).map("".join),
)


def test_a_document() -> None:
    readme = build((1, "How I learn", []), (2, "One", [100, 50]), (2, "Two", [None]))
    assert status_markdown(readme, "docs/a.md") == (
        "### docs&#47;a&#46;md\n"
        "\n"
        "██████████░░░░░░░░░░ **50 %** (1 of 3 done)\n"
        "\n"
        "| Section | Progress | | Done |\n"
        "| --- | --- | ---: | ---: |\n"
        "| How I learn | █████░░░░░ | 50 % | 1/3 |\n"
        "| &emsp;One | ████████░░ | 75 % | 1/2 |\n"
        "| &emsp;Two | ░░░░░░░░░░ | ? | 0/1 |\n"
        "\n"
        "1 item states no percent and counts as not done.\n"
    )


def test_a_document_without_progress() -> None:
    assert status_markdown(build((1, "One", [])), "a.md") == "### a&#46;md\n\nNo progress in this document.\n"


def test_items_before_the_first_heading() -> None:
    text = status_markdown(build((0, "", [0, 100]), (1, "One", [100])), "a.md")
    assert "| (before the first heading) | █████░░░░░ | 50 % | 1/2 |\n" in text
    assert "| Section" not in status_markdown(build((0, "", [0, 100])), "a.md")


@given(TITLES)
def test_github_shows_titles_as_they_are(title: str) -> None:
    shown = printable(title)
    page = render_text(status_markdown(build((1, title, [50]), (1, "b", [100])), title or "a.md"), 0)
    assert re.findall(r"<(?!/)([a-z0-9]+)", page) == re.findall(
        r"<(?!/)([a-z0-9]+)", render_text(status_markdown(build((1, "a", [50]), (1, "b", [100])), "a.md"), 0)
    )
    cell = page.split("<tbody>")[1].split("<td>")[1].split("</td>")[0]
    assert html.unescape(cell.replace("<!-- -->", "")) == (shown or "(before the first heading)")
    heading = page.split("<h3>")[1].split("</h3>")[0]
    assert html.unescape(heading.replace("<!-- -->", "")) == (printable(title or "a.md"))


@pytest.mark.parametrize("title", ["a@b.c", "http://a.b/c", "www.a.bc", "a|b", "\\|"])
def test_no_links_and_no_cells(title: str) -> None:
    page = render_text(status_markdown(build((1, title, [50])), title), 0)
    assert "<a" not in page
    assert page.count("<td") == 4
