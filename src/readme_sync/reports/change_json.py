"""What a command did to documents as JSON: one document a line, one shape for all commands that write."""

from dataclasses import dataclass

from readme_sync.model import Change, Outcome, Progress, Skipped
from readme_sync.reports.diff import diff
from readme_sync.reports.edit_text import done_text
from readme_sync.reports.json_lines import VERSION, ProgressShape, Version, progress_shape
from readme_sync.reports.words import View


@dataclass(frozen=True, slots=True)
class ChangeShape:
    """What was done to one row, table, number or badge."""

    line: int
    """1-based."""
    label: str
    """That of the row; "" where it is about something else."""
    text: str
    """What was done, as people read it."""
    was: ProgressShape | str | None
    """The progress of a row, or the address of a badge, before."""
    now: ProgressShape | str | None
    changed: bool
    """Whether it is different now."""
    rule: str | None
    """The rule whose result was fixed."""


@dataclass(frozen=True, slots=True)
class SkippedShape:
    """What should be changed and was not."""

    line: int
    text: str
    """What it is about."""
    reason: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """What was done to one document."""

    version: Version
    """The version of this format."""
    path: str
    changed: bool
    """Whether its text is different now, or would be."""
    written: bool
    """Whether that was written; false with --dry-run and --diff."""
    changes: tuple[ChangeShape, ...]
    skipped: tuple[SkippedShape, ...]
    diff: str | None
    """With --diff, what changed, in unified format."""


def changed_document(path: str, outcome: Outcome, *, written: bool, show_diff: bool = False) -> ChangedDocument:
    """Return the shape of what was done to a document."""
    return ChangedDocument(
        VERSION,
        path,
        outcome.changed,
        written and outcome.changed,
        tuple(_change(one) for one in outcome.changes),
        tuple(_skipped(one) for one in (*outcome.skipped, *_refused(outcome))),
        diff(outcome.before, outcome.source, path) if show_diff else None,
    )


def _change(one: Change) -> ChangeShape:
    text = one.result.message if one.result else done_text(one, View())
    rule = one.result.rule if one.result else None
    return ChangeShape(one.line, one.label, text, _stated(one.was), _stated(one.now), one.changed, rule)


def _stated(value: Progress | str | None) -> ProgressShape | str | None:
    return progress_shape(value) if isinstance(value, Progress) else value


def _skipped(one: Skipped) -> SkippedShape:
    text = one.result.message if one.result else one.what
    return SkippedShape(one.line, text, one.reason, one.result.rule if one.result else None)


def _refused(outcome: Outcome) -> list[Skipped]:
    """Return what is wrong with the document, so that nothing was changed, as what was skipped."""
    line_of = outcome.before.line_of
    return [
        Skipped(line_of(one.span.start), "the document is not changed before this is right", result=one)
        for one in outcome.refused
    ]
