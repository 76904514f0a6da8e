"""`fix`: make the fixes of results; as many as the verification lets pass, each one whole or not at all."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from readme_sync import rules
from readme_sync.editing.table_style import keep_alignment
from readme_sync.editing.verify import are_in_regions, rewrite
from readme_sync.errors import EditError, WriteError
from readme_sync.model import DEFAULT, NO_FILES, Change, FileTree, Outcome, Readme, Result, Settings, Skipped
from readme_sync.reader import Text, parse, source_of
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts
from readme_sync.text import Edit, Span

if TYPE_CHECKING:
    from readme_sync.sources.history import Base

PARENTS_RULE = "RS104"
"""The rule by which the box of a task follows its parts, where that is configured."""
_AGAIN = "it would be wrong again"
_ROUNDS = 10  # one fix may make another one possible; two that undo each other must not go on for ever
_LOOKS = 200  # each renders the document twice; what is left then waits for the next run
_WAITS = "too many other fixes were looked at before it; run it again"


def fix(  # noqa: PLR0913  what rules may look at, and what is fixed
    document: Text,
    select: Iterable[str] | None = None,
    settings: Settings = DEFAULT,
    *,
    unsafe: bool = False,
    surroundings: FileTree = NO_FILES,
    base: "Base | None" = None,
    named: NamedFacts | None = None,
) -> Outcome:
    """Fix what the rules find and can fix, until nothing such is left.

    A fix after which GitHub would show more differences than it is meant to make is left out, and the others are made.

    Args:
        document: its text or bytes.
        select: ids of the rules to run; all by default.
        settings: what the author has configured.
        unsafe: make fixes, too, that may not be what the author meant.
        surroundings: the files that links and claims name, see `surroundings_of`; without, no file is looked at.
        base: an earlier version of the document, for numbers that were right in it.
        named: the named facts that the documents of a run share, and what may run their commands; without, none runs.

    Returns:
        The document after it, with a change for each result that was fixed, and those that were not though they have a
        fix.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
    """
    before = source = source_of(document)
    chosen = None if select is None else list(select)
    changes: list[Change] = []
    skipped: tuple[Skipped, ...] = ()
    first: Sequence[Change] = ()
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        found = rules.check(readme, chosen, Facts(readme, surroundings, base=base, named=named))
        done = apply_fixes(readme, [one for one in found if one.fix and (one.fix.is_safe or unsafe)])
        skipped = done.skipped
        if not done.changed:
            break
        source = done.source
        first = first or done.changes
        changes += done.changes
    else:
        endless = {one.rule for one in done.results}
        left = (
            Skipped(one.line, _AGAIN, result=one.result) for one in first if one.result and one.result.rule in endless
        )
        return Outcome(before, before, (), tuple(left))
    return Outcome(before, source, tuple(changes), skipped)


def apply_fixes(readme: Readme, wanted: Sequence[Result]) -> Outcome:
    """Make the fixes of results, but for those that touch what another one changes.

    Fixes that keep the page's structure go first. Where there are none left, what stands in regions is written, and
    then what else changes the structure, each of these looked at alone before all are made.
    """
    attempt = _Attempt(readme)
    attempt.make([one for one in wanted if one.fix and not one.fix.changes_structure])
    structural = [one for one in wanted if one.fix and one.fix.changes_structure]
    if structural and attempt.source is readme.source:
        regions, others = _by_regions(readme, structural)
        attempt.make(regions)
        if attempt.source is readme.source:
            attempt.make([one for one in others if attempt.stands_alone(one)])
    line_of = readme.source.line_of
    changes = (Change(line_of(one.span.start), result=one) for one in attempt.done)
    return Outcome(readme.source, attempt.source, tuple(changes), tuple(attempt.skipped))


def edits_of_fixes(results: Iterable[Result]) -> list[Edit]:
    """Return what the fixes of some results change, in document order."""
    return sorted({edit for one in results if one.fix for edit in one.fix.edits})


class _Attempt:
    """The fixes made so far, and those that were refused."""

    def __init__(self, readme: Readme) -> None:
        self.source = readme.source
        self.done: list[Result] = []
        self.skipped: list[Skipped] = []
        self._readme = readme
        self._looks = 0

    def make(self, results: Sequence[Result]) -> None:
        """Make the fixes, of those that touch each other the first that passes; the others wait for the next round."""
        self._looks = 0
        waiting = list(results)
        while waiting:
            chosen, waiting = _disjoint(waiting, self.done)
            if not chosen:
                return
            self._make(chosen)

    def stands_alone(self, result: Result) -> bool:
        """Return whether a fix passes where nothing else is changed."""
        before = self.source
        reason = self._try([result])
        self.source = before
        if reason:
            self._skip(result, reason)
        return not reason

    def _make(self, results: Sequence[Result]) -> None:
        """Make fixes that do not touch, all at once if they pass, else halves of them, and so on."""
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
                self._skip(some[0], reason)

    def _skip(self, result: Result, reason: str) -> None:
        line = self._readme.source.line_of(result.span.start)
        self.skipped.append(Skipped(line, reason, result=result))

    def _try(self, results: Sequence[Result]) -> str:
        """Make exactly these fixes; return why they do not pass, "" where they do."""
        if self._looks >= _LOOKS:
            return _WAITS
        self._looks += 1
        fixes = [one.fix for one in results if one.fix]
        edits = [edit for one in fixes for edit in one.edits]
        is_structural = any(one.changes_structure for one in fixes)
        if not is_structural:
            edits = keep_alignment(self._readme.document, edits)
        try:
            self.source = rewrite(self._readme, edits, changes_structure=is_structural)
        except (WriteError, EditError) as error:
            return error.message
        return ""


def _by_regions(readme: Readme, results: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """Return the results whose fixes change nothing outside regions, and the others."""
    inside, others = list[Result](), list[Result]()
    for one in results:
        is_inside = one.fix is not None and are_in_regions(readme, one.fix.edits)
        (inside if is_inside else others).append(one)
    return inside, others


def _disjoint(results: Sequence[Result], done: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """Return the results whose fixes touch neither each other nor what those that are done change, and the others."""
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
    """Return whether a span touches one of others, which are sorted and apart."""
    index = bisect_left(taken, span)
    return (index > 0 and taken[index - 1].end >= span.start) or (index < len(taken) and taken[index].start <= span.end)
