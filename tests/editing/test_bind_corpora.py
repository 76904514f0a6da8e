"""Documents of the corpora: what is right before an edit is right after it, or named, and the way back is the same.

A share of the documents is edited, chosen by their bytes; with READMESYNC_FULL=1 all are.
"""

import hashlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from readme_sync import AddItem, MoveItem, RemoveItem, RenameItem, SetProgress, apply, rules
from readme_sync.editing.operation import Operation
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Item, Outcome, Readme, State, TrackerKind
from readme_sync.reader import parse
from readme_sync.sources.history import Base, RightNumbers

STEPS = 6
PLAIN = (["task-box"], ["fraction"], ["percent"])
"""Items of one such number have one spelling for each value, so that there is a way back."""

SHARES = {"progress": 6, "fresh": 6, "corpus": 6}
LARGEST = 40_000
NEW = "An entirely new entry"


def _documents(files: list[Path], share: int) -> Iterator[tuple[Readme, random.Random]]:
    """Documents with numbers that are right and none that is wrong, each with its own random choices."""
    for path in files:
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if digest[0] % share or len(data) > LARGEST:
            continue
        readme = parse(data, path.name)
        right = RightNumbers(Base(readme))
        if any(readme.items) and (right.claims or right.equal) and not _wrong(readme):
            yield readme, random.Random(digest)  # noqa: S311  not for secrets


def _wrong(readme: Readme) -> set[str]:
    """The lines, without digits, whose numbers are certainly wrong."""
    source = readme.source
    return {_bare(source.line_text(source.line_of(one.span.start))) for one in rules.check(readme, ["RS101"])}


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalpha() or character == "\n")


def _value(item: Item) -> str | float | None:
    """How an item's progress is given to `set`; None where that may be another spelling of the same."""
    progress = item.progress
    if progress.total is not None:
        return f"{progress.done:g}/{progress.total:g}"
    return str(progress.state) if progress.state in {State.DONE, State.OPEN} else progress.percent


def _edits(readme: Readme, choice: random.Random) -> Iterator[tuple[Operation, Operation | None]]:
    """Some edits, each with that which undoes it, where one does."""
    items = [item for item in readme.items if item.label and item.figures]
    for item in choice.sample(items, min(2, len(items))):
        line, column, old = readme.source.line_of(item.span.start), item.column or None, _value(item)
        new = "open" if old == "done" else "done"
        box = len(item.figures) == 1 and item.figures[0].notation == "task-box"
        undo = SetProgress(item.label, old, column, line=line) if old is not None and box else None
        yield SetProgress(item.label, new, column, line=line), undo
        yield RemoveItem(item.label, line=line), None
    tracker = choice.choice([one for one in readme.trackers if one.items])
    section = f"#{readme.sections[tracker.section].anchor}" if tracker.section else None
    yield AddItem(NEW, after=tracker.items[-1].label, section=section), RemoveItem(NEW)


def _problems(readme: Readme, done: Outcome, operation: Operation, undo: Operation | None) -> Iterator[str]:
    now = parse(done.source)
    named = {_bare(now.source.line_text(one.line)) for one in done.skipped}
    right = RightNumbers(Base(readme))
    spans = [claim.figure.span for claim in right.claims] + [written.figure.span for written, *_ in right.equal]
    was_right = {_bare(readme.source.line_text(readme.source.line_of(span.start))) for span in spans}
    edited = {_bare(now.source.line_text(one.line)) for one in done.changes if one.label}
    for line in (_wrong(now) & was_right) - named - edited:
        yield f"{operation}: {line} is wrong and not named"
    if _bare(apply(readme, operation, sync=False).source.text) != _bare(done.source.text):
        yield f"{operation}: other text has changed"
    if undo and apply(done.source, undo).source.text != readme.source.text:
        yield f"{operation}: the way back is another"


def _step(readme: Readme, choice: random.Random, names: list[str]) -> tuple[Operation, Operation] | None:
    """A random edit of a box or a row whose label nothing else has, with what undoes it."""
    labels = [item.label for item in readme.items]
    trackers = [one for one in readme.trackers if one.kind is not TrackerKind.LINES and not one.is_summary]
    items = [
        item
        for tracker in trackers
        for item in tracker.items
        if item.label and labels.count(item.label) == 1 and [one.notation for one in item.figures] in PLAIN
    ]
    if not items:
        return None
    item = choice.choice(items)
    tracker = readme.tracker_of(item)
    others = [one for one in tracker.items if one.depth == item.depth == 0 and one in items]
    fresh = names[-1]
    steps: list[tuple[Operation, Operation]] = []
    new, was = "open" if item.progress.state is State.DONE else "done", _value(item)
    if was is not None:
        steps.append((SetProgress(item.label, new), SetProgress(item.label, was)))
    steps.append((AddItem(fresh, after=item.label), RemoveItem(fresh)))
    if item.label.replace(" ", "").isalnum():
        steps.append((RenameItem(item.label, fresh), RenameItem(fresh, item.label)))
    if len(others) == len(tracker.items) > 1:
        at = others.index(item)
        back = MoveItem(item.label, after=others[at - 1].label) if at else MoveItem(item.label, first=True)
        steps.append((MoveItem(item.label, after=others[0 if at else -1].label), back))
    return choice.choice(steps)


def _walk(first: Readme, choice: random.Random) -> tuple[int, list[str]]:
    """Edit a document step by step and back again; return how many steps there were, and what went wrong."""
    readme, undo, problems = first, list[Operation](), list[str]()
    names = [f"{NEW} {number}" for number in range(STEPS)]
    for step in filter(None, (_step(readme, choice, names) for _ in range(STEPS))):
        names.pop()
        try:
            done = apply(readme, step[0])
        except ReadmeSyncError:
            continue
        problems += _problems(readme, done, step[0], None)
        undo.append(step[1])
        readme = parse(done.source, first.source.path)
    for operation in reversed(undo):
        readme = parse(apply(readme, operation).source, first.source.path)
    if readme.source.text != first.source.text:
        problems.append(f"{undo}: the way back is another")
    return len(undo), problems


@pytest.mark.parametrize("corpus", SHARES)
def test_what_was_right_stays_right(corpus: str, shared: Path, request: pytest.FixtureRequest) -> None:
    """After each edit what was right is right, or named; after a sequence the reverse edits give the first bytes."""
    assert shared.is_dir()
    problems, edits, steps = list[str](), 0, 0
    share = 1 if os.environ.get("READMESYNC_FULL") else SHARES[corpus]
    for readme, choice in _documents(request.getfixturevalue(f"{corpus}_files"), share):
        for operation, undo in _edits(readme, choice):
            try:
                done = apply(readme, operation)
            except ReadmeSyncError:
                continue
            edits += 1
            problems += [f"{readme.source.path}: {one}" for one in _problems(readme, done, operation, undo)]
        walked, found = _walk(readme, choice)
        steps += walked
        problems += [f"{readme.source.path}: {one}" for one in found]
    assert edits >= 20
    assert steps >= 10
    assert problems == []
