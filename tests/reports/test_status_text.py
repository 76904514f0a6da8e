"""The tree with bars."""

import pytest
from hand_made import build

from readme_sync.model import Item, Progress, State
from readme_sync.reports.status_text import status_text, total_text
from readme_sync.reports.words import View
from readme_sync.text import Span
from readme_sync.text.width import width

SEED = build(
    (1, "How I learn", []),
    (2, "Ideas", []),
    (2, "Quarter 1", []),
    (3, "NLP - 5 STAR RESOURCES", [100] * 9 + [10]),
    (3, "Exam", []),
    (3, "Computer Vision", [100] * 4),
    (3, "1.2. Competitions", [100] * 3),
    (2, "Trainings", []),
)
SEED_TEXT = """\
README.md
How I learn
  Quarter 1                 ███████████████████░  94.7 %  16/17
    NLP - 5 STAR RESOURCES  ██████████████████░░    91 %   9/10
    Computer Vision         ████████████████████   100 %    4/4
    1.2. Competitions       ████████████████████   100 %    3/3

Overall                     ███████████████████░  94.7 %  16/17
"""


def test_a_tree_of_the_sections_with_items_and_what_is_around_them() -> None:
    assert status_text(SEED, "README.md", View()) == SEED_TEXT


def test_ascii() -> None:
    text = status_text(SEED, "README.md", View(unicode=False))
    assert text == SEED_TEXT.replace("█", "#").replace("░", ".")


def test_a_single_section_needs_no_overall_figure() -> None:
    readme = build((1, "Only", [50, 100]))
    assert status_text(readme, "a.md", View()) == "a.md\nOnly     ███████████████░░░░░  75 %  1/2\n"


def test_a_single_section_deep_down_needs_none_either() -> None:
    text = status_text(build((1, "A", []), (2, "B", []), (3, "C", [50, 100])), "a.md", View())
    assert text == "a.md\nA\n  B\n    C    ███████████████░░░░░  75 %  1/2\n"


def test_items_before_the_first_heading() -> None:
    text = status_text(build((0, "", [0, 100]), (1, "One", [100])), "a.md", View())
    assert text.splitlines()[1] == "(before the first heading)  ██████████░░░░░░░░░░    50 %  1/2"
    alone = status_text(build((0, "", [0, 100])), "a.md", View())
    assert alone == "a.md\nOverall  ██████████░░░░░░░░░░  50 %  1/2\n"


def test_unknown_is_never_0() -> None:
    text = status_text(build((1, "One", [100, None]), (1, "Two", [None, None])), "a.md", View())
    assert text.splitlines()[1:3] == [
        "One      ██████████░░░░░░░░░░  50 %  1/2",
        "Two      ░░░░░░░░░░░░░░░░░░░░     ?  0/2",
    ]
    assert text.endswith("\n3 items state no percent and count as not done\n")


@pytest.mark.parametrize(
    ("percents", "bar"),
    [
        ([99.99, 100], "█" * 19 + "░ 99.9 % 1/2"),
        ([0.01, 0], "█" + "░" * 19 + " 0.1 % 0/2"),
        ([0, 0], "░" * 20 + " 0 % 0/2"),
        ([100, 100], "█" * 20 + " 100 % 2/2"),
        ([130], "█" * 20 + " 100 % 1/1"),
    ],
)
def test_full_is_done_and_empty_is_nothing_done(percents: list[float], bar: str) -> None:
    row = status_text(build((1, "One", percents)), "a.md", View()).splitlines()[1]
    assert " ".join(row.split()) == f"One {bar}"


@pytest.mark.parametrize("columns", [28, 40, 50, 60, 80, 100, 200])
@pytest.mark.parametrize("title", ["x" * 300, "机器学习" * 80, "👩\u200d💻" * 90, "a b " * 70])
def test_keeps_within_the_terminal_and_aligns(columns: int, title: str) -> None:
    readme = build((1, title, [50]), (2, title, [100]), (3, "short", []), (4, title, [0]))
    lines = status_text(readme, "a.md", View(columns)).splitlines()
    rows = [line for line in lines if line.endswith(("/1", "/2", "/3"))]
    assert len({width(line) for line in rows}) == 1
    assert all(width(line) < columns for line in lines)
    assert "…" in rows[0]


def test_wide_characters_take_two_columns() -> None:
    lines = status_text(
        build((1, "学习", [50]), (1, "🚀 go", [50]), (1, "abcdefgh", [50])), "a.md", View()
    ).splitlines()
    assert len({width(line.split("█")[0]) for line in lines[1:4]}) == 1


def test_hostile_titles() -> None:
    text = status_text(build((1, "a\x1b[2J\u202e\nb", [50])), "\x1b[31mp.md", View())
    assert text.splitlines()[0] == "p.md"
    assert text.splitlines()[1].startswith("a b ")


def test_colour_paints_and_changes_nothing_else() -> None:
    coloured = status_text(SEED, "README.md", View(colour=True))
    assert "\x1b[32m████████████████████\x1b[0m" in coloured
    assert "\x1b[33m" in coloured
    for code in ("0", "1", "2", "32", "33"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == SEED_TEXT


def test_the_total_of_several_documents() -> None:
    progresses = [Progress.of_percent(100), Progress.of_percent(50), Progress(State.IN_PROGRESS)]
    items = [Item("a", progress, (), Span(0, 0)) for progress in progresses]
    assert total_text(items, 2, View()) == (
        "2 documents: 1 of 3 items done, 50 %\n1 item states no percent and counts as not done\n"
    )


def test_items_that_do_not_count_are_told() -> None:
    items = [
        Item("a", Progress.of_percent(100), (), Span(0, 0)),
        Item("b", Progress(State.OPEN), (), Span(0, 0), weight=0),
    ]
    assert total_text(items, 2, View()) == (
        "2 documents: 1 of 1 item done, 100 %\n1 item not counted, as the configuration says\n"
    )


def test_a_document_without_progress() -> None:
    assert status_text(build((1, "One", [])), "a.md", View()) == "a.md: nothing was read that tracks progress\n"
