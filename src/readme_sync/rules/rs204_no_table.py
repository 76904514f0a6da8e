"""RS204 no-table: what looks like a table is none for GitHub.

## What it does

Finds lines with pipes that GitHub shows as text, and says what is missing: the delimiter row below the header row; as
many cells in the one as in the other; dashes in every cell of the delimiter row; a blank line between a line of HTML
and the table. A single line with pipes is left alone.

## Why is this bad?

The page shows a heap of pipes, and what the rows record counts nowhere.

## Example

    | Course | Progress |
    | ------ |
    | Scales | 40%      |

The header row has 2 cells, the delimiter row 1.

## Fix safety

There is no fix: what a table should look like, only the author knows.
"""

import re
from collections.abc import Iterator, Sequence

from readme_sync.markdown import HtmlBlock, Paragraph
from readme_sync.markdown.block_starts import alignments, count_cells
from readme_sync.markdown.cut_tables import cut_rows
from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import regex

_FEWEST_COLUMNS = 2
_FEWEST_LINES = 2
_RULER = regex(r"[|+](?=.*[-=–—]{2})[-=–—|+: \t]*|:?[-=–—]{2,}[ \t:]*[|+][-=–—|+: \t]*")
_RAW = regex(r"<!--|<(?:pre|script|style|textarea|code)\b", re.IGNORECASE)


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    blocks: list[Paragraph | HtmlBlock] = [*readme.document.every(Paragraph), *readme.document.every(HtmlBlock)]
    suspects = [block for block in blocks if "|" in block.content.text and "\n" in block.content.text]
    if not suspects:
        return
    cut = {id(found.paragraph) for found in cut_rows(readme.document)}
    for block in suspects:
        lines = [line.strip() for line in block.content.text.split("\n")]
        why = _why_in_html(lines) if isinstance(block, HtmlBlock) else _why(lines)
        if why and id(block) not in cut:
            yield block.span, f"GitHub shows no table here: {why}"


def _why(lines: Sequence[str]) -> str:
    """Why the lines of a paragraph are no table, "" where they do not look like one."""
    index = next((index for index, line in enumerate(lines) if _RULER.fullmatch(line)), None)
    if index is None:
        counts = {count_cells(line) if line.startswith("|") and line.endswith("|") else 0 for line in lines}
        is_table = len(counts) == 1 and min(counts) >= _FEWEST_COLUMNS and len(lines) >= _FEWEST_LINES
        return "the second line is no delimiter row such as | --- | --- |" if is_table else ""
    beside = lines[index - 1 if index else 1]
    if "|" not in beside:
        return ""
    if lines[index].startswith("+"):
        return "it reads no lines of + and -, only a delimiter row such as | --- | --- |"
    if not index:
        return "no header row stands right above the delimiter row"
    return _mismatch(beside, lines[index])


def _mismatch(header: str, delimiter: str) -> str:
    """Why a header row and a delimiter row make no table."""
    align = alignments(delimiter)
    if align is None:
        return "in the delimiter row each cell must hold dashes, and nothing else but colons at their ends"
    cells = count_cells(header)
    if cells == len(align):
        return "the delimiter row does not stand in the same list item or quote as the header row"
    return f"the header row has {cells} {'cell' if cells == 1 else 'cells'}, the delimiter row {len(align)}"


def _why_in_html(lines: Sequence[str]) -> str:
    """Why a table in a block of raw HTML is none; "" where there is none, or where it may be meant as text."""
    for index in range(1, len(lines)):
        if _RAW.search(lines[index - 1]):
            return ""
        if "|" in lines[index] and "|" in lines[index - 1]:
            align = alignments(lines[index])
            if align and len(align) == count_cells(lines[index - 1]):
                return "the HTML above goes on up to the next blank line; put one before the table"
    return ""


RULE = rule("RS204", "no-table", Level.WARNING, _find)
