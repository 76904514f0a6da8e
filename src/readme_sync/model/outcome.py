"""What a function that changes a document hands back: the document after it, what was done, what was left alone."""

from typing import NamedTuple

from readme_sync.model.progress import Progress
from readme_sync.model.readme import TrackerKind
from readme_sync.model.result import Result
from readme_sync.text import Edit, Source


class Change(NamedTuple):
    """What was done to one row, table, number or badge.

    Attributes:
        line: its 1-based line after this change; of a removed row, and of the result of a rule, the line before it.
        label: the row's label; "" where the change is about something else.
        did: what was done, as the end of a sentence that begins with the label; "" where `was` and `now` say it.
        was, now: the progress of an item, or the address of a badge, before and after.
        changed: whether it is different now.
        kind: the kind of tracker that holds the item.
        result: the result of a rule that was fixed; its place is that before the fix.
    """

    line: int
    label: str = ""
    did: str = ""
    was: Progress | str | None = None
    now: Progress | str | None = None
    changed: bool = True
    kind: TrackerKind = TrackerKind.TABLE
    result: Result | None = None


class Skipped(NamedTuple):
    """What was left as it is, and why.

    Attributes:
        line: its 1-based line in the document as it is now.
        reason: why it was left alone.
        what: the address of a badge; "" for anything else.
        result: the result of a rule that was not fixed; its place is that in the document as it is now.
    """

    line: int
    reason: str
    what: str = ""
    result: Result | None = None


class Outcome(NamedTuple):
    """What a function did to a document.

    Attributes:
        before: the document that was given.
        source: the document after it; the same object as `before` where nothing changed.
        changes: what was done, in order; also what was right already, where it was asked for by name.
        skipped: what should be changed and was not, with the reasons.
        edits: what was changed, against `before`; none where it took more than one step.
        refused: what is wrong with the document, so that nothing in it was changed.
        right: how many claims and regions were right already, of `sync`.
        in_doubt: how many numbers may be about something, which is not certain, of `sync`.
    """

    before: Source
    source: Source
    changes: tuple[Change, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    edits: tuple[Edit, ...] = ()
    refused: tuple[Result, ...] = ()
    right: int = 0
    in_doubt: int = 0

    @property
    def changed(self) -> bool:
        """Whether the text is different now."""
        return self.source is not self.before

    @property
    def results(self) -> tuple[Result, ...]:
        """The results of rules that were fixed."""
        return tuple(one.result for one in self.changes if one.result)
