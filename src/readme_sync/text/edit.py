"""Edits: the only way to make a new text."""

from collections.abc import Iterable
from typing import NamedTuple

from readme_sync.errors import EditError
from readme_sync.text.source import Source
from readme_sync.text.span import Span


class Edit(NamedTuple):
    """A replacement for `span`, a span of the original text; an empty span inserts."""

    span: Span
    replacement: str


def ordered(edits: Iterable[Edit], source: Source) -> list[Edit]:
    """Return the edits that change something, sorted by place, without duplicates.

    Raises:
        EditError: two edits overlap, insert at one place, or one is outside the text.
    """
    text = source.text
    changing = (e for e in edits if text[e.span.start : e.span.end] != e.replacement)
    wanted = sorted(dict.fromkeys(changing))  # a set would lose the order, which is mostly right already
    position = 0
    previous: Edit | None = None
    for edit in wanted:
        if not 0 <= edit.span.start <= edit.span.end <= len(text):
            place = f"characters {edit.span.start} to {edit.span.end}"
            raise EditError(f"an edit of {place} leaves the text", path=source.path)
        if edit.span.start < position or (previous and previous.span == edit.span):
            line = source.line_of(edit.span.start)
            raise EditError("two edits overlap", path=source.path, line=line, hint="make them one at a time")
        position, previous = edit.span.end, edit
    return wanted


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """Return the source with the edits made, `source` itself if nothing changes; all other characters stay.

    Raises:
        EditError: two edits overlap, or one is outside the text.
    """
    wanted = ordered(edits, source)
    if not wanted:
        return source
    parts: list[str] = []
    position = 0
    for edit in wanted:
        parts += [source.text[position : edit.span.start], edit.replacement]
        position = edit.span.end
    parts.append(source.text[position:])
    return Source("".join(parts), source.path)
