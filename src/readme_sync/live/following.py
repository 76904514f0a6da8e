"""Where lines stand after an edit: how handles find their parts again."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex

_LINE_END = regex(r"\r\n|\r|\n")

Follow = Callable[[Span], int | None]
"""From what stood in a line to the 1-based line in which it stands now; None where that line was taken away."""


def follow(before: Source, after: Source, edits: Sequence[Edit]) -> Follow:
    """Where the lines of a document stand after it was edited.

    Args:
        before: the document as it was.
        after: the document as it is.
        edits: what was changed; where it is not known the two texts are compared.
    """
    return _by_edits(before, sorted(edits)) if edits else _by_texts(before, after)


def same_lines(old: Sequence[Span], new: Sequence[Span], after: Source, line: Follow) -> dict[int, int]:
    """From the places of parts in a document to those of the parts that begin now in the lines in which they should.

    Of several parts in one line the first is the first that was there, and so on.
    """
    waiting: dict[int, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        waiting.setdefault(after.line_of(new[place].start), []).append(place)
    found: dict[int, int] = {}
    for place, span in enumerate(old):
        now = line(span)
        if now is not None and waiting.get(now):
            found[place] = waiting[now].pop()
    return found


def _by_edits(before: Source, edits: Sequence[Edit]) -> Follow:
    ends = [edit.span.end for edit in edits]
    by = [_line_ends(edit.replacement) - _line_ends(before.slice(edit.span)) for edit in edits]
    shifts = [0, *accumulate(by)]

    def line(span: Span) -> int | None:
        place = bisect_right(ends, span.start)  # the first edit that ends behind its start
        if place < len(edits) and by[place] < 0 and edits[place].span.contains(span):
            return None
        return before.line_of(span.start) + shifts[place]

    return line


def _by_texts(before: Source, after: Source) -> Follow:
    old, new = (_LINE_END.split(source.text) for source in (before, after))
    if len(old) == len(new):
        return lambda span: before.line_of(span.start)
    from difflib import SequenceMatcher  # noqa: PLC0415  only where lines came or went

    places: dict[int, int] = {}
    for _, start, end, other, last in SequenceMatcher(None, old, new).get_opcodes():
        if end - start == last - other:
            places.update(zip(range(start + 1, end + 1), range(other + 1, last + 1), strict=True))
    return lambda span: places.get(before.line_of(span.start))


def _line_ends(text: str) -> int:
    return len(_LINE_END.findall(text))
