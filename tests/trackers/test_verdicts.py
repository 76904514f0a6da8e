"""Why a table is a tracker, or is none; and what the author may say of it."""

import pytest

from readme_sync.model import Readme, Reason, Settings, State, TrackerSetting
from readme_sync.reader import read
from readme_sync.reports.outline import left_aside
from readme_sync.text import Source


def table(header: str, *rows: str) -> str:
    """A table of these lines."""
    return "\n".join([header, "|".join("---" for _ in header.strip("|").split("|")), *rows, ""])


def verdict(text: str, *trackers: TrackerSetting) -> tuple[bool, str]:
    """What is said of a text's only table."""
    readme = read(Source(text), Settings(trackers=trackers))
    (found,) = readme.verdicts
    assert found.is_tracker == bool(readme.trackers)
    return found.is_tracker, found.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (table("Task | Status", "a | ✅ Done", "b | ⬜ Todo", "c | "), "column 'Status' holds states in 2 of 2 rows"),
        (table("Task | Progress", "a | 1%", "b | 2%", "c | sunny"), "column 'Progress' holds figures in 2 of 3 rows"),
        (table("Task | Progress", "a | 1%"), "column 'Progress' holds figures in 1 of 1 row"),
        (
            table("| Task | |", "| a | ![](https://geps.dev/progress/1) |"),
            "column 2 holds figures in 1 of 1 row",
        ),
    ],
)
def test_of_a_tracker(text: str, reason: str) -> None:
    assert verdict(text) == (True, reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (table("Task | Progress"), "it has no rows"),
        (table("Name | Colour", "a | red"), "no column holds progress"),
        (table("Name | Progress", "a | fine", "b | better"), "no column holds progress"),
        (table("Name | Share", "a | 40%"), "no header speaks of progress, and no cell holds a bar or a state"),
        (
            table("Language | Part", "a | ![](https://geps.dev/progress/60)", "b | ![](https://geps.dev/progress/40)"),
            "the percents of column 'Part' sum to 100: a distribution",
        ),
        (
            table("Task | Target progress", "a | 40%", "b | 60%"),
            "no header speaks of progress, and no cell holds a bar or a state",
        ),
        (
            table("Task | Target", "a | ![](https://geps.dev/progress/60)"),
            "column 'Target' holds figures, but by its header they are no progress",
        ),
        (
            table("Task | Progress", "a | 40%", "b | perhaps", "c | sunny"),
            "column 'Progress' holds figures in only 1 of 3 rows",
        ),
        (
            table("Task | Progress", f"a | 40% {'of what we wanted ' * 5}"),
            "column 'Progress' holds prose in which figures stand",
        ),
        (
            table("Feature | Linux | Windows", "a | ✅ | ❌", "b | ❌ | ✅"),
            "column 'Linux' holds states, but nothing says that they are progress",
        ),
        (table("Task | Progress", "Total | 40%"), "no column holds progress"),
        (table("Task | Progress | Note", "**A** | | ", "Total | 40% | "), "no column holds progress"),
    ],
)
def test_of_no_tracker(text: str, reason: str) -> None:
    assert verdict(text) == (False, reason)


def test_says_where_and_which() -> None:
    text = (
        "# A\n\n"
        + table("X | Y", "1 | 2")
        + "\n## B\n\n> "
        + table("**Task** | Progress", "a | 1%").replace("\n", "\n> ")
    )
    readme = read(Source(text))
    assert [(one.section, one.header, one.is_tracker) for one in readme.verdicts] == [
        (1, ("X", "Y"), False),
        (2, ("Task", "Progress"), True),
    ]
    assert [readme.source.line_of(one.span.start) for one in readme.verdicts] == [3, 9]


STAGES = "# Log\n\n## Support\n\n" + table("Feature | Stage | Linux", "a | soon | ✅", "b | ✅ later | ❌", "c | | ")


def items(readme: Readme) -> list[tuple[str, State]]:
    return [(item.label, item.progress.state) for item in readme.items]


class TestWishes:
    @pytest.mark.parametrize("section", ["#support", "Support", " support ", "#log", "Log", ""])
    def test_make_a_tracker(self, section: str) -> None:
        setting = TrackerSetting(section, is_tracker=True, column="linux")
        readme = read(Source(STAGES), Settings(trackers=(setting,)))
        assert items(readme) == [("a", State.DONE), ("b", State.OPEN), ("c", State.UNKNOWN)]
        assert readme.trackers[0].progress_columns == (2,)
        assert readme.verdicts[0].reason == "the configuration says so"

    def test_read_words_in_the_column_they_name(self) -> None:
        text = table("Feature | Stage", "a | Fixed", "b | Open")
        assert verdict(text) == (False, "column 'Stage' holds states, but nothing says that they are progress")
        readme = read(Source(text), Settings(trackers=(TrackerSetting("", is_tracker=True, column="Stage"),)))
        assert items(readme) == [("a", State.DONE), ("b", State.OPEN)]

    def test_may_name_the_labels(self) -> None:
        setting = TrackerSetting("", is_tracker=True, column="Linux", label="Stage")
        readme = read(Source(STAGES), Settings(trackers=(setting,)))
        assert [item.label for item in readme.items] == ["soon", "✅ later", "c"]

    def test_may_leave_the_column_to_us(self) -> None:
        assert verdict(STAGES, TrackerSetting("", is_tracker=True)) == (True, "the configuration says so")
        guessed = TrackerSetting("", is_tracker=True)
        readme = read(Source(table("Task | Progress", "a | 1%")), Settings(trackers=(guessed,)))
        assert readme.trackers[0].progress_columns == (1,)

    def test_make_none(self) -> None:
        text = "# Log\n\n" + table("Task | Progress", "a | 1%")
        assert verdict(text, TrackerSetting("#log", is_tracker=False)) == (False, "the configuration says so")

    @pytest.mark.parametrize("section", ["#other", "Suppor", "support", "#Log", "#"])
    def test_of_other_sections_and_headers_change_nothing(self, section: str) -> None:
        text = "# Log\n\n" + table("Task | Progress", "a | 1%")
        assert verdict(text, TrackerSetting(section, is_tracker=False))[0]
        assert verdict(text, TrackerSetting("Log", is_tracker=False, header="Status"))[0]
        assert not verdict(text, TrackerSetting("Log", is_tracker=False, header="progress"))[0]

    def test_the_closest_wins(self) -> None:
        wide = TrackerSetting("", is_tracker=True)
        near = TrackerSetting("#support", is_tracker=False)
        with_header = TrackerSetting("#support", is_tracker=True, header="Linux", column="Linux")
        assert not verdict(STAGES, wide, near)[0]
        assert not verdict(STAGES, near, wide)[0]
        assert verdict(STAGES, wide, near, with_header)[0]

    def test_that_cannot_be_met_say_so(self) -> None:
        missing = "the configuration names a column 'Mac' that the table does not have"
        assert verdict(STAGES, TrackerSetting("", is_tracker=True, column="Mac")) == (False, missing)
        assert verdict(STAGES, TrackerSetting("", is_tracker=True, label="Mac")) == (False, missing)
        text = table("Name | Colour", "a | red")
        reason = "the configuration says so, but no column holds progress; name one with `column`"
        assert verdict(text, TrackerSetting("", is_tracker=True)) == (False, reason)
        empty = table("Name | Colour")
        reason = "no row is an item: they are totals, headlines or empty"
        assert verdict(empty, TrackerSetting("", is_tracker=True, column="Colour")) == (False, reason)


class TestWords:
    def words(self, text: str, *words: tuple[str, State]) -> list[tuple[str, State]]:
        return items(read(Source(text), Settings(words=words)))

    def test_are_states_beside_those_we_know(self) -> None:
        text = table("Task | Status", "a | Gotowe", "b | ✅ gotowe (3)", "c | Done", "d | gotowe - 2 pages", "e | todo")
        assert self.words(text, ("gotowe", State.DONE)) == [
            *((label, State.DONE) for label in "abcd"),
            ("e", State.OPEN),
        ]

    def test_outrank_those_we_know(self) -> None:
        text = table("Task | Status", "a | ✅", "b | ❌", "c | ⬜️")
        words = (("❌", State.DONE), ("⬜", State.IN_PROGRESS))
        assert self.words(text, *words) == [("a", State.DONE), ("b", State.DONE), ("c", State.IN_PROGRESS)]


LIST = """
# Kit

## What we made

- ✅ reader
- ✅ writer
- ✅ tests

## Features

- ✅ fast
- ✅ small
- ✅ free
"""


def test_of_lists_with_signs() -> None:
    readme = read(Source(LIST))
    assert not list(readme.items)
    found = [(readme.source.line_of(one.span.start), one.code, one.reason) for one in readme.unread_lists]
    assert found == [
        (6, Reason.UNSURE, "nothing says that its signs mean progress"),
        (12, Reason.OTHER_HEADER, "by the heading above it speaks of something else"),
    ]
    assert left_aside(readme) == [
        "line 6: the list is not counted: nothing says that its signs mean progress",
        '  to count it: [[trackers]] section = "#what-we-made"',
    ]


@pytest.mark.parametrize(
    ("setting", "labels"),
    [
        (TrackerSetting("#what-we-made", is_tracker=True), ["reader", "writer", "tests"]),
        (TrackerSetting("#features", is_tracker=True), ["fast", "small", "free"]),
        (TrackerSetting("#features", is_tracker=True, column="Status"), []),
        (TrackerSetting("", is_tracker=True), ["reader", "writer", "tests", "fast", "small", "free"]),
    ],
)
def test_the_author_counts_a_list(setting: TrackerSetting, labels: list[str]) -> None:
    readme = read(Source(LIST), Settings(trackers=(setting,)))
    assert [item.label for item in readme.items] == labels


def test_the_author_leaves_a_list_out() -> None:
    text = "## Progress\n\n- ✅ a\n- 🚧 b\n- ⬜ c\n"
    assert len(list(read(Source(text)).items)) == len("abc")
    readme = read(Source(text), Settings(trackers=(TrackerSetting("#progress", is_tracker=False),)))
    assert not list(readme.items)
    assert not readme.unread_lists
