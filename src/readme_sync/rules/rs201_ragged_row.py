r"""RS201 ragged-row: a row has more cells than its table has columns.

## What it does

Finds data rows with text beyond the last column. Rows with too few cells are fine: GitHub fills them up.

## Why is this bad?

GitHub drops what stands beyond the last column without a word; nobody ever sees it on the page.

## Example

    | Course | Progress |
    | ------ | -------- |
    | Scales | 40%      | after a break |

"after a break" is not shown. Often a `|` in the text splits a cell in two: write `\|`.

## Fix safety

There is no fix: whether a column is missing or a pipe stands too much, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.markdown import Document, Row, columns_of
from readme_sync.markdown.plain_text import plain_text
from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Span

_LONGEST = 40


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for table in readme.document.tables:
        for row in () if readme.document.once(columns_of, table).are_even else table.rows:
            # cheap, without false negatives: a pipe at the start and one at the end part no cells
            start, end = row.span
            pipes = row.text.count("|", start, end) - row.text.startswith("|", start)
            if pipes > row.columns or (pipes == row.columns and not row.text.endswith("|", start, end)):
                yield from _dropped(readme.document, row)


def _dropped(document: Document, row: Row) -> Iterator[Finding]:
    """The text of a row that GitHub drops."""
    texts = [(cell.span, plain_text(document, cell.content)) for cell in row.excess]
    filled = [(span, text) for span, text in texts if text]
    if filled:
        start, end = filled[0][0].start, filled[-1][0].end
        shown = " | ".join(text for _, text in filled)
        shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
        columns = "1 column" if row.columns == 1 else f"{row.columns} columns"
        yield Span(start, end), f"the table has {columns}; GitHub drops {shown!r}"


RULE = rule("RS201", "ragged-row", Level.WARNING, _find)
