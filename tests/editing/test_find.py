"""Finding the item that somebody means."""

import pytest

from readme_sync.editing.apply import apply
from readme_sync.editing.find import find_item, find_tracker
from readme_sync.editing.operations.add import AddItem
from readme_sync.errors import RequestError
from readme_sync.model import TrackerKind
from readme_sync.reader import parse, read
from readme_sync.text import Source

TEXT = """\
# Summer
| Kind | Song | Theory done | Practice done |
| --- | --- | --- | --- |
1: Folk | Green Sleeves | 10% | 1/10 |
2: Folk | Scarborough Fair | 40% | 9/10 |
11: Folk | Song no. 2 | 0% | 5/10 |

# Winter
| Kind | Song | Progress |
| --- | --- | --- |
1: Carol | Silent Night | 10% |
2: Carol | Green Sleeves | 40% |

## Tasks
- [ ] tune
- [x] tune
- [ ] tune the old guitar
"""


def find(row: str, section: str | None = None, column: str | None = None) -> tuple[str, int]:
    """Label and line of the item found."""
    readme = read(Source(TEXT, "README.md"))
    item = find_item(readme, row, section, column)
    return item.label, readme.source.line_of(item.span.start)


@pytest.mark.parametrize(
    ("row", "section", "expected"),
    [
        ("Silent Night", None, ("Silent Night", 11)),
        ("silent  NIGHT", None, ("Silent Night", 11)),
        ("silent", None, ("Silent Night", 11)),
        ("Green Sleeves", "winter", ("Green Sleeves", 12)),
        ("Green Sleeves", "#summer", ("Green Sleeves", 4)),
        ("Green Sleeves", "Win", ("Green Sleeves", 12)),
        ("#11", None, ("Song no. 2", 6)),
        ("11", None, ("Song no. 2", 6)),
        ("#2", "winter", ("Green Sleeves", 12)),
        ("11: folk", None, ("Song no. 2", 6)),
        ("old", "Winter", ("tune the old guitar", 17)),
    ],
)
def test_found(row: str, section: str | None, expected: tuple[str, int]) -> None:
    assert find(row, section) == expected


@pytest.mark.parametrize(
    ("row", "section", "message"),
    [
        (
            "Green Sleeves",
            None,
            "README.md: 'Green Sleeves' may be 2 rows: 'Green Sleeves' (line 4, #summer), 'Green Sleeves' (line 12, ",
        ),
        ("#2", None, "'Scarborough Fair' (line 5, #summer), 'Green Sleeves' (line 12, #winter); choose with `section`"),
        (
            "2",
            "Summer",
            "'Scarborough Fair' (line 5, #summer), 'Song no. 2' (line 6, #summer); choose by number: #2, #11",
        ),
        (
            "tune",
            None,
            "'tune' (line 15, #tasks), 'tune' (line 16, #tasks); choose with `line`",
        ),
        ("s", "Summer", "there is no row 's'"),
        ("tun", None, "there is no row 'tun'; the nearest are"),
        ("sillent nigth", None, "there is no row 'sillent nigth'; the nearest are 'Silent Night' (line 11)"),
        ("gitar", None, "there is no row 'gitar'; the nearest are 'tune the old guitar' (line 17)"),
        ("", None, "there is no row ''"),
        ("xyzzy", None, "there is no row 'xyzzy'; readme-sync status --items lists them"),
        ("tune", "Wniter", "there is no section 'Wniter'; the nearest are 'Winter'"),
        ("tune", "xyzzy", "there is no section 'xyzzy'"),
        ("tune", "er", "there are 2 sections 'er'; name one by its anchor: #summer, #winter"),
    ],
)
def test_not_found(row: str, section: str | None, message: str) -> None:
    with pytest.raises(RequestError) as raised:
        find(row, section)
    assert message in str(raised.value)


ROWS = """\
# Work
## Phase 2

| Task | Group | Done |
| --- | --- | --- |
1: Write what Phase 3 needs | Phase 3 | 10% |
2: Index | x | 20% |
3: Read<br>on | Cafe\u0301 | 30% |
4: 第3章を読む | y | 40% |
5: Phase 2 needs help | z | 50% |
6: Part 1.2 | z | 60% |
7: \u26a0\ufe0f Careful | z | 70% |
"""


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Phase 3", 6),  # the whole of a cell, before a part of a label
        ("index", 7),
        ("read ON", 8),
        ("Caf\u00e9", 8),
        ("第3章", 9),
        ("needs help", 10),
        ("Task=Index", 7),
        ("2: index", 7),
        ("\u26a0 careful", 12),
        ("x", 7),
        ("ind", None),  # a part of a word
        ("Phase 2", None),  # the name of a section
        ("Part 1", None),
        ("needs", None),  # two rows
        (" ", None),
    ],
)
def test_whole_names_come_first(row: str, line: int | None) -> None:
    readme = read(Source(ROWS))
    if line is None:
        with pytest.raises(RequestError):
            find_item(readme, row)
    else:
        assert readme.source.line_of(find_item(readme, row).span.start) == line


def test_another_task_is_never_ticked() -> None:
    readme = read(Source("- [ ] Phase 1\n- [ ] what Phase 3 needs\n- [ ] Phase 3\n- [ ] index\n"))
    assert readme.source.line_of(find_item(readme, "Phase 3").span.start) == 3
    with pytest.raises(RequestError, match="there is no row 'x'"):
        find_item(readme, "x")


def test_a_column_keeps_only_its_figure() -> None:
    readme = read(Source(TEXT))
    item = find_item(readme, "Scarborough Fair", column="practice  done")
    assert [figure.excerpt.text for figure in item.figures] == ["9/10"]


def test_a_column_that_is_none() -> None:
    with pytest.raises(
        RequestError, match="no progress in a column 'Kind'; its progress stands in 'Theory done', 'Pra"
    ):
        find("Scarborough Fair", column="Kind")
    with pytest.raises(RequestError, match="only tables have columns"):
        find("tune the old guitar", column="Progress")


def test_a_document_without_progress() -> None:
    with pytest.raises(RequestError, match="the document holds no progress that can be read"):
        find_item(read(Source("# a")), "x")
    with pytest.raises(RequestError, match="section 'a' holds no progress that can be read"):
        find_item(read(Source("- [ ] x\n\n# a")), "x", "a")


def test_equal_labels_are_told_apart_by_their_line() -> None:
    readme = read(Source(TEXT, "README.md"))
    assert find_item(readme, "tune", line=16).progress.is_done
    assert not find_item(readme, "tune", line=15).progress.is_done
    for line in (14, 0, -1, 9_999):
        with pytest.raises(RequestError, match=f"no row 'tune' in line {line}"):
            find_item(readme, "tune", line=line)


@pytest.mark.parametrize("end", ["", "\n", "\r", "\r\n\r\n"])
def test_the_line_of_an_item_is_found_whatever_ends_it(end: str) -> None:
    readme = read(Source(f"- [ ] a\r\n- [ ] a\r- [x] a{end}"))
    assert [find_item(readme, "a", line=line).progress.is_done for line in (1, 2, 3)] == [False, False, True]


def test_a_heading_with_a_count_is_no_place_for_rows() -> None:
    books = "## Books (1/2)\n\n| Book | Progress |\n|---|---|\n| A | 100% |\n| B | 10% |\n\n"
    text = f"# Log\n\n{books}## Tasks (1/2)\n\n- [x] c\n- [ ] d\n"
    done = apply(text, AddItem("C", "20%", section="Books"))
    assert "| B | 10% |\n| C | 20% |\n" in done.source.text
    assert "## Books (1/3)" in done.source.text


INNER = "# Log\n\n| Book | Done |\n|---|---|\n| Dune | ✅ |\n\n## Tasks\n\n- [ ] a\n"


def test_of_those_in_a_section_that_right_below_its_heading_is_meant() -> None:
    readme = parse(INNER)
    assert find_tracker(readme, "Log").kind is TrackerKind.TABLE
    assert find_tracker(readme, "Tasks").kind is TrackerKind.TASKS
    with pytest.raises(RequestError, match="there are 2 tables"):
        find_tracker(readme)
    with pytest.raises(RequestError, match="there are 2 tables"):
        find_tracker(parse(INNER.replace("## Tasks", "Tasks")), "Log")
