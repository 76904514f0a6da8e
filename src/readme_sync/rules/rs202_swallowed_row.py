"""RS202 swallowed-row: GitHub takes the text below a table for a row of it.

## What it does

Finds lines without a `|` at the end of a table whose other rows all have one. A table ends at a blank line, not at the
first line that looks like no row. Rows such as `...` are left alone.

## Why is this bad?

The text is squeezed into the first column, and a count of the rows is one too high.

## Example

    | Course | Progress |
    | ------ | -------- |
    | Scales | 40%      |
    Songs come later.

GitHub shows two rows.

## Fix safety

The fix puts a blank line before the text. It is unsafe: it changes the page.
"""

from collections.abc import Iterator

from readme_sync.markdown import Row, Table
from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span

_FEWEST_COLUMNS = 2
_LONGEST = 40


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for block in readme.document.tables:
        if len(block.align) >= _FEWEST_COLUMNS and (swallowed := _swallowed(block)):
            row = swallowed[0]
            text = readme.source.slice(row.span)
            shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            fix = _fix(readme.source, row)
            yield (row.span, f"GitHub takes {shown!r} for a row of the table above", *((fix,) if fix else ()))


def _swallowed(table: Table) -> tuple[Row, ...]:
    """The rows without a pipe at the end of a table all of whose other rows have one."""
    count = 0
    while count < len(table.rows) and not _has_pipe(table.rows[-1 - count]):
        count += 1
    kept = len(table.rows) - count
    if not count or not kept or not all(map(_has_pipe, table.rows[:kept])):
        return ()
    swallowed = table.rows[kept:]
    first = swallowed[0]
    return swallowed if any(char.isalnum() for char in first.text[first.span.start : first.span.end]) else ()


def _has_pipe(row: Row) -> bool:
    return row.text.find("|", row.span.start, row.span.end) >= 0


def _fix(source: Source, row: Row) -> Fix | None:
    """A blank line before a row; None where markers of a quote stand before it."""
    start = source.line_start(row.span.start)
    if source.text[start : row.span.start].strip():
        return None
    return Fix(
        "end the table with a blank line",
        (Edit(Span(start, start), source.newline),),
        applicability=Applicability.UNSAFE,
        changes_structure=True,
    )


RULE = rule("RS202", "swallowed-row", Level.WARNING, _find)
