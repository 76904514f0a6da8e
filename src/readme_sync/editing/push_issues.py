"""What `push` does: from the rows that are ahead of their issues to a plan; new issues' numbers into their rows."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from readme_sync.editing.follow_issues import Followed, Kind
from readme_sync.editing.operations.put import put
from readme_sync.editing.operations.rename import rename
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import ReadmeSyncError
from readme_sync.markdown.escape import canon
from readme_sync.model import IssueState, Readme, TrackerKind
from readme_sync.reader import parse
from readme_sync.sources.issue_rows import IssueRow, issue_rows
from readme_sync.text import Source

_LONGEST = 256
"""GitHub takes no longer titles."""


class Act(StrEnum):
    """What is done on GitHub."""

    CLOSE = "close"
    REOPEN = "reopen"
    CREATE = "create"


class Step(NamedTuple):
    """One thing to be done on GitHub for a row.

    Attributes:
        number: of the issue; 0 for one that is to be made.
        key: tells a new issue's row; "" for the others.
    """

    act: Act
    row: IssueRow
    number: int = 0
    key: str = ""

    @property
    def label(self) -> str:
        """What the row is called, as the title of an issue."""
        return canon(self.row.item.label)[:_LONGEST]

    @property
    def shown(self) -> str:
        """The step in a line: `close #12, which Sow says is done`."""
        if self.act is Act.CREATE:
            return f"make an issue for {self.label}"
        says = "done" if self.act is Act.CLOSE else "not done"
        return f"{self.act} #{self.number}: {self.label} is {says}"


def plan(readme: Readme, followed: Followed, repository: str, path: str) -> tuple[list[Step], list[str]]:
    """Return what is to be done, in the order of the document, and why something is not.

    Args:
        readme: the document.
        followed: its rows beside their issues.
        repository: its name.
        path: of the document, from the top of the repository.
    """
    steps: list[Step] = []
    for one in followed.decisions:
        is_done, issue = one.row.item.progress.is_done, one.issue
        if one.kind is not Kind.AHEAD or not one.row.setting.push or issue is None or issue.is_pull:
            continue
        if is_done and issue.state is IssueState.OPEN:
            steps.append(Step(Act.CLOSE, one.row, one.row.number))
        elif not is_done and issue.state in {IssueState.DONE, IssueState.NOT_PLANNED}:
            steps.append(Step(Act.REOPEN, one.row, one.row.number))
    new, notes = _new(readme, followed.nameless, repository, path)
    return sorted([*steps, *new], key=lambda step: step.row.item.span), notes


def _new(readme: Readme, rows: Sequence[IssueRow], repository: str, path: str) -> tuple[list[Step], list[str]]:
    steps: dict[str, Step] = {}
    notes = []
    for row in rows:
        if not row.setting.new or row.item.progress.is_done:
            continue
        key = sha256("\0".join((repository.lower(), path, canon(row.item.label))).encode()).hexdigest()[:20]
        step = Step(Act.CREATE, row, key=key)
        place = f"line {readme.source.line_of(row.item.span.start)}"
        if not _has_place(readme, row):
            notes.append(f"{place}: {step.label} has no place for a number; name the column in the configuration")
        elif not step.label or key in steps:
            notes.append(f"{place}: another row is called {step.label}, too, so neither gets an issue")
            steps[key] = step._replace(number=-1)
        else:
            steps[key] = step
    return [step for step in steps.values() if step.number == 0 and step.label], notes


def _has_place(readme: Readme, row: IssueRow) -> bool:
    """Return whether the number of an issue can be written into a row."""
    if row.column is not None:
        return row.column < len(row.item.cells) and not row.item.cells[row.column].strip()
    is_plain = row.item.label in readme.source.slice(row.item.span)
    return row.tracker.kind is TrackerKind.TASKS and is_plain and not row.setting.column


def with_numbers(readme: Readme, made: Mapping[str, tuple[str, str]]) -> tuple[Source, list[str]]:
    """Return the document with the numbers of new issues in their rows, and the labels of rows that have changed.

    Args:
        readme: the document, perhaps another version of it.
        made: by label, the text and the address of the link to the new issue.
    """
    left = dict(made)
    for label, (text, address) in made.items():
        row = next((one for one in issue_rows(readme).nameless if canon(one.item.label)[:_LONGEST] == label), None)
        if row is None or not _has_place(readme, row):
            continue
        link = f"[{text}]({address})"
        try:
            if row.column is not None:
                edits = put(readme, row.item, row.tracker.header[row.column], link, markdown=True)
            else:
                edits = rename(readme, row.item, f"{row.item.label} ({link})", markdown=True)
            after = rewrite_rows(readme, edits)
        except ReadmeSyncError:
            continue
        del left[label]
        readme = parse(after, settings=readme.settings)
    return readme.source, list(left)


def counted(steps: Iterable[Step]) -> str:
    """Return how many steps there are of each kind: `2 to close, 1 to make`."""
    words = {Act.CLOSE: "to close", Act.REOPEN: "to open again", Act.CREATE: "to make"}
    acts = [step.act for step in steps]
    return ", ".join(f"{acts.count(act)} {word}" for act, word in words.items() if act in acts)
