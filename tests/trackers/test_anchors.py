"""Anchors as GitHub makes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.markdown.links import Anchors, anchor_of
from readme_sync.reader import read
from readme_sync.text import Source


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Computer Music - 5 STAR SONGS", "computer-music---5-star-songs"),
        ("1.2. Songs & Dances", "12-songs--dances"),
        ("Straße, Überall, 日本語, Ёлка", "straße-überall-日本語-ёлка"),
        ("snake_case ‿ undertie", "snake_case-‿-undertie"),
        ("🎯 Goals", "-goals"),
        ("⚙️ Settings", "️-settings"),  # the variation selector is a mark and stays
        ("२ digits ² and Ⅷ", "२-digits--and-ⅷ"),
        ("a\tb\xa0c", "abc"),
        ("C++/C# (2026)!", "cc-2026"),
        (":rocket: Go", "rocket-go"),
        ("", ""),
    ],
)
def test_anchor(title: str, anchor: str) -> None:
    assert anchor_of(title) == anchor


def test_duplicates_are_numbered_and_never_collide() -> None:
    anchors = Anchors()
    assert [anchors.give(title) for title in ("A", "A", "A-1", "a", "A-1", "")] == [
        "a",
        "a-1",
        "a-1-1",
        "a-2",
        "a-1-2",
        "",
    ]


@given(st.lists(st.sampled_from(["a", "a-1", "A", "a-1-1", "", "1", "-1"]), max_size=20))
def test_no_anchor_is_given_twice(titles: list[str]) -> None:
    anchors = Anchors()
    given_out = [anchors.give(title) for title in titles]
    assert len(set(given_out)) == len(given_out)


def test_the_anchor_leaves_out_what_is_no_text() -> None:
    text = "# ![logo](a.png) The *big* `code` [link](b) <b>tag</b> &amp; more\n\n# ![only](c.png)\n"
    readme = read(Source(text))
    assert [(section.title, section.anchor) for section in readme.sections[1:]] == [
        ("The big code link tag & more", "the-big-code-link-tag--more"),
        ("only", ""),
    ]
