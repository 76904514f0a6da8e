"""The rows of a document, the columns of a matrix, and the tables that are left aside."""

from readme_sync.reader import parse
from readme_sync.reports.outline import left_aside
from readme_sync.reports.status_text import status_items, status_text
from readme_sync.reports.words import View

MATRIX = """\
# Implementation status

| feature | read | write |
| --- | --- | --- |
| tables | ✅ | ❌ |
| lists | ✅ | ✅ |
| quotes | ✅ | ❌ |

## Later

- [x] a \x1b[31mred\x1b[0m title
- [ ] b
"""
DOUBTFUL = """\
# Options

| option | Required | text |
| --- | --- | --- |
| a | ✅ | one |
| b | ❌ | two |
| c | ✅ | three |
"""


def test_each_item_has_its_line_and_what_it_states() -> None:
    assert (
        status_items(parse(MATRIX), "a.md", View())
        == """\
a.md
Implementation status
    5  tables · read   100 %
    5  tables · write  0 %
    6  lists · read    100 %
    6  lists · write   100 %
    7  quotes · read   100 %
    7  quotes · write  0 %
Later
   11  a red title  done
   12  b            open
"""
    )


def test_the_status_has_a_line_for_each_column_of_a_matrix() -> None:
    assert (
        status_text(parse(MATRIX), "a.md", View())
        == """\
a.md
Implementation status  ████████████░░░░░░░░  62.5 %  5/8
  · read               ████████████████████   100 %  3/3
  · write              ███████░░░░░░░░░░░░░  33.3 %  1/3
  Later                ██████████░░░░░░░░░░    50 %  1/2

Overall                ████████████░░░░░░░░  62.5 %  5/8
"""
    )


def test_a_table_that_may_be_progress_is_said_with_the_configuration_that_counts_it() -> None:
    aside = left_aside(parse(DOUBTFUL))
    assert aside == [
        "line 3: the table is not counted: column 'Required' holds states, but nothing says that they are progress",
        '  to count it: [[trackers]] section = "#options", column = "Required"',
    ]
    assert status_text(parse(DOUBTFUL), "a.md", View()).splitlines()[1:] == aside


def test_many_are_counted_and_plain_tables_are_not_said() -> None:
    assert left_aside(parse(DOUBTFUL * 5))[-1] == "2 more like this: readme-sync parse names them"
    assert left_aside(parse("| a | b |\n| --- | --- |\n| one | two |\n")) == []
