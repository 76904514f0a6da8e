"""Where something stood before edits, that is known by its place after them."""

from collections.abc import Iterable, Sequence

from readme_sync.model import Result
from readme_sync.text import Edit, Span


def as_before(results: Iterable[Result], rounds: Sequence[Sequence[Edit]]) -> list[Result]:
    """The results with the places at which they stood before some rounds of edits, each made after the one before."""
    found = list(results)
    for edits in reversed(rounds):
        found = [one._replace(span=_span(one.span, edits)) for one in found]
    return found


def edits_of(results: Iterable[Result]) -> list[Edit]:
    """What the fixes of some results change, in document order."""
    return sorted({edit for one in results if one.fix for edit in one.fix.edits})


def _span(span: Span, edits: Sequence[Edit]) -> Span:
    start, end = _place(span.start, edits), _place(span.end, edits)
    return Span(start, max(start, end))


def _place(offset: int, edits: Sequence[Edit]) -> int:
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        if offset < start:
            break
        if offset < start + len(edit.replacement):
            return edit.span.start
        shift += len(edit.replacement) - edit.span.length
    return offset - shift
