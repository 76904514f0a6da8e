"""Tables as lines of Markdown."""

from collections.abc import Sequence

from readme_sync.markdown import Align, Table, parse
from readme_sync.text import Source
from readme_sync.text.width import padded, width

_SHORTEST = 3
_COLONS = {Align.NONE: ("", ""), Align.LEFT: (":", ""), Align.CENTER: (":", ":"), Align.RIGHT: ("", ":")}


def is_aligned(text: str) -> bool:
    """Whether a text holds a table with aligned columns: all its lines are equally long."""
    table = next((block for block in parse(Source(text)).blocks if isinstance(block, Table)), None)
    if table is None:
        return False
    lines = [text[row.span.start : row.span.end] for row in (table.header, *table.rows)]
    lines.append(text[table.delimiter.start : table.delimiter.end])
    return any(len({measure(line.rstrip()) for line in lines}) == 1 for measure in (width, len))


def table_lines(rows: Sequence[Sequence[str]], align: Sequence[Align], *, aligned: bool) -> list[str]:
    """The lines of a table; the first row is its header.

    Args:
        rows: the cells as they are to be written.
        align: by column.
        aligned: whether the columns get equal widths; else one blank stands around each cell.
    """
    if not aligned:
        dashes = [_delimiter(one, _SHORTEST + sum(map(len, _COLONS[one]))) for one in align]
        return [_line(row) for row in (rows[0], dashes, *rows[1:])]
    widths = [max(_SHORTEST, *(width(row[column]) for row in rows)) for column in range(len(align))]
    dashes = [_delimiter(one, columns) for one, columns in zip(align, widths, strict=True)]
    padded_rows = [
        [_padded(*cell) for cell in zip(row, widths, align, strict=True)] for row in (rows[0], dashes, *rows[1:])
    ]
    return [_line(row) for row in padded_rows]


def _line(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {text} |" if text else " |" for text in cells)


def _delimiter(align: Align, columns: int) -> str:
    first, last = _COLONS[align]
    return f"{first}{'-' * max(columns - len(first) - len(last), 1)}{last}"


def _padded(text: str, columns: int, align: Align) -> str:
    blanks = columns - width(text)
    if align is Align.RIGHT:
        return " " * blanks + text
    if align is Align.CENTER:
        return " " * (blanks // 2) + text + " " * (blanks - blanks // 2)
    return padded(text, columns)
