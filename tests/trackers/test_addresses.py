"""Sections by their anchors, whatever the figures in their headings say."""

import pytest

from readme_sync.reader import read
from readme_sync.text import Source
from readme_sync.trackers.sections import is_called, lasting_anchor, section_called, section_named

_TITLES = [
    ("Plan (3/7)", "plan", "plan-37"),
    ("Plan [3/7]", "plan", "plan-37"),
    ("Plan — 3/7", "plan", "plan--37"),
    ("Plan - 51 / 150 solved (34%)", "plan-solved", "plan---51--150-solved-34"),
    ("数组（7/15）", "数组", "数组715"),
    ("Features (5 of 33 features)", "features", "features-5-of-33-features"),
    ("Phase 2 ✅ 80%", "phase-2", "phase-2--80"),
    ("Plan", "plan", "plan"),
]


@pytest.mark.parametrize(("title", "lasting", "anchor"), _TITLES)
def test_a_section_has_an_anchor_that_lasts(title: str, lasting: str, anchor: str) -> None:
    sections = read(Source(f"## {title}\n\n## Other\n")).sections
    assert sections[1].anchor == anchor
    assert lasting_anchor(sections, 1).rstrip("-") == lasting
    assert section_called(sections, lasting_anchor(sections, 1)) == 1


@pytest.mark.parametrize("wanted", ["plan", "plan-37", "plan-17", "plan-1020"])
def test_a_section_is_found_by_any_anchor_that_it_may_have_had(wanted: str) -> None:
    sections = read(Source("## Plan (3/7)\n\n## Planet (4/7)\n\n## Plan B\n")).sections
    assert section_called(sections, wanted) == 1
    assert section_named(sections, f"#{wanted}") == 1
    assert section_named(sections, "Plan (0/7)") == 1


@pytest.mark.parametrize("wanted", ["plan-", "plan-x", "plan-b-1", "pla", "3/7", "plan-37x", "plan-½"])
def test_a_section_is_not_found_by_another_anchor(wanted: str) -> None:
    sections = read(Source("## Plan (3/7)\n\n# \n\nText\n")).sections
    assert section_called(sections, wanted) is None
    assert not any(is_called(section, wanted) for section in sections if section.title)


def test_the_very_anchor_outranks_one_that_is_so_but_for_figures() -> None:
    sections = read(Source("## Plan (3/7)\n\n## Plan\n")).sections
    assert section_called(sections, "plan") == 2
    assert lasting_anchor(sections, 1) == "plan-37"


def test_two_that_are_alike_but_for_figures_are_not_told_apart() -> None:
    assert section_called(read(Source("## Week (3/7)\n\n## Week (4/7)\n")).sections, "week") is None
