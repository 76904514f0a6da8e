"""What follows from an edit: numbers that were right before it, and would be wrong after it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from readme_sync import rules
from readme_sync.editing.fixes import PARENTS_RULE, apply_fixes, edits_of_fixes
from readme_sync.editing.table_style import keep_alignment
from readme_sync.editing.verify import rewrite
from readme_sync.errors import EditError, WriteError
from readme_sync.model import Change, Outcome, Parents, Readme, Skipped
from readme_sync.reader import parse
from readme_sync.sources.expected import said
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import (
    Base,
    Moved,
    Place,
    RightNumbers,
    Tier,
    aligned,
    edits_of,
    message_of,
)
from readme_sync.text import Edit, Source, Span

_WRITTEN = (Tier.ERROR, Tier.LIKELY)
_ALONE = 20
_ROUNDS = 5  # a total may follow from numbers that follow themselves


def follow(before: Readme, outcome: Outcome, after: Readme | None = None, *, sync: bool = True) -> Outcome:
    """Return an edit with what follows from it: numbers that were right before are right after, or are named.

    A number is written where it is certain what it follows; `Outcome.skipped` names the others, and all without `sync`.
    `after` is the outcome's document, where it was parsed.
    """
    if not outcome.changed:
        return outcome
    place = aligned(before.source, outcome.source)
    if sync and before.settings.counting.parents is Parents.FOLLOW:
        boxes = _boxes_of_parents(before, outcome.source)
        place = _behind(place, edits_of_fixes(boxes.results))
        outcome, after = _with_boxes(outcome, boxes), None
    right = RightNumbers(Base(before), is_exact=True)
    if not right:
        return outcome
    source, changes, edits = outcome.source, list(outcome.changes), outcome.edits
    for _ in range(_ROUNDS):
        now = after if after and source is after.source else parse(source, settings=before.settings)
        facts = Facts(now)
        moved = right.moved(now, facts, place)
        written, places = _written(now, moved, facts) if sync else (None, set())
        if written is None:
            break
        source, edits = written.source, ()
        changes += [one for one in written.changes if one not in changes]  # a bar and its percent in one line
        place = _behind(place, written.edits)
        moved = [one for one in moved if one.figure.span not in places]
        if not right.claims and not moved:  # only claims follow from other numbers
            break
    left = [Skipped(one.line, message_of(one)) for one in moved]
    if not left and source is outcome.source:
        return outcome
    return outcome._replace(source=source, changes=tuple(changes), edits=edits, skipped=(*outcome.skipped, *left))


def _boxes_of_parents(before: Readme, edited: Source) -> Outcome:
    """Return a document with the boxes of tasks that follow those in them."""
    now = parse(edited, settings=before.settings)
    done = apply_fixes(now, [one for one in rules.check(now, [PARENTS_RULE]) if one.fix])
    names = {item.span: item.label for item in now.items}
    made = [
        one._replace(
            label=names.get(result.span, ""), did=f"{result.fix.message.removesuffix(' it')}ed, as its parts say"
        )
        for one in done.changes
        if (result := one.result) and result.fix
    ]
    return done._replace(changes=tuple(made))


def _with_boxes(outcome: Outcome, boxes: Outcome) -> Outcome:
    if not boxes.changed:
        return outcome
    made = (one._replace(result=None) for one in boxes.changes)
    return outcome._replace(source=boxes.source, changes=(*outcome.changes, *made), edits=())


def _written(now: Readme, moved: list[Moved], facts: Facts) -> tuple[Outcome | None, set[Span]]:
    """Return the document with the sure numbers written, None where there are none that can be, and their places."""
    sure = [(one, edits) for one in moved if one.tier in _WRITTEN and (edits := edits_of(now, one, facts))]
    for some in (sure, *([one] for one in sure[:_ALONE])):  # all at once, else the first that passes
        made = sorted(keep_alignment(now.document, [edit for _, edits in some for edit in edits]))
        try:
            source = rewrite(now, made)
        except (WriteError, EditError):
            continue
        if source is not now.source:
            done = Outcome(now.source, source, tuple(_change(one) for one, _ in some), edits=tuple(made))
            return done, {one.figure.span for one, _ in some}
    return None, set()


def _behind(place: Place, edits: Sequence[Edit]) -> Place:
    """Return where numbers stand after some edits more, which are sorted; one that was written is nowhere."""
    ends = [edit.span.end for edit in edits]
    shifts = [0, *accumulate(len(edit.replacement) - edit.span.length for edit in edits)]

    def moved(span: Span) -> Span | None:
        found = place(span)
        index = bisect_right(ends, found.start) if found else 0
        if found is None or (index < len(edits) and edits[index].span.start < found.end):
            return None
        return Span(found.start + shifts[index], found.end + shifts[index])

    return moved


def named(outcome: Outcome) -> list[Change]:
    """Return the numbers that were only named, as changes that were not made."""
    return [Change(one.line, did=one.reason, changed=False) for one in outcome.skipped]


def _change(one: Moved) -> Change:
    return Change(one.line, did=f"{said(one.figure.progress)} -> {one.shown}, as {one.origin} say")
