"""A unified diff of one document, as git shows it."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.reports.safe import printable, visible
from readme_sync.reports.words import Style, View
from readme_sync.text import Source

_STYLES = {"-": Style.BAD, "+": Style.GOOD, "@": Style.NOTICE, "\\": Style.FAINT}


def coloured(diff: str, view: View) -> str:
    """Return the diff for a terminal, coloured, with hidden characters shown; not for files and programs."""
    lines = diff.removesuffix("\n").split("\n")
    shown = (visible(view.shown(line.removesuffix("\r"))) for line in lines)
    return "".join(f"{view.paint(line, _style(line))}\n" for line in shown)


def _style(line: str) -> str:
    return Style.STRONG if line.startswith(("--- ", "+++ ")) else _STYLES.get(line[:1], Style.NONE)


_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"


class _Change(NamedTuple):
    """The lines `[old_start, old_end)` became the lines `[new_start, new_end)`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def diff(before: Source, after: Source, path: str) -> str:
    """Return what changed, in unified format with `a/` and `b/` before the path; "" where nothing did."""
    if before.text == after.text:
        return ""
    old, new = _lines(before.text), _lines(after.text)
    name = printable(path).replace(os.sep, "/").lstrip("/")
    parts = [f"--- a/{name}\n", f"+++ b/{name}\n"]
    for hunk in _hunks(list(_changes(old, new))):
        parts += _drawn(hunk, old, new)
    return "".join(parts)


def _lines(text: str) -> list[str]:
    """Return the lines with their line ends, cut at LF as git and patch cut them; a CR stays in its line."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    """Yield the changes in order. Equal lines at both ends are set aside first: usually one line of many changed."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    for change in _inner_changes(old[head : len(old) - tail], new[head : len(new) - tail]):
        yield _Change(*(index + head for index in change))


def _inner_changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    if len(old) == len(new):
        changed = [index for index, (was, becomes) in enumerate(zip(old, new, strict=True)) if was != becomes]
        # Values changed in place: no need to look for lines that moved.
        if len(changed) * 2 <= len(old) or len(old) == 1:
            yield from (_Change(first, last, first, last) for first, last in _runs(changed))
            return
    from difflib import SequenceMatcher

    for tag, *place in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield _Change(*place)


def _runs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges `[first, last)` of consecutive indexes."""
    start = 0
    for index in range(1, len(indexes) + 1):
        if index == len(indexes) or indexes[index] != indexes[index - 1] + 1:
            yield indexes[start], indexes[index - 1] + 1
            start = index


def _hunks(changes: list[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes whose context touches, together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.old_start - hunk[-1].old_end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _drawn(hunk: list[_Change], old: list[str], new: list[str]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    before = min(_CONTEXT, first.old_start)
    after = min(_CONTEXT, len(old) - last.old_end)
    old_range = _range(first.old_start - before, last.old_end + after)
    new_range = _range(first.new_start - before, last.new_end + after)
    yield f"@@ -{old_range} +{new_range} @@\n"
    position = first.old_start - before
    for change in hunk:
        yield from _marked(" ", old[position : change.old_start])
        yield from _marked("-", old[change.old_start : change.old_end])
        yield from _marked("+", new[change.new_start : change.new_end])
        position = change.old_end
    yield from _marked(" ", old[position : position + after])


def _range(start: int, end: int) -> str:
    """Return the range as diff writes it: an empty one names the line before it."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_NEWLINE}"
