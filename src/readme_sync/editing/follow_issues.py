"""Rows that follow issues: three-way, from what both last agreed on, what the row says, and where the issue stands.

docs/internals/decisions/0021-issues.md says why, and has the table of what becomes of a row.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from readme_sync.editing.operations.set import Target, change_of, set_all
from readme_sync.editing.set_progress import Examples, set_progress, value_text
from readme_sync.editing.verify import rewrite_comment
from readme_sync.errors import ReadmeSyncError, RequestError, WriteError
from readme_sync.markdown import parse
from readme_sync.markers.issue_comments import read_issue_comments, seen_text
from readme_sync.model import (
    Change,
    Conflicts,
    GitHub,
    IssueDetails,
    IssueState,
    Level,
    NotPlanned,
    Progress,
    Readme,
    Result,
    Skipped,
    State,
)
from readme_sync.notations import Family, family_of
from readme_sync.reader import read
from readme_sync.rules.ignore_comments import kept
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.sources.from_issue import parts_of
from readme_sync.sources.issue_rows import IssueRow, IssueRows, issue_rows, where_rows_follow
from readme_sync.text import Edit, Source, Span

RULE = "RS113"
DONE, OPEN, BEGUN = "done", "open", "begun"
_STAYS = "the row stays as it is"
_STATES = {DONE: State.DONE, OPEN: State.OPEN, BEGUN: State.IN_PROGRESS}
_SAID = {State.DONE: "done", State.OPEN: "open", State.IN_PROGRESS: "in progress"}


class Kind(Enum):
    """What becomes of a row."""

    AGREES = auto()
    TAKES = auto()
    """It takes the state of its issue."""
    AHEAD = auto()
    """Only the row changed; `push` may bring the issue in line."""
    STAYS = auto()
    """Nothing is written, for a reason."""


class Decision(NamedTuple):
    """What becomes of one row.

    Attributes:
        value: that of the issue, as the row can say it; "" where nothing is known.
        seen: what is kept as what both last agreed on; "" for nothing.
        reason: why the row stays as it is, or what it is ahead of.
        level: how serious that is.
        issue: the issue, None where it is not there.
    """

    kind: Kind
    row: IssueRow
    value: str
    seen: str
    reason: str = ""
    level: Level = Level.WARNING
    issue: IssueDetails | None = None


class Followed(NamedTuple):
    """What became of a document's rows.

    Attributes:
        source: the document after it; the same object where nothing changed.
        changes: the rows that were written.
        left: the rows that stay as they are, with the reasons.
        steps: the edits, one list after the other.
        right: how many rows agree with their issues.
        refused: why GitHub cannot be asked, so that nothing may be written.
        decisions: by row.
        nameless: rows that name no issue.
    """

    source: Source
    changes: tuple[Change, ...] = ()
    left: tuple[Skipped, ...] = ()
    steps: tuple[list[Edit], ...] = ()
    right: int = 0
    refused: tuple[Result, ...] = ()
    decisions: tuple[Decision, ...] = ()
    nameless: tuple[IssueRow, ...] = ()


def follow_issues(readme: Readme, github: GitHub | None) -> Followed:
    """Bring rows in line with their issues, and keep what both agree on.

    Args:
        readme: the document.
        github: whom to ask; without, rows stay as they are.
    """
    at = where_rows_follow(readme)
    if at is None:
        return Followed(readme.source)
    if github is None or any(conflicts(readme.document)):
        found = [_skipped(readme, at, "only GitHub knows; it was not asked", "may be stale")]
        return Followed(readme.source, left=tuple(found if github is None else ()))
    try:
        rows = issue_rows(readme, github.repository())
        issues = github.numbered(row.number for row in rows.rows)
    except ReadmeSyncError as error:
        message = error.message + (f"; {error.hint}" if error.hint else "")
        return Followed(readme.source, refused=(Result(RULE, Level.ERROR, message, at),))
    seen = rows.comments.seen
    decisions, examples = [], Examples(readme)
    for row in rows.rows:
        issue = issues[row.number]
        one = _decided(examples, row, issue, seen.get(row.number, ""))
        decisions.append(one if isinstance(issue, str) else one._replace(issue=issue))
    return _written(examples, rows, decisions)


def _decided(examples: Examples, row: IssueRow, issue: IssueDetails | str, base: str) -> Decision:
    """Return what becomes of a row."""
    name = f"#{row.number}"
    if isinstance(issue, str):
        return Decision(Kind.STAYS, row, "", base, f"names {name}, which is not there: {issue}")
    value = _value(examples, row, issue)
    if not value:
        closed = (
            "its pull request was closed without a merge" if issue.is_pull else "its issue is closed as not planned"
        )
        hint = "not-planned says whether that is done or open"
        return Decision(Kind.STAYS, row, "", base, f"names {name}, but {closed}; {hint}", Level.NOTE)
    if _says(examples, row, value):
        return Decision(Kind.AGREES, row, value, value)
    says = f"says {_said(row.item.progress)}, issue {name} {_stands(value)}"
    if _says(examples, row, base) if base else _is_forward(row.item.progress, value):
        return Decision(Kind.TAKES, row, value, value, says)
    if base == value and value in {OPEN, BEGUN} and not row.item.progress.is_done:
        return Decision(Kind.AGREES, row, value, value)  # how far an open issue is, its row may say in its own way
    if base == value or (row.setting.conflicts is Conflicts.README):
        how = "readme-sync push writes it there" if row.setting.push else "close or reopen the issue, or change the row"
        return Decision(Kind.AHEAD, row, value, value, f"{says}; only the row has changed: {how}", Level.NOTE)
    if row.setting.conflicts is Conflicts.GITHUB:
        return Decision(Kind.TAKES, row, value, value, says)
    since = f"both have changed since they were {base}" if base else "nothing shows which of the two is newer"
    return Decision(Kind.STAYS, row, value, base, f"{says}; {since}")


def _value(examples: Examples, row: IssueRow, issue: IssueDetails) -> str:
    """Return what an issue says, as the row can say it; "" where that is to be left alone."""
    state = issue.state
    if state is IssueState.NOT_PLANNED:
        return "" if row.setting.not_planned is NotPlanned.LEAVE else row.setting.not_planned.value
    if state is IssueState.DONE:
        return DONE
    parts = parts_of(issue)
    if parts and any(family_of(figure) not in {Family.BOX, Family.STATE} for figure in row.item.figures):
        return f"{parts[0]}/{parts[1]}"
    is_begun = state is IssueState.BEGUN or bool(parts and parts[0])
    return BEGUN if is_begun and _can_say(examples, row, BEGUN) else OPEN


def _progress(value: str) -> Progress:
    if value in _STATES:
        return Progress.of_state(_STATES[value])
    done, total = value.split("/")
    return Progress.of_fraction(int(done), int(total))


def _can_say(examples: Examples, row: IssueRow, value: str) -> bool:
    try:
        set_progress(examples.readme, row.item, _progress(value), examples)
    except RequestError:
        return False
    return True


def _says(examples: Examples, row: IssueRow, value: str) -> bool:
    """Return whether a row says a value. An open issue leaves it to the author how far the work is."""
    progress = row.item.progress
    if value == DONE:
        return progress.is_done
    if value == OPEN:
        return not progress.is_done
    if value == BEGUN:
        return progress.state is State.IN_PROGRESS
    try:
        return not set_progress(examples.readme, row.item, _progress(value), examples)
    except RequestError:
        return False


def _is_forward(progress: Progress, value: str) -> bool:
    """Return whether a value says more than a row, whose state is the one with which every row begins."""
    if value in _STATES:
        return value != OPEN
    done, total = value.split("/")
    return progress.percent is None or progress.percent < 100 * int(done) / int(total)


def _said(progress: Progress) -> str:
    text = value_text(progress)
    if progress.total is None and progress.state in _SAID and (progress.percent in {0, 100} or not text.isdecimal()):
        return _SAID[progress.state]
    return f"{text} %" if text and progress.total is None else text or "nothing"


def _stands(value: str) -> str:
    """`is closed`, `is open`, `is at 3/5`."""
    return {DONE: "is done", OPEN: "is open", BEGUN: "is in progress"}.get(value, f"is at {value}")


def _written(examples: Examples, rows: IssueRows, decisions: Sequence[Decision]) -> Followed:
    """Write what rows take, and what was seen."""
    readme = examples.readme
    done, after, edits = _with_rows(examples, decisions)
    seen = {one.row.number: one.seen for one in done if one.seen}
    before = rows.comments.seen
    seen |= {number: before[number] for number in rows.named - seen.keys() if number in before}
    steps = [edits] if edits else []
    noted = _with_seen(readme, after, seen)
    if isinstance(noted, str):
        at = rows.at or Span(0, 0)
        left = [_skipped(readme, at, noted, "what was seen of the issues cannot be kept", Level.WARNING)]
        return Followed(readme.source, left=tuple(left))
    if noted[1]:
        steps.append(noted[1])
    changes = tuple(_change(readme, one) for one in done if one.kind is Kind.TAKES)
    left = [_left(readme, one) for one in done if one.kind in {Kind.STAYS, Kind.AHEAD}]
    left += [_skipped(readme, span, _STAYS, message, Level.WARNING) for span, message in rows.wrong]
    agreed = sum(one.kind is Kind.AGREES for one in done)
    stays = _without_ignored(readme, left)
    return Followed(noted[0], changes, stays, tuple(steps), agreed, (), tuple(done), rows.nameless)


def _change(readme: Readme, one: Decision) -> Change:
    item, now = one.row.item, _progress(one.value)
    did = f"{_said(item.progress)} -> {_said(now)}, as issue #{one.row.number} is"
    return change_of(readme, Target(item, now, did), one.row.tracker.kind, changed=True)


def _with_rows(examples: Examples, decisions: Sequence[Decision]) -> tuple[list[Decision], Source, list[Edit]]:
    """Return the decisions as they come to be, and the document with the rows that take something."""
    readme, done, targets = examples.readme, [], []
    for one in decisions:
        if one.kind is Kind.TAKES:
            target = Target(one.row.item, _progress(one.value))
            try:
                set_progress(readme, target.item, _progress(one.value), examples)
            except RequestError as error:
                done.append(_stays(one, error))
                continue
            targets.append(target)
        done.append(one)
    try:
        outcome = set_all(readme, targets)
    except ReadmeSyncError:
        return _one_by_one(readme, done)
    return done, outcome.source, sorted(outcome.edits)


def _one_by_one(readme: Readme, decisions: Sequence[Decision]) -> tuple[list[Decision], Source, list[Edit]]:
    """Return the same where they cannot be written together: those stay that cannot be written even alone."""
    done, targets = [], list[Target]()
    for one in decisions:
        if one.kind is Kind.TAKES:
            more = [*targets, Target(one.row.item, _progress(one.value))]
            try:
                set_all(readme, more)
            except ReadmeSyncError as error:
                done.append(_stays(one, error))
                continue
            targets = more
        done.append(one)
    outcome = set_all(readme, targets)
    return done, outcome.source, sorted(outcome.edits)


def _stays(one: Decision, error: ReadmeSyncError) -> Decision:
    return one._replace(kind=Kind.STAYS, seen="", reason=f"{one.reason}; {error.message}")


def _with_seen(readme: Readme, after: Source, seen: Mapping[int, str]) -> tuple[Source, list[Edit]] | str:
    """Return the document with the comment that says what was seen, and the edit; a text says why it cannot."""
    now = read(after, readme.settings) if after is not readme.source else readme
    comments = read_issue_comments(now.document)
    if dict(comments.seen) == dict(seen):
        return after, []
    text = after.text
    newline = after.newline_at(len(text.rstrip("\r\n")))
    comment = seen_text(seen, newline)
    if comments.seen_at is not None:
        edit = Edit(comments.seen_at, comment)
    else:
        has_end = text.endswith(("\n", "\r"))
        gap = "" if not text.strip() else newline if has_end else newline * 2
        edit = Edit(Span(len(text), len(text)), f"{gap}{comment}{newline * has_end}")
    try:
        noted = rewrite_comment(now, edit, comment)
    except WriteError as error:
        return error.message
    is_read = dict(read_issue_comments(parse(noted)).seen) == dict(seen)
    return (noted, [edit]) if is_read else "it would stand in another comment"


def _left(readme: Readme, one: Decision) -> Skipped:
    reason = "nothing is written" if one.kind is Kind.AHEAD else _STAYS
    return _skipped(readme, one.row.item.span, reason, one.reason, one.level)


def _skipped(readme: Readme, span: Span, reason: str, message: str, level: Level = Level.NOTE) -> Skipped:
    return Skipped(readme.source.line_of(span.start), reason, result=Result(RULE, level, message, span))


def _without_ignored(readme: Readme, left: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """Return what stays, but for what comments tell to leave out."""
    skipped = list(left)
    results = set(kept([one.result for one in skipped if one.result], readme))
    return tuple(one for one in skipped if one.result in results)
