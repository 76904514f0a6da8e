"""RS203 cut-table: rows stand behind a blank line and are no part of their table.

## What it does

Finds lines that begin with a pipe, stand alone below a table, behind a blank line, a comment, a rule or a line with
nothing but a pipe, and have as many cells as the table has columns.

## Why is this bad?

GitHub ends a table at a blank line. It shows what follows as text full of pipes, and the rows count nowhere.

## Example

    | Course | Progress |
    | ------ | -------- |
    | Scales | 40%      |

    | Chords | 10%      |

The row of the chords is no row.

## Fix safety

The fix takes out the blank line. It is unsafe: it changes the page. There is none where something else cuts the table.
"""

from collections.abc import Iterator

from readme_sync.markdown.cut_tables import cut_rows
from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    source = readme.source
    for table, paragraph, rows, is_all, is_next in cut_rows(readme.document):
        what = "this row is" if rows == 1 else f"these {rows} rows are"
        message = f"{what} cut off from the table in line {source.line_of(table.span.start)}"
        between = Span(table.span.end, paragraph.span.start)
        if is_all and is_next and not source.slice(between).strip():  # no markers of a quote
            yield (
                paragraph.span,
                message,
                Fix(
                    "take out the blank line",
                    (_joining(source, between),),
                    applicability=Applicability.UNSAFE,
                    changes_structure=True,
                ),
            )
        else:
            yield paragraph.span, message


def _joining(source: Source, between: Span) -> Edit:
    """Take out the blank lines between two lines."""
    first, last = source.line_of(between.start), source.line_of(between.end)
    return Edit(Span(source.line_starts[first], source.line_starts[last - 1]), "")


RULE = rule("RS203", "cut-table", Level.WARNING, _find)
