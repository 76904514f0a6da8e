"""Whole lines in and out of a document; a document without a line end at its end stays so."""

from readme_sync.editing.table_style import line_start
from readme_sync.text import Edit, Source, Span


def first_of(source: Source, offset: int) -> int:
    """Return where the line of a character begins, behind a byte order mark."""
    return line_start(source, offset)


def after(source: Source, offset: int) -> int:
    """Return where the line after that of a character begins; the text's end where there is none."""
    line = source.line_of(offset)
    return source.line_starts[line] if line < len(source.line_starts) else len(source.text)


def put_before(source: Source, offset: int, text: str) -> Edit:
    """Put lines (without the last line end) before the line of a character."""
    start = first_of(source, offset)
    return Edit(Span(start, start), text + source.newline)


def put_after(source: Source, offset: int, text: str) -> Edit:
    """Put lines (without the last line end) after the line of a character."""
    end = after(source, offset)
    if source.text[end - 1 : end] in ("\n", "\r"):
        return Edit(Span(end, end), text + source.newline)
    return Edit(Span(end, end), source.newline + text)


def without(source: Source, start: int, end: int) -> Edit:
    """Take the lines from that of `start` to that of `end` away."""
    first, last = first_of(source, start), after(source, end)
    if last == len(source.text) and source.text[last - 1 : last] not in ("\n", "\r"):
        while first > 0 and source.text[first - 1] in "\r\n":  # the line before is the last one now
            first -= 1
            if source.text[first] == "\n" and source.text[first - 1 : first] == "\r":
                first -= 1
            break
    return Edit(Span(first, last), "")
