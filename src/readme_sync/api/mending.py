"""Many fixes at once: as many of them as the last look before a write lets pass, each one whole or not at all."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.api.documents import applied
from readme_sync.errors import EditError, WriteError
from readme_sync.model import Readme, Result
from readme_sync.text import Edit, Source, Span

_LOOKS = 200  # each renders the document twice; what is left then waits for the next run
_WAITS = "too many other fixes were looked at before it; run it again"


class Skipped(NamedTuple):
    """A result whose fix was not made, and why."""

    result: Result
    reason: str


class Mended(NamedTuple):
    """A document after fixes: the very source it had where none could be made."""

    source: Source
    done: tuple[Result, ...]
    skipped: tuple[Skipped, ...]


def mended_by(readme: Readme, wanted: Sequence[Result]) -> Mended:
    """The document with the fixes of the results made, but for those that touch what another one changes.

    Fixes that keep the page's structure go first. Where there are none left, what stands in regions is written, and
    then what else changes the structure, each of these looked at alone before all are made.
    """
    attempt = _Attempt(readme)
    attempt.make([one for one in wanted if one.fix and not one.fix.restructures])
    restructuring = [one for one in wanted if one.fix and one.fix.restructures]
    if restructuring and attempt.source is readme.source:
        regions, others = _by_regions(readme, restructuring)
        attempt.make(regions)
        if attempt.source is readme.source:
            attempt.make([one for one in others if attempt.stands_alone(one)])
    return Mended(attempt.source, tuple(attempt.done), tuple(attempt.skipped))


class _Attempt:
    """The fixes made so far, and those that were refused."""

    def __init__(self, readme: Readme) -> None:
        self.source = readme.source
        self.done: list[Result] = []
        self.skipped: list[Skipped] = []
        self._readme = readme
        self._looks = 0

    def make(self, results: Sequence[Result]) -> None:
        """Makes the fixes, of those that touch each other the first that passes; the others wait for the next round."""
        self._looks = 0
        waiting = list(results)
        while waiting:
            chosen, waiting = _disjoint(waiting, self.done)
            if not chosen:
                return
            self._make(chosen)

    def stands_alone(self, result: Result) -> bool:
        """Whether a fix passes where nothing else is changed."""
        before = self.source
        reason = self._try([result])
        self.source = before
        if reason:
            self.skipped.append(Skipped(result, reason))
        return not reason

    def _make(self, results: Sequence[Result]) -> None:
        """Makes fixes that do not touch, all at once if they pass, else halves of them, and so on."""
        stack = [results]
        while stack:
            some = stack.pop()
            reason = self._try([*self.done, *some])
            if not reason:
                self.done += some
            elif len(some) > 1:
                middle = len(some) // 2
                stack += [some[middle:], some[:middle]]
            else:
                self.skipped.append(Skipped(some[0], reason))

    def _try(self, results: Sequence[Result]) -> str:
        """Makes exactly these fixes; why they do not pass, "" where they do."""
        if self._looks >= _LOOKS:
            return _WAITS
        self._looks += 1
        fixes = [one.fix for one in results if one.fix]
        edits = [edit for one in fixes for edit in one.edits]
        restructures = any(one.restructures for one in fixes)
        if not restructures:
            edits = _fitted(self._readme, edits)
        try:
            self.source = applied(self._readme, edits, restructures=restructures)
        except (WriteError, EditError) as error:
            return error.message
        return ""


def _by_regions(readme: Readme, results: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """The results whose fixes change nothing outside regions, and the others."""
    from readme_sync.editing.verify_regions import are_in_regions  # noqa: PLC0415  not needed where nothing is written

    inside, others = list[Result](), list[Result]()
    for one in results:
        is_inside = one.fix is not None and are_in_regions(readme, one.fix.edits)
        (inside if is_inside else others).append(one)
    return inside, others


def _fitted(readme: Readme, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, with what keeps aligned tables aligned: a longer value takes blanks from its own cell."""
    from readme_sync.editing import keep_alignment  # noqa: PLC0415  who only wants the names does not pay for it

    return keep_alignment(readme.document, edits)


def _disjoint(results: Sequence[Result], done: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """The results whose fixes touch neither each other nor what those that are done change, and the others."""
    taken = sorted(span for one in done for span in _spans(one))
    chosen, others = [], []
    for one in results:
        spans = _spans(one)
        if any(_touches(span, taken) for span in spans):
            others.append(one)
            continue
        chosen.append(one)
        for span in spans:
            insort(taken, span)
    return chosen, others


def _spans(result: Result) -> list[Span]:
    return [edit.span for edit in result.fix.edits] if result.fix else []


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span touches one of others, which are sorted and apart."""
    index = bisect_left(taken, span)
    return (index > 0 and taken[index - 1].end >= span.start) or (index < len(taken) and taken[index].start <= span.end)
