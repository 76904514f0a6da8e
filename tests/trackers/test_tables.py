"""Which tables track progress, and what their rows say."""

import pytest

from readme_sync.model import Readme, Shape, Tracker
from readme_sync.reader import read
from readme_sync.text import Source

BAR = "![](https://geps.dev/progress/{})"


def table(header: str, *rows: str) -> str:
    """A table of these lines."""
    return "\n".join([header, "|".join("---" for _ in header.strip("| ").split("|")), *rows, ""])


def trackers(text: str) -> tuple[Readme, tuple[Tracker, ...]]:
    readme = read(Source(text))
    return readme, readme.trackers


def percents(text: str) -> list[tuple[str, float | None]]:
    """The items of a text's only tracker."""
    _, (tracker,) = trackers(text)
    return [(item.label, item.progress.percent) for item in tracker.items]


class TestLabels:
    def test_of_rows_with_numbers_and_kinds_in_front(self) -> None:
        text = table(
            "| Type | Title | Progress |",
            f"1: Novel | Dune | {BAR.format(100)} |",
            f"2: Novel | Emma: a Tale | {BAR.format(40)} |",
            f"11: Essay | Walden | {BAR.format(5)} |",
        )
        readme, (tracker,) = trackers(text)
        assert tracker.label_column == 1
        assert tracker.progress_columns == (2,)
        assert [(item.label, item.number) for item in tracker.items] == [
            ("Dune", 1),
            ("Emma: a Tale", 2),
            ("Walden", 11),
        ]
        spans = [item.number_span for item in tracker.items if item.number_span]
        assert [readme.source.slice(span) for span in spans] == ["1", "2", "11"]

    def test_a_number_that_belongs_to_the_name(self) -> None:
        text = table("Song | Progress", f"3 Blind Mice (No. 5) | {BAR.format(1)}", f"Greensleeves | {BAR.format(2)}")
        _, (tracker,) = trackers(text)
        assert [(item.label, item.number) for item in tracker.items] == [
            ("3 Blind Mice (No. 5)", None),
            ("Greensleeves", None),
        ]

    @pytest.mark.parametrize(
        ("header", "rows", "label"),
        [
            ("| # | Song | Progress |", ["1 | A | 1%", "2 | B | 2%"], "Song"),
            ("Day | Song | Progress", ["Day 1 | A | 1%", "Day 2 | B | 2%"], "Song"),
            ("Week | Progress", ["Week 1 | 1%", "Week 2 | 2%"], "Week"),
            ("Level | Done | Song", ["easy | 1/2 | A", "easy | 2/2 | B"], "Song"),
            ("Difficulty | Solved", ["easy | 1/2", "hard | 2/2"], "Difficulty"),
            ("Song | Composer | Progress", ["A | X | 1%", "B | X | 2%"], "Song"),
            ("Minutes | Song | Progress", ["12 | A | 1%", "13 | B | 2%"], "Song"),
        ],
    )
    def test_of_tables_of_many_shapes(self, header: str, rows: list[str], label: str) -> None:
        _, (tracker,) = trackers(table(header, *rows))
        assert tracker.label_column is not None
        assert tracker.header[tracker.label_column] == label

    def test_markup_is_left_out(self) -> None:
        text = table("Song | Progress", "**[A](b)** &amp; `c\\|d` | 1%", "![E](f) | 2%")
        assert percents(text) == [("A & c|d", 1), ("E", 2)]


class TestProgressColumns:
    @pytest.mark.parametrize(
        "header",
        [
            "Progress",
            "% Done",
            "Completed",
            "%Complete",
            "Completion rate",
            "진행률",
            "翻译进度",
            "Trạng thái",
            "Прогресс",
        ],
    )
    def test_a_word_makes_percents_progress(self, header: str) -> None:
        assert percents(table(f"Song | {header}", "A | 40%", "B | **62.5 %**", "C |")) == [
            ("A", 40),
            ("B", 62.5),
            ("C", None),
        ]

    @pytest.mark.parametrize(
        "header",
        [
            "Share",
            "Acceptance rate",
            "Accuracy %",
            "Target progress",
            "목표 진행률",
            "Date completed",
            "Coverage",
            "%",
            "B",
        ],
    )
    def test_without_a_word_or_with_a_false_friend_they_are_none(self, header: str) -> None:
        assert trackers(table(f"Song | {header}", "A | 40%", "B | 62.5%"))[1] == ()

    def test_a_share_counts_beside_a_column_of_progress(self) -> None:
        text = table(
            "Level | Solved | Total | Percentage", "easy | 1 | 4 | 25%", "hard | 3 | 4 | 75.0%", "all | 4 | 4 | 100%"
        )
        assert percents(text) == [("easy", 25), ("hard", 75), ("all", 100)]

    def test_parts_of_a_whole_are_no_progress(self) -> None:
        text = table("Status | Count | %", "translated | 86 | 86%", "open | 14 | 14%", "**Total** | 100 | 100%")
        assert trackers(text)[1] == ()

    def test_pictures_need_no_word(self) -> None:
        assert percents(table("Song | How far", f"A | {BAR.format(40)}", f"B | {BAR.format(5)}")) == [
            ("A", 40),
            ("B", 5),
        ]

    @pytest.mark.parametrize("header", ["Preview", "Accuracy", "Rating"])
    def test_pictures_under_a_false_friend(self, header: str) -> None:
        assert trackers(table(f"Song | {header}", f"A | {BAR.format(40)}"))[1] == ()

    def test_pictures_that_are_parts_of_a_whole(self) -> None:
        assert (
            trackers(table("Song | How", f"A | {BAR.format(40)}", f"B | {BAR.format(35)}", f"C | {BAR.format(25)}"))[1]
            == ()
        )

    def test_a_share_with_its_count_needs_no_word(self) -> None:
        assert percents(table("Song | Theory", "A | 76% (16/21)", "B | 0% (0/8)")) == [("A", 76), ("B", 0)]

    def test_counts_beside_a_status_that_cannot_be_read(self) -> None:
        assert percents(table("Song | Parts | Status", "A | 1/2 | sunny", "B | 0/3 | rainy")) == [("A", 50), ("B", 0)]

    def test_most_cells_must_hold_a_figure(self) -> None:
        rows = ["A | sunny", "B | perhaps", "C | 3/10"]
        assert trackers(table("Song | Progress", *rows))[1] == ()
        assert len(percents(table("Song | Progress", *rows, "D | 1%", "E | 2%"))) == 5

    def test_prose_that_mentions_a_figure_holds_none(self) -> None:
        prose = "went down by 40% in the first month, then we changed all of it"
        assert trackers(table("Song | Status", f"A | {prose}", f"B | {prose}"))[1] == ()

    def test_a_column_of_counts_beside_its_percents_belongs_to_them(self) -> None:
        text = table("Song | Parts | Progress", "A | 2/2 | 100%", "B | 1/3 | 33%")
        _, (tracker,) = trackers(text)
        assert tracker.progress_columns == (1, 2)
        assert [[(figure.excerpt.text, figure.group) for figure in item.figures] for item in tracker.items] == [
            [("2/2", 0), ("100%", 0)],
            [("1/3", 0), ("33%", 0)],
        ]

    def test_two_columns_of_one_notation_are_two_measures(self) -> None:
        _, (tracker,) = trackers(table("Song | Theory done | Practice done", "A | 10% | 10%", "B | 40% | 40%"))
        assert tracker.shape is Shape.MATRIX
        assert [(item.label, item.column, item.progress.percent) for item in tracker.items] == [
            ("A", "Theory done", 10),
            ("A", "Practice done", 10),
            ("B", "Theory done", 40),
            ("B", "Practice done", 40),
        ]
        assert [item.label for item in tracker.rows] == ["A", "B"]


class TestRows:
    def test_totals_and_headlines_and_empty_rows_are_no_items(self) -> None:
        text = table(
            "| Song | Key | Progress |",
            "| **Summer** | | |",
            "| A | c | 1% |",
            "| | | |",
            "| B | | |",
            "| **TOTAL:** | | 50% |",
            "| Average | | 50% |",
            "a paragraph that follows without a blank line",
        )
        assert percents(text) == [("A", 1), ("B", None)]

    def test_a_table_of_totals_only(self) -> None:
        assert trackers(table("Song | Progress", "Total | 50%"))[1] == ()

    def test_an_unknown_value_is_not_zero(self) -> None:
        text = table("Song | Progress", "A | ![](https://progress-bar.xyz/dynamic/json/?url=a)", "B | ~70%", "C | 1%")
        assert percents(text) == [("A", None), ("B", None), ("C", 1)]

    def test_cells_and_spans(self) -> None:
        text = table("| Song | Progress |", "| *A* |  ![40%](https://geps.dev/progress/40) |")
        readme, (tracker,) = trackers(text)
        (item,) = tracker.items
        assert item.cells == ("A", "40%")
        assert readme.source.slice(item.span) == "| *A* |  ![40%](https://geps.dev/progress/40) |"
        picture, alt = item.figures
        assert readme.source.slice(picture.span) == "![40%](https://geps.dev/progress/40)"
        assert (picture.notation, picture.excerpt.text) == ("geps", "https://geps.dev/progress/40")
        assert (alt.notation, readme.source.slice(alt.span), alt.column) == ("percent", "40%", 1)

    def test_in_a_list_in_a_quote_with_crlf(self) -> None:
        text = "- > | Song | Progress |\r\n  > | - | - |\r\n  > | A | 3/10 |\r\n"
        assert percents(text) == [("A", 30)]

    def test_figures_that_stand_nowhere_in_the_source(self) -> None:
        text = table("Song | Progress", "A | &#52;0%", "B | 4&#48;&nbsp;%", "C | 50&nbsp;%")
        assert percents(text) == [("A", None), ("B", 40), ("C", 50)]
