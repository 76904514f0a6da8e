"""A marker says what a badge between it states, whatever its label; a bare number in a badge can be bound, too."""

import pytest

import readme_sync

ROWS = "\n\n## Plan\n\n- [x] a\n- [x] b\n- [ ] c\n"


def synced(value: str, inside: str) -> str:
    text = f"<!-- readme-sync: {value} of #plan -->{inside}<!-- /readme-sync -->{ROWS}"
    done = readme_sync.sync(text)
    assert not done.refused, done.refused[0].message
    assert readme_sync.sync(done.source).source is done.source
    return done.source.text.split("-->")[1].split("<!--")[0]


@pytest.mark.parametrize(
    ("value", "inside", "wanted"),
    [
        (
            "badge",
            "![](https://img.shields.io/badge/skills-1%2F3-blue)",
            "![](https://img.shields.io/badge/skills-2%2F3-blue)",
        ),
        (
            "badge",
            "![30%](https://img.shields.io/badge/coverage-30%25-red)",
            "![67%](https://img.shields.io/badge/coverage-67%25-red)",
        ),
        (
            "badge",
            "![b](https://img.shields.io/badge/done-0%20of%203-red)",
            "![b](https://img.shields.io/badge/done-2%20of%203-red)",
        ),
        (
            "count",
            "![2 skills](https://img.shields.io/badge/skills-2-blue)",
            "![3 skills](https://img.shields.io/badge/skills-3-blue)",
        ),
        (
            "done",
            '<img src="https://img.shields.io/badge/tests-1%2C003_passing-green" alt="1,003 passing">',
            '<img src="https://img.shields.io/badge/tests-2_passing-green" alt="2 passing">',
        ),
        (
            "count",
            "[![C](https://img.shields.io/badge/all_contributors-2-orange.svg?style=flat)](#plan)",
            "[![C](https://img.shields.io/badge/all_contributors-3-orange.svg?style=flat)](#plan)",
        ),
    ],
)
def test_a_badge_between_markers(value: str, inside: str, wanted: str) -> None:
    assert synced(value, inside) == wanted


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        ("badge", "![](https://img.shields.io/badge/progress-zero-blue)"),
        ("badge", "![](https://img.shields.io/badge/done-none-blue)"),
        ("badge", "![](https://img.shields.io/badge/progress-n%2Fa-blue)"),
        ("count", "![](https://img.shields.io/badge/tests-3_of_them_4-blue)"),
        ("percent", "![](https://img.shields.io/badge/skills-3-blue)"),
        ("badge", "![](https://example.org/badge/skills-3-blue)"),
    ],
)
def test_a_badge_that_cannot_state_it_is_a_broken_marker(value: str, inside: str) -> None:
    text = f"<!-- readme-sync: {value} of #plan -->{inside}<!-- /readme-sync -->{ROWS}"
    assert [one.rule for one in readme_sync.sync(text).refused] == ["RS501"]
