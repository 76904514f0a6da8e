"""What follows from an edit: numbers that were right before it, and would be wrong after it."""

from readme_sync import rules
from readme_sync.editing.fixes import PARENTS_RULE, apply_fixes
from readme_sync.editing.rewrite import rewrite
from readme_sync.errors import EditError, WriteError
from readme_sync.model import Change, Outcome, Parents, Readme, Skipped
from readme_sync.reader import parse
from readme_sync.sources.expected import said
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import Base, Moved, Tier, edits_of, message_of, moved_numbers
from readme_sync.text import Source

_ROUNDS = 5  # a total may follow from numbers that follow themselves


def follow(before: Readme, outcome: Outcome, after: Readme | None = None, *, sync: bool = True) -> Outcome:
    """Return an edit with what follows from it: numbers that were right before are right after, or are named.

    A number is written where it is certain what it follows; `Outcome.skipped` names the others, and all without `sync`.
    `after` is the outcome's document, where it was parsed.
    """
    if not outcome.changed:
        return outcome
    if sync and before.settings.counting.parents is Parents.FOLLOW:
        outcome, after = _with_parents(before, outcome), None
    base = Base(before)
    source, changes, edits = outcome.source, list(outcome.changes), outcome.edits
    for _ in range(_ROUNDS):
        now = after if after and source is after.source else parse(source, settings=before.settings)
        moved = moved_numbers(base, now)
        written = _written(now, moved) if sync else None
        if written is None:
            break
        source, edits = written[0], ()
        changes += written[1]
    left = [Skipped(one.line, message_of(one)) for one in moved]
    if not left and source is outcome.source:
        return outcome
    return outcome._replace(source=source, changes=tuple(changes), edits=edits, skipped=(*outcome.skipped, *left))


def _with_parents(before: Readme, outcome: Outcome) -> Outcome:
    """Return an edit with the boxes of tasks that follow those in them."""
    now = parse(outcome.source, settings=before.settings)
    done = apply_fixes(now, [one for one in rules.check(now, [PARENTS_RULE]) if one.fix])
    if not done.changed:
        return outcome
    names = {item.span: item.label for item in now.items}
    made = [
        Change(
            one.line,
            names.get(one.result.span, ""),
            f"{one.result.fix.message.removesuffix(' it')}ed, as its parts say",
        )
        for one in done.changes
        if one.result and one.result.fix
    ]
    return outcome._replace(source=done.source, changes=(*outcome.changes, *made), edits=())


def _written(now: Readme, moved: list[Moved]) -> tuple[Source, list[Change]] | None:
    """Return the document with the certain numbers written; None where there are none that can be."""
    facts = Facts(now)
    certain = [(one, edits) for one in moved if one.tier is Tier.ERROR and (edits := edits_of(now, one, facts))]
    for some in (certain, *([one] for one in certain)):  # all at once, else the first that passes
        try:
            source = rewrite(now, [edit for _, edits in some for edit in edits])
        except (WriteError, EditError):
            continue
        if source is not now.source:
            return source, [_change(one) for one, _ in some]
    return None


def named(outcome: Outcome) -> list[Change]:
    """Return the numbers that were only named, as changes that were not made."""
    return [Change(one.line, did=one.reason, changed=False) for one in outcome.skipped]


def _change(one: Moved) -> Change:
    return Change(one.line, did=f"{said(one.figure.progress)} -> {one.shown}, as {one.origin} say")
